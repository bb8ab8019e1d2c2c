"""Days that count: holidays and closures slow the forecast, and only working days bring an alarm nearer.

Two clocks, both in days and both without a zone (a day is the UTC day; a holiday's edge may be off by some hours):

* *progress*: calendar days less what holidays and closures hold up. Weekends count in full, because the medians of
  lanes and legs are measured over whole weeks.
* *working*: working days of a country, scaled by 7/5 so that an ordinary week counts seven.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from amends.core.calendars import country_calendar, knows_calendar, public_holidays
from amends.core.packaged import read_yaml
from amends.watch.tables import Table

_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY = timedelta(days=1)
#: Days summed at a time, and the day where the count begins (in 2025); it grows both ways.
_BLOCK = 366
_FIRST_DAY = 20_100
_ORDINARY_WEEKEND = (5, 6)
Share = Annotated[float, Field(ge=0, le=1)]


class Closure(BaseModel):
    """A span of days, both ends included, on which a country's warehouses and line hauls do not work."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: str
    first: date = Field(alias="from")
    last: date = Field(alias="until")
    what: str


class Closures(Table):
    """Weekends, worked weekend days and closures by country, and what such days are worth."""

    weekends: dict[str, list[int]]
    worked_days: dict[str, list[date]]
    closures: list[Closure]
    holiday_progress: Share
    closure_progress: Share
    notes: dict[str, str]


@cache
def closures() -> Closures:
    """The packaged days that differ from the lists of public holidays."""
    return Closures.model_validate(read_yaml("amends.watch", "closures.yaml"))


@cache
def _closed_days(country: str) -> frozenset[date]:
    days: set[date] = set()
    for closure in closures().closures:
        if closure.country == country:
            days.update(closure.first + _DAY * step for step in range((closure.last - closure.first).days + 1))
    return frozenset(days)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    calendar = country_calendar(country)
    return public_holidays(calendar, year) if knows_calendar(calendar) else frozenset()


@cache
def _worked(country: str) -> frozenset[date]:
    return frozenset(closures().worked_days.get(country, ()))


def is_working_day(country: str, day: date) -> bool:
    """Whether parcels are worked on: no weekend, public holiday or closure of the country, or a worked weekend day.

    A country without a known list of holidays has weekends only.
    """
    if day in _closed_days(country):
        return False
    if day in _worked(country):
        return True
    weekend = closures().weekends.get(country, _ORDINARY_WEEKEND)
    return day.weekday() not in weekend and day not in _holidays(country, day.year)


def is_delivery_day(country: str, day: date) -> bool:
    """Whether parcels are commonly delivered: every day but the weekly day of rest and public holidays.

    The day of rest is Friday where the weekend begins on one, else Sunday.
    """
    weekend = closures().weekends.get(country, _ORDINARY_WEEKEND)
    rest = weekend[0] if weekend[0] == 4 else weekend[-1]
    return day.weekday() != rest and day not in _holidays(country, day.year)


def next_delivery_day(country: str, day: date) -> date:
    """``day`` itself where parcels are delivered on it, else the first such day after it."""
    while not is_delivery_day(country, day):
        day += _DAY
    return day


@lru_cache(maxsize=16_384)
def delivery_ordinal(country: str, ordinal: int) -> int:
    """As ``next_delivery_day``, in proleptic Gregorian ordinals."""
    return next_delivery_day(country, date.fromordinal(ordinal)).toordinal()


def _held_up(country: str, day: date) -> float:
    """Share of a day that brings no progress."""
    if day in _closed_days(country):
        return 1 - closures().closure_progress
    if day in _worked(country):
        return 0.0
    return 1 - closures().holiday_progress if day in _holidays(country, day.year) else 0.0


def _idle(country: str, day: date) -> float:
    return 0.0 if is_working_day(country, day) else 1.0


class DayCount:
    """How many days a country has lost until a moment, counted from an arbitrary day: only differences mean something.

    Moments are days since 1970 with fractions. The sums are kept day by day, for as many years as were asked for.
    """

    def __init__(self, country: str, lost_on: Callable[[str, date], float]) -> None:
        self._country, self._lost_on = country, lost_on
        self._first, self._until = _FIRST_DAY, [0.0, 0.0]

    def _each(self, first: int, days: int) -> list[float]:
        return [self._lost_on(self._country, date.fromordinal(_EPOCH_DAY + first + step)) for step in range(days)]

    def _reach(self, day: int) -> None:
        """Sum up as many blocks of days more as are needed to have ``day`` and the day after it."""
        while day < self._first:
            each = self._each(self._first - _BLOCK, _BLOCK)
            start = self._until[0] - sum(each)
            self._until = [*accumulate(each[:-1], initial=start), *self._until]
            self._first -= _BLOCK
        while day + 1 >= self._first + len(self._until):
            each = self._each(self._first + len(self._until) - 1, _BLOCK)
            self._until += list(accumulate(each, initial=self._until[-1]))[1:]

    def until(self, moment: float) -> float:
        """Days lost until ``moment``."""
        whole = int(moment)
        index, sums = whole - self._first, self._until
        if index < 0 or index + 1 >= len(sums):
            self._reach(whole)
            index, sums = whole - self._first, self._until
        before, after = sums[index], sums[index + 1]
        return before if before == after else before + (after - before) * (moment - whole)


@cache
def _progress(country: str) -> DayCount:
    return DayCount(country, _held_up)


@cache
def _working(country: str) -> DayCount:
    return DayCount(country, _idle)


def working_days(country: str, start: float, end: float) -> float:
    """Working days between two moments, times 7/5: an ordinary week counts seven days."""
    count = _working(country)
    return (end - start - (count.until(end) - count.until(start))) * 1.4


class Route:
    """When a parcel leaves the origin and reaches the destination (days since 1970), known or expected.

    Until it has left, the holidays of the origin hold it up; once it has reached the destination, those of the
    destination; between the two, none. Both None: it is in the destination, or never left its country.
    """

    __slots__ = ("_away", "_home", "_left", "_reached", "lost_until")

    def __init__(self, origin: str, destination: str, left: float | None, reached: float | None) -> None:
        self._away = _progress(destination).until
        #: Days lost until a moment, counted from an arbitrary day: only differences mean something.
        self.lost_until: Callable[[float], float] = self._away
        if left is not None and reached is not None:
            self._home = _progress(origin).until
            self._left, self._reached = left, reached
            self.lost_until = self._lost_on_both_sides

    def _lost_on_both_sides(self, moment: float) -> float:
        return self._home(min(moment, self._left)) + self._away(max(moment, self._reached))

    def progress(self, start: float, end: float) -> float:
        """Days of progress between two moments: calendar days less what is lost to holidays and closures."""
        return end - start - (self.lost_until(end) - self.lost_until(start))

    def after(self, start: float, progress: float) -> float:
        """The moment by which so many days of progress have passed since ``start``: the inverse of ``progress``.

        Progress never stands still (a closed day brings a little), so the moment is unique.
        """
        bound = start + progress - self.lost_until(start)
        end = start + progress
        for _ in range(64):
            # Each round adds what was lost until then; what the addition loses in its turn shrinks geometrically.
            missing = bound + self.lost_until(end) - end
            if missing < 1e-3:
                break
            end += missing
        return end
