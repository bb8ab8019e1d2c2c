"""What Dana says to the items we offered."""

from __future__ import annotations

import pytest

from tests.triage.asking import read

MENU = [
    {"remedy": "full_refund"},
    {"remedy": "reship"},
    {"remedy": "coupon", "amount": "5.00", "currency": "USD"},
]
PARTIAL = [{"remedy": "partial_refund", "amount": "10.00", "currency": "USD"}]


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("Option A please", 0),
        ("I take option B", 1),
        ("I choose 3.", 2),
        ("The second one please", 1),
        ("I prefer the refund", 0),
        ("please send a new one", 1),
        ("那就选方案二吧", 1),
        ("Давайте второй вариант", 1),
        ("quero a opção B", 1),
        ("prefiero el reembolso", 0),
    ],
)
def test_the_item_she_takes_is_found(text: str, index: int) -> None:
    answer = read(text, offered=MENU).answer
    assert answer is not None
    assert answer.accepts == index
    assert not answer.declines


@pytest.mark.parametrize(
    "text", ["OK, I accept", "That's fine, deal", "可以,同意", "хорошо, согласна", "aceito", "de acuerdo"]
)
def test_a_plain_yes_takes_the_only_offer(text: str) -> None:
    answer = read(text, offered=PARTIAL).answer
    assert answer is not None
    assert answer.accepts == 0


@pytest.mark.parametrize(
    "text", ["No thanks, that is not enough", "不同意,太少了", "нет, меня не устраивает", "não aceito"]
)
def test_a_no_declines(text: str) -> None:
    answer = read(text, offered=PARTIAL).answer
    assert answer is not None
    assert answer.accepts is None
    assert answer.declines


def test_another_amount_is_a_counter_offer() -> None:
    answer = read("Not enough. Give me $18 and we are good", "en-US", offered=PARTIAL).answer
    assert answer is not None
    assert answer.accepts is None
    assert answer.counter is not None
    assert (answer.counter.amount, answer.counter.currency) == ("18.00", "USD")


def test_the_offered_amount_repeated_is_no_counter_offer() -> None:
    answer = read("OK, $10 is fine", "en-US", offered=PARTIAL).answer
    assert answer is not None
    assert answer.accepts == 0
    assert answer.counter is None


def test_photos_that_come_along_are_seen() -> None:
    answer = read("Here are the photos of the broken lid, attached", offered=PARTIAL).answer
    assert answer is not None
    assert "photo" in {supply.value for supply in answer.supplies}


def test_an_arrival_resolves_without_an_offer() -> None:
    answer = read("The parcel has arrived today, thank you, you can close the case").answer
    assert answer is not None
    assert answer.resolved


def test_no_answer_is_given_where_nothing_was_offered_and_nothing_is_solved() -> None:
    assert read("Where is my parcel?").answer is None
