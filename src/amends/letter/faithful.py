"""What a translation must keep: amounts with their currency, dates, times, numbers, long identifiers and negation.

The letters' own check (``numbers_lost``) is part of the lint. This one serves texts that no phrase of ours wrote: a
buyer's message in another language, or a person's words translated back. It answers "may be wrong here", never "is
right": who reads a translation with a finding is told to look at the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.numbers import get_currency_name

from amends.core.packaged import read_yaml
from amends.core.vocabulary import LANGUAGES
from amends.letter.linting.figures import Day, Figures, Number, figures, values
from amends.letter.linting.folding import Folded, fold, fold_pattern
from amends.letter.linting.languages import guess
from amends.letter.linting.lexicon import Lexicon, lexicon
from amends.letter.linting.reading import Sentence, primary, split_sentences

_IDENTIFIER = re.compile(
    r"(?<![A-Za-z0-9.,-])(?=[A-Za-z0-9-]*(?:\d[A-Za-z-]*){5})[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![A-Za-z0-9-]|[.,]\d)"
)
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
#: A time as other languages write it: 14.30, 14h30, 14点30.
_TIME_SOMEHOW = re.compile(r"(?<!\d)(\d{1,2}) ?[:.h\u70b9\u65f6\u6642] ?(\d{2})(?!\d)")
_ONE = Decimal(1)
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
#: How far from a number its currency is looked for.
_NEAR = 28
#: Languages that put the noun before its adjective: "real brasileño".
_NOUN_FIRST = frozenset({"es", "pt", "fr", "it", "ar", "pl"})


class Kept(StrEnum):
    """What has to survive."""

    AMOUNT = "amount"
    CURRENCY = "currency"
    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    IDENTIFIER = "identifier"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Difference:
    """``excerpt`` is a piece of the original where something was lost, of the translation where something was added."""

    what: Kept
    excerpt: str
    added: bool = False


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as it is compared: identifiers apart, figures read in its language."""

    written: str
    place: Folded
    language: str
    identifiers: frozenset[str]
    read: Figures
    loose: frozenset[Decimal]

    @property
    def folded(self) -> str:
        return self.place.text

    def excerpt(self, found: Number | Day | Sentence) -> str:
        """The place as it is written, shortened."""
        end = self.place.place(found.end - 1) + 1 if found.end > found.start else self.place.place(found.end)
        clean = " ".join(self.written[self.place.place(found.start) : end].split())
        return clean if len(clean) <= 80 else clean[:79] + "…"


def differences(original: str, translation: str, source: str, target: str) -> list[Difference]:
    """What the translation lost or added, in the order of importance; empty where nothing was noticed.

    ``source`` and ``target`` are language tags. Number words and negation are compared only for the languages of
    ``LANGUAGES``; digits, dates and identifiers for any.
    """
    ours, theirs = _text(original, source), _text(translation, target)
    found = [
        *_identifiers(ours, theirs),
        *_amounts(ours, theirs),
        *_days(ours, theirs),
        *_times(ours.folded, theirs.folded),
        *_numbers(ours, theirs),
        *_negation(ours, theirs),
    ]
    return list(dict.fromkeys(found))


def dates_in(text: str, tag: str) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
    """Where a text names days: start, end (code points), and each (month, day) that it can mean."""
    folded = fold(text)
    read = figures(folded.text, _lexicons(tag, folded.text)).days
    return [(folded.place(day.start), folded.place(day.end - 1) + 1, day.readings) for day in read]


def _text(text: str, tag: str) -> _Text:
    text = unicodedata.normalize("NFKC", text)
    identifiers: set[str] = set()

    def set_apart(found: re.Match[str]) -> str:
        if _DATED.fullmatch(found.group()):
            return found.group()
        identifiers.add(found.group().replace("-", "").upper())
        return "\u25a0" * len(found.group())

    apart = _IDENTIFIER.sub(set_apart, text)
    place = fold(apart)
    folded = place.text
    return _Text(
        text,
        place,
        primary(tag),
        frozenset(identifiers),
        figures(folded, _lexicons(tag, folded)),
        frozenset(value for found in _DIGITS.finditer(folded) for value in _readings(found.group())),
    )


def _readings(written: str) -> frozenset[Decimal]:
    return values(written.strip(".,"))


def _lexicons(tag: str, folded: str) -> Sequence[Lexicon]:
    """The lists of the text's language; of the one it looks like where the tag is none of ours."""
    language = primary(tag)
    if language not in LANGUAGES:
        language = guess(folded, folded)[0] or "en"
    return [lexicon(language)]


def _identifiers(ours: _Text, theirs: _Text) -> Iterator[Difference]:
    for identifier in sorted(ours.identifiers - theirs.identifiers):
        yield Difference(Kept.IDENTIFIER, identifier)
    for identifier in sorted(theirs.identifiers - ours.identifiers):
        yield Difference(Kept.IDENTIFIER, identifier, added=True)


def _amounts(ours: _Text, theirs: _Text) -> Iterator[Difference]:
    for amount in ours.read.amounts:
        same = [other for other in theirs.read.numbers() if other.values & amount.values]
        if not same and not amount.values & theirs.loose:
            yield Difference(Kept.AMOUNT, ours.excerpt(amount))
        elif not any(_is_same_currency(amount, other, theirs) for other in same):
            yield Difference(Kept.CURRENCY, ours.excerpt(amount))
    known = _pool(ours)
    for amount in theirs.read.amounts:
        if not amount.values & known:
            yield Difference(Kept.AMOUNT, theirs.excerpt(amount), added=True)


