"""The company's own sentences, signatures and words."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.people.actors import actor_of
from amends.desk.wordings.contents import (
    MEANINGS,
    Content,
    Place,
    SignatureContent,
    SnippetContent,
    WordContent,
    WordingRefused,
    place_of,
)
from amends.desk.wordings.models import Placed, Wording
from amends.desk.wordings.operations import keep_wording, remove_wording
from amends.desk.wordings.queries import can_be_undone, changes_at, wording_of, wordings_of
from amends.letter.checking import SNIPPET_SLOTS
from amends.letter.phrases import WORDINGS
from amends.web.workspace.frame import BadParameter, frame_of, person_of, workspace_view
from amends.web.workspace.phrasebook import naming
from amends.web.workspace.phrasebook.asking import Asked, asked, organisation_of
from amends.web.workspace.phrasebook.owned import change_line, owned_of
from amends.web.workspace.phrasebook.troubles import trouble_text

_LONGEST = 1000


@require_safe
@workspace_view
def own_words(request: HttpRequest) -> HttpResponse:
    return render(request, "workspace/phrases/own.html", _context(request, asked(request)))


def _context(
    request: HttpRequest, asking: Asked, *, sort: str = "", refused: list[str] | None = None
) -> dict[str, Any]:
    """The page; after a refusal with what was given in the form of its sort."""
    screen = asking.frame.language
    rows = {
        name: [
            owned_of(row, screen, asking.house)
            for row in wordings_of(asking.organisation, name)
            if asking.sees(row.shop_id)
        ]
        for name in (Placed.SNIPPET, Placed.SIGNATURE, Placed.WORD)
    }
    edited = request.GET.get("edit", "")
    every = [each for owned in rows.values() for each in owned]
    chosen = next((each for each in every if str(each.row.pk) == edited), None)
    given = request.POST if request.method == "POST" else None
    return {
        "frame": asking.frame, "asking": asking, "rows": rows, "sort": sort or (chosen.row.sort if chosen else ""),
        "refused": refused or [], "given": given, "edited": chosen, "languages": naming.languages(screen),
        "slots": [(slot, naming.slot_name(slot)) for slot in sorted(SNIPPET_SLOTS)],
        "changes": [
            (change, change_line(change, screen), can_be_undone(change))
            for change in changes_at(asking.organisation, most=12)
            if asking.sees(change.shop_id)
        ],
    }  # fmt: skip


def _language(request: HttpRequest) -> str:
    language = request.POST.get("language", "")
    if language not in WORDINGS:
        raise BadParameter(_("Choose a language from the list."))
    return language


def _version(request: HttpRequest) -> int:
    given = request.POST.get("version", "0")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _kept(request: HttpRequest, place: Place, content: Content) -> HttpResponse:
    asking = asked(request)
    person = person_of(asking.frame)
    try:
        keep_wording(
            actor=actor_of(person), person=person, organisation=asking.organisation, place=place, content=content,
            version=_version(request), now=asking.frame.now,
        )  # fmt: skip
    except WordingRefused as refusal:
        refused = [trouble_text(trouble) for trouble in refusal.troubles]
        return render(
            request,
            "workspace/phrases/own.html",
            _context(request, asking, sort=place.sort, refused=refused),
            status=409,
        )
    messages.success(request, _("Saved."))
    return redirect("own_words")


@require_POST
@workspace_view
def keep_snippet(request: HttpRequest) -> HttpResponse:
    given = request.POST
    key = given.get("key", "") or secrets.token_hex(6)
    content = SnippetContent(
        title=given.get("title", ""),
        text=given.get("text", "")[:_LONGEST],
        meanings={name: given.get(f"meaning-{name}", "")[:_LONGEST] for name in MEANINGS},
    )
    return _kept(request, Place(Placed.SNIPPET, _language(request), key[:40], asked(request).shop), content)


@require_POST
@workspace_view
def keep_signature(request: HttpRequest) -> HttpResponse:
    content = SignatureContent(text=request.POST.get("text", "").replace("\r\n", "\n")[:_LONGEST])
    return _kept(request, Place(Placed.SIGNATURE, _language(request), "", asked(request).shop), content)


@require_POST
@workspace_view
def keep_word(request: HttpRequest) -> HttpResponse:
    given = request.POST
    word = " ".join(given.get("word", "").split())[:100]
    level = given.get("level", "error")
    content = WordContent(level="warning" if level == "warning" else "error", instead=given.get("instead", "")[:100])
    return _kept(request, Place(Placed.WORD, _language(request), word, asked(request).shop), content)


@require_POST
@workspace_view
def remove(request: HttpRequest, wording_id: int) -> HttpResponse:
    """A snippet, signature or word goes; it can be brought back below."""
    frame = frame_of(request)
    organisation = organisation_of(frame)
    row: Wording | None = wording_of(organisation, wording_id) if wording_id < 2**63 else None
    if row is None:
        raise BadParameter(_("There is no such wording in your company."), 404)
    person = person_of(frame)
    remove_wording(actor=actor_of(person), person=person, organisation=organisation, place=place_of(row), now=frame.now)
    messages.success(request, _("Removed; it can be brought back under the newest changes."))
    return redirect(reverse("own_words"))
