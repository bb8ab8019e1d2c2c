"""Signals that wait beside each other are followed at once, with the same result as one by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from making import NOW, days, event, message_record, order_record, parcel_record, review_record

from amends.connect.contract import BuyerRecord
from amends.core.vocabulary import Fault, Kind
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case, Tab, TabCount
from amends.desk.journal.operations import verify
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM
from amends.desk.reviews.models import Review
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db

NOT_COME = "Olá, não recebi meu pedido até agora. Onde está? Quero meu dinheiro de volta."


def test_messages_that_wait_beside_each_other_open_and_join_as_if_they_came_one_by_one(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    for number in ("8201-1", "8201-2", "8201-3"):
        take_in(order_record(number, buyer=BuyerRecord(reference=f"dana-{number}", name="Dana")))
    take_in(
        message_record("m-1", order_number="8201-1", text=NOT_COME),
        message_record("m-2", order_number="8201-2", text="O abajur chegou quebrado."),
        message_record("m-3", order_number="8201-1", text="Vocês vão responder? Quero meu dinheiro de volta."),
        message_record("m-4", order_number="8201-3", text="Faltou uma peça, veio só 1 de 2."),
    )
    assert run_jobs(NOW) >= 4
    opened = {case.order.number: case for case in Case.objects.select_related("order")}
    assert set(opened) == {"8201-1", "8201-2", "8201-3"}
    assert opened["8201-1"].signals.count() == 2
    assert "full_refund" in opened["8201-1"].asks
    assert all(case.replies.count() == 1 and case.offers.exists() for case in opened.values())
    assert dict(TabCount.objects.filter(count__gt=0).values_list("tab", "count")) == {Tab.ANSWER.value: 3}
    assert not list(verify(opened["8201-1"].shop_id))


def test_a_kind_that_a_person_sets_while_the_engine_thinks_stays(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Order
) -> None:
    take_in(message_record(text=NOT_COME))
    run_jobs(NOW)
    stale = Case.objects.get()
    Case.objects.filter(pk=stale.pk).update(kind="damaged", kind_set_by="alice")
    found = cases.Found(stale, kind=Kind.NOT_RECEIVED, situation=None, fault=Fault.CARRIER, cause={})
    cases.keep_assessments(actor=SYSTEM, found=[found], now=NOW)
    case = Case.objects.get()
    assert (case.kind, case.fault) == ("damaged", "carrier")
    assert stale.kind == "damaged", "what goes on with the case knows it too"


def test_a_message_of_nothing_but_a_picture_opens_a_case_that_a_person_reads(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Order
) -> None:
    take_in(message_record(text=""), message_record("m-2", text="\u200b ", sent_at=NOW))
    run_jobs(NOW)
    case = Case.objects.get()
    assert (case.kind, case.abstained, case.signals.count()) == ("other", True, 2)
    assert case.replies.count() == 1
    assert not Job.objects.filter(done_at__isnull=True, attempts__gt=0).exists(), "nothing failed"


def test_stars_without_a_word_open_a_case_too_and_the_parcel_says_what_is_wrong(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    for number, late in (("8201-1", 9), ("8201-2", -3)):
        take_in(
            order_record(number, placed_at=NOW - days(40), promised_by=NOW - days(15)),
            parcel_record(
                f"T{number}", order_numbers=[number],
                events=[event(NOW - days(30), "Accepted by carrier"), event(NOW - days(15 - late), "Delivered", country="BR")],
            ),
            review_record(f"r-{number}", order_number=number, rating=1, title="", text=""),
        )  # fmt: skip
    run_jobs(NOW)
    kinds = {case.order.number: (case.kind, case.abstained) for case in Case.objects.select_related("order")}
    assert kinds == {"8201-1": ("late_delivery", True), "8201-2": ("other", True)}
    assert Review.objects.filter(case__isnull=False, reading__isnull=True).count() == 2
