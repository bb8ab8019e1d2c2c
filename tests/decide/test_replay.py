"""The policy lab: estimates that can be checked by hand, and honesty about how little is known."""

from __future__ import annotations

import pytest

from amends.decide import parse_policy
from amends.decide.replay import ENOUGH, effective_sample, parse_candidate, replay
from tests.decide.logs import line, log_of

REFUND = [{"remedy": "full_refund", "amount": "23.40"}]
RESHIP = [{"remedy": "reship"}, {"remedy": "partial_refund", "amount": "4.68"}]
ALWAYS_REFUND = parse_candidate({"version": "refund", "table": {}, "default": [{"remedy": "full_refund"}]})
ALWAYS_RESHIP = parse_candidate(
    {
        "version": "reship",
        "table": {"damaged": [{"remedy": "reship"}, {"remedy": "partial_refund", "share": 0.2}]},
        "default": [{"remedy": "full_refund"}],
    }
)


def mixed(count, **changes):
    """A log in which a coin chose between two menus: the refund always costs 24.30, the other 12.00."""
    lines = []
    for number in range(count):
        menu, cost = (REFUND, "24.30") if number % 2 else (RESHIP, "12.00")
        lines.append(line(number, menu, {"accepted": 0, "cost": cost, "minutes": 6}, propensity=0.5, **changes))
    return log_of(*lines).lines


def test_a_policy_that_was_always_followed_costs_what_the_log_cost():
    lines = log_of(*[line(n, REFUND, {"accepted": 0, "cost": "24.30", "minutes": 6}) for n in range(120)]).lines
    told = replay(lines, ALWAYS_REFUND)
    assert told["estimate"] == pytest.approx(24.30)
    assert (told["ess"], told["n"], told["verdict"], told["unit"]) == (120, 120, "ok", "USD")


def test_two_policies_over_the_same_cases_are_told_apart():
    told = replay(mixed(400), ALWAYS_RESHIP, against=ALWAYS_REFUND)
    assert told["estimate"] == pytest.approx(12.0, abs=1.0)
    assert told["against"]["estimate"] == pytest.approx(24.3, abs=1.0)
    assert told["saving"]["low"] > 0
    assert told["low"] <= told["estimate"] <= told["high"]
    assert [row["kind"] for row in told["by_kind"]] == ["damaged"]


@pytest.mark.parametrize(("matching", "verdict"), [(99, "not enough evidence"), (100, "ok"), (101, "ok")])
def test_not_enough_evidence_is_said_exactly_below_a_hundred(matching, verdict):
    lines = [line(n, REFUND, {"accepted": 0, "cost": "24.30"}) for n in range(matching)]
    lines += [line(500 + n, RESHIP, {"accepted": 0, "cost": "12.00"}) for n in range(40)]
    told = replay(log_of(*lines).lines, ALWAYS_REFUND)
    assert told["ess"] == pytest.approx(matching)
    assert told["verdict"] == verdict
    assert ENOUGH == 100


def test_the_effective_sample_shrinks_with_uneven_weights():
    import numpy as np

    assert effective_sample(np.array([1.0, 1.0, 1.0, 1.0])) == pytest.approx(4)
    assert effective_sample(np.array([10.0, 1.0, 1.0])) == pytest.approx(144 / 102)
    assert effective_sample(np.zeros(5)) == 0


def test_several_currencies_are_compared_as_shares_of_the_order_value():
    lines = mixed(60)
    yen = {"value": "2340", "currency": "JPY", "lines": [{"sku": "L", "quantity": 1, "unit_price": "2340", "unit_cost": "800"}],
           "country": "JP", "ordered_at": "2026-10-20T10:00:00Z"}  # fmt: skip
    costs = {"postage": "290", "return_label": "1200", "salvage": "0", "dispute_fee": "0", "minute": "15"}
    listing = {"reviews": 120, "rating": 4.6, "weekly_margin": "30000"}
    buyer = {"orders": 1, "claims": 0, "bad_reviews": 0, "future_margin": "500"}
    more = log_of(
        *[
            line(900 + n, [{"remedy": "full_refund", "amount": "2340"}], {"accepted": 0, "cost": "2430"},
                 order=yen, costs=costs, listing=listing, buyer=buyer)
            for n in range(60)
        ]
    ).lines  # fmt: skip
    told = replay([*lines, *more], ALWAYS_REFUND)
    assert told["unit"] == "order_value"
    assert 0.9 < told["estimate"] < 1.2


def test_open_cases_are_counted_and_left_out():
    lines = mixed(40) + log_of(*[line(700 + n, REFUND, {"closed_at": None}) for n in range(10)]).lines
    told = replay(lines, ALWAYS_REFUND)
    assert (told["n"], told["open"]) == (40, 10)


def test_a_persons_edit_counts_for_what_was_proposed_and_is_marked():
    edited = [
        {**line(n, REFUND, {"accepted": 0, "cost": "24.30"}), "proposed": RESHIP, "propensity": 1.0} for n in range(110)
    ]
    told = replay(log_of(*edited).lines, ALWAYS_RESHIP)
    assert told["edited"] == 110
    assert told["assumption_based"]
    assert told["ess"] == pytest.approx(110), "the proposal was the same, whatever was sent"
    assert told["estimate"] == pytest.approx(24.30), "and this is what came of it"


