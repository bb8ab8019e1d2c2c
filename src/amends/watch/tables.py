"""The packaged data of ``watch``, validated when it is first read: code maps, wordings, places, thresholds, lanes."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from amends.core.vocabulary import Confidence, Leg
from amends.watch.steps import Step

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Positive = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(gt=0, lt=1)]


class Table(BaseModel):
    """Base of all packaged data: where it comes from, how well that is known, and from when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    as_of: str
    confidence: Confidence


class CodeMap(Table):
    """One source's codes. ``raw_codes`` are a carrier's own short codes: they only refine an open status."""

    status: dict[str, Step]
    code: dict[str, Step]
    confidence_of: dict[str, Confidence] = {}
    raw_codes: dict[str, Step] = {}


class Wording(Table):
    """Patterns for the descriptions of one language; ``first`` is tried before ``steps``, in its own order.

    ``compounds``: words are built together, so that a pattern may begin inside one. ``fold`` replaces characters.
    """

    language: str
    script: Literal["latin", "cyrillic", "arabic", "hangul", "han"]
    compounds: bool = False
    fold: dict[str, str] = {}
    first: dict[Step, list[str]] = {}
    steps: dict[Step, list[str]]


class Places(Table):
    """Country facts: UTC offsets in hours, customs unions, and the region that a lane is looked up by."""

    offsets: dict[str, list[float]]
    customs_unions: dict[str, list[str]]
    regions: dict[str, list[str]]


class Thresholds(Table):
    """When something counts as wrong, in days unless the name says otherwise."""

    not_exported_after: Positive
    not_exported_certain_after: Positive
    attempt_grace_hours: Annotated[float, Field(ge=0)]
    pickup_reminder_after: Positive
    stuck_below: Share
    declared_lost_probability: Share
    damaged_loss: Share
    notes: dict[str, str]


class LegClock(BaseModel):
    """How long a parcel stays in a leg, and how long from entering it until it is delivered (lognormal, days)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    stay_median: Positive
    stay_sigma: Positive
    remaining_median: Positive
    remaining_sigma: Positive
    loss: Share
    lane_power: Annotated[float, Field(ge=0, le=1)]


class Lane(BaseModel):
    """One lane class: order to delivery, lognormal in days, and the share of parcels that never arrive."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    origin: str
    destination: str
    service: Literal["postal", "express", "unknown"] = "unknown"
    median: Positive
    sigma: Positive
    loss: Share


class Lanes(Table):
    reference_median: Positive
    reference_loss: Share
    domestic_reference_median: Positive
    service_words: dict[str, list[str]]
    service_factor: dict[str, Positive]
    promise_late_share: Share
    promise_weight: Annotated[float, Field(ge=0, le=1)]
    silence_carry: Annotated[float, Field(ge=0, le=1)]
    lanes: list[Lane]
    legs: dict[Leg, LegClock]
    domestic_legs: dict[Leg, LegClock]
    trouble: dict[str, dict[Literal["slower", "loss"], Positive]]
    notes: dict[str, str]


def _package() -> Traversable:
    return files("amends.watch")


def _read(entry: Traversable) -> Any:
    return yaml.load(entry.read_text(encoding="utf-8"), Loader=_LOADER)


@cache
def code_map(name: str) -> CodeMap:
    """The code map ``aftership``, ``track17``, ``cainiao``, ``karrio`` or ``shared``."""
    return CodeMap.model_validate(_read(_package() / "maps" / f"{name}.yaml"))


@cache
def wordings() -> tuple[Wording, ...]:
    """All languages' wordings, in the order of their file names."""
    folder = _package() / "maps" / "plain"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(Wording.model_validate(_read(folder / name)) for name in names)


@cache
def places() -> Places:
    return Places.model_validate(_read(_package() / "places.yaml"))


@cache
def thresholds() -> Thresholds:
    return Thresholds.model_validate(_read(_package() / "thresholds.yaml"))


@cache
def lanes() -> Lanes:
    return Lanes.model_validate(_read(_package() / "lanes.yaml"))
