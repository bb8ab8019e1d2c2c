"""When a team begins to work next."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from amends.clock import always_open, next_morning, office_hours

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = [{"from": "08:30", "until": "12:00"}, {"from": "13:00", "until": "17:30"}]
WEEK = {"week": {str(day): DAY for day in range(5)}, "calendar": "CN"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-26T14:00", "2026-11-27T09:00"),  # Thursday afternoon
        ("2026-11-27T03:00", "2026-11-27T09:00"),  # before the morning of the same day
        ("2026-11-27T14:00", "2026-11-28T09:00"),  # a team that has not said works on Saturday
    ],
)
def test_a_team_that_has_not_said_begins_at_nine(now: str, morning: str) -> None:
    assert next_morning(always_open(SHANGHAI), at(now)) == at(morning)


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-11-26T12:30", "2026-11-27T08:30"),  # the end of the lunch hour is no morning
        ("2026-11-27T08:29", "2026-11-27T08:30"),
        ("2026-11-27T08:30", "2026-11-30T08:30"),  # Friday's goes to Monday
        ("2026-09-30T18:00", "2026-10-08T08:30"),  # over Golden Week
    ],
)
def test_a_team_with_hours_begins_on_its_next_working_day(now: str, morning: str) -> None:
    assert next_morning(office_hours(WEEK, "Asia/Shanghai"), at(now)) == at(morning)


def test_a_team_that_is_away_for_long_is_not_waited_for() -> None:
    away = {"week": {"0": DAY}, "days": {f"2026-{month}-{day:02}": [] for month in (11, 12) for day in range(1, 31)}}
    assert next_morning(office_hours(away, "Asia/Shanghai"), at("2026-11-26T14:00")) == at("2026-11-27T09:00")
