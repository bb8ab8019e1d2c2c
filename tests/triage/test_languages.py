"""Every text gets one of the fourteen languages."""

from __future__ import annotations

import pytest

from tests.triage.asking import read

SENTENCES = {
    "en": "The lamp was cracked when I opened the box and I would like my money back.",
    "zh": "打开箱子的时候灯已经碎了,我想退款。",
    "ru": "Лампа была разбита, когда я открыл коробку, хочу вернуть деньги.",
    "es": "La lámpara estaba rota cuando abrí la caja y quiero que me devuelvan el dinero.",
    "pt": "A luminária estava quebrada quando abri a caixa e quero o meu dinheiro de volta.",
    "fr": "La lampe était cassée quand j'ai ouvert le carton, je voudrais être remboursé.",
    "de": "Die Lampe war zerbrochen, als ich den Karton geöffnet habe, und ich möchte mein Geld zurück.",
    "it": "La lampada era rotta quando ho aperto la scatola e vorrei il rimborso.",
    "ja": "箱を開けたらランプが割れていたので、返金してください。",
    "ko": "상자를 열어 보니 램프가 깨져 있었어요. 환불해 주세요.",
    "ar": "عندما فتحت الصندوق كان المصباح مكسورا وأريد استرداد المبلغ",
    "tr": "Kutuyu açtığımda lamba kırıktı, paramı geri istiyorum.",
    "pl": "Lampa była stłuczona, kiedy otworzyłem karton, i chcę zwrotu pieniędzy.",
    "nl": "De lamp was kapot toen ik de doos opende en ik wil mijn geld terug.",
}


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_each_language_is_known_without_a_locale(language: str, text: str) -> None:
    answer = read(text)
    assert answer.language == language
    assert answer.language_confidence > 0.6


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_broken_lamp_and_a_refund_are_read_in_each_language(language: str, text: str) -> None:
    answer = read(text)
    assert answer.kind.value in ("damaged", "defective")
    assert "full_refund" in {ask.value for ask in answer.asks}


@pytest.mark.parametrize(("locale", "language"), [("de-DE", "de"), ("nl-NL", "nl"), ("it-IT", "it"), ("en-US", "en")])
def test_a_single_word_follows_the_locale(locale: str, language: str) -> None:
    assert read("Status?", locale).language == language


def test_a_long_text_is_believed_more_than_the_locale() -> None:
    assert read(SENTENCES["de"], "en-GB").language == "de"
    assert read(SENTENCES["es"], "pt-BR").language == "es"


def test_a_long_text_is_surer_than_a_word() -> None:
    assert read(SENTENCES["pt"], "pt-BR").language_confidence > read("ok", "pt-BR").language_confidence


@pytest.mark.parametrize(
    "text",
    [
        "zdravstvuyte, gde moya posylka? zakaz byl mesyac nazad i nichego ne prishlo",
        "vernite dengi, tovar prishel slomannyj i ne rabotaet",
        "Добрый день, where is my order?? жду уже месяц",
    ],
)
def test_russian_in_latin_letters_stays_russian(text: str) -> None:
    assert read(text, "ru-RU").language == "ru"


def test_arabic_in_latin_letters_stays_arabic() -> None:
    assert read("wein talabi? lissa ma wesel w ma7ad yrod 3alay", "ar-SA").language == "ar"


def test_spanish_and_portuguese_are_told_apart_by_short_texts() -> None:
    assert read("não recebi nada ainda").language == "pt"
    assert read("todavía no me ha llegado nada").language == "es"


def test_a_text_without_letters_takes_the_language_of_the_locale() -> None:
    assert read("??? 😡", "tr-TR").language == "tr"
    assert read("!!!").language_confidence < 0.3
