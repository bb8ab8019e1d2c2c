"""Temperatures and thresholds, from logits that were computed on authors or languages the model had not seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from amends.triage.model import ASKS, FLAGS, KINDS
from amends.triage.training.corpus import CORPUS_LANGUAGES, TRAINING_BATCHES
from amends.triage.training.learning import Data, fit

#: Share of the texts that shall be answered without abstaining.
COVERAGE = 0.8
#: A flag's threshold is the lowest with this precision (then the best F1); extortion and hazards accuse or alarm.
PRECISION = {"extortion": 0.97, "safety_hazard": 0.93}
OTHER_PRECISION = 0.88
Array = npt.NDArray[np.float64]


def unseen_author_logits(data: Data) -> Array:
    """Logits of each text by the model that was fitted on the other author batch (n-grams and cues)."""
    batches = np.array([example.batch for example in data.examples])
    return _held_out(data, [(batches != batch, batches == batch) for batch in TRAINING_BATCHES], with_grams=True)


def unseen_language_logits(data: Data) -> Array:
    """Logits of each text by the model that was fitted on the other languages (cues alone)."""
    languages = np.array([example.language for example in data.examples])
    return _held_out(data, [(languages != one, languages == one) for one in CORPUS_LANGUAGES], with_grams=False)


def _held_out(data: Data, splits: list[tuple[Any, Any]], *, with_grams: bool) -> Array:
    logits: Array | None = None
    for train, test in splits:
        found = fit(data.rows(train), with_grams=with_grams, share=float(np.mean(train))).logits(data.rows(test))
        if logits is None:
            logits = np.zeros((len(data.examples), found.shape[1]))
        logits[np.flatnonzero(test)] = found
    assert logits is not None
    return logits


def choose_settings(data: Data) -> dict[str, Any]:
    """``full`` from unseen authors, ``cues`` from unseen languages."""
    return {
        "full": _settings(data, unseen_author_logits(data)),
        "cues": _settings(data, unseen_language_logits(data)),
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
    optional = np.array([name in example.gold.get(f"{field}_optional", []) for example in data.examples])
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
