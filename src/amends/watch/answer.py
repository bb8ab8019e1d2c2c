"""The one question of ``watch``: where is this parcel, what is wrong, and when will it come?"""

from __future__ import annotations

from amends.core.contracts.watch import WatchInput, WatchOutput
from amends.watch.anomaly import find
from amends.watch.arrival_model import ArrivalModel
from amends.watch.forecast import forecast
from amends.watch.journey import Journey
from amends.watch.reason import reason
from amends.watch.unchecked import unchecked


def watch(request: WatchInput, model: ArrivalModel | None = None) -> WatchOutput:
    """Answer for one shipment. Pure: the same request gives the same answer; the order of the events does not matter.

    ``evidence`` holds indexes into ``request.events`` as given; where nothing is wrong it names the event that the
    leg rests on. ``since`` is when the anomaly began: the due time for ``not_dispatched``, the promise (or, without
    one, the p80 forecast at the order) for ``not_received`` and ``late_delivery``, the end of the two weeks for
    ``not_exported``, and the first event that says so for the others. ``loss_probability`` is the chance that the
    parcel never reaches the buyer: 0 when delivered, 1 when it is on its way back. ``unmapped`` holds codes, or texts
    of events without a code, that no map knows; they are never taken for progress.

    ``model`` is a learned arrival forecast (``learning.fit``); without one, or for a leg that it never saw, the default
    clocks of ``lanes.yaml`` hold.
    """
    journey = Journey(request)
    finding = find(request, journey, model)
    loss, arrival = forecast(request, journey, model)
    return unchecked(
        WatchOutput,
        {
            "id": request.id,
            "leg": journey.leg,
            "anomaly": finding.kind,
            "since": finding.since,
            "reason": reason(request, journey, finding, model),
            "evidence": finding.evidence,
            "loss_probability": loss,
            "arrival": arrival,
            "unmapped": journey.unmapped,
        },
    )
