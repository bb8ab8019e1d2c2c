"""Text as it is compared: one character for one, so that a position in the folded text is a position in the original.

Case, accents, full-width forms and the writing variants that buyers mix (ё/е, أ/ا, 發/发) are folded away. Nothing is
inserted or removed, which is why spans need no second table. The one exception is text that is not NFC: it is
composed first, and ``Folded.origin`` maps positions back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from amends.core.packaged import read_yaml

_SPECIAL = {
    "ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"',
    "„": '"', "«": '"', "»": '"', "‐": "-", "‑": "-", "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u202f": " ",
    "\u2009": " ", "\n": "\n", "\t": " ", "\r": " ", "\u3000": " ", "ى": "ي", "ة": "ه", "گ": "ك", "ی": "ي", "ک": "ك",
    "\u200b": " ", "\u200e": " ", "\u200f": " ", "й": "и", "№": "#", "º": ".", "\uff0c": "\uff0c",
}  # fmt: skip


@cache
def _simplified() -> dict[str, str]:
    pairs: str = read_yaml("amends.triage", "lexicons", "traditional.yaml")["pairs"]
    return {pair[0]: pair[1] for pair in pairs.split()}


class _Table(dict[int, str]):
    """Filled as characters are met: looking a character up twice costs one dictionary access."""

    def __missing__(self, point: int) -> str:
        value = self[point] = _fold_character(chr(point))
        return value


def _fold_character(char: str) -> str:
    if char in _SPECIAL:
        return _SPECIAL[char]
    # Hangul syllables and voiced kana would fall apart; their parts are no accents.
    if "\uac00" <= char <= "\ud7a3" or "\u3040" <= char <= "\u30ff":
        return char
    if "\u3400" <= char <= "\u9fff":
        return _simplified().get(char, char)
    base = unicodedata.normalize("NFKD", char)[0] if char > "\x7f" else char
    lowered = base.lower()
    return lowered if len(lowered) == 1 else lowered[0]


_TABLE = _Table()


def fold(text: str) -> str:
    """The folded text; it has exactly as many code points as ``text``."""
    return text.translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text ready to be read: ``text`` composed, ``folded`` of the same length, ``origin`` the way back."""

    text: str
    folded: str
    origin: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the text as it was given."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end]


def prepare(text: str) -> Folded:
    """Compose (NFC) where needed and fold."""
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return Folded(text, fold(text), None)
    pieces: list[str] = []
    origin: list[int] = []
    index = 0
    while index < len(text):
        stop = index + 1
        while stop < len(text) and (unicodedata.combining(text[stop]) or "\u1160" <= text[stop] <= "\u11ff"):
            stop += 1
        composed = unicodedata.normalize("NFC", text[index:stop])
        pieces.append(composed)
        origin.extend([index] * len(composed))
        index = stop
    origin.append(len(text))
    joined = "".join(pieces)
    return Folded(joined, fold(joined), tuple(origin))
