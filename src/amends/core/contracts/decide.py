"""decide: what do we offer, and what does each choice cost?"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from amends.core.contracts.fields import Amount, Country, Currency, Identifier, Inward, Outward, Probability, Time
from amends.core.vocabulary import Basis, EvidenceType, Fault, Flag, Fulfilment, Gate, Kind, Remedy

Days = Annotated[float, Field(ge=0, le=3650)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class OrderLine(Inward):
    sku: str
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    unit_price: Amount
    unit_cost: Amount


class DecideOrder(Inward):
    value: Amount
    currency: Currency
    country: Country
    ordered_at: Time
    lines: Annotated[list[OrderLine], Field(max_length=500)] = []


class Claim(Inward):
    asked_amount: Amount | None = None
    asks: list[Remedy] = []
    missing: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class Buyer(Inward):
    orders: Count = 1
    claims: Count = 0
    bad_reviews: Count = 0
    future_margin: Amount = "0"


class Costs(Inward):
    """Money in the order's currency; ``minute`` is the wage of one minute, up to four decimals."""

    postage: Amount = "0"
    return_label: Amount = "0"
    salvage: Amount = "0"
    dispute_fee: Amount = "0"
    minute: Amount = "0"


class Listing(Inward):
    reviews: Count = 0
    rating: Annotated[float, Field(ge=0, le=5)] = 0.0
    weekly_margin: Amount = "0"


class PreviousOffer(Inward):
    remedy: Remedy
    amount: Amount | None = None
    answer: str | None = None


class Fees(Inward):
    commission: Amount = "0"
    refundable_share: Probability = 0.0


class Metric(Inward):
    """A platform's rate that this case may count against: ``count`` of ``orders`` so far, allowed share ``limit``."""

    count: Count
    limit: Annotated[float, Field(gt=0)]
    orders: Count
    margin_at_risk: Amount


class DecideInput(Inward):
    id: Identifier
    platform: str
    kind: Kind
    fault: Fault = Fault.UNKNOWN
    order: DecideOrder
    claim: Claim = Claim()
    waited_days: Days
    loss_probability: Probability | None = None
    arrival_by: date | Time | None = None
    evidence: list[EvidenceType] = []
    buyer: Buyer = Buyer()
    costs: Costs = Costs()
    listing: Listing = Listing()
    flags: list[Flag] = []
    deadline: Time | None = None
    now: Time
    policy: str | None = None
    procedure: str | None = None
    dispute_open: bool = False
    fulfilment: Fulfilment = Fulfilment.SELLER
    available: list[Remedy] | None = None
    previous_offers: list[PreviousOffer] = []
    refunded: Amount = "0"
    fees: Fees | None = None
    metric: Metric | None = None
    stock: dict[str, int] | None = None
    budget_left: Amount | None = None
    delivered_at: Time | None = None
    dispute_window_ends: Time | None = None


class Components(Outward):
    """Expected amounts of offering the item alone, as decimal strings; they add up to the cent."""

    direct: str
    refusal: str
    review: str
    handling: str
    future: str
    metric: str | None = None


class MenuItem(Outward):
    remedy: Remedy
    amount: str | None = None
    currency: str
    by_date: date | None = None
    expected_cost: str
    low: str
    high: str
    p_accept: Probability
    p_alone: Probability
    components: Components
    entitled: bool
    why: str


class Blocked(Outward):
    remedy: Remedy
    by: Gate
    reason: str


class Approval(Outward):
    needed: bool
    reasons: list[str]


class DecideOutput(Outward):
    id: Identifier
    menu: list[MenuItem]
    recommended: int | None
    expected_cost: str
    p_refuse: Probability
    blocked: list[Blocked]
    approval: Approval
    would_change: list[str]
    propensity: Probability
    explored: bool
    policy_version: str
    basis: Basis
    sample: int
