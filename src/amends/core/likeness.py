"""How alike two texts are, and where they differ: for offering what was written before, never for applying it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

_PLACEHOLDER = re.compile(r"\[\[([A-Z]+)\d*\]\]")
_DIGITS = re.compile(r"\d+")
#: A word, or one character of a script that does not part its words; what stands between goes with it.
_TOKEN = re.compile(
    r"\[\[[A-Z]+\d*\]\]|[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+|\W"
)
#: Characters of the longest text that is compared; beyond it only the beginning counts.
LONGEST = 2000


def comparable(text: str) -> str:
    """The text as it is compared: one case, single blanks, names and numbers of any value alike."""
    clean = _PLACEHOLDER.sub(r"{\1}", unicodedata.normalize("NFKC", text[:LONGEST]))
    return " ".join(_DIGITS.sub("0", clean.casefold()).split())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else Counter([text])


def likeness(one: str, other: str) -> float:
    """Overlap of the character pairs of two texts (Dice's coefficient), from 0 to 1; 1 for the same words."""
    first, second = _pairs(comparable(one)), _pairs(comparable(other))
    return 2 * sum((first & second).values()) / (sum(first.values()) + sum(second.values()))


def shingles(text: str) -> frozenset[str]:
    """Pairs of neighbouring words (characters where words are not parted): what two like texts share."""
    tokens = [token for token in _TOKEN.findall(comparable(text)) if not token.isspace()]
    return frozenset(f"{one} {other}" for one, other in pairwise(tokens)) or frozenset(tokens)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text; ``differs`` where the other text has something else there, or nothing."""

    text: str
    differs: bool


def marked(text: str, other: str) -> list[Stretch]:
    """``text`` in pieces, marked where it differs from ``other``; the pieces together are the text."""
    tokens, others = _TOKEN.findall(text[:LONGEST]), _TOKEN.findall(other[:LONGEST])
    matcher = SequenceMatcher(None, tokens, others, autojunk=False)
    return [
        Stretch("".join(tokens[first:last]), tag != "equal")
        for tag, first, last, _, _ in matcher.get_opcodes()
        if first < last
    ]
