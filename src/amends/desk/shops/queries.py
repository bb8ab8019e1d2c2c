"""Reading shops, who may see them, rates, and what time it is in a shop."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import F, QuerySet

from amends.core.errors import DomainError
from amends.core.money import Money, Rate
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import ExchangeRate, Membership, Shop


class NoRate(DomainError):
    code = "no_rate"


def shops_of(person: Person) -> QuerySet[Shop]:
    """The shops in which a person may work, each with her ``role`` there."""
    shops = Shop.objects.filter(memberships__person=person).annotate(role=F("memberships__role"))
    return shops.select_related("organisation").order_by("name")


def shop_by_key(key: str) -> Shop | None:
    """The shop of this key, whoever asks: for what is public of a shop, never for its records."""
    return Shop.objects.filter(key=key).first()


def shop_ids_of(person: Person) -> list[int]:
    return list(Membership.objects.filter(person=person).order_by("shop_id").values_list("shop_id", flat=True))


def role_in(person: Person, shop_id: int) -> str | None:
    return Membership.objects.filter(person=person, shop_id=shop_id).values_list("role", flat=True).first()


def is_lead(person: Person, shop_id: int) -> bool:
    return role_in(person, shop_id) in (Membership.LEAD, Membership.OWNER)


def shops_led_by(person: Person) -> list[int]:
    """The shops in which she is a lead or an owner."""
    roles = (Membership.LEAD, Membership.OWNER)
    return list(Membership.objects.filter(person=person, role__in=roles).values_list("shop_id", flat=True))


def owns(person: Person, organisation: Organisation) -> bool:
    """Whether she owns the company: an owner of one of its shops."""
    mine = Membership.objects.filter(person=person, shop__organisation=organisation)
    return mine.filter(role=Membership.OWNER).exists()


def owns_every_shop(person: Person, organisation: Organisation) -> bool:
    """Whether she is an owner of each shop of the company: what concerns all of them is hers to decide."""
    hers = Membership.objects.filter(person=person, role=Membership.OWNER).values("shop")
    return (
        owns(person, organisation) and not Shop.objects.filter(organisation=organisation).exclude(pk__in=hers).exists()
    )


def owns_shop(person: Person, shop_id: int) -> bool:
    """Whether she is an owner of this shop."""
    return role_in(person, shop_id) == Membership.OWNER


def memberships_of(shop_ids: Sequence[int]) -> list[Membership]:
    """Who works in some shops, and as what, by name."""
    rows = Membership.objects.filter(shop_id__in=list(shop_ids)).select_related("person")
    return list(rows.order_by("person__name", "person_id", "shop_id"))


def leads(person: Person, organisation: Organisation) -> bool:
    """Whether she is a lead or an owner in one of the company's shops."""
    mine = Membership.objects.filter(person=person, shop__organisation=organisation)
    return mine.filter(role__in=(Membership.LEAD, Membership.OWNER)).exists()


def is_owner(person: Person) -> bool:
    """Whether she owns one of the company's shops."""
    return Membership.objects.filter(person=person, role=Membership.OWNER).exists()


def shop_now(shop: Shop, now: datetime) -> datetime:
    """The shop's own present: a stopped clock stands where it was stopped."""
    return shop.as_of or now


def rate_on(organisation: Organisation, currency: str, day: date) -> Rate:
    """The latest rate not after ``day`` (else the earliest known). Raises NoRate."""
    target = organisation.currency
    if currency == target:
        return Rate(currency, target, Decimal(1), day, "same currency")
    rates = ExchangeRate.objects.filter(organisation=organisation, source=currency, target=target)
    found = rates.filter(day__lte=day).order_by("-day").first() or rates.order_by("day").first()
    if found is None:
        raise NoRate(f"there is no rate from {currency} to {target}; set one under Settings, Rates.", currency=currency)
    return Rate(currency, target, found.rate, found.day, found.origin)


def rates_of(organisation: Organisation, day: date) -> dict[str, Rate]:
    """Every rate of a day that is written down for the day or the forty before it, by currency; older ones: ``rate_on``."""
    rows = ExchangeRate.objects.filter(
        organisation=organisation, target=organisation.currency, day__lte=day, day__gt=day - timedelta(days=40)
    )
    return {
        row.source: Rate(row.source, organisation.currency, row.rate, row.day, row.origin)
        for row in rows.order_by("day")
    }


def in_owner_currency(money: Money, organisation: Organisation, day: date) -> tuple[Money, Rate]:
    """The same value in the owner's currency, and the rate that was used."""
    rate = rate_on(organisation, money.currency, day)
    return rate.convert(money), rate


def in_currency(money: Money, currency: str, organisation: Organisation, day: date) -> Money:
    """The same value in any other currency, by the rates of a day. Raises NoRate."""
    if money.currency == currency:
        return money
    return exchanged(money, currency, {name: rate_on(organisation, name, day) for name in (money.currency, currency)})


def exchanged(money: Money, currency: str, rates: Mapping[str, Rate]) -> Money:
    """The same value in any other currency, over the owner's, rounded once. Raises NoRate."""
    if money.currency == currency:
        return money
    if not {money.currency, currency} <= rates.keys():
        raise NoRate(
            f"there is no rate from {money.currency} to {currency}; set one under Settings, Rates.", currency=currency
        )
    return Money.from_decimal(money.decimal * rates[money.currency].rate / rates[currency].rate, currency)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time in some shops, ``start`` inclusive, ``end`` exclusive; shops may differ in what time it is."""

    shop_ids: Sequence[int]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CurrencySum:
    """Amounts of one currency added up, in minor units, and how many they were."""

    currency: str
    minor: int
    number: int


def added(sums: Iterable[CurrencySum]) -> list[CurrencySum]:
    """One sum a currency, in the order of their names."""
    found: dict[str, CurrencySum] = {}
    for each in sums:
        had = found.get(each.currency, CurrencySum(each.currency, 0, 0))
        found[each.currency] = CurrencySum(each.currency, had.minor + each.minor, had.number + each.number)
    return [found[currency] for currency in sorted(found)]


def rates_known(organisation: Organisation) -> list[ExchangeRate]:
    """The latest rate of each currency into the organisation's own."""
    latest: dict[str, ExchangeRate] = {}
    for rate in ExchangeRate.objects.filter(organisation=organisation, target=organisation.currency).order_by("day"):
        latest[rate.source] = rate
    return [latest[source] for source in sorted(latest)]


def members_of(shop_id: int) -> list[Person]:
    """Who works in a shop and can sign in, by name."""
    return list(Person.objects.filter(memberships__shop_id=shop_id, is_active=True).order_by("name"))


def leads_of(shop_id: int) -> list[Person]:
    """Who leads or owns a shop and can sign in, by name."""
    roles = (Membership.LEAD, Membership.OWNER)
    found = Person.objects.filter(memberships__shop_id=shop_id, memberships__role__in=roles, is_active=True)
    return list(found.order_by("name"))


def latest_rates(organisation: Organisation, day: date) -> dict[str, Rate]:
    """The rate of each currency into the company's own, the latest not after ``day`` (else the earliest): one question."""
    target = organisation.currency
    found: dict[str, Rate] = {target: Rate(target, target, Decimal(1), day, "same currency")}
    for row in ExchangeRate.objects.filter(organisation=organisation, target=target).order_by("day"):
        if row.source not in found or row.day <= day:
            found[row.source] = Rate(row.source, target, row.rate, row.day, row.origin)
    return found
