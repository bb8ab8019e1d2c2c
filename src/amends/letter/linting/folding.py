"""Folding: one plain lower-case form of a letter in which word lists are looked up, with the way back to the text.

Case, Latin accents, full-width forms, Arabic-Indic digits, Arabic letter variants, ``ё`` and the common traditional
Chinese characters are levelled, so that ``Reseña``, ``resena`` and ``RESEÑA`` are one word. Folding keeps a
code point for a code point; only marks that carry no letter (Arabic vowel signs, tatweel, joiners, loose accents)
are left out, and then ``origin`` leads back.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from amends.letter.linting.common_data import common

_LOOSE = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
_SINGLE = {
    "İ": "i", "I": "i", "ı": "i", "Ё": "е", "ё": "е", "ß": "s", "ẞ": "s", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o",
    "æ": "a", "Æ": "a", "œ": "o", "Œ": "o", "đ": "d", "Đ": "d", "ð": "d",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ک": "ك", "ی": "ي", "٫": ".", "٬": ",", "،": ",",
    "؛": ";", "؟": "?", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ", "\u3000": " ", "\t": " ",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "、": ",", "–": "-", "—": "-", "‑": "-", "−": "-", "\u2010": "-",
}  # fmt: skip


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    for code in range(0xFF01, 0xFF5F):
        table[code] = unicodedata.normalize("NFKC", chr(code)).lower()
    for first in (0x660, 0x6F0):
        table.update({first + digit: str(digit) for digit in range(10)})
    table.update({ord(char): plain for char, plain in _SINGLE.items()})
    pairs = common().traditional
    table.update({ord(pair[0]): pair[1] for pair in pairs})
    return table


_TABLE = _table()
_FOLDED = {chr(code): plain for code, plain in _TABLE.items()}
#: The few signs of a letter that are folded are found faster than all of its signs are looked up.
_TO_FOLD = re.compile("[" + "".join(map(re.escape, _FOLDED)) + "]")


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` is the folded form; ``origin[i]`` is where its i-th code point stands in the letter (None: at i)."""

    text: str
    origin: list[int] | None
    length: int

    def place(self, index: int) -> int:
        """The place in the letter of a place in the folded text; the end of one is the end of the other."""
        if self.origin is None:
            return index
        return self.origin[index] if index < len(self.origin) else self.length


def fold_pattern(pattern: str) -> str:
    """The folded form of a pattern or word of a word list."""
    return _LOOSE.sub("", unicodedata.normalize("NFC", pattern)).translate(_TABLE).lower()


def fold(text: str) -> Folded:
    """Fold a letter. A decomposed accent counts as belonging to the letter before it."""
    if text.isascii():
        return Folded(text.replace("\t", " ").replace("`", "'").lower(), None, len(text))
    if not unicodedata.is_normalized("NFC", text) and any("\u1100" <= char <= "\u11ff" for char in text):
        return _fold_jamo(text)
    plain = _TO_FOLD.sub(lambda found: _FOLDED[found.group()], text).lower()
    if not _LOOSE.search(plain):
        return Folded(plain, None, len(text))
    origin = [index for index, char in enumerate(plain) if not _LOOSE.match(char)]
    return Folded("".join(plain[index] for index in origin), origin, len(text))


def _fold_jamo(text: str) -> Folded:
    """Hangul that is spelt in loose jamo is composed first, syllable by syllable."""
    chars: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        joined = unicodedata.normalize("NFC", chars[-1] + char) if chars else ""
        if len(joined) == 1 and "\u1100" <= char <= "\u11ff":
            chars[-1] = joined
        elif not _LOOSE.match(char):
            chars.append(char)
            origin.append(index)
    return Folded("".join(chars).translate(_TABLE).lower(), origin, len(text))
