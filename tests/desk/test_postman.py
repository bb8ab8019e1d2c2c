"""The threads that read the mailboxes: new mail comes in by itself, one that hangs holds up nobody, all of them end."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from making import mail
from serving_mail import Dovecot, Script

from amends.connect.mail import Code
from amends.desk.mailboxes.models import Mail, Mailbox
from amends.desk.mailboxes.operations import disconnect_mailbox
from amends.desk.mailboxes.postman import Postman
from amends.desk.people.actors import SYSTEM
from tests.conftest import connect

pytestmark = pytest.mark.django_db(transaction=True)


def clock() -> datetime:
    return datetime.now(UTC)


def until(true: Callable[[], bool], seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return true()


def test_mail_comes_in_by_itself_beside_a_server_that_hangs(
    desk: Any, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.connect.mail.client.TIMEOUT", 2.0)
    hanging = Script(None)
    ill = connect(desk.shop, hanging.port, 25, address="ill@lumora.example")
    well = connect(desk.own_shop, dovecot.port, 25)
    dovecot.deliver(mail())
    postman = Postman(clock, idle_seconds=0.2)
    postman.start()
    try:
        assert until(lambda: Mail.objects.filter(mailbox=well).count() == 1)
        dovecot.deliver(mail("Another", Message_ID="<dana-2@example.com>"))
        assert until(lambda: Mail.objects.filter(mailbox=well).count() == 2), "IDLE told of nothing"
        assert until(lambda: Mailbox.objects.get(pk=ill.pk).reading_code == Code.TIMEOUT.value)
        assert until(lambda: Mailbox.objects.get(pk=well.pk).read_at is not None)
    finally:
        started = time.monotonic()
        postman.stop()
        hanging.stop()
    assert time.monotonic() - started < 15
    ill.refresh_from_db()
    well.refresh_from_db()
    assert (ill.watcher, well.watcher, well.reading_code) == ("", "", "")
    assert ill.reading_next_at is not None


def test_a_mailbox_that_is_disconnected_is_left_at_once(desk: Any, dovecot: Dovecot) -> None:
    box = connect(desk.own_shop, dovecot.port, 25)
    dovecot.deliver(mail())
    postman = Postman(clock, idle_seconds=0.2)
    postman.start()
    try:
        assert until(lambda: Mail.objects.count() == 1)
        disconnect_mailbox(actor=SYSTEM, mailbox=box, now=clock())
        dovecot.deliver(mail("Another", Message_ID="<dana-2@example.com>"))
        time.sleep(3)
        assert Mail.objects.count() == 1
    finally:
        postman.stop()
