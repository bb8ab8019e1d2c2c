"""The log of outcomes (contract: learn and replay), read from the desk's own records.

Each menu that was sent is a line: the facts it rested on, what was proposed and what was sent, and what came of it.
What may still happen is open, not zero: a line is closed when its case has an end and the windows after it are over.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, Prefetch, Q, QuerySet
from pydantic import ValidationError

from amends.core.errors import InputError
from amends.decide import Policy, full_law, shipped_policy
from amends.decide.chances import NEVER_TAKEN
from amends.decide.outcomes import LogLine, realised_cost
from amends.decide.situation import situation_of
from amends.desk.cases.models import Case, Dispute
from amends.desk.offers.models import Ending, Offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.parcels.models import Parcel
from amends.desk.reviews.models import Review
from amends.desk.shops.queries import shop_now
from amends.insight.endings import End, Facts, end_of

#: So many cases are read at once.
CHUNK = 300


@dataclass(frozen=True, slots=True)
class Logged:
    """A line of the log with where it comes from; ``line`` is None where the stored facts cannot be read any more.

    ``untold``: the case is over, and nobody and no feed said how.
    """

    offer_id: int
    case_id: int
    line: LogLine | None
    untold: bool


@dataclass(frozen=True, slots=True)
class Span:
    """Menus sent in these shops from ``start`` (inclusive) to ``end`` (exclusive); None: without a limit."""

    shop_ids: Sequence[int]
    start: datetime | None = None
    end: datetime | None = None


def cases_with_offers(span: Span) -> QuerySet[Case]:
    """Cases in which a menu went to the buyer, by number."""
    sent = Offer.objects.filter(case=OuterRef("pk"), sent_menu__isnull=False)
    if span.start is not None:
        sent = sent.filter(at__gte=span.start)
    if span.end is not None:
        sent = sent.filter(at__lt=span.end)
    return Case.objects.filter(Exists(sent), shop_id__in=list(span.shop_ids), order__isnull=False).order_by("pk")


def logged(span: Span, now: datetime, *, policy: Policy | None = None) -> list[Logged]:
    """Every line of a span in the order of time, as the shops' presents know them.

    ``policy`` counts what earlier, refused menus of a case cost in the end (default: the shipped balanced one).
    """
    ids = list(cases_with_offers(span).values_list("pk", flat=True))
    found = [
        each
        for start in range(0, len(ids), CHUNK)
        for each in _of_cases(ids[start : start + CHUNK], now, policy or shipped_policy())
        if _within(span, each)
    ]
    return sorted(found, key=lambda each: (each.line.now.isoformat() if each.line else "", each.offer_id))


def _within(span: Span, each: Logged) -> bool:
    if each.line is None:
        return True
    return (span.start is None or each.line.now >= span.start) and (span.end is None or each.line.now < span.end)


def _of_cases(ids: Sequence[int], now: datetime, policy: Policy) -> Iterator[Logged]:
    sent = (
        Offer.objects.filter(sent_menu__isnull=False)
        .annotate(sent_at=Min("replies__sent_at", filter=Q(replies__state="sent")))
        .prefetch_related(Prefetch("endings", Ending.objects.filter(undone_at__isnull=True)))
        .order_by("id")
    )
    cases = list(
        Case.objects.filter(pk__in=ids)
        .select_related("shop", "order")
        .prefetch_related(Prefetch("offers", sent, to_attr="sent_offers"))
        .order_by("pk")
    )
    records = _records(cases)
    for case in cases:
        yield from _of_case(case, records[case.order_id or 0], shop_now(case.shop, now), policy)


@dataclass(slots=True)
class _Records:
    """What came to an order from outside, and what went back."""

    reviews: list[Review]
    disputes: list[Dispute]
    bookings: list[LedgerEntry]
    parcels: list[Parcel]


def _records(cases: Sequence[Case]) -> dict[int, _Records]:
    orders = [case.order_id for case in cases if case.order_id is not None]
    found: dict[int, _Records] = defaultdict(lambda: _Records([], [], [], []))
    for review in Review.objects.filter(order__in=orders).only("order_id", "rating", "written_at"):
        found[review.order_id or 0].reviews.append(review)
    for dispute in Dispute.objects.filter(order__in=orders).defer("text", "reading"):
        found[dispute.order_id].disputes.append(dispute)
    entries = LedgerEntry.objects.filter(line__order__in=orders, voided_at__isnull=True).select_related("line")
    for entry in entries.exclude(source=LedgerEntry.RESHIP):
        found[entry.line.order_id].bookings.append(entry)
    parcels = Parcel.objects.filter(orders__in=orders).only("id", "leg", "dispatched_at").distinct()
    for order in Order.objects.filter(pk__in=orders).only("pk").prefetch_related(Prefetch("parcels", parcels)):
        found[order.pk].parcels.extend(order.parcels.all())
    return found


def _of_case(case: Case, records: _Records, present: datetime, policy: Policy) -> Iterator[Logged]:
    """The lines of one case: its last menu carries the end, the earlier ones what the case cost after them."""
    offers: list[Any] = list(case.sent_offers)  # type: ignore[attr-defined]
    later: LogLine | None = None
    lines: list[Logged] = []
    for offer in reversed(offers):
        sent_at = offer.sent_at or offer.at
        facts = Facts(
            case, offer, sent_at, present, records.reviews, records.disputes, records.bookings, records.parcels
        )
        end = end_of(facts, last=later is None and not lines)
        line = _line(offer, _outcome(end, facts, later, policy))
        lines.append(Logged(offer.pk, case.pk, line, end.untold))
        later = line or later
    yield from reversed(lines)


def _outcome(end: End, facts: Facts, later: LogLine | None, policy: Policy) -> dict[str, Any]:
    """The contract's outcome; a menu that was refused while the talks went on costs what they cost after it."""
    told: dict[str, Any] = {
        "accepted": end.accepted,
        "ruled": end.ruled or None,
        "gave_up": end.gave_up,
        "paid": end.paid,
        "returned": end.returned or None,
        "arrived": end.arrived,
        "stars": end.stars,
        "chargeback": end.chargeback,
        "closed_at": end.closed_at.isoformat() if end.closed_at else None,
    }
    if later is None or end.accepted is not None:
        return told
    told["closed_at"] = later.outcome.closed_at.isoformat() if later.outcome.closed_at else None
    told["stars"] = later.outcome.stars
    situation = situation_of(later, policy, full_law())
    cost = realised_cost(situation, later)
    if cost is not None:
        cost += policy.costs.minutes.round * situation.minute
        told["cost"] = f"{cost / 10**situation.digits:.4f}"
    return told


def _line(offer: Offer, outcome: dict[str, Any]) -> LogLine | None:
    sent, proposed = _items(offer.sent_menu or []), _items(offer.result.get("menu") or [])
    data = {
        **offer.request,
        "offered": sent,
        "propensity": offer.result.get("propensity", 1.0),
        "outcome": outcome,
    }
    if _takeable(sent) != _takeable(proposed):
        data["proposed"] = proposed
    try:
        return LogLine.model_validate_json(json.dumps(data))
    except (ValidationError, InputError):
        return None


def _items(menu: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"remedy": item["remedy"]} | ({"amount": item["amount"]} if item.get("amount") else {}) for item in menu]


def _takeable(items: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(item["remedy"], item.get("amount", "")) for item in items if item["remedy"] not in NEVER_TAKEN}


def as_json(line: LogLine) -> str:
    """One line as ``amends learn`` and ``amends replay`` read it."""
    told = line.model_dump(mode="json", exclude_none=True, exclude={"outcome"})
    return json.dumps({**told, "outcome": line.outcome.model_dump(mode="json")}, ensure_ascii=False)
