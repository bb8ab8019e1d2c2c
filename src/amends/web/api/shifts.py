"""Saved views of the queue, and hand-over sheets between shifts."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Status
from pydantic import BaseModel, Field, StringConstraints

from amends.core.vocabulary import Scope
from amends.desk.cases.filters import filter_of
from amends.desk.flow.handing_over import MOST, Open, hand_over, open_work, take_over, work_of
from amends.desk.handovers.models import Handover
from amends.desk.handovers.operations import take_back
from amends.desk.handovers.queries import given_by, lines_of, sheet_seen_by, to_take
from amends.desk.people.actors import actor_of
from amends.desk.saved_views import operations as views
from amends.desk.saved_views.models import SavedView
from amends.desk.saved_views.queries import view_seen_by
from amends.desk.shops.queries import shop_ids_of, shops_of
from amends.web.api.access import person_of
from amends.web.api.problems import no_such
from amends.web.api.routes import Long, Number, Short, company_of, does, reads

Value = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9_-]*$")]


class ViewFilter(BaseModel):
    """What of the queue is shown; empty fields ask for nothing. ``who``: me, nobody, uncovered, a person's number."""

    tab: Value = ""
    shop: Value = ""
    who: Value = ""
    kind: Value = ""
    platform: Value = ""
    language: Value = ""
    due: Value = ""


class ViewGiven(BaseModel):
    name: Short = Field(min_length=1)
    filters: ViewFilter = ViewFilter()
    shared: bool = False


class ViewChange(BaseModel):
    """What is left out stays. ``opens``: your queue opens with it. ``step``: one place up or down."""

    name: Short | None = Field(None, min_length=1)
    filters: ViewFilter | None = None
    opens: bool | None = None
    step: Literal["up", "down"] | None = None


class ViewKept(BaseModel):
    id: int
    name: str
    shared: bool
    filters: dict[str, str]


class CaseHanded(BaseModel):
    """A case of a sheet. ``tonight``: it, or a promise in it, falls due within a day. ``moved``: it changed hands."""

    case: int
    shop: str
    due: datetime | None
    tonight: bool
    promises: int
    letter: str
    note: str
    moved: bool


class SheetRow(BaseModel):
    """``state``: open, taken, withdrawn; ``receiver`` null: whoever is on."""

    id: int
    author: str
    receiver: str | None
    at: datetime
    state: str
    taken_by: str | None
    remark: str


class Sheet(SheetRow):
    cases: list[CaseHanded]


class Sheets(BaseModel):
    """``to_take``: open ones that you can take; ``given``: your own last ten; ``open_work``: what you could hand over."""

    to_take: list[SheetRow]
    given: list[SheetRow]
    open_work: list[CaseHanded]


class CaseNote(BaseModel):
    case: int = Field(ge=1, le=2**63 - 1)
    note: Long = ""


class SheetGiven(BaseModel):
    """``to``: a colleague's number, null for whoever is on."""

    to: int | None = Field(None, ge=1, le=2**63 - 1)
    remark: Long = ""
    cases: list[CaseNote] = Field(min_length=1, max_length=MOST)


class SheetTaken(BaseModel):
    """``moved`` cases are yours now; ``stayed``: closed, or given to somebody else meanwhile."""

    moved: int
    stayed: int


def _view(request: HttpRequest, view_id: int) -> SavedView:
    found = view_seen_by(person_of(request), company_of(request), view_id)
    if found is None:
        raise no_such("view")
    return found


def _kept(view: SavedView) -> ViewKept:
    return ViewKept(id=view.pk, name=view.name, shared=view.owner_id is None, filters=view.filters)


@does("/views", ViewKept, tag="cases", summary="Keep a view of the queue", scope=Scope.PROPOSE, status=201)
def save_view(request: HttpRequest, body: ViewGiven) -> Any:
    """For you, or (``shared``, for leads) for the whole company."""
    person = person_of(request)
    made = views.save_view(
        actor=actor_of(person), person=person, organisation=company_of(request), name=body.name,
        where=filter_of(body.filters.model_dump()), shared=body.shared, now=timezone.now(),
    )  # fmt: skip
    return Status(201, _kept(made))


