"""Reading parcels, and asking the watch about one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import BooleanField, F, Func, Prefetch, Q, QuerySet

from amends.core.contracts.watch import TrackingEvent, WatchInput, WatchOutput
from amends.core.vocabulary import Leg, TrackingSource
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.watch import watch


def parcel_that_counts(order: Order | None) -> Parcel | None:
    """The parcel that counts: one in trouble, else one under way, else the last."""
    if order is None:
        return None
    parcels = sorted(order.parcels.all(), key=lambda parcel: -parcel.pk)
    under_way = [parcel for parcel in parcels if parcel.leg not in (Leg.DELIVERED.value, Leg.RETURNED.value)]
    troubled = [parcel for parcel in parcels if parcel.anomaly]
    return next(iter(troubled or under_way or parcels), None)


def watch_input(parcel: Parcel, order: Order, shop_time: datetime) -> WatchInput:
    """The parcel's records as the watch reads them. Event ``n`` is the ``n``-th scan by time."""
    return WatchInput(
        id=parcel.tracking_number,
        platform=parcel.shop.platform,
        carrier=parcel.carrier or None,
        service=parcel.service or None,
        origin=parcel.origin,
        destination=parcel.destination,
        ordered_at=order.placed_at,
        dispatch_due=order.dispatch_due,
        promised_by=order.promised_by,
        now=shop_time,
        events=[
            TrackingEvent(
                at=scan.at,
                source=TrackingSource(scan.source),
                code=scan.code or None,
                status=scan.status or None,
                description=scan.description or None,
                country=scan.country or None,
                location=scan.location or None,
            )
            for scan in parcel.scans.all()
        ],
    )


def look_at(parcel: Parcel, order: Order, shop_time: datetime) -> WatchOutput:
    """What the watch says of this parcel now."""
    return watch(watch_input(parcel, order, shop_time))


def look_at_order(order: Order, shop_time: datetime) -> WatchOutput:
    """What the watch says of an order for which no parcel is known."""
    return watch(
        WatchInput(
            id=order.number,
            platform=order.shop.platform,
            origin=order.shop.origin,
            destination=order.country,
            ordered_at=order.placed_at,
            dispatch_due=order.dispatch_due,
            promised_by=order.promised_by,
            now=shop_time,
            events=[],
        )
    )


def _in_trouble() -> Func:
    """An anomaly is known; written without a value, by which a prepared statement would hide it from the index."""
    return Func(F("anomaly"), template="NOT (%(expressions)s = '')", output_field=BooleanField())


def in_trouble(shop_ids: Sequence[int]) -> QuerySet[Parcel]:
    """Parcels with an anomaly, the likeliest to be lost first.

    shop + 0, and the condition as the index has it: they are walked by their loss, and the walk stops after a page.
    """
    rows = Parcel.objects.alias(shop_number=F("shop_id") + 0).filter(_in_trouble(), shop_number__in=list(shop_ids))
    return rows.order_by("-loss_probability", "-id")


def parcels_in_trouble(shop_ids: Sequence[int], *, after: str | None = None, size: int = 50) -> list[Parcel]:
    """Parcels with an anomaly, the likeliest to be lost first, each with its orders and their cases.

    ``after`` is ``LOSS_ID`` of the last parcel of the page before. Raises ValueError for anything else.
    """
    rows = in_trouble(shop_ids)
    if after:
        loss, parcel_id = after.split("_")
        rows = rows.filter(Q(loss_probability__lt=float(loss)) | Q(loss_probability=float(loss), id__lt=int(parcel_id)))
    orders = Prefetch("orders", Order.objects.defer("postcode").prefetch_related("cases"))
    return list(rows.select_related("shop").prefetch_related(orders)[:size])
