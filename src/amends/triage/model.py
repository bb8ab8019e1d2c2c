"""The trained weights and what is computed with them.

Two sets of weights stand beside each other: ``words`` (n-grams and cues) and ``meaning`` (cues and the sentence's
vector). Both give logits for kinds, flags and asks, and values for sentiment and anger; their mean is what counts.
Without the sentence encoder ``words`` stands alone, with temperature and thresholds of its own.
"""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.meaning import WIDTH
from amends.core.vocabulary import Flag, Kind, Remedy
from amends.triage.features import CIRCUMSTANCES, dense_width

KINDS: tuple[str, ...] = tuple(kind.value for kind in Kind)
FLAGS: tuple[str, ...] = tuple(flag.value for flag in Flag if flag is not Flag.REPEAT_CLAIMANT)
ASKS: tuple[str, ...] = tuple(
    remedy.value
    for remedy in (
        Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND, Remedy.RESHIP, Remedy.RESHIP_MISSING, Remedy.RETURN_AND_REFUND,
        Remedy.EXCHANGE, Remedy.CANCEL_AND_REFUND, Remedy.COUPON, Remedy.GIFT, Remedy.WAIT, Remedy.GUIDE,
        Remedy.APOLOGISE,
    )
)  # fmt: skip
MOODS: tuple[str, ...] = ("sentiment", "anger")
OUTPUTS: tuple[str, ...] = (*KINDS, *FLAGS, *ASKS, *MOODS)
MODEL_FILE = "triage-weights.npz"
SETTINGS_FILE = "triage-settings.json"
#: How circumstances are weighted against the rest; part of the model.
CIRCUMSTANCE_VALUE = 0.5
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """``grams`` are int8 with one scale per column: outputs, then the Latin-letter languages.

    ``words`` and ``meaning`` have a row per dense column; ``meaning`` then one per place of the sentence's vector.
    """

    grams: npt.NDArray[np.int8]
    gram_scales: Floats
    words: Floats
    words_bias: Floats
    meaning: Floats
    meaning_bias: Floats
    language_bias: Floats
    settings: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.settings["name"])


@cache
def weights() -> Weights:
    """The packaged weights. Raises FileNotFoundError where the package was built without them."""
    folder = files("amends.triage").joinpath("model")
    settings = json.loads(folder.joinpath(SETTINGS_FILE).read_text(encoding="utf-8"))
    with np.load(io.BytesIO(folder.joinpath(MODEL_FILE).read_bytes()), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    if arrays["words"].shape != (dense_width(), len(OUTPUTS)) or len(arrays["meaning"]) != dense_width() + WIDTH:
        raise ValueError("the weights do not fit the lexicons; run python -m amends.triage.training.build")
    return Weights(
        grams=arrays["grams"],
        gram_scales=arrays["gram_scales"].astype(np.float32),
        words=arrays["words"].astype(np.float32),
        words_bias=arrays["words_bias"].astype(np.float32),
        meaning=arrays["meaning"].astype(np.float32),
        meaning_bias=arrays["meaning_bias"].astype(np.float32),
        language_bias=arrays["language_bias"].astype(np.float32),
        settings=settings,
    )


def dense_values(columns: list[int]) -> Floats:
    """Values of a dense row's columns: cues are divided by the fourth root of their number."""
    first = dense_width() - len(CIRCUMSTANCES)
    cues = sum(1 for column in columns if column < first)
    values = np.full(len(columns), CIRCUMSTANCE_VALUE, dtype=np.float32)
    values[:cues] = max(cues, 1) ** -0.25
    return values


def dense_sum(columns: list[int], matrix: Floats) -> Floats:
    """The weighted sum of a dense row (its columns must be sorted)."""
    if not columns:
        return np.zeros(matrix.shape[1], dtype=np.float32)
    return np.asarray(dense_values(columns) @ matrix[columns], dtype=np.float32)


def softmax(logits: Floats, temperature: float) -> Floats:
    scaled = logits / np.float32(temperature)
    powers = np.exp(scaled - scaled.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)
