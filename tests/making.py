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


def mail(
    text: str = "My parcel has not arrived.", *, attach: tuple[tuple[str, bytes], ...] = (), **headers: str
) -> bytes:
    """A mail of Dana's to Lumora; ``headers`` by name with underscores (``In_Reply_To``), an empty one is left out."""
    from email.message import EmailMessage

    told = {
        "From": "Dana Albuquerque <dana.albuquerque@example.com>",
        "To": "shop@lumora.example",
        "Subject": "Where is my parcel?",
        "Date": "Fri, 20 Nov 2026 06:00:00 +0000",
        "Message-ID": "<dana-1@example.com>",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    made = EmailMessage()
    for name, value in told.items():
        if value:
            made[name] = value
    made.set_content(text)
    for name, data in attach:
        made.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return made.as_bytes()


def bounce(original: str, status: str = "5.1.1", action: str = "failed", said: str = "550 no such user") -> bytes:
    """What a mail server writes when it could not deliver a mail (RFC 3464)."""
    return (
        "From: MAILER-DAEMON@mx.example.com\r\nTo: shop@lumora.example\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        "Date: Fri, 20 Nov 2026 07:00:00 +0000\r\nMessage-ID: <bounce-1@mx.example.com>\r\nReturn-Path: <>\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour mail could not be delivered.\r\n\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.com\r\n\r\n"
        f"Final-Recipient: rfc822; dana.albuquerque@example.com\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: smtp; {said}\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{original}>\r\nSubject: Re: Where\r\n\r\nDear Dana\r\n\r\n--b--\r\n"
    ).encode()
