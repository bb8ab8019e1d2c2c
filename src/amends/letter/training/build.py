"""Build the sense model: ``python -m amends.letter.training.build [--output FOLDER]``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from amends.core.fitting import quantised, write_arrays
from amends.letter.linting.sense import WEIGHTS_FILE
from amends.letter.training.examples import Unit, read_drafts, read_units
from amends.letter.training.fitting import data_of, fit, fit_roughly, fit_second

#: Decimals of the weights: fewer than the platforms' linear algebra differs in.
_DECIMALS = 3

#: Scores from which on a sentence of ours is worth learning that it is innocent.
_NEAR = -2.0


def build(folder: Path) -> None:
    """Fit on all letters that may be learnt from and write the weights into ``folder``."""
    data = data_of(with_near_drafts(read_units()))
    first = fit(data)
    second = fit_second(data, first.labels)
    arrays: dict[str, npt.NDArray[Any]] = {
        "bias": _rounded(first.bias),
        "hidden_bias": _rounded(second.hidden_bias),
        "told_bias": _rounded(second.told_bias),
    }
    for name, values in (("grams", first.grams), ("hidden", second.hidden), ("told", second.told)):
        arrays[name], arrays[f"{name}_scales"] = quantised(values.astype(np.float64))
    write_arrays(folder / WEIGHTS_FILE, arrays)


def _rounded(values: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    return np.asarray(np.round(values, _DECIMALS), dtype=np.float32)


def with_near_drafts(units: list[Unit]) -> list[Unit]:
    """The units, and what our own letters say that comes near to meaning something by what is learnt without it."""
    drafts = data_of(read_drafts())
    near = np.flatnonzero((fit_roughly(data_of(units)).scores(drafts) > _NEAR).any(axis=1))
    return [*units, *drafts.chosen(near).units]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m amends.letter.training.build", description=__doc__)
    parser.add_argument("--output", type=Path, default=Path(__file__).parents[1] / "lint")
    build(parser.parse_args().output)


if __name__ == "__main__":
    main()
