"""The settings page and the page of notices: owners change, others read, strangers see nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from amends.core.vocabulary import LANGUAGES, Milestone
from amends.desk.deadlines.models import TeamHours
from amends.desk.journal.models import Entry
from amends.desk.notices.queries import caps_of, choices_of
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.operations import allow
from amends.desk.shops.queries import role_in

HOURS = {f"day{day}": "09:00-12:00, 13:30-18:00" for day in range(5)}
TOLD = {"name": "Lumora Light", "time_zone": "Europe/Berlin", "response_hours": "12", "silent_after_hours": "48"}


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner(desk: Any, now: Any) -> Client:
    """Bob, who owns both shops of Lumora."""
    allow(actor=SYSTEM, person=desk.bob, shops=[desk.shop, desk.own_shop], role="owner", now=now)
    return signed_in(desk.bob)


@pytest.fixture
def agent(desk: Any) -> Client:
    return signed_in(desk.alice)


def test_an_owner_changes_a_shop_and_it_stands_in_the_journal(desk: Any, owner: Client) -> None:
    assert owner.post("/settings/shops/lumora-own/", TOLD).status_code == 302
    shop = Shop.objects.get(key="lumora-own")
    assert (shop.name, shop.time_zone, shop.response_hours, shop.silent_after_hours) == (
        "Lumora Light", "Europe/Berlin", 12, 48,
    )  # fmt: skip
    assert Entry.objects.filter(action="shop.changed", shop=shop.pk).count() == 1
    owner.post("/settings/shops/lumora-own/", TOLD)
    assert Entry.objects.filter(action="shop.changed", shop=shop.pk).count() == 1, "nothing changed, nothing is said"


@pytest.mark.parametrize(
    "wrong", [{"time_zone": "Moon/Base"}, {"response_hours": "0"}, {"silent_after_hours": "x"}, {"name": " "}]
)
def test_what_cannot_be_is_refused_and_nothing_changes(desk: Any, owner: Client, wrong: dict[str, str]) -> None:
    answer = owner.post("/settings/shops/lumora-own/", {**TOLD, **wrong})
    assert answer.status_code == 422
    assert "Nothing was changed" in answer.content.decode()
    assert Shop.objects.get(key="lumora-own").name == desk.own_shop.name


def test_the_teams_hours_are_written_one_line_a_day(desk: Any, owner: Client) -> None:
    assert owner.post("/settings/shops/lumora-own/hours/", {**HOURS, "calendar": "cn"}).status_code == 302
    said = TeamHours.objects.get(shop=desk.own_shop).hours
    assert said["week"]["0"] == [{"from": "09:00", "until": "12:00"}, {"from": "13:30", "until": "18:00"}]
    assert set(said["week"]) == {"0", "1", "2", "3", "4"}
    assert said["calendar"] == "CN"
    assert "09:00-12:00, 13:30-18:00" in owner.get("/settings/").content.decode()
    assert owner.post("/settings/shops/lumora-own/hours/", {"day0": "nine to five"}).status_code == 422
    assert TeamHours.objects.get(shop=desk.own_shop).hours == said
    owner.post("/settings/shops/lumora-own/hours/", {})
    assert not TeamHours.objects.exists()


def test_an_owner_invites_a_colleague_whose_password_is_shown_once(desk: Any, owner: Client) -> None:
    told = {"name": "Eve", "email": "eve@amends.example", "role": "agent", "shop": ["lumora-own"]}
    answer = owner.post("/settings/people/", told)
    password = answer.context["password"]
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert password not in owner.get("/settings/").content.decode()
    eve = Person.objects.get(email="eve@amends.example")
    assert Client().login(email="eve@amends.example", password=password)
    assert role_in(eve, desk.own_shop.pk) == "agent"
    assert role_in(eve, desk.shop.pk) is None
    assert owner.post("/settings/people/", told).status_code == 422, "she has an account already"
    assert owner.post("/settings/people/", {**told, "email": "eve at home"}).status_code == 422
    assert owner.post("/settings/people/", {**told, "email": "e@amends.example", "shop": ["brightway-ali"]}).status_code == 422  # fmt: skip
    assert not Person.objects.filter(email="e@amends.example").exists()


def test_an_owner_changes_roles_but_a_shop_keeps_an_owner(desk: Any, owner: Client) -> None:
    alice, bob = desk.alice.pk, desk.bob.pk
    owner.post(f"/settings/people/{alice}/lumora-own/", {"role": "lead"})
    assert role_in(desk.alice, desk.own_shop.pk) == "lead"
    owner.post(f"/settings/people/{alice}/lumora-own/", {"role": ""})
    assert role_in(desk.alice, desk.own_shop.pk) is None
    assert Entry.objects.filter(action="person.removed").count() == 1
    assert owner.post(f"/settings/people/{bob}/lumora-own/", {"role": "agent"}).status_code == 422
    assert role_in(desk.bob, desk.own_shop.pk) == "owner"
    assert owner.post(f"/settings/people/{desk.charlie.pk}/lumora-own/", {"role": "agent"}).status_code == 404
    assert not Membership.objects.filter(person=desk.charlie, shop=desk.own_shop).exists()


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/settings/shops/lumora-own/", TOLD),
        ("/settings/shops/lumora-own/hours/", HOURS),
        ("/settings/shops/lumora-own/notices/", {"milestone": ["sent"], "daily_cap": "5"}),
    ],
)
def test_an_agent_reads_and_changes_nothing_and_a_stranger_sees_nothing(
    desk: Any, agent: Client, path: str, told: dict[str, Any]
) -> None:
    assert agent.get("/settings/").status_code == 200
    assert agent.post(path, told).status_code == 403
    charlie = signed_in(desk.charlie)
    assert charlie.post(path, told).status_code == 404
    assert charlie.get("/settings/shops/lumora-own/notices/").status_code == 404
    assert "Lumora" not in charlie.get("/settings/").content.decode()
    assert choices_of([desk.own_shop.pk])[desk.own_shop.pk] == {}


def test_an_owner_chooses_what_buyers_are_told(desk: Any, owner: Client) -> None:
    path = "/settings/shops/lumora-own/notices/"
    assert owner.post(path, {"milestone": ["sent", "delivered"], "daily_cap": "50"}).status_code == 302
    assert set(choices_of([desk.own_shop.pk])[desk.own_shop.pk]) == {Milestone.SENT, Milestone.DELIVERED}
    assert caps_of([desk.own_shop.pk])[desk.own_shop.pk] == 50
    assert owner.post(path, {"milestone": ["sent"], "daily_cap": "none"}).status_code == 422
    assert owner.post(path, {"milestone": ["tomorrow"], "daily_cap": "5"}).status_code == 400
    refused = owner.post("/settings/shops/lumora-ali/notices/", {"milestone": ["sent"], "daily_cap": "5"})
    assert refused.status_code == 422
    assert "does not allow to tell buyers unasked of: sent" in refused.content.decode()
    assert choices_of([desk.shop.pk])[desk.shop.pk] == {}


def test_each_notice_can_be_read_in_every_language(desk: Any, agent: Client) -> None:
    for language in LANGUAGES[:4]:
        page = agent.get(f"/settings/shops/lumora-own/notices/?language={language}").content.decode()
        assert page.count(f'lang="{language}"') >= len(Milestone)
    assert agent.get("/settings/shops/lumora-own/notices/?language=xx").status_code == 400


def test_the_pages_ask_the_database_little(
    desk: Any, owner: Client, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    for path in ("/settings/", "/settings/shops/lumora-own/notices/"):
        owner.get(path)
        with django_assert_max_num_queries(12):
            owner.get(path)


def test_a_refusal_is_said_in_chinese_on_a_chinese_screen(desk: Any, owner: Client) -> None:
    Person.objects.filter(pk=desk.bob.pk).update(language="zh")
    answer = owner.post(
        "/settings/shops/lumora-own/", {**TOLD, "response_hours": "0"}, headers={"accept-language": "zh"}
    )
    assert "未作任何更改" in answer.content.decode()


def test_an_owner_finds_the_limits_of_money_from_the_settings(owner: Client, agent: Client) -> None:
    assert 'href="/approvals/limits/"' in owner.get("/settings/").content.decode()
    assert 'href="/approvals/limits/"' in owner.get("/approvals/").content.decode()
    assert 'href="/approvals/limits/"' not in agent.get("/settings/").content.decode()
