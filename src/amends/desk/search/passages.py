"""Where in a text the words of a question stand. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

#: So many characters are shown around what was found.
AROUND = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """What was found, as it is written there, and what stands around it."""

    before: str
    hit: str
    after: str


def _fold(letter: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", letter).casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def passage_of(text: str, typed: str) -> Passage | None:
    """The first place of the first typed stretch that stands in the text; None where none does, as it was typed."""
    flat: list[str] = []
    origin: list[int] = []
    for position, letter in enumerate(text):
        for part in _fold(letter):
            flat.append(part)
            origin.append(position)
    folded = "".join(flat)
    for stretch in typed.split():
        wanted = "".join(map(_fold, stretch))
        start = folded.find(wanted) if wanted else -1
        if start >= 0:
            first, last = origin[start], origin[start + len(wanted) - 1] + 1
            before, after = text[max(first - AROUND, 0) : first], text[last : last + AROUND]
            return Passage(
                ("…" if first > AROUND else "") + " ".join(before.split("\n")),
                text[first:last],
                " ".join(after.split("\n")) + ("…" if last + AROUND < len(text) else ""),
            )
    return None
