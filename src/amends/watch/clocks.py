"""The clocks that run for a parcel: a lognormal time to delivery, and the share that never arrives.

With probability ``loss`` the parcel never arrives; otherwise the time to delivery is lognormal. After a silence of
``t`` days, with ``S`` the survival function of that lognormal::

    P(lost | t)          = loss / (loss + (1 - loss) S(t))
    P(arrives in h | t)  = (1 - loss) (S(t) - S(t + h)) / (loss + (1 - loss) S(t))

Days are days of progress (``working_time.py``). Source of the formulas: mixture cure models (Boag 1949).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from statistics import NormalDist
from typing import NamedTuple

from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Leg
from amends.watch.locate import regions_of, same_customs_territory
from amends.watch.tables import Lane, Lanes, LegClock, lanes

DAY = 86_400.0
_NORMAL = NormalDist()
_inverse_normal = _NORMAL.inv_cdf
_ROOT_HALF = math.sqrt(0.5)
#: Below this the survival function is no longer usable as a divisor; the parcel is lost for all that can be said.
_NOTHING = 1e-290


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
        return self.outlook((), ())[0]

    def arrival_shares(self, horizons: Sequence[float] = (7, 14, 30)) -> list[float]:
        """P(arrives within so many days from now | not arrived yet), for each horizon: at most 1 - P(lost)."""
        return self.outlook(horizons, ())[1]

    def days_until(self, share: float) -> float:
        """Days from now by which ``share`` of those that still arrive have arrived."""
        return self.outlook((), (share,))[2][0]

    def outlook(self, horizons: Sequence[float], shares: Sequence[float]) -> tuple[float, list[float], list[float]]:
        """``loss_probability``, ``arrival_shares`` and ``days_until`` in one go: most of the work is the same."""
        waited, loss = self.waited, self.loss
        now = self.survival(waited)
        alive = 1 - loss
        total = loss + alive * now
        chances = [alive * (now - self.survival(waited + days)) / total for days in horizons]
        if now < _NOTHING:
            return loss / total, chances, [waited * self.sigma for _ in shares]
        waits = [
            max(0.0, self.median * math.exp(-self.sigma * _inverse_normal(now * (1 - share))) - waited)
            for share in shares
        ]
        return loss / total, chances, waits


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
def normal_quantile(share: float) -> float:
    return _NORMAL.inv_cdf(share)


def _promised_median(lane: Lane, promise_days: float, data: Lanes) -> float:
    """The lane's median moved towards the one under which the usual share of parcels misses the promise."""
    if promise_days <= 0:
        return lane.median
    implied = promise_days * math.exp(-lane.sigma * normal_quantile(1 - data.promise_late_share))
    weight = data.promise_weight
    return math.exp(weight * math.log(implied) + (1 - weight) * math.log(lane.median))


def lane_median(request: WatchInput, lane: Lane) -> float:
    """Median days from order to delivery. A promise is information: it moves the median."""
    if request.promised_by is None:
        return lane.median
    return _promised_median(lane, days_between(request.ordered_at, request.promised_by), lanes())


def days_between(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / DAY


def leg_clock(leg: Leg, *, domestic: bool) -> LegClock:
    data = lanes()
    legs = data.domestic_legs if domestic else data.legs
    return legs.get(leg, legs[Leg.LINEHAUL])


class Stay(NamedTuple):
    """How long parcels stay in a leg: lognormal, in working days times 7/5 (calendar days between the countries)."""

    median: float
    sigma: float

    def longest(self, exceeded_by: float) -> float:
        """Days that only this share of the parcels exceeds."""
        return self.median * math.exp(self.sigma * normal_quantile(1 - exceeded_by))
