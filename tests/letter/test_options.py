"""Offers outside their letter promise what the letter promised, in any language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest

from amends.core.contracts.letter import ChosenItem, Decision, DraftCase, DraftInput
from amends.core.errors import InputError
from amends.core.vocabulary import Kind, LetterChannel, LetterStage, Remedy
from amends.letter import House, day_in, draft, rights_sentence, supported_languages, worded_offer
from amends.letter.house import OwnPhrase


def request(language: str, **changes: object) -> DraftInput:
    told = {
        "id": "case:1",
        "now": datetime(2026, 11, 20, 8, tzinfo=UTC),
        "to_language": language,
        "stage": LetterStage.FIRST_REPLY,
        "channel": LetterChannel.MESSAGE,
        "case": DraftCase(kind=Kind.DAMAGED, product="Night lamp"),
        "decision": Decision(
            menu=[
                ChosenItem(remedy=Remedy.PARTIAL_REFUND, amount="12.50", currency="EUR"),
                ChosenItem(remedy=Remedy.DEFEND),
                ChosenItem(remedy=Remedy.RESHIP, by_date=date(2026, 12, 1)),
            ],
            recommended=2,
        ),
    }
    return DraftInput(**{**told, **changes})


@pytest.mark.parametrize("language", supported_languages())
def test_letters_amounts_and_dates_are_those_of_the_letter(language: str) -> None:
    asked = request(language)
    lines = dict(re.findall(r"^([A-C])\) (.+?)\u200f?$", draft(asked).body, re.MULTILINE))
    worded = worded_offer(asked, language)
    assert {option.letter: option.text for option in worded.options} == lines
    assert [option.place for option in worded.options] == [2, 0], (
        "the place is that of the menu, the order that of the letter"
    )


def test_another_language_changes_the_words_and_nothing_else() -> None:
    asked = request("pt-BR")
    english, arabic = worded_offer(asked, "en"), worded_offer(asked, "ar")
    assert english.choose_by == arabic.choose_by == worded_offer(asked, "pt-BR").choose_by
    assert [option.place for option in english.options] == [option.place for option in arabic.options]
    assert "1 December" in english.options[0].text
    assert "12.50" in english.options[1].text


def test_a_company_s_own_wording_of_an_offer_is_the_one_of_its_letter() -> None:
    own = OwnPhrase("en", "remedy-reship", 0, (("", "A new parcel leaves by { $date }."),))
    house = House((own, OwnPhrase("en", "remedy-reship-keep", 0, own.forms)))
    asked = request("en")
    (first, *_) = worded_offer(asked, "en", house).options
    assert first.text == "A new parcel leaves by 1 December."
    assert f"A) {first.text}" in draft(asked, house=house).body


def test_a_single_offer_has_no_letter_and_none_gives_none() -> None:
    one = Decision(menu=[ChosenItem(remedy=Remedy.FULL_REFUND, amount="20", currency="EUR")])
    assert [option.letter for option in worded_offer(request("en", decision=one), "en").options] == [""]
    assert worded_offer(request("en", decision=None), "en").options == ()


def test_a_language_without_phrases_is_refused() -> None:
    with pytest.raises(InputError):
        worded_offer(request("en"), "fi")


def test_rights_and_days_stand_in_each_language() -> None:
    assert len({rights_sentence(language) for language in supported_languages()}) == len(supported_languages())
    assert day_in("de", date(2026, 12, 1), 2026) == "1. Dezember"
    assert "2027" in day_in("en", date(2027, 1, 2), 2026)
