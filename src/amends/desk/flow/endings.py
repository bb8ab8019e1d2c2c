"""What follows from a letter that left, and from the end of a case; the repeating work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Conversation, Message
from amends.desk.deadlines import operations as deadlines
from amends.desk.deadlines.models import Deadline
from amends.desk.flow.paying import owe_by_letter
from amends.desk.flow.promising import bind
from amends.desk.flow.refreshing import refresh
from amends.desk.offers import operations as offers
from amends.desk.orders.operations import keep_apologies
from amends.desk.people.actors import SYSTEM
from amends.desk.promises import operations as promises
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue
from amends.jobs.registry import job


@job("flow.letter_sent")
def letter_sent(payload: dict[str, Any], now: datetime) -> None:
    """A letter has left: it is part of the conversation, deadlines are met, promises are tasks, the turn changes."""
    reply = (
        Reply.objects.filter(pk=payload["reply"])
        .select_related("case__shop", "case__buyer", "case__order", "author", "offer")
        .first()
    )
    if reply is None or reply.state != Reply.SENT:
        return
    case, present = reply.case, shop_now(reply.case.shop, now)
    sent_at = shop_now(case.shop, reply.sent_at or now)
    conversation = Conversation.objects.filter(pk=case.conversation_id).first() if case.conversation_id else None
    if conversation is not None and reply.channel != "review":
        conversations.note_sent(
            actor=SYSTEM, conversation=conversation, key=reply.key, text=reply.body, subject=reply.subject, now=sent_at
        )
    answered = [d.key for d in case.deadlines.filter(state=Deadline.OPEN) if not d.hard or reply.channel == "form"]
    deadlines.settle(actor=SYSTEM, case=case, keys=answered, state=Deadline.MET, now=present)
    bind(reply=reply, now=present)
    decision = reply.request.get("decision") or {}
    if reply.offer is not None and decision.get("menu"):
        offers.mark_sent(offer=reply.offer, menu=decision["menu"])
        reply.offer.refresh_from_db()
        owe_by_letter(case=case, offer=reply.offer, author=reply.author, now=present)
    if case.buyer is not None:
        first = Reply.objects.filter(case__buyer=case.buyer, state=Reply.SENT, request__previous_apologies=0)
        keep_apologies(buyer=case.buyer, count=first.count())
    wrote_since = conversation is not None and conversation.first_unanswered_at is not None
    cases.note_letter_sent(case=case, stage=reply.stage, buyer_waits=wrote_since, now=present)
    refresh(case.pk, now)


@job("flow.case_closed")
def case_closed(payload: dict[str, Any], now: datetime) -> None:
    """Nothing of a closed case is due any more, except what was promised and can still be kept."""
    case = Case.objects.filter(pk=payload["case"]).select_related("shop").first()
    if case is None or case.closed_at is None:
        return
    present = shop_now(case.shop, now)
    deadlines.settle(actor=SYSTEM, case=case, keys=None, state=Deadline.CANCELLED, now=present)
    promises.release(actor=SYSTEM, case=case, reason="case closed", now=present)
    replies.drop_draft(case=case)


def start_sweeps(now: datetime) -> None:
    """Queue the repeating work once; called when a worker starts."""
    for kind in (
        "deadlines.sweep", "parcels.sweep", "promises.sweep", "recoveries.sweep", "lab.sweep", "webhooks.sweep",
        "tokens.prune", "replies.prune", "jobs.prune",
    ):  # fmt: skip
        enqueue(kind, {}, now=now, key=kind)


def move_clock(shop: Shop, now: datetime) -> int:
    """Follow everything of a shop again after its clock was moved; returns how many jobs were queued."""
    from amends.jobs.queue import Work, enqueue_many

    work = [
        Work("flow.follow_order", {"order": pk}, now, key=f"order:{pk}", priority=-1)
        for pk in shop.orders.values_list("pk", flat=True)
    ]
    work += [
        Work("flow.follow_parcel", {"parcel": pk}, now, key=f"parcel:{pk}")
        for pk in shop.parcels.values_list("pk", flat=True)
    ]
    work += [
        Work("flow.follow_message", {"message": pk}, now, key=f"message:{pk}", priority=1)
        for pk in Message.objects.filter(conversation__shop=shop, from_buyer=True, automatic="").values_list(
            "pk", flat=True
        )
    ]
    work += [
        Work("flow.follow_review", {"review": pk}, now, key=f"review:{pk}")
        for pk in shop.reviews.filter(rating__lte=2).values_list("pk", flat=True)
    ]
    work += [
        Work("flow.follow_dispute", {"dispute": pk}, now, key=f"dispute:{pk}", priority=2)
        for pk in shop.disputes.values_list("pk", flat=True)
    ]
    enqueue_many(work)
    return len(work)
