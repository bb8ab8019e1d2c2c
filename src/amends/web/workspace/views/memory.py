"""The translation memory: what is in it, as a file to take away, and a file to bring in."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from amends.connect.assist.tmx import MEDIA_TYPE
from amends.core.errors import DomainError
from amends.desk.assistance.exchange import MOST_BYTES, Taken, languages_of, memory_file, take_in_file
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.queries import leads
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.memory_words import fault_text
from amends.web.workspace.phrasebook.asking import organisation_of
from amends.web.workspace.phrasebook.naming import language_name

FILE_NAME = "amends-memory.tmx"


def memory_response(person: Person, organisation: Organisation) -> StreamingHttpResponse:
    """The file as a download. Raises LeadsOnly."""
    response = StreamingHttpResponse(memory_file(person, organisation), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, FILE_NAME) or "attachment"
    return response


def _led(frame: Frame) -> Organisation:
    organisation = organisation_of(frame)
    if not leads(person_of(frame), organisation):
        raise BadParameter(_("The translation memory is for leads and owners; ask one of them."), 403)
    return organisation


def _page(
    request: HttpRequest, frame: Frame, organisation: Organisation, *, taken: Taken | None = None, refused: str = ""
) -> HttpResponse:
    rows = [
        (language_name(source, frame.language), language_name(target, frame.language), number)
        for source, target, number in languages_of(organisation)
    ]
    context: dict[str, Any] = {
        "frame": frame, "rows": rows, "total": sum(number for _source, _target, number in rows), "refused": refused,
        "most": MOST_BYTES // 2**20, "taken": taken,
        "faults": [(fault, fault_text(fault)) for fault in taken.faults] if taken else [],
        "untold": taken.faulty - len(taken.faults) if taken else 0,
    }  # fmt: skip
    return render(request, "workspace/phrases/memory.html", context, status=409 if refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def memory(request: HttpRequest) -> HttpResponse:
    """The page; a file that is posted is read at once, and what came of it stands on the same page."""
    frame = frame_of(request)
    organisation = _led(frame)
    if request.method != "POST":
        return _page(request, frame, organisation)
    person, file = person_of(frame), request.FILES.get("file")
    try:
        if file is None or file.file is None:
            raise DomainError(_("Choose a file that is not empty."))
        taken = take_in_file(
            actor=actor_of(person), person=person, organisation=organisation, file=file.file, now=frame.now
        )
    except DomainError as refusal:
        return _page(request, frame, organisation, refused=refusal_text(refusal))
    return _page(request, frame, organisation, taken=taken)


@require_safe
@workspace_view
def download(request: HttpRequest) -> StreamingHttpResponse:
    frame = frame_of(request)
    return memory_response(person_of(frame), _led(frame))
