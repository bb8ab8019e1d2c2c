"""German and Polish letters: small letters after the greeting's comma, and dates with a point inside."""

from __future__ import annotations

import pytest

from amends.letter import sentence_hashes
from tests.letter.drafting import written


@pytest.mark.parametrize(
    ("language", "small", "capital"),
    [("de", "vielen Dank", "Vielen Dank"), ("pl", "dziękuję za", "Dziękuję za")],
)
def test_after_the_comma_of_a_greeting_the_letter_goes_on_in_small_letters(
    language: str, small: str, capital: str
) -> None:
    assert written(to_language=language).body.split("\n\n")[1].startswith(small)
    # A form has no greeting, so its first sentence is the letter's beginning.
    assert written(to_language=language, channel="form").body.startswith(capital)


def test_swiss_letters_greet_without_a_comma_go_on_in_capitals_and_have_no_sharp_s() -> None:
    body = written(to_language="de-CH").body
    assert body.startswith("Guten Tag Dana\n\nVielen Dank")
    assert "Freundliche Grüsse" in body
    assert "ß" not in body
    assert "Mit freundlichen Grüßen" in written(to_language="de-AT").body


@pytest.mark.parametrize("language", ["de", "pl"])
def test_a_sentence_that_began_small_is_not_repeated_where_it_would_begin_with_a_capital(language: str) -> None:
    said = sentence_hashes(written(to_language=language).body)
    first = written(to_language=language).body.split("\n\n")[1].split(". ")[0]
    form = written(to_language=language, channel="form", previous_sentences=said).body
    assert first.lower() not in form.lower()


def test_a_german_date_ends_no_sentence() -> None:
    one = sentence_hashes("Ich schreibe Ihnen bis zum 12. Dezember. Alles wird gut.")
    assert len(one) == 2
    assert one[0] == sentence_hashes("Ich schreibe Ihnen bis zum 12. Dezember.")[0]
    assert len(sentence_hashes("Wir haben 12. Das fehlt noch.")) == 2
