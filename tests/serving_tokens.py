"""A token server of a mail provider, on this machine, that answers as it is told and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class TokenServer:
    """``answers`` are given in turn, the last one again and again: (status, body), the body as JSON or as it is."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.answers: list[tuple[int, Any]] = []
        self.headers: dict[str, str] = {}
        at = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                at.asked.append({name: values[0] for name, values in parse_qs(body).items()})
                status, told = at.answers.pop(0) if len(at.answers) > 1 else at.answers[0]
                text = told if isinstance(told, str) else json.dumps(told)
                self.send_response(status)
                for name, value in at.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_told: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}/token"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
