"""Mail in by IMAP and out by SMTP, with a mailbox of any provider.

``read_mail`` (pure) turns the bytes of a mail into what it says; ``Inbox`` fetches, ``Outlet`` sends, ``MailConnector``
hands a letter over once; ``MailTrouble`` is what went wrong, with its cure.
"""

from amends.connect.mail.client import Fetched, Inbox, Server
from amends.connect.mail.codes import Code, MailTrouble, Nature
from amends.connect.mail.connector import Ledger, MailConnector, Sender, UnclearDelivery
from amends.connect.mail.outlet import Outlet
from amends.connect.mail.parse import Mail, MailFile, identity_of, read_mail

__all__ = [
    "Code",
    "Fetched",
    "Inbox",
    "Ledger",
    "Mail",
    "MailConnector",
    "MailFile",
    "MailTrouble",
    "Nature",
    "Outlet",
    "Sender",
    "Server",
    "UnclearDelivery",
    "identity_of",
    "read_mail",
]
