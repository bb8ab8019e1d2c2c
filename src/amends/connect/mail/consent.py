"""Signing in at the mail provider itself (OAuth 2 with PKCE): asking for consent, and the tokens that come of it.

The person signs in at the provider; Amends never sees her password. What comes back is exchanged for a short-lived token,
with which IMAP and SMTP are entered (XOAUTH2), and a lasting one that renews it. Tokens, codes and secrets stand in no
error, log or journal.
"""

from __future__ import annotations

import re
import secrets
import urllib.request
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from http.client import HTTPException
from typing import Annotated, Any
from urllib.error import HTTPError, URLError

from oauthlib.oauth2 import OAuth2Error, WebApplicationClient
from pydantic import BaseModel, ConfigDict, Field

from amends.connect.mail.codes import Code, MailTrouble
from amends.connect.mail.presets import Preset, preset_for, preset_named
from amends.connect.mail.troubles import trouble_of_network
from amends.core.packaged import read_yaml
from amends.core.vocabulary import Confidence

#: Seconds that a token server may take; a person waits.
PATIENCE = 15.0
_MOST_BYTES = 65_536
#: Where the provider does not say how long a token lives (RFC 6749, 5.1: it should).
_USUAL_LIFE = timedelta(minutes=50)
_CONSENT = re.compile(r"AADSTS(65001|65004|50105)|consent", re.IGNORECASE)
_APP = re.compile(
    r"AADSTS(700016|7000215|7000222|7000218|90002|50011)|invalid_client|unauthorized_client", re.IGNORECASE
)
_ADMIN = re.compile(r"AADSTS(90094|530\d\d|50020|53003)|admin_policy|org_internal|disallowed|policy", re.IGNORECASE)
_BUSY = re.compile(r"temporarily_unavailable|server_error|AADSTS(90033|50196)", re.IGNORECASE)


class Provider(BaseModel):
    """Where consent is asked and tokens come from. ``preset_elsewhere``: its servers for a domain of one's own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    name: str
    preset: str
    preset_elsewhere: str = ""
    authorise: Annotated[str, Field(pattern=r"^https://")]
    token: Annotated[str, Field(pattern=r"^https://")]
    scopes: tuple[str, ...]
    asks: dict[str, str] = {}
    valid_from: date
    source: Annotated[str, Field(min_length=8)]
    confidence: Confidence

    def servers_for(self, address: str) -> Preset:
        """The servers of an address at this provider."""
        usual = preset_named(self.preset)
        if self.preset_elsewhere and preset_for(address) != usual:
            usual = preset_named(self.preset_elsewhere)
        assert usual is not None, "a test holds every provider to its presets"
        return usual


@cache
def providers() -> dict[str, Provider]:
    """All providers by key. Raises pydantic.ValidationError where the data are not whole."""
    told = (Provider.model_validate(one) for one in read_yaml("amends.connect.mail", "consent.yaml")["providers"])
    return {one.key: one for one in told}


@dataclass(frozen=True, slots=True)
class App:
    """The installation's own registration at the provider."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A consent that is asked for: where the person goes, and what has to come back with her."""

    address: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Access:
    """What a consent gives: ``token`` enters until ``until``; ``renewal`` brings the next one."""

    provider: str
    token: str = field(repr=False)
    renewal: str = field(repr=False)
    until: datetime


def ask(provider: Provider, app: App, *, back: str, address: str) -> Asked:
    """The provider's page on which she agrees; ``back`` is where it sends her afterwards."""
    client = WebApplicationClient(app.client_id)
    verifier, state = client.create_code_verifier(64), secrets.token_urlsafe(32)
    uri = client.prepare_request_uri(
        provider.authorise,
        redirect_uri=back,
        scope=list(provider.scopes),
        state=state,
        code_challenge=client.create_code_challenge(verifier, "S256"),
        code_challenge_method="S256",
        login_hint=address,
        **provider.asks,
    )
    return Asked(uri, state, verifier)


