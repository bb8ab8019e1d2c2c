"""Rules on what is offered: the problem restated, options, waiting with a date, nothing promised beyond the menu."""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.core.vocabulary import Kind, KindGroup, LetterStage, LintRule, Remedy
from amends.letter.linting.common_data import common
from amends.letter.linting.reading import Found, Reading, Sentence
from amends.letter.linting.tone import content_words

_NO_OFFER = frozenset({Remedy.DEFEND, Remedy.REPORT})
_OFFERING_STAGES = frozenset({LetterStage.FIRST_REPLY, LetterStage.FOLLOW_UP})
#: Kinds in which the buyer asks and does not complain: there is no problem to restate.
_NO_PROBLEM = frozenset(
    {
        Kind.PRAISE, Kind.PRODUCT_QUESTION, Kind.ORDER_STATUS, Kind.INVOICE_REQUEST, Kind.CHANGE_REQUEST,
        Kind.CANCEL_REQUEST, Kind.RETURN_REQUEST, Kind.OTHER,
    }
)  # fmt: skip
_OFFERS = (
    "refund", "full_refund", "part_refund", "send_again", "sending", "coupon", "gift", "return_goods", "cancel",
    "guide", "repair", "extend", "duty", "document",
)  # fmt: skip
#: What a letter cannot promise unless the menu holds it. Explaining and sending a paper cost nothing.
_PROMISES = (
    "full_refund",
    "part_refund",
    "refund",
    "send_again",
    "coupon",
    "gift",
    "cancel",
    "repair",
    "extend",
    "duty",
)
_ISO_DAY = re.compile(r"\d{4}-(\d{2})-(\d{2})")
#: With one of these approved, a day may be that of another parcel.
_SENDING = frozenset({Remedy.RESHIP, Remedy.RESHIP_MISSING, Remedy.EXCHANGE, Remedy.REDELIVER})
_MONEY_COMES = ("refund", "full_refund", "part_refund", "coupon", "cancel")


def problem_not_restated(reading: Reading) -> Iterator[Found]:
    """A first reply names what went wrong in the buyer's words; "the inconvenience" is no name."""
    request = reading.request
    kind = request.case.kind if request.case else None
    if request.stage is not LetterStage.FIRST_REPLY or kind in _NO_PROBLEM or not reading.sentences:
        return
    if reading.has("problem"):
        return
    generic = reading.all("generic_problem")
    if generic:
        yield Found(LintRule.PROBLEM_NOT_RESTATED, *generic[0])
    elif kind is not None and content_words(reading) < common().restated_words:
        yield Found(LintRule.PROBLEM_NOT_RESTATED, reading.sentences[0].start, reading.sentences[0].end)


def _menu(reading: Reading) -> list[Remedy]:
    decision = reading.request.decision
    return [item.remedy for item in decision.menu] if decision else []


def _clause(reading: Reading, sentence: Sentence, place: int) -> tuple[int, int]:
    """The part of a sentence between commas: "a refund is not possible, but here is how to reset it" offers help."""
    text = reading.text
    start = max((text.rfind(sign, sentence.start, place) for sign in ",;:"), default=-1)
    ends = [end for sign in ",;:" if (end := text.find(sign, place, sentence.end)) >= 0]
    return max(start, sentence.start), min(ends, default=sentence.end)


def offers_something(reading: Reading) -> bool:
    """Whether the letter offers anything at all: a remedy, an amount of the menu, a date to wait for."""
    for concept in _OFFERS:
        for start, _ in reading.all(concept):
            sentence = reading.sentence_of(start)
            refused = reading.within("promise_not", *_clause(reading, sentence, start))
            if not refused or reading.any_within(("promise", "done"), sentence.start, sentence.end):
                return True
    menu = _menu(reading)
    if Remedy.WAIT in menu and (reading.figures.days or reading.has("deadline", "wait", "soon")):
        return True
    if Remedy.APOLOGISE in menu and reading.has("apology"):
        return True
    return bool(reading.figures.amounts or reading.figures.percents)


