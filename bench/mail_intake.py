"""Durable intake of mail on SQLite and on PostgreSQL: mails a second.

Stored: from a real IMAP server (dovecot, where it is installed; else from memory) into the database, each mail in a
committed transaction with the job that follows it. PostgreSQL runs with its usual durability (fsync on). Followed: read,
threaded, with its buyer, as a message in its conversation; understanding it is not part of it (see `intake`).
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

MAILS = 2000
WORDS = "My parcel has not arrived and the tracking does not move since two weeks. What will you do about it? ".split()


def mail_of(number: int) -> bytes:
    """A mail of about three kilobytes: plain and formatted text, every third with a small picture."""
    made = EmailMessage()
    made["From"] = f"Dana {number} <dana{number}@example.com>"
    made["To"] = "shop@lumora.example"
    made["Subject"] = f"Where is my order 8201-{number}?"
    made["Date"] = f"Fri, 20 Nov 2026 0{number % 10}:{number % 60:02d}:00 +0000"
    made["Message-ID"] = f"<m{number}@example.com>"
    text = " ".join(WORDS[(number + n) % len(WORDS)] for n in range(120))
    made.set_content(text)
    made.add_alternative(f"<html><body><p>{text}</p></body></html>", subtype="html")
    if number % 3 == 0:
        picture = bytes((number + n) % 251 for n in range(2_000))
        made.add_attachment(b"\xff\xd8\xff" + picture, maintype="image", subtype="jpeg", filename="lamp.jpg")
    return made.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def connected(port: int) -> Any:
    """A shop with a mailbox."""
    import serving_mail

    from amends.cli.main import main as amends
    from amends.desk.mailboxes.operations import Settings, connect_mailbox
    from amends.desk.people.actors import SYSTEM
    from amends.desk.shops.models import Shop

    amends(["migrate"])
    amends(["shop", "bench", "--platform", "own_shop"])
    settings = Settings(
        address=serving_mail.USER, name="", signature="", aliases=(), imap_host="127.0.0.1", imap_port=port,
        imap_security="plain", imap_user=serving_mail.USER, imap_password=serving_mail.PASSWORD, folder="INBOX",
        smtp_host="", smtp_port=465, smtp_security="tls", smtp_user="", smtp_password="", since=date(2000, 1, 1),
    )  # fmt: skip
    now = datetime.now(UTC)
    return connect_mailbox(actor=SYSTEM, shop=Shop.objects.get(key="bench"), settings=settings, now=now)


def timed(what: str, number: int, action: Callable[[], object]) -> None:
    started = time.perf_counter()
    action()
    seconds = time.perf_counter() - started
    print(f"  {what}: {number:,} mails in {seconds:.2f} s, {number / seconds:,.0f} mails/s", flush=True)


def store_from_memory(mailbox: Any, mails: list[bytes]) -> None:
    from amends.connect.mail import Fetched
    from amends.desk.mailboxes.operations import take_in_mails

    now = datetime.now(UTC)
    for start in range(0, len(mails), 50):
        group = [Fetched(start + n + 1, now, len(raw), raw) for n, raw in enumerate(mails[start : start + 50])]
        take_in_mails(mailbox=mailbox, mails=group, validity=1, now=now)


def follow() -> None:
    from django.utils import timezone

    from amends.jobs.engine import claim, run_together

    while jobs := claim(timezone.now(), most=20, kinds=("flow.follow_mail",)):
        if not run_together(jobs, timezone.now()):
            raise SystemExit("the mails could not be followed")


def measure(database: str, server: Any, mails: list[bytes]) -> None:
    """In a process of its own: the settings are read once."""
    folder = tempfile.mkdtemp(prefix="amends-bench-")
    os.environ |= {"AMENDS_DATA": folder, "AMENDS_DATABASE_URL": database}
    from amends.cli.main import set_up_desk

    set_up_desk()
    from django.db import connection
    from django.utils import timezone

    from amends.desk.mailboxes.models import Mail
    from amends.desk.mailboxes.postman import look

    print(connection.vendor, flush=True)
    mailbox = connected(server.port if server is not None else 0)
    if server is not None:
        timed("stored, from dovecot over IMAP", len(mails), lambda: look(mailbox, timezone.now))
    else:
        timed("stored, from memory (dovecot is not installed)", len(mails), lambda: store_from_memory(mailbox, mails))
    assert Mail.objects.count() == len(mails)
    timed("followed: read, threaded, a message", len(mails), follow)
    assert Mail.objects.filter(state=Mail.TAKEN).count() == len(mails)


def _in_a_process(database: str, server: Any, mails: list[bytes]) -> None:
    child = os.fork()
    if not child:
        try:
            measure(database, server, mails)
            os._exit(0)
        except BaseException as error:
            print(f"  failed: {error!r}", file=sys.stderr, flush=True)
            os._exit(1)
    if os.waitpid(child, 0)[1]:
        raise SystemExit(1)


def main() -> None:
    import serving_mail
    import serving_postgresql

    serving_postgresql.FAST = ()  # durable, as an installation has it
    mails = [mail_of(number) for number in range(MAILS)]
    with ExitStack() as ends:
        server: Any = None
        try:
            server = serving_mail.start_dovecot()
            ends.callback(server.stop)
        except serving_mail.NoDovecot as missing:
            print(f"without an IMAP server: {missing}")
        if server is not None:
            server.deliver(*mails)
        _in_a_process("", server, mails)
        try:
            address, stop = serving_postgresql.start()
        except serving_postgresql.NoPostgres as missing:
            print(f"without PostgreSQL: {missing}")
            return
        ends.callback(stop)
        _in_a_process(address, server, mails)


if __name__ == "__main__":
    sys.exit(main())
