"""The company's own sentences, signatures and words as the page shows them, and what was changed last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.desk.wordings.contents import Content
from amends.desk.wordings.models import Change, Placed, Wording
from amends.desk.wordings.queries import content_of
from amends.letter.filling import phrases_with
from amends.letter.house import House
from amends.web.workspace.casepage.marked import Piece
from amends.web.workspace.phrasebook.naming import language_name, phrase_name
from amends.web.workspace.phrasebook.shelf import chips

_SORTS = {
    Placed.PHRASE: gettext_noop("Phrase"),
    Placed.SNIPPET: gettext_noop("Sentence of our own"),
    Placed.SIGNATURE: gettext_noop("Signature"),
    Placed.WORD: gettext_noop("Word"),
}


@dataclass(frozen=True, slots=True)
class Owned:
    """A row with its content; ``pieces`` are a snippet's text with its slots marked, ``meanings`` the same in others.

    ``held``: in how many phrases of the letters a word stands that letters should not have.
    """

    row: Wording
    content: Content
    language: str
    pieces: list[Piece]
    meanings: list[tuple[str, list[Piece]]]
    held: int


def owned_of(row: Wording, screen: str, house: House) -> Owned:
    """A row for the page; ``house`` is what the letters are worded with."""
    content = content_of(row)
    held = len(phrases_with(row.key, row.language, house)) if row.sort == Placed.WORD else 0
    text = getattr(content, "text", "")
    meanings = getattr(content, "meanings", {})
    told = [(language_name(name, screen), chips(said)) for name, said in meanings.items()]
    return Owned(row, content, language_name(row.language, screen), chips(text), told, held)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in words: what it was about, before and after."""

    about: str
    before: str
    after: str


def change_line(change: Change, screen: str) -> ChangeLine:
    about = _(_SORTS[change.sort])
    if change.sort == Placed.PHRASE:
        about = f"{about}: {phrase_name(change.key.rpartition('.')[0], screen)}"
    elif change.sort == Placed.WORD:
        about = f"{about}: {change.key}"
    return ChangeLine(f"{about} ({language_name(change.language, screen)})", _said(change.before), _said(change.after))


def _said(content: dict[str, Any] | None) -> str:
    """The words of a stored content in one line."""
    if content is None:
        return ""
    if "forms" in content:
        return " / ".join(content["forms"].values())
    if "level" in content:
        level = _("blocks") if content["level"] == "error" else _("warns")
        return f"{level} → {content['instead']}" if content["instead"] else level
    return str(content["text"])
