"""When a letter disturbs nobody: hours of the day and days of the year at the place where it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from amends.core.calendars import on_wall_clock, public_holidays
from amends.core.places import Zones

#: Hours of the buyer's wall clock in which a letter disturbs nobody (letters.md, section 3: 9 to 20 h, wise practice).
OPENS, CLOSES = time(9), time(20)
#: A letter waits for the end of a holiday, but not through a week of them: longer than this nobody should wait for us.
LONGEST_WAIT = timedelta(hours=48)


class Quiet(StrEnum):
    """Why a letter had better wait."""

    NIGHT = "night"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Hours:
    """A place's clock at one moment. ``quiet`` is None while letters are welcome; ``opens`` is then ``now``."""

    zones: Zones
    quiet: Quiet | None
    opens: datetime


def hours_at(now: datetime, zones: Zones, calendar: str | None) -> Hours:
    """Whether a letter is welcome at ``now``, and else when it is next; ``now`` is aware.

    It is welcome from 9 to 20 h in every one of ``zones`` on no public holiday. A holiday is no reason to wait longer
    than 48 hours: then only the hours of the day count. Where no hour suits all zones, the first one decides alone.
    """
    for deciding in (zones, zones[:1]):
        for days in (calendar, None):
            quiet = _quiet(now, deciding, days)
            opens = _next(now, deciding, days) if quiet is not None else now
            if opens is not None and opens <= now + LONGEST_WAIT:
                return Hours(zones, quiet, opens)
    raise ValueError("a place opens every day")


def _quiet(now: datetime, zones: Zones, calendar: str | None) -> Quiet | None:
    for zone in zones:
        there = now.astimezone(zone)
        if calendar is not None and there.date() in public_holidays(calendar, there.year):
            return Quiet.HOLIDAY
    if all(OPENS <= now.astimezone(zone).time() < CLOSES for zone in zones):
        return None
    return Quiet.NIGHT


def _next(now: datetime, zones: Zones, calendar: str | None) -> datetime | None:
    """The first opening in one of the zones that suits all; None within a week of days."""
    first = now.astimezone(zones[0]).date()
    openings = sorted(
        on_wall_clock(datetime.combine(first + timedelta(days=step), OPENS), zone)
        for step in range(-1, 5)
        for zone in zones
    )
    return next((each for each in openings if each >= now and _quiet(each, zones, calendar) is None), None)
