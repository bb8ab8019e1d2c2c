"""A parcel's forecast as a band: today, when most such parcels have come, and what was promised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.web import showing
from amends.web.workspace.frame import Frame

WIDTH, MARGIN = 320, 10


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the band: ``x`` in units of the drawing, ``row`` the line of its words, ``anchor`` where they begin."""

    x: int
    name: str
    day: str
    look: str
    row: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """``band`` and ``core`` are (x, width): today to the day by which 80 % have come, and the half of it."""

    marks: list[Mark]
    band: tuple[int, int]
    core: tuple[int, int]
    words: str


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def forecast_of(parcel: Parcel, order: Order, present: datetime, frame: Frame) -> Forecast | None:
    """The band of a parcel that is still expected; None where nothing can be forecast."""
    median, p80 = _day(parcel.arrival.get("median")), _day(parcel.arrival.get("p80"))
    if p80 is None or parcel.leg in ("delivered", "returned", "lost"):
        return None
    today = present.astimezone(showing.zone_of(frame.zone)).date()
    promised = order.promised_by.date() if order.promised_by else None
    days = [day for day in (today, median, p80, promised) if day is not None]
    first, last = min(days) - timedelta(days=2), max(days) + timedelta(days=2)
    scale = (WIDTH - 2 * MARGIN) / max((last - first).days, 1)

    def at(day: date) -> int:
        return MARGIN + round((day - first).days * scale)

    named = [(today, _("Today"), "now"), (p80, _("80 % here by"), "p80")]
    if promised is not None:
        named.append((promised, _("Promised"), "promised"))
    marks = [
        Mark(at(day), name, showing.day_text(day, frame.language), look, row, _anchor(at(day)))
        for row, (day, name, look) in enumerate(sorted(named))
    ]
    start, end = at(max(today, first)), at(max(p80, today))
    middle = at(max(median, today)) if median else start
    words = ", ".join(f"{mark.name} {mark.day}" for mark in marks)
    return Forecast(marks, (start, max(end - start, 2)), (start, max(middle - start, 1)), words)


def _anchor(x: int) -> str:
    if x < WIDTH / 3:
        return "start"
    return "end" if x > WIDTH * 2 / 3 else "middle"
