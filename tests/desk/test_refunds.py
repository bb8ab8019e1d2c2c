"""Refunds that we send ourselves: owed once, confirmed by a second person, sent once, in the books once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import NOW, message_record, order_record

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.core.vocabulary import LetterStage
from amends.desk.cases.models import Case
from amends.desk.flow import choices, paying
from amends.desk.flow.paying import refund_sent
from amends.desk.journal.models import Entry
from amends.desk.offers.endings import Told, ending_told
from amends.desk.offers.models import Offer
from amends.desk.orders.models import LedgerEntry
from amends.desk.orders.operations import AlreadyRefunded
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.promises.operations import make_promises
from amends.desk.refunds import operations, sending
from amends.desk.refunds.models import Payment, Refund
from amends.desk.refunds.queries import Asked, refund_seen_by, running_sums, worklist
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Shop
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db

Run = Callable[[datetime], int]
HALF = [{"remedy": "partial_refund", "amount": "12.50", "currency": "USD"}, {"remedy": "reship", "amount": None}]


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Run, desk: Any) -> Case:
    """Dana's lamp of the own shop did not come; she was offered 12.50 dollars or a second lamp."""
    take_in(order_record(), message_record(), shop=desk.own_shop)
    run_jobs(NOW)
    found = Case.objects.select_related("shop__organisation", "order__shop", "buyer").get(shop=desk.own_shop)
    Offer.objects.filter(case=found).update(state=Offer.SENT, sent_menu=HALF)
    return found


@pytest.fixture
def refund(case: Case, alice: Person) -> Refund:
    """Dana took the 12.50 dollars that Alice had offered."""
    offer = Offer.objects.get(case=case)
    Offer.objects.filter(pk=offer.pk).update(chosen_by=alice)
    offer.refresh_from_db()
    owed = paying.owe_by_offer(actor=SYSTEM, person=None, case=case, offer=offer, taken=0, now=NOW)
    assert owed is not None
    return owed


def pay(person: Person, refund: Refund, amount: str = "12.50", reference: str = "PP-7", key: str = "k1") -> Payment:
    return paying.pay(person=person, refund=refund, amount=amount, way="paypal", reference=reference, key=key, now=NOW)


def booked(case: Case) -> int:
    entries = LedgerEntry.objects.filter(line__order=case.order, voided_at__isnull=True)
    return sum(entries.values_list("amount_minor", flat=True))


# ── what makes a refund owed ──────────────────────────────────────────────────────────────────────────────────


def test_what_the_buyer_takes_is_owed_once_by_whom_decided_it(case: Case, refund: Refund, alice: Person) -> None:
    assert (refund.amount_minor, refund.currency, refund.state) == (1250, "USD", Refund.OPEN)
    assert (refund.decided_by, refund.way) == (alice, "card")
    again = paying.owe_by_offer(
        actor=SYSTEM, person=None, case=case, offer=Offer.objects.get(case=case), taken=0, now=NOW
    )
    assert again == refund
    assert Entry.objects.filter(action="refund.owed").count() == 1


def test_a_second_parcel_is_no_refund(case: Case) -> None:
    offer = Offer.objects.get(case=case)
    assert paying.owe_by_offer(actor=SYSTEM, person=None, case=case, offer=offer, taken=1, now=NOW) is None
    assert not Refund.objects.exists()


def test_her_own_words_make_it_owed(case: Case, take_in: Callable[..., None], run_jobs: Run, desk: Any) -> None:
    take_in(
        message_record("m-2", "Yes, I accept the partial refund of 12.50 USD, thank you.", sent_at=NOW),
        shop=desk.own_shop,
    )
    run_jobs(NOW)
    assert Refund.objects.get().amount_minor == 1250


def test_a_letter_with_one_option_promises_its_money(case: Case, alice: Person) -> None:
    offer = Offer.objects.get(case=case)
    Offer.objects.filter(pk=offer.pk).update(sent_menu=HALF[:1])
    offer.refresh_from_db()
    owed = paying.owe_by_letter(case=case, offer=offer, author=alice, now=NOW)
    assert owed is not None
    assert owed.decided_by == alice
    Offer.objects.filter(pk=offer.pk).update(sent_menu=HALF)
    offer.refresh_from_db()
    assert paying.owe_by_letter(case=case, offer=offer, author=alice, now=NOW) is None


