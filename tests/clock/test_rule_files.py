"""The rule files themselves: complete, dated, sourced, refused when wrong."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
import yaml

from amends.clock import (
    BUYER_MESSAGE,
    RuleFileError,
    Tables,
    evidence_limits,
    messaging_rules,
    metrics,
    offers_allowed,
    procedures,
    rules,
    shipped_tables,
)
from amends.clock.formats import REGIONAL_UNITS, Part
from amends.core.calendars import knows_calendar
from amends.core.errors import InputError
from amends.core.vocabulary import Platform, Remedy

from .asking import ask, moment, refused

SMALL = """
format: 1
platform: temu
name: Test
places: {zone: Asia/Shanghai}
rules:
- procedure: returns
  scope: all
  valid_from: 2025-01-01
  valid_from_basis: stated
  as_of: "2025"
  verified: true
  sources: [https://example.org/old]
  confidence: {respond_within: official}
  durations:
  - {name: answer, part: respond_within, from_event: opened, value: 3, unit: calendar_days}
  - {name: dropped, from_event: escalated, value: 1, unit: hours}
messages: {valid_from: 2025-01-01, as_of: "2025", sources: []}
"""


def small() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(SMALL)
    return loaded


def test_every_platform_but_the_own_shop_has_a_rule_file() -> None:
    assert {file.platform for file in rules()} == set(Platform) - {Platform.OWN_SHOP}
    assert sum(len(procedures(platform)) for platform in Platform) == 21
    assert procedures("own_shop") == ()


def test_every_rule_is_dated_sourced_and_says_how_well_it_is_known() -> None:
    for file in rules():
        for rule in file.rules:
            assert rule.sources, rule.procedure
            assert rule.as_of
            assert rule.valid_from <= date(2024, 1, 1)
            parts = {duration.part for duration in rule.durations if duration.confidence is None}
            assert parts | {Part.OFFERS_ALLOWED, Part.EVIDENCE_LIMITS, Part.METRICS, Part.ON_TIMEOUT} <= set(
                rule.confidence
            ), (file.platform, rule.procedure)


def test_every_procedure_has_one_answer_with_a_consequence() -> None:
    for file in rules():
        for rule in file.rules:
            answers = [duration for duration in rule.durations if duration.name == "respond_within"]
            assert len(answers) == 1
            assert answers[0].consequence is not None
            assert answers[0].consequence.action is not None


def test_every_response_promise_runs_from_the_buyer_s_message_without_a_consequence() -> None:
    for file in rules():
        for duration in file.messages.durations:
            assert (duration.from_event, duration.consequence) == (BUYER_MESSAGE, None)


def test_every_zone_and_calendar_of_the_files_exists() -> None:
    for file in rules():
        for place in file.places.regions.values():
            assert place.calendar is None or knows_calendar(place.calendar)


def test_a_unit_that_needs_a_place_has_one_on_its_platform() -> None:
    for entry in shipped_tables().entries():
        terms = (entry.duration, *entry.duration.by_region.values())
        if any((term.unit or entry.duration.unit) in REGIONAL_UNITS for term in terms):
            assert entry.platform.places.elsewhere == "country"


def test_ids_of_durations_are_unique() -> None:
    ids = [entry.id for entry in shipped_tables().entries()]
    assert len(ids) == len(set(ids))
    assert len(ids) > 60


def test_the_form_of_a_procedure_carries_what_the_platform_allows() -> None:
    remedies = {offer.remedy for offer in offers_allowed("aliexpress", "dispute_issue")}
    assert remedies == {Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND, Remedy.RETURN_AND_REFUND}
    assert offers_allowed("aliexpress") == offers_allowed("aliexpress", "dispute_issue")
    for platform in Platform:
        for procedure in procedures(platform):
            assert offers_allowed(platform, procedure)
    with pytest.raises(InputError, match="several procedures"):
        offers_allowed("ebay")
    with pytest.raises(InputError, match="no rules are known"):
        offers_allowed("own_shop")
    with pytest.raises(InputError, match="no procedure"):
        offers_allowed("paypal", "chargeback")
    with pytest.raises(InputError, match="in force"):
        offers_allowed("paypal", "dispute", on=date(1999, 1, 1))


def test_evidence_limits_and_metrics_are_kept_as_data() -> None:
    assert evidence_limits("paypal").max_total_bytes == 50 * 1024 * 1024
    assert evidence_limits("adyen").max_bytes_by_type["pdf"] == 2 * 1024 * 1024
    assert evidence_limits("lazada").max_total_bytes is None
    defects = {metric.id: metric for metric in metrics("amazon", "a_to_z_claim")}["order_defect_rate"]
    assert (defects.operator, defects.threshold_percent, defects.window_days) == ("<", "1.0", 60)


def test_messaging_rules_of_another_procedure_are_left_out() -> None:
    comments = "Buyers do not see the comments."
    assert comments in {rule.text for rule in messaging_rules("amazon", "chargeback")}
    assert comments not in {rule.text for rule in messaging_rules("amazon", "a_to_z_claim")}
    assert comments in {rule.text for rule in messaging_rules("amazon")}
    assert messaging_rules("own_shop") == ()


# Versions


def test_the_version_in_force_at_the_event_decides() -> None:
    document = small()
    newer = copy.deepcopy(document["rules"][0])
    newer["valid_from"] = date(2026, 7, 1)
    newer["durations"] = [{**newer["durations"][0], "value": 5}]
    document["rules"].insert(0, newer)
    tables = Tables.from_documents([("temu", document)])
    before = ask("temu", "opened", "2026-06-30T23:59:00+08:00", tables)
    after = ask("temu", "opened", "2026-07-01T00:00:00+08:00", tables)
    assert before.due == moment("2026-07-03T23:59:00+08:00")
    assert after.due == moment("2026-07-06T00:00:00+08:00")
    assert (before.rule.valid_from, after.rule.valid_from) == (date(2025, 1, 1), date(2026, 7, 1))
    assert ask("temu", "escalated", "2026-06-30T12:00:00+08:00", tables).unit == "hours"
    assert refused("temu", "escalated", "2026-07-01T12:00:00+08:00", tables=tables).field == "at"
    assert refused("temu", "opened", "2024-12-31T12:00:00+08:00", tables=tables).field == "at"
    assert tables.rule("temu", None, date(2026, 1, 1)).valid_from == date(2025, 1, 1)
    assert tables.rule("temu", None).valid_from == date(2026, 7, 1)


def test_the_day_that_decides_the_version_is_that_of_the_platform_s_clock() -> None:
    document = small()
    newer = copy.deepcopy(document["rules"][0])
    newer["valid_from"] = date(2026, 7, 1)
    newer["durations"] = [{**newer["durations"][0], "value": 5}]
    document["rules"].append(newer)
    tables = Tables.from_documents([("temu", document)])
    for midnight_in_shanghai in ("2026-07-01T00:00:00+08:00", "2026-06-30T16:00:00Z", "2026-06-30T11:00:00-05:00"):
        assert ask("temu", "opened", midnight_in_shanghai, tables).due == moment("2026-07-06T00:00:00+08:00")
    assert ask("temu", "opened", "2026-07-01T00:30:00+09:00", tables).due == moment("2026-07-03T23:30:00+08:00")


# Wrong files


def _damage(document: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    *way, last = path.split(".")
    place: Any = document
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("platform", "joom", "platform"),
        ("format", 2, "format"),
        ("colour", "red", "colour"),
        ("places.zone", "Mars/Olympus", "Mars"),
        ("places.home", "ZZ", "ZZ"),
        ("rules.0.valid_from", "soon", "valid_from"),
        ("rules.0.confidence", {"respond_within": "rumour"}, "respond_within"),
        ("rules.0.durations.0.value", 0, "value"),
        ("rules.0.durations.0.value", "3", "value"),
        ("rules.0.durations.0.value", None, "needs a value"),
        ("rules.0.durations.0.unit", "fortnights", "unit"),
        ("rules.0.durations.0.unit", "unknown", "can be counted"),
        ("rules.0.durations.0.unit", "business_hours", "needs open_hours"),
        ("rules.0.durations.0.max_value", 3, "far end"),
        ("rules.0.durations.0.by_region", {"Singapore": {"value": 2}}, "by_region"),
        ("rules.0.durations.0.weekend_until", {"weekday": 0, "at": "12:00"}, "goes with hours"),
        ("rules.0.durations.0.open_hours", {"from": "21:00", "until": "08:00"}, "open hours end"),
        ("rules.0.durations.1.from_event", "opened", "share a from_event"),
        ("rules.0.durations.1.name", "answer", "share a name"),
    ],
)
def test_a_wrong_rule_file_is_refused_with_the_place_and_the_reason(path: str, value: Any, reason: str) -> None:
    with pytest.raises(RuleFileError, match=reason) as caught:
        Tables.from_documents([("broken", _damage(small(), path, value))])
    assert "broken" in str(caught.value)


def test_two_files_of_one_platform_or_two_versions_of_one_day_are_refused() -> None:
    with pytest.raises(RuleFileError, match="two rule files"):
        Tables.from_documents([("a", small()), ("b", small())])
    twin = small()
    twin["rules"].append(copy.deepcopy(twin["rules"][0]))
    with pytest.raises(RuleFileError, match="two versions"):
        Tables.from_documents([("a", twin)])
