"""Work that repeats: the next run is stored before this one starts, and each time slot holds one run."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from amends.jobs.engine import prune
from amends.jobs.queue import enqueue
from amends.jobs.registry import job

#: How long a job that is done is kept, for looking things up.
KEEP_DONE = timedelta(days=7)


def run_again(kind: str, *, every: timedelta, now: datetime) -> None:
    """Queue the run of the next time slot. However often it is called and by however many workers, a slot has one."""
    slot = int(now.timestamp() // every.total_seconds()) + 1
    due = datetime.fromtimestamp(slot * every.total_seconds(), UTC)
    enqueue(kind, {}, now=now, run_at=due, key=f"{kind}:{slot}")


@job("jobs.prune")
def prune_jobs(payload: dict[str, Any], now: datetime) -> None:
    """Delete what was done more than a week ago; what failed stays for a person."""
    run_again("jobs.prune", every=timedelta(hours=1), now=now)
    prune(now - KEEP_DONE)
