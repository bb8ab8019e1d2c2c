"""What became of a parcel: the input of learning, and the stays and waits that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from amends.core.contracts.fields import Time
from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Leg
from amends.watch.arrival_model import LEGS, Moment
from amends.watch.censored import ARRIVED, NEVER, WAITING
from amends.watch.clocks import DAY
from amends.watch.forecast import days_in_leg, moment_of, times_of
from amends.watch.journey import Journey
from amends.watch.working_time import Route

#: A parcel that came at once still took a quarter of a day; the logarithm of nothing is no time.
_SHORTEST = 0.25
_ENDED_BADLY = frozenset({Leg.RETURNING, Leg.RETURNED, Leg.LOST})
_ABROAD = frozenset({Leg.IMPORT_CUSTOMS, Leg.DESTINATION, Leg.PICKUP_POINT, Leg.DELIVERED})


class ParcelOutcome(WatchInput):
    """A ``watch`` input with the day it was delivered; null: not yet at ``now``, or never."""

    delivered_at: Time | None = None


class Wait(NamedTuple):
    """One parcel in one leg: days of progress from entering it to its end, and how it ended.

    ``seen_after``: days of progress after which the parcel came into view, 0 where it was followed from the start.
    """

    parcel: WatchInput
    leg: Leg
    moment: Moment
    days: float
    ending: int
    seen_after: float


class Stayed(NamedTuple):
    """One parcel in one leg: days in it as alarms count them, and whether it has left it."""

    leg: Leg
    days: float
    left: bool


class Followed(NamedTuple):
    """One parcel, as long as it was followed (days since 1970)."""

    request: WatchInput
    journey: Journey
    seen_from: float
    until: float
    delivered: float | None


def merged(rows: Iterable[ParcelOutcome]) -> Iterator[tuple[ParcelOutcome, datetime]]:
    """One row per parcel, and the moment it came into view: several rows of one id are looks at one parcel.

    The events of all its rows count, the last ``now``, and any ``delivered_at``.
    """
    by_id: dict[str | int, list[ParcelOutcome]] = {}
    for row in rows:
        by_id.setdefault(row.id, []).append(row)
    for looks in by_id.values():
        looks.sort(key=lambda row: row.now)
        last = looks[-1]
        if len(looks) > 1:
            events = list({event.model_dump_json(): event for look in looks for event in look.events}.values())
            delivered = next((look.delivered_at for look in looks if look.delivered_at is not None), None)
            last = last.model_copy(update={"events": events, "delivered_at": delivered})
        yield last, looks[0].now


def follow(row: ParcelOutcome, first_look: datetime) -> Followed:
    """The parcel's journey up to its delivery, or up to the last look at it.

    ``delivered_at`` decides; a delivery that only the events tell counts where the field is left out. A parcel that
    was delivered after the first look at it was chosen because it was still under way: it came into view then.
    """
    delivered = row.delivered_at
    until = delivered if delivered is not None else row.now
    request = row.model_copy(update={"now": until})
    journey = Journey(request)
    if delivered is None and "delivered_at" not in row.model_fields_set and journey.delivery.since is not None:
        delivered = until = journey.delivery.since
    seen_from = first_look if delivered is not None and delivered > first_look else row.ordered_at
    return Followed(
        request,
        journey,
        moment_of(seen_from),
        moment_of(until),
        moment_of(delivered) if delivered is not None else None,
    )


def _entries(followed: Followed) -> list[tuple[Leg, float]]:
    """The legs in the order they were first entered, beginning with the order itself."""
    entries = {Leg.PRE_DISPATCH: moment_of(followed.request.ordered_at)}
    for leg, since in followed.journey.history:
        entries.setdefault(leg, since.total_seconds() / DAY)
    return list(entries.items())


def _route(followed: Followed, entries: list[tuple[Leg, float]]) -> Route:
    """The route as it was: what is not reached by the end lies after it."""
    request = followed.request
    if followed.journey.domestic:
        return Route(request.origin, request.destination, None, None)
    reached = min((since for leg, since in entries if leg in _ABROAD), default=followed.until)
    left = min((since for leg, since in entries if leg is Leg.LINEHAUL), default=reached)
    return Route(request.origin, request.destination, min(left, reached), reached)


def _ending(followed: Followed) -> int:
    if followed.delivered is not None:
        return ARRIVED
    return NEVER if followed.journey.leg in _ENDED_BADLY else WAITING


def waits(followed: Followed) -> Iterator[Wait]:
    """How long the parcel took from each leg to its end."""
    entries = _entries(followed)
    route = _route(followed, entries)
    ending = _ending(followed)
    for leg, since in entries:
        if leg not in LEGS or since > followed.until:
            continue
        days = max(_SHORTEST, route.progress(since, followed.until))
        seen_after = route.progress(since, followed.seen_from) if followed.seen_from > since else 0.0
        yield Wait(followed.request, leg, times_of(followed.request, since), days, ending, min(seen_after, days))


def stays(followed: Followed) -> Iterator[Stayed]:
    """How long the parcel stayed in each leg; the order's own leg has no clock of that kind."""
    history = [(leg, since.total_seconds() / DAY) for leg, since in followed.journey.history]
    for number, (leg, since) in enumerate(history):
        if leg not in LEGS or leg is Leg.PRE_DISPATCH or since > followed.until:
            continue
        following = history[number + 1][1] if number + 1 < len(history) else None
        end = following if following is not None else followed.delivered
        left = end is not None
        days = days_in_leg(followed.request, leg, since, end if end is not None else followed.until)
        yield Stayed(leg, max(_SHORTEST, days), left)
