"""The mail connector: a letter leaves once, or it is asked about."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from email.utils import formataddr
from typing import Protocol

from django.core.mail import EmailMessage

from amends.connect.contract import OutgoingLetter, RecordKind, SendResult
from amends.connect.files.mailfile import one_line
from amends.connect.mail.codes import Code, MailTrouble
from amends.connect.mail.outlet import Outlet
from amends.core.text import normal_form

#: What this connector can do; the documentation names the same.
CAPABILITIES: frozenset[str] = frozenset({f"read_{RecordKind.MESSAGE.value}", "send_letter"})
_MAIL = re.compile(r"[^@\s<>\"(),;:\\]{1,64}@[A-Za-z0-9.-]{1,253}")
_ID = re.compile(r"[^<>\s]{1,990}")


class UnclearDelivery(MailTrouble):
    """Nobody knows whether the letter has left. A person says; it is never repeated by itself."""

    def __init__(self, said: str = "") -> None:
        super().__init__(Code.UNCLEAR, permanent=True, said=said)


class Ledger(Protocol):
    """Where it is written down, durably, what was handed over: before it is tried, and what came of it."""

    def state_of(self, key: str) -> str | None:
        """``sent``, ``handing`` (it began and nobody knows how it ended), or None."""
        ...

    def hand_over(self, key: str, message_id: str) -> None: ...

    def sent(self, key: str) -> None: ...

    def withdraw(self, key: str) -> None:
        """It surely did not leave: as if it had not been tried."""
        ...


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes. ``signature`` is put below every letter; nothing of any other shop is in it."""

    address: str
    name: str = ""
    signature: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def message_id_of(key: str, domain: str) -> str:
    """The Message-ID of a letter: always the same for its key, and telling nothing about it or the shop's others."""
    digest = hmac.new(b"amends letter", key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return f"{digest[:32]}@{domain}"


class MailConnector:
    """Implements ``connect.contract.Connector`` over SMTP."""

    name = "mail"

    def __init__(self, outlet: Outlet, sender: Sender, ledger: Ledger) -> None:
        self._outlet = outlet
        self._sender = sender
        self._ledger = ledger

    def send(self, letter: OutgoingLetter) -> SendResult:
        """Send a letter, once per key.

        Raises MailTrouble: not permanent where it is worth another try, UnclearDelivery where the last try may have
        succeeded. The same key after that raises it again, until the ledger is told otherwise.
        """
        message_id = message_id_of(letter.key, self._sender.domain)
        known = self._ledger.state_of(letter.key)
        if known == "sent":
            return SendResult(reference=message_id)
        if known is not None:
            raise UnclearDelivery
        message = composed(letter, self._sender, message_id)
        begun: list[bool] = []

        def begin() -> None:
            if not begun:
                self._ledger.hand_over(letter.key, message_id)
                begun.append(True)

        try:
            self._outlet.send(message, begin)
        except MailTrouble as trouble:
            if trouble.code is Code.UNCLEAR:
                raise UnclearDelivery(trouble.said) from trouble
            if begun:  # a row that another run wrote is not ours to take back
                self._ledger.withdraw(letter.key)
            raise
        self._ledger.sent(letter.key)
        return SendResult(reference=message_id)


def composed(letter: OutgoingLetter, sender: Sender, message_id: str) -> EmailMessage:
    """The letter as a mail. Every value from outside is reduced to one line, so that none becomes a header.

    Raises MailTrouble where there is no address to send to.
    """
    if not _MAIL.fullmatch(letter.recipient):
        raise MailTrouble(Code.NO_ADDRESS, permanent=True)
    headers = {"Message-ID": f"<{message_id}>"}
    references = [one for one in letter.references if _ID.fullmatch(one)][-20:]
    if letter.in_reply_to and _ID.fullmatch(letter.in_reply_to):
        headers["In-Reply-To"] = f"<{letter.in_reply_to}>"
        references = [one for one in references if one != letter.in_reply_to] + [letter.in_reply_to]
    if references:
        headers["References"] = " ".join(f"<{one}>" for one in references)
    if letter.automatic:
        headers |= {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    text = normal_form(letter.text).rstrip("\n")
    if sender.signature.strip():
        text += "\n\n-- \n" + normal_form(sender.signature).strip()
    message = EmailMessage(
        subject=one_line(letter.subject, 300) or one_line(f"Order {letter.order_number}".strip(), 300),
        body=text + "\n",
        from_email=formataddr((one_line(sender.name, 100), sender.address)) if sender.name else sender.address,
        to=[letter.recipient],
        headers=headers,
    )
    for attachment in letter.attachments:
        message.attach(one_line(attachment.name, 120) or "file", attachment.data, attachment.media_type)
    return message
