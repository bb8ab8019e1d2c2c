"""What must hold for any shipment whatever: ranges, order of events, doubles, the future, and no crash."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from amends.core.contracts.watch import WatchOutput
from amends.watch.tables import code_map

from .parcels import ask, scan, shipment
from .wordings import WORDINGS

TEXTS = [text for steps in WORDINGS.values() for texts in steps.values() for text in texts] + ["Flurbish", ""]
CODES = [
    (source, code)
    for source, name in (
        ("aftership", "aftership"),
        ("17track", "track17"),
        ("cainiao", "cainiao"),
        ("karrio", "karrio"),
    )
    for code in [*code_map(name).code, *code_map(name).raw_codes, "UNKNOWN_1"]
]
COUNTRIES = st.sampled_from(["CN", "DE", "HK", "BE", None])
DAYS = st.integers(0, 60 * 24).map(lambda hours: hours / 24)
PLAIN = st.builds(lambda at, text, country: scan(at, text, country), DAYS, st.sampled_from(TEXTS), COUNTRIES)
CODED = st.builds(
    lambda at, pair, country: scan(at, pair[1], country, source=pair[0]), DAYS, st.sampled_from(CODES), COUNTRIES
)
EVENTS = st.lists(st.one_of(PLAIN, CODED), max_size=12)
LANES = st.sampled_from([("CN", "DE"), ("BR", "BR"), ("DE", "BE"), ("HK", "CN"), ("ZZ", "QQ")])
MAYBE = st.one_of(st.none(), st.integers(1, 60).map(float))


def outcome(answer: WatchOutput) -> dict[str, Any]:
    return answer.model_dump(exclude={"evidence"})


def shown(record: dict[str, Any], answer: WatchOutput) -> list[str]:
    """The evidence by content, since positions change with the order."""
    return sorted({str(sorted(record["events"][index].items(), key=str)) for index in answer.evidence})


@settings(max_examples=400, deadline=None)
@given(events=EVENTS, now=DAYS, lane=LANES, promised=MAYBE, due=MAYBE)
def test_every_answer_is_in_range(events: list[Any], now: float, lane: Any, promised: Any, due: Any) -> None:
    record = shipment(events, now, origin=lane[0], destination=lane[1], promised=promised, due=due)
    answer = ask(record)
    arrival = answer.arrival
    assert WatchOutput.model_validate(answer.model_dump()) == answer
    assert answer.reason.endswith(".")
    assert answer.since is None or answer.since.utcoffset() is not None
    assert (answer.since is None) == (answer.anomaly is None)
    assert len(set(answer.evidence)) == len(answer.evidence)
    assert all(0 <= index < len(events) for index in answer.evidence)
    if arrival.p7 is None:
        assert answer.leg in ("delivered", "returning", "returned")
        return
    assert arrival.p14 is not None
    assert arrival.p30 is not None
    assert 0 <= arrival.p7 <= arrival.p14 <= arrival.p30 <= 1 - answer.loss_probability
    assert arrival.median is not None
    assert arrival.p80 is not None
    assert arrival.median <= arrival.p80


@settings(max_examples=300, deadline=None)
@given(events=EVENTS, now=DAYS, lane=LANES, seed=st.integers(0, 999))
def test_the_order_of_the_events_does_not_matter(events: list[Any], now: float, lane: Any, seed: int) -> None:
    record = shipment(events, now, origin=lane[0], destination=lane[1])
    mixed = {**record, "events": random.Random(seed).sample(events, len(events))}
    first, second = ask(record), ask(mixed)
    assert outcome(first) == outcome(second)
    assert shown(record, first) == shown(mixed, second)


@settings(max_examples=300, deadline=None)
@given(events=EVENTS, now=DAYS, lane=LANES)
def test_doubled_events_change_nothing(events: list[Any], now: float, lane: Any) -> None:
    record = shipment(events, now, origin=lane[0], destination=lane[1])
    doubled = {**record, "events": [*events, *events]}
    assert outcome(ask(record)) == outcome(ask(doubled))


@settings(max_examples=200, deadline=None)
@given(events=EVENTS, now=DAYS, later=st.one_of(PLAIN, CODED))
def test_an_event_later_than_now_changes_nothing(events: list[Any], now: float, later: dict[str, Any]) -> None:
    future = {**later, "at": shipment([], now + 0.01)["now"]}
    record = shipment(events, now)
    assert outcome(ask(record)) == outcome(ask({**record, "events": [future, *events]}))


@settings(max_examples=200, deadline=None)
@given(events=EVENTS, now=DAYS, wait=st.floats(0.01, 60))
def test_loss_never_falls_while_nothing_is_heard(events: list[Any], now: float, wait: float) -> None:
    past = [event for event in events if event["at"] <= shipment([], 200)["now"]]
    before, after = shipment(past, 61 + now), shipment(past, 61 + now + wait)
    assert ask(before).loss_probability <= ask(after).loss_probability


@given(text=st.text(max_size=80))
def test_any_text_is_read_without_failing(text: str) -> None:
    answer = ask(shipment([scan(3, text, "DE")], 4))
    assert answer.leg is not None
