"""Reading saved views, and how many cases each holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from amends.desk.cases.filters import Filter, UnknownFilter, capped_counts, filter_of, matching
from amends.desk.people.models import Organisation, Person
from amends.desk.saved_views.models import DefaultView, SavedView
from amends.desk.shops.models import Shop

#: So long a counter is shown before it is counted again.
SECONDS = 10


def views_for(person: Person, organisation: Organisation) -> QuerySet[SavedView]:
    """Her own views, then those of the company, each with ``opens``: whether her queue opens with it."""
    mine = DefaultView.objects.filter(person=person, view=OuterRef("pk"))
    found = SavedView.objects.filter(organisation=organisation).filter(Q(owner=person) | Q(owner=None))
    return (
        found.annotate(opens=Exists(mine))
        .select_related("organisation", "owner")
        .order_by(F("owner").asc(nulls_last=True), "position", "id")
    )


def view_seen_by(person: Person, organisation: Organisation, view_id: int) -> SavedView | None:
    return views_for(person, organisation).filter(pk=view_id).first()


@dataclass(frozen=True, slots=True)
class Counted:
    """A view as it stands in the queue. ``where`` is None where it asks for something that is no more."""

    view: SavedView
    where: Filter | None
    count: int


def stored_filter(view: SavedView) -> Filter | None:
    """What a view asks for; None where a kind or platform of it is known no more."""
    try:
        return filter_of(view.filters)
    except UnknownFilter:
        return None


def counted(
    views: Sequence[SavedView], also: Sequence[Filter], *, person: Person, shops: Sequence[Shop], now: datetime
) -> tuple[list[Counted], list[int]]:
    """Each view and each further filter with its counter, capped, from one question that is kept for some seconds."""
    stored = [(view, stored_filter(view)) for view in views]
    wanted = [where for _, where in stored if where is not None] + list(also)
    numbers = iter(_counts(wanted, person, shops, now))
    found = [Counted(view, where, next(numbers) if where is not None else 0) for view, where in stored]
    return found, list(numbers)


def _counts(wanted: Sequence[Filter], person: Person, shops: Sequence[Shop], now: datetime) -> list[int]:
    asked = [person.pk, [shop.pk for shop in shops], [where.as_data() for where in wanted]]
    key = "amends:views:" + hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    kept: list[int] | None = cache.get(key)
    if kept is None:
        kept = capped_counts([matching(where, person=person, shops=shops, now=now) for where in wanted])
        cache.set(key, kept, SECONDS)
    return kept
