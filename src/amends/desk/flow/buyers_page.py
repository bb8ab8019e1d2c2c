"""The buyer's page: what it is made from, and what follows from what she does there.

What she tells, asks or chooses becomes a message of her case and goes the way of every message; that it came by the
page saves the guessing (``conversations.told``), nothing else. ``now`` is the real time; records carry the shop's own.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from amends.connect.contract import Connector, MessageRecord
from amends.connect.mail import Code, MailTrouble
from amends.connect.registry import connector_for
from amends.core.contracts.letter import DraftInput
from amends.core.errors import DomainError
from amends.core.vocabulary import Kind, LetterChannel
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation, Message
from amends.desk.conversations.operations import take_in_messages
from amends.desk.conversations.told import Told
from amends.desk.deadlines.answering import answer_key
from amends.desk.deadlines.models import Deadline
from amends.desk.flow.messages import follow_messages
from amends.desk.mailboxes.entering import connector_of
from amends.desk.mailboxes.queries import way_out
from amends.desk.notices.models import Refusal
from amends.desk.notices.operations import refuse_notices
from amends.desk.offers.models import Offer
from amends.desk.orders.models import Buyer, Order, OrderLine
from amends.desk.parcels.models import Parcel
from amends.desk.people.actors import Actor, actor_of
from amends.desk.people.models import Person
from amends.desk.portal import operations as portal
from amends.desk.portal.models import Link, Upload
from amends.desk.portal.queries import case_of, order_of
from amends.desk.portal.uploads import note_used
from amends.desk.replies.models import Reply
from amends.desk.shops.queries import shop_now

#: On record for what happens by the page. Who held the link is not known, and not claimed.
BUYER = Actor("buyer's page")
#: Parcels of one order that the page shows.
MOST_PARCELS = 5


class OfferChanged(DomainError):
    """What she answers is not on the table any more."""

    code = "offer_changed"


@dataclass(frozen=True, slots=True)
class Offered:
    """The last menu that was sent, and the request of its letter: from it the options are worded again."""

    offer: Offer
    request: DraftInput

    @property
    def open(self) -> bool:
        return self.offer.state == Offer.SENT


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was written in this case, by us or by her, with the number of files that came with it."""

    at: datetime
    by_us: bool
    text: str
    files: int


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page may show of one order and its case: no cost, note, flag or score, and no other order."""

    link: Link
    present: datetime
    order: Order | None
    lines: tuple[OrderLine, ...]
    parcels: tuple[Parcel, ...]
    case: Case | None
    offered: Offered | None
    said: tuple[Said, ...]
    answer_due: datetime | None


def page_of(link: Link, now: datetime) -> Page:
    """Read what the link shows."""
    order, case = order_of(link), case_of(link)
    present = shop_now(link.shop, now)
    parcels: tuple[Parcel, ...] = ()
    if order is not None:
        parcels = tuple(order.parcels.prefetch_related("scans").order_by("-pk")[:MOST_PARCELS])
    return Page(
        link=link,
        present=present,
        order=order,
        lines=tuple(order.lines.all()) if order is not None else (),
        parcels=parcels,
        case=case,
        offered=_offered(case) if case is not None else None,
        said=tuple(_said(case)) if case is not None else (),
        answer_due=_answer_due(case) if case is not None else None,
    )


def _offered(case: Case) -> Offered | None:
    """The newest offer that went to her with a letter, answered or not."""
    states = (Offer.SENT, Offer.ACCEPTED, Offer.REFUSED)
    offer = Offer.objects.filter(case=case, state__in=states).defer("request", "result").first()
    if offer is None or not offer.sent_menu:
        return None
    letters = Reply.objects.filter(offer=offer, state=Reply.SENT, channel__in=_TO_HER).order_by("-pk")
    letter = next((letter for letter in letters if (letter.request.get("decision") or {}).get("menu")), None)
    if letter is None or letter.request["decision"]["menu"] != offer.sent_menu:
        return None
    return Offered(offer, DraftInput.model_validate_json(json.dumps(letter.request)))


#: Letters that went to the buyer herself: not to the public, not to a platform.
_TO_HER = (LetterChannel.MESSAGE.value, LetterChannel.EMAIL.value)


def _said(case: Case) -> list[Said]:
    """Her messages and our letters of this very case; what else her thread holds belongs to other matters."""
    present = shop_now(case.shop, case.updated_at)
    hers = Message.objects.filter(
        pk__in=case.signals.filter(source="message").values("source_id"), from_buyer=True
    ).prefetch_related("attachments")
    ours = Reply.objects.filter(case=case, state=Reply.SENT, channel__in=_TO_HER).defer("request", "findings", "gist")
    said = [Said(message.sent_at, False, message.text, len(message.attachments.all())) for message in hers]
    said += [
        Said(shop_now(case.shop, letter.sent_at or present), True, letter.body, len(letter.attachments))
        for letter in ours
    ]
    return sorted(said, key=lambda one: one.at)


def _answer_due(case: Case) -> datetime | None:
    """When her oldest message without an answer should have one: the next date that still holds, else the one missed."""
    thread = Conversation.objects.filter(pk=case.conversation_id).first() if case.conversation_id is not None else None
    key = answer_key(thread.first_unanswered_at) if thread is not None else None
    if key is None:
        return None
    dues = Deadline.objects.filter(case=case, key__startswith=key, state__in=(Deadline.OPEN, Deadline.MISSED))
    told = {(row.state == Deadline.MISSED, row.due) for row in dues}
    return min(told)[1] if told else None


def make_link(*, person: Person, case: Case, now: datetime) -> Link:
    """A person of the shop gives the buyer a page. Raises LinksForbidden."""
    about = {"order": case.order} if case.order is not None else {"case": case}
    return portal.make_link(actor=actor_of(person), shop=case.shop, now=now, **about)


def tell(*, link: Link, text: str, told: Told | None, files: Sequence[Upload], once: str, now: datetime) -> None:
    """She tells or asks something, with files. ``once`` names the form she filled in: sent twice, it is taken once.

    ``text`` is the message as it is kept, her own words first; ``told`` is what she ticked, None for words alone.
    """
    order, case = order_of(link), case_of(link)
    thread = _thread_of(order, case)
    record = MessageRecord(
        external_id=f"page:{link.pk}:{once}",
        thread=thread,
        order_number=order.number if order is not None else None,
        sent_at=shop_now(link.shop, now),
        text=text,
    )
    stored = [(upload.name, upload.media_type, upload.size, upload.sha256) for upload in files]
    taken = take_in_messages(
        actor=BUYER,
        shop=link.shop,
        records=[(None, record)],
        now=now,
        files={record.external_id: stored},
        told={record.external_id: told} if told is not None else None,
    )
    note_used(uploads=list(files), now=now)
    # Seen by the agents at once. Where another signal of the order comes in at the same moment, the job does it.
    with suppress(DomainError):
        follow_messages([{"message": pk} for pk in taken.created], now)


def connector_to_her(link: Link, buyer: Buyer, now: datetime) -> Connector:
    """The way to the buyer's own address on record: the shop's mailbox where it has one, else the platform's connector.

    Never to whoever wrote last in her thread: what the page mails is for the order's buyer alone. Raises MailTrouble
    while the mail server is not to be asked again yet.
    """
    way = way_out(link.shop, "", buyer.email)
    if way is None:
        return connector_for(link.shop.platform)
    waits = way.mailbox.sending_next_at
    if waits is not None and waits > now:
        raise MailTrouble(Code(way.mailbox.sending_code), said=way.mailbox.sending_said)
    order = order_of(link)
    thread = _thread_of(order, case_of(link)) or (f"order:{order.number}" if order is not None else "")
    return connector_of(way.mailbox, thread, now)


def was_told(link: Link, once: str) -> bool:
    """Whether this form was taken in already."""
    return Message.objects.filter(conversation__shop=link.shop_id, external_id=f"page:{link.pk}:{once}").exists()


def _thread_of(order: Order | None, case: Case | None) -> str | None:
    """The thread in which she and the shop have written so far; None begins the order's own."""
    found = None
    if case is not None and case.conversation_id is not None:
        found = Conversation.objects.filter(pk=case.conversation_id).first()
    elif order is not None:
        found = Conversation.objects.filter(shop=order.shop_id, order=order).order_by("-last_message_at").first()
    return found.thread if found is not None else None


