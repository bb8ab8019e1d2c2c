"""Sums of money in a text: normalised decimal strings with a currency from sign, word or the buyer's country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from amends.core.contracts.fields import AmountOf
from amends.core.money import minor_digits
from amends.triage.currencies import (
    SCALES,
    capitals,
    codes,
    coin_after,
    currency_data,
    currency_of,
    joined,
    local_currency,
    marked,
    said_here,
    signs,
)
from amends.triage.folding import fold
from amends.triage.numerals import Spoken, east_numbers, spoken_numbers, word_values
from amends.triage.sums import bare_sums

_MOST = Decimal(10) ** 9
_DIGIT = re.compile(r"\d")
_EAST = re.compile("[\u3040-\ud7a3]")
_EASTERN = frozenset({"zh", "ja", "ko"})
_POWER = re.compile("[十百千万億亿십백천만억]")
#: What may follow the Korean coin; anything else makes it the beginning of a word.
_WON_ENDS = re.compile(r"[^\uac00-\ud7a3]|\Z|짜리|쿠폰|에|을|이|은|도|만|씩|어치|정도|할인|권|으로|인|의|더|돌|환|중")
#: Abbreviations that are written small as well.
_SMALL_BEFORE = frozenset({"fr", "rm", "rp", "gs"})
_SMALL_BEHIND = frozenset({"fr", "kz", "gs", "rm", "rp", "php", "rub", "nis", "le", "jd", "kd", "sr"})
_ABOUT_TWO = frozenset({"paar", "par", "paire", "paio", "пару", "пара", "pare", "para", "couple", "coppia"})
_ROUND_CENTS = re.compile(r"\s?(?:\Z|[.,;!?)]|(?:para|por|de|at|for|groszy|cent|pour|per|za|op)\w*)")


@dataclass(frozen=True, slots=True)
class FoundAmount:
    amount: AmountOf
    start: int
    end: int


def find_amounts(text: str, folded: str, language: str, locale: str | None) -> list[FoundAmount]:
    """All sums in the order of the text, each once. ``folded`` must be as long as ``text``."""
    found: list[FoundAmount] = []
    if _DIGIT.search(folded):
        found += _with_sign(text, folded, language, locale)
    found = _spoken(folded, language, locale, found) + found
    found += _coins(folded, language, locale, found)
    currency = local_currency(locale)
    for written, scale, start, end in bare_sums(folded, language, currency, [(one.start, one.end) for one in found]):
        amount = amount_of(written, scale, currency)
        if amount:
            found.append(FoundAmount(amount, start, end))
    unique: dict[tuple[str, str | None], FoundAmount] = {}
    for one in sorted(found, key=lambda item: item.start):
        unique.setdefault((one.amount.amount, one.amount.currency), one)
    return list(unique.values())


def _with_sign(text: str, folded: str, language: str, locale: str | None) -> list[FoundAmount]:
    found: list[FoundAmount] = []
    for match in marked().finditer(folded):
        sign = match["before"] or match["after"]
        if match["before"] and _EAST.match(sign) and sign not in signs():
            continue  # 单元502 is a door, not a price
        written = match["first"] or match["second"]
        if not _is_coin(text, match, sign, language, locale) or (
            match["first"] and _is_code(folded, match.end(), written)
        ):
            continue
        end = match.end()
        if match["cents"]:
            cents = match["cents"].strip(". ")
            if _takes_cents(sign, match["cents"]) and not re.search(r"[.,]\d{1,2}\Z", written):
                written += "." + cents.ljust(2, "0")
            else:
                end = match.start("cents")
        if language == "zh" and folded[end : end + 1] in ("多", "几"):
            continue  # 6块多 is no exact sum
        scale = match["s1"] or match["s2"] or ("lucas" if sign in ("lucas", "luca") else None)
        amount = amount_of(written, scale, currency_of(sign, language, locale))
        if amount:
            found.append(FoundAmount(amount, match.start(), end))
    return found


def _takes_cents(sign: str, cents: str) -> bool:
    """``37块5``, ``28 fr. 50``, ``12€50`` go on with cents; other signs only without a space."""
    return sign.strip(".") in ("fr", "frs", "块") or not cents.startswith((" ", "."))


def _is_coin(text: str, match: re.Match[str], sign: str, language: str, locale: str | None) -> bool:
    """Whether a word that also means something else is a coin here."""
    plain = sign.strip().rstrip(".")
    if not said_here(plain, language, locale):
        return False
    group = "before" if match["before"] else "after"
    written = text[match.start(group) : match.end(group)]
    if group == "before" and plain == "fr":
        return not text[match.end(group)].isdigit() or written.endswith(".")
    if group == "after" and text[match.start(group) - 1] == "-" and plain in codes() and plain != "euro":
        return False
    if plain in capitals():
        behind = plain in _SMALL_BEHIND and group == "after"
        return written.strip(". ").isupper() or behind or plain in _SMALL_BEFORE
    return True


def _is_code(folded: str, end: int, written: str) -> bool:
    """Whether what looks like a price goes on as a longer code (``rm 4821-77``)."""
    return folded[end : end + 1] in "-/" and folded[end + 1 : end + 2].isdigit() and len(written) > 3


def _overlaps(start: int, end: int, found: list[FoundAmount]) -> bool:
    return any(start < one.end and one.start < end for one in found)


def _spoken(folded: str, language: str, locale: str | None, found: list[FoundAmount]) -> list[FoundAmount]:
    """Sums in words with a coin behind them; in the East these swallow the digits that they are mixed with."""
    eastern = language in _EASTERN
    numbers = east_numbers(folded, language) if eastern else spoken_numbers(folded, language)
    spoken: list[FoundAmount] = []
    for number in numbers:
        coin = coin_after().match(folded, number.end)
        if not coin or not number.value or (eastern and not _east_sum(folded, number, coin, language)):
            continue
        sign = coin["after"].rstrip(".")
        if (
            not said_here(sign, language, locale)
            or sign in capitals()
            or folded[number.start : number.end] in _ABOUT_TWO
        ):
            continue
        written, end = str(number.value), coin.end()
        cents = _spoken_cents(folded, end, numbers)
        if cents:
            written, end = f"{written}.{cents.value:02d}", cents.end
        amount = amount_of(written, None, currency_of(sign, language, locale))
        if amount:
            spoken.append(FoundAmount(amount, number.start, end))
    if eastern:
        found[:] = [one for one in found if not _overlaps(one.start, one.end, spoken)]
    return [one for one in spoken if not _overlaps(one.start, one.end, found)]


def _east_sum(folded: str, number: Spoken, coin: re.Match[str], language: str) -> bool:
    """A Korean sum needs a word of tens or more; a lone one begins a word; ``三百多块`` is no exact sum."""
    written = folded[number.start : number.end]
    if language == "ko":
        lone = len(written) == 1 and re.match("[\uac00-\ud7a3]", folded[number.start - 1 : number.start] or " ")
        return bool(_POWER.search(written)) and not lone and bool(_WON_ENDS.match(folded, coin.end()))
    if coin["after"][0] in "块塊" and coin["after"] != "块钱" and not _POWER.search(written):
        return False  # 两块 are pieces as often as coins
    return bool(_POWER.search(written) or number.words == 1) and folded[number.end : number.end + 1] != "多"


def _spoken_cents(folded: str, end: int, numbers: tuple[Spoken, ...]) -> Spoken | None:
    """``thirty-one pounds eighty``: a round number of cents with nothing counted behind it."""
    for number in numbers:
        between = folded[end : number.start] if number.start >= end else "-"
        round_cents = 10 <= number.value < 100 and number.value % 5 == 0
        if re.fullmatch(r"\s(?:(?:e|y|i|and|et|und|en|и)\s)?", between) and round_cents:
            return number if _ROUND_CENTS.match(folded, number.end) else None
    return None


@cache
def _coin_pattern(language: str) -> re.Pattern[str] | None:
    data = currency_data()
    coins = [*data.coins.get(language, {}), *(data.duals if language == "ar" else [])]
    return re.compile(rf"(?<!\w)(?:{joined(coins)})(?!\w)") if coins else None


def _coins(folded: str, language: str, locale: str | None, found: list[FoundAmount]) -> list[FoundAmount]:
    """Words that are a sum by themselves: ``dwie dychy``, ``een tientje``, ``دينارين``."""
    pattern = _coin_pattern(language)
    if not pattern:
        return []
    data = currency_data()
    values = {fold(word): value for word, value in data.coins.get(language, {}).items()}
    duals = {fold(word): fold(coin) for word, coin in data.duals.items()}
    sums: list[FoundAmount] = []
    for match in pattern.finditer(folded):
        if _overlaps(match.start(), match.end(), found):
            continue
        factor, start = _factor(folded, match.start(), language)
        if match.group() in duals:
            amount = amount_of("2", None, currency_of(duals[match.group()], language, locale))
        else:
            amount = amount_of(str(values[match.group()] * factor), None, local_currency(locale))
        if amount:
            sums.append(FoundAmount(amount, start, match.end()))
    return _added(sums, folded)


def _factor(folded: str, end: int, language: str) -> tuple[int, int]:
    """The number directly before a coin word, in digits or words."""
    before = re.search(r"(?<!\S)(\d{1,3}|[^\W\d]+)\s\Z", folded[max(0, end - 20) : end])
    if before:
        value = int(before[1]) if before[1].isdigit() else word_values(language).get(before[1], 0)
        if value:
            return value, end - len(before.group())
    return 1, end


def _added(sums: list[FoundAmount], folded: str) -> list[FoundAmount]:
    """``pięć stówek i trzy dychy`` is one sum."""
    merged: list[FoundAmount] = []
    for one in sums:
        last = merged[-1] if merged else None
        if last and re.fullmatch(r"\s(?:i|en|und|и)\s", folded[last.end : one.start]):
            digits = one.amount.amount.partition(".")[2]
            total = Decimal(last.amount.amount) + Decimal(one.amount.amount)
            amount = AmountOf(amount=f"{total:.{len(digits)}f}", currency=one.amount.currency)
            merged[-1] = FoundAmount(amount, last.start, one.end)
        else:
            merged.append(one)
    return merged


def amount_of(written: str, scale: str | None, currency: str | None) -> AmountOf | None:
    """The sum as a decimal string in the currency's minor units; None for nothing and for what is no price."""
    if currency == "ignore":
        return None
    digits = minor_digits(currency) if currency else 2
    digits = currency_data().written_digits.get(currency or "", digits)
    value = parse_number(written, digits)
    if scale:
        value *= SCALES[scale]
    if value > _MOST or not value:
        return None
    return AmountOf(amount=f"{value:.{digits}f}", currency=currency)


def parse_number(written: str, digits: int = 2) -> Decimal:
    """A number as written in any locale: ``1.249,90``, ``1,249.90``, ``1 249,90``, ``1'249.90`` are all 1249.90.

    A single separator before exactly three digits separates thousands, unless the currency has three decimals or the
    number begins with zero; before one or two digits it is the decimal mark. The Arabic marks ٬ and ٫ say which they are.
    """
    plain = re.sub(r"[' \u00a0\u202f٬]", "", written)
    if "٫" in plain:
        whole, _, fraction = re.sub("[.,]", "", plain).partition("٫")
        return Decimal(f"{whole}.{fraction}")
    marks = [char for char in plain if char in ".,"]
    if not marks:
        return Decimal(plain)
    last = max(plain.rfind("."), plain.rfind(","))
    tail = len(plain) - last - 1
    several_kinds = len(set(marks)) > 1
    decimal_mark = several_kinds or (len(marks) == 1 and (tail != 3 or digits == 3 or plain.startswith("0")))
    whole, fraction = (plain[:last], plain[last + 1 :]) if decimal_mark else (plain, "")
    return Decimal(re.sub(r"[.,]", "", whole) + ("." + fraction if fraction else ""))
