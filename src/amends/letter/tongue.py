"""Which wording and which formats a BCP-47 tag gets: ``pt-PT`` is not ``pt-BR``, ``zh-TW`` is not ``zh-CN``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode
from amends.letter.phrases import WORDINGS


@dataclass(frozen=True, slots=True)
class Tongue:
    """``wording`` names the phrase set, ``locale`` is CLDR's (``pt_PT``), ``gap`` stands between two sentences.

    ``small_after_greeting``: a greeting that ends in a comma is continued in small letters (German, Italian, Polish).
    """

    wording: str
    locale: str
    gap: str
    small_after_greeting: bool = False

    @property
    def right_to_left(self) -> bool:
        return self.wording == "ar"


#: Where a tag names no region that CLDR knows. English without a region is the world's English: 18 December, US$12.00.
_DEFAULT_LOCALE = {
    "en": "en_001", "zh": "zh_Hans_CN", "ru": "ru_RU", "es": "es_ES", "pt": "pt_BR", "fr": "fr_FR", "de": "de_DE",
    "it": "it_IT", "ja": "ja_JP", "ko": "ko_KR", "ar": "ar_001", "tr": "tr_TR", "pl": "pl_PL", "nl": "nl_NL",
}  # fmt: skip
#: Writing without spaces has none between sentences either.
_WITHOUT_SPACES = frozenset({"zh", "ja"})
_SMALL_AFTER_GREETING = frozenset({"de", "it", "pl"})
_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})


def supported_languages() -> tuple[str, ...]:
    """Primary subtags in which letters are written; regions and scripts of them are understood."""
    return tuple(language for language in _DEFAULT_LOCALE if language in WORDINGS)


@lru_cache(maxsize=512)
def tongue(tag: str, field: str) -> Tongue:
    """The wording and formats for ``tag``. Raises InputError (``unsupported``), naming ``field``, for other languages."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower()
    if language not in supported_languages():
        known = ", ".join(supported_languages())
        raise InputError(
            ErrorCode.UNSUPPORTED, f"there are no phrases in {tag!r} yet; letters are written in {known}.", field
        )
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in parts[1:] if len(part) in (2, 3) and part.isalnum()), "")
    locale = _locale(language, script, region)
    gap = "" if language in _WITHOUT_SPACES else " "
    return Tongue(_wording(language, script, region), locale, gap, language in _SMALL_AFTER_GREETING)


def _wording(language: str, script: str, region: str) -> str:
    if language == "zh" and (script == "Hant" or (not script and region in _TRADITIONAL_REGIONS)):
        return "zh-Hant"
    if language == "es" and region not in ("", "ES"):
        return "es-419"
    if language == "pt" and region not in ("", "BR"):
        return "pt-PT"
    if language == "de" and region in ("CH", "LI"):
        return "de-CH"
    return language


def _locale(language: str, script: str, region: str) -> str:
    if script or region:
        for wanted in ((language, script, region), (language, "", region), (language, script, "")):
            try:
                return str(Locale.parse("_".join(part for part in wanted if part)))
            except (UnknownLocaleError, ValueError):
                continue
    return _DEFAULT_LOCALE[language]
