"""The command line as a process of its own, with bytes in and bytes out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

#: One good record for each filter.
GOOD: dict[str, dict[str, Any]] = {
    "triage": {"id": "t", "text": "My parcel has not arrived.", "channel": "message"},
    "watch": {
        "id": "w", "origin": "CN", "destination": "BR", "ordered_at": "2026-11-01T08:00:00+08:00",
        "now": "2026-11-20T08:00:00+08:00", "events": [],
    },
    "clock": {
        "id": "c", "platform": "aliexpress", "procedure": "dispute_issue",
        "event": "buyer_opened_or_modified_dispute", "at": "2026-11-20T08:00:00+08:00",
    },
    "decide": {
        "id": "d", "platform": "aliexpress", "kind": "not_received", "fault": "unknown",
        "order": {
            "value": "40.00", "currency": "USD", "country": "BR", "ordered_at": "2026-10-20T08:00:00Z",
            "lines": [{"sku": "A", "quantity": 2, "unit_price": "20.00", "unit_cost": "6.00"}],
        },
        "claim": {"asks": ["full_refund"]}, "waited_days": 31, "evidence": [],
        "buyer": {"orders": 1, "claims": 0, "bad_reviews": 0},
        "costs": {"postage": "3.00", "return_label": "12.00", "salvage": "0", "dispute_fee": "0", "minute": "0.15"},
        "listing": {"reviews": 100, "rating": 4.6}, "flags": [], "now": "2026-11-20T08:00:00Z",
    },
    "draft": {
        "id": "l", "now": "2026-11-20T08:00:00Z", "to_language": "en", "stage": "first_reply", "channel": "message",
        "case": {"kind": "not_received", "flags": []}, "facts": [], "requests": [],
        "agent_name": "Alice", "shop_name": "Lumora",
    },
    "lint": {
        "id": "i", "text": "Thank you for writing to us. We will look into it.", "stage": "first_reply",
        "channel": "message", "public": False,
    },
}  # fmt: skip
STAGES = tuple(GOOD)


def amends(
    *arguments: str, given: bytes = b"", folder: Path | None = None, timeout: float = 120
) -> subprocess.CompletedProcess[bytes]:
    """Run a command. Without a folder it has no database to use, and must not need one."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AMENDS_", "DJANGO_"))}
    environment["AMENDS_SECRET_KEY"] = "for-tests-only-" * 4
    environment["AMENDS_DATA"] = str(folder) if folder else "/nonexistent/amends"
    return subprocess.run(
        [sys.executable, "-m", "amends.cli.main", *arguments],
        input=given, capture_output=True, env=environment, timeout=timeout,
    )  # fmt: skip


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
