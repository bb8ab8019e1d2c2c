"""The arrival forecast: the worked figures of the documentation, and what must hold for every parcel."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.contracts.watch import WatchInput
from amends.watch.clocks import Clock, lane_for, service_class
from amends.watch.forecast import expected_by
from amends.watch.tables import lanes

from .parcels import ask, day, scan, shipment, way

#: Lane CN to DE without a promise and without scans: (day, lost %, arrives in 14 days %).
WORKED = [(10, 2, 73), (20, 5, 82), (30, 17, 73), (40, 47, 46), (50, 79, 18), (60, 94, 5)]
SLOW = [(40, 17, 58), (60, 54, 32)]


@pytest.mark.parametrize(
    ("destination", "waited", "lost", "soon"), [("DE", *row) for row in WORKED] + [("BR", *row) for row in SLOW]
)
def test_the_worked_tables_of_the_lanes(destination: str, waited: int, lost: int, soon: int) -> None:
    lane = lane_for("CN", destination, "unknown")
    clock = Clock(lane.median, lane.sigma, lane.loss, waited)
    assert abs(clock.loss_probability() * 100 - lost) < 1
    assert abs(clock.arrival_shares((14,))[0] * 100 - soon) < 1


@pytest.mark.parametrize(("waited", "lost", "soon"), WORKED)
def test_a_parcel_without_scans_is_on_the_clock_of_its_lane(waited: int, lost: int, soon: int) -> None:
    """One public holiday of China lies in these weeks (19 June): half a day less than the worked table."""
    answer = ask(shipment([], waited, promised=None))
    assert abs(answer.loss_probability * 100 - lost) <= 3
    assert answer.arrival.p14 is not None
    assert abs(answer.arrival.p14 * 100 - soon) <= 3


def test_dates_are_those_of_parcels_that_do_arrive() -> None:
    arrival = ask(shipment([], 0, promised=None)).arrival
    assert (arrival.median, arrival.p80) == (date(2026, 6, 19), date(2026, 6, 26))


def test_a_promise_moves_the_forecast() -> None:
    usual = ask(shipment([], 1, promised=None)).arrival
    soon = ask(shipment([], 1, promised=12)).arrival
    late = ask(shipment([], 1, promised=60)).arrival
    assert soon.p14 is not None
    assert usual.p14 is not None
    assert late.p14 is not None
    assert soon.p14 > usual.p14 > late.p14


def test_each_leg_is_closer_to_the_door() -> None:
    medians = [ask(shipment(way(at), at + 0.1)).arrival.median for at in (2, 5, 6, 10, 12)]
    left = [(median - day(at).date()).days for median, at in zip(medians, (2, 5, 6, 10, 12), strict=True) if median]
    assert left == sorted(left, reverse=True)


def test_a_trouble_makes_it_slower_and_riskier() -> None:
    calm = ask(shipment(way(11), 12.5))
    held = ask(shipment([*way(11), scan(12, "Held by customs", "DE")], 12.5))
    assert held.loss_probability > calm.loss_probability
    assert (held.arrival.p7 or 0) < (calm.arrival.p7 or 0)


def test_delivered_and_sent_back_have_no_forecast() -> None:
    for events, loss in ((way(15), 0.0), ([*way(13), scan(20, "Return to sender", "DE")], 1.0)):
        answer = ask(shipment(events, 30))
        assert answer.loss_probability == loss
        assert set(answer.arrival.model_dump().values()) == {None}


def test_a_lane_is_found_for_every_pair_and_the_service_scales_it() -> None:
    assert lane_for("CN", "DE", "unknown").median == 18
    assert lane_for("CN", "DE", "express").median == pytest.approx(8.1)
    assert lane_for("ZZ", "QQ", "unknown").median == 15
    assert lane_for("DE", "FR", "unknown").median == 7
    assert lane_for("FR", "FR", "unknown").median == 4.5
    assert service_class("DHL Express", None) == "express"
    assert service_class("China Post", "registered small packet") == "postal"
    assert service_class(None, None) == "unknown"


def test_what_is_expected_without_a_promise_is_the_p80_at_the_order() -> None:
    record = shipment([], 1, promised=None)
    request = WatchInput.model_validate(
        {**record, **{name: day(0) for name in ("ordered_at", "now")}, "dispatch_due": None}
    )
    assert expected_by(request).date() == date(2026, 6, 26)


def test_every_parameter_is_marked_as_assumed_or_sourced() -> None:
    assert lanes().notes["kind"] == "assumed"


@given(
    median=st.floats(0.5, 80),
    sigma=st.floats(0.1, 1.5),
    loss=st.floats(0.001, 0.9),
    waited=st.floats(0, 3000),
    more=st.floats(0, 200),
)
def test_a_clock_is_a_distribution(median: float, sigma: float, loss: float, waited: float, more: float) -> None:
    now, later = Clock(median, sigma, loss, waited), Clock(median, sigma, loss, waited + more)
    assert 0 <= now.loss_probability() <= later.loss_probability() <= 1
    p7, p14, p30 = now.arrival_shares()
    assert 0 <= p7 <= p14 <= p30 <= 1 - now.loss_probability() + 1e-12
    assert 0 <= now.days_until(0.5) <= now.days_until(0.8)


@given(waited=st.floats(1, 50), share=st.floats(0.05, 0.95))
def test_the_date_of_a_share_is_when_that_share_has_arrived(waited: float, share: float) -> None:
    clock = Clock(18, 0.4, 0.02, waited)
    (chance,) = clock.arrival_shares((clock.days_until(share),))
    assert chance == pytest.approx(share * (1 - clock.loss_probability()), rel=1e-6)


@pytest.mark.parametrize("until", [0.5, 1, 2, 3, 5, 6, 10, 11, 12, 13, 14])
@pytest.mark.parametrize("extra", [None, "Held by customs", "Refused by recipient", "Parcel declared lost"])
def test_loss_grows_with_silence_in_every_leg(until: float, extra: str | None) -> None:
    events: list[dict[str, Any]] = way(until)
    if extra is not None:
        events.append(scan(until + 0.2, extra, "DE"))
    losses = [ask(shipment(events, until + 0.5 + wait)).loss_probability for wait in (0, 1, 3, 7, 14, 30, 60, 120, 400)]
    assert losses == sorted(losses)
    if extra != "Parcel declared lost":
        assert losses[-1] > 0.99
