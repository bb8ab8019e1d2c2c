"""Numbers that a person can check with a pencil, and rules that hold for every case."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.vocabulary import EvidenceType, Kind, Remedy
from amends.decide import decide, floor, shipped_policy
from amends.decide.candidates import item_of
from amends.decide.chances import Buyer, default_acceptance, guessed_acceptance, win_chance
from amends.decide.costs import adjudication, direct_cost
from amends.decide.gates import over_budget
from amends.decide.situation import situation_of
from tests.decide.cases import case


def situation(**changes):
    return situation_of(case(**changes), shipped_policy(), floor())


def test_a_refund_costs_the_order_value_and_keeps_the_goods_where_nothing_was_sent():
    assert direct_cost(situation(), Remedy.FULL_REFUND, 2340) == 2340
    assert direct_cost(situation(kind="not_dispatched"), Remedy.CANCEL_AND_REFUND, 2340) == 2340 - 800 - 290


def test_a_reship_costs_goods_postage_and_the_second_failure():
    assert direct_cost(situation(), Remedy.RESHIP, None) == pytest.approx(800 + 290 + 0.05 * 2340)


def test_a_return_is_paid_only_if_the_buyer_really_sends_it():
    assert direct_cost(situation(), Remedy.RETURN_AND_REFUND, 2340) == pytest.approx(0.6 * (2340 + 1200))


def test_the_label_of_a_changed_mind_is_the_buyers():
    assert direct_cost(situation(kind="return_request"), Remedy.RETURN_AND_REFUND, 2340) == pytest.approx(0.6 * 2340)


def test_a_coupon_costs_six_tenths_of_its_face_if_it_is_redeemed():
    assert direct_cost(situation(), Remedy.COUPON, 234) == pytest.approx(0.35 * 0.6 * 234)


def test_the_review_term_is_the_listings_own():
    assert situation().review_cost == pytest.approx(30000 * 0.07 * 3.6 / 121 * 26)
    assert situation(listing={"reviews": 1199}).review_cost < situation().review_cost / 9


def test_commission_that_comes_back_is_taken_off():
    with_fees = situation(fees={"commission": "2.00", "refundable_share": 0.5})
    assert direct_cost(with_fees, Remedy.FULL_REFUND, 2340) == pytest.approx(2340 - 100)


def test_waiting_makes_a_reship_less_welcome():
    waits = [situation(waited_days=days) for days in (5, 20, 45)]
    assert [guessed_acceptance(case, Remedy.RESHIP, 0) for case in waits] == [0.70, 0.45, 0.25]
    chances = [default_acceptance(case, Remedy.RESHIP, 0) for case in waits]
    assert chances == sorted(chances, reverse=True)


def test_a_guess_that_may_be_off_counts_as_nearer_to_one_half():
    case = situation(waited_days=5)
    guess, believed = (ask(case, Remedy.FULL_REFUND, 2340) for ask in (guessed_acceptance, default_acceptance))
    assert 0.5 < believed < guess
    guess, believed = (ask(case, Remedy.APOLOGISE, 0) for ask in (guessed_acceptance, default_acceptance))
    assert guess < believed < 0.5


def test_the_metric_term_grows_towards_the_platforms_limit():
    def price(count):
        metric = {"count": count, "limit": 0.01, "orders": 1000, "margin_at_risk": "1000.00"}
        return adjudication(situation(metric=metric)).metric

    assert 0 <= price(2) < price(6) < price(9)


@pytest.mark.parametrize("kind", list(Kind))
def test_components_add_up_to_the_cent(kind):
    answer = decide(
        case(kind=kind.value, evidence=["order_record", "chat_record", "delivery_proof"], flags=["extortion"])
    )
    for item in answer.menu:
        parts = item.components.model_dump(exclude_none=True).values()
        assert sum(Decimal(part) for part in parts) == Decimal(item.expected_cost)
        assert Decimal(item.low) <= Decimal(item.expected_cost) <= Decimal(item.high)


any_case = st.fixed_dictionaries(
    {
        "kind": st.sampled_from([kind.value for kind in Kind]),
        "platform": st.sampled_from(["aliexpress", "amazon", "ebay", "shopee", "own_shop", "stripe"]),
        "waited_days": st.integers(0, 90),
        "fault": st.sampled_from(["seller", "carrier", "customs", "unknown"]),
        "dispute_open": st.booleans(),
        "evidence": st.lists(st.sampled_from([e.value for e in EvidenceType]), unique=True, max_size=6),
        "flags": st.lists(
            st.sampled_from(["review_threat", "extortion", "legal_threat", "safety_hazard"]), unique=True
        ),
    }
)


@settings(max_examples=60, deadline=None)
@given(any_case, st.sampled_from(["BR", "US", "RU", "DE", "MX"]))
def test_probabilities_sum_to_one_and_everything_is_repeatable(changes, country):
    request = case(**changes, order={"country": country})
    answer = decide(request)
    assert answer.p_refuse + sum(item.p_accept for item in answer.menu) == pytest.approx(1)
    assert answer == decide(request)
    assert len({item.remedy for item in answer.menu}) == len(answer.menu)


@settings(max_examples=60, deadline=None)
@given(any_case)
def test_more_evidence_never_lowers_the_chance_to_win(changes):
    held = [EvidenceType(name) for name in changes["evidence"]]
    less = situation(**{**changes, "evidence": [e.value for e in held[:-1]]})
    assert win_chance(situation(**changes)) >= win_chance(less)


@settings(max_examples=40, deadline=None)
@given(any_case, st.sampled_from([("0.30", "0.05"), ("0.15", "0.00")]))
def test_cheaper_work_never_makes_the_menu_dearer(changes, wages):
    dear, cheap = (Decimal(decide(case(**changes, costs={"minute": wage})).expected_cost) for wage in wages)
    # The tie rule may prefer a menu that is worth more to the buyer, within its share of the value.
    assert cheap <= dear + Decimal("23.40") * Decimal("0.03")


@settings(max_examples=40, deadline=None)
@given(any_case, st.integers(1, 40), st.integers(0, 20), st.integers(0, 5))
def test_the_buyers_history_moves_approval_but_not_the_money(changes, orders, claims, bad_reviews):
    once = decide(case(**changes))
    often = decide(case(**changes, buyer={"orders": orders, "claims": claims, "bad_reviews": bad_reviews}))
    assert once.menu == often.menu
    assert once.expected_cost == often.expected_cost


@settings(max_examples=40, deadline=None)
@given(any_case, st.integers(1, 2339), st.integers(1, 2339))
def test_a_higher_ask_never_lowers_what_is_entitled(changes, first, second):
    low, high = sorted((first, second))

    def entitled(asked):
        answer = decide(case(**changes, claim={"asked_amount": f"{asked / 100:.2f}"}))
        return any(item.entitled for item in answer.menu)

    assert entitled(high) >= entitled(low)


@pytest.mark.parametrize("amount", ["19.99", "0.29", "1.15", "9.95"])
def test_a_budget_that_just_suffices_suffices(amount):
    short = situation(budget_left="0.01")
    exact = situation(budget_left=amount)
    item = item_of(exact, Buyer(exact), Remedy.PARTIAL_REFUND, int(Decimal(amount) * 100))
    assert over_budget(exact, item) is None
    assert over_budget(short, item) is not None
