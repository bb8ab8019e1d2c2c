"""Weighing somebody else's menu: the same numbers as the engine's own, and what may not be sent is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from amends.core.contracts.decide import Claim, Costs, DecideInput, DecideOrder, Listing, OrderLine
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Fault, Gate, Kind, Remedy
from amends.decide import decide, full_law, shipped_policy
from amends.decide.weigh import weigh

NOW = datetime(2026, 5, 13, 8, 0, tzinfo=UTC)


def damaged(**changes: object) -> DecideInput:
    """A vase for 62 euros that came broken to Germany yesterday, with a photo."""
    told = {
        "id": "vase", "platform": "own_shop", "kind": Kind.DAMAGED, "fault": Fault.CARRIER,
        "order": DecideOrder(
            value="62.00", currency="EUR", country="DE", ordered_at=NOW - timedelta(days=14),
            lines=[OrderLine(sku="V", quantity=1, unit_price="62.00", unit_cost="21.00")],
        ),
        "claim": Claim(), "waited_days": 14, "now": NOW, "delivered_at": NOW - timedelta(days=1),
        "evidence": [EvidenceType.BUYER_PHOTO, EvidenceType.ORDER_RECORD],
        "costs": Costs(postage="14.00", return_label="16.00", minute="0.18"), "listing": Listing(reviews=100, rating=4.6),
    }  # fmt: skip
    return DecideInput.model_validate({**told, **changes})


def test_the_engines_own_menu_costs_what_the_engine_said() -> None:
    for kind in (Kind.DAMAGED, Kind.WRONG_ITEM, Kind.RETURN_REQUEST):
        request = damaged(kind=kind)
        told = decide(request, policy=shipped_policy(), law=full_law())
        offers = [item for item in told.menu if item.p_accept > 0]
        found = weigh(request, [(i.remedy, i.amount) for i in offers], policy=shipped_policy(), law=full_law())
        assert {(i.remedy, i.expected_cost) for i in found.items} == {(i.remedy, i.expected_cost) for i in offers}
        assert found.cost == pytest.approx(Money.parse(told.expected_cost, "EUR").minor, rel=0.05)
        assert (found.owed, found.whole, found.blocked) == (True, True, ())


def test_a_menu_that_gives_less_than_the_law_is_told_from_one_that_makes_whole() -> None:
    coupon = weigh(damaged(), [(Remedy.COUPON, "5.00")], policy=shipped_policy(), law=full_law())
    assert (coupon.owed, coupon.whole) == (True, False)
    refund = weigh(damaged(), [(Remedy.FULL_REFUND, None)], policy=shipped_policy(), law=full_law())
    assert (refund.owed, refund.whole) == (True, True)


def test_what_a_gate_blocks_is_named_and_priced_all_the_same() -> None:
    request = damaged(fault=Fault.SELLER, kind=Kind.NOT_RECEIVED, delivered_at=None)
    menu = [(Remedy.DEFEND, None), (Remedy.FULL_REFUND, None), (Remedy.EXCHANGE, None)]
    found = weigh(request, menu, policy=shipped_policy(), law=full_law())
    assert [(no.remedy, no.by) for no in found.blocked] == [
        (Remedy.DEFEND, Gate.LAW),
        (Remedy.EXCHANGE, Gate.FEASIBILITY),
    ]
    assert {item.remedy for item in found.items} == {Remedy.FULL_REFUND, Remedy.EXCHANGE}


def test_nothing_that_can_be_taken_costs_what_a_contest_costs() -> None:
    found = weigh(damaged(), [(Remedy.DEFEND, None)], policy=shipped_policy(), law=full_law())
    assert (found.items, found.whole) == ((), False)
    assert found.cost > 0
