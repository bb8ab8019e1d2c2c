"""Many cases answered at once: prepared, looked at, sent in stages, stopped."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field

from amends.core.contracts.fields import AmountOf
from amends.core.vocabulary import Scope
from amends.desk.batches.models import Batch, Item
from amends.desk.batches.queries import batch_seen_by, items_of, latest_batches, sums
from amends.desk.flow import batching
from amends.web.api.access import person_of
from amends.web.api.cases import money
from amends.web.api.problems import Refused, no_such
from amends.web.api.routes import Number, Short, does, reads

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]


class BatchChosen(BaseModel):
    """The cases, in the order in which they are to go."""

    cases: list[Id] = Field(min_length=1, max_length=batching.MOST)


class BatchItem(BaseModel):
    """One case. ``reason``: why it is left out (a code) or why it failed (a sentence). ``leaves_at``: from the outbox."""

    id: int
    case: int
    letter: int | None
    language: str
    remedies: list[str]
    state: str
    reason: str
    leaves_at: datetime | None


class BatchShown(BaseModel):
    """``at_most``: the most that the buyers of what is still to go can get, by currency. ``asks``: it needs approval."""

    id: int
    state: str
    kind: str
    by: str
    asks: bool
    at_most: list[AmountOf]
    items: list[BatchItem]


class BatchSending(BaseModel):
    """``items``: those that go, as long as nothing was sent; all where it is left out."""

    items: list[Id] | None = Field(None, max_length=batching.MOST)


class BatchDeclined(BaseModel):
    reason: Short = Field(min_length=1)


def _shown(batch: Batch) -> BatchShown:
    items = items_of(batch)
    worth = batching.worth_of(items, batch.organisation, timezone.now())
    going = [item for item in items if item.state == Item.READY]
    return BatchShown(
        id=batch.pk,
        state=batch.state,
        kind=batch.kind,
        by=batch.person.name,
        asks=batch.state == Batch.PREVIEW and batching.must_ask(batch.person, items, worth),
        at_most=[money(each.minor, each.currency) for each in sums(going) if each.minor],
        items=[
            BatchItem(
                id=item.pk,
                case=item.case_id,
                letter=item.reply_id,
                language=item.language,
                remedies=[str(each["remedy"]) for each in item.menu],
                state=item.state,
                reason=item.reason,
                leaves_at=item.leaves_at,
            )
            for item in items
        ],
    )


class BatchRow(BaseModel):
    id: int
    state: str


class Batches(BaseModel):
    batches: list[BatchRow]


def _batch(request: HttpRequest, batch_id: int) -> Batch:
    batch = batch_seen_by(person_of(request), batch_id)
    if batch is None:
        raise no_such("batch")
    return batch


def _again(request: HttpRequest, batch_id: int) -> BatchShown:
    return _shown(_batch(request, batch_id))


@does("/batches", BatchShown, tag="batches", summary="Put cases together to answer them", scope=Scope.PROPOSE, status=201)  # fmt: skip
def make_batch(request: HttpRequest, body: BatchChosen) -> Any:
    """Nothing is sent. Each case that cannot go says why."""
    person = person_of(request)
    if person.organisation is None:
        raise Refused(409, "no_company", "You work for no company.")
    batch = batching.prepare(person=person, organisation=person.organisation, case_ids=body.cases, now=timezone.now())
    return Status(201, _again(request, batch.pk))


@reads("/batches", Batches, tag="batches", summary="What you put together, the newest first")
def list_batches(request: HttpRequest) -> Any:
    """Twenty at most; read one for its letters."""
    return Batches(batches=[BatchRow(id=each.pk, state=each.state) for each in latest_batches(person_of(request))])


@reads("/batches/{batch_id}", BatchShown, tag="batches", summary="One batch")
def read_batch(request: HttpRequest, batch_id: Number) -> Any:
    return _again(request, batch_id)


@does("/batches/{batch_id}/send", BatchShown, tag="batches", summary="Send the first letters, or the rest", scope=Scope.SEND)  # fmt: skip
def send_batch(request: HttpRequest, batch_id: Number, body: BatchSending) -> Any:
    """Five go first, then it pauses; the next call sends the rest. Above your limit it asks for approval instead."""
    batching.send(
        person=person_of(request), batch=_batch(request, batch_id), keep=body.items, whole=False, now=timezone.now()
    )
    return _again(request, batch_id)


@does("/batches/{batch_id}/stop", BatchShown, tag="batches", summary="Stop, and take back what has not left", scope=Scope.SEND)  # fmt: skip
def stop_batch(request: HttpRequest, batch_id: Number) -> Any:
    batching.stop(person=person_of(request), batch=_batch(request, batch_id), now=timezone.now())
    return _again(request, batch_id)


@does("/batches/{batch_id}/approve", BatchShown, tag="batches", summary="Approve a batch", scope=Scope.APPROVE)
def approve_batch(request: HttpRequest, batch_id: Number) -> Any:
    batching.approve(person=person_of(request), batch=_batch(request, batch_id), now=timezone.now())
    return _again(request, batch_id)


@does("/batches/{batch_id}/decline", BatchShown, tag="batches", summary="Do not approve a batch", scope=Scope.APPROVE)
def decline_batch(request: HttpRequest, batch_id: Number, body: BatchDeclined) -> Any:
    batching.decline(person=person_of(request), batch=_batch(request, batch_id), reason=body.reason, now=timezone.now())
    return _again(request, batch_id)
