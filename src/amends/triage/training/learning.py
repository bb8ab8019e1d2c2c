"""Fitting: n-grams, cues and meanings to logits, with everything chosen by author batch, never by a random split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression, Ridge  # type: ignore[import-untyped]

from amends.core.fitting import every_meaning, gram_matrix, inverse_frequency
from amends.core.grams import BUCKETS
from amends.triage.features import CIRCUMSTANCES, dense_matrix, dense_row, dense_width
from amends.triage.folding import prepare
from amends.triage.languages import LATIN_CLASSES, locale_language
from amends.triage.lexicon import expand, read_lexicon, split_patterns
from amends.triage.model import ASKS, FLAGS, KINDS, MOODS, OUTPUTS, dense_values
from amends.triage.reading import newest_part, read_text
from amends.triage.training.corpus import Example

#: Inverse strengths of regularisation, chosen by training on one author batch and testing on the other.
KIND_C = 2.0
MEANING_KIND_C = 0.3
FLAG_C = 2.0
ASK_C = 1.5
MEANING_C = 0.3
#: What a kind weighs that a second reader might say, where the author said another: together, the author's the rest.
ALSO_SHARE = 0.35
#: The share of cues that training rows go without.
THINNED_SHARE = 0.4
THINNING_SEED = 7
LANGUAGE_C = 20.0
MOOD_ALPHA = 2.0
Matrix = Any


@dataclass(frozen=True)
class Data:
    """The features of a list of examples: one row each."""

    examples: list[Example]
    grams: Matrix
    dense: Matrix
    vectors: npt.NDArray[np.float32]

    def rows(self, chosen: npt.NDArray[np.bool_]) -> Data:
        index = np.flatnonzero(chosen)
        examples = [self.examples[i] for i in index]
        return Data(examples, self.grams[index], self.dense[index], self.vectors[index])


def is_latin(example: Example) -> bool:
    """Whether a Russian or Arabic text of the corpus is written in Latin letters."""
    letters = [char for char in example.request.text.lower() if char.isalpha()]
    return example.language in ("ru", "ar") and sum("a" <= char <= "z" for char in letters) > 0.5 * len(letters)


def features(examples: list[Example]) -> Data:
    """Features with the gold language, as the engine sees them when it names the language right."""
    readings = [read_text(example.request, example.language, latin=is_latin(example)) for example in examples]
    rows = [dense_row(reading, example.request) for reading, example in zip(readings, examples, strict=True)]
    flat, starts = dense_matrix(rows)
    values = np.concatenate([dense_values(row) for row in rows])
    dense = sparse.csr_matrix((values, flat, starts), shape=(len(rows), dense_width()))
    texts = [reading.text for reading in readings]
    return Data(
        examples, gram_matrix([text.folded for text in texts]), dense, every_meaning([text.text for text in texts])
    )


def thinned(dense: Matrix) -> Matrix:
    """The dense rows with a share of their cues left out, the same ones every time.

    Who writes a lexicon has read the training texts, so cues are found in them more surely than in new ones. A model
    that is fitted to thinned rows does not lean on every cue being there.
    """
    thin = dense.tocsr(copy=True)
    cue = thin.indices < dense_width() - len(CIRCUMSTANCES)
    kept = ~cue | (np.random.default_rng(THINNING_SEED).random(len(thin.data)) >= THINNED_SHARE)
    rows = np.repeat(np.arange(thin.shape[0]), np.diff(thin.indptr))
    cues = np.bincount(rows[cue & kept], minlength=thin.shape[0])
    thin.data = np.where(cue, np.maximum(cues, 1)[rows] ** -0.25, thin.data) * kept
    thin.eliminate_zeros()
    return thin


@dataclass(frozen=True)
class Fit:
    """Weights of all outputs: of n-grams and cues, or of cues and meanings (``grams`` is None, vectors come last)."""

    grams: npt.NDArray[np.float64] | None
    dense: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]

    def logits(self, data: Data) -> npt.NDArray[np.float64]:
        if self.grams is not None:
            return np.asarray(data.dense @ self.dense + data.grams @ self.grams + self.bias)
        cues = data.dense.shape[1]
        return np.asarray(data.dense @ self.dense[:cues] + data.vectors @ self.dense[cues:] + self.bias)


def fit_words(data: Data, share: float = 1.0) -> Fit:
    """The model of n-grams and cues; see ``_fit`` for ``share``."""
    scale = inverse_frequency(data.grams)
    matrix = sparse.hstack([data.grams @ sparse.diags(scale), thinned(data.dense)]).tocsr()
    weights, bias = _fit(matrix, data.examples, share, (KIND_C, FLAG_C, ASK_C))
    return Fit(weights[:BUCKETS] * scale[:, None], weights[BUCKETS:], bias)


def fit_meaning(data: Data, share: float = 1.0) -> Fit:
    """The model of cues and meanings; see ``_fit`` for ``share``."""
    matrix = sparse.hstack([thinned(data.dense), sparse.csr_matrix(data.vectors)]).tocsr()
    weights, bias = _fit(matrix, data.examples, share, (MEANING_KIND_C, MEANING_C, MEANING_C))
    return Fit(None, weights, bias)


def _fit(
    matrix: Matrix, examples: list[Example], share: float, strengths: tuple[float, float, float]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Fit kinds (one multinomial model), flags and asks (one binary model each) and moods (ridge).

    ``share`` is the part of the corpus that the examples are: the loss is a sum over texts, so a model of half the
    texts is regularised as the whole one only with twice the strength. Else thresholds chosen on it would not fit.
    """
    kind_strength, flag_strength, ask_strength = (strength / share for strength in strengths)
    columns, biases = [], []
    for field, names, strength in (("flags", FLAGS, flag_strength), ("asks", ASKS, ask_strength)):
        for name in names:
            column, bias = _binary(matrix, examples, field, name, strength)
            columns.append(column)
            biases.append(bias)
    for name in MOODS:
        model = Ridge(alpha=MOOD_ALPHA * share).fit(matrix, [float(example.gold[name]) for example in examples])
        columns.append(model.coef_.ravel())
        biases.append(float(model.intercept_))
    kind_columns, kind_bias = _kinds(matrix, examples, kind_strength)
    weights = np.column_stack([kind_columns, np.column_stack(columns)])
    assert weights.shape[1] == len(OUTPUTS)
    return weights, np.concatenate([kind_bias, np.array(biases)])


