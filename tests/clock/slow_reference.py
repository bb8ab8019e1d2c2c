"""Due dates by brute force, written to be plainly right rather than quick: the measure for the engine.

Shares with the engine only the rule's value and unit, the zone's name and the list of public holidays.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo

import numpy

_MINUTE = timedelta(minutes=1)
_OFFSETS = [timedelta(minutes=minutes) for minutes in range(-12 * 60, 14 * 60 + 1, 15)]


def first_moment_showing(wall: datetime, zone: tzinfo) -> datetime:
    """The first moment at which the clocks of ``zone`` show ``wall`` or, if they never do, a later time."""

    def shown(moment: datetime) -> datetime:
        return moment.astimezone(zone).replace(tzinfo=None)

    exact = [(wall - offset).replace(tzinfo=UTC) for offset in _OFFSETS]
    exact = [moment for moment in exact if shown(moment) == wall]
    if exact:
        return min(exact)
    moment = (wall - timedelta(hours=15)).replace(tzinfo=UTC, second=0, microsecond=0)
    while shown(moment) < wall:
        moment += _MINUTE
    return moment


def after_hours(at: datetime, hours: int) -> datetime:
    return datetime.fromtimestamp(at.timestamp() + hours * 3600, UTC)


def after_calendar_days(at: datetime, days: int, zone: tzinfo) -> datetime:
    return first_moment_showing(at.astimezone(zone).replace(tzinfo=None) + days * timedelta(days=1), zone)


def after_business_days(at: datetime, days: int, zone: tzinfo, holidays: set[date]) -> datetime:
    local = at.astimezone(zone).replace(tzinfo=None)
    day = numpy.busday_offset(
        numpy.datetime64(local.date(), "D"), days, roll="backward", holidays=numpy.array(sorted(holidays), "M8[D]")
    )
    return first_moment_showing(datetime.combine(day.astype(object), local.time()), zone)


def after_open_minutes(
    at: datetime, hours: int, zone: tzinfo, opens: int, closes: int, weekdays: set[int], holidays: set[date]
) -> datetime:
    """Minute by minute; ``at`` must be a whole minute; ``opens`` and ``closes`` are hours of the day."""
    left, moment = hours * 60, at.astimezone(UTC)
    while left:
        local = moment.astimezone(zone)
        if local.weekday() in weekdays and local.date() not in holidays and opens <= local.hour < closes:
            left -= 1
        moment += _MINUTE
    return moment
