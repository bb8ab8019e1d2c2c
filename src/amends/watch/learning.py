"""Learning the arrival forecast from parcels whose fate is known: ``fit``."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, timedelta

import numpy as np

from amends.core.vocabulary import Leg
from amends.watch.arrival_model import (
    FEATURES,
    LEGS,
    LEVELS,
    ArrivalModel,
    Group,
    LearnedLeg,
    default_loss,
    default_median,
    features,
    group_keys,
    level_of,
)
from amends.watch.censored import ARRIVED, WAITING, Fit, Prior, Times, fit_times
from amends.watch.clocks import lane_of, leg_clock
from amends.watch.outcomes import Followed, ParcelOutcome, Stayed, Wait, follow, merged, stays, waits
from amends.watch.reading import EPOCH

#: A parcel ordered so many days before the last one counts half: carriers and lanes change with the seasons.
HALF_LIFE_DAYS = 120.0
#: The half-life is doubled until so many parcels remain by weight, so that a small shop does not forget what it has.
_ENOUGH_PARCELS = 150.0
_LONGEST_HALF_LIFE = 4000.0
#: Fewer parcels than this by weight in a leg teach it nothing: the default clock stays.
_FEWEST = 10.0
_SLOPES = {"promise": 0.5, "no_promise": 0.0, "before": 0.0, "handling": 0.0}
_SLOPE_VARIANCE = 0.03
#: The level of today is told by weights whose half-life is this share of that of everything else.
RECENT = 0.25
_DRIFT_VARIANCE = 0.02
_SIGMA_PARCELS, _LOSS_PARCELS, _STAY_PARCELS = 10.0, 50.0, 30.0


def fit(rows: Iterable[ParcelOutcome], *, half_life_days: float = HALF_LIFE_DAYS) -> ArrivalModel:
    """The arrival model that the outcomes of parcels teach. Pure; the same rows give the same model.

    Each row is a ``watch`` input with ``delivered_at`` (null: not yet at ``now``, or never); several rows of one id
    are looks at one parcel. A leg that fewer than ten parcels passed (by weight) keeps its default clock, and a lane,
    carrier or service that was seldom seen borrows from the wider ones.
    """
    followed = [follow(row, first_look) for row, first_look in merged(rows)]
    last = max((each.until for each in followed), default=0.0)
    newest = max((_ordered(each) for each in followed), default=0.0)
    half_life = _half_life(followed, newest, half_life_days)
    learned: dict[bool, dict[Leg, LearnedLeg]] = {True: {}, False: {}}
    for domestic in (False, True):
        some = [each for each in followed if each.journey.domestic is domestic]
        all_waits = [(wait, _weight(each, newest, half_life)) for each in some for wait in waits(each)]
        all_stays = [(stay, _weight(each, newest, half_life)) for each in some for stay in stays(each)]
        for leg in LEGS:
            of_leg = [(wait, weight) for wait, weight in all_waits if wait.leg is leg]
            if sum(weight for _, weight in of_leg) >= _FEWEST:
                stayed = [(stay, weight) for stay, weight in all_stays if stay.leg is leg]
                learned[domestic][leg] = _learn_leg(leg, of_leg, stayed, domestic=domestic)
    return ArrivalModel(
        parcels=len(followed),
        learned_until=(EPOCH + timedelta(days=last)).astimezone(UTC).date().isoformat(),
        half_life_days=half_life,
        international=learned[False],
        domestic=learned[True],
    )


def _ordered(followed: Followed) -> float:
    return (followed.request.ordered_at - EPOCH).total_seconds() / 86_400


def _weight(followed: Followed, newest: float, half_life: float) -> float:
    return float(0.5 ** ((newest - _ordered(followed)) / half_life))


def _half_life(followed: list[Followed], newest: float, wanted: float) -> float:
    half_life = wanted
    enough = min(_ENOUGH_PARCELS, 0.9 * len(followed))
    while half_life < _LONGEST_HALF_LIFE and sum(_weight(each, newest, half_life) for each in followed) < enough:
        half_life *= 2
    return half_life


def _learn_leg(
    leg: Leg, seen: list[tuple[Wait, float]], stayed: list[tuple[Stayed, float]], *, domestic: bool
) -> LearnedLeg:
    """One leg's clock: the regression on what the default clocks leave over, and the losses of its groups."""
    medians = [default_median(wait.parcel, leg, domestic=domestic) for wait, _ in seen]
    losses = [default_loss(wait.parcel, leg, domestic=domestic) for wait, _ in seen]
    keys = [group_keys(wait.parcel) for wait, _ in seen]
    names: list[list[str]] = [
        sorted({key for some in keys for key in some if level_of(key) == level}) for level in LEVELS
    ]
    numbers = [{key: number for number, key in enumerate(some)} for some in names]
    groups = [
        np.array([next((known[key] for key in some if key in known), -1) for some in keys], dtype=np.int64)
        for known in numbers
    ]
    times = Times(
        log_days=np.array([math.log(wait.days / median) for (wait, _), median in zip(seen, medians, strict=True)]),
        ending=np.array([wait.ending for wait, _ in seen], dtype=np.int64),
        weight=np.array([weight for _, weight in seen]),
        features=np.array(
            [[1.0, *features(leg, wait.moment, median)] for (wait, _), median in zip(seen, medians, strict=True)]
        ),
        seen_after=np.array(
            [
                math.log(wait.seen_after / median) if wait.seen_after > 0 else -math.inf
                for (wait, _), median in zip(seen, medians, strict=True)
            ]
        ),
        groups=groups,
        recent=np.array([weight for _, weight in seen]) ** (1 / RECENT),
    )
    sigma = _default_sigma(leg, seen, domestic=domestic)
    prior = Prior(
        np.array([_SLOPES[name] for name in FEATURES]),
        _SLOPE_VARIANCE,
        sigma,
        _SIGMA_PARCELS,
        float(np.average(losses, weights=times.weight)),
        _LOSS_PARCELS,
        _DRIFT_VARIANCE,
    )
    fitted = fit_times(times, prior, [len(some) for some in names])
    stay_median, stay_sigma = _learn_stay(leg, stayed, domestic=domestic)
    return LearnedLeg(
        intercept=round(float(fitted.coefficients[0]), 6),
        slopes=[round(float(slope), 6) for slope in fitted.coefficients[1:]],
        sigma=round(fitted.sigma, 6),
        loss=round(fitted.loss, 6),
        parcels=round(float(np.sum(times.weight)), 3),
        stay_median=round(stay_median, 6),
        stay_sigma=round(stay_sigma, 6),
        groups=_groups(times, fitted, names, keys),
    )


