"""The facts of a case as the engine asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import F

from amends.core.contracts.decide import (
    Buyer as BuyerFacts,
)
from amends.core.contracts.decide import Claim, Costs, DecideInput, DecideOrder, Listing, OrderLine, PreviousOffer
from amends.core.contracts.triage import OfferedItem
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Fault, Flag, Fulfilment, Kind, Leg, Remedy
from amends.desk.cases.models import Case
from amends.desk.offers.models import Offer
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.desk.together import loaded

#: Remedies beyond the basic fourteen that every shop can carry out herself.
EXTRA_REMEDIES = (Remedy.PROVIDE_DOCUMENT, Remedy.REIMBURSE_DUTY)


def latest_offer(case: Case) -> Offer | None:
    known = loaded(case, "offers")
    return next(iter(known), None) if known is not None else Offer.objects.filter(case=case).first()


def sent_offer(case: Case) -> Offer | None:
    return Offer.objects.filter(case=case, state=Offer.SENT).first()


def offered_items(case_id: int) -> list[OfferedItem]:
    """What is on the table: the last menu that was sent and not answered yet."""
    offer = Offer.objects.filter(case_id=case_id, state=Offer.SENT).defer("request", "result").first()
    return [
        OfferedItem(remedy=Remedy(item["remedy"]), amount=item.get("amount"), currency=item.get("currency"))
        for item in (offer.sent_menu or [] if offer else [])
    ]


def to_approve(shop_ids: Sequence[int], most: int) -> list[Offer]:
    """What was chosen and waits for somebody to agree, the most urgent first."""
    rows = Offer.objects.filter(state=Offer.CHOSEN, approval_needed=True, approved_by__isnull=True)
    rows = rows.filter(case__shop__in=list(shop_ids), case__closed_at__isnull=True)
    with_case = rows.select_related("case__order", "case__buyer", "chosen_by").defer(
        "case__buyer__email", "case__order__postcode"
    )
    return list(with_case.order_by(F("case__due").asc(nulls_last=True), "id")[:most])


def declined_lately(person: Person, most: int = 10) -> list[Offer]:
    """What a lead did not agree to of this person's choices, and nobody has chosen anew since."""
    rows = Offer.objects.filter(chosen_by=person, declined_at__isnull=False, state=Offer.PROPOSED)
    rows = rows.filter(case__closed_at__isnull=True).select_related("case__order", "declined_by")
    return list(rows.order_by("-declined_at")[:most])


def offer_to_approve(person: Person, offer_id: int) -> Offer | None:
    """The offer, if it is in one of the person's shops and waits for approval."""
    rows = Offer.objects.filter(pk=offer_id, case__shop__memberships__person=person)
    return rows.select_related("case__shop__organisation", "case__order", "case__buyer").first()


def unit_cost_minor(shop: Shop, unit_price_minor: int, told: int | None) -> int:
    """What the goods cost: as told by the feed, else the shop's assumed share of the price."""
    return told if told is not None else int(Decimal(unit_price_minor) * shop.unit_cost_share)


def _order_facts(order: Order) -> DecideOrder:
    def show(minor: int) -> str:
        return Money(minor, order.currency).amount

    return DecideOrder(
        value=show(order.value_minor),
        currency=order.currency,
        country=order.country,
        ordered_at=order.placed_at,
        lines=[
            OrderLine(
                sku=line.sku,
                quantity=line.quantity,
                unit_price=show(line.unit_price_minor),
                unit_cost=show(unit_cost_minor(order.shop, line.unit_price_minor, line.unit_cost_minor)),
            )
            for line in order.lines.all()
        ],
    )


def _costs(order: Order) -> Costs:
    """The shop's costs; they are kept in the shop's currency and used where the order has the same one."""
    shop = order.shop
    if shop.currency != order.currency:
        return Costs(minute="0", postage=Money(int(order.value_minor * Decimal("0.15")), order.currency).amount)
    return Costs(
        postage=Money(shop.postage_minor, order.currency).amount,
        return_label=Money(shop.return_label_minor, order.currency).amount,
        dispute_fee=Money(shop.dispute_fee_minor, order.currency).amount,
        minute=f"{shop.minute:.4f}",
    )


@dataclass(frozen=True, slots=True)
class History:
    """What came before in a case: kinds of evidence kept, offers made, money given back, the buyer's orders.

    Of the offers only states and menus are read; ``refunded_minor`` is in the order's currency.
    """

    kept: frozenset[str]
    offers: tuple[Offer, ...]
    refunded_minor: int
    buyer_orders: int


