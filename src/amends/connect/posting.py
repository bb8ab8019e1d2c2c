"""Posting to an address that a person has typed: never to this machine or its network, never for long, never far.

The host is resolved once, every address it has is checked, and the connection goes to an address that was checked: a
name that points elsewhere a moment later changes nothing. Redirects are not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from amends.core.errors import TransportError

#: Seconds for one step, and for everything together.
STEP, WHOLE = 5.0, 10.0
#: Of an answer no more than this is read.
MOST_BYTES = 65_536
LONGEST_URL = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class AddressRefused(TransportError):
    """This address is never written to; the message says why."""


def check_url(url: str, *, private: bool = False) -> SplitResult:
    """The parts of an address that may be written to, as far as its text tells. Raises AddressRefused.

    ``private`` allows plain http and private networks: for tests and for closed networks.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused("This is no address that can be written to.", permanent=True) from error
    host = parts.hostname or ""
    if len(url) > LONGEST_URL or not host or any(ord(mark) <= 32 or ord(mark) > 126 for mark in url) or port == 0:
        raise AddressRefused("Write an address such as https://example.com/hooks/amends.", permanent=True)
    if parts.scheme != "https" and not (private and parts.scheme == "http"):
        raise AddressRefused("Only https addresses are written to.", permanent=True)
    if parts.username or parts.password or parts.fragment:
        raise AddressRefused("The address must hold no name, password or fragment.", permanent=True)
    if not private:
        _must_be_public_name(host)
    return parts


def _must_be_public_name(host: str) -> None:
    try:
        public = is_public(host)
    except ValueError:
        # A name: what it points to is checked when it is written to.
        public = "." in host.strip(".") and not host.rstrip(".").endswith((".localhost", ".local", ".internal"))
    if not public:
        raise AddressRefused("This address is private: it lies on this machine or in its network.", permanent=True)


def is_public(address: str) -> bool:
    """Whether an IP address lies in the public network. Raises ValueError for what is no IP address."""
    found = ipaddress.ip_address(address.split("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return found.ipv4_mapped is not None and is_public(str(inner))
        if found.is_site_local:
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def addresses_of(host: str, port: int, *, private: bool) -> list[str]:
    """All addresses of a host. Raises AddressRefused where one of them is private, TransportError for an unknown host."""
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise TransportError(f"The host {host} is not known: {error}") from error
    if not private and not all(is_public(each) for each in found):
        raise AddressRefused(f"{host} points to a private address.", permanent=True)
    return found


class _Checked(http.client.HTTPConnection):
    """A connection to an address that was checked, under the host's own name (also for its certificate)."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext | None) -> None:
        super().__init__(host, port, timeout=STEP)
        self._address = address
        self._context = context
        self._open: socket.socket | None = None

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), timeout=STEP)
        self.sock = self._context.wrap_socket(plain, server_hostname=self.host) if self._context else plain
        self._open = self.sock  # the response takes the socket over

    def end(self) -> None:
        """Break off whatever is going on."""
        if self._open is not None:
            try:
                self._open.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def post(url: str, body: bytes, headers: Mapping[str, str], *, private: bool = False) -> int:
    """POST ``body``; returns the status. Raises AddressRefused, TransportError. Redirects are not followed."""
    parts = check_url(url, private=private)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = addresses_of(host, port, private=private)[0]
    context = ssl.create_default_context() if parts.scheme == "https" else None
    connection = _Checked(host, port, address, context)
    timer = threading.Timer(WHOLE, connection.end)
    timer.daemon = True
    timer.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers=dict(headers))
        answer = connection.getresponse()
        answer.read(MOST_BYTES)
        return answer.status
    except (OSError, http.client.HTTPException) as error:
        raise TransportError(f"The address could not be reached: {error or type(error).__name__}") from error
    finally:
        timer.cancel()
        connection.close()
