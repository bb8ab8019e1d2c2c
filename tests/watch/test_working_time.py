"""Holidays, closures and worked weekends: what they do to the days of the forecast and of the alarms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.watch.working_time import Route, closures, is_working_day, next_delivery_day, working_days

from .parcels import ask, scan, shipment


def number(day: str) -> float:
    return float((date.fromisoformat(day) - date(1970, 1, 1)).days)


def test_a_week_without_holidays_counts_seven_days_on_both_clocks() -> None:
    monday, next_monday = number("2026-06-08"), number("2026-06-15")
    assert working_days("CN", monday, next_monday) == pytest.approx(7)
    assert Route("CN", "DE", None, None).progress(monday, next_monday) == pytest.approx(7)


def test_a_weekend_brings_no_working_time_and_a_worked_weekend_day_does() -> None:
    assert not is_working_day("CN", date(2026, 6, 13))
    assert is_working_day("CN", date(2026, 2, 28))  # a Saturday, worked after the Spring Festival
    assert working_days("CN", number("2026-06-13"), number("2026-06-15")) == 0


def test_the_weekend_of_the_gulf_begins_on_friday() -> None:
    assert not is_working_day("SA", date(2026, 6, 12))
    assert is_working_day("SA", date(2026, 6, 14))
    assert next_delivery_day("SA", date(2026, 6, 12)) == date(2026, 6, 13)
    assert next_delivery_day("DE", date(2026, 6, 14)) == date(2026, 6, 15)


def test_the_spring_festival_holds_a_parcel_up_only_while_it_is_in_china() -> None:
    start, end = number("2026-02-10"), number("2026-03-02")
    at_home = Route("CN", "DE", end, end + 5).progress(start, end)
    under_way = Route("CN", "DE", start, end).progress(start, end)
    assert at_home < 10
    assert under_way == end - start


def test_christmas_counts_in_the_destination_only_once_the_parcel_is_there() -> None:
    start, end = number("2026-12-23"), number("2026-12-28")
    assert Route("CN", "DE", None, None).progress(start, end) == pytest.approx(4.5, abs=0.51)
    assert Route("CN", "DE", start - 9, end + 1).progress(start, end) == 5


def test_a_country_without_a_known_calendar_has_weekends_only() -> None:
    assert is_working_day("ZZ", date(2026, 12, 25))
    assert not is_working_day("ZZ", date(2026, 12, 26))


def test_every_closure_has_a_beginning_and_an_end_and_a_name() -> None:
    for closure in closures().closures:
        assert closure.first <= closure.last
        assert closure.what


@given(start=st.floats(16_000, 25_000), progress=st.floats(0, 400), left=st.floats(0, 30), between=st.floats(0, 15))
def test_the_moment_of_a_progress_is_the_inverse_of_the_progress(
    start: float, progress: float, left: float, between: float
) -> None:
    route = Route("CN", "BR", start + left, start + left + between)
    end = route.after(start, progress)
    assert route.progress(start, end) == pytest.approx(progress, abs=2e-3)
    assert end >= start + progress - 1e-3


@given(start=st.floats(16_000, 25_000), one=st.floats(0, 60), more=st.floats(0.001, 60))
def test_time_never_runs_backwards(start: float, one: float, more: float) -> None:
    route = Route("CN", "DE", start + 3, start + 8)
    assert route.progress(start, start + one) < route.progress(start, start + one + more)
    assert working_days("DE", start, start + one) <= working_days("DE", start, start + one + more)


def test_a_closure_at_the_origin_moves_the_forecast_dates() -> None:
    def median(month: int) -> int:
        record = shipment([], 0, promised=None)
        record.update(
            ordered_at=f"2026-{month:02d}-10T00:00:00+08:00",
            now=f"2026-{month:02d}-10T00:00:00+08:00",
            dispatch_due=None,
        )
        found = ask(record).arrival.median
        assert found is not None
        return (found - date(2026, month, 10)).days

    # 10 February lies before the closure of the Spring Festival, 10 March before nothing.
    assert median(2) >= median(3) + 2


def test_no_forecast_date_is_a_sunday_or_a_public_holiday_of_the_destination() -> None:
    for wait in range(40):
        arrival = ask(shipment([scan(1, "Accepted by carrier", "CN")], 1.2 + wait)).arrival
        for day in (arrival.median, arrival.p80):
            assert day is not None
            assert day == next_delivery_day("DE", day)
