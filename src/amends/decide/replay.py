"""The policy lab: what would another policy have cost on the cases of the log?

Doubly robust (Dudík, Langford, Li 2011): a model's price of the menu that the policy would have sent, corrected by what
really happened where the log sent the same menu, weighted by one over the chance with which it was sent. The model is
fitted on other lines than those it prices (two halves), so that it cannot praise itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from amends.core.errors import InputError
from amends.core.vocabulary import Remedy
from amends.decide.appraise import Line, appraise, chosen
from amends.decide.candidates import makes_whole
from amends.decide.chances import NEVER_TAKEN
from amends.decide.law import Law
from amends.decide.learn import choose_shape, fitted, gather
from amends.decide.model import Model
from amends.decide.outcomes import LogLine, SentItem, amount_of, realised_cost
from amends.decide.policy import Floor, Policy, floor, parse_policy, shipped_policy
from amends.decide.situation import Situation, situation_of
from amends.decide.table import FixedTable

#: Below this effective sample size nothing is claimed (engine 3.3, contract).
ENOUGH = 100.0
#: Two amounts of one remedy are the same offer when they differ by less than this share of the order value.
SAME_AMOUNT = 0.025
Numbers = NDArray[np.float64]


Candidate = Policy | FixedTable


def parse_candidate(data: Any) -> Candidate:
    """A policy file in either form. Raises pydantic.ValidationError, InputError."""
    if isinstance(data, dict) and "table" in data:
        return FixedTable.model_validate(data)
    return parse_policy(data)


@dataclass(frozen=True, slots=True)
class _Case:
    """One closed line: the situation with the model of the other half, what was proposed, and what it cost."""

    line: LogLine
    situation: Situation
    proposed: tuple[Line, ...]
    cost: float
    edited: bool


def _menu(situation: Situation, items: Sequence[SentItem]) -> tuple[Line, ...]:
    return tuple((item.remedy, amount_of(situation, item)) for item in items)


def _same(situation: Situation, one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two menus offer the same, however they are ordered and whatever stands beside the offers."""

    def offers(menu: Sequence[Line]) -> dict[Remedy, int]:
        return {remedy: amount or 0 for remedy, amount in menu if remedy not in NEVER_TAKEN}

    first, second = offers(one), offers(other)
    near = max(SAME_AMOUNT * situation.value, 1)
    return first.keys() == second.keys() and all(abs(first[remedy] - second[remedy]) <= near for remedy in first)


def _cases(
    lines: Sequence[LogLine], policy: Policy, law: Law | Floor, model: Model | None
) -> tuple[list[_Case], int, int]:
    """The closed lines, each with a model of lines that it is not among; how many are open, how many unusable."""
    plain = law.floor if isinstance(law, Law) else law
    halves: list[Model | None] = [model, model]
    if model is None:
        for half in (0, 1):
            lessons = gather(lines[1 - half :: 2], policy, plain)
            shape, _ = choose_shape(lessons.answers, policy.acceptance.closeness)
            halves[half] = fitted(lessons, policy, shape)
    cases: list[_Case] = []
    still_open = unusable = 0
    for number, line in enumerate(lines):
        try:
            situation = situation_of(line, policy, law, halves[number % 2])
            cost = realised_cost(situation, line)
            sent = _menu(situation, line.offered)
            proposed = sent if line.proposed is None else _menu(situation, line.proposed)
        except InputError:
            unusable += 1
            continue
        if cost is None or (line.outcome.closed_at is None and line.outcome.cost is None):
            still_open += 1
            continue
        cases.append(_Case(line, situation, proposed, cost, not _same(situation, sent, proposed)))
    return cases, still_open, unusable


def _would_send(candidate: Candidate, case: _Case, law: Law | Floor, model: Model | None) -> tuple[Line, ...]:
    if isinstance(candidate, FixedTable):
        return candidate.menu(case.situation)
    return chosen(case.line, candidate, law, model).menu


@dataclass(frozen=True, slots=True)
class _Track:
    """Per case: the doubly robust cost, the weight, and whether the menu undercuts the floor."""

    costs: Numbers
    weights: Numbers
    breaches: int


