"""What came in besides messages: a dispute, a review, a parcel, an order. Each opens or joins a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from amends.core.contracts.triage import TriageInput, TriageOutput
from amends.core.contracts.watch import WatchOutput
from amends.core.text import is_blank
from amends.core.vocabulary import InboundChannel, Kind
from amends.desk.cases import operations as cases
from amends.desk.cases.disputes import keep_dispute
from amends.desk.cases.models import Case, Dispute
from amends.desk.deadlines import operations as deadlines
from amends.desk.deadlines.models import Deadline
from amends.desk.flow.claims import claim_of
from amends.desk.flow.recovering import find
from amends.desk.flow.refreshing import refresh, refresh_all
from amends.desk.flow.telling import tell_of
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel
from amends.desk.parcels.operations import keep_watch
from amends.desk.parcels.queries import look_at, look_at_order
from amends.desk.people.actors import SYSTEM
from amends.desk.recoveries.queries import cases_that_claim
from amends.desk.reviews import operations as reviews
from amends.desk.reviews.models import Review
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue
from amends.jobs.registry import job
from amends.triage import triage, triage_many

#: Trouble that opens work before the buyer complains.
OPENS_WORK = frozenset(kind.value for kind in Kind) - {Kind.LATE_DELIVERY.value}


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
    claim = claim_of(reading)
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


def follow_reviews(payloads: Sequence[dict[str, Any]], now: datetime) -> None:
    """A bad review is a case like any other: the buyer's right, and a reason to make it right."""
    found = Review.objects.filter(pk__in=[payload["review"] for payload in payloads])
    by_shop: dict[int, list[Review]] = defaultdict(list)
    for review in found.select_related("shop__organisation", "order__buyer").order_by("written_at", "pk"):
        if review.written_at <= shop_now(review.shop, now):
            by_shop[review.shop_id].append(review)
    for written in by_shop.values():
        _follow_reviews_in_shop(written[0].shop, written, now)


@job("flow.follow_review", together=follow_reviews)
def follow_review(payload: dict[str, Any], now: datetime) -> None:
    """One review; see ``follow_reviews``."""
    follow_reviews([payload], now)


def _follow_reviews_in_shop(shop: Shop, written: Sequence[Review], now: datetime) -> None:
    readings = _read_reviews(shop, written)
    arrivals = [
        cases.Arrival(
            source="review",
            source_id=review.pk,
            at=review.written_at,
            order=review.order,
            buyer=review.order.buyer if review.order else None,
            **claim_of(readings.get(review.pk), review.rating),
        )
        for review in written
    ]
    joined = cases.open_or_join_all(actor=SYSTEM, shop=shop, arrivals=arrivals, now=shop_now(shop, now))
    for review, (case, _) in zip(written, joined, strict=True):
        review.case = case
    reviews.keep_followed(reviews=written)
    refresh_all(list(dict.fromkeys(case.pk for case, _ in joined)), now)


def _read_reviews(shop: Shop, written: Sequence[Review]) -> dict[int, TriageOutput]:
    """How the reviews that have words are understood; stars alone say nothing about what is wrong."""
    worded = [
        (review, ". ".join(part for part in (review.title, review.text) if not is_blank(part))) for review in written
    ]
    worded = [(review, text) for review, text in worded if text]
    questions = [
        TriageInput(
            id=review.external_id,
            text=text,
            channel=InboundChannel.REVIEW,
            platform=shop.platform,
            rating=review.rating,
            locale=_buyer_locale(review.order),
        )
        for review, text in worded
    ]
    found: dict[int, TriageOutput] = {}
    for (review, _), reading in zip(worded, triage_many(questions), strict=True):
        review.reading = reading.model_dump(mode="json")
        found[review.pk] = reading
    return found


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
        else:  # the buyer is content, but the carrier may still owe us, or we the carrier
            for case_id in cases_that_claim(order):
                find(case_id, now)
        tell_of(order, now)


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
    if order is None or order.cancelled:
        return
    tell_of(order, now)
    if order.dispatch_due is None:
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
