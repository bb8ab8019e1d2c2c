"""The public worlds: their own accounting agrees with the engine's, and the engine beats naive sellers in a small one."""

from __future__ import annotations

import json

import numpy as np
import pytest

from amends.core.contracts.decide import DecideInput
from amends.core.vocabulary import Remedy
from amends.decide import floor, shipped_policy
from amends.decide.candidates import makes_whole
from amends.decide.costs import direct_cost
from amends.decide.outcomes import read_log, realised_cost
from amends.decide.situation import situation_of
from bench.worlds import accounting, cases
from bench.worlds.baselines import Table, always_refund
from bench.worlds.run import engine, judge, judge_bound, judge_engine, make_log
from bench.worlds.run import test_cases as drawn_cases
from bench.worlds.world import FAMILIES, draw_world

POLICY = shipped_policy()
LUCK = accounting.Luck(
    POLICY.costs.second_parcel_fails,
    POLICY.costs.return_happens,
    POLICY.costs.return_sellable,
    POLICY.costs.coupon_redeemed,
)


def drawn(seed, count=30):
    return drawn_cases(draw_world(FAMILIES[seed % len(FAMILIES)], seed), count)


def read(case):
    return situation_of(DecideInput.model_validate_json(json.dumps(case)), POLICY, floor())


@pytest.mark.parametrize("seed", range(4))
def test_two_accountings_written_apart_agree_on_what_an_accepted_offer_costs(seed):
    for case in drawn(seed):
        situation, bill = read(case), accounting.bill_of(case)
        for offer in cases.possible(case):
            if offer.remedy == "wait" or (offer.remedy == "full_refund" and case["kind"] == "not_dispatched"):
                continue  # the chance to arrive is the world's; unspent postage is a term that only the engine counts
            amount = None if offer.share is None else round(offer.share * situation.value)
            ours = direct_cost(situation, Remedy(offer.remedy), amount) / 100
            assert ours == pytest.approx(accounting.direct(bill, offer, LUCK, 0.0), abs=0.02), offer


@pytest.mark.parametrize("seed", range(4))
def test_two_floors_written_apart_agree_on_what_makes_whole(seed):
    for case in drawn(seed):
        situation = read(case)
        assert situation.floor_applies == cases.floor_holds(case)
        for offer in cases.possible(case):
            amount = None if offer.share is None else round(offer.share * situation.value)
            ours = makes_whole(situation, Remedy(offer.remedy), amount)
            if situation.floor_applies:
                assert ours == cases.makes_whole(case, offer), (case["kind"], offer)


def test_a_log_of_a_world_is_a_log_of_the_contract_and_its_costs_can_be_recomputed():
    lines = make_log(draw_world("logit", 7), 120, 1.0)
    log = read_log((number, json.dumps(line).encode()) for number, line in enumerate(lines))
    assert not log.errors
    for line in log.lines:
        if line.taken is not None and line.taken.remedy is not Remedy.WAIT and line.kind.value != "not_dispatched":
            bare = line.model_copy(update={"outcome": line.outcome.model_copy(update={"cost": None})})
            situation = situation_of(line, POLICY, floor())
            told, logged = realised_cost(situation, bare), realised_cost(situation, line)
            # An exchange's parcel and its return are two fates; the world's log tells both, the pencil here only one.
            if line.taken.remedy not in (Remedy.EXCHANGE, Remedy.COUPON):
                assert told == pytest.approx(logged, abs=3), line.taken


def test_the_engine_without_history_beats_always_refunding_and_with_history_the_tuned_table():
    from amends.decide.learn import learn

    world = draw_world("logit", 9)
    tested, log = drawn_cases(world, 25), make_log(world, 300, 0.7)
    model = learn(read_log((n, json.dumps(line).encode()) for n, line in enumerate(log)).lines)
    plain, taught = judge_engine(world, tested, engine()), judge_engine(world, tested, engine(model=model))
    assert plain.share < judge(world, tested, always_refund).share
    assert taught.share < judge(world, tested, Table(log)).share
    assert judge_bound(world, tested).share < taught.share
    assert plain.breaches == taught.breaches == 0
    assert np.isfinite(taught.interval())
