"""Settings of shops over the API: owners change, others read, strangers find nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from amends.desk.notices.models import Choice
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.models import Shop
from amends.desk.shops.operations import allow

BASE = "/api/v1/shops/lumora-own"
CHOICE = {"milestones": ["sent", "delivered"], "daily_cap": 30}


def put(client: Client, path: str, body: dict[str, Any]) -> Any:
    return client.put(path, json.dumps(body), content_type="application/json")


@pytest.fixture
def owner(desk: Any, now: Any) -> Client:
    allow(actor=SYSTEM, person=desk.bob, shops=[desk.shop, desk.own_shop], role="owner", now=now)
    client = Client()
    client.force_login(desk.bob)
    return client


def test_an_owner_chooses_milestones_and_reads_them_back(owner: Client) -> None:
    answer = put(owner, f"{BASE}/notices", CHOICE)
    assert answer.status_code == 200
    assert answer.json()["milestones"] == ["sent", "delivered"]
    assert owner.get(f"{BASE}/notices").json()["daily_cap"] == 30
    refused = put(owner, "/api/v1/shops/lumora-ali/notices", CHOICE)
    assert (refused.status_code, refused.json()["code"]) == (409, "notice_forbidden")


def test_a_notice_can_be_read_before_anybody_gets_it(owner: Client) -> None:
    letter = owner.get(f"{BASE}/notices/delivered/preview?language=pt").json()
    assert "rastreamento" in letter["body"]
    assert "tracking" in letter["gist"]
    assert owner.get(f"{BASE}/notices/delivered/preview?language=xx").status_code == 422
    assert owner.get(f"{BASE}/notices/tomorrow/preview").status_code == 422


def test_an_owner_changes_a_shop(owner: Client) -> None:
    told = owner.get(f"{BASE}/settings").json()
    assert put(owner, f"{BASE}/settings", {**told, "response_hours": 8}).json()["response_hours"] == 8
    wrong = put(owner, f"{BASE}/settings", {**told, "time_zone": "Moon/Base"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_shop")
    assert Shop.objects.get(key="lumora-own").response_hours == 8


def test_others_change_nothing(desk: Any) -> None:
    for person, status in ((desk.alice, 403), (desk.charlie, 404)):
        client = Client()
        client.force_login(person)
        assert put(client, f"{BASE}/notices", CHOICE).status_code == status
    assert not Choice.objects.exists()


def test_an_owner_sets_when_the_team_works(owner: Client) -> None:
    week = {"0": [{"opens": "09:00", "closes": "12:00"}, {"opens": "13:30", "closes": "18:00"}]}
    assert put(owner, f"{BASE}/hours", {"week": week, "calendar": "CN"}).status_code == 200
    assert owner.get(f"{BASE}/hours").json() == {"week": week, "calendar": "CN"}
    wrong = put(owner, f"{BASE}/hours", {"week": {"0": [{"opens": "12:00", "closes": "09:00"}]}})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "wrong_team_hours")
    assert put(owner, f"{BASE}/hours", {"week": {}}).json()["week"] == {}
