"""What waits for one person: notes that name her, hand-over sheets that she can take."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.cases.notes import mentions_of
from amends.desk.handovers.queries import given_by, to_take
from amends.web.workspace.frame import frame_of, person_of, workspace_view
from amends.web.workspace.team.waiting import waiting_of


@require_safe
@workspace_view
def for_you(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    person = person_of(frame)
    waits = waiting_of(request)
    context = {
        "frame": frame,
        "mentions": mentions_of(person, [shop.pk for shop in frame.shops]) if waits else [],
        "sheets": to_take(person) if waits else [],
        "given": given_by(person),
    }
    return render(request, "workspace/for_you.html", context)
