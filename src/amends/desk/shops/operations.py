"""Making organisations, shops and memberships; setting rates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from amends.core.calendars import UnknownCalendar, zone_named
from amends.core.errors import DomainError
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Platform
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import ExchangeRate, Membership, Shop


class UnknownPlatform(DomainError):
    code = "unknown_platform"


class WrongShop(DomainError):
    code = "wrong_shop"


class WrongRole(DomainError):
    code = "wrong_role"


class LastOwner(DomainError):
    """A shop without an owner could be changed by nobody."""

    code = "last_owner"


#: A month: nobody waits longer for an answer, and no feed is silent longer without a word.
MOST_HOURS = 720


def found_organisation(
    *, actor: Actor, name: str, currency: str, now: datetime, time_zone: str = "Asia/Shanghai", language: str = "zh"
) -> Organisation:
    """The company, with the reference rates that are shipped for its first day."""
    with transaction.atomic(durable=True):
        organisation = Organisation.objects.create(name=name, currency=currency, time_zone=time_zone, language=language)
        reference = read_yaml("amends.desk.shops", "rates.yaml")
        in_cny = {code: Decimal(value) for code, value in reference["one_unit_in_cny"].items()}
        base = in_cny.get(currency, Decimal(1))
        ExchangeRate.objects.bulk_create(
            ExchangeRate(
                organisation=organisation,
                source=code,
                target=currency,
                day=reference["day"],
                rate=value / base,
                origin=reference["origin"],
            )
            for code, value in in_cny.items()
            if code != currency
        )
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="rate.set",
            subject=f"organisation:{organisation.pk}",
            now=now,
            data={"day": str(reference["day"]), "origin": reference["origin"]},
        )
    return organisation


def set_rates(
    *, actor: Actor, organisation: Organisation, day: date, rates: dict[str, Decimal], origin: str, now: datetime
) -> None:
    """One unit of each currency in the organisation's currency, on a day. The same day is replaced."""
    with transaction.atomic(durable=True):
        for code, rate in rates.items():
            if rate <= 0:
                raise DomainError(f"a rate is above zero; {code} has {rate}")
            ExchangeRate.objects.update_or_create(
                organisation=organisation,
                source=code,
                target=organisation.currency,
                day=day,
                defaults={"rate": rate, "origin": origin},
            )
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="rate.set",
            subject=f"organisation:{organisation.pk}",
            now=now,
            data={"day": day.isoformat(), "origin": origin, "currencies": sorted(rates)},
        )


def create_shop(
    *, actor: Actor, organisation: Organisation, key: str, name: str, platform: str, now: datetime, **defaults: Any
) -> Shop:
    """A shop on a platform; ``defaults`` are the columns that a feed may not tell."""
    if platform not in {member.value for member in Platform}:
        raise UnknownPlatform(f"{platform!r} is no platform; known are: {', '.join(Platform)}.")
    with transaction.atomic(durable=True):
        shop = Shop.objects.create(
            organisation=organisation, key=key, name=name, platform=platform, created_at=now, **defaults
        )
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="shop.created",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"key": key, "platform": platform},
        )
    return shop


def set_as_of(*, actor: Actor, shop: Shop, as_of: datetime | None, now: datetime) -> Shop:
    """Stop the shop's clock at a moment, to look at history; None lets it run."""
    with transaction.atomic(durable=True):
        Shop.objects.filter(pk=shop.pk).update(as_of=as_of)
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="shop.changed",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"as_of": as_of.isoformat() if as_of else None},
        )
    shop.refresh_from_db()
    return shop


def change_shop(
    *, actor: Actor, shop: Shop, name: str, time_zone: str, response_hours: int, silent_after_hours: int, now: datetime
) -> None:
    """What a shop is called, its wall clock, within how many hours a buyer is answered, when a silent feed is reported.

    Hours are whole, from 1 to 720. Raises WrongShop.
    """
    if not name.strip() or len(name.strip()) > 120:
        raise WrongShop("A shop has a name of at most 120 characters. Nothing was changed.")
    if not (1 <= response_hours <= MOST_HOURS and 1 <= silent_after_hours <= MOST_HOURS):
        raise WrongShop(f"Choose whole hours from 1 to {MOST_HOURS}. Nothing was changed.")
    try:
        zone_named(time_zone)
    except UnknownCalendar as unknown:
        raise WrongShop(
            f"{time_zone!r} is no time zone; write one like Asia/Shanghai. Nothing was changed."
        ) from unknown
    told = {
        "name": name.strip(), "time_zone": time_zone, "response_hours": response_hours,
        "silent_after_hours": silent_after_hours,
    }  # fmt: skip
    with transaction.atomic(durable=True):
        if Shop.objects.filter(pk=shop.pk).exclude(**told).update(**told):
            record(
                shop=shop.pk,
                actor=actor.journal_name,
                action="shop.changed",
                subject=f"shop:{shop.pk}",
                now=now,
                data=told,
            )
    shop.refresh_from_db()


def set_role(*, actor: Actor, person: Person, shop: Shop, role: str, now: datetime) -> None:
    """As what a person works in a shop; an empty ``role``: not at all any more. Raises WrongRole, LastOwner."""
    if role not in {"", *(name for name, _ in Membership.ROLES)}:
        raise WrongRole(f"{role!r} is no role; known are agent, lead and owner. Nothing was changed.")
    with transaction.atomic(durable=True):
        owners = Membership.objects.select_for_update().filter(shop=shop, role=Membership.OWNER)
        held = {each.person_id for each in owners}
        if role != Membership.OWNER and held == {person.pk}:
            raise LastOwner(f"{person.name} is the only owner of {shop.name}. Make somebody else an owner first.")
        if role:
            _, changed = Membership.objects.get_or_create(person=person, shop=shop, defaults={"role": role})
            changed |= bool(Membership.objects.filter(person=person, shop=shop).exclude(role=role).update(role=role))
        else:
            changed = bool(Membership.objects.filter(person=person, shop=shop).delete()[0])
        if changed:
            _say_role(actor, shop, person, action="person.allowed" if role else "person.removed", role=role, now=now)


def _say_role(actor: Actor, shop: Shop, person: Person, *, action: str, role: str, now: datetime) -> None:
    data = {"role": role} if role else None
    record(shop=shop.pk, actor=actor.journal_name, action=action, subject=f"person:{person.pk}", now=now, data=data)


def allow(*, actor: Actor, person: Person, shops: Iterable[Shop], role: str, now: datetime) -> None:
    """Let a person work in shops."""
    with transaction.atomic(durable=True):
        for shop in shops:
            Membership.objects.update_or_create(person=person, shop=shop, defaults={"role": role})
            record(
                shop=shop.pk,
                actor=actor.journal_name,
                action="person.allowed",
                subject=f"person:{person.pk}",
                now=now,
                data={"role": role},
            )
