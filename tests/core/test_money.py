"""Money is integer minor units with a currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.errors import InputError
from amends.core.money import Money, Rate, known_currencies, minor_digits


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("12.50", "EUR", 1250), ("1200", "JPY", 1200), ("3.250", "KWD", 3250), ("0.01", "USD", 1), ("7", "BRL", 700)],
)
def test_minor_units_follow_the_currency(amount, currency, minor):
    assert Money.parse(amount, currency).minor == minor


@pytest.mark.parametrize(
    ("amount", "currency", "code"),
    [
        ("12.505", "EUR", "out_of_range"),
        ("12.5", "JPY", "out_of_range"),
        ("12,50", "EUR", "wrong_type"),
        ("", "EUR", "wrong_type"),
        ("1e3", "EUR", "wrong_type"),
        ("NaN", "EUR", "wrong_type"),
        ("١٢", "EUR", "wrong_type"),
        ("12.50", "XYZ", "unknown_value"),
    ],
)
def test_what_is_no_amount_is_refused_with_the_field(amount, currency, code):
    with pytest.raises(InputError) as caught:
        Money.parse(amount, currency, "order.value")
    assert caught.value.code == code


def test_two_currencies_never_mix():
    with pytest.raises(TypeError):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(TypeError):
        _ = Money(1, "EUR") < Money(1, "USD")


def test_a_float_is_no_money():
    with pytest.raises(TypeError):
        Money(1.5, "EUR")  # type: ignore[arg-type]


def test_a_rate_converts_with_its_day_and_rounds_half_up():
    rate = Rate("USD", "CNY", Decimal("7.105"), date(2026, 11, 20), "the bank")
    assert rate.convert(Money(100, "USD")) == Money(711, "CNY")
    with pytest.raises(TypeError):
        rate.convert(Money(100, "EUR"))


def test_showing_never_drops_a_fraction():
    assert "12.50" in Money.parse("12.50", "RSD").format("en_US")
    assert Money.parse("1249.90", "BRL").format("pt_BR") == "R$\xa01.249,90"
    assert Money.parse("1200", "JPY").format("en_US") == "¥1,200"


@given(st.integers(-(10**12), 10**12), st.sampled_from(sorted(known_currencies())))
def test_an_amount_written_out_reads_back_as_the_same_money(minor, currency):
    money = Money(minor, currency)
    assert Money.parse(money.amount, currency) == money
    assert len(money.amount.partition(".")[2]) == minor_digits(currency)
