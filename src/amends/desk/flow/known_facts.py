"""What our records show of a case, as facts that a letter may state: each with the record that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from amends.core.contracts.letter import Fact
from amends.core.money import Money
from amends.core.vocabulary import FactWhat, Leg
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.refunds.models import Payment


def delivered_at(order: Order, parcel: Parcel | None, scans: Sequence[datetime], present: datetime) -> datetime | None:
    """When the goods arrived: as the platform says, else the last scan of a parcel that was delivered."""
    if order.delivered_at is not None and order.delivered_at <= present:
        return order.delivered_at
    return max(scans, default=None) if parcel is not None and parcel.leg == Leg.DELIVERED.value else None


def payment_facts(payment: Payment | None) -> list[Fact]:
    """What can be said of a refund that has left: how much, when, under which number."""
    if payment is None:
        return []
    sent = Money(payment.refund.sent_minor, payment.refund.currency)
    said = [(FactWhat.REFUND_OF, str(sent)), (FactWhat.REFUNDED_ON, payment.at.isoformat())]
    if payment.reference:
        said.append((FactWhat.REFUND_REFERENCE, payment.reference))
    return [Fact(id=f"payment:{payment.pk}", what=what.value, value=value) for what, value in said]


def record_facts(order: Order, parcel: Parcel | None, payment: Payment | None, present: datetime) -> list[Fact]:
    """Everything that speaks for itself before a platform: the order, the way of its parcel, what was paid back."""
    facts = [Fact(id=f"order:{order.pk}", what=FactWhat.ORDER_NUMBER.value, value=order.number)]
    scans = [scan for scan in parcel.scans.all() if scan.at <= present] if parcel is not None else []
    if parcel is not None:
        known = f"parcel:{parcel.pk}"
        facts += [Fact(id=known, what=what.value, value=value) for what, value in _way(parcel, scans)]
    arrived = delivered_at(order, parcel, [scan.at for scan in scans], present)
    if arrived is not None:
        known = f"order:{order.pk}" if order.delivered_at is not None or parcel is None else f"parcel:{parcel.pk}"
        facts.append(Fact(id=known, what=FactWhat.DELIVERED_ON.value, value=arrived.isoformat()))
    return [*facts, *payment_facts(payment)]


def _way(parcel: Parcel, scans: Sequence[Scan]) -> Iterator[tuple[FactWhat, str]]:
    if parcel.dispatched_at is not None:
        yield FactWhat.DISPATCHED_ON, parcel.dispatched_at.isoformat()
    if parcel.carrier:
        yield FactWhat.CARRIER, parcel.carrier
    yield FactWhat.TRACKING_NUMBER, parcel.tracking_number
    last = max(scans, key=lambda scan: (scan.at, scan.pk), default=None)
    if last is None:
        return
    if parcel.leg == Leg.RETURNED.value:
        yield FactWhat.RETURNED_ON, last.at.isoformat()
    elif parcel.leg != Leg.DELIVERED.value:
        told = " ".join(part for part in (last.country, last.location, last.description or last.code) if part)
        yield FactWhat.LAST_SCAN, f"{last.at.date().isoformat()} {told}".strip()[:200]
