"""Penalised conditional logit by Fisher scoring: the one fit behind everything that is learned.

A row is a choice among its items or none of them; a yes-or-no outcome is a row with one item. All items of a row stand
in one nest against refusing (nested logit): ``closeness`` 1 is the plain multinomial logit, towards 0 the buyer first
sees only the best item, and a second one beside it adds little. With one item all values are the same.

Every weight has a normal prior around 0 (the default's log-odds around a scale of 1): with no rows the fit is the
default, and each outcome moves it by its worth. This is empirical-Bayes shrinkage in log-odds: a prior of standard
deviation ``s`` is worth about ``1 / (s² p (1 - p))`` cases.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Named = Iterable[tuple[str, float]]
Prior = Callable[[str], float | None]
STEPS = 30


@dataclass
class Rows:
    """Choices in the order in which they were made: items with features and the default's log-odds, and what was taken."""

    features: list[list[tuple[str, float]]] = field(default_factory=list)
    offsets: list[float] = field(default_factory=list)
    row_of: list[int] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)
    count: int = 0

    def add(self, items: Sequence[tuple[Named, float]], taken: int | None) -> None:
        """One choice: (features, default log-odds) of each item, and the position that was taken (None: nothing)."""
        for position, (named, offset) in enumerate(items):
            self.features.append(list(named))
            self.offsets.append(offset)
            self.row_of.append(self.count)
            self.taken.append(position == taken)
        self.count += 1

    def slice(self, start: int, stop: int) -> Rows:
        """The rows from ``start`` up to ``stop``, as rows of their own."""
        part = Rows()
        for index, row in enumerate(self.row_of):
            if start <= row < stop:
                part.features.append(self.features[index])
                part.offsets.append(self.offsets[index])
                part.row_of.append(row - start)
                part.taken.append(self.taken[index])
        part.count = max(min(stop, self.count) - start, 0)
        return part

    def every(self, step: int, first: int) -> Rows:
        """Every ``step``-th row, from ``first``: for halves that share no outcome."""
        part = Rows()
        kept = {row: number for number, row in enumerate(range(first, self.count, step))}
        for index, row in enumerate(self.row_of):
            if row in kept:
                part.features.append(self.features[index])
                part.offsets.append(self.offsets[index])
                part.row_of.append(kept[row])
                part.taken.append(self.taken[index])
        part.count = len(kept)
        return part


@dataclass(frozen=True)
class Fit:
    """Weights by feature and the scale of the default's log-odds."""

    weights: dict[str, float]
    scale: float

    def log_odds(self, rows: Rows) -> Numbers:
        """The fitted log-odds of every item of ``rows`` against nothing."""
        values = self.scale * np.array(rows.offsets, dtype=np.float64)
        for index, named in enumerate(rows.features):
            values[index] += sum(self.weights.get(name, 0.0) * number for name, number in named)
        return values


def split(rows: Rows, log_odds: Numbers, closeness: float) -> tuple[Numbers, Numbers]:
    """Per row the log-odds that anything is taken, and per item its share of what is taken."""
    scaled = np.clip(log_odds, -30, 30) / closeness
    highest = np.full(rows.count, -np.inf)
    np.maximum.at(highest, rows.row_of, scaled)
    highest = np.where(np.isfinite(highest), highest, 0.0)
    each = np.exp(scaled - highest[rows.row_of])
    total = np.bincount(rows.row_of, weights=each, minlength=rows.count)
    anything: Numbers = closeness * (np.log(np.maximum(total, 1e-300)) + highest)
    shares: Numbers = each / total[rows.row_of]
    return anything, shares


def probabilities(rows: Rows, log_odds: Numbers, closeness: float = 1.0) -> Numbers:
    """The chance of every item to be taken out of its row."""
    anything, shares = split(rows, log_odds, closeness)
    chances: Numbers = shares / (1 + np.exp(-anything[rows.row_of]))
    return chances


