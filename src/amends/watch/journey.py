"""The walk through a shipment's events, in time order, to where the parcel is now and what is still open.

The walk keeps three things: how far the parcel has come (origin, left, destination), its leg, and the troubles that
no later event has settled. Each step has one handler; a handler sees the side of the border the event happened on.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from amends.core.contracts.watch import WatchInput
from amends.watch import legs
from amends.watch.locate import Side, same_customs_territory
from amends.watch.progress import AT_DESTINATION, AT_ORIGIN, ENDS, LEFT, Progress
from amends.watch.reading import happened
from amends.watch.steps import WITHOUT_SCAN, Step

_UNSAID, _ORIGIN, _DESTINATION, _THIRD = Side.UNSAID, Side.ORIGIN, Side.DESTINATION, Side.THIRD
_ACCEPTED = Step.ACCEPTED  # asked for every event; see ``legs.py``
#: Steps that a parcel sent back before export can only make when it was sent out again.
_SENT_OUT_AGAIN = frozenset(
    {Step.EXPORT_STARTED, Step.EXPORT_RELEASED, Step.DEPARTED, Step.TRANSIT_COUNTRY, Step.ARRIVED, Step.IMPORT_STARTED}
)
_CUSTOMS_STEPS = frozenset({Step.CUSTOMS_STARTED, Step.HELD, Step.CHARGES_DUE, Step.CUSTOMS_RELEASED})
_RETURN_STEPS = frozenset({Step.SECURITY_RETURN, Step.RETURNING, Step.RETURNED})


class Journey(Progress):
    """One parcel, after all its events up to ``now``."""

    def __init__(self, request: WatchInput) -> None:
        super().__init__(request)
        self._walk(request)

    # -- the walk ----------------------------------------------------------------------------------------------

    def _walk(self, request: WatchInput) -> None:
        entries, self.unmapped = happened(request, self.now_time)
        origin, destination, domestic = self.origin, self.destination, self.domestic
        delivery, sent_back, loss = self.delivery, self.sent_back, self.loss
        last_key, last_country, last_index = "", "", -1
        for time, _, key, country, index, step, event in entries:
            if time == self._time and key == last_key and country == last_country:
                self._repeat(last_index, index)
                continue
            self._time, last_key, last_country, last_index = time, key, country, index
            at = event.at
            if domestic:
                side = _UNSAID
            elif country:
                side = _DESTINATION if country == destination else _ORIGIN if country == origin else _THIRD
            else:
                side = self._side_of_clock(at)
            handler = _HANDLERS.get(step)
            if handler is None:
                self._without_scan(step, side, index)
                continue
            if country and step in _CUSTOMS_STEPS:
                side = self._side_of_customs(side, country)
            if (delivery.open or sent_back.open) and not self._goes_on(step, side, at, index):
                continue
            # As ``_scan``, written out: this line runs for every event of every parcel.
            if self.first_scan is None:
                self.first_scan = at
            self.last_scan, self.last_time, self.scans = at, time, self.scans + 1
            self.scan_indexes.append(index)
            self.last_indexes = [index]
            if side is _DESTINATION or (side is _THIRD and step is not _ACCEPTED):
                self.seen_abroad = True
            if loss.open and step not in ENDS:
                self._found_again(at)
            handler(self, side, at, index)

    def _repeat(self, twin: int, index: int) -> None:
        """A doubled event changes nothing; it is one more piece of evidence for what its twin showed."""
        for trouble in (self.held, self.charges, self.failed, self.damaged, self.sent_back, self.delivery, self.loss):
            trouble.repeat(twin, index)
        for indexes in (self.announced, self.scan_indexes, self.last_indexes):
            if twin in indexes:
                indexes.append(index)

    def _without_scan(self, step: Step, side: Side, index: int) -> None:
        if step is Step.ANNOUNCED or step is Step.PICKUP_FAILED:
            self.announced.append(index)
        elif step is Step.UNKNOWN and (side is _DESTINATION or side is _THIRD):
            self.seen_abroad = True

    def _side_of_customs(self, side: Side, country: str) -> Side:
        """Cleared at a hub of the destination's customs union: those are the destination's customs."""
        self.customs_country = country
        return _DESTINATION if side is _THIRD and same_customs_territory(country, self.destination) else side

    def _goes_on(self, step: Step, side: Side, at: datetime, index: int) -> bool:
        """Whether a step after a delivery or a return still counts."""
        if step in _RETURN_STEPS:
            return True
        if self.delivery.open:
            if step is Step.DELIVERED:
                self.delivery.add(at, index)
            return False
        return self._return_is_over(step, side, at, index)

    def _return_is_over(self, step: Step, side: Side, at: datetime, index: int) -> bool:
        """Whether a step after a return ends it: sent out again, or tried again in the destination."""
        tried_again = step is Step.OUT_FOR_DELIVERY and side is _DESTINATION and self.leg is legs.RETURNING
        if tried_again or (self.before_export and step in _SENT_OUT_AGAIN):
            self.sent_back.clear()
            self._resume(at)
            return True
        if step is Step.DELIVERED and self.leg is legs.RETURNING:
            if side is _DESTINATION and not self.before_export:
                self.sent_back.clear()
                return True
            self._scan(at, index, side, step)
            self.sent_back.add(at, index)
            self._set(legs.RETURNED, at)
        elif step is Step.LOST:
            return True
        return False

    # -- origin -------------------------------------------------------------------------------------------------

    def _accepted(self, side: Side, at: datetime, index: int) -> None:
        if self.progress == AT_ORIGIN and self.scans == 1 and side is not _DESTINATION:
            self._set(legs.ORIGIN, at)
        elif self._still_at_origin(side):
            if self.leg is legs.PRE_DISPATCH:
                self._set(legs.ORIGIN, at)
        elif side is _THIRD:
            self._abroad(at)
        elif side is _DESTINATION or self.progress == AT_DESTINATION:
            # A second carrier begins again with "accepted": the delivery network has it.
            self._hub(_DESTINATION, at, index)

    def _in_origin(self, side: Side, at: datetime, index: int) -> None:
        if self._still_at_origin(side):
            if not (self.leg is legs.EXPORT_CUSTOMS and self.held.open):
                self._set(legs.ORIGIN, at)
        elif side is _DESTINATION:
            self._facility_scan(side, at, index)
        elif side is _THIRD:
            self._abroad(at)

    def _export_started(self, side: Side, at: datetime, index: int) -> None:
        if self._still_at_origin(side):
            self.export_begun = True
            self._set(legs.EXPORT_CUSTOMS, at)
        elif side is _THIRD:
            self._abroad(at)

    def _export_released(self, side: Side, at: datetime, index: int) -> None:
        self._export_started(side, at, index)
        if self.progress == AT_ORIGIN:
            self.held.clear()

    def _handed_over(self, side: Side, at: datetime, index: int) -> None:
        if self._still_at_origin(side):
            self.held.clear()
            self._set(legs.LINEHAUL, at)
        elif side is _THIRD:
            self._abroad(at)

    # -- between ------------------------------------------------------------------------------------------------

    def _departed(self, side: Side, at: datetime, index: int) -> None:
        if self.domestic:
            self._in_transit(side, at, index)
        else:
            self._abroad(at)

    def _departure_scan(self, side: Side, at: datetime, index: int) -> None:
        if side is _ORIGIN or (side is _UNSAID and self.progress == AT_ORIGIN):
            if self.domestic or self.progress == AT_DESTINATION or self.leg is legs.PRE_DISPATCH:
                self._facility_scan(side, at, index)
            elif self.progress == AT_ORIGIN:
                self._abroad(at)
                self.departure_uncertain = True
        else:
            self._facility_scan(side, at, index)

    def _transit_country(self, side: Side, at: datetime, index: int) -> None:
        self._abroad(at)

    def _in_transit(self, side: Side, at: datetime, index: int) -> None:
        if self._still_at_origin(side):
            if self.leg is legs.PRE_DISPATCH:
                self._set(legs.ORIGIN, at)
            elif self.domestic and self.leg is legs.ORIGIN:
                self._set(legs.LINEHAUL, at)
        elif side is _THIRD:
            self._abroad(at)
        elif side is _DESTINATION:
            self._reach(at)

    def _facility_scan(self, side: Side, at: datetime, index: int) -> None:
        if self._still_at_origin(side):
            if self.leg is legs.PRE_DISPATCH:
                self._set(legs.ORIGIN, at)
            elif self.domestic and self.leg is legs.ORIGIN and self.scans > 2:
                self._set(legs.LINEHAUL, at)
        elif side is _THIRD:
            self._abroad(at)
        elif self.progress < AT_DESTINATION:
            if side is _DESTINATION:
                self._reach(at)
        elif not (self.held.open or self.charges.open) and self.leg is legs.IMPORT_CUSTOMS and self.customs_begun:
            self._set(legs.DESTINATION, at)

    def _arrived(self, side: Side, at: datetime, index: int) -> None:
        if side is _ORIGIN:
            self._facility_scan(side, at, index)
        elif side is _THIRD:
            self._abroad(at)
        else:
            self._reach(at)

    # -- customs ------------------------------------------------------------------------------------------------

    def _is_export_customs(self, side: Side) -> bool:
        """Whether customs that does not say which side it is, is the origin's."""
        if self.domestic or (side is _UNSAID and self.export_begun and self.leg is not legs.EXPORT_CUSTOMS):
            return False
        return self._still_at_origin(side)

    def _third_country_customs(self, side: Side) -> bool:
        return side is _THIRD and self.progress < AT_DESTINATION

    def _customs_started(self, side: Side, at: datetime, index: int) -> None:
        if self._is_export_customs(side):
            self._export_started(side, at, index)
        elif side is _THIRD:
            self._abroad(at)
        elif side is not _ORIGIN:
            self._import_started(side, at, index)

    def _import_started(self, side: Side, at: datetime, index: int) -> None:
        self._reach(at)
        self.customs_begun = True
        self._set(legs.IMPORT_CUSTOMS, at)

    def _held(self, side: Side, at: datetime, index: int) -> None:
        self._stop_at_customs(side, at)
        self.held.add(at, index)

    def _stop_at_customs(self, side: Side, at: datetime) -> None:
        if self._is_export_customs(side):
            self.export_begun = True
            self._set(legs.EXPORT_CUSTOMS, at)
        elif self._third_country_customs(side):
            self._abroad(at)
        elif side is not _ORIGIN or self.progress == AT_DESTINATION:
            self._import_started(side, at, 0)

    def _charges_due(self, side: Side, at: datetime, index: int) -> None:
        # Duty is asked for by the destination, whatever country the source noted; after the release it is asked for
        # where the parcel is.
        if not self.customs_over and self.leg is not legs.PICKUP_POINT:
            self._import_started(side, at, index)
        self.charges.add(at, index)

    def _paid(self, side: Side, at: datetime, index: int) -> None:
        self.held.clear()
        self.charges.clear()

    def _resolved(self, side: Side, at: datetime, index: int) -> None:
        self._paid(side, at, index)
        self.failed.clear()

    def _customs_released(self, side: Side, at: datetime, index: int) -> None:
        if self._is_export_customs(side):
            self._export_released(side, at, index)
        elif self._third_country_customs(side):
            self._abroad(at)
        elif side is not _ORIGIN or self.progress == AT_DESTINATION:
            self._released(side, at, index)

    def _released(self, side: Side, at: datetime, index: int) -> None:
        self._reach(at)
        self._paid(side, at, index)
        self.customs_begun = self.customs_over = True
        self._set(legs.DESTINATION, at)

    def _problem(self, side: Side, at: datetime, index: int) -> None:
        """An exception without a reason: where the parcel is says what it is most likely about."""
        if side is _DESTINATION:
            self._reach(at)
        if self.leg in (legs.DESTINATION, legs.PICKUP_POINT):
            self.failed.add(at, index)
        else:
            self._on_hold(side, at, index)

    def _on_hold(self, side: Side, at: datetime, index: int) -> None:
        if side is _DESTINATION:
            self._reach(at)
        if self.leg in (legs.EXPORT_CUSTOMS, legs.IMPORT_CUSTOMS):
            self.held.add(at, index)
        elif self.leg is legs.PRE_DISPATCH:
            self._set(legs.ORIGIN, at)

    # -- destination --------------------------------------------------------------------------------------------

    def _before_the_border(self, side: Side) -> bool:
        """A delivery network at work in the origin country: the first mile brings the parcel to a warehouse."""
        return not self.domestic and side is _ORIGIN and self._still_at_origin(side)

    def _deliverable(self, at: datetime) -> None:
        self._reach(at)
        self.customs_over = True
        self.held.clear()

    def _hub(self, side: Side, at: datetime, index: int) -> None:
        unsaid_and_early = side is _UNSAID and self.progress == AT_ORIGIN and not self.export_begun
        if self._before_the_border(side) or (unsaid_and_early and not self.domestic and self.leg is not legs.LINEHAUL):
            self._facility_scan(side, at, index)
        elif side is _THIRD:
            self._abroad(at)
        else:
            self._deliverable(at)
            self._set(legs.DESTINATION, at)

    def _out_for_delivery(self, side: Side, at: datetime, index: int) -> None:
        if self._before_the_border(side):
            self._facility_scan(side, at, index)
            return
        self._deliverable(at)
        self._resolved(side, at, index)
        self._set(legs.DESTINATION, at)

    def _attempt_failed(self, side: Side, at: datetime, index: int) -> None:
        if self._before_the_border(side):
            if self.leg is legs.PRE_DISPATCH:
                self.first_scan = self.last_scan = None
                self.scans, self.scan_indexes, self.last_indexes = 0, [], []
                self.announced.append(index)
                return
        else:
            self._deliverable(at)
            if self.leg is not legs.PICKUP_POINT:
                self._set(legs.DESTINATION, at)
        self.failed.add(at, index)

    def _at_pickup(self, side: Side, at: datetime, index: int) -> None:
        if self._before_the_border(side):
            self._facility_scan(side, at, index)
            return
        self._deliverable(at)
        self._set(legs.PICKUP_POINT, at)

    def _delivered(self, side: Side, at: datetime, index: int) -> None:
        if self._before_the_border(side):
            # Signed in the origin country before any export: a warehouse took it in.
            self._facility_scan(side, at, index)
            return
        self._deliverable(at)
        self._resolved(side, at, index)
        self.delivery.add(at, index)
        self._set(legs.DELIVERED, at)

    # -- ends ---------------------------------------------------------------------------------------------------

    def _damaged(self, side: Side, at: datetime, index: int) -> None:
        self._in_transit(side, at, index)
        self.damaged.add(at, index)

    def _returning(self, side: Side, at: datetime, index: int) -> None:
        if not self.sent_back.open:
            uncertain = self.departure_uncertain and side is _ORIGIN
            at_home = self.progress == AT_ORIGIN or uncertain
            self.before_export = not self.domestic and at_home and not self.seen_abroad
        self.delivery.clear()
        self.sent_back.add(at, index)
        if self.leg is not legs.RETURNED:
            self._set(legs.RETURNING, at)

    def _security_return(self, side: Side, at: datetime, index: int) -> None:
        if self.departure_uncertain and self.progress == LEFT and not self.seen_abroad:
            self.progress, self.departure_uncertain = AT_ORIGIN, False
        self._returning(side, at, index)

    def _returned(self, side: Side, at: datetime, index: int) -> None:
        self._returning(side, at, index)
        self._set(legs.RETURNED, at)

    def _lost(self, side: Side, at: datetime, index: int) -> None:
        self.loss.add(at, index)
        self._set(legs.LOST, at)


_HANDLERS: dict[Step, Callable[[Journey, Side, datetime, int], None]] = {
    step: getattr(Journey, f"_{step.value}") for step in Step if step not in WITHOUT_SCAN
}
