"""The promotion gate: what was learned decides only where it is known to save and nobody pays for it."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.decide import shipped_policy
from amends.decide.promotion import GETS_NOISE, SPREAD_NOISE, Figures, figures_of, judge
from amends.decide.replay import Comparison, compare, parse_candidate
from tests.decide.test_replay import ALWAYS_REFUND, ALWAYS_RESHIP, mixed

GOOD = Figures(
    saving=1.2, low=0.4, high=2.0, unit="USD", ess=140.0, differ=80, support=40.0, floor_breaches=0,
    spread=0.05, spread_standing=0.05, gets=0.01,
)  # fmt: skip


def test_what_saves_for_certain_and_harms_nobody_is_promoted_and_says_how_much_it_saves():
    told = judge(GOOD)
    assert told.promote
    assert told.reasons == ("It saves between 0.40 and 2.00 USD a case, and no guard is worse.",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ess": 99.9}, "The evidence is worth 100 cases; 100 are needed."),
        ({"ess": 42.0}, "The evidence is worth 42 cases; 100 are needed."),
        ({"support": 24.0}, "Where the two differ, the history is worth 24 cases; 25 are needed."),
        ({"low": 0.0}, "The saving a case lies between 0.00 and 2.00 USD: there may be none."),
        ({"floor_breaches": 1}, "Of the menus, 1 would give a buyer less than she is entitled to."),
        ({"spread": 0.07}, "Like cases would be treated further apart: 7.0% of the order value, now 5.0%."),
        ({"gets": -0.02}, "Buyers would get 2.0% of the order value less."),
    ],
)
def test_each_guard_alone_keeps_what_stands_and_says_why(change, said):
    told = judge(replace(GOOD, **change))
    assert not told.promote
    assert told.reasons == (said,)


def test_all_doubts_are_told_at_once():
    told = judge(replace(GOOD, ess=3.0, low=-1.0, floor_breaches=4, gets=-0.3))
    assert len(told.reasons) == 4


def test_a_candidate_that_would_do_the_same_everywhere_changes_nothing():
    assert judge(replace(GOOD, differ=0)).reasons == ("It would send the same menus in every case.",)


numbers = st.floats(allow_nan=True, allow_infinity=True)
figures = st.builds(
    Figures, saving=numbers, low=numbers, high=numbers, unit=st.sampled_from(["USD", "order_value"]), ess=numbers,
    differ=st.integers(0, 500), support=numbers, floor_breaches=st.integers(0, 9), spread=numbers,
    spread_standing=numbers, gets=numbers,
)  # fmt: skip


@given(figures)
def test_whatever_the_figures_a_promotion_means_that_every_condition_holds(told):
    verdict = judge(told)
    assert verdict.reasons
    if verdict.promote:
        assert told.low > 0
        assert told.ess >= 100
        assert told.support >= 25
        assert told.floor_breaches == 0
        assert told.spread <= told.spread_standing + SPREAD_NOISE
        assert told.gets >= -GETS_NOISE


WORSE = {
    "low": -1.0, "ess": -1.0, "support": -1.0, "floor_breaches": 1, "spread": 1.0, "gets": -1.0, "spread_standing": -1.0,
}  # fmt: skip


@given(figures, st.sampled_from(sorted(WORSE)), st.floats(0, 1000))
def test_a_worse_figure_never_turns_a_refusal_into_a_promotion(told, name, step):
    worse = replace(told, **{name: getattr(told, name) + WORSE[name] * (1 if name == "floor_breaches" else step)})
    assert not (judge(worse).promote and not judge(told).promote)


@given(figures, st.sampled_from(["low", "ess", "support", "spread", "spread_standing", "gets"]))
def test_what_is_not_a_number_is_never_promoted(told, name):
    assert not judge(replace(told, **{name: math.nan})).promote


def test_the_figures_come_from_a_replay_and_a_cheap_policy_that_shortchanges_buyers_is_kept_out():
    cheap = compare(mixed(400), Comparison(ALWAYS_RESHIP, None, ALWAYS_REFUND, None, yardstick=shipped_policy()))
    told = figures_of(cheap)
    assert told.low > 0
    assert told.ess >= 100
    stingy = parse_candidate({"version": "s", "table": {}, "default": [{"remedy": "coupon", "share": 0.1}]})
    verdict = judge(figures_of(compare(mixed(40), Comparison(stingy, None, ALWAYS_REFUND, None))))
    assert not verdict.promote
    assert any("entitled" in reason for reason in verdict.reasons)
