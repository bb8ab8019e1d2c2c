"""Files that go out with a letter: put to it and taken off again while it is a draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.vocabulary import LetterChannel
from amends.desk.guides.models import Guide
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.replies.models import Reply

#: How many files a letter carries, and how many bytes together.
MOST_FILES, MOST_BYTES = 5, 25 * 1024 * 1024


class NotAttached(DomainError):
    """The file cannot go with this letter."""

    code = "not_attached"


def carries_files(reply: Reply) -> bool:
    """Whether a letter of this channel can carry files: a public answer and a platform's form cannot."""
    return reply.channel not in (LetterChannel.REVIEW.value, LetterChannel.FORM.value)


def attach(*, actor: Actor, reply: Reply, guide: Guide, now: datetime) -> None:
    """A guide goes with the letter; the same one goes once. Raises NotAttached."""
    if not carries_files(reply):
        raise NotAttached("A letter of this kind carries no files.")
    with transaction.atomic(durable=True):
        found = Reply.objects.select_for_update().filter(pk=reply.pk, state=Reply.DRAFT).first()
        if found is None:
            raise NotAttached("The letter is no draft any more; take it back first.")
        files: list[dict[str, Any]] = [each for each in found.attachments if each["guide"] != guide.pk]
        if len(files) >= MOST_FILES or sum(each["size"] for each in files) + guide.size > MOST_BYTES:
            raise NotAttached(
                f"A letter carries at most {MOST_FILES} files and {MOST_BYTES // 2**20} MB; take one off."
            )
        files.append(
            {"guide": guide.pk, "title": guide.title, "name": guide.name, "media_type": guide.media_type,
             "size": guide.size, "sha256": guide.sha256}
        )  # fmt: skip
        _keep(actor, found, files, guide.title, now, action="reply.attached")
    reply.refresh_from_db()


def take_off(*, actor: Actor, reply: Reply, guide_id: int, now: datetime) -> None:
    """A file goes no more with a letter that is still a draft."""
    with transaction.atomic(durable=True):
        found = Reply.objects.select_for_update().filter(pk=reply.pk, state=Reply.DRAFT).first()
        if found is not None:
            gone = [each["title"] for each in found.attachments if each["guide"] == guide_id]
            files = [each for each in found.attachments if each["guide"] != guide_id]
            if gone:
                _keep(actor, found, files, gone[0], now, action="reply.detached")
    reply.refresh_from_db()


def _keep(actor: Actor, reply: Reply, files: list[dict[str, Any]], title: str, now: datetime, *, action: str) -> None:
    Reply.objects.filter(pk=reply.pk).update(attachments=files)
    record(
        shop=reply.case.shop_id,
        actor=actor.journal_name,
        action=action,
        subject=f"case:{reply.case_id}",
        now=now,
        data={"reply": reply.pk, "title": title},
    )
