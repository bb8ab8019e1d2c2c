"""Every duration of the collected facts is served by our rules, or it is said here why not.

The facts hold durations in two ways: as data (a value, a unit, an event), which must be served as they are; and in
words ("7-9 working days", "answer within 24 hours"). For the latter the list below says which of our durations each
became, or why it became none. A number in the facts that is neither fails, and so does a line that the facts no
longer hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
import yaml

from amends.clock import offers_allowed, shipped_tables
from amends.core.contracts.clock import ClockOutput
from amends.core.vocabulary import Confidence

from .asking import action, ask, moment, refused
from .shared_folder import shared

AT = "2026-06-03T10:00:00Z"  # a Wednesday; no clock change and few holidays in the three months after it
#: A region of each platform that has no value of its own, keeps no holiday soon after that day, and needs one.
ELSEWHERE = {"ebay": "GB", "lazada": "SG", "shopee": "TW", "tiktok_shop": "MY"}
Fact = dict[str, Any]


@dataclass(frozen=True)
class Served:
    """A duration in words is our duration ``name``, so long for who asks with ``fields``, or refused for a field."""

    name: str
    hours: int | None = None
    days: int | None = None
    business_days: int | None = None
    fields: dict[str, str] = field(default_factory=dict)
    refused_for: str | None = None


@dataclass(frozen=True)
class Not:
    """A number that is no duration of ours, and why."""

    reason: str


SUPERSEDED = Not("an older generation of the rule; since when it no longer holds is not known, so a note of the rule")
METRIC = Not("the time over which a metric is counted, not one in which something is due")
REPEATED = Not("repeats what the procedure's own duration says")
AMAZON_LATER = Not("how long after an order unasked messages may be sent: a rule for messages, nothing is due")

IN_WORDS: list[tuple[str, str, list[int], list[Served] | Not]] = [
    ("aliexpress dispute_issue", "escalation.legacy", [4, 15, 16], SUPERSEDED),
    ("aliexpress dispute_issue", "messaging_rules.2", [24], [Served("messages.message_reply", hours=24)]),
    ("aliexpress dispute_issue", "notes.0", [5], REPEATED),
    ("aliexpress dispute_issue", "notes.1", [15, 16, 7], SUPERSEDED),
    ("amazon a_to_z_claim", "metrics.0.window_days", [60], METRIC),
    ("amazon a_to_z_claim", "messaging_rules.0", [30], AMAZON_LATER),
    ("amazon a_to_z_claim", "messaging_rules.4", [24], [Served("messages.message_reply", hours=24)]),
    ("amazon a_to_z_claim", "notes.0", [72, 7, 48], SUPERSEDED),
    ("amazon safe_t_claim", "evidence_limits.extra.3", [4], [Served("safe_t_claim.refund_after_return", days=4)]),
    ("amazon safe_t_claim", "notes.0", [30], Not("newer texts, general knowledge only; the note says to override it")),
    ("amazon chargeback", "evidence_limits.extra.1", [6], Not("how long records are to be kept; a note of the limits")),
    ("ebay item_not_received", "escalation.open_window", [30], [
        Served("item_not_received.open_window", days=30, fields={"region": "GB"}),
    ]),
    ("wish refund_and_ticket", "metrics.2.note", [10, 100], [Served("refund_and_ticket.confirmed_fulfilment", days=10)]),
    ("shopee return_refund", "escalation.platform_decides.PH", [7, 9], [
        Served("return_refund.platform_decides", fields={"region": "PH"}, refused_for="api_due"),
    ]),
    ("shopee return_refund", "escalation.platform_decides.MY", [5], [
        Served("return_refund.platform_decides", business_days=5, fields={"region": "MY"}),
    ]),
    ("shopee return_refund", "metrics.0.note", [15, 28], Not("how long a penalty lasts")),
    ("lazada reverse_order_DRTM", "escalation.legacy", [3], SUPERSEDED),
    ("lazada reverse_order_DRTM", "metrics.0.penalty", [1, 2, 3], Not("how long a penalty lasts")),
    ("tiktok_shop return_refund", "metrics.1.id", [24], REPEATED),
    ("tiktok_shop return_refund", "metrics.2.id", [12], REPEATED),
    ("tiktok_shop return_refund", "messaging_rules.0", [24, 12, 12, 0], [
        Served("messages.message_reply", hours=24, fields={"region": "VN"}),
        Served("messages.message_reply", hours=12, fields={"region": "TH"}),
    ]),
    ("temu aftersales_and_cancel", "messaging_rules.0", [2], Not("a number of messages")),
    ("temu aftersales_and_cancel", "messaging_rules.1", [30], [
        Served("aftersales_and_cancel.personal_data_deletion", days=30),
    ]),
    ("walmart customer_care_returns_disputes", "lifecycle_states.dispute.1", [72], REPEATED),
    ("walmart customer_care_returns_disputes", "respond_within.calendar", [1], [
        Served("customer_care_returns_disputes.authority_complaint", hours=1),
    ]),
    ("walmart customer_care_returns_disputes", "messaging_rules.0", [48], [Served("messages.message_reply", hours=48)]),
    ("etsy help_request_and_case", "escalation.case_window", [30, 100], [
        Served("help_request_and_case.case_window", refused_for="api_due"),
    ]),
    ("etsy help_request_and_case", "metrics.1.id", [24], [Served("messages.message_reply", hours=24)]),
    ("etsy help_request_and_case", "metrics.1.note", [80, 24, 48], Not("a wider standard beside the 24 hours")),
    *(("mercado_libre claims", f"metrics.{number}.window_days", [60], METRIC) for number in range(3)),
    ("mercado_libre claims", "messaging_rules.1", [8, 21, 0, 8, 0, 72], [
        Served("messages.message_reply", hours=8 + 1, fields={"region": "AR"}),  # it is 07:00 there
        Served("messages.message_reply", hours=8 + 2, fields={"region": "CL"}),  # and 06:00 there
        Served("messages.message_reply", hours=72 + 48, fields={"region": "CN"}),  # over a weekend
        Served("messages.message_reply", fields={"region": "BR"}, refused_for="region"),
    ]),
    ("shopify_payments dispute", "escalation.review_days", [75], [Served("dispute.issuer_review_up_to", days=75)]),
    *(
        ("stripe dispute", f"escalation.networks.{scheme}_days", [days], [
            Served("dispute.network_representment", days=days, fields={"scheme": scheme}),
        ])
        for scheme, days in {"visa": 30, "mastercard": 45, "amex": 20, "discover": 30}.items()
    ),
    *(
        ("adyen chargeback", f"escalation.rfi_response_days.{scheme}", [days], [
            Served("chargeback.rfi_response", days=days, fields={"scheme": scheme}),
        ])
        for scheme, days in {"amex": 14, "diners": 18, "discover": 18, "cup": 30, "jcb": 18, "afterpay": 13}.items()
    ),
    ("adyen chargeback", "escalation.rfi_response_days.klarna", [14, 7, 96], [
        Served("chargeback.rfi_response", fields={"scheme": "klarna"}, refused_for="api_due"),
    ]),
    *(
        ("adyen chargeback", f"escalation.final_decision_days.{scheme}", [days], [
            Served("chargeback.final_decision", days=days, fields={"scheme": scheme}),
        ])
        for scheme, days in {"visa_collaboration": 60, "visa_allocation": 45, "mastercard": 70, "amex": 50}.items()
    ),
]  # fmt: skip

#: Where in the facts nothing is due: addresses, programs' names, sizes.
SKIPPED = {"sources", "api", "as_of", "dispute_types", "confidence", "region", "platform", "procedure"}
TIMES = re.compile(
    r"\d\s*(h\b|-?hours?|-?days?|working|business|calendar|months?|weeks?|free)|\bday \d|_(days|hours)\b|\d+/\d+", re.I
)


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    loaded: list[Fact] = yaml.safe_load(shared("facts", "platform_rules.yaml").read_text(encoding="utf-8"))["rules"]
    return loaded


def leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(node, dict):
        # Within a duration that is data only what is said in words is looked at.
        known = (
            {"value", "max_value", "unit", "from_event", "by_scheme", "api_field"} if "from_event" in node else set()
        )
        for key, child in node.items():
            if key not in known:
                yield from leaves(child, (*path, str(key)))
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from leaves(child, (*path, str(number)))
    else:
        yield path, node


def said_in_words(facts: list[Fact]) -> dict[tuple[str, str], list[int]]:
    found = {}
    for fact in facts:
        for path, text in leaves(fact):
            by_days = any(part.endswith("_days") for part in path)
            if path[0] in SKIPPED or not re.search(r"\d", str(text)):
                continue
            if by_days or TIMES.search(f"{path[-1]}: {text}"):
                numbers = [int(number) for number in re.findall(r"(?<![A-Za-z\d])\d+|(?<=_)\d+", str(text))]
                found[f"{fact['platform']} {fact['procedure']}", ".".join(path)] = numbers
    return found


def as_data(node: Any) -> Iterator[Fact]:
    if isinstance(node, dict):
        if {"value", "unit", "from_event"} <= set(node):
            yield node
        for key, child in node.items():
            if key != "by_region":
                yield from as_data(child)


def after(value: int, unit: str) -> timedelta:
    """How long it is from the audit's day, on which nothing is special."""
    if unit == "business_days":
        weeks, rest = divmod(value + 2, 5)  # Wednesday is the third day of its week
        return timedelta(days=7 * weeks + rest - 2)
    return timedelta(hours=value) if unit == "hours" else timedelta(days=value)


