"""The best menu: every set of one to three items is looked at, and the cheapest lawful one wins.

The buyer takes one item or refuses all (multinomial logit with the items' own chances). After a refusal the best
next single offer follows, at most twice more, and then a ruling: backward induction over three stages.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from amends.core.vocabulary import Remedy
from amends.decide.chances import after_refusals
from amends.decide.costs import REFUNDS, Adjudication, Item
from amends.decide.situation import Situation

#: What we do if she refuses; never an offer.
NOT_OFFERED = frozenset({Remedy.DEFEND, Remedy.REPORT})


@dataclass(frozen=True, slots=True)
class Menu:
    """Offered items, the chance of each to be taken, the chance of a refusal, and the expected total cost."""

    items: tuple[Item, ...]
    chances: tuple[float, ...]
    refused: float
    cost: float
    worth: float


class Continuation:
    """What a refusal leads to: the cheaper of a ruling and one more offer, seen two stages ahead."""

    def __init__(self, situation: Situation, items: Sequence[Item], ruling: Adjudication) -> None:
        self._ruling = ruling.total
        round_cost = situation.policy.costs.minutes.round * situation.minute
        policy = situation.policy

        def later(item: Item, refusals: int) -> float:
            whole = item.whole or item.remedy in REFUNDS
            return after_refusals(item.p_alone, refusals, policy, makes_whole=whole)

        taken = [item.taken(situation) for item in items]
        last = [
            round_cost + later(item, 2) * cost + (1 - later(item, 2)) * ruling.total
            for item, cost in zip(items, taken, strict=True)
        ]
        order = sorted(range(len(items)), key=last.__getitem__)
        values: list[tuple[float, Remedy]] = []
        for index, item in enumerate(items):
            following = next((last[other] for other in order if other != index), ruling.total)
            after = min(ruling.total, following)
            chance = later(item, 1)
            values.append((round_cost + chance * taken[index] + (1 - chance) * after, item.remedy))
        self._next = sorted(values, key=lambda value: value[0])

    def after(self, refused: Sequence[Item]) -> float:
        """Expected cost once all of ``refused`` were refused."""
        for value, remedy in self._next:
            if value >= self._ruling:
                break
            if all(item.remedy is not remedy for item in refused):
                return value
        return self._ruling

    def contests(self, refused: Sequence[Item]) -> bool:
        """Whether a ruling is what comes next."""
        return self.after(refused) >= self._ruling


def price_menu(situation: Situation, items: tuple[Item, ...], continuation: Continuation) -> Menu:
    """The expected total cost of offering exactly these items."""
    weights = [item.p_alone / (1 - item.p_alone) for item in items]
    total = 1 + math.fsum(weights)
    round_cost = situation.policy.costs.minutes.round * situation.minute
    taken = math.fsum(weight * item.taken(situation) for weight, item in zip(weights, items, strict=True))
    worth = math.fsum(weight * item.worth for weight, item in zip(weights, items, strict=True))
    cost = round_cost + (taken + continuation.after(items)) / total
    return Menu(items, tuple(weight / total for weight in weights), 1 / total, cost, worth / total)


def _fair(situation: Situation, offers: Sequence[Item]) -> Callable[[tuple[int, ...]], bool]:
    """Which sets of offers (by their positions) may be sent at all."""
    whole = {index for index, item in enumerate(offers) if item.whole}
    refunds = {index for index, item in enumerate(offers) if item.remedy in REFUNDS}
    always = situation.policy.always.get(situation.kind, frozenset())
    due = {index for index, item in enumerate(offers) if item.remedy in always}

    def fair(chosen: tuple[int, ...]) -> bool:
        if situation.floor_applies and whole.isdisjoint(chosen):
            return False
        if len(refunds.intersection(chosen)) > 1:
            return False  # two names for the same money are no choice
        return not due or not due.isdisjoint(chosen)

    return fair


def allowed_menus(situation: Situation, items: Sequence[Item], continuation: Continuation) -> list[Menu]:
    """The menus that may be sent and cost little more than the cheapest (ties and near ties), cheapest first.

    All sets of one to three remedies are priced. Where the floor applies, a menu without an item that makes whole is
    not in the list. At least two remedies where there are two; in an open dispute one proposal at a time.
    """
    offers = [item for item in items if item.remedy not in NOT_OFFERED]
    rules = situation.policy.menu
    largest = 1 if situation.request.dispute_open else rules.largest
    smallest = max(min(2, len(offers), largest), 1)
    weights = [item.p_alone / (1 - item.p_alone) for item in offers]
    taken = [weight * item.taken(situation) for weight, item in zip(weights, offers, strict=True)]
    fair = _fair(situation, offers)
    priced: list[tuple[float, tuple[int, ...]]] = []
    for size in range(smallest, largest + 1):
        for chosen in combinations(range(len(offers)), size):
            if fair(chosen):
                spent = continuation.after([offers[index] for index in chosen])
                total = 1.0
                for index in chosen:
                    total += weights[index]
                    spent += taken[index]
                priced.append((spent / total, chosen))
    if not priced:
        return []
    within = min(priced)[0] + max(rules.tie_share, rules.explore_within) * situation.value
    near = [tuple(offers[index] for index in chosen) for cost, chosen in priced if cost <= within]
    menus = [price_menu(situation, chosen, continuation) for chosen in near]
    menus.sort(key=lambda menu: (menu.cost, [item.remedy for item in menu.items]))
    return menus


def best_menu(situation: Situation, menus: Sequence[Menu]) -> Menu | None:
    """The cheapest; among those within the tie share of the order value, the one that is worth most to the buyer."""
    if not menus:
        return None
    within = menus[0].cost + situation.policy.menu.tie_share * situation.value
    ties = [menu for menu in menus if menu.cost <= within]
    return max(ties, key=lambda menu: (menu.worth, -menu.cost))


def near_ties(situation: Situation, menus: Sequence[Menu], share: float) -> list[Menu]:
    """Menus within ``share`` of the order value of the cheapest: among these, and only these, one may explore."""
    if not menus:
        return []
    return [menu for menu in menus if menu.cost <= menus[0].cost + share * situation.value]