def losses(rows: Rows, log_odds: Numbers, closeness: float = 1.0) -> Numbers:
    """Minus the log-likelihood of every row."""
    anything, shares = split(rows, log_odds, closeness)
    taken = np.array(rows.taken, dtype=np.bool_)
    chosen = np.bincount(
        np.array(rows.row_of)[taken], weights=np.log(np.maximum(shares[taken], 1e-300)), minlength=rows.count
    )
    some = np.bincount(rows.row_of, weights=taken, minlength=rows.count) > 0
    out: Numbers = np.logaddexp(0.0, anything) - np.where(some, anything, 0.0) - chosen
    return out


def fit(rows: Rows, prior: Prior, *, scale_spread: float, closeness: float = 1.0) -> Fit:
    """The weights that the rows and the priors make likeliest.

    ``prior`` gives each feature's standard deviation, or None to leave the feature out; ``scale_spread`` is that of the
    default's scale. Deterministic: features in the order of their names, a fixed number of steps at most.
    """
    names = sorted({name for named in rows.features for name, _ in named})
    spreads = {name: spread for name in names if (spread := prior(name)) is not None}
    column = {name: index for index, name in enumerate(spreads)}
    if not rows.count or not rows.row_of:
        return Fit({}, 1.0)
    matrix = np.zeros((len(rows.features), len(column) + 1))
    for index, named in enumerate(rows.features):
        for name, number in named:
            if name in column:
                matrix[index, column[name]] += number
    matrix[:, -1] = rows.offsets
    precision = np.array([1 / spread**2 for spread in spreads.values()] + [1 / scale_spread**2])
    centre = np.zeros(len(precision))
    centre[-1] = 1.0
    solution = _newton(rows, matrix, precision, centre, closeness)
    return Fit({name: round(float(solution[at]), 6) for name, at in column.items()}, round(float(solution[-1]), 6))


def _newton(rows: Rows, matrix: Numbers, precision: Numbers, centre: Numbers, closeness: float) -> Numbers:
    at = np.array(rows.row_of)
    taken = np.array(rows.taken, dtype=np.float64)
    some = np.bincount(at, weights=taken, minlength=rows.count)[at]
    theta = centre.copy()

    def objective(value: Numbers) -> float:
        fit_loss = losses(rows, matrix @ value, closeness).sum()
        return float(fit_loss + 0.5 * (precision * (value - centre) ** 2).sum())

    best = objective(theta)
    for _ in range(STEPS):
        anything, shares = split(rows, matrix @ theta, closeness)
        any_chance = 1 / (1 + np.exp(-anything))
        of_item = any_chance[at]
        pull = (taken - some * shares) / closeness + shares * (some - of_item)
        gradient = matrix.T @ pull - precision * (theta - centre)
        means = np.zeros((rows.count, matrix.shape[1]))
        np.add.at(means, at, matrix * shares[:, None])
        inner = of_item * shares / closeness**2
        outer = any_chance * (1 - any_chance) - any_chance / closeness**2
        curvature = matrix.T @ (matrix * inner[:, None]) + means.T @ (means * outer[:, None]) + np.diag(precision)
        step = np.linalg.solve(curvature, gradient)
        length = 1.0
        while length > 1e-4 and (value := objective(theta + length * step)) > best:
            length /= 2
        if length <= 1e-4:
            break
        theta = theta + length * step
        if best - value < 1e-7:
            break
        best = value
    return theta


def calibration_error(told: Numbers, happened: Numbers, bins: int = 10) -> float:
    """Expected calibration error: how far told chances lie from what happened, on average over ten bins."""
    if not len(told):
        return 0.0
    at = np.minimum((told * bins).astype(int), bins - 1)
    gaps = [
        abs(told[at == b].mean() - happened[at == b].mean()) * (at == b).mean() for b in range(bins) if (at == b).any()
    ]
    return float(sum(gaps))
