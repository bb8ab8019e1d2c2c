"""The chapter on deciding is checked with the engine's own answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from amends.core.contracts.decide import DecideInput
from amends.decide import decide, floor, shipped_policy, silence
from amends.decide.costs import adjudication
from amends.decide.explain import rounded
from amends.decide.situation import situation_of

DOCS = Path(__file__).parents[2] / "docs"
REQUEST = DecideInput.model_validate_json((DOCS / "examples" / "damaged-lamp.json").read_bytes())
CHAPTER = (DOCS / "explanation" / "decide.md").read_text(encoding="utf-8")


def test_the_chapters_menu_is_the_engines():
    answer = decide(REQUEST)
    reship, money = answer.menu
    parts = reship.components
    assert [item.remedy for item in answer.menu] == ["reship", "partial_refund"]
    for shown in (reship.expected_cost, parts.direct, parts.refusal, parts.review, parts.handling):
        assert f"{shown} |" in CHAPTER or f"**{shown}**" in CHAPTER
    assert f"{answer.menu[0].p_accept:.0%}".replace("%", " %") in CHAPTER
    assert f"{money.p_accept:.0%}".replace("%", " %") in CHAPTER
    assert f"nothing in {answer.p_refuse:.0%}".replace("%", " %") in CHAPTER
    assert f"costs **{answer.expected_cost}**" in " ".join(CHAPTER.split())
    stake = silence(REQUEST)
    assert f"{stake.amount} − {answer.expected_cost}" in CHAPTER


def test_the_chapters_ruling_is_the_engines():
    situation = situation_of(REQUEST, shipped_policy(), floor())
    ruling = adjudication(situation)
    assert situation.review_cost == pytest.approx(1624, abs=1)
    for part in (ruling.money, ruling.review, ruling.handling, ruling.future, ruling.total):
        assert f"{rounded(part) / 100:.2f}" in CHAPTER


def test_the_chapter_on_learning_tells_what_is_learned():
    from bench.decide_shrinkage import shrinkage

    chapter = (DOCS / "explanation" / "learn.md").read_text(encoding="utf-8")
    for refusals, told in shrinkage():
        assert f"| {refusals} | {told:.0%} |".replace("%", " %") in chapter
