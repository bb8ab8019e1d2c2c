"""triage: what is this text about?"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from amends.core.contracts.fields import (
    Amount,
    AmountOf,
    Currency,
    Identifier,
    Inward,
    Language,
    Outward,
    Probability,
    Text,
    Time,
)
from amends.core.vocabulary import Flag, InboundChannel, Kind, Remedy, Supply


class OfferedItem(Inward):
    """An item of a menu as we sent it."""

    remedy: Remedy
    amount: Amount | None = None
    currency: Currency | None = None


class TriageInput(Inward):
    id: Identifier
    text: Text
    channel: InboundChannel = InboundChannel.MESSAGE
    platform: str | None = None
    locale: Language | None = None
    rating: Annotated[int, Field(ge=1, le=5)] | None = None
    order: dict[str, Any] | None = None
    offered: list[OfferedItem] | None = None
    sent_at: Time | None = None


class RankedKind(Outward):
    kind: Kind
    p: float


class Counts(Outward):
    ordered: int | None = None
    received: int | None = None
    missing: int | None = None


class Answer(Outward):
    """What the buyer says to our offer. ``accepts`` is the index of the offered item from 0."""

    accepts: int | None = None
    declines: bool = False
    counter: AmountOf | None = None
    supplies: list[Supply] = []
    resolved: bool = False


class Span(Outward):
    """Why: ``what`` was read from the code points ``start`` to ``end`` of the text as given."""

    what: str
    start: int
    end: int


class TriageOutput(Outward):
    id: Identifier
    language: str
    language_confidence: Probability
    kind: Kind
    confidence: Probability
    ranked: list[RankedKind]
    abstained: bool
    flags: list[Flag]
    asks: list[Remedy]
    order_numbers: list[str]
    tracking_numbers: list[str]
    amounts: list[AmountOf]
    counts: Counts
    sentiment: Annotated[float, Field(ge=-1, le=1)]
    anger: Probability
    answer: Answer | None = None
    spans: list[Span]
    model: str
