"""Reading conversations."""

from __future__ import annotations

from amends.core.contracts.triage import OfferedItem, TriageInput
from amends.core.vocabulary import InboundChannel
from amends.desk.conversations.models import Message


def words_of(message: Message) -> str:
    """The buyer's own words."""
    return str(message.told["words"]) if message.told else message.text


def question_of(message: Message, offered: list[OfferedItem] | None, locale: str | None) -> TriageInput:
    """What triage is asked about a message; quoted older mail counts for its numbers only.

    What a form has written beside the buyer's own words is not read: it is known.
    """
    text = words_of(message)
    if message.quoted and not message.told:
        text = f"{text}\n\n> " + message.quoted.replace("\n", "\n> ")
    return TriageInput(
        id=message.external_id,
        text=text,
        channel=InboundChannel.MESSAGE,
        platform=message.conversation.shop.platform,
        locale=locale or None,
        offered=offered or None,
        sent_at=message.sent_at,
    )


def message_in(conversation_id: int | None, message_id: int) -> Message | None:
    """A buyer's message of this conversation, with all that a translation needs of its shop and its buyer."""
    if conversation_id is None:
        return None
    rows = Message.objects.filter(pk=message_id, conversation_id=conversation_id, from_buyer=True)
    rows = rows.select_related("conversation__shop__organisation", "conversation__buyer", "conversation__order__buyer")
    return rows.first()


def messages_with_files(conversation_id: int | None) -> list[Message]:
    """The messages of a conversation that came or went with files, each with them."""
    if conversation_id is None:
        return []
    rows = Message.objects.filter(conversation_id=conversation_id, attachments__isnull=False).distinct()
    return list(rows.prefetch_related("attachments"))


def waits_beside(message: Message) -> bool:
    """Whether something else that the buyer wrote in this conversation, until then, waits for an answer."""
    others = Message.objects.filter(
        conversation_id=message.conversation_id, from_buyer=True, answered_at__isnull=True, no_answer_needed=False
    )
    return others.filter(sent_at__lte=message.sent_at).exclude(pk=message.pk).exists()
