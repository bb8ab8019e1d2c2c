"""The library of guides: what may go out with letters, for which goods, and until when."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.core.vocabulary import LANGUAGES, Kind
from amends.desk.flow.guiding import bring_guide
from amends.desk.guides.models import Guide
from amends.desk.guides.operations import MOST_BYTES, About, GuideRefused, remove_guide
from amends.desk.guides.queries import guide_of, guides_of
from amends.desk.people.actors import actor_of
from amends.desk.shops.queries import leads
from amends.web import showing
from amends.web.workspace.casepage.files import size_text
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.phrasebook.asking import organisation_of
from amends.web.workspace.phrasebook.naming import language_name
from amends.web.workspace.views.case_files import served

_PARTS = re.compile(r"[,;\n\uff0c\u3001]+")
#: Why a guide was refused, in the words of the screen.
_WHY: dict[str, str] = {
    "title": gettext_noop("Give it a title; whoever writes a letter chooses by it."),
    "sort": gettext_noop("Choose what it is: manual, video, report or certificate."),
    "type": gettext_noop("Buyers get PDF files, pictures (JPEG, PNG, WebP, GIF) and films (MP4, WebM, MOV) only."),
    "size": gettext_noop("The file is larger than %(detail)s MB; no letter carries it."),
    "days": gettext_noop("The last day of its validity lies before the first."),
    "region": gettext_noop("“%(detail)s” is no country; write two letters, like BR."),
    "lists": gettext_noop("Choose languages and kinds from the lists."),
}
SORTS = (Guide.MANUAL, Guide.VIDEO, Guide.REPORT, Guide.CERTIFICATE)


def _context(frame: Frame, *, refused: str = "", given: Any = None) -> dict[str, Any]:
    """The page; after a refusal with what was given."""
    organisation = organisation_of(frame)
    screen = frame.language
    rows = []
    for guide in guides_of(organisation):
        kinds = [showing.word(kind, "Kind", screen) for kind in guide.kinds]
        languages = [language_name(language, screen) for language in guide.languages]
        over = (
            guide.valid_until is not None
            and guide.valid_until < frame.now.astimezone(showing.zone_of(frame.zone)).date()
        )
        rows.append((guide, size_text(guide.size), languages, kinds, over))
    return {
        "frame": frame,
        "rows": rows,
        "lead": leads(person_of(frame), organisation),
        "sorts": SORTS,
        "languages": [(language, language_name(language, screen)) for language in LANGUAGES],
        "kinds": [(kind.value, showing.word(kind.value, "Kind", screen)) for kind in Kind],
        "most": MOST_BYTES // 2**20,
        "refused": refused,
        "given": given,
        "chosen": (set(given.getlist("languages")), set(given.getlist("kinds"))) if given else (set(), set()),
    }


@require_safe
@workspace_view
def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/guides.html", _context(frame_of(request)))


@require_safe
@workspace_view
def one(request: HttpRequest, guide_id: int) -> HttpResponse:
    """The file itself."""
    guide = _guide(request, guide_id)
    return served(guide.name, guide.media_type, guide.sha256)


def _guide(request: HttpRequest, guide_id: int) -> Guide:
    guide = guide_of(organisation_of(frame_of(request)), guide_id) if guide_id < 2**63 else None
    if guide is None:
        raise BadParameter(_("There is no such file in your company."), 404)
    return guide


def _day(request: HttpRequest, name: str) -> date | None:
    given = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise DomainError(_("A day is written like 2026-12-31.")) from None


@require_POST
@workspace_view
def add(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    file = request.FILES.get("file")
    try:
        if file is None or not file.size:
            raise DomainError(_("Choose a file that is not empty."))
        if file.size > MOST_BYTES:
            raise DomainError(_("The file is larger than %(most)s MB.") % {"most": MOST_BYTES // 2**20})
        about = About(
            sort=request.POST.get("sort", ""), title=request.POST.get("title", ""),
            skus=_PARTS.split(request.POST.get("skus", ""))[:200], languages=request.POST.getlist("languages"),
            regions=_PARTS.split(request.POST.get("regions", "").upper())[:200], kinds=request.POST.getlist("kinds"),
            valid_from=_day(request, "valid_from"), valid_until=_day(request, "valid_until"),
        )  # fmt: skip
        bring_guide(
            person=person_of(frame), organisation=organisation_of(frame), about=about, name=file.name or "",
            data=file.read(), now=frame.now,
        )  # fmt: skip
    except DomainError as refusal:
        said = _WHY.get(refusal.why, "") if isinstance(refusal, GuideRefused) else ""
        refused = _(said) % refusal.data if said else refusal_text(refusal)
        context = _context(frame, refused=refused, given=request.POST)
        return render(request, "workspace/guides.html", context, status=409)
    messages.success(request, _("Added; it is offered with letters about these goods."))
    return redirect("guides")


@require_POST
@workspace_view
def remove(request: HttpRequest, guide_id: int) -> HttpResponse:
    frame = frame_of(request)
    guide = _guide(request, guide_id)
    remove_guide(actor=actor_of(person_of(frame)), person=person_of(frame), guide=guide, now=frame.now)
    messages.success(request, _("It is offered no more."))
    return redirect("guides")
