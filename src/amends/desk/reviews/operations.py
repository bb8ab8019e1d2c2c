"""Taking in reviews and keeping how they were understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from amends.connect.contract import RecordKind, ReviewRecord
from amends.core.text import normal_form
from amends.desk.feeds.models import Import
from amends.desk.feeds.tracking import TakenIn, note
from amends.desk.orders.models import Buyer
from amends.desk.orders.queries import orders_by_numbers
from amends.desk.people.actors import Actor
from amends.desk.reviews.models import Review
from amends.desk.rows import update_rows
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many

#: Reviews of so many stars or fewer open a case.
BAD_STARS = 2


def take_in_reviews(
    *,
    actor: Actor,
    shop: Shop,
    records: Sequence[tuple[int | None, ReviewRecord]],
    now: datetime,
    source: Import | None = None,
    cursor: int | None = None,
) -> TakenIn:
    """Store a chunk of reviews; the same review again changes nothing. Bad ones are followed up."""
    with transaction.atomic(durable=True):
        taken = TakenIn()
        orders = orders_by_numbers(shop.pk, {r.order_number for _, r in records if r.order_number})
        known = set(
            Review.objects.filter(shop=shop, external_id__in=[r.external_id for _, r in records]).values_list(
                "external_id", flat=True
            )
        )
        fresh: list[Review] = []
        for _, record in records:
            if record.external_id in known:
                taken.unchanged += 1
                continue
            known.add(record.external_id)
            fresh.append(
                Review(
                    shop=shop,
                    external_id=record.external_id,
                    order=orders.get(record.order_number or ""),
                    sku=(record.sku or "")[:120],
                    rating=record.rating,
                    title=normal_form(record.title),
                    text=normal_form(record.text),
                    written_at=record.written_at,
                )
            )
        Review.objects.bulk_create(fresh, batch_size=300)
        taken.created += [review.pk for review in fresh]
        bad = [review for review in fresh if review.rating <= BAD_STARS]
        buyers = [review.order.buyer_id for review in bad if review.order is not None]
        for buyer in set(buyers):
            Buyer.objects.filter(pk=buyer).update(bad_reviews=F("bad_reviews") + buyers.count(buyer))
        note(source, RecordKind.REVIEW, taken, cursor)
        enqueue_many(Work("flow.follow_review", {"review": r.pk}, now, key=f"review:{r.pk}") for r in bad)
    return taken


def keep_followed(*, reviews: Sequence[Review]) -> None:
    """Store how reviews were understood (their ``reading``) and which cases they belong to (their ``case``)."""
    with transaction.atomic(durable=True):
        update_rows(reviews, ("reading", "case"))


def forget_reviews(*, ids: Sequence[int]) -> int:
    """Remove reviews that an undone import had brought."""
    with transaction.atomic(durable=True):
        return Review.objects.filter(pk__in=ids).delete()[1].get("reviews.Review", 0)
