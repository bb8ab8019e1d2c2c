"""Sending notices, once, by the same ways as letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.connect.contract import OutgoingLetter
from amends.connect.mail import UnclearDelivery
from amends.connect.registry import connector_for
from amends.core.errors import TransportError
from amends.core.vocabulary import InboundChannel
from amends.desk.conversations.models import Conversation
from amends.desk.mailboxes.entering import connector_of
from amends.desk.mailboxes.queries import way_out
from amends.desk.notices.models import Notice
from amends.desk.notices.operations import begin_sending, mark_failed, mark_sent
from amends.desk.notices.wording import words_of
from amends.desk.people.actors import SYSTEM
from amends.jobs.registry import job


def _notice(notice_id: int) -> Notice | None:
    rows = Notice.objects.filter(pk=notice_id).select_related("shop__organisation", "order__buyer", "order__shop")
    return rows.prefetch_related("order__lines").first()


def gave_up(payload: dict[str, Any], error: str, now: datetime) -> None:
    """The last attempt failed."""
    notice = _notice(payload["notice"])
    if notice is not None:
        mark_failed(actor=SYSTEM, notice=notice, error=error, now=now)


@job("notices.send", attempts=8, lease_seconds=300, gave_up=gave_up)
def send(payload: dict[str, Any], now: datetime) -> None:
    """Send a notice if it may leave now; else it waits or is passed over. The same notice leaves once."""
    notice = _notice(payload["notice"])
    if notice is None or notice.state not in (Notice.WAITING, Notice.SENDING):
        return
    if not begin_sending(actor=SYSTEM, notice=notice, words=words_of(notice, now), now=now):
        return
    notice = _notice(notice.pk) or notice
    thread = _thread(notice)
    way = way_out(notice.shop, thread, notice.order.buyer.email)
    try:
        connector = connector_of(way.mailbox, way.thread, now) if way else connector_for(notice.shop.platform)
        result = connector.send(_letter(notice, way.recipient if way else ""))
    except UnclearDelivery as error:
        mark_failed(actor=SYSTEM, notice=notice, error=str(error), unclear=True, now=now)
        return
    except TransportError as error:
        if error.permanent:
            mark_failed(actor=SYSTEM, notice=notice, error=str(error), now=now)
            return
        raise
    mark_sent(actor=SYSTEM, notice=notice, reference=result.reference, now=now)


def _thread(notice: Notice) -> str:
    held = Conversation.objects.filter(order=notice.order).order_by("-last_message_at")
    return held.values_list("thread", flat=True).first() or f"order:{notice.order.number}"


def _letter(notice: Notice, recipient: str) -> OutgoingLetter:
    buyer = notice.order.buyer
    return OutgoingLetter(
        key=notice.key,
        shop=notice.shop.key,
        platform=notice.shop.platform,
        channel=InboundChannel.MESSAGE,
        recipient=recipient or buyer.email or buyer.reference,
        recipient_name=buyer.name,
        order_number=notice.order.number,
        subject=notice.subject,
        text=notice.body,
        automatic=True,
    )
