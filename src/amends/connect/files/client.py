"""The outbox: letters leave as mail files in a folder, each exactly once."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from pathlib import Path

from amends.connect.contract import OutgoingLetter, SendResult
from amends.connect.files.mailfile import compose
from amends.core.errors import TransportError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def file_name(key: str) -> str:
    """The name of a letter's file: made from the key alone, never from what a buyer wrote."""
    return f"{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}.eml"


class Outbox:
    """A folder of mail files. A file that is there was sent; a half-written one never bears a letter's name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, letter: OutgoingLetter) -> SendResult:
        """Write the letter, once per key. Raises TransportError, never permanent: the folder can be repaired."""
        name = file_name(letter.key)
        target = self.folder / name
        result = SendResult(reference=name.removesuffix(".eml"))
        try:
            if target.exists():
                return result
            self.folder.mkdir(parents=True, exist_ok=True)
            self._write(compose(letter), target)
        except OSError as failure:
            raise TransportError(_told(failure, self.folder), permanent=False) from failure
        return result

    def _write(self, content: bytes, target: Path) -> None:
        handle, temporary = tempfile.mkstemp(prefix=".unfinished-", suffix=".tmp", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            _publish(Path(temporary), target)
        finally:
            Path(temporary).unlink(missing_ok=True)
        _keep_entry(self.folder)


def _publish(temporary: Path, target: Path) -> None:
    """Give the finished file its name, unless another worker was first: then the letter is sent already."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        return
    except OSError as failure:
        if failure.errno not in (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS):
            raise
        # File systems without links: the same key has the same bytes, so a replacement changes nothing.
        temporary.replace(target)


def _keep_entry(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets folders be synchronised."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        return
    finally:
        os.close(descriptor)


def _told(failure: OSError, folder: Path) -> str:
    if failure.errno in _NO_ROOM:
        return f"There is no room left for the outbox {folder}. Free some disk space; the letter is tried again."
    if isinstance(failure, PermissionError):
        return f"The outbox {folder} may not be written to. Give Amends the right to; the letter is tried again."
    return f"The outbox {folder} cannot be used ({failure.strerror}). Repair it; the letter is tried again."
