"""Letters for the lint tests: a short way to write a request, and the labelled letters of ``corpus/lint/``."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from amends.core.contracts.letter import LintInput, LintOutput
from amends.core.vocabulary import LintRule, Verdict
from amends.letter.lint import lint

LETTERS = Path(__file__).parents[2] / "corpus" / "lint"
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


class Tally:
    """Counts over files: hits, misses and false alarms by rule, and letters that should have passed."""

    def __init__(self, paths: Iterable[Path], *, whole: bool = True) -> None:
        self.hits: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.false: Counter[str] = Counter()
        self.clean = self.falsely_blocked = self.wrong_verdicts = self.letters = 0
        self.forbidden: list[str] = []
        for path in paths:
            for record, request in labelled(path):
                gold, output = record["gold"], lint(request, whole=whole)
                got, wanted = rules_of(output), set(gold["rules"])
                self.letters += 1
                self.hits.update(got & wanted)
                self.missed.update(wanted - got)
                self.false.update(got - wanted - set(gold.get("may", [])))
                self.wrong_verdicts += output.verdict not in (gold["verdict"], *gold.get("verdict_also", []))
                self.clean += gold["verdict"] == "pass"
                self.falsely_blocked += gold["verdict"] == "pass" and output.verdict is Verdict.BLOCK
                self.forbidden += [f"{record['id']}: {rule}" for rule in got & set(gold["must_not"])]

    def precision(self, rule: str) -> float:
        said = self.hits[rule] + self.false[rule]
        return self.hits[rule] / said if said else 1.0

    def recall(self, rule: str) -> float:
        due = self.hits[rule] + self.missed[rule]
        return self.hits[rule] / due if due else 1.0

    def report(self) -> str:
        rows = [f"{'rule':26}{'n':>4}{'precision':>11}{'recall':>8}"]
        for rule in LintRule:
            n = self.hits[rule] + self.missed[rule]
            rows.append(f"{rule:26}{n:>4}{self.precision(rule):>11.3f}{self.recall(rule):>8.3f}")
        hits, due = self.hits.total(), self.hits.total() + self.missed.total()
        rows.append(f"{hits} of {due} broken rules found, {self.false.total()} named in vain")
        rows.append(f"{self.letters} letters, {self.falsely_blocked} of {self.clean} clean ones blocked")
        return "\n".join(rows)
