"""A case as the evidence package reads it: order, timeline, exhibits, with the bytes of every kept file."""

from __future__ import annotations

from datetime import datetime

from amends.core.contracts.evidence import EvidenceInput, EvidenceOrder, ExhibitRecord, TimelineEntry
from amends.core.errors import DomainError
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Kind
from amends.desk.cases.models import Case
from amends.desk.flow.casebook import messages_of, newest_dispute
from amends.desk.orders.models import Order
from amends.desk.storage import fetch


def case_record(case: Case, now: datetime, *, read_files: bool = True) -> tuple[EvidenceInput, dict[str, bytes]]:
    """Everything that can be proved of a case, and the files by name. Raises DomainError without an order.

    A checklist needs the records alone: ``read_files`` False leaves the bytes out.
    """
    order = case.order
    if order is None:
        raise DomainError("A case without an order cannot be proved; say which order it is about first.")
    exhibits, files = _exhibits(case, read_files)
    exhibits += _records(case, order, now)
    dispute = newest_dispute(case)
    record = EvidenceInput(
        id=f"case:{case.pk}",
        now=now,
        kind=Kind(case.kind),
        procedure=(dispute.procedure or None) if dispute else None,
        reason_code=(dispute.reason_code or None) if dispute else None,
        shop_name=case.shop.name,
        statement="",
        order=EvidenceOrder(
            number=order.number,
            platform=order.shop.platform,
            value=Money(order.value_minor, order.currency).amount,
            currency=order.currency,
            ordered_at=order.placed_at,
            product=case.product or None,
            tracking_numbers=[parcel.tracking_number for parcel in order.parcels.all()],
        ),
        timeline=_timeline(case, order),
        exhibits=exhibits,
    )
    return record, files


def _exhibits(case: Case, read_files: bool) -> tuple[list[ExhibitRecord], dict[str, bytes]]:
    records: list[ExhibitRecord] = []
    files: dict[str, bytes] = {}
    for exhibit in case.exhibits.all():
        name = None if exhibit.text else f"{exhibit.pk}-{exhibit.name}"
        if name is not None and read_files:
            files[name] = fetch(exhibit.sha256)
        records.append(
            ExhibitRecord(
                id=f"exhibit:{exhibit.pk}",
                type=EvidenceType(exhibit.type),
                title=exhibit.title or exhibit.name or exhibit.type,
                source=exhibit.source,
                captured_at=exhibit.captured_at,
                file=name,
                text=exhibit.text or None,
                sha256=exhibit.sha256,
            )
        )
    return records, files


def _records(case: Case, order: Order, now: datetime) -> list[ExhibitRecord]:
    """What the records are by themselves: the order, the listing as sold, the scans, the conversation."""
    lines = "\n".join(
        f"{line.quantity} x {line.sku} {line.title} at {Money(line.unit_price_minor, order.currency)}"
        for line in order.lines.all()
    )
    placed = f"Order {order.number}, placed {order.placed_at.isoformat()}, {Money(order.value_minor, order.currency)}"
    found = [_text("order", EvidenceType.ORDER_RECORD, "Order record", order.placed_at, f"{placed}\n{lines}")]
    for listing in order.listings[:5]:
        told = "\n".join(part for part in (listing.get("title", ""), listing.get("text", "")) if part)
        found.append(
            _text(
                f"listing:{listing.get('sku')}", EvidenceType.LISTING_SNAPSHOT, "Listing as sold", order.placed_at, told
            )
        )
    for parcel in order.parcels.all():
        scans = "\n".join(
            f"{scan.at.isoformat()} {scan.country} {scan.location} {scan.code} {scan.description}"
            for scan in parcel.scans.all()
        )
        if scans:
            title = f"Tracking history of {parcel.tracking_number}"
            found.append(_text(f"tracking:{parcel.pk}", EvidenceType.TRACKING_HISTORY, title, now, scans))
    chat = "\n\n".join(
        f"{message.sent_at.isoformat()} {'buyer' if message.from_buyer else 'seller'}:\n{message.text}"
        for message in messages_of(case)
        if not message.automatic
    )
    if chat:
        found.append(_text("conversation", EvidenceType.CHAT_RECORD, "Conversation", now, chat))
    return found


def _text(identifier: str, type_: EvidenceType, title: str, at: datetime, text: str) -> ExhibitRecord:
    return ExhibitRecord(
        id=identifier, type=type_, title=title, source="Amends records", captured_at=at, text=text or "-"
    )


def _timeline(case: Case, order: Order) -> list[TimelineEntry]:
    entries = [TimelineEntry(at=order.placed_at, actor="buyer", text=f"Order {order.number} placed.")]
    for parcel in order.parcels.all():
        entries += [
            TimelineEntry(
                at=scan.at,
                actor="carrier",
                text=" ".join(part for part in (scan.country, scan.location, scan.code, scan.description) if part)
                or "scan",
            )
            for scan in parcel.scans.all()
        ]
    entries += [
        TimelineEntry(
            at=message.sent_at, actor="buyer" if message.from_buyer else "seller", text=message.text[:2000] or "-"
        )
        for message in messages_of(case)
        if not message.automatic
    ]
    entries += [
        TimelineEntry(
            at=dispute.opened_at, actor="platform", text=f"Dispute {dispute.external_id} opened. {dispute.text}"[:2000]
        )
        for dispute in case.disputes.all()
    ]
    entries += [
        TimelineEntry(
            at=review.written_at, actor="buyer", text=f"Review, {review.rating} of 5 stars. {review.text}"[:2000]
        )
        for review in case.reviews.all()
    ]
    return sorted(entries, key=lambda entry: entry.at)
