"""Trying a mailbox before it is connected: signs in, changes nothing, sends nothing."""

from __future__ import annotations

from amends.connect.mail import Inbox, MailTrouble, Outlet, Server

#: Seconds for each direction: a person waits for the answer.
PATIENCE = 10.0


def try_reading(server: Server, folder: str) -> MailTrouble | None:
    """What is wrong with reading; None where all is well."""
    try:
        with Inbox(server, folder, timeout=PATIENCE):
            return None
    except MailTrouble as trouble:
        return trouble


def try_sending(server: Server, domain: str) -> MailTrouble | None:
    """What is wrong with sending; None where all is well."""
    try:
        Outlet(server, domain=domain, timeout=PATIENCE).check()
    except MailTrouble as trouble:
        return trouble
    return None