def _track(candidate: Candidate, cases: Sequence[_Case], law: Law | Floor, model: Model | None) -> _Track:
    costs, weights, breaches = np.zeros(len(cases)), np.zeros(len(cases)), 0
    for number, case in enumerate(cases):
        menu = _would_send(candidate, case, law, model)
        weight = 1 / case.line.propensity if _same(case.situation, menu, case.proposed) else 0.0
        costs[number] = appraise(case.situation, menu)
        if weight:
            costs[number] += weight * (case.cost - appraise(case.situation, case.proposed))
        weights[number] = weight
        whole = any(makes_whole(case.situation, remedy, amount) for remedy, amount in menu)
        breaches += case.situation.protected and not whole
    return _Track(costs, weights, breaches)


def effective_sample(weights: Numbers) -> float:
    """(Σ w)² / Σ w²: how many cases the weighted ones are worth; 0 where no menu was the same."""
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def _estimate(costs: Numbers, weights: Numbers, digits: int) -> dict[str, Any]:
    """Mean and 95 % interval, effective sample size and verdict."""
    count = len(costs)
    mean = float(costs.mean()) if count else 0.0
    half = 1.96 * float(costs.std(ddof=1)) / math.sqrt(count) if count > 1 else 0.0
    ess = effective_sample(weights)
    return {
        "estimate": round(mean, digits),
        "low": round(mean - half, digits),
        "high": round(mean + half, digits),
        "ess": round(ess, 2),
        "n": count,
        "verdict": "ok" if ess >= ENOUGH else "not enough evidence",
    }


def replay(
    lines: Sequence[LogLine],
    candidate: Candidate,
    *,
    against: Candidate | None = None,
    model: Model | None = None,
    law: Law | Floor | None = None,
) -> dict[str, Any]:
    """What the candidate would have cost per case: the object of the contract, with what it rests on.

    ``unit`` is the currency, or ``order_value`` (the share of it) where the log has several currencies. ``model`` is
    what the candidate decides with; the correction's own model is always fitted on the log. With ``against`` the same
    for the other policy, and the saving with its own interval from the same cases.
    """
    law = law or floor()
    judge = candidate if isinstance(candidate, Policy) else shipped_policy()
    cases, still_open, unusable = _cases(lines, judge, law, None)
    currencies = {case.situation.currency for case in cases}
    several = len(currencies) != 1
    scale = np.array(
        [float(case.situation.value or 1) if several else float(10**case.situation.digits) for case in cases]
    )
    digits = 4
    mine = _track(candidate, cases, law, model)
    result = _estimate(mine.costs / scale, mine.weights, digits)
    result["unit"] = "order_value" if several else next(iter(currencies))
    result["floor_breaches"] = mine.breaches
    result["logged"] = round(float(np.mean([case.cost for case in cases] / scale)), digits) if cases else None
    edited = sum(case.edited for case in cases)
    result |= {"open": still_open, "unusable": unusable, "edited": edited, "assumption_based": bool(edited)}
    other = _track(against, cases, law, model) if against is not None else None
    if other is not None:
        result["against"] = _estimate(other.costs / scale, other.weights, digits)
        result["against"]["floor_breaches"] = other.breaches
        saving = _estimate((other.costs - mine.costs) / scale, np.minimum(mine.weights, other.weights), digits)
        result["saving"] = {key: saving[key] for key in ("estimate", "low", "high")}
    result["by_kind"] = _by_kind(cases, scale, mine, other, digits)
    return result


def _by_kind(
    cases: Sequence[_Case], scale: Numbers, mine: _Track, other: _Track | None, digits: int
) -> list[dict[str, Any]]:
    kinds = np.array([case.situation.kind.value for case in cases])
    rows = []
    for kind in sorted(set(kinds.tolist())):
        at = kinds == kind
        row = {"kind": kind, **_estimate((mine.costs / scale)[at], mine.weights[at], digits)}
        if other is not None:
            row["against"] = _estimate((other.costs / scale)[at], other.weights[at], digits)
        rows.append(row)
    return rows
