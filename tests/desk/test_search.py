"""Finding cases: by numbers and names, and by words in any script; only in one's own shops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection
from making import NOW, days, message_record, order_record, parcel_record, review_record

from amends.desk.cases.models import Case
from amends.desk.cases.operations import add_note
from amends.desk.flow.finding import index_all, make_findable
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.search.models import CaseText
from amends.desk.search.passages import passage_of
from amends.desk.search.queries import find, passages
from amends.desk.shops.models import Shop

pytestmark = pytest.mark.django_db

SAID = {
    "8201-1": "我的包裹没收到,我要退款!",
    "8201-2": "Die Lampe ist zerbrochen, ich möchte eine RÜCKERSTATTUNG.",
    "8201-3": "لم يصل الطرد حتى الآن",
    "8201-4": "배송이 너무 늦어요. 환불해 주세요",
    "8201-5": "ランプが壊れています。返金してください",
    "8201-6": "Где моя посылка? Верните деньги",
    "8201-7": "ไม่ได้รับสินค้า ขอเงินคืน",
}


@pytest.fixture
def cases(take_in: Callable[..., None], run_jobs: Callable[[datetime], int]) -> dict[str, Case]:
    """One case an order, in seven languages; Dana wrote the first."""
    for number, text in SAID.items():
        who = {"reference": f"b-{number}", "name": "Dana Müller 王小明", "email": f"dana{number}@mail.example"}
        take_in(
            order_record(number, buyer=who),
            message_record(external_id=f"m{number}", order_number=number, buyer=who, text=text),
        )
    run_jobs(NOW)
    found = {case.order.number: case for case in Case.objects.select_related("order") if case.order is not None}
    assert set(found) == set(SAID)
    return found


def numbers(shop: Shop, typed: str) -> list[str]:
    return sorted(case.order.number for case in find([shop], typed).cases if case.order is not None)


WORDS = [
    ("退款", "8201-1"),
    ("没收到", "8201-1"),
    ("退", "8201-1"),
    ("rueckerstattung", ""),
    ("Rückerstattung", "8201-2"),
    ("ruckerstattung", "8201-2"),
    ("rucker", "8201-2"),
    ("lampe zerbrochen", "8201-2"),
    ("zerbrochen Посылка", ""),
    ("الطرد", "8201-3"),
    ("환불", "8201-4"),
    ("返金", "8201-5"),
    ("壊れて", "8201-5"),
    ("ПОСЫЛКА", "8201-6"),
    ("เงินคืน", ""),  # Thai is written without spaces: only whole stretches are found
    ("ขอเงินคืน", "8201-7"),
    ("款退", ""),
    ("収到我", ""),
]


def test_words_are_found_in_any_script(cases: dict[str, Case], shop: Shop) -> None:
    for typed, number in WORDS:
        assert numbers(shop, typed) == ([number] if number else []), typed


def test_numbers_are_found_and_the_exact_one_first(
    cases: dict[str, Case], shop: Shop, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(parcel_record("LP770012CN", ("8201-3",)), order_record("8201-9"))
    run_jobs(NOW)
    for typed, number in (
        ("8201-3", "8201-3"), ("#8201-3", "8201-3"), ("LP770012CN", "8201-3"), ("lp77 0012 cn", "8201-3"),
        ("b-8201-5", "8201-5"), ("dana8201-6@mail.example", "8201-6"), (f"#{cases['8201-4'].pk}", "8201-4"),
    ):  # fmt: skip
        found = find([shop], typed)
        assert found.cases[0].order is not None
        assert found.cases[0].order.number == number, typed
    assert numbers(shop, "8201") == sorted(SAID)
    assert numbers(shop, "LP7700") == ["8201-3"]
    without = find([shop], "8201-9")
    assert ([order.number for order in without.orders], without.cases) == (["8201-9"], [])


def test_a_buyers_name_is_found_though_it_is_stored_sealed(cases: dict[str, Case], shop: Shop) -> None:
    assert numbers(shop, "müller") == sorted(SAID)
    assert numbers(shop, "王小明") == sorted(SAID)
    assert numbers(shop, "小明") == sorted(SAID)
    assert numbers(shop, "muller 退款") == ["8201-1"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT terms FROM search_casetext"
            if connection.vendor == "postgresql"
            else "SELECT terms FROM search_terms"
        )
        stored = " ".join(str(row[0]) for row in cursor.fetchall())
    assert "包裹" in stored
    assert "muller" not in stored
    assert "小明" not in stored


def test_charlie_finds_nothing_of_alices(cases: dict[str, Case], desk: object, charlie: Person) -> None:
    theirs = list(Shop.objects.filter(memberships__person=charlie))
    assert theirs
    for typed in ("退款", "8201-1", "Müller", f"#{cases['8201-1'].pk}", "dana8201-6@mail.example"):
        assert find(theirs, typed).cases == []
        assert find(theirs, typed).orders == []
        assert find([], typed).cases == []


HOSTILE = [
    "", "  ", "%", '"', "'", "\\", "AND", "OR NOT", "NEAR(a b)", "a* OR b", "terms:x", "' | '", "!退款 & (", "<->", "'; DROP", ":*", "🙂", "\ue000",
]  # fmt: skip


def test_nothing_that_is_typed_is_a_command(cases: dict[str, Case], shop: Shop) -> None:
    for typed in HOSTILE:
        wanted = ["8201-1"] if "退款" in typed else []
        assert numbers(shop, typed) == wanted, typed


def test_what_is_new_is_found_and_what_is_gone_is_not(
    cases: dict[str, Case],
    shop: Shop,
    alice: Person,
    take_in: Callable[..., None],
    run_jobs: Callable[[datetime], int],
) -> None:
    case = cases["8201-2"]
    assert numbers(shop, "Schraube") == []
    add_note(actor=actor_of(alice), case=case, author=alice, text="The Schraube is missing", now=NOW)
    take_in(review_record("r1", order_number="8201-6", rating=1, text="Ужасный абажур"))
    run_jobs(NOW + days(0.01))
    assert numbers(shop, "schraube") == ["8201-2"]
    assert numbers(shop, "абажур") == ["8201-6"]
    case.delete()
    assert numbers(shop, "Schraube") == []
    assert numbers(shop, "Rückerstattung") == []


def test_unchanged_cases_are_not_written_again(cases: dict[str, Case]) -> None:
    ids = [case.pk for case in cases.values()]
    assert make_findable(ids) == 0
    CaseText.objects.filter(pk=ids[0]).update(digest="")
    assert make_findable(ids) == 1


def test_a_database_without_index_is_indexed_step_by_step(
    cases: dict[str, Case], shop: Shop, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    CaseText.objects.all().delete()
    assert numbers(shop, "退款") == []
    monkeypatch.setattr("amends.desk.flow.finding.BATCH", 3)
    index_all({}, NOW)
    run_jobs(NOW)
    assert CaseText.objects.count() == len(SAID)
    assert numbers(shop, "退款") == ["8201-1"]


def test_pages_follow_one_another_without_gap_or_repetition(cases: dict[str, Case], shop: Shop) -> None:
    for typed in ("8201", "müller"):
        seen: list[int] = []
        after: str | None = None
        for _ in range(9):
            page = find([shop], typed, after, size=2)
            seen += [case.pk for case in page.cases]
            after = page.next
            if after is None:
                break
        assert seen == sorted((case.pk for case in cases.values()), reverse=True)
    for cursor in ("x1", "w", "w-1", "w99999999999999999999", "b1;"):
        with pytest.raises(ValueError, match="no such page"):
            find([shop], "8201", cursor)


def test_the_passage_shows_what_was_typed_as_it_is_written(cases: dict[str, Case], shop: Shop) -> None:
    found = find([shop], "ruckerstattung").cases
    passage = passages(found, "ruckerstattung")[found[0].pk]
    assert (passage.before[-5:], passage.hit, passage.after) == ("eine ", "RÜCKERSTATTUNG", ".")
    assert passage_of("Die ﬁne Straße", "strasse") is not None
    assert passage_of("<b>x</b>", "y") is None
