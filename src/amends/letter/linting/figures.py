"""Dates, amounts of money, shares and counts of a letter, in any local format.

A figure that can be read in two ways keeps both readings (``17.500`` is 17.5 or 17500; ``03/04`` is a date in March
or in April): a rule speaks up only where no reading fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from amends.letter.linting.common_data import common
from amends.letter.linting.folding import fold_pattern
from amends.letter.linting.lexicon import Lexicon

# An expression that begins with one sign of a set skips to such signs; one that begins by looking back, or with a
# repetition, is tried at every letter. Hence the odd beginnings, and the signs that are asked for first.
_NUMBER = re.compile(r"\d(?:\d{0,2}(?:[.,' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d*(?:[.,]\d{1,3}(?!\d))?)")
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_YEAR_FIRST = re.compile(
    r"(\d\d{3})(?<!\d\d{4}) ?[-/.\u5e74\ub144] ?(\d{1,2}) ?[-/.\u6708\uc6d4] ?(\d{1,2})(?!\d)[\u65e5\u53f7\uc77c]?"
)
_EAST = re.compile(r"(?<!\d)(\d{1,2}) ?[\u6708\uc6d4] ?(\d{1,2})(?!\d) ?[\u65e5\u53f7\uc77c]?")
_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.-]\d)")
_SLASH = re.compile(r"(?<![\d/.\w-])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d|\w*%)")
_DOTTED = re.compile(r"(?<![\d.,])(\d{1,2})\.(\d{1,2})\.(?!\d)")
#: What every _NUMERIC, and every _DOTTED, has.
_TWO_SIGNS = re.compile(r"\d[/.-]\d\d?[/.-]")
_WORD_SIGN = re.compile(r"\w")
_DIGIT = re.compile(r"\d")
_PERCENT = re.compile(r" ?(?:[%٪]|percent|prozent|процент|por ciento|por cento|pour cent|per cento|yuzde)")
_DISCOUNT = re.compile(r"(?<![\d.])([1-9](?:\.\d)?)折")
#: Where a point between day and month is not the rule, a dotted date is as open as one with strokes.
_POINT_IS_OPEN = frozenset({"en", "zh", "ja", "ko"})
_LAST_MONTH = 12
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Day:
    """``readings`` are (month, day) pairs; ``ambiguous``: a reader cannot know which is meant."""

    start: int
    end: int
    readings: tuple[tuple[int, int], ...]
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """``currencies``: ISO codes that the sign or word can mean; empty where it is no money."""

    start: int
    end: int
    values: frozenset[Decimal]
    currencies: tuple[str, ...] = ()
    percent: bool = False
    word: bool = False


@dataclass(slots=True)
class Figures:
    days: list[Day] = field(default_factory=list)
    amounts: list[Number] = field(default_factory=list)
    percents: list[Number] = field(default_factory=list)
    counts: list[Number] = field(default_factory=list)

    def numbers(self) -> Iterable[Number]:
        return (*self.amounts, *self.percents, *self.counts)


def values(written: str) -> frozenset[Decimal]:
    """Every number that ``written`` can mean, whatever its decimal sign."""
    plain = written.replace(" ", "").replace("'", "")
    signs = [char for char in plain if char in ".,"]
    if not signs:
        return frozenset({Decimal(plain)})
    last = max(plain.rfind("."), plain.rfind(","))
    whole = Decimal(plain.replace(".", "").replace(",", ""))
    tail = len(plain) - last - 1
    decimal = Decimal(re.sub("[.,]", "", plain[:last]) + "." + plain[last + 1 :])
    if len(set(signs)) > 1:
        return frozenset({decimal})
    if len(signs) > 1:
        return frozenset({whole})
    return frozenset({decimal, whole}) if tail == 3 else frozenset({decimal})


@cache
def _last_signs() -> frozenset[str]:
    """What stands directly before a number, or a space before it, where a currency does."""
    return frozenset({".", *(sign[-1] for sign in _currency_signs()[2])})


@cache
def _currency_signs() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, tuple[str, ...]]]:
    signs = {fold_pattern(sign): codes for sign, codes in common().currencies.items()}
    names = "|".join(sorted((re.escape(sign) for sign in signs), key=len, reverse=True))
    return re.compile(rf"(?<![a-z])({names})\.? ?$"), re.compile(rf" ?({names})(?![a-z])"), signs


def _masked(text: str, found: re.Match[str] | Number | Day) -> str:
    start, end = (found.start(), found.end()) if isinstance(found, re.Match) else (found.start, found.end)
    return text[:start] + "\x00" * (end - start) + text[end:]


def _plausible(month: int, day: int) -> bool:
    return 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY


def _two_ways(found: re.Match[str], first: int, second: int, open_sign: bool) -> Day | None:
    readings = tuple(
        dict.fromkeys((month, day) for day, month in ((first, second), (second, first)) if _plausible(month, day))
    )
    if not readings:
        return None
    return Day(found.start(), found.end(), readings, ambiguous=len(readings) > 1 and open_sign)


def _named_days(text: str, lexicons: Sequence[Lexicon]) -> Iterable[Day]:
    for known in lexicons:
        for found in known.day_first.finditer(text):
            yield from _named_day(text, found, known.months[found.group(2)], int(found.group(1)))
        for found in known.month_first.finditer(text):
            yield from _named_day(text, found, known.months[found.group(1)], int(found.group(2)))


def _named_day(text: str, found: re.Match[str], month: int, day: int) -> Iterable[Day]:
    if _plausible(month, day) and not (found.start() and _WORD_SIGN.match(text, found.start() - 1)):
        yield Day(found.start(), found.end(), ((month, day),))


def _looks_like_a_date(text: str, found: re.Match[str]) -> bool:
    if found.group(1).startswith("0") or found.group(2).startswith("0"):
        return True
    before = re.search(r"([^\W\d_]+)[ .']*$", text[max(0, found.start() - 14) : found.start()])
    if before and before.group(1) in common().date_prepositions:
        return True
    return text.startswith(common().date_particles, found.end())


def _days(text: str, lexicons: Sequence[Lexicon], into: Figures) -> str:
    for expression in (_YEAR_FIRST, _EAST) if "\u6708" in text or "\uc6d4" in text else (_YEAR_FIRST,):
        for found in list(expression.finditer(text)):
            month, day = (int(part) for part in found.groups()[-2:])
            if _plausible(month, day):
                into.days.append(Day(found.start(), found.end(), ((month, day),)))
                text = _masked(text, found)
    for named in _named_days(text, lexicons):
        if text[named.start] == "\x00" or text[named.end - 1] == "\x00":
            continue  # day and month of "25 November 12" were read already
        into.days.append(named)
        text = _masked(text, named)
    two_signs = _TWO_SIGNS.search(text)
    if not two_signs and "/" not in text:
        return text
    point_is_open = any(known.language in _POINT_IS_OPEN for known in lexicons[:1])
    for found in list(_NUMERIC.finditer(text)):
        date = _two_ways(found, int(found.group(1)), int(found.group(3)), found.group(2) != "." or point_is_open)
        if date:
            into.days.append(date)
            text = _masked(text, found)
    for expression in (_SLASH, _DOTTED) if two_signs else (_SLASH,):
        for found in list(expression.finditer(text)):
            if expression is _SLASH and not _looks_like_a_date(text, found):
                continue
            if expression is _DOTTED and _currency_signs()[0].search(text[max(0, found.start() - 10) : found.start()]):
                continue  # "I will refund you $4.20." ends a sentence
            date = _two_ways(found, int(found.group(1)), int(found.group(2)), expression is _SLASH)
            if date:
                into.days.append(date)
                text = _masked(text, found)
    return text


def _count_words(text: str, lexicons: Sequence[Lexicon], into: Figures) -> None:
    for known in lexicons:
        for found in known.counted.finditer(text):
            if known.counts_words and found.start() and _WORD_SIGN.match(text, found.start() - 1):
                continue
            value = frozenset({Decimal(known.numerals[found.group(1)])})
            into.counts.append(Number(found.start(), found.end(), value, word=True))


def figures(text: str, lexicons: Sequence[Lexicon]) -> Figures:
    """Read all figures of a folded text. Times of day, and codes of letters and digits, are none."""
    into = Figures()
    _count_words(text, lexicons, into)
    if not _DIGIT.search(text):
        return into
    if ":" in text:
        text = _TIME.sub(lambda found: "\x00" * len(found.group()), text)
    text = _days(text, lexicons, into)
    (before, after, signs), last_signs = _currency_signs(), _last_signs()
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        sign = after.match(text, end)
        ahead = text[max(0, start - 10) : start]
        front = before.search(ahead) if ahead.rstrip(" ")[-1:] in last_signs else None
        if shown := front or sign:
            span_end = sign.end() if sign and not front else end
            codes = signs[shown.group(1)]
            into.amounts.append(Number(start, span_end, values(found.group()), currencies=codes))
        elif percent := _PERCENT.match(text, end):
            into.percents.append(Number(start, percent.end(), values(found.group()), percent=True))
        elif off := _DISCOUNT.match(text, start):
            share = 100 - Decimal(off.group(1)) * 10
            into.percents.append(Number(start, off.end(), frozenset({share, Decimal(off.group(1))}), percent=True))
        elif not _in_code(text, start, end):
            into.counts.append(Number(start, end, values(found.group())))
    return into


def _in_code(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of a model or tracking number such as ``CN23``."""
    left = text[start - 1] if start else " "
    right = text[end] if end < len(text) else " "
    return (left.isascii() and (left.isalpha() or left in "#_-")) or (right.isascii() and right.isalpha())
