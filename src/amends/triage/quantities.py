"""Numbers that can count goods: in digits and words, without sizes, days, prices, codes and mere articles."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from amends.triage.counting import counting_data, measure_pattern, units
from amends.triage.currencies import coin_after
from amends.triage.folding import fold
from amends.triage.numerals import east_value, numeral_data, spoken_numbers

#: A larger number beside a word of counting is a price, a size or a code.
LARGEST = 1000
EASTERN = frozenset({"zh", "ja", "ko"})
_DIGITS = re.compile(r"(?<![\w.,:/#$€£¥₩+×-])(?<!\d )\d{1,4}(?![\d]|[.,:/×-][\d-]|\s?x\s?\d| \d\d)")
_EAST_DIGITS = re.compile(r"(?<![\da-z.,:/#$€£¥₩+×-])\d{1,4}(?![\d]|[.,:/×-]\d|x\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number that may count goods; ``article`` where the word may be only an article or a pronoun."""

    value: int
    start: int
    end: int
    article: bool = False
    digits: bool = False


@cache
def _articles(language: str) -> frozenset[str]:
    return frozenset(fold(word) for word in counting_data().articles.get(language, "").split())


@cache
def _no_number(language: str) -> frozenset[str]:
    """Words that numerals.yaml knows and that say a pair or a few as often as two."""
    return frozenset(fold(word) for word in counting_data().vague.split())


@cache
def _duals() -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:ال|لل|بال)?\w{2,}(?:تين|تان)(?!\w)|(?<!\w)(?:ال)?(?:" + counting_data().duals + r")(?!\w)"
    )


def mentions(folded: str, text: str, language: str, *, lengths: bool) -> list[Mention]:
    """All numbers of a text that may count goods, in the order of the text; metres too with ``lengths``."""
    found: list[Mention] = []
    pattern = _EAST_DIGITS if language in EASTERN else _DIGITS
    if language == "tr":
        pattern = _DIGITS
    for match in pattern.finditer(folded):
        if language == "ar" and re.match("['a-z]", folded[match.end() : match.end() + 1]):
            continue  # the digits of Arabic in Latin letters
        found.append(Mention(int(match.group()), match.start(), match.end(), digits=True))
    if language in EASTERN:
        found = _measured(folded, language, found)
    else:
        for one in spoken_numbers(folded, language):
            word = folded[one.start : one.end]
            if word in _no_number(language):
                continue
            article = one.value == 1 and word in _articles(language) and "é" not in text[one.start : one.end].lower()
            found.append(Mention(one.value, one.start, one.end, article))
    if language == "ar":
        free = [m for m in _duals().finditer(folded) if not any(m.start() < o.end and o.start < m.end() for o in found)]
        found += [Mention(2, match.start(), match.end()) for match in free]
    kept = [
        one for one in found if 0 < one.value <= LARGEST and not _is_measure(one, folded, language, lengths=lengths)
    ]
    return sorted(kept, key=lambda one: one.start)


@cache
def _east_counted(language: str) -> re.Pattern[str]:
    counters = units(language)
    east = numeral_data().east
    if language == "ko":
        tens, ones = (
            "열|스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔",
            "하나|한|둘|두|셋|세|석|넷|네|넉|다섯|여섯|일곱|여덟|아홉",
        )
        native = rf"(?P<native>(?:{tens})(?:\s?(?:{ones}))?|{ones})"
        return re.compile(
            rf"(?<![\uac00-\ud7a3\d]){native}(?=\s?(?:{counters})(?![\uac00-\ud7a3]*월))|(?<![\uac00-\ud7a3\d])(?P<alone>하나|둘|셋|넷|다섯|여섯)(?=만|뿐|밖|는|가|이|은|도|\s|를|을)"
        )
    digits = "".join(east.digits)
    return re.compile(
        rf"(?<![第{digits}十百\d])(?P<native>[{digits}十百]+)(?=\s?(?:{counters}))|(?P<alone>[俩仨]|半打|一打)|(?P<tsu>[一二三四五六七八九]つ)"
    )


@cache
def _native_values() -> dict[str, int]:
    data = numeral_data().languages["ko"].words
    return {word: value for value, words in data.items() for word in words.split()}


def _measured(folded: str, language: str, digits: list[Mention]) -> list[Mention]:
    """In the East a number counts goods where a counter follows it."""
    counter = re.compile(rf"\s?(?:{units(language)})")
    dozens = [Mention(12 * one.value, one.start, one.end) for one in digits if folded.startswith("ダース", one.end)]
    if dozens:
        return dozens
    found = [one for one in digits if counter.match(folded, one.end) and folded[one.start - 1 : one.start] != "第"]
    for match in _east_counted(language).finditer(folded):
        written = match.group()
        if any(match.start() < one.end and one.start < match.end() for one in found):
            continue
        value = (
            _korean(written)
            if language == "ko"
            else {"半打": 6, "一打": 12}.get(written) or east_value(written.rstrip("つ"))
        )
        if value:
            article = value == 1 and language == "zh"
            found.append(Mention(value, match.start(), match.end(), article))
    return found


def _korean(written: str) -> int:
    values = _native_values()
    written = written.replace(" ", "")
    for length in range(len(written), 0, -1):
        if written[:length] in values:
            rest = written[length:]
            return values[written[:length]] + (values.get(rest, 0) if rest else 0)
    return 0


def _is_measure(one: Mention, folded: str, language: str, *, lengths: bool) -> bool:
    """Whether a unit, a coin, a month or a word of size makes the number no count of goods."""
    no_count, sizes, dates, metres = measure_pattern()
    if not lengths and metres.match(folded, one.end):
        return True
    if no_count.match(folded, one.end) or (
        one.value > 1 and coin_after().match(folded, one.end) and language not in ("zh",)
    ):
        return True
    before = folded[max(0, one.start - 22) : one.start]
    if language == "zh" and re.match(r"\s?[块塊元](?:钱|錢)?", folded[one.end : one.end + 3]) and one.value >= 10:
        return True
    if sizes.search(before):
        return True
    return (
        one.digits
        and dates.search(before) is not None
        and re.match(r"\s*(?:[.,;)!?\n]|\Z|(?:and|und|et|y|e|i|и|en|ve)\b)", folded[one.end : one.end + 5]) is not None
    )
