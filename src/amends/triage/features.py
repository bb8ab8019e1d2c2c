"""What is read from a text before any model looks at it: cues by place, and the circumstances of the message.

The dense row of a text has three blocks: cues present, cues present in a question, and circumstances (channel, rating, length, numbers named). Cues have the same number in every language,
which is how a model trained in five languages reads fourteen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from amends.core.contracts.triage import TriageInput
from amends.core.vocabulary import InboundChannel
from amends.triage.folding import Folded
from amends.triage.lexicon import Hit, cue_names, cue_numbers, latin_fold, lexicon

_SENTENCE = re.compile("[.!?\u3002\uff01\uff1f;\n\u2026\u061f]+")
_QUESTION = frozenset("?\uff1f\u061f")
CIRCUMSTANCES = (
    "message", "dispute", "review", "rating_1", "rating_2", "rating_3", "rating_4", "rating_5", "one_word", "short",
    "medium", "long", "question", "exclaims", "order_number", "tracking_number", "amount", "capitals", "no_cue", "beyond", "threat",
    "beyond_and_threat", "petty_beyond_and_threat", "beyond_malice", "kept_all_back",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One text and what was found in it. ``hits`` are of the newest part only."""

    text: Folded
    hits: tuple[Hit, ...]
    has_order_number: bool = False
    has_tracking_number: bool = False
    has_amount: bool = False


def dense_width() -> int:
    return 2 * len(cue_names()) + len(CIRCUMSTANCES)


def find_hits(folded: str, language: str, *, latin: bool = False) -> tuple[Hit, ...]:
    """Cues of the text's language; English ones too in a script that leaves English words visible.

    Of two kinds found in the same words the longer reading counts: "refund not received" is no parcel not received.
    """
    if latin:
        native = lexicon(language, latin=True)
        hits = native.match(latin_fold(folded) if language == "ru" else folded)
    else:
        hits = lexicon(language).match(folded)
    if language in ("zh", "ja", "ko", "ru", "ar") and _LATIN_WORD.search(folded):
        hits += lexicon("en").match(folded)
    return _longest_kinds(hits)


@cache
def _kind_cues() -> frozenset[int]:
    return frozenset(number for number, name in enumerate(cue_names()) if name.startswith("kinds."))


def _longest_kinds(hits: list[Hit]) -> tuple[Hit, ...]:
    kinds = _kind_cues()
    long = [hit for hit in hits if hit.cue in kinds]
    if len(long) < 2:
        return tuple(hits)
    return tuple(hit for hit in hits if hit.cue not in kinds or not any(_inside(hit, other) for other in long))


def _inside(hit: Hit, other: Hit) -> bool:
    return (
        other.cue != hit.cue
        and other.start <= hit.start
        and other.end >= hit.end
        and other.end - other.start > hit.end - hit.start
    )


_EAST = re.compile("[\u3040-\ud7a3]")
_CAPITAL = re.compile("[A-Z\u00c0-\u00de\u0410-\u042f]")
_LATIN_WORD = re.compile(r"[a-z]{3,}")


def sentence_of(folded: str) -> tuple[list[int], list[bool]]:
    """Ends of the sentences, and whether each is a question."""
    ends: list[int] = []
    asks: list[bool] = []
    for found in _SENTENCE.finditer(folded):
        ends.append(found.end())
        asks.append(any(mark in _QUESTION for mark in found.group()))
    ends.append(len(folded) + 1)
    asks.append(False)
    return ends, asks


def dense_row(reading: Reading, request: TriageInput) -> list[int]:
    """Columns that are 1 in this text's dense row."""
    columns: set[int] = set()
    cues = len(cue_names())
    ends, asks = sentence_of(reading.text.folded)
    sentence = 0
    in_sentence: list[set[int]] = [set() for _ in ends]
    for hit in reading.hits:
        while hit.start >= ends[sentence] and sentence < len(ends) - 1:
            sentence += 1
        while sentence and hit.start < ends[sentence - 1]:
            sentence -= 1
        in_sentence[sentence].add(hit.cue)
    for index, found in enumerate(in_sentence):
        columns |= found
        if asks[index]:
            columns.update(cue + cues for cue in found)
    columns.update(2 * cues + column for column in _circumstances(reading, request))
    return sorted(columns)


def _circumstances(reading: Reading, request: TriageInput) -> list[int]:
    text = reading.text.text
    length = len(text.split()) + len(_EAST.findall(text)) // 2
    flags = [
        request.channel is InboundChannel.MESSAGE,
        request.channel is InboundChannel.DISPUTE,
        request.channel is InboundChannel.REVIEW,
        *(request.rating == stars for stars in range(1, 6)),
        length <= 1,
        1 < length <= 6,
        6 < length <= 25,
        length > 25,
        "?" in text or "\uff1f" in text or "\u061f" in text,
        "!" in text or "\uff01" in text,
        reading.has_order_number,
        reading.has_tracking_number,
        reading.has_amount,
        len(_CAPITAL.findall(text)) > 0.5 * len(text) and length > 2,
        not reading.hits,
        *_demand(reading),
    ]
    return [index for index, flag in enumerate(flags) if flag]


def _demand(reading: Reading) -> list[bool]:
    """Whether more than is due is asked for, and whether something is threatened."""
    numbers = cue_numbers()
    cues = {hit.cue for hit in reading.hits}
    keeps, extra, petty, malice, or_else = (
        numbers[f"demands.{name}"] in cues for name in ("keep_it", "extra", "petty", "malice", "or_else")
    )
    threats = {numbers[f"flags.{name}"] for name in ("review_threat", "chargeback_threat", "legal_threat")}
    threat = malice or or_else or bool(cues & threats)
    beyond = keeps or extra
    all_back = bool(cues & {numbers["asks.full_refund"], numbers["asks.gift"]})
    return [
        beyond,
        threat,
        beyond and threat,
        beyond and threat and petty,
        beyond and malice,
        keeps and all_back and threat,
    ]


def dense_matrix(rows: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Columns of all rows one after another, and where each row starts."""
    starts = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row) for row in rows], out=starts[1:])
    flat = np.fromiter((column for row in rows for column in row), dtype=np.int32, count=int(starts[-1]))
    return flat, starts
