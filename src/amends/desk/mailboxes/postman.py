"""Reading the mailboxes: one thread watches over them all, and one serves each, so that a server that hangs holds up
nobody else. Runs beside the jobs in ``amends serve`` and ``amends worker``.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from django.db import close_old_connections, connection

from amends.connect.mail import Inbox, MailTrouble
from amends.connect.mail.codes import Code
from amends.desk.mailboxes.entering import entered
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.operations import (
    claim_watch,
    note_marked,
    note_reading,
    release_watch,
    take_in_mails,
)
from amends.desk.mailboxes.queries import due_mailboxes, imap_server, unmarked_uids
from amends.desk.people.actors import SYSTEM

log = structlog.get_logger(__name__)

#: Seconds of one wait in IDLE; after it the server has to answer, so that a dead connection is found.
IDLE_SECONDS = 45.0
#: Seconds between two looks at a server that does not tell of new mail.
POLL_SECONDS = 60.0
#: Mailboxes that one process reads at the same time.
MOST_MAILBOXES = 100

Clock = Callable[[], datetime]


def read_new(mailbox: Mailbox, inbox: Inbox, clock: Clock, go_on: Callable[[], bool] = lambda: True) -> int:
    """Take in everything that is new; returns how many mails were.

    First stored, with the place reached, then marked as seen: wherever this ends, the next run goes on there. A
    folder that was made anew (its UIDVALIDITY changed) is read again from the first day on; what is known stays once.
    """
    after = mailbox.last_uid if mailbox.uid_validity == inbox.validity else 0
    taken = 0
    _mark(mailbox, inbox)
    for group in inbox.fetch(inbox.uids_after(after, mailbox.since)):
        taken += take_in_mails(mailbox=mailbox, mails=group, validity=inbox.validity, now=clock())
        _mark(mailbox, inbox)
        if not go_on():
            break
    mailbox.refresh_from_db()
    return taken


def _mark(mailbox: Mailbox, inbox: Inbox) -> None:
    while uids := unmarked_uids(mailbox, inbox.validity):
        inbox.mark_seen(uids)
        note_marked(mailbox=mailbox, validity=inbox.validity, uids=uids)


def look(mailbox: Mailbox, clock: Clock) -> int:
    """Connect once and take in everything that is new. Raises MailTrouble."""
    with Inbox(imap_server(entered(mailbox, clock())), mailbox.folder) as inbox:
        return read_new(mailbox, inbox, clock)


class _Round(threading.Thread):
    """Serves one mailbox until it is told to stop, the mailbox changes, or something goes wrong."""

    def __init__(self, mailbox_id: int, clock: Clock, stopping: threading.Event) -> None:
        super().__init__(name=f"amends-mailbox-{mailbox_id}", daemon=True)
        self.mailbox_id = mailbox_id
        self._clock = clock
        self._stopping = stopping
        self._token = str(uuid.uuid4())

    def run(self) -> None:
        mailbox: Mailbox | None = None
        try:
            mailbox = self._claimed()
            if mailbox is not None:
                self._serve(mailbox)
        except MailTrouble as trouble:
            self._troubled(mailbox, trouble)
        except Exception as error:
            log.exception("mailbox.failed", mailbox=self.mailbox_id)
            close_old_connections()
            self._troubled(mailbox, MailTrouble(Code.UNKNOWN, said=repr(error)))
        finally:
            try:
                release_watch(mailbox_id=self.mailbox_id, token=self._token)
            finally:
                connection.close()

    def _claimed(self) -> Mailbox | None:
        return claim_watch(mailbox_id=self.mailbox_id, token=self._token, now=self._clock())

    def _troubled(self, mailbox: Mailbox | None, trouble: MailTrouble) -> None:
        if mailbox is not None:
            log.warning("mailbox.trouble", mailbox=self.mailbox_id, code=trouble.code.value)
            note_reading(actor=SYSTEM, mailbox=mailbox, trouble=trouble, now=self._clock())

    def _serve(self, mailbox: Mailbox) -> None:
        with Inbox(imap_server(entered(mailbox, self._clock())), mailbox.folder) as inbox:
            heard: datetime | None = None
            while not self._stopping.is_set():
                current = self._claimed()
                if current is None or current.version != mailbox.version:
                    return  # somebody else has it, or its settings changed: begin anew
                mailbox = current
                taken = read_new(mailbox, inbox, self._clock, self._renewed)
                now = self._clock()
                if taken or mailbox.reading_code or heard is None or now - heard > timedelta(minutes=5):
                    note_reading(actor=SYSTEM, mailbox=mailbox, trouble=None, now=now)
                    heard = now
                connection.close()  # a connection to the database is not held while waiting
                if inbox.can_wait:
                    inbox.wait(IDLE_SECONDS, self._stopping.is_set)
                else:
                    self._stopping.wait(POLL_SECONDS)

    def _renewed(self) -> bool:
        return not self._stopping.is_set() and self._claimed() is not None


class Postman(threading.Thread):
    """Looks which mailboxes are to be read and starts a round for each."""

    def __init__(self, clock: Clock, *, idle_seconds: float = 2.0) -> None:
        super().__init__(name="amends-postman", daemon=True)
        self._clock = clock
        self._idle = idle_seconds
        self._stopping = threading.Event()
        self._rounds: dict[int, _Round] = {}

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._start_rounds()
            except Exception:
                log.exception("postman.failed")
                close_old_connections()
            connection.close()
            self._stopping.wait(self._idle)

    def _start_rounds(self) -> None:
        self._rounds = {pk: each for pk, each in self._rounds.items() if each.is_alive()}
        for mailbox_id in due_mailboxes(self._clock()):
            if mailbox_id not in self._rounds and len(self._rounds) < MOST_MAILBOXES:
                self._rounds[mailbox_id] = _Round(mailbox_id, self._clock, self._stopping)
                self._rounds[mailbox_id].start()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish what is at hand and end; what a server holds up is left: nothing of it is lost."""
        self._stopping.set()
        self.join(timeout)
        for each in self._rounds.values():
            each.join(timeout / 2)
