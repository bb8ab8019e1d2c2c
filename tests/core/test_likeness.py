"""How alike two texts are, and what is marked as different."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amends.core.likeness import likeness, marked, shingles

LAMP = "Hello, the lamp [[NAME1]] ordered on 12 May has not arrived, please help me."


def test_the_same_words_with_other_names_and_numbers_are_the_same() -> None:
    assert likeness(LAMP, LAMP.replace("NAME1", "NAME2").replace("12", "7").upper()) == 1.0


@pytest.mark.parametrize(
    ("other", "enough"),
    [
        ("Hello, the vase [[NAME1]] ordered on 12 May has not arrived, please help me.", True),
        ("Hello, the lamp [[NAME1]] ordered on 12 May has arrived, please help me.", True),
        ("My money has still not come back to my card.", False),
    ],
)
def test_like_words_are_alike_and_others_are_not(other: str, enough: bool) -> None:
    assert (0.75 <= likeness(LAMP, other) < 1.0) is enough
    assert bool(shingles(LAMP) & shingles(other)) or not enough


def test_chinese_is_compared_by_its_characters() -> None:
    assert likeness("灯还没有收到，请帮我查一下。", "花瓶还没有收到，请帮我查一下。") > 0.75
    assert likeness("灯还没有收到", "我要退款") < 0.3


def test_a_not_that_is_missing_is_marked() -> None:
    assert [piece.text.strip() for piece in marked(LAMP, LAMP.replace(" not", "")) if piece.differs] == ["not"]
    assert [piece.text for piece in marked("灯没收到", "灯收到") if piece.differs] == ["没"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_of_a_text_is_lost_and_likeness_has_two_equal_sides(one: str, other: str) -> None:
    assert "".join(piece.text for piece in marked(one, other)) == one
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
