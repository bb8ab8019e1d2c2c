"""The living style page: every component with each of its states, in light and in dark beside each other."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.web.workspace.frame import frame_of, workspace_view

#: One moment for each step of the ladder of urgency, seen from now.
STEPS = (timedelta(days=9), timedelta(days=2), timedelta(hours=20), timedelta(hours=3), timedelta(hours=-2))


@require_safe
@workspace_view
def styles(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    context = {
        "frame": frame,
        "themes": ("light", "dark"),
        "dues": [frame.now + step for step in STEPS],
        "due": frame.now + STEPS[1],
        "stages": ("received", "assessed", "negotiating", "settled", "closed"),
    }
    return render(request, "workspace/styles/page.html", context)
