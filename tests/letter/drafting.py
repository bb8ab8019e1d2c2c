"""Requests for the tests of draft: a case of Dana's, answered by Alice, with a lint that lets everything pass."""

from __future__ import annotations

import json
from typing import Any

from amends.core.contracts.letter import DraftInput, DraftOutput, LintInput, LintOutput
from amends.core.vocabulary import Verdict
from amends.letter import draft

LANGUAGES = (
    "en", "zh", "zh-TW", "es", "es-MX", "pt", "pt-PT", "ru", "fr", "de", "de-CH", "it", "ja", "ko", "ar", "tr", "pl", "nl",
)  # fmt: skip


def no_lint(request: LintInput) -> LintOutput:
    return LintOutput(id=request.id, verdict=Verdict.PASS, findings=[])


def asked(**changes: Any) -> DraftInput:
    """Two of five seed bags are missing; the menu is to send them or to refund a part."""
    record: dict[str, Any] = {
        "id": "case-7",
        "now": "2026-12-08T09:00:00+08:00",
        "time_zone": "Europe/Madrid",
        "to_language": "en",
        "stage": "first_reply",
        "channel": "message",
        "case": {
            "kind": "short_quantity",
            "buyer_name": "Dana",
            "product": "rose seeds",
            "counts": {"ordered": 5, "received": 3},
        },
        "decision": {
            "menu": [
                {"remedy": "partial_refund", "amount": "4.20", "currency": "EUR"},
                {"remedy": "reship_missing"},
            ],
            "recommended": 1,
        },
        "agent_name": "Alice",
        "shop_name": "Seed House",
    }
    record.update(changes)
    return DraftInput.model_validate_json(json.dumps(record))


def written(**changes: Any) -> DraftOutput:
    return draft(asked(**changes), lint=no_lint)


def menu(*items: tuple[str, str | None] | dict[str, Any], recommended: int | None = 0) -> dict[str, Any]:
    """A decision; a pair is a remedy and an amount in euro or None."""
    chosen: list[dict[str, Any]] = []
    for item in items:
        if isinstance(item, dict):
            chosen.append(item)
        else:
            remedy, amount = item
            chosen.append({"remedy": remedy, **({"amount": amount, "currency": "EUR"} if amount else {})})
    return {"menu": chosen, "recommended": recommended}
