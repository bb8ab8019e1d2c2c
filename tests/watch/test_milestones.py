"""What a parcel's scans let a buyer be told: each milestone once, at its first scan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Milestone
from amends.watch import milestones

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
JOURNEY = [
    ("Accepted by carrier", "CN"),
    ("Departed from country of origin", "CN"),
    ("Arrived in destination country", "BR"),
    ("Out for delivery", "BR"),
    ("Delivered", "BR"),
]


def reached(*scans: tuple[str, str], destination: str = "BR") -> dict[Milestone, datetime]:
    events: list[dict[str, Any]] = [
        {"at": day(place), "description": text, "country": country} for place, (text, country) in enumerate(scans)
    ]
    told = {"id": "p", "origin": "CN", "destination": destination, "ordered_at": day(-1), "now": NOW, "events": events}
    return milestones(WatchInput.model_validate(told))


def day(number: int) -> datetime:
    return NOW - timedelta(days=20 - number)


def test_a_whole_journey_reaches_every_milestone_in_its_order() -> None:
    assert reached(*JOURNEY) == {
        Milestone.SENT: day(0),
        Milestone.EXPORTED: day(1),
        Milestone.IN_COUNTRY: day(2),
        Milestone.OUT_FOR_DELIVERY: day(3),
        Milestone.DELIVERED: day(4),
    }


def test_a_label_alone_is_nothing_sent() -> None:
    assert reached(("Shipping label created", "CN")) == {}


def test_a_scan_that_jumps_back_changes_no_time() -> None:
    assert reached(*JOURNEY[:3], JOURNEY[1])[Milestone.EXPORTED] == day(1)


def test_nothing_good_is_told_of_a_parcel_that_goes_back() -> None:
    assert reached(*JOURNEY[:3], ("Returning to sender", "BR")) == {}


def test_a_parcel_inside_the_country_is_never_exported() -> None:
    scans = [(text, "CN") for text, _country in (JOURNEY[0], ("In transit", "CN"), JOURNEY[3], JOURNEY[4])]
    found = reached(*scans, destination="CN")
    assert Milestone.EXPORTED not in found
    assert Milestone.IN_COUNTRY not in found
    assert {Milestone.SENT, Milestone.DELIVERED} <= set(found)
