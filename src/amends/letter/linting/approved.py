"""Rules on figures: amounts equal the approved ones, dates have one meaning, a translation keeps its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from amends.core.vocabulary import LANGUAGES, LintRule, Remedy
from amends.letter.linting.figures import Figures, Number, figures
from amends.letter.linting.folding import fold
from amends.letter.linting.languages import guess
from amends.letter.linting.lexicon import lexicon
from amends.letter.linting.reading import Found, Reading, primary

#: Remedies whose amount may be left out of the menu: then it is the whole value, which lint does not know.
_OPEN_AMOUNT = frozenset(
    {
        Remedy.FULL_REFUND, Remedy.RETURN_AND_REFUND, Remedy.CANCEL_AND_REFUND, Remedy.REIMBURSE_DUTY,
        Remedy.COUPON, Remedy.GIFT,
    }
)  # fmt: skip


def _read_other(text: str, language: str | None) -> Figures:
    """Figures of a gist or a fact, in the language it is written in."""
    if not text:
        return Figures()
    folded = fold(text).text
    best, ranked = guess(text, folded)
    if best is None or (ranked and ranked[best] < 1):
        best = language if language in LANGUAGES else "en"
    return figures(folded, [lexicon(best)])


def _facts(reading: Reading) -> Figures:
    joined = " ; ".join(fact.value for fact in reading.request.facts)
    return _read_other(joined, reading.lexicons[0].language)


def _gist(reading: Reading) -> Figures:
    tag = reading.request.agent_language
    return _read_other(reading.request.gist or "", primary(tag) if tag else None)


def amount_not_approved(reading: Reading) -> Iterator[Found]:
    """An amount of money stands in the menu, in a fact or in the letter that was translated."""
    decision = reading.request.decision
    if decision is None or not (reading.figures.amounts or reading.figures.percents):
        return
    approved = [(Decimal(item.amount), item.currency) for item in decision.menu if item.amount is not None]
    known = [number for source in (_facts(reading), _gist(reading)) for number in source.numbers()]
    matched = False
    for amount in reading.figures.amounts:
        if _is_approved(amount, approved) or any(_same_money(amount, other) for other in known):
            matched = True
        elif not reading.is_quoted((amount.start, amount.end)) and not _is_whole_value(reading, amount):
            yield Found(LintRule.AMOUNT_NOT_APPROVED, amount.start, amount.end)
            return
    if approved and not matched:
        yield from _shares(reading, known)


def _shares(reading: Reading, known: list[Number]) -> Iterator[Found]:
    """A share that is promised as a refund where the menu names an amount."""
    for share in reading.figures.percents:
        sentence = reading.sentence_of(share.start)
        if any(share.values & other.values for other in known):
            continue
        if reading.any_within(("refund", "part_refund"), sentence.start, sentence.end) and not reading.within(
            "coupon", sentence.start, sentence.end
        ):
            yield Found(LintRule.AMOUNT_NOT_APPROVED, share.start, share.end)
            return


def _is_approved(amount: Number, approved: list[tuple[Decimal, str | None]]) -> bool:
    return any(
        value in amount.values and (currency is None or currency in amount.currencies) for value, currency in approved
    )


def _same_money(amount: Number, other: Number) -> bool:
    if not amount.values & other.values:
        return False
    return not other.currencies or bool(set(amount.currencies) & set(other.currencies))


def _is_whole_value(reading: Reading, amount: Number) -> bool:
    """Whether the amount may be the order's value, which an item without amount stands for."""
    decision = reading.request.decision
    items = decision.menu if decision else []
    if not any(item.remedy in _OPEN_AMOUNT and item.amount is None for item in items):
        return False
    if all(item.amount is None for item in items):
        return True
    sentence = reading.sentence_of(amount.start)
    return bool(reading.within("full_refund", sentence.start, sentence.end))


def ambiguous_date(reading: Reading) -> Iterator[Found]:
    """A date such as 03/04 means March to one reader and April to another."""
    for day in reading.figures.days:
        if day.ambiguous:
            yield Found(LintRule.AMBIGUOUS_DATE, day.start, day.end)
            return


def numbers_lost(reading: Reading) -> Iterator[Found]:
    """A translation has the numbers and dates of the letter it translates, and no others."""
    if not reading.request.gist:
        return
    gist, letter, facts = _gist(reading), reading.figures, _facts(reading)
    extra = next(iter(_added(reading, gist, letter, facts)), None)
    if extra is not None:
        yield Found(LintRule.NUMBERS_LOST, *extra)
    elif _lost(gist, letter):
        yield Found(LintRule.NUMBERS_LOST, 0, len(reading.text), "lost")


def _pool(*sources: Figures) -> set[Decimal]:
    pool = {value for source in sources for number in source.numbers() for value in number.values}
    pool |= {Decimal(part) for source in sources for day in source.days for reading in day.readings for part in reading}
    return pool


def _lost(gist: Figures, letter: Figures) -> bool:
    days = {reading for day in letter.days for reading in day.readings}
    if any(not set(day.readings) & days for day in gist.days):
        return True
    pool = _pool(letter)
    # "One" is worded in too many ways to be missed: a, the, another.
    return any(not number.values & pool and number.values != {Decimal(1)} for number in gist.numbers())


def _added(reading: Reading, gist: Figures, letter: Figures, facts: Figures) -> Iterable[tuple[int, int]]:
    decision = reading.request.decision
    menu = decision.menu if decision else []
    allowed = _pool(gist, facts) | {Decimal(item.amount) for item in menu if item.amount}
    days = {(item.by_date.month, item.by_date.day) for item in menu if item.by_date}
    days |= {part for source in (gist, facts) for day in source.days for part in day.readings}
    for day in letter.days:
        if not set(day.readings) & days:
            yield day.start, day.end
    for number in letter.numbers():
        if not number.word and not number.values & allowed and number.values != {Decimal(1)}:
            yield number.start, number.end
