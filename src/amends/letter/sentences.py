"""Sentences of a letter and their hashes, by which a later letter knows what has been said."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

# German dates have a point inside: "bis zum 12. Dezember" is not the end of a sentence.
_MONTHS = "Januar|Jänner|Februar|Feber|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
_IN_A_DATE = f"(?!(?<=\\d\\.)\\s(?:{_MONTHS})\\b)"
#: What a sentence's last sign is followed by, in writing with spaces.
AFTER = rf"(?=\s|$){_IN_A_DATE}"
# After . ! ? … a blank must follow (12.50 is one number); after the Chinese full stop none does.
BREAK = re.compile(f"(?<=[.!?\u2026\u061f]){_IN_A_DATE}\\s+|(?<=[\u3002\uff01\uff1f])")
_LABEL = re.compile(r"^[A-Z]\)\s*")
_ENDS = frozenset(".!?:,\u2026\u3002\uff01\uff1f\uff1a\uff0c\u060c\u061f")
#: Keeps a full stop on its side where a line of Arabic begins with a Latin letter; no part of the sentence.
RIGHT_TO_LEFT_MARK = "\u200f"


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, without option letters. A line without closing punctuation is a name, not a sentence."""
    found: list[str] = []
    for line in text.splitlines():
        stripped = _LABEL.sub("", line.strip().removesuffix(RIGHT_TO_LEFT_MARK))
        if stripped and stripped[-1] in _ENDS:
            found.extend(part for part in BREAK.split(stripped) if part)
    return found


def sentence_hash(sentence: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the sentence in NFC."""
    return sha256(unicodedata.normalize("NFC", sentence).encode()).hexdigest()[:16]


def sentence_hashes(body: str) -> list[str]:
    """The hash of every sentence of a letter, in order: what ``previous_sentences`` of the next letter takes."""
    return [sentence_hash(sentence) for sentence in sentences(body)]
