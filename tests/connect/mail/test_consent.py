"""Signing in at the provider: what is asked, what comes back, and every way in which it does not."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from serving_tokens import TokenServer

from amends.connect.mail import MailTrouble
from amends.connect.mail.codes import Code
from amends.connect.mail.consent import App, Provider, ask, exchange, providers, refused_at_provider, renew
from amends.connect.mail.presets import preset_named

NOW = datetime(2026, 11, 27, 10, 0, tzinfo=UTC)
SECRET, CODE, TOKEN, RENEWAL = "s3cret-of-the-app", "4/code-7Hq", "ya29.access-9Lk", "1//renewal-5Tz"
APP = App("client-1", SECRET)
GOOD = {"access_token": TOKEN, "refresh_token": RENEWAL, "expires_in": 3599, "token_type": "Bearer"}


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    server = TokenServer()
    yield server
    server.stop()


@pytest.fixture
def google(tokens: TokenServer) -> Provider:
    return providers()["google"].model_copy(update={"token": tokens.address})


def told(trouble: MailTrouble) -> str:
    return f"{trouble} {trouble.said} {trouble!r} {trouble.__cause__!r}"


def test_every_provider_has_its_servers_and_asks_over_https() -> None:
    assert set(providers()) == {"google", "microsoft"}
    for provider in providers().values():
        assert preset_named(provider.preset) is not None
        assert provider.authorise.startswith("https://")
        assert provider.token.startswith("https://")
    microsoft = providers()["microsoft"]
    assert microsoft.servers_for("shop@outlook.com").key == "outlook"
    assert microsoft.servers_for("shop@lumora.example").key == "office365"


def test_she_is_sent_with_a_challenge_whose_secret_stays_here() -> None:
    asked = ask(providers()["google"], APP, back="https://desk.example/mailboxes/back/", address="shop@gmail.com")
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.address).query).items()}
    digest = base64.urlsafe_b64encode(hashlib.sha256(asked.verifier.encode()).digest()).decode().rstrip("=")
    assert query["code_challenge"] == digest
    assert query["code_challenge_method"] == "S256"
    assert query["state"] == asked.state
    assert (query["response_type"], query["access_type"], query["login_hint"]) == ("code", "offline", "shop@gmail.com")
    assert asked.verifier not in asked.address
    assert SECRET not in asked.address
    again = ask(providers()["google"], APP, back="https://desk.example/mailboxes/back/", address="shop@gmail.com")
    assert again.state != asked.state


def test_a_code_becomes_a_token_that_ends_and_one_that_lasts(google: Provider, tokens: TokenServer) -> None:
    tokens.answers = [(200, GOOD)]
    access = exchange(google, APP, code=CODE, back="https://desk.example/b/", verifier="v" * 43, now=NOW)
    assert (access.token, access.renewal, access.until) == (TOKEN, RENEWAL, NOW + timedelta(seconds=3599))
    asked = tokens.asked[0]
    assert (asked["grant_type"], asked["code"], asked["code_verifier"]) == ("authorization_code", CODE, "v" * 43)
    assert (asked["client_id"], asked["client_secret"]) == ("client-1", SECRET)
    assert TOKEN not in repr(access)
    assert RENEWAL not in repr(access)


def test_a_renewal_keeps_the_lasting_token_where_no_new_one_is_given(google: Provider, tokens: TokenServer) -> None:
    tokens.answers = [(200, {"access_token": "next", "expires_in": "1200"}), (200, {**GOOD, "refresh_token": "rolled"})]
    assert renew(google, APP, renewal=RENEWAL, now=NOW).renewal == RENEWAL
    assert renew(google, APP, renewal=RENEWAL, now=NOW).renewal == "rolled"
    assert tokens.asked[0]["grant_type"] == "refresh_token"


@pytest.mark.parametrize(
    ("status", "answer", "code", "permanent"),
    [
        (400, {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}, Code.CONSENT_GONE, True),
        (400, {"error": "invalid_grant", "error_description": "AADSTS700082: The refresh token has expired."}, Code.CONSENT_GONE, True),
        (400, {"error": "invalid_grant", "error_description": "AADSTS65001: The user or administrator has not consented"}, Code.CONSENT_MISSING, True),
        (401, {"error": "invalid_client", "error_description": "AADSTS7000222: The provided client secret keys are expired."}, Code.APP_UNKNOWN, True),
        (400, {"error": "unauthorized_client", "error_description": "AADSTS700016"}, Code.APP_UNKNOWN, True),
        (400, {"error": "access_denied", "error_description": "AADSTS90094: Admin consent is required"}, Code.ADMIN_FORBIDS, True),
        (400, {"error": "temporarily_unavailable"}, Code.BUSY, False),
        (503, "<html>down</html>", Code.BUSY, False),
        (429, "slow down", Code.BUSY, False),
        (302, "", Code.BUSY, False),
        (200, "<html>sign in</html>", Code.UNKNOWN, False),
        (200, {"token_type": "Bearer"}, Code.UNKNOWN, True),
    ],
)  # fmt: skip
def test_what_a_token_server_refuses_has_a_cure_and_tells_no_secret(
    google: Provider, tokens: TokenServer, status: int, answer: object, code: Code, permanent: bool
) -> None:
    tokens.answers = [(status, answer)]
    if status == 302:
        tokens.headers = {"Location": tokens.address}
    with pytest.raises(MailTrouble) as found:
        renew(google, APP, renewal=RENEWAL, now=NOW)
    assert (found.value.code, found.value.permanent) == (code, permanent)
    assert not any(secret in told(found.value) for secret in (SECRET, RENEWAL, TOKEN))
    assert len(tokens.asked) == 1, "a redirect is not followed with a secret"


def test_a_token_server_that_is_not_there_costs_no_secret_either(google: Provider) -> None:
    gone = google.model_copy(update={"token": "http://127.0.0.1:9/token"})
    with pytest.raises(MailTrouble) as found:
        renew(gone, APP, renewal=RENEWAL, now=NOW)
    assert found.value.code is Code.CONNECTION_REFUSED
    assert not found.value.permanent
    assert RENEWAL not in told(found.value)


def test_a_life_that_cannot_be_read_is_taken_to_be_short(google: Provider, tokens: TokenServer) -> None:
    tokens.answers = [(200, {**GOOD, "expires_in": 10**9}), (200, {"access_token": TOKEN})]
    assert renew(google, APP, renewal=RENEWAL, now=NOW).until == NOW + timedelta(days=1)
    assert renew(google, APP, renewal=RENEWAL, now=NOW).until == NOW + timedelta(minutes=50)


def test_a_person_who_does_not_agree_is_told_so() -> None:
    assert refused_at_provider("access_denied", "The user denied").code is Code.CONSENT_MISSING
    assert refused_at_provider("server_error", "").code is Code.BUSY
    assert refused_at_provider("<script>", "x" * 9000).said.startswith("<script>: xxx")
    assert len(refused_at_provider("e", "x" * 9000).said) <= 300
