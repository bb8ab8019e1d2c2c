"""Working days, clock changes and clocks that stand still."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.calendars import (
    UnknownCalendar,
    add_business_days,
    add_calendar_days,
    add_elapsed_hours,
    add_open_hours,
    add_open_time,
    add_working_days,
    country_calendar,
    country_zone,
    is_working_day,
    knows_calendar,
    made_up_days,
    offset_of,
    on_wall_clock,
    open_time_between,
    public_holidays,
    working_days_between,
    zone_named,
)

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
LORD_HOWE = ZoneInfo("Australia/Lord_Howe")
OFFICE = {weekday: ((time(9), time(12)), (time(13), time(18))) for weekday in range(5)}
ALWAYS = {weekday: ((time(0), time(0)),) for weekday in range(7)}


def at(text: str, zone: ZoneInfo | None = None) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=zone) if zone else moment


# Wall clocks


@pytest.mark.parametrize(
    ("zone", "wall", "moment"),
    [
        (NEW_YORK, "2026-03-08T02:30:00", "2026-03-08T07:00:00+00:00"),
        (NEW_YORK, "2026-03-08T02:00:00", "2026-03-08T07:00:00+00:00"),
        (NEW_YORK, "2026-03-08T02:59:59.999999", "2026-03-08T07:00:00+00:00"),
        (NEW_YORK, "2026-03-08T03:00:00", "2026-03-08T07:00:00+00:00"),
        (BERLIN, "2026-03-29T02:15:00", "2026-03-29T01:00:00+00:00"),
        (LORD_HOWE, "2026-10-04T02:10:00", "2026-10-03T15:30:00+00:00"),
        (ZoneInfo("Pacific/Apia"), "2011-12-30T12:00:00", "2011-12-30T10:00:00+00:00"),
        (ZoneInfo("America/Santiago"), "2026-09-06T00:20:00", "2026-09-06T04:00:00+00:00"),
    ],
)
def test_a_time_in_the_gap_of_a_clock_change_is_the_end_of_the_gap(zone: ZoneInfo, wall: str, moment: str) -> None:
    assert on_wall_clock(at(wall), zone) == at(moment)


@pytest.mark.parametrize(
    ("zone", "wall", "moment"),
    [
        (NEW_YORK, "2026-11-01T01:30:00", "2026-11-01T05:30:00+00:00"),
        (BERLIN, "2026-10-25T02:30:00", "2026-10-25T00:30:00+00:00"),
        (LORD_HOWE, "2026-04-05T01:45:00", "2026-04-04T14:45:00+00:00"),
    ],
)
def test_a_time_in_a_repeated_hour_is_the_first_pass(zone: ZoneInfo, wall: str, moment: str) -> None:
    assert on_wall_clock(at(wall), zone) == at(moment)
    assert on_wall_clock(at(wall).replace(fold=1), zone) == at(moment)


def test_an_elapsed_day_ends_an_hour_later_on_the_clock_in_the_night_that_loses_one() -> None:
    assert add_elapsed_hours(at("2026-03-07T12:00:00", NEW_YORK), 24).isoformat() == "2026-03-08T13:00:00-04:00"


def test_elapsed_hours_keep_the_offset_that_a_time_is_written_with() -> None:
    assert add_elapsed_hours(at("2026-03-07T12:00:00-05:00"), 24).isoformat() == "2026-03-08T12:00:00-05:00"


def test_elapsed_hours_across_the_repeated_hour_count_both_passes() -> None:
    assert add_elapsed_hours(at("2026-10-31T12:00:00", NEW_YORK), 24).isoformat() == "2026-11-01T11:00:00-05:00"


def test_a_calendar_day_ends_at_the_same_time_on_the_clock() -> None:
    due = add_calendar_days(at("2026-03-27T17:00:00+00:00"), 5, BERLIN)
    assert due.isoformat() == "2026-04-01T18:00:00+02:00"


def test_a_calendar_day_that_ends_in_the_gap_ends_with_the_gap() -> None:
    assert add_calendar_days(at("2026-03-28T02:30:00+01:00"), 1, BERLIN).isoformat() == "2026-03-29T03:00:00+02:00"


def test_calendar_days_cross_the_leap_day() -> None:
    at_noon = at("2028-02-28T12:00:00+00:00")
    assert add_calendar_days(at_noon, 1, UTC) == at("2028-02-29T12:00:00+00:00")
    assert add_calendar_days(at_noon, 2, UTC) == at("2028-03-01T12:00:00+00:00")
    assert add_calendar_days(at("2027-02-28T12:00:00+00:00"), 1, UTC) == at("2027-03-01T12:00:00+00:00")


def test_the_offset_of_a_time_is_a_zone_without_clock_changes() -> None:
    zone = offset_of(at("2026-07-01T12:00:00", BERLIN))
    assert zone == timezone(timedelta(hours=2))
    with pytest.raises(ValueError, match="no zone"):
        offset_of(datetime(2026, 7, 1))


# Public holidays and working days


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        ("CN", "2026-10-01", False),
        ("CN", "2026-10-07", False),
        ("CN", "2026-10-08", True),
        ("BR", "2026-02-16", True),  # Carnival Monday: customary, not public
        ("BR", "2026-04-21", False),
        ("US", "2026-07-03", False),  # observed: the fourth is a Saturday
        ("US", "2027-12-31", False),  # New Year 2028 observed: belongs to the year before
        ("US", "2026-10-01", True),
        ("GB-ENG", "2026-04-06", False),
        ("GB-ENG", "2026-08-31", False),
        ("GB-SCT", "2026-11-30", False),
        ("CA-ON", "2026-10-12", False),
        ("SG", "2026-06-01", False),
        ("JP", "2026-05-06", False),
        ("SG", "2026-06-06", False),  # a Saturday
        (None, "2026-12-25", True),
    ],
)
def test_working_days_are_monday_to_friday_without_public_holidays(calendar: str | None, day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day), calendar) is works


def test_the_golden_week_of_2026_is_skipped_in_china_only() -> None:
    thirtieth = date(2026, 9, 30)
    assert add_working_days(thirtieth, 1, "CN") == date(2026, 10, 8)
    assert add_working_days(thirtieth, 1, "US") == date(2026, 10, 1)


def test_the_golden_week_of_japan_is_skipped() -> None:
    assert add_working_days(date(2026, 5, 1), 1, "JP") == date(2026, 5, 7)


def test_working_days_cross_the_end_of_the_year() -> None:
    assert add_working_days(date(2026, 12, 24), 3, "GB-ENG") == date(2026, 12, 31)
    assert add_working_days(date(2026, 12, 31), 1, "GB-ENG") == date(2027, 1, 4)


def test_the_day_of_the_event_never_counts() -> None:
    friday, saturday, sunday = date(2026, 6, 5), date(2026, 6, 6), date(2026, 6, 7)
    assert {add_working_days(day, 1, None) for day in (friday, saturday, sunday)} == {date(2026, 6, 8)}
    assert add_working_days(saturday, 0, None) == saturday


def test_working_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 1), -1, None)


@given(
    st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    st.integers(1, 30),
    st.sampled_from([None, "US", "CN", "BR", "GB-ENG", "TH", "SA"]),
)
def test_counting_working_days_is_the_inverse_of_adding_them(day: date, number: int, calendar: str | None) -> None:
    end = add_working_days(day, number, calendar)
    assert working_days_between(day, end, calendar) == number
    assert working_days_between(end, day, calendar) == -number
    assert is_working_day(end, calendar)


def test_working_days_lie_between_dates_not_moments() -> None:
    with pytest.raises(TypeError, match="zone"):
        working_days_between(datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 5, tzinfo=UTC), None)


def test_an_unknown_calendar_or_zone_is_said_to_be_unknown() -> None:
    for calendar in ("ZZ", "GB-XX"):
        assert not knows_calendar(calendar)
        with pytest.raises(UnknownCalendar, match=calendar):
            public_holidays(calendar, 2026)
    with pytest.raises(UnknownCalendar, match="Mars"):
        zone_named("Mars/Olympus")
    with pytest.raises(UnknownCalendar):
        zone_named("../etc/passwd")
    with pytest.raises(UnknownCalendar, match="ZZ"):
        country_zone("ZZ")


def test_every_country_of_the_zone_list_has_a_zone_and_every_special_calendar_exists() -> None:
    from amends.core.packaged import read_yaml

    data = read_yaml("amends.core", "zones.yaml")
    assert len(data["zones"]) > 240
    for country in data["zones"]:
        assert isinstance(country, str)
        assert country_zone(country).utcoffset(datetime(2026, 1, 1)) is not None
    for country, calendar in data["calendars"].items():
        assert country_calendar(country) == calendar
        assert knows_calendar(calendar)
    assert country_calendar("SG") == "SG"


def test_business_days_go_by_the_date_in_the_zone() -> None:
    due = add_business_days(at("2026-06-04T18:00:00+00:00"), 2, ZoneInfo("Asia/Singapore"), "SG")
    assert due.isoformat() == "2026-06-09T02:00:00+08:00"


def test_a_business_day_keeps_the_wall_clock_across_a_clock_change() -> None:
    due = add_business_days(at("2026-10-30T18:00:00+00:00"), 1, ZoneInfo("America/Los_Angeles"), "US")
    assert due.isoformat() == "2026-11-02T11:00:00-08:00"


# Clocks that stand still


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-06-05T17:00:00+02:00", 1, "2026-06-05T18:00:00+02:00"),
        ("2026-06-05T17:00:00+02:00", 2, "2026-06-08T10:00:00+02:00"),
        ("2026-06-05T11:30:00+02:00", 1, "2026-06-05T13:30:00+02:00"),
        ("2026-06-05T12:30:00+02:00", 1, "2026-06-05T14:00:00+02:00"),
        ("2026-06-06T12:00:00+02:00", 8, "2026-06-08T18:00:00+02:00"),
        ("2026-06-06T12:00:00+02:00", 8.5, "2026-06-09T09:30:00+02:00"),
        ("2026-12-24T17:00:00+01:00", 2, "2026-12-28T10:00:00+01:00"),
        ("2026-06-06T12:00:00+02:00", 0, "2026-06-06T12:00:00+02:00"),
    ],
)
def test_a_team_answers_within_its_opening_hours(start: str, hours: float, end: str) -> None:
    assert add_open_hours(at(start), hours, OFFICE, BERLIN, "DE") == at(end)


def test_a_public_holiday_stops_the_clock_only_for_a_team_that_keeps_it() -> None:
    start = at("2026-09-30T17:00:00+08:00")
    shanghai = ZoneInfo("Asia/Shanghai")
    assert add_open_hours(start, 2, OFFICE, shanghai, "CN") == at("2026-10-08T10:00:00+08:00")
    assert add_open_hours(start, 2, OFFICE, shanghai, None) == at("2026-10-01T10:00:00+08:00")


def test_open_hours_are_real_hours_in_the_nights_that_change_the_clock() -> None:
    nights = {weekday: ((time(0), time(6)),) for weekday in range(7)}
    assert add_open_hours(at("2026-03-28T23:00:00+00:00"), 5, nights, BERLIN, None) == at("2026-03-29T06:00:00+02:00")
    assert add_open_hours(at("2026-10-24T22:00:00+00:00"), 7, nights, BERLIN, None) == at("2026-10-25T06:00:00+01:00")


def test_a_clock_that_never_opens_is_refused() -> None:
    with pytest.raises(ValueError, match="never opens"):
        add_open_hours(at("2026-06-06T12:00:00+02:00"), 1, {}, BERLIN, None)
    with pytest.raises(ValueError, match="forward"):
        add_open_hours(at("2026-06-06T12:00:00+02:00"), -1, OFFICE, BERLIN, None)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)), st.integers(1, 200))
def test_a_clock_that_never_closes_counts_elapsed_hours(start: datetime, hours: int) -> None:
    assert add_open_hours(start, hours, ALWAYS, NEW_YORK, None) == start + timedelta(hours=hours)


def office(day: date) -> tuple[tuple[time, time], ...]:
    return OFFICE.get(day.weekday(), ())


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 1)).map(lambda moment: moment.replace(tzinfo=UTC)),
    st.timedeltas(timedelta(minutes=1), timedelta(hours=80)),
    st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, ZoneInfo("America/Santiago")]),
)
def test_measuring_open_time_is_the_inverse_of_adding_it(start: datetime, span: timedelta, zone: ZoneInfo) -> None:
    end = add_open_time(start, span, office, zone)
    assert open_time_between(start, end, office, zone) == span
    assert open_time_between(end, start, office, zone) == timedelta(0)


def test_open_time_is_that_of_the_days_between_and_of_no_other() -> None:
    friday, monday = at("2026-06-05T17:00:00+02:00"), at("2026-06-08T10:00:00+02:00")
    assert open_time_between(friday, monday, office, BERLIN) == timedelta(hours=2)
    assert open_time_between(friday, friday, office, BERLIN) == timedelta(0)
    assert open_time_between(friday, at("2026-06-07T23:00:00+02:00"), office, BERLIN) == timedelta(hours=1)


def test_weekends_that_china_works_to_make_up_for_bridges_are_known_and_stay_weekend() -> None:
    assert made_up_days("CN", 2026) >= {date(2026, 2, 14), date(2026, 10, 10)}
    assert made_up_days("CN", 2026) & {date(2026, 10, 9), date(2026, 10, 11)} == set()
    assert not is_working_day(date(2026, 10, 10), "CN")
    assert made_up_days("GB-ENG", 2026) == frozenset()
    with pytest.raises(UnknownCalendar, match="ZZ"):
        made_up_days("ZZ", 2026)
