"""What holds for every rule, region and card scheme from 2024 to 2028: a walk, and whatever chance finds beside it.

The walk is short in the normal suite (some fifty thousand events). With ``AMENDS_TEST_LONG_WALK=1`` it goes through
every country of the zone list in smaller steps, more than a million events in some minutes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from amends.clock import clock
from amends.core.contracts.clock import ClockInput, ClockOutput
from amends.core.errors import InputError
from amends.core.packaged import read_yaml
from amends.core.vocabulary import ErrorCode

from . import slow_reference as slow

LONG = bool(os.environ.get("AMENDS_TEST_LONG_WALK"))
DURATIONS = list(slow.durations())
REGIONS = "US GB AU CA SG MY TH VN ID PH BR MX CL AR CO RU CN DE JP NZ EG GB-SCT AU-NSW".split()
SCHEMES = ["visa", "mastercard", "Amex", "diners-club", "klarna", "elo"]
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2028, 12, 31, 23, 59, tzinfo=UTC)
#: More than any clock change of a region in use: two hours would be one too many.
CLOCK_CHANGE = timedelta(hours=1)
#: Days at which calendars go wrong: leap days, ends of years, the day after, and the eves of long holidays.
CORNERS = [
    datetime.fromisoformat(f"{day}T{hour}:00:00+00:00")
    for day in (
        *("2024-02-28", "2024-02-29", "2028-02-28", "2028-02-29", "2027-02-28", "2024-03-01", "2028-03-01"),
        *(f"{year}-12-{day}" for year in range(2024, 2029) for day in (23, 30, 31)),
        *("2024-02-08", "2025-01-27", "2026-02-13", "2026-09-30", "2026-11-25", "2026-04-02", "2027-12-31"),
    )
    for hour in ("01", "13", "23")
]


@dataclass(frozen=True)
class Asked:
    """One question that the rule files may answer."""

    platform: str
    procedure: str | None
    duration: dict[str, Any]
    region: str | None
    scheme: str | None

    def at(self, moment: datetime, **more: Any) -> ClockInput:
        return ClockInput(
            id="p",
            platform=self.platform,
            procedure=self.procedure,
            region=self.region,
            scheme=self.scheme,
            event=self.duration["from_event"],
            at=moment,
            **more,
        )

    def expected(self, moment: datetime) -> slow.Chosen | None:
        return slow.chosen(self.platform, self.duration, self.region, self.scheme, moment)

    def answer(self, moment: datetime, **more: Any) -> ClockOutput | None:
        """The engine's answer; None where it says that no rule decides, and names what is missing."""
        question = self.at(moment, **more)
        try:
            return clock(question)
        except InputError as error:
            refusal = error
        assert refusal.code is ErrorCode.UNKNOWN_RULE
        assert refusal.field in {"region", "scheme", "api_due"}
        return None

    def __str__(self) -> str:
        return f"{self.platform} {self.procedure} {self.duration['name']} {self.region} {self.scheme}"


def questions() -> Iterator[Asked]:
    every = sorted(read_yaml("amends.core", "zones.yaml")["zones"]) if LONG else REGIONS
    for platform, procedure, duration in DURATIONS:
        by_place = slow.rule_file(platform)["places"].get("elsewhere") == "country" or "by_region" in duration
        schemes = [*duration.get("by_scheme", {}), *SCHEMES, None] if "by_scheme" in duration else [None]
        for region in [None, *every] if by_place else [None, "US", "GB"]:
            for scheme in schemes:
                yield Asked(platform, procedure, duration, region, scheme)


def moments(chosen: slow.Chosen, number: int) -> list[datetime]:
    """Through the years by a stride that meets every weekday and hour, and near all that makes a day special."""
    stride = timedelta(days=19 if LONG else 97, hours=5, minutes=15)
    found, at = [], FIRST + number % 41 * timedelta(hours=7, minutes=45)
    while at < LAST:
        found.append(at)
        at += stride
    long = timedelta(hours=chosen.value) if "hours" in chosen.unit else timedelta(days=chosen.value)
    for change in slow.clock_changes(chosen.zone):
        for near in (-75, -15, 15, 45, 75, 105):
            found += [change - long + timedelta(minutes=near), change + timedelta(minutes=near)]
    corners = CORNERS if LONG else CORNERS[number % 7 :: 7]
    return sorted(moment for moment in {*found, *corners} if FIRST <= moment <= LAST)


class Step(NamedTuple):
    """One event of the walk, and what the engine said to it 30 hours later."""

    at: datetime
    due: datetime
    safe_by: datetime
    remaining: int | None


Walked = list[tuple[Asked, slow.Chosen, list[Step]]]


@pytest.fixture(scope="module")
def walked() -> Walked:
    """Every question that the files answer, with the engine's answers on the walk, in the order of time."""
    found: Walked = []
    for number, asked in enumerate(questions()):
        chosen = asked.expected(FIRST)
        if chosen is None:
            assert asked.answer(FIRST) is None, f"{asked}: a date that the files do not give"
            continue
        steps = []
        for at in moments(chosen, number):
            answer = asked.answer(at, now=at + timedelta(hours=30))
            assert answer is not None, f"{asked}: no date though the files give one"
            assert answer.unit == chosen.unit
            steps.append(Step(at, answer.due, answer.safe_by, answer.remaining_seconds))
        found.append((asked, chosen, steps))
    return found


def test_the_walk_reaches_every_duration_that_the_files_know(walked: Walked) -> None:
    reached = {(asked.platform, asked.procedure, asked.duration["name"]) for asked, _, _ in walked}
    every = {(platform, procedure, duration["name"]) for platform, procedure, duration in DURATIONS}
    assert every - reached == {
        ("etsy", "help_request_and_case", "case_window"),
        ("mercado_libre", "claims", "respond_within"),
        ("wildberries", "return_claim", "respond_within"),
    }
    assert sum(len(steps) for _, _, steps in walked) > 50_000


