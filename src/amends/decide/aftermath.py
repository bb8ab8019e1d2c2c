"""What may still follow the end of a case, and how long: dated data."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from amends.core.packaged import read_yaml
from amends.core.vocabulary import Confidence, Platform

_Days = Annotated[int, Field(ge=0, le=3650)]


class Aftermath(BaseModel):
    """Windows after the end of a case. Until they are over, what did not happen yet is open, not zero."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    valid_from: date
    reviewed: date
    source: str
    confidence: Confidence
    review_days: _Days
    chargeback_days: _Days
    chargeback_platforms: frozenset[Platform]
    payment_services: frozenset[Platform]
    payment_procedures: frozenset[str]
    silence_days: _Days

    @property
    def review(self) -> timedelta:
        return timedelta(days=self.review_days)

    @property
    def silence(self) -> timedelta:
        return timedelta(days=self.silence_days)

    def chargeback(self, platform: str) -> timedelta:
        """How long a payment can be taken back after a case of this platform; nothing where the platform answers."""
        return timedelta(days=self.chargeback_days if platform in self.chargeback_platforms else 0)

    def is_payment_dispute(self, platform: str, procedure: str) -> bool:
        """Whether a dispute was brought to a bank or payment service, not to the marketplace."""
        return platform in self.payment_services or procedure in self.payment_procedures


@cache
def aftermath() -> Aftermath:
    """The packaged windows."""
    return Aftermath.model_validate(read_yaml("amends.decide", "platforms", "aftermath.yaml"))
