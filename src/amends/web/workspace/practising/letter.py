"""The letter of an exercise, with what the composer and the lint of the case page say of it. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.errors import InputError
from amends.core.vocabulary import Verdict
from amends.desk.flow.understanding import Understanding
from amends.desk.people.models import Person
from amends.desk.people.queries import knows_language
from amends.desk.practice.answering import Answer, BadAnswer, check_answer, judged, letter_request
from amends.desk.practice.queries import Chosen
from amends.desk.replies.reading import Desk, stretches_of, unchecked
from amends.desk.wordings.queries import house_of, house_of_company
from amends.letter import House, draft
from amends.letter.draft import compose
from amends.web.workspace.casepage.letter import RIGHT_TO_LEFT, Lint, lint_of
from amends.web.workspace.casepage.meaning import Meaning, read_as
from amends.web.workspace.casepage.translated import language_name
from amends.web.workspace.frame import Frame, person_of
from amends.web.workspace.practising.form import Given


@dataclass(frozen=True, slots=True)
class Letter:
    """As on the case page; ``own`` are her own sentences in a language that her profile does not list."""

    body: str
    tag: str
    language: str
    direction: str
    lint: Lint
    meaning: Meaning | None
    own_words: list[str]
    may_override: bool = False


def house_for(chosen: Chosen, frame: Frame) -> House:
    """The company's own wording: of the past case's shop, else what holds for all shops."""
    if chosen.case is not None:
        return house_of(chosen.case.shop)
    return house_of_company(frame.organisation) if frame.organisation is not None else House()


def desk_for(chosen: Chosen, given: Given, frame: Frame, house: House) -> Desk | None:
    """What the letter is read and written with, for what she has chosen so far."""
    try:
        return _desk(chosen, given.answer(), person_of(frame), frame, house)
    except InputError:  # an amount that is none yet: the letter is read once it is one
        return None


def _desk(chosen: Chosen, answer: Answer, person: Person, frame: Frame, house: House) -> Desk:
    request = letter_request(
        chosen.scenario, answer, now=chosen.scenario.now, agent=person.name, language=person.language
    )
    return Desk(compose(request, house), house, (person.name, *person.name.split()))


def written(chosen: Chosen, given: Given, frame: Frame) -> str:
    """The letter as the engine words her decision. Raises BadAnswer for a decision that no letter can say."""
    answer, person = given.answer(), person_of(frame)
    if chosen.scenario.rating is None:
        check_answer(chosen.scenario, answer)
    request = letter_request(
        chosen.scenario, answer, now=chosen.scenario.now, agent=person.name, language=person.language
    )
    try:
        return draft(request, house=house_for(chosen, frame)).body
    except InputError as error:
        raise BadAnswer(error.message, why="range") from error


def letter_of(chosen: Chosen, given: Given, frame: Frame, house: House) -> Letter:
    """The words in the form: findings with their places, each sentence beside what it says."""
    person, tag = person_of(frame), chosen.scenario.language
    spoken = tag.split("-")[0]
    stretches = stretches_of(desk_for(chosen, given, frame, house), given.body)
    words = unchecked(stretches, given.body)
    reads = knows_language(person, spoken)
    meaning = read_as(stretches, given.body, Understanding(spoken, words, reads, None)) if stretches else None
    return Letter(
        body=given.body,
        tag=tag,
        language=language_name(tag, frame.language),
        direction="rtl" if spoken in RIGHT_TO_LEFT else "ltr",
        lint=_lint(chosen, given, frame, house, meaning),
        meaning=meaning,
        own_words=[] if reads else words,
    )


def _lint(chosen: Chosen, given: Given, frame: Frame, house: House, meaning: Meaning | None) -> Lint:
    if not given.body.strip():
        return lint_of([], Verdict.PASS.value, given.body, frame.language)
    person = person_of(frame)
    try:
        told = judged(chosen.scenario, given.answer(), given.body, language=person.language, house=house)
    except InputError:
        return lint_of([], Verdict.PASS.value, given.body, frame.language)
    findings = [finding.model_dump(mode="json") for finding in told.findings]
    return lint_of(findings, told.verdict.value, given.body, frame.language, meaning)
