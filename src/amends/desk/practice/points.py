"""What is found in an answer: eight plain questions, each with yes, no, or not asked here. There is no score.

``right`` of a whole answer means: none of the questions that protect a buyer or a deadline was answered with no. What
it costs is told and not counted: a dearer remedy is no mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from amends.core.contracts.letter import Finding
from amends.core.vocabulary import LintRule

#: In the order in which they are shown.
QUESTIONS = ("kind", "lawful", "in_time", "sendable", "polite", "true", "complete", "cost")
#: A no to one of these makes the answer a wrong one.
DECISIVE = frozenset({"kind", "lawful", "in_time", "sendable"})
#: A menu that costs less than this share of the order's value above the engine's counts as good as it.
AS_GOOD = 0.05

POLITE = frozenset(
    {
        LintRule.THANKS_FIRST, LintRule.APOLOGY_MISSING, LintRule.APOLOGY_REPEATED, LintRule.ASKS_BUYER_TO_SOLVE,
        LintRule.SHOUTING, LintRule.LONG_SENTENCES, LintRule.JARGON, LintRule.MINIMISING, LintRule.FRIVOLOUS_TONE,
        LintRule.HOUSE_WORD,
    }
)  # fmt: skip
COMPLETE = frozenset(
    {
        LintRule.PROBLEM_NOT_RESTATED, LintRule.NO_OPTIONS, LintRule.WAIT_WITHOUT_DATE, LintRule.AMBIGUOUS_DATE,
        LintRule.WRONG_LANGUAGE, LintRule.NUMBERS_LOST, LintRule.EMPTY_REPLY,
    }
)  # fmt: skip
#: Everything else that a lint finds is about what is true and allowed.
TRUE = frozenset(LintRule) - POLITE - COMPLETE


@dataclass(frozen=True, slots=True)
class Point:
    """A question with its answer: True, False, or None where it cannot be asked. ``codes`` say why it is no."""

    question: str
    good: bool | None
    codes: tuple[str, ...] = ()


def points_of(
    *,
    kind: bool,
    gates: Collection[str],
    owed_missing: bool,
    late: bool | None,
    findings: Sequence[Finding],
    asking: str,
    extra_share: float | None,
) -> list[Point]:
    """All eight points.

    ``gates`` block something that was offered; ``owed_missing``: nothing offered makes whole a buyer who is entitled
    to it; ``late`` is None where every clock had run out before she began; ``asking`` is ``missing`` where evidence was needed and not asked for, ``again`` where it was asked for and
    had come, else empty; ``extra_share`` is the cost above the engine's menu as a share of the order's value, None
    where the menu may not be sent: what is not allowed is not cheap.
    """
    lawful = [*sorted(gates), *(["owed"] if owed_missing else [])]
    errors = [finding.rule for finding in findings if finding.level == "error"]
    complete = [*_of(findings, COMPLETE), *([f"evidence_{asking}"] if asking else [])]
    told = {
        "kind": Point("kind", kind),
        "lawful": Point("lawful", not lawful, tuple(lawful)),
        "in_time": Point("in_time", None if late is None else not late),
        "sendable": Point("sendable", not errors, _codes(errors)),
        "polite": Point("polite", not _of(findings, POLITE), tuple(_of(findings, POLITE))),
        "true": Point("true", not _of(findings, TRUE), tuple(_of(findings, TRUE))),
        "complete": Point("complete", not complete, tuple(complete)),
        "cost": Point("cost", None if extra_share is None or lawful else extra_share <= AS_GOOD),
    }
    return [told[question] for question in QUESTIONS]


def is_right(points: Iterable[Point]) -> bool:
    """Whether no decisive question was answered with no."""
    return not any(point.good is False and point.question in DECISIVE for point in points)


def _of(findings: Sequence[Finding], rules: frozenset[LintRule]) -> list[str]:
    return list(_codes(finding.rule for finding in findings if finding.rule in rules))


def _codes(rules: Iterable[LintRule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(LintRule(rule).value for rule in rules))
