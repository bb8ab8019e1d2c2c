"""Which of the fourteen languages a text is written in, and how sure that is.

Script decides where it can (Han, kana, Hangul, Cyrillic, Arabic). Latin letters are read by the trained n-gram model
and by function words; Russian and Arabic typed in Latin letters are classes of their own (``ru-Latn``, ``ar-Latn``)
and stay ``ru`` and ``ar``. The locale is a prior: it decides one-word texts and weighs little in long ones.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from amends.triage.folding import fold
from amends.triage.lexicon import LANGUAGES, read_lexicon, words_of

#: The classes of the n-gram model, in the order of its columns.
LATIN_CLASSES: tuple[str, ...] = ("en", "es", "pt", "fr", "de", "it", "tr", "pl", "nl", "ru-Latn", "ar-Latn")
_WORD = re.compile(r"[a-z']+")
_FUNCTION_WEIGHT = 0.9
_TYPICAL = {
    "es": "ñ¿¡", "pt": "ãõ", "de": "ßäöü", "fr": "êèùœ", "tr": "ğışİ", "pl": "ąęłńśźż", "it": "", "nl": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LanguageGuess:
    """``latin`` is true for Russian or Arabic in Latin letters."""

    language: str
    confidence: float
    latin: bool = False


@cache
def _function_words() -> dict[str, list[tuple[int, float]]]:
    """Word to the Latin classes that use it; a word of few languages weighs more."""
    uses: dict[str, list[int]] = {}
    for index, name in enumerate(LATIN_CLASSES):
        language, _, variant = name.partition("-")
        data = read_lexicon(language)
        for word in words_of(data.latin_words if variant else data.function_words):
            uses.setdefault(word, []).append(index)
    return {word: [(index, 1.0 / len(found)) for index in found] for word, found in uses.items()}


_SCRIPTS = {
    "han": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
    "kana": re.compile("[\u3040-\u30ff]"),
    "hangul": re.compile("[\uac00-\ud7a3\u3131-\u318e]"),
    "cyrillic": re.compile("[\u0400-\u052f]"),
    "arabic": re.compile("[\u0600-\u06ff\ufb50-\ufefc]"),
}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")


def _counts(text: str) -> dict[str, int]:
    """Letters of each script."""
    counts = {"latin": len(_LATIN.findall(text))}
    plain = counts["latin"] == len(text) or text.isascii()
    for script, letters in _SCRIPTS.items():
        counts[script] = 0 if plain else len(letters.findall(text))
    return counts


def locale_language(locale: str | None) -> str | None:
    """The language of a locale such as ``pt-BR``, where it is one of the fourteen."""
    if not locale:
        return None
    primary = re.split("[-_]", locale.lower())[0]
    return primary if primary in LANGUAGES else None


def identify(text: str, locale: str | None, scores: list[float]) -> LanguageGuess:
    """The language of a text. ``scores`` are the n-gram model's logits for ``LATIN_CLASSES``."""
    prior = locale_language(locale)
    counts = _counts(text)
    letters = sum(counts.values())
    if not letters:
        return LanguageGuess(prior or "en", 0.6 if prior else 0.1)
    by_script = _by_script(counts, letters, prior)
    if by_script:
        return by_script
    return _by_words(text, prior, scores, counts["latin"])


def _by_script(counts: dict[str, int], letters: int, prior: str | None) -> LanguageGuess | None:
    # One Han character says as much as a Latin word of several letters.
    weight = {script: count * (3 if script in ("han", "kana", "hangul") else 1) for script, count in counts.items()}
    total = sum(weight.values())
    east = weight["han"] + weight["kana"]
    if weight["hangul"] and weight["hangul"] >= 0.3 * total:
        return LanguageGuess("ko", _sure(counts["hangul"], weight["hangul"] / total))
    if east >= 0.3 * total:
        japanese = counts["kana"] >= 0.1 * (counts["han"] + counts["kana"])
        if not counts["kana"] and prior == "ja" and counts["han"] <= 12:
            return LanguageGuess("ja", 0.7)
        language = "ja" if japanese else "zh"
        return LanguageGuess(language, _sure(counts["han"] + counts["kana"], east / total))
    for script, language in (("cyrillic", "ru"), ("arabic", "ar")):
        if counts[script] >= 0.3 * letters:
            return LanguageGuess(language, _sure(counts[script], counts[script] / letters))
    return None


def _sure(letters: int, share: float) -> float:
    return round(min(0.999, (1 - 0.25 * math.exp(-letters / 3)) * (0.8 + 0.2 * share)), 4)


def _by_words(text: str, prior: str | None, scores: list[float], letters: int) -> LanguageGuess:
    totals = list(scores)
    lowered = text.lower()
    for index, name in enumerate(LATIN_CLASSES):
        typical = _TYPICAL.get(name)
        if typical:
            totals[index] += 1.5 * min(2, sum(1 for char in lowered if char in typical))
    words = _WORD.findall(fold(text))
    known = _function_words()
    for word in words:
        for index, weight in known.get(word, ()):
            totals[index] += _FUNCTION_WEIGHT * weight * (1.0 if len(word) > 1 else 0.4)
    if prior:
        # Strong for a word or two, a hint in a long text; Latin letters are the exception in a Russian locale.
        strength = 1.2 + 2.6 * math.exp(-letters / 14)
        for index, name in enumerate(LATIN_CLASSES):
            if name.partition("-")[0] == prior:
                totals[index] += strength * (0.6 if "-" in name else 1.0)
    best = max(range(len(totals)), key=totals.__getitem__)
    top = totals[best]
    share = 1.0 / sum(math.exp(min(0.0, value - top) * 0.8) for value in totals)
    language, _, variant = LATIN_CLASSES[best].partition("-")
    if prior in ("zh", "ja", "ko") and letters <= 3:
        return LanguageGuess(prior, 0.4)
    return LanguageGuess(language, round(min(0.995, share), 4), bool(variant))
