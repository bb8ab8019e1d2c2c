"""What a translation lost or added is noticed; a good one is let be."""

from __future__ import annotations

import pytest

from amends.letter.faithful import Difference, Kept, differences

GOOD = [
    ("pt", "zh", "Faltam 2 peças e o pacote LP00420011 não chegou até 12/11/2026. Quero R$ 40,00 de volta.",
     "缺少2件,包裹LP00420011到2026年11月12日还没有到。我要求退还40雷亚尔。"),
    ("en", "zh", "Two of five lamps are missing. I want 50 % back.", "五盏灯中少了两盏。我要求退还50%。"),
    ("en", "de", "I did not receive it. I want 1,299.00 USD back by 14:30.",
     "Ich habe es nicht erhalten. Ich will 1.299,00 USD zurück bis 14.30 Uhr."),
    ("ru", "de", "Товар не пришёл, верните 1500 рублей", "Der Artikel ist nicht angekommen, geben Sie 1500 Rubel zurück"),
    ("es", "en", "Pagué 25 reales brasileños el 3 de mayo", "I paid 25 Brazilian reais on 3 May"),
    ("ja", "zh", "届いていません。3個足りません。", "还没有收到。少了3个。"),
    ("ko", "en", "아직 못 받았어요. 환불해 주세요.", "I have not received it yet. Please refund me."),
    ("tr", "en", "Paketim gelmedi. Param iade edilsin.", "My parcel did not arrive. Please return my money."),
    ("ar", "en", "لم يصل الطرد. أريد استرداد 20 دولار.", "The parcel did not arrive. I want 20 dollars back."),
    ("fr", "en", "Je n'ai rien reçu à 14h30.", "I received nothing by 2:30 p.m."),
    ("it", "en", "Manca un pezzo.", "One piece is missing."),
    ("nl", "en", "Het is geen probleem.", "It is no problem."),
    ("pl", "zh", "Nie dostałem paczki.", "我没有收到包裹。"),
    ("sv", "en", "Jag har 3 lampor", "I have 3 lamps"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "original", "translation"), GOOD)
def test_a_good_translation_is_let_be(source: str, target: str, original: str, translation: str) -> None:
    assert differences(original, translation, source, target) == []


@pytest.mark.parametrize(
    ("source", "target", "original", "translation", "what", "added"),
    [
        ("pt", "zh", "Quero R$ 40,00 de volta", "我要求退款", Kept.AMOUNT, False),
        ("pt", "zh", "Quero R$ 40,00 de volta", "我要求退还40美元", Kept.CURRENCY, False),
        ("en", "zh", "I want a refund", "我要求退款400美元", Kept.AMOUNT, True),
        ("en", "zh", "It came on 12 November", "11月13日到的", Kept.DATE, False),
        ("en", "zh", "It came late", "它11月13日到的", Kept.DATE, True),
        ("en", "zh", "Come at 14:30", "请4点来", Kept.TIME, False),
        ("pt", "zh", "Faltam 2 peças", "缺少3件", Kept.NUMBER, False),
        ("en", "zh", "Two lamps are missing", "灯少了", Kept.NUMBER, False),
        ("en", "zh", "I want 20 % back", "我要求退还80%", Kept.NUMBER, False),
        ("en", "zh", "Parcel LP00420011CN", "包裹LP00420017CN", Kept.IDENTIFIER, False),
        ("en", "zh", "My parcel", "包裹LP00420017CN", Kept.IDENTIFIER, True),
        ("en", "zh", "I did not receive it", "我收到了", Kept.NEGATION, False),
        ("en", "zh", "I received it", "我没有收到", Kept.NEGATION, True),
        ("ru", "zh", "Спасибо. Товар не пришёл. Жду.", "谢谢。商品到了。我在等。", Kept.NEGATION, False),
        ("de", "en", "Ich will keine Gutschrift", "I want a voucher", Kept.NEGATION, False),
        ("ja", "en", "届いていません", "It has arrived", Kept.NEGATION, False),
    ],
)
def test_what_a_translation_changed_is_named(
    source: str, target: str, original: str, translation: str, what: Kept, added: bool
) -> None:
    found = [(each.what, each.added) for each in differences(original, translation, source, target)]
    assert (what, added) in found


def test_a_difference_shows_the_place() -> None:
    assert differences("Faltam 2 peças.", "少了。", "pt", "zh") == [Difference(Kept.NUMBER, "2")]


@pytest.mark.parametrize("text", ["", " ", "…", "1" * 5000, "١٢٣", "[[NAME1]]", "\u0000", "不" * 3000])
def test_odd_texts_are_no_error(text: str) -> None:
    assert differences(text, text, "xx-YY", "zh") == []
