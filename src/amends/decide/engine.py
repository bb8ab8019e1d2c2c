"""decide: from the facts of a case to a menu with its full expected cost."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from amends.core.contracts.decide import Approval, Blocked, DecideInput, DecideOutput
from amends.core.money import Money
from amends.core.vocabulary import Basis, EvidenceType, Flag, KindGroup, Remedy
from amends.decide.candidates import again, candidates
from amends.decide.chances import spread, win_chance
from amends.decide.costs import Adjudication, Endings, Item, adjudication, cost_of_silence, endings
from amends.decide.explain import menu_item, rounded, would_change
from amends.decide.gates import approval_reasons
from amends.decide.law import Law
from amends.decide.menu import NOT_OFFERED, Continuation, Menu, Offers, Ranked, price, rank
from amends.decide.model import Model
from amends.decide.policy import Floor, Policy, floor, shipped_policy
from amends.decide.situation import Situation, situation_of
from amends.decide.table import FixedTable, shipped_table, table_menu


@dataclass(frozen=True, slots=True)
class Exploration:
    """Try a near tie in ``share`` of the cases. ``seed`` makes the choice repeatable."""

    share: float
    seed: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everything about one case before a menu is chosen."""

    items: list[Item]
    blocked: list[Blocked]
    offers: Offers
    ends: Endings
    ruling: Adjudication
    continuation: Continuation
    ranked: Ranked | None


def rank_case(situation: Situation) -> Ranking:
    """Candidates, endings and all menus of a case, priced."""
    ends = endings(situation)
    ruling = adjudication(situation, ends=ends)
    items, blocked = candidates(situation)
    offers = Offers(situation, items)
    continuation = Continuation(situation, offers.items, ruling)
    return Ranking(items, blocked, offers, ends, ruling, continuation, rank(offers, continuation))


def best_offers(ranking: Ranking) -> Menu | None:
    """The menu that wins, or None where nothing can be offered or contesting at once saves more than a little."""
    ranked = ranking.ranked
    if ranked is None:
        return None
    situation = ranking.offers.situation
    menu = ranking.offers.menu(ranked.best(), ranking.continuation)
    contests = any(item.remedy is Remedy.DEFEND for item in ranking.items)
    rules = situation.policy.menu
    due = situation.protected or situation.kind in situation.policy.owed
    if contests and not due and ranking.ruling.win >= rules.show_defend_from:
        saved = menu.cost - ranking.ruling.total
        if saved > rules.contest_saves * situation.value:
            return None
    return menu


def _with_evidence(ranking: Ranking, situation: Situation, extra: EvidenceType) -> tuple[Remedy, ...]:
    """The remedies of the best menu if this evidence were there too: only the ruling's chance is another."""
    ruling = adjudication(situation, win_chance(situation, frozenset({extra})), ranking.ends)
    continuation = Continuation(situation, ranking.offers.items, ruling)
    ranked = rank(ranking.offers, continuation)
    return _remedies(replace(ranking, ruling=ruling, continuation=continuation, ranked=ranked))


def _with_wait(ranking: Ranking, situation: Situation, waited: float) -> tuple[Remedy, ...]:
    """The remedies of the best menu if the buyer had waited longer: the same candidates, other chances."""
    longer = replace(situation, request=situation.request.model_copy(update={"waited_days": waited}))
    items = again(longer, ranking.items)
    offers = Offers(longer, items)
    continuation = Continuation(longer, offers.items, ranking.ruling)
    ranked = rank(offers, continuation)
    return _remedies(replace(ranking, items=items, offers=offers, continuation=continuation, ranked=ranked))


def _remedies(ranking: Ranking) -> tuple[Remedy, ...]:
    menu = best_offers(ranking)
    return tuple(item.remedy for item in _in_order(menu, ranking)) if menu else ()


def _in_order(menu: Menu, ranking: Ranking) -> list[Item]:
    """The recommended item first: the one that saves most against a refusal; ties go to what is worth more to the buyer."""
    situation = ranking.offers.situation
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
    if limit is None or situation.value > Decimal(limit).scaleb(situation.digits):
        return False
    return not (request.dispute_open or sensitive & set(request.flags) or request.kind.group is KindGroup.MONEY)


