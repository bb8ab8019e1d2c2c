"""Reading many tables in one statement gives exactly what the ORM gives, one table after the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from making import NOW, days, dispute_record, event, message_record, parcel_record, review_record

from amends.core.money import Money
from amends.desk.assistance.models import AssistSetup
from amends.desk.cases.models import Case
from amends.desk.cases.operations import add_note
from amends.desk.cases.queries import case_seen_by, stakes, tab_rows
from amends.desk.flow.casebook import PARTS, beside, journal_of, messages_of, read_whole
from amends.desk.flow.overview import colleagues, listing_ratings, reading_of, still_open
from amends.desk.orders.models import Order
from amends.desk.orders.operations import book_refund
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.shops.queries import Span
from amends.desk.together import Part, ask_together, loaded, read_together

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, alice: Person, run_jobs: Callable[[datetime], int]) -> Case:
    """A case with a little of everything."""
    take_in(
        parcel_record(events=[event(NOW - days(3), "Accepted by carrier"), event(NOW - days(1), "Delivered", "BR")]),
        message_record(text="The lamp is broken. Кто ответит? 退款"),
        dispute_record(),
        review_record(rating=1),
    )
    run_jobs(NOW)
    found = Case.objects.filter(order=order).get()
    add_note(actor=actor_of(alice), case=found, author=alice, text="Ask for a photo", now=NOW)
    book_refund(
        actor=actor_of(alice),
        order=order,
        amount=Money.parse("5.00", "USD"),
        source="chat",
        key="k",
        now=NOW,
        reference="r",
    )
    read = case_seen_by(alice, found.pk)
    assert read is not None
    return read


def values_of(row: models.Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_every_row_is_what_the_orm_reads(case: Case, alice: Person) -> None:
    values = {
        "case": case.pk, "order": case.order_id, "conversation": case.conversation_id, "shop": case.shop_id,
        "subject": f"case:{case.pk}", "buyer": case.buyer_id, "person": alice.pk,
    }  # fmt: skip
    found = read_together(PARTS, values)
    filled = {name for name, rows in found.items() if rows}
    assert {"deadlines", "disputes", "reviews", "notes", "offers", "replies", "lines", "ledger", "parcels", "scans", "messages", "journal", "people", "ratings", "orders"} <= filled  # fmt: skip
    for name, part in PARTS.items():
        if isinstance(part, Part):
            known = {
                row.pk: values_of(row) for row in part.model._default_manager.filter(pk__in=[r.pk for r in found[name]])
            }
            assert {row.pk: values_of(row) for row in found[name]} == known, name
            assert all(not row._state.adding for row in found[name])


def test_nothing_is_found_under_nothing() -> None:
    places = dict.fromkeys(("case", "order", "conversation", "shop", "subject", "buyer", "person"))
    found = read_together(PARTS, places)
    assert {name: rows for name, rows in found.items() if rows} == {"orders": [[0]]}


def test_a_column_that_json_cannot_hold_exactly_is_refused() -> None:
    with pytest.raises(TypeError, match="price_in"):
        read_together({"setup": Part(AssistSetup, "organisation_id = 1")}, {})


def test_a_case_read_whole_answers_without_asking_again(case: Case, alice: Person) -> None:
    asked = case_seen_by(alice, case.pk)
    assert asked is not None
    with CaptureQueriesContext(connection) as queries:
        read_whole(case, alice)
        assert len(queries) == 1
        assert case.order is not None
        told = (
            reading_of(case), still_open(case.order), listing_ratings(case), [person.pk for person in colleagues(case)],
            [message.pk for message in messages_of(case)], [entry.pk for entry in journal_of(case)],
            [scan.pk for parcel in case.order.parcels.all() for scan in parcel.scans.all()],
        )  # fmt: skip
        assert len(queries) == 1
    assert loaded(asked, "notes") is None
    assert beside(asked, "people") is None
    assert asked.order is not None
    assert told == (
        reading_of(asked), still_open(asked.order), listing_ratings(asked), [person.pk for person in colleagues(asked)],
        [message.pk for message in messages_of(asked)], [entry.pk for entry in journal_of(asked)],
        [scan.pk for parcel in asked.order.parcels.all() for scan in parcel.scans.all()],
    )  # fmt: skip


def test_several_questions_are_answered_as_one(case: Case) -> None:
    with CaptureQueriesContext(connection) as queries:
        found = ask_together(
            cases=Case.objects.order_by("-pk").values_list("pk", "kind")[:3],
            tabs=tab_rows([case.shop_id]),
            nothing=Case.objects.filter(pk__in=[]).values_list("pk"),
            sums=stakes([Span([case.shop_id], NOW - days(30), NOW + days(30))]),
            none=Case.objects.filter(kind="' OR 1=1").values_list("pk"),
        )
    assert len(queries) == 1
    assert found["cases"] == [[case.pk, case.kind]]
    assert found["tabs"] == [[case.tab, 1]]
    assert found["sums"] == [["USD", case.stake_minor, 1]]
    assert (found["nothing"], found["none"]) == ([], [])
    assert ask_together(nothing=Case.objects.none().values_list("pk")) == {"nothing": []}
