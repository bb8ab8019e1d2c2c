"""What could be offered: at most twelve candidates, one amount per remedy."""

from __future__ import annotations

from dataclasses import replace

from amends.core.contracts.decide import Blocked
from amends.core.vocabulary import Kind, Remedy
from amends.decide.chances import Buyer, after_lower_refused, after_refusals
from amends.decide.costs import REFUNDS, TOKENS, Item, buyer_worth, direct_cost, extra_minutes
from amends.decide.gates import blocked_by, checks_of, over_budget
from amends.decide.situation import Situation, wait_until

#: At most so many remedies are looked at; a partial refund counts as one, at several amounts.
MOST_CANDIDATES = 12
REFUSED_WORDS = frozenset({"refused", "declined", "rejected", "no", "countered"})


def makes_whole(situation: Situation, remedy: Remedy, amount: int | None) -> bool:
    """Whether this item gives the buyer what she is entitled to: by the floor, or by a right beyond it.

    Where both hold, the floor decides: rights add cases to it, and never make less enough.
    """
    if situation.rights and not situation.floor_applies:
        return all(_satisfies(situation, right.satisfied_by, remedy, amount) for right in situation.rights)
    return _whole_by_floor(situation, remedy, amount)


def _satisfies(situation: Situation, enough: frozenset[Remedy], remedy: Remedy, amount: int | None) -> bool:
    if remedy is Remedy.PARTIAL_REFUND:
        return (amount or 0) >= situation.open_value and bool(enough & REFUNDS)
    if remedy in REFUNDS and not enough & REFUNDS:
        return False
    if remedy in REFUNDS or remedy is Remedy.RETURN_AND_REFUND:
        return (remedy in enough or remedy in REFUNDS) and (amount or 0) >= situation.open_value
    return remedy in enough


def _whole_by_floor(situation: Situation, remedy: Remedy, amount: int | None) -> bool:
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
    if not situation.request.previous_offers:
        return refused
    for offer in situation.request.previous_offers:
        if offer.remedy is remedy and (offer.answer or "").lower() in REFUSED_WORDS:
            minor = None if offer.amount is None else int(float(offer.amount) * 10**situation.digits + 0.5)
            refused.append(minor)
    return refused


def refusals(situation: Situation) -> int:
    if not situation.request.previous_offers:
        return 0
    return sum((offer.answer or "").lower() in REFUSED_WORDS for offer in situation.request.previous_offers)


def money_moves(situation: Situation) -> int:
    return sum(offer.remedy is Remedy.PARTIAL_REFUND for offer in situation.request.previous_offers)


