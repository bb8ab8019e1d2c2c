"""Imports: rehearsed without a trace, resumed where they broke off, undone as long as nothing rests on them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from making import (
    NOW,
    days,
    dispute_record,
    event,
    message_record,
    order_record,
    parcel_record,
    review_record,
)

from amends.connect.contract import RecordKind
from amends.connect.files import Mapping, open_table
from amends.core.money import Money
from amends.desk.cases.models import Case, Dispute, TabCount
from amends.desk.feeds.models import Import, ImportProblem
from amends.desk.flow import imports, undoing
from amends.desk.flow.imports import fingerprint_of, import_records, rehearse
from amends.desk.flow.undoing import AlreadyBooked, AlreadySent, undo_import
from amends.desk.journal.operations import verify
from amends.desk.orders.models import Buyer, Order
from amends.desk.orders.operations import book_refund
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import queue_letter
from amends.desk.shops.models import Shop

pytestmark = pytest.mark.django_db
NOT_COME = "Olá, não recebi meu pedido até agora."
CANONICAL = Mapping.model_validate({"canonical": True, "layout": {"format": "jsonl"}, "name": "canonical"})
KINDS = {"OrderRecord": "order", "ParcelRecord": "parcel", "MessageRecord": "message", "DisputeRecord": "dispute"}


def written(path: Path, *records: Any) -> Path:
    """Records as JSON Lines; a text stands for a line that cannot be read."""
    lines = [
        record
        if isinstance(record, str)
        else json.dumps(
            {"record": KINDS.get(type(record).__name__, "review"), **record.model_dump(mode="json", exclude_none=True)}
        )
        for record in records
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read_in(shop: Shop, path: Path, **more: Any) -> Import:
    return import_records(
        actor=SYSTEM,
        shop=shop,
        source=open_table(path),
        mapping=CANONICAL,
        name=path.name,
        fingerprint=fingerprint_of([path], CANONICAL),
        clock=lambda: NOW,
        **more,
    )


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    """An order with all that can come with one, and two rows that are wrong."""
    return written(
        tmp_path / "feed.jsonl",
        order_record("1"),
        order_record("2"),
        order_record("3", currency="JPY", value="40.50", lines=[]),
        parcel_record(orders=("1",), events=[event(NOW - days(30), "Accepted by carrier")]),
        message_record(order_number="2", text=NOT_COME),
        dispute_record(order_number="2"),
        review_record(order_number="2"),
        '{"record": "order", "number": "4"}',
    )


def counted() -> dict[str, int]:
    names = ("orders.Order", "orders.OrderLine", "orders.Buyer", "parcels.Parcel", "parcels.Scan",
             "conversations.Conversation", "conversations.Message", "cases.Case", "cases.Signal", "cases.Dispute",
             "reviews.Review", "offers.Offer", "replies.Reply", "deadlines.Deadline", "journal.Entry", "feeds.Import",
             "feeds.ImportProblem", "jobs.Job")  # fmt: skip
    return {name: apps.get_model(name).objects.count() for name in names}


def test_a_file_of_everything_is_read_and_its_bad_rows_are_listed(shop: Shop, feed: Path) -> None:
    done = read_in(shop, feed)
    assert (done.state, done.created, done.rejected) == (Import.FINISHED, 6, 2)
    problems = {problem.line: problem for problem in ImportProblem.objects.all()}
    assert problems[3].field == "value"
    assert 8 in problems
    assert all(problem.reason for problem in problems.values())


def test_a_rehearsal_writes_nothing(shop: Shop, feed: Path) -> None:
    before = counted()
    found = rehearse(open_table(feed), CANONICAL)
    assert counted() == before
    assert found.good == 7
    assert found.refused == 1
    assert found.kinds == {"order": 3, "parcel": 1, "message": 1, "dispute": 1, "review": 1}


def test_the_same_file_twice_changes_nothing(shop: Shop, feed: Path, run_jobs: Callable[[datetime], int]) -> None:
    read_in(shop, feed)
    run_jobs(NOW)
    before = counted()
    again = read_in(shop, feed)
    run_jobs(NOW)
    after = counted()
    assert (again.created, again.updated) == (0, 0)
    bookkeeping = {"journal.Entry", "feeds.Import", "feeds.ImportProblem"}
    assert {name: count for name, count in after.items() if name not in bookkeeping} == {
        name: count for name, count in before.items() if name not in bookkeeping
    }


class Broken(Exception):
    """The power went."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_an_import_that_broke_off_goes_on_where_it_was(
    shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    path = written(tmp_path / "many.jsonl", *(order_record(str(n)) for n in range(40)))
    real, calls = imports._take_in, []

    def breaking(*arguments: Any) -> Any:
        calls.append(1)
        if len(calls) > after:
            raise Broken
        return real(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(imports, "_take_in", breaking)
        with pytest.raises(Broken):
            read_in(shop, path, chunk=10)
    assert Order.objects.count() == after * 10
    first = Import.objects.get()
    assert first.state == Import.RUNNING

    seen: list[int] = []
    done = read_in(shop, path, chunk=10, progress=lambda rows, line: seen.append(rows))
    assert done.pk == first.pk
    assert (done.state, done.created, done.unchanged) == (Import.FINISHED, 40, 0)
    assert seen[-1] == 40 - after * 10, "only the rest was read"
    assert Order.objects.count() == 40


def test_other_words_in_the_mapping_are_another_import(shop: Shop, feed: Path) -> None:
    other = CANONICAL.model_copy(update={"name": "mine"})
    assert fingerprint_of([feed], CANONICAL) != fingerprint_of([feed], other)


def test_undo_takes_back_everything_that_an_import_brought(
    shop: Shop, feed: Path, run_jobs: Callable[[datetime], int]
) -> None:
    bookkeeping = {"journal.Entry", "feeds.Import", "feeds.ImportProblem", "jobs.Job"}
    before = {name: count for name, count in counted().items() if name not in bookkeeping}
    done = read_in(shop, feed)
    run_jobs(NOW)
    assert Case.objects.exists()
    removed = undo_import(actor=SYSTEM, source=done, now=NOW)
    assert removed["orders"] == 2
    assert {name: count for name, count in counted().items() if name not in bookkeeping} == before
    assert not TabCount.objects.exclude(count=0).exists()
    done.refresh_from_db()
    assert done.state == Import.UNDONE
    assert list(verify(shop.pk)) == []
    run_jobs(NOW + days(1))
    assert read_in(shop, feed).created == 6, "and it can be read again"


def test_undo_puts_back_what_an_update_had_replaced(shop: Shop, tmp_path: Path) -> None:
    read_in(shop, written(tmp_path / "one.jsonl", order_record()))
    lines = [
        {"sku": "LAMP-3", "title": "Changed", "quantity": 1, "unit_price": "30.00"},
        {"sku": "B", "unit_price": "1"},
    ]
    changed = order_record(value="31.00", delivered_at=NOW - days(1), lines=lines, dispatch_due=NOW - days(19))
    second = read_in(shop, written(tmp_path / "two.jsonl", changed))
    assert second.updated == 1
    assert Order.objects.get().value_minor == 3100
    assert undo_import(actor=SYSTEM, source=second, now=NOW)["restored"] == 1
    order = Order.objects.get()
    assert (order.value_minor, order.delivered_at, order.dispatch_due) == (4000, None, None)
    assert [(line.title, line.quantity, line.unit_price_minor) for line in order.lines.all()] == [
        ("Night lamp", 2, 1800)
    ]
    third = read_in(shop, written(tmp_path / "three.jsonl", order_record()))
    assert third.unchanged == 1, "it is exactly what it was"


def test_undo_takes_new_scans_from_an_older_parcel_and_puts_a_dispute_back(
    shop: Shop, tmp_path: Path, run_jobs: Callable[[datetime], int]
) -> None:
    first = [event(NOW - days(3), "Accepted by carrier")]
    later = [*first, event(NOW - days(1), "Delivered", country="BR")]
    dispute = {"order_number": "8201-1", "asked_amount": "10.00", "text": "It is broken"}
    read_in(shop, written(tmp_path / "one.jsonl", order_record(), order_record("8201-2")))
    read_in(shop, written(tmp_path / "two.jsonl", parcel_record(events=first, carrier="Cainiao")))
    read_in(shop, written(tmp_path / "three.jsonl", dispute_record(**dispute)))
    run_jobs(NOW)
    parcels = [parcel_record(events=later, carrier="Correios", orders=("8201-1", "8201-2"))]
    changed = read_in(shop, written(tmp_path / "four.jsonl", *parcels))
    closed = read_in(
        shop,
        written(tmp_path / "five.jsonl", dispute_record(**{**dispute, "asked_amount": "40.00", "closed_at": NOW})),
    )
    run_jobs(NOW)
    assert Parcel.objects.get().leg == "delivered"
    assert undo_import(actor=SYSTEM, source=closed, now=NOW)["restored"] == 1
    assert undo_import(actor=SYSTEM, source=changed, now=NOW)["restored"] == 1
    run_jobs(NOW)
    parcel, found = Parcel.objects.get(), Dispute.objects.get()
    assert (parcel.carrier, parcel.leg, parcel.scans.count(), parcel.orders.count()) == ("Cainiao", "origin", 1, 1)
    assert (found.asked_minor, found.closed_at) == (1000, None)
    assert found.case is not None
    assert found.case.dispute_open


def test_undo_leaves_what_was_there_before(shop: Shop, tmp_path: Path) -> None:
    read_in(shop, written(tmp_path / "one.jsonl", order_record("1")))
    second = read_in(shop, written(tmp_path / "two.jsonl", order_record("1"), order_record("2")))
    undo_import(actor=SYSTEM, source=second, now=NOW)
    assert [order.number for order in Order.objects.all()] == ["1"]
    assert Buyer.objects.count() == 1


def test_undo_is_refused_once_a_letter_rests_on_it(
    shop: Shop, feed: Path, run_jobs: Callable[[datetime], int], alice: Any
) -> None:
    done = read_in(shop, feed)
    run_jobs(NOW)
    reply = Reply.objects.filter(case__order__number="2").select_related("case", "offer").get()
    type(reply.offer).objects.update(approval_needed=False)
    reply = Reply.objects.select_related("case", "offer").get(pk=reply.pk)
    queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW)
    before = counted()
    for moment in (NOW, NOW + timedelta(minutes=1)):
        run_jobs(moment)
        with pytest.raises(AlreadySent):
            undo_import(actor=SYSTEM, source=done, now=moment)
    assert counted()["orders.Order"] == before["orders.Order"]
    assert Case.objects.filter(order__number="2").exists()


