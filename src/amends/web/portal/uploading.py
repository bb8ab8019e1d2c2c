"""Files sent piece by piece by the page's script; without it they come with the form (``views.tell``)."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from amends.desk.portal.models import Link
from amends.desk.portal.operations import may_try
from amends.desk.portal.queries import upload_of
from amends.desk.portal.uploads import PIECE, FileRefused, begin_upload, forget_upload, take_piece
from amends.web.portal.forms import once_of
from amends.web.portal.gate import buyers_view

#: How many files of one page are begun in an hour.
MOST_BEGUN = 60


def _refusal(code: str, status: int, received: int = 0) -> HttpResponse:
    return JsonResponse({"error": code, "received": received}, status=status)


@require_POST
@buyers_view
def begin(request: HttpRequest, link: Link, language: str) -> HttpResponse:
    """A file is announced by name and size; the answer is its token."""
    now = timezone.now()
    if once_of(request.POST.get("once", ""), f"link:{link.pk}") is None:
        return _refusal("form", 422)
    if not may_try(what="file", by=str(link.pk), most=MOST_BEGUN, within=timedelta(hours=1), now=now):
        return _refusal("busy", 429)
    size = request.POST.get("size", "")
    if not (size.isascii() and size.isdigit() and len(size) < 12):
        return _refusal("file_size", 422)
    try:
        upload = begin_upload(link=link, name=request.POST.get("name", ""), size=int(size), now=now)
    except FileRefused as refused:
        return _refusal(refused.code, 422)
    return JsonResponse({"upload": upload.token, "received": 0}, status=201)


@require_http_methods(["GET", "PUT", "DELETE"])
@buyers_view
def piece(request: HttpRequest, link: Link, language: str, upload: str) -> HttpResponse:
    """How far a file is (GET), its next piece from ``?from=`` on (PUT), or that it is not wanted any more (DELETE)."""
    found = upload_of(link, upload)
    if found is None:
        return _refusal("gone", 404)
    if request.method == "DELETE":
        forget_upload(upload=found)
        return JsonResponse({"received": 0})
    if request.method == "PUT":
        start = request.GET.get("from", "")
        if not (start.isascii() and start.isdigit() and len(start) < 12):
            return _refusal("file_place", 409, found.received)
        if int(request.META.get("CONTENT_LENGTH") or 0) > PIECE:
            return _refusal("file_size", 413, found.received)
        try:
            found = take_piece(upload=found, start=int(start), piece=request.body)
        except FileRefused as refused:
            found.refresh_from_db() if refused.code == "file_place" else None
            return _refusal(refused.code, 409 if refused.code == "file_place" else 422, found.received)
    return JsonResponse({"upload": found.token, "received": found.received, "complete": bool(found.sha256)})
