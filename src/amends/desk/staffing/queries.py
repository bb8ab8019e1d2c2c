"""Reading who is at work, what she is good at, and how much she may give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.staffing.models import Cap, Dispatch, Staff


def away(now: datetime) -> QuerySet[Staff, int]:
    """The numbers of the people who are away, for use inside another question."""
    gone = Staff.objects.filter(away_from__lte=now).filter(Q(away_until__isnull=True) | Q(away_until__gt=now))
    return gone.values_list("person_id", flat=True)


def is_away(staff: Staff | None, now: datetime) -> bool:
    """Whether she is away at this moment; ``staff`` is None where nothing was ever told of her."""
    if staff is None or staff.away_from is None or staff.away_from > now:
        return False
    return staff.away_until is None or staff.away_until > now


def staff_of(person: Person) -> Staff:
    """What is known of her; a row that is not stored yet where nothing is."""
    return Staff.objects.filter(person=person).first() or Staff(person=person)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works in one of the shops; ``staff`` is None where nothing was ever told of her."""

    person: Person
    staff: Staff | None

    def away(self, now: datetime) -> bool:
        return is_away(self.staff, now)


def colleagues_in(shop_ids: Sequence[int]) -> list[Colleague]:
    """Who works in these shops and has not left, by name."""
    found = Person.objects.filter(memberships__shop__in=list(shop_ids), is_active=True).distinct()
    return [Colleague(each, getattr(each, "staff", None)) for each in found.select_related("staff").order_by("name")]


def gives_out(shop: Shop) -> bool:
    """Whether new cases of this shop are given out by themselves."""
    return Dispatch.objects.filter(shop=shop).exists()


def shops_giving_out(shop_ids: Sequence[int]) -> set[int]:
    return set(Dispatch.objects.filter(shop__in=list(shop_ids)).values_list("shop_id", flat=True))


def caps_of_organisation(organisation: Organisation) -> list[Cap]:
    return list(Cap.objects.filter(organisation=organisation).select_related("person"))


def caps_for(person: Person, shop: Shop) -> dict[str, int]:
    """What she may offer on one day: by currency in minor units, and under ``""`` the number of letters.

    Her own cap counts instead of her role's; where she has neither, there is no limit and no entry.
    """
    role = Membership.objects.filter(person=person, shop=shop).values("role")
    found = Cap.objects.filter(organisation=shop.organisation_id).filter(
        Q(person=person) | Q(person=None, role__in=role)
    )
    caps: dict[str, int] = {}
    for cap in sorted(found, key=lambda each: each.person_id is not None):
        caps[cap.currency] = cap.most
    return caps
