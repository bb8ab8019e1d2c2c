"""Approvals: who may agree up to which sum, never to her own choice, and what follows when she does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from making import NOW, days, message_record, order_record

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.cases.models import Case, Note
from amends.desk.flow import approving, choices
from amends.desk.flow.approving import LeadsOnly, waiting
from amends.desk.journal.models import Entry
from amends.desk.offers.approving import NotApproved, money_at_most, set_limit
from amends.desk.offers.models import ApprovalLimit, Offer
from amends.desk.offers.queries import declined_lately
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.shops.models import Membership
from amends.desk.shops.operations import allow
from amends.desk.shops.queries import shops_of

pytestmark = pytest.mark.django_db
MENU = [
    {"remedy": "full_refund", "amount": "40.00", "currency": "USD", "expected_cost": "40.00", "entitled": True},
    {"remedy": "partial_refund", "amount": "9.00", "currency": "USD", "expected_cost": "12.00", "entitled": False},
]


@pytest.fixture
def olga(desk: Any) -> Person:
    """Owns Lumora's shops."""
    person = add_person(
        actor=SYSTEM, organisation=desk.organisation, email="olga@amends.example", name="Olga", password=None, now=NOW,
        language="en",
    )  # fmt: skip
    allow(actor=SYSTEM, person=person, shops=[desk.shop, desk.own_shop], role=Membership.OWNER, now=NOW)
    return person


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[..., int], alice: Person) -> Case:
    """Alice offers Dana her 40 dollars back, which a lead has to see first."""
    take_in(order_record(placed_at=NOW - days(60), promised_by=NOW - days(15)), message_record())
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "order").get()
    offer = Offer.objects.get(case=case)
    offer.approval_needed = True
    offer.result["approval"] = {"needed": True, "reasons": ["money above 20 USD."]}
    offer.save()
    everything = range(len(offer.result["menu"]))
    choices.choose_options(person=alice, case=case, offer_id=offer.pk, picks=everything, words=None, now=NOW)
    return case


def offer_of(case: Case) -> Offer:
    return Offer.objects.select_related("case__shop", "chosen_by").get(case=case)


def seen(person: Person, case: Case) -> tuple[bool, bool, bool]:
    """Whether she chose it, may agree to it, and whether it is above her limit."""
    row = waiting(person, list(shops_of(person)), NOW)[0]
    return row.mine, row.for_me, row.above


def limit(person: Person, amount: int) -> None:
    set_limit(actor=SYSTEM, person=person, organisation=person.organisation, most=Money(amount, "CNY"), now=NOW)


def approve(person: Person, case: Case, note: str = "") -> Offer:
    return approving.approve_options(person=person, case=case, offer_id=offer_of(case).pk, now=NOW, note=note)


def test_the_most_that_the_buyer_can_get_counts() -> None:
    offer = Offer(chosen_menu=MENU, request={"order": {"currency": "USD"}})
    assert money_at_most(offer) == Money(4000, "USD")
    assert money_at_most(Offer(chosen_menu=[], request={"order": {"currency": "USD"}})) == Money(0, "USD")


def test_it_waits_for_the_lead_and_not_for_whoever_asked(
    case: Case, alice: Person, bob: Person, charlie: Person
) -> None:
    assert seen(alice, case) == (True, False, False)
    assert seen(bob, case) == (False, True, False)
    assert waiting(charlie, list(shops_of(charlie)), NOW) == []


def test_the_lead_agrees_with_a_word(case: Case, alice: Person, bob: Person) -> None:
    approve(bob, case, note="Fine, and thank her.")
    assert offer_of(case).approved_by == bob
    assert Note.objects.get().text == "Fine, and thank her."
    assert waiting(bob, list(shops_of(bob)), NOW) == []
    with pytest.raises(LeadsOnly):
        approve(alice, case)


def test_nobody_agrees_to_her_own_choice_while_somebody_else_could(case: Case, bob: Person, olga: Person) -> None:
    Offer.objects.filter(case=case).update(chosen_by=bob)
    assert seen(bob, case) == (True, False, False)
    with pytest.raises(NotApproved, match="yourself"):
        approve(bob, case)
    assert seen(olga, case) == (False, True, False)
    approve(olga, case)


def test_who_is_alone_answers_for_herself_and_that_is_on_record(case: Case, bob: Person) -> None:
    Offer.objects.filter(case=case).update(chosen_by=bob)
    assert seen(bob, case) == (True, True, False)
    approve(bob, case)
    assert Entry.objects.get(action="offer.approved").data["own_choice"] is True


def test_above_her_limit_it_waits_for_somebody_with_a_higher_one(case: Case, bob: Person, olga: Person) -> None:
    money = money_at_most(offer_of(case))
    worth = round(money.minor * 7.1)
    limit(bob, worth - 1)
    assert seen(bob, case) == (False, False, True)
    with pytest.raises(NotApproved, match="above your limit"):
        approve(bob, case)
    limit(bob, worth)
    assert seen(bob, case) == (False, True, False)
    limit(bob, worth - 1)
    approve(olga, case)


