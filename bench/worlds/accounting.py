"""What a case costs once it has ended: the accounting rules, written down a second time and apart from the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bench.worlds.cases import Offer, missing_share

ROUND, GUIDE, RETURN, RULING = 6, 4, 6, 18
KEEPS_GOODS = frozenset({"not_dispatched", "cancel_request"})


@dataclass(frozen=True)
class Bill:
    """The money facts of a case, as floats in the order's currency."""

    value: float
    goods: float
    postage: float
    label: float
    salvage: float
    fee: float
    minute: float
    review: float
    future: float
    lacking: float
    kind: str


def bill_of(case: dict[str, Any]) -> Bill:
    costs, listing = case["costs"], case["listing"]
    lines = case["order"]["lines"]
    return Bill(
        value=float(case["order"]["value"]),
        goods=sum(line["quantity"] * float(line["unit_cost"]) for line in lines),
        postage=float(costs["postage"]),
        label=float(costs["return_label"]),
        salvage=float(costs["salvage"]),
        fee=float(costs["dispute_fee"]),
        minute=float(costs["minute"]),
        review=float(listing["weekly_margin"]) * 0.07 * (listing["rating"] - 1) / (listing["reviews"] + 1) * 26,
        future=float(case["buyer"]["future_margin"]),
        lacking=missing_share(case) or 0.4,
        kind=case["kind"],
    )


@dataclass(frozen=True)
class Luck:
    """How often things happen: second parcels fail, returns are sent and arrive sellable, coupons are redeemed."""

    fails: float
    sent: float
    sellable: float
    redeemed: float


def direct(bill: Bill, offer: Offer, luck: Luck, arrives: float) -> float:
    """Money and goods that an accepted offer costs, expected under ``luck`` (0 or 1 in it: what really happened)."""
    remedy, paid = offer.remedy, (offer.share or 0.0) * bill.value
    if remedy in ("full_refund", "cancel_and_refund"):
        return paid - (bill.goods if bill.kind in KEEPS_GOODS else 0.0)
    if remedy in ("partial_refund", "gift"):
        return paid
    if remedy == "reship":
        return bill.goods + bill.postage + luck.fails * bill.value
    if remedy == "reship_missing":
        return bill.lacking * bill.goods + bill.postage + luck.fails * bill.lacking * bill.value
    if remedy == "exchange":
        return bill.goods + bill.postage + bill.label - luck.sellable * bill.salvage + luck.fails * bill.value
    if remedy == "return_and_refund":
        label = 0.0 if bill.kind == "return_request" else bill.label
        return luck.sent * (paid + label - luck.sellable * bill.salvage)
    if remedy == "coupon":
        return luck.redeemed * 0.6 * paid
    if remedy == "wait":
        return paid + (1 - arrives) * bill.value
    return 0.0


def minutes(offer: Offer | None) -> int:
    """Minutes of one round with an offer; the offer that was taken (None: all refused)."""
    extra = {"guide": GUIDE, "return_and_refund": RETURN, "exchange": RETURN}
    return ROUND + (extra.get(offer.remedy, 0) if offer else 0)
