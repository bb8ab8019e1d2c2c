"""What is done with options and letter: choosing, approving, writing, sending, taking back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.flow import approving, choices
from amends.desk.flow.colliding import CaseMoved, LetterGone, go_on, hold, send_begun
from amends.desk.flow.mails import letter_did_not_leave, letter_has_left
from amends.desk.flow.news import newest_entry
from amends.desk.flow.overview import letter_seen_by
from amends.desk.flow.sending import sending_of
from amends.desk.people.actors import actor_of
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import LetterChanged
from amends.desk.replies.unfinished import forget_unfinished
from amends.web.workspace.casepage.page import decision_of, page_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.views.case import NoLetter, case_or_404, letter_or_404, words_given

View = Callable[..., HttpResponse]
_NUMBER = re.compile(r"\d{1,9}")
_ENTRY = re.compile(r"\d{1,18}")


def number_given(request: HttpRequest, name: str) -> int:
    """A whole number of the form."""
    value = request.POST.get(name, "")
    if not _NUMBER.fullmatch(value):
        raise BadParameter(_("The form is incomplete; load the page again."))
    return int(value)


def words_of_form(request: HttpRequest) -> choices.Words:
    """The letter as the form holds it."""
    return choices.Words(version=number_given(request, "version"), body=words_given(request))


def seen_given(request: HttpRequest) -> int | None:
    """The newest entry of the case that stood on the page when its letter was begun."""
    value = request.POST.get("seen", "")
    return int(value) if _ENTRY.fullmatch(value) else None


def keeps_words(view: View) -> View:
    """Where a letter's action is refused, the page comes back with the person's words still in it, and they are kept."""

    @wraps(view)
    def kept(request: HttpRequest, case_id: int) -> HttpResponse:
        try:
            return view(request, case_id)
        except (DomainError, NoLetter) as refusal:
            if isinstance(refusal, NoLetter) and "body" not in request.POST:
                raise
            return _refused(request, case_id, refusal)

    return kept


def _refused(request: HttpRequest, case_id: int, refusal: DomainError | NoLetter) -> HttpResponse:
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    body, seen = words_given(request) if "body" in request.POST else None, seen_given(request)
    if body is not None:
        value, letter = request.POST.get("reply", ""), choices.letter_in_hand(found)
        reply_id = int(value) if _ENTRY.fullmatch(value) else letter.pk if letter is not None else None
        words = choices.Words(number_given(request, "version"), body)
        begun = newest_entry(found) if seen is None else seen
        hold(person=person_of(frame), case=found, reply_id=reply_id, words=words, seen=begun, now=frame.now)
    given: dict[str, Any] = {
        "body": body,
        "seen": seen,
        "conflict": isinstance(refusal, LetterChanged),
        "held": isinstance(refusal, LetterChanged | CaseMoved | LetterGone | NoLetter),
    }
    whole = not request.headers.get("HX-Request")
    page = (page_of if whole else decision_of)(found, frame, **given) | {
        "refusal": refusal_text(refusal) if isinstance(refusal, DomainError) else refusal.message
    }
    return render(request, f"workspace/case/{'page' if whole else 'decision'}.html", page, status=409)


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
        page = decision_of(case_or_404(request, case_id), frame, seen=seen_given(request))
        return render(request, "workspace/case/decision.html", page)
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
    seen = seen_given(request)
    reply = send_begun(
        person=person_of(frame), case=found, reply_id=_letter_given(request, found), words=words_of_form(request),
        seen=newest_entry(found) if seen is None else seen, now=frame.now, send_at=_leaves(request, found, frame),
    )  # fmt: skip
    return _on_its_way(reply, found, frame)


def _letter_given(request: HttpRequest, found: Case) -> int:
    """The letter of the form; a form that names none means the one that is being worked on."""
    value = request.POST.get("reply", "")
    return int(value) if _ENTRY.fullmatch(value) else letter_or_404(found).pk


def _leaves(request: HttpRequest, found: Case, frame: Frame) -> datetime | None:
    """When the buyer's day begins, where that was chosen."""
    letter = choices.letter_in_hand(found)
    sending = sending_of(found, frame.now, letter.stage) if letter is not None else None
    waits = request.POST.get("when") == "awake" and sending is not None and sending.quiet
    return sending.opens if waits and sending is not None else None


def _on_its_way(reply: Reply, found: Case, frame: Frame) -> HttpResponse:
    following = choices.next_case(person_of(frame), found) or found
    return redirect(f"{reverse('case', args=[following.pk])}?sent={reply.pk}")


@require_POST
@workspace_view
@keeps_words
def go_on_writing(request: HttpRequest, case_id: int) -> HttpResponse:
    """Words that were half written when another letter left: they become a letter of their own, sent or not."""
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    reply = go_on(person=person_of(frame), case=found, now=frame.now)
    if request.POST.get("do") != "send":
        messages.success(request, _("Your words are the draft of a further letter now."))
        return redirect("case", case_id=case_id)
    words = choices.Words(reply.version, reply.body)
    choices.send_letter(person=person_of(frame), reply=reply, words=words, now=frame.now)
    return _on_its_way(reply, found, frame)


@require_POST
@workspace_view
def discard(request: HttpRequest, case_id: int) -> HttpResponse:
    """A person gives up what she has half written."""
    frame = frame_of(request)
    forget_unfinished(actor=actor_of(person_of(frame)), case=case_or_404(request, case_id))
    messages.success(request, _("Your half-written words are gone; the letter stands as it is."))
    return redirect("case", case_id=case_id)


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
        messages.error(request, refusal_text(refusal))
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
