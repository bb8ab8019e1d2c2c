"""Fitting the network that reads sentences' vectors: one hidden layer, all senses at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from amends.letter.training.examples import INNOCENT, MEANT, UNSAID

#: Chosen by trying few values on batches not learnt from.
HIDDEN, ROUNDS, STEP, LEFT_OUT, AT_ONCE = 512, 25, 0.002, 0.5, 256
#: What a breach counts that is missed.
MEANT_WEIGHT = 2.0
#: Most sentences mean nothing of all this: it begins there.
_FIRST_BIAS = -3.0
#: Adam's usual constants (Kingma and Ba 2015).
_KEEP, _KEEP_SQUARES, _TINY = 0.9, 0.999, 1e-8
Floats = npt.NDArray[np.float32]


@dataclass
class Network:
    """``hidden`` (vector by hidden), ``told`` (hidden by senses) and their biases."""

    hidden: Floats
    hidden_bias: Floats
    told: Floats
    told_bias: Floats

    @property
    def parts(self) -> tuple[Floats, Floats, Floats, Floats]:
        return self.hidden, self.hidden_bias, self.told, self.told_bias


def fit_network(vectors: Floats, labels: npt.NDArray[np.int64], seed: int = 0) -> Network:
    """Fit on MEANT and INNOCENT; what is UNSAID teaches nothing. The same input gives the same network."""
    chance = np.random.default_rng(seed)
    width, senses = vectors.shape[1], labels.shape[1]
    network = Network(
        (chance.standard_normal((width, HIDDEN)) / np.sqrt(2 * width)).astype(np.float32),
        np.zeros(HIDDEN, np.float32),
        (chance.standard_normal((HIDDEN, senses)) / np.sqrt(HIDDEN)).astype(np.float32),
        np.full(senses, _FIRST_BIAS, np.float32),
    )
    wanted = (labels == MEANT).astype(np.float32)
    weight = np.select([labels == MEANT, labels == INNOCENT], [MEANT_WEIGHT, 1.0], 0.0).astype(np.float32)
    assert UNSAID not in (MEANT, INNOCENT)
    moments = [(np.zeros_like(part), np.zeros_like(part)) for part in network.parts]
    steps = 0
    for done in range(ROUNDS):
        order = chance.permutation(len(vectors))
        for first in range(0, len(order), AT_ONCE):
            chosen = order[first : first + AT_ONCE]
            kept = (chance.random((len(chosen), HIDDEN)) > LEFT_OUT) / np.float32(1 - LEFT_OUT)
            slopes = _slopes(network, vectors[chosen], wanted[chosen], weight[chosen], kept.astype(np.float32))
            steps += 1
            _step(network, slopes, moments, STEP * (1 - done / ROUNDS), steps)
    return network


def _slopes(network: Network, vectors: Floats, wanted: Floats, weight: Floats, kept: Floats) -> list[Floats]:
    """Of the weighted log loss, for each part of the network; ``kept`` scales the hidden units that are not left out."""
    raw = vectors @ network.hidden + network.hidden_bias
    inner = np.maximum(raw, 0) * kept
    meant = 1 / (1 + np.exp(-(inner @ network.told + network.told_bias)))
    outer = ((meant - wanted) * weight / len(vectors)).astype(np.float32)
    back = (outer @ network.told.T) * kept * (raw > 0)
    return [vectors.T @ back, back.sum(axis=0), inner.T @ outer, outer.sum(axis=0)]


def _step(
    network: Network, slopes: list[Floats], moments: list[tuple[Floats, Floats]], step: float, number: int
) -> None:
    for part, slope, (mean, square) in zip(network.parts, slopes, moments, strict=True):
        mean += (1 - _KEEP) * (slope - mean)
        square += (1 - _KEEP_SQUARES) * (slope * slope - square)
        rooted = np.sqrt(square / (1 - _KEEP_SQUARES**number)) + _TINY
        part -= (step / (1 - _KEEP**number) * mean / rooted).astype(np.float32)
