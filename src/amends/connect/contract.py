"""What every connector speaks: records in, letters out, problems as data.

A connector turns a platform's own shape into these records; the desk knows nothing else. A record that cannot be
read becomes a ``Problem`` and costs nothing but itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Protocol

from pydantic import Field, StringConstraints

from amends.core.contracts.fields import Amount, Country, Currency, Inward, Language, Text, Time
from amends.core.contracts.watch import TrackingEvent
from amends.core.vocabulary import InboundChannel, Remedy

#: Names and numbers of the outside world: short, one line, never empty.
Reference = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Title = Annotated[str, StringConstraints(max_length=500)]


class RecordKind(StrEnum):
    """What a feed can bring."""

    ORDER = "order"
    PARCEL = "parcel"
    MESSAGE = "message"
    DISPUTE = "dispute"
    REVIEW = "review"


class LineRecord(Inward):
    """A line of an order. ``unit_cost`` is what the goods cost the seller; None where the feed does not know.

    ``stock``: how many pieces of the goods the seller had when the record was made; None where it is not told.
    """

    sku: Reference
    title: Title = ""
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1
    unit_price: Amount
    unit_cost: Amount | None = None
    stock: Annotated[int, Field(ge=0, le=10_000_000)] | None = None


class ListingRecord(Inward):
    """The listing as it was sold (requirements 75, 113): kept with the order, never changed afterwards."""

    sku: Reference
    title: Title = ""
    text: Text = ""
    pictures: list[str] = []
    url: str | None = None


class BuyerRecord(Inward):
    """The buyer as the platform names her. Names say nothing about gender, and nothing is guessed from them."""

    reference: Reference
    name: Annotated[str, Field(max_length=200)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    locale: Language | None = None


class OrderRecord(Inward):
    """One order. ``value`` is what the buyer paid in all; ``promised_by`` what she was told at the sale."""

    number: Reference
    placed_at: Time
    currency: Currency
    value: Amount
    shipping_paid: Amount = "0"
    country: Country
    region: str | None = None
    postcode: str | None = None
    buyer: BuyerRecord
    lines: Annotated[list[LineRecord], Field(max_length=500)] = []
    dispatch_due: Time | None = None
    promised_by: Time | None = None
    delivered_at: Time | None = None
    cancelled: bool = False
    platform_fulfilled: bool = False
    site: str | None = None
    listings: list[ListingRecord] = []


class ParcelRecord(Inward):
    """One parcel: many parcels may serve one order, and one parcel many orders."""

    tracking_number: Reference
    order_numbers: Annotated[list[Reference], Field(min_length=1, max_length=200)]
    carrier: str | None = None
    service: str | None = None
    origin: Country
    destination: Country | None = None
    dispatched_at: Time | None = None
    events: Annotated[list[TrackingEvent], Field(max_length=5000)] = []


class AttachmentRecord(Inward):
    """A file that came with a message: ``name`` as the buyer gave it (data, never a path), bytes in ``path``."""

    name: Annotated[str, Field(max_length=255)]
    path: str | None = None
    text: str | None = None


class MessageRecord(Inward):
    """One message of a conversation; ``from_buyer`` False is what the seller wrote.

    ``automatic`` names the kind of program that wrote it (``auto_reply``, ``bounce`` …): such a message stands in the
    conversation, asks nothing and is never answered. Empty: a person wrote it.
    """

    external_id: Reference
    thread: str | None = None
    order_number: str | None = None
    buyer: BuyerRecord | None = None
    from_buyer: bool = True
    sent_at: Time
    subject: Annotated[str, Field(max_length=998)] = ""
    text: Text
    attachments: Annotated[list[AttachmentRecord], Field(max_length=50)] = []
    automatic: Annotated[str, Field(max_length=20)] = ""


class DisputeRecord(Inward):
    """A formal dispute on a platform or with a payment provider. ``due_at`` is the platform's own date and wins."""

    external_id: Reference
    order_number: Reference
    platform: str | None = None
    procedure: str | None = None
    event: str | None = None
    region: str | None = None
    scheme: str | None = None
    reason_code: str | None = None
    opened_at: Time
    due_at: Time | None = None
    asked_amount: Amount | None = None
    asked_currency: Currency | None = None
    asks: list[Remedy] = []
    text: Text = ""
    closed_at: Time | None = None


class ReviewRecord(Inward):
    """A public review, 1 to 5 stars."""

    external_id: Reference
    order_number: str | None = None
    sku: str | None = None
    rating: Annotated[int, Field(ge=1, le=5)]
    title: Title = ""
    text: Text = ""
    written_at: Time


Record = OrderRecord | ParcelRecord | MessageRecord | DisputeRecord | ReviewRecord
RECORD_TYPES: dict[RecordKind, type[Inward]] = {
    RecordKind.ORDER: OrderRecord,
    RecordKind.PARCEL: ParcelRecord,
    RecordKind.MESSAGE: MessageRecord,
    RecordKind.DISPUTE: DisputeRecord,
    RecordKind.REVIEW: ReviewRecord,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: where, what stood there, why, and what to do."""

    line: int | None
    field: str | None
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes out with a letter."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class OutgoingLetter:
    """A letter ready to leave. ``key`` makes sending idempotent: the same key is never sent twice.

    ``references`` are the Message-IDs of the mails that it answers, the oldest first; ``automatic`` says that no
    person looked at it, which its head then tells other programs.
    """

    key: str
    shop: str
    platform: str
    channel: InboundChannel
    recipient: str
    recipient_name: str
    order_number: str
    subject: str
    text: str
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    automatic: bool = False
    attachments: tuple[Attachment, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class SendResult:
    """What the outside world said: its reference of the sent letter."""

    reference: str


class Connector(Protocol):
    """A way in and out. ``send`` raises TransportError (permanent or not) and is safe to repeat with the same key."""

    name: str

    def send(self, letter: OutgoingLetter) -> SendResult: ...
