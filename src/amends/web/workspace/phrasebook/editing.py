"""One wording being edited: what the form holds, what the library says, what others suggest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from amends.desk.wordings.contents import MEANINGS, PhraseContent, Place
from amends.desk.wordings.models import Suggestion
from amends.desk.wordings.queries import wording_at
from amends.letter.forms import Shape, shape_of
from amends.letter.phrases import wording_count
from amends.web.workspace.casepage.marked import Piece
from amends.web.workspace.phrasebook.asking import Asked
from amends.web.workspace.phrasebook.naming import form_name, language_name, phrase_name, slot_name
from amends.web.workspace.phrasebook.shelf import chips, forms_at

_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Field:
    """A text of the form: ``original`` is the library's."""

    name: str
    label: str
    text: str
    original: list[Piece]
    language: str


@dataclass(frozen=True, slots=True)
class Editing:
    """A wording in its form. ``own``: the company has a text at exactly this place."""

    name: str
    number: int
    numbers: range
    fields: list[Field]
    meanings: list[Field]
    slots: list[tuple[str, str]]
    own: bool
    version: int
    content: PhraseContent


def given_content(given: QueryDict) -> PhraseContent:
    """The texts of the form."""
    forms = {name.removeprefix("form-"): given[name][:_LONGEST] for name in given if name.startswith("form-")}
    meanings = {name: given.get(f"meaning-{name}", "")[:_LONGEST] for name in MEANINGS}
    return PhraseContent(forms=forms, meanings=meanings)


def _content(asking: Asked, place: Place, shape: Shape) -> PhraseContent:
    """What is edited: the text at this place, else the one that holds here, else the library's."""
    forms, _own = forms_at(asking.house, place.language, place.phrase, place.variant)
    own = asking.house.own(place.language, place.phrase, place.variant)
    return PhraseContent(forms=dict(forms), meanings=dict(own.meanings) if own is not None else {})


def editing_of(asking: Asked, place: Place, content: PhraseContent | None, suggested: str) -> Editing:
    """The form of a wording; ``suggested`` is a text to begin with, where the wording has one form."""
    shape = shape_of(place.language, place.phrase, place.variant)
    kept = wording_at(asking.organisation, place)
    if content is None:
        content = _content(asking, place, shape)
        if suggested:
            content = PhraseContent(forms={**content.forms, shape.default: suggested}, meanings=content.meanings)
    screen = asking.frame.language
    fields = [
        Field(f"form-{key}", form_name(key) if key else "", content.forms.get(key, ""), chips(text), place.language)
        for key, text in shape.forms
    ]
    # A wording in Chinese says in Chinese itself what it means.
    others = [name for name in MEANINGS if name != place.language.split("-")[0]]
    meanings = [
        Field(
            f"meaning-{name}",
            language_name(name, screen),
            content.meanings.get(name, ""),
            chips(
                dict(shape_of(name, place.phrase, place.variant).forms)[
                    shape_of(name, place.phrase, place.variant).default
                ]
            ),
            name,
        )
        for name in others
    ]
    numbers = range(1, wording_count(place.language, place.phrase) + 1)
    return Editing(
        phrase_name(place.phrase, screen), place.variant + 1, numbers, fields, meanings,
        [(slot, slot_name(slot)) for slot in sorted(shape.slots)], kept is not None,
        kept.version if kept is not None else 0, content,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suggested:
    """A lead's suggestion, readable."""

    row: Suggestion
    name: str
    language: str
    pieces: list[Piece]
    phrase: str
    number: int


def suggested_of(rows: Sequence[Suggestion], screen: str) -> list[Suggested]:
    """What leads suggest for phrases, with the text of the form that fits where no other does."""
    found = []
    for row in rows:
        phrase, _dot, variant = row.key.rpartition(".")
        texts = list(row.content["forms"].values())
        name = phrase_name(phrase, screen)
        found.append(
            Suggested(row, name, language_name(row.language, screen), chips(texts[-1]), phrase, int(variant) + 1)
        )
    return found
