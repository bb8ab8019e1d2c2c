"""The cases that come with the product: made up, complete, each with its lesson. Times count from the case's present."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from amends.core.packaged import yaml_files
from amends.desk.practice.scenario import Scenario

#: ``-12d``, ``-3h``, ``-2d5h30m``, ``8d``: before or after the case's present.
_FROM_NOW = re.compile(r"(-?)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
_TIMES = frozenset({"at", "placed_at", "ship_by", "promised_by", "delivered_at"})


@cache
def shipped() -> Mapping[str, Scenario]:
    """All of them by key, in the order of the files. Raises ValueError for a case that is written wrongly."""
    found: dict[str, Scenario] = {}
    for _name, cases in yaml_files("amends.desk.practice", "cases"):
        for told in cases:
            case = _read(told)
            if case.key in found:
                raise ValueError(f"two shipped cases are called {case.key}")
            found[case.key] = case
    return found


def _read(told: dict[str, Any]) -> Scenario:
    now = datetime.fromisoformat(told["now"])
    parcel = dict(told.get("parcel") or {})
    if parcel:
        # [when, country, words of the scan]
        parcel["scans"] = [{"at": at, "country": country, "text": text} for at, country, text in parcel["scans"]]
    whole = {**told, "now": now, "parcel": parcel or None}
    return Scenario.model_validate(_with_times(whole, now))


def _with_times(value: Any, now: datetime) -> Any:
    if isinstance(value, dict):
        return {
            name: _moment(inner, now) if name in _TIMES and isinstance(inner, str) else _with_times(inner, now)
            for name, inner in value.items()
        }
    return [_with_times(inner, now) for inner in value] if isinstance(value, list) else value


def _moment(text: str, now: datetime) -> datetime:
    found = _FROM_NOW.fullmatch(text)
    if found is None or not text.strip("-"):
        raise ValueError(f"{text!r} is no time before or after the case's present, such as -3d5h")
    sign, days, hours, minutes = found.groups()
    span = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))
    return now - span if sign else now + span
