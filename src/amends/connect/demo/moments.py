"""Times of the demonstration: offsets to ``now``, so that its deadlines are always ahead.

``-3d 14:20`` is 14:20 of the day three days before today, by the clock of a zone; ``+2d 18:00`` lies ahead;
``-5h``, ``-1h30m`` and ``+7h`` are elapsed time. Day 0 is not allowed: whether 14:20 of today has passed depends on now.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, tzinfo

from amends.core.calendars import on_wall_clock, written_in

_DAYS = re.compile(r"([+-])([1-9]\d*)d(?: (\d\d):(\d\d))?\Z")
_ELAPSED = re.compile(r"([+-])(?=\d)(?:(\d+)h)?(?:(\d+)m)?\Z")
_LENGTH = re.compile(r"(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?\Z")
_NOON = (12, 0)


class UnreadableMoment(ValueError):
    """A time in the demonstration's files that has none of the forms above."""


def moment(text: str, now: datetime, zone: tzinfo) -> datetime:
    """The time that ``text`` names, to the minute, with the offset of ``zone``. Raises UnreadableMoment."""
    now = now.replace(second=0, microsecond=0)
    elapsed = _ELAPSED.match(text)
    if elapsed:
        sign, hours, minutes = elapsed.groups()
        length = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
        return written_in(now - length if sign == "-" else now + length, zone)
    days = _DAYS.match(text)
    if not days:
        raise UnreadableMoment(f"{text!r} is no offset; write -3d 14:20, +2d 18:00 or -5h30m")
    sign, count, hour, minute = days.groups()
    clock = (int(hour), int(minute)) if hour else _NOON
    today = now.astimezone(zone).replace(hour=clock[0], minute=clock[1], tzinfo=None)
    return on_wall_clock(today + timedelta(days=int(count) * (-1 if sign == "-" else 1)), zone)


def length(text: str) -> timedelta:
    """The length that ``9h20m``, ``2d`` or ``1d4h`` names. Raises UnreadableMoment."""
    match = _LENGTH.match(text)
    if not match:
        raise UnreadableMoment(f"{text!r} is no length of time; write 9h20m or 1d4h")
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)
