"""Sums without a sign or a coin: numbers that the words around them make money."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.triage.currencies import NUMBER, SCALES, currency_data, joined
from amends.triage.numerals import east_numbers, spoken_numbers

_EASTERN = frozenset({"zh", "ja", "ko"})
#: Languages that write cents after a point as English does, and a time of day with a colon.
_POINT = frozenset({"en", "zh", "ja", "ko", "ar"})
#: Where prices are so large that a number with thousands marks and no unit is one.
_LARGE_PRICES = frozenset({"COP", "CLP", "ARS", "PYG", "IDR", "VND", "KRW"})
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,'٬ ]\d{3})+")
_CENTS = re.compile(r"[.,٫]\d{2}\Z")
_DAY = re.compile(
    r"(?<!\w)(?:al|el|on|dia|del|em|ate|am|vom|bis|от|до|c|с|the|le|du|il|dal|op|w\sdniu|dnia|until|by|since|через|in|within|en|dentro|nach|innerhalb"
    r"|dans|tra|entro|binnen|po|przez|от|за)\s*\Z"
)
#: Behind a sum the sentence ends or goes on with a small word; a noun would be what is counted.
_END = re.compile(
    r"\s*(?:\Z|[.,;:!?)\n\"\u3002\uff0c\uff01\uff1f\u060c\u061f…-]|(?:and|or|for|to|but|because|please|on|so|y|e|et|o|u|ou|und|oder|en|of|и|а|или|но|i|a|lub|albo|que|qui|para|pour|per|für"
    r"|por|za|voor|dla|in|im|am|bitte|als|is|wegen|mi|me|lo|da|zum|por|nor|w|na|ve|icin|plus|mas|mais|piu|erbij|in|но|на|чем|что|if|if|was|terugbetalen|et|con|avec|mit|met|with|auf|op|sur"
    r")(?!\w)|就|吧|的|行|整|里面|外|算|退|ほど|に|を|の|は|で|と|も)"
)
#: A smaller number beside a word of paying is a quantity.
_LEAST = 10
_VERB_LAST = frozenset({"zh", "ja", "ko", "tr", "ar"})


class SumWords(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    strong: str
    direct: str
    close: str
    after: str
    adds: str
    about: str


class SumData(BaseModel):
    """The shape of ``sums.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    words: dict[str, SumWords]
    no_sum: str
    units: str


@dataclass(frozen=True, slots=True)
class _Patterns:
    number: re.Pattern[str]
    strong: re.Pattern[str]
    direct: re.Pattern[str]
    close: re.Pattern[str]
    after: re.Pattern[str]
    adds: re.Pattern[str]
    about: re.Pattern[str]


@cache
def sum_data() -> SumData:
    return SumData.model_validate(read_yaml("amends.triage", "sums.yaml"))


