"""The company's own ended cases as exercises: only with consent, only for those who see them, and nothing of the buyer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import DANA, NOW, days, event, message_record, order_record, parcel_record

from amends.core.vocabulary import Kind
from amends.desk.cases.models import Case
from amends.desk.cases.operations import close, set_kind
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Buyer
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.practice.models import Attempt
from amends.desk.practice.operations import allow_past_cases, begin_exercise, keep_buyer_out
from amends.desk.practice.past import past_scenario
from amends.desk.practice.queries import chosen_exercise, exercises_of, past_allowed
from amends.desk.practice.taking_out import Hidden, leaks, taken_out
from amends.desk.shops.models import Shop

WORDS = (
    "Olá Lumora-Ali, meu pedido 8201-1 (Night lamp, LAMP-3) não chegou, o código LP00420011 parou. Sou a Dána Albuquerque, "
    "moro na Rua das Flores, 45, CEP 01310-200, telefone +55 11 98765-4321, dana.albuquerque@example.com ou @dana.alb. "
    "Paguei 40,00 em 31/10/2026.\nDana A."
)
#: What must be readable nowhere.
PERSONAL = (
    "Dana", "Dána", "Albuquerque", "dana-77", "8201-1", "LP00420011", "01310-200", "98765", "example.com", "dana.alb",
    "Rua das Flores", "Lumora", "Night lamp", "LAMP-3", "Alice", "Bob", "m-1",
)  # fmt: skip


@pytest.fixture
def ended(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], shop: Shop, alice: Person) -> Case:
    """Dana's case of a parcel that did not come; it was closed yesterday."""
    take_in(
        order_record(),
        parcel_record(
            events=[
                event(NOW - days(15), "Accepted by carrier"),
                event(NOW - days(9), "Departed from Shenzhen, signed by Dana Albuquerque", location="São Paulo"),
            ]
        ),
        message_record(text=WORDS, sent_at=NOW - days(4)),
    )
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order__buyer", "order__shop", "buyer").get(shop=shop)
    if case.kind == Kind.OTHER.value:
        set_kind(actor=SYSTEM, case=case, kind="not_received", now=NOW - days(3))
    close(actor=actor_of(alice), case=case, reason="Settled with Dana, order 8201-1", now=NOW - days(1))
    case.refresh_from_db()
    return case


@pytest.fixture
def agreed(desk: Any, bob: Person) -> None:
    allow_past_cases(actor=actor_of(bob), person=bob, organisation=desk.organisation, agrees=True, now=NOW)


pytestmark = pytest.mark.django_db


def test_nothing_of_the_buyer_the_shop_or_the_team_is_left(ended: Case) -> None:
    scenario = past_scenario(ended)
    assert scenario is not None
    told = json.dumps(scenario.model_dump(mode="json"), ensure_ascii=False)
    for word in PERSONAL:
        assert word.casefold() not in told.casefold(), word
    text = scenario.messages[0].text
    assert "40,00" in text, "what it is about stays"
    assert "31/10/2026" in text
    assert (scenario.buyer.name, scenario.shop, scenario.lines[0].title) == ("", "Shop P", "Article 1")


def test_it_stands_as_it_was_when_the_buyer_wrote(ended: Case) -> None:
    scenario = past_scenario(ended)
    assert scenario is not None
    assert scenario.now == NOW - days(4) + timedelta(hours=1)
    assert all(said.at <= scenario.now for said in scenario.messages)
    assert scenario.kind.value == ended.kind


def test_without_the_owners_word_no_ended_case_is_offered(ended: Case, alice: Person, desk: Any) -> None:
    assert not past_allowed(desk.organisation)
    assert chosen_exercise(alice, f"case:{ended.pk}") is None
    assert all(each.key.startswith("shipped:") for each in exercises_of(alice))


def test_with_it_those_who_see_the_case_may_practise_on_it_and_nobody_else(
    ended: Case, agreed: None, alice: Person, charlie: Person
) -> None:
    assert chosen_exercise(alice, f"case:{ended.pk}") is not None
    assert f"case:{ended.pk}" in [each.key for each in exercises_of(alice)]
    assert chosen_exercise(charlie, f"case:{ended.pk}") is None
    assert all(each.key.startswith("shipped:") for each in exercises_of(charlie))


def test_the_owner_can_take_her_word_back(ended: Case, agreed: None, alice: Person, bob: Person, desk: Any) -> None:
    allow_past_cases(actor=actor_of(bob), person=bob, organisation=desk.organisation, agrees=False, now=NOW)
    assert chosen_exercise(alice, f"case:{ended.pk}") is None
    assert [entry.data for entry in Entry.objects.filter(action="practice.past_allowed")] == [
        {"agrees": True},
        {"agrees": False},
    ]


