"""Practice: complete cases, an honest reading of an answer, exercises by weakness and spacing, and no trace elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from making import NOW, days

from amends.core.vocabulary import Fault, Kind, LetterChannel, LintRule, Remedy, RequestWhat
from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.practice.answering import (
    Answer,
    BadAnswer,
    Chosen,
    answer_from,
    check_answer,
    found_in,
    letter_request,
)
from amends.desk.practice.models import Attempt
from amends.desk.practice.operations import AlreadyAnswered, answer_exercise, begin_exercise
from amends.desk.practice.points import COMPLETE, POLITE, QUESTIONS, TRUE, Point, is_right
from amends.desk.practice.queries import Chosen as ChosenExercise
from amends.desk.practice.queries import (
    attempt_of,
    chosen_exercise,
    done_by,
    exercises_of,
    first_exercises,
    next_of,
    progress_of,
    standing_for,
    team_of,
)
from amends.desk.practice.reckoning import next_due, proposed, source_of, value_of, watched
from amends.desk.practice.scenario import Scenario
from amends.desk.practice.shipped import shipped
from amends.desk.practice.spacing import RESTS, Done, Exercise, in_order, standings, why_next
from amends.letter import House, draft, supported_languages

pytestmark = pytest.mark.on_one_database

SHIPPED = list(shipped().values())


def by_engine(scenario: Scenario) -> tuple[Answer, str]:
    """What the engine would answer: its own menu in its own words."""
    chosen = ChosenExercise("shipped", scenario)
    menu = tuple(
        Chosen(item.remedy, item.amount, item.by_date) for item in proposed(scenario, standing_for(chosen)).menu
    )
    wanted = scenario.ask or _usual(scenario)
    answer = Answer(scenario.kind, scenario.fault, menu, wanted)
    request = letter_request(scenario, answer, now=scenario.now, agent="Alice", language="en")
    return answer, draft(request, house=House()).body


def _usual(scenario: Scenario) -> RequestWhat | None:
    from amends.desk.replies.queries import ASKS

    return None if scenario.shown else ASKS.get(scenario.kind)


def looked_at(
    scenario: Scenario, answer: Answer, body: str, late: timedelta = timedelta(minutes=9)
) -> dict[str, Point]:
    found = found_in(
        scenario, answer, body, present=scenario.now + late, by=standing_for(ChosenExercise("shipped", scenario)),
        language="en", house=House(),
    )  # fmt: skip
    return {point.question: point for point in found.points}


# The cases ----------------------------------------------------------------------------------------------------------


def test_the_shipped_cases_cover_every_kind_and_many_languages_and_platforms() -> None:
    assert len(SHIPPED) >= 30
    assert {case.kind for case in SHIPPED} == set(Kind)
    languages = {case.language.split("-")[0] for case in SHIPPED}
    assert len(languages) >= 12
    assert languages <= {language.split("-")[0] for language in supported_languages()}
    assert len({case.platform for case in SHIPPED}) >= 10
    assert any(case.dispute for case in SHIPPED)
    assert any(case.rating for case in SHIPPED)
    assert any(case.photos for case in SHIPPED)


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.key)
def test_a_shipped_case_is_complete_in_both_languages(case: Scenario) -> None:
    why = case.why
    assert why is not None
    for words in (case.happened, why.law, why.platform, why.cost, why.tone, *(photo.shows for photo in case.photos)):
        assert set(words) == {"zh", "en"}
        assert all(len(text) > 8 for text in words.values())
    for said in case.messages:
        if not said.ours:
            assert "zh" in said.says
            assert "en" in said.says or case.language == "en"
    source = source_of(*why.rule)
    assert source is not None, "the platform's rule has a source"
    assert source.addresses
    assert next_due(case) is not None, "a clock runs when the exercise begins"
    assert all(said.at <= case.now for said in case.messages)
    assert case.parcel is None or all(case.placed_at <= scan.at <= case.now for scan in case.parcel.scans)
    assert value_of(case).minor > 0


@pytest.mark.parametrize("case", SHIPPED, ids=lambda case: case.key)
def test_what_the_parcel_shows_never_contradicts_what_is_called_right(case: Scenario) -> None:
    seen = watched(case)
    assert seen is None or seen.anomaly in (None, case.kind)


def test_the_engines_own_answer_is_right_wherever_it_is_asked() -> None:
    for case in SHIPPED:
        answer, body = by_engine(case)
        found = looked_at(case, answer, body)
        wrong = {name: point.codes for name, point in found.items() if point.good is False}
        wrong.pop("polite", None)  # a long sentence is a warning, and stays one
        assert not wrong, case.key
        assert is_right(found.values())


# An answer ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def bulbs() -> Scenario:
    """Eight lights instead of ten, with a photo; the buyer is in the Netherlands and the fault is ours."""
    return shipped()["nine-of-ten-bulbs"]


def test_a_wrong_kind_is_told_and_one_that_is_as_good_counts(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    assert looked_at(bulbs, replace(answer, kind=Kind.WRONG_ITEM), body)["kind"].good is False
    parts = shipped()["second-box-under-way"]
    answer, body = by_engine(parts)
    assert looked_at(parts, replace(answer, kind=Kind.SHORT_QUANTITY), body)["kind"].good is True


def test_less_than_the_law_gives_is_unlawful_and_never_called_cheap(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    found = looked_at(bulbs, replace(answer, menu=(Chosen(Remedy.COUPON, "2.00"),)), body)
    assert found["lawful"] == Point("lawful", False, ("owed",))
    assert found["cost"].good is None


def test_contesting_what_is_our_own_fault_is_blocked_by_honesty(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    found = looked_at(bulbs, replace(answer, menu=(*answer.menu, Chosen(Remedy.DEFEND))), body)
    assert found["lawful"] == Point("lawful", False, ("honesty",))


def test_a_dearer_menu_is_lawful_and_told_as_dearer(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    found = looked_at(bulbs, replace(answer, menu=(Chosen(Remedy.FULL_REFUND),)), body)
    assert (found["lawful"].good, found["cost"].good) == (True, False)
    assert is_right(point for point in found.values() if point.question != "sendable")


def test_an_answer_after_the_deadline_is_late(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    due = next_due(bulbs)
    assert due is not None
    assert looked_at(bulbs, answer, body, due.due - bulbs.now)["in_time"].good is True
    assert looked_at(bulbs, answer, body, due.due - bulbs.now + timedelta(minutes=1))["in_time"].good is False


def test_a_letter_is_judged_by_the_facts_of_the_case_and_not_by_what_she_thinks(bulbs: Scenario) -> None:
    answer, _body = by_engine(bulbs)
    cold = "Beste Sanne, bedankt voor uw bericht. U krijgt EUR 9,00 terug of de 2 ontbrekende lampjes. Alice"
    found = looked_at(bulbs, replace(answer, fault=Fault.BUYER), cold)
    assert "apology_missing" in found["polite"].codes
    assert found["sendable"].good is False


def test_blaming_customs_without_a_scan_is_not_true(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    found = looked_at(bulbs, answer, body + "\nHet is de schuld van de douane.")
    assert found["true"].good is False
    assert "blame_without_evidence" in found["true"].codes


def test_asking_again_for_a_photo_that_is_there_is_told(bulbs: Scenario) -> None:
    answer, body = by_engine(bulbs)
    assert "evidence_again" in looked_at(bulbs, replace(answer, ask=RequestWhat.PHOTO_OF_ITEMS), body)["complete"].codes


def test_evidence_that_nobody_asked_for_is_missed() -> None:
    gloves = shipped()["left-hand-gloves"]
    answer, body = by_engine(gloves)
    assert "evidence_missing" in looked_at(gloves, replace(answer, ask=None), body)["complete"].codes


def test_a_public_answer_offers_nothing_and_is_judged_as_public() -> None:
    review = shipped()["two-stars-in-public"]
    answer = Answer(Kind.POOR_QUALITY, Fault.UNKNOWN, ())
    request = letter_request(review, answer, now=review.now, agent="Alice", language="en")
    assert (request.channel, request.decision) == (LetterChannel.REVIEW, None)
    body = draft(request, house=House()).body
    assert looked_at(review, answer, body)["lawful"].good is True
    told = looked_at(review, answer, body + "\nDelete your review and we send you a gift card.")
    assert told["sendable"].good is False


@pytest.mark.parametrize(
    ("menu", "why"),
    [
        ((), "none"),
        ((Chosen(Remedy.PARTIAL_REFUND),), "amount"),
        ((Chosen(Remedy.PARTIAL_REFUND, "45.01"),), "range"),
        ((Chosen(Remedy.PARTIAL_REFUND, "nine"),), "range"),
        ((Chosen(Remedy.COUPON, "0"),), "range"),
        ((Chosen(Remedy.WAIT),), "date"),
        (tuple(Chosen(r) for r in (Remedy.FULL_REFUND, Remedy.RESHIP, Remedy.EXCHANGE, Remedy.GUIDE)), "many"),
    ],
)
def test_what_no_letter_could_say_is_refused_with_its_reason(
    bulbs: Scenario, menu: tuple[Chosen, ...], why: str
) -> None:
    with pytest.raises(BadAnswer) as refused:
        check_answer(bulbs, Answer(Kind.SHORT_QUANTITY, Fault.SELLER, menu))
    assert refused.value.data["why"] == why


def test_every_rule_of_the_lint_belongs_to_one_question() -> None:
    assert set(LintRule) == POLITE | COMPLETE | TRUE
    assert not POLITE & COMPLETE
    assert not TRUE & (POLITE | COMPLETE)


def test_an_answer_comes_back_as_it_was_stored(bulbs: Scenario) -> None:
    answer, _body = by_engine(bulbs)
    assert answer_from(answer.stored) == answer


# Which comes next ---------------------------------------------------------------------------------------------------

A1, A2, B1, C1 = (
    Exercise("a1", "a", "de"),
    Exercise("a2", "a", "fr"),
    Exercise("b1", "b", "de"),
    Exercise("c1", "c", "de"),
)


def done(exercise: Exercise, right: bool, ago: float) -> Done:
    return Done(exercise.key, exercise.kind, exercise.language, NOW - days(ago), right)


def order_of(*history: Done) -> list[str]:
    return [exercise.key for exercise in in_order([A1, A2, B1, C1], history, NOW)]


def test_without_a_history_the_cases_come_in_their_order() -> None:
    assert order_of() == ["a1", "a2", "b1", "c1"]
    assert why_next(A1, [], NOW) == "new"


def test_what_went_wrong_comes_first_once_it_has_rested_and_as_another_case() -> None:
    wrong = done(B1, False, 0.6)
    assert order_of(wrong)[0] == "b1"
    assert why_next(B1, [wrong], NOW) == "weak"
    assert order_of(done(A1, False, 0.6))[0] == "a2"
    assert order_of(done(B1, False, 0.1))[0] == "a1", "not at once: it rests for half a day"


def test_what_was_right_rests_longer_each_time() -> None:
    history = [done(A1, True, ago) for ago in (40, 38, 34, 26, 11)]
    assert [standings(history[: n + 1])["a"].step for n in range(5)] == [1, 2, 3, 4, 5]
    assert standings(history)["a"].due == NOW - days(11) + days(RESTS[5])
    assert order_of(*history)[-1].startswith("a")
    assert why_next(A2, history, NOW) == "ahead"


def test_a_wrong_answer_goes_back_to_the_first_step() -> None:
    assert standings([done(A1, True, 9), done(A2, True, 5), done(A1, False, 1)])["a"].step == 0


def test_what_is_due_comes_before_what_is_new_and_the_weaker_before_the_stronger() -> None:
    history = [done(A1, True, 9), done(A2, True, 8), done(C1, True, 5)]
    assert order_of(*history)[:2] == ["c1", "a1"]
    assert order_of(*history).index("b1") > order_of(*history).index("a2")
    assert why_next(C1, history, NOW) == "due"


def test_two_exercises_that_follow_are_of_two_kinds() -> None:
    assert [each.exercise for each in next_of([A1, A2, B1, C1], [], NOW, 3)] == ["a1", "b1", "c1"]
    assert [each.exercise for each in next_of([A1, A2, B1, C1], [], NOW, 2, {"c1"})] == ["c1", "a1"]


# What is stored -----------------------------------------------------------------------------------------------------

KEY = "shipped:nine-of-ten-bulbs"


def answered(person: Person, exercise: str = KEY, *, right: bool = True, ago: float = 0.0) -> Attempt:
    chosen = chosen_exercise(person, exercise)
    assert chosen is not None
    assert person.organisation is not None
    actor, at = actor_of(person), NOW - days(ago)
    attempt = begin_exercise(actor=actor, person=person, organisation=person.organisation, chosen=chosen, now=at)
    answer = Answer(chosen.scenario.kind, chosen.scenario.fault, (Chosen(Remedy.FULL_REFUND),))
    points = [Point(question, True) for question in QUESTIONS if right or question != "kind"]
    points += [] if right else [Point("kind", False)]
    return answer_exercise(actor=actor, attempt=attempt, answer=answer, letter="Beste Sanne", points=points, now=at)


@pytest.mark.django_db
def test_an_exercise_that_was_begun_goes_on_with_its_clock(alice: Person) -> None:
    chosen = chosen_exercise(alice, KEY)
    assert chosen is not None
    assert alice.organisation is not None
    told = {"actor": actor_of(alice), "person": alice, "organisation": alice.organisation, "chosen": chosen}
    first = begin_exercise(**told, now=NOW)
    again = begin_exercise(**told, now=NOW + timedelta(hours=3))
    assert (again.pk, again.started_at) == (first.pk, NOW)
    assert Entry.objects.filter(action="practice.begun").count() == 1


@pytest.mark.django_db
def test_an_exercise_can_be_started_over(alice: Person) -> None:
    chosen = chosen_exercise(alice, KEY)
    assert chosen is not None
    assert alice.organisation is not None
    told = {"actor": actor_of(alice), "person": alice, "organisation": alice.organisation, "chosen": chosen}
    begin_exercise(**told, now=NOW)
    again = begin_exercise(**told, now=NOW + days(2), anew=True)
    assert again.started_at == NOW + days(2)
    assert Attempt.objects.count() == 1


@pytest.mark.django_db
def test_an_answer_stays_as_it_was_given_and_the_journal_holds_no_result(alice: Person) -> None:
    attempt = answered(alice, right=False)
    assert (attempt.right, attempt.letter) == (False, "Beste Sanne")
    entry = Entry.objects.get(action="practice.answered")
    assert entry.data == {"exercise": KEY}
    with pytest.raises(AlreadyAnswered):
        answer_exercise(
            actor=actor_of(alice),
            attempt=attempt,
            answer=answer_from(attempt.answer),
            letter="other",
            points=[],
            now=NOW,
        )
    attempt.refresh_from_db()
    assert attempt.letter == "Beste Sanne"


@pytest.mark.django_db
def test_a_letter_is_encrypted_where_it_lies(alice: Person) -> None:
    from django.db import connection

    attempt = answered(alice)
    with connection.cursor() as cursor:
        cursor.execute("SELECT letter FROM practice_attempt WHERE id = %s", [attempt.pk])
        assert "Sanne" not in cursor.fetchone()[0]


@pytest.mark.django_db
def test_nobody_reads_another_persons_answer(alice: Person, bob: Person, charlie: Person) -> None:
    attempt = answered(alice)
    assert attempt_of(alice, attempt.pk) == attempt
    assert attempt_of(bob, attempt.pk) is None
    assert attempt_of(charlie, attempt.pk) is None


@pytest.mark.django_db
def test_progress_is_counted_by_kind_and_language_with_what_goes_wrong(alice: Person, bob: Person) -> None:
    answered(alice, right=False, ago=3)
    answered(alice, right=True, ago=1)
    answered(alice, "shipped:jar-in-pieces", ago=0.5)
    answered(bob)
    found = progress_of(alice)
    short = found.kinds["short_quantity"]
    assert (short.done, short.right, short.few, dict(short.wrong)) == (2, 1, True, {"kind": 1})
    assert {code: tally.done for code, tally in found.languages.items()} == {"nl": 2, "de": 1}
    assert [each.right for each in done_by(alice)] == [False, True, True]


@pytest.mark.django_db
def test_a_team_stands_by_name_its_weakest_kind_first_and_few_answers_last(
    alice: Person, bob: Person, charlie: Person
) -> None:
    for number in range(3):
        answered(bob, right=True, ago=number + 1)
        answered(alice, right=number == 0, ago=number + 1)
        answered(alice, "shipped:jar-in-pieces", right=True, ago=number + 1)
        answered(bob, "shipped:jar-in-pieces", right=True, ago=number + 1)
    answered(alice, "shipped:thin-shirt", right=False)
    answered(charlie, right=False)
    assert alice.organisation is not None
    team = team_of(alice.organisation, NOW - days(30))
    assert [name for _pk, name in team.people] == ["Alice", "Bob"]
    assert team.kinds == ["short_quantity", "damaged", "poor_quality"]
    assert (team.totals["short_quantity"].done, team.totals["short_quantity"].right) == (6, 4)
    assert team.totals["poor_quality"].few
    assert team_of(alice.organisation, NOW + days(1)).people == []


@pytest.mark.django_db
def test_a_new_person_is_asked_for_three_exercises_and_for_none_after_two_weeks(alice: Person) -> None:
    assert first_exercises(alice, NOW) == 3
    answered(alice)
    assert first_exercises(alice, NOW) == 2
    assert first_exercises(alice, NOW + days(14)) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "exercise", ["shipped:nothing", "case:", "case:abc", "case:999", "", "other:1", "case:" + "9" * 30]
)
def test_an_exercise_that_does_not_exist_is_none(alice: Person, exercise: str) -> None:
    assert chosen_exercise(alice, exercise) is None


@pytest.mark.django_db
def test_only_made_up_cases_are_offered_until_an_owner_says_otherwise(alice: Person) -> None:
    assert {each.key.partition(":")[0] for each in exercises_of(alice)} == {"shipped"}
