"""Cue lexicons: what buyers say, by language, as data.

A lexicon file names cues (``kinds.damaged``, ``words.customs``, ``flags.legal_threat`` …) and for each a list of
patterns separated by ``;``. In a pattern ``*`` stands for any word ending, ``..`` for a gap inside the sentence and
``{a|b}`` for alternatives. Patterns begin at the start of a word, except in Chinese, Japanese, Korean and Arabic, where
they may begin anywhere. Matching costs one dictionary look-up per word start, so a lexicon may grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.triage.folding import fold

LANGUAGES: tuple[str, ...] = ("en", "zh", "ru", "es", "pt", "fr", "de", "it", "ja", "ko", "ar", "tr", "pl", "nl")
#: Written without spaces, or with words that grow at their front: a pattern may begin at any character.
UNSPACED = frozenset({"zh", "ja", "ko", "ar"})
#: Word beginnings whose patterns are remembered; more of them start afresh.
_MOST_GROUPS = 50_000
SECTIONS = ("kinds", "words", "flags", "demands", "asks", "mood", "answers", "supplies", "remedies", "counting")
_BRACES = re.compile(r"\{([^{}]*)\}")
_WORD_START = re.compile(r"(?<![^\W_])[^\W_]|[^\w\s]")
_ARABIC_WORD = re.compile(r"(?<!\w)([وفبكل]?)((?:ال)?)(?=\w)|(?<=\W)()()(?=[^\w\s])")
_CIS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c",
    "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
})  # fmt: skip


class LexiconFile(BaseModel):
    """The shape of one file in ``lexicons/``; every value is text with patterns separated by ``;``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    version: int
    function_words: str
    kinds: dict[str, str]
    words: dict[str, str]
    flags: dict[str, str]
    demands: dict[str, str]
    asks: dict[str, str]
    mood: dict[str, str]
    answers: dict[str, str]
    supplies: dict[str, str]
    remedies: dict[str, str]
    context: dict[str, str]
    numbers: dict[str, int] = {}
    counting: dict[str, str] = {}
    latin: dict[str, str] = {}
    latin_words: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A literal ``head``, then either nothing, a word boundary, or the rest as a regular expression source."""

    cue: int
    head: str
    bounded: bool
    rest: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Cue number (see ``cue_names``) and the folded text's code points."""

    cue: int
    start: int
    end: int


@cache
def cue_names() -> tuple[str, ...]:
    """All cues in a fixed order, the same for every language: English names them."""
    data = LexiconFile.model_validate(read_yaml("amends.triage", "lexicons", "en.yaml"))
    return tuple(f"{section}.{name}" for section in SECTIONS for name in getattr(data, section))


@cache
def cue_numbers() -> dict[str, int]:
    return {name: number for number, name in enumerate(cue_names())}


@cache
def _rest(source: str) -> re.Pattern[str]:
    return re.compile(source)


