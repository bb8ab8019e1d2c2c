"""Sample letters: for any kind, remedy, stage, language and channel, and for any phrase a letter that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache

from amends.core.contracts.letter import (
    Cause,
    ChosenItem,
    Decision,
    DraftCase,
    DraftCounts,
    DraftInput,
    Fact,
    Reached,
)
from amends.core.vocabulary import (
    CauseStatus,
    FactWhat,
    Fault,
    Flag,
    Kind,
    LetterChannel,
    LetterStage,
    Milestone,
    Party,
    Remedy,
    RequestWhat,
)
from amends.letter.compose import plan, slots_of
from amends.letter.draft import SUBJECTS
from amends.letter.offers import NOT_OFFERED
from amends.letter.slots import Word

#: When sample letters are written; any day would do.
WRITTEN = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
#: How many sample letters a wording is tried in.
TRIED = 3
_MONEY = frozenset({Remedy.PARTIAL_REFUND, Remedy.COUPON, Remedy.GIFT})
_SECOND = {Remedy.PARTIAL_REFUND: Remedy.RESHIP}
_FACT_VALUES = {FactWhat.REFUND_OF: "12.40 USD", FactWhat.COUNTED: "3", FactWhat.MISSING: "2"}
_FACT_TEXTS = frozenset(
    {FactWhat.LAST_SCAN, FactWhat.CARRIER, FactWhat.TRACKING_NUMBER, FactWhat.ORDER_NUMBER, FactWhat.CHECKED}
)


@dataclass(frozen=True, slots=True)
class Sample:
    """What a sample letter is about. ``amounts``: whether offers of money name theirs.

    ``in_words``: facts that count say it in words instead of a number.
    """

    kind: Kind = Kind.DAMAGED
    remedies: tuple[Remedy, ...] = (Remedy.PARTIAL_REFUND, Remedy.RESHIP)
    stage: LetterStage = LetterStage.FIRST_REPLY
    channel: LetterChannel = LetterChannel.MESSAGE
    flags: tuple[Flag, ...] = ()
    cause: tuple[CauseStatus, Party] | None = None
    facts: tuple[FactWhat, ...] = ()
    requests: tuple[RequestWhat, ...] = ()
    reached: Milestone | None = None
    fault: Fault | None = None
    counts: tuple[int | None, int | None] = (None, None)
    amounts: bool = True
    dated: bool = False
    named: bool = True
    in_words: bool = False
    recommended: bool = True

    def request(self, language: str, agent_language: str, *, currency: str = "USD") -> DraftInput:
        """The request of a letter to Maria, signed by Alice of the shop Lumora."""
        ordered, missing = self.counts
        return DraftInput(
            id="sample",
            now=WRITTEN,
            to_language=language,
            stage=self.stage,
            channel=self.channel,
            case=DraftCase(
                kind=self.kind,
                flags=list(self.flags),
                buyer_name="Maria" if self.named else None,
                product="Lumora L3",
                counts=DraftCounts(ordered=ordered, missing=missing),
            ),
            decision=self._decision(currency),
            cause=Cause(code="sample", party=self.cause[1], status=self.cause[0], evidence=["scan:1"])
            if self.cause
            else None,
            facts=self._facts(),
            requests=list(self.requests),
            reached=Reached(milestone=self.reached, on=WRITTEN.date()) if self.reached else None,
            fault=self.fault,
            agent_name="Alice" if self.named else "",
            shop_name="Lumora" if self.named else "",
            agent_language=agent_language,
        )

    def _facts(self) -> list[Fact]:
        facts = [Fact(id=f"fact:{what.value}", what=what.value, value=self._fact_value(what)) for what in self.facts]
        if self.reached:
            facts.append(Fact(id="scan:1", what=self.reached.value, value=WRITTEN.date().isoformat()))
        return facts

    def _fact_value(self, what: FactWhat) -> str:
        if what in _FACT_TEXTS or self.in_words:
            return "Lumora L3"
        return _FACT_VALUES.get(what, "2026-12-04")

    def _decision(self, currency: str) -> Decision | None:
        if not self.remedies:
            return None
        items = [
            ChosenItem(
                remedy=remedy,
                amount="12.40" if self.amounts and (remedy in _MONEY or remedy is Remedy.WAIT) else None,
                currency=currency if self.amounts and (remedy in _MONEY or remedy is Remedy.WAIT) else None,
                by_date=datetime(2026, 12, 22, tzinfo=UTC).date() if self.dated else None,
            )
            for remedy in self.remedies
        ]
        return Decision(menu=items, recommended=0 if self.recommended else None)


def notice_sample(milestone: Milestone) -> Sample:
    """A notice that tells a milestone."""
    return Sample(kind=Kind.OTHER, remedies=(), stage=LetterStage.MILESTONE, reached=milestone)


def of_remedy(remedy: Remedy) -> tuple[Remedy, ...]:
    """A menu that holds a remedy: beside a refund of a part stands another thing to choose."""
    return (remedy, _SECOND[remedy]) if remedy in _SECOND else (remedy,)


def all_samples() -> Iterator[Sample]:
    """Letters that together hold every phrase. The plain ones come first: they are what a phrase is mostly read in."""
    for kind in Kind:
        yield Sample(kind=kind)
    for remedy in Remedy:
        if remedy not in NOT_OFFERED:
            for kind in (Kind.DAMAGED, Kind.NOT_RECEIVED, Kind.OUT_OF_STOCK):
                yield Sample(kind=kind, remedies=of_remedy(remedy))
                yield Sample(kind=kind, remedies=of_remedy(remedy), dated=True)
            if remedy is not Remedy.PARTIAL_REFUND:
                for kind in (Kind.DAMAGED, Kind.NOT_RECEIVED, Kind.OUT_OF_STOCK):
                    yield Sample(kind=kind, remedies=(remedy,), amounts=False)
    for stage in LetterStage:
        for kind in Kind:
            yield Sample(kind=kind, stage=stage)
            yield Sample(kind=kind, stage=stage, remedies=())
    yield from _details()


def _details() -> Iterator[Sample]:
    plain = Sample()
    yield replace(plain, recommended=False)
    yield replace(plain, fault=Fault.SELLER)
    for flag in Flag:
        yield replace(plain, flags=(flag,))
    for party in Party:
        for status in CauseStatus:
            yield Sample(kind=Kind.NOT_RECEIVED, cause=(status, party))
    for what in FactWhat:
        yield Sample(kind=Kind.NOT_RECEIVED, facts=(what,))
        yield Sample(kind=Kind.NOT_RECEIVED, facts=(what,), stage=LetterStage.APPEAL, remedies=())
    for what in (FactWhat.COUNTED, FactWhat.MISSING):
        yield Sample(kind=Kind.SHORT_QUANTITY, facts=(what,), in_words=True)
    for request in RequestWhat:
        yield replace(plain, requests=(request,))
    for milestone in Milestone:
        yield notice_sample(milestone)
    for kind in (Kind.SHORT_QUANTITY, Kind.PARTIAL_DELIVERY):
        for counts in ((5, 2), (None, 2)):
            for remedy in (Remedy.RESHIP_MISSING, Remedy.FULL_REFUND):
                yield Sample(kind=kind, counts=counts, remedies=(remedy,))
            yield Sample(kind=kind, counts=counts, stage=LetterStage.PROACTIVE)
    yield replace(plain, channel=LetterChannel.FORM)
    yield replace(plain, channel=LetterChannel.REVIEW, kind=Kind.OTHER, remedies=())
    yield replace(plain, named=False)
    for stage in LetterStage:
        yield replace(plain, channel=LetterChannel.EMAIL, stage=stage)


def _phrases_in(sample: Sample) -> Iterator[str]:
    planned = plan(sample.request("en", "en"))
    for slot in slots_of(planned):
        yield slot.phrase
        yield from (value.phrase for value in slot.values.values() if isinstance(value, Word))
    if sample.channel is LetterChannel.EMAIL:
        yield SUBJECTS.get(planned.stage, "subject-reply")
        yield f"topic-{sample.kind.value.replace('_', '-')}"


@cache
def _by_phrase() -> dict[str, tuple[Sample, ...]]:
    found: dict[str, list[Sample]] = {}
    for sample in all_samples():
        for phrase in dict.fromkeys(_phrases_in(sample)):
            known = found.setdefault(phrase, [])
            if len(known) < TRIED:
                known.append(sample)
    for kind in Kind:
        topic = f"topic-{kind.value.replace('_', '-')}"
        found.setdefault(topic, []).append(Sample(kind=kind, channel=LetterChannel.EMAIL))
    return {phrase: tuple(samples[:TRIED]) for phrase, samples in found.items()}


def samples_with(phrase: str) -> tuple[Sample, ...]:
    """Up to three letters in which a phrase stands; none for a name that is no phrase."""
    return _by_phrase().get(phrase, ())
