"""What goes into the letter at hand: sentences found by what they mean, and files about the goods."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.desk.flow import choices, guiding
from amends.web.workspace.casepage.sentences import offered
from amends.web.workspace.frame import frame_of, person_of, workspace_view
from amends.web.workspace.views.case import case_or_404, letter_or_404, words_given
from amends.web.workspace.views.case_letter import keeps_words, number_given

#: The longest question that is looked at.
LONGEST = 200


@require_POST
@workspace_view
def sentences(request: HttpRequest, case_id: int) -> HttpResponse:
    """The sentences that fit what was typed; nothing is stored. A POST, because the letter's words come with it."""
    frame = frame_of(request)
    reply = letter_or_404(case_or_404(request, case_id))
    query = " ".join(request.POST.get("q", "").split())[:LONGEST]
    found = offered(reply, person_of(frame), query, words_given(request), frame.language)
    context = {"found": found, "query": query, "letter_language": reply.language, "frame": frame}
    return render(request, "workspace/case/sentences_found.html", context)


@require_POST
@workspace_view
@keeps_words
def attach(request: HttpRequest, case_id: int) -> HttpResponse:
    """Put a file to the letter; the words in the form are kept with it."""
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    reply = letter_or_404(found)
    guide_id = number_given(request, "guide")
    words = choices.Words(version=number_given(request, "version"), body=words_given(request))
    kept = choices.keep_words(person=person_of(frame), reply=reply, words=words, now=frame.now)
    guiding.attach_guide(person=person_of(frame), case=found, reply=kept, guide_id=guide_id, now=frame.now)
    messages.success(request, _("The file goes with the letter."))
    return redirect("case", case_id=case_id)


@require_POST
@workspace_view
@keeps_words
def detach(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take a file off the letter; the words in the form are kept."""
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    reply = letter_or_404(found)
    words = choices.Words(version=number_given(request, "version"), body=words_given(request))
    kept = choices.keep_words(person=person_of(frame), reply=reply, words=words, now=frame.now)
    guide_id = number_given(request, "guide")
    guiding.detach_guide(person=person_of(frame), case=found, reply=kept, guide_id=guide_id, now=frame.now)
    messages.success(request, _("The file was taken off the letter."))
    return redirect("case", case_id=case_id)
