"""A buyer wrote: each message is understood, opens or joins a case, and may answer what we offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from amends.core.contracts.triage import TriageOutput
from amends.core.text import is_blank
from amends.core.vocabulary import Kind
from amends.desk.assistance.operations import want_translations
from amends.desk.assistance.queries import may_translate, setup_of
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Conversation, Message
from amends.desk.conversations.queries import question_of, words_of
from amends.desk.conversations.told import told_of, with_told
from amends.desk.flow.claims import claim_of
from amends.desk.flow.last_word import rests
from amends.desk.flow.paying import owe_by_offer
from amends.desk.flow.promising import bind
from amends.desk.flow.refreshing import refresh_all
from amends.desk.flow.telling import take_refusals
from amends.desk.offers import operations as offers
from amends.desk.offers.queries import offered_items, sent_offer
from amends.desk.orders.models import Order
from amends.desk.orders.queries import likely_orders, order_by_number
from amends.desk.people.actors import SYSTEM
from amends.desk.replies.models import Reply
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import shop_now
from amends.jobs.registry import job
from amends.triage import triage_many


def follow_messages(payloads: Sequence[dict[str, Any]], now: datetime) -> None:
    """Buyers wrote: understand each message, open or join its case, and bring the cases up to date."""
    found = (
        Message.objects.filter(pk__in=[payload["message"] for payload in payloads])
        .select_related("conversation__shop__organisation", "conversation__order__buyer", "conversation__buyer")
        .order_by("sent_at", "pk")
    )
    by_shop: dict[int, list[Message]] = defaultdict(list)
    for message in found:
        # A shop whose clock stands before a message has not seen it yet.
        if message.sent_at <= shop_now(message.conversation.shop, now):
            by_shop[message.conversation.shop_id].append(message)
    for messages in by_shop.values():
        _follow_in_shop(messages[0].conversation.shop, messages, now)


@job("flow.follow_message", together=follow_messages)
def follow_message(payload: dict[str, Any], now: datetime) -> None:
    """One message; see ``follow_messages``."""
    follow_messages([payload], now)


def _follow_in_shop(shop: Shop, messages: Sequence[Message], now: datetime) -> None:
    present = shop_now(shop, now)
    held = [_open_case_of(message.conversation) for message in messages]
    readings = _read(messages, held)
    arrivals: list[tuple[cases.Arrival, Message, TriageOutput | None]] = []
    quiet: list[int] = []
    for message, case_id, reading in zip(messages, held, readings, strict=True):
        if rests(message, case_id, present):
            quiet += [case_id] if case_id is not None else []
            continue
        arrival = _arrival_of(message, case_id, reading)
        if arrival is not None:
            arrivals.append((arrival, message, reading))
    joined = cases.open_or_join_all(
        actor=SYSTEM, shop=shop, arrivals=[arrival for arrival, _, _ in arrivals], now=present
    )
    for (_, message, reading), (case, opened) in zip(arrivals, joined, strict=True):
        if reading is not None and reading.answer is not None and not opened:
            _take_answer(case, message, reading, present)
    refresh_all(list(dict.fromkeys([*(case.pk for case, _ in joined), *quiet])), now)
    _want_translations(shop, messages, readings, now)
    take_refusals(messages, now)


def _want_translations(
    shop: Shop, messages: Sequence[Message], readings: Sequence[TriageOutput | None], now: datetime
) -> None:
    """What waits for an answer in another language than the company's is translated, where its owner wants that."""
    language = shop.organisation.language
    waiting = [
        (message.pk, reading.language)
        for message, reading in zip(messages, readings, strict=True)
        if reading is not None and message.answered_at is None and not message.no_answer_needed
        if reading.language.split("-")[0] != language
    ]
    if waiting and may_translate(setup_of(shop.organisation_id), shop):
        want_translations(messages=waiting, language=language, now=now)


