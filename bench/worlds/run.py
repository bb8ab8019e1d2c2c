"""Run policies through worlds: the same cases and the same buyers for all of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.worlds.accounting import ROUND, bill_of
from bench.worlds.baselines import logging_menu
from bench.worlds.bound import best
from bench.worlds.cases import Offer, draw_case, floor_holds, makes_whole
from bench.worlds.living import expected, live, offers_of, taken_shares
from bench.worlds.world import World, accepted_costs, bad_review, draw_hidden, preferences, refused_costs

Policy = Callable[[dict[str, Any]], list[Offer]]
Answer = Callable[[dict[str, Any]], dict[str, Any]]


@dataclass
class Result:
    """Sums over the test cases of one world. ``costs`` and ``values`` are per case."""

    costs: np.ndarray
    values: np.ndarray
    surplus: float
    breaches: int
    gets: float = 0.0
    predicted: float | None = None
    pairs: list[tuple[float, float]] | None = None

    @property
    def share(self) -> float:
        return float(self.costs.sum() / self.values.sum())

    def interval(self) -> float:
        """Half-width of a 95 % interval of the cost per order value (ratio estimate)."""
        residual = self.costs - self.share * self.values
        return float(1.96 * residual.std(ddof=1) * np.sqrt(len(residual)) / self.values.sum())


def make_log(
    world: World,
    size: int,
    share: float,
    seed: int = 0,
    change: Callable[[dict[str, Any]], dict[str, Any]] = lambda case: case,
) -> list[dict[str, Any]]:
    """Logged cases of this world, in the contract's log format; ``share`` of them sent another menu than usual."""
    rng = np.random.default_rng([world.seed, 11, seed])
    lines = []
    for number in range(size):
        case = change(draw_case(number, world.shop, rng))
        offers, chance = logging_menu(case, share, rng)
        lines.append(live(world, case, offers, chance, rng))
    return lines


def test_cases(world: World, size: int) -> list[dict[str, Any]]:
    rng = np.random.default_rng([world.seed, 12])
    return [draw_case(100_000 + number, world.shop, rng) for number in range(size)]


def judge(world: World, cases: list[dict[str, Any]], policy: Policy) -> Result:
    """The true expected cost of a policy, each case with common random numbers."""
    costs, surplus, gets, breaches = [], 0.0, 0.0, 0
    for number, case in enumerate(cases):
        offers = policy(case)
        rng = np.random.default_rng([world.seed, 13, number])
        costs.append(expected(world, case, offers, rng))
        felt = taken_shares(world, case, offers, np.random.default_rng([world.seed, 14, number]))
        surplus, gets = surplus + felt[1], gets + felt[2]
        breaches += floor_holds(case) and not any(makes_whole(case, offer) for offer in offers)
    return Result(np.array(costs), _values(cases), surplus / len(cases), breaches, gets / len(cases))


def judge_ladder(world: World, cases: list[dict[str, Any]]) -> Result:
    """20, then 50, then 100 % of the money, as far as the same buyer has the patience to look at one more offer."""
    steps = [Offer("partial_refund", 0.2), Offer("partial_refund", 0.5), Offer("full_refund", 1.0)]
    costs = []
    for number, case in enumerate(cases):
        hidden = draw_hidden(world, case, 3, 400, np.random.default_rng([world.seed, 13, number]))
        scores = preferences(world, case, steps, hidden)
        taken = accepted_costs(world, case, steps, hidden)
        over = refused_costs(world, case, hidden)
        minute = bill_of(case).minute
        spent = over
        for at in (2, 1, 0):  # who refuses a step and looks at the next one costs one more round
            on = world.patience * (spent + ROUND * minute) + (1 - world.patience) * over if at < 2 else over
            spent = np.where(scores[:, at] > 0, taken[:, at], on)
        costs.append(float(spent.mean()))
    return Result(np.array(costs), _values(cases), 0.0, 0)


def judge_silence(world: World, cases: list[dict[str, Any]]) -> Result:
    """No answer by the deadline: what was asked, the fee, the review and a share of the buyer's later orders."""
    costs = []
    for number, case in enumerate(cases):
        hidden = draw_hidden(world, case, 1, 400, np.random.default_rng([world.seed, 13, number]))
        bill = bill_of(case)
        bad = float(bad_review(world, hidden, "won", 0.0).mean())
        asked = float(case["claim"].get("asked_amount", bill.value))
        costs.append(asked + bill.fee + bad * bill.review + world.churn * bill.future)
    return Result(np.array(costs), _values(cases), 0.0, 0)


def _values(cases: list[dict[str, Any]]) -> np.ndarray:
    return np.array([float(case["order"]["value"]) for case in cases])


def judge_engine(world: World, cases: list[dict[str, Any]], answer: Answer) -> Result:
    """The same for an engine that speaks the contract; also what it predicted."""
    answers = [answer(case) for case in cases]
    menus = iter(
        [offers_of(out["menu"], float(case["order"]["value"])) for out, case in zip(answers, cases, strict=True)]
    )
    result = judge(world, cases, lambda case: next(menus))
    result.predicted = sum(float(out["expected_cost"]) for out in answers)
    pairs: list[tuple[float, float]] = []
    for number, (out, case) in enumerate(zip(answers, cases, strict=True)):
        offers = offers_of(out["menu"], float(case["order"]["value"]))
        shares, _, _ = taken_shares(world, case, offers, np.random.default_rng([world.seed, 15, number]))
        told = [item["p_accept"] for item in out["menu"] if item["remedy"] not in ("defend", "report")]
        pairs += list(zip(told, shares.tolist(), strict=True))
    result.pairs = pairs
    return result


def judge_bound(world: World, cases: list[dict[str, Any]]) -> Result:
    costs = []
    for number, case in enumerate(cases):
        cost, _ = best(world, case, np.random.default_rng([world.seed, 13, number]))
        costs.append(cost)
    return Result(np.array(costs), _values(cases), 0.0, 0)


def calibration_error(pairs: list[tuple[float, float]], bins: int = 10) -> float:
    """Expected calibration error of the told chances against how often offers were taken."""
    told, real = np.array(pairs).T
    at = np.minimum((told * bins).astype(int), bins - 1)
    total = 0.0
    for number in range(bins):
        inside = at == number
        if inside.any():
            total += inside.mean() * abs(told[inside].mean() - real[inside].mean())
    return total


def engine(**options: Any) -> Answer:
    """The engine behind the same function as the command ``amends decide``: one JSON line in, one out."""
    from amends.web.api.stages import stage_of

    stage = stage_of("decide", **options)

    def answer(case: dict[str, Any]) -> dict[str, Any]:
        line, good = stage.answer(json.dumps(case).encode(), None)
        record: dict[str, Any] = json.loads(line)
        if not good:
            raise ValueError(record)
        return record

    return answer
