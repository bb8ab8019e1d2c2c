"""The journal: append-only, in business words, and any later change shows."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F

from amends.desk.journal.actions import ACTIONS, action_label
from amends.desk.journal.models import Chain, Entry
from amends.desk.journal.operations import record, shops_with_entries, verify
from amends.desk.journal.queries import entries_about

pytestmark = pytest.mark.django_db
SHOP = 7


@pytest.fixture
def five_entries(now: datetime) -> list[Entry]:
    with transaction.atomic():
        return [
            record(
                shop=SHOP,
                actor="person:1 Alice",
                action="case.noted",
                subject=f"case:{n}",
                now=now + timedelta(minutes=n),
                data={"text": f"第 {n} 条", "n": n},
            )
            for n in range(5)
        ]


def test_entries_follow_one_another_and_verify(five_entries: list[Entry]) -> None:
    assert [entry.sequence for entry in five_entries] == [1, 2, 3, 4, 5]
    assert five_entries[0].previous == ""
    assert all(after.previous == before.digest for before, after in itertools.pairwise(five_entries))
    assert list(verify(SHOP)) == []
    assert shops_with_entries() == [SHOP]


def test_each_shop_has_a_chain_of_its_own(five_entries: list[Entry], now: datetime) -> None:
    with transaction.atomic():
        entry = record(shop=8, actor="system:amends", action="shop.changed", subject="shop:8", now=now)
    assert entry.sequence == 1
    Entry.objects.filter(shop=8).delete()
    assert list(verify(SHOP)) == []
    assert list(verify(8)) != []


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "person:2 Bob"},
        {"action": "case.closed"},
        {"subject": "case:99"},
        {"data": {"text": "something else"}},
        {"at": datetime.fromisoformat("2020-01-01T00:00:00+00:00")},
        {"digest": "0" * 64},
        {"previous": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_is_noticed(five_entries: list[Entry], change: dict[str, object]) -> None:
    Entry.objects.filter(pk=five_entries[2].pk).update(**change)
    found = list(verify(SHOP))
    assert found
    assert any("entry 3" in sentence or "entry 4" in sentence for sentence in found)


def test_a_removed_entry_is_noticed(five_entries: list[Entry]) -> None:
    five_entries[1].delete()
    assert any("entry 2 is missing" in sentence for sentence in verify(SHOP))


def test_entries_in_another_order_are_noticed(five_entries: list[Entry]) -> None:
    second, third = five_entries[1], five_entries[2]
    Entry.objects.filter(pk=second.pk).update(sequence=99)
    Entry.objects.filter(pk=third.pk).update(sequence=2)
    Entry.objects.filter(pk=second.pk).update(sequence=3)
    assert list(verify(SHOP))


def test_a_cut_off_end_is_noticed(five_entries: list[Entry]) -> None:
    Entry.objects.filter(shop=SHOP, sequence__gte=4).delete()
    assert any("the last entries are missing" in sentence for sentence in verify(SHOP))


def test_a_head_that_was_put_back_with_its_end_is_noticed_by_what_follows(five_entries: list[Entry]) -> None:
    Chain.objects.filter(shop=SHOP).update(sequence=F("sequence") - 1)
    assert list(verify(SHOP))


def test_an_unknown_action_is_refused(now: datetime) -> None:
    with transaction.atomic(), pytest.raises(ValueError, match="not a journal action"):
        record(shop=SHOP, actor="system:amends", action="case.exploded", subject="case:1", now=now)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused(now: datetime) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        record(shop=SHOP, actor="system:amends", action="case.noted", subject="case:1", now=now)


def test_a_change_that_is_rolled_back_leaves_no_entry(now: datetime) -> None:
    def change() -> None:
        with transaction.atomic():
            record(shop=SHOP, actor="system:amends", action="case.noted", subject="case:1", now=now)
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        change()
    assert not Entry.objects.exists()
    assert not Chain.objects.exists()


def test_a_subjects_entries_come_oldest_first(five_entries: list[Entry], now: datetime) -> None:
    with transaction.atomic():
        record(shop=SHOP, actor="person:1 Alice", action="case.closed", subject="case:1", now=now)
    assert [entry.action for entry in entries_about(SHOP, "case:1")] == ["case.noted", "case.closed"]
    assert not entries_about(8, "case:1").exists()


def test_every_action_has_words_in_both_languages() -> None:
    for action in ACTIONS:
        assert action_label(action, "zh-hans") != action_label(action, "en")
