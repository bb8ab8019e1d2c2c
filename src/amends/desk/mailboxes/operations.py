"""Connecting a mailbox, taking in what came, and writing down how reading and sending go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from amends.connect.mail import Fetched, MailTrouble, Nature, identity_of
from amends.connect.mail.codes import Code
from amends.connect.mail.consent import Access
from amends.core.errors import DomainError
from amends.desk.journal.operations import record
from amends.desk.mailboxes.models import Handover, Mail, Mailbox
from amends.desk.people.actors import Actor
from amends.desk.people.personal_data import blind_index
from amends.desk.rows import update_rows
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue, enqueue_many

#: How long one worker keeps a mailbox for itself before another may take it over.
WATCH = timedelta(seconds=150)
#: Seconds until a mailbox in trouble is tried again, by how often it failed in a row. A wrong password is tried
#: rarely: providers lock accounts that knock too often.
BACKOFF = (15, 60, 180, 600, 1800)
BACKOFF_PERMANENT = (600, 1800, 3600, 21600)


#: How a mailbox is entered where nobody signed in at the provider.
PASSWORD = "password"
_NO_TOKENS: dict[str, Any] = {"token": "", "renewal": "", "token_until": None}


class MailboxTaken(DomainError):
    """Another shop of the company uses this mailbox."""

    code = "mailbox_taken"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person enters. An empty password keeps the one that is stored."""

    address: str
    name: str
    signature: str
    aliases: tuple[str, ...]
    imap_host: str
    imap_port: int
    imap_security: str
    imap_user: str
    imap_password: str
    folder: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str
    since: date


def connect_mailbox(
    *, actor: Actor, shop: Shop, settings: Settings, now: datetime, access: Access | None = None
) -> Mailbox:
    """Connect a shop's mailbox, or change how it is reached; it is read from now on. Raises MailboxTaken.

    ``access``: what a sign-in at the provider gave; it takes the place of passwords, and a password that of it.
    """
    address = settings.address.strip().lower()
    with transaction.atomic(durable=True):
        others = Mailbox.objects.filter(shop__organisation=shop.organisation_id, address=address, active=True)
        if others.exclude(shop=shop).exists():
            raise MailboxTaken(
                "Another shop of yours uses this mailbox. Whoever writes to both would see that they belong together; "
                "give each shop a mailbox of its own."
            )
        known = Mailbox.objects.select_for_update().filter(shop=shop).first()
        mailbox = known or Mailbox(shop=shop, connected_at=now)
        elsewhere = known is not None and (
            _place(known) != (address, settings.imap_host, settings.folder) or settings.since < known.since
        )
        for name, value in _columns(settings, mailbox).items():
            setattr(mailbox, name, value)
        for name, value in _signed_in(mailbox, settings, access).items():
            setattr(mailbox, name, value)
        mailbox.address, mailbox.active = address, True
        mailbox.version += 0 if known is None else 1
        for way in ("reading", "sending"):
            for name, value in _well(way).items():
                setattr(mailbox, name, value)
        if elsewhere:
            mailbox.uid_validity = mailbox.last_uid = 0
        mailbox.save()
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="mailbox.connected",
            subject=f"mailbox:{mailbox.pk}",
            now=now,
            data={
                "address": address,
                "imap": mailbox.imap_host,
                "smtp": mailbox.smtp_host,
                "sign_in": mailbox.sign_in,
            },
        )
    return mailbox


def _signed_in(mailbox: Mailbox, settings: Settings, access: Access | None) -> dict[str, Any]:
    """By password or at the provider: one of them, the other is forgotten."""
    if access is not None:
        return {
            "sign_in": access.provider, "token": access.token, "renewal": access.renewal, "token_until": access.until,
            "imap_password": "", "smtp_password": "",
        }  # fmt: skip
    return {"sign_in": PASSWORD, **_NO_TOKENS} if settings.imap_password else {}


def keep_access(*, mailbox: Mailbox, access: Access, renewed_from: str) -> Mailbox:
    """Store a renewed token, unless somebody signed in anew meanwhile; returns the mailbox as it stands."""
    with transaction.atomic(durable=True):
        row = Mailbox.objects.select_for_update().select_related("shop").get(pk=mailbox.pk)
        if row.active and row.sign_in == access.provider and row.renewal == renewed_from:
            row.token, row.renewal, row.token_until = access.token, access.renewal, access.until
            row.save(update_fields=["token", "renewal", "token_until"])
    return row


