"""Practice on the screens: an exercise from beginning to end, what a lead sees, and that nothing of it can leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from making import NOW, message_record, order_record

from amends.desk.cases.models import Case
from amends.desk.cases.operations import close, set_kind
from amends.desk.journal.models import Entry
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.practice.models import Attempt, KeptOut
from amends.desk.shops.models import Membership, Shop

from .programs import Program
from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]

KEY = "shipped:nine-of-ten-bulbs"
#: A whole answer: both remedies that Sanne may choose from.
ANSWER = {
    "kind": "short_quantity", "fault": "seller", "pick": ["reship_missing", "partial_refund"],
    "amount-partial_refund": "9,00", "ask": "",
}  # fmt: skip
#: What may change when somebody practises.
OURS = {"practice.Attempt", "journal.Entry", "journal.Chain", "sessions.Session"}


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def page(client: Client, address: str = "/practice/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def begun(client: Client, exercise: str = KEY) -> str:
    answer = client.post("/practice/begin/", {"exercise": exercise}, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def worded(client: Client, **changes: object) -> str:
    """The letter as the composer words the answer."""
    answer = client.post(f"/practice/{KEY}/write/", {**ANSWER, "body": "", **changes}, headers={"HX-Request": "true"})
    found = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", answer.content.decode(), re.S)
    assert found
    return found[1]


def handed_in(client: Client, **changes: object) -> str:
    body = changes.pop("body", None) or worded(client)
    answer = client.post(f"/practice/{KEY}/answer/", {**ANSWER, "body": body, **changes}, follow=True)
    assert answer.redirect_chain, "the answer was taken"
    return answer.content.decode()


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_an_exercise_shows_the_case_and_neither_its_kind_nor_the_engines_options(alices: Client) -> None:
    text = begun(alices)
    assert "Sanne Hoekstra" in text
    assert "there are 8 lights in the box instead of 10" in text, "what she says, for who reads no Dutch"
    assert "Eight solar lights in a row" in text
    assert "3STL660117204" in text
    assert "data-countdown" in text
    assert 'value="short_quantity" selected' not in text
    assert "Expected cost" not in text
    assert "suggested" not in text


def test_the_made_up_clock_runs_on_from_the_beginning(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def ticks(text: str) -> datetime:
        found = re.search(r'<time data-countdown datetime="([^"]+)"', text)
        assert found
        return datetime.fromisoformat(found[1])

    first = ticks(begun(alices))
    assert first == NOW + timedelta(hours=13)
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=2))
    later = page(alices, f"/practice/{KEY}/")
    assert ticks(later) == first, "it ends at the same moment, two hours nearer"
    assert "in 11 h" in later


def test_an_exercise_whose_clock_ran_out_can_be_started_over(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(alices)
    assert "Start over" not in page(alices, f"/practice/{KEY}/")
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=2))
    assert "Start over" in page(alices, f"/practice/{KEY}/")
    assert "Go on" in page(alices)
    again = alices.post("/practice/begin/", {"exercise": KEY, "anew": "1"}, follow=True)
    assert "Start over" not in again.content.decode()


def test_the_composer_words_what_she_chose_in_the_buyers_language(alices: Client) -> None:
    begun(alices)
    body = worded(alices)
    assert "9,00" in body
    assert "Beste Sanne" in body


def test_the_lint_speaks_while_she_writes_and_stores_nothing(alices: Client) -> None:
    begun(alices)
    before = row_counts()
    answer = alices.post(f"/practice/{KEY}/lint/", {**ANSWER, "body": "HET IS DE SCHULD VAN DE DOUANE!"})
    text = answer.content.decode()
    assert "blocked" in text
    assert "reads as shouting" in text
    assert "Sorry" not in text
    assert row_counts() == before


def test_sentences_are_found_by_meaning_and_filled_from_the_exercise(alices: Client) -> None:
    begun(alices)
    answer = alices.post(f"/practice/{KEY}/sentences/", {**ANSWER, "body": "", "q": "ask for a photo"})
    assert "foto" in answer.content.decode()


def test_afterwards_hers_stands_beside_the_engines_with_what_happened_and_why(alices: Client) -> None:
    begun(alices)
    text = handed_in(alices)
    for words in ("You", "The engine", "What really happened", "She took the money", "Law", "Tone", "Cost"):
        assert words in text
    assert text.count("Expected cost of the menu") == 2
    assert "engine’s menu" in text
    assert "Directive (EU) 2019/771" in text, "a right with its source"
    assert "docs.stripe.com" in text, "the platform's rule with its source"
    assert Attempt.objects.get().right is True


def test_a_bad_letter_is_taken_and_told_what_would_have_been_blocked(alices: Client) -> None:
    begun(alices)
    text = handed_in(alices, body="IT IS THE FAULT OF CUSTOMS, PLEASE WAIT!", kind="not_received")
    assert "You: Not received. It is: Short quantity." in text
    for words in ("Wrong language", "Shouting", "Blame without evidence", "The fault is ours and the letter does not"):
        assert words in text
    attempt = Attempt.objects.get()
    assert attempt.right is False
    assert "look again" in page(alices)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"kind": ""}, "Say what it is about."),
        ({"pick": []}, "Choose at least one remedy."),
        ({"amount-partial_refund": ""}, "Say how much: Partial refund."),
        ({"amount-partial_refund": "45.01"}, "not more than was paid (45.00 EUR)"),
        ({"amount-partial_refund": "9.999"}, "not more than was paid (45.00 EUR)"),
        ({"pick": ["wait"]}, "Say until when she is to wait."),
        ({"pick": ["nonsense", "<b>"]}, "Choose at least one remedy."),
    ],
)
def test_what_is_missing_is_said_and_her_words_stay(alices: Client, changes: dict[str, object], words: str) -> None:
    begun(alices)
    answer = alices.post(f"/practice/{KEY}/answer/", {**ANSWER, "body": "Beste Sanne, <b>", **changes})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert words in text
    assert "Beste Sanne, &lt;b&gt;" in text
    assert Attempt.objects.get().answered_at is None


def test_practising_leaves_no_letter_no_offer_no_job_and_nothing_else(alices: Client, alice: Person) -> None:
    from django.conf import settings

    before = row_counts()
    begun(alices)
    worded(alices)
    alices.post(f"/practice/{KEY}/lint/", {**ANSWER, "body": "Hallo"})
    alices.post(f"/practice/{KEY}/sentences/", {**ANSWER, "body": "", "q": "photo"})
    handed_in(alices)
    after = row_counts()
    changed = {label for label in after if after[label] != before.get(label, 0)}
    assert changed <= OURS
    assert after["replies.Reply"] == after["offers.Offer"] == after["promises.Promise"] == 0
    assert not list(settings.AMENDS_OUTBOX.glob("**/*")) if settings.AMENDS_OUTBOX.exists() else True


def test_a_new_agent_is_asked_for_three_exercises_in_the_morning_and_a_lead_is_not(
    alices: Client, bobs: Client
) -> None:
    assert "3 exercises for your first day" in page(alices, "/")
    begun(alices)
    handed_in(alices)
    assert "2 exercises for your first day" in page(alices, "/")
    assert "exercises for your first day" not in page(bobs, "/")


def test_practice_stands_in_the_navigation_and_in_the_palette(alices: Client) -> None:
    text = page(alices, "/promises/")
    assert text.count('href="/practice/"') >= 2


def test_an_exercise_that_was_not_begun_has_no_page(alices: Client) -> None:
    for address in (f"/practice/{KEY}/", "/practice/shipped:nothing/", "/practice/results/9/"):
        assert alices.get(address).status_code == 404
    assert alices.post("/practice/begin/", {"exercise": "case:1"}).status_code == 404


def test_an_answer_that_comes_twice_leads_to_what_came_of_the_first(alices: Client) -> None:
    begun(alices)
    handed_in(alices)
    first = Attempt.objects.get()
    again = alices.post(f"/practice/{KEY}/answer/", {**ANSWER, "body": "Anders"}, follow=True)
    assert again.redirect_chain == [(f"/practice/results/{first.pk}/", 302)]
    assert "You had answered this exercise already" in again.content.decode()
    assert Attempt.objects.get().letter == first.letter


def test_two_answers_that_cross_keep_the_first(alices: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from amends.web.workspace.views import practice

    begun(alices)
    words, first = worded(alices), practice.answer_exercise

    def overtaken(**told: Any) -> Attempt:
        first(**told)
        return first(**{**told, "letter": "the second"})

    monkeypatch.setattr(practice, "answer_exercise", overtaken)
    answer = alices.post(f"/practice/{KEY}/answer/", {**ANSWER, "body": words})
    assert (answer.status_code, answer["Location"]) == (302, f"/practice/results/{Attempt.objects.get().pk}/")
    assert Attempt.objects.get().letter != "the second"


@pytest.mark.parametrize("what", ["answer", "write"])
def test_the_address_of_an_answer_alone_leads_to_where_the_exercise_stands(alices: Client, what: str) -> None:
    address = f"/practice/{KEY}/{what}/"
    assert alices.get(address)["Location"] == "/practice/"
    begun(alices)
    assert alices.get(address)["Location"] == f"/practice/{KEY}/"
    handed_in(alices)
    assert alices.get(address)["Location"] == f"/practice/results/{Attempt.objects.get().pk}/"


def test_nobody_opens_another_persons_answer(alices: Client, bobs: Client, charlies: Client) -> None:
    begun(alices)
    handed_in(alices)
    address = f"/practice/results/{Attempt.objects.get().pk}/"
    assert alices.get(address).status_code == 200
    assert bobs.get(address).status_code == 404
    assert charlies.get(address).status_code == 404


def test_a_lead_sees_kinds_by_people_and_no_letter_and_another_company_nothing(
    alices: Client, bobs: Client, charlies: Client
) -> None:
    begun(alices)
    handed_in(alices, kind="wrong_item")
    assert alices.get("/practice/team/").status_code == 404
    text = page(bobs, "/practice/team/")
    assert "Alice" in text
    assert "Short quantity" in text
    assert "0 of 1" in text
    assert "few" in text
    assert "Sanne" not in text
    assert "Alice" not in page(charlies, "/practice/team/")


@pytest.fixture
def ended(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop, alice: Person) -> Case:
    """A closed case of Dana's that her company lets be practised on."""
    take_in(order_record(), message_record(text="Meu pedido 8201-1 não chegou. Dana Albuquerque"))
    run_jobs(NOW)
    case = Case.objects.get(shop=shop)
    set_kind(actor=SYSTEM, case=case, kind="not_received", now=NOW)
    close(actor=actor_of(alice), case=case, reason="settled with the buyer", now=NOW)
    return case