def _kinds(
    matrix: Matrix, examples: list[Example], strength: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """One multinomial model; a text about which two readers may differ counts for both kinds, in part."""
    rows: list[int] = []
    labels: list[int] = []
    shares: list[float] = []
    for row, example in enumerate(examples):
        others = sorted(example.kinds - {example.gold["kind"]})
        rows += [row] * (1 + len(others))
        labels += [KINDS.index(kind) for kind in (example.gold["kind"], *others)]
        shares += [1.0 - ALSO_SHARE * bool(others), *(ALSO_SHARE / len(others) for _ in others)]
    model = LogisticRegression(C=strength, max_iter=300, tol=1e-3)
    model.fit(matrix[rows], labels, sample_weight=np.array(shares))
    columns = np.zeros((matrix.shape[1], len(KINDS)))
    bias = np.full(len(KINDS), -10.0)
    columns[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return columns, bias


def _binary(
    matrix: Matrix, examples: list[Example], field: str, name: str, strength: float
) -> tuple[npt.NDArray[np.float64], float]:
    """A binary model; texts where the label is optional take no part."""
    optional = np.array([name in example.gold[f"{field}_optional"] for example in examples])
    wanted = np.array([name in example.gold[field] for example in examples])
    used = ~optional
    if wanted[used].sum() < 3:
        return np.zeros(matrix.shape[1]), -6.0
    model = LogisticRegression(C=strength, max_iter=150, tol=1e-3).fit(matrix[np.flatnonzero(used)], wanted[used])
    return model.coef_.ravel(), float(model.intercept_[0])


def fit_languages(examples: list[Example]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """N-gram weights of the Latin-letter languages, from the corpus and from the lexicons' own phrases."""
    texts, labels, importance = language_texts(examples)
    matrix = gram_matrix(texts)
    scale = inverse_frequency(matrix)
    model = LogisticRegression(C=LANGUAGE_C, max_iter=150, tol=1e-3)
    model.fit(matrix @ sparse.diags(scale), labels, sample_weight=importance)
    columns = np.zeros((BUCKETS, len(LATIN_CLASSES)))
    columns[:, model.classes_] = model.coef_.T * scale[:, None]
    return columns, model.intercept_


def language_texts(examples: list[Example]) -> tuple[list[str], list[int], list[float]]:
    texts, labels, importance = [], [], []
    for example in examples:
        name = f"{example.language}-Latn" if is_latin(example) else example.language
        if name in LATIN_CLASSES and locale_language(example.request.locale) == example.language:
            texts.append(prepare(newest_part(example.request.text)).folded)
            labels.append(LATIN_CLASSES.index(name))
            importance.append(1.0)
    for index, name in enumerate(LATIN_CLASSES):
        phrases = _lexicon_phrases(name)
        texts += phrases
        labels += [index] * len(phrases)
        importance += [400.0 / max(1, len(phrases))] * len(phrases)
    return texts, labels, importance


def _lexicon_phrases(name: str) -> list[str]:
    """Short texts made of a lexicon's function words and patterns, twelve words each, in a fixed order."""
    language, _, variant = name.partition("-")
    data = read_lexicon(language)
    words = (data.latin_words if variant else data.function_words).split()
    if not variant:
        for section in (data.kinds, data.flags, data.asks, data.mood, data.words):
            for source in section.values():
                for pattern in split_patterns(source):
                    words += expand(pattern)[0].replace("*", "").replace("..", " ").split()
    elif data.latin:
        for source in data.latin.values():
            for pattern in split_patterns(source):
                words += expand(pattern)[0].replace("*", "").replace("..", " ").split()
    return [prepare(" ".join(words[first : first + 12])).folded for first in range(0, len(words), 12)]
