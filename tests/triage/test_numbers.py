"""Order numbers, tracking numbers and money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.triage.amounts import parse_number
from amends.triage.folding import prepare
from amends.triage.identifiers import valid_s10
from amends.triage.lexicon import LANGUAGES
from amends.triage.numerals import east_value, spoken_numbers
from amends.triage.reading import read_numbers
from tests.triage.asking import money, read


def identifiers(language: str, text: str) -> tuple[list[str], list[str]]:
    """Order and tracking numbers of a text whose language is known."""
    found = read_numbers(prepare(text), language, None).identifiers
    return [one.number for one in found if one.what == "order"], [one.number for one in found if one.what == "tracking"]


def sums(locale: str, text: str) -> list[tuple[str, str | None]]:
    found = read_numbers(prepare(text), locale.partition("-")[0], locale).amounts
    return [(one.amount.amount, one.amount.currency) for one in found]


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
    ("language", "text", "number"),
    [
        ("fr", "commande n° 8176602943318847 : rien reçu", "8176602943318847"),
        ("es", "¿Y mi pedido 7HX-20931?", "7HX-20931"),
        ("it", "Ordine numero 40918 mai partito", "40918"),
        ("nl", "Bestelling 1029384756 is zoek", "1029384756"),
        ("pl", "Zamówienie 2291/05/25 nie dotarło", "2291/05/25"),
        ("tr", "#30581 numaralı siparişim gelmedi", "30581"),
        ("ja", "注文番号 5087714 の件です", "5087714"),
        ("ko", "주문번호 2024111298765432 아직이에요", "2024111298765432"),
        ("ar", "رقم الطلب 2081940377 لم يصل", "2081940377"),
        ("ru", "по заказу А-1188/26 нет документов", "А-1188/26"),
        ("en", "8176602943318847", "8176602943318847"),
        ("de", "Bitte stornieren: 2908814437", "2908814437"),
        ("pt", "240907H3KLTQ2W cadê", "240907H3KLTQ2W"),
    ],
)
def test_an_order_number_is_found_in_every_language(language: str, text: str, number: str) -> None:
    assert identifiers(language, text) == ([number], [])


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("de", "Nr. 99.00.318842.00714562 hängt seit Freitag", "99.00.318842.00714562"),
        ("de", "00340434298113350099 bewegt sich nicht", "00340434298113350099"),
        ("de", "Hermes H1009910283746550011, Retoure", "H1009910283746550011"),
        ("de", "JJD000390021147736512 seit Montag in Köln", "JJD000390021147736512"),
        ("pl", "630128840927715502849173 to Orlen czy Poczta?", "630128840927715502849173"),
        ("fr", "6A18827364510 : retour à l'envoyeur ?", "6A18827364510"),
        ("it", "BRT dice consegnato, 0862947715503", "0862947715503"),
        ("nl", "3SDHLP4410927 is niet bezorgd", "3SDHLP4410927"),
        ("ja", "伝票 4871-2093-6643 が動きません", "487120936643"),
        ("ko", "송장 5847-2260-9144 조회가 안 돼요", "584722609144"),
        ("ar", "البوليصة 9917740325 واقفة", "9917740325"),
        ("tr", "kurye gelmedi 5042281937604", "5042281937604"),
        ("ru", "посылку 1620483957 никто не брал", "1620483957"),
    ],
)
def test_local_carriers_are_told_from_orders(language: str, text: str, number: str) -> None:
    assert identifiers(language, text) == ([], [number])


def test_two_numbers_that_a_word_joins_are_of_one_kind() -> None:
    assert identifiers("tr", "Siparişler 9912047731 ve 9912047745 iptal")[0] == ["9912047731", "9912047745"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "手机号打错了 正确的是13900001111 帮忙通知派送"),
        ("de", "bitte per SMS an 0176 0000 0000"),
        ("de", "Rufen Sie 0664 1234567 an"),
        ("fr", "mon RIB : FR76 3000 4000 0312 3456 7890 143"),
        ("en", "my card 4000 1234 5678 9010 was charged"),
        ("en", "refund number 8166027351948802 was promised"),
        ("ja", "電話は090-1234-5678です"),
        ("ko", "010-1234-5678로 연락 주세요"),
        ("fr", "Modèle commandé : B-440, modèle reçu : B-220"),
        ("zh", "取消的订单1999元没有退"),
        ("nl", "Postcode 1012 AB, huisnummer 45"),
        ("tr", "VKN 1234567890 adına fatura"),
    ],
)
def test_phones_accounts_models_and_prices_are_no_identifiers(language: str, text: str) -> None:
    assert identifiers(language, text) == ([], [])


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en-US", "I paid 45 and it broke", [("45.00", "USD")]),
        ("ru-RU", "деньги 2899 верните", [("2899.00", "RUB")]),
        ("ru-RU", "кроссовки за 9400 развалились", [("9400.00", "RUB")]),
        ("pl-PL", "proszę wrócić 120 na konto", [("120.00", "PLN")]),
        ("pt-BR", "era 45,00 no cartão", [("45.00", "BRL")]),
        ("nl-NL", "155 terug en ik zeg niets", [("155.00", "EUR")]),
        ("de-DE", "Gekostet hat es 349,-", [("349.00", "EUR")]),
        ("tr-TR", "350'ye almıştım, fiyatı düşmüş", [("350.00", "TRY")]),
        ("zh-CN", "258全退,另外赔我300", [("258.00", "CNY"), ("300.00", "CNY")]),
        ("es-ES", "Quedamos en 30 € y habéis ingresado 12", [("30.00", "EUR"), ("12.00", "EUR")]),
    ],
)
def test_a_bare_number_beside_a_word_of_paying_is_money(
    locale: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert sums(locale, text) == expected


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en-GB", "they wanted thirty-one pounds eighty at the door", [("31.80", "GBP")]),
        ("pt-PT", "levaram-me vinte e nove euros e sessenta", [("29.60", "EUR")]),
        ("pl-PL", "pięćdziesiąt sześć złotych i siedemdziesiąt groszy za cło", [("56.70", "PLN")]),
        ("pl-PL", "wiszą mi pięć stówek i trzy dychy", [("530.00", "PLN")]),
        ("de-DE", "dreißig Euro Zoll", [("30.00", "EUR")]),
        ("nl-BE", "Zevenendertig euro dossierkosten", [("37.00", "EUR")]),
        ("tr-TR", "yedi yüz elli lira verdim", [("750.00", "TRY")]),
        ("ar-SA", "رجعوا خمسة وعشرين ريال", [("25.00", "SAR")]),
        ("ar-KW", "رجعوا لي دينارين", [("2.000", "KWD")]),
        ("zh-CN", "那笔一百八十六元的退款", [("186.00", "CNY")]),
        ("zh-CN", "37块5退了吧", [("37.50", "CNY")]),
        ("ja-JP", "四万一千円を請求されました", [("41000", "JPY")]),
        ("ja-JP", "慰謝料10万を払え", [("100000", "JPY")]),
        ("ja-JP", "4万2千円返して", [("42000", "JPY")]),
        ("ko-KR", "2만5천원 환불", [("25000", "KRW")]),
        ("ko-KR", "23만 7천원 환불", [("237000", "KRW")]),
        ("ko-KR", "이백오십만 원어치", [("2500000", "KRW")]),
    ],
)
def test_sums_in_words_are_read(locale: str, text: str, expected: list[tuple[str, str | None]]) -> None:
    assert sums(locale, text) == expected


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("ar-SA", "حقه ١٬٤٥٠ ريال", [("1450.00", "SAR")]),
        ("ar-KW", "٩٫٩٠٠ دك", [("9.900", "KWD")]),
        ("ar-AE", "رد 2,045.30 د.إ", [("2045.30", "AED")]),
        ("ar-DZ", "رجعولي 6800 دج", [("6800.00", "DZD")]),
        ("ar-JO", "رجعوا 3 دنانير", [("3.000", "JOD")]),
        ("fr-MA", "rendez-moi 150 DH", [("150.00", "MAD")]),
        ("fr-TN", "tu rends 25 dinars", [("25.000", "TND")]),
        ("fr-SN", "rendez 28 500 F", [("28500", "XOF")]),
        ("fr-CH", "28 fr. 50 de douane", [("28.50", "CHF")]),
        ("de-CH", "die Fr. 34.50 zurück", [("34.50", "CHF")]),
        ("es-GT", "un cupón de Q100", [("100.00", "GTQ")]),
        ("es-CL", "devuelvan las 45 lucas", [("45000", "CLP")]),
        ("en-SE", "give back the 79 kr please", [("79.00", "SEK")]),
        ("en-HU", "The price was 6 490 Ft", [("6490.00", "HUF")]),
        ("en-MY", "paid RM128 for it", [("128.00", "MYR")]),
        ("en-PH", "return my ₱1,450", [("1450.00", "PHP")]),
    ],
)
def test_local_currencies_are_read_as_they_are_written(
    locale: str, text: str, expected: list[tuple[str, str | None]]
) -> None:
    assert sums(locale, text) == expected


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("fr-FR", "Remboursement sous 48 h sinon rejet de paiement"),
        ("zh-CN", "再不退就打12305投诉"),
        ("ko-KR", "관세청 125에 신고"),
        ("tr-TR", "Paramı istiyorum, Örnek Cad. 4/1"),
        ("tr-TR", "47 günde geldi, paramı geri istiyorum"),
        ("de-DE", "50 Birnen bestellt und bezahlt, 41 geliefert"),
        ("it-IT", "ne ho pagate 10 e sono 8"),
        ("it-IT", "ho sbagliato il cap, 20147 invece di 20174"),
        ("nl-NL", "Afgeleverd 13.42, terugbetaling gevraagd"),
        ("en-CA", "does the cord reach 6 ft? what is the price"),
        ("en-US", "I had to try 2 more times, refund it"),
        ("es-AR", "Botón de arrepentimiento, ley 24.240, mandame la devolución"),
        ("de-DE", "Erstattung auf die Karte, endet die auf 0418?"),
        ("it-IT", "ne conto 13 giorni, rimborso"),
        ("zh-CN", "6块多是哪来的"),
        ("ko-KR", "환불된 금액 0원"),
        ("ru-RU", "карта отца (ему 81), деньги списали"),
        ("pt-BR", "anúncio: 2,00 x 2,50, quero devolver"),
        ("zh-CN", "掉下来一块,差点卡住"),
    ],
)
def test_times_hotlines_ages_addresses_and_quantities_are_no_money(locale: str, text: str) -> None:
    assert sums(locale, text) == []


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "two thousand three hundred and five", [2305]),
        ("fr", "quatre-vingt-dix-sept et soixante-quinze", [97, 75]),
        ("de", "vierundzwanzig", [24]),
        ("it", "ventuno, ventitré", [21, 23]),
        ("ru", "двенадцать тысяч пятьсот", [12500]),
        ("tr", "bin iki yüz", [1200]),
        ("ar", "سبعة وأربعون", [47]),
        ("en", "two of the five", [2, 5]),
    ],
)
def test_number_words_are_put_together(language: str, text: str, values: list[int]) -> None:
    assert [one.value for one in spoken_numbers(prepare(text).folded, language)] == values


@pytest.mark.parametrize(
    ("written", "value"),
    [("三百二", 320), ("4万2千", 42_000), ("千九百八十", 1980), ("만오천구백", 15_900), ("1.5万", 15_000)],
)
def test_numbers_of_the_east_are_worth_what_they_say(written: str, value: int) -> None:
    assert east_value(written) == value


_PIECES = st.sampled_from(
    ["1", "22", "3,50", "1.249,90", "٣", "٫", "²", "万", "三", "만", "5천", "원", "円", "€", "R$", "fr.", "one", "zwei", "из", "طلب", "#",
     "-", "/", "4871-2093-6643", "LP", "个", "개", "つ", "of", "statt", "paid", "за", " ", "\n", "\u0130", "ß", "'", "…"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30), st.sampled_from(LANGUAGES), st.booleans())
def test_whatever_is_written_is_read_without_an_error_and_in_its_place(
    pieces: list[str], language: str, spaced: bool
) -> None:
    text = (" " if spaced else "").join(pieces)
    whole = prepare(text)
    numbers = read_numbers(whole, language, "de-CH")
    for one in (*numbers.identifiers, *numbers.amounts):
        assert 0 <= one.start < one.end <= len(whole.text)
