"""What happened to one case, from its journal."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from amends.desk.cases.models import Case
from amends.desk.cases.queries import case_seen_by
from amends.desk.journal.queries import entries_about
from amends.web.workspace.frame import BadParameter, frame_of, workspace_view
from amends.web.workspace.parameters import id_parameter

ENTRIES = 100


def case_or_404(request: HttpRequest, case_id: int) -> Case:
    """The case, if one of the signed-in person's shops has it; another's is as unknown as none."""
    person = frame_of(request).person
    case = case_seen_by(person, case_id) if person and case_id < 2**63 else None
    if case is None:
        raise BadParameter(_("There is no case %(number)s in your shops.") % {"number": case_id}, 404)
    return case


@require_safe
@workspace_view
def journal(request: HttpRequest, case_id: int) -> HttpResponse:
    case = case_or_404(request, case_id)
    after = id_parameter(request, "after")
    entries = list(entries_about(case.shop_id, f"case:{case.pk}").filter(id__gt=after or 0)[: ENTRIES + 1])
    more = len(entries) > ENTRIES
    context = {
        "frame": frame_of(request), "case": case, "entries": entries[:ENTRIES], "after": after,
        "next": entries[ENTRIES - 1].pk if more else None,
    }  # fmt: skip
    return render(request, "workspace/journal.html", context)