def _read(messages: Sequence[Message], held: Sequence[int | None]) -> list[TriageOutput | None]:
    """How each message is understood, kept with it; a message of nothing but files says nothing that can be read."""
    worded = [
        (message, case_id) for message, case_id in zip(messages, held, strict=True) if not is_blank(words_of(message))
    ]
    questions = [
        question_of(
            message, offered_items(case_id) if case_id and not message.told else None, _locale(message.conversation)
        )
        for message, case_id in worded
    ]
    found: dict[int, TriageOutput] = {}
    for (message, _), reading in zip(worded, triage_many(questions), strict=True):
        found[message.pk] = reading
    for message in messages:
        if message.told:
            # What she ticked is known; only her own words had to be understood.
            found[message.pk] = with_told(told_of(message.told), found.get(message.pk), message.external_id)
    understood = [message for message in messages if message.pk in found]
    for message in understood:
        message.reading = found[message.pk].model_dump(mode="json")
    conversations.keep_readings(messages=understood)
    return [found.get(message.pk) for message in messages]


def _arrival_of(message: Message, case_id: int | None, reading: TriageOutput | None) -> cases.Arrival | None:
    """What a message brings to the desk; None where it asks for nothing and belongs to no open case."""
    conversation = message.conversation
    order = _order_of(conversation, reading)
    if case_id is None:
        if message.answered_at is not None:
            return None  # settled history: it was answered before we came
        thanks = reading is not None and reading.kind is Kind.PRAISE
        if order is None and thanks and conversation.first_unanswered_at is None:
            return None
    return cases.Arrival(
        source="message",
        source_id=message.pk,
        at=message.sent_at,
        order=order,
        buyer=conversation.buyer,
        conversation_id=conversation.pk,
        candidates=_candidates(conversation, order),
        **claim_of(reading),
    )


def _open_case_of(conversation: Conversation) -> int | None:
    found = Case.objects.filter(closed_at__isnull=True)
    if conversation.order_id:
        found = found.filter(order_id=conversation.order_id)
    else:
        found = found.filter(conversation_id=conversation.pk)
    return found.order_by().values_list("pk", flat=True).first()


def _locale(conversation: Conversation) -> str | None:
    if conversation.buyer is not None and conversation.buyer.locale:
        return conversation.buyer.locale
    return None


def _order_of(conversation: Conversation, reading: TriageOutput | None) -> Order | None:
    """The order a message is about: the thread's, one it names, or the buyer's only open one."""
    if conversation.order is not None:
        return conversation.order
    for number in reading.order_numbers if reading is not None else ():
        named = order_by_number(conversation.shop_id, number)
        if named is not None and (conversation.buyer_id in (None, named.buyer_id)):
            conversations.set_order(conversation=conversation, order=named)
            return named
    if conversation.buyer is None:
        return None
    likely = [order for order in likely_orders(conversation.buyer) if not order.cancelled]
    if len(likely) == 1:
        conversations.set_order(conversation=conversation, order=likely[0])
        return likely[0]
    return None


def _candidates(conversation: Conversation, order: Order | None) -> tuple[dict[str, Any], ...]:
    if order is not None or conversation.buyer is None:
        return ()
    return tuple(
        {"order": item.pk, "number": item.number, "placed_at": item.placed_at.isoformat()}
        for item in likely_orders(conversation.buyer)
    )


def _take_answer(case: Case, message: Message, reading: TriageOutput, now: datetime) -> None:
    answer = reading.answer
    offer = sent_offer(case)
    if answer is None or offer is None:
        return
    if message.told and message.told["offer"] != offer.pk:
        return  # she answered what was on the table before
    said = answer.model_dump(mode="json")
    if answer.accepts is None and not answer.declines and answer.counter is None and not answer.resolved:
        return
    offers.keep_answer(offer=offer, answer=said)
    cases.keep_answer(actor=SYSTEM, case=case, answer=said, now=now)
    if answer.accepts is not None:
        for reply in Reply.objects.filter(offer=offer, state=Reply.SENT).select_related("case__shop", "author"):
            bind(reply=reply, taken=answer.accepts, now=now)
        owe_by_offer(actor=SYSTEM, person=None, case=case, offer=offer, taken=answer.accepts, now=now)
