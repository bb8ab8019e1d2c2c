"""From a carrier's description, in any of fourteen languages, to a step.

The script tells the languages apart; all languages of the Latin script are asked together. Every pattern belongs to a
step, and the steps are asked in one fixed order, the telling ones first: "not delivered, returned to sender" is a
return, not a delivery. Text that no pattern knows is ``Step.UNKNOWN``: it is never taken for "in transit".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from amends.watch.steps import Step
from amends.watch.tables import Wording, wordings

#: The order in which steps are asked. Negations and returns come before what they negate or return from.
ORDER: tuple[Step, ...] = (
    Step.PICKUP_FAILED,
    Step.ANNOUNCED,
    Step.EXPORT_RELEASED,
    Step.SECURITY_RETURN,
    Step.RETURNED,
    Step.RETURNING,
    Step.LOST,
    Step.DAMAGED,
    Step.PAID,
    Step.CHARGES_DUE,
    Step.HELD,
    Step.EXPORT_STARTED,
    Step.RELEASED,
    Step.CUSTOMS_RELEASED,
    Step.IMPORT_STARTED,
    Step.CUSTOMS_STARTED,
    Step.RESOLVED,
    Step.ATTEMPT_FAILED,
    Step.AT_PICKUP,
    Step.OUT_FOR_DELIVERY,
    Step.TRANSIT_COUNTRY,
    Step.HANDED_OVER,
    Step.DEPARTED,
    Step.ARRIVED,
    Step.HUB,
    Step.DELIVERED,
    Step.ACCEPTED,
    Step.IN_ORIGIN,
    Step.ON_HOLD,
    Step.FACILITY_SCAN,
    Step.IN_TRANSIT,
    Step.NEUTRAL,
)

_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_DIGITS = re.compile(r"\d+")
_STEM = re.compile(r"[a-z]{3,}")
_GAP = re.compile(r"[ -]\?|\[ -\]\??")
_NO_STEM = re.compile(r"\\.|[a-z]\?")
_PLAIN_GROUP = re.compile(r"\\.|\((?!\?)")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "’": "'", "ʼ": "'"})
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})


def plain_form(text: str) -> str:
    """A text as the patterns see it: compatibility forms folded, lower case, without accents or doubled spaces.

    Arabic hamza carriers, ta marbuta and alif maqsura are folded, so that ordinary spelling variants meet.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_ARABIC).casefold()
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(mark))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", bare).translate(_LETTERS)).strip()


def _script(text: str) -> str:
    """The script that decides which languages are asked; kana beats Han, anything non-Latin beats Latin."""
    found = "latin"
    for mark in text:
        if mark < "Ͱ":
            continue
        if "぀" <= mark <= "ヿ":
            return "kana"
        if "가" <= mark <= "힣":
            return "hangul"
        if "Ѐ" <= mark <= "ԯ":
            found = "cyrillic"
        elif "؀" <= mark <= "ۿ":
            found = "arabic"
        elif "一" <= mark <= "鿿":
            found = "han"
    return found


@dataclass(frozen=True)
class Matcher:
    """One alternation over the rules of some languages; the group that matched names the step."""

    expression: re.Pattern[str]
    steps: tuple[Step, ...]
    fold: dict[int, str]
    spaceless: bool

    def step(self, text: str) -> Step:
        if self.spaceless:
            text = text.replace(" ", "").translate(self.fold)
        found = self.expression.match(text)
        return self.steps[found.lastindex - 1] if found and found.lastindex else Step.UNKNOWN


def _has_alternatives(pattern: str) -> bool:
    """Whether a pattern is an alternation at its outermost level: a ``^`` then anchors its first branch only."""
    depth, inside_set = 0, False
    for mark in re.sub(r"\\.", "", pattern):
        inside_set = mark == "[" or (inside_set and mark != "]")
        depth += (mark == "(") - (mark == ")") if not inside_set else 0
        if mark == "|" and depth == 0 and not inside_set:
            return True
    return False


