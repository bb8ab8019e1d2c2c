"""Asking the clock in one line, as the command line does: from JSON."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from amends.clock import clock
from amends.core.contracts.clock import ClockInput, ClockOutput
from amends.core.contracts.problems import input_error
from amends.core.errors import InputError


def ask(platform: str, event: str, at: str, tables: Any = None, **fields: Any) -> ClockOutput:
    record = {"id": "q", "platform": platform, "event": event, "at": at, **fields}
    return clock(request_from(record), tables)


def request_from(record: dict[str, Any]) -> ClockInput:
    try:
        return ClockInput.model_validate_json(json.dumps(record))
    except ValidationError as failure:
        raise input_error(failure) from failure


def due(platform: str, event: str, at: str, **fields: Any) -> datetime:
    return ask(platform, event, at, **fields).due


def action(answer: ClockOutput) -> str | None:
    return answer.consequence.action if answer.consequence else None


def refused(platform: str, event: str, at: str = "2026-05-04T10:00:00Z", **fields: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        ask(platform, event, at, **fields)
    return caught.value


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
