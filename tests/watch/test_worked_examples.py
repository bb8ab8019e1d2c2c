"""The worked examples of the contract, where the shared folder has them."""

from __future__ import annotations

import json
from datetime import UTC

import pytest

from amends.core.contracts.watch import WatchInput
from amends.watch import watch

from .parcels import shared


def test_every_worked_example_gets_the_answer_of_a_careful_reader() -> None:
    lines = shared("examples", "watch.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        record = json.loads(line)
        gold = record.pop("gold")
        answer = watch(WatchInput.model_validate_json(json.dumps(record)))
        note = f"{record['id']}: {gold['note']}"
        assert answer.leg in gold["leg_acceptable"], note
        assert answer.anomaly in gold["acceptable"], note
        assert not gold["evidence_any_of"] or set(answer.evidence) & set(gold["evidence_any_of"]), note
        assert answer.unmapped == [], note
        if "since_date" in gold:
            assert answer.since is not None
            assert str(answer.since.astimezone(UTC).date()) == gold["since_date"], note


def test_the_test_of_the_examples_is_skipped_where_the_folder_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMENDS_SHARED", "/nowhere")
    with pytest.raises(pytest.skip.Exception):
        shared("examples", "watch.jsonl")
