"""The figures of docs/explanation/watch.md are those that watch gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from amends.core.contracts.watch import WatchOutput

from .parcels import ask, day, shipment, way

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "watch.md"
LAST_SCAN = {"accepted in CN": 2, "departed from CN": 6, "arrived in DE": 10, "released by customs of DE": 12}


def rows(name: str) -> list[list[str]]:
    """The cells of the table that follows the marker, without its head."""
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- table: {name} -->")[1]
    table = [line for line in text.strip().split("\n\n")[0].splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]


def percent(share: float | None) -> str:
    assert share is not None
    return f"{share * 100:.1f}"


def counted(when: date | None) -> str:
    assert when is not None
    return f"day {(when - day(0).date()).days}"


@pytest.mark.parametrize("destination", ["DE", "BR"])
def test_the_lane_tables_are_recomputed(destination: str) -> None:
    table = rows(f"CN {destination}")
    assert len(table) >= 3
    for waited, *figures in table:
        answer: WatchOutput = ask(shipment([], float(waited), promised=None, destination=destination))
        arrival = answer.arrival
        shares = (answer.loss_probability, arrival.p7, arrival.p14, arrival.p30)
        assert figures == [*(f"{percent(share)} %" for share in shares), counted(arrival.median), counted(arrival.p80)]


def test_the_leg_table_is_recomputed() -> None:
    table = rows("legs")
    assert [row[0] for row in table] == list(LAST_SCAN)
    for name, *figures in table:
        for figure, wait in zip(figures, (0, 5, 10, 20, 40), strict=True):
            answer = ask(shipment(way(LAST_SCAN[name]), LAST_SCAN[name] + wait))
            assert figure == f"{percent(answer.loss_probability)} / {percent(answer.arrival.p14)} %"