def test_only_an_owner_lets_ended_cases_be_practised_on(
    alices: Client, bob: Person, ended: Case, bobs: Client, shop: Shop
) -> None:
    assert bobs.post("/practice/past/", {"agrees": "yes"}).status_code == 400
    Membership.objects.filter(person=bob, shop=shop).update(role=Membership.OWNER)
    assert bobs.post("/practice/past/", {"agrees": "yes"}).status_code == 302
    text = begun(alices, f"case:{ended.pk}")
    assert "não chegou" in text
    for word in ("Dana", "Albuquerque", "8201-1", "Lumora-Ali"):
        assert word not in text


def test_a_lead_keeps_a_buyer_out_and_an_agent_cannot(alices: Client, bob: Person, ended: Case, shop: Shop) -> None:
    Membership.objects.filter(person=bob, shop=shop).update(role=Membership.OWNER)
    owner = signed_in(bob)
    owner.post("/practice/past/", {"agrees": "yes"})
    told = {"exercise": f"case:{ended.pk}"}
    assert alices.post("/practice/past/keep-out/", told).status_code == 404
    assert owner.post("/practice/past/keep-out/", told).status_code == 302
    assert KeptOut.objects.get().buyer == ended.buyer
    assert alices.post("/practice/begin/", told).status_code == 404


