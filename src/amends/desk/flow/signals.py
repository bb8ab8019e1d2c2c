"""What came in: a message, a dispute, a review, a parcel, an order. Each is understood and opens or joins a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from amends.core.contracts.triage import TriageInput, TriageOutput
from amends.core.contracts.watch import WatchOutput
from amends.core.vocabulary import InboundChannel, Kind
from amends.desk.cases import operations as cases
from amends.desk.cases.disputes import keep_dispute
from amends.desk.cases.models import Case, Dispute
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Conversation, Message
from amends.desk.conversations.queries import question_of
from amends.desk.deadlines import operations as deadlines
from amends.desk.deadlines.models import Deadline
from amends.desk.flow.refreshing import refresh, refresh_all
from amends.desk.offers import operations as offers
from amends.desk.offers.queries import offered_items, sent_offer
from amends.desk.orders.models import Order
from amends.desk.orders.queries import likely_orders, order_by_number
from amends.desk.parcels.models import Parcel
from amends.desk.parcels.operations import keep_watch
from amends.desk.parcels.queries import look_at, look_at_order
from amends.desk.people.actors import SYSTEM
from amends.desk.reviews import operations as reviews
from amends.desk.reviews.models import Review
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue
from amends.jobs.registry import job
from amends.triage import triage, triage_many

#: Trouble that opens work before the buyer complains.
OPENS_WORK = frozenset(kind.value for kind in Kind) - {Kind.LATE_DELIVERY.value}


def follow_messages(payloads: Sequence[dict[str, Any]], now: datetime) -> None:
    """Buyers wrote: understand each message, open or join its case, and bring the cases up to date."""
    found = (
        Message.objects.filter(pk__in=[payload["message"] for payload in payloads])
        .select_related("conversation__shop__organisation", "conversation__order__buyer", "conversation__buyer")
        .order_by("sent_at", "pk")
    )
    by_shop: dict[int, list[Message]] = defaultdict(list)
    for message in found:
        # A shop whose clock stands before a message has not seen it yet.
        if message.sent_at <= shop_now(message.conversation.shop, now):
            by_shop[message.conversation.shop_id].append(message)
    for messages in by_shop.values():
        _follow_in_shop(messages[0].conversation.shop, messages, now)


@job("flow.follow_message", together=follow_messages)
def follow_message(payload: dict[str, Any], now: datetime) -> None:
    """One message; see ``follow_messages``."""
    follow_messages([payload], now)


def _follow_in_shop(shop: Shop, messages: Sequence[Message], now: datetime) -> None:
    present = shop_now(shop, now)
    held = [_open_case_of(message.conversation) for message in messages]
    readings = triage_many(
        question_of(message, offered_items(case_id) if case_id else None, _locale(message.conversation))
        for message, case_id in zip(messages, held, strict=True)
    )
    for message, reading in zip(messages, readings, strict=True):
        message.reading = reading.model_dump(mode="json")
    conversations.keep_readings(messages=messages)
    arrivals: list[tuple[cases.Arrival, TriageOutput]] = []
    for message, case_id, reading in zip(messages, held, readings, strict=True):
        arrival = _arrival_of(message, case_id, reading)
        if arrival is not None:
            arrivals.append((arrival, reading))
    joined = cases.open_or_join_all(actor=SYSTEM, shop=shop, arrivals=[arrival for arrival, _ in arrivals], now=present)
    for (_, reading), (case, opened) in zip(arrivals, joined, strict=True):
        if reading.answer is not None and not opened:
            _take_answer(case, reading, present)
    refresh_all(list(dict.fromkeys(case.pk for case, _ in joined)), now)


def _arrival_of(message: Message, case_id: int | None, reading: TriageOutput) -> cases.Arrival | None:
    """What a message brings to the desk; None where it asks for nothing and belongs to no open case."""
    conversation = message.conversation
    order = _order_of(conversation, reading)
    if case_id is None:
        if message.answered_at is not None:
            return None  # settled history: it was answered before we came
        if order is None and not _answers_later(message) and reading.kind is Kind.PRAISE:
            return None
    return cases.Arrival(
        source="message",
        source_id=message.pk,
        at=message.sent_at,
        order=order,
        buyer=conversation.buyer,
        conversation_id=conversation.pk,
        candidates=_candidates(conversation, order),
        **_claim(reading),
    )


def _answers_later(message: Message) -> bool:
    return message.conversation.first_unanswered_at is not None


def _open_case_of(conversation: Conversation) -> int | None:
    found = Case.objects.filter(closed_at__isnull=True)
    if conversation.order_id:
        found = found.filter(order_id=conversation.order_id)
    else:
        found = found.filter(conversation_id=conversation.pk)
    return found.order_by().values_list("pk", flat=True).first()


def _locale(conversation: Conversation) -> str | None:
    if conversation.buyer is not None and conversation.buyer.locale:
        return conversation.buyer.locale
    return None


def _order_of(conversation: Conversation, reading: TriageOutput) -> Order | None:
    """The order a message is about: the thread's, one it names, or the buyer's only open one."""
    if conversation.order is not None:
        return conversation.order
    for number in reading.order_numbers:
        named = order_by_number(conversation.shop_id, number)
        if named is not None and (conversation.buyer_id in (None, named.buyer_id)):
            conversations.set_order(conversation=conversation, order=named)
            return named
    if conversation.buyer is None:
        return None
    likely = [order for order in likely_orders(conversation.buyer) if not order.cancelled]
    if len(likely) == 1:
        conversations.set_order(conversation=conversation, order=likely[0])
        return likely[0]
    return None


def _candidates(conversation: Conversation, order: Order | None) -> tuple[dict[str, Any], ...]:
    if order is not None or conversation.buyer is None:
        return ()
    return tuple(
        {"order": item.pk, "number": item.number, "placed_at": item.placed_at.isoformat()}
        for item in likely_orders(conversation.buyer)
    )


def _claim(reading: TriageOutput) -> dict[str, Any]:
    return {
        "claim": reading.kind, "confidence": reading.confidence, "abstained": reading.abstained,
        "language": reading.language, "flags": tuple(flag.value for flag in reading.flags),
        "asks": tuple(ask.value for ask in reading.asks), "missing": reading.counts.missing,
    }  # fmt: skip


def _take_answer(case: Case, reading: TriageOutput, now: datetime) -> None:
    answer = reading.answer
    offer = sent_offer(case)
    if answer is None or offer is None:
        return
    said = answer.model_dump(mode="json")
    if answer.accepts is None and not answer.declines and answer.counter is None and not answer.resolved:
        return
    offers.keep_answer(offer=offer, answer=said)
    cases.keep_answer(actor=SYSTEM, case=case, answer=said, now=now)


@job("flow.follow_dispute")
def follow_dispute(payload: dict[str, Any], now: datetime) -> None:
    """A platform or a bank opened (or closed) a dispute."""
    dispute = Dispute.objects.filter(pk=payload["dispute"]).select_related("shop", "order__buyer").first()
    if dispute is None or dispute.opened_at > shop_now(dispute.shop, now):
        return
    present = shop_now(dispute.shop, now)
    known = Case.objects.filter(order=dispute.order, closed_at__isnull=True).exists()
    if dispute.closed_at is not None and dispute.closed_at <= present and not known:
        return
    said = " ".join(part for part in (dispute.text, dispute.reason_code.replace("_", " ").lower()) if part) or "dispute"
    reading = triage(
        TriageInput(
            id=dispute.external_id,
            text=said,
            channel=InboundChannel.DISPUTE,
            platform=dispute.platform,
            locale=dispute.order.buyer.locale or None,
        )
    )
    claim = _claim(reading)
    claim["asks"] = tuple(sorted({*claim["asks"], *dispute.asks}))
    arrival = cases.Arrival(
        source="dispute",
        source_id=dispute.pk,
        at=dispute.opened_at,
        order=dispute.order,
        buyer=dispute.order.buyer,
        **claim,
    )
    case, _ = cases.open_or_join(actor=SYSTEM, shop=dispute.shop, arrival=arrival, now=present)
    keep_dispute(dispute=dispute, case=case, reading=reading.model_dump(mode="json"))
    if dispute.closed_at is not None:
        deadlines.settle(actor=SYSTEM, case=case, keys=[f"dispute:{dispute.pk}"], state=Deadline.CANCELLED, now=present)
    refresh(case.pk, now)


@job("flow.follow_review")
def follow_review(payload: dict[str, Any], now: datetime) -> None:
    """A bad review is a case like any other: the buyer's right, and a reason to make it right."""
    review = Review.objects.filter(pk=payload["review"]).select_related("shop", "order__buyer").first()
    if review is None or review.written_at > shop_now(review.shop, now):
        return
    present = shop_now(review.shop, now)
    text = ". ".join(part for part in (review.title, review.text) if part)
    reading = triage(
        TriageInput(
            id=review.external_id,
            text=text,
            channel=InboundChannel.REVIEW,
            platform=review.shop.platform,
            rating=review.rating,
            locale=_buyer_locale(review.order),
        )
    )
    reviews.keep_reading(review=review, reading=reading.model_dump(mode="json"))
    arrival = cases.Arrival(
        source="review",
        source_id=review.pk,
        at=review.written_at,
        order=review.order,
        buyer=review.order.buyer if review.order else None,
        **_claim(reading),
    )
    case, _ = cases.open_or_join(actor=SYSTEM, shop=review.shop, arrival=arrival, now=present)
    reviews.join_case(review=review, case_id=case.pk)
    refresh(case.pk, now)


