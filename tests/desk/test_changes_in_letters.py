"""What agents change most: their own sentences, aligned with the engine's, without anything of one buyer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from making import NOW, message_record, order_record

from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.replies.changes import changed_most
from amends.desk.replies.models import Reply
from amends.desk.shops.operations import allow
from amends.desk.wordings.contents import PhraseContent, phrase_place
from amends.desk.wordings.operations import keep_wording

pytestmark = pytest.mark.django_db
THANKS, INSTEAD = "Agradecemos a sua mensagem.", "Muito obrigada por escrever para a gente."


@pytest.fixture
def sent(take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> list[Reply]:
    """Three letters to three buyers in Portuguese, as the engine wrote them, sent."""
    for number, name in (("1", "Dana Albuquerque"), ("2", "Erik Souza"), ("3", "Rita Prado")):
        buyer = {"reference": f"ref-{number}", "name": name, "locale": "pt-BR"}
        take_in(order_record(f"8201-{number}", buyer=buyer))
        words = "Olá, não recebi meu pedido até agora."
        take_in(message_record(f"m-{number}", words, order_number=f"8201-{number}", buyer=buyer))
    run_jobs(NOW)
    Reply.objects.update(state=Reply.SENT, sent_at=NOW)
    letters = list(Reply.objects.order_by("pk"))
    assert [THANKS in letter.body for letter in letters] == [True] * 3
    return letters


def edited(reply: Reply, before: str, after: str) -> None:
    assert before in reply.body
    Reply.objects.filter(pk=reply.pk).update(edited=True, body=reply.body.replace(before, after), sent_at=NOW)


def sentence_with(reply: Reply, words: str) -> str:
    line = next(line for line in reply.body.split("\n") if words in line)
    return next(part for part in line.replace(". ", ".|").split("|") if words in part)


def test_a_sentence_that_two_letters_word_otherwise_is_seen_with_its_usual_replacement(
    sent: list[Reply], desk: Any
) -> None:
    for letter in sent[:2]:
        edited(letter, THANKS, INSTEAD)
    (row,) = changed_most([desk.shop.pk])
    assert (row.wording, row.phrase, row.variant, row.letters) == ("pt", "thanks-message", 0, 2)
    assert row.texts == [(INSTEAD, 2)]
    assert row.text == THANKS


def test_one_letter_says_nothing_yet(sent: list[Reply], desk: Any) -> None:
    edited(sent[0], THANKS, INSTEAD)
    assert changed_most([desk.shop.pk]) == []


def test_values_of_the_case_become_slots_so_that_nothing_of_a_buyer_is_left(sent: list[Reply], desk: Any) -> None:
    for letter, name in zip(sent[:2], ("Dana", "Erik"), strict=True):
        asked = sentence_with(letter, "Por favor, me diga até")
        day = asked.split("até ")[1].split(" qual")[0]
        edited(letter, asked, f"Escolha até {day} e me diga, {name}.")
    (row,) = changed_most([desk.shop.pk])
    assert row.phrase.startswith("choose-")
    assert row.texts == [("Escolha até {date} e me diga, {name}.", 2)]


def test_a_sentence_that_is_left_out_is_counted(sent: list[Reply], desk: Any) -> None:
    for letter in sent:
        edited(letter, f"{THANKS} ", "")
    (row,) = changed_most([desk.shop.pk])
    assert (row.letters, row.left_out, row.texts) == (3, 3, [])


def test_another_date_is_no_change_of_words(sent: list[Reply], desk: Any) -> None:
    for letter in sent:
        asked = sentence_with(letter, "Por favor, me diga até")
        day = asked.split("até ")[1].split(" qual")[0]
        edited(letter, asked, asked.replace(day, "3 de dezembro"))
    assert changed_most([desk.shop.pk]) == []


def test_what_was_adopted_is_no_change_any_more(sent: list[Reply], desk: Any) -> None:
    for letter in sent:
        edited(letter, THANKS, INSTEAD)
    olga = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga", password=None, now=NOW
    )
    allow(actor=SYSTEM, person=olga, shops=[desk.shop], role="owner", now=NOW)
    keep_wording(
        actor=actor_of(olga), person=olga, organisation=desk.organisation, version=0, now=NOW + timedelta(days=1),
        place=phrase_place("pt", "thanks-message", 0), content=PhraseContent(forms={"": INSTEAD}),
    )  # fmt: skip
    assert changed_most([desk.shop.pk]) == []


def test_bob_sees_it_and_takes_it_over_alice_and_charlie_do_not(
    sent: list[Reply], alice: Person, bob: Person, charlie: Person
) -> None:
    for letter in sent:
        edited(letter, THANKS, INSTEAD)

    def page(person: Person, address: str = "/phrases/changed/") -> Any:
        client = Client()
        client.force_login(person)
        return client.get(address)

    shown = page(bob).content.decode()
    assert INSTEAD in shown
    assert "changed in 3 letters" in shown
    address = shown.split('data-open href="')[1].split('"')[0].replace("&amp;", "&")
    assert INSTEAD in page(bob, address).content.decode(), "it stands in the form"
    assert page(alice).status_code == 404
    assert INSTEAD not in page(charlie).content.decode()
