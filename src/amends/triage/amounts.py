"""Sums of money in a text: normalised decimal strings with a currency from sign, word or the buyer's country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from amends.core.contracts.fields import AmountOf
from amends.core.money import minor_digits
from amends.core.packaged import read_yaml
from amends.triage.folding import fold

_NUMBER = r"\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,3})?(?!\d)"
_SCALES = {
    "万": 10_000, "萬": 10_000, "만": 10_000, "千": 1_000, "천": 1_000, "k": 1_000, "тыс": 1_000, "mil": 1_000,
    "bin": 1_000, "lucas": 1_000, "luca": 1_000, "tys": 1_000, "tausend": 1_000, "тысяч": 1_000, "тысячи": 1_000, "الف": 1_000, "آلاف": 1_000,
}  # fmt: skip
_MOST = Decimal(10) ** 9
_DIGIT = re.compile(r"\d")
_EAST = re.compile("[\u3040-\ud7a3]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_WITH_CENTS = re.compile(r"(?<![\w#№+:/.,-])(?P<number>\d{1,6}[.,]\d{2})(?P<before>)(?![\d:/]|[.,-]\d)")
_WITH_THOUSANDS = re.compile(r"(?<![\w#№+:/.,-])(?P<number>\d{1,3}(?:[.,]\d{3})+)(?P<before>)(?![\d:/]|[.,-]\d)")
#: Where prices are so large that a number with thousands marks and no unit is one.
_LARGE_PRICES = frozenset({"COP", "CLP", "ARS", "PYG", "IDR", "VND", "KRW"})


class CurrencyData(BaseModel):
    """The shape of ``currencies.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int
    signs: dict[str, str]
    words: dict[str, str]
    local_words: str
    countries: dict[str, str]
    meanings: dict[str, list[str]]
    money_words: dict[str, str]
    units: str
    otherwise: dict[str, str | None]
    money_after: dict[str, str]
    dates: str


@dataclass(frozen=True, slots=True)
class FoundAmount:
    amount: AmountOf
    start: int
    end: int


@cache
def currency_data() -> CurrencyData:
    return CurrencyData.model_validate(read_yaml("amends.triage", "currencies.yaml"))


def _joined(words: list[str]) -> str:
    return "|".join(sorted((fold(word) for word in words), key=len, reverse=True))


@cache
def _word_codes() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(_joined(words.split()) + r"\Z"), code) for code, words in currency_data().words.items()]


@cache
def _patterns() -> dict[str, Any]:
    data = currency_data()
    signs = "|".join(re.escape(fold(sign)) for sign in sorted(data.signs, key=len, reverse=True))
    words = _joined([word for group in data.words.values() for word in group.split()] + data.local_words.split())
    scale = "|".join(sorted(_SCALES, key=len, reverse=True))
    edge = r"(?<![a-z\u0400-\u04ff])"
    marked = re.compile(
        rf"(?P<before>{signs}|{edge}(?:{words})\.?)\s?(?P<first>{_NUMBER})(?:\s?(?P<s1>{scale})(?![a-z\u0400-\u04ff]))?"
        rf"|(?<![a-z\u0400-\u04ff0-9_.,])(?P<second>{_NUMBER})\s?(?:(?P<s2>{scale})\.?\s?)?(?P<after>{signs}|(?:{words})(?![a-z\u0400-\u04ff\u00df]))"
        rf"(?P<cents>\d{{1,2}}(?!\d|[.,]\d))?"
    )
    units = re.compile(r"\s?(?:%|" + _joined(data.units.split()) + r")(?![a-z\u0400-\u04ff])")
    bare = {language: _bare_pattern(data, language) for language in data.money_words}
    context = {language: re.compile(_joined(words.split())) for language, words in data.money_words.items()}
    dates = re.compile(data.dates)
    return {"marked": marked, "units": units, "bare": bare, "context": context, "dates": dates}


def _bare_pattern(data: CurrencyData, language: str) -> re.Pattern[str]:
    """A number after a word of paying, or (Chinese) before one of giving back."""
    east = language in ("zh", "ja", "ko")
    number = rf"(?<![\d#№+:/.,-])(?P<number>{_NUMBER})(?![\d:/]|-\d|\.\d)"
    edge = "" if east or language == "ar" else r"(?<!\w)"
    pattern = rf"{edge}(?:{_joined(data.money_words[language].split())})[^\d.!?;\n]{{0,{4 if east else 12}}}?{number}"
    after = data.money_after.get(language)
    if after:
        pattern += rf"|(?<![\da-z#:/.,-])(?P<before>\d{{2,5}}(?:\.\d{{1,2}})?)(?={_joined(after.split())})"
    else:
        pattern += "(?P<before>)"
    return re.compile(pattern)


