"""Reading what a shop can keep: stock that was counted lately, and what is left of the month's budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Sum

from amends.core.calendars import UnknownCalendar, midnight, zone_named
from amends.core.money import Money
from amends.core.vocabulary import Remedy
from amends.desk.cases.models import Case
from amends.desk.means.models import Means, StockCount
from amends.desk.offers.models import Ending, Offer
from amends.desk.orders.models import LedgerEntry
from amends.desk.refunds.models import Payment, Refund
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import NoRate, exchanged, latest_rates

#: What the buyer gets instead of money; its amount is what it costs at most.
_VOUCHERS = frozenset({Remedy.COUPON.value, Remedy.GIFT.value})
#: What the buyer gets in goods that are sent to her.
SENT_IN_GOODS = frozenset({Remedy.RESHIP.value, Remedy.RESHIP_MISSING.value, Remedy.EXCHANGE.value})


def means_of(shop: Shop) -> Means:
    """What was set for a shop; without a budget where nothing was."""
    return Means.objects.filter(shop=shop).first() or Means(shop=shop)


@dataclass(frozen=True, slots=True)
class Counted:
    """A product's count. ``old``: it is too long ago, so the number counts as unknown."""

    sku: str
    pieces: int
    counted_at: datetime
    old: bool


def counts_of(shop: Shop, now: datetime, means: Means | None = None) -> list[Counted]:
    """All counts of a shop by product; ``now`` is the shop's own."""
    since = now - timedelta(days=(means or means_of(shop)).stock_days)
    rows = StockCount.objects.filter(shop=shop).order_by("sku")
    return [Counted(row.sku, row.pieces, row.counted_at, row.counted_at < since) for row in rows]


def stock_of(means: Means, skus: Iterable[str], now: datetime) -> dict[str, int]:
    """Pieces of those products that were counted lately enough; the others are left out, because nobody knows."""
    since = now - timedelta(days=means.stock_days)
    rows = StockCount.objects.filter(shop=means.shop, sku__in=sorted(set(skus)), counted_at__gte=since)
    return dict(rows.values_list("sku", "pieces"))


@dataclass(frozen=True, slots=True)
class Budget:
    """The budget of the month that began at ``since``, what of it is spent, and in which currencies no rate is known.

    ``without_rate`` is spent as well, and is not in ``spent``.
    """

    most: Money
    spent: Money
    since: datetime
    without_rate: tuple[Money, ...] = ()

    @property
    def left(self) -> Money:
        """Never below zero."""
        return Money(max(self.most.minor - self.spent.minor, 0), self.most.currency)


def month_of(shop: Shop, now: datetime) -> tuple[datetime, datetime]:
    """The month on the shop's wall clock: its first midnight, and that of the next month."""
    try:
        zone = zone_named(shop.time_zone)
    except UnknownCalendar:
        zone = zone_named("UTC")
    first = now.astimezone(zone).date().replace(day=1)
    return midnight(first, zone), midnight((first + timedelta(days=32)).replace(day=1), zone)


def budget_of(means: Means, now: datetime) -> Budget | None:
    """The month's budget of a shop at its own ``now``; None where it has none."""
    if means.budget_minor is None:
        return None
    start, end = month_of(means.shop, now)
    rates = latest_rates(means.shop.organisation, now.date())
    spent, unknown = Money.zero(means.currency), []
    for currency, minor in sorted(_spent(means.shop, start, end).items()):
        try:
            spent += exchanged(Money(minor, currency), means.currency, rates)
        except NoRate:
            unknown.append(Money(minor, currency))
    return Budget(Money(means.budget_minor, means.currency), spent, start, tuple(unknown))