@cache
def _shared() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a number none of money: words directly before, units directly behind."""
    data = sum_data()
    letters = r"(?![a-z\u0400-\u04ff\u0621-\u064a])"
    latin = [word for word in data.units.split() if not re.match("[\u3040-\ud7a3]", word)]
    east = [word for word in data.units.split() if re.match("[\u3040-\ud7a3]", word)]
    units = re.compile(rf"[\s-]?(?:(?:{joined(latin)}){letters}|{joined(east)})|\s?[%/×:@]|\s?x\s?\d")
    before = data.no_sum.split()
    words = [word for word in before if not re.match("[\u3040-\ud7a3]", word)]
    signs = [word for word in before if re.match("[\u3040-\ud7a3]", word)]
    return re.compile(rf"(?:(?<!\w)(?:{joined(words)})|{joined(signs)})\W{{0,2}}\Z"), units


@cache
def _patterns(language: str) -> _Patterns | None:
    words = sum_data().words.get(language)
    if words is None:
        return None
    eastern = language in _EASTERN
    scale = joined(list(SCALES))
    edge = "" if eastern or language == "ar" else r"(?<!\w)"
    stop = "" if eastern else r"(?!\w)"
    gap = r"[^\d.!?;\n(]{0,4}" if eastern else r"[^\d.!?;,\n(]{0,14}"
    follows = r"(?![\da-z])" if eastern else r"(?!\w)"
    joint = "" if eastern or language in ("ar", "tr") else r"(?<!\w)"
    front = "(?<![\\da-z#+/_])" if eastern else ("(?<![\\d#+/_])" if language == "ar" else r"(?<![\w#+/])")

    def before(source: str, between: str) -> re.Pattern[str]:
        return re.compile(rf"{edge}(?:{joined(source.split())}){between}\Z" if source else r"(?!)")

    return _Patterns(
        re.compile(
            rf"{front}(?<!\d[.,:/-])(?<![a-z]-)(?P<number>{NUMBER})(?P<dash>[.,]-{{1,2}})?(?:\s?(?P<scale>{scale})(?![a-z\u0400-\u04ff]))?"
            rf"{follows}(?![:/]\d|-\w|[.,]\d)"
        ),
        before(words.strong, (stop if not eastern and language != "ar" else "") + gap),
        before(words.direct, "" if language == "ar" else r"\s"),
        before(words.close, r"\s(?:os\s|los\s|die\s|de\s|les\s|i\s|the\s|my\s|meine\s|mes\s)?"),
        re.compile(rf"\s?{joint}(?:{joined(words.after.split())})" if words.after else r"(?!)"),
        before(words.adds, r"\W{1,2}(?:\w+\W)?" if not eastern else r"\W?"),
        re.compile(edge + rf"(?:{joined(words.about.split())})"),
    )


def bare_sums(
    folded: str, language: str, currency: str | None, taken: list[tuple[int, int]]
) -> Iterator[tuple[str, str | None, int, int]]:
    """Numbers that must be money: written, scale, start and end. ``taken`` are the sums found already."""
    patterns = _patterns(language)
    if patterns is None:
        return
    others = bool(taken)
    about = others or patterns.about.search(folded) is not None
    for number in patterns.number.finditer(folded):
        start, end = number.start(), number.end()
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        if _excluded(number, folded, language):
            continue
        if _beside(number, folded, taken) or _is_sum(
            number, folded, patterns, others=others, about=about, currency=currency, language=language
        ):
            taken.append((start, end))
            others = True
            yield number["number"], number["scale"], start, end
    yield from _spoken_sums(folded, language, patterns, taken)


def _excluded(number: re.Match[str], folded: str, language: str) -> bool:
    """Units, codes, days, years, times of day."""
    no_sum, units = _shared()
    before = folded[max(0, number.start() - 24) : number.start()]
    if no_sum.search(before) or (units.match(folded, number.end()) and not number["dash"]):
        return True
    written = number["number"]
    if number["scale"]:
        return len(written) > 5 or number["scale"] == "k"
    digits = re.sub(r"\D", "", written)
    parts = re.fullmatch(r"(\d{1,2})([.,])(\d{2})", written)
    if parts:
        clock = int(parts[1]) < 24 and int(parts[3]) < 60
        date = int(parts[1]) <= 31 and 1 <= int(parts[3]) <= 12
        return parts[2] == "." and language not in _POINT and (clock or date)
    if _CENTS.search(written) or _THOUSANDS.fullmatch(written):
        return False
    plain = written if language not in _EASTERN else re.sub(r"\.\d\Z", "", written)
    if len(digits) > 6 or int(digits) < _LEAST or not plain.isdigit() or plain[0] == "0":
        return True
    if len(digits) == 4 and digits[:2] in ("19", "20") and digits[2:] != "00":
        return language != "zh" or not _next_to_money(folded, number)
    return len(digits) <= 2 and int(digits) <= 31 and _DAY.search(before) is not None


def _next_to_money(folded: str, number: re.Match[str]) -> bool:
    """``我买1999刚好``: a round price and no year, where a word of buying stands directly before it."""
    return folded[number.start() - 1 : number.start()] in ("买", "付", "退", "满", "扣")


_PART = re.compile(
    r"\s(?:of|out\sof|dos|de|de\slos|von|van|su|sur|z|из|statt|anstatt|instead\sof|vs|au\slieu\sde|zamiast|invece\sdi|en\svez\sde|em\svez\sde|in\splaats\svan|ipv|вместо)"
    r"\s(?:the\s|my\s|os\s|los\s|den\s)?"
)


def _beside(number: re.Match[str], folded: str, taken: list[tuple[int, int]]) -> bool:
    """``40 dos 112 reais``, ``30 pesos de 1,140``: a part of a sum, or what it was taken from."""
    for start, end in taken:
        first, last = (number.end(), start) if number.end() <= start else (end, number.start())
        if last - first <= 20 and _PART.fullmatch(folded[first:last]):
            return True
    return False


def _is_sum(
    number: re.Match[str],
    folded: str,
    patterns: _Patterns,
    *,
    others: bool,
    about: bool,
    currency: str | None,
    language: str,
) -> bool:
    written = number["number"]
    before = folded[max(0, number.start() - 40) : number.start()]
    ends = _END.match(folded, number.end()) is not None
    cents = _CENTS.search(written) is not None
    value = int(re.sub(r"\D", "", written))
    if number["dash"] or patterns.after.match(folded, number.end()):
        return True
    if patterns.strong.search(before):
        return ends or cents or value >= 100 or number["scale"] is not None or language in _VERB_LAST
    if patterns.direct.search(before) and (value >= 100 or language == "ar" or number["scale"]):
        return True
    if number["scale"]:
        return _scaled(currency, folded, number.end(), about=about and ends)
    if cents and (about or patterns.close.search(before)):
        return True
    if patterns.close.search(before) and value >= 100 and ends and about:
        return True
    if others and patterns.adds.search(before) and ends:
        return True
    return currency in _LARGE_PRICES and _THOUSANDS.fullmatch(written) is not None and (ends or about)


def _scaled(currency: str | None, folded: str, end: int, *, about: bool) -> bool:
    return about or currency in currency_data().thousands_prices


def _spoken_sums(
    folded: str, language: str, patterns: _Patterns, taken: list[tuple[int, int]]
) -> Iterator[tuple[str, str | None, int, int]]:
    """Sums in words without a coin: only directly behind a word of paying, and with nothing counted after them."""
    eastern = language in _EASTERN
    if language == "ko" or not patterns.about.search(folded):
        return
    _, units = _shared()
    for one in east_numbers(folded, language) if eastern else spoken_numbers(folded, language):
        if one.value < _LEAST or any(one.start < end and start < one.end for start, end in taken):
            continue
        before = folded[max(0, one.start - 40) : one.start]
        directly = patterns.strong.search(before) if eastern else _directly(before, patterns)
        directly = directly or patterns.direct.search(before) or (bool(taken) and patterns.adds.search(before))
        behind = patterns.after.match(folded, one.end)
        if behind or (directly and not units.match(folded, one.end) and _END.match(folded, one.end)):
            yield str(one.value), None, one.start, one.end


def _directly(before: str, patterns: _Patterns) -> bool:
    found = patterns.strong.search(before)
    return found is not None and len(before) - found.end() == 0 and len(found.group().split()) <= 2
