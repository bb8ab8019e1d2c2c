"""Which words of a letter are the person's and which the engine's."""

from __future__ import annotations

import pytest

from amends.letter.own_words import own_words

from .drafting import LANGUAGES, written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_engines_own_letter_holds_no_words_of_a_person(language: str) -> None:
    body = written(to_language=language).body
    assert own_words(body, body) == []
    assert own_words("\n".join(reversed(body.split("\n"))), body) == []


DRAFTED = "Olá, Dana,\n\nobrigada pela mensagem. Faltam 2 peças.\nA) Reembolso 4,20 EUR até 12 de dezembro.\n\nAlice"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (DRAFTED.replace("4,20", "5,00"), []),
        (DRAFTED.replace("Alice", "Li Wei"), []),
        (DRAFTED.replace("Faltam 2 peças.", ""), []),
        (DRAFTED.replace("Faltam 2 peças.", "faltam 2 peças!"), []),
        (DRAFTED.replace("Faltam", "Sobram"), ["Sobram 2 peças."]),
        (DRAFTED + "\nVocê também ganha um presente", ["Você também ganha um presente"]),
        (DRAFTED + "\nDesculpe!", ["Desculpe!"]),
        (DRAFTED + "\n12/11/2026 …", []),
        (DRAFTED.replace("A) Reembolso", "B) Reembolso"), []),
        ("", []),
    ],
)
def test_what_she_changed_or_added_is_hers_and_figures_and_names_are_not(body: str, words: list[str]) -> None:
    assert own_words(body, DRAFTED) == words


def test_chinese_needs_no_blanks() -> None:
    assert own_words("您好。这个月没有货了。谢谢。李雷", "您好。谢谢。") == ["这个月没有货了。"]
