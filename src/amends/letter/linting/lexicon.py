"""The word lists of a language: ``letter/lint/<language>.yaml``, validated when they are first read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from pydantic import BaseModel, ConfigDict, field_validator

from amends.core.packaged import read_yaml
from amends.letter.linting.folding import fold_pattern
from amends.letter.linting.patterns import PatternSet, Writing

#: What a word list may say; the comments of ``en.yaml`` explain it. ``<concept>_not`` takes back what it overlaps,
#: or (accusation, contact, dispute_close, odr, promise, review) frees its whole sentence.
CONCEPTS: frozenset[str] = frozenset(
    """
    gratitude apology again wait soon deadline hedge doubt carrier customs factory nature
    blame buyer_blame accusation minimising frivolous unique_claim check_claim review
    review_ask review_leave review_threat benefit condition rights_denied rights_safe dispute_close
    order_word asks_solve contact jargon explained problem generic_problem refund
    full_refund part_refund send_again coupon gift return_goods sending cancel guide repair extend duty document promise
    filler street identity odr done
    """.split()
)


class SentenceLimits(BaseModel):
    """In words, or in characters for languages that are written without spaces."""

    model_config = ConfigDict(extra="forbid")
    longest: int
    mean: int
    letter: int


def _listed(block: str) -> list[str]:
    return [pattern.strip() for line in block.splitlines() for pattern in line.split(" / ") if pattern.strip()]


class LexiconFile(BaseModel):
    """``months`` and ``numerals`` map words to numbers; ``common_words`` tell the language; see ``patterns``."""

    model_config = ConfigDict(extra="forbid")
    language: str
    source: str
    confidence: str
    as_of: str
    writing: Writing
    limits: SentenceLimits
    months: dict[str, int]
    numerals: dict[str, int]
    measure: str = ""
    common_words: str
    words: dict[str, str] = {}
    phrases: dict[str, list[str]]

    @field_validator("phrases", mode="before")
    @classmethod
    def _listed(cls, value: dict[str, list[str] | str]) -> dict[str, list[str]]:
        """A block of text is read as one pattern a line, or several with `` / `` between them."""
        return {name: _listed(patterns) if isinstance(patterns, str) else patterns for name, patterns in value.items()}

    @field_validator("phrases")
    @classmethod
    def _known(cls, value: dict[str, list[str]]) -> dict[str, list[str]]:
        unknown = {name for name in value if re.sub("(_not)+$", "", name) not in CONCEPTS}
        if unknown:
            raise ValueError(f"unknown concepts: {', '.join(sorted(unknown))}")
        return value


@dataclass(frozen=True)
class Lexicon:
    """A language's lists, ready for use."""

    language: str
    writing: Writing
    limits: SentenceLimits
    months: dict[str, int]
    numerals: dict[str, int]
    counted: re.Pattern[str]
    #: Whether ``counted`` means whole words: what it finds inside a word is none.
    counts_words: bool
    common_words: frozenset[str]
    phrases: dict[str, list[str]]
    words: dict[str, str]
    day_first: re.Pattern[str]
    month_first: re.Pattern[str]

    @cached_property
    def patterns(self) -> PatternSet:
        """Made when the language is first linted: telling languages apart needs the words of all, the patterns of one."""
        return PatternSet(self.phrases, self.words, self.writing, checked=False)


def _counted(numerals: dict[str, int], measure: str) -> re.Pattern[str]:
    """Number words; where words are not parted by spaces, only before a measure word."""
    if not numerals:
        return re.compile(r"(?!)")
    names = "|".join(sorted((re.escape(name) for name in numerals), key=len, reverse=True))
    if measure:
        return re.compile(rf"({names})(?={fold_pattern(measure)})")
    # Inside "telefon iki" the Turkish "on iki" would hide the "iki".
    whole = "" if all(name.isalnum() for name in numerals) else r"(?<!\w)"
    return re.compile(rf"{whole}({names})(?!\w)")


def _dates(months: dict[str, int]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = "|".join(sorted((re.escape(name) for name in months), key=len, reverse=True))
    if not names:
        return re.compile(r"(?!)"), re.compile(r"(?!)")
    # "5 مايكرو" and "2 أبواب" begin like May and August.
    tail = r"(?![^\W\d_])"
    ordinal = r"(?:st|nd|rd|th|er|e|o|a|º|ª|°|-?го|-?е|-?ого)?\.?"
    year = r"(?:,? ?(?:de |do |del |г |год |عام |سنه )?(\d{4})(?!\d))?"
    # Two expressions that begin with a digit and with a name: each can skip through the text by its first letter.
    day_first = rf"(\d\d?){ordinal}[ ]?(?:de |of |d'|di |do |من |ال)?[ ]?({names}){tail}\.?{year}"
    month_first = rf"({names}){tail}\.? (?:the )?(\d{{1,2}})(?!\d)(?![.,]\d)(?:st|nd|rd|th)?{year}"
    return re.compile(day_first), re.compile(month_first)


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a supported language (primary subtag). Raises FileNotFoundError for any other."""
    data = LexiconFile.model_validate(read_yaml("amends.letter", "lint", f"{language}.yaml"))
    months = {fold_pattern(name): number for name, number in data.months.items()}
    numerals = {fold_pattern(word): number for word, number in data.numerals.items()}
    day_first, month_first = _dates(months)
    return Lexicon(
        language=data.language,
        writing=data.writing,
        limits=data.limits,
        months=months,
        numerals=numerals,
        counted=_counted(numerals, data.measure),
        counts_words=not data.measure,
        common_words=frozenset(fold_pattern(data.common_words).split()),
        phrases=data.phrases,
        words=data.words,
        day_first=day_first,
        month_first=month_first,
    )
