"""Reading a company's own wording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from amends.desk.people.models import Organisation
from amends.desk.shops.models import Shop
from amends.desk.wordings.contents import Content, Place, in_house, place_of, read_content
from amends.desk.wordings.models import Change, Suggestion, Wording
from amends.letter.house import House, HouseWord, OwnPhrase, Snippet


def house_of(shop: Shop) -> House:
    """All that a shop words its own way: what the company has for all shops, and over it what the shop has itself."""
    return _house(_rows(shop.organisation_id).filter(Q(shop__isnull=True) | Q(shop=shop)))


def house_of_company(organisation: Organisation, shop: Shop | None = None) -> House:
    """What holds in one shop, or (without one) in all shops that have nothing of their own."""
    if shop is not None:
        return house_of(shop)
    return _house(_rows(organisation.pk).filter(shop__isnull=True))


def _rows(organisation_id: int) -> QuerySet[Wording]:
    # Those for one shop come last, and win.
    return Wording.objects.filter(organisation_id=organisation_id).order_by("shop_id", "pk")


@dataclass
class _Parts:
    phrases: dict[str, OwnPhrase] = field(default_factory=dict)
    snippets: dict[str, Snippet] = field(default_factory=dict)
    signatures: dict[str, str] = field(default_factory=dict)
    words: dict[str, HouseWord] = field(default_factory=dict)


def _house(rows: Iterable[Wording]) -> House:
    parts = _Parts()
    # A database may sort "no shop" first or last.
    for row in sorted(rows, key=lambda each: each.shop_id is not None):
        place = Place(row.sort, row.language, row.key)
        made = in_house(place, read_content(row.sort, row.content))
        key = f"{row.language}/{row.key}"
        if isinstance(made, OwnPhrase):
            parts.phrases[key] = made
        elif isinstance(made, Snippet):
            parts.snippets[key] = made
        elif isinstance(made, HouseWord):
            parts.words[key] = made
        else:
            parts.signatures[made[0]] = made[1]
    return House(
        tuple(parts.phrases.values()),
        tuple(parts.snippets.values()),
        tuple(parts.signatures.items()),
        tuple(parts.words.values()),
    )


def wordings_of(organisation: Organisation, sort: str, language: str | None = None) -> QuerySet[Wording]:
    """What the company words its own way, of one sort, in one language or all."""
    rows = Wording.objects.filter(organisation=organisation, sort=sort).select_related("shop", "changed_by")
    return rows.filter(language=language) if language is not None else rows


def wording_at(organisation: Organisation, place: Place) -> Wording | None:
    """What stands at a place exactly; a wording for all shops does not stand for one."""
    return Wording.objects.filter(organisation=organisation, **place.columns).select_related("changed_by").first()


def wording_of(organisation: Organisation, wording_id: int) -> Wording | None:
    """A row of the company by its number."""
    return Wording.objects.filter(organisation=organisation, pk=wording_id).select_related("shop").first()


def content_of(row: Wording | Suggestion) -> Content:
    return read_content(row.sort, row.content)


def changes_at(organisation: Organisation, place: Place | None = None, most: int = 20) -> list[Change]:
    """The newest changes, of a place or of the whole company."""
    rows = Change.objects.filter(organisation=organisation).select_related("by", "shop")
    if place is not None:
        rows = rows.filter(**place.columns)
    return list(rows[:most])


def change_of(organisation: Organisation, change_id: int) -> Change | None:
    return Change.objects.filter(organisation=organisation, pk=change_id).select_related("shop").first()


def open_suggestions(organisation: Organisation) -> QuerySet[Suggestion]:
    """What leads suggest and no owner has settled."""
    return Suggestion.objects.filter(organisation=organisation, state=Suggestion.OPEN).select_related("by", "shop")


def suggestion_of(organisation: Organisation, suggestion_id: int) -> Suggestion | None:
    rows = Suggestion.objects.filter(organisation=organisation, pk=suggestion_id)
    return rows.select_related("shop", "by").first()


def can_be_undone(change: Change) -> bool:
    """Whether what the change left still stands."""
    current = wording_at(change.organisation, place_of(change))
    stands: Any = current.content if current is not None else None
    return bool(stands == change.after)
