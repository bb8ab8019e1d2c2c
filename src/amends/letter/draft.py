"""draft: how do we say it?

A letter is composed from slots (one phrase with its values each) in the order of a good reply, written in the buyer's
language, and written again, slot by slot, in the agent's: so that the agent knows sentence by sentence what she sends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from amends.core.contracts.letter import DraftInput, DraftOutput, LintCase, LintInput, LintOutput, Promise
from amends.core.vocabulary import LetterChannel, LetterStage
from amends.letter.compose import Plan, is_public, plan, slots_of
from amends.letter.house import LIBRARY, House
from amends.letter.layout import Chosen, body_of, choose_wordings, fitted
from amends.letter.slots import Word
from amends.letter.tongue import tongue
from amends.letter.writing import Writer

Lint = Callable[[LintInput], LintOutput]

SUBJECTS = {
    LetterStage.ACKNOWLEDGE: "subject-acknowledge",
    LetterStage.FIRST_REPLY: "subject-reply",
    LetterStage.FOLLOW_UP: "subject-follow-up",
    LetterStage.PROACTIVE: "subject-proactive",
    LetterStage.MILESTONE: "subject-milestone",
    LetterStage.CLOSING: "subject-closing",
    LetterStage.APPEAL: "subject-appeal",
}


def draft(
    request: DraftInput,
    *,
    lint: Lint | None = None,
    house: House = LIBRARY,
    variants: Mapping[str, int] | None = None,
) -> DraftOutput:
    """Write one letter, its gist in the agent's language, what it promises, and what the lint says of it.

    Dates are those of the decision; where it names none, they follow from ``now``, the buyer's time zone (else the
    offset of ``now``) and ``terms.yaml``. Amounts are exactly the decision's. A cause is named only where it is
    confirmed and has evidence. ``promises`` lists every date that the body commits to, due at the end of that day;
    the same promise is listed once. No sentence whose hash is in ``previous_sentences`` is used while the phrase has
    another wording. ``max_chars`` counts code points of the body; what is left out first stands in ``slots.Drop``.

    ``lint`` is the judge of the finished body (default: ``amends.letter.lint.lint`` with the words of ``house``, the
    company's own wording). ``variants`` asks for certain wordings of phrases (from 0), as a preview does.
    Raises InputError: ``unsupported`` (to_language, agent_language), ``out_of_range`` (max_chars, a past date, a
    recommendation outside the menu), ``missing_field`` (amount, currency), ``wrong_type`` (a fact's date or amount),
    ``unknown_value`` (time_zone).
    """
    composed = compose(request, house, variants)
    planned, writer, chosen, body = composed.plan, composed.writer, composed.chosen, composed.body
    gist = body if composed.gist_writer is writer else body_of(chosen, composed.gist_writer)
    judged = (lint or _own_lint(house, request.to_language))(_lint_input(request, planned, body, gist))
    return DraftOutput(
        id=request.id,
        language=request.to_language,
        subject=_subject(planned, writer) if request.channel is LetterChannel.EMAIL else None,
        body=body,
        gist=gist,
        promises=_promises(chosen, planned),
        findings=judged.findings,
        verdict=judged.verdict,
    )


@dataclass(frozen=True, slots=True)
class Composed:
    """A letter before it is judged: its slots with the wordings taken, and who writes it in which language."""

    plan: Plan
    writer: Writer
    gist_writer: Writer
    chosen: Chosen
    body: str


def compose(request: DraftInput, house: House = LIBRARY, variants: Mapping[str, int] | None = None) -> Composed:
    """The slots of a letter in the wordings that ``draft`` takes; ``variants`` asks for others. Raises as ``draft``."""
    reading = tongue(request.to_language, "to_language")
    agents = tongue(request.agent_language or "en", "agent_language")
    planned = plan(request, house.signature(reading.wording))
    writer = Writer(reading, planned.days.today.year, house)
    chosen = choose_wordings(slots_of(planned), writer, request.previous_sentences)
    if variants:
        chosen = [(slot, variants.get(slot.phrase, variant)) for slot, variant in chosen]
    chosen, body = fitted(chosen, writer, request.max_chars)
    gists = writer if agents == reading else Writer(agents, planned.days.today.year, house, reading.wording)
    return Composed(planned, writer, gists, chosen, body)


def _own_lint(house: House, language: str) -> Lint:
    # Imported late: a desk that judges letters with its own rules does not load the word lists.
    from amends.letter.lint import lint

    # Our own sentences are known; what a company has worded itself is not.
    return partial(lint, words=house.words_in(language), whole=bool(house.phrases or house.snippets))


def _lint_input(request: DraftInput, planned: Plan, body: str, gist: str) -> LintInput:
    evidence = [fact.id for fact in request.facts]
    if request.cause is not None:
        evidence += request.cause.evidence
    return LintInput(
        id=request.id,
        text=body,
        language=request.to_language,
        stage=planned.stage,
        channel=request.channel,
        public=is_public(request),
        buyer_language=request.to_language,
        previous_apologies=request.previous_apologies,
        fault=request.fault,
        # A letter that offers nothing is not bound by the menu: nothing of it can be missing.
        decision=request.decision if planned.offering else None,
        cause=request.cause,
        evidence=evidence,
        facts=request.facts,
        case=LintCase(kind=request.case.kind, product=request.case.product),
        gist=gist,
        agent_language=request.agent_language,
    )


def _subject(planned: Plan, writer: Writer) -> str:
    topic = writer.write(Word(f"topic-{planned.kind.value.replace('_', '-')}"))
    phrase = SUBJECTS.get(planned.stage, "subject-reply")
    return writer.say(phrase, 0, (), {"topic": topic})


def _promises(chosen: Chosen, planned: Plan) -> list[Promise]:
    stated = dict.fromkeys(promise for slot, _ in chosen for promise in slot.promised)
    return [Promise(what=what, due=planned.days.due(day)) for what, day in stated]
