"""When a parcel will arrive, if it will: a mixture cure model on the clock of its last leg.

With probability ``loss`` the parcel never arrives; otherwise the time to delivery is lognormal. After a silence of
``t`` days, with ``S`` the survival function of that lognormal::

    P(lost | t)          = loss / (loss + (1 - loss) S(t))
    P(arrives in h | t)  = (1 - loss) (S(t) - S(t + h)) / (loss + (1 - loss) S(t))

A parcel without any carrier scan is on the clock of its lane (days since the order); afterwards it is on the clock of
its leg (days since it entered it), scaled by its lane. Source of the formulas: mixture cure models (Boag 1949).
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from statistics import NormalDist
from typing import NamedTuple

from amends.core.contracts.watch import Arrival, WatchInput
from amends.core.vocabulary import Leg
from amends.watch.journey import Journey
from amends.watch.locate import regions_of, same_customs_territory
from amends.watch.tables import Lane, Lanes, LegClock, lanes, thresholds

DAY = 86_400.0
_NORMAL = NormalDist()
_ROOT_HALF = math.sqrt(0.5)
#: Below this the survival function is no longer usable as a divisor; the parcel is lost for all that can be said.
_NOTHING = 1e-290
_OVER = frozenset({Leg.DELIVERED, Leg.RETURNING, Leg.RETURNED})
_NO_STAY = _OVER | {Leg.PRE_DISPATCH, Leg.LOST}


class Clock(NamedTuple):
    """A lognormal time to delivery in days, the share that never arrives, and the days already waited on it."""

    median: float
    sigma: float
    loss: float
    waited: float

    def survival(self, days: float) -> float:
        """Share of the parcels that do arrive, which take longer than ``days``."""
        if days < 1e-9:
            return 1.0
        return 0.5 * math.erfc(math.log(days / self.median) / self.sigma * _ROOT_HALF)

    def loss_probability(self) -> float:
        """P(lost | waited): 0 to 1, growing with the wait."""
        left = (1 - self.loss) * self.survival(self.waited)
        return self.loss / (self.loss + left)

    def arrival_shares(self, horizons: tuple[float, ...] = (7, 14, 30)) -> list[float]:
        """P(arrives within so many days from now | not arrived yet), for each horizon: at most 1 - P(lost)."""
        now = self.survival(self.waited)
        scale = (1 - self.loss) / (self.loss + (1 - self.loss) * now)
        return [scale * (now - self.survival(self.waited + days)) for days in horizons]

    def days_until(self, share: float) -> float:
        """Days from now by which ``share`` of those that still arrive have arrived."""
        now = self.survival(self.waited)
        if now < _NOTHING:
            return self.waited * self.sigma
        until = self.median * math.exp(-self.sigma * _NORMAL.inv_cdf(now * (1 - share)))
        return max(0.0, until - self.waited)


@cache
def lane_for(origin: str, destination: str, service: str) -> Lane:
    """The first lane of the data that fits origin, destination and service class."""
    data = lanes()
    pairs = [(one, other) for one in (*regions_of(origin), "*") for other in (*regions_of(destination), "*")]
    if origin == destination:
        pairs.append(("domestic", "domestic"))
    elif same_customs_territory(origin, destination):
        pairs.append(("customs_union", "customs_union"))
    for lane in data.lanes:
        if (lane.origin, lane.destination) in pairs and lane.service in (service, "unknown"):
            factor = data.service_factor["unknown" if lane.service != "unknown" else service]
            return lane.model_copy(update={"median": lane.median * factor})
    raise LookupError("lanes.yaml must end with a lane from '*' to '*'")


@lru_cache(maxsize=4096)
def service_class(carrier: str | None, service: str | None) -> str:
    """``express``, ``postal`` or ``unknown``, from the names of carrier and service."""
    text = f" {carrier or ''} {service or ''} ".casefold()
    for name, words in lanes().service_words.items():
        if any(word in text for word in words):
            return name
    return "unknown"


def lane_of(request: WatchInput) -> Lane:
    return lane_for(request.origin, request.destination, service_class(request.carrier, request.service))


@cache
def _quantile(share: float) -> float:
    return _NORMAL.inv_cdf(share)


def _promised_median(lane: Lane, promise_days: float, data: Lanes) -> float:
    """The lane's median moved towards the one under which the usual share of parcels misses the promise."""
    if promise_days <= 0:
        return lane.median
    implied = promise_days * math.exp(-lane.sigma * _quantile(1 - data.promise_late_share))
    weight = data.promise_weight
    return math.exp(weight * math.log(implied) + (1 - weight) * math.log(lane.median))


