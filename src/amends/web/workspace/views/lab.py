"""The policy lab: ask what another policy would have cost, watch it being worked out, read it, let it decide."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.policies.models import Switch
from amends.desk.policies.operations import undo_switch
from amends.desk.shops.models import Shop
from amends.insight.models import Trial
from amends.insight.operations import Question, ask_trial, cancel_trial
from amends.insight.queries import may_ask, model_seen_by, trial_seen_by
from amends.insight.switching import let_decide
from amends.insight.ways import LEARNED, way_in, way_of
from amends.web.showing import zone_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.lab.page import lab_page, trial_page


def owner_of(request: HttpRequest) -> tuple[Frame, Organisation]:
    """The lab is an owner's; to anybody else it is as if it were not there."""
    frame = frame_of(request)
    person = person_of(frame)
    if person.organisation is None or not may_ask(person):
        raise BadParameter(_("The policy lab is for owners; ask one of your company."), 404)
    return frame, person.organisation


def trial_or_404(request: HttpRequest, trial_id: int) -> Trial:
    found = trial_seen_by(person_of(frame_of(request)), trial_id) if trial_id < 2**63 else None
    if found is None:
        raise BadParameter(_("There is no such comparison in your company."), 404)
    return found


def _shop(frame: Frame, key: str) -> Shop | None:
    if not key:
        return None
    shop = next((each for each in frame.shops if each.key == key), None)
    if shop is None:
        raise BadParameter(_("Choose one of your shops."), 404)
    return shop


def _day(text: str, frame: Frame, *, after: bool = False) -> datetime | None:
    """Midnight at the beginning (or, ``after``, the end) of a day on the person's wall clock; None for no day."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) + timedelta(days=int(after))
        midnight = datetime.combine(day, time(), tzinfo=zone_of(frame.zone))
        midnight.astimezone(UTC)  # the first and the last day of the calendar have no such moment everywhere
    except (ValueError, OverflowError) as error:
        raise DomainError(_("Choose a day.")) from error
    return midnight


@require_safe
@workspace_view
def lab(request: HttpRequest) -> HttpResponse:
    frame, organisation = owner_of(request)
    return render(request, "workspace/lab/lab.html", lab_page(frame, organisation))


@require_POST
@workspace_view
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a comparison; a refusal keeps what was chosen in the form."""
    frame, organisation = owner_of(request)
    person, given = person_of(frame), request.POST
    try:
        question = Question(
            candidate=given.get("candidate", "")[:60],
            against=given.get("against", "")[:60],
            shop=_shop(frame, given.get("shop", "")),
            start=_day(given.get("from", ""), frame),
            end=_day(given.get("to", ""), frame, after=True),
        )
        trial = ask_trial(
            actor=actor_of(person), person=person, organisation=organisation, question=question, now=frame.now
        )
    except DomainError as refusal:
        page = lab_page(frame, organisation, given=given.dict()) | {"refusal": refusal_text(refusal)}
        return render(request, "workspace/lab/lab.html", page, status=409)
    return redirect("lab_trial", trial_id=trial.pk)


@require_safe
@workspace_view
def one(request: HttpRequest, trial_id: int) -> HttpResponse:
    """A comparison: how far it is, or what it found. Asked for by the page itself, only the part that changes."""
    trial = trial_or_404(request, trial_id)
    part = request.headers.get("HX-Request") and trial.state in Trial.AT_WORK
    response = render(
        request,
        "workspace/lab/progress.html" if part else "workspace/lab/trial.html",
        trial_page(frame_of(request), trial),
    )
    if request.headers.get("HX-Request") and not part:
        # It has ended: the whole page has the result.
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
    return response


@require_POST
@workspace_view
def cancel(request: HttpRequest, trial_id: int) -> HttpResponse:
    frame, trial = frame_of(request), trial_or_404(request, trial_id)
    if cancel_trial(actor=actor_of(person_of(frame)), trial=trial, now=frame.now):
        messages.success(request, _("The comparison is stopped."))
    return redirect("lab")


@require_POST
@workspace_view
def use(request: HttpRequest, trial_id: int) -> HttpResponse:
    """Let the first policy of a comparison decide."""
    frame, trial = frame_of(request), trial_or_404(request, trial_id)
    try:
        shop = _shop(frame, request.POST.get("shop", ""))
        way = way_in(trial.candidate)
        rows = let_decide(
            person=person_of(frame), organisation=trial.organisation, shop=shop, way=way,
            reason=request.POST.get("reason", ""), now=frame.now,
        )  # fmt: skip
        if rows[0].fixed_table and not way.table:
            messages.success(request, _("Kept for later: the fixed rules go on deciding until learning is resumed."))
        else:
            messages.success(request, _("It decides from now on; you can take that back here."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("lab_trial", trial_id=trial_id)


@require_POST
@workspace_view
def use_model(request: HttpRequest, model_id: int) -> HttpResponse:
    """An owner lets what was learned decide, whatever the gate says; on record with her reason."""
    frame, organisation = owner_of(request)
    person = person_of(frame)
    model = model_seen_by(person, model_id) if model_id < 2**63 else None
    if model is None:
        raise BadParameter(_("Nothing of this number was learned in your company."), 404)
    try:
        rows = let_decide(
            person=person, organisation=organisation, shop=None,
            way=way_of(organisation, None, f"{LEARNED}:{model.pk}"),
            reason=request.POST.get("reason", ""), now=frame.now,
        )  # fmt: skip
        if rows[0].fixed_table:
            messages.success(request, _("Kept for later: the fixed rules go on deciding until learning is resumed."))
        else:
            messages.success(request, _("What was learned decides from now on; you can take that back here."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("lab")


@require_POST
@workspace_view
def undo(request: HttpRequest, switch_id: int) -> HttpResponse:
    """What decided before decides again."""
    frame, organisation = owner_of(request)
    person = person_of(frame)
    switch = Switch.objects.filter(pk=switch_id, organisation=organisation).first() if switch_id < 2**63 else None
    if switch is None:
        raise BadParameter(_("There is no such change in your company."), 404)
    try:
        undo_switch(
            actor=actor_of(person), person=person, switch=switch, reason=request.POST.get("reason", ""), now=frame.now
        )
        messages.success(request, _("What decided before decides again."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    trial = request.POST.get("trial", "")
    return redirect("lab_trial", trial_id=trial) if trial.isdecimal() and len(trial) < 18 else redirect("lab")
