"""The journal of a case on its page: labels instead of keys, in the language of the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from making import NOW, message_record

from amends.desk.cases.models import Case
from amends.desk.journal.details import DETAILS, detail_label
from amends.desk.journal.operations import record
from amends.desk.orders.models import Order
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.web.workspace.journal_details import details_of

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
REFERENCE = Path(__file__).parents[2] / "docs/reference/journal.md"
#: What is put on record about a case, and so stands on this page.
ABOUT_CASES = ("case.", "deadline.", "offer.", "outcome.", "reply.", "promise.", "refund.", "recovery.", "exhibit.", "pack.", "assist.called", "translation.")  # fmt: skip


def journal(client: Client, case: Case) -> str:
    return client.get(f"/cases/{case.pk}/journal/").content.decode()


def test_details_have_labels_and_words_in_both_languages(
    alice: Person, shop: Shop, order: Order, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(message_record())
    run_jobs(NOW)
    case = Case.objects.get()
    data = {"turn": "carrier", "second_person": True, "menu": ["wait"], "person": None, "until": "2026-11-20T10:00:00+00:00"}  # fmt: skip
    with transaction.atomic():
        record(
            shop=shop.pk, actor="person:7 Alice", action="case.waiting", subject=f"case:{case.pk}", now=NOW, data=data
        )
    Person.objects.filter(pk=alice.pk).update(language="en")
    english = journal(signed_in(alice), case)
    assert 'Whose turn: <bdi class="break-all">Carrier&#x27;s turn</bdi>' in english
    assert 'Second person needed: <bdi class="break-all">yes</bdi>' in english
    assert "Person:" not in english, "what says nothing is left out"
    assert "2026-11-20T10" not in english
    Person.objects.filter(pk=alice.pk).update(language="zh")
    chinese = journal(signed_in(alice), case)
    assert "需第二人确认: " in chinese
    assert not re.search(r"\b(turn|second_person|menu|until): ", chinese)


def test_every_documented_detail_of_a_case_has_a_label() -> None:
    rows = [line.split("|") for line in REFERENCE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    told = {
        name
        for cells in rows
        if cells[1].strip().strip("`").startswith(ABOUT_CASES)
        for name in re.findall(r"`([a-z_0-9]+)`", cells[4])
    }
    assert len(told) > 40
    assert sorted(told - set(DETAILS)) == []


def test_a_detail_that_nobody_named_is_shown_parted() -> None:
    assert detail_label("most_open", "zh") == "most open"
    assert details_of({"source": "dispute", "claim": "praise"}, "en", "UTC")[0] == ("Source", "a dispute")
    assert details_of({"fault": "nobody_knows"}, "en", "UTC") == [("Fault", "nobody_knows")]
