"""What happened in a case, from all sources, as plain records: for programs. The screens have their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.orders.queries import ledger_of
from amends.desk.replies.models import Reply


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing. ``side``: ``buyer``, ``seller``, ``carrier`` or ``platform``; ``reference`` names its record."""

    at: datetime
    kind: str
    side: str
    title: str
    text: str
    reference: str


def history_of(case: Case) -> list[Happened]:
    """Messages, scans, disputes, reviews, letters, notes and bookings, the newest first."""
    found = [*_messages(case), *_scans(case), *_claims(case), *_letters(case), *_bookings(case)]
    return sorted(found, key=lambda each: (each.at, each.reference), reverse=True)


def _messages(case: Case) -> Iterator[Happened]:
    if case.conversation_id is None:
        return
    for message in Message.objects.filter(conversation_id=case.conversation_id):
        side = "buyer" if message.from_buyer else "seller"
        yield Happened(message.sent_at, "message", side, message.subject, message.text, f"message:{message.pk}")


def _scans(case: Case) -> Iterator[Happened]:
    for parcel in case.order.parcels.prefetch_related("scans") if case.order else ():
        for scan in parcel.scans.all():
            place = ", ".join(part for part in (scan.location, scan.country) if part)
            said = scan.description or scan.status or scan.code
            yield Happened(scan.at, "scan", "carrier", said, place, f"parcel:{parcel.pk}:{scan.pk}")


def _claims(case: Case) -> Iterator[Happened]:
    for dispute in case.disputes.all():
        yield Happened(
            dispute.opened_at, "dispute", "buyer", dispute.reason_code, dispute.text, f"dispute:{dispute.pk}"
        )
        if dispute.closed_at:
            yield Happened(dispute.closed_at, "dispute_closed", "platform", "", "", f"dispute:{dispute.pk}")
    for review in case.reviews.all():
        title = f"{review.rating}/5 {review.title}".strip()
        yield Happened(review.written_at, "review", "buyer", title, review.text, f"review:{review.pk}")


def _letters(case: Case) -> Iterator[Happened]:
    for reply in case.replies.filter(state=Reply.SENT):
        if reply.sent_at:
            yield Happened(reply.sent_at, "letter", "seller", reply.subject, reply.body, f"letter:{reply.pk}")
    for note in case.notes.select_related("author"):
        who = note.author.name if note.author else ""
        yield Happened(note.at, "note", "seller", who, note.text, f"note:{note.pk}")


def _bookings(case: Case) -> Iterator[Happened]:
    for entry in ledger_of(case.order) if case.order else ():
        amount = Money(entry.amount_minor, case.order.currency) if case.order else None
        kind = "refund_voided" if entry.voided_at else "refund"
        yield Happened(entry.booked_at, kind, "seller", str(amount), entry.source, f"booking:{entry.key}")
