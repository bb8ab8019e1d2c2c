"""``triage``: what is this text about? Language, kind, flags, asks, numbers, mood and answer of a buyer's text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from amends.core.contracts.triage import RankedKind, Span, TriageInput, TriageOutput
from amends.core.errors import InputError
from amends.core.grams import CHUNK, gram_sums, grams
from amends.core.meaning import WIDTH, meanings
from amends.core.text import is_blank
from amends.core.vocabulary import ErrorCode, Flag, Kind
from amends.triage.answers import read_answer
from amends.triage.counts import FoundCount, as_counts, find_counts
from amends.triage.features import Reading, dense_row
from amends.triage.folding import Folded, prepare
from amends.triage.languages import LanguageGuess, identify
from amends.triage.lexicon import cue_names
from amends.triage.model import KINDS, OUTPUTS, Floats, Weights, dense_sum, softmax, weights
from amends.triage.reading import Numbers, newest, read_numbers, reading_of
from amends.triage.rules import Judgement, judge

#: Spans of one output; a wall of text is not annotated word by word.
MOST_SPANS = 60
_SHOWN_SECTIONS = ("kinds", "flags", "asks", "demands", "answers")


def triage(request: TriageInput) -> TriageOutput:
    """Read one text. Raises InputError (``missing_field``) where the text is empty."""
    return next(iter(triage_many([request])))


def triage_many(requests: Iterable[TriageInput]) -> list[TriageOutput]:
    """Read many texts, in order; the same answers as one by one, faster. Raises InputError as ``triage`` does."""
    everything = list(requests)
    answers: list[TriageOutput] = []
    for first in range(0, len(everything), CHUNK):
        answers += _chunk(everything[first : first + CHUNK], weights())
    return answers


@dataclass(frozen=True, slots=True)
class _Text:
    request: TriageInput
    language: LanguageGuess
    reading: Reading
    numbers: Numbers
    logits: Floats
    settings: dict[str, Any]


def _chunk(requests: Sequence[TriageInput], model: Weights) -> list[TriageOutput]:
    parts: list[tuple[Folded, Folded]] = []
    for request in requests:
        if is_blank(request.text):
            raise InputError(ErrorCode.MISSING_FIELD, "the text is empty; put what the buyer wrote.", "text")
        whole = prepare(request.text)
        parts.append((whole, newest(whole)))
    sums = gram_sums(grams([part.folded for _, part in parts]), model.grams, model.gram_scales)
    languages = sums[:, len(OUTPUTS) :] + model.language_bias
    vectors = meanings([part.text for _, part in parts])
    settings = model.settings["words" if vectors is None else "both"]
    texts: list[_Text] = []
    for index, request in enumerate(requests):
        whole, part = parts[index]
        guess = identify(part.text, request.locale, languages[index].tolist())
        numbers = read_numbers(whole, guess.language, request.locale)
        reading = reading_of(part, numbers, guess.language, latin=guess.latin)
        columns = dense_row(reading, request)
        logits = sums[index, : len(OUTPUTS)] + dense_sum(columns, model.words) + model.words_bias
        if vectors is not None:
            meant = dense_sum(columns, model.meaning) + model.meaning_bias
            logits = (logits + meant + vectors[index] @ model.meaning[-WIDTH:]) / 2
        texts.append(_Text(request, guess, reading, numbers, logits, settings))
    return [_answer(text, model) for text in texts]


def _answer(text: _Text, model: Weights) -> TriageOutput:
    settings = text.settings
    kinds = softmax(text.logits[: len(KINDS)], settings["temperature"])
    order = np.argsort(-kinds, kind="stable")[:3]
    ranked = [RankedKind.model_construct(kind=Kind(KINDS[index]), p=round(float(kinds[index]), 4)) for index in order]
    first = ranked[0]
    judgement = judge(text.reading, text.logits, settings, text.request, first.kind)
    counted = find_counts(text.reading, text.language.language, first.kind)
    amounts = text.numbers.amounts
    identifiers = text.numbers.identifiers
    return TriageOutput.model_construct(
        id=text.request.id,
        language=text.language.language,
        language_confidence=text.language.confidence,
        kind=first.kind,
        confidence=first.p,
        ranked=ranked,
        abstained=first.p < settings["abstain_below"],
        flags=judgement.flags,
        asks=judgement.asks,
        order_numbers=[one.number for one in identifiers if one.what == "order"],
        tracking_numbers=[one.number for one in identifiers if one.what == "tracking"],
        amounts=[found.amount for found in amounts],
        counts=as_counts(counted),
        sentiment=judgement.sentiment,
        anger=judgement.anger,
        answer=read_answer(text.reading, text.request.offered, amounts, judgement.complains),
        spans=_spans(text, first.kind, judgement, counted),
        model=settings["name"],
    )


def _spans(text: _Text, kind: Kind, judgement: Judgement, counted: list[FoundCount]) -> list[Span]:
    """What was read where, in the code points of the text as given."""
    shown: set[tuple[int, int, str]] = set()
    wanted = {f"kinds.{kind}", *(f"flags.{flag}" for flag in judgement.flags)}
    wanted |= {f"asks.{remedy}" for remedy in judgement.asks}
    if Flag.EXTORTION in judgement.flags:
        wanted |= {"demands.keep_it", "demands.extra", "demands.or_else", "demands.malice"}
    if text.request.offered:
        wanted |= {"answers.accepts", "answers.declines"}
    names = cue_names()
    for hit in text.reading.hits:
        name = names[hit.cue]
        if name in wanted:
            section, _, what = name.partition(".")
            label = {"kinds": what, "flags": what, "asks": f"asks:{what}"}.get(section, what)
            shown.add((*text.reading.text.span(hit.start, hit.end), label))
    for one in text.numbers.identifiers:
        shown.add((*text.reading.text.span(one.start, one.end), f"{one.what}_number"))
    for found in text.numbers.amounts:
        shown.add((*text.reading.text.span(found.start, found.end), "amount"))
    for count in counted:
        shown.add((*text.reading.text.span(count.start, count.end), f"count:{count.what}"))
    return [Span.model_construct(what=what, start=start, end=end) for start, end, what in sorted(shown)[:MOST_SPANS]]
