"""An access token signs in instead of a password, to read and to send, and never appears in what is said."""

from __future__ import annotations

import base64
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from making import mail
from serving_mail import TOKEN, USER, Dovecot, Post, Script

from amends.connect.mail import Inbox, MailTrouble, Outlet, Server
from amends.connect.mail.bearer import Bearer
from amends.connect.mail.codes import Code


def server(port: int, token: str = TOKEN) -> Server:
    return Server("127.0.0.1", port, "plain", USER, "", token)


def trouble(action: Callable[[], Any], token: str = TOKEN) -> MailTrouble:
    with pytest.raises(MailTrouble) as found:
        action()
    said = f"{found.value} {found.value.said} {found.value!r} {found.value.__cause__!r}"
    assert token not in said
    assert base64.b64encode(token.encode()).decode()[:12] not in said
    return found.value


def opened(at: Server) -> None:
    with Inbox(at, timeout=3.0):
        pass


def check(at: Server) -> None:
    Outlet(at, domain="lumora.example", timeout=3.0).check()


class Imap(Script):
    """An IMAP server that knows one token; ``after`` is its answer to the first folder."""

    def __init__(
        self, after: str = "* OK [UIDVALIDITY 7] valid\r\nTAG OK selected", offers: str = "AUTH=XOAUTH2"
    ) -> None:
        self.tag, self.challenged = "", False
        super().__init__(
            "* OK IMAP4rev1 ready",
            {
                "CAPABILITY": f"* CAPABILITY IMAP4rev1 {offers}\r\nTAG OK done",
                "SELECT": after,
                "LOGOUT": "* BYE\r\nTAG OK bye",
            },
        )

    def _answer(self, connection: socket.socket, text: str) -> bool:
        tag, _space, rest = text.partition(" ")
        if rest.startswith("AUTHENTICATE"):
            self.tag = tag
            connection.sendall(b"+ \r\n")
        elif text == base64.b64encode(f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode()).decode():
            connection.sendall(f"{self.tag} OK signed in\r\n".encode())
        elif text == "" or (self.challenged and not rest):
            connection.sendall(f"{self.tag} NO [AUTHENTICATIONFAILED] Invalid credentials\r\n".encode())
        elif not rest:
            self.challenged = True
            connection.sendall(b"+ " + base64.b64encode(b'{"status":"400","schemes":"Bearer"}') + b"\r\n")
        else:
            return super()._answer(connection, text)
        return True


@pytest.fixture
def imap() -> Iterator[Callable[..., Imap]]:
    made: list[Imap] = []

    def make(**told: str) -> Imap:
        made.append(Imap(**told))
        return made[-1]

    yield make
    for each in made:
        each.stop()


def test_a_token_opens_the_mailbox(imap: Callable[..., Imap]) -> None:
    at = imap()
    with Inbox(server(at.port), timeout=3.0) as inbox:
        assert inbox.validity == 7
    assert not any("LOGIN" in line for line in at.lines), "no password is said"


def test_a_refused_token_is_said_once_and_with_its_cure(imap: Callable[..., Imap], post: Post) -> None:
    at = imap()
    assert trouble(lambda: opened(server(at.port, "ended")), "ended-").code is Code.TOKEN_REFUSED
    assert len([line for line in at.lines if len(line) > 30 and " " not in line]) == 1, "the token travels once"
    assert trouble(lambda: check(server(post.port, "ended")), "ended-").code is Code.TOKEN_REFUSED
    assert post.answered == [b""], "a refusal is answered with nothing"


def test_a_token_signs_in_to_send(post: Post) -> None:
    check(server(post.port))
    assert post.answered == []
    assert post.received == []


def test_a_server_that_takes_no_token_is_known_before_the_token_is_said(
    dovecot: Dovecot, imap: Callable[..., Imap]
) -> None:
    dovecot.deliver(mail())
    assert trouble(lambda: opened(server(dovecot.port))).code is Code.TOKEN_NOT_TAKEN
    at = imap(offers="AUTH=PLAIN")
    assert trouble(lambda: opened(server(at.port))).code is Code.TOKEN_NOT_TAKEN
    assert not any("AUTHENTICATE" in line for line in at.lines)


def test_imap_switched_off_by_the_administrator_is_no_missing_folder(imap: Callable[..., Imap]) -> None:
    at = imap(after="TAG BAD User is authenticated but not connected.")
    assert trouble(lambda: opened(server(at.port))).code is Code.SERVICE_OFF


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (
            "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
            Code.SERVICE_OFF,
        ),
        ("535 5.7.3 Authentication unsuccessful", Code.TOKEN_REFUSED),
        ("454 4.7.0 Too many login attempts, try again later", Code.BUSY),
    ],
)
def test_what_microsoft_says_to_a_token_when_sending(answer: str, code: Code) -> None:
    script = Script("220 mail ready", {"EHLO": "250-mail\r\n250 AUTH LOGIN XOAUTH2", "AUTH": answer, "QUIT": "221 bye"})
    try:
        found = trouble(lambda: check(server(script.port)))
    finally:
        script.stop()
    assert found.code is code
    assert found.permanent is (code is Code.SERVICE_OFF), "a busy server is asked again, and with a token renewed"


def test_a_token_is_not_shown_and_begins_no_other_field() -> None:
    assert TOKEN not in repr(server(1))
    assert TOKEN not in str(server(1))
    with pytest.raises(ValueError, match="control character") as found:
        Bearer(USER, "token\x01auth=Bearer other")
    assert "other" not in str(found.value)
