"""Bringing a case up to date: deadlines, parcel, assessment, offer, letter, the queue's line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.clock import clock
from amends.core.contracts.clock import ClockInput
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Kind, Leg, Turn
from amends.decide import decide, silence
from amends.desk.cases import operations as cases
from amends.desk.cases.assessment import assess, situation_of
from amends.desk.cases.models import Case, Dispute
from amends.desk.deadlines import operations as deadlines
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.queries import next_deadline
from amends.desk.flow.casefile import CaseFile, fresh_case_file, open_case_file
from amends.desk.offers import operations as offers
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import request_for
from amends.desk.people.actors import SYSTEM
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import draft_request, requests_for
from amends.desk.shops.queries import NoRate, in_owner_currency
from amends.evidence import evidence_gauge
from amends.jobs.registry import job
from amends.letter import draft


@job("flow.refresh_case")
def refresh_case(payload: dict[str, Any], now: datetime) -> None:
    refresh(payload["case"], now)


@job("flow.redraft")
def redraft(payload: dict[str, Any], now: datetime) -> None:
    refresh(payload["case"], now)


def refresh(case_id: int, now: datetime, *, fresh: Case | None = None) -> None:
    """Deadlines, parcel, assessment, offer, letter, the queue's line: in this order, each from the one before.

    ``fresh`` is the case itself where it was opened just now: it is not read again, and nothing earlier is looked for.
    """
    file = open_case_file(case_id, now) if fresh is None else fresh_case_file(fresh, now)
    if file is None:
        return
    file.case.product = file.product  # the first letter names it too, before the queue's line is written
    set_deadlines(file)
    due = next_deadline(file.case)
    _assess(file)
    offer = _propose(file, due)
    waiting = _write(file, offer)
    _summarise(file, offer, due, waiting)


def set_deadlines(file: CaseFile) -> None:
    """One deadline per open dispute, and one for the buyer's oldest unanswered message."""
    case = file.case
    for dispute in file.disputes:
        if dispute.closed_at is None:
            _dispute_deadline(case, dispute, file.present)
    if file.conversation is not None and file.conversation.first_unanswered_at is not None:
        _response_deadline(case, file.conversation.first_unanswered_at, file.present)
    elif file.conversation is None and not file.disputes:
        deadlines.set_team_deadline(
            actor=SYSTEM,
            case=case,
            key="team:first",
            event=f"{case.opened_by}_seen",
            at=case.opened_at,
            hours=case.shop.response_hours * 2,
            now=file.present,
        )


def _dispute_deadline(case: Case, dispute: Dispute, present: datetime) -> None:
    question = ClockInput(
        id=dispute.external_id,
        platform=dispute.platform,
        procedure=dispute.procedure or None,
        region=dispute.region or None,
        scheme=dispute.scheme or None,
        event=dispute.event or "dispute_opened",
        at=dispute.opened_at,
        api_due=dispute.due_at,
    )
    key = f"dispute:{dispute.pk}"
    try:
        answer = clock(question)
    except InputError:
        # No rule decides: our own promise stands, and the screen says that the platform's date is unknown.
        deadlines.set_team_deadline(
            actor=SYSTEM,
            case=case,
            key=key,
            event=question.event,
            at=dispute.opened_at,
            hours=case.shop.response_hours,
            now=present,
        )
        return
    deadlines.set_deadline(
        actor=SYSTEM,
        case=case,
        key=key,
        platform=dispute.platform,
        procedure=dispute.procedure,
        event=question.event,
        at=dispute.opened_at,
        answer=answer,
        hard=True,
        now=present,
    )


def _response_deadline(case: Case, since: datetime, present: datetime) -> None:
    key = f"answer:{int(since.timestamp())}"
    shop = case.shop
    question = ClockInput(id=key, platform=shop.platform, region=shop.region or None, event="buyer_message", at=since)
    try:
        answer = clock(question)
    except InputError:
        deadlines.set_team_deadline(
            actor=SYSTEM, case=case, key=key, event="buyer_message", at=since, hours=shop.response_hours, now=present
        )
        return
    deadlines.set_deadline(
        actor=SYSTEM,
        case=case,
        key=key,
        platform=shop.platform,
        procedure="",
        event="buyer_message",
        at=since,
        answer=answer,
        hard=False,
        now=present,
    )


def _assess(file: CaseFile) -> None:
    case, parcel = file.case, file.parcel
    claim = Kind(case.claim) if case.claim else None
    anomaly = Kind(parcel.anomaly) if parcel is not None and parcel.anomaly else None
    leg = Leg(parcel.leg) if parcel is not None and parcel.looked_at is not None else None
    situation = situation_of(claim, anomaly, leg)
    if claim is None and situation is None and case.kind:
        situation = Kind(case.kind)
    evidence: list[str] = []
    if parcel is not None and parcel.evidence:
        scans = [scan.pk for scan in parcel.scans.all()]
        evidence = [f"scan:{scans[index]}" for index in parcel.evidence if index < len(scans)][:3]
    found = assess(claim, situation, evidence)
    cases.keep_assessment(
        actor=SYSTEM,
        case=case,
        kind=found.kind,
        situation=situation,
        fault=found.fault,
        cause=found.cause,
        now=file.present,
    )


