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
    # A few words in between may have commas: "please, dear customer, change".
    text = _GAP_WORDS.sub(r",? +(?:[\\w'-]+,? +){\1}", text)
    text = text.replace("~", _GAP).replace("…", _FEW[writing is Writing.RUNS])
    return text if writing is Writing.RUNS else text + r"(?!\w)"


def _checked(concept: str, raw: str, pattern: str, writing: Writing) -> str:
    """The expression of a pattern. Raises ValueError that names the concept and the pattern as written."""
    try:
        openings(pattern)
        expression = _expression(pattern, writing)
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


Candidates = list[tuple[str, re.Pattern[str]]]


class PatternSet:
    """All patterns of one language, found in one pass."""

    def __init__(self, phrases: Mapping[str, Iterable[str]], words: Mapping[str, str], writing: Writing) -> None:
        self._writing = writing
        self._stems: dict[str, Candidates] = defaultdict(list)
        self._words: dict[str, Candidates] = defaultdict(list)
        plain = {name: fold_pattern(word) for name, word in words.items()}
        for concept, patterns in phrases.items():
            grouped: dict[tuple[str, bool], list[str]] = defaultdict(list)
            for raw in patterns:
                pattern = _fill(fold_pattern(raw), plain)
                expression = _checked(concept, raw, pattern, writing)
                for key in openings(pattern):
                    head = key if writing is Writing.RUNS else _HEAD.match(key).group()  # type: ignore[union-attr]
                    whole = len(head) < len(key) and writing is Writing.WORDS
                    grouped[head.split(" ")[0], whole].append(expression)
            for (key, whole), expressions in grouped.items():
                index = self._words if whole else self._stems
                index[key].append((concept, re.compile("|".join(f"(?:{part})" for part in expressions))))
        self._sizes = _sizes(self._stems)

    def _starts(self, text: str) -> Iterable[tuple[int, int]]:
        """Where a match may begin, and how many letters the word there has."""
        if self._writing is Writing.RUNS:
            return ((index, _KEY) for index in range(len(text)))
        starts = [found.span() for found in _WORD.finditer(text)]
        if self._writing is Writing.ARABIC:
            starts += [(behind, end) for start, end in starts for behind in _behind(text, start)]
        return ((start, end - start) for start, end in starts)

    def find(self, text: str) -> Hits:
        """Concept to its places in ``text``, in order and without overlap inside a concept."""
        raw: dict[str, list[tuple[int, int]]] = defaultdict(list)
        stems, words, sizes = self._stems, self._words, self._sizes
        for start, length in self._starts(text):
            if length <= _KEY:
                for concept, expression in words.get(text[start : start + length], ()):
                    found = expression.match(text, start)
                    if found:
                        raw[concept].append(found.span())
            for size in sizes.get(text[start], ()):
                if size > length:
                    break
                for concept, expression in stems.get(text[start : start + size], ()):
                    found = expression.match(text, start)
                    if found:
                        raw[concept].append(found.span())
        return {concept: _without_overlap(places) for concept, places in raw.items()}


def _sizes(keys: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """For each first letter the lengths of the keys that begin with it, shortest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        found[key[0]].add(len(key))
    return {letter: tuple(sorted(lengths)) for letter, lengths in found.items()}


def _behind(text: str, start: int) -> set[int]:
    """Where the word begins when attached particles (and, with, for, the) are taken off."""
    found = _ATTACHED.match(text, start)
    ends = {found.end()} if found else set()
    if text[start : start + 1] in ("و", "ف", "ب", "ل", "ك", "س"):
        ends.add(start + 1)
    return ends - {start}


def _without_overlap(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if kept and start < kept[-1][1]:
            if end > kept[-1][1]:
                kept[-1] = (kept[-1][0], end)
            continue
        kept.append((start, end))
    return kept
