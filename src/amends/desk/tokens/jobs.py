"""Throwing away what is kept for a day only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from amends.desk.tokens.operations import prune_answers
from amends.jobs.registry import job
from amends.jobs.repeating import run_again


@job("tokens.prune")
def prune(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next run; forget the answers to idempotency keys that are older than a day."""
    run_again("tokens.prune", every=timedelta(hours=1), now=now)
    prune_answers(now=now)
