"""From text to the terms of the index, and from what somebody typed to what is asked of it. Pure.

Both go through ``core.text.search_terms``: words without accents and case, Chinese and Japanese as pairs of characters,
so that a word of two characters is found inside a sentence without spaces. Names and addresses of buyers are stored
encrypted; they stand in the index as keyed hashes of their terms and are found as whole words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from amends.core.text import is_cjk, search_terms

#: The first syllable of Hangul: words of two syllables carry their endings behind them.
_HANGUL = "\uac00"
#: A term is cut here; nobody types more, and an index has its limits.
LONGEST = 64
#: So many terms of one case are indexed (some hundred letters); positions in PostgreSQL end at 16,383.
MOST = 12_000
#: So many words of a question are looked for.
MOST_ASKED = 12

Hash = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """One stretch of a question without spaces: its terms, which stand side by side, and the same as hashed names.

    ``open_end`` says that the last term may be the beginning of a longer word.
    """

    terms: tuple[str, ...]
    hashed: tuple[str, ...]
    open_end: bool


def terms_of(texts: Iterable[str], names: Iterable[str], hashed: Hash) -> list[str]:
    """All terms of a case in their order; ``names`` only as hashes."""
    terms: list[str] = []
    for text in texts:
        if len(terms) >= MOST:
            break
        terms += [term[:LONGEST] for term in search_terms(text)]
        terms.append("")  # what stands in two texts does not stand side by side
    for name in names:
        terms += [hashed(term) for term in search_terms(name)]
        terms.append("")
    return terms[:MOST]


def digest_of(terms: list[str]) -> str:
    """A hash by which unchanged terms are known."""
    return hashlib.blake2b("\x1f".join(terms).encode(), digest_size=16).hexdigest()


def asked(typed: str, hashed: Hash) -> list[Asked]:
    """What a question asks for: every stretch must be found. Empty where nothing in it is a word."""
    found = []
    for stretch in typed.split()[:MOST_ASKED]:
        terms = tuple(term[:LONGEST] for term in search_terms(stretch))
        if terms:
            found.append(Asked(terms, tuple(hashed(term) for term in terms), _open_end(terms)))
    return found


def _open_end(terms: tuple[str, ...]) -> bool:
    """Whether the last term may go on: not the single letters with which half of all words begin.

    A Chinese or Japanese pair is whole; a single character begins the pairs that it stands in.
    """
    last = terms[-1]
    if is_cjk(last):
        return len(last) == 1
    return len(terms) > 1 or len(last) >= (2 if last >= _HANGUL else 3)
