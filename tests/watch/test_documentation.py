"""The figures of docs/explanation/watch.md are those that watch gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.watch.clocks import Clock, lane_for

from .parcels import ask, shipment, way

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "watch.md"
LAST_SCAN = {"accepted in CN": 2, "departed from CN": 6, "arrived in DE": 10, "released by customs of DE": 12}


def rows(name: str) -> list[list[str]]:
    """The cells of the table that follows the marker, without its head."""
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- table: {name} -->")[1]
    table = [line for line in text.strip().split("\n\n")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def percent(share: float | None) -> str:
    assert share is not None
    return f"{int(share * 10_000) / 100:.1f}"


@pytest.mark.parametrize("destination", ["DE", "BR"])
def test_the_lane_tables_are_recomputed(destination: str) -> None:
    table = rows(f"CN {destination}")
    assert len(table) >= 3
    lane = lane_for("CN", destination, "unknown")
    for waited, *figures in table:
        days = float(waited)
        loss, shares, waits = Clock(lane.median, lane.sigma, lane.loss, days).outlook((7, 14, 30), (0.5, 0.8))
        counted = [f"day {int(days + wait)}" for wait in waits]
        assert figures == [*(f"{percent(share)} %" for share in (loss, *shares)), *counted]


def test_the_leg_table_is_recomputed() -> None:
    table = rows("legs")
    assert [row[0] for row in table] == list(LAST_SCAN)
    for name, *figures in table:
        for figure, wait in zip(figures, (0, 5, 10, 20, 40), strict=True):
            answer = ask(shipment(way(LAST_SCAN[name]), LAST_SCAN[name] + wait))
            assert figure == f"{percent(answer.loss_probability)} / {percent(answer.arrival.p14)} %"