def test_a_menu_that_undercuts_the_floor_is_counted_as_a_breach():
    stingy = parse_candidate({"version": "s", "table": {}, "default": [{"remedy": "coupon", "share": 0.1}]})
    assert replay(mixed(20), stingy)["floor_breaches"] == 20
    assert replay(mixed(20), parse_policy({"extends": "balanced"}))["floor_breaches"] == 0


def test_an_empty_log_says_that_it_knows_nothing():
    told = replay([], ALWAYS_REFUND)
    assert (told["n"], told["verdict"]) == (0, "not enough evidence")


def test_a_pattern_in_the_order_of_the_log_does_not_bend_the_estimate():
    """Every other case got the refund: halves by position would each have seen one menu only."""
    told = replay(mixed(400), ALWAYS_RESHIP, against=ALWAYS_REFUND)
    assert told["estimate"] == pytest.approx(12.0, abs=0.2)
    assert told["against"]["estimate"] == pytest.approx(24.3, abs=0.2)


def test_all_lines_of_a_case_are_priced_by_one_judge():
    from amends.decide.replay import half_of

    entries = [{**line(n, REFUND, {"accepted": 0}), "id": f"case:{n // 2}"} for n in range(60)]
    halves = [half_of(each) for each in log_of(*entries).lines]
    assert halves[0::2] == halves[1::2]
    assert {0, 1} == set(halves)


def test_replaying_is_deterministic():
    assert replay(mixed(80), ALWAYS_RESHIP) == replay(mixed(80), ALWAYS_RESHIP)


def test_countries_and_platforms_stand_beside_the_kinds_with_a_saving_of_their_own():
    lines = mixed(60) + mixed(40, platform="ebay")
    told = replay(lines, ALWAYS_RESHIP, against=ALWAYS_REFUND)
    assert [(row["platform"], row["n"]) for row in told["by_platform"]] == [("aliexpress", 60), ("ebay", 40)]
    assert [row["country"] for row in told["by_country"]] == ["BR"]
    assert told["by_country"][0]["saving"]["estimate"] == pytest.approx(told["saving"]["estimate"])


def test_where_both_policies_do_the_same_there_is_no_saving_and_nothing_to_support():
    told = replay(mixed(120), ALWAYS_REFUND, against=ALWAYS_REFUND)
    assert (told["saving"]["estimate"], told["saving"]["low"], told["saving"]["differ"]) == (0, 0, 0)
    assert told["buyer_gains"]["estimate"] == 0


def test_a_saving_that_no_sent_menu_supports_is_not_claimed_however_many_cases_agree():
    """150 refunds were sent and nothing else: what reshipping would have cost is the model's opinion alone."""
    lines = log_of(*[line(n, REFUND, {"accepted": 0, "cost": "24.30"}) for n in range(150)]).lines
    told = replay(lines, ALWAYS_RESHIP, against=ALWAYS_REFUND)
    assert told["saving"]["support"] == 0
    assert told["saving"]["verdict"] == "not enough evidence"
    assert told["saving"]["more_needed"] is None, "more of the same history would not help"


def test_how_many_more_cases_are_needed_is_said():
    told = replay(mixed(100), ALWAYS_RESHIP, against=ALWAYS_REFUND)
    assert told["saving"]["ess"] == pytest.approx(50)
    assert told["saving"]["more_needed"] == 100


def test_like_cases_that_get_different_offers_widen_the_spread():
    from amends.decide.estimates import fairness

    lamp, kettle = ("damaged", "unknown", 0, "BR"), ("defective", "unknown", 0, "BR")
    even = fairness([(lamp, 0.5), (lamp, 0.5), (kettle, 1.0)])
    assert even == {"spread": 0.0, "worst": 0.0, "groups": 1}
    uneven = fairness([(lamp, 0.2), (lamp, 0.6), (kettle, 1.0), (kettle, 1.0)])
    assert uneven == {"spread": 0.2, "worst": 0.4, "groups": 2}


def test_what_buyers_get_is_told_beside_the_money():
    told = replay(mixed(200), ALWAYS_REFUND)
    assert told["buyer_gets"]["estimate"] == pytest.approx(1.0, abs=0.02), "she got her money back in every case"


def test_both_policies_are_measured_with_one_yardstick():
    """A policy that counts reviews as costless must not look cheaper for it."""
    from amends.decide import shipped_policy
    from amends.decide.replay import Comparison, compare

    lines = log_of(*[line(n, REFUND, {"accepted": 0, "minutes": 6, "stars": 1}) for n in range(120)]).lines
    careless = parse_policy({"extends": "balanced", "costs": {"review_effect": 0.0}})
    asked = Comparison(careless, None, shipped_policy(), None, yardstick=shipped_policy())
    swapped = Comparison(shipped_policy(), None, careless, None, yardstick=shipped_policy())
    assert compare(lines, asked)["logged"] == compare(lines, swapped)["logged"]
