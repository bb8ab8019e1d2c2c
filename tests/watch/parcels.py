"""Building a shipment in a few words, and asking ``watch`` about it.

A scan is ``(day, what)`` or ``(day, what, country)``: the day after the order (fractions allowed), and either a code of
the source or a description. The parcel is Dana's, from CN to DE, ordered on 1 June 2026, promised for day 40.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from amends.core.contracts.watch import WatchInput, WatchOutput
from amends.watch import watch

ORDERED = datetime(2026, 6, 1, tzinfo=UTC)
OFFSETS = {"CN": 8, "HK": 8, "DE": 2, "FR": 2, "BR": -3, "US": -4, "GB": 1, "RU": 3, "BE": 2, "JP": 9}
STATUS = {
    "track17": lambda code: code.split("_")[0],
    "aftership": lambda code: code.split("_")[0],
}


def day(number: float) -> datetime:
    return ORDERED + timedelta(days=number)


def local(number: float, country: str | None) -> str:
    hours = OFFSETS.get(country or "", 0)
    moment = day(number) + timedelta(hours=hours)
    sign = "-" if hours < 0 else "+"
    return moment.replace(tzinfo=None).isoformat() + f"{sign}{abs(hours):02d}:00"


def scan(
    number: float, what: str, country: str | None = None, *, source: str = "plain", **fields: Any
) -> dict[str, Any]:
    """One event; ``what`` is the description of a plain source and the code of any other."""
    event: dict[str, Any] = {"at": local(number, country), "source": source, **fields}
    event["description" if source == "plain" else "code"] = what
    if country is not None:
        event["country"] = country
    if source in STATUS and "status" not in fields:
        event["status"] = STATUS[source](what)
    return event


def shipment(
    events: list[dict[str, Any]],
    now: float,
    *,
    origin: str = "CN",
    destination: str = "DE",
    promised: float | None = 40,
    due: float | None = 5,
    **fields: Any,
) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": "dana-1",
        "origin": origin,
        "destination": destination,
        "ordered_at": ORDERED.isoformat(),
        "now": day(now).isoformat(),
        "events": events,
        **fields,
    }
    if promised is not None:
        record["promised_by"] = day(promised).isoformat()
    if due is not None:
        record["dispatch_due"] = day(due).isoformat()
    return record


def ask(record: dict[str, Any]) -> WatchOutput:
    return watch(WatchInput.model_validate_json(json.dumps(record)))


def verdict(events: list[dict[str, Any]], now: float, **fields: Any) -> tuple[str, str | None]:
    """(leg, anomaly) of a shipment."""
    answer = ask(shipment(events, now, **fields))
    return answer.leg.value, answer.anomaly.value if answer.anomaly else None


def scans(*steps: tuple[Any, ...], source: str = "plain") -> list[dict[str, Any]]:
    return [scan(*step, source=source) for step in steps]


#: An ordinary way from CN to DE in plain English, as far as the day.
WAY = [
    (1, "Shipping label created", "CN"),
    (2, "Accepted by carrier", "CN"),
    (3, "Arrived at sorting center", "CN"),
    (4, "Export customs clearance started", "CN"),
    (5, "Export customs clearance complete", "CN"),
    (6, "Departed country of origin", "CN"),
    (10, "Arrived at destination country", "DE"),
    (11, "Presented to customs", "DE"),
    (12, "Released by customs", "DE"),
    (13, "At local sorting hub", "DE"),
    (14, "Out for delivery", "DE"),
    (14.3, "Delivered", "DE"),
]


def way(until: float) -> list[dict[str, Any]]:
    return [scan(*step) for step in WAY if step[0] <= until]


def shared(*path: str) -> Path:
    """A file of the shared folder (``AMENDS_SHARED`` or beside the repository); skips the test where it is missing."""
    root = Path(os.environ.get("AMENDS_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")
    found = root.joinpath(*path)
    if not found.exists():
        pytest.skip(f"{found} is not on this machine")
    return found
