"""Orders: taken in once, changed when the feed says so, and one ledger of what goes back to the buyer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ERIK, NOW, days, order_record

from amends.core.money import Money
from amends.desk.orders.models import Buyer, LedgerEntry, Order, OrderLine
from amends.desk.orders.operations import AlreadyRefunded, NothingToRefund, book_refund, take_in_orders, void_refund
from amends.desk.orders.queries import ledger_of, likely_orders, order_by_number, refunded
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.models import Shop
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db


def intake(shop: Shop, *records: Any, now: datetime = NOW) -> Any:
    return take_in_orders(actor=SYSTEM, shop=shop, records=[(n, r) for n, r in enumerate(records, 1)], now=now)


def test_an_order_is_kept_with_buyer_lines_and_the_listing_as_sold(shop: Shop) -> None:
    intake(shop, order_record())
    order = Order.objects.get(shop=shop, number="8201-1")
    assert (order.value_minor, order.currency, order.country, order.postcode) == (4000, "USD", "BR", "01310-200")
    assert order.buyer.name == "Dana Albuquerque"
    assert [(line.sku, line.quantity, line.unit_price_minor) for line in order.lines.all()] == [("LAMP-3", 2, 1800)]
    assert order.listings[0]["text"].startswith("Warm white")


def test_the_same_order_twice_changes_nothing(shop: Shop) -> None:
    intake(shop, order_record())
    Job.objects.all().delete()
    taken = intake(shop, order_record())
    assert (taken.created, taken.updated, taken.unchanged) == ([], [], 1)
    assert Order.objects.count() == Buyer.objects.count() == OrderLine.objects.count() == 1
    assert not Job.objects.exists(), "nothing follows from nothing"


def test_the_same_order_twice_in_one_file_is_one_order_as_last_told(shop: Shop) -> None:
    taken = intake(shop, order_record(), order_record(value="39.00"))
    assert len(taken.created) == 1
    assert Order.objects.get().value_minor == 3900


def test_a_changed_order_is_updated_and_followed_again(shop: Shop) -> None:
    intake(shop, order_record())
    Job.objects.all().delete()
    delivered = NOW - days(1)
    taken = intake(shop, order_record(delivered_at=delivered))
    assert len(taken.updated) == 1
    assert Order.objects.get().delivered_at == delivered
    assert Job.objects.get().kind == "flow.follow_order"


def test_the_listing_as_sold_stays_when_the_shop_changes_it(shop: Shop) -> None:
    intake(shop, order_record())
    intake(shop, order_record(value="41.00", listings=[{"sku": "LAMP-3", "text": "Cold white."}]))
    assert "Warm white" in Order.objects.get().listings[0]["text"]


def test_a_line_with_booked_money_survives_an_update_that_drops_it(shop: Shop) -> None:
    two = [
        {"sku": "A", "quantity": 1, "unit_price": "20.00"},
        {"sku": "B", "quantity": 1, "unit_price": "20.00"},
    ]
    intake(shop, order_record(lines=two))
    order = Order.objects.get()
    second = order.lines.get(sku="B")
    book_refund(actor=SYSTEM, order=order, amount=Money(500, "USD"), source="chat", key="k", now=NOW, lines=[second.pk])
    intake(shop, order_record(lines=two[:1]))
    assert set(order.lines.values_list("sku", flat=True)) == {"A", "B"}
    assert refunded(order).minor == 500


def test_money_with_too_many_decimals_is_a_problem_and_costs_only_its_own_row(shop: Shop) -> None:
    taken = intake(shop, order_record("1", currency="JPY", value="40.50", lines=[]), order_record("2"))
    assert [order.number for order in Order.objects.all()] == ["2"]
    (problem,) = taken.problems
    assert (problem.line, problem.field, problem.value) == (1, "value", "1")
    assert problem.reason


def test_a_name_that_comes_later_is_filled_in_and_never_emptied(shop: Shop) -> None:
    intake(shop, order_record("1", buyer={"reference": "dana-77"}))
    intake(shop, order_record("2"))
    intake(shop, order_record("3", buyer={"reference": "dana-77"}))
    assert Buyer.objects.get().name == "Dana Albuquerque"


def test_the_same_number_in_two_shops_is_two_orders(desk: Any) -> None:
    intake(desk.shop, order_record())
    intake(desk.other_shop, order_record())
    assert Order.objects.count() == Buyer.objects.count() == 2
    found = order_by_number(desk.other_shop.pk, "8201-1")
    assert found is not None
    assert found.shop == desk.other_shop


def test_the_buyers_likely_order_is_the_one_under_way_then_the_newest(shop: Shop) -> None:
    intake(
        shop,
        order_record("old", placed_at=NOW - days(90), delivered_at=NOW - days(60)),
        order_record("new", placed_at=NOW - days(2), delivered_at=NOW - days(1)),
        order_record("open", placed_at=NOW - days(40)),
    )
    assert [order.number for order in likely_orders(Buyer.objects.get())] == ["open", "new", "old"]


# The ledger


def book(order: Order, minor: int, source: str = "chat", key: str = "k1", **more: Any) -> list[LedgerEntry]:
    return book_refund(
        actor=SYSTEM, order=order, amount=Money(minor, order.currency), source=source, key=key, now=NOW, **more
    )


@pytest.mark.parametrize("first", ["chat", "platform", "payment", "reship"])
@pytest.mark.parametrize("second", ["chat", "platform", "payment", "reship"])
def test_the_same_money_never_goes_back_twice_whatever_the_way(order: Order, first: str, second: str) -> None:
    book(order, 4000, first, "first")
    with pytest.raises(AlreadyRefunded) as refused:
        book(order, 1, second, "second")
    assert refused.value.data["open_minor"] == 0
    assert len(ledger_of(order)) == 1


def test_what_is_still_open_can_go_back_and_no_cent_more(order: Order) -> None:
    book(order, 2500, key="first")
    with pytest.raises(AlreadyRefunded) as refused:
        book(order, 1501, key="second")
    assert refused.value.data["open_minor"] == 1500
    book(order, 1500, key="third")
    assert refunded(order).minor == 4000


def test_goods_sent_instead_are_no_money_but_close_the_line(order: Order) -> None:
    book(order, 4000, "reship", "again")
    assert refunded(order).minor == 0
    with pytest.raises(AlreadyRefunded):
        book(order, 100, "payment", "bank")


def test_a_voided_entry_frees_the_money_and_stays_on_record(order: Order) -> None:
    book(order, 4000, "reship", "again")
    assert void_refund(actor=SYSTEM, order=order, key="again", reason="came back", now=NOW) == 1
    assert void_refund(actor=SYSTEM, order=order, key="again", reason="came back", now=NOW) == 0
    book(order, 4000, "payment", "bank")
    assert len(ledger_of(order)) == 2
    assert refunded(order).minor == 4000


def test_the_same_key_books_once(order: Order) -> None:
    first = book(order, 1000, key="webhook-17")
    again = book(order, 1000, key="webhook-17")
    assert [entry.pk for entry in first] == [entry.pk for entry in again]
    assert refunded(order).minor == 1000


@pytest.mark.parametrize("minor", [0, -5])
def test_nothing_is_booked_for_nothing(order: Order, minor: int) -> None:
    with pytest.raises(NothingToRefund):
        book(order, minor)


def test_another_currency_is_not_booked(order: Order) -> None:
    with pytest.raises(NothingToRefund):
        book_refund(actor=SYSTEM, order=order, amount=Money(100, "EUR"), source="chat", key="k", now=NOW)


def test_a_refund_is_laid_on_the_lines_in_their_order(shop: Shop) -> None:
    lines = [
        {"sku": "A", "quantity": 1, "unit_price": "10.00"},
        {"sku": "B", "quantity": 2, "unit_price": "10.00"},
    ]
    intake(shop, order_record(value="35.00", lines=lines))
    order = Order.objects.get()
    entries = book(order, 2000)
    assert [(entry.line.sku, entry.amount_minor) for entry in entries] == [("A", 1500), ("B", 500)]


@given(amounts=st.lists(st.integers(1, 2500), min_size=1, max_size=8), voids=st.sets(st.integers(0, 7)))
@settings(max_examples=25)
def test_what_goes_back_is_never_more_than_what_was_paid(shop: Shop, amounts: list[int], voids: set[int]) -> None:
    number = f"p-{Order.objects.count()}"
    intake(shop, order_record(number))
    order = Order.objects.get(number=number)
    expected = 0
    for index, minor in enumerate(amounts):
        fits = expected + minor <= 4000
        try:
            book(order, minor, key=f"{number}-{index}")
        except AlreadyRefunded:
            assert not fits
        else:
            assert fits
            expected += minor
            if index in voids:
                void_refund(actor=SYSTEM, order=order, key=f"{number}-{index}", reason="test", now=NOW)
                expected -= minor
        assert refunded(order).minor == expected <= order.value_minor


@pytest.mark.django_db(transaction=True)
def test_two_who_book_the_same_money_at_once_are_told_apart(desk: Any) -> None:
    from jobs.test_two_workers import _together

    for round_ in range(6):
        intake(desk.shop, order_record(f"r-{round_}"))
        order = Order.objects.get(number=f"r-{round_}")
        names = iter(["first", "second", "third"])
        wrong = _together(3, lambda order=order, names=names: book(order, 3000, key=next(names)))
        assert [type(error) for error in wrong] == [AlreadyRefunded, AlreadyRefunded]
        assert refunded(order).minor == 3000


@pytest.mark.django_db(transaction=True)
def test_one_key_booked_by_many_at_once_books_once(desk: Any) -> None:
    from jobs.test_two_workers import _together

    for round_ in range(6):
        intake(desk.shop, order_record(f"r-{round_}"))
        order = Order.objects.get(number=f"r-{round_}")
        assert _together(4, lambda order=order: book(order, 1000, key="webhook-17")) == []
        assert refunded(order).minor == 1000


def test_personal_data_is_not_in_the_database_as_it_is_read(shop: Shop) -> None:
    """What a thief of the database finds: neither name nor address nor postcode."""
    from django.db import connection

    intake(shop, order_record(), order_record("2", buyer=ERIK))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM orders_buyer")
        buyers = repr(cursor.fetchall())
        cursor.execute("SELECT postcode FROM orders_order")
        orders = repr(cursor.fetchall())
    for secret in ("Dana", "Albuquerque", "dana.albuquerque", "Lindqvist"):
        assert secret not in buyers
    assert "01310" not in orders


def test_a_buyer_is_found_by_her_address_without_its_being_readable(shop: Shop) -> None:
    from amends.desk.people.personal_data import blind_index

    intake(shop, order_record())
    assert Buyer.objects.get(email_index=blind_index(" DANA.Albuquerque@example.com ")).name == "Dana Albuquerque"
    assert blind_index("") == ""


def test_a_missing_key_makes_personal_data_unreadable_and_breaks_nothing(shop: Shop, settings: Any) -> None:
    from cryptography.fernet import Fernet

    intake(shop, order_record())
    settings.AMENDS_PERSONAL_DATA_KEYS = (Fernet.generate_key().decode(),)
    assert Buyer.objects.get().name.startswith("[unreadable")


def test_a_new_key_writes_while_the_old_one_still_reads(shop: Shop, settings: Any) -> None:
    from cryptography.fernet import Fernet

    intake(shop, order_record())
    settings.AMENDS_PERSONAL_DATA_KEYS = (Fernet.generate_key().decode(), *settings.AMENDS_PERSONAL_DATA_KEYS)
    assert Buyer.objects.get().name == "Dana Albuquerque"


def test_an_order_without_a_parcel_opens_work_when_its_handling_time_is_over(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    from amends.desk.cases.models import Case

    take_in(order_record(placed_at=NOW - days(1), dispatch_due=NOW + days(2)))
    run_jobs(NOW)
    assert not Case.objects.exists()
    run_jobs(NOW + days(2) + timedelta(minutes=1))
    assert Case.objects.get().kind == "not_dispatched"
