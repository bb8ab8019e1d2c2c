"""The worked examples of the contracts."""

from __future__ import annotations

import json

import pytest

from amends.clock import clock
from amends.core.errors import InputError

from .asking import action, moment, request_from
from .shared_folder import shared


def test_every_worked_example_is_answered_as_a_careful_reader_did() -> None:
    lines = shared("examples", "clock.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        record = json.loads(line)
        gold = record.pop("gold")
        if gold["error"]:
            with pytest.raises(InputError):
                clock(request_from(record))
            continue
        answer = clock(request_from(record))
        off = abs((answer.due - moment(gold["due"])).total_seconds())
        assert off <= gold["tolerance_seconds"], (record, answer.due)
        assert action(answer) == gold["consequence_action"], record
        if "remaining_seconds" in gold:
            assert answer.remaining_seconds == gold["remaining_seconds"]
