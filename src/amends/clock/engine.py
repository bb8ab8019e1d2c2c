"""From an event and a rule to a due date, the time to act by, and what happens otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from amends.clock.formats import REGIONAL_UNITS, Duration, OpenHours, Places, Term, Unit, WeekendUntil, WhenInRange
from amends.clock.tables import Entry, Tables, shipped_tables, unknown
from amends.core.calendars import (
    UnknownCalendar,
    add_business_days,
    add_calendar_days,
    add_elapsed_hours,
    add_open_hours,
    country_calendar,
    country_zone,
    knows_calendar,
    offset_of,
    on_wall_clock,
    with_fixed_offset,
    written_in,
    zone_named,
)
from amends.core.contracts.clock import ClockInput, ClockOutput, Consequence, RuleReference
from amends.core.vocabulary import Confidence

_DAY = timedelta(days=1)
_API = "api"


@dataclass(frozen=True, slots=True)
class Applied:
    """A duration as it holds for one record: its value, unit and clock.

    ``zone`` None: not known, the offset of the event's time stands in for it. ``earliest`` is True where ``value`` is
    the early end of a range that ends at ``max_value``.
    """

    entry: Entry
    value: int
    unit: Unit
    zone: tzinfo | None
    calendar: str | None
    open_hours: OpenHours | None = None
    weekend_until: WeekendUntil | None = None
    max_value: int | None = None

    @property
    def earliest(self) -> bool:
        return self.max_value is not None


def clock(request: ClockInput, tables: Tables | None = None) -> ClockOutput:
    """The due date of one event, by the platform's date where it is given, else by the rules.

    ``tables`` are the rules to go by, those of the package by default. Times come back in the zone by which they were
    reckoned, or in the offset in which they came in. ``remaining_seconds`` (rounded down, negative when overdue) is
    given when the request has ``now``.

    Raises InputError ``unknown_rule`` where no rule decides: unknown platform, procedure or event; a region, card
    scheme or date from the API on which the answer depends and that is missing. Its field is what to fill in.
    """
    known = tables or shipped_tables()
    at = with_fixed_offset(request.at)
    if request.api_due is not None:
        return _from_api(request, at, with_fixed_offset(request.api_due), known)
    day = _day_of(at, request.platform, request.region, known)
    entry = known.find(request.platform, request.procedure, request.event, day)
    applied = _apply(entry, request.region, request.scheme)
    due = _due(applied, at)
    return ClockOutput(
        id=request.id,
        due=due,
        safe_by=safe_by(at, due),
        unit=applied.unit.value,
        consequence=_consequence(entry, applied),
        rule=RuleReference(
            id=entry.id, valid_from=entry.owner.valid_from, source=entry.source, confidence=entry.confidence
        ),
        remaining_seconds=_remaining(due, request.now),
    )


def rule_for(
    platform: str,
    procedure: str | None,
    region: str | None,
    event: str,
    at: datetime,
    *,
    scheme: str | None = None,
    tables: Tables | None = None,
) -> Applied:
    """The duration that ``clock`` would use, without reckoning with it. Raises InputError ``unknown_rule``."""
    known = tables or shipped_tables()
    day = _day_of(with_fixed_offset(at), platform, region, known)
    return _apply(known.find(platform, procedure, event, day), region, scheme)


def safe_by(at: datetime, due: datetime) -> datetime:
    """When to act at the latest so that a holiday, a queue or a failed upload does no harm.

    ``due − min(max(24 h, 0.2·w), 0.5·w)`` with ``w = due − at``; ``due`` itself where it is not after ``at``.
    """
    due = with_fixed_offset(due)
    window = due - with_fixed_offset(at)
    if window <= timedelta(0):
        return due
    margin = min(max(_DAY, window / 5), window / 2)
    return due - margin


def _from_api(request: ClockInput, at: datetime, due: datetime, tables: Tables) -> ClockOutput:
    day = _day_of(at, request.platform, request.region, tables)
    entry = tables.find_for_api(request.platform, request.procedure, request.event, day)
    return ClockOutput(
        id=request.id,
        due=due,
        safe_by=safe_by(at, due),
        unit=_API,
        consequence=_consequence(entry) if entry else None,
        rule=RuleReference(
            id=_API,
            valid_from=None,
            source=entry.duration.api_field if entry else None,
            confidence=Confidence.OFFICIAL,
        ),
        remaining_seconds=_remaining(due, request.now),
    )


def _consequence(entry: Entry, applied: Applied | None = None) -> Consequence | None:
    stated = entry.duration.consequence
    if stated is None:
        return None
    if applied is None or not applied.earliest:
        return Consequence(action=stated.action, detail=stated.detail)
    span = f"{applied.value} to {applied.max_value} {applied.unit.value.replace('_', ' ')}"
    caution = f"the early end of {span}: enter the platform's own date where it shows one"
    return Consequence(action=stated.action, detail=f"{stated.detail}; {caution}" if stated.detail else caution)


def _remaining(due: datetime, now: datetime | None) -> int | None:
    return None if now is None else (due - with_fixed_offset(now)) // timedelta(seconds=1)


# Which value, on which clock ---------------------------------------------------------------------------------------


def _day_of(at: datetime, platform: str, region: str | None, tables: Tables) -> date:
    """The day on which something happened, by the platform's clock: it decides which version of a rule holds."""
    known = tables.platforms.get(platform)
    zone = _place(known.places, region or known.places.home)[0] if known else None
    return written_in(at, zone).date() if zone else at.date()


