"""Files of a case: what came with messages, what was kept as evidence, and the pack."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.exhibits import operations as exhibits
from amends.desk.flow import proving
from amends.desk.flow.overview import attachment_of, exhibit_of
from amends.desk.flow.statements import judge
from amends.desk.people.actors import actor_of
from amends.desk.storage import MAX_BYTES, fetch
from amends.web.workspace.casepage.answer import statement_lint
from amends.web.workspace.casepage.files import shown_as
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.views.case import case_or_404
from amends.web.workspace.views.case_actions import case_action
from amends.web.workspace.views.case_answer import statement_given

#: Nothing in a file may run, load or submit anything, whatever its bytes are.
SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'none'; sandbox"


def served(name: str, media_type: str, sha256: str) -> HttpResponse:
    """Bytes as a browser may have them: pictures and films shown, everything else saved; never sniffed."""
    try:
        data = fetch(sha256)
    except (FileNotFoundError, ValueError) as error:
        raise BadParameter(_("This file is not in the store any more, or was changed there."), 404) from error
    drawn = shown_as(media_type) in ("image", "video")
    response = HttpResponse(data, content_type=media_type if drawn else "application/octet-stream")
    disposition = content_disposition_header(shown_as(media_type) != "image", name)
    if disposition:
        response["Content-Disposition"] = disposition
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    response["Cache-Control"] = "private, max-age=3600, immutable"
    return response


@require_safe
@workspace_view
def attachment(request: HttpRequest, case_id: int, attachment_id: int) -> HttpResponse:
    found = attachment_of(case_or_404(request, case_id), attachment_id)
    if found is None:
        raise BadParameter(_("There is no such file in this case."), 404)
    return served(found.name, found.media_type, found.sha256)


@require_safe
@workspace_view
def exhibit(request: HttpRequest, case_id: int, exhibit_id: int) -> HttpResponse:
    found = exhibit_of(case_or_404(request, case_id), exhibit_id)
    if found is None:
        raise BadParameter(_("There is no such file in this case."), 404)
    return served(found.name or "exhibit.txt", found.media_type, found.sha256)


@case_action
def keep(request: HttpRequest, case: Case, frame: Frame) -> str:
    """One click makes evidence of a file that came with a message."""
    chosen = request.POST.get("attachment", "")
    found = attachment_of(case, int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
    if found is None:
        raise BadParameter(_("There is no such file in this case."), 404)
    exhibits.keep_attachment(
        actor=actor_of(person_of(frame)), case=case, attachment=found, type=request.POST.get("type", ""),
        now=frame.present(case.shop),
    )  # fmt: skip
    proving.refresh_after(case, frame.now)
    return _("Kept as evidence.")


@case_action
def bring(request: HttpRequest, case: Case, frame: Frame) -> str:
    """Evidence that a person brings from her own machine."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise DomainError(_("Choose a file that is not empty."))
    if file.size > MAX_BYTES:
        raise DomainError(_("The file is larger than %(most)s MB.") % {"most": MAX_BYTES // 2**20})
    proving.keep_upload(
        person=person_of(frame), case=case, type=request.POST.get("type", ""), title=request.POST.get("title", ""),
        name=file.name or "", data=file.read(), now=frame.now,
    )  # fmt: skip
    return _("Kept as evidence.")


@require_POST
@workspace_view
def pack(request: HttpRequest, case_id: int) -> HttpResponse:
    """The evidence pack as a file to save; that it was built is in the journal."""
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    text, language = statement_given(request)
    try:
        built = proving.build(
            person=person_of(frame), case=found, statement=text, language=language,
            reason=request.POST.get("reason", ""), now=frame.now,
        )  # fmt: skip
    except DomainError as refusal:
        return _not_built(request, found, frame, text, language, refusal)
    response = HttpResponse(built.data, content_type="application/zip")
    response["Content-Disposition"] = content_disposition_header(True, built.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    messages.success(request, _("The evidence pack was built. Its seal: %(seal)s") % {"seal": built.seal[:16]})
    return response


def _not_built(
    request: HttpRequest, case: Case, frame: Frame, text: str, language: str, refusal: DomainError
) -> HttpResponse:
    """The person's words come back with what is wrong in them, to be mended or, by a lead, let through."""
    judged = judge(person=person_of(frame), case=case, text=text, language=language, now=frame.now)
    context = {
        "frame": frame,
        "case": case,
        "refusal": refusal_text(refusal),
        "statement": text,
        "language": language,
        "reason": request.POST.get("reason", ""),
        "lint": statement_lint(judged.findings, judged.verdict, text, frame.language) if text.strip() else None,
        "may_override": frame.leads(case.shop_id),
    }
    return render(request, "workspace/case/statement.html", context, status=409)
