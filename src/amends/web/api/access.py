"""Who asks, and what this request may do: a person who is signed in, or a token of hers within its scopes."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer, django_auth

from amends.core.vocabulary import Scope
from amends.desk.people.models import Person
from amends.desk.tokens.models import Token
from amends.desk.tokens.operations import note_use
from amends.desk.tokens.queries import token_with
from amends.web.api.problems import Refused

ALL = frozenset(Scope)


@dataclass(frozen=True, slots=True)
class Access:
    """``person`` is None for the installation's own token, which opens the stages only. ``key`` counts requests."""

    person: Person | None
    scopes: frozenset[Scope]
    key: str
    token: Token | None = None


class UnknownToken(Exception):
    """The Authorization header holds nothing that opens anything."""


def access_of(request: HttpRequest, now: datetime) -> Access | None:
    """From the Authorization header, else from the session; None for nobody. Raises UnknownToken."""
    given = request.headers.get("Authorization", "")
    if not given:
        user = request.user
        return Access(user, ALL, f"person:{user.pk}") if isinstance(user, Person) else None
    scheme, _, secret = given.partition(" ")
    expected = settings.AMENDS_API_TOKEN
    if scheme.lower() != "bearer":
        raise UnknownToken
    if expected and hmac.compare_digest(secret.strip().encode(), expected.encode()):
        return Access(None, frozenset({Scope.STAGES}), "installation")
    token = token_with(secret.strip(), now)
    if token is None:
        raise UnknownToken
    note_use(token=token, now=now)
    scopes = frozenset(Scope(scope) for scope in token.scopes)
    return Access(token.person, scopes, f"token:{token.pk}", token)


class Bearer(HttpBearer):
    """A token of a person, made in her profile; the gate has looked at it already."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        return getattr(request, "amends_access", None)


#: Either a token, or the session of somebody who is signed in (then with Django's protection against forgery).
EITHER = [Bearer(), django_auth]


def must_have(request: HttpRequest, scope: Scope) -> None:
    """Raises Refused (403) where the token was not made for this."""
    access: Access | None = getattr(request, "amends_access", None)
    if access is None or scope not in access.scopes:
        raise Refused(403, "scope_missing", f"This needs a token with the scope “{scope.value}”.")


def person_of(request: HttpRequest) -> Person:
    """For whom this request acts. Raises Refused for the installation's token, which is nobody."""
    access: Access | None = getattr(request, "amends_access", None)
    if access is None or access.person is None:
        raise Refused(403, "scope_missing", "This needs the token of a person.")
    return access.person
