"""kill -9 at any moment: nothing is lost, nothing is sent twice, the journal is unbroken."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections import Counter
from email import message_from_bytes
from pathlib import Path

import pytest
from making import NOW, days, order_record

from crash.running import Installation, kill, kill_after, wait_until

pytestmark = pytest.mark.crash

ORDERS, LETTERS = 2000, 40


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with one shop, made once and copied for every test."""
    made = Installation(tmp_path_factory.mktemp("fresh"))
    made.run("migrate")
    made.run("shop", "lumora", "--platform", "aliexpress")
    return made.folder


@pytest.fixture
def installation(fresh: Path, tmp_path: Path) -> Installation:
    shutil.copytree(fresh, tmp_path / "amends")
    return Installation(tmp_path / "amends")


def _database(installation: Installation) -> sqlite3.Connection:
    return sqlite3.connect(installation.folder / "data" / "amends.sqlite3", timeout=20)


def _one(installation: Installation, question: str) -> int:
    with _database(installation) as connection:
        return int(connection.execute(question).fetchone()[0])


def test_an_import_that_is_killed_again_and_again_ends_with_every_row_once(installation: Installation) -> None:
    path = installation.folder / "orders.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(ORDERS):
            record = order_record(f"N-{number}", buyer={"reference": f"b-{number % 900}", "name": "Dana"})
            file.write(json.dumps({"record": "order", **record.model_dump(mode="json", exclude_none=True)}) + "\n")
    dice, killed, reached = random.Random(20261120), 0, set()
    command = ("import", str(path), "--shop", "lumora", "--mapping", "canonical", "--kind", "order")
    for _ in range(3):
        process = installation.start(*command)
        # Between the start of the import and its end, wherever that falls on this machine.
        here = _one(installation, "SELECT count(*) FROM orders_order")
        wait_until(lambda here=here: _one(installation, "SELECT count(*) FROM orders_order") > here, 30, [process])
        killed += kill_after(process, dice.uniform(0.0, 0.25))
        reached.add(_one(installation, "SELECT count(*) FROM orders_order"))
    assert killed, "the import was never hit"
    installation.run(*command)
    assert len(reached) > 1
    assert _one(installation, "SELECT count(*) FROM orders_order") == ORDERS
    assert _one(installation, "SELECT count(DISTINCT number) FROM orders_order") == ORDERS
    assert _one(installation, "SELECT count(*) FROM orders_orderline") == ORDERS
    assert _one(installation, "SELECT count(*) FROM orders_buyer") == 900
    assert _one(installation, "SELECT count(*) FROM jobs_job WHERE kind = 'flow.follow_order'") == ORDERS
    assert _one(installation, "SELECT sum(created) FROM feeds_import") == ORDERS
    assert _one(installation, "SELECT count(*) FROM feeds_import WHERE state = 'running'") == 0
    assert "journal: unbroken" in installation.run("doctor", expected=1), "thousands of looks wait, and it says so"


QUEUE_LETTERS = """
import secrets
from datetime import timedelta
from django.utils import timezone
from amends.desk.cases.models import Case, Signal, TabCount
from amends.desk.orders.models import Buyer
from amends.desk.people.actors import SYSTEM
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import queue_letter
from amends.desk.shops.models import Shop

now, shop = timezone.now(), Shop.objects.get()
for number in range({letters}):
    buyer = Buyer.objects.create(shop=shop, reference=f"dana-{{number}}", name="Dana")
    case = Case.objects.create(
        shop=shop, buyer=buyer, opened_by="message", opened_at=now, updated_at=now, kind="not_received"
    )
    Signal.objects.create(case=case, source="message", source_id=number, at=now)
    reply = Reply.objects.create(
        case=case, stage="first_reply", channel="message", language="en", body=f"Dear Dana, this is letter {{number}}.",
        verdict="pass", key=secrets.token_hex(16), drafted_at=now,
        promises=[{{"what": "answer_by", "due": (now + timedelta(days=2)).isoformat()}}],
    )
    queue_letter(actor=SYSTEM, person=None, reply=reply, version=1, now=now)
TabCount.objects.create(shop=shop, tab="answer", count={letters})
answer = {letters}
"""
#: Leases of dead workers end at once, as if the time had passed; nothing else is touched.
TIME_PASSES = "UPDATE jobs_job SET lease_until = datetime('now', '-1 second') WHERE lease_until IS NOT NULL"
SENDING = (
    "SELECT count(*) FROM jobs_job WHERE done_at IS NULL AND failed_at IS NULL"
    " AND kind IN ('replies.send', 'flow.letter_sent')"
)


