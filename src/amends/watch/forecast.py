"""When a parcel will arrive, if it will: a mixture cure model on the clock of its last leg (``clocks.py``).

A parcel without any carrier scan is on the clock of its lane (days since the order); afterwards it is on the clock of
its leg. With a learned model both are the learned clocks of ``arrival_model.py``. Holidays and closures of the origin
(until the parcel has left) and of the destination (once it has arrived) do not count in full, neither in the days
waited nor in those to come.
"""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta
from functools import cache

from amends.core.contracts.watch import Arrival, WatchInput
from amends.core.vocabulary import Leg
from amends.watch import legs
from amends.watch.arrival_model import ArrivalModel, Moment, learned_clock, stay_of
from amends.watch.clocks import DAY, Clock, lane_median, lane_of, leg_clock, normal_quantile
from amends.watch.journey import Journey
from amends.watch.reading import EPOCH
from amends.watch.tables import lanes, thresholds
from amends.watch.unchecked import unchecked
from amends.watch.working_time import Route, delivery_ordinal, working_days

_OVER = frozenset({legs.DELIVERED, legs.RETURNING, legs.RETURNED})
_NO_STAY = _OVER | {legs.PRE_DISPATCH, legs.LOST}
_AT_ORIGIN = (legs.PRE_DISPATCH, legs.ORIGIN, legs.EXPORT_CUSTOMS)
_ABROAD = frozenset({legs.IMPORT_CUSTOMS, legs.DESTINATION, legs.PICKUP_POINT})
#: Days ahead beyond which no date is told; a working day counts at most 7/5 of a day.
_FURTHEST, _SHORTEST = 3650.0, 5 / 7
_HORIZONS, _SHARES = (7.0, 14.0, 30.0), (0.5, 0.8)
_NO_ARRIVAL = dict.fromkeys(("p7", "p14", "p30", "median", "p80"))


def moment_of(at: datetime) -> float:
    """Days since 1970, with fractions."""
    return (at - EPOCH).total_seconds() / DAY


@cache
def _stay_median(leg: Leg) -> float:
    return leg_clock(leg, domestic=False).stay_median


@cache
def _until_left(leg: Leg) -> float:
    """Days from entering a leg of the origin until the parcel usually leaves the country."""
    ahead = _AT_ORIGIN[_AT_ORIGIN.index(leg) :]
    return sum(_stay_median(each) for each in ahead if each is not legs.PRE_DISPATCH)


def route_of(request: WatchInput, journey: Journey, now: float) -> Route:
    """When this parcel leaves the origin and reaches the destination, as far as that matters to its clock now."""
    leg = journey.leg
    if leg in _ABROAD or journey.domestic:
        return Route(request.origin, request.destination, None, None)
    if leg in _AT_ORIGIN:
        entered = now if journey.leg_since is None else journey.leg_time.total_seconds() / DAY
        left = max(now + 1.0, entered + _until_left(leg))
        reached = left + _stay_median(legs.LINEHAUL)
    else:
        left = journey.leg_time.total_seconds() / DAY
        reached = max(now + 1.0, left + _stay_median(legs.LINEHAUL))
    return Route(request.origin, request.destination, left, reached)


def clock_of(request: WatchInput, journey: Journey, route: Route, now: float, model: ArrivalModel | None) -> Clock:
    """The clock that runs for this parcel at ``now`` (days since 1970), in days of progress on its route."""
    clock = _learned_clock(request, journey, route, now, model) if model is not None else None
    if clock is None:
        clock = (
            _lane_clock(request, route, now) if journey.leg_since is None else _leg_clock(request, journey, route, now)
        )
    return _with_troubles(clock, journey)


def _learned_clock(
    request: WatchInput, journey: Journey, route: Route, now: float, model: ArrivalModel
) -> Clock | None:
    leg = legs.LINEHAUL if journey.leg is legs.LOST else journey.leg
    on_order = journey.leg_since is None
    entered = moment_of(request.ordered_at) if on_order else journey.leg_time.total_seconds() / DAY
    waited = max(0.0, route.progress(entered, now))
    return learned_clock(request, model, leg, times_of(request, entered), waited)


def _lane_clock(request: WatchInput, route: Route, now: float) -> Clock:
    lane = lane_of(request)
    waited = max(0.0, route.progress(moment_of(request.ordered_at), now))
    return Clock(lane_median(request, lane), lane.sigma, lane.loss, waited)


def times_of(request: WatchInput, entered: float) -> Moment:
    """The times that the features of a leg's clock are made of."""
    promised, due = request.promised_by, request.dispatch_due
    return Moment(
        entered,
        moment_of(request.ordered_at),
        moment_of(promised) if promised is not None else None,
        moment_of(due) if due is not None else None,
    )


def _leg_clock(request: WatchInput, journey: Journey, route: Route, now: float) -> Clock:
    """Days since the last scan, and a share of those between entering the leg and that scan: scans show life."""
    lane = lane_of(request)
    data = lanes()
    leg = leg_clock(journey.leg, domestic=journey.domestic)
    reference = data.domestic_reference_median if journey.domestic else data.reference_median
    median = leg.remaining_median * (lane_median(request, lane) / reference) ** leg.lane_power
    loss = leg.loss if journey.domestic else leg.loss * lane.loss / data.reference_loss
    last = journey.last_time.total_seconds() / DAY
    silence = route.progress(last, now)
    inside = max(0.0, last - journey.leg_time.total_seconds() / DAY)
    return Clock(median, leg.remaining_sigma, min(loss, 0.9), max(0.0, silence + data.silence_carry * inside))


