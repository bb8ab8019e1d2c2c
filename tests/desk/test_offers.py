"""Offers: proposed on facts that are kept, chosen by a person, approved by a lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from making import NOW, dispute_record, message_record, order_record

from amends.core.contracts.decide import DecideInput
from amends.core.money import Money
from amends.core.vocabulary import InboundChannel
from amends.decide import decide
from amends.desk.cases.models import Case
from amends.desk.flow import refresh
from amends.desk.journal.models import Entry
from amends.desk.offers.approving import NotApproved, approve
from amends.desk.offers.models import Offer
from amends.desk.offers.operations import NotInMenu, choose, keep_answer, mark_sent
from amends.desk.orders.models import Order
from amends.desk.orders.operations import book_refund
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person

pytestmark = pytest.mark.django_db
NOT_COME = "Olá, não recebi meu pedido até agora. Quero meu dinheiro de volta."


@pytest.fixture
def offer(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], alice: Person) -> Offer:
    """What the engine proposes for a parcel that has not come, as a person said so."""
    from amends.desk.cases.operations import set_kind

    take_in(message_record(text=NOT_COME))
    run_jobs(NOW)
    case = Case.objects.get()
    set_kind(actor=actor_of(alice), case=case, kind="not_received", now=NOW)
    run_jobs(NOW)
    found = Offer.objects.filter(case=case).select_related("case__order").first()
    assert found is not None
    return found


def test_the_facts_are_stored_so_that_the_engine_can_be_asked_again(offer: Offer) -> None:
    again = decide(DecideInput.model_validate(offer.request, strict=False))
    assert again.model_dump(mode="json")["menu"] == offer.result["menu"]
    assert again.policy_version == offer.policy_version


def test_the_same_facts_keep_the_proposal(offer: Offer) -> None:
    refresh(offer.case_id, NOW)
    refresh(offer.case_id, NOW + timedelta(minutes=5))
    assert Offer.objects.filter(case=offer.case).latest("id").pk == offer.pk


def test_new_facts_replace_a_proposal_and_keep_the_old_one_on_record(offer: Offer) -> None:
    book_refund(actor=SYSTEM, order=offer.case.order, amount=Money(1000, "USD"), source="platform", key="k", now=NOW)
    refresh(offer.case_id, NOW)
    newest = Offer.objects.filter(case=offer.case).first()
    assert newest is not None
    assert newest.pk != offer.pk
    assert newest.request["refunded"] == "10.00"
    offer.refresh_from_db()
    assert offer.state == Offer.REPLACED


def test_a_person_picks_from_the_menu_in_her_order(offer: Offer, alice: Person) -> None:
    picks = list(reversed(range(len(offer.result["menu"]))))
    chosen = choose(actor=actor_of(alice), person=alice, offer=offer, picks=picks, now=NOW)
    assert chosen.state == Offer.CHOSEN
    assert chosen.chosen_by == alice
    assert [item["remedy"] for item in chosen.chosen_menu] == [offer.result["menu"][n]["remedy"] for n in picks]


@pytest.mark.parametrize("picks", [[], [99], [-1], [0, 0]])
def test_what_is_not_in_the_menu_cannot_be_chosen(offer: Offer, alice: Person, picks: list[int]) -> None:
    with pytest.raises(NotInMenu):
        choose(actor=actor_of(alice), person=alice, offer=offer, picks=picks, now=NOW)


def test_what_the_buyer_is_entitled_to_cannot_be_left_out(offer: Offer, alice: Person) -> None:
    menu = offer.result["menu"]
    assert any(item["entitled"] for item in menu), "a parcel that never came entitles her to something"
    others = [index for index, item in enumerate(menu) if not item["entitled"]]
    if not others:
        offer.result["menu"].append({**menu[0], "remedy": "coupon", "entitled": False})
        others = [len(menu) - 1]
    with pytest.raises(NotInMenu, match="entitled"):
        choose(actor=actor_of(alice), person=alice, offer=offer, picks=others, now=NOW)


def test_a_choice_that_still_fits_the_facts_stays(
    offer: Offer, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    picks = [index for index, item in enumerate(offer.result["menu"]) if item["entitled"]][:1]
    choose(actor=actor_of(alice), person=alice, offer=offer, picks=picks, now=NOW)
    run_jobs(NOW)
    refresh(offer.case_id, NOW + timedelta(minutes=1))
    offer.refresh_from_db()
    assert offer.state == Offer.CHOSEN
    letter = offer.case.replies.get(state="draft")
    assert [item["remedy"] for item in letter.request["decision"]["menu"]] == [
        item["remedy"] for item in offer.chosen_menu
    ]


def test_the_platforms_form_carries_one_proposal(
    offer: Offer, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], alice: Person
) -> None:
    take_in(dispute_record())
    run_jobs(NOW)
    newest = Offer.objects.filter(case=offer.case).select_related("case").first()
    assert newest is not None
    assert newest.request["dispute_open"] is True
    newest.result["menu"] = offer.result["menu"]
    if len(newest.result["menu"]) > 1:
        with pytest.raises(NotInMenu, match="one proposal"):
            choose(actor=actor_of(alice), person=alice, offer=newest, picks=[0, 1], now=NOW)


def test_only_a_lead_of_the_shop_approves(offer: Offer, alice: Person, bob: Person, charlie: Person) -> None:
    for person in (alice, charlie):
        with pytest.raises(NotApproved):
            approve(actor=actor_of(person), person=person, offer=offer, now=NOW)
    approve(actor=actor_of(bob), person=bob, offer=offer, now=NOW)
    approve(actor=actor_of(bob), person=bob, offer=offer, now=NOW)
    assert offer.approved_by == bob
    assert Entry.objects.filter(action="offer.approved").count() == 1


def test_choosing_anew_needs_approval_anew(offer: Offer, alice: Person, bob: Person) -> None:
    approve(actor=actor_of(bob), person=bob, offer=offer, now=NOW)
    everything = list(range(len(offer.result["menu"])))
    assert choose(actor=actor_of(alice), person=alice, offer=offer, picks=everything, now=NOW).approved_by is None


def test_what_was_sent_and_what_she_said_are_kept_apart_from_the_proposal(offer: Offer) -> None:
    sent = [{"remedy": "full_refund", "amount": "40.00", "currency": "USD"}]
    mark_sent(offer=offer, menu=sent)
    keep_answer(offer=offer, answer={"accepts": None, "declines": True})
    offer.refresh_from_db()
    assert (offer.state, offer.sent_menu) == (Offer.REFUSED, sent)
    assert offer.result["menu"] != sent


def test_her_answer_is_understood_against_what_was_sent(
    offer: Offer, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the wording is read as, an answer goes to the offer that lies on the table, and the case moves."""
    from amends.core.contracts.triage import TriageInput, TriageOutput
    from amends.desk.conversations.models import Message
    from amends.desk.flow import messages as flow
    from amends.triage import triage

    mark_sent(offer=offer, menu=[{"remedy": "full_refund", "amount": "40.00", "currency": "USD"}])
    take_in(message_record("m-2", text="Sim, aceito o reembolso total.", sent_at=NOW))
    message = Message.objects.get(external_id="m-2")
    reading = triage(TriageInput(id="x", text=message.text, channel=InboundChannel.MESSAGE)).model_dump(mode="json")
    reading["answer"] = {"accepts": 0, "declines": False, "counter": None, "supplies": [], "resolved": False}
    said = TriageOutput.model_validate(reading, strict=False)
    monkeypatch.setattr(flow, "triage_many", lambda questions: [said for _ in questions])
    run_jobs(NOW)
    offer.refresh_from_db()
    assert offer.state == Offer.ACCEPTED
    assert offer.case.__class__.objects.get().stage == "settled"


def test_an_order_in_another_currency_than_the_shops_is_costed_without_guessing_a_rate(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(
        order_record("8201-9", currency="EUR", lines=[{"sku": "A", "unit_price": "40.00"}]),
        message_record(order_number="8201-9", text=NOT_COME),
    )
    run_jobs(NOW)
    found = Offer.objects.get()
    assert found.request["order"]["currency"] == "EUR"
    assert found.request["costs"]["minute"] == "0"
