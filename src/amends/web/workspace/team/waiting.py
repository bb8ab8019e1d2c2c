"""What waits for the person who is signed in: counted once a request, for the frame and for the pages that list it."""

from __future__ import annotations

from django.http import HttpRequest

from amends.desk.handovers.queries import waiting_for
from amends.web.workspace.frame import frame_of


def waiting_of(request: HttpRequest) -> int:
    """Notes that name her and that she has not opened, and hand-over sheets that she can take."""
    known: int | None = getattr(request, "amends_waiting", None)
    if known is None:
        frame = frame_of(request)
        known = waiting_for(frame.person, [shop.pk for shop in frame.shops]) if frame.person else 0
        request.amends_waiting = known  # type: ignore[attr-defined]
    return known


def note_opened(request: HttpRequest, number: int) -> None:
    """So many of them she has opened by this very request."""
    request.amends_waiting = max(waiting_of(request) - number, 0)  # type: ignore[attr-defined]
