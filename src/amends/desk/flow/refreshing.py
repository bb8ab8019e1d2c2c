"""Bringing a case up to date: deadlines, parcel, assessment, offer, letter, the queue's line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from amends.clock import clock, procedures
from amends.core.contracts.clock import ClockInput
from amends.core.errors import InputError
from amends.core.money import Money, Rate
from amends.core.vocabulary import EvidenceType, Kind, Leg, Turn
from amends.decide import silence
from amends.desk.cases import operations as cases
from amends.desk.cases.assessment import assess, situation_of
from amends.desk.cases.models import Case, Dispute
from amends.desk.deadlines.answering import end_all_answered, response_dues
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.queries import missed_last, next_deadlines
from amends.desk.deadlines.setting import Due, Word, set_deadlines
from amends.desk.flow.casefile import CaseFile, open_case_files
from amends.desk.flow.deciding import decided
from amends.desk.flow.keeping import Keeping
from amends.desk.flow.known_facts import payment_facts
from amends.desk.flow.recovering import find
from amends.desk.offers import operations as offers
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import request_for
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Organisation
from amends.desk.policies import queries as policies
from amends.desk.replies import operations as replies
from amends.desk.replies.holding import note_unkeepable
from amends.desk.replies.models import Reply
from amends.desk.replies.queries import draft_request, requests_for
from amends.desk.shops.queries import NoRate, rate_on
from amends.desk.wordings.queries import house_of
from amends.evidence import evidence_gauge
from amends.jobs.queue import Work, enqueue, enqueue_many
from amends.jobs.registry import job
from amends.letter import House, draft

_Rates = dict[tuple[int, str, date], Rate | NoRate]


@job("flow.refresh_case")
def refresh_case(payload: dict[str, Any], now: datetime) -> None:
    refresh(payload["case"], now)


@job("flow.redraft")
def redraft(payload: dict[str, Any], now: datetime) -> None:
    refresh(payload["case"], now)


@job("flow.rewrite_drafts")
def rewrite_drafts(payload: dict[str, Any], now: datetime) -> None:
    """The company's wording in a language changed: cases whose letter nobody has edited are looked at again."""
    drafts = Reply.objects.filter(
        state=Reply.DRAFT,
        edited=False,
        language__startswith=payload["language"].split("-")[0],
        case__shop__organisation_id=payload["organisation"],
        case__closed_at__isnull=True,
    )
    if payload["shop"] is not None:
        drafts = drafts.filter(case__shop_id=payload["shop"])
    enqueue_many(
        Work("flow.refresh_case", {"case": case_id}, now, f"refresh:{case_id}")
        for case_id in drafts.order_by("case_id").values_list("case_id", flat=True)
    )


def refresh(case_id: int, now: datetime) -> None:
    """Bring one open case up to date, see ``refresh_all``; and what can be claimed back, also of a closed one."""
    refresh_all([case_id], now)
    find(case_id, now)


def refresh_all(case_ids: Sequence[int], now: datetime) -> None:
    """Deadlines, parcel, assessment, offer, letter, the queue's line: in this order, each from the one before.

    Many cases at once are brought up step by step, so that each step reads and writes once for all of them.
    """
    by_shop: dict[int, list[CaseFile]] = defaultdict(list)
    for file in open_case_files(case_ids, now):
        file.case.product = file.product  # the first letter names it too, before the queue's line is written
        by_shop[file.case.shop_id].append(file)
    for files in by_shop.values():
        _bring_up(files, files[0].present)
    if by_shop:
        found = sorted(file.case.pk for files in by_shop.values() for file in files)
        enqueue("flow.index_cases", {"cases": found}, now=now, priority=-5)


def _bring_up(files: Sequence[CaseFile], present: datetime) -> None:
    since = {
        file.case.pk: file.thread.conversation.first_unanswered_at
        for file in files
        if file.thread.conversation is not None
    }
    end_all_answered(actor=SYSTEM, since=since, now=present)
    set_deadlines(actor=SYSTEM, dues=[due for file in files for due in dues_of(file)], now=present)
    due = next_deadlines(file.case.pk for file in files)
    cases.keep_assessments(actor=SYSTEM, found=[_found(file) for file in files], now=present)
    offer = _propose(files, due, present)
    waiting = _write(files, offer, present)
    overdue = missed_last(
        (file.case.pk for file in files if file.case.pk not in due and file.case.turn == Turn.SELLER.value), hard=True
    )
    rates: _Rates = {}
    cases.summarise(
        summaries=[
            _summary(
                file,
                offer.get(file.case.pk),
                due.get(file.case.pk),
                file.case.pk in waiting,
                rates,
                overdue=file.case.pk in overdue,
            )
            for file in files
        ],
        now=present,
    )