class Lexicon:
    """The compiled cues of one language."""

    def __init__(self, data: LexiconFile, *, latin: bool = False) -> None:
        self.language = data.language
        self.anywhere = data.language in UNSPACED and not latin
        # Turkish words grow at their end: a pattern of four letters or more is a beginning.
        self.suffixes = data.language == "tr"
        self.key = 3 if self.anywhere else 6
        self.index: dict[str, list[Pattern]] = {}
        self._known: set[Pattern] = set()
        self._groups: dict[str, list[tuple[str, list[Pattern]]]] = {}
        self.data = data
        self.latin = latin
        numbers = cue_numbers()
        for name, source in _cue_sources(data, latin=latin and bool(data.latin)):
            if name in numbers:
                for pattern in split_patterns(source):
                    self._add(numbers[name], pattern)
        self.lengths = tuple(sorted({len(key) for key in self.index}, reverse=True))

    def _spelling(self, text: str) -> list[str]:
        folded = fold(text.strip())
        if self.latin and not self.data.latin:
            return [latin_fold(folded.translate(_CIS))]
        variants = [folded]
        if self.language == "de" and re.search("[äöüß]", text):
            spelled = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
            variants += [fold(spelled.strip()), fold(text.replace("ß", "ss").strip())]
        if "'" in folded:
            variants += [variant.replace("'", "") for variant in variants]
        return list(dict.fromkeys(variants))

    def _add(self, cue: int, pattern: str) -> None:
        opening, *later = (part.strip() for part in pattern.split(".."))
        rest = "".join(self._gap() + self._source(part) for part in later if part)
        if (
            rest
            and not self.anywhere
            and not self.suffixes
            and pattern[-1] != "*"
            and (pattern[-1].isalnum() or pattern[-1] == "}")
        ):
            rest += r"(?!\w)"
        for head_text in expand(opening):
            for head in self._spelling(head_text):
                literal, star, tail = head.partition("*")
                source = rest
                if star and (tail.strip() or rest):
                    source = r"\w*" + (self._source(tail) if tail.strip() else "") + rest
                elif not star and rest and literal[-1:].isalnum() and not self.anywhere:
                    source = r"(?!\w)" + rest
                if literal:
                    bounded = not star and not source and not self.anywhere and literal[-1].isalnum()
                    bounded = bounded and not (self.suffixes and len(literal) >= 4)
                    self._keep(Pattern(cue, literal, bounded, source))

    def _keep(self, pattern: Pattern) -> None:
        """Nested alternatives can spell one pattern twice; it is kept once."""
        if pattern not in self._known:
            self._known.add(pattern)
            self.index.setdefault(pattern.head[: self.key], []).append(pattern)

    def _gap(self) -> str:
        if self.language == "ko":
            return r"[^.!?\n]{0,14}?"
        if self.anywhere and self.language != "ar":
            return "[^.!?\u3002\uff01\uff1f\n]{0,9}?"
        return r"[^.!?\n]{0,45}?(?<!\w)"

    def _source(self, text: str) -> str:
        """The regular expression of a later part of a pattern: alternatives stay alternatives."""
        space = r"\s?" if self.language in ("ko", "ja", "zh") else r"\W{1,3}"
        pieces: list[str] = [space] if text.startswith(" ") else []
        for char in self._spelling(text)[0] if not self._has_umlaut(text) else fold(text.strip()):
            pieces.append({"{": "(?:", "}": ")", "|": "|", "*": r"\w*", " ": space}.get(char) or re.escape(char))
        return "".join(pieces)

    def _has_umlaut(self, text: str) -> bool:
        return self.language == "de" and bool(re.search("[äöüß]", text))

    def match(self, text: str) -> list[Hit]:
        """Every cue found in a folded text, in the order of the text."""
        hits: list[Hit] = []
        known, key = self._groups, self.key
        positions = self._positions(text)
        for start in positions:
            opening = text[start : start + key]
            groups = known.get(opening)
            if groups is None:
                groups = self._group(opening)
            for head, patterns in groups:
                if text.startswith(head, start):
                    for pattern in patterns:
                        end = _end(pattern, text, start)
                        if end:
                            hits.append(Hit(pattern.cue, start, end))
        return hits

    def _positions(self, text: str) -> Sequence[int]:
        """Where patterns may begin: at words; in Arabic also behind the particles that are written on to a word."""
        if not self.anywhere:
            return _word_starts(text)
        if self.language != "ar":
            return range(len(text))
        starts: set[int] = set()
        for found in _ARABIC_WORD.finditer(text):
            starts.update((found.start(), found.end(1), found.end(2)))
        return sorted(starts)

    def _group(self, opening: str) -> list[tuple[str, list[Pattern]]]:
        """The patterns that may begin with these characters, by their head; remembered up to a limit."""
        heads: dict[str, list[Pattern]] = {}
        for length in self.lengths:
            for pattern in self.index.get(opening[:length], ()) if length <= len(opening) else ():
                heads.setdefault(pattern.head, []).append(pattern)
        if len(self._groups) >= _MOST_GROUPS:
            self._groups.clear()
        self._groups[opening] = groups = list(heads.items())
        return groups


def _word_starts(text: str) -> list[int]:
    return [found.start() for found in _WORD_START.finditer(text)]


def _end(pattern: Pattern, text: str, start: int) -> int:
    """Where a pattern whose head stands at ``start`` ends; 0 where the rest does not follow."""
    end = start + len(pattern.head)
    if pattern.rest:
        found = _rest(pattern.rest).match(text, end)
        return found.end() if found else 0
    if pattern.bounded and end < len(text) and text[end].isalnum():
        return 0
    return end


def _cue_sources(data: LexiconFile, *, latin: bool) -> Iterator[tuple[str, str]]:
    if latin:
        yield from data.latin.items()
        return
    for section in SECTIONS:
        cues: dict[str, str] = getattr(data, section)
        for name, source in cues.items():
            yield f"{section}.{name}", source


def split_patterns(source: str) -> list[str]:
    """Patterns of a list; a ``;`` inside braces does not separate."""
    return [part for part in (piece.strip() for piece in source.split(";")) if part]


def expand(pattern: str) -> list[str]:
    """``a {b|c}`` as ``a b`` and ``a c``; inner braces first."""
    found = _BRACES.search(pattern)
    if not found:
        return [re.sub(r"\s+", " ", pattern)]
    choices = (pattern[: found.start()] + choice + pattern[found.end() :] for choice in found.group(1).split("|"))
    return [text for choice in choices for text in expand(choice)]


def latin_fold(text: str) -> str:
    """Russian in Latin letters has many spellings; the letters that only differ by habit become one."""
    return text.translate(_HABITS)


_HABITS = str.maketrans({"y": "i", "j": "i", "x": "h", "w": "v", "'": "'"})


@cache
def read_lexicon(language: str) -> LexiconFile:
    """The validated file of a language. Raises FileNotFoundError, pydantic.ValidationError."""
    return LexiconFile.model_validate(read_yaml("amends.triage", "lexicons", f"{language}.yaml"))


@cache
def lexicon(language: str, *, latin: bool = False) -> Lexicon:
    """The compiled lexicon of a language; ``latin`` for Russian or Arabic in Latin letters."""
    return Lexicon(read_lexicon(language), latin=latin)


def words_of(source: str) -> frozenset[str]:
    """A list of plain words, folded."""
    return frozenset(fold(word) for word in re.split(r"[\s;]+", source) if word)
