"""Currencies as buyers write them: signs, codes, words, and what a sign means in the buyer's country."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from amends.core.packaged import read_yaml
from amends.triage.folding import fold

NUMBER = (
    r"\d{1,3}(?:[.,'٬ \u00a0\u202f]\d{3})+(?:[.,٫]\d{1,2})?(?!\d)|\d{1,9}(?:[.,٫]\d{1,3})?(?!\d)"  # 1.249,90 or 1249.90
)


SCALES = {
    "万": 10_000, "萬": 10_000, "만": 10_000, "千": 1_000, "천": 1_000, "k": 1_000, "тыс": 1_000, "тыщ": 1_000, "mil": 1_000,
    "bin": 1_000, "lucas": 1_000, "luca": 1_000, "tys": 1_000, "tausend": 1_000, "тысяч": 1_000, "тысячи": 1_000, "الف": 1_000,
    "الاف": 1_000, "mille": 1_000, "mila": 1_000, "duizend": 1_000, "mln": 1_000_000,
}  # fmt: skip


LETTERS = r"a-z\u0400-\u04ff\u0621-\u064a\u00df"


class CurrencyData(BaseModel):
    """The shape of ``currencies.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    signs: dict[str, str]
    codes: dict[str, str]
    capitals: str
    words: dict[str, str]
    local_words: str
    only: dict[str, str]
    coins: dict[str, dict[str, int]]
    duals: dict[str, str]
    written_digits: dict[str, int]
    thousands_prices: list[str]
    countries: dict[str, str]
    meanings: dict[str, list[str]]
    otherwise: dict[str, str | None]


@cache
def currency_data() -> CurrencyData:
    return CurrencyData.model_validate(read_yaml("amends.triage", "currencies.yaml"))


def joined(words: list[str]) -> str:
    """Alternatives, the longest first, folded; they may be patterns."""
    return "|".join(sorted((fold(word).replace("_", r"\s") for word in words), key=len, reverse=True))


@cache
def word_codes() -> list[tuple[re.Pattern[str], str]]:
    data = currency_data()
    groups = [*data.codes.items(), *data.words.items()]
    return [(re.compile(rf"(?:{joined(words.split())})\Z"), code) for code, words in groups]


@cache
def marked() -> re.Pattern[str]:
    """A sum with a sign or word before or behind it."""
    data = currency_data()
    written_signs = "|".join(re.escape(fold(sign)) for sign in sorted(data.signs, key=len, reverse=True))
    codes = [word for group in data.codes.values() for word in group.split()]
    before = joined([*codes, "rs", "rs\\.", "r", "kr", "dh", "dhs", "fcfa", "cfa", "円"])
    words = _coin_words()
    scale = joined(list(SCALES))
    edge = rf"(?<![{LETTERS}0-9])"
    return re.compile(
        rf"(?P<before>{written_signs}|{edge}(?:{before})\.?)\s?(?P<first>{NUMBER})(?:\s?(?P<s1>{scale})(?![{LETTERS}]))?"
        rf"|(?<![a-z\u0400-\u04ff0-9_])(?<!\d[.,])(?P<second>{NUMBER})(?:[.,]-{{1,2}})?[\s-]?(?:(?P<s2>{scale})(?![{LETTERS}])\.?\s?)?"
        rf"(?P<after>{written_signs}|(?:{words})(?![{LETTERS}]))(?P<cents>\.?\s?\d{{1,2}}(?![\da-z]|[.,:/]\d|[天个件小日月号分折]))?"
    )


@cache
def _coin_words() -> str:
    data = currency_data()
    groups = [*data.codes.values(), *data.words.values(), data.local_words]
    return joined([word for group in groups for word in group.split()])


@cache
def coin_after() -> re.Pattern[str]:
    """A sign or word of money directly behind a number, as the group ``after``."""
    written_signs = "|".join(re.escape(fold(sign)) for sign in sorted(currency_data().signs, key=len, reverse=True))
    return re.compile(rf"[\s-]?(?P<after>{written_signs}|(?:{_coin_words()})(?![{LETTERS}]))")


@cache
def signs() -> dict[str, str]:
    return {fold(sign): code for sign, code in currency_data().signs.items()}


@cache
def capitals() -> frozenset[str]:
    return frozenset(currency_data().capitals.split())


@cache
def only_in() -> dict[str, frozenset[str]]:
    return {fold(word): frozenset(languages.split()) for word, languages in currency_data().only.items()}


def said_here(word: str, language: str, locale: str | None) -> bool:
    """A word of few languages counts in these, and where its currency is the buyer's own."""
    languages = only_in().get(word)
    if languages is None or language in languages:
        return True
    local = local_currency(locale)
    return any(code == local and pattern.fullmatch(word) for pattern, code in word_codes())


@cache
def codes() -> frozenset[str]:
    return frozenset(word for group in currency_data().codes.values() for word in group.split())


@cache
def _meanings() -> list[tuple[str, str]]:
    """Beginnings of local words, the longest first: folded and as the data writes them."""
    return [(fold(name), name) for name in sorted(currency_data().meanings, key=len, reverse=True)]


def currency_of(sign: str, language: str, locale: str | None) -> str | None:
    """The currency of a sign or word; a sign that many countries use follows the locale, and is open without one."""
    sign = sign.strip().rstrip(".")
    local = local_currency(locale)
    code = signs().get(sign)
    if code is not None and code != "local":
        return code
    data = currency_data()
    for folded, name in _meanings():
        if (
            sign == folded
            or (len(folded) > 2 and sign.startswith(folded))
            or (folded in ("块", "元") and sign[0] == folded)
        ):
            if local in data.meanings[name]:
                return local
            return data.otherwise.get(name) if locale or name != "$" else None
    for pattern, found in word_codes():
        if pattern.fullmatch(sign):
            return found
    return local


def local_currency(locale: str | None) -> str | None:
    """The currency of the locale's country; of its language where that leaves no doubt."""
    if not locale:
        return None
    parts = re.split("[-_]", locale)
    for part in reversed(parts[1:]):
        code = currency_data().countries.get(part.upper())
        if code:
            return code
    if len(parts) > 1:
        return None
    only = {"ru": "RUB", "ja": "JPY", "ko": "KRW", "pl": "PLN", "tr": "TRY", "de": "EUR", "it": "EUR", "zh": "CNY"}
    return only.get(parts[0].lower())
