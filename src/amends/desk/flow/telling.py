"""When an order's way gives news: what its records show becomes notices, and an answer ends them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from amends.core.vocabulary import Milestone
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Conversation, Message
from amends.desk.conversations.queries import words_of
from amends.desk.notices import operations as notices
from amends.desk.notices.models import Notice, Refusal
from amends.desk.notices.queries import choices_of, was_told
from amends.desk.notices.rules import says_stop
from amends.desk.orders.models import Order
from amends.desk.parcels.queries import watch_input
from amends.desk.people.actors import SYSTEM
from amends.jobs.registry import job
from amends.watch import milestones


def tell_of(order: Order, now: datetime) -> None:
    """Note the milestones that an order has reached; a stage is reached when the last of its parcels has reached it."""
    if order.shop.as_of is not None or not choices_of([order.shop_id])[order.shop_id]:
        return
    notices.note_reached(order=order, reached=_reached(order, now), now=now)


def _reached(order: Order, now: datetime) -> dict[Milestone, datetime]:
    # Marketplaces and shops hand over orders that are paid.
    found = {Milestone.PAID: order.placed_at}
    parcels = list(order.parcels.prefetch_related("scans").select_related("shop"))
    if not parcels:
        return found
    each = [milestones(watch_input(parcel, order, now)) for parcel in parcels]
    for milestone in Milestone:
        if all(milestone in one for one in each):
            found[milestone] = max(one[milestone] for one in each)
    return found


def take_refusals(messages: Sequence[Message], now: datetime) -> None:
    """A buyer who was told something answers with nothing but the word that ends it. A person sees her answer, too."""
    for message in messages:
        buyer = message.conversation.buyer
        if buyer is not None and says_stop(words_of(message)) and was_told(buyer):
            notices.refuse_notices(actor=SYSTEM, buyer=buyer, how=Refusal.ANSWER, now=now)


@job("flow.notice_sent")
def notice_sent(payload: dict[str, Any], now: datetime) -> None:
    """A notice that has left stands in its order's thread, where there is one and nobody waits for an answer in it."""
    notice = Notice.objects.filter(pk=payload["notice"], state=Notice.SENT).first()
    if notice is None:
        return
    thread = Conversation.objects.filter(order_id=notice.order_id).order_by("-last_message_at").first()
    if thread is not None and thread.first_unanswered_at is None:
        conversations.note_sent(
            actor=SYSTEM, conversation=thread, key=notice.key, text=notice.body, subject=notice.subject,
            now=notice.sent_at or now,
        )  # fmt: skip
