"""Calendar arithmetic: zones, clock changes, public holidays, clocks that stand still.

Everything here is pure. Times are aware; a zone is a ``tzinfo`` (a ``ZoneInfo`` or a fixed offset). A *calendar* is
the name of a list of public holidays: an ISO 3166-1 country code, or a country and a part of it as ``GB-ENG``.
The lists come from the ``holidays`` library, category "public" only: bank holidays, half days and days that are
customary but not public (Carnival Monday in Brazil) are working days. A working day is a day from Monday to Friday
that is no public holiday; days that a country works on a weekend to make up for a bridge stay weekend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.core.packaged import read_yaml

#: Opening times of a day: spans of wall-clock time, in order and not overlapping. A closing time of 00:00 is the end
#: of the day.
Spans = Sequence[tuple[time, time]]
#: Opening times of a week, by weekday (0 is Monday). A weekday that is absent is closed.
Opening = Mapping[int, Spans]

_DAY = timedelta(days=1)
_MIDNIGHT = time(0)
#: A clock that does not open within so many days never will.
_FURTHEST_DAYS = 4000


class UnknownCalendar(ValueError):
    """No list of public holidays is known under this name, or no zone for this country."""


# Zones -------------------------------------------------------------------------------------------------------------


@cache
def zone_named(name: str) -> ZoneInfo:
    """The zone of the tz database with this name. Raises UnknownCalendar."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as failure:
        raise UnknownCalendar(f"there is no time zone {name!r}") from failure


@lru_cache(maxsize=1)
def _country_data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("amends.core", "zones.yaml")
    return data


@cache
def country_zone(country: str) -> ZoneInfo:
    """The zone of a country's main place of business, by ISO 3166-1 alpha-2 code. Raises UnknownCalendar.

    A convention where a country has several zones (US: New York, BR: São Paulo, RU: Moscow).
    """
    name = _country_data()["zones"].get(country)
    if name is None:
        raise UnknownCalendar(f"no time zone is known for the country {country!r}")
    return zone_named(name)


@cache
def country_calendar(country: str) -> str:
    """The calendar by which a country is usually reckoned: ``GB-ENG`` for GB, ``CA-ON`` for CA, else itself."""
    return str(_country_data()["calendars"].get(country, country))


@lru_cache(maxsize=256)
def _fixed(offset: timedelta) -> timezone:
    return timezone(offset)


