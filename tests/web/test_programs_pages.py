"""The pages for programs: tokens of a person, webhooks of a company, the reference of the API."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW

from amends.desk.people.models import Person
from amends.desk.shops.models import Membership
from amends.desk.tokens.models import Token
from amends.desk.tokens.queries import token_with
from amends.desk.webhooks.models import Delivery, Webhook
from amends.jobs.models import Job

from .signing import signed_in

pytestmark = pytest.mark.django_db
URL = "https://erp.example.com/hooks"


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def olga(bob: Person) -> Client:
    """Bob as an owner."""
    Membership.objects.filter(person=bob).update(role="owner")
    return signed_in(bob)


def secret_in(page: Any) -> str:
    found = re.search(r'id="secret" value="([^"]+)"', page.content.decode())
    assert found
    return found.group(1).replace("&#x27;", "'")


def test_alice_makes_a_token_sees_it_once_and_revokes_it(alice: Person) -> None:
    client = signed_in(alice)
    made = client.post("/profile/tokens/", {"name": "ERP", "scope": ["read", "propose"], "days": "30"})
    token = token_with(secret_in(made), NOW)
    assert token is not None
    assert (token.person, token.scopes) == (alice, ["read", "propose"])
    assert made.headers["Cache-Control"] == "no-store"
    again = client.get("/profile/tokens/").content.decode()
    assert secret_in(made) not in again
    assert token.prefix in again
    client.post(f"/profile/tokens/{token.pk}/revoke/")
    assert token.prefix not in client.get("/profile/tokens/").content.decode()


@pytest.mark.parametrize("form", [{"name": "", "scope": ["read"]}, {"name": "x"}, {"name": "x", "scope": ["all"]}])
def test_a_form_that_makes_no_token_comes_back_with_a_sentence(alice: Person, form: dict[str, Any]) -> None:
    answer = signed_in(alice).post("/profile/tokens/", form)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Token.objects.exists()


def test_charlie_cannot_revoke_alices_token(alice: Person, charlie: Person) -> None:
    signed_in(alice).post("/profile/tokens/", {"name": "ERP", "scope": ["read"]})
    token = Token.objects.get()
    assert signed_in(charlie).post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_an_owner_adds_tries_switches_off_and_removes_a_webhook(olga: Client) -> None:
    added = olga.post("/webhooks/", {"url": URL, "event": ["case.opened"]})
    webhook = Webhook.objects.get()
    assert secret_in(added) == webhook.secret
    assert webhook.secret not in olga.get("/webhooks/").content.decode()
    olga.post(f"/webhooks/{webhook.pk}/test/")
    assert Job.objects.filter(kind="webhooks.deliver").count() == 1
    Delivery.objects.update(state="failed", error="The address answered 500.")
    page = olga.get("/webhooks/").content.decode()
    assert "The address answered 500." in page
    olga.post(f"/webhooks/{webhook.pk}/replay/", {"delivery": Delivery.objects.get().pk})
    assert Delivery.objects.get().state == "waiting"
    olga.post(f"/webhooks/{webhook.pk}/change/", {"active": "no"})
    webhook.refresh_from_db()
    assert webhook.disabled_at == NOW
    olga.post(f"/webhooks/{webhook.pk}/remove/")
    assert not Webhook.objects.exists()


def test_an_address_that_cannot_be_is_refused_and_stays_in_the_form(olga: Client) -> None:
    answer = olga.post("/webhooks/", {"url": "https://10.0.0.1/x", "event": ["case.opened"]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="https://10.0.0.1/x"' in page
    assert "private" in page


def test_the_shops_page_says_when_a_webhook_was_switched_off_for_failing(olga: Client) -> None:
    olga.post("/webhooks/", {"url": URL, "event": ["case.opened"]})
    assert "switched off" not in olga.get("/shops/").content.decode()
    Webhook.objects.update(disabled_at=NOW, disabled_why="It failed for 5 days without one success.")
    assert "switched off" in olga.get("/shops/").content.decode()


def test_webhooks_are_for_owners_and_of_their_own_company(alice: Person, charlie: Person, olga: Client) -> None:
    assert signed_in(alice).get("/webhooks/").status_code == 403
    olga.post("/webhooks/", {"url": URL, "event": ["case.opened"]})
    Membership.objects.filter(person=charlie).update(role="owner")
    theirs = signed_in(charlie)
    assert URL not in theirs.get("/webhooks/").content.decode()
    for step in ("change", "remove", "test", "replay"):
        assert theirs.post(f"/webhooks/{Webhook.objects.get().pk}/{step}/").status_code == 404
    assert Webhook.objects.get().disabled_at is None


def test_the_reference_shows_every_address_and_asks_nobody_else(alice: Person) -> None:
    page = signed_in(alice).get("/api/").content.decode()
    for address in ("GET /api/v1/cases", "PUT /api/v1/cases/{case_id}/letter", "POST /api/v1/triage"):
        assert address in page
    assert not re.search(r'(?:src|href)="https?://', page)
