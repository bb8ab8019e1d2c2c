"""What reaches the desk, and the case it opens or joins. Counters are kept beside it, in the same transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from amends.core.errors import DomainError
from amends.core.vocabulary import CaseStage, Kind, Turn
from amends.desk.cases.models import SETTLED_STAGES, Case, Signal, Tab
from amends.desk.cases.tabs import count_in
from amends.desk.journal.operations import Act, record_all
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop
from amends.desk.staffing.queries import gives_out
from amends.jobs.queue import enqueue


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


class _OpenCases:
    """The cases that a chunk of arrivals may join: those of their signals, orders and threads, read and kept once."""

    def __init__(self, shop: Shop, arrivals: Sequence[Arrival]) -> None:
        self._by_signal = _known_signals(arrivals)
        self._by_order: dict[int, Case] = {}
        self._by_thread: dict[int, Case] = {}
        orders = {arrival.order.pk for arrival in arrivals if arrival.order is not None}
        threads = {arrival.conversation_id for arrival in arrivals if arrival.conversation_id is not None}
        held = Case.objects.select_for_update().filter(shop=shop, closed_at__isnull=True)
        for case in held.filter(Q(order__in=orders) | Q(conversation_id__in=threads)).order_by("-pk"):
            self.add(case)

    def add(self, case: Case) -> None:
        if case.order_id is not None:
            self._by_order[case.order_id] = case
        if case.conversation_id is not None:
            known = self._by_thread.get(case.conversation_id)
            if known is None or case.order_id is None or known.order_id is not None:
                self._by_thread[case.conversation_id] = case

    def of_signal(self, arrival: Arrival) -> Case | None:
        """The case that this very signal belongs to already."""
        return self._by_signal.get((arrival.source, arrival.source_id))

    def note(self, arrival: Arrival, case: Case) -> None:
        self._by_signal[arrival.source, arrival.source_id] = case

    def find(self, arrival: Arrival) -> Case | None:
        """The open case of the order, else of the thread.

        A thread whose order has become clear goes on in its case; one about another order gets its own.
        """
        if arrival.order is not None and (found := self._by_order.get(arrival.order.pk)) is not None:
            return found
        same = self._by_thread.get(arrival.conversation_id) if arrival.conversation_id is not None else None
        return same if same is not None and (arrival.order is None or same.order_id is None) else None


def _known_signals(arrivals: Sequence[Arrival]) -> dict[tuple[str, int], Case]:
    known = Q()
    for source in {arrival.source for arrival in arrivals}:
        known |= Q(source=source, source_id__in=[one.source_id for one in arrivals if one.source == source])
    signals = Signal.objects.filter(known).select_related("case")
    return {(signal.source, signal.source_id): signal.case for signal in signals}


#: What asks, thanks or says nothing of its own: it is no trouble beside one that is known.
NO_TROUBLE = frozenset({Kind.OTHER, Kind.PRAISE, Kind.ORDER_STATUS})
#: So sure is a text of its own that it needs no comparison with what was read before.
SURE = 0.8


def _says_more(case: Case, arrival: Arrival) -> bool:
    """Whether the text replaces what the case says so far.

    "I want my money back, simple as that" after "it has not arrived" repeats the demand and is no new trouble: a
    guess that is less sure than the one before must be sure of its own.
    """
    if not case.claim:
        return True
    if arrival.claim in NO_TROUBLE:
        return False
    if arrival.abstained:
        return case.abstained
    return case.abstained or arrival.confidence >= min(SURE, case.confidence)


def _take_over(case: Case, arrival: Arrival) -> None:
    """A later signal adds what it knows; what the buyer says newly replaces what she said before."""
    if arrival.claim is not None and arrival.source in ("message", "dispute"):
        if _says_more(case, arrival):
            case.claim, case.confidence, case.abstained = arrival.claim.value, arrival.confidence, arrival.abstained
    elif arrival.claim is not None and not case.claim:
        case.claim, case.confidence, case.abstained = arrival.claim.value, arrival.confidence, arrival.abstained
    elif arrival.claim is None and arrival.abstained and not case.claim:
        case.abstained = True
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
    """One arrival: see ``open_or_join_all``."""
    return open_or_join_all(actor=actor, shop=shop, arrivals=[arrival], now=now)[0]


def open_or_join_all(
    *, actor: Actor, shop: Shop, arrivals: Sequence[Arrival], now: datetime
) -> list[tuple[Case, bool]]:
    """For each signal the open case it belongs to, or a new one; the flag says whether it was opened.

    Several signals about one order join one case; the same signal again changes nothing.
    """
    if not arrivals:
        return []
    with transaction.atomic(durable=True):
        cases = _OpenCases(shop, arrivals)
        found: list[tuple[Case, bool]] = []
        fresh: list[Case] = []
        joined: dict[int, Case] = {}
        signals: list[tuple[Case, Arrival, bool]] = []
        for arrival in arrivals:
            known = cases.of_signal(arrival)
            if known is not None:
                found.append((known, False))
                continue
            case = cases.find(arrival)
            opened = case is None
            if case is None:
                case = _new(shop, arrival, now)
                fresh.append(case)
            else:
                _join(case, arrival, now)
                if case.pk is not None:
                    joined[case.pk] = case
            cases.add(case)
            cases.note(arrival, case)
            found.append((case, opened))
            signals.append((case, arrival, opened))
        _store(shop, fresh)
        for case in joined.values():
            case.save()
        _note_signals(actor, shop, signals, now)
        if fresh and gives_out(shop):
            enqueue("flow.assign_cases", {"cases": [case.pk for case in fresh]}, now=now)
    return found


def _note_signals(actor: Actor, shop: Shop, signals: Sequence[tuple[Case, Arrival, bool]], now: datetime) -> None:
    Signal.objects.bulk_create(
        Signal(case=case, source=arrival.source, source_id=arrival.source_id, at=arrival.at)
        for case, arrival, _ in signals
    )
    acts = [
        Act(
            "case.opened" if opened else "case.joined",
            f"case:{case.pk}",
            {
                "source": arrival.source,
                "id": arrival.source_id,
                "claim": arrival.claim.value if arrival.claim else None,
            },
        )
        for case, arrival, opened in signals
    ]
    record_all(shop=shop.pk, actor=actor.journal_name, acts=acts, now=now)


def _join(case: Case, arrival: Arrival, now: datetime) -> None:
    _take_over(case, arrival)
    if arrival.source in ("message", "dispute"):
        # What she says now need not wait until the time that was set for waiting.
        case.turn, case.waiting_until = Turn.SELLER.value, None
        trouble = arrival.claim is not None and arrival.claim not in NO_TROUBLE and not arrival.abstained
        if trouble and case.stage in SETTLED_STAGES:
            case.stage = CaseStage.NEGOTIATING.value
    case.updated_at = now


def _new(shop: Shop, arrival: Arrival, now: datetime) -> Case:
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
    return case


def _store(shop: Shop, fresh: Sequence[Case]) -> None:
    """Write new cases and what is counted beside them."""
    try:
        Case.objects.bulk_create(fresh)
    except IntegrityError as error:  # two workers, one order: the job runs again and joins
        raise DomainError("another signal opened this order's case at the same moment") from error
    for tab, number in Counter(case.tab for case in fresh).items():
        count_in(shop.pk, tab, number)
    claims = Counter(case.buyer_id for case in fresh if case.buyer_id and case.opened_by in ("message", "dispute"))
    for buyer_id, number in claims.items():
        Buyer.objects.filter(pk=buyer_id).update(claims=F("claims") + number)


def _first_tab(arrival: Arrival) -> str:
    return {"review": Tab.REVIEW.value, "parcel": Tab.PARCEL.value}.get(arrival.source, Tab.ANSWER.value)