def _is_same_currency(amount: Number, other: Number, theirs: _Text) -> bool:
    if other.currencies:
        return bool(set(other.currencies) & set(amount.currencies))
    around = theirs.folded[max(0, other.start - _NEAR) : other.end + _NEAR]
    return any(name in around for code in amount.currencies for name in _currency_names(code, theirs.language))


@cache
def _currency_names(code: str, language: str) -> frozenset[str]:
    """What CLDR calls a currency in a language, by the word that names it: rubel of "Russische Rubel"."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset({code.lower()})
    names = {get_currency_name(code, count=count, locale=locale) for count in (None, 1, 2, 5)}
    words = {fold(name).text.split()[0 if language in _NOUN_FIRST else -1] for name in names}
    runs_on = {word[-2:] for word in words if re.search("[\u3040-\u9fff\uac00-\ud7a3]", word)}
    return frozenset({code.lower(), *(word for word in words if len(word) > 2), *runs_on})


def _days(ours: _Text, theirs: _Text) -> Iterator[Difference]:
    told = {reading for day in theirs.read.days for reading in day.readings}
    known = {reading for day in ours.read.days for reading in day.readings}
    for day in ours.read.days:
        if not set(day.readings) & told:
            yield Difference(Kept.DATE, ours.excerpt(day))
    for day in theirs.read.days:
        if not set(day.readings) & known:
            yield Difference(Kept.DATE, theirs.excerpt(day), added=True)


def _times(ours: str, theirs: str) -> Iterator[Difference]:
    """Times of day by the half of the day's clock, so that 2:30 p.m. and 14:30 are one."""
    told = {(int(hour) % 12, minute) for hour, minute in _TIME_SOMEHOW.findall(theirs)}
    for found in _TIME.finditer(ours):
        if (int(found.group(1)) % 12, found.group(2)) not in told:
            yield Difference(Kept.TIME, found.group())


def _pool(text: _Text) -> frozenset[Decimal]:
    read = {value for number in text.read.numbers() for value in number.values}
    days = {Decimal(part) for day in text.read.days for reading in day.readings for part in reading}
    times = {
        Decimal(f"{each}.{minute}")
        for hour, minute in _TIME.findall(text.folded)
        for each in (int(hour), (int(hour) + 12) % 24)
    }
    han = {Decimal(_HAN[char]) for char in text.folded if char in _HAN} if text.language in ("zh", "ja") else set()
    return text.loose | read | days | times | han


def _numbers(ours: _Text, theirs: _Text) -> Iterator[Difference]:
    known, told = _pool(ours), _pool(theirs)
    for number in (*ours.read.counts, *ours.read.percents):
        # "One" is worded in too many ways to be missed: a, the, another.
        if not number.values & told and _ONE not in number.values:
            yield Difference(Kept.NUMBER, ours.excerpt(number))
    for number in (*theirs.read.counts, *theirs.read.percents):
        if not number.word and not number.values & known and _ONE not in number.values:
            yield Difference(Kept.NUMBER, theirs.excerpt(number), added=True)


@dataclass(frozen=True, slots=True)
class _Denials:
    """How sentences of a language are denied; ``lacks`` deny without a negation; ``but`` only looks so."""

    denies: re.Pattern[str]
    lacks: re.Pattern[str]
    but: re.Pattern[str]


@cache
def _denials(language: str) -> _Denials | None:
    told = read_yaml("amends.letter", "negation.yaml")["languages"].get(language)
    if told is None:
        return None
    words = _either(told["words"].split())
    parts = _either(told["parts"])
    bounded = rf"(?<!\w)(?:{words})(?!\w)" if words else ""
    return _Denials(
        re.compile("|".join(each for each in (bounded, parts) if each)),
        re.compile(_either(told["lacks"])),
        re.compile(_either(told["but"])),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted({fold_pattern(word) for word in words}, key=len, reverse=True)))


#: Of a sentence: whether something is denied in it, and whether something lacks.
_Denied = tuple[bool, bool]


def _denied(text: _Text, sentences: Sequence[Sentence]) -> list[_Denied] | None:
    """None where the language is not known."""
    known = _denials(text.language)
    if known is None:
        return None
    plain = known.but.sub(lambda found: " " * len(found.group()), text.folded)
    return [
        (
            bool(known.denies.search(plain, one.start, one.end)),
            bool(known.lacks.search(text.folded, one.start, one.end)),
        )
        for one in sentences
    ]


def _lost_denial(was: _Denied, is_now: _Denied) -> bool:
    """Whether a denial is gone; what was denied may have become something that lacks, unless that stood there before."""
    return was[0] and not is_now[0] and not (is_now[1] and not was[1])


def _negation(ours: _Text, theirs: _Text) -> Iterator[Difference]:
    """A denied sentence stays denied. Sentences are compared one by one where both texts have as many of them."""
    sentences, others = split_sentences(ours.folded), split_sentences(theirs.folded)
    said, told = _denied(ours, sentences), _denied(theirs, others)
    if said is None or told is None:
        return
    if len(said) == len(told):
        for one, other, was, is_now in zip(sentences, others, said, told, strict=True):
            if _lost_denial(was, is_now):
                yield Difference(Kept.NEGATION, ours.excerpt(one))
            elif _lost_denial(is_now, was):
                yield Difference(Kept.NEGATION, theirs.excerpt(other), added=True)
        return
    whole, now = _any(said), _any(told)
    if _lost_denial(whole, now):
        yield Difference(Kept.NEGATION, "")
    elif _lost_denial(now, whole):
        yield Difference(Kept.NEGATION, "", added=True)


def _any(sentences: Sequence[_Denied]) -> _Denied:
    return any(denies for denies, _ in sentences), any(lacks for _, lacks in sentences)
