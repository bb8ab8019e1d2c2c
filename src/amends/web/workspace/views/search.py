"""Finding a case by what somebody has in hand: an order, a tracking number, an address, the case's own number."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from amends.desk.cases.queries import find_cases
from amends.web.workspace.frame import frame_of, workspace_view
from amends.web.workspace.lines import lines_of


@require_safe
@workspace_view
def search(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    found = find_cases([shop.pk for shop in frame.shops], typed) if typed else []
    if len(found) == 1:
        return redirect("case", found[0].pk)
    rows = list(zip(found, lines_of(found, frame), strict=True))
    return render(request, "workspace/search.html", {"frame": frame, "searched": typed, "rows": rows})
