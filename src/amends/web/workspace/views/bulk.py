"""Many cases at once: answering with preview and stop, giving to somebody, letting wait."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.core.errors import DomainError
from amends.core.vocabulary import Turn
from amends.desk.batches.models import Batch
from amends.desk.batches.queries import batch_seen_by, latest_batches
from amends.desk.cases import operations as cases
from amends.desk.cases.filters import UnknownFilter, filter_of
from amends.desk.cases.models import Case
from amends.desk.cases.queries import case_page, case_seen_by
from amends.desk.flow import batching, choices
from amends.desk.flow.overview import colleagues
from amends.desk.people.actors import actor_of
from amends.desk.people.queries import colleagues_of
from amends.web.workspace.bulk import STATES, page_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view

_ID = re.compile(r"\d{1,18}")


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in dict.fromkeys(request.POST.getlist(name)) if _ID.fullmatch(value)]


def _chosen(request: HttpRequest, frame: Frame) -> list[int]:
    """The ticked cases, or (``all``) those of the whole view up to the cap."""
    if request.POST.get("all") != "1":
        return _numbers(request, "case")[: batching.MOST]
    told = request.POST
    try:
        where = filter_of({**told.dict(), "who": told.get("assignee", "")})
    except UnknownFilter:
        raise BadParameter(_("The form is incomplete; load the page again.")) from None
    found = case_page(person_of(frame), where=where, now=frame.now, known=frame.shops, size=batching.MOST)
    return [case.pk for case in found.cases]


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def bulk(request: HttpRequest) -> HttpResponse:
    """GET: what I prepared and sent. POST: do something with the chosen cases."""
    frame = frame_of(request)
    if request.method != "POST":
        rows = [(batch, *STATES[batch.state]) for batch in latest_batches(person_of(frame))]
        shown = [(batch, _(words), tone, mark) for batch, words, tone, mark in rows]
        return render(request, "workspace/bulk/list.html", {"frame": frame, "rows": shown})
    chosen = _chosen(request, frame)
    if not chosen:
        messages.error(request, _("Tick the cases first."))
        return redirect("queue")
    what = request.POST.get("do", "answer")
    if what == "assign":
        return _assign(request, frame, chosen)
    if what == "wait":
        return _wait(request, frame, chosen)
    if frame.organisation is None:
        raise BadParameter(_("You work in no shop yet"))
    batch = batching.prepare(person=person_of(frame), organisation=frame.organisation, case_ids=chosen, now=frame.now)
    return redirect("batch", batch_id=batch.pk)


def _each(request: HttpRequest, frame: Frame, chosen: list[int], act: Callable[[Case], None]) -> int:
    """Do one thing with each case for itself; returns with how many, and says what was refused."""
    done = 0
    for case_id in chosen:
        case = case_seen_by(person_of(frame), case_id)
        if case is None:
            continue
        try:
            act(case)
            done += 1
        except DomainError as refusal:
            messages.error(request, _("Case %(number)s: %(why)s") % {"number": case_id, "why": refusal_text(refusal)})
    return done


def _assign(request: HttpRequest, frame: Frame, chosen: list[int]) -> HttpResponse:
    wanted = request.POST.get("person", "")

    def act(case: Case) -> None:
        somebody = next((person for person in colleagues(case) if str(person.pk) == wanted), None)
        if wanted and somebody is None:
            raise DomainError(_("This person does not work in the shop."))
        cases.assign(actor=actor_of(person_of(frame)), case=case, person=somebody, now=frame.present(case.shop))

    done = _each(request, frame, chosen, act)
    messages.success(request, ngettext("%(n)s case was given.", "%(n)s cases were given.", done) % {"n": done})
    return redirect("queue")


def _wait(request: HttpRequest, frame: Frame, chosen: list[int]) -> HttpResponse:
    try:
        wall = datetime.fromisoformat(request.POST.get("until", "")).replace(tzinfo=None)
    except ValueError:
        messages.error(request, _("Choose a date and a time."))
        return redirect("queue")
    until = choices.moment_there(wall, frame.zone)

    def act(case: Case) -> None:
        cases.wait_until(
            actor=actor_of(person_of(frame)), case=case, until=until, turn=Turn.BUYER, now=frame.present(case.shop)
        )

    done = _each(request, frame, chosen, act)
    messages.success(request, ngettext("%(n)s case waits.", "%(n)s cases wait.", done) % {"n": done})
    return redirect("queue")


@require_safe
@workspace_view
def people(request: HttpRequest) -> HttpResponse:
    """To whom the chosen cases can be given; asked for once something is ticked."""
    frame = frame_of(request)
    found = colleagues_of(frame.organisation) if frame.organisation is not None else []
    return render(request, "workspace/bulk/people.html", {"frame": frame, "people": found})


def _batch(request: HttpRequest, batch_id: int) -> Batch:
    batch = batch_seen_by(person_of(frame_of(request)), batch_id) if batch_id < 2**63 else None
    if batch is None:
        raise BadParameter(_("There is no such batch in your shops."), 404)
    return batch


@require_safe
@workspace_view
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    frame = frame_of(request)
    context = {"frame": frame, "page": page_of(_batch(request, batch_id), frame, person_of(frame))}
    return render(request, "workspace/bulk/batch.html", context)


@require_safe
@workspace_view
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The part of the page that changes by itself."""
    frame = frame_of(request)
    page = page_of(_batch(request, batch_id), frame, person_of(frame))
    response = render(request, "workspace/bulk/progress.html", {"frame": frame, "page": page})
    if not page.live:
        response["HX-Refresh"] = "true"  # nothing moves any more: the whole page as it stands now
    return response


Action = Callable[[HttpRequest, Batch, Frame], str]


def _act(action: Action) -> Callable[..., HttpResponse]:
    @require_POST
    @workspace_view
    def view(request: HttpRequest, batch_id: int) -> HttpResponse:
        found = _batch(request, batch_id)
        try:
            messages.success(request, action(request, found, frame_of(request)))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect("batch", batch_id=batch_id)

    return view


def _send(request: HttpRequest, found: Batch, frame: Frame) -> str:
    keep = _numbers(request, "item") if found.state == Batch.PREVIEW else None
    sent = batching.send(
        person=person_of(frame), batch=found, keep=keep, whole=request.POST.get("whole") == "1", now=frame.now
    )
    if sent.state == Batch.ASKED:
        return _("Somebody with a higher limit has to approve it first; it stands under Approvals.")
    return _("The letters go into the outbox, one by one.")


def _stop(request: HttpRequest, found: Batch, frame: Frame) -> str:
    back, left = batching.stop(person=person_of(frame), batch=found, now=frame.now)
    return _("Stopped: %(back)s came back, %(left)s had left already, nothing else goes.") % {
        "back": back, "left": left,
    }  # fmt: skip


def _approve(request: HttpRequest, found: Batch, frame: Frame) -> str:
    batching.approve(person=person_of(frame), batch=found, now=frame.now)
    return _("Approved; who put it together can send it now.")


def _decline(request: HttpRequest, found: Batch, frame: Frame) -> str:
    batching.decline(person=person_of(frame), batch=found, reason=request.POST.get("note", ""), now=frame.now)
    return _("Declined; nothing of it is sent.")


send, stop, approve, decline = _act(_send), _act(_stop), _act(_approve), _act(_decline)
