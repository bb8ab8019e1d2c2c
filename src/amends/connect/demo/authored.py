"""The authored cases as records: orders with their parcels, conversations, disputes and reviews."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from babel.dates import format_skeleton

from amends.connect.contract import (
    AttachmentRecord,
    DisputeRecord,
    MessageRecord,
    OrderRecord,
    ParcelRecord,
    ReviewRecord,
)
from amends.connect.demo import content
from amends.connect.demo.content import CaseEntry, DisputeEntry, MessageEntry, OrderEntry, ParcelEntry, ShopEntry
from amends.connect.demo.moments import length, moment
from amends.connect.demo.selling import Sale, buyer_record, order_record
from amends.connect.demo.travelling import Journey, delivered_at, parcel_record
from amends.core.calendars import country_zone, zone_named
from amends.core.money import Money

_PLACEHOLDER = re.compile(r"\{(order|tracking|value)(\d?)\}|\{date:([^}]+)\}")


@dataclass(slots=True)
class Records:
    """What one case, or one quiet order, brings."""

    orders: list[OrderRecord] = field(default_factory=list)
    parcels: list[ParcelRecord] = field(default_factory=list)
    messages: list[MessageRecord] = field(default_factory=list)
    disputes: list[DisputeRecord] = field(default_factory=list)
    reviews: list[ReviewRecord] = field(default_factory=list)

    def add(self, other: Records) -> None:
        for name in ("orders", "parcels", "messages", "disputes", "reviews"):
            getattr(self, name).extend(getattr(other, name))

    def external_ids(self) -> tuple[str, ...]:
        """Of what the buyer brought; of a parcel that nobody has complained about, its number."""
        inbound = [message.external_id for message in self.messages if message.from_buyer]
        inbound += [dispute.external_id for dispute in self.disputes]
        inbound += [review.external_id for review in self.reviews]
        return tuple(inbound) or tuple(parcel.tracking_number for parcel in self.parcels)


@dataclass(frozen=True, slots=True)
class _Case:
    """A case with what its texts and times refer to."""

    entry: CaseEntry
    shop: ShopEntry
    now: datetime
    records: Records

    @property
    def buyer(self) -> content.BuyerEntry:
        return content.buyers()[self.entry.buyer]

    def at(self, text: str) -> datetime:
        return moment(text, self.now, country_zone(self.buyer.country))

    def filled(self, text: str) -> str:
        """The text with order numbers, tracking numbers, amounts and dates in the buyer's way of writing."""
        return _PLACEHOLDER.sub(self._value, text).strip()

    def _value(self, match: re.Match[str]) -> str:
        what, place, day = match.groups()
        locale = self.buyer.locale.replace("-", "_")
        if day:
            return format_skeleton("MMMMd", self.at(day), locale=locale)
        index = int(place or 1) - 1
        if what == "order":
            return self.records.orders[index].number
        if what == "tracking":
            return self.records.parcels[index].tracking_number
        order = self.records.orders[index]
        return Money.parse(order.value, order.currency).format(locale)


def _sale(case: _Case, entry: OrderEntry, place: int) -> Sale:
    return Sale(
        shop=case.shop,
        buyer=case.buyer,
        name=f"{case.entry.key}/{place}",
        placed_at=case.at(entry.placed),
        quantities=entry.lines,
        dispatch_days=entry.dispatch or case.shop.dispatch_days,
        promise_days=entry.promise,
        cancelled=entry.cancelled,
    )


def _scan_time(case: _Case, step: str, text: str) -> datetime:
    """Scans of the origin are told by the seller's clock, the others by the buyer's."""
    at_origin = step in content.stories().origin_steps
    zone = zone_named(content.company().zone) if at_origin else country_zone(case.buyer.country)
    return moment(text, case.now, zone)


def _journey(case: _Case, entry: ParcelEntry, sale: Sale, place: int) -> Journey:
    sent = _scan_time(case, "accepted", entry.sent) if entry.sent else None
    last = _scan_time(case, entry.until, entry.last) if entry.last else sale.placed_at + timedelta(hours=20)
    later = tuple((scan.step, _scan_time(case, scan.step, scan.at)) for scan in entry.then)
    return Journey(entry.story, f"{sale.name}.{place}", sent, entry.until, last, later)


def _add_orders(case: _Case) -> None:
    for place, entry in enumerate(case.entry.orders, 1):
        sale = _sale(case, entry, place)
        journeys = [_journey(case, parcel, sale, number) for number, parcel in enumerate(entry.parcels, 1)]
        arrivals = [delivered_at(journey, case.now) for journey in journeys]
        arrived = max((at for at in arrivals if at), default=None) if all(arrivals) else None
        case.records.orders.append(order_record(sale, arrived))
        case.records.parcels.extend(parcel_record(journey, sale, case.now) for journey in journeys)


def _attachments(entry: MessageEntry) -> list[AttachmentRecord]:
    return [AttachmentRecord(name=name, path=content.picture_path(name)) for name in entry.pictures]


def _add_messages(case: _Case) -> None:
    before: datetime | None = None
    for number, entry in enumerate(case.entry.messages, 1):
        if entry.at is not None:
            sent_at = case.at(entry.at)
        elif before is not None:
            sent_at = before + length(entry.after or "0m")
        else:
            raise ValueError(f"case {case.entry.key}: the first message cannot come after another one")
        before = sent_at
        order = case.records.orders[entry.order - 1].number if entry.order else None
        case.records.messages.append(
            MessageRecord(
                external_id=f"{case.entry.key}-m{number}",
                thread=f"{case.entry.key}-thread",
                order_number=order,
                buyer=buyer_record(case.buyer, case.shop.platform),
                from_buyer=entry.sender == "buyer",
                sent_at=sent_at,
                subject=case.filled(entry.subject),
                text=case.filled(entry.text),
                attachments=_attachments(entry),
            )
        )


def _asked(case: _Case, entry: DisputeEntry) -> dict[str, Any]:
    if entry.ask is None:
        return {}
    order = case.records.orders[0]
    amount = order.value if entry.ask == "full" else Money.parse(entry.ask, order.currency).amount
    return {"asked_amount": amount, "asked_currency": order.currency}


def _add_disputes(case: _Case) -> None:
    for entry in case.entry.disputes:
        case.records.disputes.append(
            DisputeRecord(
                external_id=entry.number,
                order_number=case.records.orders[0].number,
                platform=(entry.platform or case.shop.platform).value,
                procedure=entry.procedure,
                event=entry.event,
                region=entry.region,
                scheme=entry.scheme,
                reason_code=entry.reason,
                opened_at=case.at(entry.at),
                due_at=case.at(entry.due) if entry.due else None,
                asks=entry.asks,
                text=case.filled(entry.text),
                closed_at=case.at(entry.closed) if entry.closed else None,
                **_asked(case, entry),
            )
        )


def _add_reviews(case: _Case) -> None:
    for number, entry in enumerate(case.entry.reviews, 1):
        order = case.records.orders[0]
        case.records.reviews.append(
            ReviewRecord(
                external_id=f"{case.entry.key}-r{number}",
                order_number=order.number,
                sku=order.lines[0].sku,
                rating=entry.rating,
                title=case.filled(entry.title),
                text=case.filled(entry.text),
                written_at=case.at(entry.at),
            )
        )


def case_records(entry: CaseEntry, shop: ShopEntry, now: datetime) -> Records:
    """All records of one authored case."""
    case = _Case(entry, shop, now, Records())
    _add_orders(case)
    _add_messages(case)
    _add_disputes(case)
    _add_reviews(case)
    return case.records