def test_a_sum_without_a_rate_is_within_no_limit(case: Case, bob: Person, olga: Person) -> None:
    limit(bob, 10**9)
    bob.organisation.rates.all().delete()
    assert seen(bob, case) == (False, False, True)
    assert seen(olga, case) == (False, True, False)


def test_what_is_declined_can_be_chosen_anew_and_says_why(case: Case, alice: Person, bob: Person) -> None:
    offer = offer_of(case)
    for person, reason in ((alice, "no"), (bob, "  ")):
        with pytest.raises(DomainError):
            approving.decline_options(person=person, case=case, offer_id=offer.pk, reason=reason, now=NOW)
    approving.decline_options(person=bob, case=case, offer_id=offer.pk, reason="Offer a reship first.", now=NOW)
    offer.refresh_from_db()
    assert (offer.state, offer.chosen_menu, offer.declined_by) == (Offer.PROPOSED, None, bob)
    assert Note.objects.get().text == "Offer a reship first."
    assert declined_lately(alice) == [offer]
    case.refresh_from_db()
    assert not case.needs_approval
    everything = range(len(offer.result["menu"]))
    choices.choose_options(person=alice, case=case, offer_id=offer.pk, picks=everything, words=None, now=NOW)
    assert declined_lately(alice) == []
    assert seen(bob, case)[1]


def test_only_the_owner_sets_limits(case: Case, bob: Person, olga: Person, charlie: Person, desk: Any) -> None:
    told = {"organisation": desk.organisation, "most": "300", "now": NOW}
    for owner, person in ((bob, bob), (olga, charlie)):
        with pytest.raises(LeadsOnly):
            approving.limit_person(owner=owner, person=person, **told)
    approving.limit_person(owner=olga, person=bob, **told)
    assert ApprovalLimit.objects.get().most_minor == 30000
    approving.limit_person(owner=olga, person=bob, **{**told, "most": ""})
    assert not ApprovalLimit.objects.exists()
    with pytest.raises(LeadsOnly):
        approving.limit_shop(owner=bob, shop=desk.shop, above="20", now=NOW)
    approving.limit_shop(owner=olga, shop=desk.shop, above="20", now=NOW)
    assert desk.shop.second_person.above_minor == 2000


# ── the page ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW)

    def get(person: Person) -> str:
        client = Client()
        client.force_login(person)
        return client.get("/approvals/").content.decode()

    return get


def test_the_page_holds_all_that_is_to_be_decided(case: Case, bob: Person, alice: Person, page: Any) -> None:
    text = page(bob)
    offer = offer_of(case)
    for words in ("Waiting for you", "Not received", "chosen by Alice", "money above", offer.policy_version):
        assert words in text, words
    assert f"/approvals/{offer.pk}/yes/" in text
    text = page(alice)
    assert "Waiting for somebody else" in text
    assert f"/approvals/{offer.pk}/yes/" not in text
    assert "Limits of money" not in text


def test_pressing_it_does_it_and_charlie_cannot(
    case: Case, bob: Person, alice: Person, charlie: Person, page: Any
) -> None:
    offer = offer_of(case)
    clients = {}
    for person in (alice, bob, charlie):
        clients[person.name] = Client()
        clients[person.name].force_login(person)
    assert clients["Charlie"].post(f"/approvals/{offer.pk}/yes/").status_code == 404
    assert clients["Charlie"].post("/approvals/many/", {"pick": [offer.pk]}).status_code == 302
    clients["Alice"].post("/approvals/many/", {"pick": [offer.pk]})
    assert offer_of(case).approved_by is None
    said = clients["Bob"].post(f"/approvals/{offer.pk}/no/", {"note": ""}, follow=True).content.decode()
    assert "Say why" in said
    assert "1 approved." in clients["Bob"].post("/approvals/many/", {"pick": [offer.pk]}, follow=True).content.decode()
    assert offer_of(case).approved_by == bob


def test_the_page_asks_few_questions(case: Case, bob: Person, page: Any, django_assert_max_num_queries: Any) -> None:
    client = Client()
    client.force_login(bob)
    with django_assert_max_num_queries(12):
        client.get("/approvals/")


def test_a_program_sees_and_declines(case: Case, bob: Person, page: Any) -> None:
    client = Client()
    client.force_login(bob)
    shown = client.get("/api/v1/approvals").json()["approvals"]
    assert [(each["case"], each["for_me"], each["asked_by"]) for each in shown] == [(case.pk, True, "Alice")]
    body = {"offer": shown[0]["offer"], "reason": "Offer a reship."}
    answer = client.post(f"/api/v1/cases/{case.pk}/options/decline", body, content_type="application/json")
    assert answer.status_code == 200
    assert client.get("/api/v1/approvals").json()["approvals"] == []
