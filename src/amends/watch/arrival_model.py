"""What was learned of arrival: per leg, how much slower or faster than the default clocks, and for whom.

For each leg the days from entering it to delivery are lognormal around the default median of the leg on its lane,
times ``exp(intercept + slopes · features + the shifts of the parcel's groups)``. A group is a platform, a lane, a
carrier on a lane, or a service of a carrier on a lane; each has its shift from what the wider ones say, shrunk by how
little it was seen (empirical Bayes), so a group that was never seen has none. ``learning.py`` fits such a model.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from amends.core.contracts.problems import input_error
from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Leg
from amends.watch.clocks import Clock, Stay, lane_of, leg_clock
from amends.watch.tables import lanes

#: The names of the features, in the order of the slopes.
FEATURES = ("promise", "no_promise", "before", "handling")
#: Levels of grouping, from wide to narrow.
LEVELS = ("platform", "lane", "carrier", "service")
#: Legs that have a clock of their own; a parcel declared lost is on that of the line haul.
LEGS = (
    Leg.PRE_DISPATCH,
    Leg.ORIGIN,
    Leg.EXPORT_CUSTOMS,
    Leg.LINEHAUL,
    Leg.IMPORT_CUSTOMS,
    Leg.DESTINATION,
    Leg.PICKUP_POINT,
)
_FURTHEST = 3.0
_SEPARATOR = "|"
Share = Annotated[float, Field(ge=0, lt=1)]
Positive = Annotated[float, Field(gt=0)]


class Group(BaseModel):
    """One platform, lane, carrier or service: its shift of the log median, its loss, and the parcels behind both."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    shift: float
    loss: Share
    parcels: Annotated[float, Field(ge=0)]


class LearnedLeg(BaseModel):
    """One leg's clock. ``slopes`` follow ``FEATURES``; ``parcels`` is the (weighted) number it was learned from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    intercept: float
    slopes: Annotated[list[float], Field(min_length=len(FEATURES), max_length=len(FEATURES))]
    sigma: Positive
    loss: Share
    parcels: Annotated[float, Field(ge=0)]
    stay_median: Positive
    stay_sigma: Positive
    groups: dict[str, Group]


class ArrivalModel(BaseModel):
    """A learned arrival forecast: JSON that ``learning.fit`` writes and ``watch`` reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["arrival"] = "arrival"
    version: Literal[1] = 1
    parcels: Annotated[int, Field(ge=0)]
    learned_until: str
    half_life_days: Positive
    international: dict[Leg, LearnedLeg]
    domestic: dict[Leg, LearnedLeg]

    def leg(self, leg: Leg, *, domestic: bool) -> LearnedLeg | None:
        """The learned clock of a leg; None where none of its parcels was seen: the default clock stays."""
        return (self.domestic if domestic else self.international).get(leg)


def read_model(text: str | bytes) -> ArrivalModel:
    """The model in a JSON text. Raises InputError where it is none."""
    try:
        return ArrivalModel.model_validate_json(text)
    except ValidationError as failure:
        raise input_error(failure) from failure


class Moment(NamedTuple):
    """When a parcel entered a leg, in days since 1970, with the times of the order that a forecast may use."""

    entered: float
    ordered: float
    promised: float | None
    due: float | None


def group_keys(request: WatchInput) -> list[str]:
    """The parcel's groups from wide to narrow; a carrier or service that is not said has none."""
    lane = f"lane:{request.origin}>{request.destination}"
    keys = [f"platform:{_name(request.platform)}" if request.platform else "", lane]
    if request.carrier:
        keys.append(f"{lane}{_SEPARATOR}{_name(request.carrier)}")
    if request.service:
        keys.append(f"{lane}{_SEPARATOR}{_name(request.carrier or '')}{_SEPARATOR}{_name(request.service)}")
    return [key for key in keys if key]


def _name(text: str) -> str:
    return " ".join(text.casefold().split())


def level_of(key: str) -> str:
    """The level that a group's key belongs to."""
    return "platform" if key.startswith("platform:") else LEVELS[1 + key.count(_SEPARATOR)]


def default_median(request: WatchInput, leg: Leg, *, domestic: bool) -> float:
    """Median days from entering a leg to delivery by the default clocks, without the promise."""
    lane = lane_of(request)
    if leg is Leg.PRE_DISPATCH:
        return lane.median
    data = lanes()
    clock = leg_clock(leg, domestic=domestic)
    reference = data.domestic_reference_median if domestic else data.reference_median
    return float(clock.remaining_median * (lane.median / reference) ** clock.lane_power)


def default_loss(request: WatchInput, leg: Leg, *, domestic: bool) -> float:
    """Share of parcels in a leg that never arrive, by the default clocks."""
    lane = lane_of(request)
    if leg is Leg.PRE_DISPATCH:
        return lane.loss
    loss = leg_clock(leg, domestic=domestic).loss
    return loss if domestic else min(0.9, loss * lane.loss / lanes().reference_loss)


def features(leg: Leg, moment: Moment, median: float) -> list[float]:
    """The numbers that move a clock, near 0 for an ordinary parcel.

    ``promise``: log of the days left to the promise at entering the leg, over the default median; ``no_promise``: 1
    where there is none; ``before``: log days from the order to the leg; ``handling``: log days allowed for dispatch.
    """
    promise, missing = 0.0, 1.0
    if moment.promised is not None:
        left = max(1.0, moment.promised - moment.entered)
        promise, missing = max(-_FURTHEST, min(_FURTHEST, math.log(left / median))), 0.0
    before = 0.0 if leg is Leg.PRE_DISPATCH else math.log1p(max(0.0, moment.entered - moment.ordered)) - 1
    handling = 0.0 if moment.due is None else math.log1p(min(60.0, max(0.0, moment.due - moment.ordered))) - 1.5
    return [promise, missing, before, handling]


def learned_clock(request: WatchInput, model: ArrivalModel, leg: Leg, moment: Moment, waited: float) -> Clock | None:
    """The clock of a leg by what was learned, for a parcel that has ``waited`` days of progress in it.

    None where nothing was learned of the leg: the default clock stays.
    """
    learned = model.leg(leg, domestic=request.origin == request.destination)
    if learned is None:
        return None
    median = default_median(request, leg, domestic=request.origin == request.destination)
    shift, loss = learned.intercept, learned.loss
    for slope, value in zip(learned.slopes, features(leg, moment, median), strict=True):
        shift += slope * value
    for key in group_keys(request):
        group = learned.groups.get(key)
        if group is not None:
            shift, loss = shift + group.shift, group.loss
    return Clock(median * math.exp(max(-_FURTHEST, min(_FURTHEST, shift))), learned.sigma, loss, waited)


def stay_of(model: ArrivalModel | None, leg: Leg, *, domestic: bool) -> Stay:
    """How long parcels stay in a leg: learned, or the default."""
    learned = model.leg(leg, domestic=domestic) if model is not None else None
    if learned is not None:
        return Stay(learned.stay_median, learned.stay_sigma)
    clock = leg_clock(leg, domestic=domestic)
    return Stay(clock.stay_median, clock.stay_sigma)
