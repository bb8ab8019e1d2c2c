"""Precision and recall of every rule on labelled letters in fourteen languages."""

from __future__ import annotations

import pytest

from amends.core.vocabulary import LANGUAGES, LintRule

from .linting import LETTERS, SHARED, Tally

LEAST = 0.95
#: What the lists were written with. Later batches are the sense model's alone, or nothing learns from them.
FILES = sorted(path for path in LETTERS.glob("*.jsonl") if path.stem.split("-")[1] <= "q")


@pytest.fixture(scope="module")
def own() -> Tally:
    return Tally(FILES)


@pytest.mark.parametrize("rule", list(LintRule))
def test_every_rule_is_precise_and_finds_what_it_should(own: Tally, rule: LintRule) -> None:
    assert own.precision(rule) >= LEAST, own.report()
    assert own.recall(rule) >= LEAST, own.report()


def test_clean_letters_are_let_through(own: Tally) -> None:
    assert own.falsely_blocked < 0.02 * own.clean, own.report()
    assert own.wrong_verdicts <= 0.05 * own.letters
    assert own.forbidden == []


def test_every_rule_has_letters_that_break_it(own: Tally) -> None:
    # What a company itself bans is not in letters of everybody; see test_house.
    written = [rule for rule in LintRule if rule is not LintRule.HOUSE_WORD]
    assert [rule for rule in written if own.hits[rule] + own.missed[rule] < 5] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_bad_and_clean_letters(language: str) -> None:
    tally = Tally([path for path in FILES if path.name.startswith(language + "-")])
    least = 40 if language in ("en", "zh", "ru", "es", "pt") else 15
    assert tally.letters >= least
    assert tally.clean >= least // 4
    for counts in (tally.missed, tally.false):
        assert sum(counts.values()) <= 0.05 * tally.letters, (language, counts)


@pytest.mark.skipif(not SHARED.exists(), reason="the folder with worked examples is not here")
def test_the_worked_examples_are_judged_as_their_careful_reader_did() -> None:
    tally = Tally([SHARED])
    assert sum(tally.missed.values()) <= 0.05 * tally.letters, tally.report()
    assert sum(tally.false.values()) <= 0.05 * tally.letters, tally.report()
    assert tally.falsely_blocked == 0
    assert tally.forbidden == []
