"""Throughput of the six filters: made-up but varied records through the same code as the command line, one core."""

from __future__ import annotations

import io
import itertools
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from amends.cli.filters import run_filter, waiting_lines
from amends.core.vocabulary import Kind
from amends.web.api.stages import stage_of

LANGUAGES = ("zh", "en", "pt", "ru", "es")
#: Characters of a long letter.
LONG = 800
CORPUS = Path(__file__).parent.parent / "corpus" / "triage"


def texts() -> Iterator[dict[str, Any]]:
    """The corpus, round and round, each time with another number in it."""
    rows = [json.loads(line) for path in sorted(CORPUS.glob("*/*.jsonl")) for line in path.open(encoding="utf-8")]
    for number, row in enumerate(itertools.cycle(rows)):
        yield {
            "id": number, "text": f"{row['text']} {number}", "channel": row.get("channel", "message"), "locale": row.get("locale"),
        }  # fmt: skip


def parcels() -> Iterator[dict[str, Any]]:
    codes = (
        "GWMS_ACCEPT PU_PICKUP_SUCCESS SC_INBOUND_SUCCESS CC_EX_START CC_EX_SUCCESS LH_DEPART LH_ARRIVE CC_IM_START "
        "CC_IM_SUCCESS GTMS_SC_ARRIVE"
    ).split()
    for number in itertools.count():
        yield {
            "id": number, "platform": "aliexpress", "origin": "CN", "destination": ("BR", "RU", "ES", "PL", "US")[number % 5],
            "ordered_at": "2026-09-01T10:00:00+08:00", "promised_by": "2026-11-01T00:00:00Z",
            "now": f"2026-10-{1 + number % 28:02d}T12:{number % 60:02d}:00Z",
            "events": [
                {
                    "at": f"2026-09-{3 + 2 * step:02d}T{number % 24:02d}:00:00+08:00", "source": "cainiao", "code": code,
                    "country": "CN" if step < 6 else ("BR", "RU", "ES", "PL", "US")[number % 5],
                }
                for step, code in enumerate(codes)
            ],
        }  # fmt: skip


def moments() -> Iterator[dict[str, Any]]:
    asked = [
        ("aliexpress", "dispute_issue", None, "buyer_opened_or_modified_dispute"),
        ("ebay", "item_not_received", "US", "buyer_reported"),
        ("lazada", "reverse_order_DRTM", "SG", "return_requested"),
        ("mercado_libre", "claims", "AR", "buyer_message"),
        ("amazon", "a_to_z_claim", None, "amazon_information_request"),
    ]
    for number in itertools.count():
        platform, procedure, region, event = asked[number % len(asked)]
        yield {
            "id": number, "platform": platform, "procedure": procedure, "region": region, "event": event,
            "at": f"2026-{1 + number % 12:02d}-{1 + number % 28:02d}T{number % 24:02d}:{number % 60:02d}:00Z",
        }  # fmt: skip


def disputes() -> Iterator[dict[str, Any]]:
    kinds = [kind.value for kind in Kind]
    for number in itertools.count():
        price = 5 + number % 90
        yield {
            "id": number, "platform": ("aliexpress", "ebay", "own_shop")[number % 3], "kind": kinds[number % len(kinds)],
            "fault": "unknown", "waited_days": number % 60, "loss_probability": (number % 10) / 20,
            "arrival_by": "2026-12-05", "now": "2026-11-21T10:00:00Z", "evidence": ["order_record", "chat_record"],
            "order": {
                "value": f"{2 * price}.40", "currency": "USD", "country": ("BR", "US", "RU", "DE")[number % 4],
                "ordered_at": "2026-10-10T10:00:00Z",
                "lines": [{"sku": "A", "quantity": 2, "unit_price": f"{price}.20", "unit_cost": f"{price // 3}.00"}],
            },
            "claim": {"asks": []}, "costs": {"postage": "2.90", "return_label": "12.00", "minute": "0.15"},
            "listing": {"reviews": 120, "rating": 4.6, "weekly_margin": "300.00"},
        }  # fmt: skip


