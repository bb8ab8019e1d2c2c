"""The team's own clock: it runs while the team works, and stands still while we wait for the buyer."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from amends.clock.office import OfficeHours, WrongOfficeHours, always_open, answer_due, answered_after, office_hours
from amends.core.calendars import zone_named

from . import slow_reference as slow
from .asking import moment

WORKDAY = [{"from": "09:00", "until": "12:00"}, {"from": "13:00", "until": "18:00"}]
BERLIN = {"week": {str(day): WORKDAY for day in range(5)}, "calendar": "DE"}
SHANGHAI = {"week": {str(day): [{"from": "09:00", "until": "18:00"}] for day in range(5)}, "calendar": "CN"}
MADE_UP = {**SHANGHAI, "made_up": [{"from": "10:00", "until": "16:00"}]}
NIGHTS = {
    "week": {str(day): [{"from": "22:00", "until": "00:00"}, {"from": "00:00", "until": "06:00"}] for day in range(7)}
}


def berlin() -> OfficeHours:
    return office_hours(BERLIN, "Europe/Berlin")


def due(document: dict[str, Any], zone: str, since: str, hours: float) -> str:
    found = answer_due(office_hours(document, zone), moment(since), hours)
    assert found is not None
    return found.isoformat()


@pytest.mark.parametrize(
    ("since", "hours", "expected"),
    [
        ("2026-06-05T17:00:00+02:00", 2, "2026-06-08T10:00:00+02:00"),  # Friday evening goes on on Monday
        ("2026-06-05T11:30:00+02:00", 1, "2026-06-05T13:30:00+02:00"),  # the lunch hour stands still
        ("2026-06-05T15:00:00Z", 1, "2026-06-05T18:00:00+02:00"),  # to the end of the day, not to the next morning
        ("2026-06-06T12:00:00+02:00", 8, "2026-06-08T18:00:00+02:00"),  # a whole day, from a Saturday
        ("2026-12-24T17:00:00+01:00", 2, "2026-12-28T10:00:00+01:00"),  # Christmas
        ("2026-12-31T17:30:00+01:00", 1, "2027-01-04T09:30:00+01:00"),  # over the end of the year
        ("2028-02-28T17:00:00+01:00", 9, "2028-02-29T18:00:00+01:00"),  # the leap day works
        ("2026-03-27T17:00:00+01:00", 2, "2026-03-30T10:00:00+02:00"),  # the clock changes on the weekend
    ],
)
def test_an_answer_is_due_after_so_many_hours_of_the_team_s_time(since: str, hours: float, expected: str) -> None:
    assert due(BERLIN, "Europe/Berlin", since, hours) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (SHANGHAI, "2026-10-12T10:00:00+08:00"),  # Saturday 10 October is weekend for this team
        (MADE_UP, "2026-10-10T11:00:00+08:00"),  # and worked by that one, to make up for Golden Week
        ({**MADE_UP, "days": {"2026-10-10": []}}, "2026-10-12T10:00:00+08:00"),  # which may be away all the same
        ({**SHANGHAI, "calendar": None}, "2026-10-12T10:00:00+08:00"),
    ],
)
def test_holidays_made_up_days_and_single_days_of_a_team(document: dict[str, Any], expected: str) -> None:
    assert due(document, "Asia/Shanghai", "2026-10-09T17:00:00+08:00", 2) == expected


def test_golden_week_stops_the_clock_of_a_team_that_keeps_it_and_of_no_other() -> None:
    since = "2026-09-30T17:00:00+08:00"
    assert due(SHANGHAI, "Asia/Shanghai", since, 2) == "2026-10-08T10:00:00+08:00"
    assert due({**SHANGHAI, "calendar": None}, "Asia/Shanghai", since, 2) == "2026-10-01T10:00:00+08:00"
    duty = {**SHANGHAI, "days": {"2026-10-03": [{"from": "10:00", "until": "12:00"}]}}
    assert due(duty, "Asia/Shanghai", since, 2) == "2026-10-03T11:00:00+08:00"


def test_a_night_shift_counts_real_hours_in_the_nights_that_change_the_clock() -> None:
    assert due(NIGHTS, "Europe/Berlin", "2026-03-28T22:00:00+01:00", 7) == "2026-03-29T06:00:00+02:00"
    assert due(NIGHTS, "Europe/Berlin", "2026-10-24T22:00:00+02:00", 9) == "2026-10-25T06:00:00+01:00"


def test_a_team_that_has_not_said_when_it_works_always_does() -> None:
    office = always_open(zone_named("Asia/Shanghai"))
    assert answer_due(office, moment("2026-10-03T03:00:00+08:00"), 24) == moment("2026-10-04T03:00:00+08:00")


# While we wait for her


def test_the_clock_stands_still_while_we_wait_and_goes_on_where_it_stood() -> None:
    monday = moment("2026-06-08T09:00:00+02:00")
    pause = (moment("2026-06-08T11:00:00+02:00"), moment("2026-06-10T15:00:00+02:00"))
    assert answer_due(berlin(), monday, 4, [pause]) == moment("2026-06-10T17:00:00+02:00")


def test_there_is_no_due_time_while_the_clock_stands_still() -> None:
    monday = moment("2026-06-08T09:00:00+02:00")
    assert answer_due(berlin(), monday, 4, [(moment("2026-06-08T11:00:00+02:00"), None)]) is None
    overdue_before = answer_due(berlin(), monday, 2, [(moment("2026-06-08T11:00:00+02:00"), None)])
    assert overdue_before == moment("2026-06-08T11:00:00+02:00")


def test_pauses_may_come_in_any_order_overlap_and_begin_before_the_message() -> None:
    since = moment("2026-06-08T09:00:00+02:00")
    hours = [moment(f"2026-06-08T{hour:02}:00:00+02:00") for hour in range(24)]
    pauses = [(hours[15], hours[16]), (hours[7], hours[10]), (hours[9], hours[11]), (hours[16], hours[16])]
    assert answer_due(berlin(), since, 4, pauses) == hours[17]
    assert answered_after(berlin(), since, hours[17], pauses) == timedelta(hours=4)


def test_what_an_answer_took_is_counted_in_the_team_s_time() -> None:
    friday, monday = moment("2026-06-05T17:00:00+02:00"), moment("2026-06-08T10:00:00+02:00")
    assert answered_after(berlin(), friday, monday) == timedelta(hours=2)
    assert answered_after(berlin(), friday, friday) == timedelta(0)
    assert answered_after(berlin(), monday, friday) == timedelta(0)
    waited = [(moment("2026-06-05T17:30:00+02:00"), None)]
    assert answered_after(berlin(), friday, monday, waited) == timedelta(minutes=30)


starts = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 1)).map(
    lambda at: at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0, tzinfo=UTC)
)
OFFICES = [
    (BERLIN, "Europe/Berlin"),
    (MADE_UP, "Asia/Shanghai"),
    (NIGHTS, "America/Santiago"),
    (BERLIN, "Australia/Lord_Howe"),
]
pauses_of = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 60)), max_size=3)


@given(st.sampled_from(OFFICES), starts, st.integers(1, 60), pauses_of)
def test_the_team_s_clock_agrees_with_one_that_is_watched_every_quarter_of_an_hour(
    office: tuple[dict[str, Any], str], since: datetime, hours: int, pauses: list[tuple[int, int]]
) -> None:
    document, zone = office
    quarter = timedelta(minutes=15)
    stretches = [(since + begin * quarter, since + (begin + length) * quarter) for begin, length in pauses]
    at, left = since, hours * 4
    while left:
        waiting = any(begin <= at < end for begin, end in stretches)
        left -= not waiting and works(document, slow.shown(at, zone))
        at += quarter
    read = office_hours(document, zone)
    assert answer_due(read, since, hours, stretches) == at
    assert answered_after(read, since, at, stretches) == timedelta(hours=hours)


@cache
def listed(calendar: str, year: int) -> Any:
    return country_holidays(calendar, years=year)


def works(document: dict[str, Any], local: datetime) -> bool:
    """Whether the team works at a moment of its own clock, read from the document without the product's code."""
    spans = document["week"].get(str(local.weekday()), [])
    calendar = document.get("calendar")
    if calendar:
        known = listed(calendar, local.year)
        made_up = calendar == "CN" and local.date() in known.weekend_workdays
        spans = document["made_up"] if made_up else [] if local.date() in known else spans
    return any(span["from"] <= f"{local:%H:%M}" < span["until"].replace("00:00", "24:00") for span in spans)


