"""Which function does which kind of job. Filled when the apps load; documented in docs/reference/jobs.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Function = Callable[[dict[str, Any], datetime], None]
#: Runs several jobs of its kind at once: their payloads, and ``now``.
Together = Callable[[Sequence[dict[str, Any]], datetime], None]
#: Told when a job is given up: the payload, the last line of the error, and ``now``.
GaveUp = Callable[[dict[str, Any], str, datetime], None]


@dataclass(frozen=True, slots=True)
class Handler:
    """What runs a kind of job: the function takes the payload and ``now``; after ``attempts`` failures it stops.

    ``lease_seconds`` is how long one run may take before another worker takes the job over. ``gave_up`` is called
    when the last attempt has failed, so that what people look at can say so. ``together``, where there is one, runs
    jobs of the kind that wait beside each other; when it fails, each of them is run on its own.
    """

    kind: str
    function: Function
    attempts: int
    lease_seconds: int
    gave_up: GaveUp | None = None
    together: Together | None = None


_HANDLERS: dict[str, Handler] = {}


def job(
    kind: str,
    *,
    attempts: int = 8,
    lease_seconds: int = 60,
    gave_up: GaveUp | None = None,
    together: Together | None = None,
) -> Callable[[Function], Function]:
    """Register a handler for ``kind`` (``noun.verb``). One kind has one handler."""

    def register(function: Function) -> Function:
        if kind in _HANDLERS and _HANDLERS[kind].function is not function:
            raise ValueError(f"the job kind {kind} has a handler already")
        _HANDLERS[kind] = Handler(kind, function, attempts, lease_seconds, gave_up, together)
        return function

    return register


def handler_of(kind: str) -> Handler | None:
    return _HANDLERS.get(kind)


def job_kinds() -> tuple[str, ...]:
    return tuple(sorted(_HANDLERS))