def test_goods_that_come_back_first_are_waited_for(case: Case, alice: Person) -> None:
    offer = Offer.objects.get(case=case)
    offer.sent_menu = [{"remedy": "return_and_refund", "amount": "40.00", "currency": "USD"}]
    assert paying.owe_by_letter(case=case, offer=offer, author=alice, now=NOW) is None


def test_what_the_platform_pays_in_its_dispute_is_not_on_the_list(case: Case, shop: Shop) -> None:
    case.shop.platform, case.dispute_open = "aliexpress", True
    offer = Offer.objects.get(case=case)
    assert paying.owe_by_offer(actor=SYSTEM, person=None, case=case, offer=offer, taken=0, now=NOW) is None
    case.dispute_open = False
    owed = paying.owe_by_offer(actor=SYSTEM, person=None, case=case, offer=offer, taken=0, now=NOW)
    assert owed is not None
    assert owed.way == Refund.PLATFORM


def test_a_person_decides_by_hand_and_not_more_than_is_open(case: Case, alice: Person) -> None:
    told = {"way": "bank", "day": "2026-11-25", "reason": "goodwill", "key": "a", "now": NOW}
    with pytest.raises(AlreadyRefunded):
        paying.ask_refund(person=alice, case=case, amount="40.01", **told)
    made = paying.ask_refund(person=alice, case=case, amount="5,00", **told)
    assert (made.amount_minor, made.way, made.reason) == (500, "bank", "goodwill")
    assert paying.ask_refund(person=alice, case=case, amount="5.00", **told) == made
    assert Refund.objects.count() == 1


# ── how it leaves ─────────────────────────────────────────────────────────────────────────────────────────────


def test_one_entry_keeps_promise_books_and_ends(case: Case, refund: Refund, alice: Person) -> None:
    item = [{"what": "refund_by", "due": (NOW + timedelta(days=2)).isoformat()}]
    make_promises(actor=SYSTEM, case=case, reply_id=5, promises=item, owner=alice, now=NOW)
    payment = pay(alice, refund)
    refund.refresh_from_db()
    case.refresh_from_db()
    assert (refund.state, refund.sent_minor, booked(case)) == (Refund.SENT, 1250, 1250)
    promise = Promise.objects.get()
    assert (promise.state, promise.proof) == (Promise.KEPT, "PP-7 (12.50 USD)")
    told = ending_told(Offer.objects.filter(case=case, sent_menu__isnull=False).get())
    assert told is not None
    assert (told.accepted, told.by) == (0, alice)
    assert (case.stage, case.turn) == ("settled", "seller")
    assert payment.followed_at is not None or Payment.objects.get().followed_at == NOW


def test_a_letter_that_says_so_waits_at_the_case(case: Case, refund: Refund, alice: Person) -> None:
    pay(alice, refund)
    draft = Reply.objects.get(case=case, state=Reply.DRAFT)
    assert draft.stage == LetterStage.CLOSING
    said = {fact["what"]: fact["value"] for fact in draft.request["facts"]}
    assert (said["refund_of"], said["refund_reference"]) == ("12.50 USD", "PP-7")
    assert "PP-7" in draft.body
    assert draft.verdict != "block"


def test_the_same_form_counts_once(case: Case, refund: Refund, alice: Person) -> None:
    assert pay(alice, refund) == pay(alice, refund)
    assert (Payment.objects.count(), booked(case)) == (1, 1250)


def test_a_settled_refund_never_leaves_again(case: Case, refund: Refund, alice: Person, bob: Person) -> None:
    pay(alice, refund)
    with pytest.raises(operations.NotThisState):
        pay(bob, refund, reference="PP-8", key="k2")
    assert (Payment.objects.count(), booked(case)) == (1, 1250)


def test_a_reference_is_one_payment(case: Case, refund: Refund, alice: Person) -> None:
    other = paying.ask_refund(person=alice, case=case, amount="5.00", way="", day="", reason="", key="b", now=NOW)
    pay(alice, refund, reference="pp 7-A")
    with pytest.raises(sending.ReferenceUsed, match=f"case {case.pk}"):
        pay(alice, other, amount="5.00", reference="PP-7a", key="k2")
    assert booked(case) == 1250
    with pytest.raises(DomainError, match="reference"):
        pay(alice, other, amount="5.00", reference=" - ", key="k3")