def test_a_lead_lets_a_buyer_in_again_and_nobody_else_can(
    alices: Client, bob: Person, charlies: Client, ended: Case, shop: Shop
) -> None:
    assert ended.buyer is not None
    leads = signed_in(bob)
    Membership.objects.filter(person=bob).update(role=Membership.OWNER)
    leads.post("/practice/past/", {"agrees": "yes"})
    leads.post("/practice/past/keep-out/", {"exercise": f"case:{ended.pk}"})
    let_in = f"/practice/past/let-in/{ended.buyer.pk}/"
    assert let_in in page(leads, "/practice/team/")
    for other in (alices, charlies):
        assert other.post(let_in).status_code == 404
    assert KeptOut.objects.exists()
    assert leads.post(let_in).status_code == 302
    assert not KeptOut.objects.exists()
    assert Entry.objects.get(action="practice.buyer_let_in").subject == f"buyer:{ended.buyer.pk}"
    assert alices.post("/practice/begin/", {"exercise": f"case:{ended.pk}"}).status_code == 302
    assert leads.post(let_in).status_code == 404, "she is not kept out any more"
    assert let_in not in page(leads, "/practice/team/")


def test_a_program_lists_and_lets_in_who_is_kept_out(bob: Person, charlie: Person, ended: Case) -> None:
    assert ended.buyer is not None
    KeptOut.objects.create(buyer=ended.buyer, by=bob, at=NOW)
    bobs, charlies = Program(bob), Program(charlie)
    assert [row["buyer"] for row in bobs.get("/practice/kept-out").json()["buyers"]] == [ended.buyer.pk]
    assert charlies.get("/practice/kept-out").json() == {"buyers": []}
    assert charlies.delete(f"/practice/kept-out/{ended.buyer.pk}").status_code == 404
    assert bobs.delete(f"/practice/kept-out/{ended.buyer.pk}").status_code == 204
    assert not KeptOut.objects.exists()


def test_a_person_without_a_shop_or_company_gets_a_sentence(db: None) -> None:
    stranger = Person.objects.create_user("eve@amends.example", "pw", name="Eve")
    assert signed_in(stranger).get("/practice/").status_code == 404


def test_the_pages_ask_the_database_little(alices: Client, bobs: Client) -> None:
    begun(alices)
    handed_in(alices)
    begun(alices, "shipped:jar-in-pieces")
    result = f"/practice/results/{Attempt.objects.exclude(answered_at=None).get().pk}/"

    def asked(client: Client, address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    assert asked(alices, "/practice/") <= 12
    assert asked(alices, "/practice/shipped:jar-in-pieces/") <= 12
    assert asked(alices, result) <= 12
    assert asked(bobs, "/practice/team/") <= 12


def test_the_pages_are_chinese_on_chinese_screens(alices: Client, alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(language="zh")
    text = begun(alices)
    assert "盒子里是 8 个小灯" in text
    assert "练习：不会发出任何内容" in text
    done = handed_in(alices)
    assert "她选退钱，当天到账" in done
    assert "实际结果" in done


def test_days_are_refused_that_no_filter_has(bobs: Client) -> None:
    assert bobs.get("/practice/team/?days=7").status_code == 400
