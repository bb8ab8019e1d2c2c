"""Which sentences of a machine's draft may stand: only those whose facts the case can show.

A sentence needs evidence unless it is mere courtesy; its figures must stand in what it cites. That the cited fact says
what else the sentence says is not something that can be checked here: a person reads it before it leaves.

This gate comes before the lint and does not replace it: it asks of each sentence where its figures come from, the lint
asks of the whole letter whether it may be sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from amends.core.contracts.letter import ChosenItem, DraftInput, Promise
from amends.core.vocabulary import LANGUAGES
from amends.letter.linting.figures import Figures, Number, figures
from amends.letter.linting.folding import fold
from amends.letter.linting.lexicon import Lexicon, lexicon
from amends.letter.linting.patterns import Writing
from amends.letter.linting.reading import primary
from amends.letter.own_words import parts_of

_ONE = Decimal(1)
#: What a sentence of mere courtesy does not speak of; concepts of the lint's word lists.
_CLAIMS = (
    "carrier", "customs", "factory", "nature", "blame", "buyer_blame", "unique_claim", "check_claim", "review",
    "refund", "full_refund", "part_refund", "send_again", "coupon", "gift", "return_goods", "sending", "cancel",
    "repair", "extend", "duty", "document", "soon",
)  # fmt: skip


class Refusal(StrEnum):
    """Why a sentence may not stand."""

    UNKNOWN_EVIDENCE = "unknown_evidence"
    NO_EVIDENCE = "no_evidence"
    NOT_IN_EVIDENCE = "not_in_evidence"


@dataclass(frozen=True, slots=True)
class Refused:
    """``excerpt`` is the figure that nothing shows, or the id that the case does not have."""

    text: str
    reason: Refusal
    excerpt: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a sentence may state, under the id by which it is cited."""

    id: str
    value: str


@dataclass(frozen=True, slots=True)
class Admitted:
    """The sentences that may go on to the lint, and those that may not, with the reason."""

    sentences: list[str]
    refused: list[Refused]


def shown_by(request: DraftInput, promises: Iterable[Promise] = ()) -> list[Shown]:
    """All that a draft for this case may state: facts, approved offers, counts, a confirmed cause, feasible promises.

    ``promises`` are those of the letter that the phrases make for the same request.
    """
    shown = [Shown(fact.id, f"{fact.what}: {fact.value}") for fact in request.facts]
    decision = request.decision
    shown += [Shown(f"offer:{index}", _offer(item)) for index, item in enumerate(decision.menu if decision else ())]
    counts = request.case.counts
    if counts is not None and counts.missing is not None:
        shown.append(Shown("case:missing", f"missing: {counts.missing}"))
    if request.case.product:
        shown.append(Shown("case:product", request.case.product))
    shown += [Shown(f"promise:{each.what.value}", f"{each.what.value}: {each.due.date()}") for each in promises]
    shown += [Shown(f"request:{each.value}", f"ask for: {each.value}") for each in request.requests]
    if request.cause is not None:
        value = f"cause: {request.cause.party.value} ({request.cause.status.value})"
        shown += [Shown(evidence, value) for evidence in request.cause.evidence]
    return shown


def _offer(item: ChosenItem) -> str:
    amount = f"{item.amount} {item.currency or ''}".strip() if item.amount is not None else ""
    day = item.by_date.isoformat() if item.by_date else ""
    return " ".join(part for part in (item.remedy.value, amount, day) if part)


def admit(
    sentences: Iterable[tuple[str, Sequence[str]]], evidence: Iterable[Shown], language: str, drafted: str = ""
) -> Admitted:
    """Part a draft (texts with the ids that they cite) into what may stand and what may not.

    What stands in ``drafted``, the letter of our own phrases, needs no other evidence.
    """
    shown: dict[str, list[str]] = {}
    for each in evidence:
        shown.setdefault(each.id, []).append(each.value)
    ours = {*parts_of(drafted), *(line.strip() for line in drafted.splitlines())}
    found = Admitted([], [])
    for text, cited in sentences:
        refused = None if text.strip() in ours else _refusal(text, cited, shown, primary(language))
        if refused is None:
            found.sentences.append(text)
        else:
            found.refused.append(refused)
    return found


def _refusal(text: str, cited: Sequence[str], shown: dict[str, list[str]], language: str) -> Refused | None:
    unknown = next((each for each in cited if each not in shown), None)
    if unknown is not None:
        return Refused(text, Refusal.UNKNOWN_EVIDENCE, unknown[:80])
    if not cited:
        claim = next((part for part in parts_of(text) if not _is_courtesy(part, language)), None)
        if claim is not None:
            return Refused(text, Refusal.NO_EVIDENCE, claim[:80])
    folded = fold(text).text
    stated = _figures(folded, language)
    known = _figures(fold(" ; ".join(value for each in cited for value in shown[each])).text, "en")
    days = {reading for day in known.days for reading in day.readings}
    pool = {value for number in known.numbers() for value in number.values}
    for day in stated.days:
        if not set(day.readings) & days:
            return _refused(text, cited, folded[day.start : day.end])
    for number in stated.numbers():
        if number.values != {_ONE} and not _is_known(number, known, pool):
            return _refused(text, cited, folded[number.start : number.end])
    return None


def _is_courtesy(sentence: str, language: str) -> bool:
    """Whether a sentence states nothing: short thanks, an apology, a greeting or a question, without a word of the case.

    Narrow on purpose: what is not recognised as courtesy needs evidence, and a model can cite some.
    """
    known = _lexicon(language)
    folded = fold(sentence).text.strip()
    hits = known.patterns.find(folded)
    if any(hits.get(concept) for concept in _CLAIMS):
        return False
    length = len(folded) if known.writing is Writing.RUNS else len(folded.split())
    short, longest = (6, 30) if known.writing is Writing.RUNS else (3, 14)
    polite = bool(hits.get("gratitude") or hits.get("apology") or folded.endswith("?"))
    return length <= short or (polite and length <= longest)


def _is_known(number: Number, known: Figures, pool: set[Decimal]) -> bool:
    if not number.currencies:
        return bool(number.values & pool) and not number.percent
    return any(
        number.values & other.values and set(number.currencies) & set(other.currencies) for other in known.amounts
    )


def _refused(text: str, cited: Sequence[str], excerpt: str) -> Refused:
    return Refused(text, Refusal.NOT_IN_EVIDENCE if cited else Refusal.NO_EVIDENCE, excerpt.strip())


def _figures(folded: str, language: str) -> Figures:
    return figures(folded, [_lexicon(language)])


def _lexicon(language: str) -> Lexicon:
    return lexicon(language if language in LANGUAGES else "en")
