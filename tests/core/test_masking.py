"""What is kept for learning names nobody."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.masking import masked


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("我的电话是13812345678谢谢", [], "我的电话是[number]谢谢"),
        ("Sou a Dána Souza, pedido 8118951821335128", ["Dana Souza"], "Sou a [name] [name], pedido [number]"),
        ("Write to dana.s@example.org or www.x.example/y", [], "Write to [address] or [address]"),
        ("Tel. +55 11 98888-7777, paid R$ 45,90 for 2 of 5", [], "Tel. [number], paid R$ 45,90 for 2 of 5"),
        ("我是赖品涵,单号 LP00755507980362 还没到", ["赖品涵"], "我是[name],单号 [number] 还没到"),
        ("안녕하세요, 김민수입니다. 배송이 안 와요", ["김민수"], "안녕하세요, [name]입니다. 배송이 안 와요"),
        ("ながの かずやです。", ["ながの かずや"], "[name]です。"),
        ("ながの かずやです。", [unicodedata.normalize("NFD", "ながの かずや")], "[name]です。"),
        ("Если бы Ли знал", ["Ли"], "Если бы [name] знал"),
        ("Меня зовут Анна, а не Ann", ["анна"], "Меня зовут [name], а не Ann"),
        ("@dana_lamps on insta", [], "[address] on insta"),
        ("It came after 30 days, 12.11.2026", [], "It came after 30 days, [number]"),
    ],
)
def test_names_addresses_and_long_numbers_are_taken_out(text: str, names: list[str], expected: str) -> None:
    assert masked(text, names) == expected


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_masking_twice_is_masking_once(text: str, names: list[str]) -> None:
    once = masked(text, names)
    assert masked(once, [name for name in names if name.casefold() not in ("name", "address", "number")]) in (
        once,
        masked(masked(once, names), names),
    )


@given(st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.(com|org)", fullmatch=True))
def test_no_address_survives(address: str) -> None:
    assert address not in masked(f"me: {address}, thanks")
