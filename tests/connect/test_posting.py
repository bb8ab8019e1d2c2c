"""Writing to addresses that people typed: never to this machine or its network, whatever a name points to."""

from __future__ import annotations

import contextlib
import http.server
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from amends.connect import posting
from amends.connect.posting import AddressRefused, check_url, is_public, post
from amends.core.errors import TransportError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "2002:808:808::", "64:ff9b::7f00:1", "2001:db8::1",
        "fec0::1", "240.0.0.1",
    ],
)  # fmt: skip
def test_no_address_of_this_machine_or_its_network_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://a.localhost/",
        "https://printer.local/", "https://user:secret@example.com/", "https://example.com/#x", "ftp://example.com/",
        "https://", "https://example.com:0/", "https://example.com:99999/", "https://exa mple.com/", "https://ex.com/\n",
        "https://intranet/", "javascript:alert(1)", "https://[::ffff:10.0.0.1]/", "https://пример.рф/",
        "https://example.com/" + "x" * 600, "https://[bad/",
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_refused_as_it_is_typed(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_url(url)


@pytest.mark.parametrize("url", ["https://0x7f000001/", "https://2130706433/", "https://127.1/"])
def test_other_spellings_of_this_machine_do_not_get_through(url: str) -> None:
    with pytest.raises(TransportError):
        post(url, b"{}", {})


def test_a_name_that_points_to_this_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port)) for each in ("8.8.8.8", "127.0.0.1")]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(AddressRefused, match="private"):
        post("https://rebinding.example.com/", b"{}", {})


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that points elsewhere on a second look gains nothing: there is no second look."""
    asked: list[str] = []
    connected: list[Any] = []

    def resolve(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        address = "8.8.8.8" if len(asked) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    def connect(address: Any, **_: Any) -> socket.socket:
        connected.append(address)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(TransportError):
        post("https://rebinding.example.com/", b"{}", {})
    assert asked == ["rebinding.example.com"]
    assert connected == [("8.8.8.8", 443)]


class Receiver(http.server.BaseHTTPRequestHandler):
    taken: list[tuple[str, bytes, dict[str, str]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        Receiver.taken.append((self.path, body, {k.lower(): v for k, v in self.headers.items()}))
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/taken")
        elif self.path == "/drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b".")
                time.sleep(0.1)
            return
        else:
            self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture
def receiver() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Receiver.taken = []
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_what_is_posted_arrives_where_private_addresses_are_allowed(receiver: str) -> None:
    assert post(f"{receiver}/hook?a=1", b'{"a": 1}', {"webhook-id": "m"}, private=True) == 204
    path, body, headers = Receiver.taken[0]
    assert (path, body, headers["webhook-id"]) == ("/hook?a=1", b'{"a": 1}', "m")
    with pytest.raises(AddressRefused):
        post(f"{receiver}/hook", b"{}", {})


def test_a_redirect_is_told_and_not_followed(receiver: str) -> None:
    assert post(f"{receiver}/elsewhere", b"{}", {}, private=True) == 302
    assert [path for path, _, _ in Receiver.taken] == ["/elsewhere"]


def test_an_answer_that_drips_is_broken_off(receiver: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "WHOLE", 0.5)
    began = time.monotonic()
    with contextlib.suppress(TransportError):
        post(f"{receiver}/drip", b"{}", {}, private=True)
    assert time.monotonic() - began < 5


def test_an_address_that_nobody_listens_at_is_a_transport_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(TransportError):
        post(f"http://127.0.0.1:{port}/", b"{}", {}, private=True)
