"""Reading mailboxes and mails, and whether a letter goes by mail."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from amends.connect.mail import Server
from amends.connect.mail.headers import Address
from amends.connect.mail.relays import Answers, rule_of
from amends.core.vocabulary import Platform
from amends.desk.mailboxes.models import Handover, Mail, Mailbox
from amends.desk.people.models import Person
from amends.desk.shops.models import Membership, Shop

#: More mails than this from one address within an hour are a loop, or somebody's broken program.
MOST_AN_HOUR = 30


def mailbox_of(shop_id: int) -> Mailbox | None:
    return Mailbox.objects.select_related("shop").filter(shop_id=shop_id).first()


def mailboxes_of(shop_ids: Sequence[int]) -> dict[int, Mailbox]:
    return {box.shop_id: box for box in Mailbox.objects.filter(shop_id__in=list(shop_ids))}


def troubled_mailboxes() -> list[str]:
    """One sentence for each mailbox that cannot read or send, for whoever runs the installation."""
    rows = Mailbox.objects.filter(Q(active=True) & (~Q(reading_code="") | ~Q(sending_code=""))).select_related("shop")
    return [
        f"{box.shop.key} cannot {way} ({code})"
        for box in rows.order_by("pk")
        for way, code in (("read", box.reading_code), ("send", box.sending_code))
        if code
    ]


def due_mailboxes(now: datetime) -> list[int]:
    """Mailboxes that are to be read, that nobody reads, and that are not waiting after a failure."""
    free = Q(watched_until__isnull=True) | Q(watched_until__lt=now)
    ready = Q(reading_next_at__isnull=True) | Q(reading_next_at__lte=now)
    return list(Mailbox.objects.filter(free, ready, active=True).order_by("read_at", "pk").values_list("pk", flat=True))


def imap_server(mailbox: Mailbox) -> Server:
    where = (mailbox.imap_host, mailbox.imap_port, mailbox.imap_security, mailbox.imap_user)
    return Server(*where, mailbox.imap_password, mailbox.token)


def smtp_server(mailbox: Mailbox) -> Server:
    where = (mailbox.smtp_host, mailbox.smtp_port, mailbox.smtp_security, mailbox.smtp_user)
    return Server(*where, mailbox.smtp_password, mailbox.token)


def own_addresses(mailbox: Mailbox) -> frozenset[str]:
    return frozenset({mailbox.address, *mailbox.aliases})


def unmarked_uids(mailbox: Mailbox, validity: int) -> list[int]:
    """Mails that are stored here and not yet marked as seen in the mailbox."""
    rows = Mail.objects.filter(mailbox=mailbox, marked=False, uid__gt=0, uid_validity=validity)
    return list(rows.order_by("uid").values_list("uid", flat=True)[:500])


def threads_of(shop_id: int, message_ids: Iterable[str]) -> dict[str, str]:
    """Thread of each Message-ID that came or went in a shop; ids that are not known are left out."""
    wanted = list(dict.fromkeys(message_ids))
    found: dict[str, str] = {}
    for rows in (
        Mail.objects.filter(shop_id=shop_id, message_id__in=wanted).exclude(thread=""),
        Handover.objects.filter(shop_id=shop_id, message_id__in=wanted).exclude(thread=""),
    ):
        found |= dict(rows.values_list("message_id", "thread"))
    return found


def handovers_of(shop_id: int, message_ids: Iterable[str]) -> dict[str, Handover]:
    """What we handed over ourselves, by Message-ID."""
    rows = Handover.objects.filter(shop_id=shop_id, message_id__in=list(message_ids))
    return {row.message_id: row for row in rows}


def sent_within_an_hour(mails: Sequence[Mail]) -> dict[int, int]:
    """By mail: how many came from its sender in the hour up to it. The mails are of one shop."""
    times: dict[str, list[datetime]] = defaultdict(list)
    known = [mail for mail in mails if mail.sender_index]
    if known:
        rows = Mail.objects.filter(
            shop_id=known[0].shop_id,
            sender_index__in={mail.sender_index for mail in known},
            received_at__gt=min(mail.received_at for mail in known) - timedelta(hours=1),
            received_at__lte=max(mail.received_at for mail in known),
        )
        for index, at in rows.order_by("received_at").values_list("sender_index", "received_at"):
            times[index].append(at)
    return {mail.pk: _within(times[mail.sender_index], mail.received_at) for mail in known}


def _within(times: list[datetime], end: datetime) -> int:
    """How many of the rising times lie in the hour up to ``end``."""
    return bisect_right(times, end) - bisect_right(times, end - timedelta(hours=1))


def last_mail_in(shop_id: int, thread: str) -> Mail | None:
    """The newest mail of a person in a thread: what an answer answers."""
    mails = Mail.objects.filter(shop_id=shop_id, thread=thread, state=Mail.TAKEN, nature="person")
    return mails.defer("raw").order_by("-received_at", "-pk").first()


def kept_mails(shop_id: int, most: int = 50) -> QuerySet[Mail]:
    """Mails that were kept aside, the newest first."""
    return Mail.objects.filter(shop_id=shop_id, state=Mail.KEPT).defer("raw").order_by("-pk")[:most]


def counts_of(shop_id: int) -> dict[str, int]:
    """How many mails of a shop stand where."""
    rows = Mail.objects.filter(shop_id=shop_id).values_list("state").annotate(Count("pk"))
    return dict(rows.order_by())


def mail_led_by(person: Person, mail_id: int) -> Mail | None:
    """A mail of a shop that the person leads."""
    return (
        Mail.objects.filter(
            pk=mail_id,
            shop__memberships__person=person,
            shop__memberships__role__in=(Membership.LEAD, Membership.OWNER),
        )
        .defer("raw")
        .first()
    )


@dataclass(frozen=True, slots=True)
class WayOut:
    """How a letter leaves by mail: to whom, in answer to what."""

    mailbox: Mailbox
    thread: str
    recipient: str
    answered: Mail | None


def way_out(shop: Shop, thread: str, buyer_email: str) -> WayOut | None:
    """Whether a letter goes by mail, and to which address; None: it leaves as the platform wants it.

    By mail goes what answers a mail, what goes to a marketplace's relay address of this platform, and what a shop of
    one's own writes to a buyer. A buyer of a marketplace who wrote there is never written to elsewhere.
    """
    mailbox = mailbox_of(shop.pk)
    if mailbox is None or not mailbox.active or not mailbox.smtp_host:
        return None
    answered = last_mail_in(shop.pk, thread) if thread else None
    if answered is not None:
        if answered.answers == Answers.PLATFORM.value:
            return None
        return WayOut(mailbox, thread, answered.reply_to or answered.sender, answered)
    email = buyer_email.strip().lower()
    rule = rule_of(Address(email)) if email else None
    relayed = rule is not None and rule.platform.value == shop.platform and rule.answers is Answers.MAIL
    if email and (relayed or (shop.platform == Platform.OWN_SHOP.value and rule is None)):
        return WayOut(mailbox, thread, email, None)
    return None
