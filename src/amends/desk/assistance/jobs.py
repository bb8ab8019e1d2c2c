"""Translating what buyers write, in the background: a few tries, then the gloss has to do."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from amends.connect.assist.port import AssistError
from amends.desk.assistance import asking
from amends.desk.assistance.models import MessageTranslation
from amends.desk.assistance.operations import want_translations
from amends.desk.assistance.queries import may_translate, setup_of
from amends.desk.conversations.models import Message
from amends.desk.people.actors import SYSTEM
from amends.jobs.registry import job

TRIES = 3
#: Minutes before the second and the third try.
WAITS = (timedelta(minutes=2), timedelta(minutes=15))
LONGEST_WAIT = timedelta(days=30)
#: Seconds after which the worker turns to other work.
SHARE = 2.0


def translate_messages(payloads: Sequence[dict[str, Any]], now: datetime) -> None:
    """Translate messages that wait beside each other, as many as fit into a moment; the rest waits again.

    An engine may take a minute for each: what is claimed together with them, or falls due meanwhile, must not stand
    behind all of them.
    """
    began = time.monotonic()
    for number, payload in enumerate(payloads):
        if number and time.monotonic() - began > SHARE:
            for waiting in payloads[number:]:
                _again(waiting, waiting.get("tries", 0), now, now)
            return
        translate_message(payload, now)


@job("assistance.translate_message", attempts=3, lease_seconds=180, together=translate_messages)
def translate_message(payload: dict[str, Any], now: datetime) -> None:
    """Translate one message, or leave it to the gloss: trouble with an engine is on record and no trouble of the desk."""
    message = (
        Message.objects.filter(pk=payload["message"])
        .select_related("conversation__shop__organisation", "conversation__buyer", "conversation__order__buyer")
        .first()
    )
    language = payload["to"]
    if message is None or MessageTranslation.objects.filter(message=message, language=language).exists():
        return
    shop = message.conversation.shop
    row = setup_of(shop.organisation_id)
    if row is None or not may_translate(row, shop):
        return
    tries = payload.get("tries", 0)
    if row.paused_until is not None and row.paused_until > now:
        # What is a month old is no longer waited for.
        if row.paused_until - message.sent_at < LONGEST_WAIT:
            _again(payload, tries, row.paused_until, now)
        return
    try:
        asking.translate_message(actor=SYSTEM, message=message, source=payload["from"], language=language, now=now)
    except AssistError as error:
        if not error.permanent and tries + 1 < TRIES:
            wait = max(WAITS[min(tries, len(WAITS) - 1)], timedelta(seconds=error.retry_after))
            _again(payload, tries + 1, now + wait, now)


def _again(payload: dict[str, Any], tries: int, at: datetime, now: datetime) -> None:
    waiting = [(payload["message"], payload["from"])]
    want_translations(messages=waiting, language=payload["to"], now=now, tries=tries, at=at)
