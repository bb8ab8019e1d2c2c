"""Putting work into the queue, in the transaction of the change that needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from amends.jobs.models import Job


@dataclass(frozen=True, slots=True)
class Work:
    """A job to be done: its kind and payload, a key that keeps it single, and when it may run."""

    kind: str
    payload: dict[str, Any]
    run_at: datetime
    key: str | None = None
    priority: int = 0


class Engine(Protocol):
    """What an engine must do: store work in the current transaction. Running it is the engine's own matter."""

    def store(self, work: list[Work]) -> None: ...


@dataclass(slots=True)
class LeasedTable:
    """The embedded engine: rows of a table in the same database."""

    batch: int = field(default=500)

    def store(self, work: list[Work]) -> None:
        Job.objects.bulk_create(
            [
                Job(kind=item.kind, payload=item.payload, key=item.key, priority=item.priority, run_at=item.run_at)
                for item in work
            ],
            batch_size=self.batch,
            ignore_conflicts=True,
        )


_engine: Engine = LeasedTable()


def use_engine(engine: Engine) -> None:
    """Choose the engine; called once, by the project's wiring."""
    global _engine
    _engine = engine


def enqueue(
    kind: str,
    payload: dict[str, Any],
    *,
    now: datetime,
    key: str | None = None,
    run_at: datetime | None = None,
    priority: int = 0,
) -> None:
    """Store one job. With a ``key``, nothing happens while a job with that key waits to be run."""
    _engine.store([Work(kind, payload, run_at or now, key, priority)])


def enqueue_many(work: Iterable[Work]) -> None:
    """Store many jobs at once."""
    items = list(work)
    if items:
        _engine.store(items)
