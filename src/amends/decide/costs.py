"""What each way costs, in the sense of the accounting rules. Costs are computed, never learned.

Expected amounts are statistics: floats of minor units until they are rounded once, for showing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from amends.core.vocabulary import Kind, Remedy
from amends.decide.chances import (
    arrives_in_time,
    bad_review_when,
    chargeback_chance,
    coupon_is_redeemed,
    escalation_chance,
    gives_up_chance,
    lasting_loss,
    partial_share,
    quiet_ceiling,
    return_is_sellable,
    return_is_sent,
    second_parcel_fails,
    win_chance,
)
from amends.decide.situation import Situation

REFUNDS = frozenset({Remedy.FULL_REFUND, Remedy.CANCEL_AND_REFUND})
#: What stands for money without being it.
TOKENS = frozenset({Remedy.COUPON, Remedy.GIFT})
#: Remedies whose parcel may fail a second time.
SENT_AGAIN = frozenset({Remedy.RESHIP, Remedy.RESHIP_MISSING, Remedy.EXCHANGE})


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate: what is offered, what it costs if it is taken, and how likely that is.

    ``direct`` money and goods, ``minutes`` of work beyond the round itself, ``review`` expected review cost,
    ``whole`` whether it makes the buyer whole under the floor, ``worth`` what the buyer gets, ``p_alone`` the
    chance that it is taken when offered alone, ``doubt`` how far its log-odds may be off. Money in minor units.
    """

    remedy: Remedy
    amount: int | None
    by_date: date | None
    direct: float
    minutes: float
    review: float
    whole: bool
    worth: float
    p_alone: float
    doubt: float = 0.0

    def taken(self, situation: Situation) -> float:
        """Expected cost once it is taken, without the minutes of the round."""
        return self.direct + self.review + self.minutes * situation.minute


def _refund(situation: Situation, amount: int) -> float:
    rules = situation.policy.costs
    cost = amount - situation.saved_fees(amount)
    if situation.kind in rules.goods_kept:
        cost -= situation.goods
    if situation.kind in rules.postage_unspent:
        cost -= situation.postage
    return cost


def _missing_share(situation: Situation) -> float:
    known = situation.missing_share
    return known if known is not None else situation.policy.costs.unknown_missing_share


def _return(situation: Situation, amount: int) -> float:
    label = 0 if situation.kind is Kind.RETURN_REQUEST else situation.return_label
    one_return = amount - situation.saved_fees(amount) + label - return_is_sellable(situation) * situation.salvage
    return return_is_sent(situation) * one_return


def direct_cost(situation: Situation, remedy: Remedy, amount: int | None) -> float:
    """Money and goods that this item costs once it is taken (accounting table), in minor units."""
    paid = amount or 0
    if remedy in REFUNDS:
        return _refund(situation, paid)
    if remedy in (Remedy.PARTIAL_REFUND, Remedy.REIMBURSE_DUTY):
        return paid - situation.saved_fees(paid)
    if remedy is Remedy.GIFT:
        return paid
    if remedy is Remedy.RETURN_AND_REFUND:
        return _return(situation, paid)
    if remedy is Remedy.COUPON:
        return coupon_is_redeemed(situation) * situation.policy.costs.coupon_cost * paid
    if remedy is Remedy.WAIT:
        return paid + (1 - arrives_in_time(situation)) * situation.open_value
    return _goods_cost(situation, remedy)


def sent_share(situation: Situation, remedy: Remedy) -> float:
    """The share of the order that is sent again."""
    return _missing_share(situation) if remedy is Remedy.RESHIP_MISSING else 1.0


def _goods_cost(situation: Situation, remedy: Remedy) -> float:
    """What sending something (again) costs, the second loss included; 0 for what sends nothing."""
    if remedy is Remedy.REDELIVER:
        return situation.postage / 2
    if remedy is Remedy.REPAIR:
        return situation.return_label + situation.postage
    if remedy not in SENT_AGAIN:
        return 0.0
    share = sent_share(situation, remedy)
    cost = share * situation.goods + situation.postage
    cost += second_parcel_fails(situation) * share * situation.open_value
    if remedy is Remedy.RESHIP and situation.kind in situation.policy.costs.goods_return:
        cost -= situation.goods  # what came back is what goes out again
    if remedy is Remedy.EXCHANGE:
        cost += situation.return_label - return_is_sellable(situation) * situation.salvage
    return cost


def extra_minutes(situation: Situation, remedy: Remedy) -> float:
    minutes = situation.policy.costs.minutes
    if remedy is Remedy.GUIDE:
        return minutes.guide
    if remedy in (Remedy.RETURN_AND_REFUND, Remedy.EXCHANGE):
        return minutes.returning
    return 0.0


