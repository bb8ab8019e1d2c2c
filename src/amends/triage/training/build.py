"""Build the weights: ``python -m amends.triage.training.build [--output FOLDER]``. The same corpus gives the same bytes."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.fitting import quantised, write_arrays
from amends.triage.model import MODEL_FILE, OUTPUTS, SETTINGS_FILE
from amends.triage.training.corpus import CORPUS_LANGUAGES, read_all
from amends.triage.training.learning import Fit, features, fit_languages, fit_meaning, fit_words
from amends.triage.training.thresholds import choose_settings

#: Changes with every change of corpus, lexicons or method that changes answers.
MODEL_NAME = "triage-2026.11-2"
#: Decimals of the dense weights: fewer than the platforms' linear algebra differs in.
_DECIMALS = 3


def build(folder: Path) -> None:
    """Fit on all author batches of every language and write weights and settings into ``folder``."""
    data = features(read_all())
    words, meaning = fit_words(data), fit_meaning(data)
    language_columns, language_bias = fit_languages(data.examples)
    assert words.grams is not None
    matrix, scales = quantised(np.hstack([words.grams, language_columns]))
    folder.mkdir(parents=True, exist_ok=True)
    write_arrays(
        folder / MODEL_FILE,
        {
            "grams": matrix,
            "gram_scales": scales,
            "language_bias": np.round(language_bias, _DECIMALS).astype(np.float32),
            **_dense("words", words),
            **_dense("meaning", meaning),
        },
    )
    settings: dict[str, Any] = {"name": MODEL_NAME, "languages": list(CORPUS_LANGUAGES), "outputs": list(OUTPUTS)}
    settings.update(choose_settings(data, MODEL_NAME))
    text = json.dumps(settings, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")


def _dense(name: str, model: Fit) -> dict[str, npt.NDArray[Any]]:
    return {
        name: np.round(model.dense, _DECIMALS).astype(np.float32),
        f"{name}_bias": np.round(model.bias, _DECIMALS).astype(np.float32),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the triage weights from the corpus.")
    default = Path(__file__).resolve().parents[1] / "model"
    parser.add_argument("--output", type=Path, default=default, metavar="FOLDER")
    arguments = parser.parse_args()
    build(arguments.output)
    size = (arguments.output / MODEL_FILE).stat().st_size
    print(f"{arguments.output / MODEL_FILE}: {size:,} bytes")


if __name__ == "__main__":
    main()
