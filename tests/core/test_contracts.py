"""Bad input costs one clear error that names the field."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from amends.core.contracts.clock import ClockInput
from amends.core.contracts.decide import DecideInput
from amends.core.contracts.problems import input_error
from amends.core.contracts.triage import TriageInput
from amends.core.contracts.watch import WatchInput

TEXT = {"id": "a", "text": "x"}


def refused(model, record):
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(record if isinstance(record, bytes | str) else json.dumps(record))
    return input_error(caught.value)


@pytest.mark.parametrize(
    ("record", "code", "field"),
    [
        ({"id": "a"}, "missing_field", "text"),
        ({"text": "x"}, "missing_field", "id"),
        ({"id": "a", "text": 3}, "wrong_type", "text"),
        ({"id": True, "text": "x"}, "wrong_type", "id"),
        ({**TEXT, "channel": "fax"}, "unknown_value", "channel"),
        ({**TEXT, "rating": 9}, "out_of_range", "rating"),
        ({**TEXT, "rating": "5"}, "wrong_type", "rating"),
        ({**TEXT, "sent_at": "2026-01-01T10:00:00"}, "naive_time", "sent_at"),
        ({**TEXT, "sent_at": "1970-01-01T00:00:00Z"}, "out_of_range", "sent_at"),
        ({**TEXT, "sent_at": 1760000000}, "wrong_type", "sent_at"),
        ({**TEXT, "offered": [{"remedy": "reship", "amount": "-3"}]}, "out_of_range", "offered.0.amount"),
        ({**TEXT, "offered": [{"remedy": "reship", "amount": 3.5}]}, "wrong_type", "offered.0.amount"),
        ({**TEXT, "offered": [{"remedy": "hug"}]}, "unknown_value", "offered.0.remedy"),
        ({**TEXT, "text": "x" * 200_001}, "too_large", "text"),
        ("nope", "not_json", None),
        (b"\xff", "not_json", None),
    ],
)
def test_an_error_names_code_and_field(record, code, field):
    error = refused(TriageInput, record)
    assert (error.code, error.field) == (code, field)
    assert error.message


def test_unknown_extra_fields_are_ignored():
    assert TriageInput.model_validate_json(json.dumps({**TEXT, "colour": "red"})).text == "x"


def test_the_united_kingdom_may_be_written_uk():
    request = {
        "id": 1, "origin": "cn", "destination": "UK", "ordered_at": "2026-01-01T00:00:00Z", "now": "2026-01-02T00:00:00Z",
    }  # fmt: skip
    assert WatchInput.model_validate_json(json.dumps(request)).destination == "GB"


@pytest.mark.parametrize("model", [TriageInput, WatchInput, ClockInput, DecideInput])
def test_every_input_has_a_schema(model):
    assert "id" in model.model_json_schema()["required"]
