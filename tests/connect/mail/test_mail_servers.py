"""Real servers, well and ill: what is wrong is said with its cure, and nothing waits for ever."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import serving_mail
from making import mail
from serving_mail import PASSWORD, USER, Dovecot, Post, Script

from amends.connect.contract import OutgoingLetter
from amends.connect.mail import Inbox, MailConnector, MailTrouble, Outlet, Sender, Server, UnclearDelivery
from amends.connect.mail.codes import Code, sentences
from amends.connect.mail.presets import preset_for, presets
from amends.core.vocabulary import InboundChannel


def server(port: int, security: str = "plain", host: str = "127.0.0.1", **changes: Any) -> Server:
    return Server(**{"host": host, "port": port, "security": security, "user": USER, "password": PASSWORD, **changes})


def trouble(action: Callable[[], Any]) -> Code:
    with pytest.raises(MailTrouble) as found:
        action()
    assert PASSWORD not in f"{found.value} {found.value.said}"
    return found.value.code


def opened(at: Server, folder: str = "INBOX", timeout: float = 3.0) -> None:
    with Inbox(at, folder, timeout=timeout):
        pass


@pytest.fixture
def scripted() -> Iterator[Callable[..., Script]]:
    """Makes servers that do as they are told."""
    made: list[Script] = []

    def make(*told: Any) -> Script:
        made.append(Script(*told))
        return made[-1]

    yield make
    for each in made:
        each.stop()


# Reading -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mailbox_is_read_over_tls_whose_certificate_is_checked(
    dovecot: Dovecot, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver(mail("one"), mail("two"))
    port = dovecot.tls_port if security == "tls" else dovecot.port
    assert trouble(lambda: opened(server(port, security, "localhost"))) is Code.CERTIFICATE
    monkeypatch.setenv("SSL_CERT_FILE", str(dovecot.folder / "cert.pem"))
    with Inbox(server(port, security, "localhost")) as inbox:
        uids = inbox.uids_after(0)
        (group,) = inbox.fetch(uids)
        assert [mail.uid for mail in group] == uids == [1, 2]
        assert b"two" in group[1].raw
        assert group[1].received_at is not None
        assert inbox.uids_after(2) == [], "the last mail is not new again"
    assert dovecot.seen() == 0, "reading alone marks nothing"


def test_new_mail_ends_the_waiting(dovecot: Dovecot) -> None:
    with Inbox(server(dovecot.port)) as inbox:
        assert inbox.can_wait
        assert inbox.wait(0.3, lambda: False) is False
        dovecot.deliver(mail())
        started = time.monotonic()
        assert inbox.wait(20, lambda: False) is True
        assert time.monotonic() - started < 5
        assert inbox.uids_after(0) == [1]
        started = time.monotonic()
        assert inbox.wait(20, lambda: True) is False
        assert time.monotonic() - started < 3, "whoever is told to stop stops"


def test_a_server_that_cannot_tell_of_new_mail_is_known() -> None:
    try:
        plain = serving_mail.start_dovecot(idle=False)
    except serving_mail.NoDovecot as missing:
        pytest.skip(str(missing))
    try:
        with Inbox(server(plain.port)) as inbox:
            assert not inbox.can_wait
    finally:
        plain.stop()


def test_what_is_wrong_with_reading_is_said(dovecot: Dovecot) -> None:
    good = server(dovecot.port)
    assert trouble(lambda: opened(server(dovecot.port, password="wrong"), timeout=30)) is Code.WRONG_PASSWORD
    assert trouble(lambda: opened(server(dovecot.port, password="密码"), timeout=30)) is Code.WRONG_PASSWORD
    assert trouble(lambda: opened(good, "No such folder", timeout=30)) is Code.FOLDER_MISSING
    assert trouble(lambda: opened(server(dovecot.port, "tls"))) is Code.SECURITY_MISMATCH
    assert trouble(lambda: opened(server(serving_mail.free_port()))) is Code.CONNECTION_REFUSED
    assert trouble(lambda: opened(server(dovecot.port, host="no-such-host.invalid"))) is Code.NAME_UNKNOWN
    assert trouble(lambda: opened(server(dovecot.tls_port))) in (Code.TIMEOUT, Code.DROPPED, Code.NOT_A_MAIL_SERVER)


GREETING = "* OK IMAP4rev1 ready"
CAPABILITY = {"CAPABILITY": "* CAPABILITY IMAP4rev1 ID\r\nTAG OK done"}


@pytest.mark.parametrize(
    ("greeting", "replies", "code"),
    [
        (None, {}, Code.TIMEOUT),
        ("* BYE too many connections", {}, Code.BUSY),
        ("220 mail.example ESMTP", {}, Code.NOT_A_MAIL_SERVER),
        ("HTTP/1.1 400 Bad Request", {}, Code.NOT_A_MAIL_SERVER),
        (GREETING, {"CAPABILITY": "drop"}, Code.DROPPED),
        (GREETING, {**CAPABILITY, "LOGIN": None}, Code.TIMEOUT),
        (GREETING, {**CAPABILITY, "LOGIN": "TAG NO [ALERT] Application-specific password required"}, Code.APP_PASSWORD),
        (GREETING, {**CAPABILITY, "LOGIN": "TAG NO AuthFailed:LogonDenied-BasicAuthBlocked"}, Code.OAUTH_ONLY),
        (GREETING, {**CAPABILITY, "LOGIN": "TAG NO Login fail. Service is not open"}, Code.SERVICE_OFF),
        (GREETING, {**CAPABILITY, "LOGIN": "TAG NO [UNAVAILABLE] try again later"}, Code.BUSY),
        (GREETING, {**CAPABILITY, "LOGIN": "TAG OK in", "ID": "TAG OK done", "SELECT": "TAG NO SELECT Unsafe Login. Please contact kefu@188.com"}, Code.UNSAFE_LOGIN),
        (GREETING, {**CAPABILITY, "LOGIN": "TAG OK in", "ID": "TAG OK done", "SELECT": "drop"}, Code.DROPPED),
    ],
)  # fmt: skip
def test_servers_that_refuse_hang_or_are_something_else(
    scripted: Callable[..., Script], greeting: str | None, replies: dict[str, Any], code: Code
) -> None:
    script = scripted(greeting, replies)
    started = time.monotonic()
    found = trouble(lambda: opened(server(script.port), timeout=1.0))
    assert time.monotonic() - started < 10
    assert found is code


def test_providers_that_want_to_know_the_program_are_told(scripted: Callable[..., Script]) -> None:
    replies = {
        **CAPABILITY,
        "LOGIN": "TAG OK in",
        "ID": "TAG OK done",
        "SELECT": "* 0 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\nTAG OK done",
    }
    script = scripted(GREETING, replies)
    with Inbox(server(script.port), timeout=2.0) as inbox:
        assert inbox.validity == 7
    order = [line.split(" ")[1] for line in script.lines]
    assert order.index("LOGIN") < order.index("ID") < order.index("SELECT")


def test_a_full_mailbox_of_ones_own_is_named(dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch) -> None:
    with Inbox(server(dovecot.port)) as inbox:
        monkeypatch.setattr(inbox._client, "uid", lambda *_: ("NO", [b"[OVERQUOTA] Quota exceeded"]))
        assert trouble(lambda: inbox.mark_seen([1])) is Code.OWN_BOX_FULL


# Sending -------------------------------------------------------------------------------------------------------------


class Written:
    """A ledger in memory."""

    def __init__(self) -> None:
        self.states: dict[str, str] = {}
        self.steps: list[str] = []

    def state_of(self, key: str) -> str | None:
        return self.states.get(key)

    def hand_over(self, key: str, message_id: str) -> None:
        self.steps.append("hand over")
        self.states[key] = "handing"

    def sent(self, key: str) -> None:
        self.steps.append("sent")
        self.states[key] = "sent"

    def withdraw(self, key: str) -> None:
        self.states.pop(key, None)


def letter(**changes: Any) -> OutgoingLetter:
    told: dict[str, Any] = {
        "key": "k-1", "shop": "lumora", "platform": "own_shop", "channel": InboundChannel.MESSAGE,
        "recipient": "dana@example.com", "recipient_name": "Dana", "order_number": "8201-1",
        "subject": "Your order", "text": "Dear Dana,\n已收到\n",
    }  # fmt: skip
    return OutgoingLetter(**{**told, **changes})


def connector(port: int, ledger: Written, security: str = "plain", timeout: float = 2.0) -> MailConnector:
    outlet = Outlet(server(port, security), domain="lumora.example", timeout=timeout)
    return MailConnector(outlet, Sender(USER, "Lumora 灯", "Lumora\nShenzhen"), ledger)


def test_a_letter_leaves_once_per_key(post: Post) -> None:
    ledger = Written()
    first = connector(post.port, ledger).send(letter())
    again = connector(post.port, ledger).send(letter())
    assert first == again
    assert ledger.steps == ["hand over", "sent"]
    assert len(post.received) == 1
    assert b"Shenzhen" in post.received[0].content


def test_what_was_written_by_others_becomes_no_header(post: Post) -> None:
    from email import message_from_bytes

    hostile = "x\r\nBcc: everybody@example.org\r\n\r\nspam"
    connector(post.port, Written()).send(
        letter(
            subject=hostile,
            in_reply_to="a>\r\nBcc: e@example.org",
            references=("b@x\r\nBcc: e", "c@x"),
            order_number=hostile,
        )
    )
    sent = message_from_bytes(post.received[0].content)
    assert sent["Bcc"] is None
    assert post.received[0].recipients == ["dana@example.com"]
    assert sent["References"] == "<c@x>"
    assert (
        trouble(lambda: connector(post.port, Written()).send(letter(recipient="a@b.c\r\nBcc: e@x"))) is Code.NO_ADDRESS
    )


def test_only_what_no_person_looked_at_says_that_it_is_automatic(post: Post) -> None:
    connector(post.port, Written()).send(letter(automatic=True))
    connector(post.port, Written()).send(letter(key="k-2"))
    heads = [received.content.partition(b"\r\n\r\n")[0] for received in post.received]
    assert b"Auto-Submitted: auto-generated" in heads[0]
    assert b"Auto-Submitted" not in heads[1]


@pytest.mark.parametrize(
    ("replies", "code", "unclear"),
    [
        ({"EHLO": "drop"}, Code.DROPPED, False),
        ({"MAIL": "drop"}, Code.DROPPED, False),
        ({"RCPT": None}, Code.TIMEOUT, False),
        ({"DATA": "drop"}, Code.DROPPED, False),
        ({"DATA": "354 go on", ".": "drop"}, Code.UNCLEAR, True),
        ({"DATA": "354 go on", ".": None}, Code.UNCLEAR, True),
        ({"DATA": "354 go on", ".": "451 4.3.0 disk full"}, Code.GREYLISTED, False),
        ({"DATA": "354 go on", ".": "554 5.7.1 spam"}, Code.CONTENT_REFUSED, False),
    ],
)
def test_a_break_is_unclear_only_while_the_content_flows(
    scripted: Callable[..., Script], replies: dict[str, Any], code: Code, unclear: bool
) -> None:
    well = {"EHLO": "250 mail.example", "MAIL": "250 ok", "RCPT": "250 ok", "RSET": "250 ok", "QUIT": "221 bye"}
    script = scripted("220 mail.example ESMTP", {**well, **replies})
    outlet = Outlet(server(script.port, user="", password=""), domain="lumora.example", timeout=1.0)
    ledger = Written()
    with pytest.raises(MailTrouble) as found:
        MailConnector(outlet, Sender(USER), ledger).send(letter())
    assert found.value.code is code
    assert isinstance(found.value, UnclearDelivery) is unclear
    assert ledger.states == ({"k-1": "handing"} if unclear else {})


def test_a_server_that_breaks_off_only_at_the_good_bye_has_the_letter(scripted: Callable[..., Script]) -> None:
    replies = {"EHLO": "250 m", "MAIL": "250", "RCPT": "250", "DATA": "354 go", ".": "250 taken", "QUIT": "drop"}
    script = scripted("220 mail.example ESMTP", replies)
    outlet = Outlet(server(script.port, user="", password=""), domain="lumora.example", timeout=1.0)
    ledger = Written()
    MailConnector(outlet, Sender(USER), ledger).send(letter())
    assert ledger.states == {"k-1": "sent"}


def test_what_is_wrong_with_sending_is_said(post: Post, scripted: Callable[..., Script]) -> None:
    def check(at: Server) -> Callable[[], None]:
        return lambda: Outlet(at, domain="lumora.example", timeout=1.0).check()

    check(server(post.port))()
    assert trouble(check(server(post.port, password="wrong"))) is Code.WRONG_PASSWORD
    assert trouble(check(server(post.port, "starttls"))) is Code.NO_STARTTLS
    assert trouble(check(server(post.port, "tls"))) is Code.SECURITY_MISMATCH
    assert trouble(check(server(serving_mail.free_port()))) is Code.CONNECTION_REFUSED
    assert trouble(check(server(scripted(None).port))) is Code.TIMEOUT
    assert trouble(check(server(scripted("* OK IMAP4rev1").port))) in (
        Code.NOT_A_MAIL_SERVER,
        Code.DROPPED,
        Code.TIMEOUT,
    )
    assert post.received == [], "a test sends nothing"


def test_every_trouble_has_a_sentence_and_a_cure() -> None:
    told = sentences()
    assert set(told) == set(Code)
    assert all(len(one.what) > 15 and len(one.cure) > 10 for one in told.values())


def test_usual_providers_are_known_by_the_domain() -> None:
    assert {preset.key for preset in presets()} >= {"netease163", "qq", "gmail", "outlook"}
    qq = preset_for("shop@QQ.com")
    assert qq is not None
    assert (qq.imap[0], qq.password) == ("imap.qq.com", "code")
    assert preset_for("me@outlook.com").password == "none"  # type: ignore[union-attr]
    assert preset_for("shop@lumora.example") is None
