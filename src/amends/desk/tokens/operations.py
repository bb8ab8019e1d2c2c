"""Making and revoking tokens; keeping what a request with an idempotency key was answered."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from amends.core.errors import DomainError
from amends.core.vocabulary import Scope
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.tokens.models import KeptAnswer, Token

#: How every token begins, so that people and scanners recognise one.
BEGINS = "amends_"
#: How often the time of the last use is written down at most.
USE_NOTED_EVERY = timedelta(minutes=1)
#: How long an answer is kept for its idempotency key.
ANSWER_KEPT = timedelta(hours=24)


class TokenRefused(DomainError):
    """The token cannot be made as it was asked for; the message says what is missing."""

    code = "token_refused"


class KeyReused(DomainError):
    """The idempotency key belongs to another request."""

    code = "idempotency_key_reused"


class OutcomeUnknown(DomainError):
    """The first request with this key still runs, or was broken off before its answer was kept."""

    code = "outcome_unknown"


@dataclass(frozen=True, slots=True)
class Made:
    """A new token, and the secret that nobody can read again."""

    token: Token
    secret: str


def digest_of(secret: str) -> str:
    """Under which a token is found. The secret has 256 random bits: no salt and no slow hash are needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make_token(
    *, actor: Actor, person: Person, name: str, scopes: Collection[str], expires_at: datetime | None, now: datetime
) -> Made:
    """A new token of a person. Raises TokenRefused without a name, a scope, or with an end that is past."""
    known = [scope.value for scope in Scope]
    if not name.strip():
        raise TokenRefused("Give the token a name, such as the program that uses it.")
    if not scopes or not set(scopes) <= set(known):
        raise TokenRefused(f"Choose at least one of: {', '.join(known)}.")
    if expires_at is not None and expires_at <= now:
        raise TokenRefused("Choose an end that lies ahead.")
    secret = BEGINS + secrets.token_urlsafe(32)
    with transaction.atomic(durable=True):
        token = Token.objects.create(
            person=person,
            name=name.strip()[:60],
            prefix=secret[: len(BEGINS) + 5],
            digest=digest_of(secret),
            scopes=[scope for scope in known if scope in scopes],
            created_at=now,
            expires_at=expires_at,
        )
        _record(actor, token, action="token.made", now=now)
    return Made(token, secret)


def revoke_token(*, actor: Actor, token: Token, now: datetime) -> None:
    """The token opens nothing from now on. Revoking it again changes nothing."""
    with transaction.atomic(durable=True):
        if Token.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=now):
            _record(actor, token, action="token.revoked", now=now)
    token.refresh_from_db()


def note_use(*, token: Token, now: datetime) -> None:
    """When it was last used, to the minute."""
    if token.last_used_at is not None and now - token.last_used_at < USE_NOTED_EVERY:
        return
    with transaction.atomic(durable=True):
        Token.objects.filter(pk=token.pk).update(last_used_at=now)


def begin_answer(*, person: Person, key: str, fingerprint: str, now: datetime) -> KeptAnswer | None:
    """Claim an idempotency key before the work begins. Returns what was answered before, None where the work is new.

    Raises KeyReused, OutcomeUnknown.
    """
    with transaction.atomic(durable=True):
        KeptAnswer.objects.filter(person=person, key=key, at__lt=now - ANSWER_KEPT).delete()
        kept, fresh = KeptAnswer.objects.get_or_create(
            person=person, key=key, defaults={"fingerprint": fingerprint, "at": now}
        )
    if fresh:
        return None
    if kept.fingerprint != fingerprint:
        raise KeyReused("This Idempotency-Key belongs to another request; nothing was done. Use a new key.")
    if not kept.status:
        raise OutcomeUnknown(
            "The first request with this Idempotency-Key has no answer yet: it still runs, or was broken off. "
            "Look whether it was done before you ask again under a new key."
        )
    return kept


def keep_answer(*, person: Person, key: str, status: int, media_type: str, body: str) -> None:
    """The work is done: the same request gets this answer from now on."""
    with transaction.atomic(durable=True):
        KeptAnswer.objects.filter(person=person, key=key).update(status=status, media_type=media_type, body=body)


def forget_answer(*, person: Person, key: str) -> None:
    """Nothing was done: the key may be used again."""
    with transaction.atomic(durable=True):
        KeptAnswer.objects.filter(person=person, key=key, status=0).delete()


def count_request(*, key: str, minute: int) -> int:
    """Count a request under a key; how many there were in this minute (counted from 1970), with this one.

    One statement, so that two processes that count at the same moment both count.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tokens_requestcount (key, minute, used) VALUES (%s, %s, 1) ON CONFLICT (key) DO UPDATE SET "
            "used = CASE WHEN tokens_requestcount.minute = excluded.minute THEN tokens_requestcount.used + 1 ELSE 1 END, "
            "minute = excluded.minute RETURNING used",
            [key, minute],
        )
        return int(cursor.fetchone()[0])


def prune_answers(*, now: datetime) -> int:
    """Throw away answers that are older than a day."""
    with transaction.atomic(durable=True):
        return KeptAnswer.objects.filter(Q(at__lt=now - ANSWER_KEPT)).delete()[0]


def _record(actor: Actor, token: Token, *, action: str, now: datetime) -> None:
    data = {"name": token.name, "prefix": token.prefix, "scopes": token.scopes}
    subject = f"person:{token.person_id}"
    record(shop=INSTALLATION, actor=actor.journal_name, action=action, subject=subject, now=now, data=data)
