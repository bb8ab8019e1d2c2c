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

_LETTERS = r"a-z0-9\u0400-\u04ff_"
_CANDIDATE = re.compile(
    rf"(?<![{_LETTERS}$€£/@+-])(?<!\d[.,])(?=[a-z-]{{0,12}}\d)(?:[a-z0-9]+(?:-[a-z0-9]+){{0,5}})(?![{_LETTERS}@]|-\d)"
)
_GROUPED = re.compile(
    r"(?<![a-z0-9_.,+-])(?:[a-z]{2} ?\d{3}(?: ?\d{3}){2} ?[a-z]{2}|\d{3,4}(?: \d{3,4}){2,7})(?![.,-]\d|[a-z0-9])"
)
#: Swiss Post writes points; a slash or a Cyrillic letter belongs to a number only beside the word "order".
_DOTTED = re.compile(r"(?<![\w.])9[89]\.\d\d\.\d{6}\.\d{8}(?![\w.]\d)")
_SLASHED = re.compile(
    rf"(?<![{_LETTERS}/.@-])(?=\S{{0,9}}\d{{3}})(?=\S*?[/\u0400-\u04ff])[a-z\u0400-\u04ff0-9]{{1,10}}"
    rf"(?:[-/][a-z0-9]{{1,10}}){{1,4}}(?![{_LETTERS}/@-])"
)
_ANY_NUMBER = re.compile(r"\d{3}|\d{2}[-/]")
#: A sentence or another number ends a context word's reach.
_APART = re.compile(r"[.!?;\n\u3002](?=\s|$)|\d{5}")
_DATE = re.compile(r"(?:19|20)\d{2}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-\d{4}")
#: What may stand between the word "order" and its number.
_NAMING = (
    r"[\s#№:.\-()\"'|=\u2116]*(?:(?:no|nr|n|num|numero|number|id|is|code|номер|nº|n°|nu|numarasi|numer|nummer|号|号码|编号|番号|번호|رقم|是|は|为"
    r"|ref)[\s#№:.º°=\"'(]*){0,2}"
)
_JOINT = re.compile(_NAMING + r"\Z")
_ALONE_BEFORE = re.compile(
    r"(?:\A|[.!?,;:()\n\u3002\uff01\uff1f\uff0c\uff1a\u061f\u060c\"'>~\U0001f300-\U0001faff-])" + _NAMING + r"\Z"
)
_ALONE_AFTER = re.compile(r"\s*(?:[.!?,;:()\n\u3002\uff01\uff1f\uff0c\uff1a\u061f\u060c\"']|\Z)")
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
#: The beginning of a bank account number.
_ACCOUNT = re.compile(r"(?<![a-z0-9])[a-z]{2}\d{2} ?\Z")
_AFTER = re.compile(r"[ )\"']{0,2}(?:numarali|nolu|no'?lu|번|号|の)? ?")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_Meaning = Literal["order", "tracking"]
_NEAR = 18


class Shape(BaseModel):
    """``letters``: with at least one letter; ``loose``: a word of another kind beside it is believed; ``joined``: its
    dashes are no part of the number; ``named``: an order only directly beside the word; ``firm``: anything but its
    meaning only directly beside the word."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: str
    meaning: Literal["order", "tracking", "either", "named_order"]
    strong: bool
    pattern: str
    letters: bool = False
    loose: bool = False
    joined: bool = False
    named: bool = False
    firm: bool = False
    languages: tuple[str, ...] = ()


class Alone(BaseModel):
    """How many digits a number without any context word may have, and where such a number is an order in any case."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    least: int
    most: int
    always_order: tuple[str, ...]


class IdentifierData(BaseModel):
    """The shape of ``identifiers.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    shapes: list[Shape]
    reach_before: int
    reach_after: int
    context: dict[str, dict[str, str]]
    no_context: dict[str, str]
    never: str
    money_after: str
    phones: dict[str, str]
    alone: Alone
    joins: str


@dataclass(frozen=True, slots=True)
class FoundNumber:
    what: _Meaning
    number: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Scene:
    """One text while its numbers are read. ``marks`` are the context words: start, end, what they name."""

    text: str
    folded: str
    language: str
    marks: tuple[tuple[int, int, str], ...]


@cache
def identifier_data() -> IdentifierData:
    raw = read_yaml("amends.triage", "identifiers.yaml")
    for shape in raw["shapes"]:
        shape["meaning"] = shape.pop("is")
    return IdentifierData.model_validate(raw)


@cache
def _shapes(language: str) -> tuple[tuple[Shape, re.Pattern[str]], ...]:
    wanted = (shape for shape in identifier_data().shapes if not shape.languages or language in shape.languages)
    return tuple((shape, re.compile(shape.pattern)) for shape in wanted)


@cache
def _context(language: str) -> re.Pattern[str]:
    """One expression over the context words of a language and of English, as named groups."""
    parts = []
    for what in ("tracking", "order", "other", "likely"):
        words: set[str] = set()
        for source in dict.fromkeys((language, "en")):
            more = identifier_data().context.get(source, {}).get(what, "")
            for pattern in split_patterns(read_lexicon(source).context.get(what, "") + ";" + more):
                words.update(fold(word) for word in expand(pattern))
        spaced = sorted((re.escape(word) for word in words if word), key=len, reverse=True)
        parts.append(f"(?P<{what}>{'|'.join(spaced)})".replace(r"\*", r"\w*"))
    edge = "" if language in UNSPACED else r"(?<![a-z\u0400-\u04ff])"
    stop = "" if language in UNSPACED else r"(?![a-z\u0400-\u04ff])"
    return re.compile(f"{edge}(?:{'|'.join(parts)}){stop}")


@cache
def _look_alikes(language: str) -> frozenset[str]:
    return frozenset(identifier_data().no_context.get(language, "").split())


@cache
def _small_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a number money, and what joins two numbers of one kind."""
    data = identifier_data()
    return re.compile(rf"\s?(?:{data.money_after})"), re.compile(rf"\s*(?:{data.joins})\s*#?")