@pytest.mark.parametrize("command", [("worker",), ("serve", "--bind", "127.0.0.1:0")], ids=lambda c: c[0])
def test_letters_leave_once_however_often_the_worker_is_killed(
    installation: Installation, command: tuple[str, ...]
) -> None:
    letters = LETTERS if command[0] == "worker" else LETTERS // 2
    installation.python(QUEUE_LETTERS.format(letters=letters))
    dice, killed = random.Random(command[0]), 0
    kills = 3 if command[0] == "worker" else 2
    for _ in range(kills):
        process = installation.start(*command)
        here = len(installation.letters())
        wait_until(lambda here=here: len(installation.letters()) > here, 30, [process])
        killed += kill_after(process, dice.uniform(0.0, 0.15))
        with _database(installation) as connection:
            connection.execute(TIME_PASSES)
    assert killed == kills, "the worker ended by itself"
    process = installation.start(*command)
    try:
        done = wait_until(lambda: _one(installation, SENDING) == 0, 40, [process])
    finally:
        kill(process)
    assert done, "work was left over"

    keys = Counter(str(message_from_bytes(path.read_bytes())["X-Amends-Key"]) for path in installation.letters())
    with _database(installation) as connection:
        stored = dict(connection.execute("SELECT key, state FROM replies_reply"))
    assert set(keys) == set(stored)
    assert set(keys.values()) == {1}
    assert set(stored.values()) == {"sent"}
    assert len(stored) == letters
    assert _one(installation, "SELECT count(*) FROM promises_promise") == letters
    assert _one(installation, "SELECT count(*) FROM journal_entry WHERE action = 'reply.sent'") == letters
    assert _one(installation, "SELECT count(*) FROM journal_entry WHERE action = 'promise.made'") == letters
    assert _one(installation, "SELECT count(*) FROM cases_case WHERE turn = 'buyer' AND tab = 'buyer'") == letters
    assert _one(installation, "SELECT count FROM cases_tabcount WHERE tab = 'buyer'") == letters
    assert _one(installation, "SELECT count(*) FROM jobs_job WHERE failed_at IS NOT NULL") == 0
    assert "journal: unbroken" in installation.run("doctor")


SEND_REFUNDS = """
from datetime import timedelta
from django.utils import timezone
from amends.core.money import Money
from amends.desk.cases.models import Case, TabCount
from amends.desk.orders.models import Buyer, Order, OrderLine
from amends.desk.people.actors import SYSTEM
from amends.desk.promises.operations import make_promises
from amends.desk.refunds.operations import Owed, owe
from amends.desk.refunds.sending import Sent, record_sent
from amends.desk.shops.models import Shop

now, shop = timezone.now(), Shop.objects.get()
buyer = Buyer.objects.create(shop=shop, reference="dana", name="Dana")
for number in range({refunds}):
    order = Order.objects.create(
        shop=shop, number=f"N-{{number}}", buyer=buyer, placed_at=now, currency="USD", value_minor=4000, country="BR"
    )
    OrderLine.objects.create(order=order, position=1, sku="LAMP-3", unit_price_minor=4000)
    case = Case.objects.create(
        shop=shop, buyer=buyer, order=order, opened_by="message", opened_at=now, updated_at=now, kind="not_received"
    )
    due = now + timedelta(days=2)
    make_promises(
        actor=SYSTEM, case=case, reply_id=number, promises=[{{"what": "refund_by", "due": due.isoformat()}}],
        owner=None, now=now,
    )
    owed = Owed(key=f"case:{{case.pk}}", money=Money(1250, "USD"), way="platform", due=due)
    refund = owe(actor=SYSTEM, person=None, case=case, order=order, owed=owed, now=now)
    sent = Sent(f"k-{{number}}", Money(1250, "USD"), "platform", f"R-{{number}}", open_minor=4000)
    record_sent(actor=SYSTEM, person=None, refund=refund, sent=sent, now=now)
TabCount.objects.create(shop=shop, tab="answer", count={refunds})
answer = {refunds}
"""
FOLLOWING = "SELECT count(*) FROM jobs_job WHERE done_at IS NULL AND failed_at IS NULL AND kind = 'flow.refund_sent'"


def test_refunds_are_booked_once_however_often_the_worker_is_killed(installation: Installation) -> None:
    """The reference was entered, and the plug was pulled: the money stands in the ledger once, the promise is kept once."""
    refunds = installation.python(SEND_REFUNDS.format(refunds=LETTERS // 2))
    booked = "SELECT count(*) FROM orders_ledgerentry"
    process = installation.start("worker")
    wait_until(lambda: _one(installation, booked) > 3, 30, [process])
    assert kill_after(process, 0.05), "the worker ended by itself"
    with _database(installation) as connection:
        connection.execute(TIME_PASSES)
    process = installation.start("worker")
    try:
        done = wait_until(lambda: _one(installation, FOLLOWING) == 0, 40, [process])
    finally:
        kill(process)
    assert done, "work was left over"
    assert _one(installation, booked) == refunds
    assert _one(installation, "SELECT count(DISTINCT key) FROM orders_ledgerentry WHERE amount_minor = 1250") == refunds
    assert _one(installation, "SELECT count(*) FROM refunds_payment WHERE booking != '' AND unbooked = ''") == refunds
    assert _one(installation, "SELECT count(*) FROM promises_promise WHERE state = 'kept'") == refunds
    for action in ("refund.sent", "refund.booked", "promise.kept"):
        assert _one(installation, f"SELECT count(*) FROM journal_entry WHERE action = '{action}'") == refunds
    assert "journal: unbroken" in installation.run("doctor")


def test_a_database_that_was_killed_in_mid_write_opens_again(installation: Installation) -> None:
    """The write-ahead log of a dead process is read by the next one."""
    path = installation.folder / "one.jsonl"
    record = order_record("N-1", placed_at=NOW - days(3)).model_dump(mode="json", exclude_none=True)
    path.write_text(json.dumps({"record": "order", **record}) + "\n", encoding="utf-8")
    worker = installation.start("worker")
    try:
        installation.run("import", str(path), "--shop", "lumora", "--mapping", "canonical", "--kind", "order")
    finally:
        kill(worker)
    with _database(installation) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert _one(installation, "SELECT count(*) FROM orders_order") == 1
