"""What is known: order and money, listing, parcel, buyer, ratings, evidence, promises."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from amends.core.money import Money
from amends.core.vocabulary import EvidenceType
from amends.desk.cases.models import Case
from amends.desk.exhibits.models import Exhibit
from amends.desk.flow.form_answers import form_for
from amends.desk.flow.overview import (
    ListingRating,
    evidence_list,
    evidence_platform,
    listing_ratings,
    still_open,
)
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.orders.queries import ledger_of
from amends.desk.parcels.models import Parcel
from amends.desk.parcels.queries import parcel_that_counts
from amends.desk.promises.models import Promise
from amends.desk.recoveries.queries import recoveries_of
from amends.desk.refunds.models import Refund
from amends.desk.refunds.queries import attempts
from amends.desk.together import loaded
from amends.web import showing
from amends.web.sayings import Saying, saying
from amends.web.workspace.casepage.files import shown_as, size_text
from amends.web.workspace.casepage.forecast import Forecast, forecast_of
from amends.web.workspace.casepage.timeline import source_words
from amends.web.workspace.claiming import Row, rows_of
from amends.web.workspace.frame import Frame
from amends.web.workspace.refunding import Row as RefundRow
from amends.web.workspace.refunding import rows_of as refund_rows


@dataclass(frozen=True, slots=True)
class Booking:
    """One booking on the order's ledger; all lines that share its key."""

    key: str
    amount: str
    way: str
    reference: str
    at: datetime
    void: bool


@dataclass(frozen=True, slots=True)
class OrderFacts:
    order: Order
    lines: list[dict[str, Any]]
    value: str
    shipping: str
    refunded: str
    open: str
    open_amount: str
    bookings: list[Booking]
    ways: list[tuple[str, str]]
    token: str
    listings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ParcelFacts:
    parcel: Parcel
    reason: Saying
    leg: str
    anomaly: str
    loss: str
    chances: list[tuple[str, str]]
    forecast: Forecast | None
    scans: list[Any]
    others: list[Parcel]


@dataclass(frozen=True, slots=True)
class Rating:
    """The stars of a listing as a bar of 100 units."""

    row: ListingRating
    stars: str
    width: int
    bad: str


@dataclass(frozen=True, slots=True)
class Gap:
    name: str
    needed: bool
    why: Saying
    type: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The evidence at hand and what is missing; ``problem`` where there is no list."""

    have: list[str]
    gaps: list[Gap]
    wanted: int
    met: int
    problem: Saying
    platform: str
    types: list[tuple[str, str]]
    exhibits: list[tuple[Exhibit, str, str, str]]
    has_form: bool


def order_facts(case: Case, frame: Frame) -> OrderFacts | None:
    """Lines, value, ledger and what is still open; ``token`` keeps a booking that is sent twice from counting twice."""
    order = case.order
    if order is None:
        return None
    language, currency = frame.language, order.currency
    bookings: dict[str, list[LedgerEntry]] = {}
    entries = ledger_of(order)
    for entry in entries:
        bookings.setdefault(entry.key, []).append(entry)
    rest = still_open(order)
    return OrderFacts(
        order=order,
        lines=[
            {
                "title": line.title or line.sku,
                "sku": line.sku,
                "quantity": line.quantity,
                "price": showing.money_text(line.unit_price_minor, currency, language),
                "total": showing.money_text(line.unit_price_minor * line.quantity, currency, language),
            }
            for line in order.lines.all()
        ],
        value=showing.money_text(order.value_minor, currency, language),
        shipping=showing.money_text(order.shipping_minor, currency, language) if order.shipping_minor else "",
        refunded=showing.money_text(_refunded(entries), currency, language),
        open=showing.money_text(rest.minor, currency, language),
        open_amount=rest.amount,
        bookings=[_booking(key, rows, language) for key, rows in bookings.items()],
        ways=[(source, source_words(source)) for source, _same in LedgerEntry.SOURCES],
        token=f"case:{case.pk}:{secrets.token_hex(8)}",
        listings=order.listings,
    )


def _refunded(entries: Iterable[LedgerEntry]) -> int:
    """What went back in money, in minor units: goods sent again are none."""
    return sum(
        entry.amount_minor for entry in entries if entry.voided_at is None and entry.source != LedgerEntry.RESHIP
    )


def _booking(key: str, rows: list[LedgerEntry], language: str) -> Booking:
    first = rows[0]
    total = Money(sum(row.amount_minor for row in rows), first.line.order.currency)
    return Booking(
        key=key,
        amount=showing.money_text(total.minor, total.currency, language),
        way=source_words(first.source),
        reference=first.reference,
        at=first.booked_at,
        void=first.voided_at is not None,
    )


def parcel_facts(case: Case, frame: Frame, present: datetime) -> ParcelFacts | None:
    """The parcel that counts, with its forecast; the order's other parcels by number."""
    parcel = parcel_that_counts(case.order)
    if parcel is None or case.order is None:
        return None
    language = frame.language
    chances = [
        (_("in %(days)s days") % {"days": days}, showing.percent_text(round(parcel.arrival[name], 2), language))
        for name, days in (("p7", 7), ("p14", 14), ("p30", 30))
        if parcel.arrival.get(name) is not None
    ]
    under_way = parcel.leg not in ("delivered", "returned")
    return ParcelFacts(
        parcel=parcel,
        reason=saying(parcel.reason, language),
        leg=showing.word(parcel.leg, "Leg", language),
        anomaly=showing.word(parcel.anomaly, "Kind", language) if parcel.anomaly else "",
        loss=showing.percent_text(round(parcel.loss_probability, 2), language) if under_way else "",
        chances=chances if under_way else [],
        forecast=forecast_of(parcel, case.order, present, frame),
        scans=list(reversed(parcel.scans.all())),
        others=[other for other in case.order.parcels.all() if other.pk != parcel.pk],
    )


