"""Writing a letter in a language that Alice does not read: sentences by meaning, and what nobody has checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, message_record, order_record

from amends.core.vocabulary import Kind
from amends.desk.cases.models import Case
from amends.desk.flow import choices
from amends.desk.flow.understanding import NotUnderstood, understanding_of
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.people.queries import knows_language
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import SlotsOpen, override
from amends.desk.shops.operations import allow
from amends.desk.wordings.contents import Place, SnippetContent
from amends.desk.wordings.finding import find
from amends.desk.wordings.models import Wording
from amends.desk.wordings.operations import keep_wording
from amends.letter import LIBRARY

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
OWN_WORDS = "Vou mandar uma lâmpada azul para você."


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def reply(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Reply:
    """Dana writes in Portuguese, which neither Alice nor Bob reads."""
    take_in(message_record(text="Olá, não recebi meu pedido até agora."))
    run_jobs(NOW)
    reply = Reply.objects.select_related("case__shop", "offer").get()
    if reply.offer is not None:
        type(reply.offer).objects.filter(pk=reply.offer.pk).update(approval_needed=False)
    assert reply.language == "pt-BR"
    return reply


@pytest.fixture
def siyu(desk: Any) -> Person:
    """Knows Portuguese."""
    person = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="siyu@amends.example", name="Siyu", password=None, now=NOW,
        language="zh", writes=["zh", "pt"],
    )  # fmt: skip
    allow(actor=SYSTEM, person=person, shops=[desk.shop], role="agent", now=NOW)
    return person


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def search(person: Person, case: Case, query: str, body: str = "") -> list[tuple[str, str]]:
    """What is found: the sentence for the buyer, and what it says."""
    response = client_of(person).post(f"/cases/{case.pk}/sentences/", {"q": query, "body": body})
    assert response.status_code == 200
    page = response.content.decode()
    texts = [unescape(text) for text in re.findall(r'data-text="([^"]*)"', page)]
    gists = [unescape(text) for text in re.findall(r'class="sentence-gist"[^>]*>([^<]*)<', page)]
    return list(zip(texts, gists, strict=True))


def send(person: Person, reply: Reply, body: str) -> Reply:
    reply.refresh_from_db()
    return choices.send_letter(person=person, reply=reply, words=choices.Words(reply.version, body), now=NOW)


def speaks(person: Person, language: str) -> Person:
    Person.objects.filter(pk=person.pk).update(language=language)
    person.refresh_from_db()
    return person


def test_who_knows_which_language(alice: Person, siyu: Person) -> None:
    assert knows_language(siyu, "pt-BR")
    assert knows_language(siyu, "zh-TW")
    assert not knows_language(alice, "pt")


@pytest.mark.parametrize(
    ("query", "phrase"),
    [
        ("请买家拍照", "request-photo-of-items"), ("对不起", "apology"), ("退全款不用寄回", "remedy-full-refund-keep"),
        ("海关扣留", "ack-customs-held"), ("找主管", "manager"), ("ask for the address", "request-address"),
        ("重新发货", "remedy-reship"), ("devolver o produto", "remedy-return-and-refund"),
    ],
)  # fmt: skip
def test_a_sentence_is_found_by_what_it_means(query: str, phrase: str) -> None:
    found = find(query, "pt", "zh", LIBRARY, kind=Kind.CUSTOMS_HELD, most=4)
    assert phrase in [each.key for each in found]


def test_what_means_nothing_finds_nothing() -> None:
    assert find("qqqq zzzz", "pt", "zh", LIBRARY, kind=Kind.DAMAGED, most=4) == []


def test_alice_searches_in_chinese_and_gets_portuguese_filled_from_the_case(alice: Person, reply: Reply) -> None:
    found = dict(search(speaks(alice, "zh"), reply.case, "请买家拍照"))
    text = next(text for text, gist in found.items() if "面单" in gist)
    assert "foto da etiqueta" in text
    assert re.search(r"\d+ de [a-z]+", text), "the date of the case"
    assert re.search(r"\d+月\d+日", found[text])


def test_before_anything_is_typed_the_letters_own_sentences_are_offered(alice: Person, reply: Reply) -> None:
    offered = search(alice, reply.case, "", reply.body)
    assert offered
    assert not [text for text, _ in offered if text in reply.body], "each in a wording that the letter has not yet"


def test_the_companys_own_sentences_are_found_too(alice: Person, reply: Reply, desk: Any) -> None:
    olga = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga", password=None, now=NOW
    )
    allow(actor=SYSTEM, person=olga, shops=[desk.shop], role="owner", now=NOW)
    content = SnippetContent(title="Socket", text="A lâmpada{product} usa soquete E27.", meanings={"en": "The lamp{product} takes an E27 socket."})  # fmt: skip
    keep_wording(
        actor=actor_of(olga), person=olga, organisation=desk.organisation, place=Place(Wording.SNIPPET, "pt", "s1"),
        content=content, version=0, now=NOW,
    )  # fmt: skip
    found = search(alice, reply.case, "which socket does the lamp need")
    assert ("A lâmpada (Night lamp) usa soquete E27.", "The lamp (Night lamp) takes an E27 socket.") in found
    sent = send(alice, reply, reply.body + "\nA lâmpada (Night lamp) usa soquete E27.")
    assert sent.state == Reply.QUEUED, "a sentence of the company's own is checked"


def test_charlie_finds_no_case(charlie: Person, reply: Reply) -> None:
    assert client_of(charlie).post(f"/cases/{reply.case_id}/sentences/", {"q": "sorry"}).status_code == 404


def test_the_page_tells_each_sentence_and_marks_what_nobody_checked(alice: Person, reply: Reply) -> None:
    client = client_of(speaks(alice, "zh"))
    page = client.get(f"/cases/{reply.case_id}/").content.decode()
    assert "对此我非常抱歉。" in page
    assert "未经翻译核对" not in page
    body = f"{reply.body}\n{OWN_WORDS}"
    live = client.post(f"/cases/{reply.case_id}/lint/", {"body": body}).content.decode()
    assert live.count("未经翻译核对") == 1
    assert OWN_WORDS in live
    assert 'class="mark-unchecked"' in live
    assert 'class="mark-slot"' in live
    assert re.search(r"<button[^>]* disabled", live), "it cannot be sent"


def test_words_that_nobody_checked_are_kept_and_not_sent(alice: Person, reply: Reply) -> None:
    with pytest.raises(NotUnderstood):
        send(alice, reply, f"{reply.body}\n{OWN_WORDS}")
    reply.refresh_from_db()
    assert understanding_of(alice, reply, reply.body).words == [OWN_WORDS]
    assert reply.state == Reply.DRAFT
    assert OWN_WORDS in reply.body, "her words are kept"


def test_a_letter_that_cannot_be_read_back_is_nothing_but_her_words(alice: Person, reply: Reply) -> None:
    Reply.objects.update(request={})
    with pytest.raises(NotUnderstood):
        send(alice, reply, reply.body.replace("Atenciosamente", "Um abraço"))


def test_her_own_name_may_stand_under_the_letter(alice: Person, reply: Reply) -> None:
    assert send(alice, reply, f"{reply.body}\nAlice").state == Reply.QUEUED


def test_siyu_knows_portuguese_and_sends_it(alice: Person, siyu: Person, reply: Reply) -> None:
    assert send(siyu, reply, f"{reply.body}\n{OWN_WORDS}").state == Reply.QUEUED


def test_alice_may_send_what_siyu_wrote_but_not_what_she_changed_in_it(
    alice: Person, siyu: Person, reply: Reply
) -> None:
    body = f"{reply.body}\n{OWN_WORDS}"
    choices.keep_words(person=siyu, reply=reply, words=choices.Words(reply.version, body), now=NOW)
    with pytest.raises(NotUnderstood):
        send(alice, reply, body.replace("azul", "verde"))
    choices.keep_words(
        person=siyu, reply=Reply.objects.get(), words=choices.Words(Reply.objects.get().version, body), now=NOW
    )
    assert send(alice, reply, body).state == Reply.QUEUED


def test_a_lead_lets_it_go_with_a_reason(alice: Person, bob: Person, reply: Reply) -> None:
    with pytest.raises(NotUnderstood):
        send(alice, reply, f"{reply.body}\n{OWN_WORDS}")
    reply.refresh_from_db()
    override(actor=actor_of(bob), person=bob, reply=reply, reason="Siyu read it to me on the phone.", now=NOW)
    assert send(alice, reply, reply.body).state == Reply.QUEUED


def test_changed_dates_and_inserted_sentences_go(alice: Person, reply: Reply) -> None:
    text = next(text for text, gist in search(alice, reply.case, "photo of the label") if "label" in gist)
    assert send(alice, reply, f"{reply.body}\n{text}").state == Reply.QUEUED


def test_a_slot_that_is_still_open_holds_the_letter_even_for_siyu(siyu: Person, reply: Reply) -> None:
    text = next(text for text, _ in search(siyu, reply.case, "承运商是") if "⟦value⟧" in text)
    with pytest.raises(SlotsOpen):
        send(siyu, reply, f"{reply.body}\n{text}")
    live = client_of(siyu).post(f"/cases/{reply.case_id}/lint/", {"body": f"{reply.body}\n{text}"}).content.decode()
    assert 'class="mark-open"' in live


def test_a_letter_that_nobody_edited_goes_as_before(alice: Person, reply: Reply) -> None:
    assert send(alice, reply, reply.body).state == Reply.QUEUED


def test_hostile_words_are_shown_as_text(alice: Person, reply: Reply) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    client = client_of(alice)
    live = client.post(f"/cases/{reply.case_id}/lint/", {"body": hostile}).content.decode()
    found = client.post(f"/cases/{reply.case_id}/sentences/", {"q": hostile, "body": hostile}).content.decode()
    for page in (live, found):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_arabic_runs_from_the_right_and_its_meaning_beside_it_from_the_left(
    alices: Client, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    sara = {"reference": "ref-sara", "name": "سارة أحمد", "locale": "ar-AE"}
    take_in(order_record("8201-7", buyer=sara, country="AE"))
    take_in(message_record("m-7", "وصل المصباح مكسورا في العلبة.", order_number="8201-7", buyer=sara))
    run_jobs(NOW)
    page = alices.get(f"/cases/{Case.objects.get(order__number='8201-7').pk}/").content.decode()
    assert re.search(r'<div class="letter-stack[^>]*dir="rtl"', page)
    # It begins with her name: left to itself, the whole line would run from the right.
    assert re.search(r'<div class="gist[^"]*" dir="ltr">', page)
