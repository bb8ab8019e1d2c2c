"""A mailbox over IMAP: what is new in it, its bytes, and waiting for more (IDLE, RFC 2177).

Reading changes nothing in the mailbox: a mail is marked as seen only when the caller says that it is stored.
"""

from __future__ import annotations

import imaplib
import re
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from amends.connect.mail.bearer import MECHANISM, Bearer
from amends.connect.mail.codes import Code, MailTrouble
from amends.connect.mail.troubles import trouble_of_imap

#: Seconds until a server that says nothing is given up.
TIMEOUT = 20.0
#: A larger mail is not fetched: its head is kept, and that it lies in the mailbox.
MAX_BYTES = 50 * 1024 * 1024
#: What is fetched at once: the caller stores it in one transaction.
MOST_AT_ONCE, BYTES_AT_ONCE = 50, 8 * 1024 * 1024
#: How long one wait in IDLE is cut into, so that a worker that is told to stop stops soon.
SLICE = 1.0
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")

# RFC 2971: some providers serve nobody who does not say which program asks.
imaplib.Commands.setdefault("ID", ("NONAUTH", "AUTH", "SELECTED"))


@dataclass(frozen=True, slots=True)
class Server:
    """Where to sign in. ``security`` is ``tls``, ``starttls`` or ``plain`` (for a server on the same machine).

    ``token``: an OAuth access token; where there is one it signs in, and no password is said.
    """

    host: str
    port: int
    security: str
    user: str
    password: str
    token: str = ""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.security}, {self.user})"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One mail. ``whole`` is False where only the head was fetched, because the mail is too large."""

    uid: int
    received_at: datetime | None
    size: int
    raw: bytes
    whole: bool = True


