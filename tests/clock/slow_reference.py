"""Due dates by brute force, written to be plainly right rather than quick: the measure for the engine.

It shares no code with the product: it reads the rule files and the list of zones as they lie in the package, finds
the duration itself, asks the ``holidays`` library itself, and counts hour by hour, day by day, minute by minute.
Nothing here does arithmetic on wall clocks: a zone is laid out as the list of its offsets, found by looking at it
every hour of seven years.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import yaml

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FIRST, LAST = datetime(2023, 6, 1, tzinfo=UTC), datetime(2030, 6, 1, tzinfo=UTC)
Document = dict[str, Any]


# Zones -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    """A stretch of time in which a zone keeps one offset."""

    start: datetime
    end: datetime
    offset: timedelta


@cache
def pieces(zone: str) -> tuple[Piece, ...]:
    clock = ZoneInfo(zone)

    def offset(moment: datetime) -> timedelta:
        found = moment.astimezone(clock).utcoffset()
        assert found is not None
        return found

    found, start, moment = [], FIRST, FIRST
    while moment < LAST:
        if offset(moment + HOUR) != offset(moment):
            change = moment
            while offset(change) == offset(moment):
                change += MINUTE
            found.append(Piece(start, change, offset(moment)))
            start = change
        moment += HOUR
    return (*found, Piece(start, LAST, offset(moment)))


def shown(moment: datetime, zone: str | timedelta) -> datetime:
    """What the clocks of a zone, or of a fixed offset, show."""
    if isinstance(zone, timedelta):
        return (moment.astimezone(UTC) + zone).replace(tzinfo=None)
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def first_moment_showing(wall: datetime, zone: str | timedelta) -> datetime:
    """The first moment at which the clocks show ``wall`` or, where they jump over it, the moment after the jump."""
    if isinstance(zone, timedelta):
        return (wall - zone).replace(tzinfo=UTC)
    for piece in pieces(zone):
        moment = (wall - piece.offset).replace(tzinfo=UTC)
        if moment < piece.start:
            return piece.start
        if moment < piece.end:
            return moment
    raise ValueError(f"{wall} lies outside the years of the walk")


def clock_changes(zone: str | timedelta) -> list[datetime]:
    return [] if isinstance(zone, timedelta) else [piece.start for piece in pieces(zone)[1:]]


# Public holidays ---------------------------------------------------------------------------------------------------


@cache
def holidays_of(calendar: str) -> frozenset[date]:
    country, _, part = calendar.partition("-")
    return frozenset(holidays.country_holidays(country, subdiv=part or None, years=range(2023, 2031)))


@cache
def _knows(calendar: str) -> bool:
    try:
        return bool(holidays_of(calendar)) or True
    except NotImplementedError:
        return False


# Which duration ----------------------------------------------------------------------------------------------------


@cache
def rule_file(platform: str) -> Document:
    loaded: Document = yaml.safe_load(files("amends.clock").joinpath("rules", f"{platform}.yaml").read_bytes())
    return loaded


@cache
def _countries() -> Document:
    loaded: Document = yaml.safe_load(files("amends.core").joinpath("zones.yaml").read_bytes())
    return loaded


def platforms() -> list[str]:
    folder = files("amends.clock").joinpath("rules")
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def durations() -> Iterator[tuple[str, str | None, Document]]:
    """Every duration of every rule file with its platform and procedure (None: said of messages)."""
    for platform in platforms():
        document = rule_file(platform)
        for rule in document["rules"]:
            for duration in rule["durations"]:
                yield platform, rule["procedure"], duration
        for duration in document["messages"].get("durations", ()):
            yield platform, None, duration


@dataclass(frozen=True)
class Chosen:
    """What is to be counted: ``zone`` is a name, or the offset of the event where the platform's zone is not known."""

    value: int
    unit: str
    zone: str | timedelta
    calendar: str | None
    open_hours: Document | None
    weekend_until: Document | None


