"""Which sentences of a letter come from the library or the company's snippets, and what each says to the agent.

Every wording becomes a pattern with a group per slot. Whoever changes a date or an amount in a sentence leaves it
recognised, and its gist tells the new value; whoever changes its words makes it a sentence of her own, which no parallel
text stands beside. A slot that may hold any words (a product, a name, a fact) is only taken for one where it holds what
the case knows: else a sentence could be slipped into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from amends.letter.draft import Composed
from amends.letter.forms import NUMBER_SLOTS, SLOT, Forms, shape_of
from amends.letter.house import House, Snippet
from amends.letter.phrases import OVER, phrase_ids, wording_count
from amends.letter.sentences import AFTER, BREAK, RIGHT_TO_LEFT_MARK
from amends.letter.slots import Name
from amends.letter.values import Values
from amends.letter.writing import one_line

Source = Literal["phrase", "snippet", "name", "words"]
#: Opens a slot that still has to be filled.
UNFILLED = "⟦"
_LABEL = re.compile(r"(?:[A-Z]\)|-)\s+")
_NO_SENTENCE = ("product-mark", "subject-", "topic-", "full-price", "paid-duty")
_ELISIONS = {"il ": "l'", "al ": "all'", "dal ": "dall'", "del ": "dell'"}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a letter's text, ``start`` to ``end`` in code points, with what it means in the agent's language.

    ``words`` are a person's own: their gist is empty. ``slots`` are (start, end, name).
    """

    start: int
    end: int
    source: Source
    key: str = ""
    variant: int = 0
    gist: str = ""
    slots: tuple[tuple[int, int, str], ...] = ()
    unfilled: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    source: Source
    key: str
    variant: int
    expression: re.Pattern[str]
    names: tuple[str, ...]
    form: str


def _literal(text: str) -> str:
    return "".join(r"[ \u00a0\u202f]" if char in " \u00a0\u202f" else re.escape(char) for char in text)


def _expression(text: str, gap: str, italian: bool) -> tuple[re.Pattern[str], tuple[str, ...]]:
    parts = SLOT.split(text)
    source, names = "", []
    for place, part in enumerate(parts):
        if place % 2:
            names.append(part)
            source += r"(\d{1,6})" if part in NUMBER_SLOTS else r"([^\n]{0,120}?)"
        elif italian and place + 1 < len(parts) and (short := _elided(part)):
            source += short
        else:
            source += _literal(part)
    first = text[:1]
    if first.isalpha() and first.lower() != first.upper():
        # Some languages go on in small letters after the greeting.
        source = f"[{first.lower()}{first.upper()}]{source[len(_literal(first)) :]}"
    return re.compile(source + (AFTER if gap else "")), tuple(names)


def _elided(part: str) -> str:
    found = next((article for article in _ELISIONS if part == article or part.endswith(f" {article}")), "")
    if not found:
        return ""
    return f"{_literal(part[: -len(found)])}(?:{_literal(found)}|{_ELISIONS[found]})"


def _wordings(wording: str, house: House) -> Iterator[tuple[str, int, Forms]]:
    for phrase in phrase_ids():
        if phrase.startswith(_NO_SENTENCE):
            continue
        for variant in range(wording_count(wording, phrase)):
            yield phrase, variant, shape_of(wording, phrase, variant).forms
            own = house.own(wording, phrase, variant)
            if own is not None:
                yield phrase, variant, own.forms


@dataclass(frozen=True, slots=True)
class _Book:
    """All patterns of a language by their first two letters; those that begin with a slot stand under ``""``."""

    by_start: dict[str, list[_Pattern]]

    def candidates(self, text: str, at: int) -> Iterator[_Pattern]:
        yield from self.by_start.get(text[at : at + 2].lower(), ())
        yield from self.by_start.get("", ())


