"""A company's own wording, laid over the library for the letters of one shop. It is an argument: nothing is global."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from amends.letter.forms import Forms, own_pieces, regional_phrases, shape_of
from amends.letter.phrases import OVER, Numbers, put_in, render

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class OwnPhrase:
    """A company's text for one wording of the library (``variant`` counts from 0).

    ``forms`` is as in ``forms.Forms``. ``meanings`` says in the agents' languages what the text means, with the same
    slots; without one the gist tells the library's sentence of the same phrase.
    """

    wording: str
    phrase: str
    variant: int
    forms: Forms
    meanings: tuple[tuple[str, str], ...] = ()

    def meaning(self, wording: str) -> str:
        return dict(self.meanings).get(wording, "")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence of the company's own, with slots, and what it means in the agents' languages."""

    key: str
    title: str
    wording: str
    text: str
    meanings: tuple[tuple[str, str], ...] = ()

    def meaning(self, wording: str) -> str:
        return dict(self.meanings).get(wording, "")


@dataclass(frozen=True, slots=True)
class HouseWord:
    """A word that letters in a language do not use (``level``), and what to write instead, if anything."""

    language: str
    text: str
    level: Level = "error"
    instead: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """All that a shop words its own way. ``signatures`` maps a wording to lines with ``{agent}`` and ``{shop}``."""

    phrases: tuple[OwnPhrase, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    signatures: tuple[tuple[str, str], ...] = ()
    words: tuple[HouseWord, ...] = ()

    def own(self, wording: str, phrase: str, variant: int) -> OwnPhrase | None:
        """The company's text for a wording. One for ``pt`` holds in ``pt-PT`` too, unless its file words it anew."""
        known = _by_place(self.phrases)
        found = known.get((wording, phrase, variant))
        beneath = OVER.get(wording)
        if found is None and beneath is not None and phrase not in regional_phrases(wording):
            found = known.get((beneath, phrase, variant))
        return found

    def signature(self, wording: str) -> str:
        signatures = dict(self.signatures)
        return signatures.get(wording) or signatures.get(OVER.get(wording, ""), "")

    def words_in(self, language: str) -> tuple[HouseWord, ...]:
        return tuple(word for word in self.words if word.language == language.split("-")[0])

    def snippets_in(self, wording: str) -> tuple[Snippet, ...]:
        return tuple(each for each in self.snippets if each.wording in (wording, OVER.get(wording)))


#: The library as it is.
LIBRARY = House()


@lru_cache(maxsize=64)
def _by_place(phrases: tuple[OwnPhrase, ...]) -> dict[tuple[str, str, int], OwnPhrase]:
    return {(own.wording, own.phrase, own.variant): own for own in phrases}


def say(
    house: House, wording: str, phrase: str, variant: int, numbers: Numbers, texts: Mapping[str, str], of: str = ""
) -> str:
    """A wording with its slots filled, in the company's words where it has some.

    ``of`` is the wording of the letter where this is its gist: then the meaning of the company's text there is told.
    Raises KeyError where a text is missing.
    """
    if not house.phrases:
        return render(wording, phrase, variant, numbers, texts)
    letters = house.own(of, phrase, variant) if of else None
    meaning = letters.meaning(wording) if letters is not None else ""
    if letters is not None and meaning:
        shape = shape_of(letters.wording, phrase, variant)
        return put_in(own_pieces(wording, shape, tuple((key, meaning) for key, _ in shape.forms), numbers), texts)
    own = house.own(wording, phrase, variant)
    if own is None:
        return render(wording, phrase, variant, numbers, texts)
    return put_in(own_pieces(wording, shape_of(own.wording, phrase, variant), own.forms, numbers), texts)