def test_every_due_date_of_the_walk_is_that_of_a_slow_reckoning(walked: Walked) -> None:
    for asked, chosen, steps in walked:
        for step in steps:
            assert step.due == slow.due(chosen, step.at), (str(asked), step.at.isoformat())


def test_a_later_event_is_never_due_earlier_by_more_than_a_clock_change(walked: Walked) -> None:
    for asked, chosen, steps in walked:
        latest: datetime | None = None
        for step in steps:
            due = step.due
            if chosen.unit == "business_days":
                # An event at night on a Saturday is due before one of Friday afternoon, on the same day.
                due = datetime.combine(slow.shown(due, chosen.zone), datetime.min.time(), UTC)
            assert latest is None or due >= latest - CLOCK_CHANGE, (str(asked), step.at.isoformat())
            latest = due if latest is None else max(latest, due)


def test_it_is_safe_a_day_or_a_fifth_before_and_never_before_half_of_the_time(walked: Walked) -> None:
    for _, _, steps in walked:
        for step in steps:
            width = (step.due - step.at) / timedelta(seconds=1)
            margin = min(max(86_400, 0.2 * width), 0.5 * width)
            assert abs((step.due - step.safe_by) / timedelta(seconds=1) - margin) < 0.001
            assert step.at < step.safe_by < step.due


def test_what_remains_is_counted_from_now(walked: Walked) -> None:
    for _, _, steps in walked:
        for step in steps:
            assert step.remaining == step.due.timestamp() - step.at.timestamp() - 30 * 3600


def test_only_answers_have_a_consequence(walked: Walked) -> None:
    for asked, _, steps in walked:
        stated = asked.duration.get("consequence")
        answer = asked.answer(steps[0].at)
        assert answer is not None
        assert (answer.consequence.action if answer.consequence else None) == (stated["action"] if stated else None)
        if asked.duration.get("part") != "respond_within":
            assert answer.consequence is None


# Whatever chance finds

asked_of = st.sampled_from(DURATIONS)
regions = st.sampled_from([None, *REGIONS])
schemes = st.sampled_from([None, *SCHEMES])
minutes = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(second=0, microsecond=0, tzinfo=UTC)
)
SNAD = next(row for row in DURATIONS if row[:2] == ("ebay", "return_snad"))
Row = tuple[str, str | None, dict[str, Any]]


@settings(max_examples=500)
@given(asked_of, regions, schemes, minutes)
@example(SNAD, "US", None, datetime(2026, 3, 6, 10, 30, tzinfo=UTC))
def test_the_engine_agrees_with_a_slow_reckoning_to_the_minute(
    row: Row, region: str | None, scheme: str | None, at: datetime
) -> None:
    asked = Asked(*row, region, scheme)
    chosen, answer = asked.expected(at), asked.answer(at)
    assert (chosen is None) == (answer is None)
    if chosen is not None and answer is not None:
        assert answer.due == slow.due(chosen, at)


@settings(max_examples=300)
@given(asked_of, regions, schemes, minutes, st.integers(0, 60 * 24 * 40))
def test_any_later_event_is_due_no_earlier(
    row: Row, region: str | None, scheme: str | None, at: datetime, later: int
) -> None:
    asked = Asked(*row, region, scheme)
    chosen, first, second = asked.expected(at), asked.answer(at), asked.answer(at + timedelta(minutes=later))
    assert (first is None) == (second is None)
    if first is None or second is None or chosen is None:
        return
    if chosen.unit == "business_days":
        assert slow.shown(second.due, chosen.zone).date() >= slow.shown(first.due, chosen.zone).date()
        if slow.shown(at + timedelta(minutes=later), chosen.zone).time() >= slow.shown(at, chosen.zone).time():
            assert second.due >= first.due - CLOCK_CHANGE
    else:
        assert second.due >= first.due - CLOCK_CHANGE


@settings(max_examples=200)
@given(asked_of, regions, schemes, minutes, minutes)
def test_a_date_of_the_platform_wins_whatever_the_rule_says(
    row: Row, region: str | None, scheme: str | None, at: datetime, api_due: datetime
) -> None:
    answer = clock(Asked(*row, region, scheme).at(at, api_due=api_due))
    assert (answer.due, answer.unit, answer.rule.id) == (api_due, "api", "api")
    assert answer.safe_by <= answer.due


@settings(max_examples=200)
@given(asked_of, regions, minutes, st.sampled_from([-11, -9.5, -8, -5, 0, 1, 5.5, 5.75, 8, 12.75, 14]))
def test_the_offset_in_which_a_time_is_written_changes_nothing_where_the_zone_is_known(
    row: Row, region: str | None, at: datetime, hours: float
) -> None:
    asked = Asked(*row, region, "visa")
    chosen, answer = asked.expected(at), asked.answer(at)
    moved = asked.answer(at.astimezone(timezone(timedelta(hours=hours))))
    assert (answer is None) == (moved is None)
    if answer is not None and moved is not None and chosen is not None:
        # An offset that stands in for a zone never changes, so even there the moment is the same.
        assert moved.due == answer.due


def test_the_slow_reference_imports_nothing_of_the_product() -> None:
    source = Path(slow.__file__).read_text(encoding="utf-8")
    imported = {
        line.split()[1].partition(".")[0] for line in source.splitlines() if line.startswith(("import ", "from "))
    }
    assert "holidays" in imported
    assert "amends" not in imported
