"""Everything that the page of a case shows, read in one statement and laid where its readers look for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from amends.desk.assistance.models import MessageTranslation
from amends.desk.cases.models import Case, Dispute, Mention, Note
from amends.desk.conversations.models import Attachment, Message
from amends.desk.deadlines.models import Deadline
from amends.desk.exhibits.models import Exhibit
from amends.desk.journal.models import Entry
from amends.desk.journal.queries import entries_about
from amends.desk.offers.models import Offer
from amends.desk.orders.models import LedgerEntry, OrderLine
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.recoveries.models import ClaimedLine, Recovery
from amends.desk.refunds.models import Payment, Refund
from amends.desk.replies.models import Reply, Unfinished
from amends.desk.reviews.models import Review
from amends.desk.staffing.models import Staff
from amends.desk.together import Figures, Part, Parts, keep, read_together

_LINES = "SELECT id FROM orders_orderline WHERE order_id = %(order)s"
_PARCELS = "SELECT parcel_id FROM parcels_parcel_orders WHERE order_id = %(order)s"
_MESSAGES = "SELECT id FROM conversations_message WHERE conversation_id = %(conversation)s"

#: By case, by order, by conversation, by shop; then figures: ratings of the goods, and how many orders the buyer has.
PARTS: Parts = {
    **{
        name: Part(model, "case_id = %(case)s")
        for name, model in (
            ("deadlines", Deadline), ("disputes", Dispute), ("reviews", Review), ("notes", Note), ("promises", Promise),
            ("exhibits", Exhibit), ("offers", Offer), ("replies", Reply),
        )
    },
    "lines": Part(OrderLine, "order_id = %(order)s"),
    "ledger": Part(LedgerEntry, f"line_id IN ({_LINES})"),
    "parcels": Part(Parcel, f"id IN ({_PARCELS})"),
    "scans": Part(Scan, f"parcel_id IN ({_PARCELS})"),
    "recoveries": Part(Recovery, "order_id = %(order)s"),
    "claimed": Part(
        ClaimedLine, "recovery_id IN (SELECT id FROM recoveries_recovery WHERE order_id = %(order)s)"
    ),
    "messages": Part(Message, "conversation_id = %(conversation)s"),
    "attachments": Part(Attachment, f"message_id IN ({_MESSAGES})"),
    "unfinished": Part(Unfinished, "case_id = %(case)s AND person_id = %(person)s"),
    "refunds": Part(Refund, "case_id = %(case)s"),
    "payments": Part(
        Payment, "refund_id IN (SELECT id FROM refunds_refund WHERE case_id = %(case)s)"
    ),
    "translations": Part(MessageTranslation, f"message_id IN ({_MESSAGES})"),
    "journal": Part(Entry, "shop = %(shop)s AND subject = %(subject)s"),
    "people": Part(
        Person, "is_active AND id IN (SELECT person_id FROM shops_membership WHERE shop_id = %(shop)s)"
    ),
    "staff": Part(Staff, "person_id IN (SELECT person_id FROM shops_membership WHERE shop_id = %(shop)s)"),
    "mentions": Part(Mention, "note_id IN (SELECT id FROM cases_note WHERE case_id = %(case)s)"),
    "ratings": Figures(
        "sku, count(*), avg(rating * 1.0), sum(CASE WHEN rating <= 2 THEN 1 ELSE 0 END)",
        "reviews_review WHERE shop_id = %(shop)s AND sku IN"
        " (SELECT sku FROM orders_orderline WHERE order_id = %(order)s) GROUP BY sku",
    ),
    "orders": Figures("count(*)", "orders_order WHERE buyer_id = %(buyer)s"),
}  # fmt: skip
#: What lies directly under a case.
_OF_CASE = (
    "deadlines",
    "disputes",
    "reviews",
    "notes",
    "promises",
    "exhibits",
    "offers",
    "replies",
    "unfinished",
    "refunds",
)
_Grouped = dict[int, list[Any]]


def read_whole(case: Case, person: Person) -> None:
    """Read what belongs to a case and lay it under it: its relations, its order's, its conversation's.

    ``person`` is who looks: her half-written letter is read with it. For showing only: what is written afterwards is not seen in it. ``case`` has shop, order and buyer read.
    """
    found = read_together(
        PARTS,
        {
            "case": case.pk, "order": case.order_id, "conversation": case.conversation_id, "shop": case.shop_id,
            "subject": f"case:{case.pk}", "buyer": case.buyer_id, "person": person.pk,
        },
    )  # fmt: skip
    people = {person.pk: person for person in found["people"]}
    for name in _OF_CASE:
        for row in found[name]:
            row.case = case
        keep(case, name, found[name])
    _know(people, found["notes"], "author")
    _know(people, found["mentions"], "person")
    mentions = _by(found["mentions"], "note_id")
    for note in found["notes"]:
        keep(note, "mentions", mentions.get(note.pk, []))
    _know(people, found["replies"], "author", "overridden_by")
    _know(people, found["promises"], "owner")
    _know(people, found["offers"], "approved_by", "chosen_by", "declined_by")
    _know(people, found["refunds"], "decided_by", "confirmed_by", "holder")
    _know(people, found["payments"], "by")
    payments = _by(found["payments"], "refund_id")
    for refund in found["refunds"]:
        refund.shop = case.shop
        keep(refund, "payments", payments[refund.pk])
    offers = {offer.pk: offer for offer in found["offers"]}
    for reply in found["replies"]:
        if reply.offer_id in offers:
            reply.offer = offers[reply.offer_id]
    _under_order(case, found)
    case.read_together = {  # type: ignore[attr-defined]
        "journal": sorted(found["journal"], key=lambda entry: entry.pk),
        "people": sorted(found["people"], key=lambda person: person.name),
        "staff": {row.person_id: row for row in found["staff"]},
        "ratings": {sku: (number, mean, bad) for sku, number, mean, bad in found["ratings"]},
        "orders": found["orders"][0][0] if found["orders"] else 0,
        "messages": _messages(found),
    }


def beside(case: Case, name: str) -> Any | None:
    """What was read of a case beside its relations (``journal``, ``people``, ``staff``, ``orders`` …); else None."""
    return getattr(case, "read_together", {}).get(name)


def _know(people: dict[int, Person], rows: Iterable[Any], *names: str) -> None:
    """Set persons that are known already; others are read when somebody asks for them."""
    for row in rows:
        for name in names:
            if hasattr(row, f"{name}_id") and getattr(row, f"{name}_id") in people:
                setattr(row, name, people[getattr(row, f"{name}_id")])


def _by(rows: Iterable[Any], name: str) -> _Grouped:
    grouped: _Grouped = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


def _under_order(case: Case, found: dict[str, list[Any]]) -> None:
    order = case.order
    if order is None:
        return
    booked, scans = _by(found["ledger"], "line_id"), _by(found["scans"], "parcel_id")
    for line in found["lines"]:
        line.order = order
        for entry in booked[line.pk]:
            entry.line = line
        keep(line, "ledger", booked[line.pk])
    for parcel in found["parcels"]:
        parcel.shop = case.shop
        keep(parcel, "scans", scans[parcel.pk])
    keep(order, "lines", found["lines"])
    keep(order, "parcels", found["parcels"])
    lines, claimed = {line.pk: line for line in found["lines"]}, _by(found["claimed"], "recovery_id")
    for claim in found["recoveries"]:
        claim.order, claim.shop = order, case.shop
        if claim.case_id == case.pk:
            claim.case = case
        for part in claimed[claim.pk]:
            part.line = lines[part.line_id]
        keep(claim, "lines", claimed[claim.pk])
    keep(order, "recoveries", found["recoveries"])


def _messages(found: dict[str, list[Any]]) -> list[Message]:
    files, translations = _by(found["attachments"], "message_id"), _by(found["translations"], "message_id")
    for message in found["messages"]:
        keep(message, "attachments", files[message.pk])
        keep(message, "translations", translations[message.pk])
    messages: list[Message] = found["messages"]
    return messages


def messages_of(case: Case) -> list[Message]:
    """The messages of a case's conversation with their files, the oldest first."""
    if case.conversation_id is None:
        return []
    known: list[Message] | None = beside(case, "messages")
    if known is not None:
        return known
    rows = Message.objects.filter(conversation_id=case.conversation_id)
    return list(rows.prefetch_related("attachments", "translations"))


def journal_of(case: Case) -> list[Entry]:
    """What the journal says of a case, the oldest first."""
    known: list[Entry] | None = beside(case, "journal")
    return known if known is not None else list(entries_about(case.shop_id, f"case:{case.pk}"))


def newest_dispute(case: Case) -> Dispute | None:
    """The dispute that was opened last."""
    return max(case.disputes.all(), key=lambda dispute: dispute.opened_at, default=None)
