"""A letter as it would be written, sentence by sentence beside its gist, with what the lint says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from amends.core.contracts.letter import Finding
from amends.core.errors import InputError
from amends.core.vocabulary import Kind, LetterChannel, LetterStage, Remedy, Verdict
from amends.letter.draft import draft
from amends.letter.house import House
from amends.letter.lines import Line, letter_lines
from amends.letter.offers import NOT_OFFERED
from amends.letter.samples import Sample, of_remedy, samples_with
from amends.web import showing

#: What a sample letter can be chosen by, and the vocabulary of each.
CHOICES = {"kind": "Kind", "remedy": "Remedy", "stage": "LetterStage", "channel": "LetterChannel"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence of the preview; ``here`` is the wording that is being looked at."""

    line: Line
    here: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """``paragraphs`` of sentences; ``problem`` says why there is no letter."""

    paragraphs: list[list[Shown]]
    findings: list[Finding]
    verdict: str
    problem: str = ""

    @property
    def blocked(self) -> bool:
        return self.verdict == Verdict.BLOCK.value


@dataclass(frozen=True, slots=True)
class Chosen:
    """The letter that is looked at, as the selects hold it."""

    kind: Kind
    remedy: Remedy
    stage: LetterStage
    channel: LetterChannel

    @property
    def sample(self) -> Sample:
        return Sample(kind=self.kind, remedies=of_remedy(self.remedy), stage=self.stage, channel=self.channel)


def chosen_from(given: Mapping[str, str], phrase: str = "") -> tuple[Chosen, Sample]:
    """What is asked for; where nothing is, a letter in which ``phrase`` stands. Raises ValueError for unknown words."""
    usual = next(iter(samples_with(phrase)), Sample())
    chosen = Chosen(
        Kind(given.get("kind") or usual.kind),
        Remedy(given.get("remedy") or (usual.remedies[0] if usual.remedies else Remedy.PARTIAL_REFUND)),
        LetterStage(given.get("stage") or usual.stage),
        LetterChannel(given.get("channel") or usual.channel),
    )
    if not any(given.get(name) for name in CHOICES):
        return chosen, usual
    # What the selects do not say (flags, facts, counts) stays as the phrase needs it.
    remedies = usual.remedies if chosen.remedy in usual.remedies else of_remedy(chosen.remedy)
    return chosen, replace(usual, kind=chosen.kind, remedies=remedies, stage=chosen.stage, channel=chosen.channel)


def preview(
    sample: Sample, wording: str, beside: str, house: House, screen: str, looked_at: tuple[str, int] = ("", 0)
) -> Preview:
    """The letter in ``wording`` with its gist in ``beside``; ``looked_at`` is a phrase with the variant to be used."""
    phrase, variant = looked_at
    variants = {phrase: variant} if phrase else None
    request = sample.request(wording, beside)
    try:
        lines = letter_lines(request, house, variants)
        result = draft(request.model_copy(update={"agent_language": screen}), house=house, variants=variants)
    except InputError as error:
        return Preview([], [], "", error.message)
    shown = [Shown(line, line.phrase == phrase != "") for line in lines]
    paragraphs = [list(group) for _, group in groupby(shown, key=lambda each: each.line.paragraph)]
    return Preview(paragraphs, result.findings, result.verdict.value)


def choices(chosen: Chosen, language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The selects: name, what is chosen, what can be."""
    values = {
        "kind": [member.value for member in Kind],
        "remedy": [member.value for member in Remedy if member not in NOT_OFFERED],
        "stage": [member.value for member in LetterStage],
        "channel": [member.value for member in LetterChannel],
    }
    return [
        (
            name,
            getattr(chosen, name).value,
            [(value, showing.word(value, CHOICES[name], language)) for value in members],
        )
        for name, members in values.items()
    ]
