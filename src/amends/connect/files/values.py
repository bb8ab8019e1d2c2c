"""From the text of a cell to a value: exact, and with a reason and a remedy where it cannot be read."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from amends.connect.files.encoding import is_broken
from amends.connect.files.rows import SpreadsheetNumber
from amends.connect.files.words import country_code, currency_code, shared_signs, word_list
from amends.core.calendars import zone_named
from amends.core.contracts.fields import EARLIEST, LATEST
from amends.core.errors import InputError
from amends.core.money import Money, minor_digits
from amends.core.text import normal_form

#: Excel keeps this many digits of a number.
KEPT_DIGITS = 15
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE]\+\d{1,3}\Z|[-+]?\d+[.,]\d+[eE]\d{1,3}\Z")
_TWO_DECIMALS = re.compile(r"(?:0|[1-9]\d{0,11})\.\d\d\Z")
_PLAIN_AMOUNT = re.compile(r"\d{1,12}(?:\.\d{1,6})?\Z")
_AMOUNT = re.compile(
    r"(?P<before>[^\d(+\-\u2212.,]*)(?P<sign>[-+\u2212(]?)\s*(?P<mid>[^\d+\-.,()]*)(?P<digits>[\d.,'\u2019 ]*\d)\s*\)?(?P<after>[^\d]*)\Z"
)
_GROUPED = {
    ".": re.compile(r"(?:\d+|\d{1,3}(?:[,' \u2019]\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?\Z"),
    ",": re.compile(r"(?:\d+|\d{1,3}(?:[.' \u2019]\d{3})+)(?:,\d+)?\Z"),
}
_EMAIL = re.compile(r"[^@\s<>\"]{1,64}@[^@\s<>\"]+\.[^@\s<>\".]{2,}\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")
_DATE = re.compile(
    r"(?P<a>\d{1,4})(?P<mark>[-/.年])(?P<b>\d{1,2})(?:[-/.月])(?P<c>\d{1,4})日?"
    r"(?:[ T,]*(?P<hour>\d{1,2})[:时](?P<minute>\d{2})(?:[:分](?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?秒?)?分?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|(?:(?:UTC|GMT)?[+-]\d{2}:?\d{2}))?\Z"
)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 the spreadsheet's own count of days, without a zone


class Unusable(ValueError):
    """The cell cannot be read as what the field needs. The text says why, and what to put there."""


class Unreadable(Unusable):
    """Bytes of the cell are damaged; the rest of it may still be of use in a text."""


def clean(text: str) -> str:
    """Without surrounding white space. Raises Unreadable for NUL bytes and for bytes that could not be read."""
    if text.isascii() and text.isprintable() and text[:1] != " " and text[-1:] != " ":
        return text
    if "\x00" in text:
        raise Unreadable(
            "The cell holds NUL bytes: the file was damaged or saved in another encoding. Export it again."
        )
    if is_broken(text):
        raise Unreadable("The cell holds bytes that are no readable text. Save the file as UTF-8 and import it again.")
    return text.strip() if type(text) is not SpreadsheetNumber else text


def identifier(text: str, longest: int = 120) -> str:
    """A number of the outside world, exactly as it is written. Raises Unusable for what a spreadsheet mangled."""
    if isinstance(text, SpreadsheetNumber) and sum(map(str.isdigit, text)) > KEPT_DIGITS:
        raise Unusable(
            f"{text} is stored as a number; Excel keeps only {KEPT_DIGITS} digits of a number, so its last digits are "
            "wrong. Export the column as text (or take the CSV export and do not open it in Excel)."
        )
    if text[:1].isdigit() and _SCIENTIFIC.match(text):
        raise Unusable(
            f"{text} was rounded by a spreadsheet and is no number any more. Export the column as text (or take the CSV "
            "export and do not open it in Excel)."
        )
    if len(text) > longest:
        raise Unusable(f"This has {len(text)} characters; a number or name has at most {longest}.")
    if not text.isprintable():
        raise Unusable("This has a line break or an invisible character inside. Correct the cell.")
    # Excel's way to keep a number as text: '123 and ="123".
    if text[:2] == '="' and text[-1:] == '"':
        text = text[2:-1]
    return text[1:] if text[:1] == "'" and text[1:].isdigit() else text


def free_text(text: str, longest: int) -> str:
    """Text in normal form. Raises Unusable where it is longer than a record may hold."""
    plain = normal_form(text)
    if len(plain) > longest:
        raise Unusable(f"This has {len(plain)} characters; at most {longest} are read. Shorten it.")
    return plain


def amount(text: str, currency: str, mark: str = ".", *, divide: str | None = None, rounded: bool = False) -> str:
    """A decimal string with exactly the digits of ``currency``. ``mark`` is the decimal mark of the file.

    ``divide`` is for minor units. ``rounded`` (for costs, and numbers of a spreadsheet) rounds half up what has more
    digits; otherwise that is refused. Raises Unusable, also for negative amounts and another currency's sign.
    """
    if mark == "." and divide is None and _TWO_DECIMALS.match(text) and minor_digits(currency) == 2:
        return text if type(text) is str else str(text)
    number = text if mark == "." and _PLAIN_AMOUNT.match(text) else _spelled_amount(text, currency, mark)
    value = Decimal(number)
    if divide is not None:
        value /= Decimal(divide)
    if rounded or isinstance(text, SpreadsheetNumber):
        exact = value.scaleb(minor_digits(currency))
        if rounded or abs(exact - exact.to_integral_value()) < Decimal("0.000001"):
            return _within(Money.from_decimal(value, currency).amount)
    try:
        return _within(Money.parse(format(value, "f"), currency).amount)
    except InputError as failure:
        raise Unusable(failure.message) from failure


def _within(plain: str) -> str:
    if len(plain.partition(".")[0]) > 12:
        raise Unusable(f"{plain} is more than an order can cost. Check the column.")
    return plain


def _spelled_amount(text: str, currency: str, mark: str) -> str:
    if isinstance(text, SpreadsheetNumber):
        mark = "."
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if len(plain) > 60 or not (found := _AMOUNT.match(plain)):
        raise Unusable('This is no amount of money. Write a number like "12.50".')
    if found["sign"] in ("-", "\u2212", "(") or plain.endswith("-"):
        raise Unusable("The amount is negative. Write what was paid as a positive number; leave refunds out.")
    for word in (found["before"], found["mid"], found["after"]):
        _check_sign(word.strip(), currency)
    digits = found["digits"].strip()
    if not _GROUPED[mark].match(digits):
        other = "," if mark == "." else "."
        raise Unusable(
            f'This cannot be read with "{mark}" as the decimal mark. If the file writes "{other}" before the cents, '
            "change the decimal mark of the mapping."
        )
    whole, _, cents = digits.partition(mark)
    whole = re.sub(r"\D", "", whole)
    if len(whole) > 15 or len(cents) > 10:
        raise Unusable("This is no amount of money: it has too many digits. Check the column.")
    return f"{whole}.{cents}" if cents else whole


def _check_sign(word: str, currency: str) -> None:
    if not word or word.casefold() in shared_signs():
        return
    code = currency_code(word)
    if code is None:
        raise Unusable(f'{word!r} stands beside the amount and is no currency. Write a number like "12.50".')
    if code != currency:
        raise Unusable(f"The amount is in {code}, the record in {currency}. Correct the currency of the row.")


def currency(text: str) -> str:
    """An ISO 4217 code from a code, a sign or a word. Raises Unusable."""
    code = currency_code(text)
    if code is None:
        raise Unusable(f"{text[:40]!r} is no currency that is known. Write its ISO code, for example USD.")
    return code


def country(text: str) -> str:
    """An ISO 3166-1 code from a code or a name. Raises Unusable."""
    code = country_code(text)
    if code is None:
        raise Unusable(f"{text[:40]!r} is no country that is known. Write its two-letter code, for example BR.")
    return code


def whole_number(text: str, lowest: int, highest: int) -> int:
    """A whole number; ``2.0`` and ``2,00`` are read as 2. Raises Unusable."""
    plain = re.sub(r"[.,]0{1,4}\Z", "", text.strip())
    if not (plain.isascii() and plain.isdigit()) or len(plain) > 9:
        raise Unusable(f"{text[:40]!r} is no whole number from {lowest} to {highest}.")
    number = int(plain)
    if not lowest <= number <= highest:
        raise Unusable(f"{number} is not between {lowest} and {highest}. Correct the cell.")
    return number


def yes_or_no(text: str) -> bool:
    """Raises Unusable for a word that means neither."""
    folded = text.casefold()
    if folded in word_list("yes") or folded in word_list("from_buyer"):
        return True
    if folded in word_list("no") or folded in word_list("from_seller"):
        return False
    raise Unusable(f"{text[:40]!r} means neither yes nor no. Write yes or no, or list the words in the mapping.")


def email(text: str) -> str:
    """A mail address. Raises Unusable."""
    if len(text) > 254 or not _EMAIL.match(text) or not text.isprintable():
        raise Unusable("This is no mail address. Correct the cell or empty it.")
    return text


def language(text: str) -> str:
    """A BCP-47 tag. Raises Unusable."""
    if len(text) > 35 or not _LANGUAGE.match(text):
        raise Unusable(f"{text[:40]!r} is no language tag. Write for example pt-BR.")
    return text.replace("_", "-")


def moment(text: str, zone: str | None, order: str | None, formats: tuple[str, ...] = ()) -> datetime:
    """An aware time. ``zone`` is that of times without an offset, ``order`` (DMY, MDY) that of 03/04/2024.

    Raises Unusable, also for years before 1995 and after 2099, and where zone or order would have to be guessed.
    """
    found = _moment(text, zone, order, formats)
    if not EARLIEST <= found < LATEST:
        raise Unusable(f"The year {found.year} cannot be right; times lie between 1995 and 2099. Correct the date.")
    return found


@lru_cache(maxsize=4096)
def _moment(text: str, zone: str | None, order: str | None, formats: tuple[str, ...]) -> datetime:
    for spelling in formats:
        found = _formatted(text, spelling)
        if found is not None:
            return _placed(found, zone)
    try:
        return _placed(datetime.fromisoformat(text), zone) if text[4:5] == "-" else _placed(_written(text, order), zone)
    except OverflowError as failure:
        raise Unusable("This is no date that a calendar has. Correct the cell.") from failure
    except ValueError as failure:
        if isinstance(failure, Unusable):
            raise
        return _placed(_written(text, order), zone)


def _formatted(text: str, spelling: str) -> datetime | None:
    try:
        if spelling in ("unix", "unix_ms"):
            seconds = Decimal(text) / (1000 if spelling == "unix_ms" else 1)
            return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(seconds * 1_000_000))
        if spelling == "excel":
            days = Decimal(text)
            return _EXCEL_EPOCH + timedelta(seconds=int((days * 86_400).to_integral_value(ROUND_HALF_UP)))
        return datetime.strptime(text, spelling)  # noqa: DTZ007 the zone is added by the caller
    except (ValueError, ArithmeticError):
        return None


def _written(text: str, order: str | None) -> datetime:
    found = _DATE.match(text)
    if found is None:
        raise Unusable('This is no date. Write it like "2024-03-31 14:05", or name its format in the mapping.')
    year, month, day = _year_month_day(found, order)
    hour, minute, second = int(found["hour"] or 0), int(found["minute"] or 0), int(found["second"] or 0)
    if found["half"]:
        if not 1 <= hour <= 12:
            raise Unusable("This is no time of a twelve-hour clock. Correct the cell.")
        hour = hour % 12 + (12 if found["half"][0] in "Pp" else 0)
    micro = int((found["fraction"] or "0").ljust(6, "0")[:6])
    try:
        plain = datetime(year, month, day, hour, minute, second, micro)  # noqa: DTZ001 see _placed
    except ValueError as failure:
        raise Unusable(f"This is no date that a calendar has ({failure}). Correct the cell.") from failure
    return plain.replace(tzinfo=_offset(found["zone"])) if found["zone"] else plain


def _offset(spelling: str) -> tzinfo | None:
    offset = spelling.removeprefix("UTC").removeprefix("GMT").removeprefix("Z")
    tail = f"{offset[:3]}:{offset[-2:]}" if offset else "+00:00"
    return datetime.fromisoformat(f"2000-01-01T00:00:00{tail}").tzinfo


def _year_month_day(found: re.Match[str], order: str | None) -> tuple[int, int, int]:
    a, b, c = found["a"], found["b"], found["c"]
    if len(a) == 4:
        return int(a), int(b), int(c)
    if len(c) != 4:
        raise Unusable("The year has two digits. Export dates with four-digit years.")
    if found["mark"] == "." or order == "DMY":
        return int(c), int(b), int(a)
    if order == "MDY":
        return int(c), int(a), int(b)
    raise Unusable("It is open whether the day or the month comes first. Set the date order of the mapping.")


def _placed(value: datetime, zone: str | None) -> datetime:
    if value.tzinfo is not None:
        return value
    if zone is None:
        raise Unusable("The time has no zone. Set the time zone of the mapping, for example Asia/Shanghai.")
    placed = value.replace(tzinfo=zone_named(zone))
    # A wall-clock time that a clock change skipped becomes the time after the change.
    return placed.astimezone(UTC).astimezone(placed.tzinfo)


def day_of(text: str) -> date | None:
    """The date in a text without regard to its zone; None where there is none. For guessing only."""
    try:
        return moment(text, "UTC", "DMY").date()
    except Unusable:
        return None
