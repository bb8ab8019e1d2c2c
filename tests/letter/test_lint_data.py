"""The word lists, thresholds and messages are complete and well formed."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from pydantic import ValidationError

from amends.core.money import known_currencies
from amends.core.packaged import read_yaml, yaml_files
from amends.core.vocabulary import LANGUAGES, LintRule, Remedy
from amends.letter.linting.common_data import common
from amends.letter.linting.figures import figures, values
from amends.letter.linting.folding import fold, fold_pattern
from amends.letter.linting.languages import _LATIN, _word_languages, guess
from amends.letter.linting.lexicon import CONCEPTS, LexiconFile, lexicon
from amends.letter.linting.patterns import PatternSet, Writing, _expression, _fill, openings
from amends.letter.linting.reading import split_sentences
from amends.letter.linting.wording import wordings

from .linting import LETTERS, labelled


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_list_and_names_its_source(language: str) -> None:
    data = LexiconFile.model_validate(read_yaml("amends.letter", "lint", f"{language}.yaml"))
    assert data.language == language
    assert data.source
    assert data.as_of
    assert set(data.phrases) >= CONCEPTS
    assert all(patterns for patterns in data.phrases.values())
    assert lexicon(language).limits.mean < lexicon(language).limits.longest


def test_every_file_of_the_folder_is_known() -> None:
    names = {name for name, _ in yaml_files("amends.letter", "lint")}
    assert names == {*LANGUAGES, "common", "messages"}
    assert files("amends.letter").joinpath("lint").is_dir()


def test_an_unknown_concept_is_refused() -> None:
    data = read_yaml("amends.letter", "lint", "en.yaml")
    with pytest.raises(ValidationError, match="unknown concepts: praise_words"):
        LexiconFile.model_validate({**data, "phrases": {**data["phrases"], "praise_words": "good"}})


def test_a_broken_pattern_is_named() -> None:
    with pytest.raises(ValueError, match=r"apology: 'sor\(ry' is no pattern"):
        PatternSet({"apology": ["sor(ry"]}, {}, Writing.WORDS)


def test_every_rule_has_its_messages_in_both_languages() -> None:
    assert set(wordings()) == set(LintRule)
    for wording in wordings().values():
        for line in (wording.description, wording.message, *wording.variants.values()):
            assert line.en
            assert any("\u4e00" <= char <= "\u9fff" for char in line.zh)


def test_common_lists_use_known_words() -> None:
    codes = {code for signs in common().currencies.values() for code in signs}
    assert codes <= known_currencies()
    remedies = {remedy for family in common().remedy_family.values() for remedy in family}
    assert remedies <= {remedy.value for remedy in Remedy}
    assert set(common().remedy_family) <= CONCEPTS
    assert all(len(pair) == 2 for pair in common().traditional)


def test_a_pattern_is_found_where_a_word_begins_only() -> None:
    found = PatternSet({"apology": ["sorry", "regret*"], "wait": ["please ~wait"]}, {}, Writing.WORDS)
    assert found.find("sorry unsorry regrets please do wait") == {
        "apology": [(0, 5), (14, 21)],
        "wait": [(22, 36)],
    }
    assert found.find("please\nwait") == {}


def test_the_few_words_between_may_hold_commas_and_the_point_of_a_date() -> None:
    found = PatternSet({"send_again": ["neuen (\\w+ ){0,6}losschicken"]}, {}, Writing.WORDS)
    assert "send_again" in found.find("neuen rahmen kann ich, wenn es passt, losschicken")
    assert "send_again" in found.find("neuen rahmen kann ich am 30. november losschicken")


def test_openings_follow_alternatives_and_optional_parts() -> None:
    assert openings("(the |a )?lost") == {"the los", "a lost", "lost"}
    assert openings("colou?r") == {"colour", "color"}
    with pytest.raises(ValueError, match="must begin with a letter"):
        openings(".x")


def test_folding_levels_case_accents_width_and_traditional_characters() -> None:
    assert fold_pattern("RESEÑA İı ё ＡＢ 評價") == "resena ii е ab 评价"
    folded = fold("re\u0301sumé")
    assert folded.text == "resume"
    assert [folded.place(index) for index in range(7)] == [0, 1, 3, 4, 5, 6, 7]


def test_a_number_keeps_every_reading() -> None:
    assert {str(value) for value in values("17.500")} == {"17.500", "17500"}
    assert {str(value) for value in values("1.249,90")} == {"1249.90"}
    assert {str(value) for value in values("1 249,90")} == {"1249.90"}


@pytest.mark.parametrize(
    ("language", "text", "amount", "code"),
    [
        ("de", "1.249,90 €", "1249.90", "EUR"), ("tr", "1.249,90 TL'sini", "1249.90", "TRY"), ("zh", "35元", "35", "CNY"),
        ("ru", "400,00 ₽", "400.00", "RUB"), ("ru", "400 рублей", "400", "RUB"), ("pt", "R$ 24,20", "24.20", "BRL"),
        ("ar", "١٧٫٥٠٠ دينار", "17.500", "JOD"), ("ja", "600円", "600", "JPY"), ("ko", "6,000원", "6000", "KRW"),
        ("pl", "18,20 zł", "18.20", "PLN"), ("en", "EUR 4.20", "4.20", "EUR"), ("en", "£7.50", "7.50", "GBP"),
    ],
)  # fmt: skip
def test_amounts_are_read_in_local_formats(language: str, text: str, amount: str, code: str) -> None:
    (found,) = figures(fold(text).text, [lexicon(language)]).amounts
    assert amount in {str(value) for value in found.values}
    assert code in found.currencies


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on November 25th"), ("en", "25 November 2026"), ("zh", "11月25日"), ("ja", "11月25日"), ("ko", "11월 25일"),
        ("ru", "25 ноября"), ("de", "am 25. November"), ("es", "el 25 de noviembre de 2026"), ("pt", "25 de novembro"),
        ("fr", "le 25 novembre"), ("it", "il 25 novembre"), ("tr", "25 Kasım'da"), ("pl", "25 listopada"),
        ("nl", "25 november"), ("ar", "٢٥ نوفمبر"), ("en", "2026-11-25"), ("fr", "25/11/2026"), ("ru", "25.11.2026"),
    ],
)  # fmt: skip
def test_dates_are_read_in_local_formats(language: str, text: str) -> None:
    (day,) = figures(fold(text).text, [lexicon(language)]).days
    assert day.readings == ((11, 25),)
    assert not day.ambiguous


def test_points_in_numbers_dates_and_abbreviations_end_no_sentence() -> None:
    text = fold("Am 25. November kommen 1.249,90 EUR. Siehe help.example.com, z. B. hier! Und? 好的。再见").text
    assert [text[item.start : item.end].strip() for item in split_sentences(text)] == [
        "am 25. november kommen 1.249,90 eur", "siehe help.example.com, z. b. hier", "und", "好的", "再见",
    ]  # fmt: skip


def test_a_point_behind_figures_makes_an_ordinal_only_where_the_language_writes_it_so() -> None:
    def parts(text: str, ordinals: bool) -> list[str]:
        return [text[item.start : item.end].strip() for item in split_sentences(text, ordinals)]

    assert parts("it is here by december 8. i will write", ordinals=False) == [
        "it is here by december 8",
        "i will write",
    ]
    assert parts("1. open the lid\n2. press", ordinals=False) == ["1. open the lid", "2. press"]
    assert parts("am 8. kommt es an", ordinals=True) == ["am 8. kommt es an"]
    assert parts("you keep the set. see no. 5 on 3 set. 2026", ordinals=False) == [
        "you keep the set", "see no. 5 on 3 set. 2026",
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_is_found_wherever_one_of_its_openings_stands(language: str) -> None:
    """The index by words and next signs leaves nothing out: a slow look at every word finds no more."""
    data = LexiconFile.model_validate(read_yaml("amends.letter", "lint", f"{language}.yaml"))
    words = {name: fold_pattern(word) for name, word in data.words.items()}
    slow = [
        (concept, openings(pattern), re.compile(_expression(pattern, data.writing)))
        for concept, raws in data.phrases.items()
        for raw in raws
        for pattern in [_fill(fold_pattern(raw), words)]
    ]
    letters = [request.text for path in sorted(LETTERS.glob(f"{language}-a.jsonl")) for _, request in labelled(path)]
    text = "\n".join(fold(letter).text.replace("\n", " ") for letter in letters[:30])
    known = PatternSet(data.phrases, data.words, data.writing)
    found = known.find(text)
    assert known.find(text) == found, "the second time it is remembered"
    starts = range(len(text)) if data.writing is Writing.RUNS else [item.start() for item in re.finditer(r"\w+", text)]
    for start in starts:
        for concept, keys, expression in slow:
            if any(text.startswith(key, start) for key in keys) and (match := expression.match(text, start)):
                assert any(first <= start < last for first, last in found[concept]), (concept, match.group())


def test_telling_languages_apart_makes_no_patterns() -> None:
    """A letter needs the patterns of its own language; those of nine others took seconds at the first letter."""
    lexicon.cache_clear()
    _word_languages.cache_clear()
    try:
        assert guess("Vielen Dank für Ihre Geduld und Ihr Verständnis", "vielen dank fur ihre geduld")[0] == "de"
        assert not [language for language in _LATIN if "patterns" in lexicon(language).__dict__]
        assert lexicon("de").patterns.find("vielen dank")
    finally:
        lexicon.cache_clear()
        _word_languages.cache_clear()
