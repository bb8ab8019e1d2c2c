"""lint: may this letter be sent?

A pure filter over one letter: thirty rules of tone, substance, honesty, contact and figures, each with the
places in the text that broke it. The words that the rules look for are data (``lint/<language>.yaml``,
``lint/common.yaml``), for fourteen languages; a letter in any other language is read with the lists of its
``language`` or, failing that, English ones, so that only the rules that need no words speak.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from amends.core.contracts.letter import Finding, LintInput, LintOutput
from amends.core.vocabulary import LINT_WARNINGS, LintRule, Verdict
from amends.letter.house import HouseWord
from amends.letter.linting import approved, contact, honesty, substance, tone
from amends.letter.linting.own import house_words
from amends.letter.linting.reading import Found, Reading
from amends.letter.linting.sensed import weighed
from amends.letter.linting.wording import wordings

ERROR = "error"
WARNING = "warning"

_CHECKS: tuple[Callable[[Reading], Iterator[Found]], ...] = (
    tone.thanks_first,
    tone.apology_missing,
    tone.apology_repeated,
    substance.problem_not_restated,
    substance.no_options,
    substance.asks_buyer_to_solve,
    substance.wait_without_date,
    tone.shouting,
    tone.long_sentences,
    tone.jargon,
    honesty.blame_and_cause,
    tone.minimising,
    tone.frivolous_tone,
    honesty.claim_without_evidence,
    honesty.reviews,
    honesty.rights_denied,
    honesty.cancel_dispute_first,
    contact.links,
    contact.off_platform_contact,
    approved.amount_not_approved,
    substance.promise_not_approved,
    approved.ambiguous_date,
    contact.wrong_language,
    approved.numbers_lost,
    contact.personal_data,
    tone.empty_reply,
)


@dataclass(frozen=True, slots=True)
class RuleDescription:
    """A rule for documentation: its name, ``error`` or ``warning``, and what it asks of a letter."""

    rule: LintRule
    level: str
    description: str


def level_of(rule: LintRule) -> str:
    """``warning`` for the rules that only warn, else ``error``: an error blocks sending."""
    return WARNING if rule in LINT_WARNINGS else ERROR


def rules(language: str = "en") -> tuple[RuleDescription, ...]:
    """All rules in the order of the vocabulary, described in ``zh`` or ``en``."""
    return tuple(
        RuleDescription(rule, level_of(rule), wordings()[rule].description.in_language(language)) for rule in LintRule
    )


def lint(request: LintInput, words: Sequence[HouseWord] = (), *, whole: bool = True) -> LintOutput:
    """Judge one letter; ``words`` are those that the company itself does not want in it.

    ``whole`` also reads each sentence as a whole: that finds what no list foresaw, and takes back what a list found in
    words that say something else. A text of library sentences alone need not be read so.

    Verdict ``block`` where a finding is an error, ``warn`` where all are warnings, ``pass`` without any. Findings
    stand in the order of the text; ``start`` and ``end`` count code points of ``request.text`` as given; messages
    are in ``request.agent_language`` (zh, else en). Nothing is raised for a text that is odd or empty: an empty
    one is an ``empty_reply``.
    """
    reading = Reading(request)
    places = found_by_lists(reading)
    if whole:
        places = weighed(reading, places)
    findings = [_finding(reading, found) for found in places]
    findings += [
        _finding(reading, found).model_copy(update={"level": word.level, **_instead(word, request.agent_language)})
        for word, found in house_words(reading, words)
    ]
    unique = {(finding.rule, finding.start): finding for finding in findings}
    ordered = sorted(unique.values(), key=lambda finding: (finding.start, finding.end, finding.rule))
    return LintOutput(id=request.id, verdict=_verdict(ordered), findings=ordered)


def found_by_lists(reading: Reading) -> list[Found]:
    """What the lists of words and figures find, without reading sentences as a whole."""
    return [found for check in _CHECKS for found in check(reading)]


def _instead(word: HouseWord, language: str | None) -> dict[str, str]:
    if not word.instead:
        return {}
    wording = wordings()[LintRule.HOUSE_WORD].line("instead").in_language(language)
    return {"suggestion": wording.replace("{text}", word.instead)}


def _verdict(findings: list[Finding]) -> Verdict:
    if any(finding.level == ERROR for finding in findings):
        return Verdict.BLOCK
    return Verdict.WARN if findings else Verdict.PASS


def _finding(reading: Reading, found: Found) -> Finding:
    start, end = found.start, found.end
    if not found.in_text:
        end = reading.folded.place(end - 1) + 1 if end > start else reading.folded.place(end)
        start = reading.folded.place(start)
    wording = wordings()[found.rule]
    tag = reading.request.agent_language
    excerpt = " ".join(reading.request.text[start:end].split())
    if len(excerpt) > 60:
        excerpt = excerpt[:57] + "…"
    return Finding(
        rule=found.rule,
        level=level_of(found.rule),
        start=start,
        end=end,
        message=wording.line(found.variant).in_language(tag).replace("{text}", excerpt),
        suggestion=wording.suggestion.in_language(tag) if wording.suggestion else None,
    )
