"""Letters for the lint tests: a short way to write a request, and the labelled letters of ``letters/``."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amends.core.contracts.letter import LintInput, LintOutput
from amends.letter.lint import lint

LETTERS = Path(__file__).parent / "letters"
SHARED = Path(os.environ.get("AMENDS_SHARED", Path(__file__).parents[3] / "shared")) / "examples" / "lint.jsonl"


def request(text: str, **fields: Any) -> LintInput:
    """A follow-up in English to Dana, unless the fields say otherwise. ``menu`` takes (remedy, amount, currency)."""
    record: dict[str, Any] = {"id": "t", "text": text, "stage": "follow_up", "channel": "message", "public": False}
    record |= {"language": "en", "buyer_language": fields.get("language", "en"), "evidence": [], "facts": []}
    if "menu" in fields:
        keys = ("remedy", "amount", "currency")
        items = [dict(zip(keys, item if isinstance(item, tuple) else (item,), strict=False)) for item in fields["menu"]]
        record["decision"] = {"menu": items}
    record |= {name: value for name, value in fields.items() if name != "menu"}
    return LintInput.model_validate_json(json.dumps(record))


def judged(text: str, **fields: Any) -> LintOutput:
    return lint(request(text, **fields))


def rules_of(output: LintOutput) -> set[str]:
    return {finding.rule.value for finding in output.findings}


def found(text: str, **fields: Any) -> set[str]:
    """The names of the rules that speak."""
    return rules_of(judged(text, **fields))


def labelled(path: Path) -> Iterator[tuple[dict[str, Any], LintInput]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line), LintInput.model_validate_json(line)
