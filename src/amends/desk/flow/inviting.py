"""A colleague comes: her account, and the shops in which she works."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from amends.core.errors import DomainError
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import add_person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.operations import allow
from amends.desk.shops.queries import owns_shop


class OwnersOnly(DomainError):
    """Only an owner of a shop lets others work in it."""

    code = "owners_only"


class WrongInvitation(DomainError):
    code = "wrong_invitation"


def invite(
    *, by: Person, email: str, name: str, shops: Sequence[Shop], role: str, language: str, now: datetime
) -> tuple[Person, str]:
    """An account with a first password, which is told this once, and the shops of it. Raises OwnersOnly,
    WrongInvitation, EmailTaken."""
    if not shops or not all(owns_shop(by, shop.pk) for shop in shops) or by.organisation is None:
        raise OwnersOnly("Choose at least one shop that you own. Nothing was changed.")
    try:
        validate_email(email.strip())
    except ValidationError as wrong:
        raise WrongInvitation("That is no e-mail address. Nothing was changed.") from wrong
    if not name.strip() or role not in {name for name, _ in Membership.ROLES}:
        raise WrongInvitation("Write her name and choose a role. Nothing was changed.")
    password = secrets.token_urlsafe(12)
    person = add_person(
        actor=actor_of(by), organisation=by.organisation, email=email.strip(), name=name.strip()[:120],
        password=password, now=now, language=language, time_zone=by.time_zone,
    )  # fmt: skip
    allow(actor=actor_of(by), person=person, shops=shops, role=role, now=now)
    return person, password
