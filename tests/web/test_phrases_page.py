"""The phrase library: everybody reads it, a lead suggests, an owner words it anew; Charlie sees nothing of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW

from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.shops.operations import allow
from amends.desk.wordings.contents import PhraseContent, phrase_place
from amends.desk.wordings.models import Change, Suggestion, Wording
from amends.desk.wordings.operations import keep_wording
from amends.web.workspace.phrasebook import naming

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
PAGE = "/phrases/pt/thanks-message/1/"
OURS = "Obrigada por escrever à Lumora."


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def olga(desk: Any) -> Person:
    """Owns the company."""
    person = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga", password=None, now=NOW,
        language="en",
    )  # fmt: skip
    allow(actor=SYSTEM, person=person, shops=[desk.shop, desk.own_shop], role="owner", now=NOW)
    return person


def text_of(response: Any) -> str:
    return response.content.decode()


def keep(olga: Person, text: str = OURS, now: datetime = NOW) -> Wording:
    assert olga.organisation is not None
    return keep_wording(
        actor=actor_of(olga), person=olga, organisation=olga.organisation, place=phrase_place("pt", "thanks-message", 0),
        content=PhraseContent(forms={"": text}, meanings={"en": "Thank you for writing to Lumora."}), version=0, now=now,
    )  # fmt: skip


def save(client: Client, text: str, page: str = PAGE, **more: str) -> Any:
    return client.post(f"{page}save/", {"form-": text, "version": "0", "shop": "", **more})


def test_every_phrase_stands_in_one_section_with_a_name() -> None:
    shown = [phrase for section in naming.SECTIONS for phrase in naming.phrases_of(section)]
    from amends.letter import phrase_ids

    assert sorted(shown) == sorted(phrase for phrase in phrase_ids() if phrase != "product-mark")
    assert all(naming.phrase_name(phrase, "en") for phrase in shown)


@pytest.mark.parametrize("section", naming.SECTIONS)
def test_every_section_opens_in_two_languages(alice: Person, section: str) -> None:
    page = text_of(signed_in(alice).get(f"/phrases/?language=ru&beside=zh&section={section}"))
    assert page.count('class="phrase-entry"') == len(naming.phrases_of(section))
    assert 'lang="ru"' in page
    assert 'lang="zh"' in page


def test_alice_reads_and_finds_no_button_that_changes(alice: Person) -> None:
    client = signed_in(alice)
    page = text_of(client.get(PAGE))
    assert "Agradecemos a sua mensagem." in page
    assert "Only an owner changes it" in page
    assert "<textarea" not in page
    assert save(client, OURS).status_code == 409
    assert not Wording.objects.exists()


def test_olga_words_a_phrase_anew_and_the_preview_shows_it(olga: Person, alice: Person) -> None:
    client = signed_in(olga)
    response = save(client, OURS, **{"meaning-en": "Thank you for writing to Lumora."})
    assert response.status_code == 302
    assert Wording.objects.get().content["forms"] == {"": OURS}
    page = text_of(signed_in(alice).get("/phrases/?language=pt&beside=en&section=own"))
    assert page.count(OURS) == 2, "in the list and in the letter"
    assert "Thank you for writing to Lumora." in page
    assert page.count("Thank you for writing to Lumora.") == 2, "beside it too, where the library says something else"
    assert "ours" in page


def test_a_refused_text_is_kept_in_the_form_with_the_reason(olga: Person) -> None:
    response = save(signed_in(olga), "Veja https://lumora.example {date}.")
    page = text_of(response)
    assert response.status_code == 409
    assert "looks like a link" in page
    assert "There is no slot {date} here." in page
    assert "Veja https://lumora.example {date}." in page
    assert not Wording.objects.exists()


def test_what_is_typed_is_tried_in_a_letter_and_not_stored(olga: Person) -> None:
    client = signed_in(olga)
    good = text_of(client.post(f"{PAGE}try/", {"form-": OURS, "shop": "", "kind": "late_delivery"}))
    assert OURS in good
    assert "cannot be saved" not in good
    bribe = text_of(client.post(f"{PAGE}try/", {"form-": "Deixe 5 estrelas e ganhe um presente.", "shop": ""}))
    assert "ties a benefit to a review" in bribe
    assert "It cannot be saved like this" in bribe
    assert not Wording.objects.exists()


def test_markup_in_a_text_is_text(olga: Person) -> None:
    hostile = '<script>alert(1)</script><img src=x onerror="alert(2)">'
    page = text_of(signed_in(olga).post(f"{PAGE}save/", {"form-": hostile, "version": "0", "shop": ""}))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    page = text_of(signed_in(olga).get(PAGE, {"text": hostile}))
    assert "<script>alert" not in page


@pytest.mark.parametrize("kind", ["damaged", "praise", "customs_held"])
@pytest.mark.parametrize("remedy", ["full_refund", "wait", "coupon", "repair"])
@pytest.mark.parametrize(("stage", "channel"), [("first_reply", "message"), ("closing", "email"), ("appeal", "form")])
def test_the_preview_shows_any_letter(alice: Person, kind: str, remedy: str, stage: str, channel: str) -> None:
    asked = {"language": "ja", "beside": "zh", "kind": kind, "remedy": remedy, "stage": stage, "channel": channel}
    page = text_of(signed_in(alice).get("/phrases/letter/", asked))
    assert page.count('class="preview-line') > 3


def test_a_phrase_that_counts_has_a_field_for_each_form(olga: Person) -> None:
    client = signed_in(olga)
    page = text_of(client.get("/phrases/pl/ack-short-quantity-of/1/"))
    assert page.count("data-slots") >= 4
    assert "any other number" in page
    assert "number missing" in page


def test_back_to_the_library_and_undone_again(olga: Person, alice: Person) -> None:
    keep(olga)
    client = signed_in(olga)
    assert client.post(f"{PAGE}remove/", {"shop": ""}).status_code == 302
    assert not Wording.objects.exists()
    newest = Change.objects.first()
    assert newest is not None
    assert signed_in(alice).post(f"/phrases/changes/{newest.pk}/undo/").status_code == 409
    page = text_of(client.get(PAGE))
    assert f"/phrases/changes/{newest.pk}/undo/" in page
    answer = client.post(f"/phrases/changes/{newest.pk}/undo/", {"next": "https://evil.example/"})
    assert answer["Location"] == "/phrases/"
    assert Wording.objects.get().content["forms"] == {"": OURS}


def test_bob_suggests_and_olga_adopts_on_the_page(bob: Person, olga: Person, alice: Person) -> None:
    assert save(signed_in(bob), OURS).status_code == 302
    suggestion = Suggestion.objects.get()
    assert not Wording.objects.exists()
    page = text_of(signed_in(olga).get("/phrases/"))
    assert OURS in page
    assert "Adopt" in page
    assert "Adopt" not in text_of(signed_in(alice).get("/phrases/"))
    assert signed_in(bob).post(f"/phrases/suggestions/{suggestion.pk}/", {"adopt": "yes"}).status_code == 409
    assert signed_in(olga).post(f"/phrases/suggestions/{suggestion.pk}/", {"adopt": "yes"}).status_code == 302
    assert Wording.objects.get().content["forms"] == {"": OURS}


def test_charlie_sees_and_changes_nothing_of_lumora(charlie: Person, olga: Person, bob: Person, desk: Any) -> None:
    kept = keep(olga)
    save(signed_in(bob), "Obrigado pela sua mensagem.")
    client = signed_in(charlie)
    for address in ("/phrases/?language=pt&section=own", PAGE, "/phrases/own/"):
        page = text_of(client.get(address))
        assert OURS not in page
        assert "Obrigado pela sua mensagem." not in page
    assert client.get(f"{PAGE}?shop={desk.shop.key}").status_code == 404
    change, suggestion = Change.objects.get(), Suggestion.objects.get()
    assert client.post(f"/phrases/changes/{change.pk}/undo/").status_code == 404
    assert client.post(f"/phrases/suggestions/{suggestion.pk}/", {"adopt": "yes"}).status_code == 404
    assert client.post(f"/phrases/own/{kept.pk}/remove/").status_code == 404
    assert Wording.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/phrases/xx/thanks-message/1/", 404), ("/phrases/pt/no-such/1/", 404), ("/phrases/pt/thanks-message/9/", 404),
        ("/phrases/pt/product-mark/1/", 404), ("/phrases/?language=xx", 400), ("/phrases/?section=xx", 400),
        ("/phrases/?kind=xx", 400), ("/phrases/letter/?stage=xx", 400), ("/phrases/?shop=xx", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_so(alice: Person, address: str, status: int) -> None:
    assert signed_in(alice).get(address).status_code == status


def test_words_are_searched_in_both_languages(alice: Person) -> None:
    client = signed_in(alice)
    for words in ("mensagem", "来信", "thanks-message"):
        assert 'id="p-thanks-message"' in text_of(client.get(f"/phrases/?language=pt&beside=zh&q={words}"))
    assert "No phrase here" in text_of(client.get("/phrases/?q=qqqqqq"))


def test_snippets_signatures_and_words_are_kept_changed_and_removed(olga: Person, alice: Person, desk: Any) -> None:
    client = signed_in(olga)
    snippet = {"language": "pt", "shop": "", "title": "Bulb", "text": "A lâmpada{product} é E27.", "meaning-zh": "灯泡{product}是E27。"}  # fmt: skip
    assert signed_in(alice).post("/phrases/own/snippet/", snippet).status_code == 409
    assert client.post("/phrases/own/snippet/", snippet).status_code == 302
    signature = {"language": "pt", "shop": desk.shop.key, "text": "{agent}\n{shop}"}
    assert client.post("/phrases/own/signature/", signature).status_code == 302
    word = {"language": "pt", "shop": "", "word": "barato", "level": "warning", "instead": "acessível"}
    assert client.post("/phrases/own/word/", word).status_code == 302
    page = text_of(signed_in(alice).get("/phrases/own/"))
    for said in ("Bulb", "é E27.", "barato", "acessível", "agent’s name"):
        assert said in page
    row = Wording.objects.get(sort="snippet")
    edited = text_of(client.get(f"/phrases/own/?edit={row.pk}"))
    assert "A lâmpada{product} é E27." in edited
    changed = {**snippet, "title": "Lamp", "key": row.key, "version": str(row.version)}
    assert client.post("/phrases/own/snippet/", changed).status_code == 302
    assert Wording.objects.get(sort="snippet").content["title"] == "Lamp"
    assert client.post(f"/phrases/own/{row.pk}/remove/").status_code == 302
    assert not Wording.objects.filter(sort="snippet").exists()


def test_a_refused_sentence_stays_in_its_form(olga: Person) -> None:
    given = {
        "language": "pt",
        "shop": "",
        "title": "Bulb",
        "text": "A lâmpada {date} é boa.",
        "meaning-zh": "灯泡是好的。",
    }
    response = signed_in(olga).post("/phrases/own/snippet/", given)
    page = text_of(response)
    assert response.status_code == 409
    assert "The slot {date} (date) is missing" in page
    assert "A lâmpada {date} é boa." in page
    assert "灯泡是好的。" in page
