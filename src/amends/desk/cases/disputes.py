"""Operations on formal disputes: taking them in, tying them to their case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.connect.contract import DisputeRecord, Problem, RecordKind
from amends.core.errors import InputError
from amends.core.money import Money
from amends.desk.cases.models import Case, Dispute
from amends.desk.feeds.models import Import
from amends.desk.feeds.tracking import TakenIn, kept, note
from amends.desk.orders.models import Order
from amends.desk.orders.queries import orders_by_numbers
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many


def take_in_disputes(
    *,
    actor: Actor,
    shop: Shop,
    records: Sequence[tuple[int | None, DisputeRecord]],
    now: datetime,
    source: Import | None = None,
    cursor: int | None = None,
) -> TakenIn:
    """Store or update a chunk of formal disputes. One whose order is unknown becomes a problem."""
    with transaction.atomic(durable=True):
        taken = TakenIn()
        orders = orders_by_numbers(shop.pk, {r.order_number for _, r in records})
        known = {
            d.external_id: d
            for d in Dispute.objects.filter(shop=shop, external_id__in=[r.external_id for _, r in records])
        }
        for line, item in records:
            order = orders.get(item.order_number)
            if order is None:
                taken.problems.append(
                    Problem(
                        line, "order_number", item.order_number, "no such order in this shop; import the orders first."
                    )
                )
                continue
            try:
                columns = _dispute_columns(shop, order, item)
            except InputError as error:
                taken.problems.append(Problem(line, error.field, item.external_id, error.message))
                continue
            dispute = known.get(item.external_id)
            if dispute is None:
                dispute = Dispute.objects.create(shop=shop, order=order, external_id=item.external_id, **columns)
                known[item.external_id] = dispute
                taken.created.append(dispute.pk)
            elif any(getattr(dispute, name) != value for name, value in columns.items()):
                taken.updated.append((dispute.pk, kept({name: getattr(dispute, name) for name in columns})))
                Dispute.objects.filter(pk=dispute.pk).update(**columns)
            else:
                taken.unchanged += 1
        note(source, RecordKind.DISPUTE, taken, cursor)
        follow = [*taken.created, *(pk for pk, _ in taken.updated)]
        enqueue_many(
            Work("flow.follow_dispute", {"dispute": pk}, now, key=f"dispute:{pk}", priority=2) for pk in follow
        )
    return taken


def _dispute_columns(shop: Shop, order: Order, item: DisputeRecord) -> dict[str, Any]:
    currency = item.asked_currency or order.currency
    asked = None if item.asked_amount is None else Money.parse(item.asked_amount, currency, "asked_amount").minor
    return {
        "platform": item.platform or shop.platform,
        "procedure": item.procedure or "",
        "event": item.event or "",
        "region": item.region or shop.region,
        "scheme": item.scheme or "",
        "reason_code": item.reason_code or "",
        "opened_at": item.opened_at,
        "due_at": item.due_at,
        "asked_minor": asked,
        "asked_currency": currency if asked is not None else "",
        "asks": [remedy.value for remedy in item.asks],
        "text": item.text,
        "closed_at": item.closed_at,
    }


def keep_dispute(*, dispute: Dispute, case: Case, reading: dict[str, Any] | None) -> None:
    """Tie a dispute to its case; the case knows the open form and what the buyer asks for in it."""
    with transaction.atomic(durable=True):
        Dispute.objects.filter(pk=dispute.pk).update(case=case, reading=reading)
        is_open = case.disputes.filter(closed_at__isnull=True).exists() or dispute.closed_at is None
        changes: dict[str, Any] = {"dispute_open": is_open, "platform_reason": dispute.reason_code[:120]}
        if dispute.closed_at is None:
            changes["procedure"] = dispute.procedure
            if (
                dispute.asked_minor is not None
                and case.order is not None
                and dispute.asked_currency == case.order.currency
            ):
                changes["asked_minor"] = dispute.asked_minor
        Case.objects.filter(pk=case.pk).update(**changes)
    case.refresh_from_db()


def restore_disputes(*, changes: Sequence[tuple[int, dict[str, Any]]], now: datetime) -> int:
    """Put back what an undone import had replaced; returns how many disputes."""
    restored = 0
    with transaction.atomic(durable=True):
        for pk, before in changes:
            restored += Dispute.objects.filter(pk=pk).update(**before)
        enqueue_many(
            Work("flow.follow_dispute", {"dispute": pk}, now, key=f"dispute:{pk}", priority=2) for pk, _ in changes
        )
    return restored


def forget_disputes(*, ids: Sequence[int]) -> int:
    with transaction.atomic(durable=True):
        return Dispute.objects.filter(pk__in=ids).delete()[1].get("cases.Dispute", 0)
