"""Number words of fourteen languages: where they stand in a folded text and what they are worth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.triage.folding import fold

_PLAIN = re.compile(r"\d[\d.,]*")


class Compound(BaseModel):
    """How twenty-one to ninety-nine are written in one word: ``einundzwanzig``, ``ventuno``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    join: str
    units_first: bool
    one: str


class LanguageNumerals(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    words: dict[int, str]
    join: str = ""
    adds_to: tuple[int, ...] = ()
    compound: Compound | None = None


class East(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    digits: dict[str, int]
    hangul: dict[str, int]
    powers: dict[str, int]
    groups: dict[str, int]


class NumeralData(BaseModel):
    """The shape of ``numerals.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    languages: dict[str, LanguageNumerals]
    east: East


@dataclass(frozen=True, slots=True)
class Spoken:
    """A number in words; ``words`` are how many words it has."""

    value: int
    start: int
    end: int
    words: int = 1


@cache
def numeral_data() -> NumeralData:
    return NumeralData.model_validate(read_yaml("amends.triage", "numerals.yaml"))


@cache
def word_values(language: str) -> dict[str, int]:
    """Every folded number word of a language, compounds included."""
    data = numeral_data().languages.get(language)
    if data is None:
        return {}
    values = {fold(word): value for value, words in data.words.items() for word in words.split()}
    if data.compound:
        values.update(_compounds(data, data.compound))
    return values


def _compounds(data: LanguageNumerals, rule: Compound) -> dict[str, int]:
    found: dict[str, int] = {}
    for ten in range(20, 100, 10):
        for unit in range(1, 10):
            one = rule.one if unit == 1 else data.words[unit].split()[0]
            for tens in data.words[ten].split():
                short = tens[:-1] if one[0] in "uo" else tens
                written = one + rule.join + tens if rule.units_first else short + one
                found[fold(written)] = ten + unit
    return found


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """A run of number words, with the joining words between them."""
    data = numeral_data().languages[language]
    words = "|".join(re.escape(word) for word in sorted(word_values(language), key=len, reverse=True))
    if language == "ar":
        one = rf"(?:ال)?(?:{words})(?!\w)"
        return re.compile(rf"(?<!\w)[وبل]?{one}(?:\s+و?\s?{one})*")
    join = rf"(?:{fold(data.join)}[\s-]+)?" if data.join else ""
    edge = "['’]" if language == "tr" else ""
    return re.compile(rf"(?<![\w{edge}-])(?:{words})(?!\w)(?:[\s-]+{join}(?:{words})(?!\w))*")


@cache
def _east_run(language: str) -> re.Pattern[str]:
    east = numeral_data().east
    digits = "".join(east.hangul if language == "ko" else east.digits)
    powers = "".join(east.powers) + "".join(east.groups)
    return re.compile(
        rf"(?:\d[\d,]{{0,12}}(?:\.\d{{1,4}})?\s?(?=[{powers}]))?[{digits}{powers}](?:[{digits}{powers}]|\s?\d[\d,]*)*"
    )


@lru_cache(maxsize=64)
def spoken_numbers(folded: str, language: str) -> tuple[Spoken, ...]:
    """The numbers in words of a text in a language with spaces, from left to right.

    Money and counts ask for the same text one after another, hence the small cache.
    """
    if language not in numeral_data().languages or not word_values(language):
        return ()
    found: list[Spoken] = []
    values = word_values(language)
    for match in _pattern(language).finditer(folded):
        found += _read_run(match, values, language)
    return tuple(found)


def _read_run(match: re.Match[str], values: dict[str, int], language: str) -> list[Spoken]:
    """Numbers of one run of words: ``twenty five`` is one, ``five six`` are two."""
    data = numeral_data().languages[language]
    joins = {fold(data.join)} if data.join else set()
    found: list[Spoken] = []
    total = current = words = 0
    start = end = -1
    for piece in _pieces(match, values, language):
        value = values.get(piece.group(), -1)
        if value < 0 and piece.group() in joins:
            continue
        step = _step(total, current, value, data.adds_to, language) if words else (0, value)
        if step is None:
            found.append(Spoken(total + current, start, end, words))
            total, current, words = 0, value, 0
            step = (0, value)
        if not words:
            start = piece.start()
            step = (value, 0) if value == 1000 else step
        total, current = step
        words, end = words + 1, piece.end()
    if words:
        found.append(Spoken(total + current, start, end, words))
    return found


def _pieces(match: re.Match[str], values: dict[str, int], language: str) -> list[re.Match[str]]:
    """The words of a run; a word with a dash that is a number of its own stays whole."""
    text = match.string
    if language == "ar":
        words = re.compile("|".join(re.escape(word) for word in sorted(values, key=len, reverse=True)))
        found: list[re.Match[str]] = []
        for token in re.finditer(r"\w+", match.group()):
            first, last = match.start() + token.start(), match.start() + token.end()
            for skip in range(4):
                piece = words.fullmatch(text, first + skip, last)
                if piece:
                    found.append(piece)
                    break
        return found
    return list(_word_pattern(language).finditer(text, match.start(), match.end()))


@cache
def _word_pattern(language: str) -> re.Pattern[str]:
    data = numeral_data().languages[language]
    words = [*word_values(language), *([fold(data.join)] if data.join else [])]
    return re.compile("(?<!\\w)(?:" + "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) + ")(?!\\w)")


def _step(total: int, current: int, value: int, adds_to: tuple[int, ...], language: str) -> tuple[int, int] | None:
    """Thousands so far and the rest after one more word; None where the word begins another number."""
    if value == 1000:
        return (total + max(1, current) * 1000, 0) if total == 0 else None
    if value == 100:
        return (total, current * 100) if 0 < current < 10 else ((total, 100) if current == 0 and total else None)
    if value > 100:
        return (total, value) if current == 0 and total else None
    rest = current % 100
    if current and rest == 0 and current >= 100:
        return total, current + value
    if current == 0 and total:
        return total, value
    if rest >= 20 and rest % 10 == 0 and 0 < value < 10:
        return total, current + value
    if rest in adds_to and value < 20:
        return total, current + value
    if rest == 10 and 0 < value < 10 and language in ("tr", "ko"):
        return total, current + value
    if language == "ar" and 0 < rest < 10 and value >= 20 and value % 10 == 0:
        return total, current + value
    return None


@lru_cache(maxsize=64)
def east_numbers(folded: str, language: str) -> tuple[Spoken, ...]:
    """Numbers in Chinese characters or Hangul, also mixed with digits (``4万2千``); ``words`` counts the characters."""
    found = []
    for match in _east_run(language).finditer(folded):
        value = east_value(match.group())
        if value is not None:
            found.append(Spoken(value, match.start(), match.end(), match.end() - match.start()))
    return tuple(found)


def east_value(written: str) -> int | None:
    """``三百二`` is 320, ``4万2千`` 42000, ``1.5万`` 15000; None where it is no number."""
    east = numeral_data().east
    units = {**east.digits, **east.hangul}
    total = section = 0
    number: float | None = None
    last = 1
    position = 0
    written = re.sub(r"[\s,]", "", written)
    while position < len(written):
        char = written[position]
        plain = _PLAIN.match(written, position)
        if plain:
            number, position = float(plain.group().rstrip(".")), plain.end()
            last = 1
            continue
        if char in units:
            goes_on = number is not None and last == 1
            number = (number or 0) * 10 + units[char] if goes_on else units[char]
            last = 1 if char not in "零〇" else 0
        elif char in east.powers:
            section += int((1 if number is None else number) * east.powers[char])
            number, last = None, east.powers[char]
        elif char in east.groups:
            total += int((section + (number or 0) or 1) * east.groups[char])
            section, number, last = 0, None, east.groups[char]
        position += 1
    if number is not None:
        short = re.search(r"([百千万]|백|천|만)[一二三四五六七八九两]\Z", written)
        section += int(number * (_before(short.group(1)) if short else 1))
    return total + section


def _before(power: str) -> int:
    east = numeral_data().east
    return {**east.powers, **east.groups}[power] // 10
