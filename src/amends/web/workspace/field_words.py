"""The fields that a column can fill, in words for a person; by the field's name, as mappings write it."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.connect.contract import RecordKind

FIELDS: dict[str, str] = {
    "number": gettext_noop("order number"),
    "placed_at": gettext_noop("when the order was placed"),
    "currency": gettext_noop("currency of all amounts"),
    "value": gettext_noop("what the buyer paid in all"),
    "shipping_paid": gettext_noop("what of it was for postage"),
    "country": gettext_noop("country"),
    "region": gettext_noop("state or province"),
    "postcode": gettext_noop("postcode"),
    "buyer.reference": gettext_noop("what the platform calls the buyer"),
    "buyer.name": gettext_noop("the buyer’s name"),
    "buyer.email": gettext_noop("the buyer’s mail address"),
    "buyer.locale": gettext_noop("the buyer’s language"),
    "dispatch_due": gettext_noop("last moment to hand over to the carrier"),
    "promised_by": gettext_noop("delivery date that the buyer was told"),
    "delivered_at": gettext_noop("when it was delivered"),
    "cancelled": gettext_noop("whether the order was cancelled"),
    "platform_fulfilled": gettext_noop("whether the platform’s warehouse ships it"),
    "site": gettext_noop("site of the platform"),
    "lines.sku": gettext_noop("our number of the goods"),
    "lines.title": gettext_noop("name of the goods"),
    "lines.quantity": gettext_noop("pieces"),
    "lines.unit_price": gettext_noop("price of one piece"),
    "lines.unit_cost": gettext_noop("what one piece costs us"),
    "tracking_number": gettext_noop("tracking number"),
    "order_numbers": gettext_noop("the orders in the parcel"),
    "carrier": gettext_noop("carrier"),
    "service": gettext_noop("service or channel of the carrier"),
    "origin": gettext_noop("where it is sent from"),
    "destination": gettext_noop("where it goes"),
    "dispatched_at": gettext_noop("when it was handed to the carrier"),
    "events.at": gettext_noop("when the scan was made"),
    "events.source": gettext_noop("whose codes the scans have"),
    "events.code": gettext_noop("code of the scan"),
    "events.status": gettext_noop("status of the scan"),
    "events.description": gettext_noop("the carrier’s words"),
    "events.country": gettext_noop("country of the scan"),
    "events.location": gettext_noop("place of the scan"),
    "external_id": gettext_noop("the platform’s number of it"),
    "thread": gettext_noop("the conversation that it belongs to"),
    "order_number": gettext_noop("order number"),
    "from_buyer": gettext_noop("whether the buyer wrote it"),
    "sent_at": gettext_noop("when it was sent"),
    "subject": gettext_noop("subject"),
    "text": gettext_noop("what was written"),
    "attachments": gettext_noop("names of the files that came with it"),
    "platform": gettext_noop("platform or payment provider"),
    "procedure": gettext_noop("the platform’s procedure"),
    "event": gettext_noop("the event that starts the deadline"),
    "scheme": gettext_noop("card scheme"),
    "reason_code": gettext_noop("the platform’s reason"),
    "opened_at": gettext_noop("when it was opened"),
    "due_at": gettext_noop("answer by, as the platform says"),
    "asked_amount": gettext_noop("what the buyer asks for"),
    "asked_currency": gettext_noop("its currency"),
    "asks": gettext_noop("remedies that the buyer asks for"),
    "closed_at": gettext_noop("when it was closed"),
    "sku": gettext_noop("our number of the goods"),
    "rating": gettext_noop("stars, 1 to 5"),
    "title": gettext_noop("headline"),
    "written_at": gettext_noop("when it was written"),
}


def field_words(name: str, meaning: str) -> str:
    """A field in the screen's language; ``meaning``, in English, where it has no words of its own here."""
    words = FIELDS.get(name)
    return _(words) if words else meaning


CONSTANTS: dict[str, str] = {
    "time_zone": gettext_noop("Zone of times without one"),
    "currency": gettext_noop("Currency"),
    "country": gettext_noop("Destination country"),
    "origin": gettext_noop("Country of dispatch"),
    "placed_at": gettext_noop("When the orders were placed"),
    "platform": gettext_noop("Platform"),
    "unit_cost_share": gettext_noop("Cost of goods as a share of the price"),
    "decimal_mark": gettext_noop("Decimal mark"),
    "date_order": gettext_noop("Order of day and month"),
}
KINDS: dict[RecordKind, str] = {
    RecordKind.ORDER: gettext_noop("Orders"),
    RecordKind.PARCEL: gettext_noop("Parcels"),
    RecordKind.MESSAGE: gettext_noop("Messages"),
    RecordKind.DISPUTE: gettext_noop("Disputes"),
    RecordKind.REVIEW: gettext_noop("Reviews"),
}


def kind_words(kind: RecordKind | None) -> str:
    return _(KINDS[kind]) if kind is not None else _("all kinds")


def taken_for_granted(notes: list[str]) -> list[tuple[str, str]]:
    """An import's notes (``currency: USD``) as words and values."""
    pairs = [note.partition(": ") for note in notes]
    return [(_(CONSTANTS[name]) if name in CONSTANTS else name, value) for name, _colon, value in pairs]