def test_undo_is_refused_once_money_was_booked_on_it(shop: Shop, feed: Path) -> None:
    done = read_in(shop, feed)
    before = counted()
    order = Order.objects.get(number="1")
    book_refund(actor=SYSTEM, order=order, amount=Money(100, "USD"), source="platform", key="k", now=NOW)
    with pytest.raises(AlreadyBooked):
        undo_import(actor=SYSTEM, source=done, now=NOW)
    assert {**counted(), "journal.Entry": 0} == {**before, "journal.Entry": 0}


def test_an_undo_that_broke_off_can_be_run_again(
    shop: Shop, feed: Path, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    done = read_in(shop, feed)
    run_jobs(NOW)

    def broken(**_: Any) -> None:
        raise Broken

    with monkeypatch.context() as patched:
        patched.setattr(undoing, "_FORGETTING", (*undoing._FORGETTING[:3], (RecordKind.PARCEL, broken)))
        with pytest.raises(Broken):
            undo_import(actor=SYSTEM, source=done, now=NOW)
    undo_import(actor=SYSTEM, source=done, now=NOW)
    assert not Order.objects.exists()
    assert not Parcel.objects.exists()
    assert not Scan.objects.exists()


def test_a_large_import_can_be_undone(shop: Shop, tmp_path: Path) -> None:
    path = written(tmp_path / "many.jsonl", *(order_record(str(n)) for n in range(3000)))
    done = read_in(shop, path)
    assert undo_import(actor=SYSTEM, source=done, now=NOW)["orders"] == 3000
    assert not Order.objects.exists()
    assert not Buyer.objects.exists()


def test_charlies_import_brings_nothing_into_another_shop(desk: Any, feed: Path) -> None:
    read_in(desk.other_shop, feed)
    assert not Order.objects.filter(shop=desk.shop).exists()
    assert Order.objects.filter(shop=desk.other_shop).count() == 2
