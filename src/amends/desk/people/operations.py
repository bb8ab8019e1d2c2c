"""Adding persons, what they choose for their screens, what their company agrees to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.vocabulary import LANGUAGES
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
        _record(actor, person, action="person.added", now=now)
    return person


def set_password(*, actor: Actor, person: Person, password: str, now: datetime) -> None:
    """Whoever was signed in as her is signed out; what the password is stands nowhere but in its hash."""
    with transaction.atomic(durable=True):
        person.set_password(password)
        person.save(update_fields=["password"])
        _record(actor, person, action="person.password_set", now=now)


def choose_language(*, actor: Actor, person: Person, language: str, now: datetime) -> None:
    """``zh`` or ``en``: the language of her screens and of the gists of letters from now on."""
    with transaction.atomic(durable=True):
        if Person.objects.filter(pk=person.pk).exclude(language=language).update(language=language):
            _record(actor, person, action="person.language_chosen", now=now, language=language)
    person.language = language


def declare_languages(*, actor: Actor, person: Person, languages: Sequence[str], now: datetime) -> None:
    """In which languages she reads and writes letters herself. Raises DomainError for one that letters do not know."""
    unknown = set(languages) - set(LANGUAGES)
    if unknown:
        raise DomainError(f"{', '.join(sorted(unknown))} is no language of letters.")
    writes = [language for language in LANGUAGES if language in languages]
    with transaction.atomic(durable=True):
        if Person.objects.filter(pk=person.pk).exclude(writes=writes).update(writes=writes):
            _record(actor, person, action="person.languages_declared", now=now, languages=writes)
    person.writes = writes


def agree_to_corrections(*, actor: Actor, organisation: Organisation, agrees: bool, now: datetime) -> None:
    """The owner agrees (or no longer agrees) that corrected texts are kept for training, without names and numbers."""
    with transaction.atomic(durable=True):
        if (
            Organisation.objects.filter(pk=organisation.pk)
            .exclude(keeps_corrections=agrees)
            .update(keeps_corrections=agrees)
        ):
            _record(actor, organisation, action="organisation.corrections_agreed", now=now, agrees=agrees)
    organisation.keeps_corrections = agrees


def _record(actor: Actor, what: Person | Organisation, *, action: str, now: datetime, **data: Any) -> None:
    subject = f"{type(what).__name__.lower()}:{what.pk}"
    record(shop=INSTALLATION, actor=actor.journal_name, action=action, subject=subject, now=now, data=data or None)
