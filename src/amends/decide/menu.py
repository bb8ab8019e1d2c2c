"""The best menu: every set of one to three items is looked at, and the cheapest lawful one wins.

The buyer takes one item or refuses all: a nested logit with the items' own chances, all offers in one nest, because who
refuses one of them is likelier to refuse the others too (policy ``closeness``). After a refusal some buyers
look at one more offer; for the others, and in the end for all, follows what ``costs.adjudication`` says: backward
induction over at most three stages.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from amends.core.vocabulary import Remedy
from amends.decide.chances import NEVER_TAKEN, continues_chance
from amends.decide.costs import REFUNDS, TOKENS, Adjudication, Item
from amends.decide.situation import Situation

#: What we do if she refuses; never an offer.
NOT_OFFERED = NEVER_TAKEN
#: Two names for the same money, or two tokens of the same gesture, are no choice.
ALIKE = (REFUNDS, TOKENS)
#: How many of the next best offers are looked at: a menu can hold three of them at most.
LOOKED_AT = 4
Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Menu:
    """Offered items, the chance of each to be taken, the chance of a refusal, and the expected total cost."""

    items: tuple[Item, ...]
    chances: tuple[float, ...]
    refused: float
    cost: float


class Continuation:
    """What a refusal leads to: for those who look at one more offer the best one, for the others the end."""

    def __init__(self, situation: Situation, items: Sequence[Item], ruling: Adjudication) -> None:
        self.ruling = ruling.total
        self._metric = ruling.metric
        self.continues = continues_chance(situation) if situation.policy.menu.stages > 1 and items else 0.0
        self.next: list[tuple[float, float, Remedy]] = []
        if self.continues > 0:
            self._look_ahead(situation, items)

    def _look_ahead(self, situation: Situation, items: Sequence[Item]) -> None:
        policy = situation.policy
        round_cost = policy.costs.minutes.round * situation.minute
        on, ruling, metric = self.continues, self.ruling, self._metric
        once = policy.acceptance.refusal_factor
        ends = (ruling, metric)
        offers = []
        for item in _one_each(situation, items, ruling):
            odds = item.p_alone / (1 - item.p_alone)
            keeps = item.whole or item.remedy in REFUNDS
            offers.append((item.remedy, item.taken(situation), odds, 1.0 if keeps else once))
        last: list[tuple[float, float, Remedy]] = []
        if policy.menu.stages > 2:
            for remedy, cost, odds, factor in offers:
                left = 1 / (1 + odds * factor * factor)
                last.append((round_cost + (1 - left) * cost + left * ruling, left * metric, remedy))
            last.sort(key=_by_value)
        for remedy, cost, odds, factor in offers:
            third = next(((v, m) for v, m, other in last if other is not remedy), ends)
            best = min(third, ends)
            left = 1 / (1 + odds * factor)
            after = on * best[0] + (1 - on) * ruling
            value = round_cost + (1 - left) * cost + left * after
            if value < ruling:
                self.next.append((value, left * (on * best[1] + (1 - on) * metric), remedy))
        self.next.sort(key=_by_value)

    def _best(self, refused: frozenset[Remedy]) -> tuple[float, float]:
        for value, metric, remedy in self.next:
            if remedy not in refused:
                return value, metric
        return self.ruling, self._metric

    def after(self, refused: Sequence[Item]) -> float:
        """Expected cost once all of ``refused`` were refused."""
        best = self._best(frozenset(item.remedy for item in refused))[0]
        return self.continues * best + (1 - self.continues) * self.ruling

    def metric_after(self, refused: Sequence[Item]) -> float:
        """The part of ``after`` that is the platform's metric."""
        best = self._best(frozenset(item.remedy for item in refused))[1]
        return self.continues * best + (1 - self.continues) * self._metric

    def contests(self, refused: Sequence[Item]) -> bool:
        """Whether nothing better than a ruling comes next."""
        return self._best(frozenset(item.remedy for item in refused))[0] >= self.ruling