def chosen(platform: str, duration: Document, region: str | None, scheme: str | None, at: datetime) -> Chosen | None:
    """The term that holds for a region and scheme; None where the files do not say."""
    places = rule_file(platform)["places"]
    region = region or places.get("home")
    term = _term(platform, duration, region, scheme)
    if term is None or term.get("value") is None:
        return None
    if term.get("max_value") and term.get("in_range") != "earliest":
        return None
    unit = term.get("unit", duration.get("unit"))
    open_hours = term.get("open_hours") or duration.get("open_hours")
    if open_hours and duration.get("open_hours"):
        open_hours = {"weekdays": range(7), "public_holidays": "open", **open_hours}
    until = term.get("weekend_until") or duration.get("weekend_until")
    zone, calendar = _place(places, region)
    by_place = unit in ("business_days", "business_hours", "stopped_clock_hours") or until
    by_calendar = unit == "business_days" or (open_hours or {}).get("public_holidays") == "closed"
    if by_place and (region is None or zone is None):
        return None
    if by_calendar and (calendar is None or not _knows(calendar)):
        return None
    offset = at.utcoffset()
    assert offset is not None
    return Chosen(term["value"], str(unit), zone or offset, calendar if by_calendar else None, open_hours, until)


def _term(platform: str, duration: Document, region: str | None, scheme: str | None) -> Document | None:
    regions, schemes = duration.get("by_region", {}), duration.get("by_scheme", {})
    forbidden = duration.get("not_assumed_in", ())
    base = duration if duration.get("value") else None
    if regions or forbidden:
        if region is None:
            return None
        for name in (region, region.split("-")[0]):
            if name in regions:
                return dict(regions[name])
        if region.split("-")[0] in forbidden:
            return None
        return base
    if schemes:
        aliases = rule_file(platform).get("scheme_aliases", {})
        name = "_".join((scheme or "").lower().replace("-", " ").split())
        listed: Document | None = schemes.get(aliases.get(name, name), base)
        return listed
    return base


def _place(places: Document, region: str | None) -> tuple[str | None, str | None]:
    if region is None:
        return places.get("zone"), None
    country = region.split("-")[0]
    listed = places.get("regions", {}).get(country, {})
    zone = listed.get("zone") or (
        _countries()["zones"].get(country) if places.get("elsewhere") == "country" else places.get("zone")
    )
    calendar = listed.get("calendar") or _countries()["calendars"].get(country, country)
    return zone, region if region != country and _knows(region) else calendar


# Counting ----------------------------------------------------------------------------------------------------------


def due(chosen: Chosen, at: datetime) -> datetime:
    """The moment at which what was chosen is over; ``at`` is a whole minute."""
    local = shown(at, chosen.zone)
    if chosen.weekend_until and local.weekday() > 4:
        return _after_the_weekend(chosen.weekend_until, local, chosen.zone)
    if chosen.unit == "hours":
        return _after_hours(at, chosen.value)
    if chosen.unit == "calendar_days":
        for _ in range(chosen.value):
            local += DAY
        return first_moment_showing(local, chosen.zone)
    if chosen.unit == "business_days":
        return first_moment_showing(_after_business_days(local, chosen.value, chosen.calendar), chosen.zone)
    assert chosen.open_hours is not None
    return _after_open_hours(at, chosen, chosen.open_hours)


def _after_hours(at: datetime, hours: int) -> datetime:
    moment = at.astimezone(UTC)
    for _ in range(hours):
        moment += HOUR
    return moment


def _after_the_weekend(until: Document, local: datetime, zone: str | timedelta) -> datetime:
    hour, minute = (int(part) for part in str(until["at"]).split(":"))
    day = local
    while day.weekday() != until["weekday"]:
        day += DAY
    return first_moment_showing(day.replace(hour=hour, minute=minute, second=0, microsecond=0), zone)


def _after_business_days(local: datetime, days: int, calendar: str | None) -> datetime:
    free = holidays_of(calendar) if calendar else frozenset()
    while days:
        local += DAY
        if local.isoweekday() <= 5 and local.date() not in free:
            days -= 1
    return local


def _after_open_hours(at: datetime, chosen: Chosen, hours: Document) -> datetime:
    """Minute by minute, or by quarters of an hour where ``at`` is one: every opening time and offset is one too."""
    step = 15 if at.minute % 15 == 0 else 1
    opens, closes = int(hours["from"].split(":")[0]), int(hours["until"].split(":")[0]) or 24
    free = holidays_of(chosen.calendar) if chosen.calendar else frozenset()
    weekdays = set(hours["weekdays"])
    left, moment = chosen.value * 60, at.astimezone(UTC)
    while left:
        local = shown(moment, chosen.zone)
        if opens <= local.hour < closes and local.weekday() in weekdays and local.date() not in free:
            left -= step
        moment += step * MINUTE
    return moment
