"""Adding persons."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person


class EmailTaken(DomainError):
    code = "email_taken"


def add_person(
    *,
    actor: Actor,
    organisation: Organisation,
    email: str,
    name: str,
    password: str | None,
    now: datetime,
    **fields: Any,
) -> Person:
    """A new person; without a password she cannot sign in until one is set. Raises EmailTaken."""
    with transaction.atomic(durable=True):
        if Person.objects.filter(email__iexact=email).exists():
            raise EmailTaken(f"{email} has an account already.", email=email)
        person = Person.objects.create_user(
            email, password, name=name, organisation=organisation, joined_at=now, **fields
        )
        record(
            shop=INSTALLATION, actor=actor.journal_name, action="person.added", subject=f"person:{person.pk}", now=now
        )
    return person
