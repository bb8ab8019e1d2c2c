"""evidence: how do we prove it?"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from amends.core.contracts.fields import Amount, Currency, Identifier, Inward, Outward, Text, Time
from amends.core.vocabulary import EvidenceType, Kind


class ExhibitRecord(Inward):
    """One piece of evidence. ``file`` is a name inside the folder that is passed along, never a path out of it."""

    id: str
    type: EvidenceType
    title: Annotated[str, Field(max_length=300)]
    source: str
    captured_at: Time
    file: str | None = None
    text: Text | None = None
    sha256: str | None = None


class TimelineEntry(Inward):
    at: Time
    actor: str
    text: Annotated[str, Field(max_length=20_000)]
    exhibit: str | None = None


class EvidenceOrder(Inward):
    number: str
    platform: str
    value: Amount
    currency: Currency
    ordered_at: Time
    product: str | None = None
    tracking_numbers: list[str] = []


class EvidenceInput(Inward):
    id: Identifier
    now: Time
    kind: Kind
    procedure: str | None = None
    reason_code: str | None = None
    shop_name: str
    statement: Text = ""
    order: EvidenceOrder
    timeline: Annotated[list[TimelineEntry], Field(max_length=5000)] = []
    exhibits: Annotated[list[ExhibitRecord], Field(max_length=500)] = []


class Gap(Outward):
    """A kind of evidence that this reason asks for and the case does not have."""

    type: EvidenceType
    importance: str
    why: str


class Checklist(Outward):
    have: list[EvidenceType]
    gaps: list[Gap]
    problems: list[str]
