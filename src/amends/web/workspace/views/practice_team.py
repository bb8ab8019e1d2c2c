"""Where the team is weak, and which of the company's own cases may be practised on."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.practice.operations import allow_past_cases, keep_buyer_out, let_buyer_in
from amends.desk.practice.queries import FEW, chosen_exercise, kept_out_buyer, kept_out_for, past_allowed, team_of
from amends.desk.shops.queries import is_lead, leads, owns
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.parameters import choice_parameter
from amends.web.workspace.practising.progress import language_rows, team_rows

SPANS = {"30": 30, "90": 90, "365": 365}


def _led(frame: Frame) -> Organisation:
    if frame.organisation is None or not leads(person_of(frame), frame.organisation):
        raise BadParameter(_("Only a lead or an owner sees how the team practises."), 404)
    return frame.organisation


@require_safe
@workspace_view
def team(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    organisation = _led(frame)
    days = choice_parameter(request, "days", tuple(SPANS)) or "90"
    found = team_of(organisation, frame.now - timedelta(days=SPANS[days]))
    context = {
        "frame": frame,
        "days": days,
        "people": [name for _pk, name in found.people],
        "rows": team_rows(found, frame.language),
        "languages": language_rows(found.languages, frame.language),
        "few": FEW,
        "past": past_allowed(organisation),
        "kept_out": kept_out_for(person_of(frame)),
        "owner": owns(person_of(frame), organisation),
    }
    return render(request, "workspace/practice/team.html", context)


@require_POST
@workspace_view
def past(request: HttpRequest) -> HttpResponse:
    """The owner lets ended cases be practised on, or no longer lets them."""
    frame = frame_of(request)
    organisation, person = _led(frame), person_of(frame)
    if not owns(person, organisation):
        raise BadParameter(_("Only an owner decides whether ended cases are practised on."))
    agrees = request.POST.get("agrees") == "yes"
    allow_past_cases(actor=actor_of(person), person=person, organisation=organisation, agrees=agrees, now=frame.now)
    messages.success(
        request,
        _("Ended cases can be practised on from now on.")
        if agrees
        else _("No ended case is practised on from now on."),
    )
    return redirect("practice_team")


@require_POST
@workspace_view
def keep_out(request: HttpRequest) -> HttpResponse:
    """A lead keeps the buyer of a past case out of practice."""
    frame = frame_of(request)
    person = person_of(frame)
    chosen = chosen_exercise(person, request.POST.get("exercise", ""))
    if chosen is None or chosen.case is None or chosen.case.buyer is None or not is_lead(person, chosen.case.shop_id):
        raise BadParameter(_("There is no such exercise for you."), 404)
    keep_buyer_out(actor=actor_of(person), person=person, buyer=chosen.case.buyer, now=frame.now)
    messages.success(
        request,
        _(
            "Nobody practises on this buyer’s cases any more. “How the team practises” lists who is kept out, to undo it."
        ),
    )
    return redirect("practice")


@require_POST
@workspace_view
def let_in(request: HttpRequest, buyer_id: int) -> HttpResponse:
    """A lead lets a buyer who was kept out be practised on again."""
    frame = frame_of(request)
    person = person_of(frame)
    row = kept_out_buyer(person, buyer_id) if buyer_id < 2**63 else None
    if row is None:
        raise BadParameter(_("No such buyer is kept out in the shops that you lead."), 404)
    let_buyer_in(actor=actor_of(person), buyer=row.buyer, now=frame.now)
    messages.success(request, _("Her ended cases can be practised on again."))
    return redirect("practice_team")
