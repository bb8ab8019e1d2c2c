"""What is wrong with a shipment, since when, and which events show it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Kind
from amends.watch import legs
from amends.watch.arrival_model import ArrivalModel
from amends.watch.forecast import expected_by, stuck
from amends.watch.journey import Journey
from amends.watch.progress import AT_ORIGIN
from amends.watch.tables import thresholds


class Finding(NamedTuple):
    """``kind`` None where nothing is wrong; ``likely`` marks a finding that rests on time alone."""

    kind: Kind | None
    since: datetime | None
    evidence: list[int]
    likely: bool = False


NOTHING = Finding(None, None, [])


def find(request: WatchInput, journey: Journey, model: ArrivalModel | None = None) -> Finding:
    """The anomaly, or ``NOTHING``. When several hold, the first of: returned, customs, failed attempt, not
    dispatched, not exported, not received; a delivered parcel can only have come late.
    """
    if journey.leg is legs.DELIVERED:
        return _delivered(request, journey)
    for question in (_returned, _customs, _failed, _not_dispatched, _not_exported, _not_received, _stuck_in_customs):
        finding = question(request, journey, model)
        if finding is not None:
            return finding
    return Finding(None, None, sorted(journey.last_indexes))


def _delivered(request: WatchInput, journey: Journey) -> Finding:
    evidence = sorted(journey.delivery.indexes)
    since = journey.delivery.since
    if request.promised_by is not None and since is not None and since > request.promised_by:
        return Finding(Kind.LATE_DELIVERY, request.promised_by, evidence)
    return Finding(None, None, evidence)


def _returned(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    if not journey.sent_back.open:
        return None
    kind = Kind.RETURNED_BEFORE_EXPORT if journey.before_export else Kind.RETURNED_TO_SENDER
    return Finding(kind, journey.sent_back.since, sorted(journey.sent_back.indexes))


def _customs(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    held, charges = journey.held, journey.charges
    if not held.open and not charges.open:
        return None
    # Of a hold and a demand for duty, the one that was said last is what the parcel waits for.
    by_charges = charges.open and (not held.open or _at_least(charges.last, held.last))
    trouble = charges if by_charges else held
    kind = Kind.CUSTOMS_CHARGES if by_charges else Kind.CUSTOMS_HELD
    return Finding(kind, trouble.since, sorted(trouble.indexes))


def _at_least(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and (other is None or one >= other)


def _failed(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    failed = journey.failed
    if failed.since is None or request.now < failed.since + timedelta(hours=thresholds().attempt_grace_hours):
        return None
    return Finding(Kind.DELIVERY_FAILED, failed.since, sorted(failed.indexes))


def _not_dispatched(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    if journey.first_scan is not None or request.dispatch_due is None or request.now <= request.dispatch_due:
        return None
    return Finding(Kind.NOT_DISPATCHED, request.dispatch_due, sorted(journey.announced))


def _not_exported(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    if journey.domestic or journey.first_scan is None or journey.progress != AT_ORIGIN or journey.seen_abroad:
        return None
    limits = thresholds()
    since = journey.first_scan + timedelta(days=limits.not_exported_after)
    if request.now < since or journey.leg is legs.LOST:
        return None
    certain = journey.first_scan + timedelta(days=limits.not_exported_certain_after)
    return Finding(Kind.NOT_EXPORTED, since, sorted(journey.scan_indexes), likely=request.now < certain)


def _not_received(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    expected = request.promised_by if request.promised_by is not None else expected_by(request, model)
    if request.now > expected:
        evidence = journey.loss.indexes or journey.last_indexes or journey.announced
        return Finding(Kind.NOT_RECEIVED, expected, sorted(evidence), likely=request.promised_by is None)
    if journey.leg is legs.LOST:
        return Finding(Kind.NOT_RECEIVED, journey.loss.since, sorted(journey.loss.indexes))
    return None


def _stuck_in_customs(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> Finding | None:
    """Clearance that has begun and takes longer than all but a few: held, though nobody has said so."""
    in_customs = journey.leg is legs.IMPORT_CUSTOMS and journey.customs_begun
    if not in_customs or not stuck(request, journey, model):
        return None
    return Finding(Kind.CUSTOMS_HELD, journey.leg_since, sorted(journey.last_indexes), likely=True)