def exchange(provider: Provider, app: App, *, code: str, back: str, verifier: str, now: datetime) -> Access:
    """The tokens for a code that came back. Raises MailTrouble."""
    client = WebApplicationClient(app.client_id)
    body = client.prepare_request_body(
        code=code, redirect_uri=back, code_verifier=verifier, client_secret=app.client_secret
    )
    return _access(provider, _answer(provider, client, body), "", now)


def renew(provider: Provider, app: App, *, renewal: str, now: datetime) -> Access:
    """The next token. Raises MailTrouble; CONSENT_GONE where she has to sign in again."""
    client = WebApplicationClient(app.client_id)
    body = client.prepare_refresh_body(
        refresh_token=renewal, client_id=app.client_id, client_secret=app.client_secret, scope=list(provider.scopes)
    )
    return _access(provider, _answer(provider, client, body), renewal, now)


def refused_at_provider(error: str, description: str) -> MailTrouble:
    """Why the provider sends a person back without a code, from what it adds to the address."""
    return _trouble(error[:100], description[:500])


def _access(provider: Provider, told: dict[str, Any], renewal: str, now: datetime) -> Access:
    token, renewed = str(told.get("access_token") or ""), str(told.get("refresh_token") or renewal)
    if not token or not renewed:
        raise MailTrouble(Code.CONSENT_GONE, permanent=True, said="no lasting token was given")
    try:
        life = timedelta(seconds=min(max(int(told["expires_in"]), 60), 86_400))
    except (KeyError, TypeError, ValueError):
        life = _USUAL_LIFE
    return Access(provider.key, token, renewed, now + life)


def _answer(provider: Provider, client: WebApplicationClient, body: str) -> dict[str, Any]:
    text = _posted(provider.token, body)
    if not text.lstrip().startswith("{"):
        # A page of a proxy or of a provider in trouble: another time it may be the token server that answers.
        raise MailTrouble(Code.UNKNOWN, said="no answer of a token server")
    try:
        return dict(client.parse_request_body_response(text))
    except OAuth2Error as error:
        raise _trouble(str(error.error or ""), str(error.description or "")) from None
    except (ValueError, Warning, TypeError) as error:
        raise MailTrouble(Code.UNKNOWN, said=f"no answer of a token server ({type(error).__name__})") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A secret goes to the address that our data name, and nowhere else."""

    def redirect_request(self, *_told: Any, **_more: Any) -> None:
        return None


def _posted(address: str, body: str) -> str:
    asked = urllib.request.Request(  # noqa: S310 - the address is https, out of our own data
        address,
        data=body.encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"},
    )
    try:
        with urllib.request.build_opener(_NoRedirect).open(asked, timeout=PATIENCE) as answer:
            return str(answer.read(_MOST_BYTES).decode("utf-8", "replace"))
    except HTTPError as error:
        if error.code in (400, 401, 403):
            with error:
                return error.read(_MOST_BYTES).decode("utf-8", "replace")
        raise MailTrouble(Code.BUSY, said=f"the token server answered {error.code}") from None
    except URLError as error:
        cause = error.reason if isinstance(error.reason, BaseException) else error
        raise trouble_of_network(cause) from None
    except (OSError, HTTPException) as error:
        raise trouble_of_network(error) from None


def _trouble(error: str, description: str) -> MailTrouble:
    said = f"{error}: {description}".strip(": ").replace("\r", " ").replace("\n", " ")
    if _BUSY.search(said):
        return MailTrouble(Code.BUSY, said=said)
    if _APP.search(said):
        return MailTrouble(Code.APP_UNKNOWN, permanent=True, said=said)
    if _ADMIN.search(said):
        return MailTrouble(Code.ADMIN_FORBIDS, permanent=True, said=said)
    if error in ("access_denied", "consent_required", "interaction_required", "login_required") or _CONSENT.search(
        said
    ):
        return MailTrouble(Code.CONSENT_MISSING, permanent=True, said=said)
    if error == "invalid_grant":
        return MailTrouble(Code.CONSENT_GONE, permanent=True, said=said)
    return MailTrouble(Code.UNKNOWN, permanent=True, said=said)
