"""The translation memory as a file: a round trip changes nothing, what comes in is sealed, and only leads do it."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import pytest
from making import NOW

from amends.connect.assist import tmx
from amends.desk.assistance import exchange
from amends.desk.assistance.exchange import MemoryFileRefused, Taken, languages_of, memory_file, take_in_file
from amends.desk.assistance.models import RememberedPair, RememberedTerm
from amends.desk.assistance.queries import index_of, remembered
from amends.desk.assistance.remembering import LeadsOnly
from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from tests.conftest import Desk

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
WORDS = {
    "Oi, sou [[NAME1]]. Faltam 2 peças <do pedido> [[NUMBER1]] & mais.": "你好，我是[[NAME1]]。订单[[NUMBER1]]少了2件 <&>",
    "لم يصل الطرد [[NUMBER1]]\u200f، من فضلكم. \u202b12\u202c": "包裹[[NUMBER1]]没有到 😡👩🏽‍🔧",
    "  商品が壊れていました。\n返金してください。 ": "商品坏了，\n请退款。",
}


def remember(desk: Desk, words: dict[str, str], at: datetime = NOW) -> None:
    for source, target in words.items():
        RememberedPair.objects.create(
            organisation=desk.organisation, source_language="pt", language="zh", index=index_of(source), source=source,
            target=target, by=desk.alice, at=at,
        )  # fmt: skip


def take_in(desk: Desk, text: str, person: Person | None = None, now: datetime = NOW) -> Taken:
    who = person or desk.bob
    return take_in_file(
        actor=actor_of(who), person=who, organisation=desk.organisation, file=io.BytesIO(text.encode()), now=now
    )


def told(taken: Taken) -> tuple[int, int, int, int, list[str]]:
    return taken.added, taken.changed, taken.unchanged, taken.kept, [each.reason for each in taken.faults]


def texts() -> dict[str, str]:
    return {pair.source: pair.target for pair in RememberedPair.objects.order_by("pk")}


def file_of(*units: tuple[str, str], more: str = "") -> str:
    return "".join(
        tmx.written(
            tmx.Unit(n, str(n), "pt", "zh", source, target, None) for n, (source, target) in enumerate(units, 1)
        )
    ).replace("<tu ", f"<tu {more} ")


def test_a_memory_that_went_out_comes_back_as_it_was(desk: Desk) -> None:
    remember(desk, WORDS)
    file = "".join(memory_file(desk.bob, desk.organisation))
    RememberedPair.objects.all().delete()
    assert told(take_in(desk, file)) == (3, 0, 0, 0, [])
    assert texts() == WORDS
    assert "".join(memory_file(desk.bob, desk.organisation)) == file
    assert {pair.at for pair in RememberedPair.objects.all()} == {NOW}
    assert RememberedTerm.objects.filter(pair__source__gt="").exists(), "similar words find it"
    assert remembered(desk.organisation.pk, "pt", "zh", next(iter(WORDS))) is not None


def test_the_same_file_again_adds_nothing_and_is_not_in_the_journal_twice(desk: Desk) -> None:
    file = file_of(*WORDS.items())
    assert told(take_in(desk, file)) == (3, 0, 0, 0, [])
    assert told(take_in(desk, file, now=NOW + timedelta(days=1))) == (0, 0, 3, 0, [])
    assert RememberedTerm.objects.count() == len({term.pk for term in RememberedTerm.objects.all()})
    entry = Entry.objects.get(action="memory.taken_in")
    assert entry.data == {"added": 3, "changed": 0, "unchanged": 0, "kept": 0}


@pytest.mark.parametrize(
    ("changed", "stands"),
    [
        ("", "旧的"), ('changedate="20010101T000000Z"', "旧的"), ('changedate="29990101T000000Z"', "旧的"),
        ('changedate="yesterday"', "旧的"), (f'changedate="{NOW + timedelta(hours=1):%Y%m%dT%H%M%SZ}"', "新的"),
    ],
)  # fmt: skip
def test_words_of_ours_give_way_only_to_words_that_were_changed_later(desk: Desk, changed: str, stands: str) -> None:
    remember(desk, {"Oi": "旧的"})
    later = NOW + timedelta(hours=2)
    taken = take_in(desk, file_of(("Oi", "新的"), more=changed), now=later)
    assert texts() == {"Oi": stands}
    assert (taken.changed, taken.kept) == ((1, 0) if stands == "新的" else (0, 1))
    again = take_in(desk, file_of(("Oi", "新的"), more=changed), now=later)
    assert (again.added, again.changed) == (0, 0)
    assert texts() == {"Oi": stands}


def test_two_units_of_the_same_words_are_one_pair(desk: Desk) -> None:
    assert told(take_in(desk, file_of(("Oi", "一"), ("oi ", "二")))) == (1, 0, 0, 1, [])
    assert texts() == {"Oi": "一"}


def test_what_leads_to_a_person_becomes_a_placeholder_or_is_refused(desk: Desk) -> None:
    taken = take_in(
        desk,
        file_of(
            ("Escreva para dana@mail.example, pedido 820134567", "请写信给dana@mail.example，订单820134567"),
            ("Pedido 55512345", "订单"),
            ("Oi", "请打电话 13912345678"),
            ("Custa 40.000 pesos", "要40000比索"),
        ),
    )
    assert told(taken) == (2, 0, 0, 0, ["lost", "private"])
    assert [(each.number, each.detail) for each in taken.faults] == [(2, "55512345"), (3, "13912345678")]
    assert texts() == {
        "Escreva para [[MAIL1]], pedido [[NUMBER1]]": "请写信给[[MAIL1]]，订单[[NUMBER1]]",
        "Custa 40.000 pesos": "要40000比索",
    }


def test_broken_units_are_told_and_counted_and_cost_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "MOST_FAULTS", 2)
    monkeypatch.setattr(exchange, "CHUNK", 2)
    broken = [("[[NAME1]]", "没有")] * 3
    taken = take_in(desk, file_of(("Um", "一"), *broken, ("Dois", "二"), ("Três", "三")))
    assert (taken.added, taken.faulty, [each.number for each in taken.faults]) == (3, 3, [2, 3])
    assert Entry.objects.filter(action="memory.taken_in").count() == 2, "one a chunk"
    assert list(languages_of(desk.organisation)) == [("pt", "zh", 3)]


def test_a_file_that_is_empty_or_too_large_is_not_looked_into(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MemoryFileRefused, match="not empty"):
        take_in(desk, "")
    monkeypatch.setattr(exchange, "MOST_BYTES", 100)
    with pytest.raises(MemoryFileRefused, match="at most"):
        take_in(desk, file_of(("Oi", "好")))
    assert not RememberedPair.objects.exists()


def test_only_leads_of_the_company_take_it_out_or_bring_one_in(desk: Desk) -> None:
    remember(desk, WORDS)
    for person in (desk.alice, desk.charlie):
        with pytest.raises(LeadsOnly, match="Only a lead or an owner"):
            memory_file(person, desk.organisation)
        with pytest.raises(LeadsOnly, match="Only a lead or an owner"):
            take_in(desk, file_of(("Oi", "好")), person)
    assert len(texts()) == 3
    assert "Oi" not in "".join(memory_file(None, desk.other_organisation))
