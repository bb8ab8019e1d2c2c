"""What is done with options and letter: choosing, approving, writing, sending, taking back."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.core.errors import DomainError
from amends.desk.flow import approving, choices
from amends.desk.flow.mails import letter_did_not_leave, letter_has_left
from amends.desk.flow.overview import letter_seen_by
from amends.desk.flow.sending import sending_of
from amends.desk.people.actors import actor_of
from amends.desk.replies import operations as replies
from amends.desk.replies.operations import LetterChanged
from amends.web.workspace.casepage.page import decision_of, page_of
from amends.web.workspace.frame import BadParameter, frame_of, person_of, workspace_view
from amends.web.workspace.views.case import case_or_404, letter_or_404, words_given

View = Callable[..., HttpResponse]
_NUMBER = re.compile(r"\d{1,9}")


def number_given(request: HttpRequest, name: str) -> int:
    """A whole number of the form."""
    value = request.POST.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise BadParameter(_("The form is incomplete; load the page again."))
    return int(value)


def words_of_form(request: HttpRequest) -> choices.Words:
    """The letter as the form holds it."""
    return choices.Words(version=number_given(request, "version"), body=words_given(request))


def keeps_words(view: View) -> View:
    """Where a letter's action is refused, the page comes back with the person's words still in it."""

    @wraps(view)
    def kept(request: HttpRequest, case_id: int) -> HttpResponse:
        try:
            return view(request, case_id)
        except DomainError as refusal:
            frame = frame_of(request)
            found = case_or_404(request, case_id)
            conflict = isinstance(refusal, LetterChanged)
            body = words_given(request) if "body" in request.POST else None
            if request.headers.get("HX-Request"):
                page = decision_of(found, frame, body=body, conflict=conflict) | {"refusal": refusal.message}
                return render(request, "workspace/case/decision.html", page, status=409)
            page = page_of(found, frame, body=body, conflict=conflict) | {"refusal": refusal.message}
            return render(request, "workspace/case/page.html", page, status=409)

    return kept


@require_POST
@workspace_view
@keeps_words
def choose(request: HttpRequest, case_id: int) -> HttpResponse:
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    picks = [int(value) for value in request.POST.getlist("pick") if _NUMBER.fullmatch(value)]
    words = words_of_form(request) if "body" in request.POST else None
    choices.choose_options(
        person=person_of(frame),
        case=found,
        offer_id=number_given(request, "offer"),
        picks=picks,
        words=words,
        now=frame.now,
    )
    if request.headers.get("HX-Request"):
        return render(request, "workspace/case/decision.html", decision_of(case_or_404(request, case_id), frame))
    return redirect("case", case_id=case_id)


@require_POST
@workspace_view
@keeps_words
def approve(request: HttpRequest, case_id: int) -> HttpResponse:
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    approving.approve_options(
        person=person_of(frame), case=found, offer_id=number_given(request, "offer"), now=frame.now
    )
    messages.success(request, _("Approved."))
    return redirect("case", case_id=case_id)


@require_POST
@workspace_view
@keeps_words
def save(request: HttpRequest, case_id: int) -> HttpResponse:
    frame = frame_of(request)
    reply = letter_or_404(case_or_404(request, case_id))
    choices.keep_words(person=person_of(frame), reply=reply, words=words_of_form(request), now=frame.now)
    messages.success(request, _("The letter is saved."))
    return redirect("case", case_id=case_id)


@require_POST
@workspace_view
@keeps_words
def anew(request: HttpRequest, case_id: int) -> HttpResponse:
    frame = frame_of(request)
    reply = letter_or_404(case_or_404(request, case_id))
    choices.write_anew(person=person_of(frame), reply=reply, version=number_given(request, "version"), now=frame.now)
    messages.success(request, _("The letter was written anew from the chosen options."))
    return redirect("case", case_id=case_id)


@require_POST
@workspace_view
@keeps_words
def override(request: HttpRequest, case_id: int) -> HttpResponse:
    frame = frame_of(request)
    reply = letter_or_404(case_or_404(request, case_id))
    choices.override_lint(
        person=person_of(frame),
        reply=reply,
        words=words_of_form(request),
        reason=request.POST.get("reason", ""),
        now=frame.now,
    )
    messages.success(request, _("The letter may be sent; your reason is in the journal."))
    return redirect("case", case_id=case_id)


@require_POST
@workspace_view
@keeps_words
def send(request: HttpRequest, case_id: int) -> HttpResponse:
    """Send, and open the next case by expected loss."""
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    letter = letter_or_404(found)
    sending = sending_of(found, frame.now, letter.stage)
    waits = request.POST.get("when") == "awake" and sending is not None and sending.quiet
    reply = choices.send_letter(
        person=person_of(frame), reply=letter, words=words_of_form(request), now=frame.now,
        send_at=sending.opens if waits and sending is not None else None,
    )  # fmt: skip
    following = choices.next_case(person_of(frame), found) or found
    return redirect(f"{reverse('case', args=[following.pk])}?sent={reply.pk}")


@require_POST
@workspace_view
def undo(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Take a letter back, and return to its case."""
    frame = frame_of(request)
    reply = letter_seen_by(person_of(frame), reply_id) if reply_id < 2**63 else None
    if reply is None:
        raise BadParameter(_("There is no such letter in your shops."), 404)
    try:
        replies.undo(actor=actor_of(person_of(frame)), reply=reply, now=frame.now)
        messages.success(request, _("The letter is back; nothing was sent."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("case", case_id=reply.case_id)


@require_POST
@workspace_view
def try_again(request: HttpRequest, reply_id: int) -> HttpResponse:
    """Send a letter again that could not be sent, or of which a person says that it did not leave."""
    frame = frame_of(request)
    reply = letter_seen_by(person_of(frame), reply_id) if reply_id < 2**63 else None
    if reply is None:
        raise BadParameter(_("There is no such letter in your shops."), 404)
    if reply.state == reply.UNCLEAR:
        letter_did_not_leave(reply, frame.now, actor_of(person_of(frame)))
    else:
        replies.try_again(actor=actor_of(person_of(frame)), reply=reply, now=frame.now)
    return redirect("case", case_id=reply.case_id)


@require_POST
@workspace_view
def has_left(request: HttpRequest, reply_id: int) -> HttpResponse:
    """A person found an unclear letter in the sent folder: it has left."""
    frame = frame_of(request)
    reply = letter_seen_by(person_of(frame), reply_id) if reply_id < 2**63 else None
    if reply is None:
        raise BadParameter(_("There is no such letter in your shops."), 404)
    letter_has_left(reply.key, frame.now, actor_of(person_of(frame)))
    messages.success(request, _("The letter is on record as sent."))
    return redirect("case", case_id=reply.case_id)
