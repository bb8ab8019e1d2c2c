"""decide: from the facts of a case to a menu with its full expected cost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import partial

from amends.core.contracts.decide import Approval, Blocked, DecideInput, DecideOutput
from amends.core.money import Money
from amends.core.vocabulary import Basis, EvidenceType, Flag, KindGroup, Remedy
from amends.decide.candidates import candidates
from amends.decide.chances import spread, win_chance
from amends.decide.costs import Adjudication, Item, adjudication, cost_of_silence
from amends.decide.explain import cost_alone, menu_item, rounded, would_change
from amends.decide.gates import approval_reasons
from amends.decide.menu import NOT_OFFERED, Continuation, Menu, allowed_menus, best_menu, near_ties
from amends.decide.policy import Floor, Policy, floor, shipped_policy
from amends.decide.situation import Situation, situation_of


@dataclass(frozen=True, slots=True)
class Exploration:
    """Try a near tie in ``share`` of the cases. ``seed`` makes the choice repeatable."""

    share: float
    seed: int


@dataclass(frozen=True, slots=True)
class _Ranking:
    items: list[Item]
    blocked: list[Blocked]
    ruling: Adjudication
    continuation: Continuation
    menus: list[Menu]


def _rank(situation: Situation, extra: frozenset[EvidenceType] = frozenset()) -> _Ranking:
    ruling = adjudication(situation, win_chance(situation, extra))
    alone = partial(cost_alone, situation, after=ruling.total)
    items, blocked = candidates(situation, alone)
    offers = [item for item in items if item.remedy not in NOT_OFFERED]
    continuation = Continuation(situation, offers, ruling)
    return _Ranking(items, blocked, ruling, continuation, allowed_menus(situation, items, continuation))


def _again(
    situation: Situation, *, extra: frozenset[EvidenceType] = frozenset(), waited: float | None = None
) -> tuple[Remedy, ...]:
    """The remedies of the best menu if one thing were different."""
    if extra:
        changed = situation.request.model_copy(update={"evidence": [*situation.request.evidence, *extra]})
        situation = replace(situation, request=changed)
    if waited is not None:
        situation = replace(situation, request=situation.request.model_copy(update={"waited_days": waited}))
    ranking = _rank(situation)
    chosen = best_menu(situation, ranking.menus)
    return tuple(item.remedy for item in _in_order(situation, chosen, ranking)) if chosen else ()


def _in_order(situation: Situation, menu: Menu, ranking: _Ranking) -> list[Item]:
    """The recommended item first: the one that saves most against a refusal; ties go to what is worth more to the buyer."""
    after = ranking.continuation.after(menu.items)
    saving = {
        item.remedy: chance * (after - item.taken(situation))
        for item, chance in zip(menu.items, menu.chances, strict=True)
    }
    return sorted(menu.items, key=lambda item: (-saving[item.remedy], -item.worth))


def _explorable(situation: Situation) -> bool:
    """Never where law, safety, abuse or much money is at stake."""
    request = situation.request
    sensitive = {Flag.SAFETY_HAZARD, Flag.EXTORTION, Flag.LEGAL_THREAT, Flag.CHARGEBACK_THREAT, Flag.REPEAT_CLAIMANT}
    limit = situation.policy.approval.cash_above.get(situation.currency)
    if limit is None or situation.value > float(limit) * 10**situation.digits:
        return False
    return not (request.dispute_open or sensitive & set(request.flags) or request.kind.group is KindGroup.MONEY)


def _uniform(seed: int, identifier: str) -> float:
    digest = hashlib.sha256(f"{seed}:{identifier}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _choose(
    situation: Situation, menus: list[Menu], exploration: Exploration | None
) -> tuple[Menu | None, float, bool]:
    """The menu, the chance with which it was chosen, and whether that was exploration."""
    best = best_menu(situation, menus)
    if best is None or exploration is None or exploration.share <= 0 or not _explorable(situation):
        return best, 1.0, False
    near = near_ties(situation, menus, situation.policy.menu.explore_within)
    if best not in near:
        near.append(best)
    draw = _uniform(exploration.seed, str(situation.request.id))
    each = exploration.share / len(near)
    chosen, explored = best, False
    if draw < exploration.share:
        chosen, explored = near[min(int(draw / each), len(near) - 1)], True
    propensity = each + (1 - exploration.share if chosen is best else 0.0)
    return chosen, propensity, explored and chosen is not best


def _with_contest(situation: Situation, chosen: list[Item], ranking: _Ranking) -> list[Item]:
    """Add what we do if she refuses, where that is a contest worth showing, or a report that is due."""
    rest = {item.remedy: item for item in ranking.items if item.remedy in NOT_OFFERED}
    added = list(chosen)
    shown = ranking.ruling.win >= situation.policy.menu.show_defend_from or not chosen
    if Remedy.DEFEND in rest and shown and (not chosen or ranking.continuation.contests(chosen)):
        added.append(rest[Remedy.DEFEND])
    if Remedy.REPORT in rest:
        added.append(rest[Remedy.REPORT])
    return added


def decide(
    request: DecideInput,
    *,
    policy: Policy | None = None,
    law: Floor | None = None,
    exploration: Exploration | None = None,
) -> DecideOutput:
    """The menu for one case: one to three offers, their full expected cost, what is blocked and why.

    ``policy`` defaults to the shipped one that the request names (``balanced``). Deterministic: the same request,
    policy and seed give the same answer. Raises InputError for money or counts that cannot be right.
    """
    policy = policy or shipped_policy(request.policy or "balanced")
    situation = situation_of(request, policy, law or floor())
    ranking = _rank(situation)
    menu, propensity, explored = _choose(situation, ranking.menus, exploration)
    offers = _in_order(situation, menu, ranking) if menu else []
    lines = _with_contest(situation, offers, ranking)
    chance = dict(zip((item.remedy for item in menu.items), menu.chances, strict=True)) if menu else {}
    shown = [
        menu_item(situation, item, chance.get(item.remedy, 0.0), ranking.continuation, ranking.ruling) for item in lines
    ]
    cost = menu.cost if menu else ranking.ruling.total
    widest = max(
        (2 * spread(item.p_alone, policy, 0) * abs(ranking.ruling.total - item.taken(situation)) for item in offers),
        default=0.0,
    )
    reasons = approval_reasons(situation, lines, widest)
    return DecideOutput(
        id=request.id,
        menu=shown,
        recommended=0 if shown else None,
        expected_cost=situation.amount(rounded(cost)),
        p_refuse=menu.refused if menu else 1.0,
        blocked=ranking.blocked,
        approval=Approval(needed=bool(reasons), reasons=reasons),
        would_change=would_change(situation, tuple(offers), partial(_again, situation), ranking.ruling),
        propensity=propensity,
        explored=explored,
        policy_version=policy.version,
        basis=Basis.DEFAULT,
        sample=0,
    )


def silence(request: DecideInput, *, policy: Policy | None = None, law: Floor | None = None) -> Money:
    """What no valid answer by the deadline would cost in this case (accounting: the timeout row)."""
    policy = policy or shipped_policy(request.policy or "balanced")
    situation = situation_of(request, policy, law or floor())
    return Money(rounded(cost_of_silence(situation)), situation.currency)
