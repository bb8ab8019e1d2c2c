"""Daily caps: what one person may offer on a day before somebody else has to approve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import NOW, message_record, order_record

from amends.desk.batches.models import Batch, Item
from amends.desk.cases.models import Case
from amends.desk.flow import approving, batching, choices
from amends.desk.journal.models import Entry
from amends.desk.offers.approving import NotApproved
from amends.desk.offers.models import Offer
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.replies import operations as replies
from amends.desk.replies.caps import day_of, gives_of, limits_for
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Membership, Shop
from amends.desk.staffing.operations import NotHers, set_cap

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def letters(take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> list[Reply]:
    """Two cases of Dana's with letters that offer money."""
    for number in (1, 2):
        take_in(
            order_record(f"8201-{number}"),
            message_record(
                f"m-{number}", "The lamp arrived broken. I want my money back.", order_number=f"8201-{number}",
                thread=f"t-{number}",
            ),
        )  # fmt: skip
    run_jobs(NOW)
    found = [choices.letter_in_hand(case) for case in Case.objects.select_related("shop").order_by("pk")]
    assert all(letter is not None and gives_of(letter) for letter in found), "the letters offer money"
    return [letter for letter in found if letter is not None]


def cap(
    by: Person, most: int | None, *, person: Person | None = None, role: str = "", currency: str = "USD", now: Any = NOW
) -> None:
    assert by.organisation is not None
    set_cap(
        actor=actor_of(by), by=by, organisation=by.organisation, person=person, role=role, currency=currency, most=most,
        now=now,
    )  # fmt: skip


@pytest.fixture
def olga(bob: Person) -> Person:
    """Bob, who owns the shops as well."""
    Membership.objects.filter(person=bob).update(role="owner")
    return bob


def send(person: Person, letter: Reply, now: datetime = NOW) -> Reply:
    letter.refresh_from_db()
    words = choices.Words(letter.version, letter.body)
    return choices.send_letter(person=person, reply=letter, words=words, now=now)


def offered(letter: Reply) -> int:
    money = gives_of(letter)
    assert money is not None
    return money.minor


def test_only_an_owner_sets_limits_and_a_persons_own_counts(
    shop: Shop, alice: Person, bob: Person, charlie: Person, letters: list[Reply]
) -> None:
    for by in (alice, bob):
        with pytest.raises(NotHers):
            cap(by, 100, role="agent")
    Membership.objects.filter(person=bob).update(role="owner")
    cap(bob, 5_000, role="agent")
    assert [(limit.currency, limit.most) for limit in limits_for(alice, letters[0], NOW)] == [("USD", 5_000)]
    cap(bob, 7_000, person=alice)
    assert [limit.most for limit in limits_for(alice, letters[0], NOW)] == [7_000]
    assert limits_for(bob, letters[0], NOW) == [], "an owner is no agent"
    cap(bob, None, person=alice)
    cap(bob, None, role="agent")
    assert limits_for(alice, letters[0], NOW) == []
    assert Entry.objects.filter(action="cap.set").count() == 4


def test_what_was_sent_today_counts_with_its_dearest_option(letters: list[Reply], alice: Person, olga: Person) -> None:
    first, second = letters
    cap(olga, 100_000, role="agent")
    cap(olga, 9, role="agent", currency="")
    send(alice, first)
    money, number = limits_for(alice, second, SOON)
    assert (money.given, money.this) == (offered(first), offered(second))
    assert (number.currency, number.given, number.this, number.most) == ("", 1, 1, 9)
    tomorrow = day_of(alice, NOW)[1]
    assert [limit.given for limit in limits_for(alice, second, tomorrow)] == [0, 0]
    replies.undo(actor=actor_of(alice), reply=first, now=SOON)
    assert [limit.given for limit in limits_for(alice, second, SOON)] == [0, 0], "what was taken back does not count"


