"""Patterns of the word lists, and one quick pass that finds them all.

A pattern is a small regular expression in folded letters, with five conveniences: a space stands for one or more
spaces, ``~`` for anything up to 45 code points inside the sentence, ``…`` for at most four words (eight characters), a ``*`` after a letter for the rest of the word,
and ``<name>`` for one of the file's ``words``. Patterns are looked up only where a word begins (in Chinese,
Japanese and Korean: anywhere), by their first letters, so that hundreds of them cost little.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache

from amends.letter.linting.folding import fold_pattern

_GAP = "[^\\n]{0,45}?"
#: A few words, or (True) a few characters of a writing without spaces.
_FEW = {False: "(?:[ ,]+[^\\n ,]+){0,4}?[ ,]+", True: "[^\\n,]{0,8}?"}
_SPECIAL = set("([{\\.|?+*^$~…")
_KEY = 7
_WORD = re.compile(r"\w+")
_HEAD = re.compile(r"\w+|.")
#: The space before an optional group belongs to it: "a (b)? c" finds "a c".
_LOOSE_SPACE = re.compile(r" \(([^()]*[^() ])\)\?(?= |$)")
_GAP_WORDS = re.compile(r" \+\(\?:\\w\+ \+\)\{(\d,\d)\}")
_OPTIONAL = re.compile(r"[?*]|\{0,\d\}")
_NAME = re.compile(r"<(\w+)>")

Hits = dict[str, list[tuple[int, int]]]


class Writing(StrEnum):
    """Where words begin: at spaces, anywhere, or behind an attached Arabic particle."""

    WORDS = "words"
    RUNS = "runs"
    ARABIC = "arabic"


_ATTACHED = re.compile(r"(?:[وف]?[بكلس]?(?:ال|لل)?)")


def _head_of(opening: str) -> str:
    """The first word of an opening, or its first sign."""
    found = _HEAD.match(opening)
    return found.group() if found is not None else ""


def _closing(text: str, start: int) -> int:
    depth = 0
    for index in range(start, len(text)):
        if text[index] == "(":
            depth += 1
        elif text[index] == ")":
            depth -= 1
            if depth == 0:
                return index
    raise ValueError(f"a bracket is not closed in {text!r}")


def _alternatives(body: str) -> list[str]:
    parts, depth, last = [], 0, 0
    for index, char in enumerate(body):
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(body[last:index])
            last = index + 1
    parts.append(body[last:])
    return parts


def openings(pattern: str) -> set[str]:
    """The first letters with which a match can begin, at most three. Raises ValueError where that is not bounded."""
    if pattern.startswith("("):
        end = _closing(pattern, 0)
        rest = pattern[end + 1 :]
        repeat = _OPTIONAL.match(rest)
        body = pattern[1:end]
        after = rest[repeat.end() :].removeprefix(" ?").lstrip() if repeat else rest
        found = {key for part in _alternatives(body) for key in openings(part + after)}
        return found | openings(after) if repeat else found
    if pattern.startswith(("\\d", "[0-9")):
        return set("0123456789")
    letters = ""
    for index, char in enumerate(pattern):
        if len(letters) == _KEY or char in _SPECIAL:
            break
        if pattern[index + 1 : index + 2] == "?":
            # An optional letter: it is there, or what follows comes at once.
            rest = pattern[index + 2 :]
            return {key[:_KEY] for key in ({letters + char} if not rest else openings(letters + char + rest))} | (
                openings(letters + rest) if letters + rest else set()
            )
        letters += char
    if not letters:
        raise ValueError(f"the pattern {pattern!r} must begin with a letter")
    return {letters}


def _expression(pattern: str, writing: Writing) -> str:
    pattern = _LOOSE_SPACE.sub(r"( (\1))?", pattern)
    text = re.sub(r"(?<=\w)(?<!\\w)(?<!\\d)\*", r"\\w*", pattern.replace(" … ", "…"))
    text = re.sub(r"(?<!\[)\(", "(?:", text).replace("(?:?", "(?")
    text = re.sub(r" (\?)?", lambda found: " ?" if found.group(1) else " +", text)
    # A few words in between may have commas, and figures and short words points: "please, dear customer, change",
    # "am 30. November losschicken".
    text = _GAP_WORDS.sub(r",? +(?:[\\w'.-]+,? +){\1}", text)
    text = text.replace("~", _GAP).replace("…", _FEW[writing is Writing.RUNS])
    return text if writing is Writing.RUNS else text + r"(?!\w)"


def _checked(concept: str, raw: str, pattern: str, writing: Writing, *, compiled: bool) -> str:
    """The expression of a pattern. Raises ValueError that names the concept and the pattern as written."""
    try:
        openings(pattern)
        expression = _expression(pattern, writing)
        if compiled:
            re.compile(expression)
    except (ValueError, re.error) as error:
        raise ValueError(f"{concept}: {raw!r} is no pattern: {error}") from error
    return expression


def _fill(pattern: str, words: Mapping[str, str]) -> str:
    for _ in range(3):
        if "<" not in pattern:
            break
        pattern = _NAME.sub(lambda found: "(" + words[found.group(1)] + ")", pattern)
    return pattern


def _next_signs(pattern: str) -> set[str] | None:
    """The signs with which a match of the rest of a pattern can begin; None where they are not bounded."""
    first = pattern[:1]
    if first == "(" and not pattern.startswith("(?"):
        end = _closing(pattern, 0)
        after = pattern[end + 1 :]
        repeat = _OPTIONAL.match(after)
        parts = _alternatives(pattern[1:end])
        if repeat:
            parts.append(after[repeat.end() :].removeprefix(" ?").lstrip(" "))
        found: set[str] = set()
        for part in parts:
            signs = _next_signs(part)
            if signs is None:
                return None
            found |= signs
        return found
    if pattern.startswith("\\d"):
        return set("0123456789")
    if not first.isalnum() or pattern[1:2] == "{":
        return None
    if pattern[1:2] != "?":
        return {first}
    rest = _next_signs(pattern[2:])
    return None if rest is None else rest | {first}


def _signs_behind(pattern: str, head: str) -> set[str] | None:
    """With what the word behind ``head`` can begin, where the pattern begins with that word; None: with anything."""
    if pattern.startswith(head + " "):
        return _next_signs(pattern[len(head) + 1 :])
    if not pattern.startswith("("):
        return None
    end = _closing(pattern, 0)
    after = pattern[end + 1 :]
    repeat = _OPTIONAL.match(after)
    if repeat and repeat.group() != "?":
        return None
    ways = [part + after[repeat.end() if repeat else 0 :] for part in _alternatives(pattern[1:end])]
    if repeat:
        ways.append(after[1:].removeprefix(" ?").lstrip())
    found: set[str] = set()
    for way in ways:
        if head in {_head_of(key) for key in openings(way)}:
            signs = _signs_behind(way, head)
            if signs is None:
                return None
            found |= signs
    return found


#: Concepts, and the expressions that find them where a text begins with some key.
Candidates = list[tuple[str, re.Pattern[str]]]
#: The same behind a whole word: the signs that its next word is expected to begin with, and what can be found
#: whatever that word is.
WordLead = tuple[str, str, frozenset[str], str | None]
#: Letters make do with few words: what each leads to is looked up once, for so many different words at most.
_MOST_KEPT = 20_000
_LINES_KEPT = 4_000


class PatternSet:
    """All patterns of one language, found in one pass.

    ``checked``: every pattern is made at once, so that a wrong one is named. The lists that are shipped are checked by
    a test: to make thousands of expressions of which a letter needs a few would cost each process a second a language.
    """

    def __init__(
        self,
        phrases: Mapping[str, Iterable[str]],
        words: Mapping[str, str],
        writing: Writing,
        *,
        checked: bool = True,
    ) -> None:
        self._writing = writing
        # Expressions as text: they are made when a letter first holds the word, for most never come.
        self._stems: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._words: dict[str, list[WordLead]] = defaultdict(list)
        plain = {name: fold_pattern(word) for name, word in words.items()}
        for concept, patterns in phrases.items():
            stems: dict[str, list[str]] = defaultdict(list)
            whole_words: dict[str, list[tuple[set[str] | None, str]]] = defaultdict(list)
            for raw in patterns:
                pattern = _fill(fold_pattern(raw), plain)
                expression = _checked(concept, raw, pattern, writing, compiled=checked)
                for key in openings(pattern):
                    head = key if writing is Writing.RUNS else _head_of(key)
                    if len(head) < len(key) and writing is Writing.WORDS:
                        whole_words[head].append((_signs_behind(pattern, head), expression))
                    else:
                        stems[head.split(" ")[0]].append(expression)
            for key, expressions in stems.items():
                self._stems[key].append((concept, _joined(expressions)))
            for key, following in whole_words.items():
                expected = frozenset(sign for signs, _ in following for sign in signs or ())
                open_ones = [expression for signs, expression in following if signs is None]
                whole = _joined([expression for _, expression in following])
                self._words[key].append((concept, whole, expected, _joined(open_ones) if open_ones else None))
        self._pairs = {key[:2] for key in self._stems if len(key) > 1}
        self._singles = {key for key in self._stems if len(key) == 1}
        self._leads: dict[str, Candidates] = {}
        self._lines: dict[str, list[tuple[str, int, int]]] = {}

    def _starts(self, text: str) -> Iterable[tuple[int, int]]:
        """Where a match may begin, and where the word (in writing without spaces: the few characters) ends."""
        if self._writing is Writing.RUNS:
            pairs, singles = self._pairs, self._singles
            return [
                (index, index + _KEY)
                for index, char in enumerate(text)
                if text[index : index + 2] in pairs or char in singles
            ]
        starts = [found.span() for found in _WORD.finditer(text)]
        if self._writing is Writing.ARABIC:
            starts += [(start + size, end) for start, end in starts for size in _attached(text[start:end])]
        return starts

    def _lead(self, word: str, behind: str) -> Candidates:
        """What may begin with ``word``; ``behind`` a whole word are two signs more: a space and another."""
        found = []
        for concept, whole, expected, whatever in self._words.get(word, ()):
            if behind == "  " or (behind[:1] == " " and behind[1:] in expected):
                found.append((concept, _made(whole)))
            elif whatever is not None:
                found.append((concept, _made(whatever)))
        for size in range(1, min(len(word), _KEY) + 1):
            found += [(concept, _made(expression)) for concept, expression in self._stems.get(word[:size], ())]
        if len(self._leads) >= _MOST_KEPT:
            self._leads.clear()
        self._leads[word + behind] = found
        return found

    def find(self, text: str) -> Hits:
        """Concept to its places in ``text``, in order and without overlap inside a concept.

        No match goes over a line break. Lines are remembered: letters are made of phrases that come again.
        """
        hits: dict[str, list[tuple[int, int]]] = defaultdict(list)
        offset = 0
        for line in text.split("\n"):
            places = self._lines.get(line)
            if places is None:
                places = self._find_in_line(line)
                if len(self._lines) >= _LINES_KEPT:
                    self._lines.clear()
                self._lines[line] = places
            for concept, start, end in places:
                hits[concept].append((offset + start, offset + end))
            offset += len(line) + 1
        return dict(hits)

    def _find_in_line(self, text: str) -> list[tuple[str, int, int]]:
        raw: dict[str, list[tuple[int, int]]] = defaultdict(list)
        leads, whole_words = self._leads, self._words
        for start, end in self._starts(text):
            word = text[start:end]
            behind = text[end : end + 2] if word in whole_words else ""
            candidates = leads.get(word + behind)
            if candidates is None:
                candidates = self._lead(word, behind)
            for concept, expression in candidates:
                found = expression.match(text, start)
                if found:
                    raw[concept].append(found.span())
        return [(concept, *place) for concept, places in raw.items() for place in _without_overlap(places)]


def _joined(expressions: list[str]) -> str:
    return "|".join(f"(?:{part})" for part in expressions)


@cache
def _made(expression: str) -> re.Pattern[str]:
    """Not ``re.compile`` alone: that forgets after five hundred, and each language has thousands."""
    return re.compile(expression)


@lru_cache(maxsize=_MOST_KEPT)
def _attached(word: str) -> tuple[int, ...]:
    """How many letters attached particles (and, with, for, the) may take of a word's beginning."""
    found = _ATTACHED.match(word)
    sizes = {found.end()} if found else set()
    if word[0] in "وفبلكس":
        sizes.add(1)
    return tuple(sizes - {0})


def _without_overlap(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    if len(places) == 1:
        return places
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if kept and start < kept[-1][1]:
            if end > kept[-1][1]:
                kept[-1] = (kept[-1][0], end)
            continue
        kept.append((start, end))
    return kept
