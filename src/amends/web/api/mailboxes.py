"""A shop's mailbox: connecting it, trying it, how it goes, the mails that were kept aside. Passwords only go in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field, StringConstraints

from amends.connect.mail.codes import Code, sentences
from amends.core.vocabulary import Scope
from amends.desk.mailboxes import operations
from amends.desk.mailboxes.models import Mail, Mailbox
from amends.desk.mailboxes.queries import counts_of, kept_mails, mail_led_by, mailbox_of
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import is_lead
from amends.web.api.access import person_of
from amends.web.api.problems import Refused, WrongField, no_such, problem
from amends.web.api.routes import Number, ShopPath, does, own_shop, reads
from amends.web.workspace.mailbox_form import MailboxForm, posted_form, settings_of
from amends.web.workspace.mailbox_trial import tried_both

Line = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^\x00\r\n]*$")]
Security = Literal["", "tls", "starttls", "plain"]


class MailboxGiven(BaseModel):
    """Address and password are enough where the provider is known; empty servers are those of the provider.

    An empty password keeps the stored one, which goes only to the server and user for which it was entered.
    """

    address: Line = Field(min_length=3, examples=["service@lumora.example"])
    password: Line = ""
    name: Line = ""
    aliases: list[Line] = Field([], max_length=20)
    signature: str = Field("", max_length=2000, pattern=r"^[^\x00]*$")
    folder: Line = ""
    days: Literal[0, 7, 30, 90] | None = Field(None, description="From so many days ago on mail is read.")
    imap_host: Line = ""
    imap_port: int | None = Field(None, ge=1, le=65535)
    imap_security: Security = ""
    imap_user: Line = ""
    smtp_host: Line = ""
    smtp_port: int | None = Field(None, ge=1, le=65535)
    smtp_security: Security = ""
    smtp_user: Line = ""
    smtp_password: Line = ""


class MailWay(BaseModel):
    """How reading or sending goes: ``trouble`` is empty where all is well, ``cure`` says what to do."""

    trouble: str
    cure: str
    said: str
    since: datetime | None
    next_at: datetime | None
    last_at: datetime | None


class MailboxShown(BaseModel):
    """Without passwords. ``mails``: how many wait to be read, were taken as messages, or were kept aside."""

    shop: str
    address: str
    name: str
    aliases: list[str]
    signature: str
    folder: str
    since: date
    imap_host: str
    imap_port: int
    imap_security: str
    imap_user: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    reading: MailWay
    sending: MailWay
    mails: dict[str, int]


class MailTried(BaseModel):
    """``trouble`` is empty where it works; ``skipped`` where no server for it is given."""

    trouble: str
    said: str
    skipped: bool


class MailboxTried(BaseModel):
    reading: MailTried
    sending: MailTried


class KeptMail(BaseModel):
    """A mail that no person seems to have written. ``sender`` and ``subject`` are data."""

    id: int
    received_at: datetime
    sender: str
    subject: str
    nature: str
    reason: str


class KeptMails(BaseModel):
    mails: list[KeptMail]


class MailTaken(BaseModel):
    id: int
    state: str


def _shop(request: HttpRequest, key: str) -> Shop:
    """A shop that the person leads; another is as unknown as one that does not exist."""
    shop = own_shop(request, key)
    if shop is None or not is_lead(person_of(request), shop.pk):
        raise Refused(404, "not_found", "There is no such shop among those that you lead.")
    return shop


def _connected(shop: Shop) -> Mailbox | None:
    found = mailbox_of(shop.pk)
    return found if found is not None and found.active else None


def _box(shop: Shop) -> Mailbox:
    found = _connected(shop)
    if found is None:
        raise Refused(404, "not_found", "No mailbox is connected to this shop.")
    return found


def _way(box: Mailbox, way: str, last_at: datetime | None) -> MailWay:
    code = getattr(box, f"{way}_code")
    sentence = sentences()[Code(code)] if code else None
    return MailWay(
        trouble=sentence.what if sentence is not None else "",
        cure=sentence.cure if sentence is not None else "",
        said=getattr(box, f"{way}_said"),
        since=getattr(box, f"{way}_since"),
        next_at=getattr(box, f"{way}_next_at"),
        last_at=last_at,
    )


def _shown(shop: Shop, box: Mailbox) -> MailboxShown:
    plain = (
        "address", "name", "aliases", "signature", "folder", "since", "imap_host", "imap_port", "imap_security",
        "imap_user", "smtp_host", "smtp_port", "smtp_security", "smtp_user",
    )  # fmt: skip
    return MailboxShown(
        shop=shop.key, **{name: getattr(box, name) for name in plain}, reading=_way(box, "reading", box.read_at),
        sending=_way(box, "sending", box.sent_at), mails=counts_of(shop.pk),
    )  # fmt: skip


def _form(body: MailboxGiven, known: Mailbox | None) -> MailboxForm:
    told = {name: "" if value is None else value for name, value in body.model_dump().items()}
    return posted_form({**told, "aliases": ", ".join(body.aliases)}, known)


def _wrong(form: MailboxForm) -> HttpResponse:
    errors = [WrongField(field=name, message=said) for name, said in form.errors.items()]
    return problem(422, "invalid", f"{errors[0].field}: {errors[0].message}", errors=errors)


@reads("/shops/{key}/mailbox", MailboxShown, tag="mailboxes", summary="A shop's mailbox and how it goes")
def read_mailbox(request: HttpRequest, key: ShopPath) -> Any:
    """For leads of the shop; no password is ever told."""
    shop = _shop(request, key)
    return _shown(shop, _box(shop))


@does("/shops/{key}/mailbox", MailboxShown, tag="mailboxes", summary="Connect a mailbox, or change it", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def connect_mailbox(request: HttpRequest, key: ShopPath, body: MailboxGiven) -> Any:
    """It is read from now on. 409 `mailbox_taken` where another shop of yours has it: buyers would see both together."""
    shop, now = _shop(request, key), timezone.now()
    form = _form(body, _connected(shop))
    if form.errors:
        return _wrong(form)
    box = operations.connect_mailbox(
        actor=actor_of(person_of(request)), shop=shop, settings=settings_of(form, now.date()), now=now
    )
    return _shown(shop, box)


@does("/shops/{key}/mailbox", None, tag="mailboxes", summary="Disconnect a mailbox", scope=Scope.SETTINGS, method="DELETE", status=204)  # fmt: skip
def disconnect_mailbox(request: HttpRequest, key: ShopPath) -> Any:
    """Its passwords are gone; its mails stay."""
    box = _box(_shop(request, key))
    operations.disconnect_mailbox(actor=actor_of(person_of(request)), mailbox=box, now=timezone.now())
    return Status(204, None)


@does("/shops/{key}/mailbox/test", MailboxTried, tag="mailboxes", summary="Try a mailbox", scope=Scope.SETTINGS)
def try_mailbox(request: HttpRequest, key: ShopPath, body: MailboxGiven) -> Any:
    """Signs in both ways with what is given; nothing is stored and nothing sent."""
    form = _form(body, _connected(_shop(request, key)))
    if form.errors:
        return _wrong(form)
    reading, sending = tried_both(form)
    return MailboxTried(
        reading=MailTried(trouble=str(reading or ""), said=reading.said if reading else "", skipped=False),
        sending=MailTried(
            trouble=str(sending or ""), said=sending.said if sending else "", skipped=not form.text("smtp_host")
        ),
    )


@reads("/shops/{key}/mailbox/kept", KeptMails, tag="mailboxes", summary="Mails that were kept aside")
def list_kept_mails(request: HttpRequest, key: ShopPath) -> Any:
    """Those that no person seems to have written: fifty, the newest first."""
    return KeptMails(mails=[_mail(each) for each in kept_mails(_shop(request, key).pk)])


def _mail(mail: Mail) -> KeptMail:
    return KeptMail(
        id=mail.pk,
        received_at=mail.received_at,
        sender=mail.sender,
        subject=mail.subject,
        nature=mail.nature,
        reason=mail.reason,
    )


@does(
    "/mails/{mail_id}/take",
    MailTaken,
    tag="mailboxes",
    summary="Say that a kept mail is a message",
    scope=Scope.PROPOSE,
)
def take_mail(request: HttpRequest, mail_id: Number) -> Any:
    """Its case opens in a moment."""
    mail = mail_led_by(person_of(request), mail_id)
    if mail is None:
        raise no_such("mail")
    operations.take_as_message(actor=actor_of(person_of(request)), mail=mail, now=timezone.now())
    mail.refresh_from_db(fields=["state"])
    return MailTaken(id=mail.pk, state=mail.state)
