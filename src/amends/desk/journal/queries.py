"""Reading the journal."""

from __future__ import annotations

from django.db.models import QuerySet

from amends.desk.journal.models import Entry


def entries_about(shop: int, subject: str) -> QuerySet[Entry]:
    """What happened to one subject (``case:12``), oldest first."""
    return Entry.objects.filter(shop=shop, subject=subject).order_by("id")
