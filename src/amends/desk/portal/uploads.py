"""A buyer's files, piece by piece: how much, of which kinds, and where the pieces lie until they are complete.

A line that breaks costs one piece: the next one says from where on it goes, and whoever asks is told what is there.
"""

from __future__ import annotations

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from amends.core.errors import DomainError
from amends.desk.portal.models import Link, Upload
from amends.desk.storage import MAX_BYTES, keep
from amends.evidence.filetypes import IMAGE_TYPES, MEDIA_TYPES, content_type

#: Kinds that are taken, by their content: pictures, films, documents on paper that were scanned.
TAKEN = IMAGE_TYPES | {"mp4", "mov", "webm", "pdf"}
#: All files of one order together, and how many.
MOST_BYTES = 120 * 1024 * 1024
MOST_FILES = 24
#: The largest piece.
PIECE = 1024 * 1024
#: What was begun and not finished is thrown away after this time, and counts no more.
UNFINISHED_KEPT = timedelta(days=1)


class FileRefused(DomainError):
    """A file cannot be taken. ``code`` is file_kind, file_size, file_many or file_place."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def _path(token: str) -> Path:
    return Path(settings.AMENDS_UPLOADS) / "buyers" / token


def begin_upload(*, link: Link, name: str, size: int, now: datetime) -> Upload:
    """A file is announced. Raises FileRefused where it is empty or too large, or where there are too many already."""
    if not 0 < size <= MAX_BYTES:
        raise FileRefused("file_size", f"A file has between 1 byte and {MAX_BYTES // 2**20} MB.")
    with transaction.atomic(durable=True):
        Link.objects.select_for_update().get(pk=link.pk)  # two files at once are counted one after the other
        _forget_unfinished(now)
        known = Upload.objects.filter(link=link)
        taken = known.aggregate(bytes=Sum("size"))["bytes"] or 0
        if known.count() >= MOST_FILES or taken + size > MOST_BYTES:
            raise FileRefused("file_many", f"At most {MOST_FILES} files and {MOST_BYTES // 2**20} MB are taken.")
        return Upload.objects.create(
            link=link, token=secrets.token_hex(16), name=_plain(name), size=size, started_at=now
        )


def _plain(name: str) -> str:
    """What she calls the file, for people to read: without folders and control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(ch for ch in last if ch.isprintable())[:255] or "file"


def _forget_unfinished(now: datetime) -> None:
    old = Upload.objects.filter(sha256="", started_at__lt=now - UNFINISHED_KEPT)
    for upload in old:
        _path(upload.token).unlink(missing_ok=True)
    old.delete()


def take_piece(*, upload: Upload, start: int, piece: bytes) -> Upload:
    """Add the bytes from ``start`` on; the last piece completes the file.

    Raises FileRefused: ``file_place`` where the file is not that far or further (``upload.received`` says how far),
    ``file_kind`` where its content is none of the kinds that are taken; then it is thrown away.
    """
    if not piece or len(piece) > PIECE:
        raise FileRefused("file_size", f"A piece has between 1 byte and {PIECE} bytes.")
    with transaction.atomic(durable=True):
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.sha256 or start != held.received or start + len(piece) > held.size:
            raise FileRefused("file_place", f"{held.received} bytes are here; go on from there.")
        if start == 0 and content_type(piece[:64]) not in TAKEN:
            refused = True
        else:
            refused = False
            _write(held, start, piece)
            held.received = start + len(piece)
            if held.received == held.size:
                _complete(held)
            held.save(update_fields=["received", "sha256", "media_type"])
    if refused:
        forget_upload(upload=upload)
        raise FileRefused("file_kind", "Only photos, videos and PDF files are taken.")
    return held


def _write(upload: Upload, start: int, piece: bytes) -> None:
    path = _path(upload.token)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        # What a broken transaction left behind is written over.
        file.truncate(start)
        file.seek(start)
        file.write(piece)


def _complete(upload: Upload) -> None:
    path = _path(upload.token)
    data = path.read_bytes()
    upload.media_type = MEDIA_TYPES[content_type(data[:64]) or "jpeg"]
    upload.sha256 = keep(data)
    path.unlink(missing_ok=True)


def keep_whole(*, link: Link, name: str, data: bytes, now: datetime) -> Upload:
    """A file that came in one go, with a form. Raises FileRefused."""
    upload = begin_upload(link=link, name=name, size=len(data), now=now)
    for start in range(0, len(data), PIECE):
        upload = take_piece(upload=upload, start=start, piece=data[start : start + PIECE])
    return upload


def forget_upload(*, upload: Upload) -> None:
    """Throw a file away that no message has taken."""
    with transaction.atomic(durable=True):
        if Upload.objects.filter(pk=upload.pk, used_at__isnull=True).delete()[0]:
            _path(upload.token).unlink(missing_ok=True)


def note_used(*, uploads: list[Upload], now: datetime) -> None:
    """A message has taken these files along."""
    with transaction.atomic(durable=True):
        Upload.objects.filter(pk__in=[upload.pk for upload in uploads]).update(used_at=now)
