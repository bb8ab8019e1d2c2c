"""From cases that were tried under two policies to figures: cost, saving, fairness, what buyers get, how much is known.

Everything here is a mean over cases with a 95 % interval, or a count; nothing looks at a case again.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from amends.core.vocabulary import Fault, Kind

#: Below this effective sample size nothing is claimed (engine 3.3, contract).
ENOUGH = 100.0
#: Where two policies differ, fewer effective cases than this leave the difference to the model (engine 2c: intervals
#: are bad below 25).
SUPPORTED = 25.0
DIGITS = 4
Numbers = NDArray[np.float64]


class Side(BaseModel):
    """One policy in one case.

    ``cost`` (minor units) and ``gets`` (what the buyer gets, as a share of the order value) are doubly robust;
    ``weight`` is 1 / propensity where the log sent the same menu, else 0; ``breach``: the menu undercuts what the buyer
    is entitled to; ``best`` is what its best offer is worth, as a share of the order value.
    """

    model_config = ConfigDict(frozen=True)
    cost: float
    weight: float
    breach: bool
    gets: float
    best: float


class Tried(BaseModel):
    """A closed case of the log under both policies. ``band`` numbers the order values by their size, about e-fold."""

    model_config = ConfigDict(frozen=True)
    kind: Kind
    fault: Fault
    country: str
    platform: str
    currency: str
    value: int
    digits: int
    band: int
    cost: float
    edited: bool
    same: bool = False
    mine: Side
    other: Side | None = None

    @property
    def alike(self) -> tuple[str, str, int, str]:
        """What an offer may depend on (engine 2c, fairness): kind, fault, value band, country."""
        return self.kind.value, self.fault.value, self.band, self.country


def effective_sample(weights: Numbers) -> float:
    """(Σ w)² / Σ w²: how many cases the weighted ones are worth; 0 where no menu was the same."""
    squares = float((weights**2).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def more_needed(count: int, known: float, wanted: float) -> int | None:
    """How many more cases of the same kind of history make ``known`` effective cases ``wanted``; None: no number would."""
    if known >= wanted:
        return 0
    return math.ceil(count * (wanted / known - 1)) if known > 0 else None


def _interval(values: Numbers) -> dict[str, float]:
    count = len(values)
    mean = float(values.mean()) if count else 0.0
    half = 1.96 * float(values.std(ddof=1)) / math.sqrt(count) if count > 1 else 0.0
    return {"estimate": round(mean, DIGITS), "low": round(mean - half, DIGITS), "high": round(mean + half, DIGITS)}


class _Columns:
    """The cases as arrays; ``scale`` turns minor units into the unit of the report."""

    def __init__(self, tried: Sequence[Tried], by_value: bool) -> None:
        self.tried = tried
        self.scale = np.array([float(one.value or 1) if by_value else 10.0**one.digits for one in tried])
        self.sides = [[one.mine for one in tried]]
        if tried and all(one.other is not None for one in tried):
            self.sides.append([one.other for one in tried if one.other is not None])
        self.costs = [np.array([side.cost for side in sides], dtype=np.float64) / self.scale for sides in self.sides]
        self.weights = [np.array([side.weight for side in sides], dtype=np.float64) for sides in self.sides]
        self.gets = [np.array([side.gets for side in sides], dtype=np.float64) for sides in self.sides]

    def estimate(self, side: int) -> dict[str, Any]:
        """Mean cost and 95 % interval, effective sample size and verdict."""
        known = effective_sample(self.weights[side])
        verdict = "ok" if known >= ENOUGH else "not enough evidence"
        return {**_interval(self.costs[side]), "ess": round(known, 2), "n": len(self.tried), "verdict": verdict}

    def saving(self) -> dict[str, Any]:
        """What the first policy saves against the second, and how much is known of the difference.

        ``ess`` is the smaller of the two policies'; ``support`` is that of the first in the cases where they differ.
        """
        count = len(self.tried)
        known = min(effective_sample(weights) for weights in self.weights)
        differs = np.array([not one.same for one in self.tried], dtype=np.bool_)
        support = effective_sample(self.weights[0][differs])
        different = int(differs.sum())
        missing = [more_needed(count, known, ENOUGH)]
        missing += [more_needed(count, support, SUPPORTED)] if different else []
        enough = known >= ENOUGH and (support >= SUPPORTED or not different)
        return {
            **_interval(self.costs[1] - self.costs[0]),
            "ess": round(known, 2),
            "differ": different,
            "support": round(support, 2),
            "verdict": "ok" if enough else "not enough evidence",
            "more_needed": None if None in missing else max(number for number in missing if number is not None),
        }

    def part(self, side: int) -> dict[str, Any]:
        """What stands beside the money."""
        return {
            "floor_breaches": sum(one.breach for one in self.sides[side]),
            "fairness": fairness(
                [(one.alike, way.best) for one, way in zip(self.tried, self.sides[side], strict=True)]
            ),
            "buyer_gets": _interval(self.gets[side]),
        }


def fairness(offers: Sequence[tuple[tuple[Any, ...], float]]) -> dict[str, Any]:
    """How far apart the best offers to like cases lie, as shares of the order value.

    ``spread`` is the mean of highest − lowest over groups of like cases, each counted by its cases; ``worst`` the
    largest; ``groups`` how many groups have two cases or more. Like cases are those with the same key.
    """
    spreads: list[tuple[float, int]] = []
    for _, group in groupby(sorted(offers, key=lambda entry: entry[0]), key=lambda entry: entry[0]):
        shares = [share for _, share in group]
        if len(shares) > 1:
            spreads.append((max(shares) - min(shares), len(shares)))
    cases = sum(number for _, number in spreads)
    return {
        "spread": round(sum(width * number for width, number in spreads) / cases, DIGITS) if cases else 0.0,
        "worst": round(max((width for width, _ in spreads), default=0.0), DIGITS),
        "groups": len(spreads),
    }


def report(tried: Sequence[Tried], *, still_open: int, unusable: int) -> dict[str, Any]:
    """The object of the contract (learn and replay), with what it rests on and what stands beside the money.

    ``unit`` is the currency, or ``order_value`` (the share of it) where the cases have several currencies.
    """
    currencies = {one.currency for one in tried}
    several = len(currencies) != 1
    columns = _Columns(tried, several)
    result = columns.estimate(0) | {"unit": "order_value" if several else next(iter(currencies))}
    result |= columns.part(0)
    costs = np.array([one.cost for one in tried])
    result["logged"] = round(float((costs / columns.scale).mean()), DIGITS) if len(tried) else None
    edited = sum(one.edited for one in tried)
    result |= {"open": still_open, "unusable": unusable, "edited": edited, "assumption_based": bool(edited)}
    if len(columns.sides) > 1:
        result["against"] = columns.estimate(1) | columns.part(1)
        result["saving"] = columns.saving()
        result["buyer_gains"] = _interval(columns.gets[0] - columns.gets[1])
    for name, of in _GROUPS.items():
        result[f"by_{name}"] = _by(tried, name, of, several)
    return result


_GROUPS: dict[str, Callable[[Tried], str]] = {
    "kind": lambda one: one.kind.value,
    "country": lambda one: one.country,
    "platform": lambda one: one.platform,
}


def _by(tried: Sequence[Tried], name: str, of: Callable[[Tried], str], several: bool) -> list[dict[str, Any]]:
    rows = []
    for value in sorted({of(one) for one in tried}):
        columns = _Columns([one for one in tried if of(one) == value], several)
        row = {name: value, **columns.estimate(0)}
        if len(columns.sides) > 1:
            row["against"] = columns.estimate(1)
            row["saving"] = columns.saving()
        rows.append(row)
    return rows
