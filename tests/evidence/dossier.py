"""A case of Alice's shop against a claim of Dana's, and small files to go with it."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from datetime import datetime
from typing import Any

from amends.core.contracts.evidence import EvidenceInput
from amends.evidence import Pack
from amends.evidence.manifest import archive


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(size: int = 0) -> bytes:
    """A small valid PNG; with ``size``, padded to that many bytes behind its end."""
    pixels = zlib.compress((b"\x00" + b"\x80\x40\x20" * 8) * 8)
    header = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")
    return data + bytes(max(0, size - len(data)))


def jpeg() -> bytes:
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(40) + b"\xff\xd9"


def exhibit(id_: str, type_: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "type": type_,
        "title": facts.pop("title", f"The {type_.replace('_', ' ')}"),
        "source": facts.pop("source", "Carrier portal"),
        "captured_at": facts.pop("captured_at", "2026-11-10T00:00:00+00:00"),
        **facts,
    }


def case(**changes: Any) -> EvidenceInput:
    """Dana says that nothing came; the carrier says delivered. ``changes`` replace whole fields."""
    record: dict[str, Any] = {
        "id": "case-7",
        "now": "2026-11-21T09:30:00+08:00",
        "kind": "delivered_not_received",
        "reason_code": "product_not_received",
        "shop_name": "Alice's Lamps",
        "statement": "The parcel was delivered to the order's address on 5 November 2026.",
        "order": {
            "number": "8123-445-9",
            "platform": "aliexpress",
            "value": "42.50",
            "currency": "USD",
            "ordered_at": "2026-10-10T12:00:00+00:00",
            "product": "Desk lamp",
            "tracking_numbers": ["LP00123456789CN"],
        },
        "timeline": [
            {"at": "2026-11-07T10:00:00+03:00", "actor": "Dana", "text": "Where is my parcel?", "exhibit": "e3"},
            {"at": "2026-10-11T08:00:00+08:00", "actor": "Alice", "text": "Handed to the carrier.", "exhibit": "e1"},
        ],
        "exhibits": [
            exhibit("e1", "tracking_history", text="2026-10-11 accepted\n2026-11-05 delivered"),
            exhibit("e2", "delivery_proof", file="proof.png"),
            exhibit("e3", "chat_record", text="Dana: Where is my parcel?\nAlice: The carrier delivered it."),
        ],
    }
    return EvidenceInput.model_validate_json(json.dumps({**record, **changes}))


FILES = {"proof.png": png()}


def contents(pack: Pack | bytes) -> dict[str, bytes]:
    data = pack if isinstance(pack, bytes) else pack.data
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def manifest_of(pack: Pack) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(contents(pack)["manifest.json"])
    return parsed


def uploads(pack: Pack) -> list[dict[str, Any]]:
    return [entry for entry in manifest_of(pack)["files"] if entry["role"] == "upload"]


def packed_again(files: dict[str, bytes]) -> bytes:
    """The same files in a ZIP of the same form as a pack's."""
    return archive(files.items(), datetime.fromisoformat("2026-11-21T09:30:00+08:00"))
