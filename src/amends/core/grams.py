"""Hashed n-grams of characters and words, computed for a whole batch at once with numpy.

Each text is folded, digits become ``0`` and runs of spaces one space. Hashes are 32-bit multiplicative rolling hashes,
reduced to ``BUCKETS``; the same text gives the same buckets on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BUCKET_BITS = 16
BUCKETS = 1 << BUCKET_BITS
CHARACTER_ORDERS = (1, 2, 3, 4, 5)
#: Texts that are hashed at once; keys of so many fit 32 bits and the processor's cache.
CHUNK = 128
#: Longer texts are read from their beginning and their end: nothing a buyer types is cut.
LONGEST = 6000
#: How much the n-grams of one text count together; part of every model over them.
GRAM_SCALE = 2.0
_PRIME = np.uint32(0x01000193)
_MIX = np.uint32(0x85EBCA6B)


@dataclass(frozen=True, slots=True)
class Grams:
    """``buckets`` of all texts one after another; text ``i`` owns ``buckets[starts[i]:starts[i + 1]]``."""

    buckets: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]


def _mixed(values: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    values = values ^ (values >> np.uint32(16))
    values = values * _MIX
    return np.asarray(values ^ (values >> np.uint32(13)), dtype=np.uint32)


def shortened(text: str) -> str:
    """The part of an overlong text that is read."""
    return text if len(text) <= LONGEST else text[: LONGEST // 2] + " " + text[-LONGEST // 2 :]


def grams(folded: list[str]) -> Grams:
    """N-grams of at most ``CHUNK`` folded texts. Texts may be empty. Raises ValueError for more."""
    clean = [" " + " ".join(shortened(text).split()) + " " for text in folded]
    points = np.frombuffer("".join(clean).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    points[(points >= 48) & (points <= 57)] = 48
    lengths = np.fromiter((len(text) for text in clean), dtype=np.int64, count=len(clean))
    owner = np.repeat(np.arange(len(clean), dtype=np.int64), lengths)
    hashes: list[npt.NDArray[np.uint32]] = []
    owners: list[npt.NDArray[np.int64]] = []
    rolling = np.zeros(len(points), dtype=np.uint32)
    for order in range(1, CHARACTER_ORDERS[-1] + 1):
        shifted = points[order - 1 :]
        rolling = (rolling[: len(shifted)] * _PRIME) ^ shifted
        if order in CHARACTER_ORDERS:
            inside = owner[: len(shifted)] == owner[order - 1 :]
            hashes.append(_mixed(rolling[inside] + np.uint32(order * 0x9E3779B1 & 0xFFFFFFFF)))
            owners.append(owner[: len(shifted)][inside])
    for words, word_owner in _word_hashes(points, owner):
        hashes.append(words)
        owners.append(word_owner)
    return _grouped(np.concatenate(hashes), np.concatenate(owners), len(clean))


def _word_hashes(
    points: npt.NDArray[np.uint32], owner: npt.NDArray[np.int64]
) -> list[tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]]:
    """Hashes of words (runs without spaces) and of neighbouring words."""
    begins = np.flatnonzero((points[1:] != 32) & (points[:-1] == 32)) + 1
    if not len(begins):
        return []
    weights = _mixed(points + np.uint32(0x3C6EF372))
    # A word's hash is the sum of its characters' hashes, each multiplied by its odd place in the word.
    place = np.arange(len(points), dtype=np.int64)
    first = np.zeros(len(points), dtype=np.int64)
    first[begins] = begins
    place -= np.maximum.accumulate(first)
    values = weights * (place.astype(np.uint32) * np.uint32(2) + np.uint32(1))
    values[points == 32] = 0
    sums = np.add.reduceat(values, begins, dtype=np.uint32)
    single = _mixed(sums)
    word_owner = owner[begins]
    same = word_owner[1:] == word_owner[:-1]
    double = _mixed((single[:-1] * _PRIME) ^ single[1:])[same]
    return [(single, word_owner), (double, word_owner[1:][same])]


def _grouped(hashes: npt.NDArray[np.uint32], owners: npt.NDArray[np.int64], texts: int) -> Grams:
    """Sorted by text, each bucket once per text."""
    if texts > CHUNK:
        raise ValueError(f"at most {CHUNK} texts at a time")
    keys = (owners.astype(np.uint32) << np.uint32(BUCKET_BITS)) | (hashes & np.uint32(BUCKETS - 1))
    keys.sort()
    keys = keys[np.flatnonzero(np.diff(keys, prepend=np.uint32(0xFFFFFFFF)))]
    starts = np.searchsorted(keys, np.arange(texts + 1, dtype=np.uint64) << np.uint64(BUCKET_BITS))
    return Grams((keys & np.uint32(BUCKETS - 1)).astype(np.int32), starts.astype(np.int64))


def gram_sums(found: Grams, matrix: npt.NDArray[np.int8], scales: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """For each text the normalised sum of its n-grams' weights: GRAM_SCALE × Σ w / √n.

    ``matrix`` has a row per bucket, ``scales`` what one unit of each of its columns is worth.
    """
    counts = np.diff(found.starts)
    sums = np.zeros((len(counts), matrix.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(counts)
    if len(filled):
        starts = found.starts[:-1][filled]
        sums[filled] = np.add.reduceat(matrix[found.buckets], starts, axis=0, dtype=np.int32)
    share = GRAM_SCALE / np.sqrt(np.maximum(counts, 1))
    return np.asarray(sums * scales * share[:, None], dtype=np.float32)
