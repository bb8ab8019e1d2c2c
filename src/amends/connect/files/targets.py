"""The fields that a mapping can fill, for each kind of record: one list for reading, guessing, templates and docs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amends.connect.contract import RecordKind


class Shape(StrEnum):
    """How the text of a cell is read."""

    IDENTIFIER = "identifier"
    IDENTIFIERS = "identifiers"
    TEXT = "text"
    NAMES = "names"
    TIME = "time"
    MONEY = "money"
    COST = "cost"
    CURRENCY = "currency"
    COUNTRY = "country"
    LANGUAGE = "language"
    NUMBER = "number"
    YES_NO = "yes_no"
    REMEDIES = "remedies"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Target:
    """A field: how it is read, whether a record needs it, its longest text, and what it means."""

    shape: Shape
    meaning: str
    required: bool = False
    longest: int = 120
    #: The constant of the mapping that stands in where no column gives it.
    constant: str | None = None


_BUYER = {
    "buyer.reference": Target(Shape.IDENTIFIER, "what the platform calls the buyer"),
    "buyer.name": Target(Shape.TEXT, "the buyer's name", longest=200),
    "buyer.email": Target(Shape.EMAIL, "the buyer's mail address", longest=254),
    "buyer.locale": Target(Shape.LANGUAGE, "the buyer's language, such as pt-BR"),
}

ORDER = {
    "number": Target(Shape.IDENTIFIER, "order number", required=True),
    "placed_at": Target(Shape.TIME, "when the order was placed", required=True, constant="placed_at"),
    "currency": Target(Shape.CURRENCY, "currency of all amounts", required=True, constant="currency"),
    "value": Target(Shape.MONEY, "what the buyer paid in all", required=True),
    "shipping_paid": Target(Shape.MONEY, "what of it was for postage"),
    "country": Target(Shape.COUNTRY, "where the parcel goes", required=True, constant="country"),
    "region": Target(Shape.TEXT, "state or province", longest=200),
    "postcode": Target(Shape.TEXT, "postcode", longest=40),
    **_BUYER,
    "dispatch_due": Target(Shape.TIME, "last moment to hand over to the carrier"),
    "promised_by": Target(Shape.TIME, "delivery date that the buyer was told"),
    "delivered_at": Target(Shape.TIME, "when it was delivered"),
    "cancelled": Target(Shape.YES_NO, "whether the order was cancelled"),
    "platform_fulfilled": Target(Shape.YES_NO, "whether the platform's warehouse ships it"),
    "site": Target(Shape.TEXT, "site of the platform, such as amazon.de", longest=200),
}
ORDER["buyer.reference"] = Target(Shape.IDENTIFIER, "what the platform calls the buyer", required=True)

LINE = {
    "sku": Target(Shape.IDENTIFIER, "the seller's number of the goods", required=True),
    "title": Target(Shape.TEXT, "name of the goods", longest=500),
    "quantity": Target(Shape.NUMBER, "pieces"),
    "unit_price": Target(Shape.MONEY, "price of one piece", required=True),
    "unit_cost": Target(Shape.COST, "what one piece costs the seller, in the order's currency"),
    "stock": Target(Shape.NUMBER, "pieces of the goods that the seller has in stock, as of the import"),
}
LISTING = {
    "text": Target(Shape.TEXT, "text of the listing", longest=200_000),
    "url": Target(Shape.TEXT, "address of the listing", longest=2_000),
    "pictures": Target(Shape.NAMES, "addresses of its pictures", longest=2_000),
}

PARCEL = {
    "tracking_number": Target(Shape.IDENTIFIER, "tracking number", required=True),
    "order_numbers": Target(Shape.IDENTIFIERS, "the orders in the parcel", required=True),
    "carrier": Target(Shape.TEXT, "carrier", longest=200),
    "service": Target(Shape.TEXT, "service or channel of the carrier", longest=200),
    "origin": Target(Shape.COUNTRY, "where it is sent from", required=True, constant="origin"),
    "destination": Target(Shape.COUNTRY, "where it goes", constant="country"),
    "dispatched_at": Target(Shape.TIME, "when it was handed to the carrier"),
}
EVENT = {
    "at": Target(Shape.TIME, "when the scan was made", required=True),
    "source": Target(Shape.TEXT, "whose codes: aftership, 17track, cainiao, karrio or plain"),
    "code": Target(Shape.TEXT, "the source's finest code", longest=200),
    "status": Target(Shape.TEXT, "the source's main status", longest=200),
    "description": Target(Shape.TEXT, "the carrier's words", longest=2_000),
    "country": Target(Shape.COUNTRY, "country of the scan"),
    "location": Target(Shape.TEXT, "place of the scan", longest=500),
}

MESSAGE = {
    "external_id": Target(Shape.IDENTIFIER, "the platform's number of the message", required=True),
    "thread": Target(Shape.TEXT, "the conversation that it belongs to", longest=200),
    "order_number": Target(Shape.IDENTIFIER, "order number"),
    **_BUYER,
    "from_buyer": Target(Shape.YES_NO, "whether the buyer wrote it"),
    "sent_at": Target(Shape.TIME, "when it was sent", required=True),
    "subject": Target(Shape.TEXT, "subject", longest=998),
    "text": Target(Shape.TEXT, "what was written", required=True, longest=200_000),
    "attachments": Target(Shape.NAMES, "names of the files that came with it", longest=255),
}

DISPUTE = {
    "external_id": Target(Shape.IDENTIFIER, "the platform's number of the dispute", required=True),
    "order_number": Target(Shape.IDENTIFIER, "order number", required=True),
    "platform": Target(Shape.TEXT, "platform or payment provider", constant="platform"),
    "procedure": Target(Shape.TEXT, "the platform's procedure"),
    "event": Target(Shape.TEXT, "the event that starts the deadline"),
    "region": Target(Shape.TEXT, "region whose rules hold"),
    "scheme": Target(Shape.TEXT, "card scheme, such as visa"),
    "reason_code": Target(Shape.TEXT, "the platform's reason", longest=300),
    "opened_at": Target(Shape.TIME, "when it was opened", required=True),
    "due_at": Target(Shape.TIME, "answer by, as the platform says"),
    "asked_amount": Target(Shape.MONEY, "what the buyer asks for"),
    "asked_currency": Target(Shape.CURRENCY, "its currency", constant="currency"),
    "asks": Target(Shape.REMEDIES, "remedies that the buyer asks for"),
    "text": Target(Shape.TEXT, "what the buyer wrote", longest=200_000),
    "closed_at": Target(Shape.TIME, "when it was closed"),
}

REVIEW = {
    "external_id": Target(Shape.IDENTIFIER, "the platform's number of the review", required=True),
    "order_number": Target(Shape.IDENTIFIER, "order number"),
    "sku": Target(Shape.IDENTIFIER, "the seller's number of the goods"),
    "rating": Target(Shape.NUMBER, "stars, 1 to 5", required=True),
    "title": Target(Shape.TEXT, "headline", longest=500),
    "text": Target(Shape.TEXT, "what was written", longest=200_000),
    "written_at": Target(Shape.TIME, "when it was written", required=True),
}

#: The fields of each kind of record, without lines and events.
TARGETS: dict[RecordKind, dict[str, Target]] = {
    RecordKind.ORDER: ORDER,
    RecordKind.PARCEL: PARCEL,
    RecordKind.MESSAGE: MESSAGE,
    RecordKind.DISPUTE: DISPUTE,
    RecordKind.REVIEW: REVIEW,
}
#: The field by which rows of one record are recognised.
IDENTITY: dict[RecordKind, str] = {
    RecordKind.ORDER: "number",
    RecordKind.PARCEL: "tracking_number",
    RecordKind.MESSAGE: "external_id",
    RecordKind.DISPUTE: "external_id",
    RecordKind.REVIEW: "external_id",
}
