"""draft: how do we say it?

A letter is composed from slots (one phrase with its values each) in the order of a good reply, written in the buyer's
language, and written again, slot by slot, in the agent's: so that the agent knows sentence by sentence what she sends.
"""

from __future__ import annotations

from collections.abc import Callable

from amends.core.contracts.letter import DraftInput, DraftOutput, LintCase, LintInput, LintOutput, Promise
from amends.core.vocabulary import LetterChannel, LetterStage
from amends.letter.compose import Plan, is_public, plan, slots_of
from amends.letter.layout import Chosen, body_of, choose_wordings, fitted
from amends.letter.phrases import render
from amends.letter.slots import Word
from amends.letter.tongue import tongue
from amends.letter.writing import Writer

Lint = Callable[[LintInput], LintOutput]

_SUBJECTS = {
    LetterStage.ACKNOWLEDGE: "subject-acknowledge",
    LetterStage.FIRST_REPLY: "subject-reply",
    LetterStage.FOLLOW_UP: "subject-follow-up",
    LetterStage.PROACTIVE: "subject-proactive",
    LetterStage.MILESTONE: "subject-milestone",
    LetterStage.CLOSING: "subject-closing",
    LetterStage.APPEAL: "subject-appeal",
}


def draft(request: DraftInput, *, lint: Lint | None = None) -> DraftOutput:
    """Write one letter, its gist in the agent's language, what it promises, and what the lint says of it.

    Dates are those of the decision; where it names none, they follow from ``now``, the buyer's time zone (else the
    offset of ``now``) and ``terms.yaml``. Amounts are exactly the decision's. A cause is named only where it is
    confirmed and has evidence. ``promises`` lists every date that the body commits to, due at the end of that day;
    the same promise is listed once. No sentence whose hash is in ``previous_sentences`` is used while the phrase has
    another wording. ``max_chars`` counts code points of the body; what is left out first stands in ``slots.Drop``.

    ``lint`` is the judge of the finished body (default: ``amends.letter.lint.lint``).
    Raises InputError: ``unsupported`` (to_language, agent_language), ``out_of_range`` (max_chars, a past date, a
    recommendation outside the menu), ``missing_field`` (amount, currency), ``wrong_type`` (a fact's date or amount),
    ``unknown_value`` (time_zone).
    """
    reading = tongue(request.to_language, "to_language")
    agents = tongue(request.agent_language or "en", "agent_language")
    planned = plan(request)
    writer = Writer(reading, planned.days.today.year)
    chosen = choose_wordings(slots_of(planned), writer, request.previous_sentences)
    chosen, body = fitted(chosen, writer, request.max_chars)
    gist = body if agents == reading else body_of(chosen, Writer(agents, planned.days.today.year))
    judged = (lint or _own_lint())(_lint_input(request, planned, body, gist))
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


def _own_lint() -> Lint:
    # Imported late: a desk that judges letters with its own rules does not load the word lists.
    from amends.letter.lint import lint

    return lint


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
    phrase = _SUBJECTS.get(planned.stage, "subject-reply")
    return render(writer.tongue.wording, phrase, 0, (), {"topic": topic})


def _promises(chosen: Chosen, planned: Plan) -> list[Promise]:
    stated = dict.fromkeys(promise for slot, _ in chosen for promise in slot.promised)
    return [Promise(what=what, due=planned.days.due(day)) for what, day in stated]
