"""A mail came in: it is read, finds its thread, its buyer and its order, and becomes a message, or is kept aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from amends.connect.contract import BuyerRecord, MessageRecord
from amends.connect.mail import Mail as Contents
from amends.connect.mail import Nature, read_mail
from amends.connect.mail.classify import Verdict
from amends.connect.mail.codes import sentences, with_words
from amends.core.contracts.fields import EARLIEST, MAX_TEXT
from amends.desk.cases import operations as cases
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.operations import StoredFile
from amends.desk.flow.imports import media_type_of
from amends.desk.flow.refreshing import refresh
from amends.desk.mailboxes import operations as mailboxes
from amends.desk.mailboxes.models import Handover, Mail, Mailbox
from amends.desk.mailboxes.operations import Followed
from amends.desk.mailboxes.queries import (
    MOST_AN_HOUR,
    handovers_of,
    own_addresses,
    sent_within_an_hour,
    threads_of,
)
from amends.desk.orders.models import Buyer, Order
from amends.desk.orders.queries import buyers_by_email, orders_by_numbers
from amends.desk.people.actors import SYSTEM
from amends.desk.people.personal_data import blind_index
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Shop
from amends.desk.storage import MAX_BYTES, keep
from amends.jobs.registry import job

#: What is read of mails at the same time, in bytes as they came.
BYTES_AT_ONCE = 16 * 1024 * 1024
#: A mail of these kinds stands in its conversation where it belongs to one; the others are kept aside.
_IN_CONVERSATION = frozenset({Nature.AUTO_REPLY, Nature.BOUNCE, Nature.DELAY, Nature.OWN})
_NUMBER = re.compile(r"(?=[A-Za-z_-]*[0-9])[A-Za-z0-9][A-Za-z0-9_-]{2,39}")
_MOST_NUMBERS = 200


def follow_mails(payloads: Sequence[dict[str, Any]], now: datetime) -> None:
    """Mails came in: those of a shop together, in the order in which they came."""
    waiting = Mail.objects.filter(pk__in=[payload["mail"] for payload in payloads], state=Mail.WAITING)
    told = waiting.order_by("shop", "received_at", "pk").values_list("shop", "pk", "size")
    for _, rows in groupby(told, key=lambda row: row[0]):
        for ids in _together([(pk, size) for _, pk, size in rows]):
            mails = list(waiting.filter(pk__in=ids).select_related("shop", "mailbox").order_by("received_at", "pk"))
            if mails:
                _follow_in_shop(mails[0].shop, mails, now)


def _together(sizes: Sequence[tuple[int, int]]) -> Iterator[list[int]]:
    """The mails in groups whose bytes fit into memory."""
    group: list[int] = []
    weight = 0
    for pk, size in sizes:
        if group and weight + size > BYTES_AT_ONCE:
            yield group
            group, weight = [], 0
        group.append(pk)
        weight += size
    if group:
        yield group


@job("flow.follow_mail", lease_seconds=120, together=follow_mails)
def follow_mail(payload: dict[str, Any], now: datetime) -> None:
    """One mail; see ``follow_mails``."""
    follow_mails([payload], now)


@dataclass(slots=True)
class _Known:
    """What the shop knows that the mails of one run refer to; read once for all of them."""

    threads: dict[str, str]
    handovers: dict[str, Handover]
    buyers: dict[str, Buyer]
    orders: dict[str, Order]
    frequent: dict[int, int]
    fresh: dict[str, str] = field(default_factory=dict)

    def thread_of(self, contents: Contents) -> str:
        """The thread that a mail answers; the newest reference that is known decides."""
        ids = [*contents.references, *([contents.bounce.original] if contents.bounce else [])]
        return next((found for one in reversed(ids) if (found := self.fresh.get(one) or self.threads.get(one))), "")


def _follow_in_shop(shop: Shop, mails: Sequence[Mail], now: datetime) -> None:
    read = [(mail, _contents_of(mail)) for mail in mails]
    known = _what_is_known(shop, read)
    followed: list[Followed] = []
    records: list[tuple[int | None, MessageRecord]] = []
    files: dict[str, list[StoredFile]] = {}
    for mail, contents in read:
        verdict = _verdict(mail, contents, known)
        thread = known.thread_of(contents)
        person = verdict.nature is Nature.PERSON
        taken = person or (verdict.nature in _IN_CONVERSATION and bool(thread))
        order = _order_of(shop, contents, known) if person else None
        if person and not thread:
            thread = f"order:{order.number}" if order is not None else f"mail:{mail.identity[:40]}"
        if (taken and verdict.nature is not Nature.OWN) or (taken and contents.message_id not in known.handovers):
            record = _record_of(mail, contents, verdict, thread, order, known)
            records.append((None, record))
            files[record.external_id] = [
                (file.name, media_type_of(file.data, file.name), len(file.data), keep(file.data))
                for file in contents.files
                if len(file.data) <= MAX_BYTES
            ]
        if contents.message_id and taken:
            known.fresh[contents.message_id] = thread
        followed.append(_followed(mail, contents, verdict, taken, thread if taken else ""))
    conversations.take_in_messages(actor=SYSTEM, shop=shop, records=records, now=now, files=files)
    for (_, contents), one in zip(read, followed, strict=True):
        _consequences(contents, one, known, now)
    mailboxes.keep_followed(followed=followed)


def _contents_of(mail: Mail) -> Contents:
    return read_mail(mail.raw, own=_own(mail.mailbox))


def _own(mailbox: Mailbox | None) -> frozenset[str]:
    return own_addresses(mailbox) if mailbox is not None else frozenset()


def _what_is_known(shop: Shop, read: Sequence[tuple[Mail, Contents]]) -> _Known:
    ids = {one for _, contents in read for one in (*contents.references, contents.message_id) if one}
    ids |= {contents.bounce.original for _, contents in read if contents.bounce is not None}
    addresses = {address for _, contents in read if (address := _address_of(contents))}
    numbers = {number for _, contents in read for number in _numbers_in(contents)}
    return _Known(
        threads=threads_of(shop.pk, ids),
        handovers=handovers_of(shop.pk, ids),
        buyers=buyers_by_email(shop.pk, addresses),
        orders=orders_by_numbers(shop.pk, numbers),
        frequent=sent_within_an_hour([mail for mail, _ in read]),
    )


def _address_of(contents: Contents) -> str:
    """The address by which the buyer is known: her alias at a relay, else the sender's own."""
    if contents.relay is not None:
        return contents.relay.buyer
    return contents.sender.address if contents.sender else ""


