"""Imports: what was read, uploading, and what one import did."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.connect.contract import RecordKind
from amends.connect.files import template_csv
from amends.connect.files.problems import harmless
from amends.core.errors import DomainError
from amends.desk.feeds.models import Import
from amends.desk.feeds.queries import import_seen_by, imports_of, problems_of
from amends.desk.feeds.uploads import keep_upload
from amends.desk.flow.import_files import trouble_of
from amends.desk.flow.undoing import undo_import
from amends.desk.people.actors import actor_of
from amends.web.workspace.field_words import KINDS, kind_words, taken_for_granted
from amends.web.workspace.frame import BadParameter, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.parameters import shop_parameter

PAGE = 50
PROBLEMS = 100


def import_or_404(request: HttpRequest, import_id: int) -> Import:
    """An import of the person's shops."""
    found = import_seen_by(person_of(frame_of(request)), import_id) if import_id < 2**63 else None
    if found is None:
        raise BadParameter(_("There is no such import in your shops."), 404)
    return found


@require_safe
@workspace_view
def imports(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop = shop_parameter(request, frame)
    rows = imports_of([shop.pk] if shop else [each.pk for each in frame.shops])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    kinds = [(kind.value, kind_words(kind)) for kind in KINDS]
    return render(request, "workspace/imports/list.html", {"frame": frame, "shop": shop, "page": page, "kinds": kinds})


@require_POST
@workspace_view
def upload(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop = next((each for each in frame.shops if each.key == request.POST.get("shop", "")), None)
    if shop is None:
        raise BadParameter(_("Choose one of your shops."), 404)
    files = [(file.name or "", file.size or 0, file.chunks()) for file in request.FILES.getlist("files")]
    try:
        kept = keep_upload(shop_id=shop.pk, files=files, now=frame.now)
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
        return redirect("imports")
    return redirect("import_new", token=kept.token)


@require_safe
@workspace_view
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """A CSV file to fill in by hand."""
    if kind not in {each.value for each in RecordKind}:
        raise BadParameter(_("There is no template for this."), 404)
    response = HttpResponse(template_csv(RecordKind(kind)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"amends-{kind}.csv") or "attachment"
    return response


@require_safe
@workspace_view
def one(request: HttpRequest, import_id: int) -> HttpResponse:
    """What an import did; while it runs, its progress."""
    found = import_or_404(request, import_id)
    of = request.GET.get("of", "")
    rows = int(of) if of.isdecimal() and len(of) < 10 else 0
    context = {
        "frame": frame_of(request), "source": found, "rows": rows,
        "trouble": trouble_of(found) if found.state == Import.RUNNING else "",
        "taken": taken_for_granted(found.notes) if found.state == Import.FINISHED else [],
        "problems": problems_of(found)[:PROBLEMS] if found.state != Import.RUNNING else [],
    }  # fmt: skip
    part = "workspace/imports/progress.html" if request.headers.get("HX-Request") else "workspace/imports/one.html"
    return render(request, part, context)


def _csv(found: Import) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for row in [
        ("line", "field", "value", "reason"),
        *problems_of(found).values_list("line", "field", "value", "reason").iterator(),
    ]:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerow([harmless("" if cell is None else str(cell)) for cell in row])
        yield text.getvalue().encode("utf-8", "replace")


@require_safe
@workspace_view
def problems(request: HttpRequest, import_id: int) -> HttpResponse | StreamingHttpResponse:
    """The rows with problems, as a file."""
    found = import_or_404(request, import_id)
    response = StreamingHttpResponse(_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        content_disposition_header(True, f"import-{found.pk}-problems.csv") or "attachment"
    )
    return response


@require_POST
@workspace_view
def undo(request: HttpRequest, import_id: int) -> HttpResponse:
    """Take back all that an import brought."""
    found = import_or_404(request, import_id)
    try:
        if found.state in (Import.RUNNING, Import.UNDONE):
            raise DomainError(_("This import runs, or was taken back before."))
        frame = frame_of(request)
        removed = undo_import(actor=actor_of(person_of(frame)), source=found, now=frame.now)
        messages.success(request, _("Taken back: %(number)s records.") % {"number": sum(removed.values())})
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("import", import_id=import_id)
