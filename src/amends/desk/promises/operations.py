"""Promises made by letters: made, kept, overdue, released."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise


def make_promises(
    *, actor: Actor, case: Case, reply_id: int, promises: list[dict[str, Any]], owner: Person | None, now: datetime
) -> list[Promise]:
    """What a letter that has left promised becomes a task with a due date. The same letter makes them once."""
    made: list[Promise] = []
    with transaction.atomic(durable=True):
        for item in promises:
            promise, fresh = Promise.objects.get_or_create(
                reply_id=reply_id,
                what=item["what"],
                defaults={"case": case, "due": datetime.fromisoformat(item["due"]), "owner": owner},
            )
            if fresh:
                made.append(promise)
                record(
                    shop=case.shop_id,
                    actor=actor.journal_name,
                    action="promise.made",
                    subject=f"case:{case.pk}",
                    now=now,
                    data={"what": item["what"], "due": item["due"]},
                )
    return made


def keep_promise(*, actor: Actor, promise: Promise, proof: str, now: datetime) -> None:
    """It was done; the proof says how one can see that."""
    if not proof.strip():
        raise DomainError("Say how one can see that it was done: a refund number, a tracking number, a file.")
    with transaction.atomic(durable=True):
        if Promise.objects.filter(pk=promise.pk, state__in=(Promise.OPEN, Promise.BROKEN)).update(
            state=Promise.KEPT, proof=proof.strip()[:300], settled_at=now
        ):
            record(
                shop=promise.case.shop_id,
                actor=actor.journal_name,
                action="promise.kept",
                subject=f"case:{promise.case_id}",
                now=now,
                data={"what": promise.what, "proof": proof.strip()[:300]},
            )
    promise.refresh_from_db()


def mark_overdue(*, actor: Actor, promise: Promise, now: datetime) -> bool:
    """The due date has passed: on record, once."""
    with transaction.atomic(durable=True):
        changed = Promise.objects.filter(pk=promise.pk, state=Promise.OPEN, due__lt=now).update(state=Promise.BROKEN)
        if changed:
            record(
                shop=promise.case.shop_id,
                actor=actor.journal_name,
                action="promise.broken",
                subject=f"case:{promise.case_id}",
                now=now,
                data={"what": promise.what, "due": promise.due.isoformat()},
            )
    return bool(changed)


def hand_on(*, actor: Actor, case: Case, before: Person, owner: Person, now: datetime) -> int:
    """What one person had to see to in a case is another's from now on; what is settled stays as it was."""
    with transaction.atomic(durable=True):
        open_ones = Promise.objects.filter(case=case, owner=before, state__in=(Promise.OPEN, Promise.BROKEN))
        count = open_ones.update(owner=owner)
        if count:
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="promise.handed_on",
                subject=f"case:{case.pk}",
                now=now,
                data={"from": before.pk, "to": owner.pk, "number": count},
            )
    return count


def release(*, actor: Actor, case: Case, reason: str, now: datetime) -> int:
    """Open promises of a closed case are no longer due."""
    with transaction.atomic(durable=True):
        count = Promise.objects.filter(case=case, state=Promise.OPEN, what="answer_by").update(
            state=Promise.RELEASED, settled_at=now, proof=reason[:300]
        )
        if count:
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="promise.released",
                subject=f"case:{case.pk}",
                now=now,
            )
    return count
