"""The phrase library: read in two languages side by side, worded anew, seen in letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.people.actors import actor_of
from amends.desk.wordings import operations
from amends.desk.wordings.contents import (
    PhraseContent,
    Place,
    WordingRefused,
    own_phrase,
    phrase_place,
    tidied,
    troubles_of,
)
from amends.desk.wordings.queries import (
    can_be_undone,
    change_of,
    changes_at,
    open_suggestions,
    suggestion_of,
)
from amends.letter.house import House
from amends.web.workspace.frame import BadParameter, frame_of, person_of, workspace_view
from amends.web.workspace.parameters import choice_parameter
from amends.web.workspace.phrasebook import naming, shelf
from amends.web.workspace.phrasebook.asking import LONGEST_SEARCH, Asked, asked, organisation_of, variant_or_404
from amends.web.workspace.phrasebook.editing import editing_of, given_content, suggested_of
from amends.web.workspace.phrasebook.preview import choices as choices_of
from amends.web.workspace.phrasebook.preview import chosen_from, preview
from amends.web.workspace.phrasebook.troubles import trouble_text


@require_safe
@workspace_view
def phrases(request: HttpRequest) -> HttpResponse:
    asking = asked(request)
    section = choice_parameter(request, "section", (*naming.SECTIONS, "own")) or "thanks"
    words = request.GET.get("q", "").strip()[:LONGEST_SEARCH]
    language = asking.frame.language
    more = False
    if words:
        found = shelf.found(words, asking.wording, asking.beside, asking.house, language)
        found, more = found[: shelf.MOST_FOUND], len(found) > shelf.MOST_FOUND
    elif section == "own":
        found = shelf.own_phrases(asking.house, asking.wording)
    else:
        found = naming.phrases_of(section)
    own = shelf.own_phrases(asking.house, asking.wording)
    suggestions = [each for each in open_suggestions(asking.organisation)[:50] if asking.sees(each.shop_id)]
    suggested = suggested_of(suggestions, language)
    context = {
        "frame": asking.frame, "asking": asking, "section": section, "searched": "", "words": words, "more": more,
        "entries": shelf.entries(found, asking.wording, asking.beside, asking.house, language),
        "sections": [(key, naming.section_name(key)) for key in naming.SECTIONS], "own_count": len(own),
        "languages": naming.languages(language), "suggested": suggested,
        **_preview_context(request.GET, asking, asking.house),
    }  # fmt: skip
    return render(request, "workspace/phrases/list.html", context)


def _preview_context(
    given: Mapping[str, str], asking: Asked, house: House, looked_at: tuple[str, int] = ("", 0)
) -> dict[str, Any]:
    try:
        chosen, sample = chosen_from(given, looked_at[0])
    except ValueError:
        raise BadParameter(_("Choose kind, remedy, stage and channel from the lists.")) from None
    language = asking.frame.language
    return {
        "preview": preview(sample, asking.wording, asking.beside, house, language, looked_at),
        "choices": choices_of(chosen, language),
        "main_name": naming.language_name(asking.wording, language),
        "beside_name": naming.language_name(asking.beside, language),
        "rtl": asking.wording == "ar",
    }


@require_safe
@workspace_view
def letter(request: HttpRequest) -> HttpResponse:
    """The preview alone, for other choices."""
    asking = asked(request)
    context = {"frame": asking.frame, "asking": asking, **_preview_context(request.GET, asking, asking.house)}
    return render(request, "workspace/phrases/preview.html", context)


def _place(request: HttpRequest, wording: str, phrase: str, number: int) -> tuple[Asked, Place]:
    asking = asked(request, wording)
    variant = variant_or_404(wording, phrase, number)
    return asking, phrase_place(wording, phrase, variant, asking.shop)


@require_safe
@workspace_view
def phrase(request: HttpRequest, wording: str, phrase: str, number: int) -> HttpResponse:
    asking, place = _place(request, wording, phrase, number)
    return render(request, "workspace/phrases/edit.html", _edit_context(request, asking, place))


def _edit_context(
    request: HttpRequest,
    asking: Asked,
    place: Place,
    content: PhraseContent | None = None,
    refused: list[str] | None = None,
) -> dict[str, Any]:
    suggestion = request.GET.get("text", "")[:400]
    changes = changes_at(asking.organisation, place)
    editing = editing_of(asking, place, content, suggestion)
    house = _with(asking, place, editing.content) if suggestion else asking.house
    return {
        "frame": asking.frame, "asking": asking, "editing": editing, "place": place, "refused": refused or [],
        "changes": [(change, can_be_undone(change)) for change in changes],
        "suggested": suggested_of(
            list(open_suggestions(asking.organisation).filter(**place.columns)), asking.frame.language
        ),
        "languages": naming.languages(asking.frame.language),
        **_preview_context(request.GET, asking, house, (place.phrase, place.variant)),
    }  # fmt: skip


def _with(asking: Asked, place: Place, content: PhraseContent) -> House:
    """The company's wording as it would be with this text."""
    own = own_phrase(place, content)
    house = asking.house
    beside = (
        each
        for each in house.phrases
        if (each.wording, each.phrase, each.variant) != (own.wording, own.phrase, own.variant)
    )
    return House((*beside, own), house.snippets, house.signatures, house.words)


