"""Temperatures and thresholds, from logits that were computed on authors the model had not seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from amends.triage.model import ASKS, FLAGS, KINDS
from amends.triage.training.learning import Data, fit_meaning, fit_words

#: The author batch that was written after the lexicons, and not read for them.
UNREAD_BATCH = "c"
#: Share of the texts that shall be answered without abstaining.
COVERAGE = 0.8
#: A flag's threshold is the lowest with this precision (then the best F1); extortion and hazards accuse or alarm.
PRECISION = {"extortion": 0.97, "safety_hazard": 0.93}
OTHER_PRECISION = 0.88
Array = npt.NDArray[np.float64]


def choose_settings(data: Data, name: str) -> dict[str, Any]:
    """Temperature and thresholds with the sentence encoder (``both``) and without it (``words``).

    They are chosen on the batch that nobody who wrote a lexicon has read, by models that were fitted on the others.
    """
    unread = np.array([example.batch == UNREAD_BATCH for example in data.examples])
    train, test = data.rows(~unread), data.rows(unread)
    share = float(np.mean(~unread))
    words = fit_words(train, share).logits(test)
    both = (words + fit_meaning(train, share).logits(test)) / 2
    return {
        "both": {"name": name, **_settings(test, both)},
        "words": {"name": f"{name}-words", **_settings(test, words)},
    }


def _settings(data: Data, logits: Array) -> dict[str, Any]:
    temperature = best_temperature(data, logits[:, : len(KINDS)])
    confidence = probabilities(logits[:, : len(KINDS)], temperature).max(axis=1)
    first = len(KINDS)
    flags = {
        name: _threshold(data, logits[:, first + index], "flags", name, PRECISION.get(name, OTHER_PRECISION))
        for index, name in enumerate(FLAGS)
    }
    first += len(FLAGS)
    asks = {name: _threshold(data, logits[:, first + index], "asks", name, 0.0) for index, name in enumerate(ASKS)}
    return {
        "temperature": temperature,
        "abstain_below": round(float(np.quantile(confidence, 1 - COVERAGE)), 3),
        "flags": flags,
        "asks": asks,
    }


def probabilities(logits: Array, temperature: float) -> Array:
    scaled = logits / temperature
    powers = np.exp(scaled - scaled.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def best_temperature(data: Data, logits: Array) -> float:
    """The temperature under which the acceptable kinds together are likeliest."""
    wanted = np.array([[kind in example.kinds for kind in KINDS] for example in data.examples])
    best = (float("inf"), 1.0)
    for step in range(30, 251, 2):
        found = (probabilities(logits, step / 100) * wanted).sum(axis=1)
        best = min(best, (float(-np.log(np.maximum(found, 1e-9)).mean()), step / 100))
    return best[1]


def _threshold(data: Data, logits: Array, field: str, name: str, precision: float) -> float:
    """The threshold with the best F1 among those that reach ``precision`` on unseen texts."""
    optional = np.array([name in example.gold[f"{field}_optional"] for example in data.examples])
    wanted = np.array([name in example.gold[field] for example in data.examples])[~optional]
    scores = logits[~optional]
    candidates = []
    for threshold in np.round(np.arange(-3.0, 4.01, 0.05), 2):
        said = scores >= threshold
        right = int((said & wanted).sum())
        if not right:
            continue
        reached = right / int(said.sum())
        f1 = 2 * right / (int(said.sum()) + int(wanted.sum()))
        candidates.append((reached >= precision, f1 if reached >= precision else reached, float(threshold)))
    return max(candidates)[2] if candidates else 9.0
