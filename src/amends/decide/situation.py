"""The facts of one case in exact numbers: money in minor units, shares, and what the records say."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from amends.core.contracts.decide import DecideInput
from amends.core.errors import InputError
from amends.core.money import Money, minor_digits
from amends.core.vocabulary import BASIC_REMEDIES, ErrorCode, Fault, Fulfilment, Kind, Remedy
from amends.decide.law import Law, Right, floor_of, rights_of
from amends.decide.policy import Floor, Form, Policy, form_of

if TYPE_CHECKING:
    from amends.decide.model import Model


_USUAL = frozenset(BASIC_REMEDIES)


@dataclass(frozen=True, slots=True)
class Situation:
    """One case as the engine sees it. Money is in minor units of ``currency``; names and languages are not here.

    ``value`` is what the buyer paid, ``open_value`` what of it has not been refunded yet, ``goods`` what the
    goods cost the seller, ``review_cost`` what one review of one or two stars costs (accounting: R).
    """

    request: DecideInput
    kind: Kind
    #: What this shop can do at all.
    available: frozenset[Remedy]
    policy: Policy
    floor: Floor
    form: Form
    currency: str
    value: int
    open_value: int
    goods: int
    postage: int
    return_label: int
    salvage: int
    dispute_fee: int
    minute: float
    review_cost: float
    future_margin: int
    fee_share: float
    missing_share: float | None
    asked: int | None
    loss: float
    arrival: date | None
    floor_applies: bool
    digits: int
    #: log of the order value against the sum above which money needs a lead: the same scale in every currency.
    value_band: float
    model: Model | None = None
    #: Rights beyond the floor that hold here (``--law full``).
    rights: tuple[Right, ...] = ()

    @property
    def protected(self) -> bool:
        """Whether the menu must hold what the buyer is entitled to: by the floor or by a right beyond it."""
        return self.floor_applies or bool(self.rights)

    @property
    def platform_decides(self) -> bool:
        return self.request.fulfilment is not Fulfilment.SELLER

    def share(self, fraction: float) -> int:
        """A fraction of the order value in minor units, rounded half up."""
        return int(self.value * fraction + 0.5)

    def saved_fees(self, refunded: int) -> float:
        """Commission that comes back when ``refunded`` minor units are refunded."""
        return self.fee_share * refunded

    def amount(self, minor: int) -> str:
        """Minor units as the decimal string of the contract: what ``Money.amount`` gives, without its arithmetic."""
        if not self.digits:
            return str(minor)
        if self.digits == 2 and minor >= 0:
            return f"{minor // 100}.{minor % 100:02d}"
        whole, rest = divmod(abs(minor), 10**self.digits)
        return f"{'-' if minor < 0 else ''}{whole}.{rest:0{self.digits}d}"


@lru_cache(maxsize=4096)
def _minor(amount: str, currency: str, field: str) -> int:
    return Money.parse(amount, currency, field).minor


def _missing_share(request: DecideInput) -> float | None:
    ordered = sum(line.quantity for line in request.order.lines)
    missing = request.claim.missing
    if missing is None or not ordered:
        return None
    if missing > ordered:
        raise InputError(
            ErrorCode.OUT_OF_RANGE,
            f"{missing} are said to be missing, but only {ordered} were ordered.",
            "claim.missing",
        )
    return missing / ordered if missing else None


def floor_holds(request: DecideInput, floor: Floor) -> bool:
    """Whether the default legal floor covers this case (accounting)."""
    if request.kind not in floor.kinds or request.fault is Fault.BUYER:
        return False
    country = request.order.country
    return country in floor.countries or (country in floor.platform_countries and request.platform in floor.platforms)


def curve_at(points: tuple[tuple[float, float], ...], x: float) -> float:
    """The value of a piecewise linear curve at ``x``; flat beyond its ends."""
    if x <= points[0][0]:
        return points[0][1]
    x0, y0 = points[0]
    for x1, y1 in points:
        if x <= x1:
            return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        x0, y0 = x1, y1
    return y0


def _review_cost(request: DecideInput, weekly_margin: int, policy: Policy) -> float:
    listing = request.listing
    stars_above_one = max(listing.rating - 1.0, 0.0)
    effect = policy.costs.review_effect * policy.costs.review_weeks
    return weekly_margin * effect * stars_above_one / (listing.reviews + 1)


def _arrival_date(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


@cache
def _scale(limit: str | None, digits: int) -> float:
    return float(limit) * 10**digits if limit is not None else 0.0


def _value_band(value: int, currency: str, digits: int, policy: Policy) -> float:
    """log(order value / half the sum that needs a lead), between -2 and 2; 0 where the currency has no such sum."""
    scale = _scale(policy.approval.cash_above.get(currency), digits)
    if not scale or not value:
        return 0.0
    return max(min(math.log(2 * value / scale), 2.0), -2.0)


def situation_of(request: DecideInput, policy: Policy, law: Law | Floor, model: Model | None = None) -> Situation:
    """Read a request into exact numbers. Raises InputError where money or counts cannot be right."""
    floor = floor_of(law)
    order, costs = request.order, request.costs
    currency = order.currency
    value = _minor(order.value, currency, "order.value")
    refunded = _minor(request.refunded, currency, "refunded")
    if refunded > value:
        raise InputError(ErrorCode.OUT_OF_RANGE, "more was refunded than the order was worth.", "refunded")
    goods = sum(
        line.quantity * _minor(line.unit_cost, currency, f"order.lines.{i}.unit_cost")
        for i, line in enumerate(order.lines)
    )
    digits = minor_digits(currency)
    asked = request.claim.asked_amount
    fees = request.fees
    commission = _minor(fees.commission, currency, "fees.commission") if fees else 0
    loss = request.loss_probability
    return Situation(
        request=request,
        kind=request.kind,
        available=_USUAL if request.available is None else frozenset(request.available),
        policy=policy,
        floor=floor,
        form=form_of(request.platform, request.procedure),
        currency=currency,
        value=value,
        open_value=value - refunded,
        goods=goods,
        postage=_minor(costs.postage, currency, "costs.postage"),
        return_label=_minor(costs.return_label, currency, "costs.return_label"),
        salvage=_minor(costs.salvage, currency, "costs.salvage"),
        dispute_fee=_minor(costs.dispute_fee, currency, "costs.dispute_fee"),
        minute=float(costs.minute) * 10**digits,
        review_cost=_review_cost(
            request, _minor(request.listing.weekly_margin, currency, "listing.weekly_margin"), policy
        ),
        future_margin=_minor(request.buyer.future_margin, currency, "buyer.future_margin"),
        fee_share=(commission * fees.refundable_share / value) if fees and value else 0.0,
        missing_share=_missing_share(request),
        asked=_minor(asked, currency, "claim.asked_amount") if asked is not None else None,
        loss=loss if loss is not None else curve_at(policy.costs.loss_by_waited, request.waited_days),
        arrival=_arrival_date(request.arrival_by),
        floor_applies=floor_holds(request, floor),
        digits=digits,
        value_band=_value_band(value, currency, digits, policy),
        model=model,
        rights=rights_of(law, request),
    )


def wait_until(situation: Situation) -> date | None:
    """The last day a ``wait`` may name: the forecast's date, but before the buyer's last day to open a dispute."""
    if situation.arrival is None:
        return None
    end = situation.request.dispute_window_ends
    latest = (end - timedelta(days=1)).date() if end is not None else None
    day = min(situation.arrival, latest) if latest is not None else situation.arrival
    return day if day > situation.request.now.date() else None
