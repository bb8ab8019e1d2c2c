"""Sending what waits in the outbox, once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from amends.connect.registry import connector_for
from amends.core.errors import TransportError
from amends.desk.people.actors import SYSTEM
from amends.desk.replies.letters import outgoing
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import begin_sending, mark_failed, mark_sent
from amends.jobs.registry import job


def gave_up(payload: dict[str, Any], error: str, now: datetime) -> None:
    """The last attempt failed: the letter itself says so, where a person looks."""
    reply = Reply.objects.filter(pk=payload["reply"]).select_related("case").first()
    if reply is not None:
        mark_failed(actor=SYSTEM, reply=reply, error=error, now=now)


@job("replies.send", attempts=6, lease_seconds=120, gave_up=gave_up)
def send(payload: dict[str, Any], now: datetime) -> None:
    """Hand a queued letter to its connector. The connector knows the key: the same letter leaves once."""
    reply = begin_sending(reply_id=payload["reply"], now=now)
    if reply is None:
        return
    connector = connector_for(reply.case.shop.platform)
    try:
        letter = outgoing(reply)
    except (FileNotFoundError, ValueError) as gone:
        mark_failed(actor=SYSTEM, reply=reply, error=f"A file of the letter cannot be read: {gone}", now=now)
        return
    try:
        result = connector.send(letter)
    except TransportError as error:
        if error.permanent:
            mark_failed(actor=SYSTEM, reply=reply, error=str(error), now=now)
            return
        raise
    mark_sent(actor=SYSTEM, reply=reply, reference=result.reference, now=now)
