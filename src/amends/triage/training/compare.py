"""Compare ways of reading the kind on unseen authors: ``python -m amends.triage.training.compare`` (some minutes).

Every author batch in turn is read by models that were fitted on the others. Held-out texts take no part.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse  # type: ignore[import-untyped]

from amends.core.fitting import inverse_frequency
from amends.triage.model import KINDS
from amends.triage.training.corpus import TRAINING_BATCHES, read_all
from amends.triage.training.learning import (
    KIND_C,
    MEANING_KIND_C,
    Data,
    Matrix,
    _kinds,
    features,
)  # fmt: skip
from amends.triage.training.measures import macro_f1

Array = npt.NDArray[np.float64]
Block = Callable[[Data, Array], Matrix]


def _grams(data: Data, scale: Array) -> Matrix:
    return data.grams @ sparse.diags(scale)


def _cues(data: Data, scale: Array) -> Matrix:
    return data.dense


def _vectors(data: Data, scale: Array) -> Matrix:
    return sparse.csr_matrix(data.vectors)


WAYS: dict[str, tuple[tuple[Block, ...], float]] = {
    "cues": ((_cues,), 1.0),
    "n-grams": ((_grams,), KIND_C),
    "meaning": ((_vectors,), MEANING_KIND_C),
    "n-grams and cues": ((_grams, _cues), KIND_C),
    "cues and meaning": ((_cues, _vectors), MEANING_KIND_C),
    "all in one model": ((_grams, _cues, _vectors), 0.7),
}
SHIPPED = ("n-grams and cues", "cues and meaning")


def _logits(way: str, train: Data, test: Data) -> Array:
    blocks, strength = WAYS[way]
    scale = inverse_frequency(train.grams)
    columns, bias = _kinds(sparse.hstack([block(train, scale) for block in blocks]).tocsr(), train.examples, strength)
    return np.asarray(sparse.hstack([block(test, scale) for block in blocks]).tocsr() @ columns + bias)


def main() -> None:
    data = features(read_all())
    batches = np.array([example.batch for example in data.examples])
    found = {way: np.zeros((len(data.examples), len(KINDS))) for way in WAYS}
    for batch in TRAINING_BATCHES:
        train, test = data.rows(batches != batch), data.rows(batches == batch)
        for way in WAYS:
            found[way][np.flatnonzero(batches == batch)] = _logits(way, train, test)
    found["mean of the two shipped models"] = (found[SHIPPED[0]] + found[SHIPPED[1]]) / 2
    print("| way | kind right | macro F1 |\n|---|---|---|")
    for way, logits in found.items():
        said = [KINDS[index] for index in logits.argmax(axis=1)]
        right = np.mean([kind in example.kinds for kind, example in zip(said, data.examples, strict=True)])
        print(f"| {way} | {right:.3f} | {macro_f1(zip(data.examples, said, strict=True)):.3f} |", flush=True)


if __name__ == "__main__":
    main()
