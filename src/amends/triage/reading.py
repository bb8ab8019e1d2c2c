"""One text read with the lexicon of one language: its newest part, its cues, and the numbers of the whole text."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.contracts.triage import TriageInput
from amends.core.text import split_quoted
from amends.triage.amounts import FoundAmount, find_amounts
from amends.triage.features import Reading, find_hits
from amends.triage.folding import Folded, fold, prepare
from amends.triage.identifiers import FoundNumber, find_numbers


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the whole text, quoted mail included, names."""

    identifiers: tuple[FoundNumber, ...]
    amounts: tuple[FoundAmount, ...]


def newest_part(text: str) -> str:
    """The text with quoted older mail blanked out, as long as the text itself: positions stay what they are."""
    if "\n" not in text and not text.lstrip().startswith(">"):
        return text
    fresh, quoted = split_quoted(text)
    if not quoted:
        return text
    wanted = [line.strip() for line in fresh.split("\n")]
    shown: list[str] = []
    position = 0
    for line in text.split("\n"):
        if position < len(wanted) and line.strip() == wanted[position]:
            position += 1
            shown.append(line)
        elif not line.strip():
            shown.append(line)
        else:
            shown.append(" " * len(line))
    return "\n".join(shown)


def newest(whole: Folded) -> Folded:
    """The newest part of a prepared text, with the same positions."""
    part = newest_part(whole.text)
    return whole if part is whole.text else Folded(part, fold(part), whole.origin)


def read_numbers(whole: Folded, language: str, locale: str | None) -> Numbers:
    identifiers = find_numbers(whole.text, whole.folded, language)
    masked = whole.folded
    for one in identifiers:  # an order number is no sum of money
        masked = masked[: one.start] + "_" * (one.end - one.start) + masked[one.end :]
    return Numbers(tuple(identifiers), tuple(find_amounts(whole.text, masked, language, locale)))


def reading_of(part: Folded, numbers: Numbers, language: str, *, latin: bool) -> Reading:
    return Reading(
        part,
        find_hits(part.folded, language, latin=latin),
        has_order_number=any(one.what == "order" for one in numbers.identifiers),
        has_tracking_number=any(one.what == "tracking" for one in numbers.identifiers),
        has_amount=bool(numbers.amounts),
    )


def read_text(request: TriageInput, language: str, *, latin: bool = False) -> Reading:
    """Everything the models need of one text in a known language."""
    whole = prepare(request.text)
    return reading_of(newest(whole), read_numbers(whole, language, request.locale), language, latin=latin)
