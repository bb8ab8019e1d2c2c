"""Text in any script: normal form, what is new in a mail, what a search finds."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.text import decode, is_blank, normal_form, search_terms, split_quoted

MAILS = [
    ("Sim, aceito.\n\nEm qua., 4 de nov. de 2026 às 10:12, Lumora <x@y.example> escreveu:\n> Podemos reenviar", "Sim, aceito."),
    ("Да, пришлите\n\nср, 4 нояб. 2026 г. в 10:12, Lumora <x@y.example>:\n> Можем отправить", None),
    ("Да, пришлите\n\n4 ноября 2026, 10:12 Lumora <x@y.example> пишет:\n> Можем отправить", "Да, пришлите"),
    ("不用了,退款吧\n\n------------------ 原始邮件 ------------------\n发件人: \"Lumora\"\n发送时间: 2026年11月4日\n我们可以补发", "不用了,退款吧"),
    ("不用了\n\n在 2026年11月4日,10:12,Lumora <x@y.example> 写道:\n\n我们可以补发", "不用了"),
    ("不用了\n发件人:Lumora\n发送时间:2026年11月4日 10:12\n收件人:我\n主题:订单\n\n我们可以补发", "不用了"),
    ("No thanks\n\nFrom: Lumora\nSent: Wednesday\nTo: Dana\nSubject: Order\n\nWe can send a new one", "No thanks"),
    ("No thanks\n\nOn Wed, Nov 4, 2026 at 10:12 AM Lumora <x@y.example> wrote:\n> We can send", "No thanks"),
    ("Нет\n\nОт: Lumora\nОтправлено: 4 ноября\nКому: Дана\nТема: заказ\n\nМожем", "Нет"),
    ("Nein\n\nAm 04.11.2026 um 10:12 schrieb Lumora:\n> Wir können", "Nein"),
    ("No\n\nEl mié, 4 nov 2026 a las 10:12, Lumora (<x@y.example>) escribió:\n\n> Podemos", "No"),
    ("はい\n\n2026年11月4日(水) 10:12 Lumora <x@y.example>:\n> 再送できます", "はい"),
]  # fmt: skip


@pytest.mark.parametrize(("mail", "fresh"), [mail for mail in MAILS if mail[1] is not None])
def test_only_what_is_newly_written_is_new(mail, fresh):
    new, quoted = split_quoted(mail)
    assert new == fresh
    assert quoted


def test_answers_between_quoted_lines_are_new():
    mail = "On Wed, Nov 4, 2026 Lumora wrote:\n> Do you want a refund?\nYes please\n> or a new one?\nno"
    new, quoted = split_quoted(mail)
    assert "Yes please" in new
    assert "no" in new
    assert "refund" in quoted


def test_a_text_of_quotation_alone_is_kept_whole():
    assert split_quoted("> all of it\n> is quoted")[0] == "> all of it\n> is quoted"


@given(st.text(max_size=300))
def test_splitting_loses_no_line(text):
    new, quoted = split_quoted(text)
    for line in text.split("\n"):
        assert line.strip() in new or line.strip() in quoted


def test_a_two_character_chinese_word_finds_what_contains_it():
    assert set(search_terms("退款")) <= set(search_terms("我要退款,不要补发"))
    assert set(search_terms("返金")) <= set(search_terms("返金してください"))


def test_accents_and_case_do_not_matter_but_voiced_kana_do():
    assert search_terms("Rückerstattung") == search_terms("RUCKERSTATTUNG")
    assert search_terms("が") != search_terms("か")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("包裹没收到".encode("gb18030"), "包裹没收到", "gb18030"),
        ("包裹没收到".encode(), "包裹没收到", "utf-8"),
        ("\ufeffnúmero".encode(), "número", "utf-8"),
        ("number".encode("utf-16"), "number", "utf-16"),
    ],
)
def test_bytes_become_text_and_say_how(data, text, encoding):
    assert decode(data) == (text, encoding)


def test_broken_bytes_are_marked_as_damaged():
    text, encoding = decode(b"abc \xff\xfe\xfa def")
    assert encoding == "utf-8 (damaged)"
    assert "\ufffd" in text


@given(st.text())
def test_normal_form_is_stable_and_holds_no_nul(text):
    once = normal_form(text)
    assert "\x00" not in once
    assert "\r" not in once
    assert normal_form(once) == once
    assert unicodedata.is_normalized("NFC", once)


def test_a_text_of_invisible_characters_is_blank() -> None:
    assert all(is_blank(text) for text in ("", " \n\t", "\u200b\ufeff ", "\x00\u3000"))
    assert not any(is_blank(text) for text in ("?", "😡", "退", " a "))