def answer(fact: Fact, event: str, **fields: str) -> ClockOutput:
    region = {"region": ELSEWHERE[fact["platform"]]} if fact["platform"] in ELSEWHERE else {}
    return ask(fact["platform"], event, AT, procedure=fact["procedure"], **{**region, **fields})


def test_every_procedure_of_the_facts_has_rules_and_every_one_of_ours_is_in_the_facts(facts: list[Fact]) -> None:
    theirs = {(fact["platform"], fact["procedure"]) for fact in facts}
    tables = shipped_tables()
    assert {(name, procedure) for name in tables.platforms for procedure in tables.procedures(name)} == theirs


def test_every_duration_that_is_data_is_served_as_it_is(facts: list[Fact]) -> None:
    served = 0
    for fact in facts:
        for said in as_data(fact):
            event = said["from_event"]
            if said["value"] is None:
                error = refused(fact["platform"], event, AT, procedure=fact["procedure"], region="US")
                assert error.field == "api_due", (fact["platform"], event)
                continue
            terms = {ELSEWHERE.get(fact["platform"], "US"): said, **said.get("by_region", {})}
            for region, term in terms.items():
                found = answer(fact, event, region=region)
                assert found.due - moment(AT) == after(term["value"], term["unit"]), (fact["platform"], event, region)
                assert found.unit == term["unit"]
                served += 1
            for scheme, days in said.get("by_scheme", {}).items():
                found = answer(fact, event, scheme=scheme)
                assert found.due - moment(AT) == after(days, said["unit"]), (fact["platform"], event, scheme)
                served += 1
            if said.get("max_value"):
                detail = found.consequence.detail if found.consequence else None
                assert f"{said['value']} to {said['max_value']}" in str(detail)
    assert served > 60


