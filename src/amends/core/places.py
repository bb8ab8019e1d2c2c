"""Which clocks may be kept at a place, and by which public holidays: from a country, and a region or postcode if known.

A seller often knows no more of a buyer than her country. Where a country has several zones the region or the postcode
decides; where neither is known, or one lies on a border, all zones that come into question are returned and hours
must suit them all. Data: ``places.yaml`` (dated, with its sources).
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from amends.core.calendars import country_calendar, country_zone, knows_calendar, zone_named
from amends.core.packaged import read_yaml

Zones = tuple[ZoneInfo, ...]


@lru_cache(maxsize=1)
def _countries() -> dict[str, Any]:
    countries: dict[str, Any] = read_yaml("amends.core", "places.yaml")["countries"]
    return countries


def _plain(name: str) -> str:
    """A name without accents, case, spaces and signs, so that "Sao Paulo" is found under "São Paulo"."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if letter.isalnum())


@cache
def _regions(country: str) -> dict[str, tuple[Zones, str]]:
    """By plain name: the zones of a region, and its ISO 3166-2 code (the name that stands before it in the data)."""
    found: dict[str, tuple[Zones, str]] = {}
    for entry in _countries().get(country, {}).get("regions", ()):
        code = ""
        for place in entry["places"]:
            code = place if len(place) <= 3 and place.isascii() and place.isupper() else code
            found[_plain(place)] = (_zones(entry["zone"]), code)
    return found


def _zones(names: list[str]) -> Zones:
    return tuple(zone_named(name) for name in names)


def _region(country: str, region: str) -> tuple[Zones, str] | None:
    without_country = region.strip().removeprefix(f"{country}-")
    return _regions(country).get(_plain(without_country)) if without_country else None


def _by_postcode(country: str, postcode: str) -> Zones:
    """The zones of a postcode; of several entries that hold it the last one, which is the finest. Empty: not known."""
    code = "".join(letter for letter in postcode.upper() if letter.isalnum())
    found: Zones = ()
    for entry in _countries()[country]["postcodes"]:
        first, last = entry["from"], entry["to"]
        if len(code) >= len(first) and first <= code[: len(first)] <= last:
            found = _zones(entry["zone"])
    return found


def zones_of_place(country: str, region: str = "", postcode: str = "") -> Zones:
    """The zones in which a place may lie, the likeliest first; never empty. Raises UnknownCalendar.

    ``country`` is an ISO 3166-1 alpha-2 code, ``region`` an ISO 3166-2 code with or without the country, or a name.
    The postcode decides before the region, since it is the finer of the two.
    """
    main = country_zone(country)
    if country not in _countries():
        return (main,)
    by_region = _region(country, region)
    return (
        _by_postcode(country, postcode)
        or (by_region[0] if by_region is not None else ())
        or _zones(_countries()[country]["zones"])
    )


def calendar_of_place(country: str, region: str = "") -> str | None:
    """The calendar of public holidays that are kept at a place; None where none is known.

    A region's own where the region is known and has one, else the country's usual list.
    """
    by_region = _region(country, region)
    part = f"{country}-{by_region[1]}" if by_region is not None and by_region[1] else ""
    return next((name for name in (part, country_calendar(country)) if name and knows_calendar(name)), None)
