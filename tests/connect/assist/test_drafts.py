"""Drafts come as sentences with the ids of what shows them; anything else is no draft."""

from __future__ import annotations

import json

import pytest
import serving_an_engine as s

from amends.connect.assist.engines import assistant_of
from amends.connect.assist.port import AssistError, Sentence, Trouble

FACTS = [{"id": "offer:0", "value": "partial_refund 4.20 EUR"}]


def test_a_draft_keeps_the_evidence_of_each_sentence() -> None:
    with s.serving(s.drafts(("Thank you.", []), ("We refund 4.20 EUR.", ["offer:0"]))) as engine:
        draft = assistant_of(engine.setup()).draft(FACTS, ["Thank you for the photo."], "en")
    assert draft.sentences == (Sentence("Thank you."), Sentence("We refund 4.20 EUR.", ("offer:0",)))
    assert json.loads(engine.seen[0]["body"]["messages"][1]["content"])["facts"] == FACTS


@pytest.mark.parametrize(
    "said",
    [
        '{"sentences": []}',
        '{"sentences": ["We refund 4.20 EUR."]}',
        '{"sentences": [{"text": "We refund.", "evidence": "offer:0"}]}',
        json.dumps({"sentences": [{"text": "x", "evidence": []}] * 31}),
        json.dumps({"sentences": [{"text": "x" * 2001, "evidence": []}]}),
    ],
)
def test_a_draft_of_another_shape_is_none(said: str) -> None:
    with s.serving(s.says(said)) as engine, pytest.raises(AssistError) as failed:
        assistant_of(engine.setup()).draft(FACTS, [], "en")
    assert failed.value.trouble is Trouble.WRONG_SHAPE
