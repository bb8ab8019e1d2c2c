"""The forecast on held-out Brazilian orders, where the data set lies beside the repository."""

from __future__ import annotations

from datetime import datetime

import pytest

from bench.watch_forecast import HELD_OUT_FROM, compare, main, read_orders

from .parcels import shared


@pytest.fixture(scope="module")
def results() -> dict[str, tuple[float, float]]:
    folder = shared("data", "olist", "olist_orders_dataset.csv").parent
    split = datetime.fromisoformat(f"{HELD_OUT_FROM}T00:00:00-03:00")
    return {name: (sum(briers) / len(briers), ece) for name, briers, ece in compare(read_orders(folder), split)}


def test_it_beats_the_promised_date_and_a_plain_curve_by_twelve_percent(
    results: dict[str, tuple[float, float]],
) -> None:
    learned = results["watch, learned"][0]
    assert learned <= 0.88 * results["promised date as a step"][0]
    assert learned <= 0.88 * results["Kaplan-Meier"][0]


def test_it_beats_a_curve_conditioned_in_units_of_the_promised_window(results: dict[str, tuple[float, float]]) -> None:
    assert results["watch, learned"][0] < results["the same in units of the promised window"][0]


def test_its_chances_are_calibrated(results: dict[str, tuple[float, float]]) -> None:
    assert results["watch, learned"][1] <= 0.06


def test_the_comparison_says_so_where_the_data_set_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["watch_forecast", "/nowhere"])
    assert main() == 0
    assert capsys.readouterr().out.startswith("skipped")
