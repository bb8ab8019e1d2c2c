"""Reading promises."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from amends.desk.cases.models import Case
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def promises_due(shop_ids: Sequence[int], now: datetime, within: timedelta = timedelta(days=2)) -> QuerySet[Promise]:
    """Open or overdue promises that fall due soon, the most urgent first."""
    # From the few promises that are due to their cases, and not from all cases of the shops.
    here = Case.objects.filter(pk=OuterRef("case"), shop__in=list(shop_ids))
    return (
        Promise.objects.filter(Exists(here), state__in=(Promise.OPEN, Promise.BROKEN), due__lte=now + within)
        .filter(settled_at__isnull=True)  # says nothing more than the states do; it names the index
        .select_related("case__shop", "case__order", "owner")
        .order_by("due")
    )


def promise_page(
    shop_ids: Sequence[int], until: datetime, *, owner: Person | None = None, after: str | None = None, size: int = 50
) -> list[Promise]:
    """Open or overdue promises that are due before ``until``, the most urgent first.

    ``after`` is ``MICROSECONDS_ID`` of the last promise of the page before.
    """
    rows = promises_due(shop_ids, until, timedelta(0))
    if owner is not None:
        rows = rows.filter(owner=owner)
    if after:
        moment, promise_id = (int(part) for part in after.split("_"))
        due = _EPOCH + timedelta(microseconds=moment)
        rows = rows.filter(Q(due__gt=due) | Q(due=due, id__gt=promise_id))
    return list(rows.order_by("due", "id")[:size])


def promise_seen_by(person: Person, promise_id: int) -> Promise | None:
    """The promise, if its case is in one of the person's shops."""
    rows = Promise.objects.filter(pk=promise_id, case__shop__memberships__person=person)
    return rows.select_related("case__shop").first()
