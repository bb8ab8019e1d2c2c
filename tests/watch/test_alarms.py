"""Alarms by the leg's own clock: fewer than 2 % of parcels stay so long, and ordinary gaps ring no bell."""

from __future__ import annotations

from typing import Any

import pytest

from amends.core.vocabulary import Leg
from amends.watch.arrival_model import stay_of
from amends.watch.tables import thresholds

from .parcels import ask, scan, shipment, verdict, way

#: The threshold in working days times 7/5, by the default clock of import customs.
LONGEST = stay_of(None, Leg.IMPORT_CUSTOMS, domestic=False).longest(thresholds().stuck_below)


def test_two_days_of_customs_are_no_alarm() -> None:
    assert verdict(way(11), 13) == ("import_customs", None)


def test_a_clearance_longer_than_all_but_a_few_is_probably_held_and_says_why() -> None:
    events = way(11)
    answer = ask(shipment(events, 11 + LONGEST + 6))
    assert answer.anomaly == "customs_held"
    assert "fewer than 2%" in answer.reason
    assert answer.evidence == [len(events) - 1]
    assert answer.since is not None


def test_the_alarm_rings_once_only_two_percent_stay_longer() -> None:
    loud = [verdict(way(11), 11 + wait)[1] == "customs_held" for wait in range(28)]
    assert loud == sorted(loud)
    assert LONGEST - 3 < loud.index(True) < LONGEST + 5


@pytest.mark.parametrize("hour", [0, 6, 12, 18])
def test_a_holiday_week_brings_no_alarm_that_the_same_days_without_it_would(hour: int) -> None:
    # Entered customs of CN on 26 September 2026: the National Day week follows.
    def asked(entered: str, now: str) -> Any:
        record = shipment([], 0, origin="DE", destination="CN", promised=None, due=None)
        record.update(ordered_at=f"{entered}T00:00:00+08:00", now=f"{now}T{hour:02d}:00:00+08:00")
        record["events"] = [
            {"at": f"{entered}T01:00:00+08:00", "description": "Arrived at destination country", "country": "CN"},
            {"at": f"{entered}T02:00:00+08:00", "description": "Import customs clearance started", "country": "CN"},
        ]
        return ask(record).anomaly

    assert asked("2026-09-28", "2026-10-16") is None
    assert asked("2026-10-12", "2026-10-30") == "customs_held"


def test_a_weekend_without_scans_is_quiet_in_every_leg() -> None:
    for until in (2, 3, 4, 6, 10, 11, 12, 13):
        events = way(until)
        answer = ask(shipment(events, until + 3))
        assert answer.anomaly is None, (until, answer.reason)
        assert "fewer than" not in answer.reason


def test_every_anomaly_names_its_reason_and_its_evidence() -> None:
    held = scan(12, "Held by customs", "DE")
    cases = {
        "customs_held": [*way(11), held],
        "customs_charges": [*way(11), scan(12, "Customs charges due", "DE")],
        "delivery_failed": [*way(14), scan(14.1, "Delivery failed", "DE")],
        "returned_to_sender": [*way(13), scan(14, "Return to sender", "DE")],
        "returned_before_export": [*way(4), scan(5, "Returned by airline security", "CN")],
        "not_exported": way(4),
        "not_received": way(13),
    }
    for kind, events in cases.items():
        answer = ask(shipment(events, 45 if kind == "not_received" else 30))
        assert answer.anomaly == kind
        assert len(answer.reason) > 20
        assert answer.evidence
        assert answer.since is not None
