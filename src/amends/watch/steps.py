"""The small canonical step that every tracking event is reduced to, whatever carrier, code list or language.

A step says what happened, not yet where the parcel is: ``customs_started`` is export customs in the origin country
and import customs in the destination, and only the journey so far can tell (``journey.py``).
"""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """What one event says. The order is the order of a journey and settles events of the same instant."""

    UNKNOWN = "unknown"  #: no map knows the code and no pattern knows the text
    NEUTRAL = "neutral"  #: known, and says nothing about where the parcel is
    ANNOUNCED = "announced"  #: data, label, packing: the carrier does not have it yet
    PICKUP_FAILED = "pickup_failed"  #: the carrier came or was to come, and did not get it
    ACCEPTED = "accepted"
    IN_ORIGIN = "in_origin"  #: handled in the origin country, said in so many words
    EXPORT_STARTED = "export_started"
    EXPORT_RELEASED = "export_released"
    HANDED_OVER = "handed_over"  #: with the line haul or airline, not yet departed
    DEPARTED = "departed"  #: left the origin country
    TRANSIT_COUNTRY = "transit_country"
    IN_TRANSIT = "in_transit"  #: moving; nothing more is said
    DEPARTURE_SCAN = "departure_scan"  #: a bare departure code: a facility or the border, later scans tell which
    FACILITY_SCAN = "facility_scan"  #: reached, handled in or left a facility; the country is not said
    ARRIVED = "arrived"  #: reached the destination country
    CUSTOMS_STARTED = "customs_started"  #: export or import: the country decides
    IMPORT_STARTED = "import_started"
    PROBLEM = "problem"  #: an exception without a reason
    ON_HOLD = "on_hold"  #: stopped, by whom is not said
    HELD = "held"  #: held by customs
    CHARGES_DUE = "charges_due"
    PAID = "paid"
    RESOLVED = "resolved"  #: the carrier says that a problem is over
    CUSTOMS_RELEASED = "customs_released"  #: export or import: the country decides
    RELEASED = "released"
    HUB = "hub"  #: in the delivery network of the destination
    OUT_FOR_DELIVERY = "out_for_delivery"
    ATTEMPT_FAILED = "attempt_failed"
    AT_PICKUP = "at_pickup"
    DELIVERED = "delivered"
    DAMAGED = "damaged"
    SECURITY_RETURN = "security_return"  #: sent back by airline security or export: it never left
    RETURNING = "returning"
    RETURNED = "returned"
    LOST = "lost"


#: Place of a step in a journey; of two events at the same instant the earlier step is read first.
RANK: dict[Step, int] = {step: number for number, step in enumerate(Step)}

#: Steps that no carrier scan stands behind: they never show that the parcel was handed over.
WITHOUT_SCAN: frozenset[Step] = frozenset({Step.UNKNOWN, Step.NEUTRAL, Step.ANNOUNCED, Step.PICKUP_FAILED})

#: How much a step says; a description replaces a coarse code that says no more than it does.
_DETAIL: dict[Step, int] = {
    Step.UNKNOWN: 0,
    Step.NEUTRAL: 1,
    Step.IN_TRANSIT: 1,
    Step.PROBLEM: 2,
    Step.ON_HOLD: 2,
    Step.DEPARTURE_SCAN: 2,
    Step.FACILITY_SCAN: 2,
    Step.CUSTOMS_STARTED: 3,
    Step.CUSTOMS_RELEASED: 3,
}
_FIRM = 4

#: What a text may still say against a code that is firm: the code list has no finer word for it.
_CORRECTIONS: dict[Step, frozenset[Step]] = {
    Step.ACCEPTED: frozenset({Step.ANNOUNCED, Step.PICKUP_FAILED}),
    Step.ANNOUNCED: frozenset({Step.PICKUP_FAILED}),
    Step.ARRIVED: frozenset({Step.HUB, Step.IN_ORIGIN, Step.TRANSIT_COUNTRY, Step.HELD, Step.CHARGES_DUE}),
    Step.DEPARTED: frozenset({Step.IN_ORIGIN, Step.HANDED_OVER}),
    Step.IMPORT_STARTED: frozenset({Step.HELD, Step.CHARGES_DUE, Step.PAID, Step.RELEASED, Step.CUSTOMS_RELEASED}),
    Step.EXPORT_STARTED: frozenset({Step.HELD, Step.EXPORT_RELEASED, Step.CUSTOMS_RELEASED, Step.SECURITY_RETURN}),
    Step.HELD: frozenset({Step.CHARGES_DUE, Step.PAID, Step.RETURNING, Step.RETURNED, Step.SECURITY_RETURN}),
    Step.CHARGES_DUE: frozenset({Step.PAID}),
    Step.OUT_FOR_DELIVERY: frozenset({Step.AT_PICKUP, Step.ATTEMPT_FAILED}),
    Step.AT_PICKUP: frozenset({Step.RETURNING, Step.RETURNED}),
    Step.ATTEMPT_FAILED: frozenset(
        {
            Step.RETURNING,
            Step.RETURNED,
            Step.SECURITY_RETURN,
            Step.LOST,
            Step.DAMAGED,
            Step.HELD,
            Step.CHARGES_DUE,
            Step.PICKUP_FAILED,
        }
    ),
    Step.DELIVERED: frozenset({Step.AT_PICKUP, Step.RETURNED, Step.RETURNING}),
    Step.RETURNING: frozenset({Step.RETURNED, Step.SECURITY_RETURN}),
}


def combine(by_code: Step, by_text: Step) -> Step:
    """The step of an event whose code says one thing and whose description another.

    The code comes first. The description replaces it where the code is coarse (in transit, a scan, customs of either
    side, an unexplained exception) and the description says at least as much, and in the few corrections for which
    the code lists have no word: signed by a station, delivered back to the sender, held while in clearance.
    """
    if by_text is Step.UNKNOWN or by_code is by_text:
        return by_code
    if by_code is Step.UNKNOWN:
        return by_text
    detail = _DETAIL.get(by_code, _FIRM)
    if detail < _FIRM:
        return by_text if _DETAIL.get(by_text, _FIRM) >= detail else by_code
    return by_text if by_text in _CORRECTIONS.get(by_code, frozenset()) else by_code