def lane_median(request: WatchInput, lane: Lane) -> float:
    """Median days from order to delivery. A promise is information: it moves the median."""
    if request.promised_by is None:
        return lane.median
    return _promised_median(lane, _days(request.ordered_at, request.promised_by), lanes())


def _days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / DAY


def leg_clock(leg: Leg, *, domestic: bool) -> LegClock:
    data = lanes()
    legs = data.domestic_legs if domestic else data.legs
    return legs.get(leg, legs[Leg.LINEHAUL])


def clock_of(request: WatchInput, journey: Journey) -> Clock:
    """The clock that runs for this parcel now."""
    lane = lane_of(request)
    whole = lane_median(request, lane)
    if journey.leg_since is None:
        return Clock(whole, lane.sigma, lane.loss, max(0.0, _days(request.ordered_at, request.now)))
    data = lanes()
    leg = leg_clock(journey.leg, domestic=journey.domestic)
    reference = data.domestic_reference_median if journey.domestic else data.reference_median
    median = leg.remaining_median * (whole / reference) ** leg.lane_power
    loss = leg.loss if journey.domestic else leg.loss * lane.loss / data.reference_loss
    for name in journey.open_troubles():
        effect = data.trouble[name]
        median, loss = median * effect["slower"], loss + effect["loss"]
    if journey.damaged.open:
        loss = max(loss, thresholds().damaged_loss)
    silence = (journey.now_time - journey.last_time).total_seconds() / DAY
    inside = max(0.0, (journey.last_time - journey.leg_time).total_seconds() / DAY)
    return Clock(median, leg.remaining_sigma, min(loss, 0.9), max(0.0, silence + data.silence_carry * inside))


def _floor(probability: float) -> float:
    return int(probability * 10_000) / 10_000


def forecast(request: WatchInput, journey: Journey) -> tuple[float, Arrival]:
    """(loss probability, arrival). Delivered: 0 and nulls; on the way back: 1 and nulls, it never reaches the buyer.

    Probabilities have four decimals, rounded down, so that ``p30 <= 1 - loss`` holds for the figures shown. Dates are
    calendar days at the offset of ``now``.
    """
    if journey.leg in _OVER:
        nothing = Arrival(p7=None, p14=None, p30=None, median=None, p80=None)
        return (0.0 if journey.leg is Leg.DELIVERED else 1.0), nothing
    clock = clock_of(request, journey)
    loss = clock.loss_probability()
    scale = 1.0
    if journey.leg is Leg.LOST:
        declared = max(loss, thresholds().declared_lost_probability)
        scale = (1 - declared) / (1 - loss) if loss < 1 else 0.0
        loss = declared
    shown = _floor(loss)
    p7, p14, p30 = [_floor(share * scale) for share in clock.arrival_shares()]
    while p30 > 1 - shown:
        p30 = _floor(p30 - 0.0001)
    p14 = min(p14, p30)
    median, p80 = _dates(request.now, clock.days_until(0.5), clock.days_until(0.8))
    return shown, Arrival(p7=min(p7, p14), p14=p14, p30=p30, median=median, p80=p80)


def _dates(now: datetime, *waits: float) -> list[date]:
    """Calendar days at the offset of ``now``, so many days (and parts of one) from it; at most ten years ahead."""
    today, gone = now.toordinal(), (now.hour * 60 + now.minute) / 1440
    return [date.fromordinal(today + int(gone + min(days, 3650.0))) for days in waits]


def expected_by(request: WatchInput) -> datetime:
    """The p80 that was forecast at the time of the order, for a shipment that has no promise."""
    lane = lane_of(request)
    return request.ordered_at + timedelta(days=lane.median * math.exp(lane.sigma * _quantile(0.8)))


@cache
def _longest_stay(leg: Leg, domestic: bool) -> float:
    """Days in a leg that fewer parcels than ``stuck_below`` exceed."""
    clock = leg_clock(leg, domestic=domestic)
    return clock.stay_median * math.exp(clock.stay_sigma * _quantile(1 - thresholds().stuck_below))


def stuck(journey: Journey) -> bool:
    """Whether the parcel has been in its leg for longer than all but a few: P(stay >= days) < ``stuck_below``."""
    if journey.leg_since is None or journey.leg in _NO_STAY:
        return False
    return (journey.now_time - journey.leg_time).total_seconds() / DAY > _longest_stay(journey.leg, journey.domestic)