def ratings(case: Case, frame: Frame) -> list[Rating]:
    """What buyers said of the listings of this order."""
    if case.order is None:
        return []
    return [
        Rating(
            row=row,
            stars=f"{row.mean:.2f}" if row.mean is not None else "–",
            width=round(100 * row.mean / 5) if row.mean is not None else 0,
            bad=showing.percent_text(round(row.bad / row.reviews, 2), frame.language) if row.reviews else "",
        )
        for row in listing_ratings(case)
    ]


def proof_of(case: Case, frame: Frame, present: datetime) -> Proof:
    """The checklist of the platform, and what was kept."""
    language = frame.language
    asked = evidence_list(case, present)
    found = asked.found
    exhibits = [
        (each, showing.word(each.type, "EvidenceType", language), size_text(each.size), shown_as(each.media_type))
        for each in case.exhibits.all()
    ]
    types = [(kind.value, showing.word(kind.value, "EvidenceType", language)) for kind in EvidenceType]
    return Proof(
        have=[showing.word(kind.value, "EvidenceType", language) for kind in found.have] if found else [],
        gaps=[
            Gap(
                showing.word(gap.type.value, "EvidenceType", language),
                gap.importance == "needed",
                saying(gap.why, language),
                gap.type.value,
            )
            for gap in found.gaps
        ]
        if found
        else [],
        wanted=asked.wanted,
        met=asked.met,
        problem=saying(asked.problem, language),
        platform=showing.word(evidence_platform(case), "Platform", language),
        types=types,
        exhibits=exhibits,
        has_form=form_for(case) is not None,
    )


def claims_of(case: Case, frame: Frame) -> list[Row]:
    """What can be claimed back, or was, for this order."""
    return rows_of(recoveries_of(case.order), frame)


def refunds_shown(case: Case, frame: Frame) -> list[RefundRow]:
    """Money that was decided to go back for this case, sent or not."""
    known = loaded(case, "refunds")
    if known is not None:
        return refund_rows(known, frame)
    rows = Refund.objects.filter(case=case).select_related("shop", "decided_by", "confirmed_by", "holder")
    return refund_rows(rows.prefetch_related(attempts()), frame)


def promises_of(case: Case, frame: Frame) -> list[tuple[Promise, str]]:
    """What was promised to this buyer, the next first."""
    return [(row, showing.word(row.what, "PromiseWhat", frame.language)) for row in case.promises.all()]