def test_a_part_leaves_the_rest_owed(case: Case, refund: Refund, alice: Person) -> None:
    pay(alice, refund, amount="10.00")
    refund.refresh_from_db()
    assert (refund.state, refund.rest_minor) == (Refund.OPEN, 250)
    with pytest.raises(sending.MoreThanOwed, match=r"2\.50 USD"):
        pay(alice, refund, amount="2.51", reference="PP-8", key="k2")
    assert not ending_told(Offer.objects.filter(case=case, sent_menu__isnull=False).get())
    operations.drop(actor=actor_of(alice), refund=refund, reason="she kept the cable", now=NOW)
    assert refund.state == Refund.SENT


def test_what_failed_is_tried_another_way(refund: Refund, alice: Person) -> None:
    failing = {"actor": actor_of(alice), "person": alice, "refund": refund, "way": "card", "now": NOW}
    with pytest.raises(DomainError, match="answered"):
        sending.record_failed(key="k1", reason=" ", **failing)
    sending.record_failed(key="k1", reason="card closed", **failing)
    assert refund.state == Refund.FAILED
    operations.choose_way(actor=actor_of(alice), refund=refund, way="bank", now=NOW)
    assert (refund.state, refund.way) == (Refund.OPEN, "bank")


def test_two_people_do_not_send_it_at_once(refund: Refund, alice: Person, bob: Person) -> None:
    sending.take_in_hand(actor=actor_of(alice), person=alice, refund=refund, now=NOW)
    with pytest.raises(sending.InOtherHands):
        pay(bob, refund)
    with pytest.raises(sending.InOtherHands):
        sending.take_in_hand(actor=actor_of(bob), person=bob, refund=refund, now=NOW + timedelta(minutes=29))
    sending.put_back(actor=actor_of(bob), person=bob, refund=refund, now=NOW)
    assert refund.holder == alice
    sending.take_in_hand(actor=actor_of(bob), person=bob, refund=refund, now=NOW + timedelta(minutes=31))
    assert refund.holder == bob


def test_what_did_not_go_after_all_is_owed_again(case: Case, refund: Refund, alice: Person) -> None:
    payment = pay(alice, refund)
    payment.refresh_from_db()
    assert paying.take_back(person=alice, payment=payment, reason="bounced", now=NOW)
    refund.refresh_from_db()
    assert (refund.state, refund.sent_minor, booked(case)) == (Refund.OPEN, 0, 0)
    pay(alice, refund, key="k2")  # its reference is free again
    assert booked(case) == 1250


# ── the second person ─────────────────────────────────────────────────────────────────────────────────────────


def test_above_the_limit_a_second_person_confirms(case: Case, alice: Person, bob: Person) -> None:
    operations.set_second_person(actor=SYSTEM, shop=case.shop, above=Money(1000, "USD"), now=NOW)
    small = paying.ask_refund(person=alice, case=case, amount="10.00", way="", day="", reason="", key="s", now=NOW)
    large = paying.ask_refund(person=alice, case=case, amount="10.01", way="", day="", reason="", key="l", now=NOW)
    assert (small.state, large.state) == (Refund.OPEN, Refund.WAITS)
    with pytest.raises(operations.SecondPersonNeeded):
        pay(alice, large, amount="10.01")
    with pytest.raises(operations.SecondPersonNeeded, match="yourself"):
        operations.confirm(actor=actor_of(alice), person=alice, refund=large, now=NOW)
    operations.confirm(actor=actor_of(bob), person=bob, refund=large, now=NOW)
    assert (large.state, large.confirmed_by) == (Refund.OPEN, bob)
    with pytest.raises(operations.NotThisState):
        operations.confirm(actor=actor_of(bob), person=bob, refund=large, now=NOW)
    pay(alice, large, amount="10.01")


def test_a_limit_in_another_currency_is_reckoned_and_unknown_rates_ask(case: Case) -> None:
    operations.set_second_person(actor=SYSTEM, shop=case.shop, above=Money(1000, "USD"), now=NOW)
    assert not operations.needs_second_person(case.shop, Money(500, "EUR"), NOW)
    assert operations.needs_second_person(case.shop, Money(5000, "EUR"), NOW)
    assert operations.needs_second_person(case.shop, Money(1, "XPF"), NOW)


