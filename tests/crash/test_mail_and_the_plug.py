"""kill -9 while mail comes in and goes out: nothing is lost, nothing is doubled, what nobody can know is asked about."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from making import mail
from serving_mail import PASSWORD, USER, Dovecot, NoDovecot, Post, start_dovecot

from crash.running import Installation, kill, kill_after, wait_until

pytestmark = pytest.mark.crash

MAILS, LETTERS = 200, 24

CONNECT = """
from datetime import date
from django.utils import timezone
from amends.desk.mailboxes.operations import Settings, connect_mailbox
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.models import Shop

settings = Settings(
    address={user!r}, name="Lumora", signature="", aliases=(), imap_host="127.0.0.1", imap_port={imap},
    imap_security="plain", imap_user={user!r}, imap_password={password!r}, folder="INBOX", smtp_host="127.0.0.1",
    smtp_port={smtp}, smtp_security="plain", smtp_user={user!r}, smtp_password={password!r}, since=date(2000, 1, 1),
)
connect_mailbox(actor=SYSTEM, shop=Shop.objects.get(), settings=settings, now=timezone.now())
answer = True
"""
QUEUE_LETTERS = """
import secrets
from django.utils import timezone
from amends.desk.cases.models import Case, TabCount
from amends.desk.orders.models import Buyer
from amends.desk.people.actors import SYSTEM
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import queue_letter
from amends.desk.shops.models import Shop

now, shop = timezone.now(), Shop.objects.get()
for number in range({letters}):
    buyer = Buyer.objects.create(shop=shop, reference=f"dana-{{number}}", name="Dana", email=f"dana{{number}}@example.com")
    case = Case.objects.create(
        shop=shop, buyer=buyer, opened_by="message", opened_at=now, updated_at=now, kind="not_received"
    )
    reply = Reply.objects.create(
        case=case, stage="first_reply", channel="message", language="en", subject="Your order",
        body=f"Dear Dana, this is letter {{number}}.", verdict="pass", key=secrets.token_hex(16), drafted_at=now,
    )
    queue_letter(actor=SYSTEM, person=None, reply=reply, version=1, now=now)
TabCount.objects.create(shop=shop, tab="answer", count={letters})
answer = {letters}
"""
#: Leases of dead workers end at once, as if the time had passed; nothing else is touched.
TIME_PASSES = (
    "UPDATE jobs_job SET lease_until = datetime('now', '-1 second') WHERE lease_until IS NOT NULL",
    "UPDATE mailboxes_mailbox SET watched_until = datetime('now', '-1 second')",
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = Installation(tmp_path_factory.mktemp("fresh"))
    made.run("migrate")
    made.run("shop", "lumora", "--platform", "own_shop")
    return made.folder


@pytest.fixture
def installation(fresh: Path, tmp_path: Path) -> Installation:
    shutil.copytree(fresh, tmp_path / "amends")
    return Installation(tmp_path / "amends")


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    try:
        server = start_dovecot()
    except NoDovecot as missing:
        pytest.skip(str(missing))
    yield server
    server.stop()


@pytest.fixture
def post() -> Iterator[Post]:
    server = Post()
    yield server
    server.stop()


def _ask(installation: Installation, question: str) -> list[tuple[object, ...]]:
    path = installation.folder / "data" / "amends.sqlite3"
    with sqlite3.connect(path, timeout=20) as connection:
        return connection.execute(question).fetchall()


def _count(installation: Installation, question: str) -> int:
    return int(str(_ask(installation, f"SELECT count(*) FROM {question}")[0][0]))


def _time_passes(installation: Installation) -> None:
    for statement in TIME_PASSES:
        _ask(installation, statement)


def test_mail_that_comes_in_while_the_worker_is_killed_again_and_again_is_taken_once(
    installation: Installation, dovecot: Dovecot, post: Post
) -> None:
    installation.python(CONNECT.format(user=USER, password=PASSWORD, imap=dovecot.port, smtp=post.port))
    mails = [
        mail(f"Where is my parcel {n}?", Message_ID=f"<m{n}@example.com>", From=f"Dana <dana{n}@example.com>")
        for n in range(MAILS)
    ]
    dovecot.deliver(*mails[: MAILS // 2])
    dice, killed = random.Random(20261120), 0
    for _ in range(3):
        process = installation.start("worker")
        here = _count(installation, "mailboxes_mail")
        wait_until(lambda here=here: _count(installation, "mailboxes_mail") > here, 20, [process])
        killed += kill_after(process, dice.uniform(0.0, 0.2))
        _time_passes(installation)
    assert killed == 3, "the worker ended by itself"
    process = installation.start("worker")
    try:
        # The second half comes while it waits: the server tells of it.
        assert wait_until(lambda: _count(installation, "mailboxes_mail") >= MAILS // 2, 60, [process])
        dovecot.deliver(*mails[MAILS // 2 :])
        done = wait_until(lambda: _count(installation, "mailboxes_mail") == MAILS, 60, [process])
        marked = wait_until(lambda: _count(installation, "mailboxes_mail WHERE NOT marked") == 0, 20, [process])
        read = wait_until(lambda: _count(installation, "conversations_message") == MAILS, 120, [process])
    finally:
        kill(process)
    assert done
    assert marked
    assert read
    assert dovecot.seen() == MAILS
    assert _count(installation, "(SELECT DISTINCT identity FROM mailboxes_mail)") == MAILS
    assert _count(installation, "(SELECT DISTINCT external_id FROM conversations_message)") == MAILS
    assert _count(installation, "jobs_job WHERE failed_at IS NOT NULL") == 0


def test_letters_reach_the_mail_server_once_however_often_the_worker_is_killed(
    installation: Installation, dovecot: Dovecot, post: Post
) -> None:
    installation.python(CONNECT.format(user=USER, password=PASSWORD, imap=dovecot.port, smtp=post.port))
    installation.python(QUEUE_LETTERS.format(letters=LETTERS))
    post.hold_seconds = 0.15  # the moment in which nobody knows is long enough to be hit
    dice, killed = random.Random(7), 0
    for _ in range(4):
        process = installation.start("worker")
        here = len(post.received)
        wait_until(lambda here=here: len(post.received) > here, 30, [process])
        killed += kill_after(process, dice.uniform(0.0, 0.3))
        _time_passes(installation)
    assert killed == 4, "the worker ended by itself"
    post.hold_seconds = 0.0
    process = installation.start("worker")
    waiting = "jobs_job WHERE done_at IS NULL AND failed_at IS NULL AND kind IN ('replies.send', 'flow.letter_sent')"
    try:
        done = wait_until(lambda: _count(installation, waiting) == 0, 60, [process])
    finally:
        kill(process)
    assert done, "work was left over"
    received = Counter(str(message_from_bytes(one.content)["Message-ID"]) for one in post.received)
    assert set(received.values()) == {1}, "a letter went out twice"
    states = Counter(str(row[0]) for row in _ask(installation, "SELECT state FROM replies_reply"))
    assert set(states) <= {"sent", "unclear"}
    assert states["sent"] + states["unclear"] == LETTERS
    sent = {f"<{row[0]}>" for row in _ask(installation, "SELECT reference FROM replies_reply WHERE state = 'sent'")}
    assert sent <= set(received), "a letter is called sent that never came"
    assert states["unclear"] <= 4, "only what was cut off in its moment is asked about"
    assert "journal: unbroken" in installation.run("doctor")
