"""The end of a shift: the sheet is prepared, read, printed, taken or taken back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.core.errors import DomainError
from amends.desk.flow.handing_over import MOST, Open, hand_over, open_work, receivers, take_over, work_of
from amends.desk.handovers.models import Handover
from amends.desk.handovers.operations import take_back
from amends.desk.handovers.queries import lines_of, sheet_seen_by, to_take
from amends.desk.people.actors import actor_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.team.sheets import Row, row_of


def _sheet_or_404(request: HttpRequest, sheet_id: int) -> Handover:
    found = sheet_seen_by(person_of(frame_of(request)), sheet_id) if sheet_id < 2**63 else None
    if found is None:
        raise BadParameter(_("There is no such sheet for you."), 404)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def prepare(request: HttpRequest) -> HttpResponse:
    """Her open cases with what is due tonight on top; what she ticks goes onto a sheet."""
    frame = frame_of(request)
    if request.method == "POST":
        try:
            made = _hand_over(request, frame)
            messages.success(request, _("The sheet is kept. Nothing moves before somebody takes it."))
            return redirect("handover", sheet_id=made.pk)
        except DomainError as refusal:
            return _form(request, frame, refusal_text(refusal), status=409)
    return _form(request, frame)


def _form(request: HttpRequest, frame: Frame, refusal: str = "", status: int = 200) -> HttpResponse:
    """The form; after a refusal with everything that was written."""
    person = person_of(frame)
    asked = request.POST if refusal else None
    rows: list[Row] = []
    for each in open_work(person, frame.shops, frame.now):
        number = str(each.case.pk)
        ticked = _worth_handing(each) if asked is None else number in asked.getlist("case")
        rows.append(row_of(each, frame, note=asked.get(f"note-{number}", "") if asked else "", ticked=ticked))
    context = {
        "frame": frame, "rows": rows, "most": MOST, "full": len(rows) >= MOST, "refusal": refusal,
        "people": receivers(person, [shop.pk for shop in frame.shops], frame.now),
        "waiting": to_take(person), "given": asked or {},
    }  # fmt: skip
    return render(request, "workspace/handover/prepare.html", context, status=status)


def _worth_handing(each: Open) -> bool:
    """What the next shift has to know: it is due tonight, or half done."""
    return each.tonight or each.half_done


def _hand_over(request: HttpRequest, frame: Frame) -> Handover:
    numbers = [
        int(each) for each in request.POST.getlist("case") if each.isascii() and each.isdigit() and len(each) < 19
    ]
    to = request.POST.get("to", "")
    return hand_over(
        person=person_of(frame),
        to=int(to) if to.isascii() and to.isdigit() and len(to) < 19 else None,
        remark=request.POST.get("remark", ""),
        chosen={number: request.POST.get(f"note-{number}", "") for number in numbers[:MOST]},
        now=frame.now,
    )


@require_safe
@workspace_view
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """A sheet as it stands now; printed without the frame."""
    frame, found = frame_of(request), _sheet_or_404(request, sheet_id)
    person = person_of(frame)
    lines = lines_of(found, [shop.pk for shop in frame.shops])
    for line in lines:
        known = frame.shop(line.case.shop_id)
        line.case.shop = known or line.case.shop
    work = work_of([line.case for line in lines], frame.now)
    rows = [row_of(work[line.case_id], frame, note=line.note, moved=line.moved) for line in lines]
    rows.sort(key=lambda row: (not row.tonight, not row.half_done))
    context = {
        "frame": frame, "sheet": found, "rows": rows,
        "may_take": found.state == Handover.OPEN and found.author_id != person.pk and found.receiver_id in (None, person.pk),
        "may_take_back": found.state == Handover.OPEN and found.author_id == person.pk,
    }  # fmt: skip
    return render(request, "workspace/handover/sheet.html", context)


@require_POST
@workspace_view
def take(request: HttpRequest, sheet_id: int) -> HttpResponse:
    frame, found = frame_of(request), _sheet_or_404(request, sheet_id)
    try:
        taken = take_over(person=person_of(frame), sheet=found, now=frame.now)
        said = ngettext("Taken: %(n)s case is yours now.", "Taken: %(n)s cases are yours now.", taken.moved)
        messages.success(request, said % {"n": taken.moved})
        if taken.stayed:
            stayed = ngettext(
                "%(n)s case stays where it is: it was closed or given to somebody else meanwhile.",
                "%(n)s cases stay where they are: they were closed or given to somebody else meanwhile.",
                taken.stayed,
            )
            messages.warning(request, stayed % {"n": taken.stayed})
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("handover", sheet_id=sheet_id)


@require_POST
@workspace_view
def back(request: HttpRequest, sheet_id: int) -> HttpResponse:
    frame, found = frame_of(request), _sheet_or_404(request, sheet_id)
    person = person_of(frame)
    try:
        take_back(actor=actor_of(person), person=person, sheet=found, now=frame.now)
        messages.success(request, _("The sheet is taken back; everything is still yours."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("handover", sheet_id=sheet_id)
