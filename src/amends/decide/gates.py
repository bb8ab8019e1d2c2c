"""The gates, in their order: law, platform, safety, honesty, feasibility, approval, budget.

A blocked option stays visible with its reason. Approval does not block: it says who has to agree.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from amends.core.contracts.decide import Blocked
from amends.core.vocabulary import EvidenceType, Fault, Flag, Gate, Kind, KindGroup, Remedy
from amends.decide.chances import arrives_in_time
from amends.decide.costs import Item
from amends.decide.situation import Situation, wait_until

#: Remedies that send goods.
SHIPS = frozenset({Remedy.RESHIP, Remedy.RESHIP_MISSING, Remedy.EXCHANGE})
#: Remedies after which the buyer goes on using what she has.
KEEPS_USING = frozenset({Remedy.GUIDE, Remedy.COUPON, Remedy.GIFT, Remedy.PARTIAL_REFUND, Remedy.WAIT, Remedy.DEFEND})
#: Where the buyer holds nothing that could be sent back.
NOTHING_TO_RETURN = frozenset({Remedy.RETURN_AND_REFUND, Remedy.EXCHANGE, Remedy.REPAIR})
UNDER_WAY = frozenset(
    {
        Kind.NOT_RECEIVED,
        Kind.NOT_EXPORTED,
        Kind.CUSTOMS_HELD,
        Kind.DELIVERY_FAILED,
        Kind.PARTIAL_DELIVERY,
        Kind.NOT_DISPATCHED,
        Kind.OUT_OF_STOCK,
        Kind.ORDER_STATUS,
        Kind.CANCEL_REQUEST,
    }
)
#: What law and honesty have something to say about.
ASKED = frozenset({Remedy.DEFEND, Remedy.REPORT, Remedy.WAIT})
Check = Callable[[Situation, Remedy, int | None], str | None]


def _law(situation: Situation, remedy: Remedy, amount: int | None) -> str | None:
    if remedy is Remedy.DEFEND:
        held = set(situation.request.evidence)
        for right in situation.rights:
            if right.contest_needs and not right.contest_needs & held:
                return f"contesting needs proof that is not there: {right.says}"
    proof = situation.floor.contest_needs_proof
    contested = remedy is Remedy.DEFEND and situation.floor_applies and situation.kind in proof.kinds
    if contested and not proof.evidence & set(situation.request.evidence):
        return "the risk stays with the seller until delivery is proven, and it is not."
    return None


def _platform(situation: Situation, remedy: Remedy, amount: int | None) -> str | None:
    request = situation.request
    if situation.platform_decides and remedy is not Remedy.DEFEND:
        return "the platform ships and decides this order; what is left is an appeal or a claim."
    if not request.dispute_open:
        return None
    if remedy is Remedy.DEFEND:
        return None if situation.form.contest else "the platform's form has no way to contest."
    if remedy is Remedy.REPORT or remedy in situation.form.offers:
        return None
    if remedy in SHIPS:
        return "a dispute is open: goods agreed in chat do not stop its clock; wait until it is closed."
    return "a dispute is open, and its form cannot carry this."


def _safety(situation: Situation, remedy: Remedy, amount: int | None) -> str | None:
    if Flag.SAFETY_HAZARD in situation.request.flags and remedy in KEEPS_USING:
        return "the buyer reports a danger: nothing may lead her to go on using it."
    if situation.kind is Kind.COUNTERFEIT and remedy in (Remedy.EXCHANGE, Remedy.RESHIP):
        return "authenticity is doubted: send nothing more before a person has looked."
    return None


def _honesty(situation: Situation, remedy: Remedy, amount: int | None) -> str | None:
    request = situation.request
    if remedy is Remedy.DEFEND and request.fault is Fault.SELLER:
        return "the fault is the seller's: contesting it would not be true."
    if remedy is Remedy.DEFEND and not request.evidence:
        return "there is no evidence to contest with."
    if remedy is Remedy.REPORT:
        if Flag.EXTORTION not in request.flags:
            return "a report needs a demand beyond the entitlement and a threat; a complaint or a bad review is none."
        if EvidenceType.CHAT_RECORD not in request.evidence:
            return "a report needs the buyer's own words on the platform as evidence."
    if remedy is Remedy.WAIT and wait_until(situation) is None:
        return "there is no date that can be promised: no forecast, or the buyer's time to dispute ends first."
    return None


def _in_stock(situation: Situation, remedy: Remedy) -> str | None:
    stock = situation.request.stock
    if stock is None or remedy not in SHIPS:
        return None
    for line in situation.request.order.lines:
        needed = (situation.request.claim.missing or 1) if remedy is Remedy.RESHIP_MISSING else line.quantity
        # A product that nobody counted is unknown and not gone.
        if line.sku in stock and stock[line.sku] < min(needed, line.quantity):
            return f"{line.sku} is not in stock."
    return None


def _feasibility(situation: Situation, remedy: Remedy, amount: int | None) -> str | None:
    kind = situation.kind
    if remedy not in situation.available:
        return "this shop does not offer it."
    other_article = kind is Kind.OUT_OF_STOCK and remedy is Remedy.EXCHANGE
    nothing_there = kind.group is KindGroup.LOGISTICS and kind is not Kind.LATE_DELIVERY
    if remedy in NOTHING_TO_RETURN and nothing_there and not other_article:
        return "the buyer has nothing to send back."
    if remedy is Remedy.WAIT:
        if kind not in UNDER_WAY:
            return "nothing is under way that could be waited for."
        if arrives_in_time(situation) < situation.policy.menu.wait_needs_chance:
            return f"the parcel comes by that date only with {arrives_in_time(situation):.0%}."
    if remedy is Remedy.REIMBURSE_DUTY and not amount:
        return "how much duty was asked of the buyer is not known; ask her for the receipt."
    if remedy is Remedy.RESHIP_MISSING and situation.missing_share == 1.0:
        return "everything is missing: that is a reship."
    if situation.open_value == 0 and remedy not in (Remedy.APOLOGISE, Remedy.GUIDE, Remedy.DEFEND, Remedy.REPORT):
        return "the order is refunded in full already; nothing is refunded twice."
    return _in_stock(situation, remedy)


def _budget(situation: Situation, remedy: Remedy, amount: int | None) -> str | None:
    left = situation.request.budget_left
    if left is None:
        return None
    budget = Decimal(left).scaleb(situation.digits)
    needed = float(amount or 0)
    if remedy in SHIPS:
        needed = situation.goods + situation.postage
    return (
        f"{situation.amount(int(needed))} is more than the budget that is left ({left})." if needed > budget else None
    )


#: Budget never blocks what the buyer is entitled to; the engine asks it last and only for the rest.
CHECKS: tuple[tuple[Gate, Check], ...] = (
    (Gate.LAW, _law),
    (Gate.PLATFORM, _platform),
    (Gate.SAFETY, _safety),
    (Gate.HONESTY, _honesty),
    (Gate.FEASIBILITY, _feasibility),
)


def checks_of(situation: Situation) -> tuple[tuple[Gate, Check], ...]:
    """The gates that have anything to say about offers of this case, in their order.

    Only contests, reports and waits are asked about law and honesty (``ASKED``), and few cases have a form or a danger.
    """
    request = situation.request
    form = request.dispute_open or situation.platform_decides
    danger = Flag.SAFETY_HAZARD in request.flags or situation.kind is Kind.COUNTERFEIT
    return tuple(
        entry
        for entry in CHECKS
        if entry[0] is Gate.FEASIBILITY or (entry[0] is Gate.PLATFORM and form) or (entry[0] is Gate.SAFETY and danger)
    )


def blocked_by(
    situation: Situation,
    remedy: Remedy,
    amount: int | None,
    *,
    whatever_is_usual: bool = False,
    checks: tuple[tuple[Gate, Check], ...] | None = None,
) -> Blocked | None:
    """The first gate that does not let this option through, or None. ``whatever_is_usual`` leaves feasibility out.

    ``checks`` are what ``checks_of`` found for the case, where many options are asked about.
    """
    for gate, check in CHECKS if checks is None or remedy in ASKED else checks:
        if whatever_is_usual and gate is Gate.FEASIBILITY:
            continue
        reason = check(situation, remedy, amount)
        if reason is not None:
            return Blocked.made(remedy=remedy, by=gate, reason=reason)
    return None


def over_budget(situation: Situation, item: Item) -> Blocked | None:
    reason = None if item.whole and situation.protected else _budget(situation, item.remedy, item.amount)
    return Blocked.made(remedy=item.remedy, by=Gate.BUDGET, reason=reason) if reason else None


def approval_reasons(situation: Situation, items: list[Item], widest: float) -> list[str]:
    """Why a lead has to agree before this menu is sent; empty where the agent may."""
    request, rules = situation.request, situation.policy.approval
    reasons: list[str] = []
    cash = max((item.amount or 0 for item in items), default=0)
    limit = rules.cash_above.get(situation.currency)
    if limit is None:
        if cash:
            reasons.append(f"no limit is set for {situation.currency}.")
    elif cash > Decimal(limit).scaleb(situation.digits):
        reasons.append(f"money above {limit} {situation.currency}.")
    if cash > situation.open_value:
        reasons.append("more than the buyer paid.")
    remedies = {item.remedy for item in items}
    if Remedy.DEFEND in remedies:
        reasons.append("a contest.")
    if Remedy.REPORT in remedies or Flag.EXTORTION in request.flags:
        reasons.append("suspected abuse: a person decides.")
    if Flag.SAFETY_HAZARD in request.flags or request.kind is Kind.COUNTERFEIT:
        reasons.append("safety or authenticity: a person looks first.")
    buyer = request.buyer
    often = buyer.claims >= rules.claims_from and buyer.claims >= rules.claims_share * max(buyer.orders, 1)
    if often or Flag.REPEAT_CLAIMANT in request.flags:
        reasons.append("this buyer claims often: ask for evidence; the entitlement stays the same.")
    if situation.value and widest > rules.interval_wider_than * situation.value:
        reasons.append("the estimate is wide.")
    return reasons
