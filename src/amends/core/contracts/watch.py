"""watch: where is the parcel, what is wrong, and when will it come?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from amends.core.contracts.fields import Country, Identifier, Inward, Outward, Probability, Time
from amends.core.vocabulary import Kind, Leg, TrackingSource


class TrackingEvent(Inward):
    """One scan. ``code`` is the source's finest code, ``status`` its main status where it has one."""

    at: Time
    source: TrackingSource = TrackingSource.PLAIN
    code: str | None = None
    status: str | None = None
    description: str | None = None
    country: Country | None = None
    location: str | None = None


class WatchInput(Inward):
    id: Identifier
    platform: str | None = None
    carrier: str | None = None
    service: str | None = None
    origin: Country
    destination: Country
    ordered_at: Time
    dispatch_due: Time | None = None
    promised_by: Time | None = None
    now: Time
    events: Annotated[list[TrackingEvent], Field(max_length=5000)] = []


class Arrival(Outward):
    """Chance to arrive within 7, 14, 30 days from ``now``; dates are those of parcels that do arrive."""

    p7: Probability | None
    p14: Probability | None
    p30: Probability | None
    median: date | None
    p80: date | None


class WatchOutput(Outward):
    id: Identifier
    leg: Leg
    anomaly: Kind | None
    since: datetime | None = None
    reason: str
    evidence: list[int]
    loss_probability: Probability
    arrival: Arrival
    unmapped: list[str]
