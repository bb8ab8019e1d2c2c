"""What a sentence of a letter says as a whole: for wordings that no list of words foresees.

A linear model over the n-grams of letters and words of a sentence, learnt from labelled letters in fourteen languages. It
stands beside the lists: it finds what they do not name, and takes back what they found in words that say something else.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from amends.core.grams import BUCKETS, CHUNK, Grams, gram_sums, grams

#: What is recognised, in the order of the model's columns. ``review``: the buyer is moved to rate otherwise than she would.
SENSES: tuple[str, ...] = (
    "asks_solve", "blame", "claim", "minimising", "review", "rights_denied", "dispute_close",
    "wait", "off_platform", "frivolous",
)  # fmt: skip
WEIGHTS_FILE = "sense-weights.npz"
#: Log odds from which a sentence that no list caught is held against the letter, and below which what a list caught in it
#: is taken back. Chosen on the letters of one author (batch ``t``) that nothing learnt from.
SURE, INNOCENT_BELOW = 0.7, -4.0
#: So many sentences are remembered: while a letter is typed, one sentence changes and the others stay.
_REMEMBERED = 20_000
_FIGURE = re.compile(r"\d")
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """``grams`` are int8, a row per bucket, with one scale per column; a column per sense. They add up to log odds."""

    grams: npt.NDArray[np.int8]
    gram_scales: Floats
    bias: Floats

    def scores(self, found: Grams) -> Floats:
        """A row per text, a column per sense."""
        return gram_sums(found, self.grams, self.gram_scales) + self.bias


@cache
def weights() -> Weights:
    """The packaged weights. Raises FileNotFoundError in an incomplete installation, ValueError for those of other code."""
    data = files("amends.letter").joinpath("lint", WEIGHTS_FILE).read_bytes()
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        if arrays["grams"].shape != (BUCKETS, len(SENSES)):
            raise ValueError(f"{WEIGHTS_FILE} was made for other code; make it again with `make model`.")
        return Weights(arrays["grams"], arrays["gram_scales"], arrays["bias"])


_known: dict[str, tuple[float, ...]] = {}


def senses(sentences: Sequence[str]) -> list[tuple[float, ...]]:
    """One row of log odds a folded sentence, by ``SENSES``."""
    # One figure is as good as another, to the n-grams too.
    sentences = [_FIGURE.sub("0", text) for text in sentences]
    found = {text: _known.get(text) for text in sentences}
    new = [text for text, row in found.items() if row is None]
    if new:
        rows = [
            row
            for first in range(0, len(new), CHUNK)
            for row in weights().scores(grams(new[first : first + CHUNK])).tolist()
        ]
        told = {text: tuple(row) for text, row in zip(new, rows, strict=True)}
        if len(_known) + len(told) > _REMEMBERED:
            _known.clear()
        _known.update(told)
        found |= told
    return [row for text in sentences if (row := found[text]) is not None]
