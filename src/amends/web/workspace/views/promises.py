"""Promises that fall due, and marking one as kept with its proof."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.people.actors import actor_of
from amends.desk.promises.operations import keep_promise
from amends.desk.promises.queries import promise_seen_by, promises_due
from amends.web.workspace.frame import BadParameter, frame_of, workspace_view
from amends.web.workspace.parameters import choice_parameter, shop_parameter
from amends.web.workspace.today import promised

SHOWN = 200
WITHIN = {"2": timedelta(days=2), "7": timedelta(days=7), "all": timedelta(days=3650)}


@require_safe
@workspace_view
def promises(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop = shop_parameter(request, frame)
    within = choice_parameter(request, "days", tuple(WITHIN)) or "2"
    mine = choice_parameter(request, "owner", ("me",)) == "me"
    rows = promises_due([shop.pk] if shop else [s.pk for s in frame.shops], frame.now, WITHIN[within])
    if mine:
        rows = rows.filter(owner=frame.person)
    found = list(rows[: SHOWN + 1])
    context = {
        "frame": frame, "shop": shop, "within": within, "mine": mine, "more": len(found) > SHOWN,
        "rows": promised(frame, found[:SHOWN], WITHIN[within]),
    }  # fmt: skip
    return render(request, "workspace/promises.html", context)


@require_POST
@workspace_view
def kept(request: HttpRequest, promise_id: int) -> HttpResponse:
    frame = frame_of(request)
    assert frame.person is not None
    promise = promise_seen_by(frame.person, promise_id) if promise_id < 2**63 else None
    if promise is None:
        raise BadParameter(_("There is no such promise in your shops."), 404)
    proof = request.POST.get("proof", "")
    if not proof.strip():
        raise BadParameter(_("Say how one can see that it was done: a refund number, a tracking number, a file."))
    keep_promise(actor=actor_of(frame.person), promise=promise, proof=proof, now=frame.present(promise.case.shop))
    messages.success(request, _("The promise is on record as kept."))
    return redirect("promises")
