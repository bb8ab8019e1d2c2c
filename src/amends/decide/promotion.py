"""The promotion gate: may what was learned decide from now on? Figures of a comparison in, a verdict with reasons out.

Engine 3.6: only if the lower bound of the saving is above zero at an effective sample of 100, no menu undercuts the
floor, like cases are treated no further apart, and buyers get no less. Anything that is not known keeps what stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amends.decide.estimates import ENOUGH, SUPPORTED
from amends.decide.law import Law
from amends.decide.learn import learn
from amends.decide.model import Model
from amends.decide.outcomes import LogLine
from amends.decide.policy import Floor, Policy
from amends.decide.replay import Comparison, compare

#: Shares of the order value that count as no difference: of the spread among like cases, and of what buyers get.
SPREAD_NOISE = 0.01
GETS_NOISE = 0.005

#: The share of the history, the earlier one, that teaches the model which the later one judges: what is judged has
#: not seen its judges.
TAUGHT = 0.5
#: Said where all cases of the later share are open or cannot be read.
INCOMPARABLE = "No case has ended yet in which the two can be compared."


@dataclass(frozen=True, slots=True)
class Figures:
    """A candidate against what stands, over the same cases.

    ``saving``, ``low`` and ``high`` are per case in ``unit`` (a currency, or ``order_value``); ``ess`` and ``support``
    effective cases, overall and where the two differ; spreads and ``gets`` (candidate − standing) shares of the order
    value.
    """

    saving: float
    low: float
    high: float
    unit: str
    ess: float
    differ: int
    support: float
    floor_breaches: int
    spread: float
    spread_standing: float
    gets: float


@dataclass(frozen=True, slots=True)
class Promotion:
    """Whether the candidate may stand, and why, in whole sentences."""

    promote: bool
    reasons: tuple[str, ...]


def shadow_run(lines: Sequence[LogLine], policy: Policy, stands: Model | None, law: Law | Floor) -> dict[str, Any]:
    """What learning is worth: a model of the earlier half of the log beside what stands, over the later half.

    Both decide with the same policy. The lines are in the order of time; the report is that of ``replay``.
    """
    cut = int(len(lines) * TAUGHT)
    taught = learn(lines[:cut], policy=policy)
    return compare(lines[cut:], Comparison(policy, taught, policy, stands, law, policy))


def figures_of(told: Mapping[str, Any]) -> Figures:
    """The figures of a ``replay`` with ``against``. Raises KeyError where it has none."""
    saving = told["saving"]
    return Figures(
        saving=saving["estimate"],
        low=saving["low"],
        high=saving["high"],
        unit=told["unit"],
        ess=saving["ess"],
        differ=saving["differ"],
        support=saving["support"],
        floor_breaches=told["floor_breaches"],
        spread=told["fairness"]["spread"],
        spread_standing=told["against"]["fairness"]["spread"],
        gets=told["buyer_gains"]["estimate"],
    )


def judge_run(told: Mapping[str, Any]) -> Promotion:
    """The verdict on a ``replay`` with ``against``; what no case can compare keeps what stands."""
    return judge(figures_of(told)) if "saving" in told else Promotion(False, (INCOMPARABLE,))


def judge(figures: Figures) -> Promotion:
    """Promote, or keep what stands. A figure that is not a number counts as bad."""
    if figures.differ == 0:
        return Promotion(False, ("It would send the same menus in every case.",))
    doubts = tuple(_doubts(figures))
    if doubts:
        return Promotion(False, doubts)
    return Promotion(True, (f"It saves between {_between(figures)} a case, and no guard is worse.",))


def _doubts(figures: Figures) -> list[str]:
    doubts = []
    if not figures.ess >= ENOUGH:
        doubts.append(f"The evidence is worth {figures.ess:.0f} cases; {ENOUGH:.0f} are needed.")
    elif not figures.support >= SUPPORTED:
        doubts.append(
            f"Where the two differ, the history is worth {figures.support:.0f} cases; {SUPPORTED:.0f} are needed."
        )
    if not figures.low > 0:
        doubts.append(f"The saving a case lies between {_between(figures)}: there may be none.")
    if figures.floor_breaches != 0:
        doubts.append(f"Of the menus, {figures.floor_breaches} would give a buyer less than she is entitled to.")
    if not figures.spread <= figures.spread_standing + SPREAD_NOISE:
        doubts.append(
            f"Like cases would be treated further apart: {figures.spread:.1%} of the order value, "
            f"now {figures.spread_standing:.1%}."
        )
    if not figures.gets >= -GETS_NOISE:
        doubts.append(f"Buyers would get {-figures.gets:.1%} of the order value less.")
    return doubts


def _between(figures: Figures) -> str:
    if figures.unit == "order_value":
        return f"{figures.low:.1%} and {figures.high:.1%} of the order value"
    return f"{figures.low:.2f} and {figures.high:.2f} {figures.unit}"
