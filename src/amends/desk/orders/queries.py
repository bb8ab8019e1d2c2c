"""Reading orders, buyers and the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from amends.core.money import Money
from amends.desk.orders.models import Buyer, LedgerEntry, Order
from amends.desk.people.personal_data import blind_index
from amends.desk.shops.queries import Span
from amends.desk.together import loaded


def refunded(order: Order) -> Money:
    """What of this order has gone back in money so far, over all ways."""
    return Money(refunded_minor([order.pk]).get(order.pk, 0), order.currency)


def refunded_minor(order_ids: Iterable[int]) -> dict[int, int]:
    """The same for many orders, in minor units of each one's currency; orders without a refund are left out."""
    entries = LedgerEntry.objects.filter(line__order__in=list(order_ids), voided_at__isnull=True)
    sums = entries.exclude(source=LedgerEntry.RESHIP).values_list("line__order_id").annotate(Sum("amount_minor"))
    return {order_id: total for order_id, total in sums.order_by() if total}


def orders_of_buyers(buyer_ids: Iterable[int]) -> dict[int, int]:
    """How many orders each buyer has."""
    counted = Order.objects.filter(buyer__in=list(buyer_ids)).values_list("buyer_id").annotate(Count("id"))
    return dict(counted.order_by())


def money_booked_on(ids: Sequence[int]) -> bool:
    """Whether anything, voided or not, stands in the ledger of these orders."""
    return any(
        LedgerEntry.objects.filter(line__order_id__in=ids[start : start + 500]).exists()
        for start in range(0, len(ids), 500)
    )


def ledger_of(order: Order) -> list[LedgerEntry]:
    """All bookings of an order, the oldest first; each knows its line and order."""
    lines = loaded(order, "lines")
    if lines is not None and all(loaded(line, "ledger") is not None for line in lines):
        entries = [entry for line in lines for entry in line.ledger.all()]
        return sorted(entries, key=lambda entry: (entry.booked_at, entry.pk))
    rows = LedgerEntry.objects.filter(line__order=order).select_related("line__order")
    return list(rows.order_by("booked_at", "id"))


def order_by_number(shop_id: int, number: str) -> Order | None:
    return Order.objects.filter(shop_id=shop_id, number=number).select_related("buyer", "shop").first()


def orders_by_numbers(shop_id: int, numbers: Iterable[str]) -> dict[str, Order]:
    found = Order.objects.filter(shop_id=shop_id, number__in=list(numbers)).select_related("buyer")
    return {order.number: order for order in found}


def buyers_by_email(shop_id: int, addresses: Iterable[str]) -> dict[str, Buyer]:
    """The buyers of a shop by mail address, in lower case; where two share one, the newer."""
    wanted = {blind_index(address): address.lower() for address in addresses if address}
    found = Buyer.objects.filter(shop_id=shop_id, email_index__in=list(wanted)).order_by("pk")
    return {wanted[buyer.email_index]: buyer for buyer in found}


def likely_orders(buyer: Buyer, most: int = 5) -> list[Order]:
    """The buyer's orders that a message without a number may be about, the likeliest first.

    What is still under way or has trouble comes before what was delivered; then the newest.
    """
    recent = list(buyer.orders.prefetch_related("parcels").order_by("-placed_at")[:20])

    def rank(order: Order) -> tuple[int, int, float]:
        parcels = list(order.parcels.all())
        trouble = any(parcel.anomaly for parcel in parcels)
        open_order = order.delivered_at is None and not order.cancelled
        return (0 if trouble else 1, 0 if open_order else 1, -order.placed_at.timestamp())

    return sorted(recent, key=rank)[:most]


def booked_within(spans: Iterable[Span]) -> QuerySet[Any, Any]:
    """Refunds in money that were booked in the spans and still stand: currency, sum in minor units, how many."""
    spans, wanted = list(spans), Q(pk__in=[])
    for span in spans:
        wanted |= Q(shop_number__in=list(span.shop_ids), booked_at__gte=span.start, booked_at__lt=span.end)
    if spans:
        # By time and not by shop: few entries were booked in a day, a shop has many orders.
        wanted &= Q(booked_at__gte=min(span.start for span in spans), booked_at__lt=max(span.end for span in spans))
    rows = LedgerEntry.objects.alias(shop_number=F("line__order__shop_id") + 0).filter(wanted, voided_at__isnull=True)
    rows = rows.exclude(source=LedgerEntry.RESHIP)
    sums = rows.values_list("line__order__currency").annotate(Sum("amount_minor"), Count("id"))
    return sums.order_by("line__order__currency")
