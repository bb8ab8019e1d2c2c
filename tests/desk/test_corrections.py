"""What a person corrects can be learned from: only where the company agrees, and without anybody's name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from making import NOW, message_record, review_record

from amends.desk.cases.corrections import corrections
from amends.desk.cases.models import Case
from amends.desk.flow.choices import set_kind
from amends.desk.orders.models import Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import agree_to_corrections

pytestmark = pytest.mark.django_db
TEXT = "Aqui é a Dana, pedido 8118951821335128. Não recebi nada ainda! dana@example.org"


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Order) -> Case:
    take_in(message_record(text=TEXT))
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation", "buyer").get()


def agree(desk: Any, agrees: bool) -> None:
    agree_to_corrections(actor=actor_of(desk.bob), organisation=desk.organisation, agrees=agrees, now=NOW)


def test_nothing_is_kept_as_long_as_nobody_agreed(case: Case, alice: Person) -> None:
    set_kind(person=alice, case=case, kind="damaged", now=NOW)
    assert list(corrections()) == []


def test_a_corrected_text_is_kept_without_names_and_numbers(case: Case, alice: Person, desk: Any) -> None:
    agree(desk, True)
    case = Case.objects.select_related("shop__organisation", "buyer").get()
    read_as = case.claim
    set_kind(person=alice, case=case, kind="damaged", now=NOW)
    kept = list(corrections())
    assert [(row["kind"], row["read_as"], row["channel"]) for row in kept] == [("damaged", read_as, "message")]
    text = kept[0]["text"]
    assert "Não recebi nada ainda" in text
    assert not any(secret in text for secret in ("Dana", "8118951821335128", "example.org"))


def test_saying_what_was_read_already_is_no_correction(case: Case, alice: Person, desk: Any) -> None:
    agree(desk, True)
    case = Case.objects.select_related("shop__organisation", "buyer").get()
    set_kind(person=alice, case=case, kind=case.claim, now=NOW)
    assert list(corrections()) == []


def test_agreement_can_be_taken_back(case: Case, alice: Person, desk: Any) -> None:
    agree(desk, True)
    agree(desk, False)
    case = Case.objects.select_related("shop__organisation", "buyer").get()
    set_kind(person=alice, case=case, kind="damaged", now=NOW)
    assert list(corrections()) == []


def test_a_review_keeps_its_stars(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Order, alice: Person, desk: Any
) -> None:
    agree(desk, True)
    take_in(review_record(rating=2, text="Meh."))
    run_jobs(NOW)
    case = Case.objects.select_related("shop__organisation", "buyer").get()
    set_kind(person=alice, case=case, kind="late_delivery", now=NOW)
    assert [(row["channel"], row["rating"]) for row in corrections()] == [("review", 2)]