def _numbers_in(contents: Contents) -> list[str]:
    """What may be order numbers: the relay's own, else every word with a digit in subject and new text."""
    told = list(contents.relay.orders) if contents.relay is not None else []
    text = f"{contents.subject} {contents.new_text[:5_000]}"
    return list(dict.fromkeys([*told, *_NUMBER.findall(text)]))[:_MOST_NUMBERS]


def _verdict(mail: Mail, contents: Contents, known: _Known) -> Verdict:
    """What the mail is, with what only the shop's records can tell."""
    if mail.forced:
        return Verdict(Nature.PERSON, "a person said so")
    if contents.message_id in known.handovers:
        return Verdict(Nature.OWN, "Message-ID")
    alone = contents.relay is None or bool(contents.relay.buyer)
    if contents.verdict.nature is Nature.PERSON and alone and known.frequent.get(mail.pk, 0) > MOST_AN_HOUR:
        return Verdict(Nature.LOOP, f"more than {MOST_AN_HOUR} mails within an hour")
    return contents.verdict


def _order_of(shop: Shop, contents: Contents, known: _Known) -> Order | None:
    """The order that a mail names, where its sender may know of it: nobody gets at an order by writing its number."""
    named = [known.orders[number] for number in _numbers_in(contents) if number in known.orders]
    address = _address_of(contents)
    trusted = contents.relay is not None and contents.relay.platform.value == shop.platform
    fitting = [order for order in named if trusted or _is_hers(order, address, known)]
    return fitting[0] if len({order.pk for order in fitting}) == 1 else None


def _is_hers(order: Order, address: str, known: _Known) -> bool:
    index = order.buyer.email_index if order.buyer_id else ""
    buyer = known.buyers.get(address)
    return (buyer is not None and buyer.pk == order.buyer_id) or (bool(index) and index == blind_index(address))


