"""What pages walk: the rows they show, by an index, and never all cases, orders or parcels of the shops."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from making import NOW

from amends.desk.cases import queries
from amends.desk.cases.filters import UNCOVERED, Filter
from amends.desk.cases.models import Case
from amends.desk.cases.queries import by_start, due_ids, first_ids, leaving, next_after, stakes
from amends.desk.orders.models import LedgerEntry, Order, OrderLine
from amends.desk.orders.queries import booked_within
from amends.desk.parcels.models import Parcel
from amends.desk.parcels.queries import in_trouble
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.promises.queries import promises_due
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import CurrencySum, Span, added

pytestmark = pytest.mark.django_db

#: So many that reading all of them costs more than an index.
ROWS = 3_000


@pytest.fixture
def counted(shop: Shop, order: Order) -> None:
    """PostgreSQL chooses a plan by the rows it has counted: tables of a busy shop, counted.

    SQLite chooses by the indexes alone as long as nobody counts, so there they stay empty.
    """
    if connection.vendor != "postgresql":
        return
    _fill(order)
    with connection.cursor() as cursor:
        # So few can still be read whole; the tables that this is about cannot.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("ANALYZE")


def _fill(order: Order) -> None:
    shop, rows = order.shop, range(ROWS)
    orders = Order.objects.bulk_create(
        Order(
            shop=shop,
            number=f"many-{row}",
            buyer=order.buyer,
            currency="USD",
            value_minor=900,
            placed_at=_spread(row, 300),
        )
        for row in rows
    )
    cases = Case.objects.bulk_create(
        Case(
            shop=shop, order=orders[row], opened_by="dispute", opened_at=NOW, updated_at=NOW,
            due=_spread(row, 300) + timedelta(days=145), tab="disputes", stake_minor=row % 5_000, stake_currency="USD",
            loss_minor=row % 4_999, consequence="auto_refund", turn="seller", past_safe=row % 400 == 0,
            closed_at=NOW if row % 3 else None,
        )
        for row in rows
    )  # fmt: skip
    lines = OrderLine.objects.bulk_create(
        OrderLine(order=orders[row], position=1, sku="LAMP", unit_price_minor=900) for row in rows
    )
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            line=lines[row], amount_minor=5, source=LedgerEntry.SOURCES[0][0], key=str(row), booked_at=_spread(row, 300),
            booked_by="alice",
        )
        for row in rows
    )  # fmt: skip
    Promise.objects.bulk_create(
        Promise(
            case=cases[row], reply_id=row, what="refund", due=_spread(row, 300), settled_at=NOW if row % 9 else None,
        )
        for row in rows
    )  # fmt: skip
    Parcel.objects.bulk_create(
        Parcel(
            shop=shop, tracking_number=f"LP{row}", origin="CN", destination="BR", loss_probability=row % 97 / 97,
            anomaly="" if row % 9 else "no_movement",
        )
        for row in rows
    )  # fmt: skip


def _spread(row: int, days: int) -> datetime:
    """A moment within so many days around now, another for each row."""
    return NOW + timedelta(minutes=(row * 7919) % (days * 1440) - days * 720)


@pytest.fixture
def case(order: Order) -> Case:
    return Case.objects.create(
        shop=order.shop, order=order, opened_by="dispute", opened_at=NOW, updated_at=NOW, due=NOW, stake_minor=500,
        stake_currency="USD", consequence="auto_refund",
    )  # fmt: skip


def today(shop: Shop) -> list[Span]:
    return [Span([shop.pk], NOW, NOW + timedelta(hours=8))]


def walks(rows: QuerySet[Any, Any], index: str) -> bool:
    return index in rows.explain()


@pytest.mark.usefixtures("counted")
def test_the_days_most_expensive_are_read_from_the_dates_index(shop: Shop) -> None:
    assert walks(due_ids(today(shop), 6), "cases_due_with_stakes")


@pytest.mark.usefixtures("counted")
def test_the_days_sums_are_read_from_the_dates_index(shop: Shop) -> None:
    assert walks(stakes(today(shop)), "cases_due_with_stakes")
    assert walks(leaving(today(shop), ["auto_refund"]), "cases_due_with_stakes")


@pytest.mark.usefixtures("counted")
def test_what_nobody_sees_to_is_looked_for_among_what_runs_out(shop: Shop, alice: Person) -> None:
    rows = first_ids(Filter(who=UNCOVERED), person=alice, shops=[shop], now=NOW, most=6)
    assert walks(rows, "cases_due_with_stakes")


@pytest.mark.usefixtures("counted")
def test_the_next_case_is_looked_for_in_the_queues_order(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, QuerySet[Any, Any]] = {}
    monkeypatch.setattr(queries, "ask_together", lambda **questions: asked.update(questions) or {})
    ours = Case.objects.filter(closed_at__isnull=True, turn="seller").exclude(pk=case.pk)
    for case.past_safe in (True, False):
        assert next_after(case, ours, [case.shop_id]) is None
        assert all(walks(rows, "cases_queue_all") and "B-TREE" not in rows.explain() for rows in asked.values())


@pytest.mark.usefixtures("counted")
def test_refunds_of_a_day_have_an_index(shop: Shop) -> None:
    assert walks(booked_within(today(shop)), "orders_entries_by_time")


@pytest.mark.usefixtures("counted")
def test_promises_and_parcels_have_an_index_each(shop: Shop) -> None:
    assert walks(promises_due([shop.pk], NOW)[:50], "promises_unsettled_by_due")
    assert walks(in_trouble([shop.pk])[:51], "parcels_in_trouble_by_loss")


def test_sums_of_one_currency_are_one_row(case: Case) -> None:
    Case.objects.create(
        shop=case.shop, opened_by="review", opened_at=NOW, updated_at=NOW, due=NOW, stake_minor=70, stake_currency="USD"
    )
    assert list(stakes(today(case.shop))) == [("USD", 570, 2)]


def test_the_sum_of_what_leaves_goes_so_far_and_no_further(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [number for _, _, number in leaving(today(case.shop), ["auto_refund"])] == [1]
    monkeypatch.setattr(queries, "SUMMED", 0)
    assert list(leaving(today(case.shop), ["auto_refund"])) == []


def test_a_shop_that_stands_still_is_a_stretch_of_its_own() -> None:
    past = NOW - timedelta(days=700)
    spans = [Span([1], NOW, NOW), Span([2], past, past), Span([3], NOW, NOW + timedelta(hours=9))]
    assert by_start(spans) == [[spans[0], spans[2]], [spans[1]]]


def test_sums_are_added_by_currency() -> None:
    told = added([CurrencySum("USD", 5, 1), CurrencySum("EUR", 7, 2), CurrencySum("USD", 10, 3)])
    assert told == [CurrencySum("EUR", 7, 2), CurrencySum("USD", 15, 4)]
