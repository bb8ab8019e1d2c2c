"""The authored corpus: texts with what a careful reader found in them, by language and author batch."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amends.core.contracts.triage import TriageInput
from amends.core.fitting import corpus_folder

#: Languages with training text, and the batches that may be trained on.
CORPUS_LANGUAGES = ("en", "zh", "ru", "es", "pt", "fr", "de", "it", "ja", "ko", "ar", "tr", "pl", "nl")
TRAINING_BATCHES = ("a", "b", "c")
HELD_OUT = "test"
#: What a record leaves out where there is nothing to say.
_UNSAID: dict[str, Any] = {
    "channel": "message",
    **{name: [] for name in ("also", "flags", "flags_optional", "asks", "asks_optional")},
    **{name: [] for name in ("order_numbers", "tracking_numbers", "amounts")},
    "counts": {},
    "sentiment": None,
    "anger": None,
}


@dataclass(frozen=True, slots=True)
class Example:
    request: TriageInput
    gold: dict[str, Any]
    batch: str

    @property
    def language(self) -> str:
        return str(self.gold["language"])

    @property
    def kinds(self) -> set[str]:
        """The gold kind and those that a second reader might say."""
        return {self.gold["kind"], *self.gold.get("also", [])}


def read_batch(language: str, batch: str) -> list[Example]:
    """All texts of one author batch; an absent file is an empty batch."""
    path = corpus_folder("triage") / language / f"{batch}.jsonl"
    if not path.exists():
        return []
    return list(_examples(path, batch))


def _examples(path: Path, batch: str) -> Iterator[Example]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = {**_UNSAID, **json.loads(line)}
                fields = {key: record[key] for key in ("id", "text", "channel", "locale", "rating") if key in record}
                yield Example(TriageInput.model_validate_json(json.dumps(fields)), record, batch)


def read_all(batches: tuple[str, ...] = TRAINING_BATCHES) -> list[Example]:
    """The chosen batches of all languages, in a fixed order."""
    return [example for language in CORPUS_LANGUAGES for batch in batches for example in read_batch(language, batch)]
