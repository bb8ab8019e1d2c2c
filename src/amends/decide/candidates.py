"""What could be offered: at most twelve candidates, one amount per remedy."""

from __future__ import annotations

from collections.abc import Callable

from amends.core.contracts.decide import Blocked
from amends.core.vocabulary import Kind, Remedy
from amends.decide.chances import acceptance, after_lower_refused, after_refusals
from amends.decide.costs import REFUNDS, Item, buyer_worth, direct_cost, extra_minutes, review_cost
from amends.decide.gates import blocked_by, over_budget
from amends.decide.situation import Situation, wait_until

MOST_CANDIDATES = 12
REFUSED_WORDS = frozenset({"refused", "declined", "rejected", "no", "countered"})


def makes_whole(situation: Situation, remedy: Remedy, amount: int | None) -> bool:
    """Whether this item makes the buyer whole in the sense of the default floor (accounting)."""
    floor, kind = situation.floor, situation.kind
    if remedy in REFUNDS or remedy is Remedy.PARTIAL_REFUND:
        if (amount or 0) >= situation.open_value:
            return True
        missing = situation.missing_share
        wanted = missing is not None and kind in floor.missing_makes_whole and remedy is Remedy.PARTIAL_REFUND
        return wanted and (amount or 0) >= (missing or 0.0) * situation.value
    if remedy is Remedy.RETURN_AND_REFUND:
        return kind in floor.goods_in_hand and (amount or 0) >= situation.open_value
    if remedy is Remedy.EXCHANGE:
        return kind in floor.exchange_makes_whole
    if remedy is Remedy.RESHIP:
        return kind in floor.reship_makes_whole
    return remedy is Remedy.RESHIP_MISSING and kind in floor.missing_makes_whole


def refused_before(situation: Situation, remedy: Remedy) -> list[int | None]:
    """Amounts (None where there was none) at which this remedy was refused earlier."""
    refused: list[int | None] = []
    for offer in situation.request.previous_offers:
        if offer.remedy is remedy and (offer.answer or "").lower() in REFUSED_WORDS:
            minor = None if offer.amount is None else int(float(offer.amount) * 10**situation.digits + 0.5)
            refused.append(minor)
    return refused


def refusals(situation: Situation) -> int:
    return sum((offer.answer or "").lower() in REFUSED_WORDS for offer in situation.request.previous_offers)


def money_moves(situation: Situation) -> int:
    return sum(offer.remedy is Remedy.PARTIAL_REFUND for offer in situation.request.previous_offers)


def item_of(situation: Situation, remedy: Remedy, amount: int | None) -> Item:
    """The candidate with its costs and its chance, after what was refused before."""
    whole = makes_whole(situation, remedy, amount)
    chance = acceptance(situation, remedy, amount or 0)
    lower = [value for value in refused_before(situation, remedy) if value is not None]
    if remedy is Remedy.PARTIAL_REFUND and lower and not whole:
        chance = after_lower_refused(chance, acceptance(situation, remedy, max(lower)))
    else:
        chance = after_refusals(chance, refusals(situation), situation.policy, makes_whole=whole or remedy in REFUNDS)
    return Item(
        remedy=remedy,
        amount=amount,
        by_date=wait_until(situation) if remedy is Remedy.WAIT else None,
        direct=direct_cost(situation, remedy, amount),
        minutes=extra_minutes(situation, remedy),
        review=review_cost(situation, remedy),
        whole=whole,
        worth=buyer_worth(situation, remedy, amount),
        p_alone=chance,
    )


def _round_up(situation: Situation, share: float) -> int:
    exact = situation.value * share
    whole = int(exact)
    return whole if exact - whole < 1e-9 else whole + 1


def _partial_amounts(situation: Situation) -> list[int]:
    """Amounts worth a thought: the grid, what the missing part is worth, what she asked, the midpoint after a refusal."""
    amounts = {situation.share(fraction) for fraction in situation.policy.menu.grid}
    if situation.missing_share is not None:
        amounts.add(_round_up(situation, situation.missing_share))
    refused = [value for value in refused_before(situation, Remedy.PARTIAL_REFUND) if value is not None]
    if refused:
        # Split the difference between the last offer and the ask (engine 3.2, step 7): one amount, not a new grid.
        ask = situation.asked if situation.asked is not None else situation.open_value
        amounts = {(max(refused) + max(ask, max(refused))) // 2}
    elif situation.asked:
        amounts = {value for value in amounts if value < situation.asked} | {situation.asked}
    return sorted(value for value in amounts if 0 < value < situation.open_value and value > max(refused, default=0))


def partial_refund(situation: Situation, price: Callable[[Item], float]) -> Item | None:
    """The one partial refund that is cheapest to offer; within the tie share the buyer gets the higher one."""
    if money_moves(situation) >= situation.policy.menu.most_money_moves:
        return None
    items = [item_of(situation, Remedy.PARTIAL_REFUND, amount) for amount in _partial_amounts(situation)]
    if not items:
        return None
    if situation.floor_applies and situation.kind in situation.floor.missing_makes_whole:
        enough = [item for item in items if item.whole]
        if enough:
            return min(enough, key=price)
    return min(items, key=lambda item: (price(item), -(item.amount or 0)))


def _fixed_amount(situation: Situation, remedy: Remedy) -> int | None:
    rules = situation.policy.costs
    if remedy in REFUNDS or remedy is Remedy.RETURN_AND_REFUND:
        return situation.open_value
    if remedy is Remedy.COUPON:
        return situation.share(rules.coupon_default)
    if remedy is Remedy.GIFT:
        return situation.share(rules.gift_default)
    if remedy is Remedy.WAIT and situation.kind is not Kind.ORDER_STATUS:
        return min(situation.share(rules.wait_compensation), situation.open_value) or None
    if remedy is Remedy.REIMBURSE_DUTY:
        return situation.asked
    return None


def considered(situation: Situation) -> list[Remedy]:
    """The remedies to look at for this kind: those of the policy, then what she asks for, then defend and report."""
    remedies = list(situation.policy.candidates.get(situation.kind, ()))
    for remedy in situation.request.claim.asks:
        if remedy not in remedies and not (remedy in REFUNDS and REFUNDS & set(remedies)):
            remedies.append(remedy)
    if situation.floor_applies and not REFUNDS & set(remedies):
        remedies.insert(0, Remedy.FULL_REFUND)
    for remedy in (Remedy.DEFEND, Remedy.REPORT):
        if remedy not in remedies and (remedy is Remedy.DEFEND or situation.request.flags):
            remedies.append(remedy)
    return remedies


def candidates(situation: Situation, price: Callable[[Item], float]) -> tuple[list[Item], list[Blocked]]:
    """What may be offered, and what may not with the reason. ``price`` is the expected cost of offering one alone."""
    allowed: list[Item] = []
    blocked: list[Blocked] = []
    for remedy in considered(situation):
        if remedy is Remedy.PARTIAL_REFUND:
            item = partial_refund(situation, price)
            amount = item.amount if item else None
        else:
            amount = _fixed_amount(situation, remedy)
            item = None
        no = blocked_by(situation, remedy, amount)
        if no is None and remedy is not Remedy.PARTIAL_REFUND:
            item = item_of(situation, remedy, amount)
        if no is None and item is not None:
            no = over_budget(situation, item)
        if no is not None:
            blocked.append(no)
        elif item is not None and not (None in refused_before(situation, remedy) and not item.whole):
            allowed.append(item)
    return allowed[:MOST_CANDIDATES], blocked