def test_exactly_the_limit_still_leaves_and_one_cent_more_goes_to_a_lead(
    letters: list[Reply], alice: Person, olga: Person
) -> None:
    first, second = letters
    cap(olga, offered(first) + offered(second) - 1, role="agent")
    assert send(alice, first).state == Reply.QUEUED
    with pytest.raises(replies.ApprovalNeeded) as refused:
        send(alice, second, SOON)
    assert refused.value.code == "cap_passed"
    second.refresh_from_db()
    assert (second.state, second.given_at) == (Reply.DRAFT, None)
    offer = second.offer
    assert offer is not None
    offer.refresh_from_db()
    assert (offer.state, offer.approval_needed, offer.escalated["person"]) == (Offer.CHOSEN, True, alice.pk)
    case = Case.objects.get(pk=second.case_id)
    assert (case.needs_approval, case.tab) == (True, "approve")
    assert "daily limit" in Entry.objects.get(action="offer.escalated").data["reasons"][0]
    with pytest.raises(replies.ApprovalNeeded):
        send(alice, second, SOON)
    assert Entry.objects.filter(action="offer.escalated").count() == 1
    approving.approve_options(person=olga, case=case, offer_id=offer.pk, now=SOON)
    assert send(alice, second, SOON).state == Reply.QUEUED
    cap(olga, offered(first) + offered(second), role="agent", now=SOON)
    replies.undo(actor=SYSTEM, reply=second, now=SOON)
    assert not any(limit.passed for limit in limits_for(alice, second, SOON))


def test_the_number_of_cases_is_limited_too_and_one_case_counts_once(
    letters: list[Reply], alice: Person, olga: Person
) -> None:
    first, second = letters
    cap(olga, 1, person=alice, currency="")
    send(alice, first)
    replies.undo(actor=actor_of(alice), reply=first, now=SOON)
    send(alice, first, SOON)
    with pytest.raises(replies.CapPassed):
        send(alice, second, SOON)


def test_nobody_approves_what_passes_her_own_limit(letters: list[Reply], alice: Person, olga: Person) -> None:
    Membership.objects.filter(person=alice).update(role="lead")
    cap(olga, 0, role="lead")
    letter = letters[0]
    with pytest.raises(replies.CapPassed):
        send(alice, letter)
    letter.refresh_from_db()
    assert letter.offer is not None
    with pytest.raises(NotApproved):
        approving.approve_options(person=alice, case=letter.case, offer_id=letter.offer.pk, now=NOW)
    approving.approve_options(person=olga, case=letter.case, offer_id=letter.offer.pk, now=NOW)
    assert send(alice, letter).state == Reply.QUEUED


def test_other_options_are_looked_at_again(letters: list[Reply], alice: Person, olga: Person) -> None:
    cap(olga, 0, role="agent")
    letter = letters[0]
    with pytest.raises(replies.CapPassed):
        send(alice, letter)
    letter.refresh_from_db()
    offer = letter.offer
    assert offer is not None
    menu = range(len(offer.result["menu"]))
    chosen = choices.choose_options(
        person=alice, case=letter.case, offer_id=offer.pk, picks=list(menu), words=None, now=NOW
    )
    assert (chosen.escalated, chosen.approval_needed) == (None, offer.result["approval"]["needed"])


def test_another_currency_is_never_added(letters: list[Reply], alice: Person, olga: Person) -> None:
    cap(olga, 1, role="agent", currency="EUR")
    assert limits_for(alice, letters[0], NOW) == []
    assert send(alice, letters[0]).state == Reply.QUEUED


def test_a_batch_keeps_to_the_cap_as_a_single_letter_does(alice: Person, olga: Person, letters: list[Reply]) -> None:
    """Many at once pass no limit: what is over it costs its line, and says so."""
    cap(olga, max(offered(letter) for letter in letters), person=alice)
    Offer.objects.update(approval_needed=False)
    Case.objects.update(due=None, safe_by=None, past_safe=False, flags=[], abstained=False)
    batch = batching.prepare(
        person=alice, organisation=alice.organisation, case_ids=[letter.case_id for letter in letters], now=NOW
    )
    Batch.objects.filter(pk=batch.pk).update(state=Batch.RUNNING)
    batching.send_batch({"batch": batch.pk}, NOW)
    assert sorted(batch.items.values_list("state", flat=True)) == [Item.FAILED, Item.QUEUED]
    assert "passes your limit for today" in batch.items.get(state=Item.FAILED).reason
