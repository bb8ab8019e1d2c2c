"""A plain case to start from, and the way to change one thing about it."""

from __future__ import annotations

import json
from typing import Any

from amends.core.contracts.decide import DecideInput

PLAIN: dict[str, Any] = {
    "id": "plain",
    "platform": "aliexpress",
    "kind": "damaged",
    "fault": "unknown",
    "order": {
        "value": "23.40", "currency": "USD", "country": "BR", "ordered_at": "2026-10-20T10:00:00Z",
        "lines": [{"sku": "LAMP", "quantity": 2, "unit_price": "11.70", "unit_cost": "4.00"}],
    },
    "claim": {"asks": []},
    "waited_days": 12,
    "evidence": ["order_record", "chat_record"],
    "buyer": {"orders": 1, "claims": 0, "bad_reviews": 0, "future_margin": "5.00"},
    "costs": {"postage": "2.90", "return_label": "12.00", "salvage": "0", "dispute_fee": "0", "minute": "0.15"},
    "listing": {"reviews": 120, "rating": 4.6, "weekly_margin": "300.00"},
    "flags": [],
    "now": "2026-11-21T10:00:00Z",
}  # fmt: skip


def case(**changes: Any) -> DecideInput:
    """The plain case with changes; ``order``, ``claim``, ``costs``, ``listing`` and ``buyer`` are merged."""
    record = {**PLAIN, **changes}
    for part in ("order", "claim", "costs", "listing", "buyer"):
        if part in changes:
            record[part] = {**PLAIN[part], **changes[part]}
    return DecideInput.model_validate_json(json.dumps(record))
