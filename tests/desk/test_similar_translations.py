"""Corrected translations of words that are only like a message's: found, marked, and never applied."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from making import NOW, message_record

from amends.core.sealing import seal
from amends.desk.assistance.models import MessageTranslation, RememberedPair, RememberedTerm
from amends.desk.assistance.queries import index_of
from amends.desk.assistance.similar import similar_pairs, terms_for
from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.people.models import Organisation, Person
from tests.web.programs import Program

pytestmark = pytest.mark.django_db
LAMP = "Olá, a luminária que comprei chegou sem o cabo de força e não acende de jeito nenhum."
VASE = "Olá, o vaso que comprei chegou sem o cabo de força e não acende de jeito nenhum!"


def remember(organisation: Organisation, texts: dict[str, str]) -> None:
    pairs = RememberedPair.objects.bulk_create(
        RememberedPair(
            organisation=organisation, source_language="pt", language="en", index=index_of(source), source=source,
            target=target, at=NOW,
        )
        for source, target in texts.items()
    )  # fmt: skip
    RememberedTerm.objects.bulk_create((term for pair in pairs for term in terms_for(pair)), batch_size=5000)


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    take_in(message_record(text=VASE))
    run_jobs(NOW)
    return Case.objects.get()


def test_a_like_translation_is_offered_with_its_differences_and_not_applied(case: Case, alice: Person) -> None:
    remember(case.shop.organisation, {LAMP: "The lamp came without its cord.", "Quero meu dinheiro": "My money"})
    Person.objects.filter(pk=alice.pk).update(language="en")
    client = Client()
    client.force_login(alice)
    message = case.shop.conversations.get().messages.get()
    page = client.get(f"/cases/{case.pk}/messages/{message.pk}/similar/").content.decode()
    assert "similar: 8" in page
    assert "luminária</mark>" in page
    assert "The lamp came without its cord." in page
    assert "My money" not in page
    assert not MessageTranslation.objects.exists()


def test_the_api_offers_the_same_to_alice_and_nothing_to_charlie(case: Case, alice: Person, charlie: Person) -> None:
    remember(case.shop.organisation, {LAMP: "The lamp came without its cord.", "Quero meu dinheiro": "My money"})
    Person.objects.filter(pk=alice.pk).update(language="en")
    at = f"/cases/{case.pk}/messages/{case.shop.conversations.get().messages.get().pk}/similar"
    found = Program(alice).get(at).json()["similar"]
    assert [(each["original"], each["translation"]) for each in found] == [(LAMP, "The lamp came without its cord.")]
    assert found[0]["percent"] >= 75
    assert Program(charlie).get(at).status_code == 404


def test_the_case_page_asks_for_it_only_when_it_is_opened(case: Case, alice: Person) -> None:
    client = Client()
    client.force_login(alice)
    page = client.get(f"/cases/{case.pk}/").content.decode()
    assert f"/cases/{case.pk}/messages/" in page
    assert 'hx-trigger="toggle once"' in page


def test_charlie_is_shown_nothing_of_it(case: Case, charlie: Person) -> None:
    client = Client()
    client.force_login(charlie)
    message = case.shop.conversations.get().messages.get()
    assert client.get(f"/cases/{case.pk}/messages/{message.pk}/similar/").status_code == 404


def test_another_company_another_language_and_the_same_words_are_left_out(case: Case, desk: Any) -> None:
    here = case.shop.organisation
    remember(here, {LAMP: "lamp"})
    other = Organisation.objects.create(name="Other", currency="USD")
    assert similar_pairs(other.pk, "pt", "en", seal(VASE)) == []
    assert similar_pairs(here.pk, "pt", "zh", seal(VASE)) == []
    assert similar_pairs(here.pk, "pt", "en", seal(LAMP)) == []
    assert [each.percent for each in similar_pairs(here.pk, "pt", "en", seal(VASE))] > [75]


def test_a_large_memory_is_searched_in_under_twenty_milliseconds(case: Case) -> None:
    """Of the processor. Two thousand pairs; with AMENDS_TEST_LONG_WALK=1 twenty thousand. Most begin alike, as buyers' messages do."""
    size = 20_000 if os.environ.get("AMENDS_TEST_LONG_WALK") else 2_000
    chance = random.Random(7)
    things = ["luminária", "caixa", "cadeira", "mesa", "blusa", "panela", "mochila", "bota", "capa", "escova", "tinta"]
    does = ["quebrou", "veio riscada", "não fecha", "está suja", "é pequena", "faz barulho", "perdeu a cor", "molhou"]
    when = ["hoje", "ontem", "na segunda", "depois de um dia", "na primeira vez", "à noite", "cedo", "com a chuva"]
    texts = {
        f"Olá, a {chance.choice(things)} {number} {chance.choice(does)} {chance.choice(when)} "
        f"e a {chance.choice(things)} {chance.choice(does)} {chance.choice(when)} ({'abcdefghij'[number % 10]}{number})."
        for number in range(size)
    }
    remember(case.shop.organisation, dict.fromkeys(sorted(texts), "x") | {LAMP: "The lamp came without its cord."})
    sealed, took = seal(VASE), []
    for _ in range(5):
        began = time.process_time()
        found = similar_pairs(case.shop.organisation_id, "pt", "en", sealed)
        took.append(time.process_time() - began)
    print(f"{RememberedPair.objects.count():,} pairs: {1000 * min(took):.1f} ms")
    assert [each.translation for each in found] == ["The lamp came without its cord."]
    assert min(took) < 0.020
