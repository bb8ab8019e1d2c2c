"""Temperatures and thresholds, from logits that were computed on authors the model had not seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from amends.triage.model import ASKS, FLAGS, KINDS, OUTPUTS
from amends.triage.training.corpus import TRAINING_BATCHES
from amends.triage.training.learning import Data, fit_meaning, fit_words

#: Languages whose lexicon was not written from the training texts.
CHOSEN_ON = frozenset({"en", "zh", "pt", "es", "ru"})
#: Share of the texts that shall be answered without abstaining.
COVERAGE = 0.8
#: A flag's threshold is the lowest with this precision (then the best F1). Extortion accuses; a missed hazard costs more.
PRECISION = {"extortion": 0.97, "safety_hazard": 0.85}
OTHER_PRECISION = 0.88
Array = npt.NDArray[np.float64]


def choose_settings(data: Data, name: str) -> dict[str, Any]:
    """Temperature and thresholds with the sentence encoder (``both``) and without it (``words``).

    Each author batch is read by models that were fitted on the others. Only languages count whose lexicon was not
    written from these very texts: in the others cues are found more surely than they will be in new ones.
    """
    batches = np.array([example.batch for example in data.examples])
    words = np.zeros((len(data.examples), len(OUTPUTS)))
    both = np.zeros_like(words)
    for batch in TRAINING_BATCHES:
        train, test = data.rows(batches != batch), data.rows(batches == batch)
        share = float(np.mean(batches != batch))
        rows = np.flatnonzero(batches == batch)
        words[rows] = fit_words(train, share).logits(test)
        both[rows] = (words[rows] + fit_meaning(train, share).logits(test)) / 2
    counted = np.array([example.language in CHOSEN_ON for example in data.examples])
    chosen = data.rows(counted)
    return {
        "both": {"name": name, **_settings(chosen, both[counted])},
        "words": {"name": f"{name}-words", **_settings(chosen, words[counted])},
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