def _place(mailbox: Mailbox) -> tuple[str, str, str]:
    return mailbox.address, mailbox.imap_host, mailbox.folder


def _columns(settings: Settings, known: Mailbox) -> dict[str, Any]:
    names = (
        "name", "signature", "imap_host", "imap_port", "imap_security", "imap_user", "folder", "smtp_host",
        "smtp_port", "smtp_security", "smtp_user", "since",
    )  # fmt: skip
    told: dict[str, Any] = {name: getattr(settings, name) for name in names}
    told["aliases"] = sorted({alias.strip().lower() for alias in settings.aliases if alias.strip()})
    told["imap_password"] = settings.imap_password or known.imap_password
    told["smtp_password"] = settings.smtp_password or known.smtp_password
    return told


def disconnect_mailbox(*, actor: Actor, mailbox: Mailbox, now: datetime) -> None:
    """Read and send no more. Passwords and tokens are gone; the mails stay."""
    with transaction.atomic(durable=True):
        changed = Mailbox.objects.filter(pk=mailbox.pk, active=True).update(
            active=False,
            imap_password="",
            smtp_password="",
            version=F("version") + 1,
            watcher="",
            watched_until=None,
            **_NO_TOKENS,
        )
        if changed:
            record(
                shop=mailbox.shop_id,
                actor=actor.journal_name,
                action="mailbox.disconnected",
                subject=f"mailbox:{mailbox.pk}",
                now=now,
                data={"address": mailbox.address},
            )
    mailbox.refresh_from_db()


def take_in_mails(*, mailbox: Mailbox, mails: Sequence[Fetched], validity: int, now: datetime) -> int:
    """Store mails as they came, each once, with the place reached; what follows is enqueued with them.

    Returns how many are new. All of it is one transaction: a worker that dies before its end has stored nothing and
    finds the same mails again; one that dies after it finds them stored.
    """
    rows: dict[str, Mail] = {}
    for mail in mails:
        identity = identity_of(mail.raw)
        rows.setdefault(
            identity.key,
            Mail(
                shop_id=mailbox.shop_id, mailbox=mailbox, identity=identity.key, message_id=identity.message_id,
                uid_validity=validity, uid=mail.uid, received_at=mail.received_at or now, taken_in_at=now,
                size=mail.size, whole=mail.whole, raw=mail.raw, sender=identity.sender,
                sender_index=blind_index(identity.sender),
            ),
        )  # fmt: skip
    with transaction.atomic(durable=True):
        known = set(
            Mail.objects.filter(shop=mailbox.shop_id, identity__in=list(rows)).values_list("identity", flat=True)
        )
        fresh = [row for identity, row in rows.items() if identity not in known]
        # A mail that another worker stored just now is no error: it is there.
        Mail.objects.bulk_create(fresh, batch_size=100, ignore_conflicts=True)
        stored = Mail.objects.filter(
            shop=mailbox.shop_id, identity__in=[row.identity for row in fresh], state="waiting"
        )
        enqueue_many(
            Work("flow.follow_mail", {"mail": pk}, now, key=f"mail:{pk}", priority=1)
            for pk in stored.order_by("received_at", "uid").values_list("pk", flat=True)
        )
        if mails:
            top = max(mail.uid for mail in mails)
            Mailbox.objects.filter(pk=mailbox.pk).exclude(uid_validity=validity, last_uid__gt=top).update(
                uid_validity=validity, last_uid=top
            )
    return len(fresh)


def note_marked(*, mailbox: Mailbox, validity: int, uids: Sequence[int]) -> None:
    """These are marked as seen in the mailbox itself."""
    with transaction.atomic(durable=True):
        Mail.objects.filter(mailbox=mailbox, uid_validity=validity, uid__in=list(uids)).update(marked=True)


