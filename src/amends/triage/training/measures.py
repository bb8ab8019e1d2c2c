"""Measures of agreement with the gold labels of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from amends.core.contracts.triage import TriageOutput
from amends.triage.model import ASKS, FLAGS
from amends.triage.training.corpus import Example

Pair = tuple[Example, TriageOutput]


def kind_accuracy(pairs: Sequence[Pair]) -> float:
    """Share of texts whose kind is the gold one or one of its ``also``."""
    return sum(answer.kind.value in example.kinds for example, answer in pairs) / max(1, len(pairs))


def kind_macro_f1(pairs: Sequence[Pair]) -> float:
    """``macro_f1`` of answers."""
    return macro_f1((example, answer.kind.value) for example, answer in pairs)


def macro_f1(pairs: Iterable[tuple[Example, str]]) -> float:
    """Mean F1 over the gold kinds; an ``also`` counts as if it were the gold kind."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for example, kind in pairs:
        gold = kind if kind in example.kinds else str(example.gold["kind"])
        wanted[gold] += 1
        said[kind] += 1
        right[gold] += gold == kind
    scores = [2 * right[kind] / (wanted[kind] + said[kind]) for kind in wanted]
    return sum(scores) / max(1, len(scores))


def counts_of(pairs: Sequence[Pair], field: str, name: str) -> tuple[int, int, int]:
    """Right, said and wanted of one flag or ask; optional labels are neither right nor wrong."""
    right = said = wanted = 0
    for example, answer in pairs:
        if name in example.gold[f"{field}_optional"]:
            continue
        has = name in example.gold[field]
        got = name in {value.value for value in getattr(answer, field)}
        right += has and got
        said += got
        wanted += has
    return right, said, wanted


def ratios(right: int, said: int, wanted: int) -> dict[str, float]:
    precision = right / said if said else 1.0
    recall = right / wanted if wanted else 1.0
    f1 = 2 * right / (said + wanted) if said + wanted else 1.0
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3), "wanted": wanted}


def label_report(pairs: Sequence[Pair], field: str) -> dict[str, dict[str, float]]:
    """Per label and together (``all``, micro)."""
    names: Iterable[str] = FLAGS if field == "flags" else ASKS
    report = {}
    total = np.zeros(3, dtype=int)
    for name in names:
        found = counts_of(pairs, field, name)
        total += found
        report[name] = ratios(*found)
    report["all"] = ratios(*(int(value) for value in total))
    return report


def _set_of(value: Any) -> set[Any]:
    return {(item["amount"], item["currency"]) if isinstance(item, dict) else item for item in value}


def numbers_report(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Exact agreement of order numbers, tracking numbers, amounts with currency, and counts."""
    report = {}
    for field in ("order_numbers", "tracking_numbers", "amounts"):
        right = said = wanted = 0
        for example, answer in pairs:
            gold = _set_of(example.gold[field])
            found = _set_of(item.model_dump() if field == "amounts" else item for item in getattr(answer, field))
            right += len(gold & found)
            said += len(found)
            wanted += len(gold)
        report[field] = ratios(right, said, wanted)
    right = said = wanted = 0
    for example, answer in pairs:
        gold = set(example.gold.get("counts", {}).items())
        found = set(answer.counts.model_dump(exclude_none=True).items())
        right, said, wanted = right + len(gold & found), said + len(found), wanted + len(gold)
    report["counts"] = ratios(right, said, wanted)
    return report


def language_accuracy(pairs: Sequence[Pair]) -> float:
    return sum(answer.language == example.language for example, answer in pairs) / max(1, len(pairs))


def calibration_error(pairs: Sequence[Pair], bins: int = 10) -> float:
    """Expected calibration error of ``confidence`` in equally wide bins."""
    confidence = np.array([answer.confidence for _, answer in pairs])
    right = np.array([answer.kind.value in example.kinds for example, answer in pairs], dtype=float)
    place = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for index in range(bins):
        inside = place == index
        if inside.any():
            error += inside.mean() * abs(right[inside].mean() - confidence[inside].mean())
    return float(error)


def accuracy_at(pairs: Sequence[Pair], coverage: float) -> float:
    """Accuracy of the surest share of the texts."""
    ordered = sorted(pairs, key=lambda pair: -pair[1].confidence)
    return kind_accuracy(ordered[: max(1, round(coverage * len(ordered)))])


def mood_error(pairs: Sequence[Pair], name: str) -> float:
    """Mean absolute difference of ``sentiment`` or ``anger``."""
    differences = [abs(float(getattr(answer, name)) - float(example.gold[name])) for example, answer in pairs]
    return sum(differences) / max(1, len(differences))


def summary(pairs: Sequence[Pair]) -> dict[str, Any]:
    """All figures of one set of texts."""
    abstained = [pair for pair in pairs if pair[1].abstained]
    return {
        "texts": len(pairs),
        "language_accuracy": round(language_accuracy(pairs), 3),
        "kind_accuracy": round(kind_accuracy(pairs), 3),
        "kind_macro_f1": round(kind_macro_f1(pairs), 3),
        "kind_in_first_three": round(
            sum(any(one.kind.value in example.kinds for one in answer.ranked) for example, answer in pairs)
            / max(1, len(pairs)),
            3,
        ),
        "accuracy_at_80_percent": round(accuracy_at(pairs, 0.8), 3),
        "abstained": round(len(abstained) / max(1, len(pairs)), 3),
        "accuracy_when_not_abstained": round(kind_accuracy([pair for pair in pairs if not pair[1].abstained]), 3),
        "calibration_error": round(calibration_error(pairs), 3),
        "sentiment_error": round(mood_error(pairs, "sentiment"), 3),
        "anger_error": round(mood_error(pairs, "anger"), 3),
    }
