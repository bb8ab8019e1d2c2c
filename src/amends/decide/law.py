"""Rights of the buyer beyond the default floor: dated data, by country and by platform.

A file of ``law/`` holds the rights of one place or the promises of the platforms. A right says where and when it holds
and which remedies satisfy it. Rights only ever add to the floor; they take nothing away. Not legal advice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated

from pydantic import Field

from amends.core.contracts.decide import DecideInput
from amends.core.packaged import yaml_files
from amends.core.vocabulary import Confidence, EvidenceType, Fault, Kind, Remedy
from amends.decide.policy import Floor, _Data, floor

Days = Annotated[float, Field(ge=0)]


class When(_Data):
    """When a right holds; what is absent does not matter. Days since delivery count only where it is known."""

    waited_from: Days | None = None
    within_days_of_delivery: Days | None = None
    within_days_of_order: Days | None = None
    delivery_not_proven: bool = False
    asks_any: frozenset[Remedy] = frozenset()


class Right(_Data):
    """One right: in which kinds, where, when, and which remedies satisfy it (money: the whole open value)."""

    id: str
    says: str
    kinds: frozenset[Kind]
    countries: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    when: When = When()
    satisfied_by: frozenset[Remedy]
    contest_needs: frozenset[EvidenceType] = frozenset()
    also_when_fault_is_buyer: bool = False
    valid_from: date
    valid_until: date | None = None
    reviewed: date
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Law:
    """The default floor and the rights beside it; ``by_kind`` finds the rights of a kind quickly."""

    floor: Floor
    by_kind: dict[Kind, tuple[Right, ...]]


@cache
def rights() -> tuple[Right, ...]:
    """Every right of the packaged law files, by file and order."""
    found: list[Right] = []
    for name, data in yaml_files("amends.decide", "law"):
        if name != "floor":
            common = {key: data[key] for key in ("countries", "reviewed", "source", "confidence") if key in data}
            found += [Right.model_validate({**common, **entry}) for entry in data["rights"]]
    return tuple(found)


@cache
def full_law() -> Law:
    """The floor and all rights (``--law full``)."""
    by_kind = {kind: tuple(right for right in rights() if kind in right.kinds) for kind in Kind}
    return Law(floor(), by_kind)


def floor_of(law: Law | Floor) -> Floor:
    return law.floor if isinstance(law, Law) else law


def _in_time(when: When, request: DecideInput) -> bool:
    now: datetime = request.now
    if when.waited_from is not None and request.waited_days < when.waited_from:
        return False
    if when.within_days_of_delivery is not None:
        since = request.delivered_at or request.order.ordered_at
        if (now - since).total_seconds() > when.within_days_of_delivery * 86400:
            return False
    if when.within_days_of_order is not None:
        since = request.order.ordered_at
        if (now - since).total_seconds() > when.within_days_of_order * 86400:
            return False
    return True


def holds(right: Right, request: DecideInput) -> bool:
    """Whether the right covers this case today."""
    if request.fault is Fault.BUYER and not right.also_when_fault_is_buyer:
        return False
    if right.countries and request.order.country not in right.countries:
        return False
    if right.platforms and request.platform not in right.platforms:
        return False
    today = request.now.date()
    if today < right.valid_from or (right.valid_until is not None and today > right.valid_until):
        return False
    if right.when.delivery_not_proven and PROOF & set(request.evidence):
        return False
    if right.when.asks_any and not right.when.asks_any & set(request.claim.asks):
        return False
    return _in_time(right.when, request)


PROOF = frozenset({EvidenceType.DELIVERY_PROOF, EvidenceType.DELIVERY_SIGNATURE})


def rights_of(law: Law | Floor, request: DecideInput) -> tuple[Right, ...]:
    """The rights beyond the floor that hold in this case."""
    if not isinstance(law, Law):
        return ()
    return tuple(right for right in law.by_kind[request.kind] if holds(right, request))
