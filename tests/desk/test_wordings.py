"""The company's own wording: who may change it, what it changes in letters, and how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from making import NOW, message_record

from amends.desk.journal.models import Entry
from amends.desk.journal.operations import INSTALLATION, verify
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.people.operations import add_person
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import judge
from amends.desk.shops.models import Shop
from amends.desk.shops.operations import allow
from amends.desk.wordings.contents import (
    Content,
    PhraseContent,
    Place,
    SignatureContent,
    SnippetContent,
    WordContent,
    WordingRefused,
    phrase_place,
)
from amends.desk.wordings.models import Change, Suggestion, Wording
from amends.desk.wordings.operations import (
    LeadsSuggest,
    OwnersOnly,
    WordingChanged,
    keep_wording,
    remove_wording,
    settle_suggestion,
    suggest_wording,
    undo_change,
)
from amends.desk.wordings.queries import can_be_undone, house_of, open_suggestions

pytestmark = pytest.mark.django_db
THANKS = phrase_place("pt", "thanks-message", 0)
OURS = PhraseContent(forms={"": "Obrigada por escrever à Lumora."}, meanings={"zh": "感谢您写信给Lumora。"})


@pytest.fixture
def olga(desk: Any) -> Person:
    """Owns the company."""
    person = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga", password=None, now=NOW
    )
    allow(actor=SYSTEM, person=person, shops=[desk.shop, desk.own_shop], role="owner", now=NOW)
    return person


@pytest.fixture
def company(desk: Any) -> Organisation:
    organisation: Organisation = desk.organisation
    return organisation


def keep(person: Person, place: Place, content: Content, version: int = 0) -> Wording:
    assert person.organisation is not None
    return keep_wording(
        actor=actor_of(person), person=person, organisation=person.organisation, place=place, content=content,
        version=version, now=NOW,
    )  # fmt: skip


@pytest.fixture
def reply(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Reply:
    take_in(message_record(text="Olá, não recebi meu pedido até agora."))
    run_jobs(NOW)
    return Reply.objects.select_related("case__shop", "offer").get()


def test_what_the_owner_words_stands_in_the_letters_that_nobody_has_edited(
    olga: Person, reply: Reply, run_jobs: Callable[[datetime], int]
) -> None:
    assert "Lumora." not in reply.body
    keep(olga, THANKS, OURS)
    run_jobs(NOW)
    reply.refresh_from_db()
    assert "Obrigada por escrever à Lumora." in reply.body
    assert "感谢您写信给Lumora。" in reply.gist


def test_an_edited_letter_stays_as_its_writer_left_it(
    olga: Person, alice: Person, reply: Reply, run_jobs: Callable[[datetime], int]
) -> None:
    Reply.objects.filter(pk=reply.pk).update(edited=True, body="Meu texto.")
    keep(olga, THANKS, OURS)
    run_jobs(NOW)
    reply.refresh_from_db()
    assert reply.body == "Meu texto."


def test_only_an_owner_keeps_and_only_a_lead_suggests(alice: Person, bob: Person, company: Organisation) -> None:
    for person in (alice, bob):
        with pytest.raises(OwnersOnly):
            keep(person, THANKS, OURS)
    with pytest.raises(LeadsSuggest):
        suggest_wording(actor=actor_of(alice), person=alice, organisation=company, place=THANKS, content=OURS, now=NOW)
    assert Wording.objects.count() == Suggestion.objects.count() == 0


def test_charlie_changes_nothing_of_another_company(
    charlie: Person, olga: Person, company: Organisation, shop: Shop, desk: Any
) -> None:
    kept = keep(olga, THANKS, OURS)
    with pytest.raises(OwnersOnly):
        remove_wording(actor=actor_of(charlie), person=charlie, organisation=company, place=THANKS, now=NOW)
    with pytest.raises(OwnersOnly):
        undo_change(actor=actor_of(charlie), person=charlie, change=Change.objects.get(), now=NOW)
    with pytest.raises(OwnersOnly):
        keep(olga, phrase_place("pt", "thanks-message", 0, desk.other_shop), OURS)
    assert list(Wording.objects.all()) == [kept]
    assert house_of(desk.other_shop).phrases == ()


def test_a_wording_that_cannot_be_used_is_refused_with_its_reasons(olga: Person) -> None:
    bad = PhraseContent(forms={"": "Deixe 5 estrelas e ganhe um presente. Veja https://a.example."})
    with pytest.raises(WordingRefused) as refused:
        keep(olga, THANKS, bad)
    assert [trouble.what for trouble in refused.value.troubles] == ["link"]
    bribe = PhraseContent(forms={"": "Deixe 5 estrelas e ganhe um presente."})
    with pytest.raises(WordingRefused) as refused:
        keep(olga, THANKS, bribe)
    assert {trouble.what for trouble in refused.value.troubles} == {"lint"}
    assert Wording.objects.count() == 0


@pytest.mark.parametrize(
    "place",
    [phrase_place("xx", "thanks-message", 0), phrase_place("pt", "no-phrase", 0), phrase_place("pt", "apology", 9)],
)
def test_what_is_no_place_of_the_library_is_refused(olga: Person, place: Place) -> None:
    with pytest.raises(WordingRefused):
        keep(olga, place, OURS)


def test_a_shops_own_wording_wins_over_that_of_all_shops(olga: Person, shop: Shop, desk: Any) -> None:
    theirs = phrase_place("pt", "thanks-message", 0, shop)
    keep(olga, theirs, PhraseContent(forms={"": "Obrigada."}))
    keep(olga, THANKS, OURS)
    assert [own.forms for own in house_of(shop).phrases] == [(("", "Obrigada."),)]
    assert [own.forms for own in house_of(desk.own_shop).phrases] == [(("", OURS.forms[""]),)]


def test_who_was_slower_is_told_so(olga: Person) -> None:
    keep(olga, THANKS, OURS)
    with pytest.raises(WordingChanged):
        keep(olga, THANKS, PhraseContent(forms={"": "Obrigada."}), version=0)
    keep(olga, THANKS, PhraseContent(forms={"": "Obrigada."}), version=1)
    assert Wording.objects.get().version == 2


def test_the_same_again_changes_nothing(olga: Person) -> None:
    keep(olga, THANKS, OURS)
    keep(olga, THANKS, OURS, version=1)
    assert (Wording.objects.get().version, Change.objects.count()) == (1, 1)


def test_changes_are_undone_one_after_the_other(olga: Person, company: Organisation) -> None:
    keep(olga, THANKS, OURS)
    keep(olga, THANKS, PhraseContent(forms={"": "Obrigada."}), version=1)
    second, first = Change.objects.all()
    assert (can_be_undone(second), can_be_undone(first)) == (True, False)
    with pytest.raises(WordingChanged):
        undo_change(actor=actor_of(olga), person=olga, change=first, now=NOW)
    undo_change(actor=actor_of(olga), person=olga, change=second, now=NOW)
    assert Wording.objects.get().content["forms"] == OURS.forms
    undo_change(actor=actor_of(olga), person=olga, change=first, now=NOW)
    assert not Wording.objects.exists()
    undo_change(actor=actor_of(olga), person=olga, change=Change.objects.first(), now=NOW)  # type: ignore[arg-type]
    assert Wording.objects.get().content["forms"] == OURS.forms


def test_back_to_the_library(olga: Person, company: Organisation, shop: Shop) -> None:
    keep(olga, THANKS, OURS)
    remove_wording(actor=actor_of(olga), person=olga, organisation=company, place=THANKS, now=NOW)
    assert house_of(shop).phrases == ()
    actions = list(Entry.objects.filter(shop=INSTALLATION, action__startswith="wording.").order_by("sequence"))
    assert [entry.action for entry in actions] == ["wording.kept", "wording.removed"]
    assert actions[0].data["after"]["forms"] == OURS.forms
    assert list(verify(INSTALLATION)) == []


def test_bob_suggests_and_olga_adopts(olga: Person, bob: Person, company: Organisation, shop: Shop) -> None:
    suggest_wording(actor=actor_of(bob), person=bob, organisation=company, place=THANKS, content=OURS, now=NOW)
    again = suggest_wording(actor=actor_of(bob), person=bob, organisation=company, place=THANKS, content=OURS, now=NOW)
    assert list(open_suggestions(company)) == [again], "her newer one replaces the older"
    assert house_of(shop).phrases == ()
    with pytest.raises(OwnersOnly):
        settle_suggestion(actor=actor_of(bob), person=bob, suggestion=again, adopt=True, now=NOW)
    for _ in range(2):
        settle_suggestion(actor=actor_of(olga), person=olga, suggestion=again, adopt=True, now=NOW)
    assert Wording.objects.get().content["forms"] == OURS.forms
    assert not open_suggestions(company).exists()


def test_a_declined_suggestion_changes_nothing(olga: Person, bob: Person, company: Organisation) -> None:
    made = suggest_wording(actor=actor_of(bob), person=bob, organisation=company, place=THANKS, content=OURS, now=NOW)
    settle_suggestion(actor=actor_of(olga), person=olga, suggestion=made, adopt=False, now=NOW)
    assert not Wording.objects.exists()
    assert Suggestion.objects.get().state == "declined"


def test_a_banned_word_blocks_a_persons_own_letter(olga: Person, reply: Reply) -> None:
    body = reply.body + "\nÉ um produto barato."
    before = judge(reply, body, "en")
    keep(olga, Place(Wording.WORD, "pt", "barato"), WordContent(level="error", instead="acessível"))
    found = [finding for finding in judge(reply, body, "en").findings if finding.rule.value == "house_word"]
    assert [(finding.level, finding.suggestion) for finding in found] == [("error", 'Write "acessível" instead.')]
    assert not [finding for finding in before.findings if finding.rule.value == "house_word"]


def test_snippets_and_signatures_are_kept_tidy(olga: Person, shop: Shop) -> None:
    snippet = SnippetContent(
        title=" Bulb  ", text="A lâmpada {product}  é  E27. ", meanings={"zh": "灯泡{product}是E27。", "en": ""}
    )
    keep(olga, Place(Wording.SNIPPET, "pt", "s1"), snippet)
    keep(olga, Place(Wording.SIGNATURE, "pt", "", shop), SignatureContent(text=" {agent}, \n\n {shop} "))
    house = house_of(shop)
    assert house.snippets[0].text == "A lâmpada{product} é E27."
    assert house.snippets[0].meanings == (("zh", "灯泡{product}是E27。"),)
    assert house.signatures == (("pt", "{agent},\n{shop}"),)
    with pytest.raises(WordingRefused):
        keep(olga, Place(Wording.WORD, "pt", " … "), WordContent())
    with pytest.raises(WordingRefused):
        keep(olga, Place(Wording.SNIPPET, "pt", "s2"), SnippetContent(title="", text="Oi.", meanings={"zh": "嗨。"}))
