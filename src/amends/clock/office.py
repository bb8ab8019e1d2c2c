"""The team's own clock: when it works, and by when it answers a buyer.

The response clock starts at the buyer's first unanswered message, runs while the team works, and stands still while
we wait for her. It runs beside the platform's own promise (``clock`` with the event ``buyer_message``) and never
replaces it: a platform does not care for a team's weekend.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from amends.core.calendars import (
    Spans,
    UnknownCalendar,
    add_open_time,
    knows_calendar,
    made_up_days,
    on_wall_clock,
    open_time_between,
    public_holidays,
    zone_named,
)
from amends.core.errors import AmendsError

_MIDNIGHT = time(0)
_WHOLE_DAY: Spans = ((_MIDNIGHT, _MIDNIGHT),)
Weekday = Annotated[int, Field(ge=0, le=6)]
#: A stretch in which the clock stands still: from when, and until when (None: it still does).
Pause = tuple[datetime, datetime | None]


class WrongOfficeHours(AmendsError):
    """Office hours that cannot be reckoned with: the message names the place and the reason."""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When a team works, on the wall clock of ``zone``.

    ``week``: by weekday, 0 is Monday; a weekday that is absent is free. ``calendar``: whose public holidays are free
    (None: the team keeps none). ``made_up``: the hours of weekend days that the calendar's country works to make up
    for a bridge (调休); without hours they stay weekend. ``days``: the hours of single days, before all else, empty
    for a day on which the team is away.
    """

    zone: tzinfo
    week: Mapping[int, Spans] = field(default_factory=lambda: dict.fromkeys(range(7), _WHOLE_DAY))
    calendar: str | None = None
    made_up: Spans = ()
    days: Mapping[date, Spans] = field(default_factory=dict)

    def of(self, day: date) -> Spans:
        """The hours of one day, none when it is free."""
        if day in self.days:
            return self.days[day]
        if self.calendar is not None:
            if self.made_up and day in made_up_days(self.calendar, day.year):
                return self.made_up
            if day in public_holidays(self.calendar, day.year):
                return ()
        return self.week.get(day.weekday(), ())


def always_open(zone: tzinfo) -> OfficeHours:
    """Day and night, on every day: what holds where a team has not said when it works."""
    return OfficeHours(zone)


#: When a working day begins for a team that has not said when it works, or works around the clock.
USUAL_MORNING = time(9)
_DAYS_AHEAD = 31


def next_morning(office: OfficeHours, now: datetime) -> datetime:
    """When the team begins to work next: today's beginning where it lies ahead, else that of the next working day.

    A day without a closing hour begins at nine. A team that is away for a month begins tomorrow at nine.
    """
    today = now.astimezone(office.zone).date()
    for ahead in range(_DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        spans = office.of(day)
        if not spans:
            continue
        begins = USUAL_MORNING if spans == _WHOLE_DAY else spans[0][0]
        moment = on_wall_clock(datetime.combine(day, begins), office.zone)
        if moment > now:
            return moment
    return on_wall_clock(datetime.combine(today + timedelta(days=1), USUAL_MORNING), office.zone)


def answer_due(office: OfficeHours, since: datetime, hours: float, pauses: Sequence[Pause] = ()) -> datetime | None:
    """When a message that came at ``since`` must be answered: after so many hours of the team's time.

    ``pauses``, in any order, do not count. None while the clock stands still: a pause that has no end yet began before
    the hours were over. Raises ValueError where ``hours`` is negative or the team never works long enough.
    """
    left, at = timedelta(hours=hours), since
    for start, end in _in_order(pauses, since):
        run = open_time_between(at, start, office.of, office.zone)
        if run >= left:
            break
        if end is None:
            return None
        left, at = left - run, end
    return add_open_time(at, left, office.of, office.zone)


def answered_after(office: OfficeHours, since: datetime, until: datetime, pauses: Sequence[Pause] = ()) -> timedelta:
    """How much of the team's time lay between a message and its answer (or the present), pauses not counted."""
    spent, at = timedelta(0), since
    for start, end in _in_order(pauses, since):
        spent += open_time_between(at, min(start, until), office.of, office.zone)
        if end is None or end >= until:
            return spent
        at = end
    return spent + open_time_between(at, until, office.of, office.zone)


def _in_order(pauses: Sequence[Pause], since: datetime) -> Iterator[Pause]:
    """Pauses as stretches that rise and do not overlap, none before ``since``."""
    reached: datetime = since.astimezone(UTC)
    for start, end in sorted(pauses, key=lambda pause: pause[0].astimezone(UTC)):
        start = max(start.astimezone(UTC), reached)
        if end is None:
            yield start, None
            return
        if end.astimezone(UTC) > start:
            reached = end.astimezone(UTC)
            yield start, reached


# Office hours as data ----------------------------------------------------------------------------------------------


class _Span(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    opens: time = Field(alias="from")
    closes: time = Field(alias="until")

    @model_validator(mode="after")
    def _forward(self) -> _Span:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise ValueError("hours are those of the wall clock, without an offset")
        if self.closes != _MIDNIGHT and self.closes <= self.opens:
            raise ValueError("a span ends on the day on which it begins, after it begins (00:00 is the end of the day)")
        return self


class _Document(BaseModel):
    model_config = ConfigDict(extra="forbid")

    week: dict[Weekday, list[_Span]]
    calendar: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = None
    made_up: list[_Span] = []
    days: dict[date, list[_Span]] = {}


def office_hours(document: Mapping[str, Any], zone: str) -> OfficeHours:
    """Office hours from data, as a shop keeps them.

    ``{"week": {"0": [{"from": "09:00", "until": "12:00"}, …], …}, "calendar": "CN", "made_up": […], "days":
    {"2027-02-05": []}}``; weekdays count from Monday, 0. Raises WrongOfficeHours.
    """
    try:
        read = _Document.model_validate(dict(document))
    except ValidationError as failure:
        first = failure.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise WrongOfficeHours(f"office hours: {place}: {first['msg']}") from failure
    if read.calendar is not None and not knows_calendar(read.calendar):
        raise WrongOfficeHours(f"office hours: calendar: no public holidays are known for {read.calendar}")
    try:
        known = zone_named(zone)
    except UnknownCalendar as failure:
        raise WrongOfficeHours(f"office hours: {failure}") from failure
    hours = OfficeHours(
        zone=known,
        week={weekday: _spans(f"week.{weekday}", spans) for weekday, spans in read.week.items()},
        calendar=read.calendar,
        made_up=_spans("made_up", read.made_up),
        days={day: _spans(f"days.{day}", spans) for day, spans in read.days.items()},
    )
    if not any(hours.week.values()):
        raise WrongOfficeHours("office hours: week: the team never works")
    return hours


def _spans(place: str, spans: Sequence[_Span]) -> Spans:
    ordered = sorted((span.opens, span.closes) for span in spans)
    for (_, closes), (opens, _) in pairwise(ordered):
        if closes == _MIDNIGHT or opens < closes:
            raise WrongOfficeHours(f"office hours: {place}: two spans overlap")
    return tuple(ordered)
