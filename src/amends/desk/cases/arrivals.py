"""What reaches the desk, and the case it opens or joins. Counters are kept beside it, in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from amends.core.errors import DomainError
from amends.core.vocabulary import CaseStage, Kind, Turn
from amends.desk.cases.models import Case, Signal, Tab, TabCount
from amends.desk.journal.operations import record
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop


@dataclass(frozen=True, slots=True)
class Arrival:
    """A signal that reaches the desk: from where, when, about which order, from whom, and what it says."""

    source: str
    source_id: int
    at: datetime
    order: Order | None
    buyer: Buyer | None
    conversation_id: int | None = None
    claim: Kind | None = None
    confidence: float = 0.0
    abstained: bool = False
    language: str = ""
    flags: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    missing: int | None = None
    candidates: tuple[dict[str, Any], ...] = ()


def count_in(shop_id: int, tab: str, step: int) -> None:
    changed = TabCount.objects.filter(shop_id=shop_id, tab=tab).update(count=F("count") + step)
    if not changed:
        TabCount.objects.create(shop_id=shop_id, tab=tab, count=max(step, 0))


def _known_signal(arrival: Arrival) -> Case | None:
    """The case that this very signal belongs to already."""
    held = Signal.objects.filter(source=arrival.source, source_id=arrival.source_id).values_list("case_id", flat=True)
    case_id = held.first()
    return None if case_id is None else Case.objects.get(pk=case_id)


def _find_open(shop: Shop, arrival: Arrival) -> Case | None:
    cases = Case.objects.select_for_update().filter(shop=shop, closed_at__isnull=True)
    if arrival.order is not None and (found := cases.filter(order=arrival.order).first()) is not None:
        return found
    if arrival.conversation_id is None:
        return None
    same = cases.filter(conversation_id=arrival.conversation_id)
    # A thread whose order has become clear goes on in its case; one about another order gets its own.
    return same.first() if arrival.order is None else same.filter(order__isnull=True).first()


def _take_over(case: Case, arrival: Arrival) -> None:
    """A later signal adds what it knows; what the buyer says newly replaces what she said before."""
    if arrival.claim is not None and arrival.source in ("message", "dispute"):
        says_more = arrival.claim not in (Kind.OTHER, Kind.PRAISE, Kind.ORDER_STATUS) or not case.claim
        if says_more and (not arrival.abstained or not case.claim or case.abstained):
            case.claim, case.confidence, case.abstained = arrival.claim.value, arrival.confidence, arrival.abstained
    elif arrival.claim is not None and not case.claim:
        case.claim, case.confidence, case.abstained = arrival.claim.value, arrival.confidence, arrival.abstained
    case.flags = sorted({*case.flags, *arrival.flags})
    case.asks = sorted({*case.asks, *arrival.asks})
    case.missing = arrival.missing if arrival.missing is not None else case.missing
    case.language = arrival.language or case.language
    case.conversation_id = arrival.conversation_id or case.conversation_id
    if arrival.buyer is not None:
        case.buyer = case.buyer or arrival.buyer
    if case.order is None and arrival.order is not None:
        case.order, case.buyer, case.order_candidates = arrival.order, case.buyer or arrival.order.buyer, []


def open_or_join(*, actor: Actor, shop: Shop, arrival: Arrival, now: datetime) -> tuple[Case, bool]:
    """The open case this signal belongs to, or a new one; the flag says whether it was opened.

    Several signals about one order join one case; the same signal again changes nothing.
    """
    with transaction.atomic(durable=True):
        known = _known_signal(arrival)
        if known is not None:
            return known, False
        case = _find_open(shop, arrival)
        opened = case is None
        if case is None:
            case = _open(shop, arrival, now)
        else:
            _take_over(case, arrival)
            if arrival.source in ("message", "dispute"):
                case.turn = Turn.SELLER.value
            case.updated_at = now
            case.save()
        Signal.objects.create(case=case, source=arrival.source, source_id=arrival.source_id, at=arrival.at)
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="case.opened" if opened else "case.joined",
            subject=f"case:{case.pk}",
            now=now,
            data={
                "source": arrival.source,
                "id": arrival.source_id,
                "claim": arrival.claim.value if arrival.claim else None,
            },
        )
    return case, opened


def _open(shop: Shop, arrival: Arrival, now: datetime) -> Case:
    case = Case(
        shop=shop,
        order=arrival.order,
        opened_by=arrival.source,
        opened_at=arrival.at,
        updated_at=now,
        order_candidates=list(arrival.candidates),
        tab=_first_tab(arrival),
        turn=Turn.SELLER.value,
        stage=CaseStage.RECEIVED.value,
    )
    _take_over(case, arrival)
    if arrival.source in ("review", "parcel") and arrival.claim is not None:
        case.claim = arrival.claim.value if arrival.source == "review" else ""
        case.kind = arrival.claim.value
    try:
        case.save()
    except IntegrityError as error:  # two workers, one order: the job runs again and joins
        raise DomainError("another signal opened this order's case at the same moment") from error
    count_in(shop.pk, case.tab, 1)
    if arrival.source in ("message", "dispute") and case.buyer_id:
        Buyer.objects.filter(pk=case.buyer_id).update(claims=F("claims") + 1)
        # Who holds these rows already goes on with them: they must say what the database says.
        for buyer in {
            id(held): held for held in (case.buyer, case.order.buyer if case.order else None) if held
        }.values():
            buyer.claims += 1
    return case


def _first_tab(arrival: Arrival) -> str:
    return {"review": Tab.REVIEW.value, "parcel": Tab.PARCEL.value}.get(arrival.source, Tab.ANSWER.value)
