"""The page that explains letters shows what the code writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from amends.core.contracts.letter import DraftInput
from amends.letter import draft, sentence_hashes

from .drafting import no_lint

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "letters.md"
CASE = {
    "id": "case-7",
    "now": "2026-12-08T09:00:00+08:00",
    "to_language": "es-ES",
    "time_zone": "Europe/Madrid",
    "stage": "first_reply",
    "channel": "message",
    "case": {
        "kind": "short_quantity",
        "buyer_name": "Dana",
        "product": "Rosa 'Gloria Dei'",
        "counts": {"ordered": 5, "received": 3},
    },
    "decision": {
        "menu": [{"remedy": "reship_missing"}, {"remedy": "partial_refund", "amount": "4.20", "currency": "EUR"}],
        "recommended": 0,
    },
    "cause": {"code": "packing_error", "party": "seller", "status": "confirmed", "evidence": ["e1"]},
    "facts": [{"id": "f1", "what": "counted", "value": "3"}],
    "fault": "seller",
    "agent_name": "Alice",
    "shop_name": "Seed House",
    "agent_language": "zh",
}


def letter(**changes: object) -> str:
    return draft(DraftInput.model_validate_json(json.dumps({**CASE, **changes})), lint=no_lint).body


def shown() -> dict[str, str]:
    """Every text that the page shows, by the name of its place."""
    first = letter()
    promises = draft(DraftInput.model_validate_json(json.dumps(CASE)), lint=no_lint).promises
    texts = {
        "EN": letter(to_language="en"),
        "ES": first,
        "ZH": letter(to_language="zh"),
        "SECOND": letter(
            to_language="en", previous_apologies=1, previous_sentences=sentence_hashes(letter(to_language="en"))
        ),
        "SHORT": letter(to_language="en", max_chars=500),
        "PUBLIC": letter(to_language="en", stage="review_reply", channel="review"),
    }
    return {
        **{name: f"```text\n{text}\n```" for name, text in texts.items()},
        "CASE": json.dumps(CASE, ensure_ascii=False),
        "PROMISES": "[" + ", ".join(promise.model_dump_json() for promise in promises) + "]",
    }


@pytest.mark.parametrize("place", list(shown()))
def test_the_page_shows_what_the_code_writes(place: str) -> None:
    assert shown()[place] in PAGE.read_text(encoding="utf-8")


def test_the_page_names_every_rank_of_what_is_left_out() -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    order = ["keep writing here", "facts from the last", "you wrote before", "rights where the law", "our mistake"]
    order += ["the greeting", "the way to a person", "the cause", "sentence of help", "product's name", "shop's name"]
    section = page[page.index("What is left out") :]
    places = [section.index(words) for words in order]
    assert places == sorted(places)
    assert not re.search(r"@@[A-Z]+@@", page)
