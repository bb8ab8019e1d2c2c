"""Making organisations, shops and memberships; setting rates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Platform
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import ExchangeRate, Membership, Shop


class UnknownPlatform(DomainError):
    code = "unknown_platform"


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
