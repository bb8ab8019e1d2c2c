"""What the page of a case is made from, across the nouns. Reading only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, Q

from amends.core.contracts.evidence import Checklist
from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Attachment
from amends.desk.exhibits.models import Exhibit
from amends.desk.flow.casebook import beside, messages_of, newest_dispute
from amends.desk.flow.proof import case_record
from amends.desk.orders.models import Order
from amends.desk.orders.queries import ledger_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply
from amends.desk.reviews.models import Review
from amends.desk.shops.models import Shop
from amends.evidence import checklist
from amends.evidence.checklist import demand_of


@dataclass(frozen=True, slots=True)
class Reading:
    """How the last thing that the buyer said was understood, and where it stands (``message``, ``dispute``, ``review``)."""

    source: str
    source_id: int
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ListingRating:
    """Reviews of one listing as they were imported: how many, their mean, how many of one or two stars."""

    sku: str
    reviews: int
    mean: float | None
    bad: int


def reading_of(case: Case) -> Reading | None:
    """The reading on which the case's kind rests: the last message that was understood, else dispute, else review."""
    if case.conversation_id is not None:
        said = (
            message for message in reversed(messages_of(case)) if message.from_buyer and message.reading is not None
        )
        message = next(said, None)
        if message is not None and message.reading:
            return Reading("message", message.pk, message.reading)
    newest = max(case.reviews.all(), key=lambda review: review.written_at, default=None)
    for source, row in (("dispute", newest_dispute(case)), ("review", newest)):
        if row is not None and row.reading:
            return Reading(source, row.pk, row.reading)
    return None


def still_open(order: Order) -> Money:
    """What of an order's value has not gone back yet, in money or in goods."""
    booked = sum(entry.amount_minor for entry in ledger_of(order) if entry.voided_at is None)
    return Money(max(order.value_minor - booked, 0), order.currency)


def listing_ratings(case: Case) -> list[ListingRating]:
    """The ratings of what was ordered, one a listing."""
    if case.order is None:
        return []
    skus = list(dict.fromkeys(line.sku for line in case.order.lines.all()))
    known = beside(case, "ratings")
    if known is None:
        seen = Review.objects.filter(shop_id=case.shop_id, sku__in=skus).values_list("sku").order_by("sku")
        counted = seen.annotate(number=Count("id"), mean=Avg("rating"), bad=Count("id", filter=Q(rating__lte=2)))
        known = {sku: (number, mean, bad) for sku, number, mean, bad in counted}
    return [ListingRating(sku, *known.get(sku, (0, None, 0))) for sku in skus]


def colleagues(case: Case) -> list[Person]:
    """Who works in the case's shop."""
    known: list[Person] | None = beside(case, "people")
    if known is not None:
        return known
    return list(Person.objects.filter(memberships__shop_id=case.shop_id, is_active=True).order_by("name"))


def colleague_of(shops: Sequence[Shop], person_id: int) -> Person | None:
    """Somebody who works in one of these shops."""
    return Person.objects.filter(pk=person_id, memberships__shop__in=[shop.pk for shop in shops]).first()


def evidence_platform(case: Case) -> str:
    """Whose rules of evidence hold: those of the open dispute, else of the shop."""
    dispute = newest_dispute(case)
    return dispute.platform if dispute is not None else case.shop.platform


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """The platform's checklist and how much of what it asks for is there; or no list, and the reason in ``problem``."""

    found: Checklist | None
    met: int = 0
    wanted: int = 0
    problem: str = ""


def evidence_list(case: Case, present: datetime) -> EvidenceList:
    """What is at hand and what is missing, by the rules of the dispute's platform (else the shop's)."""
    platform = evidence_platform(case)
    try:
        record, _ = case_record(case, present, read_files=False)
        found, asked = checklist(record, platform), len(demand_of(record, platform).asks.evidence)
    except (DomainError, InputError) as error:
        return EvidenceList(None, problem=error.message)
    return EvidenceList(found, asked - len(found.gaps), asked)


def attachment_of(case: Case, attachment_id: int) -> Attachment | None:
    """A file of this case's conversation."""
    if case.conversation_id is None:
        return None
    return (
        Attachment.objects.filter(pk=attachment_id, message__conversation_id=case.conversation_id)
        .select_related("message")
        .first()
    )


def exhibit_of(case: Case, exhibit_id: int) -> Exhibit | None:
    """A kept piece of evidence of this case."""
    return Exhibit.objects.filter(pk=exhibit_id, case=case).first()


def order_named(case: Case, order_id: str, number: str) -> Order | None:
    """An order of the case's shop, by its id (a candidate that was clicked) or by its number (typed)."""
    orders = Order.objects.filter(shop_id=case.shop_id).select_related("buyer", "shop")
    if order_id.isdecimal() and len(order_id) < 19:
        return orders.filter(pk=int(order_id)).first()
    return orders.filter(number=number.strip()).first() if number.strip() else None


def letter_seen_by(person: Person, reply_id: int) -> Reply | None:
    """A letter of one of the person's shops."""
    return (
        Reply.objects.filter(pk=reply_id, case__shop__memberships__person=person)
        .select_related("case__shop", "case__order", "case__buyer", "offer")
        .first()
    )
