"""How often the 95 % interval of `amends replay` holds the truth: fixed tables replayed over logs of public worlds.

python -m bench.decide_replay [--replays N] [--log N] [--from SEED]
"""

from __future__ import annotations

import argparse
import json

import numpy as np

from amends.decide.outcomes import read_log
from amends.decide.replay import ENOUGH, parse_candidate, replay
from bench.worlds.baselines import library
from bench.worlds.cases import Offer
from bench.worlds.living import expected
from bench.worlds.run import make_log, test_cases
from bench.worlds.world import FAMILIES, World, draw_world

TRUTH_CASES = 1_000


def random_table(world: World, rng: np.random.Generator) -> dict[str, list[Offer]]:
    """A menu of the log's library for every kind of the world."""
    menus = {kind: library(kind) for kind in world.shop.kinds}
    return {kind: found[int(rng.integers(len(found)))] for kind, found in menus.items()}


def one(seed: int, size: int) -> tuple[bool, float, str, float]:
    """Whether the interval holds the truth, the effective sample, the verdict, and the estimate's error."""
    world = draw_world(FAMILIES[seed % len(FAMILIES)], seed)
    table = random_table(world, np.random.default_rng([seed, 5]))
    rows = [(number, json.dumps(line).encode()) for number, line in enumerate(make_log(world, size, 1.0))]
    data = {
        kind: [{"remedy": offer.remedy} | ({"share": offer.share} if offer.share else {}) for offer in menu]
        for kind, menu in table.items()
    }
    candidate = parse_candidate({"version": "random", "table": data, "default": [{"remedy": "full_refund"}]})
    told = replay(read_log(rows).lines, candidate)
    costs = [
        expected(world, case, table[case["kind"]], np.random.default_rng([seed, 6, number]), 100)
        for number, case in enumerate(test_cases(world, TRUTH_CASES))
    ]
    truth = float(np.mean(costs))
    return told["low"] <= truth <= told["high"], told["ess"], told["verdict"], told["estimate"] / truth - 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.decide_replay", description=__doc__)
    parser.add_argument("--replays", type=int, default=40)
    parser.add_argument("--log", type=int, default=1000)
    parser.add_argument("--from", dest="first", type=int, default=2000)
    arguments = parser.parse_args()
    found = [one(seed, arguments.log) for seed in range(arguments.first, arguments.first + arguments.replays)]
    held = [hit for hit, _, _, _ in found]
    right = all((verdict == "ok") == (ess >= ENOUGH) for _, ess, verdict, _ in found)
    print(
        f"{len(found)} replays of {arguments.log} lines, effective sample {min(e for _, e, _, _ in found):.0f} to {max(e for _, e, _, _ in found):.0f}"
    )
    print(f"the 95 % interval holds the true cost in {np.mean(held):.2f} of them")
    print(f"estimate against truth: {np.mean([abs(error) for *_, error in found]):.1%} off on average")
    print(f"'not enough evidence' is said exactly below {ENOUGH:.0f}: {right}")


if __name__ == "__main__":
    main()
