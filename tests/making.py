"""Records as a connector would bring them: every factory gives a good record, and takes what a test is about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from amends.connect.contract import DisputeRecord, MessageRecord, OrderRecord, ParcelRecord, ReviewRecord

#: The moment at which the tests live: a Friday afternoon in China.
NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)

DANA = {"reference": "dana-77", "name": "Dana Albuquerque", "email": "dana.albuquerque@example.com", "locale": "pt-BR"}
ERIK = {"reference": "erik-12", "name": "Erik Lindqvist", "email": "erik.lindqvist@example.com", "locale": "en-GB"}


def days(count: float) -> timedelta:
    return timedelta(days=count)


def order_record(number: str = "8201-1", **changes: Any) -> OrderRecord:
    """A lamp for 40 dollars to Brazil, ordered twenty days ago."""
    told: dict[str, Any] = {
        "number": number,
        "placed_at": NOW - days(20),
        "currency": "USD",
        "value": "40.00",
        "country": "BR",
        "region": "SP",
        "postcode": "01310-200",
        "buyer": DANA,
        "lines": [
            {"sku": "LAMP-3", "title": "Night lamp", "quantity": 2, "unit_price": "18.00", "unit_cost": "6.00"},
        ],
        "promised_by": NOW + days(10),
        "listings": [{"sku": "LAMP-3", "title": "Night lamp", "text": "Warm white, 5 W, two pieces."}],
    }
    return OrderRecord.model_validate({**told, **changes}, strict=False)


def event(at: datetime, description: str, country: str = "CN", **more: Any) -> dict[str, Any]:
    return {"at": at, "source": "plain", "description": description, "country": country, **more}


def parcel_record(tracking: str = "LP00420011", orders: tuple[str, ...] = ("8201-1",), **changes: Any) -> ParcelRecord:
    """A parcel under way: accepted and on the road in China."""
    told: dict[str, Any] = {
        "tracking_number": tracking,
        "order_numbers": list(orders),
        "carrier": "Cainiao",
        "origin": "CN",
        "destination": "BR",
        "events": [
            event(NOW - days(3), "Accepted by carrier"),
            event(NOW - days(2), "Departed from sorting centre, Shenzhen"),
        ],
    }
    return ParcelRecord.model_validate({**told, **changes}, strict=False)


def message_record(external_id: str = "m-1", text: str = "My parcel has not arrived.", **changes: Any) -> MessageRecord:
    told: dict[str, Any] = {
        "external_id": external_id,
        "order_number": "8201-1",
        "buyer": DANA,
        "sent_at": NOW - timedelta(hours=2),
        "text": text,
    }
    return MessageRecord.model_validate({**told, **changes}, strict=False)


def dispute_record(external_id: str = "d-1", **changes: Any) -> DisputeRecord:
    told: dict[str, Any] = {
        "external_id": external_id,
        "order_number": "8201-1",
        "platform": "aliexpress",
        "opened_at": NOW - timedelta(hours=5),
        "asked_amount": "40.00",
        "asks": ["full_refund"],
        "text": "Package not delivered.",
    }
    return DisputeRecord.model_validate({**told, **changes}, strict=False)


def review_record(external_id: str = "r-1", rating: int = 1, **changes: Any) -> ReviewRecord:
    told: dict[str, Any] = {
        "external_id": external_id,
        "order_number": "8201-1",
        "sku": "LAMP-3",
        "rating": rating,
        "title": "Broken",
        "text": "The lamp does not work at all.",
        "written_at": NOW - timedelta(hours=3),
    }
    return ReviewRecord.model_validate({**told, **changes}, strict=False)
