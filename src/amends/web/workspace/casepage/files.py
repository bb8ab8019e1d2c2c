"""Files on a page: what is drawn, what is only offered for saving, and whether it is evidence already."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from amends.desk.conversations.models import Message


@dataclass(frozen=True, slots=True)
class File:
    """A file in the timeline: ``shown`` is how (image, video or file); ``kept`` whether it is evidence already."""

    id: int
    name: str
    shown: str
    size: str
    kept: bool


def size_text(size: int) -> str:
    """``640 kB``, ``3.2 MB``."""
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(size // 1000, 1)} kB"


def shown_as(media_type: str) -> str:
    """How a file appears on a page: only what a browser draws without running anything."""
    if media_type in ("image/jpeg", "image/png", "image/gif", "image/webp"):
        return "image"
    return "video" if media_type in ("video/mp4", "video/webm", "video/quicktime") else "file"


def files_of(message: Message, kept: Container[int | None]) -> list[File]:
    return [
        File(each.pk, each.name, shown_as(each.media_type), size_text(each.size), each.pk in kept)
        for each in message.attachments.all()
    ]
