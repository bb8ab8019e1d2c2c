"""Which clocks are kept where, and when letters are welcome there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from amends.core.calendars import UnknownCalendar, knows_calendar
from amends.core.packaged import read_yaml
from amends.core.places import calendar_of_place, zones_of_place
from amends.core.quiet import CLOSES, OPENS, Quiet, hours_at


def keys(country: str, region: str = "", postcode: str = "") -> list[str]:
    return [zone.key for zone in zones_of_place(country, region, postcode)]


@pytest.mark.parametrize(
    ("country", "region", "postcode", "zone"),
    [
        ("US", "CA", "", "America/Los_Angeles"),
        ("US", "US-CA", "", "America/Los_Angeles"),
        ("US", "california", "", "America/Los_Angeles"),
        ("US", "", "96815", "Pacific/Honolulu"),
        ("US", "", "37415-1234", "America/New_York"),  # Chattanooga
        ("US", "", "38103", "America/Chicago"),  # Memphis
        ("US", "", "32501", "America/Chicago"),  # Pensacola
        ("US", "", "79901", "America/Denver"),  # El Paso
        ("US", "TX", "79901", "America/Denver"),
        ("US", "", "85004", "America/Phoenix"),
        ("US", "", "99501", "America/Anchorage"),
        ("US", "", "00901", "America/Puerto_Rico"),
        ("BR", "AM", "", "America/Manaus"),
        ("BR", "Acre", "", "America/Rio_Branco"),
        ("BR", "São Paulo", "", "America/Sao_Paulo"),
        ("BR", "Sao Paulo", "", "America/Sao_Paulo"),
        ("BR", "", "78005-000", "America/Cuiaba"),
        ("BR", "", "69900-000", "America/Rio_Branco"),
        ("BR", "", "01310-100", "America/Sao_Paulo"),
        ("RU", "Приморский край", "", "Asia/Vladivostok"),
        ("RU", "", "690091", "Asia/Vladivostok"),
        ("RU", "", "236000", "Europe/Kaliningrad"),
        ("RU", "", "620000", "Asia/Yekaterinburg"),
        ("RU", "", "630000", "Asia/Novosibirsk"),
        ("RU", "", "667000", "Asia/Novosibirsk"),
        ("RU", "", "101000", "Europe/Moscow"),
        ("AU", "WA", "", "Australia/Perth"),
        ("AU", "", "2880", "Australia/Adelaide"),
        ("AU", "", "4000", "Australia/Brisbane"),
        ("AU", "", "0800", "Australia/Darwin"),
        ("CA", "Québec", "", "America/Toronto"),
        ("CA", "", "V6B 1A1", "America/Vancouver"),
        ("CA", "", "a1c 5m2", "America/St_Johns"),
        ("MX", "Baja California", "", "America/Tijuana"),
        ("MX", "", "77500", "America/Cancun"),
        ("ID", "", "80361", "Asia/Makassar"),  # Bali
        ("ID", "Papua", "", "Asia/Jayapura"),
        ("ES", "", "35001", "Atlantic/Canary"),
        ("ES", "", "28001", "Europe/Madrid"),
        ("PT", "", "9500-150", "Atlantic/Azores"),
    ],
)
def test_region_or_postcode_decides_the_zone(country: str, region: str, postcode: str, zone: str) -> None:
    assert keys(country, region, postcode) == [zone]


def test_a_place_on_a_border_keeps_both_zones() -> None:
    assert keys("US", "TN") == ["America/Chicago", "America/New_York"]
    assert keys("CA", "", "P0T 2E0") == ["America/Toronto", "America/Winnipeg"]


@pytest.mark.parametrize("region", ["", "Atlantis", "US-", "🙂", "'; DROP TABLE"])
def test_where_nothing_is_known_all_zones_of_the_country_come_into_question(region: str) -> None:
    assert len(keys("US", region)) == 7
    assert keys("US", region)[0] == "America/New_York"


def test_a_country_with_one_zone_asks_for_nothing_and_an_unknown_one_is_refused() -> None:
    assert keys("FR", "Bretagne", "29200") == ["Europe/Paris"]
    with pytest.raises(UnknownCalendar):
        zones_of_place("ZZ")


def test_every_region_has_holidays_or_falls_back_to_its_country() -> None:
    assert calendar_of_place("US", "CA") == "US-CA"
    assert calendar_of_place("CA") == "CA-ON"
    assert calendar_of_place("RU", "Приморский край") == "RU"
    assert calendar_of_place("ZZ") is None
    for country, data in read_yaml("amends.core", "places.yaml")["countries"].items():
        for entry in data["regions"]:
            for place in entry["places"]:
                calendar = calendar_of_place(country, place)
                assert calendar is not None
                assert knows_calendar(calendar)


def at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


BERLIN = (ZoneInfo("Europe/Berlin"),)


@pytest.mark.parametrize(
    ("now", "quiet", "opens"),
    [
        ("2026-11-24T08:59", Quiet.NIGHT, "2026-11-24T09:00"),
        ("2026-11-24T09:00", None, "2026-11-24T09:00"),
        ("2026-11-24T19:59", None, "2026-11-24T19:59"),
        ("2026-11-24T20:00", Quiet.NIGHT, "2026-11-25T09:00"),
        ("2026-11-24T23:30", Quiet.NIGHT, "2026-11-25T09:00"),
        ("2026-12-24T21:00", Quiet.NIGHT, None),  # two holidays follow: the wait would be too long
        ("2026-05-01T11:00", Quiet.HOLIDAY, "2026-05-02T09:00"),
        ("2026-03-29T01:30", Quiet.NIGHT, "2026-03-29T09:00"),  # the night that loses an hour
    ],
)
def test_letters_are_welcome_from_nine_to_twenty_on_no_holiday(
    now: str, quiet: Quiet | None, opens: str | None
) -> None:
    moment = at(now, "Europe/Berlin")
    hours = hours_at(moment, BERLIN, "DE")
    assert hours.quiet == quiet
    if opens is not None:
        assert hours.opens == at(opens, "Europe/Berlin")


def test_nobody_waits_through_a_week_of_holidays() -> None:
    noon = at("2026-01-02T12:00", "Europe/Moscow")  # holidays from the first to the eighth
    assert hours_at(noon, (ZoneInfo("Europe/Moscow"),), "RU") == hours_at(noon, (ZoneInfo("Europe/Moscow"),), None)
    night = at("2026-01-02T03:00", "Europe/Moscow")
    hours = hours_at(night, (ZoneInfo("Europe/Moscow"),), "RU")
    assert (hours.quiet, hours.opens) == (Quiet.NIGHT, at("2026-01-02T09:00", "Europe/Moscow"))


def test_where_the_zone_is_not_known_the_hour_suits_all_of_them() -> None:
    zones = zones_of_place("US")
    morning = at("2026-11-24T10:00", "America/New_York")
    hours = hours_at(morning, zones, "US")
    assert hours.quiet == Quiet.NIGHT
    for zone in zones:
        assert OPENS <= hours.opens.astimezone(zone).time() < CLOSES


def test_at_every_hour_of_a_year_the_opening_is_near_and_in_the_day() -> None:
    places = (("RU", ""), ("US", ""), ("BR", "AM"), ("JP", ""), ("SA", ""), ("DE", ""), ("CN", ""))
    for country, region in places:
        zones, calendar = zones_of_place(country, region), calendar_of_place(country, region)
        now = datetime(2026, 1, 1, tzinfo=UTC)
        while now.year == 2026:
            hours = hours_at(now, zones, calendar)
            assert now <= hours.opens <= now + timedelta(hours=48)
            assert all(OPENS <= hours.opens.astimezone(zone).time() < CLOSES for zone in hours.zones)
            assert (hours.quiet is None) == (hours.opens == now)
            now += timedelta(hours=7)