def _default_sigma(leg: Leg, seen: list[tuple[Wait, float]], *, domestic: bool) -> float:
    if leg is Leg.PRE_DISPATCH:
        return float(np.mean([lane_of(wait.parcel).sigma for wait, _ in seen]))
    return leg_clock(leg, domestic=domestic).remaining_sigma


def _groups(times: Times, fitted: Fit, names: list[list[str]], keys: list[list[str]]) -> dict[str, Group]:
    """Each group's shift, and its share of lost parcels, which borrows from the next wider level that is known."""
    found: dict[str, Group] = {}
    for level, some in enumerate(names):
        for number, key in enumerate(some):
            mine = times.groups[level] == number
            weight = float(np.sum(times.weight[mine]))
            lost = float(np.sum(times.weight[mine] * fitted.lost[mine]))
            wider = _wider_loss(key, keys[int(np.argmax(mine))], found, fitted.loss)
            loss = (lost + _LOSS_PARCELS * wider) / (weight + _LOSS_PARCELS)
            found[key] = Group(
                shift=round(float(fitted.shifts[level][number]), 6),
                loss=round(min(0.5, loss), 6),
                parcels=round(weight, 3),
            )
    return found


def _wider_loss(key: str, of_parcel: list[str], found: dict[str, Group], general: float) -> float:
    """The loss of the next wider group of the parcel; a lane borrows from the general one, as platforms do."""
    if level_of(key) in ("platform", "lane"):
        return general
    before = of_parcel[: of_parcel.index(key)]
    return next((found[each].loss for each in reversed(before) if each in found), general)


def _learn_stay(leg: Leg, stayed: list[tuple[Stayed, float]], *, domestic: bool) -> tuple[float, float]:
    """Median and spread of the stay in a leg, held to the default by a number of parcels."""
    clock = leg_clock(leg, domestic=domestic)
    if not stayed:
        return clock.stay_median, clock.stay_sigma
    count = len(stayed)
    times = Times(
        log_days=np.array([math.log(stay.days / clock.stay_median) for stay, _ in stayed]),
        ending=np.array([ARRIVED if stay.left else WAITING for stay, _ in stayed], dtype=np.int64),
        weight=np.array([weight for _, weight in stayed]),
        features=np.ones((count, 1)),
        seen_after=np.full(count, -math.inf),
        groups=[],
        recent=np.array([weight for _, weight in stayed]),
    )
    prior = Prior(np.zeros(0), 1.0, clock.stay_sigma, _STAY_PARCELS, 0.01, _LOSS_PARCELS, 1e-6)
    fitted = fit_times(times, prior, [])
    weight = float(np.sum(times.weight))
    shift = float(fitted.coefficients[0]) * weight / (weight + _STAY_PARCELS)
    return clock.stay_median * math.exp(shift), fitted.sigma
