"""Tonight's automatic refunds: which deadlines count, what leaves, in which sum."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW

from amends.desk.cases import queries
from amends.desk.cases.models import Case
from amends.desk.deadlines.operations import set_team_hours
from amends.desk.orders.models import Buyer, LedgerEntry, Order, OrderLine
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.models import Shop
from amends.web.workspace import tonight as web_tonight

pytestmark = pytest.mark.django_db
Make = Callable[..., Case]


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)  # Friday, four in the afternoon in Shanghai


@pytest.fixture
def make(db: None) -> Make:
    numbers = iter(range(1, 100))

    def one(shop: Shop, hours: float = 10, currency: str = "USD", **columns: Any) -> Case:
        number = next(numbers)
        buyer = Buyer.objects.create(shop=shop, reference=f"dana-{number}", name="Dana")
        order = Order.objects.create(
            shop=shop, number=f"9-{number}", buyer=buyer, placed_at=NOW - timedelta(days=20), currency=currency,
            value_minor=4000, country="BR",
        )  # fmt: skip
        OrderLine.objects.create(order=order, position=1, sku="L", unit_price_minor=4000)
        told = {"due": NOW + timedelta(hours=hours), "consequence": "auto_refund", "kind": "not_received"}
        return Case.objects.create(
            shop=shop,
            order=order,
            buyer=buyer,
            opened_by="dispute",
            opened_at=NOW,
            updated_at=NOW,
            **{**told, **columns},
        )

    return one


def page(client: Client, address: str = "/tonight/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def cases_on(text: str) -> list[int]:
    return [int(number) for number in re.findall(r'data-open href="/cases/(\d+)/"', text)]


def test_what_leaves_before_the_next_morning_is_listed_next_first(alices: Client, make: Make, shop: Shop) -> None:
    later, sooner = make(shop, 16.9), make(shop, 2)
    make(shop, 17.1)  # after nine in the morning
    make(shop, 3, consequence="buyer_may_open_case")
    make(shop, 3, consequence="")
    make(shop, -1)
    make(shop, 3, closed_at=NOW)
    assert cases_on(page(alices)) == [sooner.pk, later.pk]


def test_a_team_with_hours_looks_over_the_weekend(alices: Client, make: Make, shop: Shop) -> None:
    monday = make(shop, 60)
    assert cases_on(page(alices)) == []
    week = {str(day): [{"from": "09:00", "until": "18:00"}] for day in range(5)}
    set_team_hours(actor=SYSTEM, shop=shop, hours={"week": week}, now=NOW)
    assert cases_on(page(alices)) == [monday.pk]


def test_silence_gives_what_she_asked_and_never_what_is_back_already(alices: Client, make: Make, shop: Shop) -> None:
    make(shop, asked_minor=1500)
    make(shop, asked_minor=9900)  # no more than the order
    half = make(shop)
    assert half.order is not None
    LedgerEntry.objects.create(
        line=half.order.lines.get(), amount_minor=3000, source="chat", key="k", booked_at=NOW, booked_by="x"
    )
    text = page(alices)
    assert re.findall(r'md:text-end">([^<]+)<', text) == ["US$15.00", "US$40.00", "US$10.00"]
    assert "US$65.00" in text
    assert "CN¥461.50" in text  # at 7.10


def test_currencies_are_not_added_and_the_first_screen_says_the_sum(alices: Client, make: Make, shop: Shop) -> None:
    assert "/tonight/" in page(alices, "/")
    make(shop)
    make(shop, currency="EUR")
    text = page(alices)
    assert "€40.00" in text
    assert "US$40.00" in text
    assert re.search(r'href="/tonight/" class="big plain text-error">CN¥', page(alices, "/"))


def test_a_sum_that_was_cut_says_so(alices: Client, make: Make, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    make(shop)
    assert "≥" not in page(alices) + page(alices, "/")
    monkeypatch.setattr(queries, "SUMMED", 1)
    monkeypatch.setattr(web_tonight, "SUMMED", 1)
    make(shop)
    assert "≥ US$40.00" in page(alices)
    assert re.search(r"≥ CN¥[\d.,]+</a> <span class=\"quiet\">≥ 1 case<", page(alices, "/"))


def test_charlie_sees_nothing_of_it(charlies: Client, make: Make, shop: Shop) -> None:
    make(shop)
    assert cases_on(page(charlies)) == []
    assert "text-error" not in page(charlies, "/")


def test_many_ask_no_more_questions_than_few(
    alices: Client, make: Make, shop: Shop, django_assert_max_num_queries: Any
) -> None:
    for _ in range(15):
        make(shop)
    with django_assert_max_num_queries(8):
        page(alices)