def _apply(entry: Entry, region: str | None, scheme: str | None) -> Applied:
    duration = entry.duration
    region = region or entry.platform.places.home
    term = _of_scheme(entry, _of_region(entry, region), scheme)
    unit = term.unit or duration.unit
    if term.value is None:
        raise _only_api(entry, "how long it takes is not known")
    if term.max_value is not None and term.in_range is WhenInRange.UNKNOWN_RULE:
        span = f"{term.value} to {term.max_value} {unit.value.replace('_', ' ')}"
        raise _only_api(entry, f"it takes {span}, which is no date")
    weekend_until = term.weekend_until or duration.weekend_until
    zone, calendar = _place(entry.platform.places, region)
    open_hours = term.open_hours or duration.open_hours
    if unit in REGIONAL_UNITS or weekend_until is not None:
        _require_place(entry, region, zone, calendar, _asks_holidays(unit, open_hours))
    return Applied(
        entry=entry,
        value=term.value,
        unit=unit,
        zone=zone,
        calendar=calendar,
        open_hours=open_hours,
        weekend_until=weekend_until,
        max_value=term.max_value,
    )


def _of_region(entry: Entry, region: str | None) -> Term:
    duration = entry.duration
    if not duration.by_region and not duration.not_assumed_in:
        return duration
    if region is None:
        raise unknown("region", f"{entry.id} differs by region: give the region of the site or market.")
    country = region[:2]
    listed = duration.by_region.get(region) or duration.by_region.get(country)
    if listed is not None:
        return listed
    names = ", ".join(sorted(duration.by_region)) or "other regions"
    if country in duration.not_assumed_in or (duration.by_region and not _base_holds(duration)):
        raise unknown("region", f"{entry.id} is not known for {region}, only for {names}: give api_due.")
    return duration


def _of_scheme(entry: Entry, term: Term, scheme: str | None) -> Term:
    duration = entry.duration
    if not duration.by_scheme:
        return term
    name = (scheme or "").strip().lower().replace(" ", "_").replace("-", "_")
    listed = duration.by_scheme.get(entry.platform.scheme_aliases.get(name, name))
    if listed is not None:
        return listed
    if _base_holds(duration):
        return term
    names = ", ".join(duration.by_scheme)
    raise unknown("scheme", f"{entry.id} differs by card scheme: give api_due, or one of {names}.")


def _base_holds(duration: Duration) -> bool:
    return duration.base_applies_elsewhere and duration.value is not None


def _place(places: Places, region: str | None) -> tuple[tzinfo | None, str | None]:
    """The zone and the calendar of public holidays by which a platform reckons in a region."""
    if region is None:
        return (zone_named(places.zone) if places.zone else None), None
    country = region[:2]
    listed = places.regions.get(region) or places.regions.get(country)
    zone = _zone(places, listed.zone if listed else None, country)
    calendar = listed.calendar if listed and listed.calendar else country_calendar(country)
    if len(region) > 2 and knows_calendar(region):
        calendar = region
    return zone, calendar


def _zone(places: Places, listed: str | None, country: str) -> tzinfo | None:
    if listed is not None:
        return zone_named(listed)
    if places.elsewhere == "country":
        try:
            return country_zone(country)
        except UnknownCalendar:
            return None
    return zone_named(places.zone) if places.zone else None


def _asks_holidays(unit: Unit, open_hours: OpenHours | None) -> bool:
    return unit is Unit.BUSINESS_DAYS or (open_hours is not None and open_hours.public_holidays == "closed")


def _require_place(entry: Entry, region: str | None, zone: tzinfo | None, calendar: str | None, holidays: bool) -> None:
    if region is None:
        raise unknown("region", f"{entry.id} runs by the region's own clock and holidays: give the region.")
    if zone is None:
        raise unknown("region", f"no time zone is known for the region {region}: give its country, or api_due.")
    if holidays and (calendar is None or not knows_calendar(calendar)):
        raise unknown("region", f"no public holidays are known for the region {region}: give api_due.")


def _only_api(entry: Entry, reason: str) -> Exception:
    field = entry.duration.api_field
    where = f" (the platform's {field})" if field else ""
    return unknown("api_due", f"{entry.id}: {reason}: give api_due{where}.")


# The due date ------------------------------------------------------------------------------------------------------


def _due(applied: Applied, at: datetime) -> datetime:
    unit, zone = applied.unit, applied.zone or offset_of(at)
    if unit is Unit.HOURS:
        if applied.weekend_until is not None:
            return _after_weekend(at, applied.value, applied.weekend_until, zone)
        return add_elapsed_hours(at, applied.value)
    if unit is Unit.CALENDAR_DAYS:
        return add_calendar_days(at, applied.value, zone)
    if unit is Unit.BUSINESS_DAYS:
        return add_business_days(at, applied.value, zone, applied.calendar)
    hours = applied.open_hours
    if hours is None:
        raise unknown("api_due", f"{applied.entry.id} cannot be reckoned in {unit.value}: give api_due.")
    calendar = applied.calendar if hours.public_holidays == "closed" else None
    return add_open_hours(at, applied.value, _week(hours.weekdays, hours.opens, hours.closes), zone, calendar)


def _after_weekend(at: datetime, hours: int, until: WeekendUntil, zone: tzinfo) -> datetime:
    local = written_in(at, zone)
    if local.weekday() < 5:
        return written_in(add_elapsed_hours(local, hours), zone)
    day = local.date() + timedelta(days=7 - local.weekday() + until.weekday)
    return on_wall_clock(datetime.combine(day, until.at), zone)


@lru_cache(maxsize=256)
def _week(weekdays: tuple[int, ...], opens: time, closes: time) -> dict[int, tuple[tuple[time, time], ...]]:
    return dict.fromkeys(weekdays, ((opens, closes),))
