"""Alice's lead Bob signs a mailbox in at the provider: only he, only once, only as what he said, and nothing leaks."""

from __future__ import annotations

import base64
import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from making import NOW
from serving_mail import TOKEN, Script
from serving_tokens import TokenServer

from amends.connect.mail import MailTrouble, consent
from amends.connect.mail.codes import Code
from amends.connect.mail.consent import Access, Provider
from amends.connect.mail.presets import Preset, preset_named
from amends.desk.journal.models import Entry
from amends.desk.mailboxes import entering
from amends.desk.mailboxes.entering import entered
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.operations import keep_access, note_sending
from amends.desk.people.actors import SYSTEM
from amends.web.workspace.views import mailbox, mailbox_consent

pytestmark = pytest.mark.django_db
ADDRESS, SECRET, CODE, RENEWAL = "shop@lumora.example", "s3cret-of-the-app", "4/code-7Hq", "1//renewal-5Tz"
GOOD = {"access_token": TOKEN, "refresh_token": RENEWAL, "expires_in": 3600, "token_type": "Bearer"}


class Imap(Script):
    """Knows one token."""

    def __init__(self) -> None:
        self.tag = ""
        super().__init__(
            "* OK IMAP4rev1 ready",
            {
                "CAPABILITY": "* CAPABILITY IMAP4rev1 AUTH=XOAUTH2\r\nTAG OK done",
                "SELECT": "* OK [UIDVALIDITY 7] valid\r\nTAG OK selected",
                "LOGOUT": "* BYE\r\nTAG OK bye",
            },
        )

    def _answer(self, connection: socket.socket, text: str) -> bool:
        tag, _space, rest = text.partition(" ")
        good = base64.b64encode(f"user={ADDRESS}\x01auth=Bearer {TOKEN}\x01\x01".encode()).decode()
        if rest.startswith("AUTHENTICATE"):
            self.tag = tag
            connection.sendall(b"+ \r\n")
        elif not rest:
            connection.sendall(
                f"{self.tag} {'OK signed in' if text == good else 'NO [AUTHENTICATIONFAILED] no'}\r\n".encode()
            )
        else:
            return super()._answer(connection, text)
        return True


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def tokens(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[TokenServer]:
    """The token server and the mail server of a provider; this installation is registered there."""
    server, imap = TokenServer(), Imap()
    server.answers = [(200, GOOD)]
    usual = preset_named("gmail")
    assert usual is not None
    near = usual.model_copy(update={"imap": ("127.0.0.1", imap.port, "plain"), "smtp": ("127.0.0.1", 9, "plain")})
    ours = consent.providers()["google"].model_copy(update={"token": server.address})

    def servers_for(_provider: Provider, _address: str) -> Preset:
        return near

    monkeypatch.setattr(Provider, "servers_for", servers_for)
    for module in (consent, entering, mailbox, mailbox_consent):
        monkeypatch.setattr(module, "providers", lambda: {"google": ours})
    settings.AMENDS_MAIL_APPS = {"google": ("client-1", SECRET)}
    yield server
    server.stop()
    imap.stop()


def sent_off(client: Client, address: str = ADDRESS) -> dict[str, str]:
    """What the provider is told when she goes there."""
    page = client.post("/shops/lumora-ali/mailbox/consent/", {"provider": "google", "address": address})
    assert page.status_code == 200
    link = re.search(r'href="(https://accounts\.google\.com[^"]+)"', page.content.decode())
    assert link is not None
    return {name: values[0] for name, values in parse_qs(urlsplit(unescape(link[1])).query).items()}


def words_of(client: Client, answer: Any) -> str:
    return unescape(client.get(answer["Location"]).content.decode())


def test_bob_signs_in_and_the_mailbox_is_connected_without_a_password(bobs: Client, tokens: TokenServer) -> None:
    assert "Sign in with Google" in bobs.get("/shops/lumora-ali/mailbox/").content.decode()
    told = sent_off(bobs)
    assert told["redirect_uri"] == "http://testserver/mailboxes/back/"
    assert told["login_hint"] == ADDRESS
    answer = bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE})
    page = words_of(bobs, answer)
    assert "The mailbox is connected" in page, re.findall(r"toast-item.*?</div>", page, re.S)
    assert "Signed in with Google" in page
    box = Mailbox.objects.get()
    assert (box.address, box.sign_in, box.imap_password, box.token, box.renewal) == (
        ADDRESS,
        "google",
        "",
        TOKEN,
        RENEWAL,
    )
    assert box.token_until == NOW + timedelta(hours=1)
    assert tokens.asked[0]["code"] == CODE
    with connection.cursor() as cursor:
        cursor.execute("SELECT token, renewal FROM mailboxes_mailbox")
        stored = str(cursor.fetchone())
    assert TOKEN not in stored
    assert RENEWAL not in stored
    told_of = str(list(Entry.objects.values_list("data", flat=True)))
    assert '"google"' in told_of.replace("'", '"')
    assert not any(secret in told_of + page for secret in (TOKEN, RENEWAL, CODE, SECRET))


