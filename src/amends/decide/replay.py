"""The policy lab: what would another policy have cost on the cases of the log?

Doubly robust (Dudík, Langford, Li 2011): a model's price of the menu that the policy would have sent, corrected by what
really happened where the log sent the same menu, weighted by one over the chance with which it was sent. The model is
fitted on other lines than those it prices (two halves), so that it cannot praise itself.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from amends.core.errors import InputError
from amends.core.vocabulary import Remedy
from amends.decide.appraise import Line, appraise_both_sides, chosen
from amends.decide.candidates import candidates, makes_whole
from amends.decide.chances import NEVER_TAKEN
from amends.decide.costs import buyer_worth
from amends.decide.estimates import ENOUGH as ENOUGH
from amends.decide.estimates import Side, Tried, report
from amends.decide.estimates import effective_sample as effective_sample
from amends.decide.law import Law
from amends.decide.learn import choose_shape, fitted, gather
from amends.decide.model import Model
from amends.decide.outcomes import LogLine, SentItem, amount_of, realised_cost, realised_gain
from amends.decide.policy import Floor, Policy, floor, parse_policy, shipped_policy
from amends.decide.situation import Situation, situation_of
from amends.decide.table import FixedTable, table_menu

#: Two amounts of one remedy are the same offer when they differ by less than this share of the order value.
SAME_AMOUNT = 0.025


@dataclass(frozen=True, slots=True)
class Gated:
    """A fixed table as the desk decides by it: behind all gates, with what is owed to the buyer added."""

    table: FixedTable


Candidate = Policy | FixedTable | Gated


def parse_candidate(data: Any) -> Candidate:
    """A policy file in either form. Raises pydantic.ValidationError, InputError."""
    if isinstance(data, dict) and "table" in data:
        return FixedTable.model_validate(data)
    return parse_policy(data)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked: two policies, each with what it has learned, under one law.

    ``yardstick`` says what things cost: the same for both, so that no policy can praise itself by counting cheaply.
    """

    candidate: Candidate
    model: Model | None = None
    against: Candidate | None = None
    against_model: Model | None = None
    law: Law | Floor = field(default_factory=floor)
    yardstick: Policy = field(default_factory=shipped_policy)


def half_of(line: LogLine) -> int:
    """In which half (0 or 1) a line is: by a hash of its id, so that nothing in the order of the log can coincide with
    it, and so that all lines of one case are in one half."""
    return hashlib.sha256(str(line.id).encode()).digest()[0] & 1


def judge_of(lines: Sequence[LogLine], half: int, comparison: Comparison) -> Model:
    """The judge of the lines of a half, fitted on all the others."""
    law, policy = comparison.law, comparison.yardstick
    others = [line for line in lines if half_of(line) != half]
    lessons = gather(others, policy, law.floor if isinstance(law, Law) else law)
    shape, _ = choose_shape(lessons.answers, policy.acceptance.closeness)
    return fitted(lessons, policy, shape)


def _menu(situation: Situation, items: Sequence[SentItem]) -> tuple[Line, ...]:
    return tuple((item.remedy, amount_of(situation, item)) for item in items)