def _lookahead(pattern: str, wording: Wording) -> str:
    """One rule of the alternation: the pattern looked for ahead, then an empty marker group.

    Patterns pass through the same folding as texts, and only the marker is numbered. Where a language does not build
    compounds, a pattern begins at the beginning of a word, so that no language finds itself inside another's words.
    """
    body = _PLAIN_GROUP.sub(lambda found: found[0] if found[0] != "(" else "(?:", plain_form(pattern))
    if body.startswith("^") and not _has_alternatives(body):
        return rf"(?={body})()"
    boundary = r"\b" if wording.script == "latin" and not wording.compounds else ""
    return rf"(?=.*?{boundary}(?:{body}))()"


def matcher_for(languages: list[Wording], *, spaceless: bool = False) -> Matcher:
    """Compile languages into one matcher: all ``first`` rules, then step by step in the fixed order."""
    rules: list[tuple[Step, str]] = []
    for wording in languages:
        rules += [(step, _lookahead(each, wording)) for step, some in wording.first.items() for each in some]
    for step in ORDER:
        rules += [(step, _lookahead(each, wording)) for wording in languages for each in wording.steps.get(step, [])]
    fold = {ord(old): new for wording in languages for old, new in wording.fold.items() if len(old) == 1}
    return Matcher(re.compile("|".join(rule for _, rule in rules)), tuple(step for step, _ in rules), fold, spaceless)


@cache
def _matchers() -> dict[str, tuple[Matcher, ...]]:
    by_script: dict[str, list[Wording]] = {}
    for wording in wordings():
        by_script.setdefault(wording.language if wording.script == "han" else wording.script, []).append(wording)
    # English first: most aggregators translate into it.
    by_script["latin"].sort(key=lambda wording: (wording.language != "en", wording.language))
    latin = matcher_for(by_script["latin"])
    chinese = matcher_for(by_script["zh"], spaceless=True)
    japanese = matcher_for(by_script["ja"], spaceless=True)
    return {
        "latin": (latin,),
        "cyrillic": (matcher_for(by_script["cyrillic"]), latin),
        "arabic": (matcher_for(by_script["arabic"]), latin),
        "hangul": (matcher_for(by_script["hangul"], spaceless=True), latin),
        "kana": (japanese, chinese, latin),
        "han": (chinese, japanese, latin),
    }


@cache
def _word_stems() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Beginnings of words that some Latin pattern asks for, and the longer ones wherever they stand in a word."""
    stems: set[str] = set()
    for wording in wordings():
        if wording.script == "latin":
            for patterns in (*wording.first.values(), *wording.steps.values()):
                for pattern in patterns:
                    # Escapes and optional letters do not belong to a stem; an optional gap may be left out.
                    for body in (plain_form(pattern), _GAP.sub("", plain_form(pattern))):
                        stems.update(_STEM.findall(_NO_STEM.sub(" ", body)))
    longer = sorted(stem for stem in stems if len(stem) >= 6)
    return tuple(sorted(stems)), re.compile("|".join(longer))


@lru_cache(maxsize=65_536)
def _telling(word: str) -> str:
    """The word itself where a pattern could ask for it, else a placeholder: names of places and people."""
    beginnings, longer = _word_stems()
    return word if len(word) <= 3 or word.startswith(beginnings) or longer.search(word) else "~"


def template(text: str) -> str:
    """A Latin text without what no pattern asks for: "arrived at facility in shenzhen" and "... in yiwu" are one."""
    return _WORD.sub(lambda found: "0" if found[0].isdecimal() else _telling(found[0]), text)


@lru_cache(maxsize=65_536)
def _step_of_form(text: str, script: str) -> Step:
    for matcher in _matchers()[script]:
        step = matcher.step(text)
        if step is not Step.UNKNOWN:
            return step
    return Step.UNKNOWN


def step_of_text(description: str) -> Step:
    """What a description says; ``Step.UNKNOWN`` where no wording is known."""
    text = plain_form(description)
    if not text:
        return Step.UNKNOWN
    script = _script(text)
    return _step_of_form(template(text) if script == "latin" else _DIGITS.sub("0", text), script)