def _spent(shop: Shop, start: datetime, end: datetime) -> Counter[str]:
    """What was given in the month by currency: booked, decided and not sent yet, and taken in vouchers and goods.

    A refund that is owed counts from the day it was decided, and once: what of it has left stands in the ledger.
    """
    total: Counter[str] = Counter()
    taken, shipped = _taken(shop, start, end)
    total.update(taken)
    # By time and not by shop: few entries were booked in a month, a shop has many orders.
    booked = LedgerEntry.objects.alias(shop_number=F("line__order__shop_id") + 0).filter(
        shop_number=shop.pk, booked_at__gte=start, booked_at__lt=end, voided_at__isnull=True
    )
    booked = booked.exclude(source=LedgerEntry.RESHIP, line__order_id__in=shipped)
    for currency, minor in booked.order_by().values_list("line__order__currency").annotate(Sum("amount_minor")):
        total[currency] += minor
    owed = Refund.objects.filter(shop=shop, state__in=Refund.RUNNING, decided_at__gte=start, decided_at__lt=end)
    for currency, minor in (
        owed.order_by().values_list("currency").annotate(rest=Sum(F("amount_minor") - F("sent_minor")))
    ):
        total[currency] += minor
    gone = Payment.objects.filter(shop=shop, sent=True, undone_at__isnull=True, booking="", at__gte=start, at__lt=end)
    for currency, minor in gone.order_by().values_list("refund__currency").annotate(Sum("amount_minor")):
        total[currency] += minor
    return total


def _taken(shop: Shop, start: datetime, end: datetime) -> tuple[Counter[str], list[int]]:
    """Vouchers and goods that buyers took in the month, by currency, and the orders of which goods were sent anew."""
    total: Counter[str] = Counter()
    shipped: list[int] = []
    told = Ending.objects.filter(
        offer__case__shop=shop, at__gte=start, at__lt=end, undone_at__isnull=True, accepted__isnull=False
    ).values_list("offer_id", "accepted", "offer__sent_menu", "offer__request", "offer__case__order_id")
    found = {row[0]: row for row in told.order_by("id")}
    answered = Offer.objects.filter(
        case__shop=shop, state=Offer.ACCEPTED, replies__sent_at__gte=start, replies__sent_at__lt=end
    ).values_list("id", "answer__accepts", "sent_menu", "request", "case__order_id")
    for row in answered.order_by("id"):
        found.setdefault(row[0], row)
    for _, position, menu, request, order_id in found.values():
        if menu is None or not isinstance(position, int) or not 0 <= position < len(menu):
            continue
        cost = _outside_the_ledger(menu[position], request)
        if cost is not None:
            total[cost.currency] += cost.minor
            if menu[position]["remedy"] in SENT_IN_GOODS and order_id is not None:
                shipped.append(order_id)
    return total, shipped


def _outside_the_ledger(item: dict[str, Any], request: dict[str, Any]) -> Money | None:
    """What a voucher is worth, or what the goods and their postage cost; None for money, which is booked elsewhere."""
    order = request.get("order") or {}
    currency = item.get("currency") or order.get("currency") or ""
    if item["remedy"] in _VOUCHERS:
        return Money.parse(item["amount"], currency) if item.get("amount") else None
    if item["remedy"] not in SENT_IN_GOODS or not currency:
        return None
    return cost_of_goods(request)


def cost_of_goods(request: dict[str, Any]) -> Money:
    """What sending the order's goods again costs, with postage, by the facts that the engine was asked with."""
    order, costs = request["order"], request.get("costs") or {}
    total = Money.parse(costs.get("postage", "0"), order["currency"])
    for line in order["lines"]:
        total += Money.parse(line["unit_cost"], order["currency"]).times(line["quantity"])
    return total


def products_asked_about(shop: Shop, most: int = 50) -> list[str]:
    """Products of the orders that open cases are about, by number."""
    rows = Case.objects.filter(shop=shop, closed_at__isnull=True, order__lines__sku__isnull=False)
    return list(rows.order_by("order__lines__sku").values_list("order__lines__sku", flat=True).distinct()[:most])
