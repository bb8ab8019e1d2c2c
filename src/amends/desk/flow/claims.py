"""What a reading says about a case: the words of the buyer as an arrival takes them in."""

from __future__ import annotations

from typing import Any

from amends.core.contracts.triage import TriageOutput
from amends.core.vocabulary import Kind
from amends.desk.reviews.operations import BAD_STARS


def claim_of(reading: TriageOutput | None, stars: int | None = None) -> dict[str, Any]:
    """The fields of an ``Arrival`` that come from a reading; of words that could not be read, that a person decides."""
    if reading is None:
        return {"abstained": True}
    if stars is not None and stars <= BAD_STARS and reading.kind is Kind.PRAISE:
        # Warm or mocking words under one star: what is wrong is not said, and a person asks.
        return {"claim": Kind.OTHER, "abstained": True, "language": reading.language}
    return {
        "claim": reading.kind, "confidence": reading.confidence, "abstained": reading.abstained,
        "language": reading.language, "flags": tuple(flag.value for flag in reading.flags),
        "asks": tuple(ask.value for ask in reading.asks), "missing": reading.counts.missing,
    }  # fmt: skip
