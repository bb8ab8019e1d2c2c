"""Sending over SMTP by Django's mail interface, watched so closely that one knows what is known.

A letter counts as handed over from the moment at which its content begins to flow. Before, a failure means that it
did not leave. After, only the server's answer tells; without one nobody knows, and nobody pretends to.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from amends.connect.mail.bearer import MECHANISM, Bearer
from amends.connect.mail.client import TIMEOUT, Server
from amends.connect.mail.codes import Code, MailTrouble
from amends.connect.mail.troubles import trouble_of_smtp, trouble_of_token_over_smtp


@dataclass(slots=True)
class Handing:
    """How far the handing over of one letter came."""

    flowing: bool = False
    accepted: bool = False


class _Watching(smtplib.SMTP):
    """Notes when the content flows and when the server has taken it."""

    before_data: Callable[[], None] = staticmethod(lambda: None)
    handing: Handing | None = None
    token = ""
    _in_data = False

    def login(self, user: str, password: str, *, initial_response_ok: bool = True) -> tuple[int, bytes]:
        if not self.token:
            return super().login(user, password, initial_response_ok=initial_response_ok)
        self.ehlo_or_helo_if_needed()
        if MECHANISM not in self.esmtp_features.get("auth", "").upper().split():
            raise MailTrouble(Code.TOKEN_NOT_TAKEN, permanent=True)
        try:
            return self.auth(MECHANISM, Bearer(user, self.token))
        except smtplib.SMTPAuthenticationError as error:
            raise trouble_of_token_over_smtp(error) from error

    def data(self, msg: Any) -> tuple[int, bytes]:
        self.before_data()
        self._in_data = True
        try:
            code, words = super().data(msg)
        finally:
            self._in_data = False
        if self.handing is not None:
            # The server has answered: from here on it is known.
            self.handing.flowing, self.handing.accepted = False, code == 250
        return code, words

    def getreply(self) -> tuple[int, bytes]:
        code, words = super().getreply()
        if self._in_data and code == 354 and self.handing is not None:
            self.handing.flowing = True
        return code, words


class _WatchingTls(_Watching, smtplib.SMTP_SSL):
    """The same over TLS from the first byte."""


class _Backend(EmailBackend):
    """Django's backend with the watching connection. It greets with the shop's own domain: the name of this machine
    would stand in every mail of every shop that it serves."""

    def __init__(self, server: Server, domain: str, timeout: float) -> None:
        super().__init__(
            host=server.host, port=server.port, username=server.user, password=server.password or server.token,
            use_tls=server.security == "starttls", use_ssl=server.security == "tls", timeout=timeout,
            fail_silently=False,
        )  # fmt: skip
        self._domain = domain
        self._token = server.token
        self.handing = Handing()
        self.before_data: Callable[[], None] = lambda: None

    @property
    def connection_class(self) -> Any:
        return self._connect

    def _connect(self, host: str, port: int, **options: Any) -> smtplib.SMTP:
        options["local_hostname"] = self._domain
        connection = _WatchingTls(host, port, **options) if self.use_ssl else _Watching(host, port, **options)
        connection.handing = self.handing
        connection.token = self._token
        connection.before_data = lambda: self.before_data()
        return connection


class Outlet:
    """The way out through one SMTP server, with a connection of its own for each letter."""

    def __init__(self, server: Server, *, domain: str, timeout: float | None = None) -> None:
        self._server = server
        self._domain = domain
        self._timeout = TIMEOUT if timeout is None else timeout

    def check(self) -> None:
        """Connect, sign in, say good-bye; nothing is sent. Raises MailTrouble."""
        backend = _Backend(self._server, self._domain, self._timeout)
        try:
            backend.open()
            if not self._server.user and backend.connection is not None:
                backend.connection.ehlo_or_helo_if_needed()
        except Exception as error:
            raise trouble_of_smtp(error) from error
        finally:
            _close(backend)

    def send(self, message: EmailMessage, before_data: Callable[[], None]) -> None:
        """Hand one letter over. ``before_data`` runs when all is ready and before anything of the letter flows.

        Returns when the server has taken it. Raises MailTrouble: with Code.UNCLEAR where the connection broke after
        the content began to flow and before the server answered, with any other code where it surely did not leave.
        """
        backend = _Backend(self._server, self._domain, self._timeout)
        backend.before_data = before_data
        try:
            backend.open()
            backend.send_messages([message])
        except Exception as error:
            if backend.handing.accepted:
                return  # it has left; only the good-bye failed
            if backend.handing.flowing:
                raise MailTrouble(Code.UNCLEAR, permanent=True, said=repr(error)) from error
            raise trouble_of_smtp(error) from error
        finally:
            _close(backend)


def _close(backend: _Backend) -> None:
    try:
        backend.close()
    except Exception:  # the good-bye decides nothing
        backend.connection = None
