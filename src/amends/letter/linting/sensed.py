"""Rules that are broken by what a sentence says as a whole, and findings of the lists that it takes back.

A finding of a whole sentence is freed by evidence, and, unless the readers are certain, by the same words in the sentence
that free a finding of the lists: a denial, a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from amends.core.vocabulary import CauseStatus, Kind, LetterChannel, LintRule
from amends.letter.linting.honesty import is_proved
from amends.letter.linting.reading import Found, Place, Reading
from amends.letter.linting.sense import DOUBTED_FROM, SENSES, Row, first_reading, second_reading
from amends.letter.linting.substance import offers_something

#: Log odds from which a sentence that no list caught is held against the letter, and below which what a list caught in it
#: is taken back. Chosen on batches that nothing had learnt from: ``s``, ``t`` and ``zt``, and others while they were left out.
SURE, INNOCENT_BELOW = 0.7, 0.0
#: Of these the readers are right later, or sooner.
_SURE_OF = {"rights_denied": 1.0, "off_platform": 0.5, "frivolous": 0.2}
#: From here on the readers know better than the words by which a list frees a sentence; chosen on ``za`` to ``zc`` before
#: they were learnt from. Whom a sentence blames, or what it gives for a review, they always know better.
_CERTAIN = 5.0
#: Of a few words the readers know less; that they do not know them is no reason to take back what a list knows.
_FEW, _FEW_INNOCENT_BELOW = 60, -2.0
#: The lists name words that are hardly said otherwise; and whether a date stands beside a wait, no sentence says.
_SELDOM_INNOCENT = {"wait": -3.0, "off_platform": -5.0, "frivolous": -4.0}
#: A shorter sentence means something only together with the one before it.
_SHORT = 40
#: And one of fewer letters ("P.S.") means nothing at all.
_LEAST_LETTERS = 4
#: Who writes that much has no letter in hand.
_MOST_SENTENCES = 80
_VARIANT = "sensed"
#: An empty line, also as browsers send it (CR LF) or with blanks in it.
_PARAGRAPH = re.compile(r"\n\s*\n")
_PARTS = ",;:"
#: Writings beyond it have a sign for a syllable or a word.
_LAST_LETTER = "\u2e7f"
_LETTER = re.compile(r"[^\W\d_]")
#: Which rules a sense may break.
RULES: dict[str, frozenset[LintRule]] = {
    "asks_solve": frozenset({LintRule.ASKS_BUYER_TO_SOLVE}),
    "blame": frozenset({LintRule.BLAME_WITHOUT_EVIDENCE, LintRule.UNHEDGED_CAUSE}),
    "claim": frozenset({LintRule.CLAIM_WITHOUT_EVIDENCE}),
    "minimising": frozenset({LintRule.MINIMISING}),
    "trade": frozenset({LintRule.BENEFIT_FOR_REVIEW}),
    "pressure": frozenset({LintRule.REVIEW_PRESSURE}),
    "rights_denied": frozenset({LintRule.RIGHTS_DENIED}),
    "dispute_close": frozenset({LintRule.CANCEL_DISPUTE_FIRST}),
    "wait": frozenset({LintRule.WAIT_WITHOUT_DATE}),
    "off_platform": frozenset({LintRule.OFF_PLATFORM_CONTACT}),
    "frivolous": frozenset({LintRule.FRIVOLOUS_TONE}),
}
#: Of what asks to wait only a list's finding can be taken back: whether a date stands near it is not said by a sentence.
_SPOKEN = {sense: next(iter(rules)) for sense, rules in RULES.items() if sense not in ("blame", "wait")}
#: The lists that free a sentence.
_FREEING = {
    "pressure": ("review_not",),
    "rights_denied": ("rights_safe",),
    "dispute_close": ("dispute_close_not",),
    "off_platform": ("contact_not",),
}
_SENSE_OF = {rule: sense for sense, rules in RULES.items() for rule in rules}
#: Places of the folded text with their scores by ``SENSES``.
Scored = list[tuple[Place, Row]]


def weighed(reading: Reading, listed: list[Found]) -> list[Found]:
    """The findings of the lists that their sentence as a whole does not contradict, and those of whole sentences.

    Of these one at most for each rule that no list holds against the letter.
    """
    scored = _scored(reading, [found for found in listed if found.rule in _SENSE_OF])
    kept = [found for found in listed if not _is_innocent(reading, found, scored)]
    known = {found.rule for found in kept}
    return kept + [found for found in _sensed(reading, scored) if found.rule not in known]


def _scored(reading: Reading, listed: list[Found]) -> Scored:
    """What each sentence says; where the first reading is in doubt or a list spoke, after a second one."""
    asked = spans(reading)
    rows = first_reading([text for _, text in asked])
    doubted = [
        index
        for index, ((start, end), _) in enumerate(asked)
        if max(rows[index]) > DOUBTED_FROM or any(start < found.end and found.start < end for found in listed)
    ]
    for index, row in zip(doubted, second_reading([asked[index][1] for index in doubted]), strict=True):
        rows[index] = row
    return [(place, row) for (place, _), row in zip(asked, rows, strict=True)]


def _is_innocent(reading: Reading, found: Found, scored: Scored) -> bool:
    sense = _SENSE_OF.get(found.rule)
    if sense is None:
        return False
    if sense == "blame" and reading.within("accusation", found.start, found.end):
        # Words against a person's character are freed by a denial only.
        return False
    column, least = SENSES.index(sense), _SELDOM_INNOCENT.get(sense, INNOCENT_BELOW)
    said = [(place, row[column]) for place, row in scored if place[0] < found.end and found.start < place[1]]
    if said and max(_weight(reading, place) for place, _ in said) < _FEW:
        least = min(least, _FEW_INNOCENT_BELOW)
    if not said or max(value for _, value in said) >= least:
        return False
    # In a long sentence a few words weigh little: they are asked about by themselves too.
    return second_reading([_clause(reading, found)])[0][column] < least


def _weight(reading: Reading, place: Place) -> int:
    """The length of a sentence; a sign of Chinese, Japanese or Korean counts like three letters."""
    return sum(3 if char > _LAST_LETTER else 1 for char in reading.text[place[0] : place[1]])


def _clause(reading: Reading, found: Found) -> str:
    """The part of the sentence between commas in which the finding stands."""
    text, sentence = reading.text, reading.sentence_of(found.start)
    start = max((text.rfind(sign, sentence.start, found.start) + 1 for sign in _PARTS), default=0)
    ends = [end for sign in _PARTS if (end := text.find(sign, found.end, sentence.end)) >= 0]
    return reading.said(max(start, sentence.start), min(ends, default=max(sentence.end, found.end)))


def _sensed(reading: Reading, scored: Scored) -> Iterator[Found]:
    for column, sense in enumerate(SENSES):
        sure = _SURE_OF.get(sense, SURE)
        meant = sorted(((row[column], place) for place, row in scored if row[column] > sure), reverse=True)
        for value, place in meant:
            rule = _rule(sense, reading, place)
            freed = value < _CERTAIN and reading.any_within(_FREEING.get(sense, ()), *place)
            if rule is not None and not freed:
                yield Found(rule, *place, _VARIANT)
                break


def spans(reading: Reading) -> list[tuple[Place, str]]:
    """What is asked about: the sentences, and each short one once more with the one before it in its paragraph."""
    found: list[tuple[Place, str]] = []
    last: Place | None = None
    for sentence in reading.sentences[:_MOST_SENTENCES]:
        first = _LETTER.search(reading.text, sentence.start, sentence.end)
        if first is None or sum(map(str.isalpha, reading.text[first.start() : sentence.end])) < _LEAST_LETTERS:
            continue
        place = (first.start(), sentence.end)
        found.append((place, reading.said(*place)))
        if last is not None and _belong(reading, last, place):
            found.append(((last[0], place[1]), reading.said(last[0], place[1])))
        last = place
    return found


def _belong(reading: Reading, last: Place, place: Place) -> bool:
    """A short sentence and the one before it, in one paragraph."""
    short = min(last[1] - last[0], place[1] - place[0]) < _SHORT
    return short and _PARAGRAPH.search(reading.text, last[1], place[0]) is None


def _rule(sense: str, reading: Reading, place: Place) -> LintRule | None:
    """Which rule a sentence of this sense breaks in this letter; None where what is known or the case allows it."""
    request = reading.request
    if sense == "blame":
        return _blame(reading, place)
    if sense == "asks_solve" and reading.sentence_of(place[0]).mark == "?" and offers_something(reading):
        return None
    if sense == "claim" and (request.evidence or request.facts or (request.cause and request.cause.evidence)):
        return None
    if sense == "off_platform" and request.channel is LetterChannel.EMAIL:
        return None
    if sense == "frivolous" and request.case is not None and request.case.kind is Kind.PRAISE:
        return None
    return _SPOKEN.get(sense)


def _blame(reading: Reading, place: Place) -> LintRule | None:
    if reading.sentence_of(place[0]).mark == "?" or is_proved(reading):
        return None
    cause = reading.request.cause
    if cause is not None and cause.status is CauseStatus.LIKELY:
        return None if reading.within("hedge", *place) else LintRule.UNHEDGED_CAUSE
    return LintRule.BLAME_WITHOUT_EVIDENCE
