"""The team's hours as a person writes them: one line a weekday, such as ``09:00-12:00, 13:30-18:00``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from amends.core.errors import DomainError

_SPAN = re.compile(r"(\d{1,2}:\d{2})\s*(?:[-–—~～至]|to)\s*(\d{1,2}:\d{2})")
_BETWEEN = re.compile(r"[,，、;；]")


def written(said: Mapping[str, Any] | None) -> list[str]:
    """The seven lines, from Monday on; all empty where the team has not said when it works."""
    week = (said or {}).get("week", {})
    return [", ".join(f"{span['from']}-{span['until']}" for span in week.get(str(day), ())) for day in range(7)]


def read(lines: list[str]) -> dict[str, list[dict[str, str]]]:
    """The week as the clock reads it. Raises DomainError for a line that is no hours."""
    return {str(day): _spans(line) for day, line in enumerate(lines) if line.strip()}


def _spans(line: str) -> list[dict[str, str]]:
    spans = []
    for part in filter(str.strip, _BETWEEN.split(line)):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            raise DomainError(f"“{line.strip()[:60]}” is no hours; write them like 09:00-12:00, 13:30-18:00.")
        spans.append({"from": match[1].zfill(5), "until": match[2].zfill(5)})
    return spans
