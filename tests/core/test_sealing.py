"""What would say who Dana is stays on the machine, and comes back in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.sealing import PlaceholderLost, reseal, seal, unseal

DANA = {"names": ["Dana Albuquerque"], "numbers": ["8201-1", "01310-200"]}
TEXT = (
    "Oi, sou Dana Albuquerque (dana@example.com, +55 11 91234-5678), pedido 8201-1, Rua das Flores, 45, CEP 01310-200. "
    "Paguei R$ 1.299,00 em 12/11/2026 por 2 peças. Responda à Dana em https://chat.example/u/77 ou @dana_77."
)


def test_nothing_that_names_the_buyer_leaves() -> None:
    sealed = seal(TEXT, **DANA)
    for private in ("Dana", "Albuquerque", "example", "91234", "8201", "Flores", "01310", "dana_77"):
        assert private not in sealed.text
    for told in ("R$ 1.299,00", "12/11/2026", "2 peças", "pedido"):
        assert told in sealed.text


def test_all_of_it_comes_back() -> None:
    sealed = seal(TEXT, **DANA)
    assert unseal(sealed.text, sealed) == TEXT


def test_the_same_value_has_the_same_placeholder() -> None:
    sealed = seal("8201-1 8201-1 dana@example.com 8201-1", numbers=["8201-1"])
    assert sealed.text == "[[NUMBER1]] [[NUMBER1]] [[MAIL1]] [[NUMBER1]]"


@pytest.mark.parametrize(
    ("text", "sealed"),
    [
        ("单号LP00420011还没到", "单号[[NUMBER1]]还没到"),
        ("地址:人民路12号,谢谢", "地址:[[STREET1]],谢谢"),
        ("请联系dana@example.com。", "请联系[[MAIL1]]。"),
        ("Ich wohne Lange Straße 12", "Ich wohne [[STREET1]]"),
        ("Ich wohne Hauptstraße 12", "Ich wohne [[STREET1]]"),
        ("I live at 12 Baker Street now", "I live at [[STREET1]] now"),
        ("живу ул. Ленина, д. 7", "живу [[STREET1]]"),
        ("paid 40.00 on 2026-11-20 for 12 lamps, 1,299.50 in all", None),
        ("the 3 of 5 pieces came on 20.11.2026", None),
    ],
)
def test_streets_and_numbers_in_several_scripts(text: str, sealed: str | None) -> None:
    assert seal(text).text == (sealed or text)


def test_a_name_is_found_where_words_do_not_part_and_in_any_case() -> None:
    assert seal("我是李小龙,李小龙的订单", names=["李小龙"]).text == "我是[[NAME1]],[[NAME1]]的订单"
    assert seal("DANA wrote, said albuquerque", names=["Dana Albuquerque"]).text == "[[NAME1]] wrote, said [[NAME2]]"


def test_a_short_name_does_not_eat_the_words_of_a_language() -> None:
    assert seal("An offer for an order of Li", names=["An Li"]).text == "[[NAME1]] offer for an order of [[NAME2]]"


@pytest.mark.parametrize("back", ["[[name1]]", "[[ NAME1 ]]", "【NAME1】", "[NAME 1]", "【【NAME1】】"])
def test_a_placeholder_is_known_again_however_an_engine_writes_it(back: str) -> None:
    sealed = seal("Dana", names=["Dana"])
    assert unseal(f"你好 {back}", sealed) == "你好 Dana"


@pytest.mark.parametrize("back", ["你好", "你好 NAME1", "[[NAME2]]", "[[NAME1]] [[NAME2]]", "[[NUMBER1]]"])
def test_a_lost_or_invented_placeholder_fails_the_answer(back: str) -> None:
    with pytest.raises(PlaceholderLost):
        unseal(back, seal("Dana", names=["Dana"]))


def test_a_buyer_who_writes_placeholders_herself_gets_none_of_ours() -> None:
    sealed = seal("[[NAME1]] is Dana, [[NUMBER7]]", names=["Dana"])
    assert sealed.text == "[[NAME1]] is [[NAME2]], [[NUMBER7]]"
    assert unseal(sealed.text, sealed) == "[[NAME1]] is Dana, [[NUMBER7]]"


def test_another_text_is_sealed_with_the_same_placeholders() -> None:
    sealed = seal("Dana asks about 8201-1", **DANA)
    assert reseal("8201-1 是 Dana 的", sealed) == "[[NUMBER1]] 是 [[NAME1]] 的"


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=12), max_size=3))
def test_whatever_is_sealed_comes_back_as_it_was(text: str, names: list[str]) -> None:
    import unicodedata

    sealed = seal(text, names=names)
    assert unseal(sealed.text, sealed) == unicodedata.normalize("NFC", text)


def test_a_telephone_number_in_groups_of_three_is_no_amount() -> None:
    assert "600 700 800" not in seal("Call me 600 700 800 please").text
    assert "12 500" in seal("заплатил 12 500 руб").text


def test_a_name_is_not_replaced_inside_other_words() -> None:
    assert reseal("Lieber Li", seal("Li wrote", names=["An Li"])) == "Lieber [[NAME1]]"


def test_a_value_is_put_out_wherever_it_stands_alone_and_nowhere_else() -> None:
    sealed = seal("1-1", numbers=["1-1"])
    assert reseal("x1-1-1 1-1x 11-1 订单1-1。1-1", sealed) == "x1-[[NUMBER1]] 1-1x 11-1 订单[[NUMBER1]]。[[NUMBER1]]"