class Inbox:
    """One signed-in connection to one folder; a context manager. Every method raises MailTrouble."""

    def __init__(self, server: Server, folder: str = "INBOX", *, timeout: float | None = None) -> None:
        self._server = server
        self._folder = folder or "INBOX"
        self._timeout = TIMEOUT if timeout is None else timeout
        self._box: BaseMailBox | None = None
        self.validity = 0

    def __enter__(self) -> Inbox:
        try:
            self._open()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def _open(self) -> None:
        server = self._server
        with trouble_of_imap("connect"):
            self._box = _connected(server, self._timeout)
        with trouble_of_imap("token" if server.token else "login"):
            if server.token:
                self._say_token()
            elif (server.user + server.password).isascii():
                self._box.login(server.user, server.password, initial_folder=None)
            else:
                self._box.login_utf8(server.user, server.password, initial_folder=None)
        with trouble_of_imap("select"):
            if "ID" in self._client.capabilities:
                self._client.xatom("ID", '("name" "amends" "version" "1")')
            self._box.folder.set(self._folder)
            self.validity = int((self._client.response("UIDVALIDITY")[1] or [b"0"])[-1] or 0)

    def _say_token(self) -> None:
        if f"AUTH={MECHANISM}" not in self._client.capabilities:
            raise MailTrouble(Code.TOKEN_NOT_TAKEN, permanent=True)
        self._client.authenticate(MECHANISM, Bearer(self._server.user, self._server.token))

    def _close(self) -> None:
        """Good-bye, or without: a connection that broke has nobody to say it to."""
        box, self._box = self._box, None
        if box is None:
            return
        try:
            box.client.sock.settimeout(2.0)
            box.logout()
        except Exception:
            try:
                box.client.shutdown()
            except OSError:
                return

    @property
    def _client(self) -> Any:
        assert self._box is not None, "the inbox is used outside its with-block"
        return self._box.client

    @property
    def can_wait(self) -> bool:
        """Whether the server tells of new mail by itself."""
        return "IDLE" in self._client.capabilities

    def uids_after(self, uid: int, since: date | None = None) -> list[int]:
        """The identifiers of mails after one, rising; ``since``: only those that came on or after that day."""
        wanted = f"UID {uid + 1}:*"
        if since is not None:
            wanted += f" SINCE {since.day}-{_MONTHS[since.month - 1]}-{since.year}"
        with trouble_of_imap("work"):
            # "n:*" holds the last mail also where its number is smaller.
            found = self._box.uids(wanted, charset=None) if self._box else []
        return sorted(number for number in map(int, found) if number > uid)

    def fetch(self, uids: Sequence[int]) -> Iterator[list[Fetched]]:
        """The mails in groups that fit into memory and one transaction, in rising order."""
        for start in range(0, len(uids), 500):
            part = uids[start : start + 500]
            sizes = self._sizes(part)
            group: list[int] = []
            weight = 0
            for uid in part:
                size = sizes.get(uid)
                if size is None:  # it was deleted meanwhile
                    continue
                if size > MAX_BYTES:
                    if group:
                        yield self._bodies(group)
                        group, weight = [], 0
                    yield self._heads([uid], sizes)
                    continue
                if group and (len(group) >= MOST_AT_ONCE or weight + size > BYTES_AT_ONCE):
                    yield self._bodies(group)
                    group, weight = [], 0
                group.append(uid)
                weight += size
            if group:
                yield self._bodies(group)

    def _sizes(self, uids: Sequence[int]) -> dict[int, int]:
        with trouble_of_imap("work"):
            answer = _answered(self._client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)"))
        found: dict[int, int] = {}
        for item in answer:
            line = item if isinstance(item, bytes) else item[0] if isinstance(item, tuple) else b""
            uid, size = _UID.search(line), _SIZE.search(line)
            if uid and size:
                found[int(uid.group(1))] = int(size.group(1))
        return found

    def _bodies(self, uids: Sequence[int]) -> list[Fetched]:
        with trouble_of_imap("work"):
            wanted = "(UID INTERNALDATE BODY.PEEK[])"
            answer = _answered(self._client.uid("FETCH", ",".join(map(str, uids)), wanted))
        return sorted(_mails_in(answer), key=lambda mail: mail.uid)

    def _heads(self, uids: Sequence[int], sizes: dict[int, int]) -> list[Fetched]:
        with trouble_of_imap("work"):
            wanted = "(UID INTERNALDATE BODY.PEEK[HEADER])"
            answer = _answered(self._client.uid("FETCH", ",".join(map(str, uids)), wanted))
        return [
            Fetched(mail.uid, mail.received_at, sizes[mail.uid], mail.raw, whole=False) for mail in _mails_in(answer)
        ]

    def mark_seen(self, uids: Sequence[int]) -> None:
        """Say in the mailbox that these were read. Nothing is expunged, whatever others have marked as deleted."""
        if uids:
            with trouble_of_imap("work"):
                _answered(self._client.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Seen)"))

    def wait(self, seconds: float, stopped: Callable[[], bool]) -> bool:
        """Wait in IDLE until something happens, the time is over or ``stopped`` says so; whether something did."""
        assert self._box is not None
        end = time.monotonic() + seconds
        with trouble_of_imap("work"):
            self._box.idle.start()  # type: ignore[no-untyped-call]
            happened = self._told_already()
            while not happened and not stopped() and time.monotonic() < end:
                happened = bool(self._box.idle.poll(timeout=min(SLICE, max(end - time.monotonic(), 0.01))))
            self._box.idle.stop()  # type: ignore[no-untyped-call]
        return happened

    def _told_already(self) -> bool:
        """Whether the server's word came with its consent to wait: then it lies in the buffer, and the socket is still.

        A mail that came between the last look and the waiting is announced in this way.
        """
        connection = self._client.sock
        patience = connection.gettimeout()
        connection.settimeout(0)
        try:
            # Newer Pythons call it _file.
            known = vars(self._client)
            return bool((known.get("_file") or known["file"]).peek(1))
        except (OSError, ValueError):
            return False
        finally:
            connection.settimeout(patience)


def _connected(server: Server, timeout: float) -> BaseMailBox:
    if server.security == "plain":
        return MailBoxUnencrypted(server.host, server.port, timeout=timeout)
    context = ssl.create_default_context()
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=timeout, ssl_context=context)
    return MailBox(server.host, server.port, timeout=timeout, ssl_context=context)


def _answered(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        words = [item.decode("utf-8", "replace") for item in data or [] if isinstance(item, bytes)]
        raise imaplib.IMAP4.error(" ".join([status, *words])[:500])
    return [item for item in data or [] if item]


def _mails_in(answer: list[Any]) -> Iterator[Fetched]:
    """The mails of a FETCH: a pair of line and bytes each; what the server says after the bytes follows alone."""
    for index, item in enumerate(answer):
        if not isinstance(item, tuple) or len(item) < 2:
            continue
        after = answer[index + 1] if index + 1 < len(answer) and isinstance(answer[index + 1], bytes) else b""
        told = item[0] + b" " + after
        uid = _UID.search(told)
        if uid:
            yield Fetched(int(uid.group(1)), _received(told), len(item[1]), bytes(item[1]))


def _received(told: bytes) -> datetime | None:
    """The server's own time of arrival."""
    moment = imaplib.Internaldate2tuple(told)
    try:
        return datetime.fromtimestamp(time.mktime(moment), UTC) if moment else None
    except (ValueError, OverflowError):
        return None
