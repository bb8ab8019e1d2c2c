"""Mail servers of the tests' own: dovecot for reading, aiosmtpd for sending, and servers that misbehave.

Each listens on a free port of this machine, in a temporary folder, and is gone afterwards.
"""

from __future__ import annotations

import base64
import contextlib
import getpass
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

USER, PASSWORD = "shop@lumora.example", "correct-horse-42"
#: An OAuth access token that the servers of the tests take for that user.
TOKEN = "ya29.token-of-the-tests-7Qx"
DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"

CONFIGURATION = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 1
mailbox_idle_check_interval = 1 secs
auth_failure_delay = 0
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
ssl = {ssl}
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
imap_capability = {capability}
mail_max_userip_connections = 50
service imap-login {{
  chroot =
  process_min_avail = 1
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = scheme=plain username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={mail_uid} gid={mail_gid} home={folder}/mail/%u
}}
"""


class NoDovecot(Exception):
    """No IMAP server could be started; the message says what to install."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> Path:
    """A certificate for ``localhost`` that signs itself; returns its file, ``key.pem`` lies beside it."""
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "cert.pem"


@dataclass
class Dovecot:
    """A running IMAP server with one user."""

    folder: Path
    port: int
    tls_port: int
    process: subprocess.Popen[bytes] = field(repr=False)

    @contextlib.contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        connection = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        connection.login(USER, PASSWORD)
        try:
            yield connection
        finally:
            with contextlib.suppress(Exception):
                connection.logout()

    def deliver(self, *mails: bytes) -> None:
        with self.client() as connection:
            for mail in mails:
                status, words = connection.append(
                    "INBOX", "", None, mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
                )
                assert status == "OK", words

    def seen(self) -> int:
        with self.client() as connection:
            connection.select("INBOX", readonly=True)
            return len(connection.search(None, "SEEN")[1][0].split())

    def remake_inbox(self) -> None:
        """The folder gets a new UIDVALIDITY, as after a move to another machine; its mails stay."""
        for name in ("dovecot-uidlist", "dovecot-uidvalidity"):
            for path in (self.folder / "mail").rglob(name + "*"):
                path.unlink()
        for path in (self.folder / "mail").rglob("dovecot.index*"):
            path.unlink()
        time.sleep(1.1)  # the validity is made from the time in seconds

    def stop(self) -> None:
        """It takes its second to end; nobody waits for it but the end of the tests."""
        self.process.send_signal(signal.SIGTERM)
        threading.Thread(target=self._reap).start()

    def _reap(self) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(5)
        shutil.rmtree(self.folder, ignore_errors=True)


