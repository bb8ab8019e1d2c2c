"""Translating what buyers write, in the background: a few tries, then the gloss has to do."""

from __future__ import annotations

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


@job("assistance.translate_message", attempts=3, lease_seconds=180)
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
        _again(message, payload, tries, row.paused_until, now)
        return
    try:
        asking.translate_message(actor=SYSTEM, message=message, source=payload["from"], language=language, now=now)
    except AssistError as error:
        if not error.permanent and tries + 1 < TRIES:
            wait = max(WAITS[min(tries, len(WAITS) - 1)], timedelta(seconds=error.retry_after))
            _again(message, payload, tries + 1, now + wait, now)


def _again(message: Message, payload: dict[str, Any], tries: int, at: datetime, now: datetime) -> None:
    if (at - message.sent_at) < timedelta(days=30):
        want_translations(
            shop=message.conversation.shop, messages=[(message.pk, payload["from"])], language=payload["to"],
            now=now, tries=tries, at=at,
        )  # fmt: skip
