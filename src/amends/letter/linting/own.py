"""Words that the company itself bans or replaces, wherever they stand in the letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from amends.core.vocabulary import LintRule
from amends.letter.house import HouseWord
from amends.letter.linting.folding import fold_pattern
from amends.letter.linting.reading import Found, Reading

#: Scripts that put no space between words: there a word may stand anywhere.
_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


@lru_cache(maxsize=1024)
def pattern_of(text: str) -> re.Pattern[str]:
    """What a word looks like in a folded text: whole, in any case, with or without its accents."""
    folded = re.escape(fold_pattern(" ".join(text.split()))).replace("\\ ", r"\s+")
    if _WITHOUT_SPACES.search(text):
        return re.compile(folded)
    return re.compile(rf"(?<!\w){folded}(?!\w)")


def house_words(reading: Reading, words: Sequence[HouseWord]) -> Iterator[tuple[HouseWord, Found]]:
    """Every place of every word, whole words only, whatever their case and accents."""
    for word in words:
        for found in pattern_of(word.text).finditer(reading.text):
            yield word, Found(LintRule.HOUSE_WORD, found.start(), found.end())
