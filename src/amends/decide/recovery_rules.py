"""The ways in which a seller gets money back: dated data in ``recoveries/``, read strictly.

A way says in which situation it is open, to whom it goes, what it needs, and until when. A window that nobody has
found is unknown with its reason; a platform's date is not here but in the rules of ``clock``, which a way names.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from amends.core.contracts.fields import Amount, Currency
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Confidence, EvidenceType, Kind, Recovery

Chance = Annotated[float, Field(ge=0, le=1)]


class Situation(StrEnum):
    """Why there is something to claim back."""

    STUCK = "stuck"
    LOST = "lost"
    DAMAGED = "damaged"
    GOODS_AT_FAULT = "goods_at_fault"
    CHARGED = "charged"
    RULED = "ruled"


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Limit(_Data):
    amount: Amount
    currency: Currency


class Window(_Data):
    """Calendar days from a moment of the parcel; or unknown, and why."""

    value: Annotated[int, Field(gt=0)] | None = None
    begins: Literal["dispatched", "promised", "delivered"] = Field(default="dispatched", alias="from")
    unknown: str = ""
    confidence: Confidence | None = None
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _known_or_not(self) -> Self:
        if (self.value is None) is not bool(self.unknown):
            raise ValueError("a window has a value, or says why it is unknown")
        if self.value is not None and self.confidence is None:
            raise ValueError("say how well a window is known")
        if self.confidence in (Confidence.OFFICIAL, Confidence.SECONDARY) and not self.source:
            raise ValueError("what a page says has its source")
        return self


class Proof(_Data):
    """Evidence: of each group of ``needs`` one is enough; ``helps`` makes it stronger."""

    needs: tuple[tuple[EvidenceType, ...], ...]
    helps: tuple[EvidenceType, ...] = ()


class Carrier(_Data):
    """``names``: how feeds write it, in small letters; found anywhere in their text as a word."""

    id: str
    name: str
    names: tuple[str, ...]
    lost: Window
    damaged: Window
    most: Limit | None = None
    note: str = ""


class Unlisted(_Data):
    """What is said of a carrier that is not listed."""

    lost: Window
    damaged: Window


class Carriers(_Data):
    valid_from: date
    reviewed: date
    carriers: tuple[Carrier, ...]
    other: Unlisted
    trace: Proof
    lost: Proof
    damaged: Proof


class ClockRule(_Data):
    """The platform's deadline as the rules of ``clock`` know it."""

    procedure: str
    event: str


class Way(_Data):
    """One way through a platform or a supplier. ``kinds`` and ``procedures`` empty: any.

    ``unless_ruled``: closed where a formal dispute decided; that decision is appealed instead.
    """

    id: str
    platform: str = ""
    recovery: Recovery
    name: str
    situation: Situation
    kinds: frozenset[Kind] = frozenset()
    procedures: frozenset[str] = frozenset()
    unless_ruled: bool = False
    clock: ClockRule | None = None
    unknown: str = ""
    needs: tuple[tuple[EvidenceType, ...], ...]
    helps: tuple[EvidenceType, ...] = ()
    most: Limit | None = None
    confidence: Confidence
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _dated_or_not(self) -> Self:
        if (self.clock is None) is not bool(self.unknown):
            raise ValueError("a way names the rule of its deadline, or says why it is unknown")
        return self


class Ways(_Data):
    valid_from: date
    reviewed: date
    ways: tuple[Way, ...]


class Level(_Data):
    complete: Chance
    gaps: Chance


class Chances(_Data):
    """What is believed before there are own results; ``strength`` is how many claims that is worth."""

    valid_from: date
    reviewed: date
    kind: Literal["sourced", "assumed"]
    source: str
    strength: Annotated[float, Field(gt=0)]
    chance: dict[Recovery, Level]
    minutes: dict[Recovery, Annotated[int, Field(gt=0)]]
    stuck_from: Chance
    lost_from: Chance

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if set(self.minutes) != set(Recovery) or set(self.chance) != set(Recovery) - {Recovery.TRACE}:
            raise ValueError("every way of recovery has its minutes and, but for the trace, its chance")
        return self


@cache
def carriers() -> Carriers:
    """Raises pydantic.ValidationError where the packaged data is wrong; so do the three below."""
    return Carriers.model_validate(read_yaml("amends.decide", "recoveries", "carriers.yaml"))


@cache
def platform_ways() -> Ways:
    return Ways.model_validate(read_yaml("amends.decide", "recoveries", "platforms.yaml"))


@cache
def supplier_ways() -> Ways:
    return Ways.model_validate(read_yaml("amends.decide", "recoveries", "suppliers.yaml"))


@cache
def chances() -> Chances:
    return Chances.model_validate(read_yaml("amends.decide", "recoveries", "chances.yaml"))
