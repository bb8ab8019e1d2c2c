"""Sentences of a letter and their hashes, by which a later letter knows what has been said."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

# After . ! ? … a blank must follow (12.50 is one number); after the Chinese full stop none does.
_BREAK = re.compile("(?<=[.!?\u2026])\\s+|(?<=[\u3002\uff01\uff1f])")
_LABEL = re.compile(r"^[A-Z]\)\s*")
_ENDS = frozenset(".!?:,\u2026\u3002\uff01\uff1f\uff1a\uff0c")


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, without option letters. A line without closing punctuation is a name, not a sentence."""
    found: list[str] = []
    for line in text.splitlines():
        stripped = _LABEL.sub("", line.strip())
        if stripped and stripped[-1] in _ENDS:
            found.extend(part for part in _BREAK.split(stripped) if part)
    return found


def sentence_hash(sentence: str) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the sentence in NFC."""
    return sha256(unicodedata.normalize("NFC", sentence).encode()).hexdigest()[:16]


def sentence_hashes(body: str) -> list[str]:
    """The hash of every sentence of a letter, in order: what ``previous_sentences`` of the next letter takes."""
    return [sentence_hash(sentence) for sentence in sentences(body)]
