"""What the pure packages say in English, in Chinese: for the screens, from the table ``sayings/zh.yaml``.

The engine speaks English (contract); nothing of it is changed here. A sentence that the table does not know stays as
it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Self

from babel import Locale
from babel.dates import format_date
from pydantic import BaseModel, ConfigDict, Field, model_validator

from amends.core.errors import InputError
from amends.core.labels import label
from amends.core.money import Money
from amends.core.packaged import read_yaml
from amends.core.vocabulary import EvidenceType, Remedy

_LOCALE = "zh_Hans_CN"
_HOLE = re.compile(r"\{([a-z_]+)(?::([a-z_]+))?\}")
_HOLE_NAME = re.compile(r"\{([a-z_]+)(?::[a-z_]+)?\}")
_HAN = re.compile(r"[㐀-鿿]")
_END_OF_SENTENCE = re.compile(r"(?<=\.) (?=[A-Z])")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MAX_SENTENCE = 2_000


# What a hole may hold, and how it is shown ---------------------------------------------------------------------------


def _money(text: str) -> str:
    amount, _space, currency = text.partition(" ")
    try:
        return Money.parse(amount, currency).format(_LOCALE)
    except InputError:
        return text


def _day(text: str) -> str:
    if text == "an unknown day":
        return "某日"
    number, _space, month = text.partition(" ")
    return f"{_MONTHS.index(month) + 1}月{number}日"


def _date(text: str) -> str:
    return str(format_date(date.fromisoformat(text), "medium", locale=_LOCALE))


def _country(code: str) -> str:
    return str(Locale.parse(_LOCALE).territories.get(code, code))


def _remedies(text: str) -> str:
    if text == "nothing":
        return "不提任何方案"
    return " + ".join(label(Remedy(name), "zh") for name in text.split(" + "))


def _one_of(names: list[str]) -> str:
    return "(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + ")"


#: Words of the contracts that are no English: on a screen their names stand for them.
_CODES = {each.value: label(each, "en").lower() for kind in (EvidenceType, Remedy) for each in kind if "_" in each}
_CODE = re.compile(rf"(?<!\w){_one_of(list(_CODES))}(?!\w)")
_AMOUNT = r"-?[0-9]+(?:\.[0-9]+)?"
_REMEDY = _one_of([remedy.value for remedy in Remedy])
#: Kind of hole: its pattern in English, and how a value of it is shown in Chinese.
WORDS: dict[str, tuple[str, Callable[[str], str]]] = {
    "money": (rf"{_AMOUNT} [A-Z]{{3}}", _money),
    "amount": (_AMOUNT, str),
    "currency": (r"[A-Z]{3}", str),
    "number": (r"[0-9]+(?:\.[0-9]+)?", str),
    "percent": (r"-?[0-9]+%", str),
    "day": (rf"(?:[0-9]{{1,2}} {_one_of(_MONTHS)}|an unknown day)", _day),
    "days": (r"-?[0-9]+ days?", lambda text: f"{text.partition(' ')[0]}天"),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", _date),
    "country": (r"[A-Z]{2}", _country),
    "evidence": (_one_of([kind.value for kind in EvidenceType]), lambda text: label(EvidenceType(text), "zh")),
    "remedies": (rf"(?:nothing|{_REMEDY}(?: \+ {_REMEDY})*)", _remedies),
    "text": (r".+?", str),
}


# The table -----------------------------------------------------------------------------------------------------------


class Pair(BaseModel):
    """A template in both languages. ``{name:kind}`` is a hole; ``{kind}`` alone has its kind as its name."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    en: str
    zh: str

    @model_validator(mode="after")
    def _nothing_is_lost(self) -> Self:
        if sorted(holes(self.en)) != sorted(name for name, _kind in _HOLE.findall(self.zh)):
            raise ValueError(f"both languages hold the same: {self.en!r}")
        if _HOLE.sub("", self.en).strip(" .;") and not _HAN.search(_HOLE.sub("", self.zh)):
            raise ValueError(f"no Chinese is given for {self.en!r}")
        return self


