"""What a buyer told in fixed form, by ticking and choosing: it needs no guessing, and her free words come on top.

A form knows what was ticked. So its kind, wishes, count and answer replace what would have been read from the text;
flags, amounts and numbers are still read from her own words, as in any message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amends.core.contracts.triage import Answer, Counts, RankedKind, TriageOutput
from amends.core.vocabulary import Kind, Remedy

#: From here on the language that was recognised in her words counts more than that of the page.
SURE_OF_LANGUAGE = 0.9


@dataclass(frozen=True, slots=True)
class Told:
    """``kind`` is None where none of the list fits. ``words`` are hers alone. ``offer`` is the offer that she answers: the ``accepts``-th item, or ``declines``."""

    kind: Kind | None
    language: str
    words: str = ""
    asks: tuple[Remedy, ...] = ()
    missing: int | None = None
    offer: int | None = None
    accepts: int | None = None
    declines: bool = False

    def as_data(self) -> dict[str, Any]:
        """For the record, as it was told."""
        return {
            "kind": self.kind.value if self.kind else None, "language": self.language, "words": self.words,
            "asks": [ask.value for ask in self.asks], "missing": self.missing, "offer": self.offer,
            "accepts": self.accepts, "declines": self.declines,
        }  # fmt: skip


def told_of(data: dict[str, Any]) -> Told:
    """The record read back."""
    asks = tuple(Remedy(ask) for ask in data["asks"])
    return Told(**{**data, "kind": Kind(data["kind"]) if data["kind"] else None, "asks": asks})


def with_told(told: Told, reading: TriageOutput | None, message_id: str) -> TriageOutput:
    """The reading of her words (None: she wrote none) with what she told in its place."""
    answer = None
    if told.offer is not None:
        answer = Answer(accepts=told.accepts, declines=told.declines)
    fixed: dict[str, Any] = {"answer": answer}
    if told.kind is not None or reading is None:
        kind = told.kind or Kind.OTHER
        fixed |= {"kind": kind, "confidence": 1.0, "ranked": [RankedKind(kind=kind, p=1.0)]}
        fixed["abstained"] = told.kind is None
    if reading is None:
        return TriageOutput(
            id=message_id, language=told.language, language_confidence=1.0, flags=[], asks=list(told.asks),
            order_numbers=[], tracking_numbers=[], amounts=[], counts=Counts(missing=told.missing), sentiment=0.0,
            anger=0.0, spans=[], model="told", **fixed,
        )  # fmt: skip
    if reading.language_confidence < SURE_OF_LANGUAGE:
        fixed["language"] = told.language
    if told.asks or told.offer is not None:
        fixed["asks"] = list(told.asks)
    if told.missing is not None:
        fixed["counts"] = reading.counts.model_copy(update={"missing": told.missing})
    return reading.model_copy(update=fixed)
