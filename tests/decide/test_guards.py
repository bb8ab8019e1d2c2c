"""The guard rails of the engine, each as a rule that must hold for every case (engine 3.5)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from amends.core.vocabulary import EvidenceType, Fault, Flag, Kind, Remedy
from amends.decide import Exploration, decide, floor, full_law, shipped_policy
from amends.decide.candidates import candidates, makes_whole
from amends.decide.costs import REFUNDS
from amends.decide.menu import NOT_OFFERED
from amends.decide.situation import situation_of
from tests.decide.cases import case

money = st.integers(100, 90_000)


@st.composite
def cases(draw):
    """Any case that a shop can have: every kind, any place, money, evidence, history and constraint."""
    value = draw(money)
    quantity = draw(st.integers(1, 6))
    changes = {
        "kind": draw(st.sampled_from([kind.value for kind in Kind])),
        "platform": draw(st.sampled_from(["aliexpress", "ebay", "amazon", "shopee", "own_shop", "temu", "stripe", "nowhere"])),
        "fault": draw(st.sampled_from([fault.value for fault in Fault])),
        "waited_days": draw(st.integers(0, 120)),
        "dispute_open": draw(st.booleans()),
        "evidence": draw(st.lists(st.sampled_from([e.value for e in EvidenceType]), unique=True, max_size=6)),
        "flags": draw(st.lists(st.sampled_from([flag.value for flag in Flag]), unique=True, max_size=3)),
        "order": {
            "value": f"{value / 100:.2f}",
            "country": draw(st.sampled_from(["BR", "US", "RU", "DE", "MX", "JP", "GB", "SG"])),
            "lines": [{"sku": "A", "quantity": quantity, "unit_price": "1.00",
                       "unit_cost": f"{draw(st.integers(0, value)) / 100 / quantity:.2f}"}],
        },
        "costs": {"postage": f"{draw(st.integers(0, 3000)) / 100:.2f}", "dispute_fee": draw(st.sampled_from(["0", "20.00"])),
                  "minute": draw(st.sampled_from(["0", "0.15", "0.5"]))},
        "listing": {"reviews": draw(st.integers(0, 5000)), "weekly_margin": f"{draw(st.integers(0, 200_000)) / 100:.2f}"},
    }  # fmt: skip
    if draw(st.booleans()):
        changes["refunded"] = f"{draw(st.integers(0, value)) / 100:.2f}"
    if draw(st.booleans()):
        changes["loss_probability"] = draw(st.floats(0, 1))
        changes["arrival_by"] = draw(st.sampled_from(["2026-11-20", "2026-12-05", "2027-01-05"]))
    if draw(st.booleans()):
        changes["budget_left"] = f"{draw(st.integers(0, 5000)) / 100:.2f}"
    if draw(st.booleans()):
        changes["fees"] = {"commission": f"{value / 1000:.2f}", "refundable_share": 0.5}
    if draw(st.booleans()):
        changes["metric"] = {"count": 4, "limit": 0.02, "orders": 400, "margin_at_risk": "500.00"}
    return changes


def offers(answer):
    return [item for item in answer.menu if item.remedy not in NOT_OFFERED]


@settings(max_examples=200, deadline=None)
@given(cases())
def test_every_menu_is_sound(changes):
    request = case(**changes)
    answer = decide(request)
    assert answer.p_refuse + sum(item.p_accept for item in answer.menu) == pytest.approx(1)
    assert len({item.remedy for item in answer.menu}) == len(answer.menu), "at most one amount of a remedy"
    assert len(offers(answer)) <= (1 if request.dispute_open else 3)
    for item in answer.menu:
        parts = item.components.model_dump(exclude_none=True).values()
        assert sum(Decimal(part) for part in parts) == Decimal(item.expected_cost), "components add up to the cent"
        assert Decimal(item.low) <= Decimal(item.expected_cost) <= Decimal(item.high)
        if item.remedy in NOT_OFFERED:
            assert item.p_accept == 0
        if item.remedy is Remedy.PARTIAL_REFUND:
            assert item.amount is not None
        if item.remedy is Remedy.WAIT:
            assert item.by_date is not None
    assert decide(request) == answer, "the same case gets the same answer"


@settings(max_examples=200, deadline=None)
@given(
    cases(),
    st.sampled_from(sorted(floor().kinds)),
    st.sampled_from(["BR", "DE", "GB", "AU"]),
    st.sampled_from([None, [], ["partial_refund", "coupon", "apologise", "defend"], ["reship"]]),
    st.booleans(),
)
def test_the_floor_is_never_undercut_as_long_as_anything_is_left_to_give(changes, kind, country, available, empty):
    given_up = {"fault": "unknown", "kind": kind.value, "available": available}
    order = {**changes["order"], "country": country}
    request = case(**{**changes, **given_up, "order": order, "stock": {"A": 0} if empty else None})
    situation = situation_of(request, shipped_policy(), floor())
    assume(situation.open_value > 0)
    assert situation.floor_applies
    answer = decide(request)
    held = [item for item in offers(answer) if item.entitled]
    assert held
    for item in held:
        amount = None if item.amount is None else int(Decimal(item.amount) * 100)
        assert makes_whole(situation, item.remedy, amount)


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 5000))
def test_what_was_refunded_is_never_paid_twice(changes, extra):
    request = case(**{**changes, "refunded": changes["order"]["value"]})
    for item in offers(decide(request)):
        assert item.remedy in (Remedy.APOLOGISE, Remedy.GUIDE)
    left = Decimal(changes["order"]["value"]) - Decimal(changes.get("refunded", "0"))
    for item in offers(decide(case(**changes))):
        if item.remedy in REFUNDS | {Remedy.PARTIAL_REFUND, Remedy.RETURN_AND_REFUND}:
            assert Decimal(item.amount) <= left


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_the_same_case_gets_the_same_money_whoever_the_buyer_is(changes, orders, claims, bad_reviews):
    some = decide(case(**changes, buyer={"orders": 1, "claims": 0, "bad_reviews": 0}))
    other = decide(case(**changes, buyer={"orders": orders, "claims": claims, "bad_reviews": bad_reviews}))
    assert some.menu == other.menu


@settings(max_examples=100, deadline=None)
@given(cases())
def test_a_rude_or_threatening_tone_changes_no_amount(changes):
    calm = decide(case(**{**changes, "flags": []}))
    rude = decide(case(**{**changes, "flags": ["review_threat", "manager_requested", "repeat_contact"]}))
    assert [(i.remedy, i.amount) for i in offers(calm)] == [(i.remedy, i.amount) for i in offers(rude)]


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(1, 100), st.integers(1, 100))
def test_a_higher_ask_never_lowers_what_is_entitled(changes, one, other):
    low, high = sorted((one, other))
    value = Decimal(changes["order"]["value"])

    def entitled(share):
        ask = {"asked_amount": f"{value * share / 100:.2f}"}
        return any(item.entitled for item in decide(case(**changes, claim=ask)).menu)

    assert entitled(high) >= entitled(low)


@settings(max_examples=60, deadline=None)
@given(cases())
def test_no_candidate_pays_more_than_is_left_and_there_are_never_more_than_twelve_remedies(changes):
    situation = situation_of(case(**changes), shipped_policy(), floor())
    items, blocked = candidates(situation)
    assert len({item.remedy for item in items}) <= 12
    assert not {item.remedy for item in items} & {entry.remedy for entry in blocked}
    for item in items:
        if item.remedy in REFUNDS | {Remedy.PARTIAL_REFUND, Remedy.RETURN_AND_REFUND, Remedy.WAIT}:
            assert (item.amount or 0) <= situation.open_value


@settings(max_examples=100, deadline=None)
@given(cases())
def test_more_money_is_never_believed_to_be_less_welcome(changes):
    situation = situation_of(case(**changes), shipped_policy(), floor())
    items, _ = candidates(situation)
    partial = [item.p_alone for item in items if item.remedy is Remedy.PARTIAL_REFUND]
    assert partial == sorted(partial)
    for item in items:
        if item.remedy in REFUNDS and partial:
            assert item.p_alone >= partial[-1] - 1e-9


@settings(max_examples=100, deadline=None)
@given(cases(), st.integers(0, 1000))
def test_exploration_stays_lawful_is_off_where_much_is_at_stake_and_knows_its_chance(changes, seed):
    request = case(**changes)
    told = decide(request, exploration=Exploration(1.0, seed))
    usual = decide(request)
    assert 0 < told.propensity <= 1
    assert any(item.entitled for item in told.menu) == any(item.entitled for item in usual.menu)
    sensitive = {"safety_hazard", "extortion", "legal_threat", "chargeback_threat", "repeat_claimant"}
    if sensitive & set(changes["flags"]) or request.dispute_open:
        assert (told.explored, told.propensity) == (False, 1.0)
        assert told.menu == usual.menu


@settings(max_examples=60, deadline=None)
@given(cases(), st.integers(0, 1000))
def test_propensities_of_all_menus_that_might_be_sent_sum_to_one(changes, seed):
    request = case(**{**changes, "kind": "poor_quality", "flags": [], "dispute_open": False})
    chances = {}
    for number in range(seed, seed + 60):
        answer = decide(request, exploration=Exploration(0.9, number))
        chances[tuple((item.remedy, item.amount) for item in answer.menu)] = answer.propensity
    assert sum(chances.values()) <= 1 + 1e-9


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_reported_danger_leads_to_nothing_that_goes_on_using_the_thing_and_to_a_person(changes):
    answer = decide(case(**{**changes, "flags": ["safety_hazard"]}), law=full_law())
    risky = {Remedy.GUIDE, Remedy.COUPON, Remedy.GIFT, Remedy.PARTIAL_REFUND, Remedy.WAIT, Remedy.DEFEND}
    assert not risky & {item.remedy for item in answer.menu}
    assert answer.approval.needed


@settings(max_examples=60, deadline=None)
@given(cases())
def test_where_two_kinds_of_remedy_are_possible_two_are_offered(changes):
    request = case(**{**changes, "dispute_open": False})
    situation = situation_of(request, shipped_policy(), floor())
    items, _ = candidates(situation)
    possible = {item.remedy for item in items} - NOT_OFFERED
    found = offers(decide(request))
    if len(possible - REFUNDS) + bool(possible & REFUNDS) >= 2 and found:
        assert len(found) >= 2


@settings(max_examples=60, deadline=None)
@given(cases())
def test_a_coupon_and_a_gift_are_one_gesture_and_never_stand_side_by_side(changes):
    found = {item.remedy for item in offers(decide(case(**changes)))}
    assert not {Remedy.COUPON, Remedy.GIFT} <= found
    assert len(found & REFUNDS) <= 1