def test_what_comes_back_counts_once_and_only_where_it_was_sent_from(
    bobs: Client, alices: Client, tokens: TokenServer
) -> None:
    told = sent_off(bobs)
    assert bobs.get("/mailboxes/back/", {"state": "guessed", "code": CODE}).status_code == 400
    assert bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE}).status_code == 400, (
        "a wrong guess ends it"
    )
    told = sent_off(bobs)
    assert alices.get("/mailboxes/back/", {"state": told["state"], "code": CODE}).status_code == 400
    assert bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE}).status_code == 302
    assert bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE}).status_code == 400
    assert bobs.get("/mailboxes/back/").status_code == 400
    assert len(tokens.asked) == 1


def test_who_does_not_lead_and_where_nobody_is_registered_there_is_no_way(
    alices: Client, charlies: Client, bobs: Client, tokens: TokenServer, settings: Any
) -> None:
    for client in (alices, charlies):
        asked = client.post("/shops/lumora-ali/mailbox/consent/", {"provider": "google", "address": ADDRESS})
        assert asked.status_code == 404
    assert (
        bobs.post("/shops/lumora-ali/mailbox/consent/", {"provider": "nowhere", "address": ADDRESS}).status_code == 400
    )
    assert "whole address" in words_of(
        bobs, bobs.post("/shops/lumora-ali/mailbox/consent/", {"provider": "google", "address": "not an address"})
    )
    settings.AMENDS_MAIL_APPS = {}
    assert "Sign in with Google" not in bobs.get("/shops/lumora-ali/mailbox/").content.decode()
    asked = bobs.post("/shops/lumora-ali/mailbox/consent/", {"provider": "google", "address": ADDRESS})
    assert asked.status_code == 400
    assert not tokens.asked


def test_bob_who_does_not_agree_or_signs_in_as_somebody_else_connects_nothing(
    bobs: Client, tokens: TokenServer
) -> None:
    told = sent_off(bobs)
    page = words_of(bobs, bobs.get("/mailboxes/back/", {"state": told["state"], "error": "access_denied"}))
    assert "was not allowed to let Amends read" in page
    told = sent_off(bobs, "other@lumora.example")
    page = words_of(bobs, bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE}))
    assert "does not accept this sign-in" in page
    tokens.answers = [(400, {"error": "invalid_client"})]
    told = sent_off(bobs)
    assert "does not know this installation" in words_of(
        bobs, bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE})
    )
    assert not Mailbox.objects.exists()


@pytest.fixture
def box(bobs: Client, tokens: TokenServer) -> Mailbox:
    told = sent_off(bobs)
    bobs.get("/mailboxes/back/", {"state": told["state"], "code": CODE})
    tokens.asked.clear()
    return Mailbox.objects.select_related("shop").get()