#: What is written of a mail that was read.
_FOLLOWED = ("nature", "reason", "state", "thread", "reply_to", "subject", "references", "platform", "answers")


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a mail that was read. ``taken``: it stands in a conversation, under ``thread``."""

    mail: Mail
    nature: Nature
    reason: str
    taken: bool
    thread: str = ""
    reply_to: str = ""
    subject: str = ""
    references: tuple[str, ...] = ()
    platform: str = ""
    answers: str = ""


def keep_followed(*, followed: Sequence[Followed]) -> None:
    """Store how mails were read."""
    with transaction.atomic(durable=True):
        for one in followed:
            mail = one.mail
            mail.nature, mail.reason = one.nature.value, one.reason[:120]
            mail.state = Mail.TAKEN if one.taken else Mail.KEPT
            mail.thread, mail.reply_to, mail.subject = one.thread[:200], one.reply_to[:254], one.subject[:998]
            mail.references = list(one.references[-20:])
            mail.platform, mail.answers = one.platform, one.answers
        update_rows([one.mail for one in followed], _FOLLOWED)


def take_as_message(*, actor: Actor, mail: Mail, now: datetime) -> None:
    """A person says that a mail that was kept aside is a message to be answered."""
    with transaction.atomic(durable=True):
        changed = Mail.objects.filter(pk=mail.pk, state=Mail.KEPT).update(forced=True, state=Mail.WAITING)
        if changed:
            record(
                shop=mail.shop_id,
                actor=actor.journal_name,
                action="mail.taken",
                subject=f"mail:{mail.pk}",
                now=now,
                data={"was": mail.nature, "reason": mail.reason},
            )
            enqueue("flow.follow_mail", {"mail": mail.pk}, now=now, key=f"mail:{mail.pk}", priority=1)


def claim_watch(*, mailbox_id: int, token: str, now: datetime) -> Mailbox | None:
    """Take or renew the right to read a mailbox; None where another worker has it, or it is not to be read now."""
    with transaction.atomic(durable=True):
        free = Q(watcher=token) | Q(watched_until__isnull=True) | Q(watched_until__lt=now)
        changed = Mailbox.objects.filter(free, pk=mailbox_id, active=True).update(
            watcher=token, watched_until=now + WATCH
        )
        return Mailbox.objects.select_related("shop").filter(pk=mailbox_id).first() if changed else None


def release_watch(*, mailbox_id: int, token: str) -> None:
    with transaction.atomic(durable=True):
        Mailbox.objects.filter(pk=mailbox_id, watcher=token).update(watcher="", watched_until=None)


def _well(way: str) -> dict[str, Any]:
    return {f"{way}_code": "", f"{way}_said": "", f"{way}_since": None, f"{way}_failures": 0, f"{way}_next_at": None}


def note_reading(*, actor: Actor, mailbox: Mailbox, trouble: MailTrouble | None, now: datetime) -> None:
    """How reading went; None: well."""
    _note(actor, mailbox, "reading", trouble, now)


def note_sending(*, actor: Actor, mailbox: Mailbox, trouble: MailTrouble | None, now: datetime) -> None:
    """How sending went; None: well. What is wrong with one letter alone is no trouble of the mailbox."""
    _note(actor, mailbox, "sending", trouble, now)


def _note(actor: Actor, mailbox: Mailbox, way: str, trouble: MailTrouble | None, now: datetime) -> None:
    with transaction.atomic(durable=True):
        row = Mailbox.objects.select_for_update().filter(pk=mailbox.pk).first()
        if row is None:
            return
        before = getattr(row, f"{way}_code")
        changes: dict[str, Any] = {"read_at" if way == "reading" else "sent_at": now}
        if trouble is None:
            changes |= _well(way)
        else:
            failures = getattr(row, f"{way}_failures") + 1
            waits = BACKOFF_PERMANENT if trouble.permanent else BACKOFF
            changes = {
                f"{way}_code": trouble.code.value,
                f"{way}_said": trouble.said[:300],
                f"{way}_since": getattr(row, f"{way}_since") or now,
                f"{way}_failures": failures,
                f"{way}_next_at": now + timedelta(seconds=waits[min(failures, len(waits)) - 1]),
            }
            if trouble.code is Code.TOKEN_REFUSED:
                changes["token_until"] = None  # the next try renews it first
        Mailbox.objects.filter(pk=mailbox.pk).update(**changes)
        after = "" if trouble is None else trouble.code.value
        if before != after:
            record(
                shop=row.shop_id,
                actor=actor.journal_name,
                action="mailbox.well" if trouble is None else "mailbox.troubled",
                subject=f"mailbox:{row.pk}",
                now=now,
                data={"way": way, "code": after or before},
            )


def release_handover(*, key: str) -> None:
    """A person says that a letter did not leave: it may be handed over again."""
    with transaction.atomic(durable=True):
        Handover.objects.filter(key=key, state=Handover.HANDING).delete()


def confirm_handover(*, key: str) -> None:
    """It is known that a letter has left after all."""
    with transaction.atomic(durable=True):
        Handover.objects.filter(key=key, state=Handover.HANDING).update(state=Handover.SENT)