def _by_value(entry: tuple[float, float, Remedy]) -> float:
    return entry[0]


def _one_each(situation: Situation, items: Sequence[Item], after: float) -> list[Item]:
    """One item of each remedy, the one that is cheapest to offer alone: what would be offered next."""
    best: dict[Remedy, tuple[float, Item]] = {}
    for item in items:
        value = item.p_alone * (item.taken(situation) - after)
        known = best.get(item.remedy)
        if known is None or value < known[0]:
            best[item.remedy] = (value, item)
    return [item for _, item in best.values()]


@lru_cache(maxsize=512)
def _sets(remedies: tuple[int, ...], smallest: int, largest: int) -> tuple[Rows, Marks, Marks, Rows]:
    """All sets of positions with at most one of each remedy: padded rows, membership by position and by remedy, sizes.

    ``remedies`` gives the remedy's number of each position; positions of one remedy stand together.
    """
    count = len(remedies)
    rows = [
        chosen
        for size in range(smallest, largest + 1)
        for chosen in combinations(range(count), size)
        if len({remedies[position] for position in chosen}) == size
    ]
    padded = np.full((len(rows), 3), count, dtype=np.intp)
    member = np.zeros((count, len(rows)), dtype=np.bool_)
    holds = np.zeros((max(remedies, default=0) + 1, len(rows)), dtype=np.bool_)
    for index, chosen in enumerate(rows):
        padded[index, : len(chosen)] = chosen
        for position in chosen:
            member[position, index] = holds[remedies[position], index] = True
    return padded, member, holds, np.array([len(chosen) for chosen in rows], dtype=np.intp)


@lru_cache(maxsize=4096)
def _allowed(
    remedies: tuple[int, ...],
    sizes: tuple[int, int],
    whole: tuple[int, ...] | None,
    alike: tuple[tuple[int, ...], ...],
    due: tuple[int, ...],
) -> tuple[Rows, Rows]:
    """The rows of ``_sets`` that may be sent, and those among them that also hold what fairness wants.

    ``whole`` are the positions of which one must be there (None: none must), ``alike`` and ``due`` numbers of remedies:
    at most one of each group of the former (where anything is left then), one at least of the latter.
    """
    padded, member, holds, _ = _sets(remedies, *sizes)
    may = np.ones(len(padded), dtype=np.bool_)
    if whole is not None:
        may &= np.any(member[list(whole)], axis=0)
    for group in alike:
        apart = may & (holds[list(group)].sum(axis=0) <= 1)
        may = apart if apart.any() else may
    fairly = may & np.any(holds[list(due)], axis=0) if due else may
    return np.flatnonzero(may), np.flatnonzero(fairly)


