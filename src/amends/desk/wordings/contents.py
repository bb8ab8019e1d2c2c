"""What a wording holds, by its sort, and where it belongs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from amends.core.errors import DomainError
from amends.desk.shops.models import Shop
from amends.desk.wordings.models import Placed
from amends.letter.checking import (
    Trouble,
    phrase_troubles,
    sample_findings,
    signature_troubles,
    snippet_troubles,
    tidy,
)
from amends.letter.forms import shape_of
from amends.letter.house import House, HouseWord, OwnPhrase, Snippet
from amends.letter.phrases import WORDINGS, PhraseError

#: Longest word or expression that may be banned.
LONGEST_WORD = 60
LONGEST_TITLE = 80
#: The languages in which meanings are told: those of the screens.
MEANINGS = ("zh", "en")


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PhraseContent(_Content):
    """``forms`` by plural category (one empty key where nothing is counted), ``meanings`` by language."""

    forms: dict[str, str]
    meanings: dict[str, str] = Field(default_factory=dict)


class SnippetContent(_Content):
    title: str
    text: str
    meanings: dict[str, str] = Field(default_factory=dict)


class SignatureContent(_Content):
    text: str


class WordContent(_Content):
    level: Literal["error", "warning"] = "error"
    instead: str = ""


Content = PhraseContent | SnippetContent | SignatureContent | WordContent
_SORTS: dict[str, type[PhraseContent] | type[SnippetContent] | type[SignatureContent] | type[WordContent]] = {
    Placed.PHRASE: PhraseContent,
    Placed.SNIPPET: SnippetContent,
    Placed.SIGNATURE: SignatureContent,
    Placed.WORD: WordContent,
}


class WordingRefused(DomainError):
    """The wording cannot be used; ``data["troubles"]`` lists why."""

    code = "wording_refused"

    def __init__(self, troubles: list[Trouble]) -> None:
        super().__init__("This wording cannot be used; nothing was changed.", troubles=troubles)
        self.troubles = troubles


@dataclass(frozen=True, slots=True)
class Place:
    """Where a wording belongs; ``shop`` is None where it holds in all shops of the company."""

    sort: str
    language: str
    key: str
    shop: Shop | None = None

    @property
    def phrase(self) -> str:
        return self.key.rpartition(".")[0]

    @property
    def variant(self) -> int:
        number = self.key.rpartition(".")[2]
        return int(number) if number.isdigit() and len(number) < 3 else -1

    @property
    def columns(self) -> dict[str, Any]:
        return {"sort": self.sort, "language": self.language, "key": self.key, "shop": self.shop}

    @property
    def subject(self) -> str:
        """As the journal names it."""
        return f"wording:{self.sort}/{self.language}/{self.key}".rstrip("/")[:80]


def phrase_place(language: str, phrase: str, variant: int, shop: Shop | None = None) -> Place:
    return Place(Placed.PHRASE, language, f"{phrase}.{variant}", shop)


def place_of(row: Placed) -> Place:
    return Place(row.sort, row.language, row.key, row.shop)


def read_content(sort: str, stored: dict[str, Any]) -> Content:
    """A stored content as its class."""
    return _SORTS[sort].model_validate(stored)


def own_phrase(place: Place, content: PhraseContent) -> OwnPhrase:
    meanings = tuple((name, text) for name, text in content.meanings.items() if text)
    return OwnPhrase(place.language, place.phrase, place.variant, tuple(content.forms.items()), meanings)


def tidied(place: Place, content: Content) -> Content:
    """The content as it is stored: without needless blanks, without empty meanings, with every plural form."""
    if isinstance(content, PhraseContent):
        try:
            shape = shape_of(place.language, place.phrase, place.variant)
        except (PhraseError, FileNotFoundError):
            return content
        default = tidy(content.forms.get(shape.default, ""))
        forms = {key: tidy(content.forms.get(key, "")) or default for key, _ in shape.forms}
        return PhraseContent(forms=forms, meanings=_told(content.meanings))
    if isinstance(content, SnippetContent):
        title = " ".join(content.title.split())[:LONGEST_TITLE]
        return SnippetContent(title=title, text=tidy(content.text), meanings=_told(content.meanings))
    if isinstance(content, SignatureContent):
        lines = [" ".join(line.split()) for line in content.text.strip().splitlines()]
        return SignatureContent(text="\n".join(line for line in lines if line))
    return WordContent(level=content.level, instead=" ".join(content.instead.split()))


def _told(meanings: dict[str, str]) -> dict[str, str]:
    return {name: tidy(text) for name, text in meanings.items() if text.strip()}


def troubles_of(place: Place, content: Content, house: House) -> list[Trouble]:
    """Why a content cannot be used at its place, beside what ``house`` holds already; empty where it can."""
    if place.language not in WORDINGS:
        return [Trouble("unknown", detail=place.language)]
    if isinstance(content, PhraseContent):
        try:
            own = own_phrase(place, content)
            return phrase_troubles(own) or sample_findings(own, house)
        except PhraseError:
            return [Trouble("unknown", detail=f"{place.language} {place.key}")]
    if isinstance(content, SnippetContent):
        untitled = [] if content.title else [Trouble("empty", "title")]
        return untitled + snippet_troubles(content.text, content.meanings)
    if isinstance(content, SignatureContent):
        return signature_troubles(content.text)
    return _word_troubles(place.key, content)


def _word_troubles(word: str, content: WordContent) -> list[Trouble]:
    if not any(char.isalnum() for char in word):
        return [Trouble("empty", "word")]
    if len(word) > LONGEST_WORD or len(content.instead) > LONGEST_WORD:
        return [Trouble("long", "word", str(LONGEST_WORD))]
    return []


def in_house(place: Place, content: Content) -> OwnPhrase | Snippet | tuple[str, str] | HouseWord:
    """A content as the pure package takes it."""
    if isinstance(content, PhraseContent):
        return own_phrase(place, content)
    if isinstance(content, SnippetContent):
        return Snippet(place.key, content.title, place.language, content.text, tuple(content.meanings.items()))
    if isinstance(content, SignatureContent):
        return place.language, content.text
    return HouseWord(place.language.split("-")[0], place.key, content.level, content.instead)