@lru_cache(maxsize=48)
def _book(wording: str, house: House) -> _Book:
    gap = "" if wording.split("-")[0] in ("zh", "ja") else " "
    by_start: dict[str, list[_Pattern]] = {}

    def add(source: Source, key: str, variant: int, text: str, form: str) -> None:
        expression, names = _expression(text, gap, wording == "it")
        start = SLOT.split(text, maxsplit=1)[0][:2].lower()
        by_start.setdefault(start if len(start) == 2 else "", []).append(
            _Pattern(source, key, variant, expression, names, form)
        )

    for phrase, variant, forms in _wordings(wording, house):
        for form, text in forms:
            add("phrase", phrase, variant, text, form)
    for snippet in house.snippets_in(wording):
        add("snippet", snippet.key, 0, snippet.text, "")
    return _Book(by_start)


def _only(house: House, wording: str) -> House:
    """What of a company's wording concerns the patterns of one language: so that a book is made once for it."""
    names = (wording, OVER.get(wording))
    return House(
        tuple(own for own in house.phrases if own.wording in names),
        tuple(each for each in house.snippets if each.wording in names),
    )


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the texts of one case: ``composed`` is its letter as the engine writes it, ``names`` who may sign it too."""

    composed: Composed
    house: House
    names: tuple[str, ...] = ()

    def read(self, text: str) -> list[Stretch]:
        """The stretches of a letter in order; blanks between sentences belong to none."""
        wording = self.composed.writer.tongue.wording
        book = _book(wording, _only(self.house, wording))
        values = Values(self.composed)
        request = self.composed.plan.request
        names = {slot.phrase for slot, _ in self.composed.chosen if isinstance(slot, Name)}
        names |= {one_line(name) for name in (request.agent_name, request.shop_name, *self.names)} - {""}
        found: list[Stretch] = []
        start = 0
        for line in text.split("\n"):
            found += self._line(line.removesuffix(RIGHT_TO_LEFT_MARK), start, book, values, names)
            start += len(line) + 1
        return found

    def _line(self, line: str, start: int, book: _Book, values: Values, names: set[str]) -> Iterator[Stretch]:
        label = _LABEL.match(line)
        at = label.end() if label else len(line) - len(line.lstrip())
        end = len(line.rstrip())
        if line[at:end] in names:
            yield Stretch(start + at, start + end, "name", gist=line[at:end])
            return
        while at < end:
            known = max(self._known(line, at, start, book, values), key=lambda each: each.end, default=None)
            if known is not None:
                yield known
                at = known.end - start
            else:
                stop = BREAK.search(line, at)
                till = min(stop.start() if stop and stop.start() > at else end, end)
                yield Stretch(start + at, start + till, "words", unfilled=UNFILLED in line[at:till])
                at = till
            at += len(line[at:end]) - len(line[at:end].lstrip())

    def _known(self, line: str, at: int, start: int, book: _Book, values: Values) -> Iterator[Stretch]:
        for pattern in book.candidates(line, at):
            match = pattern.expression.match(line, at)
            if match is None or match.end() == at:
                continue
            texts = dict(zip(pattern.names, match.groups(), strict=True))
            told = values.told(texts, pattern.form)
            if told is None:
                continue
            gist = self._gist(pattern, line[at : match.end()], *told)
            slots = tuple(
                (start + match.start(n), start + match.end(n), name) for n, name in enumerate(pattern.names, 1)
            )
            unfilled = any(text.startswith(UNFILLED) for text in texts.values())
            yield Stretch(
                start + at, start + match.end(), pattern.source, pattern.key, pattern.variant, gist, slots, unfilled
            )

    def _gist(self, pattern: _Pattern, text: str, texts: dict[str, str], numbers: tuple[tuple[str, int], ...]) -> str:
        if self.composed.gist_writer is self.composed.writer:
            return text
        if pattern.source == "snippet":
            snippet = next(each for each in self.house.snippets if each.key == pattern.key)
            return meaning_in(snippet, self.composed.gist_writer.tongue.wording, texts)
        return self.composed.gist_writer.say(pattern.key, pattern.variant, numbers, texts)


def meaning_in(snippet: Snippet, wording: str, texts: dict[str, str]) -> str:
    """What a snippet means in an agent's language, else in the one it has, with its slots filled."""
    meaning = snippet.meaning(wording) or next((text for _, text in snippet.meanings if text), "")
    return SLOT.sub(lambda found: texts.get(found[1], found[0]), meaning)
