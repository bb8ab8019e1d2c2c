"""Taking in messages, keeping how they were understood, noting what we sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Min, Q

from amends.connect.contract import MessageRecord, RecordKind
from amends.core.text import normal_form, split_quoted
from amends.desk.conversations.models import Attachment, Conversation, Message
from amends.desk.conversations.told import Told
from amends.desk.feeds.models import Import
from amends.desk.feeds.tracking import TakenIn, note
from amends.desk.journal.operations import record as journal
from amends.desk.orders.intake import buyers_for
from amends.desk.orders.models import Buyer, Order
from amends.desk.orders.queries import orders_by_numbers
from amends.desk.people.actors import Actor
from amends.desk.rows import update_rows
from amends.desk.shops.models import Shop
from amends.jobs.queue import Work, enqueue_many

#: A stored file that belongs to a message: name, media type, size, SHA-256.
StoredFile = tuple[str, str, int, str]


def _threads(
    shop: Shop, records: Sequence[tuple[int | None, MessageRecord]], orders: dict[str, Order], buyers: dict[str, Buyer]
) -> dict[str, Conversation]:
    """Conversations by thread; a message without a thread belongs to its order's, else its buyer's."""
    wanted: dict[str, tuple[Order | None, Buyer | None]] = {}
    for _, record in records:
        order = orders.get(record.order_number or "")
        buyer = buyers.get(record.buyer.reference) if record.buyer else (order.buyer if order else None)
        wanted.setdefault(thread_of(record), (order, buyer))
    known = {c.thread: c for c in Conversation.objects.filter(shop=shop, thread__in=list(wanted))}
    fresh = [
        Conversation(shop=shop, thread=thread, order=order, buyer=buyer)
        for thread, (order, buyer) in wanted.items()
        if thread not in known
    ]
    Conversation.objects.bulk_create(fresh)
    for thread, conversation in known.items():
        order, buyer = wanted[thread]
        if (order and not conversation.order_id) or (buyer and not conversation.buyer_id):
            conversation.order = conversation.order or order
            conversation.buyer = conversation.buyer or buyer
            conversation.save(update_fields=["order", "buyer"])
    return known | {c.thread: c for c in fresh}


def thread_of(record: MessageRecord) -> str:
    if record.thread:
        return record.thread[:200]
    if record.order_number:
        return f"order:{record.order_number}"[:200]
    return f"buyer:{record.buyer.reference}"[:200] if record.buyer else f"message:{record.external_id}"[:200]


def take_in_messages(
    *,
    actor: Actor,
    shop: Shop,
    records: Sequence[tuple[int | None, MessageRecord]],
    now: datetime,
    source: Import | None = None,
    cursor: int | None = None,
    files: Mapping[str, Sequence[StoredFile]] | None = None,
    told: Mapping[str, Told] | None = None,
) -> TakenIn:
    """Store a chunk of messages; the same message again changes nothing.

    ``files`` are the stored attachments by the message's external id, ``told`` what was ticked in a form. Every new
    message of a buyer is followed up; what a program wrote stands in the conversation and changes nobody's turn.
    """
    with transaction.atomic(durable=True):
        taken = TakenIn()
        orders = orders_by_numbers(shop.pk, {r.order_number for _, r in records if r.order_number})
        buyers = buyers_for(shop, [r.buyer for _, r in records if r.buyer])
        threads = _threads(shop, records, orders, buyers)
        known = set(
            Message.objects.filter(conversation__in=[c.pk for c in threads.values()]).values_list(
                "conversation_id", "external_id"
            )
        )
        fresh: list[Message] = []
        for _, record in records:
            conversation = threads[thread_of(record)]
            if (conversation.pk, record.external_id) in known:
                taken.unchanged += 1
                continue
            known.add((conversation.pk, record.external_id))
            text = normal_form(record.text)
            new_part, quoted = split_quoted(text)
            fresh.append(
                Message(
                    conversation=conversation,
                    external_id=record.external_id,
                    from_buyer=record.from_buyer,
                    sent_at=record.sent_at,
                    subject=normal_form(record.subject),
                    text=new_part,
                    quoted=quoted,
                    automatic=record.automatic,
                    no_answer_needed=bool(record.automatic),
                    told=told[record.external_id].as_data() if told and record.external_id in told else None,
                )
            )
        Message.objects.bulk_create(fresh, batch_size=200)
        Attachment.objects.bulk_create(
            Attachment(message=message, name=name[:255], media_type=media_type, size=size, sha256=sha256)
            for message in fresh
            for name, media_type, size, sha256 in (files or {}).get(message.external_id, ())
        )
        _keep_turns({message.conversation for message in fresh})
        taken.created += [message.pk for message in fresh]
        note(source, RecordKind.MESSAGE, taken, cursor)
        enqueue_many(
            Work("flow.follow_message", {"message": message.pk}, now, key=f"message:{message.pk}", priority=1)
            for message in fresh
            if message.from_buyer and not message.automatic
        )
    return taken


def _keep_turns(conversations: Collection[Conversation]) -> None:
    """The same as ``_keep_turn`` for many at once; most of what comes in stands in threads that we never wrote in."""
    theirs = Message.objects.filter(conversation__in=[conversation.pk for conversation in conversations]).order_by()
    answered = set(theirs.filter(from_buyer=False).values_list("conversation_id", flat=True).distinct())
    waiting = Min("sent_at", filter=Q(from_buyer=True, no_answer_needed=False))
    spans = theirs.values("conversation_id").annotate(first=waiting, last=Max("sent_at"))
    times = {row["conversation_id"]: (row["first"], row["last"]) for row in spans}
    fresh = [conversation for conversation in conversations if conversation.pk not in answered]
    for conversation in fresh:
        conversation.first_unanswered_at, conversation.last_message_at = times.get(conversation.pk, (None, None))
    update_rows(fresh, ("first_unanswered_at", "last_message_at"))
    for conversation in conversations:
        if conversation.pk in answered:
            _keep_turn(conversation)


def _keep_turn(conversation: Conversation) -> None:
    """Whether the last word is the buyer's, and since when she waits. Only her messages that need an answer count."""
    last_ours = (
        conversation.messages.filter(from_buyer=False).order_by("-sent_at").values_list("sent_at", flat=True).first()
    )
    waiting = conversation.messages.filter(from_buyer=True, no_answer_needed=False)
    if last_ours is not None:
        waiting = waiting.filter(sent_at__gt=last_ours)
        conversation.messages.filter(from_buyer=True, sent_at__lte=last_ours, answered_at__isnull=True).update(
            answered_at=last_ours
        )
    conversation.first_unanswered_at = waiting.order_by("sent_at").values_list("sent_at", flat=True).first()
    conversation.last_message_at = conversation.messages.order_by("-sent_at").values_list("sent_at", flat=True).first()
    conversation.save(update_fields=["first_unanswered_at", "last_message_at"])


