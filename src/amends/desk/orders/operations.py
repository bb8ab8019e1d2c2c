"""Taking in orders, and the one ledger of what goes back to the buyer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from amends.connect.contract import OrderRecord, RecordKind
from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.feeds.models import Import
from amends.desk.feeds.tracking import TakenIn, note
from amends.desk.journal.operations import record
from amends.desk.orders.intake import OrderIntake, set_lines
from amends.desk.orders.models import Buyer, LedgerEntry, Order, OrderLine
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many


class AlreadyRefunded(DomainError):
    """The same money would go back twice."""

    code = "already_refunded"


class NothingToRefund(DomainError):
    code = "nothing_to_refund"


def take_in_orders(
    *,
    actor: Actor,
    shop: Shop,
    records: Sequence[tuple[int | None, OrderRecord]],
    now: datetime,
    source: Import | None = None,
    cursor: int | None = None,
) -> TakenIn:
    """Store or update a chunk of orders with their buyers and lines; the same record again changes nothing.

    A record that cannot be right (a wrong amount) becomes a problem; the others are kept.
    """
    with transaction.atomic(durable=True):
        taken = OrderIntake(shop, records).store()
        note(source, RecordKind.ORDER, taken, cursor)
        follow = [*taken.created, *(pk for pk, _ in taken.updated)]
        enqueue_many(Work("flow.follow_order", {"order": pk}, now, key=f"order:{pk}", priority=-1) for pk in follow)
    return taken


def _open_lines(order: Order) -> list[tuple[OrderLine, int]]:
    """Each line with what of its value has not gone back yet; shipping belongs to the first line.

    The lines are locked first: what another transaction books meanwhile is counted, not overlooked.
    """
    lines = list(OrderLine.objects.select_for_update().filter(order=order).order_by("position"))
    booked = dict(
        LedgerEntry.objects.filter(line__order=order, voided_at__isnull=True)
        .values_list("line")
        .annotate(total=Sum("amount_minor"))
    )
    priced = sum(line.unit_price_minor * line.quantity for line in lines)
    rest = order.value_minor - priced
    open_lines: list[tuple[OrderLine, int]] = []
    for index, line in enumerate(lines):
        worth = line.unit_price_minor * line.quantity + (rest if index == 0 else 0)
        open_lines.append((line, max(worth - booked.get(line.pk, 0), 0)))
    return open_lines


def book_refund(
    *,
    actor: Actor,
    order: Order,
    amount: Money,
    source: str,
    key: str,
    now: datetime,
    reference: str = "",
    lines: Sequence[int] | None = None,
) -> list[LedgerEntry]:
    """Book money (``source`` chat, platform or payment) or goods instead of money (``reship``) against order lines.

    The amount is laid on the named lines, or on all in their order. The same ``key`` again returns what was booked.
    Raises AlreadyRefunded where less is open than the amount, NothingToRefund for an amount that is not above zero.
    """
    if amount.minor <= 0 or amount.currency != order.currency:
        raise NothingToRefund(f"{amount} cannot be booked on an order in {order.currency}.")
    with transaction.atomic(durable=True):
        open_lines = [(line, left) for line, left in _open_lines(order) if lines is None or line.pk in lines]
        before = list(LedgerEntry.objects.filter(line__order=order, key=key))
        if before:
            return before
        available = sum(left for _, left in open_lines)
        if amount.minor > available:
            raise AlreadyRefunded(
                f"{amount} cannot go back: of this order only {Money(available, order.currency)} is still open.",
                open_minor=available,
            )
        entries: list[LedgerEntry] = []
        rest = amount.minor
        for line, left in open_lines:
            part = min(left, rest)
            if part > 0:
                entries.append(
                    LedgerEntry(
                        line=line,
                        amount_minor=part,
                        source=source,
                        key=key,
                        reference=reference,
                        booked_at=now,
                        booked_by=actor.journal_name,
                    )
                )
                rest -= part
        LedgerEntry.objects.bulk_create(entries)
        record(
            shop=order.shop_id,
            actor=actor.journal_name,
            action="refund.booked",
            subject=f"order:{order.pk}",
            now=now,
            data={"amount": amount.amount, "currency": amount.currency, "source": source, "key": key},
        )
    return entries


def void_refund(*, actor: Actor, order: Order, key: str, reason: str, now: datetime) -> int:
    """Take a booking back (a reship that failed, a refund that the platform refused); returns how many lines."""
    with transaction.atomic(durable=True):
        voided = LedgerEntry.objects.filter(line__order=order, key=key, voided_at__isnull=True).update(voided_at=now)
        if voided:
            record(
                shop=order.shop_id,
                actor=actor.journal_name,
                action="refund.voided",
                subject=f"order:{order.pk}",
                now=now,
                data={"key": key, "reason": reason},
            )
    return voided


def keep_apologies(*, buyer: Buyer, count: int) -> None:
    """How many apologies this buyer has had by now."""
    with transaction.atomic(durable=True):
        Buyer.objects.filter(pk=buyer.pk).update(apologies=count)


def forget_orders(*, ids: Sequence[int]) -> int:
    """Remove orders that an undone import had brought, and buyers that have nothing left."""
    with transaction.atomic(durable=True):
        buyers = list(Order.objects.filter(pk__in=ids).values_list("buyer_id", flat=True).distinct())
        OrderLine.objects.filter(order_id__in=ids).delete()
        removed = Order.objects.filter(pk__in=ids).delete()[1].get("orders.Order", 0)
        Buyer.objects.filter(pk__in=buyers, orders__isnull=True, conversations__isnull=True).delete()
    return removed


def restore_orders(*, changes: Sequence[tuple[int, dict[str, Any]]]) -> int:
    """Put back what an undone import had replaced, with the lines; returns how many orders."""
    restored = 0
    with transaction.atomic(durable=True):
        for pk, before in changes:
            columns = {name: value for name, value in before.items() if name != "lines"}
            restored += Order.objects.filter(pk=pk).update(**columns) if columns else 0
            order = Order.objects.filter(pk=pk).first()
            if order is not None and "lines" in before:
                set_lines(order, before["lines"])
    return restored
