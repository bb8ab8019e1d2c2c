"""The top of a case: stage, the next hard date with its consequence, what is at risk, what the case is about and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.vocabulary import Fault, Kind
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.queries import next_deadline, open_deadlines
from amends.desk.flow.overview import Reading
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.frame import Frame
from amends.web.workspace.lines import Line, lines_of

#: Consequences by which money leaves: the sentence then names the amount.
TAKES_MONEY = frozenset(
    {
        "auto_approval", "auto_approved", "auto_refund", "auto_refund_or_auto_return", "claim_granted_to_buyer",
        "closed_in_buyer_favour", "dispute_lost", "ebay_may_refund_and_charge_seller", "liability_accepted", "lost",
        "lost_by_default", "may_debit_account", "mediation_or_refund", "platform_may_cancel_or_refund",
    }
)  # fmt: skip
CONFIDENCE = {
    "official": gettext_noop("from the platform’s own pages"),
    "secondary": gettext_noop("from a secondary source"),
    "general_knowledge": gettext_noop("general knowledge, not confirmed"),
}
#: What a reading may have seen in a text, in words for a person.
SEEN = {
    "kind": gettext_noop("what it is about"),
    "ask": gettext_noop("what she asks for"),
    "order_number": gettext_noop("order number"),
    "tracking_number": gettext_noop("tracking number"),
    "amount": gettext_noop("amount"),
    "count": gettext_noop("count"),
    "counts": gettext_noop("count"),
    "missing": gettext_noop("pieces missing"),
    "answer": gettext_noop("answer to our offer"),
    "anger": gettext_noop("anger"),
    "extra": gettext_noop("asks for more than the remedy"),
    "keep_it": gettext_noop("wants to keep it too"),
    "or_else": gettext_noop("threatens"),
    "off_platform": gettext_noop("leads off the platform"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline in words. ``gone`` is what the consequence costs, where it costs money."""

    row: Deadline
    consequence: str
    detail: Saying
    gone: str
    event: str
    confidence: str
    there: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A kind that the reading also thought of."""

    kind: str
    name: str
    chance: str


@dataclass(frozen=True, slots=True)
class Head:
    """Everything above the three panes."""

    line: Line
    due: Due | None
    others: list[Due]
    rate: str
    rate_origin: str
    no_rate: Saying
    claim: str
    situation: str
    platform_reason: str
    reasons: list[str]
    alternatives: list[Alternative]
    kinds: list[tuple[str, str]]
    faults: list[tuple[str, str]]
    cause: str
    reading: Reading | None = field(default=None)


def seen_text(what: str, language: str) -> str:
    """What a mark in the buyer's text stands for: ``kind``, ``flag:safety_hazard``, ``ask:full_refund`` …"""
    group, _found, value = what.partition(":")
    for name in ("Kind", "Flag", "Remedy"):
        for candidate in (value, what):
            shown = showing.word(candidate, name, language) if candidate else candidate
            if shown != candidate:
                return shown
    return _(SEEN[group]) if group in SEEN else what.replace("_", " ")


def _event(row: Deadline) -> str:
    words = {
        "buyer_message": _("the buyer wrote"),
        "parcel_seen": _("trouble with the parcel was seen"),
        "review_seen": _("the review was seen"),
        "message_seen": _("the buyer wrote"),
    }
    return words.get(row.event) or row.event.replace("_", " ")


def _confidence(row: Deadline) -> str:
    """How well the rule's source is known."""
    words = CONFIDENCE.get(row.rule.get("confidence") or "")
    return _(words) if words else ""


def due_of(row: Deadline, case: Case, line: Line, language: str) -> Due:
    """A deadline with its consequence: "Automatic refund of US$23.40"."""
    consequence = showing.consequence_text(row.action) if row.action else ""
    dispute = next((d for d in case.disputes.all() if row.key == f"dispute:{d.pk}"), None)
    return Due(
        row=row,
        consequence=consequence or (_("Answer due") if not row.hard else _("Answer due, consequence unknown")),
        detail=saying(row.detail, language),
        gone=_gone(row, case, dispute) if row.action in TAKES_MONEY else "",
        event=_event(row),
        confidence=_confidence(row),
        there=line.due_there if row.due == case.due else "",
    )


def _gone(row: Deadline, case: Case, dispute: Any) -> str:
    from django.utils.translation import get_language

    language = get_language() or "en"
    if dispute is not None and dispute.asked_minor is not None:
        return showing.money_text(dispute.asked_minor, dispute.asked_currency, language)
    if case.order is not None:
        return showing.money_text(
            case.asked_minor if case.asked_minor is not None else case.order.value_minor, case.order.currency, language
        )
    return ""


def head_of(case: Case, frame: Frame, reading: Reading | None) -> Head:
    """The top of the page as this person sees it."""
    language, line = frame.language, lines_of([case], frame)[0]
    first, rows = next_deadline(case), open_deadlines(case)
    seen = reading.data.get("spans", []) if reading else []
    ranked = reading.data.get("ranked", []) if reading else []
    return Head(
        line=line,
        due=due_of(first, case, line, language) if first else None,
        others=[due_of(row, case, line, language) for row in rows if first is None or row.pk != first.pk],
        rate=line.rate,
        rate_origin=str(case.loss_rate.get("origin", "")),
        no_rate=saying(str(case.loss_rate.get("missing", "")), language),
        claim=showing.word(case.claim, "Kind", language) if case.claim else "",
        situation=showing.word(case.situation, "Kind", language) if case.situation else "",
        platform_reason=case.platform_reason,
        reasons=list(dict.fromkeys(seen_text(span["what"], language) for span in seen)),
        alternatives=[
            Alternative(entry["kind"], showing.word(entry["kind"], "Kind", language), showing.percent_text(round(entry["p"], 2), language))
            for entry in ranked[:4]
            if entry["kind"] != case.kind and entry["p"] >= 0.01
        ],
        kinds=[(kind.value, showing.word(kind.value, "Kind", language)) for kind in Kind],
        faults=[(fault.value, showing.word(fault.value, "Fault", language)) for fault in Fault],
        cause=_cause(case, language),
        reading=reading,
    )  # fmt: skip


def _cause(case: Case, language: str) -> str:
    """What the records show as the cause: ``Customs · confirmed``; nothing where it is unknown."""
    status = case.cause.get("status", "unknown") if case.cause else "unknown"
    if status == "unknown":
        return ""
    party = showing.word(case.cause.get("party", ""), "Party", language)
    return f"{party} · {showing.word(status, 'CauseStatus', language)}"
