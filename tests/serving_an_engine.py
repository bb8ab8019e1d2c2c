"""A real HTTP server on this machine that answers as an engine would, or misbehaves in every way one can."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from amends.connect.assist.port import Setup


class Asked(BaseHTTPRequestHandler):
    """One question, as the behaviour of a test sees it."""

    protocol_version = "HTTP/1.1"
    server: Engine  # type: ignore[assignment]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        self.server.seen.append({"path": self.path, "headers": dict(self.headers), "body": json.loads(body)})
        with suppress(OSError):
            self.server.behave(self)

    def do_GET(self) -> None:
        self.server.seen.append({"path": self.path, "headers": dict(self.headers), "body": None})
        answer(self, b"{}")

    def log_message(self, *_: Any) -> None:
        """Nothing is printed."""

    @property
    def asked(self) -> dict[str, Any]:
        """The data object of the question."""
        return json.loads(self.server.seen[-1]["body"]["messages"][1]["content"])


Behaviour = Callable[[Asked], None]


class Engine(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, behave: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.behave = behave
        self.seen: list[dict[str, Any]] = []
        self.stopping = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def setup(self, **changes: Any) -> Setup:
        told = {"engine": "openai_compatible", "address": self.address, "model": "small", "allow_local": True}
        return Setup(**{**told, "seconds": 2, **changes})

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news here."""


@contextmanager
def serving(behave: Behaviour) -> Iterator[Engine]:
    engine = Engine(behave)
    thread = threading.Thread(target=engine.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield engine
    finally:
        engine.stopping.set()
        engine.shutdown()
        engine.server_close()


def answer(asked: Asked, body: bytes, status: int = 200, **headers: str) -> None:
    asked.send_response(status)
    for name, value in {"Content_Type": "application/json", "Content_Length": str(len(body)), **headers}.items():
        asked.send_header(name.replace("_", "-"), value)
    asked.end_headers()
    asked.wfile.write(body)


def completion(content: str, usage: dict[str, int] | None = None) -> bytes:
    told: dict[str, Any] = {"choices": [{"message": {"role": "assistant", "content": content}}]}
    if usage is not None:
        told["usage"] = usage
    return json.dumps(told).encode()


def says(content: str, usage: dict[str, int] | None = None) -> Behaviour:
    """The model says exactly this."""
    return lambda asked: answer(asked, completion(content, usage))


def translates(words: str | Callable[[str], str], usage: dict[str, int] | None = None) -> Behaviour:
    """The model translates into these words, or by this function."""

    def behave(asked: Asked) -> None:
        said = words(asked.asked["text"]) if callable(words) else words
        answer(asked, completion(json.dumps({"translation": said}), usage))

    return behave


def drafts(*sentences: tuple[str, list[str]]) -> Behaviour:
    said = {"sentences": [{"text": text, "evidence": evidence} for text, evidence in sentences]}
    return says(json.dumps(said))


def fails(status: int, body: bytes = b"{}", **headers: str) -> Behaviour:
    return lambda asked: answer(asked, body, status, **headers)


def hangs(asked: Asked) -> None:
    """Says nothing."""
    asked.server.stopping.wait(20)


def drips(asked: Asked) -> None:
    """Promises an answer and sends a byte now and then: no single wait is long, all together they are."""
    asked.send_response(200)
    asked.send_header("Content-Length", "5000")
    asked.end_headers()
    while not asked.server.stopping.wait(0.1):
        asked.wfile.write(b" ")
        asked.wfile.flush()


def drips_headers(asked: Asked) -> None:
    """Never comes to the end of its headers."""
    asked.wfile.write(b"HTTP/1.1 200 OK\r\n")
    while not asked.server.stopping.wait(0.1):
        asked.wfile.write(b"X-A: b\r\n")
        asked.wfile.flush()


def hangs_up(asked: Asked) -> None:
    """Closes in the middle of the body."""
    asked.send_response(200)
    asked.send_header("Content-Length", "5000")
    asked.end_headers()
    asked.wfile.write(b'{"choices": [{"mess')
    asked.wfile.flush()
    asked.close_connection = True
    asked.connection.shutdown(2)


def says_nothing_and_hangs_up(asked: Asked) -> None:
    asked.close_connection = True
    asked.connection.shutdown(2)


def floods(asked: Asked) -> None:
    """Fifty megabytes, with no length told before."""
    asked.send_response(200)
    asked.send_header("Connection", "close")
    asked.end_headers()
    asked.close_connection = True
    for _ in range(800):
        asked.wfile.write(b" " * 65536)


def promises_a_flood(asked: Asked) -> None:
    asked.send_response(200)
    asked.send_header("Content-Length", str(50 * 1024 * 1024))
    asked.end_headers()
    asked.wfile.write(b" " * 1000)


def seconds_of(call: Callable[[], object]) -> float:
    began = time.monotonic()
    with suppress(Exception):
        call()
    return time.monotonic() - began


@dataclass
class Remembering:
    """A behaviour that answers in turn: first this, then that."""

    behaviours: list[Behaviour]
    calls: int = field(default=0)

    def __call__(self, asked: Asked) -> None:
        behave = self.behaviours[min(self.calls, len(self.behaviours) - 1)]
        self.calls += 1
        behave(asked)
