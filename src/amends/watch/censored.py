"""Lognormal regression for times that are cut off: not yet arrived, never arriving, or seen only after some wait.

A mixture cure model is fitted by expectation and maximisation. A time that is still running belongs to a parcel that
is lost with the chance that its wait implies, and otherwise counts with its expected log time. A parcel that came into
view only after some days stands for those that had arrived by then and were never seen ("ghosts"). Groups get shifts
that are shrunk towards 0 by the spread between the groups of their level (empirical Bayes).
Sources: Boag 1949 (cure), Dempster, Laird & Rubin 1977 (EM, truncated data as missing counts), Morris 1983 (shrinkage).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

ARRIVED, WAITING, NEVER = 0, 1, 2
ROUNDS = 40
_DRIFT_ROUNDS = 10
#: Beyond so many standard deviations the normal tail is taken by its asymptote.
_TAIL = 6.0
_ROOT_2PI = math.sqrt(2 * math.pi)
#: At most so many unseen parcels stand behind one that was seen late.
_MOST_GHOSTS = 5.0
_SPREAD_FLOOR, _SPREAD_CEILING = 1e-4, 0.5
#: Chebyshev coefficients of log(erfc(x) exp(x²)/t) in t = 1/(1 + |x|/2); relative error below 1.2e-7.
#: Source: Press et al., Numerical Recipes, 2nd ed., section 6.2 (erfcc).
_ERFC = (
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806,
    0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
)  # fmt: skip


@dataclass(frozen=True)
class Times:
    """Observations: log days, how each ended, its weight, its features, and the log days after which it was seen.

    ``seen_after`` is -inf where a parcel was followed from the beginning. ``groups`` holds, for each level, the number
    of the group that each observation belongs to, -1 for none. ``recent`` are weights that forget faster: by them the
    level of today is told from that of the whole time.
    """

    log_days: Vector
    ending: NDArray[np.int64]
    weight: Vector
    features: Vector
    seen_after: Vector
    groups: list[NDArray[np.int64]]
    recent: Vector


@dataclass(frozen=True)
class Prior:
    """What is believed before any parcel is seen: slopes with their variance, spread, and share that never arrives.

    ``drift_variance`` is that of the level from one season to the next. ``sigma_parcels`` and ``loss_parcels`` are how many parcels the beliefs about spread and loss weigh.
    """

    slopes: Vector
    slope_variance: float
    sigma: float
    sigma_parcels: float
    loss: float
    loss_parcels: float
    drift_variance: float


@dataclass
class Fit:
    """Intercept first, then the slopes; shifts and weights by level and group; ``lost`` is the chance per parcel."""

    coefficients: Vector
    sigma: float
    loss: float
    shifts: list[Vector] = field(default_factory=list)
    seen: list[Vector] = field(default_factory=list)
    lost: Vector = field(default_factory=lambda: np.zeros(0))


def _survival(z: Vector) -> Vector:
    """The upper tail of the standard normal distribution."""
    x = np.abs(z) / math.sqrt(2)
    t = 1 / (1 + 0.5 * x)
    tail = 0.5 * t * np.exp(-x * x + np.polynomial.polynomial.polyval(t, _ERFC))
    return np.where(z >= 0, tail, 1 - tail)


def _density(z: Vector) -> Vector:
    return np.exp(-z * z / 2) / _ROOT_2PI


def hazard(z: Vector) -> Vector:
    """Standard normal density over survival; for large ``z`` by its asymptote, which does not run out of digits."""
    near = np.clip(z, -_TAIL, _TAIL)
    return np.where(z > _TAIL, z + 1 / np.maximum(z, 1.0), _density(near) / _survival(near))


def _shift_of_all(fit: Fit, times: Times, without: int = -1) -> Vector:
    total = np.zeros(len(times.log_days))
    for level, group in enumerate(times.groups):
        if level != without and len(fit.shifts[level]):
            total += np.where(group >= 0, fit.shifts[level][np.maximum(group, 0)], 0.0)
    return total


@dataclass(frozen=True)
class _Filled:
    """What is expected of the unseen: expected log time, its variance, and the weight of seen and ghost parcels."""

    expected: Vector
    variance: Vector
    weight: Vector
    ghost_expected: Vector
    ghost_variance: Vector
    ghost_weight: Vector
    lost: Vector


def _expectation(times: Times, fit: Fit, center: Vector) -> _Filled:
    sigma = fit.sigma
    z = (times.log_days - center) / sigma
    risk = hazard(z)
    waiting = times.ending == WAITING
    alive = (1 - fit.loss) * _survival(np.clip(z, -_TAIL * 2, _TAIL * 2))
    lost = np.where(waiting, fit.loss / (fit.loss + alive), (times.ending == NEVER).astype(np.float64))
    expected = np.where(waiting, center + sigma * risk, times.log_days)
    variance = np.where(waiting, sigma**2 * np.clip(1 + z * risk - risk**2, 0.0, 1.0), 0.0)
    weight = times.weight * (1 - lost)

    late = np.isfinite(times.seen_after)
    cut = np.clip(np.where(late, (times.seen_after - center) / sigma, -_TAIL), -_TAIL, _TAIL)
    below = _survival(-cut)
    ghosts = np.where(late, np.minimum(below / np.maximum(1 - below, 1e-9), _MOST_GHOSTS), 0.0)
    pull = _density(cut) / below
    ghost_variance = sigma**2 * np.clip(1 - cut * pull - pull**2, 0.0, 1.0)
    return _Filled(expected, variance, weight, center - sigma * pull, ghost_variance, weight * ghosts, lost)


def _regress(times: Times, filled: _Filled, fit: Fit, prior: Prior, offset: Vector) -> Vector:
    """Weighted least squares on what is expected, the slopes held towards their prior; the intercept is free."""
    both = filled.weight + filled.ghost_weight
    target = filled.weight * (filled.expected - offset) + filled.ghost_weight * (filled.ghost_expected - offset)
    design = times.features
    held = np.full(design.shape[1], fit.sigma**2 / prior.slope_variance)
    held[0] = 1.0
    believed = np.concatenate([[0.0], prior.slopes])
    matrix = design.T @ (design * both[:, None]) + np.diag(held)
    return np.asarray(np.linalg.solve(matrix, design.T @ target + held * believed), dtype=np.float64)


def _sums(group: NDArray[np.int64], values: Vector, count: int) -> Vector:
    known = group >= 0
    return np.asarray(np.bincount(group[known], values[known], count), dtype=np.float64)


def _shrink(times: Times, filled: _Filled, fit: Fit, spreads: list[float]) -> None:
    """The shifts of each level in turn, from what the other levels leave over, and the spread between its groups."""
    both = filled.weight + filled.ghost_weight
    base = times.features @ fit.coefficients
    for level, group in enumerate(times.groups):
        count = len(fit.shifts[level])
        if count < 2:
            # One group alone cannot be told from the intercept.
            fit.seen[level] = _sums(group, times.weight, count)
            continue
        rest = base + _shift_of_all(fit, times, without=level)
        left = filled.weight * (filled.expected - rest) + filled.ghost_weight * (filled.ghost_expected - rest)
        seen = _sums(group, both, count)
        spread = spreads[level]
        fit.shifts[level] = _sums(group, left, count) / (seen + fit.sigma**2 / spread)
        remaining = 1 / (seen / fit.sigma**2 + 1 / spread)
        spreads[level] = float(np.clip(np.mean(fit.shifts[level] ** 2 + remaining), _SPREAD_FLOOR, _SPREAD_CEILING))
        fit.seen[level] = _sums(group, times.weight, count)


def _spread(times: Times, filled: _Filled, center: Vector, prior: Prior) -> float:
    squares = filled.weight * ((filled.expected - center) ** 2 + filled.variance)
    squares += filled.ghost_weight * ((filled.ghost_expected - center) ** 2 + filled.ghost_variance)
    total = float(np.sum(filled.weight + filled.ghost_weight))
    squared = float(np.sum(squares)) + prior.sigma_parcels * prior.sigma**2
    return float(min(2.0, max(0.1, math.sqrt(squared / (total + prior.sigma_parcels)))))


def fit_times(times: Times, prior: Prior, group_counts: list[int]) -> Fit:
    """Fit by a fixed number of rounds, which makes the result reproducible to the last digit on one machine."""
    start = np.concatenate([[0.0], prior.slopes])
    fit = Fit(start, prior.sigma, prior.loss, [np.zeros(n) for n in group_counts], [np.zeros(n) for n in group_counts])
    spreads = [0.02] * len(group_counts)
    weighed = float(np.sum(times.weight))
    for _ in range(ROUNDS):
        offset = _shift_of_all(fit, times)
        filled = _expectation(times, fit, times.features @ fit.coefficients + offset)
        fit.coefficients = _regress(times, filled, fit, prior, offset)
        _shrink(times, filled, fit, spreads)
        fit.sigma = _spread(times, filled, times.features @ fit.coefficients + _shift_of_all(fit, times), prior)
        never = float(np.sum(times.weight * filled.lost))
        fit.loss = float(min(0.5, (never + prior.loss * prior.loss_parcels) / (weighed + prior.loss_parcels)))
        fit.lost = filled.lost
    fit.coefficients[0] += _drift(times, fit, prior)
    return fit


def _drift(times: Times, fit: Fit, prior: Prior) -> float:
    """How far the level of late lies from that of the whole time, shrunk by how few parcels show it."""
    drift = 0.0
    center = times.features @ fit.coefficients + _shift_of_all(fit, times)
    faster = times.recent / np.maximum(times.weight, 1e-12)
    for _ in range(_DRIFT_ROUNDS):
        filled = _expectation(times, fit, center + drift)
        seen, ghosts = filled.weight * faster, filled.ghost_weight * faster
        left = float(np.sum(seen * (filled.expected - center) + ghosts * (filled.ghost_expected - center)))
        drift = left / (float(np.sum(seen + ghosts)) + fit.sigma**2 / prior.drift_variance)
    return drift