def _propose(file: CaseFile, due: Deadline | None) -> Offer | None:
    if file.order is None or file.sent_offer is not None:
        return file.offers[0] if file.offers else None
    request = request_for(file.case, file.order, file.parcel, file.present, due.due if due else None, file.history)
    offer, _ = offers.propose(
        actor=SYSTEM,
        case=file.case,
        request=request,
        result=decide(request),
        silence=silence(request),
        now=file.present,
    )
    return offer


def _write(file: CaseFile, offer: Offer | None) -> bool:
    """A letter where it is our turn; none while we wait, and none over a letter that is on its way.

    Returns whether a draft waits for a person.
    """
    case = file.case
    if case.turn != Turn.SELLER.value or case.waiting_until is not None:
        return any(letter.state == Reply.DRAFT for letter in file.letters)
    if any(letter.state in (Reply.QUEUED, Reply.SENDING) for letter in file.letters):
        return False
    unclear = file.order is None and bool(case.order_candidates)
    agent = case.assignee
    request = draft_request(
        case,
        file.order,
        file.parcel,
        offer,
        shop_time=file.present,
        sources=file.sources,
        earlier=[letter for letter in file.letters if letter.state in (Reply.SENT, Reply.SENDING, Reply.QUEUED)],
        agent_name=agent.name if agent else "",
        agent_language=agent.language if agent else "zh",
        requests=requests_for(case, file.has_attachment, unclear),
    )
    replies.keep_draft(actor=SYSTEM, case=case, offer=offer, request=request, result=draft(request), now=file.present)
    return True


def _worth(file: CaseFile, offer: Offer) -> tuple[Money, Money, Money, dict[str, Any]]:
    """What silence would cost, what the proposal costs, the difference in the owner's currency, and the rate used."""
    assert file.order is not None
    currency = file.order.currency
    stake = Money(offer.silence_minor, currency)
    cost = Money.parse(offer.result["expected_cost"], currency)
    saved = Money(max(stake.minor - cost.minor, 0), currency)
    organisation = file.case.shop.organisation
    try:
        loss, used = in_owner_currency(saved, organisation, file.present.date())
    except NoRate as error:
        return stake, cost, Money.zero(organisation.currency), {"missing": error.message}
    rate = {
        "rate": str(used.rate), "day": used.day.isoformat(), "from": used.source, "to": used.target, "origin": used.origin,
    }  # fmt: skip
    return stake, cost, loss, rate


def _summarise(file: CaseFile, offer: Offer | None, due: Deadline | None, waiting: bool) -> None:
    case = file.case
    stake: Money | None = None
    cost: Money | None = None
    rate: dict[str, Any] = {}
    loss = Money.zero(case.shop.organisation.currency)
    menu: list[dict[str, Any]] = []
    if offer is not None and file.order is not None:
        stake, cost, loss, rate = _worth(file, offer)
        menu = offer.result["menu"]
    held = [EvidenceType(kind) for kind in (offer.request["evidence"] if offer else [])]
    have, of = evidence_gauge(Kind(case.kind), held)
    to_approve = bool(offer and offer.approval_needed and offer.approved_by_id is None and offer.state == Offer.CHOSEN)
    cases.summarise(
        case=case,
        sources=file.sources,
        summary=cases.Summary(
            headline=_headline(file),
            product=file.product,
            due=due.due if due else None,
            safe_by=due.safe_by if due else None,
            consequence=due.action if due else "",
            past_safe=bool(due and due.hard and due.safe_by <= file.present),
            stake=stake,
            loss=loss,
            rate=rate,
            proposal=menu[0]["remedy"] if menu else "",
            proposal_cost=cost,
            parcel_leg=file.parcel.leg if file.parcel else "",
            evidence_have=have,
            evidence_wanted=of,
            needs_approval=to_approve and waiting,
        ),
        now=file.present,
    )


def _headline(file: CaseFile) -> str:
    """One line that says what it is about: the parcel's trouble, else the buyer's own newest words."""
    parcel = file.parcel
    if parcel is not None and parcel.anomaly == file.case.kind:
        return parcel.reason
    if file.last_words:
        return " ".join(file.last_words.split())[:300]
    for text in (*(f"{review.title} {review.text}" for review in file.reviews), *(d.text for d in file.disputes)):
        if text.strip():
            return " ".join(text.split())[:300]
    return parcel.reason if parcel is not None else ""
