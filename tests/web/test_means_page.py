"""Products, stock and budget: leads count, owners set the budget, others read, strangers see nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from making import message_record, order_record

from amends.desk.means.models import Means, StockCount
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.shops.operations import allow

PAGE = "/settings/shops/lumora-own/stock/"
BASE = "/api/v1/shops/lumora-own"


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner(desk: Any, now: Any) -> Client:
    allow(actor=SYSTEM, person=desk.bob, shops=[desk.shop, desk.own_shop], role="owner", now=now)
    return signed_in(desk.bob)


def put(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.put(path, json.dumps(body), content_type="application/json")


def test_a_lead_counts_and_everybody_of_the_shop_reads_it(desk: Any) -> None:
    lead = signed_in(desk.bob)
    assert lead.post(f"{PAGE}count/", {"lines": "LAMP-3, 0\nMUG, 12\n\n"}).status_code == 302
    assert dict(StockCount.objects.values_list("sku", "pieces")) == {"LAMP-3": 0, "MUG": 12}
    page = signed_in(desk.alice).get(PAGE).content.decode()
    assert "LAMP-3" in page
    assert "not in stock" in page
    assert lead.post(f"{PAGE}count/", {"lines": "LAMP-3\t?"}).status_code == 302
    assert list(StockCount.objects.values_list("sku", flat=True)) == ["MUG"]


@pytest.mark.parametrize("lines", ["", "LAMP-3", "LAMP-3, -1", "LAMP-3, few", "LAMP-3, 1, 2", ", 4"])
def test_a_wrong_line_changes_nothing_and_stays_to_be_mended(desk: Any, lines: str) -> None:
    answer = signed_in(desk.bob).post(f"{PAGE}count/", {"lines": "MUG, 1\n" * bool(lines) + lines})
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode()
    assert not StockCount.objects.exists()


def test_an_owner_sets_the_budget_and_the_page_says_what_is_left(owner: Client) -> None:
    told = {"budget": "1500.00", "currency": "usd", "stock_days": "7"}
    assert owner.post(f"{PAGE}budget/", told).status_code == 302
    assert Means.objects.values_list("budget_minor", "currency", "stock_days").get() == (150_000, "USD", 7)
    assert "1,500.00" in owner.get(PAGE).content.decode()
    for wrong in ({"budget": "much"}, {"currency": "ZZZ"}, {"stock_days": "0"}):
        assert owner.post(f"{PAGE}budget/", {**told, **wrong}).status_code == 422
    owner.post(f"{PAGE}budget/", {**told, "budget": ""})
    assert Means.objects.get().budget_minor is None


def test_others_change_nothing(desk: Any) -> None:
    agent, stranger = signed_in(desk.alice), signed_in(desk.charlie)
    assert agent.post(f"{PAGE}count/", {"lines": "MUG, 1"}).status_code == 403
    assert signed_in(desk.bob).post(f"{PAGE}budget/", {"budget": "1", "stock_days": "7"}).status_code == 403
    assert stranger.get(PAGE).status_code == 404
    assert stranger.post(f"{PAGE}count/", {"lines": "MUG, 1"}).status_code == 404
    assert put(agent, f"{BASE}/stock", {"counts": [{"sku": "MUG", "pieces": 1}]}).status_code == 403
    assert put(agent, f"{BASE}/budget", {"budget": "1"}).status_code == 403
    assert stranger.get(f"{BASE}/stock").status_code == 404
    assert stranger.get(f"{BASE}/budget").status_code == 404
    assert not StockCount.objects.exists()


def test_a_program_counts_and_sets_the_budget(owner: Client) -> None:
    counts = [{"sku": "MUG", "pieces": 4}, {"sku": "LAMP-3", "pieces": 0}]
    shown = put(owner, f"{BASE}/stock", {"counts": counts}).json()["counts"]
    assert [(each["sku"], each["pieces"], each["old"]) for each in shown] == [("LAMP-3", 0, False), ("MUG", 4, False)]
    put(owner, f"{BASE}/stock", {"counts": [{"sku": "MUG", "pieces": None}]})
    assert [each["sku"] for each in owner.get(f"{BASE}/stock").json()["counts"]] == ["LAMP-3"]
    told = put(owner, f"{BASE}/budget", {"budget": "20.50", "currency": "EUR", "stock_days": 3}).json()
    assert (told["budget"], told["currency"], told["spent"], told["left"]) == ("20.50", "EUR", "0.00", "20.50")
    assert put(owner, f"{BASE}/budget", {"budget": None}).json()["left"] is None
    assert put(owner, f"{BASE}/budget", {"budget": "1.234", "currency": "EUR"}).status_code == 422


def test_the_page_names_products_of_open_cases_and_asks_few_questions(
    desk: Any, owner: Client, take_in: Any, run_jobs: Any, now: Any, django_assert_max_num_queries: Any
) -> None:
    take_in(order_record(), message_record(order_number="8201-1"))
    run_jobs(now)
    with django_assert_max_num_queries(12):
        page = owner.get("/settings/shops/lumora-ali/stock/").content.decode()
    assert "LAMP-3" in page
