"""Reading one text in one line, as the command line does: from JSON."""

from __future__ import annotations

import json
from typing import Any

from amends.core.contracts.triage import TriageInput, TriageOutput
from amends.triage import triage


def request(text: str, **fields: Any) -> TriageInput:
    return TriageInput.model_validate_json(json.dumps({"id": "q", "text": text, **fields}))


def read(text: str, locale: str | None = None, **fields: Any) -> TriageOutput:
    return triage(request(text, **({"locale": locale} if locale else {}), **fields))


def names(values: list[Any]) -> set[str]:
    return {str(value.value) for value in values}


def money(answer: TriageOutput) -> list[tuple[str, str | None]]:
    return [(one.amount, one.currency) for one in answer.amounts]