def test_an_open_case_is_never_practised_on(ended: Case, agreed: None, alice: Person) -> None:
    Case.objects.filter(pk=ended.pk).update(closed_at=None)
    assert chosen_exercise(alice, f"case:{ended.pk}") is None


def test_a_buyer_who_is_kept_out_is_gone_from_practice_with_all_that_was_written_about_her(
    ended: Case, agreed: None, alice: Person, bob: Person, desk: Any
) -> None:
    chosen = chosen_exercise(alice, f"case:{ended.pk}")
    assert chosen is not None
    begin_exercise(actor=actor_of(alice), person=alice, organisation=desk.organisation, chosen=chosen, now=NOW)
    assert ended.buyer is not None
    for _twice in range(2):
        keep_buyer_out(actor=actor_of(bob), person=bob, buyer=ended.buyer, now=NOW)
    assert chosen_exercise(alice, f"case:{ended.pk}") is None
    assert not Attempt.objects.filter(case=ended).exists()
    assert Entry.objects.filter(action="practice.buyer_kept_out").count() == 1


@pytest.mark.parametrize("name", ["", "[unreadable: the key that encrypted this is missing]"])
def test_a_buyer_whose_name_is_not_known_cannot_be_taken_out_and_is_not_shown(
    ended: Case, agreed: None, alice: Person, name: str
) -> None:
    Buyer.objects.filter(pk=ended.buyer_id).update(name=name)
    assert chosen_exercise(alice, f"case:{ended.pk}") is None


HERS = Hidden(
    names=("Marta Nowak", "王小红", "Søren Ærø", "Li Na"), numbers=("A-77",), shops={"Lumora Home": "Shop P"},
    products={"Aurora X200 lamp": "Article 1"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Where is my parcel?\n\nKind regards,\nMarta", "Marta"),
        ("Wo ist mein Paket?\nMit freundlichen Grüßen\nFrau Nowak-Kowalska", "Kowalska"),
        ("Gracias, Lucía Pérez", "Lucía"),
        ("包裹还没到，请退款。\n李小明", "李小明"),
        ("¿Dónde está mi pedido?\n- Íñigo Pérez", "Íñigo"),
        ("Merci\nJean-Luc", "Jean-Luc"),
        ("My name is Agnieszka Zielinska and I wait.", "Zielinska"),
        ("меня зовут Ольга, посылка не пришла", "Ольга"),
        ("我叫李小明，包裹没到", "李小明"),
        ("王小红的包裹没到", "王小红"),
        ("SØREN has not got it", "SØREN"),
        ("Ship to: 12 Baker Street, London NW1 6XE", "Baker"),
        ("The postcode is M4B 1B3.", "M4B"),
        ("Address is Plaza Mayor 3, 2B, Madrid", "Plaza Mayor"),
        ("地址：上海市人民路12号3楼", "人民路"),
        ("Signed by: J. SMITH", "SMITH"),
        ("Call me: (0)171 555 01 99", "555"),
        ("IBAN DE89 3704 0044 0532 0130 00", "3704"),
        ("write to marta.n@post.example or https://me.example/x", "example"),
        ("my order a-77 of Lumora home, the Aurora X200 Lamp", "aurora"),
    ],
)
def test_names_addresses_and_numbers_are_taken_out_of_any_language(text: str, gone: str) -> None:
    told = taken_out(text, HERS)
    assert gone.casefold() not in told.casefold()
    assert "[" in told or "Article" in told


@pytest.mark.parametrize(
    "text",
    [
        "2 of 10 lamps are missing, I paid 12.50 EUR on 2026-05-03.",
        "Das Paket ist beschädigt. Ich möchte mein Geld zurück.",
        "10个灯少了2个,请退款",
        "Thanks for your answer. It still does not work.",
        "The lamp is broken\nplease refund",
        "The lamp is broken\nPlease send another",
    ],
)
def test_what_a_complaint_is_about_stays(text: str) -> None:
    assert taken_out(text, HERS) == text


def test_an_agents_name_that_is_a_word_goes_as_a_name_and_stays_as_a_word() -> None:
    hidden = Hidden(team=("Will Park",))
    assert taken_out("Hi Will, it will park here.", hidden) == "Hi [name], it will park here."


def test_what_can_still_be_read_is_found() -> None:
    assert leaks("Marta wrote about A-77", HERS) == ["a-77".upper(), "marta"]
    assert leaks("[name] wrote about [number], and paid 277 for it", HERS) == []


def test_a_case_in_which_something_known_can_still_be_read_is_not_shown(
    ended: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.desk.practice.past.taken_out", lambda text, hidden: text)
    assert past_scenario(ended) is None


def test_the_end_is_told_as_the_records_show_it(ended: Case) -> None:
    scenario = past_scenario(ended)
    assert scenario is not None
    assert ("closed", "Settled with [name], order [number]") in scenario.ended
    assert DANA["name"] not in json.dumps(scenario.ended)