# As data


def test_office_hours_are_read_from_data() -> None:
    read = office_hours(MADE_UP, "Asia/Shanghai")
    assert read.of(date(2026, 10, 9)) == ((time(9), time(18)),)
    assert read.of(date(2026, 10, 1)) == ()
    assert read.of(date(2026, 10, 10)) == ((time(10), time(16)),)
    assert read.of(date(2026, 10, 11)) == ()
    unsorted = {"week": {"0": [WORKDAY[1], WORKDAY[0]]}}
    assert office_hours(unsorted, "UTC").of(date(2026, 6, 8)) == ((time(9), time(12)), (time(13), time(18)))


@pytest.mark.parametrize(
    ("change", "zone", "reason"),
    [
        ({"week": {}}, "UTC", "never works"),
        ({"week": {"0": []}}, "UTC", "never works"),
        ({"week": {"7": WORKDAY}}, "UTC", "week.7"),
        ({"week": {"Monday": WORKDAY}}, "UTC", "week.Monday"),
        ({"week": {"0": [{"from": "18:00", "until": "09:00"}]}}, "UTC", "ends on the day"),
        ({"week": {"0": [{"from": "09:00+02:00", "until": "18:00"}]}}, "UTC", "without an offset"),
        ({"week": {"0": [*WORKDAY, {"from": "11:00", "until": "14:00"}]}}, "UTC", "overlap"),
        ({"week": {"0": [{"from": "08:00", "until": "00:00"}, WORKDAY[0]]}}, "UTC", "overlap"),
        ({"calendar": "ZZ"}, "UTC", "ZZ"),
        ({"calendar": "Germany"}, "UTC", "calendar"),
        ({"days": {"tomorrow": []}}, "UTC", "days"),
        ({"lunch": "12:00"}, "UTC", "lunch"),
        ({}, "Mars/Olympus", "Mars"),
    ],
)
def test_wrong_office_hours_are_refused_with_the_place_and_the_reason(
    change: dict[str, Any], zone: str, reason: str
) -> None:
    with pytest.raises(WrongOfficeHours, match=reason):
        office_hours({**BERLIN, **change}, zone)


def test_hours_are_counted_forward_only() -> None:
    with pytest.raises(ValueError, match="forward"):
        answer_due(berlin(), moment("2026-06-08T09:00:00+02:00"), -1)
