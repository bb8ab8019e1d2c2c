"""One last word, then silence: thanks for our last letter are not answered, start no clock and open no case."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from amends.core.vocabulary import CaseStage
from amends.desk.cases.models import Case
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Message
from amends.desk.conversations.queries import waits_beside, words_of
from amends.desk.people.actors import SYSTEM
from amends.triage.last_words import may_thank, only_thanks


def rests(message: Message, case_id: int | None, now: datetime) -> bool:
    """Whether a message needs no answer; one that turns out so is put to rest, on record.

    It says thanks and nothing more, our last word in its case has been said (or the case is closed), and nothing else
    that she wrote waits for an answer.
    """
    if message.no_answer_needed:
        return True
    words = words_of(message)
    if message.answered_at is not None or message.told or not may_thank(words):
        return False
    if message.attachments.exists() or not only_thanks(words, _names(message)):
        return False
    if not _last_word_said(message, case_id) or waits_beside(message):
        return False
    conversations.let_rest(actor=SYSTEM, message=message, now=now)
    return True


def _names(message: Message) -> list[str]:
    """Who may be greeted or sign: the buyer, the shop, whoever wrote to her."""
    conversation = message.conversation
    buyer = conversation.buyer or (conversation.order.buyer if conversation.order is not None else None)
    agents = Case.objects.filter(conversation_id=conversation.pk).values_list("assignee__name", flat=True)
    return [name for name in (buyer.name if buyer else "", conversation.shop.name, *agents) if name]


def _last_word_said(message: Message, case_id: int | None) -> bool:
    """Our closing letter has left, or the case that the thread belonged to was closed by a person."""
    if case_id is not None:
        return Case.objects.filter(pk=case_id, stage=CaseStage.FOLLOW_UP.value).exists()
    conversation = message.conversation
    held = Q(conversation_id=conversation.pk)
    if conversation.order_id is not None:
        held |= Q(order_id=conversation.order_id)
    return Case.objects.filter(held, closed_at__isnull=False).exists()