class Offers:
    """The items of one case that can be offered, as columns of numbers: what every menu is priced from."""

    def __init__(self, situation: Situation, items: Sequence[Item]) -> None:
        self.situation = situation
        self.items = [item for item in items if item.remedy not in NOT_OFFERED]
        self.taken = [item.taken(situation) for item in self.items]
        self.closeness = situation.policy.acceptance.closeness
        if situation.model is not None and situation.model.acceptance.closeness is not None:
            self.closeness = situation.model.acceptance.closeness
        power = 1 / self.closeness
        self.weights = [(item.p_alone / (1 - item.p_alone)) ** power for item in self.items]
        self.round = situation.policy.costs.minutes.round * situation.minute
        model = situation.model
        self.effects = model.menu_effect() if model is not None else (0.0, 0.0)

        kinds = list(dict.fromkeys(item.remedy for item in self.items))
        self.number = {remedy: at for at, remedy in enumerate(kinds)}
        largest = 1 if situation.request.dispute_open else situation.policy.menu.largest
        smallest = max(min(2, len(kinds), largest), 1)
        self._numbers = tuple(self.number[item.remedy] for item in self.items)
        self._smallest, self._largest = smallest, largest
        #: All menus: at least two remedies where there are two, one proposal in an open dispute.
        self.padded, self.member, self.holds, self.sizes = _sets(self._numbers, smallest, largest)

    def cautious(self, after: float) -> list[float]:
        """The weights as one reads them who does not trust a thin estimate: what saves against a refusal is taken more
        seldom, what costs more than a refusal more often."""
        caution = self.situation.policy.menu.caution
        return [
            weight * self.scaled(-caution * item.doubt if cost < after else caution * item.doubt)
            if item.doubt
            else weight
            for weight, cost, item in zip(self.weights, self.taken, self.items, strict=True)
        ]

    def answers(self, after: float) -> tuple[Numbers, Numbers]:
        """Per menu, read with caution against what a refusal costs: see ``_answers``."""
        if self.situation.policy.menu.caution and any(item.doubt for item in self.items):
            return self._answers(self.cautious(after))
        return self._plain_answers

    @cached_property
    def _plain_answers(self) -> tuple[Numbers, Numbers]:
        return self._answers(self.weights)

    def _answers(self, weights: list[float]) -> tuple[Numbers, Numbers]:
        """Per menu: the odds that anything is taken, and the mean cost of what is taken."""
        count = len(self.items)
        columns = np.zeros((count + 1, 2))
        columns[:count, 0] = weights
        columns[:count, 1] = [weight * cost for weight, cost in zip(weights, self.taken, strict=True)]
        beside, whole = self.effects
        sums = columns[self.padded].sum(axis=1)
        if whole:
            refunds = np.array([item.remedy in REFUNDS for item in self.items] + [False])
            other = (columns * ~refunds[:, None])[self.padded].sum(axis=1)
            has_refund = refunds[self.padded].any(axis=1)
            sums = sums + other * np.where(has_refund, self.scaled(whole) - 1.0, 0.0)[:, None]
        total = np.maximum(sums[:, 0], 1e-300)
        odds: Numbers = total**self.closeness
        if beside:
            odds = odds * np.exp(beside * (self.sizes - 1))
        return odds, sums[:, 1] / total

    def scaled(self, effect: float) -> float:
        """A change of an item's log-odds, as a factor of its weight within the nest."""
        return math.exp(effect / self.closeness)

    @cached_property
    def fair(self) -> tuple[Rows, Rows]:
        """The menus that may be sent at all, and those that also hold what the shop's own fairness wants."""
        situation, number = self.situation, self.number
        whole = None
        if situation.protected:
            whole = tuple(index for index, item in enumerate(self.items) if item.whole)
        groups = (tuple(number[remedy] for remedy in group if remedy in number) for group in ALIKE)
        alike = tuple(group for group in groups if len(group) > 1)
        always = situation.policy.always.get(situation.kind, frozenset())
        due = tuple(sorted(number[remedy] for remedy in always if remedy in number))
        return _allowed(self._numbers, (self._smallest, self._largest), whole, alike, due)

    def after(self, continuation: Continuation) -> Numbers | float:
        """Per menu: the expected cost once all of it was refused."""
        if not continuation.next:
            return continuation.ruling
        best: Numbers | float = continuation.ruling
        for value, _, remedy in reversed(continuation.next[:LOOKED_AT]):
            best = np.where(self.holds[self.number[remedy]], best, value)
        on = continuation.continues
        return on * best + (1 - on) * continuation.ruling

    def menu(self, row: int, continuation: Continuation) -> Menu:
        """One menu with its numbers, without a third item that hardly anybody would take: a list is no better for it.

        What makes whole stays where it is owed, and so does what the shop's own fairness wants.
        """
        chosen = [index for index in self.padded[row] if index < len(self.items)]
        menu = price(self, chosen, continuation)
        if len(chosen) < 3:
            return menu
        rules = self.situation.policy
        always = rules.always.get(self.situation.kind, frozenset())
        least = min(range(len(chosen)), key=menu.chances.__getitem__)
        item = menu.items[least]
        needed = (item.whole and self.situation.protected) or item.remedy in always
        if needed or menu.chances[least] >= rules.menu.least_taken:
            return menu
        return price(self, chosen[:least] + chosen[least + 1 :], continuation)