def offset_of(at: datetime) -> tzinfo:
    """The fixed offset that ``at`` is written with, for arithmetic where the zone is not known."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a time without an offset has no zone")
    return _fixed(offset)


def with_fixed_offset(moment: datetime) -> datetime:
    """The same moment, written the same, in a fixed offset instead of a zone: safe to compare and to subtract."""
    if isinstance(moment.tzinfo, timezone):
        return moment
    return moment.replace(tzinfo=offset_of(moment), fold=0)


def written_in(moment: datetime, zone: tzinfo) -> datetime:
    """The same moment with the offset that is in force in ``zone`` then.

    The result has a fixed offset, as everything that this module returns: Python compares and subtracts two times
    of one ``ZoneInfo`` by their wall clocks, and finds no time in a repeated hour equal to any other.
    """
    return with_fixed_offset(moment.astimezone(zone))


def on_wall_clock(wall: datetime, zone: tzinfo) -> datetime:
    """The moment when the clocks of ``zone`` show ``wall`` (a naive time; its ``fold`` is ignored).

    A time inside the gap of a clock change is the end of the gap, the first moment after it. In an hour that is
    shown twice it is the first pass.
    """
    if isinstance(zone, timezone):
        return wall.replace(tzinfo=zone, fold=0)
    first = wall.replace(tzinfo=zone, fold=0)
    before, after = first.utcoffset(), first.replace(fold=1).utcoffset()
    if before is None or after is None:
        raise ValueError("the zone does not know its offset at this time")
    # In a gap the first reading uses the offset before the change, which is then the smaller one.
    return wall.replace(tzinfo=_fixed(before), fold=0) if before >= after else _gap_end(wall, before, after, zone)


def _gap_end(wall: datetime, before: timedelta, after: timedelta, zone: tzinfo) -> datetime:
    """The moment at which ``zone`` goes from offset ``before`` to ``after``, searched to the second."""
    early = (wall - after).replace(tzinfo=UTC, microsecond=0, fold=0)
    late = (wall - before).replace(tzinfo=UTC, microsecond=0, fold=0) + timedelta(seconds=1)
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return written_in(late, zone)


# Public holidays ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def public_holidays(calendar: str, year: int) -> frozenset[date]:
    """The public holidays of one year, with the days given in lieu. Raises UnknownCalendar.

    Built on first use and kept. For years that a government has not decided yet the library reckons; lunar and
    Islamic feasts may then be a day off.
    """
    # Importing the library takes a third of a second, which a record that needs no holidays should not pay.
    import holidays

    country, _, part = calendar.partition("-")
    try:
        days = holidays.country_holidays(country, subdiv=part or None, years=year)
    except NotImplementedError as failure:
        raise UnknownCalendar(f"no public holidays are known for {calendar!r}") from failure
    return frozenset(day for day in days if day.year == year)


@lru_cache(maxsize=1024)
def made_up_days(calendar: str, year: int) -> frozenset[date]:
    """The weekend days of one year that a country works to make up for a bridge (调休). Raises UnknownCalendar.

    Empty where the library knows of none. They are no working days of a platform; a team may work on them.
    """
    import holidays

    country, _, part = calendar.partition("-")
    public_holidays(calendar, year)
    listed = holidays.country_holidays(country, subdiv=part or None, years=year)
    return frozenset(day for day in getattr(listed, "weekend_workdays", ()) if day.year == year)


@lru_cache(maxsize=4096)
def midnight(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a zone: where clocks skip midnight, the end of the gap."""
    return on_wall_clock(datetime.combine(day, time()), zone)


def knows_calendar(calendar: str) -> bool:
    """Whether public holidays are known under this name."""
    try:
        public_holidays(calendar, 2026)
    except UnknownCalendar:
        return False
    return True


def is_working_day(day: date, calendar: str | None) -> bool:
    """Monday to Friday and no public holiday of ``calendar`` (None: no holidays). Raises UnknownCalendar."""
    return day.weekday() < 5 and (calendar is None or day not in public_holidays(calendar, day.year))


def add_working_days(day: date, number: int, calendar: str | None) -> date:
    """The ``number``-th working day after ``day``, which itself never counts; 0 gives ``day`` back.

    Raises ValueError if ``number`` is negative, UnknownCalendar.
    """
    if number < 0:
        raise ValueError("working days are counted forward only")
    while number:
        day += _DAY
        if is_working_day(day, calendar):
            number -= 1
    return day


def working_days_between(start: date, end: date, calendar: str | None) -> int:
    """How many working days lie after ``start``, up to and with ``end``; negative where ``end`` is before ``start``.

    The inverse of ``add_working_days``: ``working_days_between(d, add_working_days(d, n, c), c) == n``. Takes dates:
    which day a moment belongs to is decided by the zone, before. Raises TypeError for a datetime, UnknownCalendar.
    """
    if isinstance(start, datetime) or isinstance(end, datetime):
        raise TypeError("working days lie between dates: take the date in the zone that matters first")
    if end < start:
        return -working_days_between(end, start, calendar)
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, calendar) for day in days)


# Durations ---------------------------------------------------------------------------------------------------------


def add_elapsed_hours(at: datetime, hours: float) -> datetime:
    """So many real hours after ``at`` (before it, if negative), whatever the clocks do; in the zone of ``at``."""
    later = with_fixed_offset(at) + timedelta(hours=hours)
    return later if isinstance(at.tzinfo, timezone) or at.tzinfo is None else written_in(later, at.tzinfo)


