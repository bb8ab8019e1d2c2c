"""clock: when must we act, and what happens if we do not?"""

from __future__ import annotations

from datetime import date, datetime

from amends.core.contracts.fields import Identifier, Inward, Outward, Region, Time
from amends.core.vocabulary import Confidence


class ClockInput(Inward):
    id: Identifier
    platform: str
    procedure: str | None = None
    region: Region | None = None
    scheme: str | None = None
    event: str
    at: Time
    api_due: Time | None = None
    now: Time | None = None


class Consequence(Outward):
    action: str | None
    detail: str | None


class RuleReference(Outward):
    """Which rule said so; ``confidence`` as in the rules data. An API date has the rule id ``api``."""

    id: str
    valid_from: date | None
    source: str | None
    confidence: Confidence | None


class ClockOutput(Outward):
    id: Identifier
    due: datetime
    safe_by: datetime
    unit: str
    consequence: Consequence | None
    rule: RuleReference
    remaining_seconds: int | None = None
