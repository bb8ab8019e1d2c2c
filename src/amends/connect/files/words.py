"""Names of currencies and countries in the languages of exports, and the words for yes, no and nothing."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.core import get_global

from amends.core.money import known_currencies
from amends.core.packaged import read_yaml

_LANGUAGES = ("en", "zh", "zh_Hant", "pt", "es", "ru", "fr", "de", "it", "pl", "nl", "tr", "ja", "ko")


@cache
def words() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml("amends.connect.files", "words.yaml")
    return data


@cache
def _country_names() -> dict[str, str]:
    names: dict[str, str] = {}
    known = {str(code) for code in Locale("en").territories}
    codes = {code for code in known if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY}
    for language in reversed(_LANGUAGES):
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                names[name.casefold()] = code
    # ISO 3166-1 alpha-3 codes are aliases in CLDR.
    for spelling, targets in get_global("territory_aliases").items():
        alias = str(spelling)
        if len(alias) == 3 and alias.isalpha() and len(targets) == 1 and targets[0] in codes:
            names[alias.casefold()] = str(targets[0])
    for code, aliases in words()["countries"].items():
        names.update({alias.casefold(): code for alias in aliases})
    names.update({code.casefold(): code for code in codes})
    return names


_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


@lru_cache(maxsize=2048)
def country_code(name: str) -> str | None:
    """ISO 3166-1 alpha-2 for a code, a three-letter code or a name in fourteen languages; None where unknown."""
    return _country_names().get(" ".join(name.split()).casefold())


@cache
def _currency_names() -> dict[str, str]:
    names = {code.casefold(): code for code in known_currencies()}
    for code, aliases in words()["currencies"].items():
        names.update({alias.casefold(): code for alias in aliases})
    return names


@lru_cache(maxsize=2048)
def currency_code(name: str) -> str | None:
    """ISO 4217 for a code, a sign or a word (``US$``, ``人民币``, ``руб.``); None where unknown or ambiguous."""
    return _currency_names().get(name.strip().casefold())


@cache
def shared_signs() -> frozenset[str]:
    return frozenset(words()["shared_signs"])


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the lists of words.yaml, folded for comparison."""
    return frozenset(str(word).casefold() for word in words()[name])


@cache
def _empty_begins() -> frozenset[str]:
    """First letters of the words for nothing: most cells are told from them by one look."""
    first = {word[0] for word in word_list("empty")}
    return frozenset(first | {letter.upper() for letter in first})


def is_empty(text: str) -> bool:
    """Whether a cell says nothing: empty, a dash, ``N/A``, ``null`` …"""
    return not text or (text[0] in _empty_begins() and len(text) <= 20 and text.casefold() in word_list("empty"))
