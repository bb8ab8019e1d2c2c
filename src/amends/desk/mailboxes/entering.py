"""Entering a mailbox at whose provider a person signed in: the token is renewed before it runs out."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings

from amends.connect.mail import MailConnector, MailTrouble, Outlet, Sender
from amends.connect.mail.codes import Code
from amends.connect.mail.consent import App, providers, renew
from amends.desk.mailboxes.ledger import HandoverLedger
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.operations import PASSWORD, keep_access
from amends.desk.mailboxes.queries import smtp_server

#: A token that ends sooner is renewed first: signing in and a long fetch take their time.
_AHEAD = timedelta(minutes=5)


def app_of(provider: str) -> App | None:
    """The installation's own registration at a provider; None where whoever runs it has made none."""
    told = settings.AMENDS_MAIL_APPS.get(provider)
    return App(*told) if told else None


def entered(mailbox: Mailbox, now: datetime) -> Mailbox:
    """The mailbox with a token that is good for a while; as it is where it has a password.

    Asks the provider outside any transaction. Raises MailTrouble.
    """
    if mailbox.sign_in == PASSWORD or (mailbox.token_until is not None and mailbox.token_until - now > _AHEAD):
        return mailbox
    app = app_of(mailbox.sign_in)
    if app is None:
        raise MailTrouble(Code.APP_UNKNOWN, permanent=True, said=f"no client id for {mailbox.sign_in} is set")
    access = renew(providers()[mailbox.sign_in], app, renewal=mailbox.renewal, now=now)
    return keep_access(mailbox=mailbox, access=access, renewed_from=mailbox.renewal)


def connector_of(mailbox: Mailbox, thread: str, now: datetime) -> MailConnector:
    """The connector that sends one letter from this mailbox. Raises MailTrouble where it cannot be entered."""
    open_box = entered(mailbox, now)
    sender = Sender(mailbox.address, mailbox.name or mailbox.shop.name, mailbox.signature)
    outlet = Outlet(smtp_server(open_box), domain=sender.domain)
    return MailConnector(outlet, sender, HandoverLedger(mailbox.shop_id, thread, lambda: now))