class Table(BaseModel):
    """``pieces`` are parts of sentences that a hole may hold, by kind; ``sayings`` whole ones, by who says them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_version: Annotated[int, Field(ge=1, le=1)]
    pieces: dict[str, Annotated[tuple[Pair, ...], Field(min_length=1)]]
    sayings: dict[str, Annotated[tuple[Pair, ...], Field(min_length=1)]]

    @model_validator(mode="after")
    def _every_hole_is_known(self) -> Self:
        if twice := WORDS.keys() & self.pieces:
            raise ValueError(f"a piece has the name of a word: {sorted(twice)}")
        pairs = [pair for group in (*self.pieces.values(), *self.sayings.values()) for pair in group]
        for pair in pairs:
            if unknown := set(holes(pair.en).values()) - WORDS.keys() - self.pieces.keys():
                raise ValueError(f"no such hole: {sorted(unknown)} in {pair.en!r}")
        said = [pair.en for group in self.sayings.values() for pair in group]
        if len(set(said)) != len(said):
            raise ValueError(f"given twice: {sorted(text for text in set(said) if said.count(text) > 1)}")
        return self


def holes(template: str) -> dict[str, str]:
    """Name and kind of each hole of an English template."""
    return {name: kind or name for name, kind in _HOLE.findall(template)}


@dataclass(frozen=True, slots=True)
class Template:
    """An English template as an expression, and the Chinese that goes with it."""

    expression: re.Pattern[str]
    kinds: dict[str, str]
    chinese: str


@cache
def table() -> Table:
    """The packaged table. Raises pydantic.ValidationError where it is not whole."""
    return Table.model_validate(read_yaml("amends.web", "sayings", "zh.yaml"))


def _fixed(pair: Pair) -> int:
    """How much of a template is words, not holes."""
    return len(_HOLE.sub("", pair.en))


def _longest_first(pairs: tuple[Pair, ...]) -> list[Pair]:
    return sorted(pairs, key=_fixed, reverse=True)


@cache
def _held(kind: str) -> str:
    """The expression of what a hole of this kind holds, without groups of its own."""
    if kind in WORDS:
        return WORDS[kind][0]
    options = (_expression(pair.en, named=False) for pair in _longest_first(table().pieces[kind]))
    return "(?:" + "|".join(options) + ")"


def _expression(template: str, *, named: bool) -> str:
    parts, at = [], 0
    for hole in _HOLE.finditer(template):
        name, kind = hole[1], hole[2] or hole[1]
        parts.append(re.escape(template[at : hole.start()]))
        parts.append(f"(?P<{name}>{_held(kind)})" if named else f"(?:{_held(kind)})")
        at = hole.end()
    return "".join(parts) + re.escape(template[at:])


def _compiled(pairs: tuple[Pair, ...]) -> tuple[Template, ...]:
    return tuple(
        Template(re.compile(_expression(pair.en, named=True)), holes(pair.en), pair.zh)
        for pair in _longest_first(pairs)
    )


@cache
def _pieces(kind: str) -> tuple[Template, ...]:
    return _compiled(table().pieces[kind])


@cache
def _sayings() -> tuple[Template, ...]:
    return _compiled(tuple(pair for group in table().sayings.values() for pair in group if holes(pair.en)))


@cache
def _plain() -> dict[str, str]:
    """The sayings without holes."""
    return {pair.en: pair.zh for group in table().sayings.values() for pair in group if not holes(pair.en)}


# Saying it -----------------------------------------------------------------------------------------------------------


def _shown(kind: str, text: str) -> str | None:
    return WORDS[kind][1](text) if kind in WORDS else _filled(_pieces(kind), text)


def _filled(templates: tuple[Template, ...], text: str) -> str | None:
    """The Chinese of the first template that is all of ``text``; None where there is none."""
    for template in templates:
        found = template.expression.fullmatch(text)
        if found is None:
            continue
        shown = {name: _shown(kind, found[name]) for name, kind in template.kinds.items()}
        if None not in shown.values():
            # Every other piece of the split is a hole's name: text, name, text, name …
            parts = _HOLE_NAME.split(template.chinese)
            return "".join(str(shown[part]) if at % 2 else part for at, part in enumerate(parts))
    return None


@lru_cache(maxsize=8192)
def in_chinese(sentence: str) -> str | None:
    """A sentence of the engine, or several in a row, in Chinese; None where any of it is not in the table.

    Amounts, dates, numbers and names come through as the screens show them; remedies and evidence by their labels.
    """
    if not sentence or len(sentence) > _MAX_SENTENCE:
        return None
    whole = _plain().get(sentence) or _filled(_sayings(), sentence)
    if whole is not None:
        return whole
    sentences = _END_OF_SENTENCE.split(sentence)
    if len(sentences) == 1:
        return None
    found = [in_chinese(each) for each in sentences]
    return "".join(each for each in found if each is not None) if None not in found else None


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence as a screen shows it; ``lang`` is ``en`` where it is English on a screen of another language."""

    text: str
    lang: str = ""

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


def saying(sentence: str, language: str) -> Saying:
    """A sentence of the engine for a screen in ``language``; what has no Chinese stays English and says so."""
    if not language.startswith("zh"):
        return Saying(_CODE.sub(lambda found: _CODES[found[0]], sentence))
    chinese = in_chinese(sentence)
    return Saying(sentence, "en") if chinese is None else Saying(chinese)
