"""What holds for every rule, region and time between 2024 and 2028."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from amends.clock import Applied, Entry, clock, rule_for, shipped_tables
from amends.clock.formats import Unit
from amends.core.calendars import offset_of, public_holidays
from amends.core.contracts.clock import ClockInput, ClockOutput
from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

from . import slow_reference as slow

REGIONS = [None, *"US GB AU CA SG MY TH VN ID PH BR MX CL AR CO RU CN DE JP NZ EG GB-SCT AU-NSW".split()]
SCHEMES = [None, "visa", "mastercard", "amex", "klarna", "elo"]
ENTRIES = sorted(shipped_tables().entries(), key=lambda entry: entry.id)
FIRST, LAST = datetime(2024, 1, 1), datetime(2028, 12, 31)
#: More than any clock change of a region in use: two hours would be one too many.
CLOCK_CHANGE = timedelta(hours=1)

entries = st.sampled_from(ENTRIES)
regions = st.sampled_from(REGIONS)
schemes = st.sampled_from(SCHEMES)
minutes = st.datetimes(FIRST, LAST).map(lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC))


@cache
def holidays_of(calendar: str | None) -> set[date]:
    if calendar is None:
        return set()
    return {day for year in range(2023, 2031) for day in public_holidays(calendar, year)}


def request(entry: Entry, region: str | None, scheme: str | None, at: datetime) -> ClockInput:
    return ClockInput(
        id="p",
        platform=entry.platform.platform.value,
        procedure=entry.procedure,
        region=region,
        scheme=scheme,
        event=entry.duration.from_event,
        at=at,
    )


def answered(entry: Entry, region: str | None, scheme: str | None, at: datetime) -> tuple[Applied, ClockOutput] | None:
    """The applied rule and the answer; None where no rule decides, which is the same for both."""
    asked = request(entry, region, scheme, at)
    try:
        answer = clock(asked)
    except InputError as error:
        if error.code is not ErrorCode.UNKNOWN_RULE or error.field not in {"region", "scheme", "api_due"}:
            raise
        return None
    applied = rule_for(asked.platform, asked.procedure, asked.region, asked.event, at, scheme=scheme)
    return applied, answer


def reckoned_slowly(applied: Applied, at: datetime) -> datetime:
    zone = applied.zone or offset_of(at)
    if applied.weekend_until is not None and at.astimezone(zone).weekday() > 4:
        local = at.astimezone(zone)
        monday = local.date() + timedelta(days={5: 2, 6: 1}[local.weekday()])
        return slow.first_moment_showing(datetime.combine(monday, applied.weekend_until.at), zone)
    if applied.unit is Unit.HOURS:
        return slow.after_hours(at, applied.value)
    if applied.unit is Unit.CALENDAR_DAYS:
        return slow.after_calendar_days(at, applied.value, zone)
    if applied.unit is Unit.BUSINESS_DAYS:
        return slow.after_business_days(at, applied.value, zone, holidays_of(applied.calendar))
    hours = applied.open_hours
    assert hours is not None
    closed = holidays_of(applied.calendar) if hours.public_holidays == "closed" else set()
    return slow.after_open_minutes(
        at, applied.value, zone, hours.opens.hour, hours.closes.hour or 24, set(hours.weekdays), closed
    )


@settings(max_examples=600, deadline=None)
@given(entries, regions, schemes, minutes)
def test_the_engine_agrees_with_a_slow_reckoning(
    entry: Entry, region: str | None, scheme: str | None, at: datetime
) -> None:
    found = answered(entry, region, scheme, at)
    if found is not None:
        applied, answer = found
        assert answer.due == reckoned_slowly(applied, at)


def test_the_engine_agrees_with_a_slow_reckoning_on_a_walk_through_five_years() -> None:
    reckoned = 0
    for index, entry in enumerate(ENTRIES):
        for number, region in enumerate(REGIONS):
            at = FIRST.replace(tzinfo=UTC) + timedelta(days=(7 * index + number) % 11, hours=number, minutes=index)
            while at.year < 2029:
                found = answered(entry, region, "amex", at)
                if found is None:
                    break
                assert found[1].due == reckoned_slowly(found[0], at), (entry.id, region, at)
                reckoned += 1
                at += timedelta(days=269, hours=7)
    assert reckoned > 4_500


@settings(max_examples=400, deadline=None)
@given(entries, regions, schemes, minutes, st.integers(0, 60 * 24 * 40))
@example(ENTRIES[0], "US", None, datetime(2026, 3, 7, 10, 30, tzinfo=UTC), 60)
def test_a_later_event_is_never_due_earlier_by_more_than_a_clock_change(
    entry: Entry, region: str | None, scheme: str | None, at: datetime, later: int
) -> None:
    first = answered(entry, region, scheme, at)
    second = answered(entry, region, scheme, at + timedelta(minutes=later))
    assert (first is None) == (second is None)
    if first is None or second is None:
        return
    applied, one, two = first[0], first[1].due, second[1].due
    if applied.unit is Unit.BUSINESS_DAYS:
        # An event at night on a Saturday is due before one of Friday afternoon, on the same day.
        assert applied.zone is not None
        assert two.astimezone(applied.zone).date() >= one.astimezone(applied.zone).date()
    else:
        assert two >= one - CLOCK_CHANGE


@settings(max_examples=300, deadline=None)
@given(entries, regions, schemes, minutes)
def test_it_is_safe_between_half_of_the_time_and_the_due_date(
    entry: Entry, region: str | None, scheme: str | None, at: datetime
) -> None:
    found = answered(entry, region, scheme, at)
    if found is not None:
        answer = found[1]
        assert at < answer.safe_by < answer.due
        assert answer.due - answer.safe_by >= min(timedelta(hours=24), (answer.due - at) / 2)
        assert answer.safe_by - at >= (answer.due - at) / 2


@settings(max_examples=200, deadline=None)
@given(entries, regions, schemes, minutes, minutes)
def test_a_date_of_the_platform_wins_whatever_the_rule_says(
    entry: Entry, region: str | None, scheme: str | None, at: datetime, api_due: datetime
) -> None:
    asked = request(entry, region, scheme, at).model_copy(update={"api_due": api_due})
    answer = clock(asked)
    assert (answer.due, answer.unit, answer.rule.id) == (api_due, "api", "api")
    assert answer.safe_by <= answer.due


@settings(max_examples=200, deadline=None)
@given(entries, regions, minutes, st.sampled_from([-11, -8, -5, 0, 1, 5.5, 8, 14]))
def test_the_offset_in_which_a_time_is_written_changes_nothing(
    entry: Entry, region: str | None, at: datetime, hours: float
) -> None:
    written = request(entry, region, "visa", at)
    elsewhere = ClockInput.model_validate_json(
        written.model_copy(update={"at": at.astimezone(timezone(timedelta(hours=hours)))}).model_dump_json()
    )
    try:
        expected = clock(written).due
    except InputError:
        return
    assert clock(elsewhere).due == expected
