"""A shop's history for tests: menus that were sent long ago, and what came of them, as rows of the desk."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import yaml
from making import NOW

from amends.core.contracts.decide import DecideInput
from amends.core.vocabulary import Turn
from amends.decide import Policy, decide, full_law, parse_policy, shipped_policy
from amends.desk.cases.models import Case
from amends.desk.offers.models import Ending, Offer
from amends.desk.orders.models import Buyer, Order, OrderLine
from amends.desk.reviews.models import Review
from amends.desk.shops.models import Shop
from tests.decide.cases import PLAIN, case

#: Long enough ago that neither a review nor a bank can follow any more.
LONG_AGO = NOW - timedelta(days=200)
REFUND = [{"remedy": "full_refund", "amount": "23.40", "currency": "USD"}]


def order_of(shop: Shop, number: str, at: datetime = LONG_AGO) -> Order:
    buyer = Buyer.objects.create(shop=shop, reference=f"buyer-{number}", name=f"Buyer {number}")
    order = Order.objects.create(
        shop=shop, number=number, buyer=buyer, placed_at=at - timedelta(days=12), currency="USD", value_minor=2340,
        country="BR",
    )  # fmt: skip
    OrderLine.objects.create(
        order=order, position=0, sku="LAMP", quantity=2, unit_price_minor=1170, unit_cost_minor=400
    )
    return order


def case_of(shop: Shop, number: str, at: datetime = LONG_AGO, *, closed: datetime | None = None) -> Case:
    """A case about a damaged lamp; closed two days after it was opened unless said otherwise (None: a day later)."""
    order = order_of(shop, number, at)
    return Case.objects.create(
        shop=shop, order=order, buyer=order.buyer, opened_by="message", opened_at=at, kind="damaged",
        closed_at=closed, close_reason="settled" if closed else "", turn=Turn.NOBODY.value if closed else Turn.BUYER.value,
        updated_at=at,
    )  # fmt: skip


def sent(
    case: Case,
    at: datetime | None = None,
    *,
    menu: list[dict[str, Any]] | None = None,
    propensity: float = 1.0,
    policy: Policy | None = None,
    proposed: list[dict[str, Any]] | None = None,
    **facts: Any,
) -> Offer:
    """The engine's menu for the case, sent; ``menu``: what a person sent instead; ``proposed``: without asking it."""
    moment = at or case.opened_at
    placed = (moment - timedelta(days=12)).isoformat()
    record = {
        **PLAIN, "id": f"case:{case.pk}", "now": moment.isoformat(), "platform": case.shop.platform,
        "order": {**PLAIN["order"], "ordered_at": placed}, **facts,
    }  # fmt: skip
    request = DecideInput.model_validate(record, strict=False)
    if proposed is None:
        result = decide(request, policy=policy or shipped_policy(), law=full_law()).model_dump(mode="json")
    else:
        result = {"menu": proposed, "policy_version": "balanced@test"}
    result["propensity"] = propensity
    return Offer.objects.create(
        case=case, at=moment, request=request.model_dump(mode="json"), result=result, silence_minor=0,
        policy_version=result["policy_version"], state=Offer.SENT, sent_menu=menu or result["menu"],
    )  # fmt: skip


def told(offer: Offer, **what: Any) -> Ending:
    return Ending.objects.create(offer=offer, at=offer.at + timedelta(days=2), **what)


def settled(shop: Shop, number: str, at: datetime = LONG_AGO, *, taken: int | None = 0, **more: Any) -> Offer:
    """A case that ended long ago: she took an option (``taken``), or (None) it was ruled for her."""
    case = case_of(shop, number, at, closed=at + timedelta(days=2))
    offer = sent(case, at, **more)
    told(offer, **({"accepted": taken} if taken is not None else {"ruled": "buyer"}))
    return offer


#: A policy with few remedies, so that a short history can tell its menus apart.
FEW = """extends: balanced
name: few
candidates:
  damaged: [reship, partial_refund, coupon]
"""
BETTER = [{"remedy": "reship", "currency": "USD"}, {"remedy": "partial_refund", "amount": "2.34", "currency": "USD"}]


def explored(shop: Shop, count: int) -> None:
    """A coin chose between two menus. Of the usual one buyers took the money and wrote bad reviews; of the better one
    the second parcel, and wrote none. Everything is long over."""
    policy = parse_policy(yaml.safe_load(FEW))
    engines = decide(case(), policy=policy, law=full_law()).model_dump(mode="json", exclude_none=True)["menu"]
    for number in range(count):
        usual = number % 2 == 0
        at = LONG_AGO - timedelta(hours=count - number)
        held = case_of(shop, f"x{number}", at, closed=at + timedelta(days=2))
        menu = engines if usual else BETTER
        offer = sent(held, at, menu=menu, proposed=menu, propensity=0.5)
        told(offer, accepted=1 if usual else 0)
        if usual:
            Review.objects.create(
                shop=shop, order=held.order, external_id=f"x{number}", rating=1, written_at=at + timedelta(days=5)
            )
