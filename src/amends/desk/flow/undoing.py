"""Taking back an import: what it brought goes, what it replaced is put back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from amends.connect.contract import RecordKind
from amends.core.errors import DomainError
from amends.desk.cases import operations as cases
from amends.desk.cases.disputes import forget_disputes, restore_disputes
from amends.desk.cases.models import Case, Signal
from amends.desk.conversations.models import Message
from amends.desk.conversations.operations import forget_messages
from amends.desk.feeds.models import Import, ImportedRow
from amends.desk.feeds.operations import mark_undone
from amends.desk.orders.operations import forget_orders, restore_orders
from amends.desk.orders.queries import money_booked_on
from amends.desk.parcels.operations import forget_parcels, restore_parcels
from amends.desk.people.actors import Actor
from amends.desk.recoveries.queries import filed_on
from amends.desk.replies.operations import sent_on
from amends.desk.reviews.operations import forget_reviews


class AlreadySent(DomainError):
    """An import cannot be undone once a letter rests on it."""

    code = "already_sent"


class AlreadyBooked(DomainError):
    """Nor once money was booked on one of its orders."""

    code = "already_booked"


def undo_import(*, actor: Actor, source: Import, now: datetime) -> dict[str, int]:
    """Take back all that an import brought, as long as nothing was sent or booked on it.

    Raises AlreadySent, AlreadyBooked.

    What an update replaced is put back. Safe to run again when it was broken off.
    """
    created = {
        kind: list(
            ImportedRow.objects.filter(source=source, record=kind.value, action=ImportedRow.CREATED).values_list(
                "record_id", flat=True
            )
        )
        for kind in RecordKind
    }
    orders = created[RecordKind.ORDER]
    filed = any(filed_on(case_ids=part) for part in _parts(_cases_of(created)))
    if filed or any(filed_on(order_ids=part) for part in _parts(orders)):
        raise AlreadyBooked(
            "A claim for money was filed on what this import brought; it stays. Close the cases instead."
        )
    if any(sent_on(part) for part in _parts(_cases_of(created))):
        raise AlreadySent("A letter was sent on what this import brought; it stays. Close the cases instead.")
    if money_booked_on(created[RecordKind.ORDER]):
        raise AlreadyBooked("Money was booked on an order of this import; it stays. Close the cases instead.")
    removed: Counter[str] = Counter()
    for kind in (RecordKind.MESSAGE, RecordKind.DISPUTE, RecordKind.REVIEW, RecordKind.PARCEL):
        for part in _parts(created[kind]):
            removed["cases"] += cases.forget_cases(source=kind.value, ids=part)
    for part in _parts(created[RecordKind.ORDER]):
        removed["cases"] += cases.forget_cases(source="parcel", ids=[-pk for pk in part])
    for kind, forget in _FORGETTING:
        for part in _parts(created[kind]):
            removed[f"{kind.value}s"] += forget(ids=part)
    removed["restored"] = _restore(source, now)
    mark_undone(actor=actor, source=source, removed=dict(removed), now=now)
    return dict(removed)


#: What an import brought goes in this order: what refers to something else before it.
_FORGETTING: tuple[tuple[RecordKind, Callable[..., int]], ...] = (
    (RecordKind.REVIEW, forget_reviews),
    (RecordKind.DISPUTE, forget_disputes),
    (RecordKind.MESSAGE, forget_messages),
    (RecordKind.PARCEL, forget_parcels),
    (RecordKind.ORDER, forget_orders),
)


def _parts(ids: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    """So many at a time: a database takes only so many values in one question."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def _restore(source: Import, now: datetime) -> int:
    """What the import changed is as it was before, the last change first."""

    def changes(kind: RecordKind) -> list[tuple[int, dict[str, Any]]]:
        rows = ImportedRow.objects.filter(source=source, record=kind.value, action=ImportedRow.UPDATED)
        return [(row.record_id, row.before or {}) for row in rows.order_by("-id")]

    restored = restore_orders(changes=changes(RecordKind.ORDER))
    restored += restore_parcels(changes=changes(RecordKind.PARCEL), now=now)
    return restored + restore_disputes(changes=changes(RecordKind.DISPUTE), now=now)


def _cases_of(created: dict[RecordKind, list[int]]) -> list[int]:
    """Cases that rest on the records, by their signals."""
    found: set[int] = set()
    wanted = [(kind.value, created[kind]) for kind in RecordKind] + [
        ("parcel", [-pk for pk in created[RecordKind.ORDER]])
    ]
    for kind, ids in wanted:
        for part in _parts(ids):
            found |= set(Signal.objects.filter(source=kind, source_id__in=part).values_list("case_id", flat=True))
    for part in _parts(created[RecordKind.MESSAGE]):
        threads = set(Message.objects.filter(pk__in=part).values_list("conversation_id", flat=True))
        found |= set(Case.objects.filter(conversation_id__in=threads).values_list("pk", flat=True))
    return sorted(found)