@require_POST
@workspace_view
def attempt(request: HttpRequest, wording: str, phrase: str, number: int) -> HttpResponse:
    """What a text in the form would look like in a letter, and why it could not be used; nothing is stored."""
    asking, place = _place(request, wording, phrase, number)
    content = tidied(place, given_content(request.POST))
    assert isinstance(content, PhraseContent)
    troubles = troubles_of(place, content, asking.house)
    broken = any(trouble.what != "lint" for trouble in troubles)
    house = asking.house if broken else _with(asking, place, content)
    context = {
        "frame": asking.frame, "asking": asking, "refused": [trouble_text(trouble) for trouble in troubles],
        "tried": True, "broken": broken,
        **_preview_context(request.POST, asking, house, (place.phrase, place.variant)),
    }  # fmt: skip
    return render(request, "workspace/phrases/attempt.html", context)


def _address(asking: Asked, place: Place) -> str:
    address = reverse("phrase", args=[place.language, place.phrase, place.variant + 1])
    return f"{address}?beside={asking.beside}&shop={asking.scope}"


@require_POST
@workspace_view
def save(request: HttpRequest, wording: str, phrase: str, number: int) -> HttpResponse:
    """The owner keeps the text; a lead suggests it."""
    asking, place = _place(request, wording, phrase, number)
    person, now = person_of(asking.frame), asking.frame.now
    content = given_content(request.POST)
    version = request.POST.get("version", "0")
    told: dict[str, Any] = {
        "actor": actor_of(person), "person": person, "organisation": asking.organisation, "place": place,
        "content": content, "now": now,
    }  # fmt: skip
    try:
        if asking.owner:
            operations.keep_wording(**told, version=int(version) if version.isdecimal() and len(version) < 9 else 0)
            messages.success(request, _("Saved. Letters that nobody has edited are written anew with it."))
        else:
            operations.suggest_wording(**told)
            messages.success(request, _("Suggested; an owner sees it on the page of the phrase library."))
    except WordingRefused as refusal:
        refused = [trouble_text(trouble) for trouble in refusal.troubles]
        context = _edit_context(request, asking, place, content, refused)
        return render(request, "workspace/phrases/edit.html", context, status=409)
    return redirect(_address(asking, place))


@require_POST
@workspace_view
def remove(request: HttpRequest, wording: str, phrase: str, number: int) -> HttpResponse:
    """Back to the library's wording."""
    asking, place = _place(request, wording, phrase, number)
    person = person_of(asking.frame)
    operations.remove_wording(
        actor=actor_of(person), person=person, organisation=asking.organisation, place=place, now=asking.frame.now
    )
    messages.success(request, _("The library’s wording stands again."))
    return redirect(_address(asking, place))


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    # Only our own pages of wordings: nothing from outside decides where the browser goes.
    return (
        wanted if wanted.startswith("/phrases/") and "//" not in wanted and "\\" not in wanted else reverse("phrases")
    )


@require_POST
@workspace_view
def undo(request: HttpRequest, change_id: int) -> HttpResponse:
    """Take a change of wording back."""
    frame = frame_of(request)
    change = change_of(organisation_of(frame), change_id) if change_id < 2**63 else None
    if change is None:
        raise BadParameter(_("There is no such change in your company."), 404)
    person = person_of(frame)
    operations.undo_change(actor=actor_of(person), person=person, change=change, now=frame.now)
    messages.success(request, _("What stood before stands again."))
    return redirect(_next(request))


@require_POST
@workspace_view
def settle(request: HttpRequest, suggestion_id: int) -> HttpResponse:
    """Adopt or decline a lead's suggestion."""
    frame = frame_of(request)
    suggestion = suggestion_of(organisation_of(frame), suggestion_id) if suggestion_id < 2**63 else None
    if suggestion is None:
        raise BadParameter(_("There is no such suggestion in your company."), 404)
    person, adopt = person_of(frame), request.POST.get("adopt") == "yes"
    operations.settle_suggestion(
        actor=actor_of(person), person=person, suggestion=suggestion, adopt=adopt, now=frame.now
    )
    messages.success(request, _("Adopted.") if adopt else _("Declined."))
    return redirect(_next(request))
