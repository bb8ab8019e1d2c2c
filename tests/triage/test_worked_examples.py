"""The worked examples of the shared folder: most of them must come out as the careful reader said."""

from __future__ import annotations

import json

from amends.core.contracts.triage import TriageInput
from amends.triage import triage_many
from tests.triage.shared_folder import shared


def test_the_worked_examples_agree_in_most_fields() -> None:
    lines = shared("examples", "triage.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    answers = triage_many(TriageInput.model_validate_json(json.dumps(record)) for record in records)
    kinds = languages = numbers = 0
    for record, answer in zip(records, answers, strict=True):
        gold = record["gold"]
        kinds += answer.kind.value in (gold["kind"], *gold["acceptable"])
        languages += answer.language == gold["language"]
        numbers += (answer.order_numbers, answer.tracking_numbers) == (gold["order_numbers"], gold["tracking_numbers"])
    assert languages == len(records)
    assert numbers >= 0.95 * len(records)
    assert kinds >= 0.7 * len(records)