@does("/views/{view_id}", ViewKept, tag="cases", summary="Change a view", scope=Scope.PROPOSE, method="PUT")
def change_view(request: HttpRequest, view_id: Number, body: ViewChange) -> Any:
    """Your own; one of the company's where you lead."""
    person, view, now = person_of(request), _view(request, view_id), timezone.now()
    actor = actor_of(person)
    if body.name is not None or body.filters is not None:
        where = filter_of(body.filters.model_dump()) if body.filters is not None else None
        view = views.change_view(actor=actor, person=person, view=view, name=body.name or "", where=where, now=now)
    if body.step is not None:
        step = -1 if body.step == "up" else 1
        views.move_view(actor=actor, person=person, view=view, step=step, now=now)
    if body.opens is not None:
        views.open_with(actor=actor, person=person, view=view if body.opens else None, now=now)
    return _kept(view)


@does("/views/{view_id}", None, tag="cases", summary="Remove a view", scope=Scope.PROPOSE, method="DELETE", status=204)
def remove_view(request: HttpRequest, view_id: Number) -> Any:
    """The cases stay."""
    person = person_of(request)
    views.remove_view(actor=actor_of(person), person=person, view=_view(request, view_id), now=timezone.now())
    return Status(204, None)


def _handed(each: Open, note: str = "", moved: bool = False) -> CaseHanded:
    case = each.case
    return CaseHanded(
        case=case.pk, shop=case.shop.key, due=case.due, tonight=each.tonight, promises=len(each.promises),
        letter=each.letter, note=note, moved=moved,
    )  # fmt: skip


def _row(sheet: Handover) -> dict[str, Any]:
    return {
        "id": sheet.pk,
        "author": sheet.author.name,
        "receiver": sheet.receiver.name if sheet.receiver is not None else None,
        "at": sheet.at,
        "state": sheet.state,
        "taken_by": sheet.taken_by.name if sheet.taken_by is not None else None,
        "remark": sheet.remark,
    }


def _sheet(request: HttpRequest, sheet_id: int) -> Handover:
    found = sheet_seen_by(person_of(request), sheet_id)
    if found is None:
        raise no_such("sheet")
    return found


def _shown(request: HttpRequest, sheet: Handover) -> Sheet:
    lines = lines_of(sheet, shop_ids_of(person_of(request)))
    work = work_of([line.case for line in lines], timezone.now())
    cases = [_handed(work[line.case_id], line.note, line.moved) for line in lines]
    return Sheet(**_row(sheet), cases=sorted(cases, key=lambda each: not each.tonight))


@reads(
    "/handovers", Sheets, tag="handovers", summary="Hand-over sheets for you, from you, and what you could hand over"
)
def list_handovers(request: HttpRequest) -> Any:
    person = person_of(request)
    work = open_work(person, list(shops_of(person)), timezone.now())
    return Sheets(
        to_take=[SheetRow(**_row(each)) for each in to_take(person)],
        given=[SheetRow(**_row(each)) for each in given_by(person)],
        open_work=[_handed(each) for each in work],
    )


@does("/handovers", Sheet, tag="handovers", summary="Hand cases over", scope=Scope.PROPOSE, status=201)
def give_handover(request: HttpRequest, body: SheetGiven) -> Any:
    """Your own open cases, each with its note. Nothing moves before somebody takes the sheet."""
    chosen = {each.case: each.note for each in body.cases}
    made = hand_over(person=person_of(request), to=body.to, remark=body.remark, chosen=chosen, now=timezone.now())
    return Status(201, _shown(request, _sheet(request, made.pk)))


@reads("/handovers/{sheet_id}", Sheet, tag="handovers", summary="One hand-over sheet, as it stands now")
def read_handover(request: HttpRequest, sheet_id: Number) -> Any:
    """What is due tonight first."""
    return _shown(request, _sheet(request, sheet_id))


@does("/handovers/{sheet_id}/take", SheetTaken, tag="handovers", summary="Take a sheet", scope=Scope.PROPOSE)
def take_handover(request: HttpRequest, sheet_id: Number) -> Any:
    """Its cases, with their promises, are yours from now on."""
    taken = take_over(person=person_of(request), sheet=_sheet(request, sheet_id), now=timezone.now())
    return SheetTaken(moved=taken.moved, stayed=taken.stayed)


@does("/handovers/{sheet_id}/back", Sheet, tag="handovers", summary="Take your own sheet back", scope=Scope.PROPOSE)
def withdraw_handover(request: HttpRequest, sheet_id: Number) -> Any:
    person = person_of(request)
    take_back(actor=actor_of(person), person=person, sheet=_sheet(request, sheet_id), now=timezone.now())
    return _shown(request, _sheet(request, sheet_id))
