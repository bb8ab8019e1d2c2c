"""What is done with a case itself: kind, fault, order, people, waiting, notes, money, the end."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field

from amends.core.errors import DomainError
from amends.core.vocabulary import Fault, Kind, Scope, Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.notes import people_named
from amends.desk.flow import choices
from amends.desk.flow.assigning import assign_case
from amends.desk.flow.overview import colleagues, order_named
from amends.desk.people.actors import actor_of
from amends.web.api.access import person_of
from amends.web.api.cases import CaseDetail, detail_of
from amends.web.api.routes import Long, Moment, Number, Short, case_or_404, does, present


class KindChosen(BaseModel):
    kind: Kind


class FaultChosen(BaseModel):
    """``reason`` is needed where the buyer is at fault."""

    fault: Fault
    reason: Short = ""


class OrderChosen(BaseModel):
    number: Short = Field(min_length=1, examples=["8201-1"])


class Assigned(BaseModel):
    """``person`` is a colleague's number, null for nobody."""

    person: int | None = Field(ge=1, le=2**63 - 1)


class Waiting(BaseModel):
    """Until when the case waits, and for whom."""

    until: Moment
    turn: Turn = Turn.BUYER


class NoteWritten(BaseModel):
    text: Long = Field(min_length=1)


class Reason(BaseModel):
    reason: Short = Field(min_length=1)


class Refunded(BaseModel):
    """Money that went back, booked once under ``key``, which you choose."""

    amount: str = Field(pattern=r"^[0-9]{1,12}([.,][0-9]{1,4})?$", examples=["12.50"])
    source: Literal["chat", "platform", "payment", "reship"]
    key: str = Field(min_length=1, max_length=100, pattern=r"^[!-~]+$", examples=["erp-refund-5521"])
    reference: Short = ""


class BookingVoided(BaseModel):
    key: str = Field(min_length=1, max_length=200, pattern=r"^[!-~]+$")
    reason: Short = Field(min_length=1)


class NoteKept(BaseModel):
    id: int
    at: datetime


def _again(request: HttpRequest, case_id: int) -> CaseDetail:
    return detail_of(case_or_404(request, case_id))


@does("/cases/{case_id}/kind", CaseDetail, tag="cases", summary="Say what a case is about", scope=Scope.PROPOSE)
def set_kind(request: HttpRequest, case_id: Number, body: KindChosen) -> Any:
    """Options and letter follow."""
    case = case_or_404(request, case_id)
    choices.set_kind(person=person_of(request), case=case, kind=body.kind.value, now=timezone.now())
    return _again(request, case_id)


@does("/cases/{case_id}/fault", CaseDetail, tag="cases", summary="Say whose fault it is", scope=Scope.PROPOSE)
def set_fault(request: HttpRequest, case_id: Number, body: FaultChosen) -> Any:
    """Options and letter follow."""
    case = case_or_404(request, case_id)
    choices.set_fault(
        person=person_of(request), case=case, fault=body.fault.value, reason=body.reason, now=timezone.now()
    )
    return _again(request, case_id)


@does("/cases/{case_id}/order", CaseDetail, tag="cases", summary="Say which order a case is about", scope=Scope.PROPOSE)
def set_order(request: HttpRequest, case_id: Number, body: OrderChosen) -> Any:
    case = case_or_404(request, case_id)
    order = order_named(case, "", body.number)
    if order is None:
        raise DomainError("There is no such order in this shop; look at its number once more.")
    choices.set_order(person=person_of(request), case=case, order=order, now=timezone.now())
    return _again(request, case_id)


@does("/cases/{case_id}/assignee", CaseDetail, tag="cases", summary="Give a case to somebody", scope=Scope.PROPOSE)
def assign(request: HttpRequest, case_id: Number, body: Assigned) -> Any:
    """Only to somebody who works in its shop; null for nobody. 409 `not_a_colleague` otherwise."""
    case = case_or_404(request, case_id)
    assign_case(person=person_of(request), case=case, to=body.person, now=timezone.now())
    return _again(request, case_id)


@does("/cases/{case_id}/wait", CaseDetail, tag="cases", summary="Let a case wait", scope=Scope.PROPOSE)
def wait(request: HttpRequest, case_id: Number, body: Waiting) -> Any:
    """It comes back by itself, and at once when the buyer writes."""
    case = case_or_404(request, case_id)
    actor = actor_of(person_of(request))
    cases.wait_until(actor=actor, case=case, until=body.until, turn=body.turn, now=present(case))
    return _again(request, case_id)


@does(
    "/cases/{case_id}/notes", NoteKept, tag="cases", summary="Write a note that the buyer never sees",
    scope=Scope.PROPOSE, status=201,
)  # fmt: skip
def add_note(request: HttpRequest, case_id: Number, body: NoteWritten) -> Any:
    """A colleague whom it names with `@Name` is told."""
    case, person = case_or_404(request, case_id), person_of(request)
    named = people_named(body.text, colleagues(case))
    note = cases.add_note(
        actor=actor_of(person), case=case, author=person, text=body.text, now=present(case), named=named
    )
    return Status(201, NoteKept(id=note.pk, at=note.at))


@does(
    "/cases/{case_id}/no-answer", CaseDetail, tag="cases", summary="Nothing needs to be answered", scope=Scope.PROPOSE
)
def no_answer(request: HttpRequest, case_id: Number) -> Any:
    """The response clock of the conversation stops."""
    choices.no_answer_needed(person=person_of(request), case=case_or_404(request, case_id), now=timezone.now())
    return _again(request, case_id)


@does("/cases/{case_id}/close", CaseDetail, tag="cases", summary="Close a case", scope=Scope.PROPOSE)
def close(request: HttpRequest, case_id: Number, body: Reason) -> Any:
    case = case_or_404(request, case_id)
    cases.close(actor=actor_of(person_of(request)), case=case, reason=body.reason.strip(), now=present(case))
    return _again(request, case_id)


@does("/cases/{case_id}/reopen", CaseDetail, tag="cases", summary="Take a closed case up again", scope=Scope.PROPOSE)
def reopen(request: HttpRequest, case_id: Number, body: Reason) -> Any:
    case = case_or_404(request, case_id)
    choices.reopen(person=person_of(request), case=case, reason=body.reason, now=timezone.now())
    return _again(request, case_id)


@does("/cases/{case_id}/refunds", CaseDetail, tag="cases", summary="Book money that went back", scope=Scope.SEND)
def book_refund(request: HttpRequest, case_id: Number, body: Refunded) -> Any:
    """In the order's currency. It books what was done elsewhere: no money moves. The same key books once."""
    case = case_or_404(request, case_id)
    choices.refund(
        person=person_of(request), case=case, amount=body.amount, source=body.source, key=f"case:{case.pk}:{body.key}",
        reference=body.reference, now=timezone.now(),
    )  # fmt: skip
    return _again(request, case_id)


@does("/cases/{case_id}/refunds/void", CaseDetail, tag="cases", summary="Take a booking back", scope=Scope.SEND)
def void_refund(request: HttpRequest, case_id: Number, body: BookingVoided) -> Any:
    """``key`` as it was given, or whole as the timeline shows it after ``booking:``."""
    case = case_or_404(request, case_id)
    for key in (f"case:{case.pk}:{body.key}", body.key):
        if choices.void(person=person_of(request), case=case, key=key, reason=body.reason, now=timezone.now()):
            return _again(request, case_id)
    raise DomainError("There is no such booking in this case's order, or it was taken back before.")
