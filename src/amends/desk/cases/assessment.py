"""What a case is decided as: the situation where records show it, else the claim. Pure of any writing."""

from __future__ import annotations

from dataclasses import dataclass

from amends.core.vocabulary import CauseStatus, Fault, Kind, KindGroup, Leg, Party

#: What a buyer says of a parcel that has not come; the parcel's own trouble is then the better name for it.
ABOUT_THE_WAY = frozenset(kind for kind in Kind if kind.group is KindGroup.LOGISTICS) | {Kind.ORDER_STATUS, Kind.OTHER}
#: Whose step the records show where this is the situation.
PARTY: dict[Kind, Party] = {
    Kind.NOT_DISPATCHED: Party.SELLER,
    Kind.OUT_OF_STOCK: Party.SELLER,
    Kind.PARTIAL_DELIVERY: Party.SELLER,
    Kind.CUSTOMS_HELD: Party.CUSTOMS,
    Kind.CUSTOMS_CHARGES: Party.CUSTOMS,
    Kind.DELIVERY_FAILED: Party.CARRIER,
    Kind.RETURNED_TO_SENDER: Party.CARRIER,
    Kind.RETURNED_BEFORE_EXPORT: Party.CARRIER,
}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the case is decided as, whose fault the records show, and the cause with its evidence."""

    kind: Kind
    fault: Fault
    cause: dict[str, object]


def situation_of(claim: Kind | None, anomaly: Kind | None, leg: Leg | None) -> Kind | None:
    """What records and parcels show, as far as it says more than the claim."""
    if anomaly is not None and (claim is None or claim in ABOUT_THE_WAY):
        if claim is Kind.OTHER and anomaly is Kind.LATE_DELIVERY:
            return None
        return anomaly
    if leg is Leg.DELIVERED and claim is Kind.NOT_RECEIVED:
        return Kind.DELIVERED_NOT_RECEIVED
    return None


def assess(claim: Kind | None, situation: Kind | None, evidence: list[str]) -> Assessment:
    """The kind to decide, the fault as far as records show it, and the cause.

    A third party is a confirmed cause only where scans show its step; otherwise the cause is unknown.
    """
    kind = situation or claim or Kind.OTHER
    party = PARTY.get(kind, Party.UNKNOWN)
    shown = situation is not None and party is not Party.UNKNOWN and (bool(evidence) or party is Party.SELLER)
    cause: dict[str, object] = {
        "code": kind.value,
        "party": party.value if shown else Party.UNKNOWN.value,
        "status": (CauseStatus.CONFIRMED if shown else CauseStatus.UNKNOWN).value,
        "evidence": evidence if shown else [],
    }
    fault = Fault(party.value) if shown else Fault.UNKNOWN
    return Assessment(kind, fault, cause)
