"""Money: integer minor units and an ISO 4217 currency; never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, total_ordering

from babel.core import get_global
from babel.numbers import format_currency, get_currency_precision

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

# ISO 4217, amendment 176: currencies whose minor unit is not two digits.
_MINOR_DIGITS: dict[str, int] = {
    **dict.fromkeys(
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(),
        0,
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}
_AMOUNT = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?\Z")


class UnknownCurrency(InputError):
    def __init__(self, currency: str, field: str | None = None) -> None:
        super().__init__(
            ErrorCode.UNKNOWN_VALUE, f"{currency!r} is no ISO 4217 currency code; write for example EUR or CNY.", field
        )


@cache
def known_currencies() -> frozenset[str]:
    """ISO 4217 codes that CLDR knows, current and historic."""
    return frozenset(get_global("all_currencies"))


def minor_digits(currency: str) -> int:
    """Digits after the decimal point (EUR 2, JPY 0, KWD 3). Raises UnknownCurrency."""
    if currency not in known_currencies():
        raise UnknownCurrency(currency)
    return _MINOR_DIGITS.get(currency, 2)


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, fils; whole yen) of ``currency``.

    Adding or comparing two currencies raises TypeError: convert with a dated ``Rate`` first.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError("Money takes integer minor units; use Money.parse for decimal strings")

    @classmethod
    def parse(cls, amount: str, currency: str, field: str | None = None) -> Money:
        """Read a decimal string such as ``"12.50"``.

        Raises InputError (``wrong_type``, ``out_of_range`` where the currency has fewer digits, ``unknown_value``).
        """
        digits = minor_digits(currency)
        if not isinstance(amount, str) or not _AMOUNT.match(amount):
            raise InputError(
                ErrorCode.WRONG_TYPE, f'{amount!r} is no amount of money; write a decimal string like "12.50".', field
            )
        scaled = Decimal(amount).scaleb(digits)
        if scaled != scaled.to_integral_value():
            raise InputError(
                ErrorCode.OUT_OF_RANGE, f"{amount} has more than the {digits} decimals that {currency} has.", field
            )
        return cls(int(scaled), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        return cls(0, currency)

    @classmethod
    def from_decimal(cls, value: Decimal, currency: str) -> Money:
        """Round half up to the currency's minor unit."""
        return cls(int(value.scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP)), currency)

    @property
    def decimal(self) -> Decimal:
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    @property
    def amount(self) -> str:
        """The decimal string with exactly the currency's digits: ``"12.50"``, ``"1200"``, ``"3.250"``."""
        return f"{self.decimal:.{minor_digits(self.currency)}f}"

    def as_dict(self) -> dict[str, str]:
        return {"amount": self.amount, "currency": self.currency}

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            raise TypeError(f"cannot mix {self.currency} and {other.currency}; convert with a dated rate first")

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def times(self, factor: Decimal | int) -> Money:
        """Multiply and round half up to the minor unit."""
        product = Decimal(self.minor) * Decimal(factor)
        return Money(int(product.to_integral_value(ROUND_HALF_UP)), self.currency)

    def format(self, locale: str) -> str:
        """In the locale's CLDR format: ``€12.50``, ``R$ 1.249,90``. ``locale`` like ``pt_BR``."""
        # CLDR shows some currencies without the decimals that ISO 4217 gives them (RSD): never drop a fraction.
        drops_fraction = get_currency_precision(self.currency) < minor_digits(self.currency)
        keep_digits = drops_fraction and self.minor % 10 ** minor_digits(self.currency) != 0
        return format_currency(self.decimal, self.currency, locale=locale, currency_digits=not keep_digits)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many units of ``target`` one unit of ``source`` bought on ``day``, and who said so."""

    source: str
    target: str
    rate: Decimal
    day: date
    origin: str

    def convert(self, money: Money) -> Money:
        """The same value in ``target``, rounded half up. Raises TypeError for another currency."""
        if money.currency != self.source:
            raise TypeError(f"a {self.source} rate cannot convert {money.currency}")
        return Money.from_decimal(money.decimal * self.rate, self.target)
