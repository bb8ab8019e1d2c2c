"""Files by their content: a folder in which every file lies under its SHA-256. Names from outside never reach a path."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings

#: The largest file that is taken in.
MAX_BYTES = 50 * 1024 * 1024


def _path(digest: str) -> Path:
    if len(digest) != 64 or not all(ch in "0123456789abcdef" for ch in digest):
        raise ValueError("not a SHA-256")
    return Path(settings.AMENDS_FILES) / digest[:2] / digest


def keep(data: bytes) -> str:
    """Store bytes and return their SHA-256; the same bytes are stored once. Raises ValueError above MAX_BYTES."""
    if len(data) > MAX_BYTES:
        raise ValueError(f"the file has {len(data):,} bytes; at most {MAX_BYTES:,} are taken in")
    digest = hashlib.sha256(data).hexdigest()
    path = _path(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    return digest


def fetch(digest: str) -> bytes:
    """The bytes under a hash. Raises FileNotFoundError, and ValueError where they were changed on disk."""
    data = _path(digest).read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ValueError(f"the stored file {digest[:12]}… was changed")
    return data
