"""What came of an exercise: the questions with their answers, hers beside the engine's, what happened, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.contracts.decide import Blocked, MenuItem
from amends.core.money import Money
from amends.core.vocabulary import LintRule
from amends.desk.practice.answering import Answer, answer_from, letter_request
from amends.desk.practice.answering import Chosen as Offered
from amends.desk.practice.models import Attempt
from amends.desk.practice.points import QUESTIONS
from amends.desk.practice.queries import Chosen, standing_for
from amends.desk.practice.reckoning import Source, next_due, proposed, rights_in, source_of, weighed
from amends.desk.practice.scenario import Scenario
from amends.desk.replies.queries import ASKS
from amends.letter import draft
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.casepage.head import CONFIDENCE
from amends.web.workspace.frame import Frame, person_of
from amends.web.workspace.practising.exercise import clock_of, said_in
from amends.web.workspace.practising.form import Given
from amends.web.workspace.practising.letter import house_for, letter_of

NAMES = {
    "kind": gettext_noop("What it is about"),
    "lawful": gettext_noop("Lawful and allowed"),
    "in_time": gettext_noop("In time"),
    "sendable": gettext_noop("The letter could be sent"),
    "polite": gettext_noop("Polite"),
    "true": gettext_noop("True and shown"),
    "complete": gettext_noop("Complete"),
    "cost": gettext_noop("Cost"),
}
OUTCOMES = {
    "offered": gettext_noop("Offered: %(what)s"),
    "accepted": gettext_noop("The buyer accepted."),
    "refused": gettext_noop("The buyer refused, or wanted something else."),
    "ruled_seller": gettext_noop("The platform decided for us."),
    "ruled_buyer": gettext_noop("The platform decided for the buyer."),
    "ruled_partial": gettext_noop("The platform gave each a part."),
    "gave_up": gettext_noop("The buyer gave up."),
    "refunded": gettext_noop("Refunded: %(what)s"),
    "reshipped": gettext_noop("Sent again, worth %(what)s"),
    "stars": gettext_noop("Review: %(what)s of 5 stars"),
    "closed": gettext_noop("Closed: %(what)s"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A point on the screen. ``mark`` is ✓, ✕ or –; ``why`` says what it rests on."""

    name: str
    good: bool | None
    mark: str
    why: list[str]


@dataclass(frozen=True, slots=True)
class Item:
    """A remedy with its expected full cost when it is offered alone, and (the engine's) why."""

    name: str
    amount: str
    by: str
    cost: str
    low: str
    high: str
    entitled: bool
    why: Saying


@dataclass(frozen=True, slots=True)
class Refusal:
    name: str
    gate: str
    reason: Saying


@dataclass(frozen=True, slots=True)
class Side:
    """One side of the comparison."""

    kind: str
    fault: str
    items: list[Item]
    beside: list[str]
    blocked: list[Refusal]
    cost: str
    ask: str


def result_page(chosen: Chosen, attempt: Attempt, frame: Frame) -> dict[str, Any]:
    """The whole page. Points are those that were found then; costs are reckoned as of now."""
    scenario, language = chosen.scenario, frame.language
    answer, by, house = answer_from(attempt.answer), standing_for(chosen), house_for(chosen, frame)
    told = proposed(scenario, by)
    hers = weighed(scenario, [(item.remedy, item.amount) for item in answer.menu], by)
    engine = weighed(scenario, [(item.remedy, item.amount) for item in told.menu], by)
    due = next_due(scenario)
    given = _given(answer, attempt.letter)
    assert attempt.answered_at is not None
    present = scenario.now + (attempt.answered_at - attempt.started_at)
    ask = scenario.ask or (None if scenario.shown else ASKS.get(scenario.kind))
    return {
        "frame": frame,
        "attempt": attempt,
        "scenario": scenario,
        "public": scenario.rating is not None,
        "title": showing.word(scenario.kind.value, "Kind", language),
        "questions": _questions(attempt, scenario, answer, hers.cost, engine.cost, language),
        "took": showing.span_text(attempt.answered_at - attempt.started_at),
        "hers": _side(scenario, answer, hers.items, hers.blocked, hers.cost, language),
        "engine": _side(
            scenario, Answer(scenario.kind, scenario.fault, tuple(Offered(i.remedy, i.amount, i.by_date) for i in told.menu), ask),
            engine.items, (), engine.cost, language,
        ),
        "would_change": [saying(each, language) for each in told.would_change],
        "clock": clock_of(due, present, frame.now) if due is not None else None,
        "letter": letter_of(chosen, given, frame, house),
        "engines_letter": _engines_letter(chosen, told.menu, frame),
        "happened": said_in(scenario.happened, language),
        "ended": [_outcome(code, what, scenario, language) for code, what in scenario.ended],
        "lesson": _lesson(scenario, language),
        "rights": [(right.id, saying(right.says, language), right.source) for right in rights_in(scenario)],
    }  # fmt: skip


def _given(answer: Answer, body: str) -> Given:
    return Given(
        kind=answer.kind.value,
        fault=answer.fault.value,
        picks=tuple(item.remedy.value for item in answer.menu),
        amounts={item.remedy.value: item.amount for item in answer.menu if item.amount},
        by_date=next((item.by_date.isoformat() for item in answer.menu if item.by_date), ""),
        ask=answer.ask.value if answer.ask else "",
        body=body,
    )


