"""Who should take a case: a rule that can be checked with a pencil."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from amends.desk.staffing.choosing import Candidate, Load, Wanted, Weights, ranked, suggested, weight_of, weights

BY = Weights(ours=1, runs_out=2, waits=0.25, language=12, kind=4, platform=3, shop=2, knows_buyer=6)
LAMP = Wanted(language="pt-BR", kind="damaged", platform="aliexpress", shop=1)


def one(person: int, *languages: str, ours: int = 0, runs_out: int = 0, waits: int = 0, **more: object) -> Candidate:
    return Candidate(person, frozenset(languages), load=Load(ours, runs_out, waits), **more)  # type: ignore[arg-type]


def test_a_load_counts_what_runs_out_twice_and_what_waits_a_quarter() -> None:
    assert weight_of(Load(ours=5, runs_out=2, waits=4), BY) == 3 + 4 + 1


def test_who_reads_the_language_is_worth_twelve_open_cases() -> None:
    reads, idle = one(1, "pt", ours=12), one(2, "en")
    assert [row.person for row in ranked(LAMP, [reads, idle], BY)] == [2, 1], "equal points: the one with fewer cases"
    assert [row.person for row in ranked(LAMP, [one(1, "pt", ours=11), idle], BY)] == [1, 2]


def test_the_reasons_say_what_was_counted() -> None:
    olga = one(1, "pt", ours=3, kinds=frozenset({"damaged"}), platforms=frozenset({"ebay"}), knows_buyer=True)
    first, second = ranked(LAMP, [olga, one(2, "en", ours=4)], BY)
    assert first.reasons == ("reads", "kind", "platform_not", "knows_buyer", "least")
    assert first.points == 3 + 3 - 6
    assert (second.reasons, second.points) == (("reads_not",), 16)


def test_nobody_who_is_away_or_has_enough_is_suggested() -> None:
    away, full = one(1, "pt", away=True), one(2, "pt", ours=5, most_open=5)
    rows = ranked(LAMP, [away, full], BY)
    assert suggested(rows) is None
    assert {row.reasons[-1] for row in rows} == {"away", "full"}
    assert suggested(ranked(LAMP, [away, full, one(3, "en", ours=90)], BY)).person == 3  # type: ignore[union-attr]


def test_without_a_known_language_languages_decide_nothing() -> None:
    unknown = Wanted(language="", kind="damaged", platform="aliexpress", shop=1)
    assert [row.reasons for row in ranked(unknown, [one(1)], BY)] == [("least",)]


def test_the_shipped_weights_are_data_with_a_source() -> None:
    from amends.core.packaged import read_yaml

    told = read_yaml("amends.desk.staffing", "weights.yaml")
    assert told["source"].startswith("assumed")
    assert told["confidence"]
    assert weights().language == told["apart"]["language"]


people = st.lists(
    st.builds(
        one,
        st.integers(1, 40),
        st.sampled_from(["pt", "en"]),
        ours=st.integers(0, 30),
        waits=st.integers(0, 30),
        away=st.booleans(),
        most_open=st.integers(0, 20),
    ),
    max_size=8,
    unique_by=lambda each: each.person,
)


@given(people)
def test_the_order_of_the_question_changes_nothing_and_nobody_is_lost(found: list[Candidate]) -> None:
    rows = ranked(LAMP, found, BY)
    assert rows == ranked(LAMP, reversed(found), BY)
    assert {row.person for row in rows} == {each.person for each in found}
    best = suggested(rows)
    assert (best is None) == all(each.away or (each.most_open and each.load.open >= each.most_open) for each in found)
