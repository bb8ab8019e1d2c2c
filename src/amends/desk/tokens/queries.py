"""Reading tokens, and finding the one that a request carries."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from amends.desk.people.models import Person
from amends.desk.tokens.models import Token
from amends.desk.tokens.operations import BEGINS, digest_of


def tokens_of(person: Person) -> QuerySet[Token]:
    """The tokens of a person that are not revoked, the newest first; one that has ended is among them."""
    return Token.objects.filter(person=person, revoked_at__isnull=True)


def token_seen_by(person: Person, token_id: int) -> Token | None:
    """One of a person's own tokens."""
    return Token.objects.filter(pk=token_id, person=person).first()


def token_with(secret: str, now: datetime) -> Token | None:
    """The token with this secret, if it opens anything now: not revoked, not ended, its person still works here."""
    if not secret.startswith(BEGINS):
        return None
    alive = Q(expires_at__isnull=True) | Q(expires_at__gt=now)
    rows = Token.objects.filter(alive, digest=digest_of(secret), revoked_at__isnull=True, person__is_active=True)
    return rows.select_related("person__organisation").first()