def test_a_token_is_renewed_before_it_runs_out_and_not_sooner(box: Mailbox, tokens: TokenServer) -> None:
    assert entered(box, NOW + timedelta(minutes=50)).token == TOKEN
    assert not tokens.asked
    tokens.answers = [(200, {"access_token": "next", "refresh_token": "rolled", "expires_in": 3600})]
    later = NOW + timedelta(minutes=56)
    assert entered(box, later).token == "next"
    box.refresh_from_db()
    assert (box.token, box.renewal, box.token_until) == ("next", "rolled", later + timedelta(hours=1))
    assert tokens.asked[0]["refresh_token"] == RENEWAL


def test_a_refused_token_is_renewed_at_the_next_try(box: Mailbox, tokens: TokenServer) -> None:
    note_sending(actor=SYSTEM, mailbox=box, trouble=MailTrouble(Code.TOKEN_REFUSED), now=NOW)
    box.refresh_from_db()
    tokens.answers = [(200, {"access_token": "next", "expires_in": 3600})]
    assert entered(box, NOW).token == "next"


def test_two_that_renew_at_once_and_one_who_signs_in_anew_do_not_undo_each_other(box: Mailbox) -> None:
    late = Access("google", "late", "late-renewal", NOW + timedelta(hours=1))
    Mailbox.objects.filter(pk=box.pk).update(renewal="signed-in-anew", token="anew")
    assert keep_access(mailbox=box, access=late, renewed_from=RENEWAL).token == "anew"
    box.refresh_from_db()
    assert (box.token, box.renewal) == ("anew", "signed-in-anew")


def test_consent_that_was_taken_back_is_told_with_its_cure(box: Mailbox, bobs: Client, tokens: TokenServer) -> None:
    tokens.answers = [(400, {"error": "invalid_grant", "error_description": "Token has been revoked."})]
    Mailbox.objects.update(token_until=NOW)
    box.refresh_from_db()
    with pytest.raises(MailTrouble) as found:
        entered(box, NOW)
    assert found.value.code is Code.CONSENT_GONE
    form = {"address": ADDRESS, "imap_host": box.imap_host, "imap_port": box.imap_port, "imap_security": "plain",
            "smtp_host": box.smtp_host, "smtp_port": box.smtp_port, "smtp_security": "plain", "imap_user": ADDRESS}  # fmt: skip
    tried = bobs.post("/shops/lumora-ali/mailbox/test/", form, headers={"HX-Request": "true"}).content.decode()
    assert "holds no longer" in unescape(tried)


def test_name_and_signature_change_without_a_password_and_a_password_takes_the_tokens_place(
    box: Mailbox, bobs: Client
) -> None:
    form = {"address": ADDRESS, "name": "Lumora", "imap_host": box.imap_host, "imap_port": box.imap_port,
            "imap_security": "plain", "imap_user": ADDRESS, "smtp_host": box.smtp_host, "smtp_port": box.smtp_port,
            "smtp_security": "plain"}  # fmt: skip
    assert bobs.post("/shops/lumora-ali/mailbox/", form).status_code == 302
    box.refresh_from_db()
    assert (box.name, box.sign_in, box.renewal) == ("Lumora", "google", RENEWAL)
    elsewhere = {**form, "imap_host": "192.168.7.7"}
    refused = bobs.post("/shops/lumora-ali/mailbox/", elsewhere)
    assert refused.status_code == 422, "a token goes only where it was made for"
    assert bobs.post("/shops/lumora-ali/mailbox/", {**form, "password": "a-code-for-programs"}).status_code == 302
    box.refresh_from_db()
    assert (box.sign_in, box.token, box.renewal, box.imap_password) == ("password", "", "", "a-code-for-programs")


def test_disconnecting_forgets_the_tokens(box: Mailbox, bobs: Client) -> None:
    bobs.post("/shops/lumora-ali/mailbox/disconnect/")
    box.refresh_from_db()
    assert (box.active, box.token, box.renewal, box.token_until) == (False, "", "", None)