@dataclass(frozen=True, slots=True)
class Keeps:
    """What the shop can keep: pieces of the products that were counted lately, and what is left of the month's budget.

    The budget is in the order's currency; None: there is none. A product that is not in ``stock`` is unknown.
    """

    stock: Mapping[str, int] = field(default_factory=dict)
    budget_left: Money | None = None


def _previous(history: History) -> list[PreviousOffer]:
    items: list[PreviousOffer] = []
    for offer in history.offers:
        if offer.state not in (Offer.REFUSED, Offer.ACCEPTED):
            continue
        answer = "refused" if offer.state == Offer.REFUSED else "accepted"
        items += [
            PreviousOffer(remedy=Remedy(item["remedy"]), amount=item.get("amount"), answer=answer)
            for item in offer.sent_menu or []
        ]
    return items


def _arrival(parcel: Parcel | None) -> date | None:
    told = (parcel.arrival or {}).get("p80") if parcel else None
    return date.fromisoformat(told) if told else None


def _listing(case: Case, shop: Shop, order: Order) -> Listing:
    same = shop.currency == order.currency
    return Listing(
        reviews=shop.default_reviews,
        rating=float(shop.default_rating),
        weekly_margin=Money(shop.weekly_margin_minor if same else 0, order.currency).amount,
    )


def evidence_of(case: Case, order: Order, parcel: Parcel | None, history: History) -> list[EvidenceType]:
    """Kinds of evidence at hand: what was kept, and what the records are by themselves."""
    kinds = {EvidenceType(kind) for kind in history.kept}
    kinds.add(EvidenceType.ORDER_RECORD)
    if case.conversation_id is not None:
        kinds.add(EvidenceType.CHAT_RECORD)
    if order.listings:
        kinds.add(EvidenceType.LISTING_SNAPSHOT)
    if parcel is not None and parcel.scans.all():
        kinds.add(EvidenceType.TRACKING_HISTORY)
        if parcel.leg == Leg.DELIVERED.value:
            kinds.add(EvidenceType.DELIVERY_PROOF)
    return sorted(kinds)


def request_for(
    case: Case,
    order: Order,
    parcel: Parcel | None,
    shop_time: datetime,
    deadline: datetime | None,
    history: History,
    keeps: Keeps = Keeps(),
) -> DecideInput:
    """Everything the engine is asked with. Names, languages and politeness are not among it."""
    asked = Money(case.asked_minor, order.currency).amount if case.asked_minor is not None else None
    ordered = sum(line.quantity for line in order.lines.all())
    missing = case.missing if case.missing and case.missing <= ordered else None
    buyer = order.buyer
    return DecideInput(
        id=f"case:{case.pk}",
        platform=order.shop.platform,
        kind=Kind(case.kind),
        fault=Fault(case.fault),
        order=_order_facts(order),
        claim=Claim(asked_amount=asked, asks=[Remedy(ask) for ask in case.asks], missing=missing),
        waited_days=max((shop_time - order.placed_at).days, 0),
        loss_probability=parcel.loss_probability if parcel else None,
        arrival_by=_arrival(parcel),
        evidence=evidence_of(case, order, parcel, history),
        buyer=BuyerFacts(
            orders=max(history.buyer_orders, 1), claims=buyer.claims, bad_reviews=buyer.bad_reviews, future_margin="0"
        ),
        costs=_costs(order),
        listing=_listing(case, order.shop, order),
        flags=[Flag(flag) for flag in case.flags],
        deadline=deadline,
        now=shop_time,
        procedure=case.procedure or None,
        dispute_open=case.dispute_open,
        fulfilment=Fulfilment.PLATFORM if order.platform_fulfilled else Fulfilment.SELLER,
        available=[*list(Remedy)[:14], *EXTRA_REMEDIES],
        previous_offers=_previous(history),
        refunded=Money(min(history.refunded_minor, order.value_minor), order.currency).amount,
        stock={line.sku: keeps.stock[line.sku] for line in order.lines.all() if line.sku in keeps.stock} or None,
        budget_left=keeps.budget_left.amount if keeps.budget_left is not None else None,
        # What a stopped clock has not seen yet has not happened.
        delivered_at=order.delivered_at if order.delivered_at and order.delivered_at <= shop_time else None,
    )
