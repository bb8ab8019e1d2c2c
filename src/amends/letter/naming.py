"""What a phrase is named after: a kind, a remedy, a request, a fact, a milestone."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from amends.core.vocabulary import FactWhat, Kind, Milestone, Remedy, RequestWhat

_STARTS: dict[str, type[StrEnum]] = {
    "ack": Kind, "news": Kind, "topic": Kind, "remedy": Remedy, "request": RequestWhat, "fact": FactWhat,
    "notice": Milestone,
}  # fmt: skip


@lru_cache(maxsize=512)
def named_after(phrase: str) -> StrEnum | None:
    """The word of the vocabulary that a phrase's name holds: ``Kind.DAMAGED`` for ``ack-damaged``; None for others.

    Of several the longest: ``remedy-reship-missing-some`` is of ``reship_missing``.
    """
    start, _dash, rest = phrase.partition("-")
    words = _STARTS.get(start)
    if words is None:
        return None
    known = {member.value.replace("_", "-"): member for member in words}
    found = max((name for name in known if rest == name or rest.startswith(f"{name}-")), key=len, default="")
    return known.get(found)