def find_amounts(text: str, folded: str, language: str, locale: str | None) -> list[FoundAmount]:
    """All sums in the order of the text, each once. ``folded`` must be as long as ``text``."""
    if not _DIGIT.search(folded):
        return []
    found: list[FoundAmount] = []
    taken: list[tuple[int, int]] = []
    patterns = _patterns()
    for match in patterns["marked"].finditer(folded):
        sign = match["before"] or match["after"]
        if match["before"] and _EAST.match(sign) and sign not in _signs():
            continue  # 单元502 is a door, not a price
        written = match["first"] or match["second"]
        if match["cents"] and match["second"] and "." not in written:
            written += "." + match["cents"].ljust(2, "0")
        if match["first"] and _is_code(folded, match.end(), written):
            continue
        currency = _currency(sign, language, locale)
        if currency == "ignore":
            continue
        amount = _amount(written, match["s1"] or match["s2"], currency)
        if amount:
            found.append(FoundAmount(amount, match.start(), match.end()))
            taken.append(match.span())
    found += _bare_amounts(folded, language, locale, taken)
    unique: dict[tuple[str, str | None], FoundAmount] = {}
    for one in sorted(found, key=lambda item: item.start):
        unique.setdefault((one.amount.amount, one.amount.currency), one)
    return list(unique.values())


def _is_code(folded: str, end: int, written: str) -> bool:
    """Whether what looks like a price goes on as a longer code (``rm 4821-77``)."""
    return folded[end : end + 1] in "-/" and folded[end + 1 : end + 2].isdigit() and len(written) > 3


def _bare_amounts(folded: str, language: str, locale: str | None, taken: list[tuple[int, int]]) -> list[FoundAmount]:
    """Numbers without a sign that can only be money: after a word of paying, or with cents beside such a word."""
    patterns = _patterns()
    currency = local_currency(locale)
    found: list[FoundAmount] = []
    for match in _bare_matches(folded, language, currency):
        group = "number" if match["number"] else "before"
        start, end = match.span(group)
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        written = match[group]
        scale = re.match(r"\s?(тысяч\w?|тыс|万|mil\b|lucas?)", folded[end : end + 7])
        if patterns["units"].match(folded, end) and not scale:
            continue
        if patterns["dates"].search(folded[match.start() : start]) or not _plausible(written, language):
            continue
        amount = _amount(written, _scale_of(scale), currency)
        if amount:
            taken.append((start, end))
            found.append(FoundAmount(amount, start, end))
    return found


def _scale_of(found: re.Match[str] | None) -> str | None:
    return None if found is None else ("тыс" if found[1].startswith("тыс") else found[1])


def _bare_matches(folded: str, language: str, currency: str | None) -> list[re.Match[str]]:
    patterns = _patterns()
    bare = patterns["bare"].get(language)
    if bare is None:
        return []
    matches = [*bare.finditer(folded)]
    if matches or patterns["context"][language].search(folded):
        matches += _WITH_CENTS.finditer(folded)
    if currency in _LARGE_PRICES:
        matches += _WITH_THOUSANDS.finditer(folded)
    return matches


def _plausible(written: str, language: str) -> bool:
    """Whether a number without a sign can be a price: not a year, not a day and month, not a single digit."""
    digits = re.sub(r"\D", "", written)
    parts = re.fullmatch(r"(\d{1,2})([.,])(\d{2})", written)
    if parts:
        day_and_month = int(parts[1]) <= 31 and 1 <= int(parts[3]) <= 12
        return not (day_and_month and parts[2] == "." and language in ("ru", "de", "pl", "tr", "it", "pt", "es", "nl"))
    if re.search(r"[.,]\d{2}\Z", written) or _THOUSANDS.fullmatch(written):
        return True
    if len(digits) > 6 or int(digits) < 10:
        return False
    return not (len(digits) == 4 and digits[:2] in ("19", "20") and digits[2:] != "00")


@cache
def _signs() -> dict[str, str]:
    return {fold(sign): code for sign, code in currency_data().signs.items()}


def _currency(sign: str, language: str, locale: str | None) -> str | None:
    """The currency of a sign or word; a sign that many countries use follows the locale, and is open without one."""
    sign = sign.strip().rstrip(".")
    local = local_currency(locale)
    code = _signs().get(sign)
    if code is not None and code != "local":
        return code
    data = currency_data()
    for beginning, meanings in sorted(data.meanings.items(), key=lambda item: -len(item[0])):
        if sign == fold(beginning) or (len(beginning) > 1 and sign.startswith(fold(beginning))):
            if local in meanings:
                return local
            return data.otherwise.get(beginning) if locale or beginning != "$" else None
    for pattern, found in _word_codes():
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


def _amount(written: str, scale: str | None, currency: str | None) -> AmountOf | None:
    digits = minor_digits(currency) if currency else 2
    value = parse_number(written, digits)
    if scale:
        value *= _SCALES[scale]
    if value > _MOST:
        return None
    return AmountOf(amount=f"{value:.{digits}f}", currency=currency)


def parse_number(written: str, digits: int = 2) -> Decimal:
    """A number as written in any locale: ``1.249,90``, ``1,249.90``, ``1 249,90``, ``1'249.90`` are all 1249.90.

    A single separator before exactly three digits separates thousands, unless the currency has three decimals or the
    number begins with zero; before one or two digits it is the decimal mark.
    """
    plain = re.sub(r"[' \u00a0\u202f]", "", written)
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return Decimal(plain)
    last = max(plain.rfind("."), plain.rfind(","))
    tail = len(plain) - last - 1
    several_kinds = len(set(marks)) > 1
    decimal_mark = several_kinds or (len(marks) == 1 and (tail != 3 or digits == 3 or plain.startswith("0")))
    whole, fraction = (plain[:last], plain[last + 1 :]) if decimal_mark else (plain, "")
    return Decimal(re.sub(r"[.,]", "", whole) + ("." + fraction if fraction else ""))
