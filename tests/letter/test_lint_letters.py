"""Precision and recall of every rule on labelled letters in fourteen languages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from amends.core.vocabulary import LANGUAGES, LintRule, Verdict
from amends.letter.lint import lint

from .linting import LETTERS, SHARED, labelled, rules_of

LEAST = 0.95
FILES = sorted(LETTERS.glob("*.jsonl"))


class Tally:
    """Counts over files: hits, misses and false alarms by rule, and letters that should have passed."""

    def __init__(self, paths: list[Path]) -> None:
        self.hits: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.false: Counter[str] = Counter()
        self.clean = self.falsely_blocked = self.wrong_verdicts = self.letters = 0
        self.forbidden: list[str] = []
        for path in paths:
            for record, request in labelled(path):
                gold, output = record["gold"], lint(request)
                got, wanted = rules_of(output), set(gold["rules"])
                self.letters += 1
                self.hits.update(got & wanted)
                self.missed.update(wanted - got)
                self.false.update(got - wanted - set(gold.get("may", [])))
                self.wrong_verdicts += output.verdict not in (gold["verdict"], *gold.get("verdict_also", []))
                self.clean += gold["verdict"] == "pass"
                self.falsely_blocked += gold["verdict"] == "pass" and output.verdict is Verdict.BLOCK
                self.forbidden += [f"{record['id']}: {rule}" for rule in got & set(gold["must_not"])]

    def precision(self, rule: str) -> float:
        said = self.hits[rule] + self.false[rule]
        return self.hits[rule] / said if said else 1.0

    def recall(self, rule: str) -> float:
        due = self.hits[rule] + self.missed[rule]
        return self.hits[rule] / due if due else 1.0

    def report(self) -> str:
        rows = [f"{'rule':26}{'n':>4}{'precision':>11}{'recall':>8}"]
        for rule in LintRule:
            n = self.hits[rule] + self.missed[rule]
            rows.append(f"{rule:26}{n:>4}{self.precision(rule):>11.3f}{self.recall(rule):>8.3f}")
        rows.append(f"{self.letters} letters, {self.falsely_blocked} of {self.clean} clean ones blocked")
        return "\n".join(rows)


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
