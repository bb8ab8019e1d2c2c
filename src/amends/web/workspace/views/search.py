"""Finding a case by what somebody has in hand: a number, a name, an address, or words that somebody wrote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.desk.cases.models import Case
from amends.desk.search.passages import Passage
from amends.desk.search.queries import Found, find, passages
from amends.web.workspace.frame import BadParameter, Frame, frame_of, workspace_view
from amends.web.workspace.lines import Line, lines_of


def _rows(found: Found, typed: str, frame: Frame) -> list[tuple[Case, Line, Passage | None]]:
    said = passages(found.cases, typed)
    lines = lines_of(found.cases, frame)
    return [(case, line, said.get(case.pk)) for case, line in zip(found.cases, lines, strict=True)]


@require_safe
@workspace_view
def search(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    try:
        found = find(frame.shops, typed, request.GET.get("after") or None)
    except ValueError:
        raise BadParameter(_("There is no such page of results."), 400) from None
    if found.exact and not found.orders:
        return redirect("case", found.cases[0].pk)
    context = {"frame": frame, "searched": typed, "rows": _rows(found, typed, frame), "found": found}
    return render(request, "workspace/search.html", context)