def keep_readings(*, messages: Sequence[Message]) -> None:
    """Store how messages were understood (their ``reading``)."""
    with transaction.atomic(durable=True):
        update_rows(messages, ("reading",))


def note_sent(*, actor: Actor, conversation: Conversation, key: str, text: str, subject: str, now: datetime) -> Message:
    """Our letter has left: it is part of the conversation, and the buyer no longer waits."""
    with transaction.atomic(durable=True):
        message, _ = Message.objects.get_or_create(
            conversation=conversation,
            external_id=f"sent:{key}",
            defaults={
                "from_buyer": False,
                "sent_at": now,
                "text": text,
                "subject": subject,
                "author": actor.journal_name,
            },
        )
        _keep_turn(conversation)
    return message


def no_answer_needed(*, actor: Actor, conversation: Conversation, now: datetime) -> None:
    """A person says that nothing needs to be answered: the response clock stops, on record."""
    with transaction.atomic(durable=True):
        conversation.messages.filter(from_buyer=True, answered_at__isnull=True).update(no_answer_needed=True)
        _keep_turn(conversation)
        journal(
            shop=conversation.shop_id,
            actor=actor.journal_name,
            action="case.no_answer_needed",
            subject=f"conversation:{conversation.pk}",
            now=now,
        )


def let_rest(*, actor: Actor, message: Message, now: datetime) -> None:
    """One message needs no answer, such as thanks for our last word; the conversation waits for us no longer."""
    with transaction.atomic(durable=True):
        message.no_answer_needed = True
        message.save(update_fields=["no_answer_needed"])
        _keep_turn(message.conversation)
        journal(
            shop=message.conversation.shop_id,
            actor=actor.journal_name,
            action="case.no_answer_needed",
            subject=f"conversation:{message.conversation_id}",
            now=now,
            data={"message": message.pk},
        )


def set_order(*, conversation: Conversation, order: Order) -> None:
    """It became clear which order this conversation is about."""
    with transaction.atomic(durable=True):
        Conversation.objects.filter(pk=conversation.pk).update(order=order, buyer_id=order.buyer_id)


def forget_messages(*, ids: Sequence[int]) -> int:
    """Remove messages that an undone import had brought, and conversations that are empty then."""
    with transaction.atomic(durable=True):
        threads = list(Message.objects.filter(pk__in=ids).values_list("conversation_id", flat=True).distinct())
        Attachment.objects.filter(message_id__in=ids).delete()
        removed = Message.objects.filter(pk__in=ids).delete()[1].get("conversations.Message", 0)
        Conversation.objects.filter(pk__in=threads, messages__isnull=True).delete()
        for conversation in Conversation.objects.filter(pk__in=threads):
            _keep_turn(conversation)
    return removed
