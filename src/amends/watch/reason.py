"""One plain sentence, in English, on where the parcel is and what is wrong."""

from __future__ import annotations

from datetime import datetime

from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Kind
from amends.watch import legs
from amends.watch.anomaly import Finding
from amends.watch.arrival_model import ArrivalModel
from amends.watch.forecast import expected_by, stuck
from amends.watch.journey import Journey
from amends.watch.tables import thresholds

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _day(at: datetime | None) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]}" if at is not None else "an unknown day"


def _days(start: datetime | None, end: datetime) -> str:
    whole = int((end - start).total_seconds() // 86_400) if start is not None else 0
    return "1 day" if whole == 1 else f"{whole} days"


def reason(request: WatchInput, journey: Journey, finding: Finding, model: ArrivalModel | None = None) -> str:
    """The sentence. Days are those of the events' own offsets, as the carrier showed them."""
    if finding.kind is None:
        return _quiet(request, journey, model)
    return _SENTENCES[finding.kind](request, journey, finding)


def _returned_before_export(request: WatchInput, journey: Journey, finding: Finding) -> str:
    end = " and is back with the sender" if journey.leg is legs.RETURNED else ""
    return f"Sent back on {_day(finding.since)} without having left {request.origin}{end}."


def _returned_to_sender(request: WatchInput, journey: Journey, finding: Finding) -> str:
    end = " and is back with the sender" if journey.leg is legs.RETURNED else ""
    return f"On its way back to the sender since {_day(finding.since)}{end}."


def _customs_held(request: WatchInput, journey: Journey, finding: Finding) -> str:
    expected = request.origin if journey.leg is legs.EXPORT_CUSTOMS else request.destination
    country = journey.customs_country or expected
    if finding.likely:
        return (
            f"In customs of {country} since {_day(finding.since)} ({_days(finding.since, request.now)}) without a "
            f"release; fewer than {thresholds().stuck_below:.0%} of parcels take so long, so it is probably held."
        )
    return f"Held by customs of {country} since {_day(finding.since)}, and no release since then."


def _customs_charges(request: WatchInput, journey: Journey, finding: Finding) -> str:
    return f"Duty or tax to be paid in {request.destination} since {_day(finding.since)}, and no payment since then."


def _delivery_failed(request: WatchInput, journey: Journey, finding: Finding) -> str:
    count = len(set(finding.evidence))
    now_at = "; the parcel waits at a pick-up point" if journey.leg is legs.PICKUP_POINT else ", and no new attempt yet"
    again = f" (last on {_day(journey.failed.last)})" if count > 1 and journey.failed.last != finding.since else ""
    return f"Delivery failed on {_day(finding.since)}{again}{now_at}."


def _not_dispatched(request: WatchInput, journey: Journey, finding: Finding) -> str:
    known = "only announced" if journey.announced else "no tracking"
    return f"To be dispatched by {_day(finding.since)}, and the carrier has not had it yet ({known})."


def _not_exported(request: WatchInput, journey: Journey, finding: Finding) -> str:
    waited = _days(journey.first_scan, request.now)
    sure = "likely stuck" if finding.likely else "stuck"
    return (
        f"With the carrier since {_day(journey.first_scan)} and still in {request.origin} after {waited} "
        f"({sure}; last scan on {_day(journey.last_scan)})."
    )


def _not_received(request: WatchInput, journey: Journey, finding: Finding) -> str:
    if journey.leg is legs.LOST:
        return f"Reported lost or destroyed on {_day(journey.loss.since)}."
    last = f"last scan on {_day(journey.last_scan)}" if journey.last_scan is not None else "no carrier scan"
    if request.promised_by is None:
        return f"Expected by {_day(finding.since)} at the latest (forecast), and not delivered; {last}."
    return f"Promised by {_day(finding.since)} and not delivered {_days(finding.since, request.now)} later; {last}."


def _late_delivery(request: WatchInput, journey: Journey, finding: Finding) -> str:
    return f"Delivered on {_day(journey.delivery.since)}, after the promised {_day(request.promised_by)}."


_SENTENCES = {
    Kind.RETURNED_BEFORE_EXPORT: _returned_before_export,
    Kind.RETURNED_TO_SENDER: _returned_to_sender,
    Kind.CUSTOMS_HELD: _customs_held,
    Kind.CUSTOMS_CHARGES: _customs_charges,
    Kind.DELIVERY_FAILED: _delivery_failed,
    Kind.NOT_DISPATCHED: _not_dispatched,
    Kind.NOT_EXPORTED: _not_exported,
    Kind.NOT_RECEIVED: _not_received,
    Kind.LATE_DELIVERY: _late_delivery,
}

_WHERE = {
    legs.ORIGIN: "With the carrier in {origin}",
    legs.EXPORT_CUSTOMS: "In export customs of {origin}",
    legs.LINEHAUL: "Between {origin} and {destination}",
    legs.IMPORT_CUSTOMS: "In {destination}, at or before customs",
    legs.DESTINATION: "In the delivery network of {destination}",
    legs.PICKUP_POINT: "At a pick-up point in {destination}",
}


def _quiet(request: WatchInput, journey: Journey, model: ArrivalModel | None) -> str:
    """The sentence where nothing is wrong; a damage, a reminder or an unusually long stay is still said."""
    if journey.leg is legs.DELIVERED:
        return f"Delivered on {_day(journey.delivery.since)}."
    expected = request.promised_by if request.promised_by is not None else expected_by(request, model)
    if journey.leg is legs.PRE_DISPATCH:
        due = f"; dispatch is due by {_day(request.dispatch_due)}" if request.dispatch_due is not None else ""
        return f"The carrier does not have it yet{due}."
    where = _WHERE[journey.leg].format(origin=request.origin, destination=request.destination)
    text = f"{where} since {_day(journey.leg_since)}; expected by {_day(expected)}"
    if journey.damaged.open:
        text += f"; scanned as damaged on {_day(journey.damaged.since)}"
    waited = (request.now - journey.leg_since).days if journey.leg_since is not None else 0
    if journey.leg is legs.PICKUP_POINT and waited >= thresholds().pickup_reminder_after:
        text += f"; not collected for {waited} days, the buyer should be reminded"
    elif stuck(request, journey, model):
        text += f"; fewer than {thresholds().stuck_below:.0%} of parcels stay there for {waited} days"
    return text + "."