def _with_troubles(clock: Clock, journey: Journey) -> Clock:
    """What is open holds the parcel up and adds to its loss; damage makes the loss at least a given share."""
    if not (journey.held.open or journey.charges.open or journey.failed.open or journey.damaged.open):
        return clock
    median, loss = clock.median, clock.loss
    for name in journey.open_troubles():
        effect = lanes().trouble[name]
        median, loss = median * effect["slower"], loss + effect["loss"]
    if journey.damaged.open:
        loss = max(loss, thresholds().damaged_loss)
    return Clock(median, clock.sigma, min(loss, 0.9), clock.waited)


def forecast(request: WatchInput, journey: Journey, model: ArrivalModel | None = None) -> tuple[float, Arrival]:
    """(loss probability, arrival). Delivered: 0 and nulls; on the way back: 1 and nulls, it never reaches the buyer.

    Probabilities have four decimals, rounded down, so that ``p30 <= 1 - loss`` holds for the figures shown. Dates are
    calendar days at the offset of ``now``, moved from Sundays and public holidays of the destination to the next day
    on which parcels are delivered.
    """
    if journey.leg in _OVER:
        return (0.0 if journey.leg is legs.DELIVERED else 1.0), unchecked(Arrival, {**_NO_ARRIVAL})
    now = journey.now_time.total_seconds() / DAY
    route = route_of(request, journey, now)
    clock = clock_of(request, journey, route, now, model)
    lost = route.lost_until
    lost_now = lost(now)
    ahead = [days - (lost(now + days) - lost_now) for days in _HORIZONS]
    loss, shares, waits = clock.outlook(ahead, _SHARES)
    scale = 1.0
    if journey.leg is legs.LOST:
        declared = max(loss, thresholds().declared_lost_probability)
        scale = (1 - declared) / (1 - loss) if loss < 1 else 0.0
        loss = declared
    shown = int(loss * 10_000)
    p7, p14, p30 = [int(share * scale * 10_000) for share in shares]
    while p30 / 10_000 > 1 - shown / 10_000:
        p30 -= 1
    p14 = min(p14, p30)
    p7 = min(p7, p14)
    median, p80 = _dates(request, [route.after(now, min(wait, _FURTHEST)) - now for wait in waits])
    arrival = {"p7": p7 / 10_000, "p14": p14 / 10_000, "p30": p30 / 10_000, "median": median, "p80": p80}
    return shown / 10_000, unchecked(Arrival, arrival)


def _dates(request: WatchInput, waits: list[float]) -> list[date]:
    """Days of delivery at the offset of ``now``, so many days (and parts of one) from it."""
    now = request.now
    today, gone = now.toordinal(), (now.hour * 60 + now.minute) / 1440
    return [date.fromordinal(delivery_ordinal(request.destination, today + int(gone + wait))) for wait in waits]


def expected_by(request: WatchInput, model: ArrivalModel | None = None) -> datetime:
    """The p80 that was forecast at the time of the order, for a shipment that has no promise."""
    ordered = moment_of(request.ordered_at)
    domestic = request.origin == request.destination
    clock = learned_clock(request, model, legs.PRE_DISPATCH, times_of(request, ordered), 0.0) if model else None
    if clock is None:
        lane = lane_of(request)
        clock = Clock(lane.median, lane.sigma, lane.loss, 0.0)
    left = None if domestic else ordered + _until_left(legs.PRE_DISPATCH)
    reached = None if left is None else left + _stay_median(legs.LINEHAUL)
    route = Route(request.origin, request.destination, left, reached)
    days = clock.median * math.exp(clock.sigma * normal_quantile(0.8))
    return request.ordered_at + timedelta(days=route.after(ordered, days) - ordered)


@cache
def _longest_default_stay(leg: Leg, domestic: bool) -> float:
    return stay_of(None, leg, domestic=domestic).longest(thresholds().stuck_below)


def stuck(request: WatchInput, journey: Journey, model: ArrivalModel | None = None) -> bool:
    """Whether the parcel has been in its leg for longer than all but a few: P(stay >= days) < ``stuck_below``.

    The days of a leg are working days of the country it is in, so that weekends, public holidays and closures bring
    no alarm; between the two countries they are calendar days.
    """
    if journey.leg_since is None or journey.leg in _NO_STAY:
        return False
    leg, domestic = journey.leg, journey.domestic
    longest = (
        _longest_default_stay(leg, domestic)
        if model is None
        else stay_of(model, leg, domestic=domestic).longest(thresholds().stuck_below)
    )
    entered, now = journey.leg_time.total_seconds() / DAY, journey.now_time.total_seconds() / DAY
    return now - entered > longest * _SHORTEST and days_in_leg(request, leg, entered, now) > longest


def days_in_leg(request: WatchInput, leg: Leg, entered: float, now: float) -> float:
    """How long a stay in a leg counts: working days of its country times 7/5, calendar days between the countries."""
    if leg is legs.LINEHAUL and request.origin != request.destination:
        return now - entered
    return working_days(request.destination if leg in _ABROAD else request.origin, entered, now)
