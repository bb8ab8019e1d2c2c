"""From tracking events to steps: code first, then status, then description."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from amends.core.contracts.watch import TrackingEvent, WatchInput
from amends.core.vocabulary import TrackingSource
from amends.watch.steps import RANK, Step, combine
from amends.watch.tables import CodeMap, code_map
from amends.watch.wording import step_of_text

#: Times inside the walk are durations since then: one subtraction each, and no zone to compare afterwards.
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: (time since the epoch, rank, content, country, index in the input, step, event): sorts alike in whatever order the
#: input was.
Entry = tuple[timedelta, int, str, str, int, Step, TrackingEvent]

#: Distinct (source, code, status, description) remembered; carriers' wordings repeat endlessly, free text does not.
CACHE_SIZE = 65_536
#: Longest part of a description that is read; carriers' texts are sentences, and a longer one is somebody's letter.
MAX_DESCRIPTION = 300

_MAP_OF: dict[TrackingSource, str] = {
    TrackingSource.AFTERSHIP: "aftership",
    TrackingSource.TRACK17: "track17",
    TrackingSource.CAINIAO: "cainiao",
    TrackingSource.KARRIO: "karrio",
    TrackingSource.PLAIN: "shared",
}
#: Statuses that leave open what happened: a carrier's own short code may say it.
_OPEN = frozenset({Step.UNKNOWN, Step.NEUTRAL, Step.IN_TRANSIT, Step.ON_HOLD, Step.PROBLEM, Step.ANNOUNCED})


class Reading(NamedTuple):
    """What an event says. ``unmapped`` is the code or text that nothing knows, else None."""

    step: Step
    rank: int
    unmapped: str | None
    key: str


class _Codes:
    """One source's map with the shared codes behind it; spelling of upper and lower case does not matter."""

    def __init__(self, source: CodeMap, shared: CodeMap) -> None:
        self._code = {name.casefold(): step for name, step in {**shared.code, **source.code}.items()}
        self._status = {name.casefold(): step for name, step in source.status.items()}
        self._raw = {name.casefold(): step for name, step in source.raw_codes.items()}

    def step(self, code: str | None, status: str | None) -> tuple[Step, bool]:
        """The step by code and status, and whether the code (where there is one) is known."""
        by_status = self._status.get(status.strip().casefold(), Step.UNKNOWN) if status else Step.UNKNOWN
        name = code.strip().casefold() if code else ""
        if not name:
            return by_status, by_status is not Step.UNKNOWN or not status
        if name in self._code:
            return self._code[name], True
        if name in self._raw:
            return (self._raw[name] if by_status in _OPEN else by_status), True
        if name in self._status:
            return self._status[name], True
        if by_status is Step.UNKNOWN:
            # A new sub-status of a known status: the part before the underscore still says the main thing.
            by_status = self._status.get(name.partition("_")[0], Step.UNKNOWN) if "_" in name else Step.UNKNOWN
        return by_status, False


@cache
def _codes(source: TrackingSource) -> _Codes:
    return _Codes(code_map(_MAP_OF[source]), code_map("shared"))


@lru_cache(maxsize=CACHE_SIZE)
def read_event(source: TrackingSource, code: str | None, status: str | None, description: str | None) -> Reading:
    """Read one event. An unknown code stays visible even where its status or description says what happened."""
    by_code, code_known = _codes(source).step(code, status)
    by_text = step_of_text(description[:MAX_DESCRIPTION]) if description else Step.UNKNOWN
    step = combine(by_code, by_text)
    unmapped = None
    if code and code.strip() and not code_known:
        unmapped = code
    elif step is Step.UNKNOWN:
        unmapped = code or description or status
    return Reading(step, RANK[step], unmapped, f"{code}|{status}|{description}")


def happened(request: WatchInput, now: timedelta) -> tuple[list[Entry], list[str]]:
    """The events up to ``now`` (since ``EPOCH``), read and in order, and the codes or texts that nothing knows."""
    entries: list[Entry] = []
    unmapped: set[str] = set()
    for index, event in enumerate(request.events):
        time = event.at - EPOCH
        if time > now:
            continue
        step, rank, unknown, key = read_event(event.source, event.code, event.status, event.description)
        if unknown is not None:
            unmapped.add(unknown)
        entries.append((time, rank, key, event.country or "", index, step, event))
    # The index comes before what cannot be compared; it only orders events that say the same.
    entries.sort()
    return entries, sorted(unmapped)
