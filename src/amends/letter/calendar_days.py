"""The days of a letter, in the buyer's time zone: today, the last day to choose, and when a promise falls due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode

_END_OF_DAY = time(23, 59, 59)


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            ErrorCode.UNKNOWN_VALUE,
            f"{name!r} is no time zone of the IANA list; write for example Europe/Madrid.",
            "time_zone",
        ) from None


@dataclass(frozen=True, slots=True)
class Days:
    """``today`` is the buyer's date at ``now``; ``choose_by`` the last day on which she can choose an option."""

    zone: tzinfo
    today: date
    choose_by: date

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)

    def after_choice(self, days: int) -> date:
        return self.choose_by + timedelta(days=days)

    def due(self, day: date) -> datetime:
        """The end of ``day``: a promise "by 18 December" is kept until the day is over where the buyer lives."""
        return datetime.combine(day, _END_OF_DAY, tzinfo=self.zone)


def zone_of(now: datetime, name: str | None) -> tzinfo:
    """The buyer's zone, or the offset of ``now`` where none is named. Raises InputError (``unknown_value``)."""
    if name is not None:
        return _zone(name)
    if now.tzinfo is None:
        raise InputError(
            ErrorCode.NAIVE_TIME, "the time has no offset; write for example 2026-12-08T09:00:00+08:00.", "now"
        )
    return now.tzinfo
