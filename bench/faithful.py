"""How often the check of translations speaks up for nothing, and how often it notices what was changed.

The letters of the phrase library stand in for translations: the same letter in fourteen languages, worded by people,
not word for word. A finding between two of them is a false alarm; then one figure, date, amount or denial of one of them
is changed, and what is not found is missed.

    python -m bench.faithful
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

from amends.core.contracts.letter import DraftInput
from amends.core.vocabulary import LANGUAGES
from amends.letter import draft
from amends.letter.faithful import Kept, differences

CASES = [
    {"kind": "short_quantity", "product": "LAMP", "counts": {"ordered": 5, "received": 3}},
    {"kind": "not_received", "product": "LAMP"},
    {"kind": "damaged", "product": "LAMP"},
]
MENU = {"menu": [{"remedy": "partial_refund", "amount": "14.20", "currency": "EUR"}, {"remedy": "reship_missing"}]}
FACTS = [{"id": "a", "what": "dispatched_on", "value": "2026-11-12"}]
#: What is changed, how it is found in the Chinese letter, and what stands there then.
CHANGES = {
    Kept.AMOUNT: (re.compile(r"14\.20"), "41.20"),
    Kept.DATE: (re.compile(r"11月12日"), "11月13日"),
    Kept.NUMBER: (re.compile(r"(?<!\d)[2２](?= ?[件个])"), "3"),
    Kept.NEGATION: (re.compile(r"不会|没有|不需要|无需|不用|不|没"), ""),
}


def letter(case: dict[str, object], language: str) -> str:
    record = {
        "id": "1", "now": "2026-12-08T09:00:00+08:00", "to_language": language, "stage": "first_reply", "case": case,
        "decision": MENU, "facts": FACTS, "agent_name": "A", "shop_name": "S",
    }  # fmt: skip
    return draft(DraftInput.model_validate_json(json.dumps(record))).body


def pairs() -> Iterator[tuple[str, str, str]]:
    """Language, the letter in it, the letter in Chinese; sentence by sentence is how messages come, so by line."""
    for case, language in product(CASES, LANGUAGES):
        if language != "zh":
            theirs, ours = letter(case, language).splitlines(), letter(case, "zh").splitlines()
            if len(theirs) == len(ours):
                for foreign, chinese in zip(theirs, ours, strict=True):
                    if foreign.strip():
                        yield language, foreign, chinese


def main() -> None:
    alarms: Counter[str] = Counter()
    seen: dict[Kept, list[int]] = {what: [0, 0] for what in CHANGES}
    lines = alarmed = 0
    for language, foreign, chinese in pairs():
        found = {each.what for each in differences(foreign, chinese, language, "zh")}
        lines += 1
        alarmed += bool(found)
        alarms.update(each.value for each in found)
        for what, (pattern, instead) in CHANGES.items():
            if what not in found and pattern.search(chinese):
                changed = pattern.sub(instead, chinese, count=1)
                seen[what][1] += 1
                seen[what][0] += bool({each.what for each in differences(foreign, changed, language, "zh")} - found)
    print(f"lines of letters in 13 languages beside their Chinese: {lines}; with a finding for nothing: {alarmed}")
    for kept, count in alarms.most_common():
        print(f"  {kept}: {count}")
    print("changed on purpose, and found:")
    for what, (hits, tries) in seen.items():
        print(f"  {what.value}: {hits} of {tries}")


if __name__ == "__main__":
    main()