def item_of(situation: Situation, buyer: Buyer, remedy: Remedy, amount: int | None) -> Item:
    """The candidate with its costs and its chance, after what was refused before."""
    whole = makes_whole(situation, remedy, amount)
    chance = buyer.takes(remedy, amount or 0)
    lower = [value for value in refused_before(situation, remedy) if value is not None]
    if remedy is Remedy.PARTIAL_REFUND and lower and not whole:
        chance = after_lower_refused(chance, buyer.takes(remedy, max(lower)))
    else:
        chance = after_refusals(chance, refusals(situation), situation.policy, makes_whole=whole or remedy in REFUNDS)
    worth = buyer_worth(situation, remedy, amount)
    return Item(
        remedy=remedy,
        amount=amount,
        by_date=wait_until(situation) if remedy is Remedy.WAIT else None,
        direct=direct_cost(situation, remedy, amount),
        minutes=extra_minutes(situation, remedy),
        review=situation.review_cost
        * buyer.leaves_bad_review(remedy, worth / situation.value if situation.value else 0.0),
        whole=whole,
        worth=worth,
        p_alone=chance,
        doubt=buyer.doubt(remedy, amount or 0),
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


def partial_refunds(situation: Situation, buyer: Buyer) -> list[Item]:
    """The partial refunds to choose one from, by rising amount; empty after two money moves.

    Where a part is missing and the floor holds, only amounts that cover it.
    """
    if money_moves(situation) >= situation.policy.menu.most_money_moves:
        return []
    amounts = _partial_amounts(situation)
    if situation.request.previous_offers or situation.model is not None or not amounts:
        items = [item_of(situation, buyer, Remedy.PARTIAL_REFUND, amount) for amount in amounts]
    else:
        items = _first_offers(situation, buyer, amounts)
    if situation.floor_applies and situation.kind in situation.floor.missing_makes_whole:
        return [item for item in items if item.whole] or items
    return items


def _first_offers(situation: Situation, buyer: Buyer, amounts: list[int]) -> list[Item]:
    """What ``item_of`` gives for each amount where nothing was refused and nothing learned: only the money differs."""
    first = item_of(situation, buyer, Remedy.PARTIAL_REFUND, amounts[0])
    kept = 1 - situation.fee_share
    missing = _missing_amount(situation)
    return [
        Item(
            remedy=Remedy.PARTIAL_REFUND,
            amount=amount,
            by_date=None,
            direct=amount * kept,
            minutes=0.0,
            review=first.review,
            whole=amount >= missing,
            worth=float(amount),
            p_alone=buyer.takes(Remedy.PARTIAL_REFUND, amount),
        )
        for amount in amounts
    ]


def _missing_amount(situation: Situation) -> float:
    """From which partial refund on the buyer is made whole: the missing part's worth, or all that is open."""
    missing, floor = situation.missing_share, situation.floor
    by_floor = situation.floor_applies or not situation.rights
    if by_floor and missing is not None and situation.kind in floor.missing_makes_whole:
        return missing * situation.value
    return situation.open_value


def fixed_amount(situation: Situation, remedy: Remedy) -> int | None:
    """What a remedy comes with where nobody chooses an amount, in minor units; None where it is no money."""
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
    if situation.protected and not REFUNDS & set(remedies):
        remedies.insert(0, Remedy.FULL_REFUND)
    for remedy in (Remedy.DEFEND, Remedy.REPORT):
        if remedy not in remedies and (remedy is Remedy.DEFEND or situation.request.flags):
            remedies.append(remedy)
    return remedies


def candidates(situation: Situation) -> tuple[list[Item], list[Blocked]]:
    """What may be offered, and what may not with the reason. A partial refund comes at several amounts."""
    buyer = Buyer(situation)
    allowed: list[Item] = []
    blocked: list[Blocked] = []
    remedies = 0
    checks = checks_of(situation)
    for remedy in considered(situation):
        amount = fixed_amount(situation, remedy)
        no = blocked_by(situation, remedy, amount, checks=checks)
        if no is not None:
            blocked.append(no)
            continue
        if remedy is Remedy.PARTIAL_REFUND:
            items = partial_refunds(situation, buyer)
        else:
            items = [item_of(situation, buyer, remedy, amount)]
        affordable = [item for item in items if over_budget(situation, item) is None]
        if items and not affordable:
            over = over_budget(situation, items[0])
            blocked += [over] if over is not None else []
        before = refused_before(situation, remedy)
        affordable = [item for item in affordable if item.whole or None not in before]
        if affordable and remedies < MOST_CANDIDATES:
            remedies += 1
            allowed += affordable
    due = _due_anyway(situation, buyer, allowed)
    if due is not None:
        allowed.insert(0, due)
        blocked = [entry for entry in blocked if entry.remedy is not due.remedy]
    return in_line(situation, allowed), blocked


def _due_anyway(situation: Situation, buyer: Buyer, allowed: list[Item]) -> Item | None:
    """The money back where the buyer is entitled to a whole remedy and the shop offers none: law goes before usage."""
    if not situation.protected or situation.open_value <= 0 or any(item.whole for item in allowed):
        return None
    for remedy in (Remedy.FULL_REFUND, Remedy.CANCEL_AND_REFUND):
        if blocked_by(situation, remedy, situation.open_value, whatever_is_usual=True) is None:
            return item_of(situation, buyer, remedy, situation.open_value)
    return None


#: So many answers to a remedy of its own speak as loudly as what a lesser offer says about it.
OWN_ANSWERS = 5.0


def again(situation: Situation, items: list[Item]) -> list[Item]:
    """The same candidates when something about the case is different: chances and costs anew, no gate asked again."""
    buyer = Buyer(situation)
    waited = situation.policy.acceptance.waited
    return in_line(
        situation,
        [
            item_of(situation, buyer, item.remedy, item.amount)
            if situation.model is not None or item.remedy in waited
            else item
            for item in items
        ],
    )


def in_line(situation: Situation, items: list[Item]) -> list[Item]:
    """Nobody prefers less: more money is taken at least as readily as less, cash as a coupon or gift of its amount,
    all the money without a return as with one, and anything of worth as an apology alone.

    Among amounts of one remedy this always holds. Between remedies it speaks the less, the more answers to the remedy
    itself were seen: buyers may have reasons of their own.
    """
    sorry = max((item.p_alone for item in items if item.remedy is Remedy.APOLOGISE), default=0.0)
    tokens = [item for item in items if item.remedy in TOKENS]
    chance = [item.p_alone for item in items]
    for index, item in enumerate(items):
        if item.remedy in TOKENS:
            chance[index] = _raised(situation, item, sorry)
    part = 0.0
    for index, item in enumerate(items):
        if item.remedy is Remedy.PARTIAL_REFUND:
            lesser = [other.p_alone for other in tokens if (other.amount or 0) <= (item.amount or 0)]
            part = max(part, _raised(situation, item, max(lesser, default=sorry)))
            chance[index] = part
    returned = max((item.p_alone for item in items if item.remedy is Remedy.RETURN_AND_REFUND), default=0.0)
    for index, item in enumerate(items):
        if item.remedy in REFUNDS:
            chance[index] = _raised(situation, item, max(part, returned))
    return [item if chance[at] == item.p_alone else replace(item, p_alone=chance[at]) for at, item in enumerate(items)]


def _raised(situation: Situation, item: Item, least: float) -> float:
    """The item's chance, lifted towards ``least`` as far as little is known of it."""
    if least <= item.p_alone:
        return item.p_alone
    model = situation.model
    seen = model.seen(situation.kind, item.remedy)[3] if model is not None else 0
    return item.p_alone + (least - item.p_alone) * OWN_ANSWERS / (OWN_ANSWERS + seen)
