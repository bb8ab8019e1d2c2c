"""Keeping evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.vocabulary import EvidenceType
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Attachment
from amends.desk.exhibits.models import Exhibit
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.jobs.queue import enqueue


class NotEvidence(DomainError):
    code = "not_evidence"


def _kept(actor: Actor, case: Case, exhibit: Exhibit, now: datetime) -> None:
    record(
        shop=case.shop_id,
        actor=actor.journal_name,
        action="exhibit.kept",
        subject=f"case:{case.pk}",
        now=now,
        data={"type": exhibit.type, "sha256": exhibit.sha256, "title": exhibit.title},
    )
    enqueue("flow.refresh_case", {"case": case.pk}, now=now, key=f"refresh:{case.pk}")


def keep_attachment(*, actor: Actor, case: Case, attachment: Attachment, type: str, now: datetime) -> Exhibit:
    """One click makes an exhibit of a file that came with a message; the same file is kept once."""
    if type not in {member.value for member in EvidenceType}:
        raise NotEvidence(f"{type!r} is no kind of evidence.")
    with transaction.atomic(durable=True):
        exhibit, fresh = Exhibit.objects.get_or_create(
            case=case,
            type=type,
            sha256=attachment.sha256,
            defaults={
                "title": attachment.name[:300],
                "source": f"message:{attachment.message_id}",
                "captured_at": attachment.message.sent_at,
                "kept_at": now,
                "kept_by": actor.journal_name,
                "name": attachment.name,
                "media_type": attachment.media_type,
                "size": attachment.size,
                "attachment_id": attachment.pk,
            },
        )
        if fresh:
            _kept(actor, case, exhibit, now)
    return exhibit


def keep_file(
    *,
    actor: Actor,
    case: Case,
    type: str,
    title: str,
    name: str,
    media_type: str,
    size: int,
    sha256: str,
    now: datetime,
) -> Exhibit:
    """Evidence that a person brings: a packing photo, a test report. The bytes are in the store already."""
    if type not in {member.value for member in EvidenceType}:
        raise NotEvidence(f"{type!r} is no kind of evidence.")
    with transaction.atomic(durable=True):
        exhibit, fresh = Exhibit.objects.get_or_create(
            case=case,
            type=type,
            sha256=sha256,
            defaults={
                "title": (title or name)[:300],
                "source": actor.journal_name,
                "captured_at": now,
                "kept_at": now,
                "kept_by": actor.journal_name,
                "name": name[:255],
                "media_type": media_type,
                "size": size,
            },
        )
        if fresh:
            _kept(actor, case, exhibit, now)
    return exhibit


def keep_text(
    *,
    actor: Actor,
    case: Case,
    type: EvidenceType,
    title: str,
    source: str,
    text: str,
    captured_at: datetime,
    now: datetime,
) -> Exhibit:
    """Evidence that is text: the order record, the tracking history, the listing as sold, the conversation."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    with transaction.atomic(durable=True):
        exhibit, fresh = Exhibit.objects.get_or_create(
            case=case,
            type=type.value,
            sha256=digest,
            defaults={
                "title": title[:300],
                "source": source[:120],
                "captured_at": captured_at,
                "kept_at": now,
                "kept_by": actor.journal_name,
                "text": text,
                "size": len(text.encode()),
                "media_type": "text/plain",
            },
        )
        if fresh:
            _kept(actor, case, exhibit, now)
    return exhibit


def note_pack(
    *,
    actor: Actor,
    case: Case,
    platform: str,
    sha256: str,
    gaps: Sequence[str],
    let_through: Mapping[str, Any],
    now: datetime,
) -> None:
    """An evidence pack was built from this case. ``let_through``: what a lead let its statement say, and why."""
    with transaction.atomic(durable=True):
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="pack.built",
            subject=f"case:{case.pk}",
            now=now,
            data={"platform": platform, "sha256": sha256, "gaps": list(gaps), **let_through},
        )
