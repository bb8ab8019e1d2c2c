"""The link for the buyer on the agent's case page: made, shown, closed, and nowhere where a platform forbids it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from buyers import Browser, broken_lamp, link_to, path_of, send_offer
from django.test import Client
from django.utils import timezone
from making import NOW, message_record

from amends.desk.cases.models import Case
from amends.desk.people.models import Person
from amends.desk.portal.models import Link
from amends.web.showing import word

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def alices(alice: Person) -> Client:
    client = Client()
    client.force_login(alice)
    return client


@pytest.fixture
def case(desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> Case:
    return broken_lamp(take_in, run_jobs, desk.own_shop)


def test_alice_makes_a_link_gives_it_away_and_closes_the_page(alices: Client, case: Case, settings: Any) -> None:
    settings.AMENDS_PUBLIC_ADDRESS = "https://help.lumora.example"
    page = f"/cases/{case.pk}/"
    assert "Make a link" in alices.get(page).content.decode()
    alices.post(f"{page}link/")
    path = path_of(Link.objects.get())
    shown = alices.get(page).content.decode()
    assert f'value="https://help.lumora.example{path}"' in shown
    assert "not opened yet" in shown
    assert alices.get(path).status_code == 200
    assert "not opened yet" in alices.get(page).content.decode(), "what Alice looks at, Dana has not opened"
    Browser().get(path)
    assert "last opened" in alices.get(page).content.decode()
    alices.post(f"{page}link/revoke/")
    shown = alices.get(page).content.decode()
    assert "The page has been closed since" in shown
    assert path not in shown
    assert Browser().get(path).status_code == 404


def test_what_dana_does_there_is_on_alice_s_page_at_once(alices: Client, case: Case, alice: Person) -> None:
    dana = Browser()
    dana.send(path_of(link_to(case, alice)), "tell", what="wrong_item", words="Recebi um plugue azul.")
    page = alices.get(f"/cases/{case.pk}/").content.decode()
    assert "Recebi um plugue azul." in page
    assert "Wrong item" in page


def test_alice_reads_in_her_language_what_dana_chose(
    alices: Client, case: Case, alice: Person, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = send_offer(case, alice, run_jobs)
    later = NOW + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: later)
    dana = Browser()
    dana.send(path_of(link_to(case, alice)), "answer", offer=offer.pk, accepts="0")
    remedy = word(offer.sent_menu[0]["remedy"], "Remedy", "en")
    assert f"takes: {remedy}" in alices.get(f"/cases/{case.pk}/").content.decode()


def test_on_a_marketplace_there_is_no_link_to_make(
    alices: Client, desk: Any, take_in: Callable[..., None], order: Any, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(message_record())
    run_jobs(NOW)
    case = Case.objects.get(shop=desk.shop)
    assert "Link for the buyer" not in alices.get(f"/cases/{case.pk}/").content.decode()
    response = alices.post(f"/cases/{case.pk}/link/", follow=True)
    assert "This platform forbids links" in response.content.decode()
    assert not Link.objects.exists()