@cache
def _phone(language: str) -> re.Pattern[str]:
    local = identifier_data().phones.get(language)
    return re.compile(r"0\d*|\d*0{6}\d*" + (f"|{local}" if local else ""))


def valid_s10(number: str) -> bool:
    """Whether the ninth digit of a UPU S10 number is its check digit (weights 8 6 4 2 3 5 9 7, modulo 11)."""
    digits = number[2:11]
    if len(number) != 13 or not digits.isdigit():
        return False
    remainder = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _S10_WEIGHTS, strict=False)) % 11
    return int(digits[8]) == {10: 0, 11: 5}.get(remainder, remainder)


def find_numbers(text: str, folded: str, language: str) -> list[FoundNumber]:
    """Order and tracking numbers in the order of the text, each once. ``folded`` must be as long as ``text``."""
    if not _ANY_NUMBER.search(folded):
        return []
    if language == "ar":  # shops write their numbers with European digits, buyers do not always
        text, folded = text.translate(_ARABIC_DIGITS), folded.translate(_ARABIC_DIGITS)
    scene = _Scene(text, folded, language, _marks(text, folded, language))
    found: dict[str, FoundNumber] = {}
    taken: list[tuple[int, int]] = []
    for pattern in (_DOTTED, _SLASHED, _GROUPED, _CANDIDATE):
        for match in pattern.finditer(folded):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            one = _read(match, scene) if pattern is not _SLASHED else _slashed(match, scene)
            one = one or _companion(match, scene, list(found.values()))
            if one and one.number not in found:
                found[one.number] = one
                taken.append((one.start, one.end))
    return sorted(found.values(), key=lambda number: number.start)


def _marks(text: str, folded: str, language: str) -> tuple[tuple[int, int, str], ...]:
    no_words = _look_alikes(language)
    return tuple(
        (match.start(), match.end(), str(match.lastgroup))
        for match in _context(language).finditer(folded)
        if not no_words or text[match.start() : match.end()].lower() not in no_words
    )


def _found(what: _Meaning, match: re.Match[str], scene: _Scene, *, joined: bool = False) -> FoundNumber:
    number = scene.text[match.start() : match.end()].replace(" ", "")
    return FoundNumber(what, number.replace("-", "") if joined else number, match.start(), match.end())


def _slashed(match: re.Match[str], scene: _Scene) -> FoundNumber | None:
    nearest, distance, between = _nearest(match, scene)
    named = nearest == "order" and distance <= 16 and _JOINT.fullmatch(between)
    return _found("order", match, scene) if named and not _DATE.fullmatch(match.group().replace("/", "-")) else None


def _companion(match: re.Match[str], scene: _Scene, found: list[FoundNumber]) -> FoundNumber | None:
    """The second of two numbers that a word joins, where it is shaped as the first."""
    token = match.group()
    for one in found:
        between = scene.folded[one.end : match.start()]
        alike = abs(len(token) - (one.end - one.start)) <= 1 and token.isdigit() == one.number.isdigit()
        if (
            alike
            and sum(char.isdigit() for char in token) >= 4
            and one.end <= match.start()
            and _small_patterns()[1].fullmatch(between)
        ):
            return _found(one.what, match, scene)
    return None


def _read(match: re.Match[str], scene: _Scene) -> FoundNumber | None:
    token = match.group().replace(" ", "")
    digits = sum(char.isdigit() for char in token)
    if digits < 3 or _DATE.fullmatch(token) or _is_money(token, match.end(), scene.folded):
        return None
    if digits <= 12 and not _is_strong(token, scene.language):
        nearest, distance, between = _nearest(match, scene)
        named = nearest == "order" and distance <= 16 and _JOINT.fullmatch(between)
        if named and (digits >= 4 or "-" in token):
            return FoundNumber("order", scene.text[match.start() : match.end()], match.start(), match.end())
    if digits < 4 or _ACCOUNT.search(scene.folded[max(0, match.start() - 5) : match.start()]):
        return None
    for shape, pattern in _shapes(scene.language):
        if pattern.fullmatch(token) and not (shape.letters and token.isdigit()):
            what = _meaning(shape, match, scene)
            return None if what is None else _found(what, match, scene, joined=shape.joined and what == "tracking")
    return None


