"""Which exercise comes next: what she is weak in first, what is due again after it, then what she has not done yet.

Every kind has a step from 0 to 5: a right answer goes up one step, a wrong one back to 0. After a step a kind rests
for half a day, 1, 3, 7, 14 or 30 days, and is due again then. Of what is due the lowest step comes first, then the
longest due; after that kinds never tried, in the order of the cases. Within a kind comes the case that was answered
longest ago or never, in the language that she has practised least.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: How many days a kind rests after each step.
RESTS = (0.5, 1, 3, 7, 14, 30)


@dataclass(frozen=True, slots=True)
class Done:
    """One exercise that was answered."""

    key: str
    kind: str
    language: str
    at: datetime
    right: bool


@dataclass(frozen=True, slots=True)
class Exercise:
    """One that could be answered."""

    key: str
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How she stands in a kind: its step, and when it is due again."""

    step: int
    due: datetime


def standings(done: Iterable[Done]) -> dict[str, Standing]:
    """By kind, from all that was answered, in whatever order it comes."""
    found: dict[str, Standing] = {}
    for each in sorted(done, key=lambda one: one.at):
        before = found[each.kind].step if each.kind in found else 0
        step = min(before + 1, len(RESTS) - 1) if each.right else 0
        found[each.kind] = Standing(step, each.at + timedelta(days=RESTS[step]))
    return found


def in_order(exercises: Sequence[Exercise], done: Sequence[Done], now: datetime) -> list[Exercise]:
    """All exercises, the next one first. The same history gives the same order."""
    stands = standings(done)
    last = {each.key: each.at for each in sorted(done, key=lambda one: one.at)}
    languages = Counter(each.language for each in done)

    def place(numbered: tuple[int, Exercise]) -> tuple[object, ...]:
        number, exercise = numbered
        standing = stands.get(exercise.kind)
        seen = last[exercise.key].timestamp() if exercise.key in last else 0.0
        if standing is None:
            group: tuple[int, int, float] = (1, 0, 0.0)
        elif standing.due <= now:
            group = (0, standing.step, standing.due.timestamp())
        else:
            group = (2, standing.step, standing.due.timestamp())
        return (*group, seen, languages[exercise.language] if standing is not None else 0, number)

    return [exercise for _, exercise in sorted(enumerate(exercises), key=place)]


def why_next(exercise: Exercise, done: Sequence[Done], now: datetime) -> str:
    """Why this one is next: ``weak`` (wrong last time), ``due`` again, ``new``, or ``ahead`` of its time."""
    standing = standings(done).get(exercise.kind)
    if standing is None:
        return "new"
    if standing.due > now:
        return "ahead"
    return "weak" if standing.step == 0 else "due"
