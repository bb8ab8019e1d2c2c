"""What a menu costs in the eyes of a model: the engine's own pricing, for menus that somebody else chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.contracts.decide import DecideInput
from amends.core.vocabulary import Remedy
from amends.decide.candidates import in_line, item_of
from amends.decide.chances import NEVER_TAKEN, Buyer
from amends.decide.costs import Adjudication, adjudication, buyer_worth, endings
from amends.decide.engine import best_offers, rank_case
from amends.decide.law import Law
from amends.decide.menu import Continuation, Menu, Offers, price
from amends.decide.model import Model
from amends.decide.policy import Floor, Policy
from amends.decide.situation import Situation, situation_of

#: Remedy and amount in minor units: what makes two menus the same menu.
Line = tuple[Remedy, int | None]


@dataclass(frozen=True, slots=True)
class Appraised:
    """A menu as remedies and amounts, and its expected cost in minor units."""

    menu: tuple[Line, ...]
    cost: float


def chosen(request: DecideInput, policy: Policy, law: Law | Floor, model: Model | None) -> Appraised:
    """The menu that the engine would choose, and what it expects it to cost (before any correction)."""
    ranking = rank_case(situation_of(request, policy, law, model))
    menu = best_offers(ranking)
    if menu is None:
        return Appraised((), ranking.ruling.total)
    return Appraised(tuple((item.remedy, item.amount) for item in menu.items), menu.cost)


def _priced(situation: Situation, menu: Sequence[Line], ruling: Adjudication) -> Menu | None:
    """The menu with its numbers; None where nothing in it can be taken."""
    buyer = Buyer(situation)
    items = in_line(
        situation, [item_of(situation, buyer, remedy, amount) for remedy, amount in menu if remedy not in NEVER_TAKEN]
    )
    if not items:
        return None
    return price(Offers(situation, items), range(len(items)), Continuation(situation, items, ruling))


def appraise(situation: Situation, menu: Sequence[Line]) -> float:
    """The expected cost of exactly this menu; with nothing in it, of a refusal that nothing follows."""
    ruling = adjudication(situation)
    priced = _priced(situation, menu, ruling)
    return ruling.total if priced is None else priced.cost


def appraise_both_sides(situation: Situation, menu: Sequence[Line]) -> tuple[float, float]:
    """The expected cost of exactly this menu, and what the buyer is expected to get out of it, in minor units.

    She gets the offers by their chance to be taken, and what a ruling awards her after a refusal; that further offers
    may follow a refusal counts in the cost alone.
    """
    ends = endings(situation)
    ruling = adjudication(situation, ends=ends)
    half = max(situation.open_value - situation.value / 2, 0)
    award = ends.ruled * (1 - ruling.win) * ((1 - ends.partial) * situation.open_value + ends.partial * half)
    award += ends.back * situation.open_value
    priced = _priced(situation, menu, ruling)
    if priced is None:
        return ruling.total, award
    pairs = zip(priced.items, priced.chances, strict=True)
    taken = sum(chance * buyer_worth(situation, item.remedy, item.amount) for item, chance in pairs)
    return priced.cost, taken + priced.refused * award
