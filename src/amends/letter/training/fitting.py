"""Fitting the sense model: a logistic regression per sense over n-grams, and a network over sentences' vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse  # type: ignore[import-untyped]
from joblib import Parallel, delayed  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from amends.core.fitting import Matrix, every_meaning, gram_matrix, inverse_frequency
from amends.letter.linting.sense import SENSES, without_figures
from amends.letter.training.examples import INNOCENT, MEANT, SOMEWHERE, UNSAID, Unit
from amends.letter.training.network import Network, fit_network

#: Inverse strength of regularisation, and what a breach counts that is missed: chosen by trying few values on batches not learnt from.
STRENGTH = 10.0
MEANT_WEIGHT = 3.0
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Data:
    """Units with their n-grams: one row each."""

    units: Sequence[Unit]
    grams: Matrix
    labels: npt.NDArray[np.int64]

    def chosen(self, index: npt.NDArray[np.intp]) -> Data:
        return Data([self.units[int(i)] for i in index], self.grams[index], self.labels[index])


@dataclass(frozen=True)
class Fit:
    """What the n-grams say: a row per bucket and a bias; and which unit of a letter means what the letter means."""

    grams: Array
    bias: Array
    labels: npt.NDArray[np.int64]

    def scores(self, data: Data) -> Array:
        return np.asarray(data.grams @ self.grams + self.bias)


def data_of(units: Sequence[Unit]) -> Data:
    """Raises ValueError for no units."""
    labels = np.array([unit.labels for unit in units], dtype=np.int64)
    return Data(units, gram_matrix([unit.text for unit in units]), labels)


def fit_roughly(data: Data) -> Fit:
    """Weights of all senses for the n-grams, where a letter that means something somewhere teaches nothing."""
    scale = inverse_frequency(data.grams)
    labels = np.where(data.labels == SOMEWHERE, UNSAID, data.labels)
    weights, bias = _fit(data.grams @ sparse.diags(scale), labels)
    return Fit(weights * scale[:, None], bias, labels)


def fit(data: Data) -> Fit:
    """Weights of all senses for the n-grams.

    Twice: a letter that means something in one unit of several is read first by what was learnt without it.
    """
    labels = _placed(data, fit_roughly(data).scores(data))
    return fit_roughly(Data(data.units, data.grams, labels))


def fit_second(data: Data, labels: npt.NDArray[np.int64]) -> Network:
    """The second reader, of the sentences' vectors. Raises ModuleNotFoundError without the encoder."""
    return fit_network(every_meaning([without_figures(unit.text) for unit in data.units]), labels)


def _fit(matrix: Matrix, labels: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    """All senses, as many at a time as there are processors."""
    fitted = Parallel(n_jobs=-1)(delayed(_fit_sense)(matrix, labels[:, sense]) for sense in range(len(SENSES)))
    return np.array([weights for weights, _ in fitted]).T, np.array([bias for _, bias in fitted])


def _fit_sense(matrix: Matrix, labels: npt.NDArray[np.int64]) -> tuple[Array, float]:
    said = np.flatnonzero(labels != UNSAID)
    model: Any = LogisticRegression(C=STRENGTH, max_iter=150, class_weight={MEANT: MEANT_WEIGHT, INNOCENT: 1.0})
    model.fit(matrix[said], labels[said])
    return model.coef_[0], float(model.intercept_[0])


def _placed(data: Data, scores: Array) -> npt.NDArray[np.int64]:
    """Of the units of a letter that means something somewhere, the likeliest means it; of the others nobody says."""
    labels = data.labels.copy()
    for sense in range(len(SENSES)):
        open_ = np.flatnonzero(labels[:, sense] == SOMEWHERE)
        best: dict[str, int] = {}
        for i in open_.tolist():
            letter = data.units[i].letter
            if letter not in best or scores[i, sense] > scores[best[letter], sense]:
                best[letter] = i
        labels[open_, sense] = UNSAID
        labels[list(best.values()), sense] = MEANT
    return labels
