"""Trying what was entered for a mailbox, both ways at once: a person waits for the slower one only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from amends.connect.mail import MailTrouble
from amends.desk.mailboxes.trying import try_reading, try_sending
from amends.web.workspace.mailbox_form import MailboxForm, imap_of, smtp_of


def tried_both(form: MailboxForm) -> tuple[MailTrouble | None, MailTrouble | None]:
    """What is wrong with reading, and with sending where a server for it is given; None where all is well."""
    with ThreadPoolExecutor(2) as both:
        reading = both.submit(try_reading, imap_of(form), form.text("folder"))
        domain = form.text("address").rpartition("@")[2]
        sending = both.submit(try_sending, smtp_of(form), domain) if form.text("smtp_host") else None
        return reading.result(), sending.result() if sending is not None else None
