"""What somebody else's menu costs and whether it may be sent, by the same reckoning as the engine's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from amends.core.contracts.decide import Blocked, DecideInput, MenuItem
from amends.core.money import Money
from amends.core.vocabulary import Remedy
from amends.decide.candidates import candidates, fixed_amount, in_line, item_of
from amends.decide.chances import NEVER_TAKEN, Buyer
from amends.decide.costs import adjudication, endings
from amends.decide.explain import menu_item, rounded
from amends.decide.gates import blocked_by
from amends.decide.law import Law
from amends.decide.menu import Continuation, Offers, price
from amends.decide.model import Model
from amends.decide.policy import Floor, Policy
from amends.decide.situation import Situation, situation_of

#: A remedy with its amount as a decimal string (None: what is usual for it).
Told = tuple[Remedy, str | None]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A menu in the order in which it was told.

    ``items`` are those that a buyer could take, each with what offering it alone costs; ``blocked`` are those that a
    gate does not let through. ``cost`` is the expected cost of the whole menu in minor units, or of a contest at once
    where nothing can be taken. ``owed``: the buyer is entitled to be made whole; ``whole``: something here does that.
    """

    items: tuple[MenuItem, ...]
    blocked: tuple[Blocked, ...]
    cost: int
    owed: bool
    whole: bool


def weigh(
    request: DecideInput, menu: Sequence[Told], *, policy: Policy, law: Law | Floor, model: Model | None = None
) -> Weighed:
    """The menu as it stands, whatever the engine would have chosen. Blocked items are priced as if they could be sent.

    Raises InputError for money or counts of the request that cannot be right.
    """
    situation = situation_of(request, policy, law, model)
    ends = endings(situation)
    ruling = adjudication(situation, ends=ends)
    lines = [(remedy, _minor(situation, remedy, amount)) for remedy, amount in menu]
    blocked = [no for remedy, amount in lines if (no := blocked_by(situation, remedy, amount)) is not None]
    buyer = Buyer(situation)
    items = in_line(
        situation, [item_of(situation, buyer, remedy, amount) for remedy, amount in lines if remedy not in NEVER_TAKEN]
    )
    if not items:
        return Weighed((), tuple(blocked), rounded(ruling.total), situation.protected, False)
    offers = Offers(situation, items)
    # What may follow a refusal is whatever the engine could still offer, not only what is left of this menu.
    possible, _ = candidates(situation)
    continuation = Continuation(situation, Offers(situation, possible).items, ruling)
    priced = price(offers, range(len(offers.items)), continuation)
    shown = [
        menu_item(situation, item, chance, continuation, ruling)
        for item, chance in zip(priced.items, priced.chances, strict=True)
    ]
    return Weighed(
        tuple(shown),
        tuple(blocked),
        rounded(priced.cost),
        situation.protected,
        any(item.whole for item in priced.items),
    )


def _minor(situation: Situation, remedy: Remedy, amount: str | None) -> int | None:
    return (
        fixed_amount(situation, remedy)
        if amount is None
        else Money.parse(amount, situation.request.order.currency).minor
    )
