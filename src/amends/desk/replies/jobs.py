"""Sending what waits in the outbox, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from amends.connect.mail import Code, MailTrouble, UnclearDelivery
from amends.core.errors import TransportError
from amends.desk.mailboxes.operations import note_sending
from amends.desk.mailboxes.queries import WayOut
from amends.desk.people.actors import SYSTEM
from amends.desk.replies.holding import hold_back
from amends.desk.replies.letters import connector_by, outgoing, way_of
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import begin_sending, mark_failed, mark_sent, mark_unclear
from amends.desk.replies.unfinished import prune_unfinished
from amends.jobs.registry import job
from amends.jobs.repeating import run_again

#: What is wrong with one letter or its buyer, and nothing with the mailbox it leaves from.
_OF_THE_LETTER = frozenset(
    {
        Code.RECIPIENT_UNKNOWN, Code.RECIPIENT_FULL, Code.TOO_LARGE, Code.CONTENT_REFUSED, Code.NO_ADDRESS,
        Code.GREYLISTED, Code.REFUSED, Code.UNCLEAR,
    }
)  # fmt: skip


def gave_up(payload: dict[str, Any], error: str, now: datetime) -> None:
    """The last attempt failed: the letter itself says so, where a person looks."""
    reply = Reply.objects.filter(pk=payload["reply"]).select_related("case").first()
    if reply is not None:
        mark_failed(actor=SYSTEM, reply=reply, error=error.removeprefix(_RAISED), now=now)


_RAISED = "amends.connect.mail.codes.MailTrouble: "


@job("replies.prune")
def prune(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next run; forget half-written letters to which nobody came back."""
    run_again("replies.prune", every=timedelta(hours=6), now=now)
    prune_unfinished(now=now)


@job("replies.send", attempts=8, lease_seconds=300, gave_up=gave_up)
def send(payload: dict[str, Any], now: datetime) -> None:
    """Hand a queued letter to its connector. The connector knows the key: the same letter leaves once."""
    if hold_back(actor=SYSTEM, reply_id=payload["reply"], now=now):
        return
    reply = begin_sending(reply_id=payload["reply"], now=now)
    if reply is None:
        return
    way = way_of(reply)
    try:
        letter = outgoing(reply, way)
    except (FileNotFoundError, ValueError) as gone:
        mark_failed(actor=SYSTEM, reply=reply, error=f"A file of the letter cannot be read: {gone}", now=now)
        return
    try:
        result = connector_by(reply, way, now).send(letter)
    except UnclearDelivery as error:
        mark_unclear(actor=SYSTEM, reply=reply, error=str(error), now=now)
        return
    except TransportError as error:
        _note(way, error, now)
        if error.permanent:
            mark_failed(actor=SYSTEM, reply=reply, error=_told(error), now=now)
            return
        raise
    mark_sent(actor=SYSTEM, reply=reply, reference=result.reference, now=now)
    _note(way, None, now)


def _note(way: WayOut | None, error: TransportError | None, now: datetime) -> None:
    """How the mailbox sends; a trouble that was known and only repeated is not counted again."""
    if way is None or (way.mailbox.sending_next_at is not None and way.mailbox.sending_next_at > now):
        return
    if error is None:
        if way.mailbox.sending_code or way.mailbox.sent_at is None or (now - way.mailbox.sent_at).total_seconds() > 300:
            note_sending(actor=SYSTEM, mailbox=way.mailbox, trouble=None, now=now)
    elif isinstance(error, MailTrouble) and error.code not in _OF_THE_LETTER:
        note_sending(actor=SYSTEM, mailbox=way.mailbox, trouble=error, now=now)


def _told(error: TransportError) -> str:
    return error.told if isinstance(error, MailTrouble) else str(error)
