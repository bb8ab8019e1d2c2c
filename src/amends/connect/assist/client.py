"""One POST to one address, bounded in every way: where it goes, how long it takes, how much comes back.

Standard library on purpose: the address that was checked is the address that is connected to, which HTTP clients that
look names up themselves cannot promise; no proxy of the environment and no redirect is followed.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import SplitResult, urlsplit

from amends.connect.assist.port import AssistError, Trouble

#: The longest answer that is read, in bytes.
MOST_BYTES = 1_000_000
_CHUNK = 64 * 1024
#: No engine is waited for longer than this because it asked for it, in seconds.
LONGEST_WAIT = 3600
_OF_STATUS = {
    400: Trouble.NOT_ACCEPTED, 401: Trouble.REFUSED, 402: Trouble.REFUSED, 403: Trouble.REFUSED, 404: Trouble.NOT_FOUND,
    408: Trouble.BUSY, 413: Trouble.NOT_ACCEPTED, 422: Trouble.NOT_ACCEPTED, 425: Trouble.BUSY, 429: Trouble.BUSY,
}  # fmt: skip
#: Networks in which another address is hidden: what they lead to is not what they look like.
_WRAPPED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"), ipaddress.ip_network("::/96"))


@dataclass(frozen=True, slots=True)
class Target:
    """A checked address: where to connect, and as whom to ask."""

    parts: SplitResult
    address: str
    port: int

    @property
    def secure(self) -> bool:
        return self.parts.scheme == "https"


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is not None:
            return _is_public(inner)
        if address.teredo is not None or any(address in network for network in _WRAPPED):
            return False
    return address.is_global and not address.is_multicast


def _is_loopback(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def target_of(url: str, *, allow_local: bool) -> Target:
    """Where a URL leads, looked up once. Raises AssistError.

    Every address behind the name must be public; with ``allow_local`` they may instead all be this machine's own.
    Other private addresses are never asked. Only this machine may be asked without encryption.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AssistError(Trouble.BAD_ADDRESS) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise AssistError(Trouble.BAD_ADDRESS)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise AssistError(Trouble.UNREACHABLE) from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    local = bool(addresses) and all(_is_loopback(address) for address in addresses)
    if local and not allow_local:
        raise AssistError(Trouble.PRIVATE_ADDRESS)
    if not local and not all(_is_public(address) for address in addresses):
        raise AssistError(Trouble.PRIVATE_ADDRESS)
    if not local and parts.scheme != "https":
        raise AssistError(Trouble.NOT_ENCRYPTED)
    return Target(parts, str(addresses[0]), port)


class _Pinned(HTTPConnection):
    """A connection to the address that was checked, whatever the name says a moment later.

    ``held`` stays the socket when the connection has handed it over to its answer.
    """

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.parts.hostname or "", target.port, timeout=seconds)
        self.target = target
        self.held: socket.socket | None = None

    def connect(self) -> None:
        self.held = socket.create_connection((self.target.address, self.target.port), self.timeout)
        if self.target.secure:
            context = ssl.create_default_context()
            name = self.target.parts.hostname
            self.held = wrapped = context.wrap_socket(self.held, server_hostname=name, do_handshake_on_connect=False)
            wrapped.do_handshake()
        self.sock = self.held


class _Deadline:
    """Cuts a connection off when its time is over, however slowly bytes drip in: a socket's own timeout counts anew."""

    def __init__(self, connection: _Pinned, seconds: float) -> None:
        self.over = False
        self._connection = connection
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def _cut(self) -> None:
        self.over = True
        if self._connection.held is not None:
            with suppress(OSError):
                # The plain method, also of an encrypted socket: whoever reads from it sees its end.
                socket.socket.shutdown(self._connection.held, socket.SHUT_RDWR)

    def __enter__(self) -> _Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._connection.close()
        if self._connection.held is not None:
            self._connection.held.close()


def post(target: Target, body: bytes, headers: Mapping[str, str], *, seconds: float, path: str) -> bytes:
    """Send ``body`` and return the answer's. Raises AssistError for everything else than a whole 200 in time."""
    connection = _Pinned(target, seconds)
    with _Deadline(connection, seconds) as deadline:
        try:
            connection.request("POST", path, body, {"Accept-Encoding": "identity", **headers})
            answer = _read(connection.getresponse())
        except AssistError as error:
            if deadline.over:
                raise AssistError(Trouble.TIMED_OUT) from error
            raise
        except TimeoutError as error:
            raise AssistError(Trouble.TIMED_OUT) from error
        except ssl.SSLError as error:
            raise AssistError(Trouble.TIMED_OUT if deadline.over else Trouble.NOT_ENCRYPTED) from error
        except ConnectionRefusedError as error:
            raise AssistError(Trouble.UNREACHABLE) from error
        except (HTTPException, OSError, ValueError, AttributeError) as error:
            raise AssistError(Trouble.TIMED_OUT if deadline.over else Trouble.CUT_OFF) from error
    if deadline.over:
        raise AssistError(Trouble.TIMED_OUT)
    return answer


def _read(response: HTTPResponse) -> bytes:
    status = response.status
    if 300 <= status < 400:
        raise AssistError(Trouble.REDIRECTED)
    if status != 200:
        trouble = _OF_STATUS.get(status, Trouble.BROKEN if status >= 500 else Trouble.NOT_ACCEPTED)
        raise AssistError(trouble, retry_after=_retry_after(response) if trouble in _WAITS else 0)
    if response.length is not None and response.length > MOST_BYTES:
        raise AssistError(Trouble.TOO_LARGE)
    if (response.getheader("Content-Encoding") or "identity") != "identity":
        raise AssistError(Trouble.NOT_JSON)
    read, parts = 0, []
    while chunk := response.read(_CHUNK):
        read += len(chunk)
        if read > MOST_BYTES:
            raise AssistError(Trouble.TOO_LARGE)
        parts.append(chunk)
    if response.length:
        raise AssistError(Trouble.CUT_OFF)
    return b"".join(parts)


_WAITS = frozenset({Trouble.BUSY, Trouble.BROKEN})


def _retry_after(response: HTTPResponse) -> int:
    """Seconds, at most an hour; a date is not read, because that needs a clock."""
    told = (response.getheader("Retry-After") or "").strip()
    return min(int(told), LONGEST_WAIT) if told.isascii() and told.isdigit() and len(told) < 9 else 0
