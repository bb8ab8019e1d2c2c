"""A batch of letters: made, cut down, approved, set going, stopped; each item for itself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.batches.models import Batch, Item
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.jobs.queue import enqueue


class NotNow(DomainError):
    """The batch is not in a state in which this can be done; somebody was faster, or it is over."""

    code = "not_now"


def make_batch(
    *, actor: Actor, person: Person, organisation: Organisation, kind: str, items: Sequence[Item], now: datetime
) -> Batch:
    """Keep what was chosen, with what is left out and why. Nothing is sent by it."""
    if not items:
        raise DomainError("Choose at least one case.")
    with transaction.atomic(durable=True):
        batch = Batch.objects.create(organisation=organisation, person=person, made_at=now, kind=kind)
        for item in items:
            item.batch = batch
        Item.objects.bulk_create(items)
        ready = sum(item.state == Item.READY for item in items)
        _note(actor, batch, action="batch.made", now=now, ready=ready, excluded=len(items) - ready)
    return batch


def keep_only(*, batch: Batch, item_ids: Collection[int]) -> int:
    """Only these of the ready items stay; returns how many. A batch that was asked for or started stays as it is."""
    with transaction.atomic(durable=True):
        held = Batch.objects.select_for_update().get(pk=batch.pk)
        ready = Item.objects.filter(batch=held, state=Item.READY)
        if held.state == Batch.PREVIEW:
            ready.exclude(pk__in=list(item_ids)).update(state=Item.LEFT_OUT)
        return ready.count()


def ask(*, actor: Actor, batch: Batch, now: datetime) -> Batch:
    """Somebody with a higher limit has to agree first. Raises NotNow."""
    return _step(actor, batch, (Batch.PREVIEW,), Batch.ASKED, action="batch.asked", now=now)


def approve(*, actor: Actor, person: Person, batch: Batch, now: datetime) -> Batch:
    """Who may, and that it is not her own, was judged before. Raises NotNow."""
    with transaction.atomic(durable=True):
        changed = Batch.objects.filter(pk=batch.pk, state=Batch.ASKED).update(state=Batch.APPROVED, approved_by=person)
        if not changed:
            raise NotNow("This batch does not wait for approval any more.")
        _note(actor, batch, action="batch.approved", now=now)
    batch.refresh_from_db()
    return batch


def decline(*, actor: Actor, person: Person, batch: Batch, reason: str, now: datetime) -> Batch:
    """It is not to be sent like this, and why. Raises NotNow, DomainError without a reason."""
    if not reason.strip():
        raise DomainError("Say why, so that whoever asked knows what to do instead.")
    with transaction.atomic(durable=True):
        changed = Batch.objects.filter(pk=batch.pk, state=Batch.ASKED).update(
            state=Batch.STOPPED, declined_by=person, decline_reason=reason.strip()[:300], ended_at=now
        )
        if not changed:
            raise NotNow("This batch does not wait for approval any more.")
        _note(actor, batch, action="batch.declined", now=now, reason=reason.strip()[:300])
    batch.refresh_from_db()
    return batch


def start(*, actor: Actor, batch: Batch, whole: bool, now: datetime) -> Batch:
    """Set it going: the first letters, or (``whole``) the rest. Pressed twice it starts once. Raises NotNow."""
    with transaction.atomic(durable=True):
        changed = Batch.objects.filter(pk=batch.pk, state__in=Batch.STARTABLE).update(state=Batch.RUNNING, whole=whole)
        if not changed:
            raise NotNow("This batch is running already, or it is over.")
        _note(actor, batch, action="batch.started", now=now, whole=whole)
        enqueue("flow.send_batch", {"batch": batch.pk}, now=now, key=f"batch:{batch.pk}", priority=2)
    batch.refresh_from_db()
    return batch


def go_on(*, batch: Batch, now: datetime, run_at: datetime) -> None:
    """The next letters of a running batch, a little later."""
    with transaction.atomic(durable=True):
        enqueue("flow.send_batch", {"batch": batch.pk}, now=now, run_at=run_at, key=f"batch:{batch.pk}", priority=2)


def rest(*, actor: Actor, batch: Batch, state: str, now: datetime) -> None:
    """A running batch pauses after its first letters, or is done."""
    with transaction.atomic(durable=True):
        ended = now if state == Batch.DONE else None
        changed = Batch.objects.filter(pk=batch.pk, state=Batch.RUNNING).update(state=state, ended_at=ended)
        if changed and state == Batch.DONE:
            _note(actor, batch, action="batch.finished", now=now)


def stop(*, actor: Actor, batch: Batch, now: datetime) -> Batch:
    """No further letter of it is queued from now on. One that is done can be stopped too: letters may not have left."""
    with transaction.atomic(durable=True):
        changed = (
            Batch.objects.filter(pk=batch.pk).exclude(state=Batch.STOPPED).update(state=Batch.STOPPED, ended_at=now)
        )
        if changed:
            _note(actor, batch, action="batch.stopped", now=now)
    batch.refresh_from_db()
    return batch


def note_item(*, item: Item, was: str, state: str, reason: str = "", leaves_at: datetime | None = None) -> bool:
    """What became of one case; False where it was not ``was`` any more."""
    with transaction.atomic(durable=True):
        return bool(
            Item.objects.filter(pk=item.pk, state=was).update(state=state, reason=reason[:300], leaves_at=leaves_at)
        )


def _step(actor: Actor, batch: Batch, before: tuple[str, ...], after: str, *, action: str, now: datetime) -> Batch:
    with transaction.atomic(durable=True):
        if not Batch.objects.filter(pk=batch.pk, state__in=before).update(state=after):
            raise NotNow("This batch has gone on meanwhile; load the page again.")
        _note(actor, batch, action=action, now=now)
    batch.refresh_from_db()
    return batch


def _note(actor: Actor, batch: Batch, *, action: str, now: datetime, **data: object) -> None:
    record(
        shop=INSTALLATION, actor=actor.journal_name, action=action, subject=f"batch:{batch.pk}", now=now,
        data={"batch": batch.pk, **data},
    )  # fmt: skip