def price(offers: Offers, chosen: Sequence[int], continuation: Continuation) -> Menu:
    """The menu of the items at these positions, with its numbers."""
    items = tuple(offers.items[index] for index in chosen)
    beside, whole = offers.effects
    refunded = bool(whole) and any(item.remedy in REFUNDS for item in items)
    weights = [
        offers.weights[index] * (offers.scaled(whole) if refunded and item.remedy not in REFUNDS else 1.0)
        for index, item in zip(chosen, items, strict=True)
    ]
    within = math.fsum(weights)
    odds = within**offers.closeness * math.exp(beside * (len(items) - 1)) if within else 0.0
    anything = odds / (1 + odds)
    chances = tuple(anything * weight / within if within else 0.0 for weight in weights)
    spent = math.fsum(chance * offers.taken[index] for chance, index in zip(chances, chosen, strict=True))
    cost = offers.round + spent + (1 - anything) * continuation.after(items)
    return Menu(items, chances, 1 / (1 + odds), cost)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The menus that may be sent, as rows of ``offers``, with cost and the buyer's surplus.

    Surplus is how far the menu lies above refusing it in the buyer's own eyes, log(1 + odds) of the choice model, in
    money (policy ``surplus_unit``, a share of the order value): an option more never lowers it.
    """

    offers: Offers
    rows: NDArray[np.intp]
    costs: Numbers
    surplus: Numbers

    @property
    def cheapest(self) -> float:
        return float(self.costs.min())

    def best(self) -> int:
        """The row that wins: the cheapest; within the tie share of the order value the buyer's side counts as well.

        Among ties that menu wins whose surplus, at the policy's weight, exceeds its cost by most: the buyer gets more
        where that costs the shop little.
        """
        situation = self.offers.situation
        rules = situation.policy.menu
        within = self.cheapest + rules.tie_share * situation.value
        ties = np.flatnonzero(self.costs <= within + 1e-9)
        if len(ties) == 1:
            return int(self.rows[ties[0]])
        balance = self.costs[ties] - rules.tie_worth * self.surplus[ties]
        equal = ties[balance <= balance.min() + 1e-6]
        if len(equal) == 1:
            return int(self.rows[equal[0]])
        # Then surplus, then the order of the candidates: the same everywhere.
        return int(self.rows[equal[int(np.argmax(np.round(self.surplus[equal], 6)))]])

    def near(self, share: float) -> list[int]:
        """Rows within ``share`` of the order value of the cheapest, cheapest first: only these may be explored."""
        within = self.cheapest + share * self.offers.situation.value
        close = np.flatnonzero(self.costs <= within)
        order = np.lexsort((close, np.round(self.costs[close], 6)))
        return [int(row) for row in self.rows[close[order]]]


def rank(offers: Offers, continuation: Continuation) -> Ranked | None:
    """Price every menu that may be sent; None where there is none.

    Where the floor or a right applies, a menu without an item that makes whole is not among them. At least two remedies
    where there are two; in an open dispute one proposal at a time. The shop's own fairness holds as far as it costs
    little (policy ``always_within``), and whatever it costs where the money is owed.
    """
    if not offers.items or not len(offers.padded):
        return None
    may, fairly = offers.fair
    if not len(may):
        return None
    odds, spent = offers.answers(continuation.after(()))
    refused = 1 / (1 + odds)
    costs: Numbers = offers.round + (1 - refused) * spent + refused * offers.after(continuation)
    situation = offers.situation
    surplus: Numbers = np.log1p(odds) * (situation.policy.menu.surplus_unit * situation.value)
    if 0 < len(fairly) < len(may):
        allowance = situation.policy.menu.always_within * situation.value
        if situation.kind in situation.policy.owed or costs[fairly].min() <= costs[may].min() + allowance:
            may = fairly
    return Ranked(offers, may, costs[may], surplus[may])
