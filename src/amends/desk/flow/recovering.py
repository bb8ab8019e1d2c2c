"""What can be claimed back of what a case has cost: found after a booking, a lost parcel, a decision; and its steps.

The engine is asked with the facts of the order; the clock gives the dates of the platforms. What a person does with a
claim is an operation, after which the other claims on the same loss are looked at again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from amends.clock import clock, procedures, safe_by
from amends.core.calendars import on_wall_clock, zone_named
from amends.core.contracts.clock import ClockInput
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import Fault, Kind, Leg, Recovery
from amends.decide.recovery import recoveries
from amends.decide.recovery_facts import Charge, Deadline, Loss, Own, Proposal
from amends.desk.cases.models import Case, Dispute
from amends.desk.exhibits.models import Exhibit
from amends.desk.flow.known_facts import delivered_at
from amends.desk.journal.queries import entries_about
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import History, evidence_of, unit_cost_minor
from amends.desk.orders.models import LedgerEntry, Order, OrderLine
from amends.desk.parcels.models import Parcel
from amends.desk.parcels.queries import parcel_that_counts
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.recoveries import operations
from amends.desk.recoveries.models import Recovery as Claim
from amends.desk.recoveries.opening import Opening, keep_found
from amends.desk.recoveries.operations import AmountNeeded, WrongDate
from amends.desk.recoveries.queries import own_results
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import NoRate, in_currency, rate_on, shop_now
from amends.jobs.registry import job

_TAKEN = (LedgerEntry.PLATFORM, LedgerEntry.PAYMENT)


@job("flow.find_recoveries")
def find_recoveries(payload: dict[str, Any], now: datetime) -> None:
    find(payload["case"], now)


def find(case_id: int, now: datetime) -> list[Claim]:
    """Open, renew or withdraw the claims of a case's order; returns what was opened. May run any number of times."""
    case = Case.objects.filter(pk=case_id).select_related("shop__organisation", "order__buyer").first()
    if case is None or case.order is None:
        return []
    case.order.shop = case.shop
    records = _records(case, case.order, shop_now(case.shop, now))
    if not records.worth_looking:
        return []
    return keep_found(
        actor=SYSTEM, case=case, order=case.order, found=_found(records), now=records.present,
        arrived_at=delivered_at(case.order, records.parcel, records.scans, records.present),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Records:
    """All that the question rests on, read once."""

    case: Case
    order: Order
    present: datetime
    lines: list[OrderLine]
    entries: list[LedgerEntry]
    parcel: Parcel | None
    claims: list[Claim]

    @property
    def worth_looking(self) -> bool:
        """Something went back, the parcel is in trouble, or there are claims already."""
        troubled = self.parcel is not None and (self.parcel.anomaly or self.parcel.leg == Leg.LOST.value)
        return bool(self.entries or troubled or self.claims)

    @property
    def concerned(self) -> frozenset[int]:
        """The lines that something went back for; all of them where nothing did yet."""
        paid = {entry.line_id for entry in self.entries}
        return frozenset(line.pk for line in self.lines if not paid or line.pk in paid)

    @property
    def scans(self) -> list[datetime]:
        """When the parcel was scanned, up to the present."""
        found = self.parcel.scans.all() if self.parcel is not None else []
        return [scan.at for scan in found if scan.at <= self.present]

    def covered(self, kind: Recovery, states: tuple[str, ...]) -> set[int]:
        rows = [claim for claim in self.claims if claim.kind == kind.value and claim.state in states]
        return {claimed.line_id for claim in rows for claimed in claim.lines.all()}


def _records(case: Case, order: Order, present: datetime) -> _Records:
    booked = LedgerEntry.objects.filter(line__order=order, voided_at__isnull=True, booked_at__lte=present)
    return _Records(
        case=case,
        order=order,
        present=present,
        lines=list(order.lines.all()),
        entries=list(booked.order_by("booked_at")),
        parcel=parcel_that_counts(order),
        claims=list(Claim.objects.filter(order=order).prefetch_related("lines")),
    )


def _found(records: _Records) -> list[Opening]:
    """The engine's proposals with their dates; once more for lines that a kind of claim has not covered yet."""
    own, lines = own_results(records.case.shop.organisation), records.concerned
    ended = (*Claim.DECIDED, Claim.EXPIRED, Claim.GIVEN_UP)
    settled = {kind: records.covered(kind, (*ended, Claim.FILED)) & lines for kind in Recovery}
    done = frozenset(kind for kind in Recovery if lines <= records.covered(kind, ended))
    rest = {kind: lines - taken for kind, taken in settled.items() if taken and taken != lines}
    openings = [
        _opening(proposal, records, lines)
        for proposal in _asked(records, lines, own, done)
        if proposal.recovery not in rest
    ]
    for kind, free in rest.items():
        others = frozenset(Recovery) - {kind}
        openings += [_opening(proposal, records, free) for proposal in _asked(records, free, own, others)]
    return openings


def _asked(records: _Records, lines: frozenset[int], own: Own, without: frozenset[Recovery]) -> list[Proposal]:
    organisation, day = records.case.shop.organisation, records.present.date()

    def convert(money: Money, currency: str) -> Money | None:
        try:
            return in_currency(money, currency, organisation, day)
        except NoRate:
            return None

    return recoveries(_loss(records, lines), own=own, convert=convert, without=without)


def _loss(records: _Records, line_ids: frozenset[int]) -> Loss:
    case, order, parcel, present = records.case, records.order, records.parcel, records.present
    shop, currency = case.shop, order.currency
    lines = [line for line in records.lines if line.pk in line_ids]
    entries = [entry for entry in records.entries if entry.line_id in line_ids]
    goods = sum(unit_cost_minor(shop, line.unit_price_minor, line.unit_cost_minor) * line.quantity for line in lines)
    scans = records.scans
    on_the_way = parcel is not None and parcel.leg != Leg.PRE_DISPATCH.value
    kept = Exhibit.objects.filter(case__order=order).values_list("type", flat=True)
    history = History(kept=frozenset(kept), offers=(), refunded_minor=0, buyer_orders=1)
    return Loss(
        platform=shop.platform,
        kind=Kind(case.kind),
        fault=Fault(case.fault),
        given_back=Money(sum(entry.amount_minor for entry in entries), currency),
        goods=Money(goods, currency),
        postage=_postage(shop, currency, present),
        recovered=Money(
            sum(c.received_minor for c in records.claims if line_ids & {each.line_id for each in c.lines.all()}),
            currency,
        ),
        minute=_wage(shop, currency, present),
        evidence=frozenset(evidence_of(case, order, parcel, history)),
        charge=_charge(records, entries),
        carrier=parcel.carrier if parcel is not None else "",
        leg=Leg(parcel.leg) if parcel is not None and parcel.looked_at is not None else None,
        anomaly=Kind(parcel.anomaly) if parcel is not None and parcel.anomaly else None,
        loss_probability=parcel.loss_probability if parcel is not None else 0.0,
        carrier_says_lost=any(c.kind == Recovery.TRACE.value and c.state == Claim.REFUSED for c in records.claims),
        dispatched_at=(parcel.dispatched_at or min(scans, default=None)) if parcel is not None and on_the_way else None,
        promised_by=order.promised_by,
        delivered_at=delivered_at(order, parcel, scans, present),
        ordered=sum(line.quantity for line in lines),
        missing=case.missing,
    )


def _charge(records: _Records, entries: list[LedgerEntry]) -> Charge | None:
    """What a platform or a bank took: not what we agreed to, and what a payment provider paid only after a dispute."""
    dispute = Dispute.objects.filter(order=records.order, opened_at__lte=records.present).order_by("-opened_at").first()
    taken = [
        entry
        for entry in entries
        if entry.source in _TAKEN and (dispute is not None or entry.source == LedgerEntry.PLATFORM)
    ]
    if not taken or Offer.objects.filter(case__order=records.order, state=Offer.ACCEPTED).exists():
        return None
    procedure = ""
    if dispute is not None:
        knowing = procedures(dispute.platform, dispute.event or "dispute_opened")
        procedure = dispute.procedure or (knowing[0] if len(knowing) == 1 else "dispute")
    return Charge(
        at=max(entry.booked_at for entry in taken),
        amount=Money(sum(entry.amount_minor for entry in taken), records.order.currency),
        platform=dispute.platform if dispute is not None else records.case.shop.platform,
        procedure=procedure,
    )


def _postage(shop: Shop, currency: str, present: datetime) -> Money:
    try:
        return in_currency(Money(shop.postage_minor, shop.currency), currency, shop.organisation, present.date())
    except NoRate:
        return Money.zero(currency)


def _wage(shop: Shop, currency: str, present: datetime) -> Decimal | None:
    """The wage of a minute in the order's currency; None where no rate leads there."""
    if shop.currency == currency:
        return shop.minute
    try:
        here = rate_on(shop.organisation, shop.currency, present.date())
        there = rate_on(shop.organisation, currency, present.date())
    except NoRate:
        return None
    return (shop.minute * here.rate / there.rate).quantize(Decimal("0.000001"))


def _opening(proposal: Proposal, records: _Records, lines: frozenset[int]) -> Opening:
    organisation = records.case.shop.organisation
    due, safe, rule = _dated(proposal.deadline, records)
    try:
        used = rate_on(organisation, proposal.adds.currency, records.present.date())
        worth, rate = used.convert(proposal.adds), _told(used)
    except NoRate as missing:
        worth, rate = Money.zero(organisation.currency), {"missing": missing.message}
    return Opening(proposal, lines, due, safe, rule, worth, rate)


def _told(used: Any) -> dict[str, str]:
    return {
        "rate": str(used.rate), "day": used.day.isoformat(), "from": used.source, "to": used.target,
        "origin": used.origin,
    }  # fmt: skip


def _dated(deadline: Deadline, records: _Records) -> tuple[datetime | None, datetime | None, dict[str, Any]]:
    """The due date, the time to act by, and the rule that says so, or why none does."""
    rule: dict[str, Any] = {
        "id": deadline.rule, "source": deadline.source, "event": deadline.event, "days": deadline.days,
        "confidence": deadline.confidence.value if deadline.confidence else "", "unknown": deadline.unknown,
        "valid_from": deadline.valid_from.isoformat() if deadline.valid_from else "",
    }  # fmt: skip
    if deadline.procedure and deadline.at is not None:
        question = ClockInput(
            id=rule["id"], platform=deadline.platform, procedure=deadline.procedure, event=deadline.event,
            region=records.case.shop.region or None, at=deadline.at,
        )  # fmt: skip
        try:
            answer = clock(question)
        except InputError as unknown:
            return None, None, {**rule, "unknown": unknown.message}
        return answer.due, answer.safe_by, {**rule, **answer.rule.model_dump(mode="json"), "unknown": ""}
    if deadline.due is None or deadline.at is None:
        return None, None, rule
    return deadline.due, safe_by(deadline.at, deadline.due), rule


# What a person does --------------------------------------------------------------------------------------------------


def _amount(text: str, currency: str) -> Money:
    try:
        return Money.parse(text.strip().replace(",", "."), currency.strip().upper())
    except InputError as error:
        raise AmountNeeded(error.message) from error


def file_claim(*, person: Person, claim: Claim, amount: str, reference: str, now: datetime) -> Claim:
    """She filed it: ``amount`` is a decimal string in the claim's currency. The newest evidence pack goes on record."""
    packs = entries_about(claim.shop_id, f"case:{claim.case_id}").filter(action="pack.built")
    pack = packs.last()
    filed = operations.file_claim(
        actor=actor_of(person), recovery=claim, owner=person, amount=_amount(amount, claim.currency),
        reference=reference, now=shop_now(claim.shop, now), pack_sha256=pack.data.get("sha256", "") if pack else "",
    )  # fmt: skip
    find(claim.case_id, now)
    return filed


def receive(
    *, person: Person, claim: Claim, amount: str, currency: str, key: str, reference: str, now: datetime
) -> Claim:
    """Money came back, in any currency; one without a rate is refused, because it could not be set against the claim."""
    present, got = shop_now(claim.shop, now), _amount(amount, currency or claim.currency)
    counted = in_currency(got, claim.currency, claim.shop.organisation, present.date())
    rate = {}
    if got.currency != claim.currency:
        organisation = claim.shop.organisation
        rate = {
            side: _told(rate_on(organisation, code, present.date()))
            for side, code in (("received", got.currency), ("claim", claim.currency))
        }
    paid = operations.receive(
        actor=actor_of(person), recovery=claim, amount=got, counted=counted, rate=rate, key=key, reference=reference,
        now=present,
    )  # fmt: skip
    find(claim.case_id, now)
    return paid


def set_due(*, person: Person, claim: Claim, day: str, source: str, now: datetime) -> Claim:
    """She knows the last day (``2026-12-31``): it ends at midnight on her own clock. Raises WrongDate."""
    present = shop_now(claim.shop, now)
    try:
        ends = datetime.combine(date.fromisoformat(day.strip()) + timedelta(days=1), time.min)
    except (ValueError, OverflowError) as error:
        raise WrongDate("Write the last day as a date, such as 2026-12-31.") from error
    due = on_wall_clock(ends, zone_named(person.time_zone))
    return operations.set_due(
        actor=actor_of(person), recovery=claim, due=due, safe_by=safe_by(present, due), source=source, now=present
    )


def refuse(*, person: Person, claim: Claim, reason: str, now: datetime) -> Claim:
    refused = operations.refuse(actor=actor_of(person), recovery=claim, reason=reason, now=shop_now(claim.shop, now))
    find(claim.case_id, now)
    return refused


def give_up(*, person: Person, claim: Claim, reason: str, now: datetime) -> Claim:
    given_up = operations.give_up(actor=actor_of(person), recovery=claim, reason=reason, now=shop_now(claim.shop, now))
    find(claim.case_id, now)
    return given_up


def undo(*, person: Person, claim: Claim, now: datetime) -> Claim:
    undone = operations.undo(actor=actor_of(person), recovery=claim, now=shop_now(claim.shop, now))
    find(claim.case_id, now)
    return undone
