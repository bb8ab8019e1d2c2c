"""Sentences for the letter at hand, found by what they mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from amends.web.workspace.casepage.sentences import offered
from amends.web.workspace.frame import frame_of, person_of, workspace_view
from amends.web.workspace.views.case import case_or_404, letter_or_404, words_given

#: The longest question that is looked at.
LONGEST = 200


@require_POST
@workspace_view
def sentences(request: HttpRequest, case_id: int) -> HttpResponse:
    """The sentences that fit what was typed; nothing is stored. A POST, because the letter's words come with it."""
    frame = frame_of(request)
    reply = letter_or_404(case_or_404(request, case_id))
    query = " ".join(request.POST.get("q", "").split())[:LONGEST]
    found = offered(reply, person_of(frame), query, words_given(request), frame.language)
    return render(request, "workspace/case/sentences_found.html", {"found": found, "query": query, "letter_language": reply.language, "frame": frame})  # fmt: skip
