"""Reading imports."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F, Q, QuerySet

from amends.desk.feeds.models import Import, ImportProblem
from amends.desk.people.models import Person


def imports_of(shop_ids: Sequence[int]) -> QuerySet[Import]:
    """The imports of these shops, the newest first."""
    return Import.objects.filter(shop_id__in=list(shop_ids)).select_related("shop").order_by("-pk")


def import_seen_by(person: Person, import_id: int) -> Import | None:
    """An import of one of the person's shops."""
    return Import.objects.filter(pk=import_id, shop__memberships__person=person).select_related("shop").first()


def problems_of(source: Import) -> QuerySet[ImportProblem]:
    """What could not be read, by line; what concerns no line comes last."""
    return ImportProblem.objects.filter(source=source).order_by(F("line").asc(nulls_last=True), "pk")


def problems_after(source: Import, line: int | None, number: int) -> QuerySet[ImportProblem]:
    """The problems after the one of this line and number."""
    later = Q(line__isnull=True, pk__gt=number)
    if line is not None:
        later = Q(line__gt=line) | Q(line__isnull=True) | Q(line=line, pk__gt=number)
    return problems_of(source).filter(later)