def answer(
    *, link: Link, offer_id: int, accepts: int | None, text: str, words: str, language: str, now: datetime
) -> None:
    """She takes the ``accepts``-th item of the menu that was sent, or (None) none of it. The first answer counts.

    Raises OfferChanged where that menu is not on the table any more, or has no such item.
    """
    case = case_of(link)
    offer = Offer.objects.filter(pk=offer_id, case=case, state=Offer.SENT).first() if case is not None else None
    if offer is None or case is None or (accepts is not None and not 0 <= accepts < len(offer.sent_menu or [])):
        raise OfferChanged("This offer was answered already, or another one has taken its place.")
    told = Told(
        kind=Kind(case.claim or case.kind),
        language=language,
        words=words,
        offer=offer.pk,
        accepts=accepts,
        declines=accepts is None,
    )
    tell(link=link, text=text, told=told, files=(), once=f"offer:{offer.pk}", now=now)


def stop_notices(link: Link, now: datetime) -> None:
    """The buyer of this page wants no more notices; where her order is not known there is nobody to ask for it."""
    order = order_of(link)
    buyer = order.buyer if order is not None else link.case.buyer if link.case is not None else None
    if buyer is not None:
        refuse_notices(actor=BUYER, buyer=buyer, how=Refusal.PAGE, now=now)
