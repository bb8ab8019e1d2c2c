"""From logits to flags, asks and mood: thresholds of the model, and what the contract's words rule out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from amends.core.contracts.triage import TriageInput
from amends.core.vocabulary import Flag, Kind, KindGroup, Remedy
from amends.triage.features import Reading
from amends.triage.lexicon import cue_names
from amends.triage.model import ASKS, FLAGS, KINDS, Floats

#: Kinds whose text never carries the wish for a remedy that the words alone might suggest.
_NO_ASK = frozenset({Kind.PRAISE, Kind.INVOICE_REQUEST})


@dataclass(frozen=True, slots=True)
class Judgement:
    flags: list[Flag]
    asks: list[Remedy]
    sentiment: float
    anger: float
    complains: bool


def judge(reading: Reading, logits: Floats, settings: dict[str, Any], request: TriageInput, kind: Kind) -> Judgement:
    """Flags, asks and mood of one text."""
    flag_logits = logits[len(KINDS) : len(KINDS) + len(FLAGS)].tolist()
    ask_logits = logits[len(KINDS) + len(FLAGS) : len(KINDS) + len(FLAGS) + len(ASKS)].tolist()
    flags = [Flag(name) for name, logit in zip(FLAGS, flag_logits, strict=True) if logit >= settings["flags"][name]]
    if Flag.EXTORTION in flags and not demands_and_threatens(reading):
        flags.remove(Flag.EXTORTION)
    asks = [Remedy(name) for name, logit in zip(ASKS, ask_logits, strict=True) if logit >= settings["asks"][name]]
    if kind in _NO_ASK:
        asks = []
    sentiment, anger = (float(value) for value in logits[-2:])
    if request.rating is not None:
        sentiment = 0.7 * sentiment + 0.3 * (request.rating - 3) / 2
    complains = kind.group in (KindGroup.LOGISTICS, KindGroup.QUALITY, KindGroup.MONEY) and bool(asks or flags)
    return Judgement(
        flags=flags,
        asks=asks,
        sentiment=round(max(-1.0, min(1.0, sentiment)), 3),
        anger=round(max(0.0, min(1.0, anger)), 3),
        complains=complains,
    )


def demands_and_threatens(reading: Reading) -> bool:
    """Both halves of extortion are in the text: a demand beyond the entitlement, and something tied to a refusal.

    Where the lexicon finds no threat at all, no score is high enough: a due demand alone is the buyer's right.
    """
    names = {cue_names()[hit.cue] for hit in reading.hits}
    threat = names & {
        "demands.or_else", "demands.malice", "flags.review_threat", "flags.chargeback_threat", "flags.legal_threat",
    }  # fmt: skip
    beyond = names & {"demands.keep_it", "demands.extra", "demands.petty", "asks.gift", "asks.coupon"}
    return bool(threat) and bool(beyond)
