"""Declaring what one is good at, being away, capping what is given away on a day, giving new cases out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.vocabulary import Kind, Platform
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import is_lead, leads, owns
from amends.desk.staffing.models import Cap, Dispatch, Staff
from amends.jobs.queue import enqueue


class NotHers(DomainError):
    """She may not do this for somebody else."""

    code = "not_hers"


def _may_speak_for(by: Person, person: Person) -> None:
    """Oneself, or a lead of the company. Raises NotHers."""
    if by.pk == person.pk:
        return
    organisation = person.organisation
    if organisation is None or by.organisation_id != organisation.pk or not leads(by, organisation):
        raise NotHers("Only she herself or a lead can change this.")


def declare_skills(
    *,
    actor: Actor,
    by: Person,
    person: Person,
    kinds: Sequence[str],
    platforms: Sequence[str],
    shops: Sequence[int],
    most_open: int,
    now: datetime,
) -> Staff:
    """What she is good at and how many open cases she takes at most (0: no limit). Raises NotHers, DomainError."""
    _may_speak_for(by, person)
    hers = set(Membership.objects.filter(person=person).values_list("shop_id", flat=True))
    if not set(kinds) <= {kind.value for kind in Kind} or not set(platforms) <= {each.value for each in Platform}:
        raise DomainError("That is no kind of dispute and no platform.")
    if not set(shops) <= hers:
        raise DomainError("She does not work in one of these shops.")
    if not 0 <= most_open <= 9999:
        raise DomainError("The most open cases are a number from 0 to 9999.")
    told: dict[str, Any] = {
        "kinds": sorted(set(kinds)), "platforms": sorted(set(platforms)), "shops": sorted(set(shops)),
        "most_open": most_open,
    }  # fmt: skip
    with transaction.atomic(durable=True):
        staff, _ = Staff.objects.update_or_create(person=person, defaults=told)
        _record(actor, f"person:{person.pk}", action="person.skills_declared", now=now, **told)
    return staff


def set_away(
    *, actor: Actor, by: Person, person: Person, start: datetime | None, end: datetime | None, now: datetime
) -> Staff:
    """From when to when she is away; ``start`` None means that she is at work, ``end`` None that nobody knows when.

    Shops that give cases out by themselves give hers to somebody else then. Raises NotHers, DomainError.
    """
    _may_speak_for(by, person)
    if start is not None and end is not None and end <= max(start, now):
        raise DomainError("The end lies before the beginning, or is over already.")
    with transaction.atomic(durable=True):
        if start is None and not Staff.objects.filter(person=person, away_from__isnull=False).exists():
            return Staff.objects.filter(person=person).first() or Staff(person=person)
        staff, _ = Staff.objects.update_or_create(
            person=person, defaults={"away_from": start, "away_until": end if start is not None else None}
        )
        _record(
            actor, f"person:{person.pk}", action="person.away_set", now=now,
            start=start.isoformat() if start else None, end=end.isoformat() if end else None,
        )  # fmt: skip
        if start is not None:
            enqueue(
                "flow.cover_absence", {"person": person.pk}, now=now, run_at=max(start, now),
                key=f"away:{person.pk}:{start.isoformat()}",
            )  # fmt: skip
    return staff


def give_out(*, actor: Actor, by: Person, shop: Shop, on: bool, now: datetime) -> None:
    """From now on new cases of this shop are given out by themselves, or no longer. Raises NotHers."""
    if not is_lead(by, shop.pk):
        raise NotHers("Only a lead or an owner of the shop can change this.")
    with transaction.atomic(durable=True):
        if on:
            changed = Dispatch.objects.get_or_create(shop=shop)[1]
        else:
            changed = bool(Dispatch.objects.filter(shop=shop).delete()[0])
        if changed:
            record(
                shop=shop.pk,
                actor=actor.journal_name,
                action="shop.dispatch_set",
                subject=f"shop:{shop.pk}",
                now=now,
                data={"on": on},
            )


def set_cap(
    *,
    actor: Actor,
    by: Person,
    organisation: Organisation,
    person: Person | None,
    role: str,
    currency: str,
    most: int | None,
    now: datetime,
) -> None:
    """How much one person, or everybody of a role, may offer on a day; ``most`` None takes the cap away.

    Raises NotHers for anybody but an owner, DomainError for a cap on nobody or on another company's person.
    """
    if not owns(by, organisation):
        raise NotHers("Only an owner sets how much may be given away on a day.")
    if (person is None) == (not role) or (person is not None and person.organisation_id != organisation.pk):
        raise DomainError("Say for which person or for which role the limit is.")
    if role and role not in {name for name, _ in Membership.ROLES}:
        raise DomainError(f"{role!r} is no role.")
    if most is not None and not 0 <= most < 10**15:
        raise DomainError("The limit is an amount or a number that is not below zero.")
    which: dict[str, Any] = {"organisation": organisation, "person": person, "role": role, "currency": currency}
    with transaction.atomic(durable=True):
        if most is None:
            changed = Cap.objects.filter(**which).delete()[0]
        else:
            changed = 0 if Cap.objects.filter(**which, most=most).exists() else 1
            Cap.objects.update_or_create(defaults={"most": most}, **which)
        if changed:
            _record(
                actor, f"person:{person.pk}" if person else f"organisation:{organisation.pk}", action="cap.set", now=now,
                role=role, currency=currency, most=most,
            )  # fmt: skip


def _record(actor: Actor, subject: str, *, action: str, now: datetime, **data: Any) -> None:
    record(shop=INSTALLATION, actor=actor.journal_name, action=action, subject=subject, now=now, data=data)
