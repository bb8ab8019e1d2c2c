"""The library on the shelf: phrases of a section or of a search, in two languages, with what is the company's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from amends.letter.checking import FIXED
from amends.letter.forms import SLOT, Forms, shape_of
from amends.letter.house import House
from amends.letter.phrases import phrase_ids, wording_count
from amends.web.workspace.casepage.marked import Piece
from amends.web.workspace.phrasebook.naming import phrase_name, slot_name

#: The most phrases that a search shows.
MOST_FOUND = 40


@dataclass(frozen=True, slots=True)
class Side:
    """A wording in one language, as pieces in which slots are marked; one line per plural form."""

    forms: list[tuple[str, list[Piece]]]
    own: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One wording of a phrase; ``number`` counts from 1."""

    number: int
    main: Side
    beside: Side


@dataclass(frozen=True, slots=True)
class Entry:
    """A phrase with its wordings."""

    phrase: str
    name: str
    rows: list[Row]

    @property
    def own(self) -> bool:
        return any(row.main.own for row in self.rows)


def chips(text: str) -> list[Piece]:
    """A text with ``{slots}`` as pieces: a slot's piece has the tone ``slot`` and its name for people."""
    pieces: list[Piece] = []
    for place, part in enumerate(SLOT.split(text)):
        if place % 2:
            pieces.append(Piece(slot_name(part), part, "slot"))
        elif part:
            pieces.append(Piece(part))
    return pieces


def forms_at(house: House, wording: str, phrase: str, variant: int) -> tuple[Forms, bool]:
    """The forms of a wording, and whether they are the company's own."""
    own = house.own(wording, phrase, variant)
    return (own.forms, True) if own is not None else (shape_of(wording, phrase, variant).forms, False)


def _side(house: House, wording: str, phrase: str, variant: int) -> Side:
    forms, own = forms_at(house, wording, phrase, variant)
    return Side([(key, chips(text)) for key, text in forms], own)


def _beside(house: House, wording: str, beside: str, phrase: str, variant: int) -> Side:
    """What stands beside a wording: what the company says that it means, else the phrase in the other language."""
    own = house.own(wording, phrase, variant)
    meaning = own.meaning(beside) if own is not None else ""
    return Side([("", chips(meaning))], True) if meaning else _side(house, beside, phrase, variant)


def entries(phrases: Iterable[str], wording: str, beside: str, house: House, language: str) -> list[Entry]:
    """The phrases with all their wordings."""
    return [
        Entry(
            phrase,
            phrase_name(phrase, language),
            [
                Row(
                    variant + 1,
                    _side(house, wording, phrase, variant),
                    _beside(house, wording, beside, phrase, variant),
                )
                for variant in range(wording_count(wording, phrase))
            ],
        )
        for phrase in phrases
    ]


def found(words: str, wording: str, beside: str, house: House, language: str) -> list[str]:
    """Phrases in whose name or text, in either language, all the words stand."""
    wanted = words.casefold().split()
    hits = []
    for phrase in phrase_ids():
        if phrase in FIXED:
            continue
        texts = [phrase, phrase_name(phrase, language)]
        for tongue in (wording, beside):
            for variant in range(wording_count(tongue, phrase)):
                texts += [text for _, text in forms_at(house, tongue, phrase, variant)[0]]
        whole = "\n".join(texts).casefold()
        if all(word in whole for word in wanted):
            hits.append(phrase)
    return hits


def own_phrases(house: House, wording: str) -> list[str]:
    """The phrases of a language that the company words its own way, in the library's order."""
    own = {each.phrase for each in house.phrases if each.wording == wording}
    return [phrase for phrase in phrase_ids() if phrase in own]
