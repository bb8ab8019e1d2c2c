"""Sentences of labelled letters with what they mean, as the sense model learns them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from amends.core.contracts.letter import LintInput, LintOutput
from amends.core.fitting import corpus_folder
from amends.core.vocabulary import CauseStatus, Verdict
from amends.letter.draft import draft
from amends.letter.filling import sentences_of
from amends.letter.forms import SLOT
from amends.letter.house import LIBRARY
from amends.letter.lint import found_by_lists
from amends.letter.linting.folding import fold
from amends.letter.linting.reading import Found, Place, Reading
from amends.letter.linting.sense import SENSES
from amends.letter.linting.sensed import RULES, spans
from amends.letter.phrases import WORDINGS
from amends.letter.samples import all_samples
from amends.letter.sentences import sentence_hashes
from amends.letter.tongue import supported_languages

#: Author batches that nothing learns from, neither the lists nor the model: what the lint does with strangers' letters.
HELD_OUT = frozenset({"s", "t", "u", "zt"})
#: What evidence allows to be said has the same words as what is said without.
_NEEDS_PROOF = frozenset({"blame", "claim"})
#: What a marked sentence may end with and a folded one need not.
_ENDS = ".!?。！？…"
#: What the slots of a phrase hold while it is learnt.
_SLOTS = {"name": "Maria", "product": "Lumora L3", "date": "5. 12. 2026", "money": "12.40 USD"}
#: A second and third letter to the same buyer say the same in other words.
_LETTERS = 3
MEANT, INNOCENT, UNSAID, SOMEWHERE = 1, 0, -1, 2


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or two, of a letter.

    ``labels`` by ``SENSES``: MEANT, INNOCENT, UNSAID (nobody says), or SOMEWHERE: the letter means it in one of its
    units, and nobody says which.
    """

    text: str
    labels: tuple[int, ...]
    letter: str
    language: str
    batch: str


def read_units() -> list[Unit]:
    """All units of the letters that may be learnt from, and the sentences of the phrase library, which are innocent."""
    units: list[Unit] = []
    for path in sorted(corpus_folder("lint").glob("*-*.jsonl")):
        language, batch = path.stem.split("-")
        if batch not in HELD_OUT:
            for line in path.read_text(encoding="utf-8").splitlines():
                units += _units(json.loads(line), LintInput.model_validate_json(line), language, batch)
    innocent = (INNOCENT,) * len(SENSES)
    for wording in WORDINGS:
        for phrase, _, text in sentences_of(wording, LIBRARY):
            plain = SLOT.sub(lambda found: _SLOTS.get(found[1], "3"), text)
            units.append(Unit(fold(plain).text, innocent, f"{wording}:{phrase}", wording.split("-")[0], "phrases"))
    return units


def read_drafts() -> list[Unit]:
    """What our own letters say, about everything that they can be about: all of it innocent."""
    innocent = (INNOCENT,) * len(SENSES)
    texts: dict[str, str] = {}

    def judge(request: LintInput) -> LintOutput:
        texts.update(dict.fromkeys((text for _, text in spans(Reading(request))), request.language or ""))
        return LintOutput(id=request.id, verdict=Verdict.PASS, findings=[])

    for language in supported_languages():
        for sample in all_samples():
            said: list[str] = []
            for _ in range(_LETTERS):
                request = sample.request(language, "en").model_copy(update={"previous_sentences": said})
                said = said + sentence_hashes(draft(request, lint=judge).body)
    return [Unit(text, innocent, "drafts", language, "phrases") for text, language in texts.items()]


def _units(record: dict[str, Any], request: LintInput, language: str, batch: str) -> Iterator[Unit]:
    reading, gold = Reading(request), record["gold"]
    marked = _marked(reading, gold)
    told = [] if marked else found_by_lists(reading)
    parts = spans(reading)
    for place, text in parts:
        labels = tuple(_label(sense, gold, request, told, marked, place, len(parts)) for sense in SENSES)
        yield Unit(text, labels, record["id"], language, batch)


def _marked(reading: Reading, gold: dict[str, Any]) -> list[Place]:
    """Where the sentences stand that the author says break the rule. Raises ValueError for words not in the letter."""
    places = []
    for sentence in gold.get("breaking", ()):
        words = fold(sentence).text.strip().rstrip(_ENDS)
        start = reading.text.find(words)
        if start < 0:
            raise ValueError(f"{reading.request.id}: the letter has no sentence {sentence!r}")
        places.append((start, start + len(words)))
    return places


def _label(
    sense: str,
    gold: dict[str, Any],
    request: LintInput,
    told: list[Found],
    marked: list[Place],
    place: Place,
    parts: int,
) -> int:
    rules = RULES[sense]
    if rules & set(gold["rules"]):
        if marked:
            return MEANT if any(_mostly_in(place, each) for each in marked) else INNOCENT
        if parts == 1:
            return MEANT
        places = [found.start for found in told if found.rule in rules]
        if not places:
            return SOMEWHERE
        return MEANT if any(place[0] <= start < place[1] for start in places) else UNSAID
    if rules & set(gold.get("must_not", ())):
        return INNOCENT
    if rules & set(gold.get("may", ())):
        return UNSAID
    return UNSAID if sense in _NEEDS_PROOF and _may_be_proved(request) else INNOCENT


def _mostly_in(place: Place, marked: Place) -> bool:
    """Whether the two share more than half of the shorter one."""
    shared = min(place[1], marked[1]) - max(place[0], marked[0])
    return shared > min(place[1] - place[0], marked[1] - marked[0]) / 2


def _may_be_proved(request: LintInput) -> bool:
    cause = request.cause
    known = cause is not None and cause.status in (CauseStatus.CONFIRMED, CauseStatus.LIKELY)
    return bool(known or request.evidence or request.facts)