def dues_of(file: CaseFile) -> Iterator[Due | Word]:
    """One deadline per open dispute, and the clocks of the buyer's oldest unanswered message."""
    case = file.case
    for dispute in file.disputes:
        if dispute.closed_at is None:
            yield _dispute_due(case, dispute)
    conversation = file.thread.conversation
    if conversation is not None:
        yield from response_dues(case, conversation.first_unanswered_at)
    elif not file.disputes:
        yield Word(case, "team:first", f"{case.opened_by}_seen", case.opened_at, case.shop.response_hours * 2)


def _dispute_due(case: Case, dispute: Dispute) -> Due | Word:
    event = dispute.event or "dispute_opened"
    knowing = procedures(dispute.platform, event)
    question = ClockInput(
        id=dispute.external_id,
        platform=dispute.platform,
        # A feed may leave the procedure out; where one alone knows the event, it is that one.
        procedure=dispute.procedure or (knowing[0] if len(knowing) == 1 else None),
        region=dispute.region or None,
        scheme=dispute.scheme or None,
        event=event,
        at=dispute.opened_at,
        api_due=dispute.due_at,
    )
    key = f"dispute:{dispute.pk}"
    try:
        answer = clock(question)
    except InputError as unknown:
        # No rule decides: our own promise stands, and the screen says that the platform's date is unknown.
        return Word(case, key, event, dispute.opened_at, case.shop.response_hours, unknown)
    return Due(case, key, event, dispute.opened_at, answer, dispute.platform, dispute.procedure, hard=True)


def _found(file: CaseFile) -> cases.Found:
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
    return cases.Found(case, kind=found.kind, situation=situation, fault=found.fault, cause=found.cause)


def _propose(files: Sequence[CaseFile], due: dict[int, Deadline], present: datetime) -> dict[int, Offer]:
    """The offer that stands for each case: proposed now, or what was on the table before."""
    standing: dict[int, Offer] = {}
    proposals: list[offers.Proposal] = []
    by = policies.standing(files[0].case.shop)
    keeping = Keeping.of(
        files[0].case.shop, [line.sku for file in files if file.order for line in file.order.lines.all()], present
    )
    for file in files:
        if file.order is None or file.sent_offer is not None or file.leaving or file.taken:
            if file.offers:
                standing[file.case.pk] = file.offers[0]
            continue
        deadline = due.get(file.case.pk)
        request = request_for(
            file.case, file.order, file.parcel, present, deadline.due if deadline else None, file.history,
            keeping.keeps(file.order.currency),
        )  # fmt: skip
        proposals.append(offers.Proposal(file.case, request, decided(by, request), silence(request, policy=by.policy)))
    for offer in offers.propose(actor=SYSTEM, proposals=proposals, now=present):
        standing[offer.case_id] = offer
    return standing


def _write(files: Sequence[CaseFile], offer: dict[int, Offer], present: datetime) -> set[int]:
    """A letter where it is our turn; none while we wait, and none over a letter that is on its way.

    Returns the cases in which a draft waits for a person.
    """
    waiting: set[int] = set()
    written: list[replies.Written] = []
    house = house_of(files[0].case.shop)
    for file in files:
        case = file.case
        if case.turn != Turn.SELLER.value or case.waiting_until is not None:
            if any(letter.state == Reply.DRAFT for letter in file.letters):
                waiting.add(case.pk)
        elif not any(letter.state in (Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR) for letter in file.letters):
            written.append(_letter(file, offer.get(case.pk), house))
            waiting.add(case.pk)
    replies.keep_drafts(actor=SYSTEM, written=written, now=present)
    _hold(waiting, present)
    return waiting


def _hold(waiting: set[int], present: datetime) -> None:
    """A person's own words stand while stock, budget and forecast change: the letter says what cannot be kept."""
    if not waiting:
        return
    drafts = Reply.objects.filter(edited=True, case__in=waiting, state=Reply.DRAFT)
    for reply in drafts.select_related("case__shop__organisation", "case__order", "offer").order_by("pk"):
        note_unkeepable(actor=SYSTEM, reply=reply, now=present)


