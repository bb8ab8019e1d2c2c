"""What was learned from outcomes: a file of named weights on top of the policy's defaults.

Every chance is ``log-odds = default's log-odds × scale + Σ weight × feature``. With all weights at 0 and the scale at 1
the defaults are what they were: an outcome that was never seen changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import math
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr

from amends.core.vocabulary import EvidenceType, Kind, Remedy
from amends.decide.features import CLASSES, NUMBERS, case_numbers, class_of, log_odds, offer_numbers, static_offer_names
from amends.decide.situation import Situation

Weights = dict[str, float]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """One learned chance: weights by feature, the scale of the default's log-odds, and how many outcomes taught it."""

    model_config = ConfigDict(extra="forbid")
    weights: Weights = {}
    scale: float = 1.0
    sample: int = 0
    level: str = "default"
    closeness: Annotated[float, Field(gt=0, le=1)] | None = None


class Report(BaseModel):
    """How the model did on outcomes later than those it was fitted on, and what is unusual of late."""

    model_config = ConfigDict(extra="forbid")
    held_out: int = 0
    log_loss: float | None = None
    log_loss_default: float | None = None
    calibration_error: float | None = None
    drift: bool = False
    drift_score: float = 0.0
    open_lines: int = 0
    unusable_lines: int = 0


class Model(BaseModel):
    """What ``amends learn`` writes and ``amends decide --model`` reads."""

    model_config = ConfigDict(extra="forbid")
    format: Literal[1] = 1
    fitted_until: str = ""
    sample: int = 0
    by_kind: dict[Kind, int] = {}
    by_offer: dict[str, int] = {}
    acceptance: Part = Part()
    win: Part = Part()
    partial: Part = Part()
    gave_up: Part = Part()
    chargeback: Part = Part()
    stars: Part = Part()
    sent: Part = Part()
    sellable: Part = Part()
    fails: Part = Part()
    arrives: Part = Part()
    redeemed: Share | None = None
    churn: Share | None = None
    continues: Share | None = None
    optimism: float = 0.0
    report: Report = Report()

    _static: dict[tuple[Kind, Remedy], float] = PrivateAttr(default_factory=dict)
    _seen: dict[tuple[Kind, Remedy], tuple[int, int, int, int]] = PrivateAttr(default_factory=dict)
    _slopes: dict[Remedy, tuple[float, ...]] = PrivateAttr(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """A hash of the content: part of the policy version of every decision made with it."""
        data = self.model_dump(mode="json", exclude={"report"})
        return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()[:12]

    def _known_of(self, kind: Kind, remedy: Remedy) -> float:
        known = self._static.get((kind, remedy))
        if known is None:
            weights = self.acceptance.weights
            known = sum(weights.get(name, 0.0) for name in static_offer_names(kind, remedy))
            self._static[kind, remedy] = known
        return known

    def _slopes_of(self, remedy: Remedy) -> tuple[float, ...]:
        slopes = self._slopes.get(remedy)
        if slopes is None:
            weights, group = self.acceptance.weights, class_of(remedy)
            slopes = tuple(weights.get(name, 0.0) + weights.get(f"{name}·{group}", 0.0) for name in NUMBERS)
            self._slopes[remedy] = slopes
        return slopes

    def offer_shift(self, situation: Situation, remedy: Remedy, numbers: tuple[float, ...]) -> float:
        """What the case and the remedy add to an offer's log-odds, whatever its amount."""
        shift = self._known_of(situation.kind, remedy)
        for slope, number in zip(self._slopes_of(remedy), numbers, strict=True):
            shift += slope * number
        return shift

    def offer_odds(self, situation: Situation, remedy: Remedy, share: float, default: float, shift: float) -> float:
        """The learned log-odds that an offer alone is taken."""
        weights = self.acceptance.weights
        value = self.acceptance.scale * log_odds(default) + shift
        for name, number in offer_numbers(situation, remedy, share):
            weight = weights.get(name)
            if weight:
                value += weight * number
        return value

    def seen(self, kind: Kind, remedy: Remedy) -> tuple[int, int, int, int]:
        """How many offers were seen of this remedy, of this kind, of remedy and kind group, of remedy and kind."""
        counts = self._seen.get((kind, remedy))
        if counts is None:
            by_remedy = by_group = 0
            for name, count in self.by_offer.items():
                other, _, what = name.partition("·")
                if what == remedy.value:
                    by_remedy += count
                    by_group += count if Kind(other).group is kind.group else 0
            exact = self.by_offer.get(f"{kind.value}·{remedy.value}", 0)
            counts = self._seen[kind, remedy] = (by_remedy, self.by_kind.get(kind, 0), by_group, exact)
        return counts

    def menu_effect(self) -> tuple[float, float]:
        """How log-odds of an offer change per other offer beside it, and beside a full refund."""
        weights = self.acceptance.weights
        return weights.get("beside others", 0.0), weights.get("beside a full refund", 0.0)

    def chance(self, part: Part, default: float, named: list[tuple[str, float]]) -> float:
        """Any other learned chance: the default's log-odds and the part's weights."""
        value = part.scale * log_odds(default)
        for name, number in named:
            weight = part.weights.get(name)
            if weight:
                value += weight * number
        return 1 / (1 + math.exp(-value))


def ending_features(
    situation: Situation, *, evidence: frozenset[EvidenceType] | None = None, numbers: tuple[float, ...] | None = None
) -> list[tuple[str, float]]:
    """Features of a case for what follows a refusal; with ``evidence`` for a ruling."""
    kind = situation.kind
    named = [("any", 1.0), (f"group:{kind.group.value}", 1.0), (f"kind:{kind.value}", 1.0)]
    named += list(zip(NUMBERS, numbers if numbers is not None else case_numbers(situation), strict=True))
    if evidence is not None:
        named += [(f"evidence:{item.value}", 1.0) for item in sorted(evidence)]
    return named


def star_features(
    situation: Situation, ending: str, remedy: Remedy | None, given: float, numbers: tuple[float, ...]
) -> list[tuple[str, float]]:
    """Features of an ending for the chance of a bad review. ``given``: what the buyer got, share of the value."""
    kind = situation.kind
    named = [
        ("any", 1.0),
        (f"ending:{ending}", 1.0),
        (f"kind:{kind.value}", 1.0),
        (f"{ending}·group:{kind.group.value}", 1.0),
    ]
    if remedy is not None:
        named += [(f"remedy:{remedy.value}", 1.0), (f"class:{class_of(remedy)}", 1.0), ("given", given - 0.5)]
    named += [("waited", numbers[0]), ("value", numbers[1])]
    return named


def parse_model(data: Any) -> Model:
    """Validate a model's data. Raises pydantic.ValidationError."""
    return Model.model_validate(data)


__all__ = ["CLASSES", "Model", "Part", "Report", "ending_features", "parse_model", "star_features"]
