"""How far a parcel has come: the state of the walk, and the few moves that change it."""

from __future__ import annotations

from datetime import datetime, timedelta

from amends.core.contracts.watch import WatchInput
from amends.core.vocabulary import Leg
from amends.watch import legs
from amends.watch.locate import Side, same_customs_territory, side_of_offset
from amends.watch.reading import EPOCH
from amends.watch.steps import Step
from amends.watch.trouble import Trouble

AT_ORIGIN, LEFT, AT_DESTINATION = 0, 1, 2
_NEVER = timedelta.min
_ACCEPTED = Step.ACCEPTED
_UNSAID, _ORIGIN, _DESTINATION, _THIRD = Side.UNSAID, Side.ORIGIN, Side.DESTINATION, Side.THIRD
_UNDER_WAY = frozenset({legs.PRE_DISPATCH, legs.ORIGIN, legs.EXPORT_CUSTOMS, legs.LINEHAUL})
#: Steps that end a journey; they are no sign that a lost parcel was found.
ENDS = frozenset({Step.SECURITY_RETURN, Step.RETURNING, Step.RETURNED, Step.LOST})


class Progress:
    """Where one parcel is, after the events read so far. Indexes are positions in the input's events.

    ``progress`` only moves on (origin, left, destination), except that a bare departure scan is taken back when a
    later scan is still in the origin country. ``leg`` is where the parcel is by its last scan. Values ending in
    ``_time`` are durations since ``EPOCH``. ``history`` holds the legs in the order they were entered.
    """

    # Defaults of the class: most parcels never leave most of them, and one of these is made for each parcel.
    progress: int = AT_ORIGIN
    leg: Leg = legs.PRE_DISPATCH
    leg_since: datetime | None = None
    leg_time: timedelta = _NEVER
    first_scan: datetime | None = None
    last_scan: datetime | None = None
    last_time: timedelta = _NEVER
    scans: int = 0
    seen_abroad: bool = False
    departure_uncertain: bool = False
    export_begun: bool = False
    customs_begun: bool = False
    customs_over: bool = False
    customs_country: str | None = None
    before_export: bool = False
    _origin_clock: bool = False
    _time: timedelta = _NEVER

    def __init__(self, request: WatchInput) -> None:
        self.origin, self.destination = request.origin, request.destination
        self.domestic = self.origin == self.destination
        self.no_customs = same_customs_territory(self.origin, self.destination)
        self.now_time = request.now - EPOCH
        self.scan_indexes: list[int] = []
        self.last_indexes: list[int] = []
        self.announced: list[int] = []
        self.unmapped: list[str] = []
        self.history: list[tuple[Leg, timedelta]] = []
        self.held, self.charges, self.failed = Trouble(), Trouble(), Trouble()
        self.damaged, self.sent_back, self.delivery, self.loss = Trouble(), Trouble(), Trouble(), Trouble()

    def open_troubles(self) -> list[str]:
        """Names of the troubles that hold the parcel up, as the lanes data calls them."""
        found = []
        if self.held.open:
            found.append("held")
        if self.charges.open:
            found.append("charges_due")
        if self.failed.open:
            found.append("attempt_failed")
        return found

    def _side_of_clock(self, at: datetime) -> Side:
        """The destination's local time counts once the origin's was seen: some sources give all times in one zone."""
        side = side_of_offset(at, self.origin, self.destination)
        if side is _ORIGIN:
            self._origin_clock = True
            return _ORIGIN if self.progress == AT_ORIGIN else _UNSAID
        return side if self._origin_clock else _UNSAID

    def _scan(self, at: datetime, index: int, side: Side, step: Step) -> None:
        if self.first_scan is None:
            self.first_scan = at
        self.last_scan, self.last_time = at, self._time
        self.scans += 1
        self.scan_indexes.append(index)
        self.last_indexes = [index]
        if side is _DESTINATION or (side is _THIRD and step is not _ACCEPTED):
            self.seen_abroad = True
        if self.loss.open and step not in ENDS:
            self._found_again(at)

    def _found_again(self, at: datetime) -> None:
        """A later scan shows that a lost parcel was found."""
        self.loss.clear()
        self._resume(at)

    def _resume(self, at: datetime) -> None:
        """Under way again after a loss or a return: the leg that follows from how far the parcel had come."""
        self._set((legs.ORIGIN, legs.LINEHAUL, legs.DESTINATION)[self.progress], at)

    def _set(self, leg: Leg, at: datetime) -> None:
        if leg is not self.leg:
            self.leg, self.leg_since, self.leg_time = leg, at, self._time
            self.history.append((leg, self._time))

    def _still_at_origin(self, side: Side) -> bool:
        """Whether a scan is on the origin side; a bare departure is refuted by a later scan in the origin country."""
        if self.progress == LEFT and self.departure_uncertain and side is _ORIGIN:
            self.progress, self.departure_uncertain = AT_ORIGIN, False
            if self.last_scan is not None:
                self._set(legs.ORIGIN, self.last_scan)
        return self.progress == AT_ORIGIN and (side is _ORIGIN or side is _UNSAID)

    def _abroad(self, at: datetime) -> None:
        """Seen in a third country: it has left and is between the two."""
        if self.progress < AT_DESTINATION:
            self.progress, self.departure_uncertain = LEFT, False
            self._set(legs.LINEHAUL, at)
            self.held.clear()

    def _reach(self, at: datetime) -> None:
        """In the destination country: before customs, or in the delivery network where there is no customs."""
        if self.progress < AT_DESTINATION:
            self.progress, self.departure_uncertain = AT_DESTINATION, False
            self.held.clear()
        if self.leg in _UNDER_WAY:
            self._set(legs.DESTINATION if self.no_customs else legs.IMPORT_CUSTOMS, at)