def buyer_worth(situation: Situation, remedy: Remedy, amount: int | None) -> float:
    """What the buyer gets from the item, in minor units: only for ties, which go to the buyer."""
    paid = float(amount or 0)
    if remedy in (Remedy.RESHIP, Remedy.EXCHANGE):
        return float(situation.open_value)
    if remedy is Remedy.RESHIP_MISSING:
        return _missing_share(situation) * situation.open_value
    if remedy is Remedy.RETURN_AND_REFUND:
        return 0.8 * paid
    if remedy is Remedy.COUPON:
        return 0.5 * paid
    if remedy is Remedy.WAIT:
        return paid + arrives_in_time(situation) * situation.open_value * 0.5
    return paid


def metric_price(situation: Situation) -> float:
    """Expected margin lost when one more case counts: margin at risk x the rise of the chance to break the limit.

    Poisson forecast of the next window with the present rate; convex towards the limit (engine 2c).
    """
    metric = situation.request.metric
    if metric is None or metric.orders == 0:
        return 0.0
    from_limit = metric.limit / 100 if metric.limit > 1 else metric.limit
    allowed = math.floor(from_limit * metric.orders)
    margin = float(metric.margin_at_risk) * float(10**situation.digits)
    return margin * (_exceeds(metric.count + 1, allowed) - _exceeds(metric.count, allowed))


def _exceeds(expected: float, allowed: int) -> float:
    """P(Poisson(expected) > allowed)."""
    if expected > 700:
        spread = math.sqrt(expected)
        return 0.5 * math.erfc((allowed + 0.5 - expected) / (spread * math.sqrt(2)))
    term = math.exp(-expected)
    below = term
    for count in range(1, allowed + 1):
        term *= expected / count
        below += term
    return min(max(1 - below, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What follows when nothing is agreed: a ruling, the bank, or the buyer gives up. Expected amounts, minor units."""

    total: float
    money: float
    review: float
    handling: float
    future: float
    metric: float
    win: float


@dataclass(frozen=True, slots=True)
class Endings:
    """The chances of a case that was refused for good, and what each ending costs; all but the ruling's winner."""

    ruled: float
    back: float
    gives: float
    partial: float
    bad_won: float
    bad_lost: float
    bad_gave_up: float
    metric_price: float


def endings(situation: Situation) -> Endings:
    """How a refused case ends."""
    back = 0.0 if quiet_ceiling(situation) < 1.0 else chargeback_chance(situation)
    gives = (1 - back) * gives_up_chance(situation)
    return Endings(
        ruled=1 - back - gives,
        back=back,
        gives=gives,
        partial=partial_share(situation),
        bad_won=bad_review_when(situation, "won"),
        bad_lost=bad_review_when(situation, "lost"),
        bad_gave_up=bad_review_when(situation, "gave_up"),
        metric_price=metric_price(situation),
    )


def adjudication(situation: Situation, win: float | None = None, ends: Endings | None = None) -> Adjudication:
    """The expected cost of a refusal that is not followed by another offer (accounting)."""
    ends = ends or endings(situation)
    chance = win_chance(situation) if win is None else win
    lost = 1 - chance
    whole, half = situation.open_value, max(situation.value / 2 - (situation.value - situation.open_value), 0)
    award = lost * (1 - ends.partial) * (whole + situation.dispute_fee)
    award += lost * ends.partial * (half + situation.dispute_fee)
    money = ends.ruled * award + ends.back * (whole + situation.dispute_fee)
    bad = ends.ruled * (chance * ends.bad_won + lost * ends.bad_lost)
    bad += ends.back * ends.bad_lost + ends.gives * ends.bad_gave_up
    review = bad * situation.review_cost
    handling = (ends.ruled + ends.back) * situation.policy.costs.minutes.ruling * situation.minute
    unresolved = ends.ruled * chance + ends.gives
    future = unresolved * lasting_loss(situation) * situation.future_margin * quiet_ceiling(situation)
    metric = (ends.ruled * lost + ends.back) * ends.metric_price
    total = money + review + handling + future + metric
    return Adjudication(total, money, review, handling, future, metric, chance)


def cost_of_silence(situation: Situation) -> float:
    """What no valid answer costs: what the buyer asked, the fee, the review, the buyer, the metric.

    In an open dispute the award is certain when the clock runs out; before one, it comes only if she goes on to it.
    """
    award = situation.asked if situation.asked is not None else situation.open_value
    policy = situation.policy
    certain = 1.0 if situation.request.dispute_open else escalation_chance(situation)
    quiet = quiet_ceiling(situation)
    review = min(policy.bad_review.silence, quiet) * situation.review_cost
    future = policy.costs.churn_unresolved * situation.future_margin * quiet
    lost = min(award, situation.open_value) + situation.dispute_fee + metric_price(situation)
    return certain * lost + review + future