def test_nobody_is_asked_for_a_second_person_who_is_not_there(case: Case, bob: Person) -> None:
    bob.is_active = False
    bob.save()
    with pytest.raises(DomainError, match="Only one person"):
        operations.set_second_person(actor=SYSTEM, shop=case.shop, above=Money(1000, "USD"), now=NOW)


# ── together with what was there ──────────────────────────────────────────────────────────────────────────────


def test_a_booking_on_the_case_page_settles_what_was_owed(case: Case, refund: Refund, alice: Person) -> None:
    key = f"case:{case.pk}:one"
    choices.refund(person=alice, case=case, amount="12.50", source="chat", key=key, reference="x-1", now=NOW)
    refund.refresh_from_db()
    assert (refund.state, booked(case)) == (Refund.SENT, 1250)
    choices.void(person=alice, case=case, key=key, reason="typo", now=NOW)
    refund.refresh_from_db()
    assert (refund.state, booked(case)) == (Refund.OPEN, 0)


def test_money_that_went_back_already_is_not_sent_again(case: Case, refund: Refund, alice: Person) -> None:
    Refund.objects.filter(pk=refund.pk).update(amount_minor=4000)
    refund.refresh_from_db()
    LedgerEntry.objects.create(
        line=case.order.lines.get(), amount_minor=3000, source="platform", key="import", booked_at=NOW, booked_by="x"
    )
    with pytest.raises(sending.MoreThanOwed, match="Look at the case"):
        pay(alice, refund, amount="40.00")
    assert not Payment.objects.exists()


def test_telling_the_outcome_makes_it_owed_and_taking_it_back_drops_it(case: Case, alice: Person) -> None:
    offer = Offer.objects.get(case=case)
    paying.tell_outcome(person=alice, offer=offer, told=Told(accepted=0), now=NOW)
    assert Refund.objects.get().state == Refund.OPEN
    assert paying.untell_outcome(person=alice, offer=offer, now=NOW)
    assert Refund.objects.get().state == Refund.DROPPED


def test_a_plug_pulled_after_the_entry_books_once(case: Case, refund: Refund, alice: Person, run_jobs: Run) -> None:
    """The process dies when the payment is stored and nothing else: the job finds the rest to do, and does it once."""
    sent = sending.Sent("k1", Money(1250, "USD"), "paypal", "PP-7", open_minor=4000)
    payment = sending.record_sent(actor=actor_of(alice), person=alice, refund=refund, sent=sent, now=NOW)
    assert booked(case) == 0
    run_jobs(NOW)
    assert booked(case) == 1250
    for _ in range(2):
        refund_sent({"payment": payment.pk}, NOW)
    assert (booked(case), LedgerEntry.objects.count()) == (1250, 1)
    assert Entry.objects.filter(action="refund.booked").count() == 1
    assert not Job.objects.filter(failed_at__isnull=False).exists()


def test_money_that_left_and_cannot_be_booked_is_shown(case: Case, refund: Refund, alice: Person) -> None:
    sent = sending.Sent("k1", Money(1250, "USD"), "paypal", "PP-7", open_minor=4000)
    payment = sending.record_sent(actor=actor_of(alice), person=alice, refund=refund, sent=sent, now=NOW)
    LedgerEntry.objects.create(
        line=case.order.lines.get(), amount_minor=4000, source="platform", key="import", booked_at=NOW, booked_by="x"
    )
    refund_sent({"payment": payment.pk}, NOW)
    payment.refresh_from_db()
    assert "cannot go back" in payment.unbooked


# ── who sees what ─────────────────────────────────────────────────────────────────────────────────────────────


def test_sums_are_by_currency_and_never_added(case: Case, refund: Refund) -> None:
    columns = {f.name: getattr(refund, f.name) for f in Refund._meta.concrete_fields if f.name != "id"}
    Refund.objects.create(**{**columns, "key": "x", "currency": "EUR", "amount_minor": 700})
    found = {each.currency: (each.minor, each.number) for each in running_sums([case.shop_id])}
    assert found == {"EUR": (700, 1), "USD": (1250, 1)}
    assert worklist([case.shop_id], Asked(currency="EUR")).count() == 1


def test_charlie_sees_nothing(refund: Refund, charlie: Person, alice: Person) -> None:
    assert refund_seen_by(charlie, refund.pk) is None
    assert refund_seen_by(alice, refund.pk) == refund