def test_a_date_of_the_interface_is_served_for_every_duration_and_its_field_is_named(facts: list[Fact]) -> None:
    for fact in facts:
        for said in as_data(fact):
            found = answer(fact, said["from_event"], api_due="2026-06-05T01:02:03+05:30")
            assert found.due.isoformat() == "2026-06-05T01:02:03+05:30"
            assert found.unit == "api"
            if said.get("api_field"):
                assert str(found.rule.source) in said["api_field"]


def test_every_answer_has_the_consequence_and_the_confidence_of_the_facts(facts: list[Fact]) -> None:
    for fact in facts:
        said = fact["respond_within"]
        known = {} if said["value"] else {"api_due": "2026-06-05T00:00:00Z"}
        found = answer(fact, said["from_event"], **known)
        assert action(found) == fact["on_timeout"]["action"]
        if not known:
            assert found.rule.confidence == Confidence(fact["confidence"]["respond_within"])
        for duration in as_data(fact["escalation"]):
            assert answer(fact, duration["from_event"]).consequence is None


def test_every_part_is_as_well_known_as_the_facts_say(facts: list[Fact]) -> None:
    for fact in facts:
        rule = shipped_tables().rule(fact["platform"], fact["procedure"])
        assert rule.verified == fact["verified"]
        for part, confidence in rule.confidence.items():
            assert confidence == Confidence(fact["confidence"][part]), (fact["platform"], fact["procedure"], part)
        offers = [offer.offer for offer in offers_allowed(fact["platform"], fact["procedure"])]
        assert offers == [str(offer).split(" (")[0] for offer in fact["offers_allowed"]]


def test_every_number_in_words_is_accounted_for_and_nothing_else(facts: list[Fact]) -> None:
    listed = {(procedure, path): numbers for procedure, path, numbers, _ in IN_WORDS}
    assert len(listed) == len(IN_WORDS)
    assert said_in_words(facts) == listed


@pytest.mark.parametrize(
    ("procedure", "served"),
    [(row[0], served) for row in IN_WORDS if not isinstance(row[3], Not) for served in row[3]],
    ids=lambda value: value if isinstance(value, str) else f"{value.name} {'-'.join(value.fields.values())}",
)
def test_a_duration_in_words_is_served(procedure: str, served: Served) -> None:
    platform, _, name = procedure.partition(" ")
    entry = next(entry for entry in shipped_tables().entries() if entry.id == f"{platform}.{served.name}")
    event = entry.duration.from_event
    if served.refused_for:
        assert refused(platform, event, AT, procedure=name, **served.fields).field == served.refused_for
        return
    found = ask(platform, event, AT, procedure=name, **served.fields)
    assert found.consequence is None
    for value, unit in (
        (served.hours, "hours"),
        (served.days, "calendar_days"),
        (served.business_days, "business_days"),
    ):
        if value is not None:
            assert found.due - moment(AT) == after(value, unit)
