"""Promises: made once by a letter that has left, kept with a proof, noticed when they are overdue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from making import NOW, days

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.journal.models import Entry
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.promises.jobs import sweep
from amends.desk.promises.models import Promise
from amends.desk.promises.operations import keep_promise, make_promises, release
from amends.desk.promises.queries import promises_due
from amends.desk.shops.models import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(shop: Shop) -> Case:
    return Case.objects.create(shop=shop, opened_by="message", opened_at=NOW, updated_at=NOW)


def promised(case: Case, what: str = "refund_by", due: Any = NOW + days(1), owner: Person | None = None) -> Promise:
    items = [{"what": what, "due": due.isoformat()}]
    make_promises(actor=SYSTEM, case=case, reply_id=5, promises=items, owner=owner, now=NOW)
    return Promise.objects.get(case=case, what=what)


def test_the_same_letter_promises_once(case: Case, alice: Person) -> None:
    first = promised(case, owner=alice)
    assert promised(case, owner=alice) == first
    assert (first.owner, first.due, first.state) == (alice, NOW + days(1), Promise.OPEN)
    assert Entry.objects.filter(action="promise.made").count() == 1


def test_a_kept_promise_shows_how_one_can_see_it(case: Case, alice: Person) -> None:
    promise = promised(case)
    with pytest.raises(DomainError, match="how one can see"):
        keep_promise(actor=actor_of(alice), promise=promise, proof="  ", now=NOW)
    keep_promise(actor=actor_of(alice), promise=promise, proof="refund 77-1", now=NOW)
    assert (promise.state, promise.proof) == (Promise.KEPT, "refund 77-1")


def test_an_overdue_promise_is_on_record_once(case: Case) -> None:
    promise = promised(case)
    sweep({}, NOW + timedelta(hours=23))
    promise.refresh_from_db()
    assert promise.state == Promise.OPEN
    for minute in (1, 6, 11):
        sweep({}, NOW + days(1) + timedelta(minutes=minute))
    promise.refresh_from_db()
    assert promise.state == Promise.BROKEN
    assert Entry.objects.filter(action="promise.broken").count() == 1


def test_a_promise_can_be_kept_late(case: Case) -> None:
    promise = promised(case)
    sweep({}, NOW + days(2))
    keep_promise(actor=SYSTEM, promise=promise, proof="refund 77-1", now=NOW + days(2))
    assert promise.state == Promise.KEPT


def test_the_end_of_a_case_releases_the_answer_and_not_the_money(case: Case) -> None:
    money, answer = promised(case), promised(case, "answer_by")
    assert release(actor=SYSTEM, case=case, reason="closed", now=NOW) == 1
    money.refresh_from_db()
    answer.refresh_from_db()
    assert (money.state, answer.state) == (Promise.OPEN, Promise.RELEASED)


def test_a_stopped_clock_breaks_no_promise_that_lies_ahead_of_it(case: Case, shop: Shop) -> None:
    promise = promised(case)
    Shop.objects.filter(pk=shop.pk).update(as_of=NOW)
    sweep({}, NOW + days(30))
    promise.refresh_from_db()
    assert promise.state == Promise.OPEN


def test_what_is_due_is_seen_by_those_who_work_there(case: Case, desk: Any) -> None:
    promised(case)
    promised(case, "dispatch_by", NOW + days(9))
    assert [found.what for found in promises_due([desk.shop.pk], NOW)] == ["refund_by"]
    assert not promises_due([desk.other_shop.pk], NOW).exists()
