"""Files that a person has handed in and that are not read yet: a folder each, under names that the server makes.

What the person's files were called is data in ``about.json``; no name from outside ever becomes part of a path.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from amends.connect.files import FileSet, Table, open_table
from amends.core.errors import DomainError

#: The largest upload, all files together, and the most files of one.
MAX_BYTES = 200 * 1024 * 1024
MAX_FILES = 30
#: Uploads that nobody has read after this time are thrown away.
KEPT = timedelta(days=7)
_TOKEN = re.compile(r"[0-9a-f]{32}")


class UploadRefused(DomainError):
    """The files cannot be taken in: too many, too large, or none."""

    code = "upload_refused"


@dataclass(frozen=True, slots=True)
class Upload:
    """Files of one upload. ``names`` are what the person calls them; ``paths`` are where they lie."""

    token: str
    shop_id: int
    names: tuple[str, ...]
    paths: tuple[Path, ...]

    @property
    def name(self) -> str:
        """What an import of these files is called."""
        return self.names[0] if len(self.names) == 1 else f"{self.names[0]} + {len(self.names) - 1}"

    def source(self) -> Table | FileSet:
        """The files, opened. Raises UnreadableFile."""
        if len(self.paths) == 1:
            return open_table(self.paths[0], self.names[0])
        return FileSet(dict(zip(self.names, self.paths, strict=True)))


def _root() -> Path:
    return Path(settings.AMENDS_UPLOADS)


def keep_upload(*, shop_id: int, files: Sequence[tuple[str, int, Iterable[bytes]]], now: datetime) -> Upload:
    """Store files given as name, size and pieces. Raises UploadRefused; then nothing is kept."""
    if not files or not all(size for _, size, _ in files):
        raise UploadRefused("Choose at least one file that is not empty.")
    if len(files) > MAX_FILES:
        raise UploadRefused(f"These are {len(files)} files; at most {MAX_FILES} are taken at once.")
    if sum(size for _, size, _ in files) > MAX_BYTES:
        raise UploadRefused(f"The files are larger than {MAX_BYTES // 2**20} MB together; split them.")
    _prune(now)
    token = secrets.token_hex(16)
    folder = _root() / token
    folder.mkdir(parents=True, mode=0o700)
    names = _distinct(name for name, _, _ in files)
    for index, (_, _, pieces) in enumerate(files):
        with (folder / str(index)).open("wb") as file:
            for piece in pieces:
                file.write(piece)
    about = {"shop": shop_id, "names": names, "at": now.isoformat()}
    (folder / "about.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    return _upload(token, folder)


def _distinct(names: Iterable[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        plain = name.replace("\\", "/").rsplit("/", 1)[-1][:255] or "file"
        found.append(plain if plain not in found else f"{len(found)}-{plain}")
    return found


def _upload(token: str, folder: Path) -> Upload:
    about = json.loads((folder / "about.json").read_text(encoding="utf-8"))
    names = tuple(about["names"])
    return Upload(token, about["shop"], names, tuple(folder / str(index) for index in range(len(names))))


def find_upload(token: str) -> Upload | None:
    """The upload with this token, if it is still there."""
    folder = _root() / token
    if not _TOKEN.fullmatch(token) or not (folder / "about.json").is_file():
        return None
    return _upload(token, folder)


def forget_upload(token: str) -> None:
    """Throw the files of an upload away."""
    if _TOKEN.fullmatch(token):
        shutil.rmtree(_root() / token, ignore_errors=True)


def _prune(now: datetime) -> None:
    """Throw away what nobody has read for a week."""
    if not _root().is_dir():
        return
    oldest = (now - KEPT).timestamp()
    for folder in _root().iterdir():
        if _TOKEN.fullmatch(folder.name) and folder.stat().st_mtime < oldest:
            forget_upload(folder.name)