def _letter(file: CaseFile, offer: Offer | None, house: House) -> replies.Written:
    case = file.case
    unclear = file.order is None and bool(case.order_candidates)
    agent = case.assignee
    request = draft_request(
        case,
        file.order,
        file.parcel,
        offer,
        shop_time=file.present,
        sources=file.sources,
        earlier=[
            letter
            for letter in file.letters
            if letter.state in (Reply.SENT, Reply.SENDING, Reply.QUEUED, Reply.UNCLEAR)
        ],
        agent_name=agent.name if agent else "",
        agent_language=agent.language if agent else "zh",
        requests=requests_for(case, file.thread.has_attachment, unclear),
        paid=payment_facts(file.paid),
    )
    return replies.Written(case, offer, request, draft(request, house=house))


def _rate(currency: str, organisation: Organisation, day: date, rates: _Rates) -> Rate | NoRate:
    """The day's rate, read once for all cases that are brought up together."""
    key = (organisation.pk, currency, day)
    if key not in rates:
        try:
            rates[key] = rate_on(organisation, currency, day)
        except NoRate as error:
            rates[key] = error
    return rates[key]


def _worth(file: CaseFile, offer: Offer, rates: _Rates) -> tuple[Money, Money, Money, dict[str, Any]]:
    """What silence would cost, what the proposal costs, the difference in the owner's currency, and the rate used."""
    assert file.order is not None
    currency = file.order.currency
    stake = Money(offer.silence_minor, currency)
    cost = Money.parse(offer.result["expected_cost"], currency)
    saved = Money(max(stake.minor - cost.minor, 0), currency)
    organisation = file.case.shop.organisation
    used = _rate(currency, organisation, file.present.date(), rates)
    if isinstance(used, NoRate):
        return stake, cost, Money.zero(organisation.currency), {"missing": used.message}
    rate = {
        "rate": str(used.rate), "day": used.day.isoformat(), "from": used.source, "to": used.target, "origin": used.origin,
    }  # fmt: skip
    return stake, cost, used.convert(saved), rate


def _summary(
    file: CaseFile, offer: Offer | None, due: Deadline | None, waiting: bool, rates: _Rates, *, overdue: bool
) -> cases.Summary:
    case = file.case
    stake: Money | None = None
    cost: Money | None = None
    rate: dict[str, Any] = {}
    loss = Money.zero(case.shop.organisation.currency)
    menu: list[dict[str, Any]] = []
    if offer is not None and file.order is not None:
        stake, cost, loss, rate = _worth(file, offer, rates)
        menu = offer.result["menu"]
    held = [EvidenceType(kind) for kind in (offer.request["evidence"] if offer else [])]
    have, of = evidence_gauge(Kind(case.kind), held)
    to_approve = bool(offer and offer.approval_needed and offer.approved_by_id is None and offer.state == Offer.CHOSEN)
    return cases.Summary(
        case=case,
        sources=file.sources,
        headline=_headline(file),
        product=file.product,
        due=due.due if due else None,
        safe_by=due.safe_by if due else None,
        consequence=due.action if due else "",
        # A deadline that was missed is open no more; its case keeps its place at the front until it is answered.
        past_safe=overdue if due is None else due.hard and due.safe_by <= file.present,
        stake=stake,
        loss=loss,
        rate=rate,
        proposal=menu[0]["remedy"] if menu else "",
        proposal_cost=cost,
        parcel_leg=file.parcel.leg if file.parcel else "",
        evidence_have=have,
        evidence_wanted=of,
        needs_approval=to_approve and waiting,
    )


def _headline(file: CaseFile) -> str:
    """One line that says what it is about: the parcel's trouble, else the buyer's own newest words."""
    parcel = file.parcel
    if parcel is not None and parcel.anomaly == file.case.kind:
        return parcel.reason
    if file.thread.last_words:
        return " ".join(file.thread.last_words.split())[:300]
    for text in (*(f"{review.title} {review.text}" for review in file.reviews), *(d.text for d in file.disputes)):
        if text.strip():
            return " ".join(text.split())[:300]
    return parcel.reason if parcel is not None else ""
