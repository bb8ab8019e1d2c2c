"""Money to claim back: the worklist, and what is done with a claim."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.core.vocabulary import Recovery as Kind
from amends.desk.flow import recovering
from amends.desk.recoveries.models import Recovery
from amends.desk.recoveries.queries import (
    Asked,
    asked_sums,
    expected_sums,
    expiring,
    received_within,
    recovery_seen_by,
    worklist,
)
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import rates_of
from amends.web import showing
from amends.web.workspace.claiming import STATES, rows_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.parameters import choice_parameter, id_parameter, shop_parameter
from amends.web.workspace.today import presents_of, spans_ahead, spans_behind, total_of

SHOWN = 200
RUNNING = "running"
#: What can be asked for: all that still asks for something, one of its states, all that ended.
SHOWS = (RUNNING, Recovery.OPEN, Recovery.FILED, "settled")
WEEK, MONTH = timedelta(days=7), timedelta(days=30)


@require_safe
@workspace_view
def recoveries(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop = shop_parameter(request, frame)
    kind = choice_parameter(request, "kind", tuple(member.value for member in Kind))
    show = choice_parameter(request, "show", SHOWS) or RUNNING
    case = id_parameter(request, "case")
    shops = (shop,) if shop else frame.shops
    rows = worklist(presents_of(frame, shops), Asked(kind=kind, state=show))
    if case:
        rows = rows.filter(case=case)
    found = list(rows[: SHOWN + 1])
    place = {
        "shop": shop.key if shop else "",
        "kind": kind,
        "show": show if show != RUNNING else "",
        "case": case or "",
    }
    asked = urlencode({name: value for name, value in place.items() if value})
    context = {
        "frame": frame, "shop": shop, "kind": kind, "show": show, "case": case, "more": len(found) > SHOWN,
        "rows": rows_of(found[:SHOWN], frame), "sums": _sums(frame, shops),
        "kinds": [(member.value, showing.word(member.value, "Recovery", frame.language)) for member in Kind],
        "here": reverse("recoveries") + (f"?{asked}" if asked else ""),
        "done": _done(request, frame),
    }  # fmt: skip
    return render(request, "workspace/recoveries.html", context)


def _sums(frame: Frame, shops: tuple[Shop, ...]) -> dict[str, object]:
    """What is open, what runs out this week, what came back in thirty days: each by currency and in the owner's."""
    rows = worklist(presents_of(frame, shops), Asked())
    rates = rates_of(frame.organisation, frame.now.date()) if frame.organisation is not None else {}
    expected = expected_sums(rows)
    asked = {each.currency: each for each in asked_sums(rows)}
    return {
        "expected": total_of(expected, frame.organisation, frame.now, rates),
        "week": total_of(
            expected_sums(expiring(spans_ahead(frame, WEEK, shops))), frame.organisation, frame.now, rates
        ),
        "back": total_of(received_within(spans_behind(frame, MONTH, shops)), frame.organisation, frame.now, rates),
        "currencies": [
            (
                each.number,
                showing.money_text(each.minor, each.currency, frame.language),
                showing.money_text(asked[each.currency].minor, each.currency, frame.language),
            )
            for each in expected
        ],
    }


def _done(request: HttpRequest, frame: Frame) -> tuple[Recovery, str] | None:
    """The claim with which something was just done, to take it back by one key."""
    number = id_parameter(request, "done")
    claim = recovery_seen_by(person_of(frame), number) if number else None
    if claim is None or claim.previous is None:
        return None
    return claim, _(STATES[claim.state][0])


Action = Callable[[HttpRequest, Recovery, Frame], str]


def claim_action(action: Action) -> Callable[..., HttpResponse]:
    """A POST to a claim: do it, say so, and go back to where it was pressed; a refusal is said there too."""

    @require_POST
    @workspace_view
    @wraps(action)
    def view(request: HttpRequest, recovery_id: int) -> HttpResponse:
        frame = frame_of(request)
        claim = recovery_seen_by(person_of(frame), recovery_id) if recovery_id < 2**63 else None
        if claim is None:
            raise BadParameter(_("There is no such claim in your shops."), 404)
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
            back = reverse("recoveries")
        try:
            messages.success(request, action(request, claim, frame))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
            return redirect(back)
        mark = f"{'&' if '?' in back else '?'}done={claim.pk}" if action is not _undo else ""
        return redirect(back + mark)

    return view


def _filed(request: HttpRequest, claim: Recovery, frame: Frame) -> str:
    recovering.file_claim(
        person=person_of(frame), claim=claim, amount=request.POST.get("amount", ""),
        reference=request.POST.get("reference", ""), now=frame.now,
    )  # fmt: skip
    return _("The claim is on record as filed.")


def _received(request: HttpRequest, claim: Recovery, frame: Frame) -> str:
    key = request.POST.get("key", "")
    if not key or len(key) > 80:
        raise BadParameter(_("The form is incomplete; load the page again."))
    recovering.receive(
        person=person_of(frame), claim=claim, amount=request.POST.get("amount", ""), key=key, now=frame.now,
        currency=request.POST.get("currency", ""), reference=request.POST.get("reference", ""),
    )  # fmt: skip
    return _("What came back is on record; it moves the chance of later claims.")


def _refused(request: HttpRequest, claim: Recovery, frame: Frame) -> str:
    recovering.refuse(person=person_of(frame), claim=claim, reason=request.POST.get("reason", ""), now=frame.now)
    return _("The refusal is on record; it moves the chance of later claims.")


def _given_up(request: HttpRequest, claim: Recovery, frame: Frame) -> str:
    recovering.give_up(person=person_of(frame), claim=claim, reason=request.POST.get("reason", ""), now=frame.now)
    return _("The claim is given up.")


def _due(request: HttpRequest, claim: Recovery, frame: Frame) -> str:
    recovering.set_due(
        person=person_of(frame), claim=claim, day=request.POST.get("day", ""), now=frame.now,
        source=request.POST.get("source", ""),
    )  # fmt: skip
    return _("The deadline is set; it stays until you change it.")


def _undo(request: HttpRequest, claim: Recovery, frame: Frame) -> str:
    recovering.undo(person=person_of(frame), claim=claim, now=frame.now)
    return _("The last step is taken back.")


filed, received, refused = claim_action(_filed), claim_action(_received), claim_action(_refused)
given_up, due, undo = claim_action(_given_up), claim_action(_due), claim_action(_undo)
