"""Print the measured figures: ``python -m amends.triage.training.evaluate [--on test|training] [--json]``.

``test`` are the held-out batches, written by other authors and used for nothing else. ``training`` shows the rules
(language, numbers) on the texts they were written against and the models on texts they have seen: not a result.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from typing import Any

from amends.triage import triage, triage_many
from amends.triage.training.corpus import CORPUS_LANGUAGES, HELD_OUT, TRAINING_BATCHES, Example, read_all
from amends.triage.training.measures import Pair, label_report, numbers_report, summary


def answered(examples: list[Example]) -> list[Pair]:
    return list(zip(examples, triage_many(example.request for example in examples), strict=True))


def figures(pairs: list[Pair]) -> dict[str, Any]:
    by_language = {
        language: summary([pair for pair in pairs if pair[0].language == language]) for language in CORPUS_LANGUAGES
    }
    return {
        "all": summary(pairs),
        "languages": by_language,
        "flags": label_report(pairs, "flags"),
        "asks": label_report(pairs, "asks"),
        "numbers": numbers_report(pairs),
    }


def speed(examples: list[Example]) -> dict[str, Any]:
    """Texts per second of processor time on one core, and the memory of this process."""
    requests = [example.request for example in examples]
    triage_many(requests)
    begin = time.process_time()
    triage_many(requests)
    batch = len(requests) / (time.process_time() - begin)
    some = requests[:300]
    begin = time.process_time()
    for request in some:
        triage(request)
    single = len(some) / (time.process_time() - begin)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"batch": round(batch), "single": round(single), "memory_mb": round(memory)}


def show(report: dict[str, Any]) -> None:
    def line(name: str, values: dict[str, Any]) -> None:
        print(f"{name:22}" + "  ".join(f"{key} {value}" for key, value in values.items()))

    line("all", report["all"])
    for section in ("languages", "flags", "asks", "numbers"):
        print(f"\n{section}")
        for name, values in report[section].items():
            line(name, values)
    line("\nspeed", report["speed"])


_ROWS = {
    "texts": "texts",
    "language_accuracy": "language",
    "kind_macro_f1": "kind, macro F1",
    "kind_accuracy": "kind, accuracy",
    "kind_in_first_three": "among the first three",
    "accuracy_at_80_percent": "surest 80 %",
    "abstained": "abstained",
    "accuracy_when_not_abstained": "not abstained",
    "calibration_error": "calibration error",
}


def show_markdown(report: dict[str, Any]) -> None:
    """The tables of the model card, a language a line."""
    print("| | " + " | ".join(_ROWS.values()) + " |")
    print("|---" * (len(_ROWS) + 1) + "|")
    for name, values in {"all": report["all"], **report["languages"]}.items():
        print(f"| {name} | " + " | ".join(f"{values[key]}" for key in _ROWS) + " |")
    for section in ("flags", "asks", "numbers"):
        print(f"\n| {section} | precision | recall | F1 | wanted |\n|---|---|---|---|---|")
        for name, values in report[section].items():
            print(
                f"| {name} | " + " | ".join(f"{values[key]}" for key in ("precision", "recall", "f1", "wanted")) + " |"
            )
    print("\nspeed: " + ", ".join(f"{key} {value}" for key, value in report["speed"].items()))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure triage on the authored corpus.")
    parser.add_argument("--on", choices=(HELD_OUT, "training"), default=HELD_OUT)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--markdown", action="store_true", help="the tables of the model card")
    arguments = parser.parse_args()
    examples = read_all((HELD_OUT,) if arguments.on == HELD_OUT else TRAINING_BATCHES)
    report = {**figures(answered(examples)), "speed": speed(read_all())}
    if arguments.json:
        print(json.dumps(report, ensure_ascii=False, indent=1))
    elif arguments.markdown:
        show_markdown(report)
    else:
        show(report)


if __name__ == "__main__":
    main()