def _uniform(seed: int, identifier: str) -> float:
    digest = hashlib.sha256(f"{seed}:{identifier}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def _choose(ranking: Ranking, exploration: Exploration | None) -> tuple[Menu | None, float, bool]:
    """The menu, the chance with which it was chosen, and whether that was exploration."""
    best, ranked, situation = best_offers(ranking), ranking.ranked, ranking.offers.situation
    if best is None or ranked is None or exploration is None or exploration.share <= 0 or not _explorable(situation):
        return best, 1.0, False
    usual = ranked.best()
    near = _library(ranking, ranked, usual)
    draw = _uniform(exploration.seed, str(situation.request.id))
    each = exploration.share / len(near)
    chosen = usual
    if draw < exploration.share:
        chosen = near[min(int(draw / each), len(near) - 1)]
    propensity = each + (1 - exploration.share if chosen == usual else 0.0)
    return ranking.offers.menu(chosen, ranking.continuation), propensity, chosen != usual


def _library(ranking: Ranking, ranked: Ranked, usual: int) -> list[int]:
    """At most eight near ties, each with another set of remedies: few enough that history can tell them apart."""
    rules = ranking.offers.situation.policy.menu
    library, seen = [], set()
    for row in [usual, *ranked.near(rules.explore_within)]:
        remedies = frozenset(item.remedy for item in ranking.offers.menu(row, ranking.continuation).items)
        if remedies not in seen:
            seen.add(remedies)
            library.append(row)
        if len(library) == rules.explore_among:
            break
    return sorted(library)


def _with_contest(situation: Situation, chosen: list[Item], ranking: Ranking) -> list[Item]:
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
    law: Law | Floor | None = None,
    exploration: Exploration | None = None,
    model: Model | None = None,
) -> DecideOutput:
    """The menu for one case: one to three offers, their full expected cost, what is blocked and why.

    ``policy`` defaults to the shipped one that the request names (``balanced``), ``law`` to the default floor
    (``full_law()`` adds the rights of the law files), ``model`` to nothing learned. Deterministic: the same request,
    policy, model and seed give the same answer. Raises InputError for money or counts that cannot be right.
    """
    policy = policy or shipped_policy(request.policy or "balanced")
    situation = situation_of(request, policy, law or floor(), model)
    ranking = rank_case(situation)
    menu, propensity, explored = _choose(ranking, exploration)
    offers = _in_order(menu, ranking) if menu else []
    changes = would_change(
        situation,
        tuple(offers),
        partial(_with_evidence, ranking, situation),
        partial(_with_wait, ranking, situation),
        ranking.ruling,
    )
    answer = _Answer(menu, offers, ranking, policy.version + (f"+{model.digest}" if model else ""))
    return answer.told(propensity=propensity, explored=explored, changes=changes)


def decide_by_table(
    request: DecideInput,
    table: FixedTable | None = None,
    *,
    policy: Policy | None = None,
    law: Law | Floor | None = None,
) -> DecideOutput:
    """The menu that a fixed table has for this kind (the shipped rules by default): nothing learned, nothing explored.

    The gates, the legal floor, rights and approval are the same as in ``decide``. Costs and chances come from
    ``policy`` and only price the menu; nothing that is told would change it. Raises InputError as ``decide`` does.
    """
    table = table or shipped_table()
    policy = policy or shipped_policy(request.policy or "balanced")
    situation = situation_of(request, policy, law or floor())
    ends = endings(situation)
    ruling = adjudication(situation, ends=ends)
    items, blocked = candidates(situation)
    found = table_menu(situation, table, items)
    known = {entry.remedy for entry in found.blocked}
    blocked = [*found.blocked, *(entry for entry in blocked if entry.remedy not in known)]
    offers = Offers(situation, found.items)
    continuation = Continuation(situation, offers.items, ruling)
    ranking = Ranking(items, blocked, offers, ends, ruling, continuation, None)
    menu = price(offers, range(len(offers.items)), continuation) if offers.items else None
    return _Answer(menu, list(offers.items), ranking, table.version).told(propensity=1.0, explored=False, changes=[])


@dataclass(frozen=True, slots=True)
class _Answer:
    """A chosen menu (None: nothing is offered), its items in the order in which they are told, and what it rests on."""

    menu: Menu | None
    offers: list[Item]
    ranking: Ranking
    version: str

    def told(self, *, propensity: float, explored: bool, changes: list[str]) -> DecideOutput:
        menu, ranking, situation = self.menu, self.ranking, self.ranking.offers.situation
        model = situation.model
        lines = _with_contest(situation, self.offers, ranking)
        chance = dict(zip((item.remedy for item in menu.items), menu.chances, strict=True)) if menu else {}
        shown = [
            menu_item(situation, item, chance.get(item.remedy, 0.0), ranking.continuation, ranking.ruling)
            for item in lines
        ]
        reasons = approval_reasons(situation, lines, _widest(self.offers, ranking))
        # Everything in it was made here: validating it again would cost a tenth of the time.
        return DecideOutput.made(
            id=situation.request.id,
            menu=shown,
            recommended=0 if shown else None,
            expected_cost=situation.amount(rounded(_told_cost(menu, ranking))),
            p_refuse=menu.refused if menu else 1.0,
            blocked=ranking.blocked,
            approval=Approval.made(needed=bool(reasons), reasons=reasons),
            would_change=changes,
            propensity=propensity,
            explored=explored,
            policy_version=self.version,
            basis=Basis.LEARNED if model and model.sample else Basis.DEFAULT,
            sample=model.by_kind.get(situation.kind, 0) if model else 0,
        )


def _told_cost(menu: Menu | None, ranking: Ranking) -> float:
    """The expected cost as it is told: the best of many estimates is too good by what learning measured."""
    model = ranking.offers.situation.model
    cost = menu.cost if menu else ranking.ruling.total
    return cost * (1 + model.optimism) if model is not None and menu is not None else cost


def _widest(offers: list[Item], ranking: Ranking) -> float:
    situation = ranking.offers.situation
    return max(
        (
            2 * spread(item.p_alone, situation.policy, 0) * abs(ranking.ruling.total - item.taken(situation))
            for item in offers
        ),
        default=0.0,
    )


def silence(request: DecideInput, *, policy: Policy | None = None, law: Law | Floor | None = None) -> Money:
    """What no valid answer by the deadline would cost in this case (accounting: the timeout row)."""
    policy = policy or shipped_policy(request.policy or "balanced")
    situation = situation_of(request, policy, law or floor())
    return Money(rounded(cost_of_silence(situation)), situation.currency)