def letters() -> Iterator[dict[str, Any]]:
    kinds = [kind.value for kind in Kind]
    for number in itertools.count():
        yield {
            "id": number, "now": "2026-11-21T10:00:00Z", "to_language": LANGUAGES[number % 5],
            "stage": ("first_reply", "follow_up")[number % 2], "channel": "message",
            "case": {"kind": kinds[number % len(kinds)], "product": "lamp", "buyer_name": "Dana"},
            "decision": {
                "menu": [
                    {"remedy": "reship"},
                    {"remedy": "partial_refund", "amount": f"{5 + number % 40}.00", "currency": "EUR"},
                ]
            },
            "agent_name": "Lin", "shop_name": "Lumora", "agent_language": "zh", "fault": "unknown",
        }  # fmt: skip


def judged() -> Iterator[dict[str, Any]]:
    """Letters of our own making, as they would be judged."""
    stage = stage_of("draft")
    made = []
    for record in itertools.islice(letters(), 200):
        answer, good = stage.answer(json.dumps(record).encode(), None)
        if good:
            made.append((record, json.loads(answer)["body"]))
    for number, (record, body) in enumerate(itertools.cycle(made)):
        yield {
            "id": number, "text": f"{body}\n{number}", "stage": record["stage"], "channel": "message", "public": False,
            "buyer_language": record["to_language"], "decision": record["decision"], "case": {"kind": record["case"]["kind"]},
        }  # fmt: skip


def judged_afresh() -> Iterator[dict[str, Any]]:
    """Long letters in fourteen languages, each text once: hardly a sentence is read twice or can be remembered."""
    number = 0
    for path in sorted(CORPUS.glob("*/[abc].jsonl")):
        parts: list[str] = []
        for line in path.open(encoding="utf-8"):
            parts.append(json.loads(line)["text"])
            if sum(map(len, parts)) < LONG:
                continue
            number += 1
            yield {
                "id": number, "text": "\n".join(parts), "language": path.parent.name, "buyer_language": path.parent.name,
                "stage": "first_reply", "channel": "message", "public": False, "case": {"kind": "damaged"}, "fault": "seller",
                "decision": {
                    "menu": [{"remedy": "reship"}, {"remedy": "partial_refund", "amount": "5.00", "currency": "EUR"}]
                },
            }  # fmt: skip
            parts = []


def judged_by_an_old_hand() -> Iterator[dict[str, Any]]:
    """The same letters with another end of each line, for a process whose expressions are made: no line is known."""
    for record in judged_afresh():
        yield {**record, "text": "\n".join(f"{line} 7" for line in record["text"].split("\n"))}


RECORDS = {
    "triage": (texts, 10_000),
    "watch": (parcels, 20_000),
    "clock": (moments, 20_000),
    "decide": (disputes, 3_000),
    "draft": (letters, 3_000),
    "lint": (judged, 5_000),
    "lint, long letters": (judged_afresh, 1_000),
    "lint, long, warm": (judged_by_an_old_hand, 1_000),
}


def measure(name: str) -> None:
    make, count = RECORDS[name]
    lines = [json.dumps(record, ensure_ascii=False).encode() for record in itertools.islice(make(), count)]
    stage = stage_of(name.split(",")[0])
    before = judged_afresh if make is judged_by_an_old_hand else make
    first = [json.dumps(record, ensure_ascii=False).encode() for record in itertools.islice(before(), count)]
    for line in first if before is not make else first[:50] + first[::97]:
        stage.answer(line, 1)
    out = io.BytesIO()
    started, cpu = time.perf_counter(), time.process_time()
    run_filter(stage, waiting_lines(io.BytesIO(b"\n".join(lines))), out)
    seconds, worked = time.perf_counter() - started, time.process_time() - cpu
    bad = sum(b'"error": {' in line[:400] for line in out.getvalue().splitlines())
    print(
        f"amends {name:<18} {count:>6,} lines: {count / seconds:>9,.0f}/s by the clock, "
        f"{count / worked:>9,.0f}/s of processor time, {bad} errors",
        flush=True,
    )


def main() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for name in sys.argv[1:] or RECORDS:
        measure(name)


if __name__ == "__main__":
    main()
