"""Counting stock, and setting what a shop may spend a month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.journal.operations import record
from amends.desk.means.models import Means, StockCount
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many

#: A count is believed for a year at most.
MOST_DAYS = 365
MOST_PIECES = 10_000_000
#: So many products at most in one go.
MOST_PRODUCTS = 2_000


class WrongCount(DomainError):
    """That is no number of pieces, or no product."""

    code = "wrong_count"


class WrongBudget(DomainError):
    code = "wrong_budget"


def count_stock(
    *, actor: Actor, person: Person | None, shop: Shop, counts: Mapping[str, int | None], now: datetime
) -> int:
    """Pieces of each product as counted ``now``; None forgets the count. Returns how many products. Raises WrongCount.

    Open cases about these products are looked at again: what can be promised may be another.
    """
    told = {sku.strip(): pieces for sku, pieces in counts.items()}
    if not told or len(told) > MOST_PRODUCTS:
        raise WrongCount(f"Count from one to {MOST_PRODUCTS} products at once. Nothing was changed.")
    for sku, pieces in told.items():
        if not 0 < len(sku) <= 120:
            raise WrongCount("A product has a number of at most 120 characters. Nothing was changed.", sku=sku[:120])
        if pieces is not None and not 0 <= pieces <= MOST_PIECES:
            raise WrongCount(f"{sku}: pieces are a whole number from 0 to {MOST_PIECES}. Nothing was changed.", sku=sku)
    with transaction.atomic(durable=True):
        StockCount.objects.filter(shop=shop, sku__in=[sku for sku, pieces in told.items() if pieces is None]).delete()
        StockCount.objects.bulk_create(
            [
                StockCount(shop=shop, sku=sku, pieces=pieces, counted_at=now, counted_by=person)
                for sku, pieces in told.items()
                if pieces is not None
            ],
            update_conflicts=True,
            unique_fields=["shop", "sku"],
            update_fields=["pieces", "counted_at", "counted_by"],
        )
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="stock.counted",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"products": len(told), "counts": dict(sorted(told.items())[:50])},
        )
        concerned = Case.objects.filter(shop=shop, closed_at__isnull=True, order__lines__sku__in=list(told))
        _look_again(concerned.order_by("pk").values_list("pk", flat=True).distinct(), now)
    return len(told)


def set_means(*, actor: Actor, shop: Shop, budget: Money | None, stock_days: int, now: datetime) -> Means:
    """The budget of a month (None: none) and for how many days a count of the stock holds. Raises WrongBudget."""
    if budget is not None and not 0 <= budget.minor < 10**15:
        raise WrongBudget("A budget is not below zero. Nothing was changed.")
    if not 1 <= stock_days <= MOST_DAYS:
        raise WrongBudget(f"Choose whole days from 1 to {MOST_DAYS}. Nothing was changed.")
    told = {
        "budget_minor": budget.minor if budget is not None else None,
        "currency": budget.currency if budget is not None else "",
        "stock_days": stock_days,
    }
    with transaction.atomic(durable=True):
        before = Means.objects.filter(shop=shop).first()
        if before is not None and all(getattr(before, name) == value for name, value in told.items()):
            return before
        means, _ = Means.objects.update_or_create(shop=shop, defaults={**told, "set_at": now})
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="means.set",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"budget": budget.as_dict() if budget is not None else None, "stock_days": stock_days},
        )
        _look_again(
            Case.objects.filter(shop=shop, closed_at__isnull=True).order_by("pk").values_list("pk", flat=True), now
        )
    return means


def _look_again(case_ids: Iterable[int], now: datetime) -> None:
    """Deadlines and letters in people's hands go first."""
    enqueue_many(
        Work("flow.refresh_case", {"case": pk}, now, key=f"refresh:{pk}", priority=-2) for pk in list(case_ids)
    )
