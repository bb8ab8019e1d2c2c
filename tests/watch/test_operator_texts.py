"""What postal operators and carriers write, in fourteen languages: ``operator_texts/<language>.txt``, a step and a text
a line. Where two steps stand, careful readers may differ. The texts were written first; the patterns
were then mended by what they had missed, so a pass is no measure of texts that nobody has seen yet.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.vocabulary import LANGUAGES
from amends.watch.steps import Step
from amends.watch.wording import step_of_text

FOLDER = Path(__file__).parent / "operator_texts"
FEWEST_TEXTS = 20


def lines(language: str) -> list[tuple[set[str], str]]:
    rows = [line.split(" | ", 1) for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()]
    return [(set(steps.split("/")), text) for steps, text in rows]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_texts_of_operators_are_read_as_a_careful_reader_would(language: str) -> None:
    texts = lines(language)
    assert len(texts) >= FEWEST_TEXTS
    wrong = [(text, step_of_text(text).value, steps) for steps, text in texts if step_of_text(text) not in steps]
    assert wrong == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_steps_in_the_files_exist(language: str) -> None:
    assert {step for steps, _ in lines(language) for step in steps} <= {step.value for step in Step}
