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


def waits_beside(message: Message) -> bool:
    """Whether something else that the buyer wrote in this conversation, until then, waits for an answer."""
    others = Message.objects.filter(
        conversation_id=message.conversation_id, from_buyer=True, answered_at__isnull=True, no_answer_needed=False
    )
    return others.filter(sent_at__lte=message.sent_at).exclude(pk=message.pk).exists()
