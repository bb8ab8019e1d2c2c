"""Tokens: shown once, kept as a hash, limited, revoked; and answers kept for their keys."""

from __future__ import annotations

from datetime import timedelta

import pytest
from making import NOW

from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.tokens.models import KeptAnswer, Token
from amends.desk.tokens.operations import (
    KeyReused,
    Made,
    OutcomeUnknown,
    TokenRefused,
    begin_answer,
    forget_answer,
    keep_answer,
    make_token,
    note_use,
    prune_answers,
    revoke_token,
)
from amends.desk.tokens.queries import token_seen_by, token_with, tokens_of

pytestmark = pytest.mark.django_db


def made(person: Person, **changes: object) -> Made:
    told: dict = {"name": "ERP", "scopes": ["read"], "expires_at": None, **changes}
    return make_token(actor=actor_of(person), person=person, now=NOW, **told)


def test_the_secret_is_nowhere_in_the_database(alice: Person) -> None:
    new = made(alice)
    row = Token.objects.filter(pk=new.token.pk).values().get()
    assert new.secret not in str(row)
    assert new.secret.startswith(new.token.prefix)
    assert len(new.secret) >= len("amends_") + 43
    assert new.secret not in str(list(Entry.objects.values()))
    assert made(alice).secret != new.secret


def test_a_token_is_found_by_its_secret_while_it_lives(alice: Person) -> None:
    new = made(alice, expires_at=NOW + timedelta(days=1))
    assert token_with(new.secret, NOW) == new.token
    assert token_with(new.secret[:-1], NOW) is None
    assert token_with(new.secret, NOW + timedelta(days=1)) is None
    revoke_token(actor=actor_of(alice), token=new.token, now=NOW)
    assert token_with(new.secret, NOW) is None
    assert not tokens_of(alice).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"name": " "}, {"scopes": []}, {"scopes": ["read", "everything"]}, {"expires_at": NOW}],
    ids=["no name", "no scope", "unknown scope", "ended"],
)
def test_a_token_that_makes_no_sense_is_refused(alice: Person, wrong: dict) -> None:
    with pytest.raises(TokenRefused):
        made(alice, **wrong)
    assert not Token.objects.exists()


def test_making_and_revoking_stand_in_the_journal_once(alice: Person) -> None:
    new = made(alice)
    for _ in range(2):
        revoke_token(actor=actor_of(alice), token=new.token, now=NOW)
    told = Entry.objects.filter(action__startswith="token.").order_by("id").values_list("action", "subject")
    assert list(told) == [("token.made", f"person:{alice.pk}"), ("token.revoked", f"person:{alice.pk}")]


def test_charlie_sees_no_token_of_alice(alice: Person, charlie: Person) -> None:
    assert token_seen_by(charlie, made(alice).token.pk) is None


def test_the_last_use_is_written_down_once_a_minute(alice: Person) -> None:
    token = made(alice).token
    note_use(token=token, now=NOW)
    token.refresh_from_db()
    note_use(token=token, now=NOW + timedelta(seconds=59))
    token.refresh_from_db()
    assert token.last_used_at == NOW
    note_use(token=token, now=NOW + timedelta(seconds=60))
    token.refresh_from_db()
    assert token.last_used_at == NOW + timedelta(seconds=60)


def test_an_answer_is_kept_for_its_request_for_a_day(alice: Person, bob: Person) -> None:
    asked = {"person": alice, "key": "k", "fingerprint": "f"}
    assert begin_answer(**asked, now=NOW) is None
    with pytest.raises(OutcomeUnknown):
        begin_answer(**asked, now=NOW)
    keep_answer(person=alice, key="k", status=201, media_type="application/json", body="{}")
    kept = begin_answer(**asked, now=NOW)
    assert kept is not None
    assert (kept.status, kept.body) == (201, "{}")
    with pytest.raises(KeyReused):
        begin_answer(person=alice, key="k", fingerprint="other", now=NOW)
    assert begin_answer(person=bob, key="k", fingerprint="f", now=NOW) is None
    assert begin_answer(**asked, now=NOW + timedelta(hours=25)) is None


def test_what_was_not_done_gives_its_key_back(alice: Person) -> None:
    begin_answer(person=alice, key="k", fingerprint="f", now=NOW)
    forget_answer(person=alice, key="k")
    assert begin_answer(person=alice, key="k", fingerprint="other", now=NOW) is None


def test_answers_are_encrypted_and_thrown_away(alice: Person) -> None:
    from django.db import connection

    begin_answer(person=alice, key="k", fingerprint="f", now=NOW)
    keep_answer(person=alice, key="k", status=200, media_type="application/json", body='{"name": "Dana"}')
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM tokens_keptanswer")
        assert "Dana" not in cursor.fetchone()[0]
    prune_answers(now=NOW + timedelta(hours=25))
    assert not KeptAnswer.objects.exists()
