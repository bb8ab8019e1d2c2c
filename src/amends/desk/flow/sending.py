"""When a letter of a case had better leave: the hours and holidays of the place where it is read.

Waiting is a proposal: a person may always send at once. Two things are stronger than the hour: the first
acknowledgement, which is what she waits for, and a deadline that would come too near.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.calendars import UnknownCalendar
from amends.core.places import calendar_of_place, zones_of_place
from amends.core.quiet import Hours, hours_at
from amends.core.vocabulary import LetterStage
from amends.desk.cases.models import Case

#: What a letter and the agent still need between the buyer's morning and a deadline.
_ROOM = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sending:
    """When a letter may leave: the buyer's clock, and whether waiting for her day is the better choice.

    ``later`` is set where it is: her night or her holiday, no first acknowledgement, and neither the deadline nor the
    hour by which it is safely kept comes before.
    """

    hours: Hours
    later: bool

    @property
    def quiet(self) -> str:
        """Why it had better wait: ``night`` or ``holiday``; empty while letters are welcome."""
        return self.hours.quiet.value if self.hours.quiet is not None else ""

    @property
    def opens(self) -> datetime:
        """When letters are welcome next; the moment itself where they are now."""
        return self.hours.opens

    @property
    def zones(self) -> list[str]:
        """The zones in which the buyer may be, the likeliest first."""
        return [zone.key for zone in self.hours.zones]


def sending_of(case: Case, now: datetime, stage: str = "") -> Sending | None:
    """The buyer's clock for a letter of ``stage`` (contracts: ``LetterStage``); None where no country is known.

    ``now`` is the real time; the deadlines of a case are compared as they stand.
    """
    order = case.order
    country = (order.country if order is not None else "") or (case.buyer.country if case.buyer else "")
    here = order is not None and country == order.country
    region, postcode = (order.region, order.postcode) if order is not None and here else ("", "")
    try:
        zones = zones_of_place(country, region, postcode)
    except UnknownCalendar:
        return None
    hours = hours_at(now, zones, calendar_of_place(country, region))
    waits = hours.quiet is not None and stage != LetterStage.ACKNOWLEDGE.value and not _too_late(case, now, hours.opens)
    return Sending(hours, waits)


def _too_late(case: Case, now: datetime, opens: datetime) -> bool:
    """Whether the hour by which a deadline is safely kept, or the deadline where that has passed, comes before."""
    limits = [limit for limit in (case.safe_by, case.due) if limit is not None and limit > now]
    return case.in_danger or any(limit <= opens + _ROOM for limit in limits)
