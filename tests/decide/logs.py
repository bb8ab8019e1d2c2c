"""Log lines for tests: the plain case with an offer and what came of it."""

from __future__ import annotations

import json
from typing import Any

from amends.decide.outcomes import Log, read_log
from tests.decide.cases import PLAIN

RESHIP = [{"remedy": "reship"}]
CLOSED = "2026-11-30T00:00:00Z"


def line(number: int, offered: list[dict[str, Any]], outcome: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """One log line; the day of ``now`` rises with ``number``."""
    now = f"2026-10-{1 + number // 24 % 28:02d}T{number % 24:02d}:00:00Z"
    full = {"accepted": None, "ruled": None, "gave_up": False, "stars": None, "chargeback": False, "closed_at": CLOSED}
    return {
        **PLAIN, "id": f"l{number}", "now": now, **changes,
        "offered": offered, "propensity": changes.get("propensity", 1.0), "outcome": {**full, **outcome},
    }  # fmt: skip


def log_of(*lines: dict[str, Any]) -> Log:
    return read_log((number, json.dumps(entry).encode()) for number, entry in enumerate(lines, start=1))


def answers(count: int, accepted: int, *, offered: list[dict[str, Any]] | None = None, **changes: Any) -> Log:
    """``count`` cases in which ``accepted`` buyers took the (first) offer; the others were ruled for the buyer."""
    made = []
    for number in range(count):
        took = (number * accepted) // count != ((number + 1) * accepted) // count
        outcome = {"accepted": 0} if took else {"ruled": "buyer"}
        made.append(line(number, offered or RESHIP, outcome, **changes))
    return log_of(*made)
