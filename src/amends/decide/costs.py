"""What each way costs, in the sense of the accounting rules. Costs are computed, never learned.

Expected amounts are statistics: floats of minor units until they are rounded once, for showing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from amends.core.vocabulary import Kind, Remedy
from amends.decide.chances import bad_review_after, escalation_chance, quiet_ceiling, win_chance
from amends.decide.situation import Situation

REFUNDS = frozenset({Remedy.FULL_REFUND, Remedy.CANCEL_AND_REFUND})


@dataclass(frozen=True, slots=True)
class Item:
    """A candidate: what is offered, what it costs if it is taken, and how likely that is.

    ``direct`` money and goods, ``minutes`` of work beyond the round itself, ``review`` expected review cost,
    ``whole`` whether it makes the buyer whole under the floor, ``worth`` what the buyer gets, ``p_alone`` the
    chance that it is taken when offered alone. Money in minor units.
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
    rules = situation.policy.costs
    label = 0 if situation.kind is Kind.RETURN_REQUEST else situation.return_label
    one_return = amount - situation.saved_fees(amount) + label - rules.return_sellable * situation.salvage
    return rules.return_happens * one_return


def arrives_in_time(situation: Situation) -> float:
    """Chance that the parcel comes by the forecast's date."""
    return (1 - situation.loss) * situation.policy.menu.arrival_quantile


def direct_cost(situation: Situation, remedy: Remedy, amount: int | None) -> float:
    """Money and goods that this item costs once it is taken (accounting table), in minor units."""
    rules = situation.policy.costs
    paid = amount or 0
    if remedy in REFUNDS:
        return _refund(situation, paid)
    if remedy in (Remedy.PARTIAL_REFUND, Remedy.REIMBURSE_DUTY):
        return paid - situation.saved_fees(paid)
    if remedy is Remedy.GIFT:
        return paid
    if remedy is Remedy.RESHIP:
        return situation.goods + situation.postage + rules.second_parcel_fails * situation.open_value
    if remedy is Remedy.RESHIP_MISSING:
        share = _missing_share(situation)
        return share * situation.goods + situation.postage + rules.second_parcel_fails * share * situation.open_value
    if remedy is Remedy.EXCHANGE:
        back = situation.return_label - rules.return_sellable * situation.salvage
        return situation.goods + situation.postage + back + rules.second_parcel_fails * situation.open_value
    if remedy is Remedy.RETURN_AND_REFUND:
        return _return(situation, paid)
    if remedy is Remedy.COUPON:
        return rules.coupon_redeemed * rules.coupon_cost * paid
    if remedy is Remedy.WAIT:
        return paid + (1 - arrives_in_time(situation)) * situation.open_value
    if remedy is Remedy.REDELIVER:
        return situation.postage / 2
    if remedy is Remedy.REPAIR:
        return situation.return_label + situation.postage
    return 0.0


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


def review_cost(situation: Situation, remedy: Remedy) -> float:
    return bad_review_after(situation, remedy) * situation.review_cost


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
    """What follows when nothing is agreed: a ruling, or the buyer gives up. Expected amounts in minor units."""

    total: float
    money: float
    review: float
    handling: float
    future: float
    metric: float
    win: float


def adjudication(situation: Situation, win: float | None = None) -> Adjudication:
    """The expected cost of a refusal that is not followed by another offer."""
    policy = situation.policy
    chance = win_chance(situation) if win is None else win
    goes_on = escalation_chance(situation)
    lost = 1 - chance
    partial, full = lost * policy.ruling.partial_share, lost * (1 - policy.ruling.partial_share)
    award = full * (situation.open_value + situation.dispute_fee) + partial * (
        situation.open_value / 2 + situation.dispute_fee
    )
    stars = policy.bad_review
    ceiling = quiet_ceiling(situation)
    bad = goes_on * (chance * stars.won + lost * stars.lost) + (1 - goes_on) * stars.gave_up
    unresolved = goes_on * chance + (1 - goes_on)
    money = goes_on * award
    review = min(bad, ceiling) * situation.review_cost
    handling = goes_on * policy.costs.minutes.ruling * situation.minute
    future = unresolved * policy.costs.churn_unresolved * situation.future_margin * (1.0 if ceiling == 1.0 else ceiling)
    metric = goes_on * lost * metric_price(situation)
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
