"""Order numbers, tracking numbers, money and counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.triage.amounts import parse_number
from amends.triage.identifiers import valid_s10
from tests.triage.asking import money, read


@pytest.mark.parametrize(
    ("text", "orders"),
    [
        ("Order 8176602943318847 has not arrived", ["8176602943318847"]),
        ("My Amazon order 113-4406182-7739015 is missing a part", ["113-4406182-7739015"]),
        ("Order 26-12874-90315: wrong carburetor", ["26-12874-90315"]),
        ("PO-211-04718839920563317 was supposed to go out", ["PO-211-04718839920563317"]),
        ("订单576482190337718264少了一件", ["576482190337718264"]),
        ("訂單241103KQ7XPA9M還沒出貨", ["241103KQ7XPA9M"]),
        ("Заказ 71039284-0019-1 отправлен или нет?", ["71039284-0019-1"]),
        ("pedido #4821 não chegou", ["4821"]),
        ("pedido 88213-A veio incompleto", ["88213-A"]),
        ("Order no. AB-20418 never came", ["AB-20418"]),
        ("Bestellnummer: 302-5519284-7710294, nichts angekommen", ["302-5519284-7710294"]),
    ],
)
def test_order_numbers_of_platforms_and_shops_are_found(text: str, orders: list[str]) -> None:
    answer = read(text)
    assert answer.order_numbers == orders
    assert answer.tracking_numbers == []


@pytest.mark.parametrize(
    ("text", "tracking"),
    [
        ("Tracking UG309164720CN stopped", ["UG309164720CN"]),
        ("LP00634418920772 在哪里", ["LP00634418920772"]),
        ("SF1408826630917而家去到邊", ["SF1408826630917"]),
        ("1Z84Y77E0391182266 says delivered", ["1Z84Y77E0391182266"]),
        ("9261290339825514400873 shows delivered", ["9261290339825514400873"]),
        ("Трек YT2428811503774906 не движется", ["YT2428811503774906"]),
        ("운송장 762904103875 조회가 안 돼요", ["762904103875"]),
        ("Номер отправления 80084512396670, где посылка?", ["80084512396670"]),
        ("número de guía 7782310045 sin movimiento", ["7782310045"]),
    ],
)
def test_tracking_numbers_of_carriers_are_found(text: str, tracking: list[str]) -> None:
    answer = read(text)
    assert answer.tracking_numbers == tracking
    assert answer.order_numbers == []


@pytest.mark.parametrize(
    "text",
    [
        "Call me at 415-555-0137 about the refund",
        "RMA 00482917, where is my money?",
        "My phone is +44 7700 900123",
        "Meu CPF é 000.000.000-00 e o telefone 11 90000-0000",
        "The model is BM-350 and the serial 88412093",
        "Мой телефон 8-900-000-77-55",
        "Refund number 5501827341 was never paid",
        "It happened on 2024-10-02",
    ],
)
def test_phones_and_reference_numbers_are_neither_orders_nor_parcels(text: str) -> None:
    answer = read(text)
    assert answer.order_numbers == []
    assert answer.tracking_numbers == []


def test_numbers_in_quoted_older_mail_still_count() -> None:
    answer = read("Still nothing.\n\n> On 2 Nov we sent order 113-4406182-7739015\n> Refund of $73.15 follows", "en-US")
    assert answer.order_numbers == ["113-4406182-7739015"]
    assert money(answer) == [("73.15", "USD")]


def test_the_check_digit_of_an_s10_number_is_known() -> None:
    assert valid_s10("RR473124829US")
    assert not valid_s10("RR473124828US")


@pytest.mark.parametrize(
    ("text", "locale", "amounts"),
    [
        ("me cobraram R$ 1.249,90", "pt-BR", [("1249.90", "BRL")]),
        ("I paid $1,249.90", "en-US", [("1249.90", "USD")]),
        ("I paid $1,249.90", "en-AU", [("1249.90", "AUD")]),
        ("списали 1 249,90 руб.", "ru-RU", [("1249.90", "RUB")]),
        ("관세 38,200원 내라고 왔어요", "ko-KR", [("38200", "KRW")]),
        ("退我89块", "zh-CN", [("89.00", "CNY")]),
        ("賠我12萬日圓", "zh-TW", [("120000", "JPY")]),
        ("Unberechtigte Abbuchung 44,49 EUR", "de-DE", [("44.49", "EUR")]),
        ("12,50 € pour la douane", "fr-FR", [("12.50", "EUR")]),
        ("gümrük için 350 TL ödedim", "tr-TR", [("350.00", "TRY")]),
        ("zapłaciłem 129,99 zł cła", "pl-PL", [("129.99", "PLN")]),
        ("دفعت 120 ريال جمارك", "ar-SA", [("120.00", "SAR")]),
        ("CHF 1'249.50 wurde abgebucht", "de-CH", [("1249.50", "CHF")]),
        ("me devuelven los $48.000", "es-AR", [("48000.00", "ARS")]),
        ("they want £27.40 duty", "en-GB", [("27.40", "GBP")]),
        ("3.250 KWD were charged", "en-KW", [("3.250", "KWD")]),
        ("I want $50", None, [("50.00", None)]),
    ],
)
def test_money_is_normalised_with_its_currency(
    text: str, locale: str | None, amounts: list[tuple[str, str | None]]
) -> None:
    assert money(read(text, locale)) == amounts


def test_an_order_number_is_no_sum_of_money() -> None:
    answer = read("I paid for order 8176602943318847 and nothing came", "en-US")
    assert money(answer) == []


def test_sizes_days_and_years_are_no_money() -> None:
    assert money(read("Paid on the 14th of 2024, waited 45 days for a 120 cm shelf", "en-US")) == []


@given(st.integers(0, 9_999_999), st.integers(0, 99))
def test_every_local_way_of_writing_a_number_means_the_same(whole: int, cents: int) -> None:
    grouped = f"{whole:,}"
    for thousands, mark in ((",", "."), (".", ","), (" ", ","), ("'", "."), ("\u202f", ",")):
        written = grouped.replace(",", thousands) + f"{mark}{cents:02d}"
        assert str(parse_number(written)) == f"{whole}.{cents:02d}"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("I ordered 10 and only got 7, 3 are missing", {"ordered": 10, "received": 7, "missing": 3}),
        ("Pedi 10 e vieram só 8", {"ordered": 10, "received": 8}),
        ("Заказала 6 стаканов, пришло 4", {"ordered": 6, "received": 4}),
        ("Pedí cuatro y solo llegaron dos", {"ordered": 4, "received": 2}),
        ("买了4袋,只收到3袋", {"ordered": 4, "received": 3}),
    ],
)
def test_counts_of_goods_are_read(text: str, counts: dict[str, int]) -> None:
    assert read(text).counts.model_dump(exclude_none=True) == counts


def test_a_size_is_no_count() -> None:
    assert read("Ordered size 38, you sent size 41").counts.model_dump(exclude_none=True) == {}
