"""A new import: the mapping, a rehearsal, and the run."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from amends.core.errors import DomainError
from amends.desk.feeds.operations import save_mapping
from amends.desk.feeds.uploads import Upload, find_upload, forget_upload
from amends.desk.flow.import_files import start_import
from amends.desk.flow.imports import rehearse
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.web.workspace.field_words import kind_words
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.mapping_form import MappingForm, flat, form_of

PROBLEMS = 20


def _upload(request: HttpRequest, token: str) -> tuple[Upload, Shop]:
    found = find_upload(token)
    shop = frame_of(request).shop(found.shop_id) if found is not None else None
    if found is None or shop is None:
        raise BadParameter(_("There is no such upload; it may have been read already."), 404)
    return found, shop


def _rehearse(upload: Upload, form: MappingForm) -> list[dict[str, Any]]:
    """What each mapping would do; its first records as a table."""
    source, found = upload.source(), []
    for mapping in form.mappings:
        rehearsal = rehearse(source, mapping, most_problems=PROBLEMS)
        records = [flat(example) for example in rehearsal.examples]
        names = list(dict.fromkeys(name for record in records for name in record))
        rows = [[record.get(name, "") for name in names] for record in records]
        found.append({"kind": kind_words(mapping.kind), "rehearsal": rehearsal, "names": names, "rows": rows})
    return found


def _save(request: HttpRequest, shop: Shop, form: MappingForm, frame: Frame) -> None:
    name = request.POST.get("name", "").strip()
    if not name or len(form.mappings) != 1:
        raise DomainError(_("Give the mapping a name."))
    data = form.mappings[0].to_dict() | {"name": name}
    save_mapping(actor=actor_of(person_of(frame)), shop=shop, name=name, data=data, now=frame.now)
    messages.success(request, _("The mapping is saved; it is offered for the next file."))


def _run(request: HttpRequest, upload: Upload, shop: Shop, form: MappingForm, frame: Frame) -> HttpResponse:
    if form.missing:
        raise DomainError(_("These fields have no column yet: %(fields)s.") % {"fields": ", ".join(form.missing)})
    started = start_import(person=person_of(frame), shop=shop, upload=upload, mappings=form.mappings, now=frame.now)
    rows = request.POST.get("rows", "")
    query = f"?of={rows}" if rows.isdecimal() and len(started) == 1 else ""
    return redirect(reverse("import", args=[started[0].pk]) + query)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def new(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the likeliest mapping; POST takes it as corrected and does what the button says."""
    frame = frame_of(request)
    upload, shop = _upload(request, token)
    values = request.POST if request.method == "POST" else request.GET
    context: dict[str, Any] = {"frame": frame, "upload": upload, "shop": shop, "found": [], "refusal": ""}
    wanted = request.POST.get("do", "")
    if wanted == "drop":
        forget_upload(token)
        return redirect("imports")
    try:
        context["form"] = form_of(upload.source(), shop, values.dict(), frame.language)
        if wanted == "try":
            context["found"] = _rehearse(upload, context["form"])
        elif wanted == "save":
            _save(request, shop, context["form"], frame)
        elif wanted == "run":
            return _run(request, upload, shop, context["form"], frame)
    except DomainError as refusal:
        context["refusal"] = refusal_text(refusal)
        if "form" not in context and request.method == "POST":
            context |= _without_corrections(upload, shop, values.dict(), frame)
    status = 422 if context["refusal"] else 200
    return render(request, "workspace/imports/new.html", context, status=status)


def _without_corrections(upload: Upload, shop: Shop, values: dict[str, str], frame: Frame) -> dict[str, Any]:
    """The form as it was before a correction that cannot be used."""
    try:
        return {"form": form_of(upload.source(), shop, {"mapping": values.get("mapping", "")}, frame.language)}
    except DomainError:
        return {}
