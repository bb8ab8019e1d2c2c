"""Which milestones of its way a parcel has reached, and when: what a buyer can be told of."""

from __future__ import annotations

from datetime import datetime

from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Leg, Milestone
from amends.watch.journey import Journey
from amends.watch.reading import EPOCH, happened
from amends.watch.steps import Step

_WITH_THE_CARRIER = frozenset({Leg.ORIGIN, Leg.EXPORT_CUSTOMS, Leg.LINEHAUL, Leg.IMPORT_CUSTOMS, Leg.DESTINATION})
_IN_COUNTRY = frozenset({Leg.IMPORT_CUSTOMS, Leg.DESTINATION, Leg.PICKUP_POINT, Leg.DELIVERED})
#: From here no good news is to be told.
_BAD_ENDS = frozenset({Leg.RETURNING, Leg.RETURNED, Leg.LOST})


def milestones(request: WatchInput) -> dict[Milestone, datetime]:
    """The milestones that a parcel has reached by ``now``, each with the time of the first scan that shows it.

    A scan that jumps back takes nothing away and gives nothing a second time. Nothing is told of a parcel that goes
    back or is lost; ``exported`` and ``in_country`` only of one that crosses a border, and ``exported`` not while its
    departure may still turn out to be a move inside the country. ``paid`` and ``review`` are no matter of a parcel.
    """
    journey = Journey(request)
    if journey.leg in _BAD_ENDS:
        return {}
    found: dict[Milestone, datetime] = {}
    for leg, since in journey.history:
        at = EPOCH + since
        if leg in _WITH_THE_CARRIER:
            found.setdefault(Milestone.SENT, at)
        if leg is Leg.LINEHAUL and not journey.domestic and not journey.departure_uncertain:
            found.setdefault(Milestone.EXPORTED, at)
        if leg in _IN_COUNTRY and not journey.domestic:
            found.setdefault(Milestone.IN_COUNTRY, at)
    out = _out_for_delivery(request, journey)
    if out is not None:
        found[Milestone.OUT_FOR_DELIVERY] = out
    if journey.leg is Leg.DELIVERED and journey.leg_since is not None:
        found[Milestone.DELIVERED] = journey.leg_since
    return found


def _out_for_delivery(request: WatchInput, journey: Journey) -> datetime | None:
    """The first time that it went out for delivery where the buyer lives."""
    arrived = next((since for leg, since in journey.history if leg in (Leg.DESTINATION, Leg.PICKUP_POINT)), None)
    if arrived is None:
        return None
    entries, _ = happened(request, journey.now_time)
    for since, _rank, _key, _country, _index, step, _event in entries:
        if step is Step.OUT_FOR_DELIVERY and since >= arrived:
            return EPOCH + since
    return None