def _questions(
    attempt: Attempt, scenario: Scenario, answer: Answer, hers: int, engine: int, language: str
) -> list[Question]:
    found = {point["question"]: point for point in attempt.points}
    rows = []
    for name in QUESTIONS:
        point = found.get(name, {"good": None, "codes": []})
        why = [_code(code, language) for code in point["codes"]]
        if name == "kind":
            why = [_kind_words(scenario, answer, language)]
        elif name == "cost" and point["good"] is not None:
            why = [_cost_words(hers, engine, scenario, language)]
        elif name == "cost":
            why = [_("Not compared: what may not be sent, or costs nothing, is neither dear nor cheap.")]
        elif name == "in_time" and point["good"] is None:
            why = [_("Every clock had run out before you began.")]
        mark = {True: "✓", False: "✕", None: "–"}[point["good"]]
        rows.append(Question(_(NAMES[name]), point["good"], mark, why))
    return rows


def _kind_words(scenario: Scenario, answer: Answer, language: str) -> str:
    right = showing.word(scenario.kind.value, "Kind", language)
    if answer.kind is scenario.kind:
        return right
    hers = showing.word(answer.kind.value, "Kind", language)
    if answer.kind in scenario.also:
        return _("%(hers)s is as good as %(right)s here.") % {"hers": hers, "right": right}
    return _("You: %(hers)s. It is: %(right)s.") % {"hers": hers, "right": right}


def _cost_words(hers: int, engine: int, scenario: Scenario, language: str) -> str:
    more = showing.money_text(abs(hers - engine), scenario.currency, language)
    if hers <= engine:
        return _("%(more)s below the engine’s menu.") % {"more": more} if hers < engine else _("As the engine’s menu.")
    return _("%(more)s above the engine’s menu; a dearer remedy is no mistake by itself.") % {"more": more}


def _code(code: str, language: str) -> str:
    words = {
        "owed": _("The buyer is entitled to be made whole, and nothing in it does that."),
        "evidence_missing": _("Evidence was needed and not asked for."),
        "evidence_again": _("She was asked for what she had shown already."),
    }
    if code in words:
        return words[code]
    if code in {rule.value for rule in LintRule}:
        return showing.word(code, "LintRule", language)
    return _("Blocked by: %(gate)s") % {"gate": showing.word(code, "Gate", language)}


def _side(
    scenario: Scenario,
    answer: Answer,
    items: tuple[MenuItem, ...],
    blocked: tuple[Blocked, ...],
    cost: int,
    language: str,
) -> Side:
    shown = {item.remedy for item in items}
    return Side(
        kind=showing.word(answer.kind.value, "Kind", language),
        fault=showing.word(answer.fault.value, "Fault", language),
        items=[_item(item, language) for item in items],
        beside=[
            showing.word(item.remedy.value, "Remedy", language) for item in answer.menu if item.remedy not in shown
        ],
        blocked=[
            Refusal(
                showing.word(no.remedy.value, "Remedy", language),
                showing.word(no.by.value, "Gate", language),
                saying(no.reason, language),
            )
            for no in blocked
        ],
        cost=showing.money_text(cost, scenario.currency, language),
        ask=showing.word(answer.ask.value, "RequestWhat", language) if answer.ask else "",
    )


def _item(item: MenuItem, language: str) -> Item:
    def money(amount: str) -> str:
        return Money.parse(amount, item.currency).format(showing.locale_of(language))

    def signed(amount: str) -> str:
        return f"−{money(amount[1:])}" if amount.startswith("-") else money(amount)

    return Item(
        name=showing.word(item.remedy.value, "Remedy", language),
        amount=money(item.amount) if item.amount else "",
        by=showing.day_text(item.by_date, language) if item.by_date else "",
        cost=signed(item.expected_cost),
        low=signed(item.low),
        high=signed(item.high),
        entitled=item.entitled,
        why=saying(item.why, language),
    )


def _engines_letter(chosen: Chosen, menu: list[MenuItem], frame: Frame) -> dict[str, str]:
    """What the engine would have written for its own menu, in both languages."""
    scenario, person = chosen.scenario, person_of(frame)
    ask = scenario.ask or (None if scenario.shown else ASKS.get(scenario.kind))
    answer = Answer(
        scenario.kind, scenario.fault, tuple(Offered(item.remedy, item.amount, item.by_date) for item in menu), ask
    )
    request = letter_request(scenario, answer, now=scenario.now, agent=person.name, language=person.language)
    told = draft(request, house=house_for(chosen, frame))
    return {"body": told.body, "gist": told.gist}


@dataclass(frozen=True, slots=True)
class Lesson:
    """Why, in four short texts; ``source`` is where the platform's rule stands."""

    law: str
    platform: str
    cost: str
    tone: str
    source: Source | None
    confidence: str


def _lesson(scenario: Scenario, language: str) -> Lesson | None:
    why = scenario.why
    if why is None:
        return None
    source = source_of(*why.rule)
    return Lesson(
        said_in(why.law, language),
        said_in(why.platform, language),
        said_in(why.cost, language),
        said_in(why.tone, language),
        source,
        _(CONFIDENCE[source.confidence]) if source is not None else "",
    )


def _outcome(code: str, what: str, scenario: Scenario, language: str) -> str:
    """A step of a past case's end in words."""
    if code == "ruled":
        return _(OUTCOMES[f"ruled_{what}"])
    if code == "offered":
        remedy, _space, amount = what.partition(" ")
        name = showing.word(remedy, "Remedy", language)
        what = f"{name} {_amount(amount, scenario, language)}" if amount else name
    elif code in ("refunded", "reshipped"):
        what = _amount(what, scenario, language)
    return _(OUTCOMES[code]) % {"what": what} if "%" in OUTCOMES[code] else _(OUTCOMES[code])


def _amount(amount: str, scenario: Scenario, language: str) -> str:
    return Money.parse(amount, scenario.currency).format(showing.locale_of(language))


def wrong_words(question: str) -> str:
    """The name of a question that is often answered with no."""
    return _(NAMES[question]) if question in NAMES else question
