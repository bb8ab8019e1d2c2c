"""`python -m bench.worlds`: the engine in held-out worlds, against what sellers do without one and the achievable bound.

    python -m bench.worlds [--worlds N] [--from SEED] [--cases N] [--log N] [--quick]

Every world is drawn at random from wide ranges; the seeds of the table are not those that the engine was made with.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from bench.worlds import baselines
from bench.worlds.run import (
    Result,
    calibration_error,
    engine,
    judge,
    judge_bound,
    judge_engine,
    judge_ladder,
    judge_silence,
    make_log,
    test_cases,
)
from bench.worlds.sanity import sanity
from bench.worlds.world import FAMILIES, World, draw_world

NAIVE = ("refund", "defend", "ladder", "silence")


@dataclass
class Row:
    """One world's results by policy."""

    family: str
    results: dict[str, Result]
    rate: float

    def gap(self, name: str) -> float:
        """Share of the gap between the tuned table and the bound that a policy closes."""
        table, bound = self.results["table"].share, self.results["bound"].share
        return (table - self.results[name].share) / (table - bound)


def learned(log: list[dict[str, Any]]) -> Any:
    """The model that the engine makes of a log, which it is given as lines of JSON."""
    from amends.decide.learn import learn
    from amends.decide.outcomes import read_log

    rows = [(number, json.dumps(line).encode()) for number, line in enumerate(log)]
    return learn(read_log(rows).lines)


def run_world(world: World, cases_count: int, log_size: int) -> Row:
    cases = test_cases(world, cases_count)
    log = make_log(world, log_size, 0.5)
    table, costs = baselines.Table(log), baselines.CostTable(log)
    results = {
        "refund": judge(world, cases, baselines.always_refund),
        "defend": judge(world, cases, baselines.always_defend),
        "ladder": judge_ladder(world, cases),
        "silence": judge_silence(world, cases),
        "rule": judge(world, cases, baselines.sensible),
        "table": judge(world, cases, table),
        "totals": judge(world, cases, costs),
        "default": judge_engine(world, cases, engine()),
    }
    started = time.process_time()
    results["learned"] = judge_engine(world, cases, engine(model=learned(log)))
    rate = len(cases) / max(time.process_time() - started, 1e-9)
    results["bound"] = judge_bound(world, cases)
    return Row(world.family, results, rate)


def show(row: Row, seed: int) -> str:
    results = row.results
    told = results["learned"]
    assert told.predicted is not None
    assert told.pairs is not None
    shares = "  ".join(f"{name} {result.share:.3f}" for name, result in results.items())
    return (
        f"{row.family:<17} {seed:>4}  {shares} (learned ±{told.interval():.3f})  gap closed: default {row.gap('default'):.2f}, "
        f"learned {row.gap('learned'):.2f}  surplus {told.surplus:.2f} (table {results['table'].surplus:.2f})  "
        f"breaches {told.breaches}  told-true {told.predicted / told.costs.sum() - 1:+.1%}  ECE {calibration_error(told.pairs):.3f}"
    )


def summary(rows: list[Row]) -> str:
    """Median and worst of what the issue asks for."""
    cheaper = [1 - row.results["learned"].share / row.results["table"].share for row in rows]
    learned_gap, default_gap = [row.gap("learned") for row in rows], [row.gap("default") for row in rows]
    off = [abs(r.results["learned"].predicted / r.results["learned"].costs.sum() - 1) for r in rows]  # type: ignore[operator]
    errors = [calibration_error(row.results["learned"].pairs or []) for row in rows]
    surplus = [row.results["learned"].surplus / row.results["table"].surplus for row in rows]
    beats = sum(all(r.results["default"].share < r.results[name].share for name in NAIVE) for r in rows)
    breaches = sum(row.results[name].breaches for row in rows for name in ("default", "learned"))
    lines = [
        f"{len(rows)} worlds                                 median    worst",
        f"cheaper than the tuned table, learned       {np.median(cheaper):8.1%} {min(cheaper):8.1%}",
        f"gap to the bound closed, learned            {np.median(learned_gap):8.2f} {min(learned_gap):8.2f}",
        f"gap to the bound closed, no history         {np.median(default_gap):8.2f} {min(default_gap):8.2f}",
        f"told against true cost, learned             {np.median(off):8.1%} {max(off):8.1%}",
        f"ECE of p_accept, learned                    {np.median(errors):8.3f} {max(errors):8.3f}",
        f"buyer surplus against the table's, learned  {np.median(surplus):8.2f} {min(surplus):8.2f}",
        f"no history beats every naive policy in {beats} of {len(rows)} worlds; floor breaches {breaches}",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.worlds", description=__doc__)
    parser.add_argument("--worlds", type=int, default=18)
    parser.add_argument("--from", dest="first", type=int, default=900, help="the first world's seed")
    parser.add_argument("--cases", type=int, default=80)
    parser.add_argument("--log", type=int, default=500, help="logged cases in each world")
    parser.add_argument("--quick", action="store_true", help="one world of each family, 30 cases")
    arguments = parser.parse_args()
    count, cases = (len(FAMILIES), 30) if arguments.quick else (arguments.worlds, arguments.cases)
    print(
        f"cost per order value; {cases} cases in each world, {arguments.log} logged cases, bound from 500 buyers a case"
    )
    rows = []
    for seed in range(arguments.first, arguments.first + count):
        rows.append(run_world(draw_world(FAMILIES[seed % len(FAMILIES)], seed), cases, arguments.log))
        print(show(rows[-1], seed), flush=True)
    print(summary(rows))
    print("worlds with known answers:")
    for line in sanity():
        print(f"  {line}")


if __name__ == "__main__":
    main()
