"""Keeping the queue's filter under a name, and the page on which views are named, moved and removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.desk.cases.filters import Filter, filter_of
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.saved_views import operations
from amends.desk.saved_views.models import SavedView
from amends.desk.saved_views.queries import stored_filter, view_seen_by, views_for
from amends.desk.shops.queries import leads
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.team.shelf import NAMES, address_of, asks_for

Change = Callable[[HttpRequest, SavedView, Frame], str]


def _organisation(frame: Frame) -> Organisation:
    if frame.organisation is None:
        raise BadParameter(_("You work for no company yet."), 404)
    return frame.organisation


def _filter_given(request: HttpRequest) -> Filter:
    return filter_of({name: request.POST.get(NAMES.get(name, name), "") for name in Filter.__dataclass_fields__})


@require_safe
@workspace_view
def saved_views(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    person, organisation = person_of(frame), _organisation(frame)
    may_share = leads(person, organisation)
    rows = []
    for view in views_for(person, organisation):
        where = stored_filter(view)
        rows.append({
            "view": view, "asks": asks_for(where, frame) if where else "", "href": address_of(where or Filter(), view=str(view.pk)),
            "opens": getattr(view, "opens", False), "mine": view.owner_id == person.pk or may_share,
        })  # fmt: skip
    return render(request, "workspace/saved_views.html", {"frame": frame, "rows": rows})


@require_POST
@workspace_view
def save(request: HttpRequest) -> HttpResponse:
    """The filter of the queue as it stands in the form, under a name."""
    frame = frame_of(request)
    person, where = person_of(frame), _filter_given(request)
    try:
        view = operations.save_view(
            actor=actor_of(person), person=person, organisation=_organisation(frame), name=request.POST.get("name", ""),
            where=where, shared=request.POST.get("shared") == "1", now=frame.now,
        )  # fmt: skip
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
        return redirect(reverse("queue") + address_of(where))
    messages.success(request, _("The view is kept."))
    return redirect(reverse("queue") + address_of(where, view=str(view.pk)))


def _change(change: Change) -> Callable[..., HttpResponse]:
    """A POST to a view that she may see: do it, say so, and show the list again."""

    @require_POST
    @workspace_view
    @wraps(change)
    def changed(request: HttpRequest, view_id: int) -> HttpResponse:
        frame = frame_of(request)
        found = view_seen_by(person_of(frame), _organisation(frame), view_id) if view_id < 2**63 else None
        if found is None:
            raise BadParameter(_("There is no such view."), 404)
        try:
            messages.success(request, change(request, found, frame))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect("saved_views")

    return changed


@_change
def rename(request: HttpRequest, view: SavedView, frame: Frame) -> str:
    person = person_of(frame)
    name = request.POST.get("name", "")
    if not name.strip():
        raise DomainError("Give the view a name.")
    operations.change_view(actor=actor_of(person), person=person, view=view, name=name, now=frame.now)
    return _("Saved.")


@_change
def move(request: HttpRequest, view: SavedView, frame: Frame) -> str:
    person = person_of(frame)
    step = -1 if request.POST.get("step") == "up" else 1
    operations.move_view(actor=actor_of(person), person=person, view=view, step=step, now=frame.now)
    return _("Saved.")


@_change
def remove(request: HttpRequest, view: SavedView, frame: Frame) -> str:
    person = person_of(frame)
    operations.remove_view(actor=actor_of(person), person=person, view=view, now=frame.now)
    return _("The view is removed; the cases stay.")


@_change
def opens(request: HttpRequest, view: SavedView, frame: Frame) -> str:
    person, wanted = person_of(frame), request.POST.get("opens") == "1"
    operations.open_with(actor=actor_of(person), person=person, view=view if wanted else None, now=frame.now)
    return _("Your queue opens with this view.") if wanted else _("Your queue opens with all open cases.")
