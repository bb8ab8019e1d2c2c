"""Reading reviews."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from amends.desk.reviews.models import Review

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def reviews_of(
    shop_ids: Sequence[int], *, low: bool = False, unanswered: bool = False, after: str | None = None, size: int = 50
) -> list[Review]:
    """Reviews, the newest first; ``low`` only one and two stars, ``unanswered`` only those without a reply of ours.

    ``after`` is ``MICROSECONDS_ID`` of the last review of the page before. Raises ValueError for anything else.
    """
    rows = Review.objects.filter(shop_id__in=list(shop_ids))
    if low:
        rows = rows.filter(rating__lte=2)
    if unanswered:
        rows = rows.filter(replied_at__isnull=True)
    if after:
        moment, review_id = after.split("_")
        written = _EPOCH + timedelta(microseconds=int(moment))
        rows = rows.filter(Q(written_at__lt=written) | Q(written_at=written, id__lt=int(review_id)))
    rows = rows.select_related("shop", "case", "order__buyer").order_by("-written_at", "-id")
    return list(rows[:size])
