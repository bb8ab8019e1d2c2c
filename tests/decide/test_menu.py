"""What a menu holds, and what it never holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from amends.core.errors import InputError
from amends.core.vocabulary import Fault, Kind, Remedy
from amends.decide import Exploration, decide, floor, silence
from tests.decide.cases import case


def remedies(answer):
    return [item.remedy for item in answer.menu]


def test_a_damaged_lamp_gets_at_least_two_kinds_of_remedy_and_one_makes_the_buyer_whole():
    answer = decide(case())
    assert 2 <= len(set(remedies(answer))) <= 3
    assert any(item.entitled for item in answer.menu)


def test_money_that_was_refunded_already_is_never_offered_again():
    answer = decide(case(refunded="20.00"))
    for item in answer.menu:
        if item.remedy in (Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND, Remedy.RETURN_AND_REFUND):
            assert Decimal(item.amount) <= Decimal("3.40")


def test_an_order_refunded_in_full_gets_no_second_money():
    answer = decide(case(refunded="23.40"))
    assert not {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND, Remedy.RESHIP} & set(remedies(answer))
    assert any("twice" in blocked.reason for blocked in answer.blocked)


def test_more_refunded_than_paid_is_an_error_that_names_the_field():
    with pytest.raises(InputError) as caught:
        decide(case(refunded="99.00"))
    assert caught.value.field == "refunded"


def test_in_an_open_dispute_one_proposal_goes_into_the_form_and_a_reship_is_blocked_by_the_platform():
    answer = decide(case(dispute_open=True, procedure="dispute_issue"))
    offers = [item for item in answer.menu if item.remedy not in (Remedy.DEFEND, Remedy.REPORT)]
    assert len(offers) == 1
    assert offers[0].remedy in {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND, Remedy.RETURN_AND_REFUND}
    assert offers[0].entitled
    assert any(b.remedy is Remedy.RESHIP and b.by == "platform" for b in answer.blocked)


def test_an_order_that_the_platform_ships_is_the_platforms_to_decide():
    answer = decide(case(fulfilment="platform"))
    assert set(remedies(answer)) <= {Remedy.DEFEND}
    assert answer.p_refuse == 1.0


def test_waiting_needs_a_date_before_the_buyers_last_day_to_dispute():
    without = decide(case(kind="not_received", loss_probability=0.05))
    assert any(b.remedy is Remedy.WAIT and b.by == "honesty" for b in without.blocked)
    ends_too_soon = decide(
        case(
            kind="not_received",
            loss_probability=0.05,
            arrival_by="2026-12-10",
            dispute_window_ends="2026-11-21T20:00:00Z",
        )
    )
    assert Remedy.WAIT not in remedies(ends_too_soon)
    in_time = decide(
        case(
            kind="order_status",
            loss_probability=0.05,
            arrival_by="2026-12-10",
            dispute_window_ends="2026-12-05T00:00:00Z",
        )
    )
    wait = next(item for item in in_time.menu if item.remedy is Remedy.WAIT)
    assert wait.by_date.isoformat() == "2026-12-04"


def test_a_reported_danger_never_leads_the_buyer_to_go_on_using_the_thing():
    answer = decide(case(kind="defective", flags=["safety_hazard"]))
    assert not {Remedy.GUIDE, Remedy.COUPON, Remedy.PARTIAL_REFUND, Remedy.DEFEND} & set(remedies(answer))
    assert answer.approval.needed


def test_contesting_ones_own_fault_is_blocked_by_honesty():
    answer = decide(case(fault="seller", evidence=["packing_photo", "test_report"]))
    assert any(b.remedy is Remedy.DEFEND and b.by == "honesty" for b in answer.blocked)


def test_a_report_needs_extortion_and_the_buyers_own_words():
    plain = decide(case(flags=["review_threat"]))
    assert Remedy.REPORT not in remedies(plain)
    assert any(b.remedy is Remedy.REPORT and b.by == "honesty" for b in plain.blocked)
    extorted = decide(case(flags=["extortion", "review_threat"]))
    assert Remedy.REPORT in remedies(extorted)
    assert any(item.entitled for item in extorted.menu), "a threat takes no right away"
    assert extorted.approval.needed


def test_what_is_not_in_stock_is_not_promised():
    answer = decide(case(stock={"LAMP": 0}))
    assert not {Remedy.RESHIP, Remedy.EXCHANGE} & set(remedies(answer))
    assert any(b.remedy is Remedy.RESHIP and b.by == "feasibility" for b in answer.blocked)


def test_a_product_that_nobody_counted_is_unknown_and_not_gone():
    assert decide(case(stock={"OTHER": 0})).menu == decide(case()).menu


def test_budget_blocks_extras_but_never_what_the_buyer_is_entitled_to():
    answer = decide(case(budget_left="0.50"))
    assert any(item.entitled for item in answer.menu)
    assert all(b.by != "budget" or b.remedy not in remedies(answer) for b in answer.blocked)


def test_a_missing_part_is_made_whole_by_its_share_of_the_price():
    answer = decide(case(kind="short_quantity", claim={"asks": [], "missing": 1}))
    partial = [item for item in answer.menu if item.remedy is Remedy.PARTIAL_REFUND]
    for item in partial:
        assert Decimal(item.amount) >= Decimal("11.70")
    assert any(item.entitled for item in answer.menu)


def test_an_unknown_number_of_missing_parts_leaves_only_whole_remedies_as_entitled():
    answer = decide(case(kind="short_quantity"))
    entitled = {item.remedy for item in answer.menu if item.entitled}
    assert entitled <= {Remedy.FULL_REFUND, Remedy.RESHIP, Remedy.RESHIP_MISSING}


def test_more_missing_than_ordered_is_an_error():
    with pytest.raises(InputError) as caught:
        decide(case(kind="short_quantity", claim={"missing": 3}))
    assert caught.value.field == "claim.missing"


def test_after_a_refused_partial_refund_the_next_one_is_the_midpoint():
    answer = decide(
        case(
            kind="poor_quality",
            claim={"asks": ["partial_refund"], "asked_amount": "12.00"},
            previous_offers=[{"remedy": "partial_refund", "amount": "4.00", "answer": "refused"}],
        )
    )
    amounts = {item.amount for item in answer.menu if item.remedy is Remedy.PARTIAL_REFUND}
    assert amounts <= {"8.00"}


def test_there_are_at_most_two_money_moves():
    refused = [{"remedy": "partial_refund", "amount": a, "answer": "refused"} for a in ("4.00", "8.00")]
    answer = decide(case(kind="poor_quality", previous_offers=refused))
    assert Remedy.PARTIAL_REFUND not in remedies(answer)


def test_fault_of_the_buyer_lifts_the_floor_and_only_that():
    answer = decide(case(fault="buyer"))
    assert not any(item.entitled for item in answer.menu)


def test_a_remedy_the_shop_does_not_offer_stays_visible_as_blocked():
    answer = decide(case(available=["full_refund", "partial_refund"]))
    assert set(remedies(answer)) <= {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND}
    assert any(b.remedy is Remedy.RESHIP and b.by == "feasibility" for b in answer.blocked)


def test_money_above_the_limit_needs_a_lead():
    expensive = {
        "value": "230.00",
        "lines": [{"sku": "L", "quantity": 1, "unit_price": "230.00", "unit_cost": "90.00"}],
    }
    answer = decide(case(kind="counterfeit", order=expensive))
    assert answer.approval.needed


def test_exploration_is_repeatable_stays_among_near_ties_and_stores_its_chance():
    plain = decide(case(kind="poor_quality"))
    assert (plain.propensity, plain.explored) == (1.0, False)
    many = [decide(case(kind="poor_quality", id=f"c{n}"), exploration=Exploration(0.5, 7)) for n in range(60)]
    again = [decide(case(kind="poor_quality", id=f"c{n}"), exploration=Exploration(0.5, 7)) for n in range(60)]
    assert [a.menu for a in many] == [a.menu for a in again]
    assert any(answer.explored for answer in many)
    for answer in many:
        assert 0 < answer.propensity <= 1
        assert Decimal(answer.expected_cost) <= Decimal(plain.expected_cost) + Decimal("23.40") * Decimal(
            "0.05"
        ) + Decimal("0.75")


def test_exploration_is_off_where_safety_is_at_stake():
    answers = [
        decide(case(kind="defective", flags=["safety_hazard"], id=f"s{n}"), exploration=Exploration(1.0, 3))
        for n in range(20)
    ]
    assert all(not answer.explored and answer.propensity == 1.0 for answer in answers)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_an_answer_whose_menu_is_a_real_choice(kind):
    answer = decide(case(kind=kind.value))
    assert answer.menu
    assert answer.recommended == 0
    assert answer.p_refuse + sum(item.p_accept for item in answer.menu) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("kind", sorted(floor().kinds))
@pytest.mark.parametrize("country", ["BR", "DE", "GB", "AU", "CN", "US"])
@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.BUYER])
def test_under_the_floor_every_menu_holds_what_makes_the_buyer_whole(kind, country, fault):
    for changes in (
        {},
        {"dispute_open": True},
        {"budget_left": "0"},
        {"waited_days": 70},
        {"flags": ["safety_hazard"]},
    ):
        answer = decide(case(kind=kind.value, fault=fault.value, order={"country": country}, **changes))
        assert any(item.entitled for item in answer.menu), changes


def test_silence_before_a_dispute_costs_less_than_silence_in_one():
    assert silence(case(kind="not_received")).minor < silence(case(kind="not_received", dispute_open=True)).minor


def test_silence_on_praise_costs_next_to_nothing():
    assert silence(case(kind="praise")).minor <= 5


def test_duty_is_reimbursed_only_where_the_amount_is_known():
    every = ["reimburse_duty", "partial_refund", "full_refund", "coupon"]
    unknown = decide(case(kind="customs_charges", available=every))
    assert Remedy.REIMBURSE_DUTY not in remedies(unknown)
    assert any(b.remedy is Remedy.REIMBURSE_DUTY and "receipt" in b.reason for b in unknown.blocked)
    known = decide(case(kind="customs_charges", available=every, claim={"asks": [], "asked_amount": "6.10"}))
    assert any(item.remedy is Remedy.REIMBURSE_DUTY and item.amount == "6.10" for item in known.menu)
