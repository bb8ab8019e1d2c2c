"""What a sentence of a letter says as a whole: for wordings that no list of words foresees.

Two readers, both learnt from labelled letters in fourteen languages. The first is a linear model over the n-grams of
letters and words of a sentence; where it is not sure, a small network over the vector of the sentence encoder gives a
second opinion. They stand beside the lists: they find what these do not name, and take back what they found in words
that say something else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from amends.core.grams import BUCKETS, CHUNK, Grams, gram_sums, grams
from amends.core.meaning import WIDTH, encoder, meanings

#: What is recognised, in the order of the model's columns. ``trade``: something is given for a review; ``pressure``: the
#: buyer is moved to rate otherwise than she would.
SENSES: tuple[str, ...] = (
    "asks_solve", "blame", "claim", "minimising", "trade", "pressure", "rights_denied", "dispute_close",
    "wait", "off_platform", "frivolous",
)  # fmt: skip
WEIGHTS_FILE = "sense-weights.npz"
#: Log odds of the n-grams below which, in every sense, no second opinion is asked for: it costs as much as ten first ones.
DOUBTED_FROM = -2.0
#: So many sentences are remembered: while a letter is typed, one sentence changes and the others stay.
_REMEMBERED = 20_000
_FIGURE = re.compile(r"\d")
Floats = npt.NDArray[np.float32]
#: Log odds by ``SENSES``.
Row = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Of both readers; a column per sense. What they add up to are log odds.

    ``grams`` are int8, a row per bucket, with one scale per column. ``hidden`` leads from a sentence's vector to the
    network's hidden layer, ``told`` from there to the senses.
    """

    grams: npt.NDArray[np.int8]
    gram_scales: Floats
    bias: Floats
    hidden: Floats
    hidden_bias: Floats
    told: Floats
    told_bias: Floats

    def by_words(self, found: Grams) -> Floats:
        """A row per text: what the n-grams say."""
        return gram_sums(found, self.grams, self.gram_scales) + self.bias

    def by_meaning(self, vectors: Floats) -> Floats:
        """A row per vector of ``amends.core.meaning``: what the network says."""
        inner = np.maximum(vectors @ self.hidden + self.hidden_bias, 0)
        return np.asarray(inner @ self.told + self.told_bias)


@cache
def weights() -> Weights:
    """The packaged weights. Raises FileNotFoundError in an incomplete installation, ValueError for those of other code."""
    data = files("amends.letter").joinpath("lint", WEIGHTS_FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        if arrays["grams"].shape != (BUCKETS, len(SENSES)) or len(arrays["hidden"]) != WIDTH:
            raise ValueError(f"{WEIGHTS_FILE} was made for other code; make it again with `make model`.")
        return Weights(
            grams=arrays["grams"],
            gram_scales=arrays["grams_scales"],
            bias=arrays["bias"],
            hidden=arrays["hidden"] * arrays["hidden_scales"],
            hidden_bias=arrays["hidden_bias"],
            told=arrays["told"] * arrays["told_scales"],
            told_bias=arrays["told_bias"],
        )


_first: dict[str, Row] = {}
_second: dict[str, Row] = {}


def first_reading(sentences: Sequence[str]) -> list[Row]:
    """What the n-grams of folded sentences say, one row of log odds each."""
    return _remembered(_first, sentences, _by_words)


def second_reading(sentences: Sequence[str]) -> list[Row]:
    """What both readers say of folded sentences: the mean of their log odds. Without the encoder, the first alone."""
    return first_reading(sentences) if encoder() is None else _remembered(_second, sentences, _by_both)


def without_figures(text: str) -> str:
    """One figure is as good as another."""
    return _FIGURE.sub("0", text)


def _by_words(new: Sequence[str]) -> list[list[float]]:
    rows: list[list[float]] = []
    for start in range(0, len(new), CHUNK):
        rows += weights().by_words(grams(list(new[start : start + CHUNK]))).tolist()
    return rows


def _by_both(new: Sequence[str]) -> list[list[float]]:
    vectors = meanings(new)
    assert vectors is not None
    return list(((weights().by_meaning(vectors) + np.array(first_reading(new), dtype=np.float32)) / 2).tolist())


def _remembered(
    known: dict[str, Row], sentences: Sequence[str], read: Callable[[Sequence[str]], list[list[float]]]
) -> list[Row]:
    plain = [without_figures(text) for text in sentences]
    found = {text: known.get(text) for text in plain}
    new = [text for text, row in found.items() if row is None]
    if new:
        told = {text: tuple(row) for text, row in zip(new, read(new), strict=True)}
        if len(known) + len(told) > _REMEMBERED:
            known.clear()
        known.update(told)
        found |= told
    return [row for text in plain if (row := found[text]) is not None]
