"""Where an event happened, as far as it can be known: origin, destination, a third country, or not said."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum
from functools import cache, lru_cache

from amends.watch.tables import places


class Side(Enum):
    """An event's side of the border, seen from the shipment."""

    UNSAID = 0
    ORIGIN = 1
    DESTINATION = 2
    THIRD = 3


@cache
def _offsets(country: str) -> frozenset[int]:
    return frozenset(int(hours * 60) for hours in places().offsets.get(country, ()))


@cache
def same_customs_territory(one: str, other: str) -> bool:
    """Whether goods move between two countries without customs: the same country or the same customs union."""
    return one == other or any(one in members and other in members for members in places().customs_unions.values())


@cache
def regions_of(country: str) -> tuple[str, ...]:
    """What a lane may call a country: itself, and its region where it has one."""
    return (country, *(name for name, members in places().regions.items() if country in members))


def side_of_offset(at: datetime, origin: str, destination: str) -> Side:
    """The side that a local time betrays: its UTC offset is in use in one of the two countries and not in the other.

    UTC itself says nothing: many aggregators convert to it.
    """
    return _side_of_offset(at.utcoffset(), origin, destination)


@lru_cache(maxsize=4096)
def _side_of_offset(offset: timedelta | None, origin: str, destination: str) -> Side:
    if not offset:
        return Side.UNSAID
    minutes = int(offset.total_seconds() // 60)
    at_origin, at_destination = minutes in _offsets(origin), minutes in _offsets(destination)
    if at_origin == at_destination:
        return Side.UNSAID
    return Side.ORIGIN if at_origin else Side.DESTINATION
