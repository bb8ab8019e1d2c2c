"""How many cases a second `amends decide` answers on one core, and the slowest hundredth, by stages looked ahead."""

from __future__ import annotations

import itertools
import json
import os
import time

from amends.decide import Policy, parse_policy, shipped_policy
from amends.web.api.stages import stage_of
from bench.stages import disputes

CASES = 3_000


def policy_with(stages: int) -> Policy:
    """The balanced policy, looking so many rounds ahead."""
    return parse_policy({"extends": "balanced", "name": f"balanced_{stages}", "menu": {"stages": stages}})


def measure(stages: int, lines: list[bytes]) -> str:
    stage = stage_of("decide", policy=policy_with(stages))
    for line in lines[:100]:
        stage.answer(line, 1)
    spent = []
    started = time.process_time()
    for line in lines:
        before = time.process_time_ns()
        stage.answer(line, 1)
        spent.append(time.process_time_ns() - before)
    seconds = time.process_time() - started
    slow = sorted(spent)[int(len(spent) * 0.99)] / 1e6
    return f"{stages} stage(s): {len(lines) / seconds:,.0f} cases/s of processor time, 99 % under {slow:.2f} ms"


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    lines = [json.dumps(record).encode() for record in itertools.islice(disputes(), CASES)]
    print(f"the shipped balanced policy looks {shipped_policy().menu.stages} stages ahead")
    for stages in (1, 2, 3):
        print(measure(stages, lines), flush=True)


if __name__ == "__main__":
    main()