def _buyer_locale(order: Order | None) -> str | None:
    return order.buyer.locale or None if order is not None else None


@job("flow.follow_parcel")
def follow_parcel(payload: dict[str, Any], now: datetime) -> None:
    """Look at a parcel; trouble opens work before anyone complains."""
    parcel = Parcel.objects.filter(pk=payload["parcel"]).select_related("shop").first()
    if parcel is None:
        return
    present = shop_now(parcel.shop, now)
    for order in parcel.orders.filter(placed_at__lte=present, cancelled=False).select_related("buyer", "shop"):
        seen = look_at(parcel, order, present)
        keep_watch(parcel=parcel, seen=seen, now=now, shop_time=present)
        case = Case.objects.filter(order=order, closed_at__isnull=True).first()
        if case is None and seen.anomaly is not None and seen.anomaly.value in OPENS_WORK:
            _open_for_parcel(order, parcel.pk, seen, present, now)
        elif case is not None:
            refresh(case.pk, now)


def _open_for_parcel(order: Order, source_id: int, seen: WatchOutput, present: datetime, now: datetime) -> None:
    arrival = cases.Arrival(
        source="parcel",
        source_id=source_id,
        at=seen.since or present,
        order=order,
        buyer=order.buyer,
        claim=seen.anomaly,
        confidence=1.0,
    )
    case, _ = cases.open_or_join(actor=SYSTEM, shop=order.shop, arrival=arrival, now=present)
    refresh(case.pk, now)


@job("flow.follow_order")
def follow_order(payload: dict[str, Any], now: datetime) -> None:
    """An order without a parcel is watched by its handling time."""
    order = Order.objects.filter(pk=payload["order"]).select_related("shop", "buyer").first()
    if order is None or order.cancelled or order.dispatch_due is None:
        return
    present = shop_now(order.shop, now)
    if order.delivered_at is not None and order.delivered_at <= present:
        return
    if order.parcels.exists() or order.placed_at > present:
        return
    if order.dispatch_due > present:
        if order.shop.as_of is None:
            enqueue("flow.follow_order", payload, now=now, run_at=order.dispatch_due, key=f"order-due:{order.pk}")
        return
    seen = look_at_order(order, present)
    if seen.anomaly is not None and not Case.objects.filter(order=order, closed_at__isnull=True).exists():
        _open_for_parcel(order, -order.pk, seen, present, now)
