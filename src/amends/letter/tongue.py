"""Which wording and which formats a BCP-47 tag gets: ``pt-PT`` is not ``pt-BR``, ``zh-TW`` is not ``zh-CN``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode


@dataclass(frozen=True, slots=True)
class Tongue:
    """``wording`` names the phrase set, ``locale`` is CLDR's (``pt_PT``), ``gap`` stands between two sentences."""

    wording: str
    locale: str
    gap: str


#: Where a tag names no region that CLDR knows. English without a region is the world's English: 18 December, US$12.00.
_DEFAULT_LOCALE = {"en": "en_001", "zh": "zh_Hans_CN", "es": "es_ES", "pt": "pt_BR", "ru": "ru_RU"}
_TRADITIONAL_REGIONS = frozenset({"TW", "HK", "MO"})


def supported_languages() -> tuple[str, ...]:
    """Primary subtags in which letters are written; regions and scripts of them are understood."""
    return tuple(_DEFAULT_LOCALE)


@lru_cache(maxsize=512)
def tongue(tag: str, field: str) -> Tongue:
    """The wording and formats for ``tag``. Raises InputError (``unsupported``), naming ``field``, for other languages."""
    parts = tag.replace("_", "-").split("-")
    language = parts[0].lower()
    if language not in _DEFAULT_LOCALE:
        known = ", ".join(_DEFAULT_LOCALE)
        raise InputError(
            ErrorCode.UNSUPPORTED, f"there are no phrases in {tag!r} yet; letters are written in {known}.", field
        )
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in parts[1:] if len(part) in (2, 3) and part.isalnum()), "")
    locale = _locale(language, script, region)
    return Tongue(_wording(language, script, region), locale, "" if language == "zh" else " ")


def _wording(language: str, script: str, region: str) -> str:
    if language == "zh" and (script == "Hant" or (not script and region in _TRADITIONAL_REGIONS)):
        return "zh-Hant"
    if language == "es" and region not in ("", "ES"):
        return "es-419"
    if language == "pt" and region not in ("", "BR"):
        return "pt-PT"
    return language


def _locale(language: str, script: str, region: str) -> str:
    if script or region:
        for wanted in ((language, script, region), (language, "", region), (language, script, "")):
            try:
                return str(Locale.parse("_".join(part for part in wanted if part)))
            except (UnknownLocaleError, ValueError):
                continue
    return _DEFAULT_LOCALE[language]
