"""The page of a case, and what the lint says of words that are being written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.cases.models import Case
from amends.desk.cases.operations import open_mentions
from amends.desk.cases.queries import case_seen_by
from amends.desk.flow.choices import letter_in_hand, next_case
from amends.desk.flow.overview import letter_seen_by
from amends.desk.offers.queries import latest_offer
from amends.desk.replies.models import Reply
from amends.web.workspace.casepage.letter import letter_of
from amends.web.workspace.casepage.page import page_of
from amends.web.workspace.frame import BadParameter, frame_of, person_of, workspace_view
from amends.web.workspace.parameters import id_parameter
from amends.web.workspace.team.waiting import note_opened, waiting_of

#: The longest letter that is looked at.
LONGEST = 20_000


def case_or_404(request: HttpRequest, case_id: int) -> Case:
    """A case of the person's shops; any other is as unknown as one that does not exist."""
    case = case_seen_by(person_of(frame_of(request)), case_id) if case_id < 2**63 else None
    if case is None:
        raise BadParameter(_("There is no such case in your shops."), 404)
    return case


class NoLetter(BadParameter):
    """The case has no letter at the moment, or none any more."""


def letter_or_404(case: Case) -> Reply:
    """The letter that is being worked on."""
    reply = letter_in_hand(case)
    if reply is None:
        raise NoLetter(_("This case has no letter at the moment."), 404)
    return reply


def words_given(request: HttpRequest) -> str:
    """The letter as it stands in the form, with plain line ends."""
    body = request.POST.get("body", "").replace("\r\n", "\n").replace("\r", "\n")
    if len(body) > LONGEST:
        raise BadParameter(_("The letter is longer than %(most)s characters; shorten it.") % {"most": LONGEST})
    return body


@require_safe
@workspace_view
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    sent_id = id_parameter(request, "sent")
    sent = letter_seen_by(person_of(frame), sent_id) if sent_id else None
    if waiting_of(request):
        fresh = open_mentions(person=person_of(frame), case=found, now=frame.now)
        note_opened(request, fresh)
    context = page_of(found, frame, sent=sent if sent and sent.state == Reply.QUEUED else None)
    return render(request, "workspace/case/page.html", context)


@require_safe
@workspace_view
def following(request: HttpRequest, case_id: int) -> HttpResponse:
    """To the next case that waits for us, as things stand when she goes on; to the queue where none does."""
    frame = frame_of(request)
    found = next_case(person_of(frame), case_or_404(request, case_id), [shop.pk for shop in frame.shops])
    if found is None:
        messages.info(request, _("No other case waits for an answer."))
    return redirect("case", case_id=found.pk) if found is not None else redirect("queue")


@require_POST
@workspace_view
def lint(request: HttpRequest, case_id: int) -> HttpResponse:
    """Findings for the words in the form; nothing is stored."""
    frame = frame_of(request)
    found = case_or_404(request, case_id)
    letter = letter_of(found, frame, latest_offer(found), words_given(request))
    if letter is None:
        raise BadParameter(_("This case has no letter at the moment."), 404)
    context = {"case": found, "lint": letter.lint, "live": True, "letter": letter}
    return render(request, "workspace/case/lint_live.html", context)