def _is_money(token: str, end: int, folded: str) -> bool:
    """Whether a short number goes on with decimals or a currency."""
    if not token.isdigit() or len(token) > 7:
        return False
    decimals = folded[end : end + 1] in (".", ",") and folded[end + 1 : end + 2].isdigit()
    return decimals or _small_patterns()[0].match(folded, end) is not None


def _is_strong(token: str, language: str) -> bool:
    return any(shape.strong and pattern.fullmatch(token) for shape, pattern in _shapes(language))


def _nearest(match: re.Match[str], scene: _Scene) -> tuple[str | None, int, str]:
    """The kind of the nearest context word before the number (or directly after it), and how far it stands."""
    data = identifier_data()
    best: tuple[str | None, int, str] = (None, 10_000, "")
    for start, end, what in scene.marks:
        if what == "likely" and len(match.group()) < data.alone.least:
            continue
        if end <= match.start() and match.start() - end <= data.reach_before:
            between = scene.folded[end : match.start()]
            distance = len(between) + (25 if _APART.search(between) and not _JOINT.fullmatch(between) else 0)
        elif start >= match.end() and start - match.end() <= data.reach_after:
            joined = _AFTER.fullmatch(scene.folded[match.end() : start])
            between, distance = ("", 3) if joined else ("?", start - match.end() + 14)
        else:
            continue
        if distance < best[1]:
            best = ("order" if what == "likely" else what, distance, between)
    return best


def _meaning(shape: Shape, match: re.Match[str], scene: _Scene) -> _Meaning | None:
    nearest, distance, between = _nearest(match, scene)
    if shape.strong:
        blocked = nearest == "other" and distance <= 25 and shape.loose
        return None if blocked or shape.meaning not in ("order", "tracking") else shape.meaning
    if shape.meaning == "named_order":
        return _named(match, scene, nearest, distance)
    if shape.named and nearest == "order" and distance > 12 and not _JOINT.fullmatch(between):
        return "tracking"
    if shape.firm and not (nearest == "tracking" and _JOINT.fullmatch(between)):
        return None if nearest == "other" and _is_other(match, scene, between) else "order"
    token = match.group().replace(" ", "")
    if " " in match.group() and token[0] == "0" and len(token) <= 13 and nearest not in ("order", "tracking"):
        return None  # a telephone number in groups
    if shape.meaning == "either" and token.isdigit():
        return _short_digits(token, match, scene)
    if nearest == "other" and (distance <= _NEAR or shape.meaning == "either"):
        return None
    if nearest == "order":
        return "order"
    if nearest == "tracking":
        return "tracking"
    return shape.meaning if shape.meaning in ("order", "tracking") else None


def _is_other(match: re.Match[str], scene: _Scene, between: str) -> bool:
    """Whether a number shaped as an order is called a refund's or a card's all the same."""
    before = scene.folded[max(0, match.start() - 24) : match.start()]
    return bool(_JOINT.fullmatch(between)) and bool(between.strip() or _never().search(before))


@cache
def _never() -> re.Pattern[str]:
    words = "|".join(re.escape(fold(word)).replace(r"\*", r"\w*") for word in split_patterns(identifier_data().never))
    return re.compile(rf"(?:{words})\W{{0,3}}\Z")


def _named(match: re.Match[str], scene: _Scene, nearest: str | None, distance: int) -> _Meaning | None:
    """A shape that needs a word or the number sign beside it."""
    hashed = scene.folded[match.start() - 1 : match.start()] in ("#", "№")
    if nearest == "tracking" and distance <= (3 if hashed else 14) and len(match.group()) >= 8:
        return "tracking"
    if nearest == "order" and distance <= 12 and len(match.group()) >= 8:
        return "order"
    return "order" if hashed and (nearest != "other" or distance > _NEAR) and distance > 3 else None


def _short_digits(token: str, match: re.Match[str], scene: _Scene) -> _Meaning | None:
    """Eight to eleven bare digits: what the nearest word says; without one an order or parcel where they stand alone.

    A telephone number has this length too, so that one of its shape needs a word directly beside it.
    """
    nearest, distance, between = _nearest(match, scene)
    adjacent = bool(_JOINT.fullmatch(between)) and distance <= _NEAR
    if nearest == "other" and (adjacent or distance <= 10):
        return None
    if _phone(scene.language).fullmatch(token) and not adjacent and not (nearest == "tracking" and token[0] == "0"):
        return None
    if nearest == "order":
        return "order"
    always_order = scene.language in identifier_data().alone.always_order
    if nearest == "tracking" and (distance <= 8 or not always_order):
        return "tracking"
    alone = identifier_data().alone
    before = scene.folded[max(0, match.start() - 24) : match.start()]
    if match.start() > 24:
        before = "_" + before
    stands = _ALONE_BEFORE.search(before) or _ALONE_AFTER.match(scene.folded, match.end())
    if not stands or not alone.least <= len(token) <= alone.most or (nearest == "other" and distance <= 25):
        return None
    parcel = any(what == "tracking" for _, _, what in scene.marks)
    return "tracking" if parcel and not always_order else "order"
