"""Taking in parcels with their scans, and keeping what the watch says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amends.connect.contract import ParcelRecord, Problem, RecordKind
from amends.core.contracts.watch import TrackingEvent, WatchOutput
from amends.core.text import normal_form
from amends.desk.feeds.models import Import
from amends.desk.feeds.tracking import TakenIn, kept, note
from amends.desk.journal.operations import note_changes
from amends.desk.orders.intake import fingerprint_of
from amends.desk.orders.queries import orders_by_numbers
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.people.actors import Actor
from amends.desk.rows import update_rows
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many

#: How long until a parcel under way is looked at again without a new scan.
LOOK_AGAIN = timedelta(hours=12)


def _scan_fingerprint(event: TrackingEvent) -> str:
    told = (
        event.at.isoformat(),
        event.source.value,
        event.code,
        event.status,
        event.description,
        event.country,
        event.location,
    )
    return hashlib.blake2b(repr(told).encode(), digest_size=16).hexdigest()


def _scans(parcel: Parcel, events: Sequence[TrackingEvent]) -> list[Scan]:
    return [
        Scan(
            parcel=parcel,
            at=event.at,
            source=event.source.value,
            code=(event.code or "")[:80],
            status=(event.status or "")[:80],
            description=normal_form(event.description or ""),
            country=event.country or "",
            location=normal_form(event.location or "")[:200],
            fingerprint=_scan_fingerprint(event),
        )
        for event in events
    ]


#: What a record tells of a parcel; a later one replaces it, an undone one puts it back.
_TOLD = ("carrier", "service", "origin", "destination", "dispatched_at", "fingerprint")


def _leave_out_what_was_there(taken: TakenIn) -> None:
    """Of the scans and orders that updates name, keep in mind those that are new: undoing takes only these away."""
    parcels = [pk for pk, _ in taken.updated]
    if not parcels:
        return
    scans = set(Scan.objects.filter(parcel__in=parcels).values_list("parcel_id", "fingerprint"))
    links = set(
        Parcel.orders.through._default_manager.filter(parcel_id__in=parcels).values_list("parcel_id", "order_id")
    )
    for pk, before in taken.updated:
        before["scans"] = [one for one in before["scans"] if (pk, one) not in scans]
        before["orders"] = [one for one in before["orders"] if (pk, one) not in links]


def take_in_parcels(
    *,
    actor: Actor,
    shop: Shop,
    records: Sequence[tuple[int | None, ParcelRecord]],
    now: datetime,
    source: Import | None = None,
    cursor: int | None = None,
) -> TakenIn:
    """Store or update a chunk of parcels; scans that are known already are passed over.

    A parcel whose orders are all unknown becomes a problem: import the orders first.
    """
    with transaction.atomic(durable=True):
        taken = TakenIn()
        changed: list[int] = []
        numbers = {number for _, record in records for number in record.order_numbers}
        orders = orders_by_numbers(shop.pk, numbers)
        wanted = [record.tracking_number for _, record in records]
        known = {
            parcel.tracking_number: parcel for parcel in Parcel.objects.filter(shop=shop, tracking_number__in=wanted)
        }
        fresh: dict[str, Parcel] = {}
        scans: list[Scan] = []
        links: list[Any] = []
        through = Parcel.orders.through
        for line, record in records:
            mine = [orders[number] for number in record.order_numbers if number in orders]
            missing = [number for number in record.order_numbers if number not in orders]
            if missing:
                taken.problems.append(
                    Problem(
                        line,
                        "order_numbers",
                        ", ".join(missing)[:200],
                        "no such order in this shop; import the orders first.",
                    )
                )
            if not mine:
                continue
            parcel = known.get(record.tracking_number) or fresh.get(record.tracking_number)
            # Only what could be used: an order that comes later changes the parcel that names it.
            fingerprint = fingerprint_of(record.model_copy(update={"order_numbers": [order.number for order in mine]}))
            if parcel is not None and parcel.fingerprint == fingerprint:
                taken.unchanged += 1
                continue
            if parcel is None:
                parcel = Parcel(shop=shop, tracking_number=record.tracking_number)
                fresh[record.tracking_number] = parcel
            elif parcel.pk:
                before = kept({name: getattr(parcel, name) for name in _TOLD})
                before |= {"scans": [_scan_fingerprint(item) for item in record.events], "orders": [o.pk for o in mine]}
                taken.updated.append((parcel.pk, before))
            parcel.carrier = record.carrier or parcel.carrier
            parcel.service = record.service or parcel.service
            parcel.origin = record.origin
            parcel.destination = record.destination or mine[0].country
            parcel.dispatched_at = record.dispatched_at or parcel.dispatched_at
            parcel.fingerprint = fingerprint
            links += [(parcel, order) for order in mine]
            scans += _scans(parcel, record.events)
        Parcel.objects.bulk_create(fresh.values(), batch_size=200)
        updated = [parcel for parcel in known.values() if parcel.pk in {pk for pk, _ in taken.updated}]
        _leave_out_what_was_there(taken)
        update_rows(updated, _TOLD)
        through._default_manager.bulk_create(
            [through(parcel_id=parcel.pk, order_id=order.pk) for parcel, order in links],
            ignore_conflicts=True,
            batch_size=400,
        )
        for scan in scans:
            scan.parcel_id = scan.parcel.pk
        Scan.objects.bulk_create(scans, ignore_conflicts=True, batch_size=300)
        taken.created += [parcel.pk for parcel in fresh.values()]
        changed = [*taken.created, *(pk for pk, _ in taken.updated)]
        note(source, RecordKind.PARCEL, taken, cursor)
        enqueue_many(Work("flow.follow_parcel", {"parcel": pk}, now, key=f"parcel:{pk}") for pk in changed)
    return taken


def keep_watch(*, parcel: Parcel, seen: WatchOutput, now: datetime, shop_time: datetime) -> None:
    """Store what the watch said; while the parcel is under way it is looked at again later."""
    over = seen.leg.value in ("delivered", "returned")
    with transaction.atomic(durable=True):
        Parcel.objects.filter(pk=parcel.pk).update(
            leg=seen.leg.value,
            anomaly=seen.anomaly.value if seen.anomaly else "",
            anomaly_since=seen.since,
            reason=seen.reason[:500],
            evidence=seen.evidence,
            loss_probability=seen.loss_probability,
            arrival=seen.arrival.model_dump(mode="json"),
            unmapped=seen.unmapped[:50],
            looked_at=shop_time,
            look_again_at=None if over else now + LOOK_AGAIN,
        )
        if parcel.anomaly or seen.anomaly:
            note_changes(shops=[parcel.shop_id])
    parcel.refresh_from_db()


def restore_parcels(*, changes: Sequence[tuple[int, dict[str, Any]]], now: datetime) -> int:
    """Put back what an undone import had replaced, without the scans it brought; returns how many parcels."""
    restored = 0
    with transaction.atomic(durable=True):
        for pk, before in changes:
            restored += Parcel.objects.filter(pk=pk).update(**{name: before[name] for name in _TOLD if name in before})
            Scan.objects.filter(parcel_id=pk, fingerprint__in=before.get("scans", [])).delete()
            Parcel.orders.through._default_manager.filter(parcel_id=pk, order_id__in=before.get("orders", [])).delete()
        enqueue_many(Work("flow.follow_parcel", {"parcel": pk}, now, key=f"parcel:{pk}") for pk, _ in changes)
    return restored


def forget_parcels(*, ids: Sequence[int]) -> int:
    """Remove parcels that an undone import had brought."""
    with transaction.atomic(durable=True):
        Scan.objects.filter(parcel_id__in=ids).delete()
        Parcel.orders.through._default_manager.filter(parcel_id__in=ids).delete()
        return Parcel.objects.filter(pk__in=ids).delete()[1].get("parcels.Parcel", 0)
