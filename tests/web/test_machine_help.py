"""Machine help on the screens: the owner sets it up, agents read, correct, ask; nobody else sees anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
import serving_an_engine as s
from django.test import Client
from django.utils import timezone
from making import NOW, message_record, parcel_record, review_record

from amends.connect.assist.port import Trouble
from amends.desk.assistance.models import AssistSetup, MessageTranslation
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.flow import choices
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.replies.models import Reply
from amends.desk.shops.operations import allow
from amends.web.workspace.assist_words import TROUBLES
from amends.web.workspace.casepage.translated import gloss_of

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]

WORDS = (
    "Olá, a lâmpada chegou quebrada. Faltam 2 peças, paguei R$ 40,00 em 12 de novembro. Quero meu dinheiro de volta."
)
ENGLISH = "Hello, the lamp arrived broken. 2 pieces are missing, I paid R$ 40.00 on 12 November. I want my money back."
OWN = "A lâmpada nova vai por avião ainda esta semana."
HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def olgas(desk: Any) -> Client:
    person = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga",
        password="correct-horse-42", now=NOW, language="en",
    )  # fmt: skip
    allow(actor=SYSTEM, person=person, shops=[desk.shop, desk.own_shop], role="owner", now=NOW)
    return signed_in(person)


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    take_in(parcel_record(events=[]), message_record(text=WORDS))
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation", "order__buyer", "buyer").get()


def setup_form(server: s.Engine | None = None, **changes: Any) -> dict[str, Any]:
    told = {
        "engine": "openai_compatible", "address": server.address if server else "https://engine.example/v1",
        "model": "small", "key": "sk-secret", "allow_local": "yes", "seconds": "2", "price_in": "0.15", "price_out": "0,60",
        "currency": "usd", "cap": "5", "translates": "yes", "drafts": "yes", "platforms": ["aliexpress"],
    }  # fmt: skip
    return {**told, **changes}


def text_of(response: Any) -> str:
    return response.content.decode()


# The owner's page ------------------------------------------------------------------------------------------------


def test_the_owner_sets_an_engine_up_and_the_key_is_never_shown(olgas: Client) -> None:
    assert "Machine help" in text_of(olgas.get("/shops/"))
    done = olgas.post("/assistant/", setup_form(), follow=True)
    row = AssistSetup.objects.get()
    assert (row.engine, row.model, row.currency, row.cap_minor) == ("openai_compatible", "small", "USD", 500)
    assert (str(row.price_in), str(row.price_out), row.platforms) == ("0.1500", "0.6000", ["aliexpress"])
    assert row.key == "sk-secret"
    assert "sk-secret" not in text_of(done)
    olgas.post("/assistant/", setup_form(key="", seconds="9"))
    assert AssistSetup.objects.get().key == "sk-secret"
    olgas.post("/assistant/", setup_form(key="", forget_key="yes"))
    assert AssistSetup.objects.get().key == ""


def test_nobody_else_sees_or_sets_it(alices: Client, bob: Person, charlie: Person, olgas: Client) -> None:
    olgas.post("/assistant/", setup_form())
    for client in (alices, signed_in(bob), signed_in(charlie)):
        assert client.get("/assistant/").status_code == 403
        assert client.post("/assistant/", setup_form(model="other")).status_code == 403
        assert client.post("/assistant/test/").status_code == 403
        assert "engine.example" not in text_of(client.get("/shops/"))
    assert AssistSetup.objects.get().model == "small"
    assert Client().get("/assistant/").status_code == 302


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"engine": "babelfish"}, "is no engine"),
        ({"model": ""}, "name of the model"),
        ({"seconds": "90"}, "time limit"),
        ({"seconds": "soon"}, "whole number"),
        ({"price_in": "cheap"}, "is no price"),
        ({"cap": "1.234"}, "1.234"),
        ({"currency": "XXQ"}, "XXQ"),
        ({"platforms": ["myspace"]}, "platform"),
    ],
)
def test_what_cannot_be_saved_comes_back_with_what_was_typed(olgas: Client, changes: dict[str, Any], says: str) -> None:
    refused = olgas.post("/assistant/", setup_form(address="https://mine.example/v1", **changes))
    assert refused.status_code == 409
    assert says in text_of(refused)
    assert "https://mine.example/v1" in text_of(refused)
    assert not AssistSetup.objects.exists()


def test_the_test_says_what_came_or_what_is_wrong_and_how_to_cure_it(olgas: Client) -> None:
    with s.serving(s.translates("2 pieces are missing and the parcel has not arrived yet. Thank you!")) as engine:
        olgas.post("/assistant/", setup_form(engine))
        page = text_of(olgas.post("/assistant/test/"))
        assert "It works." in page
        assert "2 pieces are missing" in page
    with s.serving(s.translates("3 pieces are missing.")) as engine:
        olgas.post("/assistant/", setup_form(engine))
        assert "A number is missing" in text_of(olgas.post("/assistant/test/"))
    with s.serving(s.fails(401)) as engine:
        olgas.post("/assistant/", setup_form(engine))
        page = text_of(olgas.post("/assistant/test/"))
        assert "does not accept the key" in page
        assert "Enter the key once more" in page


def test_every_trouble_has_its_words_and_its_cure() -> None:
    assert set(TROUBLES) == set(Trouble)


# Reading what the buyer wrote ------------------------------------------------------------------------------------


def test_without_a_translator_the_recognised_parts_stand_in_her_language(alices: Client, case: Case) -> None:
    page = text_of(alices.get(f"/cases/{case.pk}/"))
    assert "Portuguese; not translated. What was recognised in it:" in page
    gloss = page[page.index("What was recognised in it:") :][:4000]
    for words, meaning in (
        ("R$ 40,00", "R$40.00"),
        ("12 de novembro", "12 November"),
        ("meu dinheiro de volta", "Full refund"),
    ):
        assert words in gloss
        assert meaning in gloss[gloss.index(words) :]
    assert "Translate it now" not in page


def test_a_gloss_shows_whole_words_counts_and_each_meaning_once() -> None:
    text = "Не хватает двух свечей. Верните всё, иначе единица."
    reading = {
        "language": "ru",
        "counts": {"missing": 2},
        "spans": [
            {"what": "short_quantity", "start": 0, "end": 8},
            {"what": "count:missing", "start": 11, "end": 15},
            {"what": "asks:full_refund", "start": 24, "end": 28},
            {"what": "asks:full_refund", "start": 24, "end": 31},
            {"what": "review_threat", "start": 43, "end": 49},
        ],
    }
    assert [(part.words, part.meaning) for part in gloss_of(text, reading, "en")] == [
        ("Не хватает", "Short quantity"),
        ("двух", "pieces missing: 2"),
        ("Верните", "Full refund"),
        ("единица", "Review threat"),
    ]
    assert gloss_of("", {"language": "ru"}, "en") == []


def test_who_reads_the_language_gets_no_gloss(alices: Client, case: Case, alice: Person) -> None:
    alices.post("/profile/languages/", {"writes": ["en", "pt"]})
    alice.refresh_from_db()
    assert alice.writes == ["en", "pt"]
    assert "not translated" not in text_of(alices.get(f"/cases/{case.pk}/"))


def test_a_review_in_another_language_is_glossed_too(
    alices: Client, case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(review_record(title="Quebrada", text="A lâmpada chegou quebrada, quero reembolso."))
    run_jobs(NOW)
    page = text_of(alices.get(f"/cases/{case.pk}/"))
    assert page.count("What was recognised in it:") == 2


def test_a_language_that_letters_do_not_know_cannot_be_declared(alices: Client) -> None:
    assert alices.post("/profile/languages/", {"writes": ["tlh"]}).status_code == 409


def test_alice_asks_for_a_translation_and_corrects_it(alices: Client, olgas: Client, case: Case) -> None:
    message = Message.objects.get(from_buyer=True)
    with s.serving(s.translates(ENGLISH.replace("2 pieces", "some pieces"))) as engine:
        olgas.post("/assistant/", setup_form(engine))
        assert "Translate it now" in text_of(alices.get(f"/cases/{case.pk}/"))
        done = alices.post(f"/cases/{case.pk}/messages/{message.pk}/translate/", follow=True)
    page = text_of(done)
    assert "machine translation" in page
    assert "some pieces are missing" in page
    assert "A number is missing: 2" in page
    kept = MessageTranslation.objects.get()
    corrected = text_of(alices.post(f"/translations/{kept.pk}/correct/", {"text": ENGLISH}, follow=True))
    assert "Translation, corrected by Alice" in corrected
    assert "A number is missing" not in corrected
    assert "2 pieces are missing" in corrected


def test_what_an_engine_says_is_shown_as_text(alices: Client, olgas: Client, case: Case) -> None:
    message = Message.objects.get(from_buyer=True)
    with s.serving(s.translates(HOSTILE)) as engine:
        olgas.post("/assistant/", setup_form(engine))
        page = text_of(alices.post(f"/cases/{case.pk}/messages/{message.pk}/translate/", follow=True))
    assert "<script>alert" not in page
    assert 'onerror="alert' not in page
    assert "&lt;script&gt;alert(1)" in page


def test_trouble_is_told_with_its_cure_and_the_page_stands(alices: Client, olgas: Client, case: Case) -> None:
    message = Message.objects.get(from_buyer=True)
    with s.serving(s.fails(500)) as engine:
        olgas.post("/assistant/", setup_form(engine))
        page = text_of(alices.post(f"/cases/{case.pk}/messages/{message.pk}/translate/", follow=True))
    assert "reports a fault of its own" in page
    assert "What was recognised in it:" in page


def test_charlie_can_ask_for_and_correct_nothing_of_ours(
    alices: Client, olgas: Client, charlie: Person, case: Case
) -> None:
    message = Message.objects.get(from_buyer=True)
    with s.serving(s.translates(ENGLISH)) as engine:
        olgas.post("/assistant/", setup_form(engine))
        alices.post(f"/cases/{case.pk}/messages/{message.pk}/translate/")
        kept = MessageTranslation.objects.get()
        his = signed_in(charlie)
        for address, data in (
            (f"/cases/{case.pk}/messages/{message.pk}/translate/", {}),
            (f"/translations/{kept.pk}/correct/", {"text": "mine"}),
            (f"/cases/{case.pk}/back/", {"version": 1, "body": "x"}),
            (f"/cases/{case.pk}/suggest/", {"version": 1, "body": "x"}),
        ):
            assert his.post(address, data).status_code == 404
        assert len(engine.seen) == 1
    assert MessageTranslation.objects.get().corrected == ""


# Her own words ---------------------------------------------------------------------------------------------------


def letter(case: Case) -> Reply:
    found = choices.letter_in_hand(case)
    assert found is not None
    return found


def form(case: Case, addition: str = "") -> dict[str, Any]:
    reply = letter(case)
    return {"version": reply.version, "body": f"{reply.body}\n{addition}".strip()}


def test_while_she_types_the_page_says_that_the_words_cannot_leave(alices: Client, case: Case) -> None:
    live = text_of(alices.post(f"/cases/{case.pk}/lint/", form(case, OWN)))
    assert "1 sentence is your own" in live
    assert OWN in live
    assert "Declare the language in the profile" in live
    assert 'id="send"' in live
    assert "disabled" in live
    assert "1 sentence is your own" not in text_of(alices.post(f"/cases/{case.pk}/lint/", form(case)))


def test_sending_them_all_the_same_is_refused_and_the_words_are_kept(alices: Client, case: Case) -> None:
    refused = alices.post(f"/cases/{case.pk}/send/", form(case, OWN))
    assert refused.status_code == 409
    assert OWN in text_of(refused)
    assert letter(case).state == Reply.DRAFT


def test_translated_back_and_read_they_may_leave(alices: Client, olgas: Client, case: Case) -> None:
    said = (
        "Hello [[NAME1]], thank you for your message and sorry that the lamp arrived broken. I will solve this by {day}. "
        "The new lamp goes by air this week. Which do you prefer?"
    )
    ours = (
        "Olá, Dana, obrigada pela mensagem. Desculpe, a lâmpada chegou quebrada. Vou resolver isso até 24 de novembro. "
        "A lâmpada nova vai por avião esta semana."
    )
    with s.serving(s.translates(said.format(day="23 November"))) as engine:
        olgas.post("/assistant/", setup_form(engine))
        page = text_of(alices.post(f"/cases/{case.pk}/back/", form(case) | {"body": ours}, follow=True))
        assert "it cannot stand for your words" in page
        assert "A date is missing: 24 de novembro" in page
        engine.behave = s.translates(said.format(day="24 November"))
        page = text_of(alices.post(f"/cases/{case.pk}/back/", form(case) | {"body": ours}, follow=True))
    assert "The new lamp goes by air this week." in page
    assert "translated back by a machine" in page
    assert "You may send it" in page


def test_a_suggestion_takes_no_words_of_hers_away(alices: Client, olgas: Client, case: Case) -> None:
    with s.serving(s.drafts(("Olá.", []))) as engine:
        olgas.post("/assistant/", setup_form(engine))
        refused = alices.post(f"/cases/{case.pk}/suggest/", form(case, OWN))
        assert refused.status_code == 409
        assert OWN in text_of(refused)
        assert engine.seen == []


def test_a_suggestion_stands_in_the_letter_without_what_nothing_shows(
    alices: Client, olgas: Client, case: Case
) -> None:
    lines = [(line, []) for line in letter(case).body.split("\n") if line]
    with s.serving(s.drafts(*lines, ("Você ganha 900,00 US$.", []))) as engine:
        olgas.post("/assistant/", setup_form(engine))
        page = text_of(alices.post(f"/cases/{case.pk}/suggest/", form(case), follow=True))
    assert "1 sentence was left out" in page
    assert "900" not in letter(case).body


def test_the_buttons_are_there_only_where_they_are_permitted(alices: Client, olgas: Client, case: Case) -> None:
    address = f"/cases/{case.pk}/"
    assert "Suggest a wording" not in text_of(alices.get(address))
    olgas.post("/assistant/", setup_form(platforms=["ebay"]))
    page = text_of(alices.get(address))
    assert "Suggest a wording" not in page
    assert "Translate it now" not in page
    olgas.post("/assistant/", setup_form())
    assert "Suggest a wording" in text_of(alices.get(address))