def add_calendar_days(at: datetime, days: int, zone: tzinfo) -> datetime:
    """The same wall-clock time in ``zone``, ``days`` days later (``on_wall_clock`` says what a clock change does)."""
    local = at.astimezone(zone).replace(tzinfo=None)
    return on_wall_clock(local + timedelta(days=days), zone)


def add_business_days(at: datetime, days: int, zone: tzinfo, calendar: str | None) -> datetime:
    """The same wall-clock time in ``zone`` on the ``days``-th working day after the day of ``at`` in ``zone``.

    The day of the event does not count, whether it is a working day or not, so an event on a Saturday and one on
    the Friday before fall due on the same day. Raises UnknownCalendar.
    """
    local = at.astimezone(zone).replace(tzinfo=None)
    return on_wall_clock(datetime.combine(add_working_days(local.date(), days, calendar), local.time()), zone)


def add_open_hours(at: datetime, hours: float, opening: Opening, zone: tzinfo, calendar: str | None) -> datetime:
    """The moment at which a clock that runs only while it is open has run ``hours`` hours since ``at``.

    The clock runs during ``opening`` on the wall clock of ``zone`` and stands still for the whole of a public
    holiday of ``calendar`` (None: it knows no holidays). What counts is the real time that passes while it is open:
    a span from 00:00 to 06:00 has five hours in the night that loses one. If the hours are used up exactly when the
    clock closes, that is the moment; with 0 hours it is ``at``. Raises ValueError where ``hours`` is negative or the
    clock never opens, UnknownCalendar.
    """
    return add_open_time(at, timedelta(hours=hours), _by_week(opening, calendar), zone)


def add_open_time(at: datetime, span: timedelta, hours_of: Callable[[date], Spans], zone: tzinfo) -> datetime:
    """As ``add_open_hours``, for a clock whose opening times ``hours_of`` tells for each day by itself."""
    if span < timedelta(0):
        raise ValueError("hours are counted forward only")
    if not span:
        return written_in(at, zone)
    left, furthest = span, _FURTHEST_DAYS + int(span / timedelta(hours=1))
    for start, end in _open_from(at.astimezone(UTC), hours_of, zone, furthest):
        if end - start >= left:
            return written_in(start + left, zone)
        left -= end - start
    raise ValueError("the clock never opens long enough: check the opening times")


def open_time_between(start: datetime, end: datetime, hours_of: Callable[[date], Spans], zone: tzinfo) -> timedelta:
    """How much real time a clock runs between two moments; nothing where ``end`` is not after ``start``.

    The inverse of ``add_open_time``: the open time from ``at`` to ``add_open_time(at, span, …)`` is ``span``.
    """
    until, total = end.astimezone(UTC), timedelta(0)
    days = max((until - start.astimezone(UTC)).days + 3, 0)
    for opens, closes in _open_from(start.astimezone(UTC), hours_of, zone, days):
        total += max(min(closes, until) - opens, timedelta(0))
    return total


def _open_from(
    now: datetime, hours_of: Callable[[date], Spans], zone: tzinfo, days: int
) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of time, in UTC, during which a clock runs from ``now`` on, on so many days."""
    first = now.astimezone(zone).date()
    for step in range(days):
        day = first + timedelta(days=step)
        for opens, closes in hours_of(day):
            start = max(now, _instant(day, opens, zone))
            end = _instant(day if closes != _MIDNIGHT else day + _DAY, closes, zone)
            if end > start:
                yield start, end


def _by_week(opening: Opening, calendar: str | None) -> Callable[[date], Spans]:
    def hours_of(day: date) -> Spans:
        is_open = calendar is None or day not in public_holidays(calendar, day.year)
        return opening.get(day.weekday(), ()) if is_open else ()

    return hours_of


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    return on_wall_clock(datetime.combine(day, at), zone).astimezone(UTC)
