"""What is done with a case itself: kind, fault, order, people, waiting, notes, money, the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.core.vocabulary import Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.cases.notes import people_named
from amends.desk.flow import choices, paying
from amends.desk.flow.assigning import NotAColleague, assign_case, suggestions
from amends.desk.flow.overview import colleagues, order_named
from amends.desk.offers.endings import last_sent
from amends.desk.people.actors import actor_of
from amends.web.workspace.casepage.outcome import told_in
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.team.words import suggestions_shown
from amends.web.workspace.views.case import case_or_404

Action = Callable[[HttpRequest, Case, Frame], str]


def case_action(action: Action) -> Callable[..., HttpResponse]:
    """A POST to a case: do it, say so, and show the case again; a refusal is said in the same place."""

    @require_POST
    @workspace_view
    @wraps(action)
    def view(request: HttpRequest, case_id: int) -> HttpResponse:
        found = case_or_404(request, case_id)
        try:
            said = action(request, found, frame_of(request))
            if said:
                messages.success(request, said)
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect("case", case_id=case_id)

    return view


@case_action
def kind(request: HttpRequest, case: Case, frame: Frame) -> str:
    choices.set_kind(person=person_of(frame), case=case, kind=request.POST.get("kind", ""), now=frame.now)
    return _("The kind is set; options and letter follow it.")


@case_action
def fault(request: HttpRequest, case: Case, frame: Frame) -> str:
    choices.set_fault(
        person=person_of(frame), case=case, fault=request.POST.get("fault", ""),
        reason=request.POST.get("reason", "")[:500], now=frame.now,
    )  # fmt: skip
    return _("The fault is set; options and letter follow it.")


@case_action
def order(request: HttpRequest, case: Case, frame: Frame) -> str:
    found = order_named(case, request.POST.get("order", ""), request.POST.get("number", ""))
    if found is None:
        raise DomainError(_("There is no such order in this shop; look at its number once more."))
    choices.set_order(person=person_of(frame), case=case, order=found, now=frame.now)
    return _("The case is about order %(number)s.") % {"number": found.number}


@require_safe
@workspace_view
def candidates(request: HttpRequest, case_id: int) -> HttpResponse:
    """Who could take the case, with reasons: for a dialog over the page on which one is."""
    frame, found = frame_of(request), case_or_404(request, case_id)
    came_from = urlsplit(request.headers.get("HX-Current-URL", ""))
    rows = suggestions_shown(suggestions(found, frame.now), found, frame.language)
    context = {"case": found, "rows": rows, "next": f"{came_from.path}?{came_from.query}" if came_from.path else ""}
    return render(request, "workspace/part/assign_choices.html", context)


@require_POST
@workspace_view
def assign(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give the case to somebody, or to nobody, and go on where one was."""
    frame, found = frame_of(request), case_or_404(request, case_id)
    chosen = request.POST.get("person", "")
    try:
        to = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
        if chosen and to is None:
            raise NotAColleague("This person does not work in the shop.")
        somebody = assign_case(person=person_of(frame), case=found, to=to, now=frame.now)
        said = _("The case is with %(name)s.") % {"name": somebody.name} if somebody else _("The case is with nobody.")
        messages.success(request, said)
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    back = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if back and here else reverse("case", args=[case_id]))


def _moment(text: str, frame: Frame) -> datetime:
    try:
        return choices.moment_there(datetime.fromisoformat(text).replace(tzinfo=None), frame.zone)
    except ValueError as error:
        raise DomainError(_("Choose a date and a time.")) from error


@case_action
def wait(request: HttpRequest, case: Case, frame: Frame) -> str:
    until = _moment(request.POST.get("until", ""), frame)
    turn = request.POST.get("turn", Turn.BUYER.value)
    if turn not in {member.value for member in Turn}:
        raise BadParameter(_("Choose for whom the case waits."))
    cases.wait_until(
        actor=actor_of(person_of(frame)), case=case, until=until, turn=Turn(turn), now=frame.present(case.shop)
    )
    return _("The case waits and comes back by itself.")


@case_action
def note(request: HttpRequest, case: Case, frame: Frame) -> str:
    person = person_of(frame)
    text = request.POST.get("text", "")[:10_000]
    named = people_named(text, colleagues(case))
    cases.add_note(
        actor=actor_of(person), case=case, author=person, text=text, now=frame.present(case.shop), named=named
    )
    told = [each.name for each in named if each.pk != person.pk]
    if told:
        return _("The note is kept; the buyer never sees it. Told: %(names)s.") % {"names": ", ".join(told)}
    return _("The note is kept; the buyer never sees it.")


@case_action
def no_answer(request: HttpRequest, case: Case, frame: Frame) -> str:
    choices.no_answer_needed(person=person_of(frame), case=case, now=frame.now)
    return _("The response clock has stopped. Close the case if nothing else is to be done.")


@case_action
def close(request: HttpRequest, case: Case, frame: Frame) -> str:
    reason = request.POST.get("reason", "").strip()
    if not reason:
        raise DomainError(_("Say in a few words how it ended."))
    cases.close(actor=actor_of(person_of(frame)), case=case, reason=reason, now=frame.present(case.shop))
    return _("The case is closed.")


@case_action
def reopen(request: HttpRequest, case: Case, frame: Frame) -> str:
    choices.reopen(person=person_of(frame), case=case, reason=request.POST.get("reason", "")[:300], now=frame.now)
    return _("The case is open again.")


@case_action
def outcome(request: HttpRequest, case: Case, frame: Frame) -> str:
    person, offer = person_of(frame), last_sent(case)
    if offer is None:
        raise DomainError(_("Nothing was sent to the buyer yet."))
    told = told_in(request.POST)
    paying.tell_outcome(person=person, offer=offer, told=told, now=frame.now)
    return _("How it ended is on record.")


@case_action
def outcome_undo(request: HttpRequest, case: Case, frame: Frame) -> str:
    offer = last_sent(case)
    if offer is None or not paying.untell_outcome(person=person_of(frame), offer=offer, now=frame.now):
        raise DomainError(_("Nothing is on record that could be taken back."))
    return _("What was told of the end is taken back.")


@case_action
def refund(request: HttpRequest, case: Case, frame: Frame) -> str:
    key = request.POST.get("key", "")
    if not key.startswith(f"case:{case.pk}:") or len(key) > 100:
        raise BadParameter(_("The form is incomplete; load the page again."))
    choices.refund(
        person=person_of(frame), case=case, amount=request.POST.get("amount", ""), key=key, now=frame.now,
        source=request.POST.get("source", ""), reference=request.POST.get("reference", ""),
    )  # fmt: skip
    return _("The refund is on the order’s ledger.")


@case_action
def void(request: HttpRequest, case: Case, frame: Frame) -> str:
    taken = choices.void(
        person=person_of(frame), case=case, key=request.POST.get("key", ""), reason=request.POST.get("reason", ""),
        now=frame.now,
    )  # fmt: skip
    return _("The booking is taken back.") if taken else _("This booking was taken back before.")