def _buyer_of(contents: Contents, order: Order | None, known: _Known) -> BuyerRecord | None:
    address = _address_of(contents)
    found = known.buyers.get(address) or (order.buyer if order is not None else None)
    if found is not None:
        return BuyerRecord(reference=found.reference)
    name = contents.relay.name if contents.relay is not None else (contents.sender.name if contents.sender else "")
    if not address:
        return BuyerRecord(reference=f"mail:{blind_index(name)}", name=name[:200]) if name else None
    return BuyerRecord(reference=f"mail:{blind_index(address)}", name=name[:200], email=address[:254])


def _record_of(
    mail: Mail, contents: Contents, verdict: Verdict, thread: str, order: Order | None, known: _Known
) -> MessageRecord:
    person = verdict.nature is Nature.PERSON
    ours = verdict.nature is Nature.OWN
    return MessageRecord(
        external_id=f"mail:{mail.identity[:60]}",
        thread=thread,
        order_number=order.number if order is not None else _order_named_by(thread),
        buyer=_buyer_of(contents, order, known) if person else None,
        from_buyer=not ours,
        sent_at=_sent_at(mail, contents),
        subject=contents.subject[:998],
        text=_text_of(mail, contents),
        automatic="" if person or ours else verdict.nature.value,
    )


def _order_named_by(thread: str) -> str | None:
    """The threads of orders are named by their numbers; what stands in one is about that order."""
    return thread.removeprefix("order:")[:120] or None if thread.startswith("order:") else None


def _sent_at(mail: Mail, contents: Contents) -> datetime:
    """When it was written; a clock that runs ahead of the server's is not believed, nor one that stands long behind."""
    received = max(mail.received_at, EARLIEST)
    written = contents.sent_at
    if written is None or written > received or (received - written).days > 30:
        return received.astimezone(UTC)
    return written


def _text_of(mail: Mail, contents: Contents) -> str:
    if mail.whole:
        return contents.text
    size = f"{mail.size / 2**20:,.0f}"
    return f"[This mail has {size} MB, more than is taken in. It lies in the mailbox; read it there.]"[:MAX_TEXT]


def _followed(mail: Mail, contents: Contents, verdict: Verdict, taken: bool, thread: str) -> Followed:
    return Followed(
        mail=mail,
        nature=verdict.nature,
        reason=verdict.reason,
        taken=taken,
        thread=thread,
        reply_to=contents.reply_to.address if contents.reply_to else "",
        subject=contents.subject,
        references=(*contents.references, *([contents.message_id] if contents.message_id else [])),
        platform=contents.relay.platform.value if contents.relay else "",
        answers=contents.relay.answers.value if contents.relay else "",
    )


def _consequences(contents: Contents, one: Followed, known: _Known, now: datetime) -> None:
    """What a mail tells about our own letters: that one came back, or that one has arrived after all."""
    bounce = contents.bounce
    if one.nature is Nature.BOUNCE and bounce is not None and bounce.original in known.handovers:
        _letter_returned(known.handovers[bounce.original], bounce.code, bounce.said, now)
        return
    arrived = contents.references if one.nature in (Nature.PERSON, Nature.AUTO_REPLY) else ()
    if one.nature is Nature.OWN:
        arrived = (contents.message_id,)
    for message_id in arrived:
        handover = known.handovers.get(message_id)
        if handover is not None and handover.state == Handover.HANDING:
            letter_has_left(handover.key, now)


def _letter_returned(handover: Handover, code: Any, said: str, now: datetime) -> None:
    sentence = sentences()[code]
    error = with_words(f"{sentence.what} {sentence.cure}", said)
    mailboxes.confirm_handover(key=handover.key)
    reply = replies.note_returned(actor=SYSTEM, key=handover.key, error=error, now=now)
    if reply is not None:
        cases.note_letter_returned(case=reply.case, now=now)
        refresh(reply.case_id, now)


def letter_has_left(key: str, now: datetime, actor: Any = SYSTEM) -> None:
    """An unclear letter has left: a person saw it in the sent folder, or an answer to it came."""
    mailboxes.confirm_handover(key=key)
    reply = Reply.objects.filter(key=key).select_related("case").first()
    if reply is not None:
        replies.confirm_sent(actor=actor, reply=reply, now=now)


def letter_did_not_leave(reply: Reply, now: datetime, actor: Any = SYSTEM) -> None:
    """A person says that an unclear letter did not leave: it is sent again."""
    mailboxes.release_handover(key=reply.key)
    replies.try_again(actor=actor, reply=reply, now=now)
