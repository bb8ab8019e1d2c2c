"""How fast refusals move a default: the table of docs/explanation/learn.md."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amends.core.contracts.decide import DecideInput
from amends.core.vocabulary import Remedy
from amends.decide import floor, shipped_policy
from amends.decide.chances import Buyer
from amends.decide.learn import learn
from amends.decide.outcomes import read_log
from amends.decide.situation import situation_of

EXAMPLE = Path(__file__).parent.parent / "docs" / "examples" / "damaged-lamp.json"


def refused(count: int) -> list[dict[str, Any]]:
    """Log lines in which a reship was refused and a ruling went to the buyer."""
    case = json.loads(EXAMPLE.read_text(encoding="utf-8"))
    outcome = {"accepted": None, "ruled": "buyer", "closed_at": "2026-12-20T00:00:00Z"}
    return [
        {**case, "id": f"l{number}", "offered": [{"remedy": "reship"}], "propensity": 1.0, "outcome": outcome}
        for number in range(count)
    ]


def shrinkage() -> Iterator[tuple[int, float]]:
    """(refusals in a row, chance of a reship that is told afterwards)."""
    request = DecideInput.model_validate_json(EXAMPLE.read_bytes())
    for count in (0, 1, 8, 40):
        rows = [(number, json.dumps(line).encode()) for number, line in enumerate(refused(count))]
        model = learn(read_log(rows).lines)
        yield count, Buyer(situation_of(request, shipped_policy(), floor(), model)).takes(Remedy.RESHIP, 0)


def main() -> None:
    for refusals, told in shrinkage():
        print(f"{refusals:>3} refusals in a row: {told:.0%}")


if __name__ == "__main__":
    main()
