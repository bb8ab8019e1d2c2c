"""How often the promotion gate opens, and whether what it lets through truly saves: logs of public worlds.

The log is what the desk would keep: the balanced policy's own menus, a share of them explored. The truth is the expected
cost of both ways of deciding on other cases of the same world, with common random numbers.

python -m bench.decide_promotion [--worlds N] [--log N] [--share S] [--from SEED]
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from amends.core.contracts.decide import DecideInput
from amends.decide import Exploration, Model, decide, floor, shipped_policy
from amends.decide.learn import learn
from amends.decide.outcomes import LogLine, read_log
from amends.decide.promotion import figures_of, judge, shadow_run
from bench.worlds.cases import draw_case
from bench.worlds.living import live, offers_of
from bench.worlds.run import judge as true_cost
from bench.worlds.run import test_cases
from bench.worlds.world import FAMILIES, World, draw_world

TRUTH_CASES = 150


@dataclass(frozen=True)
class Night:
    """One world: the gate's verdict, and what the whole log's model truly saves (share of the cost)."""

    promoted: bool
    saves: float
    ess: float
    support: float
    reasons: tuple[str, ...]


def _decided(case: dict[str, Any], model: Model | None, exploration: Exploration | None = None) -> dict[str, Any]:
    request = DecideInput.model_validate_json(json.dumps(case))
    return decide(request, model=model, exploration=exploration).model_dump(mode="json")


def log_of(world: World, size: int, share: float) -> list[LogLine]:
    """What the desk would have logged in this world."""
    rng = np.random.default_rng([world.seed, 21])
    rows = []
    for number in range(size):
        case = draw_case(number, world.shop, rng)
        told = _decided(case, None, Exploration(share, world.seed))
        offers = offers_of(told["menu"], float(case["order"]["value"]))
        rows.append((number, json.dumps(live(world, case, offers, told["propensity"], rng)).encode()))
    return read_log(rows).lines


def night(seed: int, size: int, share: float) -> Night:
    world = draw_world(FAMILIES[seed % len(FAMILIES)], seed)
    lines = log_of(world, size, share)
    figures = figures_of(shadow_run(lines, shipped_policy(), None, floor()))
    verdict = judge(figures)
    model, cases = learn(lines), test_cases(world, TRUTH_CASES)

    def sends(chosen: Model | None) -> float:
        results = true_cost(
            world, cases, lambda case: offers_of(_decided(case, chosen)["menu"], float(case["order"]["value"]))
        )
        return results.share

    return Night(verdict.promote, 1 - sends(model) / sends(None), figures.ess, figures.support, verdict.reasons)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.decide_promotion", description=__doc__)
    parser.add_argument("--worlds", type=int, default=4)
    parser.add_argument("--log", type=int, default=1500)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--from", dest="first", type=int, default=3000)
    arguments = parser.parse_args()
    nights = []
    for seed in range(arguments.first, arguments.first + arguments.worlds):
        one = night(seed, arguments.log, arguments.share)
        nights.append(one)
        print(
            f"world {seed}: {'promoted' if one.promoted else 'kept out'}; truly saves {one.saves:.1%}; evidence "
            f"{one.ess:.0f}, support {one.support:.0f}. {' '.join(one.reasons)}",
            flush=True,
        )
    let = [one.saves for one in nights if one.promoted]
    out = [one.saves for one in nights if not one.promoted]
    print(f"{len(nights)} worlds, {arguments.log} lines each, {arguments.share:.0%} explored: {len(let)} promoted")
    if let:
        print(f"of the promoted {sum(each > 0 for each in let)} truly save, {np.mean(let):.1%} on average")
    if out:
        print(f"of those kept out {sum(each > 0 for each in out)} would have saved, {np.mean(out):.1%} on average")


if __name__ == "__main__":
    main()