def start_dovecot(*, idle: bool = True) -> Dovecot:
    """Start one. ``idle`` False: it says that it cannot tell of new mail. Raises NoDovecot."""
    if not os.access(DOVECOT, os.X_OK):
        raise NoDovecot("there is no dovecot; install the package dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="amends-dovecot-"))
    folder.chmod(0o755)
    certificate(folder)
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "mail").mkdir()
    me = pwd.getpwuid(os.geteuid())
    names = {"internal": me.pw_name, "login": me.pw_name, "group": me.pw_name}
    mail = me
    if os.geteuid() == 0:  # dovecot touches no mail as root
        names = {"internal": "dovecot", "login": "dovenull", "group": "dovecot"}
        mail = pwd.getpwnam("nobody")
        os.chown(folder / "mail", mail.pw_uid, mail.pw_gid)
    port, tls_port = free_port(), free_port()
    plain = "IMAP4rev1 SASL-IR LITERAL+ ID UIDPLUS"
    (folder / "dovecot.conf").write_text(
        CONFIGURATION.format(
            folder=folder, port=port, tls_port=tls_port, ssl="yes", mail_uid=mail.pw_uid, mail_gid=mail.pw_gid,
            capability="" if idle else plain, **names,
        )
    )  # fmt: skip
    if idle:
        text = (folder / "dovecot.conf").read_text()
        (folder / "dovecot.conf").write_text(text.replace("imap_capability = \n", ""))
    process = subprocess.Popen(
        [DOVECOT, "-F", "-c", str(folder / "dovecot.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    end = time.monotonic() + 15
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as probe:
            if probe.recv(4) == b"* OK":
                return Dovecot(folder, port, tls_port, process)
        time.sleep(0.1)
    said = process.stderr.read().decode() if process.poll() is not None and process.stderr else "it does not answer"
    log = (folder / "log").read_text()[-500:] if (folder / "log").exists() else ""
    process.kill()
    shutil.rmtree(folder, ignore_errors=True)
    raise NoDovecot(f"dovecot could not be started by {getpass.getuser()}: {said} {log}")


@dataclass
class Received:
    """A mail that the sending server took."""

    sender: str
    recipients: list[str]
    content: bytes
    greeting: str


class Post:
    """An SMTP server that takes what is sent, or answers as it is told: ``answers`` maps a command to a reply.

    ``at_data`` runs with the socket's transport when a mail has flowed in, before the answer.
    """

    def __init__(self, *, sign_in: bool = True, size: int = 30_000_000) -> None:
        from aiosmtpd.controller import Controller
        from aiosmtpd.smtp import SMTP, AuthResult

        self.received: list[Received] = []
        self.answers: dict[str, str] = {}
        self.answered: list[Any] = []
        self.drop_at: str = ""
        self.hold_seconds = 0.0
        post = self

        class Handler:
            async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
                if "MAIL" in post.answers:
                    return post.answers["MAIL"]
                envelope.mail_from = address
                return "250 OK"

            async def auth_XOAUTH2(self, server: Any, args: list[str]) -> Any:  # noqa: N802
                said = base64.b64decode(args[1]) if len(args) > 1 else await server.challenge_auth("")
                if said == f"user={USER}\x01auth=Bearer {TOKEN}\x01\x01".encode():
                    return AuthResult(success=True, auth_data=USER)
                # As Google does: the reason is a challenge, and the refusal follows the answer to it.
                post.answered.append(await server.challenge_auth('{"status":"400","schemes":"Bearer"}'))
                return AuthResult(success=False, handled=False)

            async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
                if "RCPT" in post.answers:
                    return post.answers["RCPT"]
                envelope.rcpt_tos.append(address)
                return "250 OK"

            async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
                if "DATA" in post.answers:
                    return post.answers["DATA"]
                if post.drop_at == "before taking":
                    server.transport.abort()
                    return "451 gone"
                post.received.append(
                    Received(envelope.mail_from, envelope.rcpt_tos, envelope.content, session.host_name or "")
                )
                if post.drop_at == "after taking":
                    server.transport.abort()
                if post.hold_seconds:
                    import asyncio

                    await asyncio.sleep(post.hold_seconds)
                return "250 taken"

        def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> Any:
            good = data.login.decode() == USER and data.password.decode() == PASSWORD
            return AuthResult(success=good, handled=False)

        class Server(Controller):
            def factory(self) -> Any:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # signing in without TLS, on this machine alone
                    return SMTP(
                        self.handler, authenticator=authenticate, auth_require_tls=False, auth_required=sign_in,
                        data_size_limit=size, hostname="mail.lumora.example", loop=self.loop,
                    )  # fmt: skip

        self._controller = Server(Handler(), hostname="127.0.0.1", port=free_port())
        self._controller.start()
        self.port = self._controller.port

    def stop(self) -> None:
        self._controller.stop()


class Script:
    """A server that follows a script: what it says at the start, and to each line that begins with a word.

    A reply of None means silence; ``drop`` ends the connection; a callable is given the socket.
    """

    def __init__(self, greeting: str | None, replies: dict[str, Any] | None = None) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(20)
        self.port = int(self._socket.getsockname()[1])
        self.lines: list[str] = []
        self._greeting = greeting
        self._replies = replies or {}
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        while not self._ended.is_set():
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            if self._greeting is not None:
                connection.sendall(self._greeting.encode() + b"\r\n")
            for line in connection.makefile("rb"):
                text = line.decode("utf-8", "replace").rstrip("\r\n")
                self.lines.append(text)
                if not self._answer(connection, text):
                    return
            if self._greeting is None:
                self._ended.wait(30)

    def _answer(self, connection: socket.socket, text: str) -> bool:
        tag, _space, rest = text.partition(" ")
        for start, reply in self._replies.items():
            if text.upper().startswith(start) or rest.upper().startswith(start):
                if reply == "drop":
                    return False
                if callable(reply):
                    reply(connection)
                elif reply is not None:
                    connection.sendall(reply.replace("TAG", tag).encode() + b"\r\n")
                return True
        return True

    def stop(self) -> None:
        self._ended.set()
        self._socket.close()