def no_options(reading: Reading) -> Iterator[Found]:
    """Where the decision has offers, the letter makes one."""
    if reading.request.stage not in _OFFERING_STAGES or not reading.sentences:
        return
    offers = {remedy for remedy in _menu(reading) if remedy not in _NO_OFFER}
    if offers == {Remedy.APOLOGISE} and reading.request.previous_apologies:
        return  # All that was decided has been said; saying it again would be a second apology.
    if offers and not offers_something(reading):
        last = reading.sentences[-1]
        yield Found(LintRule.NO_OPTIONS, last.start, last.end)


def asks_buyer_to_solve(reading: Reading) -> Iterator[Found]:
    """The seller brings the solution: "how do you want to solve this?" without any offer is none."""
    places = reading.all("asks_solve")
    if places and not offers_something(reading):
        yield Found(LintRule.ASKS_BUYER_TO_SOLVE, *places[0])


def wait_without_date(reading: Reading) -> Iterator[Found]:
    """Who is asked to wait is told until when, within 200 code points of the request."""
    reach = common().wait_reach
    dates = [(day.start, day.end) for day in reading.figures.days] + reading.all("deadline")
    for start, end in reading.all("wait"):
        if not any(first < end + reach and last > start - reach for first, last in dates):
            yield Found(LintRule.WAIT_WITHOUT_DATE, start, end)
            return
    if Remedy.WAIT in _menu(reading) and not dates:
        for place in reading.all("soon")[:1]:
            yield Found(LintRule.WAIT_WITHOUT_DATE, *place)


def promise_not_approved(reading: Reading) -> Iterator[Found]:
    """A remedy that is promised is one of the approved menu, or of its family."""
    if reading.request.decision is None:
        return
    menu = _backing(reading)
    for concept in _PROMISES:
        if menu & set(common().remedy_family[concept]):
            continue
        for start, end in reading.all(concept):
            if _is_promised(reading, reading.sentence_of(start), start):
                yield Found(LintRule.PROMISE_NOT_APPROVED, start, end)
                return
    yield from _arrival_not_approved(reading)


def _backing(reading: Reading) -> set[str]:
    """The remedies that stand behind a promise; waiting alone gives nothing, only waiting with an amount does.

    Where the refund itself is what has not come, waiting is for that refund.
    """
    decision, case = reading.request.decision, reading.request.case
    items = decision.menu if decision else []
    for_the_refund = case is not None and case.kind is Kind.REFUND_NOT_RECEIVED
    return {item.remedy.value for item in items if item.remedy is not Remedy.WAIT or item.amount or for_the_refund}


def _arrival_not_approved(reading: Reading) -> Iterator[Found]:
    """Waiting for a parcel on the road until a day: only where waiting was approved, and until no other day.

    Where goods are sent, a day may be that of the new parcel; money has a day of its own.
    """
    decision, kind = reading.request.decision, reading.request.case.kind if reading.request.case else None
    if decision is None or not decision.menu or kind is None or kind.group is not KindGroup.LOGISTICS:
        return
    if _SENDING & set(_menu(reading)):
        return
    known = {(item.by_date.month, item.by_date.day) for item in decision.menu if item.by_date}
    if Remedy.WAIT in _menu(reading) and not known:
        return
    known |= {(int(day[1]), int(day[2])) for fact in reading.request.facts if (day := _ISO_DAY.fullmatch(fact.value))}
    for start, _ in reading.all("wait"):
        sentence = reading.sentence_of(start)
        days = [day for day in reading.figures.days if sentence.start <= day.start < sentence.end]
        if not days or reading.any_within(_MONEY_COMES, sentence.start, sentence.end):
            continue
        if not any(set(day.readings) & known for day in days):
            yield Found(LintRule.PROMISE_NOT_APPROVED, days[0].start, days[0].end)
            return


def _is_promised(reading: Reading, sentence: Sentence, start: int) -> bool:
    """A promise, and neither a refusal nor a report of what was asked or done or is the buyer's right anyway."""
    if not reading.within("promise", sentence.start, sentence.end):
        return False
    if reading.any_within(("rights_safe", "rights_denied"), sentence.start, sentence.end):
        return False
    return not any(place[0] <= start + 40 for place in reading.within("promise_not", sentence.start, sentence.end))
