"""The manifest of a pack: what is in it, with hashes, chained and sealed; and the archive around it.

``chain`` of an entry is SHA-256 of the entry before (its chain) and this entry without its chain; ``seal`` is
SHA-256 of the whole manifest without the seal. There is no secret in it: the seal proves a pack unchanged to
whoever kept the seal elsewhere, as the journal does.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

FORMAT = "amends-evidence-pack"
VERSION = 1
NAME = "manifest.json"
#: The most that a pack holds, so that whoever checks one need never read more: bytes of one entry, of all entries
#: together, of the manifest; and the number of entries.
MAX_ENTRY = 256 * 1024 * 1024
MAX_CONTENT = 512 * 1024 * 1024
MAX_MANIFEST = 16 * 1024 * 1024
MAX_ENTRIES = 2_000


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def written(value: Any) -> bytes:
    """JSON as packs hold it: sorted, indented, UTF-8, one newline at the end."""
    return (json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n").encode("utf-8", "surrogatepass")


def chained(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries, each with its ``chain``."""
    link = sha256(f"{FORMAT}/{VERSION}".encode())
    linked = []
    for entry in entries:
        bare = {key: value for key, value in entry.items() if key != "chain"}
        link = sha256(link.encode("ascii") + _canonical(bare))
        linked.append({**bare, "chain": link})
    return linked


def seal_of(manifest: dict[str, Any]) -> str:
    """The seal that this manifest should carry."""
    return sha256(_canonical({key: value for key, value in manifest.items() if key != "seal"}))


def sealed(head: dict[str, Any], entries: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The manifest: ``head`` with format, chained files and seal."""
    manifest = {**head, "format": FORMAT, "version": VERSION, "files": chained(entries)}
    return {**manifest, "seal": seal_of(manifest)}


def archive(files: Iterable[tuple[str, bytes]], moment: datetime) -> bytes:
    """A ZIP of the files in this order, stored, all dated ``moment`` (UTC, even seconds): same input, same bytes."""
    at = moment.astimezone(UTC)
    date_time = (at.year, at.month, at.day, at.hour, at.minute, at.second - at.second % 2)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as packed:
        for name, data in files:
            entry = zipfile.ZipInfo(name, date_time)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, data)
    return target.getvalue()
