"""How many were bought, came, are missing: numbers beside words of buying, arriving and lacking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from amends.core.contracts.triage import Counts
from amends.core.vocabulary import Kind
from amends.triage.features import Reading
from amends.triage.folding import fold
from amends.triage.lexicon import UNSPACED, cue_names, read_lexicon

#: A larger number beside such a word is a price, a size or a code.
LARGEST = 500
_REACH = 26
_UNSPACED_REACH = 8
_BREAK = re.compile(r"[.!?;\n\u3002\uff01\uff1f]")
_NOT_A_COUNT = re.compile(
    r"\s?(?:cm|mm|m|kg|g|gb|tb|ml|l|mah|w|v|%|st|nd|rd|th|days?|weeks?|months?|hours?|years?|stars?|times?|день|дн|недел|"
    r"месяц|час|год|лет|раз|руб|р\b|см|мм|кг|гб|размер|звезд|天|周|月|年|号|码|元|块|次|星|小时|分钟|点|岁|"
    r"dias?|días?|semanas?|mes|meses|horas?|anos?|años?|veces|vezes|reais|euros?|pesos|estrel|€|£|\$|/|:|[.,]\d|-\d|x\d)"
)


#: Words that join a part and its whole: "2 of the 4 boxes", "2 caixas de 3".
_OF = (
    r"(?:out of|of|из|de|das|dos|da|von|sur|di|van|z)\s(?:the\s|my\s|os\s|as\s|las\s|los\s|les\s|den\s|meinen\s|mes\s)?"
)
_ONLY = re.compile(
    r"(?:only|just|solo|so|apenas|somente|solamente|nomas|только|лишь|всего|nur|seulement|qu'|soltanto|sadece|tylko|maar|slechts"
    r"|只有?|就|仅|得|才|missing|falt\w+|не хвата\w+|нет|short|fehl\w+|manqu\w*|manca\w*|eksik|brak\w*|ontbre\w+|少了?|缺了?|漏了?|差)\W{0,2}(?:\w+\W)?\Z"
)
#: A number after such a word is a size or a version.
_SIZE = re.compile(
    r"(?:size|размер\w*|р-р|talla|talle|tam\w*|num\w*|taille|pointure|grosse|taglia|misura|maat|rozmiar\w*|beden|n[oº]\.?|尺码|码|size:)\W{0,2}\Z"
)
_MEASURE = re.compile(r"[个個件条條双雙只隻包瓶盒张張片根支罐颗顆对對本块塊袋组組套台箱把枚粒串份朵块罐副节節桶卷]")
#: Kinds in which a single count is worth reporting; elsewhere only a comparison is.
_ABOUT_NUMBERS = frozenset({Kind.SHORT_QUANTITY, Kind.PARTIAL_DELIVERY})


@dataclass(frozen=True, slots=True)
class FoundCount:
    what: str
    value: int
    start: int
    end: int


@cache
def _number(language: str) -> re.Pattern[str]:
    words = sorted((fold(word) for word in read_lexicon(language).numbers), key=len, reverse=True)
    spoken = "|".join(re.escape(word) for word in words if word not in ("a",))
    digits = r"(?<![\w.,:/#$€£¥-])\d{1,3}(?![\d.,:/-]\d|\d)"
    if not spoken:
        return re.compile(digits)
    bounded = spoken if language in UNSPACED else rf"(?<!\w)(?:{spoken})(?!\w)"
    loose = r"(?<![\d.,:/#$€£¥-])\d{1,3}(?![\d.,:/-]\d|\d)" if language in UNSPACED else digits
    return re.compile(rf"{loose}|{bounded}")


@cache
def _values(language: str) -> dict[str, int]:
    return {fold(word): value for word, value in read_lexicon(language).numbers.items()}


def find_counts(reading: Reading, language: str, kind: Kind) -> list[FoundCount]:
    """The counts of a text, the first of each meaning.

    Only a text about missing goods or several parcels reports a single number; in any other text a number counts
    where two of them are compared (five ordered, four came).
    """
    folded = reading.text.folded
    names = cue_names()
    marks = [
        (hit.start, hit.end, names[hit.cue].partition(".")[2])
        for hit in reading.hits
        if names[hit.cue].startswith("counting.")
    ]
    if not marks:
        return []
    found = _parts(folded, language)
    spare: list[FoundCount] = []
    for match in _number(language).finditer(folded):
        value = _value(match, folded, language)
        if value is None or any(one.start <= match.start() < one.end for one in found.values()):
            continue
        options = _nearest(match.start(), match.end(), marks, folded, language)
        what = next((option for option in options if option not in found), None)
        if what:
            found[what] = FoundCount(what, value, match.start(), match.end())
        elif not options or options[0] == "ordered":
            spare.append(FoundCount("received", value, match.start(), match.end()))
    if kind in _ABOUT_NUMBERS and set(found) == {"ordered"}:
        fewer = [one for one in spare if one.value < found["ordered"].value]
        found.update({"received": fewer[0]} if len(fewer) == 1 else {})
    counts = list(found.values())
    compared = len({one.what for one in counts}) > 1 and len({one.value for one in counts}) > 1
    return counts if kind in _ABOUT_NUMBERS or compared else []


@cache
def _part_pattern(language: str) -> re.Pattern[str]:
    number = rf"({_number(language).pattern})"
    return re.compile(rf"(?<![\w.,/$€£-]){number}\s(?:\w+\s)?{_OF}{number}(?!\w)(?![.,/:-]\d|\s?[%$€£])")


def _parts(folded: str, language: str) -> dict[str, FoundCount]:
    """A part of a whole: ``2 of the 4`` came."""
    if language in UNSPACED:
        return {}
    for match in _part_pattern(language).finditer(folded):
        part, whole = (_values(language).get(group, 0) or int(group) for group in match.groups())
        if 0 < part < whole <= 100:
            return {
                "ordered": FoundCount("ordered", whole, match.start(2), match.end(2)),
                "received": FoundCount("received", part, match.start(1), match.end(1)),
            }
    return {}


def _value(match: re.Match[str], folded: str, language: str) -> int | None:
    """The count that is written, or None where the number is a size, a day, a price or only an article."""
    spoken = _values(language).get(match.group())
    value = int(match.group()) if spoken is None else spoken
    if value > LARGEST or _NOT_A_COUNT.match(folded, match.end()):
        return None
    if spoken is None and value >= 200:
        return None
    if spoken is not None and language in UNSPACED and not _MEASURE.match(folded, match.end()):
        return None
    if _SIZE.search(folded[max(0, match.start() - 10) : match.start()]):
        return None
    if spoken is not None and value == 1 and not _ONLY.search(folded[max(0, match.start() - 22) : match.start()]):
        return None
    return value


def _nearest(start: int, end: int, marks: list[tuple[int, int, str]], folded: str, language: str) -> list[str]:
    """The meanings of the words of the same sentence that stand near the number, the nearest first."""
    reach = _UNSPACED_REACH if language in UNSPACED else _REACH
    near: list[tuple[int, str]] = []
    for mark_start, mark_end, what in marks:
        if mark_end <= start and start - mark_end <= reach:
            between, distance = folded[mark_end:start], start - mark_end
        elif mark_start >= end and mark_start - end <= (2 if language in UNSPACED else 12):
            # "3 missing", "4 nos received": directly after the number a word belongs to it.
            between, distance = folded[end:mark_start], mark_start - end + (0 if mark_start - end <= 5 else 8)
        else:
            continue
        if not _BREAK.search(between):
            near.append((distance, what))
    return [what for _, what in sorted(near)]


def as_counts(found: list[FoundCount]) -> Counts:
    values = {one.what: one.value for one in found}
    return Counts(ordered=values.get("ordered"), received=values.get("received"), missing=values.get("missing"))
