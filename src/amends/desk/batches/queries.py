"""Reading batches: only by who works in all of their shops."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from amends.desk.batches.models import Batch, Item
from amends.desk.people.models import Person
from amends.desk.shops.queries import CurrencySum


def batch_seen_by(person: Person, batch_id: int) -> Batch | None:
    """The batch, if the person works in every shop of it."""
    batch = (
        Batch.objects.select_related("organisation", "person", "approved_by", "declined_by").filter(pk=batch_id).first()
    )
    if batch is None:
        return None
    hers = person.memberships.values("shop_id")
    return None if Item.objects.filter(batch=batch).exclude(shop_id__in=hers).exists() else batch


def items_of(batch: Batch) -> list[Item]:
    return list(batch.items.select_related("case__buyer", "case__order", "shop").defer("case__order__postcode"))


def asked_batches(shop_ids: Sequence[int]) -> list[Batch]:
    """Batches that wait for somebody's agreement and lie wholly in these shops."""
    rows = Batch.objects.filter(state=Batch.ASKED, items__shop__in=list(shop_ids))
    outside = Item.objects.exclude(shop__in=list(shop_ids)).values("batch")
    return list(rows.exclude(pk__in=outside).distinct().select_related("person", "organisation").order_by("id")[:50])


def latest_batches(person: Person, most: int = 20) -> list[Batch]:
    """What this person sent or prepared, the newest first."""
    return list(Batch.objects.filter(person=person).select_related("person")[:most])


def sums(items: Iterable[Item], column: str = "money_minor") -> list[CurrencySum]:
    """The money (or the expected cost) of what is to be sent, by currency."""
    found: dict[str, list[int]] = {}
    for item in items:
        if item.currency:
            found.setdefault(item.currency, []).append(getattr(item, column))
    return [CurrencySum(currency, sum(minor), len(minor)) for currency, minor in sorted(found.items())]