def _same(situation: Situation, one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two menus offer the same, however they are ordered and whatever stands beside the offers."""

    def offers(menu: Sequence[Line]) -> dict[Remedy, int]:
        return {remedy: amount or 0 for remedy, amount in menu if remedy not in NEVER_TAKEN}

    first, second = offers(one), offers(other)
    near = max(SAME_AMOUNT * situation.value, 1)
    return first.keys() == second.keys() and all(abs(first[remedy] - second[remedy]) <= near for remedy in first)


@dataclass(frozen=True, slots=True)
class _Case:
    """One closed line: the situation with the judge's model, what was proposed, what it cost and what the buyer got."""

    line: LogLine
    situation: Situation
    proposed: tuple[Line, ...]
    cost: float
    gain: float

    def side(self, menu: tuple[Line, ...]) -> Side:
        """This case under a policy that would send ``menu``: the model's price, corrected where the log did the same."""
        situation, value = self.situation, self.situation.value or 1
        weight = 1 / self.line.propensity if _same(situation, menu, self.proposed) else 0.0
        cost, gets = appraise_both_sides(situation, menu)
        if weight:
            told, given = appraise_both_sides(situation, self.proposed)
            cost += weight * (self.cost - told)
            gets += weight * (self.gain - given)
        whole = any(makes_whole(situation, remedy, amount) for remedy, amount in menu)
        offered = [_offered(situation, remedy, amount) for remedy, amount in menu if remedy not in NEVER_TAKEN]
        return Side(
            cost=cost,
            weight=weight,
            breach=situation.protected and not whole,
            gets=gets / value,
            best=max(offered, default=0.0) / value,
        )


def _offered(situation: Situation, remedy: Remedy, amount: int | None) -> float:
    """What an offer is worth to any buyer, in minor units: of waiting only the compensation, which is what we set."""
    return float(amount or 0) if remedy is Remedy.WAIT else buyer_worth(situation, remedy, amount)


def _would_send(candidate: Candidate, case: _Case, law: Law | Floor, model: Model | None) -> tuple[Line, ...]:
    if isinstance(candidate, FixedTable):
        return candidate.menu(case.situation)
    if isinstance(candidate, Gated):
        possible, _ = candidates(case.situation)
        return tuple((item.remedy, item.amount) for item in table_menu(case.situation, candidate.table, possible).items)
    return chosen(case.line, candidate, law, model).menu


def try_case(comparison: Comparison, line: LogLine, judge: Model) -> Tried | Literal["open", "unusable"]:
    """One line under both policies; ``open`` where its cost is not known yet, ``unusable`` where it cannot be read."""
    law = comparison.law
    try:
        situation = situation_of(line, comparison.yardstick, law, judge)
        cost = realised_cost(situation, line)
        sent = _menu(situation, line.offered)
        proposed = sent if line.proposed is None else _menu(situation, line.proposed)
    except InputError:
        return "unusable"
    if cost is None:
        return "open"
    case = _Case(line, situation, proposed, cost, realised_gain(situation, line))
    mine = _would_send(comparison.candidate, case, law, comparison.model)
    against = comparison.against
    other = _would_send(against, case, law, comparison.against_model) if against is not None else None
    return Tried(
        kind=situation.kind,
        fault=line.fault,
        country=line.order.country,
        platform=line.platform,
        currency=situation.currency,
        value=situation.value,
        digits=situation.digits,
        band=round(situation.value_band),
        cost=cost,
        edited=not _same(situation, sent, proposed),
        same=other is not None and _same(situation, mine, other),
        mine=case.side(mine),
        other=case.side(other) if other is not None else None,
    )


def _yardstick(candidate: Candidate, against: Candidate | None) -> Policy:
    known = [policy for policy in (against, candidate) if isinstance(policy, Policy)]
    return known[0] if known else shipped_policy()


def replay(
    lines: Sequence[LogLine],
    candidate: Candidate,
    *,
    against: Candidate | None = None,
    model: Model | None = None,
    law: Law | Floor | None = None,
) -> dict[str, Any]:
    """What the candidate would have cost per case: the object of the contract, with what it rests on.

    ``model`` is what the policies decide with; the correction's own models are always fitted on the log. With
    ``against`` the same for the other policy, and the saving with its own interval from the same cases; then costs are
    counted as that policy counts them.
    """
    return compare(lines, Comparison(candidate, model, against, model, law or floor(), _yardstick(candidate, against)))


def compare(lines: Sequence[LogLine], comparison: Comparison) -> dict[str, Any]:
    """``replay`` for a whole comparison, in which each policy may have a model of its own."""
    judges = [judge_of(lines, half, comparison) for half in (0, 1)]
    found = [try_case(comparison, line, judges[half_of(line)]) for line in lines]
    tried = [one for one in found if isinstance(one, Tried)]
    return report(tried, still_open=found.count("open"), unusable=found.count("unusable"))
