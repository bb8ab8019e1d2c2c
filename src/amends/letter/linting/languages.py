"""Which language a letter is written in: by script, and for Latin script by its commonest words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from amends.core.vocabulary import LANGUAGES
from amends.letter.linting.lexicon import lexicon

_SCRIPTS: dict[str, re.Pattern[str]] = {
    "kana": re.compile("[\u3041-\u30fa\u30fd-\u30ff]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "hangul": re.compile("[\uac00-\ud7a3]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "arabic": re.compile("[\u0620-\u064a\u066e-\u06d3]"),
    "other": re.compile("[\u0370-\u03ff\u0530-\u05ff\u0900-\u0e7f\u10a0-\u10ff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u024f]"),
}
_RUNS = {name: re.compile(f"{expression.pattern}+") for name, expression in _SCRIPTS.items()}
_NOT_LATIN = re.compile("[\u0370-\u1cff\u2e80-\ud7ff]")
_LETTERS_OF = {"zh": {"han"}, "ja": {"han", "kana"}, "ko": {"hangul"}, "ru": {"cyrillic"}, "ar": {"arabic"}}
_TYPICAL = {
    "es": "ñ¿¡", "pt": "ãõ", "de": "ßäö", "tr": "ığşİ", "pl": "łąęśżźćń", "fr": "œèêàçù", "it": "òìè", "nl": "ĳ",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = tuple(language for language in LANGUAGES if language not in _LETTERS_OF)
#: CJK characters say more than letters: one counts as several.
_WEIGHT = {"han": 3, "kana": 2, "hangul": 3}
_OTHER_SCRIPT = "other"


@cache
def _word_languages() -> Mapping[str, tuple[float, tuple[str, ...]]]:
    """The weight of each common word, less where more languages have it, and these languages."""
    owners: dict[str, list[str]] = defaultdict(list)
    for language in _LATIN:
        for word in lexicon(language).common_words:
            owners[word].append(language)
    return {word: (1 / len(languages), tuple(languages)) for word, languages in owners.items()}


def scripts(text: str) -> dict[str, int]:
    """Letters of each script, weighted so that a CJK character counts as about a short syllable group."""
    if text.isascii() or not _NOT_LATIN.search(text):
        count = _count("latin", text)
        return {"latin": count} if count or text.isascii() else {}
    counts = {name: _count(name, text) * _WEIGHT.get(name, 1) for name in _RUNS}
    return {name: count for name, count in counts.items() if count}


def _count(script: str, text: str) -> int:
    return sum(map(len, _RUNS[script].findall(text)))


def latin_scores(text: str, folded: str) -> dict[str, float]:
    """For each language in Latin script how many of its common words and letters occur, shared ones counted less."""
    scores: dict[str, float] = defaultdict(float)
    owners = _word_languages()
    for word in _WORD.findall(folded):
        if word in owners:
            weight, languages = owners[word]
            for language in languages:
                scores[language] += weight
    if not text.isascii():
        for language, letters in _TYPICAL.items():
            found = sum(1 for letter in letters if letter in text)
            scores[language] += 0.6 * found
    return dict(scores)


def guess(text: str, folded: str, counts: Mapping[str, int] | None = None) -> tuple[str | None, dict[str, float]]:
    """The language of a text, None where it cannot be told, and the Latin scores. ``counts``: its ``scripts``."""
    counts = scripts(text) if counts is None else counts
    total = sum(counts.values())
    if not total:
        return None, {}
    script = max(counts, key=lambda name: counts[name])
    if counts.get("kana", 0) > 0.08 * total and script in ("han", "kana"):
        return "ja", {}
    if script != "latin":
        return {"han": "zh", "hangul": "ko", "cyrillic": "ru", "arabic": "ar", "kana": "ja"}.get(script), {}
    ranked = latin_scores(text, folded)
    best = max(ranked, key=lambda name: ranked[name], default=None)
    return best, ranked


def letters_of(language: str, counts: Mapping[str, int]) -> float:
    """The share of a text's letters that are in the script of ``language``."""
    total = sum(counts.values()) or 1
    wanted = _LETTERS_OF.get(language, {"latin"})
    return sum(counts.get(name, 0) for name in wanted) / total
