"""How many were bought, came, are missing: numbers beside words of buying, arriving and lacking.

Three ways of saying it are read before any distance is measured: a part of a whole (2 of the 4), one number instead of
another (3 instead of 5), and a pair of which one came. Every other number takes the meaning of the nearest word of its
sentence. Nothing is computed: a count is reported only where it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from amends.core.contracts.triage import Counts
from amends.core.vocabulary import Kind
from amends.triage.counting import counting_data, role_pattern, small_pattern, units
from amends.triage.features import Reading
from amends.triage.quantities import EASTERN, Mention, mentions

_BREAK = re.compile(r"[!?;\n\u3002\uff01\uff1f\u061f…]|\.(?!\d)")
_COMMA = re.compile("[,،\uff0c、:—]| - ")
#: Kinds in which a single count is worth reporting; elsewhere only a whole or a comparison is.
_ABOUT_NUMBERS = frozenset({Kind.SHORT_QUANTITY, Kind.PARTIAL_DELIVERY})
#: Kinds in which a buyer says how many she ordered for its own sake.
_ABOUT_ORDERS = frozenset(
    {
        Kind.DAMAGED, Kind.DEFECTIVE, Kind.WRONG_ITEM, Kind.CANCEL_REQUEST, Kind.CHANGE_REQUEST, Kind.ORDER_STATUS,
        Kind.OUT_OF_STOCK, Kind.RETURN_REQUEST, Kind.CHARGED_WRONGLY, Kind.PRAISE, Kind.PRODUCT_QUESTION,
    }
)  # fmt: skip
#: Kinds that a text about missing goods is mistaken for; its own words then decide.
_NEAR_KINDS = frozenset(
    {Kind.NOT_RECEIVED, Kind.OTHER, Kind.OUT_OF_STOCK, Kind.LATE_DELIVERY, Kind.DELIVERED_NOT_RECEIVED}
)
#: Kinds in which the part of a whole is what is wrong with it.
_ABOUT_FAULTS = frozenset({Kind.DAMAGED, Kind.DEFECTIVE, Kind.WRONG_ITEM, Kind.CANCEL_REQUEST, Kind.RETURN_REQUEST})
#: From so many on a question is about an order in bulk, and a Turkish number needs a word of pieces to be no size.
_MANY = 10
_PIECES = re.compile(r"'?\w{0,3}\s?(?:adet|tane|parca|cift|paket|kutu|urun|koli|takim|set)")
_ENDS_IN_OF = re.compile(r"(?<!\w)(?:of|de|da|van|von|mit|com|con|z|po|из|по|in|for|per|por)\Z")
_WEAK = frozenset({"だけ", "のみ", "しか", "만", "뿐", "밖에", "只", "就", "仅"})
_GOODS = re.compile(
    r"\s(?!(?:and|but|y|e|et|und|en|i|и|pero|mas|mais|aber|maar|für|por|pour|per|za|in|auf|est|is|es|mas|war|con|com|avec|a|de|non|no|not|o|или|но|а)\b)[^\W\d_]{3,}"
)
#: How far, in characters, a word may stand from its number; and how much a comma, another number or the wrong side adds.
_REACH = {"far": 42, "comma": 16, "number": 22, "damage": 32}
_EAST_REACH = {"far": 15, "comma": 7, "number": 8, "damage": 12}
#: A wall of numbers is not counted to its end.
_MOST_NUMBERS = 60
_VERB_LAST = frozenset({"tr", "ja", "ko"})
_OF_EAST = {"zh": r"(?:中|里|裡)", "ja": r"(?:のうち|の内|うち|中)", "ko": r"\s?(?:들이\s?)?(?:중|가운데)"}


@dataclass(frozen=True, slots=True)
class FoundCount:
    what: str
    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cue:
    role: str
    start: int
    end: int


@dataclass(slots=True)
class _Sheet:
    """One text while it is read: its numbers, the words of counting, and what is settled so far."""

    folded: str
    language: str
    about: bool
    kind: Kind
    numbers: list[Mention]
    cues: list[_Cue]
    found: dict[str, Mention] = field(default_factory=dict)
    costs: dict[str, int] = field(default_factory=dict)
    broken: list[Mention] = field(default_factory=list)
    asked: list[Mention] = field(default_factory=list)
    firm: bool = False

    def free(self) -> list[Mention]:
        used = {id(one) for one in (*self.found.values(), *self.broken, *self.asked)}
        return [one for one in self.numbers if id(one) not in used and not one.article]

    def settle(self, what: str, one: Mention, cost: int = 0) -> None:
        self.found[what] = one
        self.costs[what] = cost


def find_counts(reading: Reading, language: str, kind: Kind) -> list[FoundCount]:
    """The counts of a text, each meaning once.

    Only a text about missing goods or several parcels reports any single number; in other texts a number counts
    where it is said to be ordered, where a part of it is broken, or where two are compared.
    """
    if language not in counting_data().languages:
        return []
    folded = reading.text.folded
    about = kind in _ABOUT_NUMBERS
    numbers = mentions(folded, reading.text.text, language, lengths=about)[:_MOST_NUMBERS]
    pair = small_pattern(language, "pair").search(folded)
    if not numbers and not pair:
        return []
    cues = [_Cue(str(match.lastgroup), match.start(), match.end()) for match in role_pattern(language).finditer(folded)]
    sheet = _Sheet(folded, language, about, kind, numbers, cues)
    sheet.about = about or _says_short(sheet)
    _instead(sheet)
    _part_of_whole(sheet)
    _by_words(sheet)
    _fall_back(sheet)
    return _sensible(sheet)


def _says_short(sheet: _Sheet) -> bool:
    """Whether a text of a kind near to missing goods speaks of them all the same: two numbers, or one beside "missing"."""
    if sheet.kind not in _NEAR_KINDS:
        return False
    plain = [one for one in sheet.numbers if not one.article]
    roles = {one.start: _nearest_role(sheet, one) for one in plain}
    said = set(roles.values())
    return {"ordered", "received"} <= said or ("missing" in said and (len(plain) > 1 or "received" not in said))


def _nearest_role(sheet: _Sheet, one: Mention) -> str | None:
    near = sorted((cost, cue.role) for cue in sheet.cues if (cost := _cost(sheet, one, cue)) is not None)
    return near[0][1] if near else None


def as_counts(found: Iterable[FoundCount]) -> Counts:
    values = {one.what: one.value for one in found}
    return Counts(ordered=values.get("ordered"), received=values.get("received"), missing=values.get("missing"))


def _pairs(sheet: _Sheet, reach: int) -> Iterable[tuple[Mention, Mention]]:
    """Neighbouring numbers of one sentence."""
    for index, first in enumerate(sheet.numbers):
        for second in sheet.numbers[index + 1 : index + 3]:
            between = sheet.folded[first.end : second.start]
            if len(between) <= reach and not _BREAK.search(between):
                yield first, second


def _instead(sheet: _Sheet) -> None:
    """``3 statt 5``: five were ordered and three came; ``vestido 4 en vez de 1``: four were ordered."""
    pattern = small_pattern(sheet.language, "instead")
    if not sheet.about:
        return
    for first, second in _pairs(sheet, 60):
        between = sheet.folded[first.end : second.start]
        word = pattern.search(between)
        if not word:
            if pattern.search(sheet.folded[max(0, first.start - 18) : first.start]) and first.value > second.value:
                _whole(sheet, first, second)
                return
            continue
        if first.value < second.value and (not first.article or first.digits or sheet.about):
            _whole(sheet, second, first)
            return
        if sheet.language in ("tr", "ko", "ja") and first.value > second.value:
            _whole(sheet, first, second)
            return


def _whole(sheet: _Sheet, whole: Mention, part: Mention) -> None:
    sheet.settle("ordered", whole)
    sheet.settle("received", part)
    sheet.firm = True


def _part_of_whole(sheet: _Sheet) -> None:
    """``2 of the 4`` and ``of the 4 two``: what the part is, the words around say; by default it came."""
    if "ordered" in sheet.found:
        return
    for first, second in _pairs(sheet, 60):
        between = sheet.folded[first.end : second.start]
        if _is_of(sheet, between) and first.value < second.value:
            _part(sheet, second, first)
            return
        if _starts_with_of(sheet, first, between) and second.value < first.value:
            _part(sheet, first, second)
            return
        if _starts_with_of(sheet, first, between) and second.value == first.value and not second.article:
            sheet.settle("ordered", first)
            return


def _is_of(sheet: _Sheet, between: str) -> bool:
    if sheet.language in EASTERN or sheet.language == "tr":
        return False
    source = counting_data().languages[sheet.language].of
    joint = r"\s?" if sheet.language == "ar" else r"\s"
    return re.fullmatch(rf"(?:\s[\w'-]+){{0,3}}{joint}(?:{source})\s?", between) is not None


def _starts_with_of(sheet: _Sheet, first: Mention, between: str) -> bool:
    language = sheet.language
    if language in EASTERN:
        return re.match(rf"\s?(?:{units(language)})?[^,、,。]{{0,10}}?{_OF_EAST[language]}", between) is not None
    if language == "tr":
        return (
            re.match(r"(?:'?\w{0,3})?(?:\s\w+){0,3}?\s?\w*(?:[dt][ae]n|[nsl][iıuü]n|in|un)\s", between) is not None
            and len(between) < 45
        )
    source = counting_data().languages[language].of_first
    before = ("_" if first.start > 16 else "") + sheet.folded[max(0, first.start - 16) : first.start]
    return re.search(rf"(?<!\w)(?:{source})\s?\Z", before) is not None


def _part(sheet: _Sheet, whole: Mention, part: Mention) -> None:
    """What came, is missing or broke of a whole; elsewhere than in a text about numbers one of many says little."""
    role = _role_of_part(sheet, whole, part)
    if not sheet.about and part.value == 1 and role != "received":
        return
    sheet.settle("ordered", whole)
    sheet.firm = True
    if role == "broken" or (sheet.kind in _ABOUT_FAULTS and role != "missing"):
        sheet.broken.append(part)
    elif role in ("received", "missing"):
        sheet.settle(role, part)
    elif sheet.about:
        sheet.settle("received", part)


def _role_of_part(sheet: _Sheet, whole: Mention, part: Mention) -> str | None:
    """The nearest word but "ordered"; a word of damage within reach wins over "came": two came broken."""
    best: dict[str, int] = {}
    for cue in sheet.cues:
        cost = _cost(sheet, part, cue, ignore=whole)
        if cue.role not in ("ordered", "asked") and cost is not None:
            best[cue.role] = min(cost, best.get(cue.role, 10_000))
    damage = best.get("broken", 10_000)
    if damage <= (_EAST_REACH if sheet.language in EASTERN else _REACH)["damage"] and damage < best.get(
        "missing", 9_999
    ):
        return "broken"
    return min(best, key=lambda role: best[role]) if best else None


def _cost(sheet: _Sheet, one: Mention, cue: _Cue, ignore: Mention | None = None) -> int | None:
    """How far a word stands from a number, in characters with surcharges; None beyond its reach."""
    eastern = sheet.language in EASTERN
    limits = _EAST_REACH if eastern else _REACH
    if cue.start < one.end and one.start < cue.end:
        return None
    behind = cue.start >= one.end
    first, last = (one.end, cue.start) if behind else (cue.end, one.start)
    cost = last - first
    if cost > limits["far"]:
        return None
    between = sheet.folded[first:last]
    if _BREAK.search(between):
        return None
    cost += limits["comma"] * (_COMMA.search(between) is not None)
    word = sheet.folded[cue.start : cue.end]
    if behind and not eastern and _ENDS_IN_OF.search(word):
        return None
    cost += 5 * (word in _WEAK)
    others = (other for other in sheet.numbers if other is not one and other is not ignore and not other.article)
    cost += limits["number"] * any(first <= other.start < last for other in others)
    if sheet.language in _VERB_LAST:
        cost += 0 if behind else limits["far"] // 3
    elif eastern:
        cost += 4 if behind else 0
    else:
        cost += 5 if behind else 0
    return cost if cost <= limits["far"] else None


def _by_words(sheet: _Sheet) -> None:
    """Every other number takes the meaning of its nearest word; of two with one meaning the nearer counts."""
    offers: list[tuple[int, str, Mention]] = []
    for one in sheet.numbers:
        if any(one is other for other in (*sheet.found.values(), *sheet.broken)):
            continue
        near = sorted((cost, cue.role) for cue in sheet.cues if (cost := _cost(sheet, one, cue)) is not None)
        if not near or (one.article and not _counts_as_one(sheet, one, near[0][1])):
            continue
        cost, role = near[0]
        offers.append((cost, role, one))
        if role in ("broken", "asked"):
            (sheet.broken if role == "broken" else sheet.asked).append(one)
    largest = max(sheet.broken, key=lambda one: one.value, default=None)
    if largest and any(one.value < largest.value for one in sheet.broken):
        sheet.broken.remove(largest)  # six plates, two broken: the whole stands as near to the damage as the part
    for cost, role, one in sorted(offers, key=lambda offer: (offer[0], offer[2].start)):
        if role not in ("broken", "asked") and role not in sheet.found:
            sheet.settle(role, one, cost)


def _counts_as_one(sheet: _Sheet, one: Mention, role: str) -> bool:
    """An article is a number beside "only", beside a word of damage, or directly beside a word of lacking."""
    before, behind = sheet.folded[max(0, one.start - 14) : one.start], sheet.folded[one.end : one.end + 12]
    only = small_pattern(sheet.language, "only")
    if role == "received":
        return bool(only.search(before) or (sheet.language in ("zh", "tr") and only.search(behind)))
    if role == "broken":
        return sheet.kind in (Kind.DAMAGED, Kind.DEFECTIVE)
    if role != "missing" or sheet.kind is not Kind.SHORT_QUANTITY:
        return False
    return any(cue.role == "missing" and -1 <= max(one.start - cue.end, cue.start - one.end) <= 8 for cue in sheet.cues)


def _fall_back(sheet: _Sheet) -> None:
    """What is said without a word of counting: the whole that a part belongs to, the part of a whole."""
    found = sheet.found
    _all_came(sheet)
    part = found.get("received") or (sheet.broken[0] if sheet.broken else None) or found.get("missing")
    if "ordered" not in found and part:
        larger = [one for one in sheet.free() if one.value > part.value and one.start < part.start]
        if larger and (sheet.about or sheet.broken):
            sheet.settle("ordered", larger[0])
            sheet.firm = True
    if sheet.about and "ordered" in found and "received" not in found:
        whole = found["ordered"]
        fewer = {one.value: one for one in sheet.free() if one.value < whole.value}
        next_to = [one for one in fewer.values() if one.start > whole.end and one.start - whole.end <= 40]
        if "missing" not in found and (len(fewer) == 1 or next_to):
            sheet.settle("received", (next_to or [*fewer.values()])[0])
    if sheet.about and "ordered" not in found and "received" not in found:
        free = sheet.free()
        if len(free) == 2 and free[0].value > free[1].value:
            _whole(sheet, free[0], free[1])
    _of_a_pair(sheet)


def _all_came(sheet: _Sheet) -> None:
    """``12 kadehin hepsi geldi``: as many came as were ordered."""
    word = small_pattern(sheet.language, "all").search(sheet.folded)
    if not word:
        return
    for one in sheet.numbers:
        between = sheet.folded[one.end : word.start()]
        if (
            one.end <= word.start()
            and len(between) <= (3 if sheet.language in EASTERN else 40)
            and not one.article
            and not _BREAK.search(between)
        ):
            for what in ("ordered", "received"):
                sheet.settle(what, one)
            sheet.firm = True
            return


def _of_a_pair(sheet: _Sheet) -> None:
    if not sheet.about or "ordered" in sheet.found:
        return
    pair = small_pattern(sheet.language, "pair").search(sheet.folded)
    one = next((number for number in sheet.numbers if number.value == 1), None)
    if pair and one and not (pair.start() < one.end <= pair.end()):
        lacks = _nearest_role(sheet, one) == "missing"
        two = Mention(2, pair.start(), pair.end())
        sheet.numbers.append(two)
        sheet.settle("ordered", two)
        if "missing" not in sheet.found:
            sheet.settle("missing" if lacks else "received", one)


def _sensible(sheet: _Sheet) -> list[FoundCount]:
    """Without counts that contradict one another, and only what is worth reporting for the kind."""
    found = dict(sheet.found)
    ordered = found.get("ordered")
    if ordered:
        for what in ("received", "missing"):
            if what in found and found[what].value > ordered.value:
                del found[what]
    if ordered and sheet.kind in _ABOUT_FAULTS and "received" in found and found["received"].value < ordered.value:
        del found["received"]
    if sheet.about and ordered and ordered.value == 1:
        found.pop("ordered", None)
    if sheet.kind is Kind.PARTIAL_DELIVERY and {"ordered", "received"} <= set(found):
        found.pop("missing", None)  # the rest is on its way
    counts = [FoundCount(what, one.value, one.start, one.end) for what, one in found.items()]
    if sheet.about or (ordered and (sheet.firm or sheet.broken)):
        return [one for one in counts if sheet.about or one.what != "missing"]
    if not ordered or not _names_goods(sheet, ordered):
        return []
    if "received" in found and sheet.kind not in (Kind.NOT_DISPATCHED, Kind.REFUND_NOT_RECEIVED):
        return [one for one in counts if one.what != "missing"]
    near = sheet.costs.get("ordered", 99) <= (6 if sheet.language in EASTERN else 24)
    least = _MANY if sheet.kind is Kind.PRODUCT_QUESTION else 2
    if ordered.value >= least and near and sheet.kind in _ABOUT_ORDERS:
        return [one for one in counts if one.what == "ordered"]
    return []


def _names_goods(sheet: _Sheet, one: Mention) -> bool:
    """Whether what is counted follows the number; otherwise it may be a size."""
    if sheet.language in EASTERN:
        return True
    if sheet.language == "tr":
        return one.value < _MANY or _PIECES.match(sheet.folded, one.end) is not None
    return (one.value < 20 and not one.digits) or _GOODS.match(sheet.folded, one.end) is not None
