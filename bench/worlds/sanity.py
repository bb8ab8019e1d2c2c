"""Worlds whose right answer is known: a policy that misses it is wrong, whatever its average."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import numpy as np

from bench.worlds.cases import floor_holds, makes_whole
from bench.worlds.living import expected, offers_of
from bench.worlds.run import engine, make_log, test_cases
from bench.worlds.world import World, draw_world

LOGGED, CASES = 500, 60


def _answers(world: World, changes: dict[str, Any]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Cases of the world and the learned engine's answers; ``changes`` replace parts of every case, logged ones too."""
    from amends.decide.learn import learn
    from amends.decide.outcomes import read_log

    def changed(case: dict[str, Any]) -> dict[str, Any]:
        return {**case, **{key: {**case[key], **part} for key, part in changes.items()}}

    log = make_log(world, LOGGED, 1.0, change=changed)
    model = learn(read_log((n, json.dumps(line).encode()) for n, line in enumerate(log)).lines)
    answer = engine(model=model)
    cases = [changed(case) for case in test_cases(world, CASES)]
    return [(case, answer(case)) for case in cases]


def always_won() -> str:
    """The seller wins every ruling and reviews cost nothing: contest, unless the law forbids it."""
    world = draw_world("logit", 501)
    world.overrides["win"] = 1.0
    pairs = _answers(world, {"listing": {"weekly_margin": "0.00"}, "buyer": {"future_margin": "0.00"}})
    free = [(c, o) for c, o in pairs if not floor_holds(c)]
    # Money at stake: what the menu is expected to pay out, against nothing for a contest.
    dear = 0
    for number, (case, out) in enumerate(free):
        offers = offers_of(out["menu"], float(case["order"]["value"]))
        spent = expected(world, case, offers, np.random.default_rng(number))
        nothing = expected(world, case, [], np.random.default_rng(number))
        dear += spent > nothing + 0.03 * float(case["order"]["value"]) + 0.5
    bound = [(c, o) for c, o in pairs if floor_holds(c)]
    kept = all(
        any(makes_whole(c, offer) for offer in offers_of(o["menu"], float(c["order"]["value"]))) for c, o in bound
    )
    return f"always won: dearer than a contest in {dear} of {len(free)} free cases; floor kept in all of {len(bound)}: {kept}"


def free_refunds() -> str:
    """Refunds cost nothing (the commission that comes back is all that was paid): a full refund is offered."""
    world = draw_world("logit", 502)
    world.overrides["refund_factor"] = 0.0
    right = 0
    pairs = []
    for case in test_cases(world, CASES):
        value = case["order"]["value"]
        case = {**case, "fees": {"commission": value, "refundable_share": 1.0}}
        pairs.append((case, engine()(case)))
    for _case, out in pairs:
        right += any(item["remedy"] in ("full_refund", "cancel_and_refund") for item in out["menu"])
    return f"refunds cost nothing: a full refund is in {right} of {len(pairs)} menus"


def nobody_accepts() -> str:
    """Nobody ever accepts: the told cost is a refusal's, whatever the menu."""
    world = draw_world("logit", 503)
    world.score = dict.fromkeys(world.score, -9.0)
    world.slope = dict.fromkeys(world.slope, 0.0)
    pairs = _answers(world, {})
    taken = float(np.mean([1 - out["p_refuse"] for _, out in pairs]))
    return f"nobody accepts: told chance of an acceptance {taken:.3f} on average"


def priceless_reviews() -> str:
    """A bad review costs a fortune: everything goes to keeping the buyer, so a full remedy is always offered."""
    world = draw_world("review_sensitive", 504)
    world.bad.update(accepted=-4.0, won=1.5, lost=1.0, gave_up=1.0)
    pairs = _answers(world, {"listing": {"weekly_margin": "90000.00", "reviews": 40, "rating": 4.8}})
    whole = sum(
        any(
            item["remedy"] in ("full_refund", "cancel_and_refund", "reship", "exchange", "return_and_refund")
            or float(item.get("amount") or 0) >= 0.7 * float(case["order"]["value"])
            for item in out["menu"]
        )
        for case, out in pairs
    )
    refund = sum(any(item["remedy"] == "full_refund" for item in out["menu"]) for _, out in pairs)
    return f"priceless reviews: a full remedy in {whole}, all the money in {refund} of {len(pairs)} menus"


def sanity() -> Iterator[str]:
    """One line for each world with a known answer."""
    for check in (always_won, free_refunds, nobody_accepts, priceless_reviews):
        yield check()
