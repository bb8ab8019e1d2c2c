"""Order and tracking numbers: shapes of platforms and carriers, and the words that stand beside them.

A strong shape (Amazon, eBay, S10, UPS …) is believed unless a word of another kind (RMA, phone) stands directly before
it. Bare digits follow the nearest context word; without one they follow the shape's habit or are left out. The check
digit of an S10 number is verified only to warn, never to drop: buyers mistype.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.triage.folding import fold
from amends.triage.lexicon import UNSPACED, expand, read_lexicon, split_patterns

_CANDIDATE = re.compile(
    r"(?<![a-z0-9\u0400-\u04ff_$€£/@+-])(?<!\d[.,])(?:[a-z0-9]+(?:-[a-z0-9]+){0,5})(?![a-z0-9\u0400-\u04ff_@]|[.,]\d|-\d)"
)
_GROUPED = re.compile(r"(?<![a-z0-9_.,+-])(?:[a-z]{2} ?)?\d{3,4}(?: \d{3,4}){2,7}(?: ?[a-z]{2})?(?![.,-]\d|[a-z0-9])")
#: A sentence or another number ends a context word's reach.
_APART = re.compile(r"[.!?;\n\u3002](?=\s|$)|\d{5}")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}")
#: What may stand between the word "order" and its number.
_JOINT = re.compile(
    r"[\s#№:.\-()\"'|=\u2116]*(?:(?:no|nr|n|num|numero|number|id|is|code|номер|nº|n°|nu|numarasi|numer|nummer|号|号码|编号|番号|번호|رقم|是|は|为"
    r"|ref)[\s#№:.º°=\"'(]*){0,2}\Z"
)
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str
    meaning: Literal["order", "tracking", "either", "named_order"]
    strong: bool
    pattern: str
    letters: bool = False
    loose: bool = False


class IdentifierData(BaseModel):
    """The shape of ``identifiers.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    shapes: list[Shape]
    reach_before: int
    reach_after: int


@dataclass(frozen=True, slots=True)
class FoundNumber:
    what: Literal["order", "tracking"]
    number: str
    start: int
    end: int


@cache
def identifier_data() -> IdentifierData:
    raw = read_yaml("amends.triage", "identifiers.yaml")
    for shape in raw["shapes"]:
        shape["meaning"] = shape.pop("is")
    return IdentifierData.model_validate(raw)


@cache
def _shapes() -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    return tuple((shape, re.compile(shape.pattern)) for shape in identifier_data().shapes)


@cache
def _context(language: str) -> re.Pattern[str]:
    """One expression over the context words of a language and of English, as named groups."""
    parts = []
    for what in ("tracking", "order", "other"):
        words: set[str] = set()
        for source in dict.fromkeys((language, "en")):
            for pattern in split_patterns(read_lexicon(source).context.get(what, "")):
                words.update(fold(word) for word in expand(pattern))
        spaced = sorted((re.escape(word) for word in words if word), key=len, reverse=True)
        parts.append(f"(?P<{what}>{'|'.join(spaced)})")
    edge = "" if language in UNSPACED else r"(?<![a-z\u0400-\u04ff])"
    stop = "" if language in UNSPACED else r"(?![a-z\u0400-\u04ff])"
    return re.compile(f"{edge}(?:{'|'.join(parts)}){stop}")


def valid_s10(number: str) -> bool:
    """Whether the ninth digit of a UPU S10 number is its check digit (weights 8 6 4 2 3 5 9 7, modulo 11)."""
    digits = number[2:11]
    if len(number) != 13 or not digits.isdigit():
        return False
    remainder = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _S10_WEIGHTS, strict=False)) % 11
    return int(digits[8]) == {10: 0, 11: 5}.get(remainder, remainder)


def find_numbers(text: str, folded: str, language: str) -> list[FoundNumber]:
    """Order and tracking numbers in the order of the text, each once. ``folded`` must be as long as ``text``."""
    if not re.search(r"\d{3}", folded):
        return []
    marks = [(match.start(), match.end(), str(match.lastgroup)) for match in _context(language).finditer(folded)]
    found: dict[str, FoundNumber] = {}
    taken: list[tuple[int, int]] = []
    for pattern in (_GROUPED, _CANDIDATE):
        for match in pattern.finditer(folded):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            one = _read(match, text, folded, marks)
            if one and one.number not in found:
                found[one.number] = one
                taken.append((one.start, one.end))
    return sorted(found.values(), key=lambda number: number.start)


def _read(match: re.Match[str], text: str, folded: str, marks: list[tuple[int, int, str]]) -> FoundNumber | None:
    token = match.group().replace(" ", "")
    digits = sum(char.isdigit() for char in token)
    if digits < 3 or _DATE.fullmatch(token):
        return None
    if digits <= 12 and not _is_strong(token):
        nearest, distance, between = _nearest(match, folded, marks)
        named = nearest == "order" and distance <= 16 and _JOINT.fullmatch(between)
        if named and (digits >= 4 or "-" in token):
            return FoundNumber("order", text[match.start() : match.end()], match.start(), match.end())
    if digits < 4:
        return None
    for shape, pattern in _shapes():
        if pattern.fullmatch(token) and not (shape.letters and token.isdigit()):
            what = _meaning(shape, match, folded, marks)
            if what is None:
                return None
            number = text[match.start() : match.end()].replace(" ", "")
            return FoundNumber(what, number, match.start(), match.end())
    return None


def _is_strong(token: str) -> bool:
    return any(shape.strong and pattern.fullmatch(token) for shape, pattern in _shapes())


def _nearest(match: re.Match[str], folded: str, marks: list[tuple[int, int, str]]) -> tuple[str | None, int, str]:
    """The kind of the nearest context word before the number (or directly after it), and how far it stands."""
    data = identifier_data()
    best: tuple[str | None, int, str] = (None, 10_000, "")
    for start, end, what in marks:
        if end <= match.start() and match.start() - end <= data.reach_before:
            between = folded[end : match.start()]
            distance = len(between) + (25 if _APART.search(between) and not _JOINT.fullmatch(between) else 0)
        elif start >= match.end() and start - match.end() <= data.reach_after:
            between, distance = "?", start - match.end() + 14
        else:
            continue
        if distance < best[1]:
            best = (what, distance, between)
    return best


def _meaning(
    shape: Shape, match: re.Match[str], folded: str, marks: list[tuple[int, int, str]]
) -> Literal["order", "tracking"] | None:
    nearest, distance, _ = _nearest(match, folded, marks)
    if shape.strong:
        blocked = nearest == "other" and distance <= 25 and shape.loose
        return None if blocked or shape.meaning not in ("order", "tracking") else shape.meaning
    hashed = folded[match.start() - 1 : match.start()] in ("#", "№")
    if shape.meaning == "named_order":
        if nearest == "tracking" and distance <= 14 and len(match.group()) >= 8:
            return "tracking"
        if nearest == "order" and distance <= 12 and len(match.group()) >= 8:
            return "order"
        return "order" if hashed and nearest in (None, "order") and distance > 3 else None
    if nearest == "other" and (distance <= 18 or shape.meaning == "either"):
        return None
    if nearest == "order":
        return "order"
    if nearest == "tracking":
        return "tracking"
    return shape.meaning if shape.meaning in ("order", "tracking") else None
