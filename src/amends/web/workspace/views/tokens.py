"""The person's tokens: made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.core.errors import DomainError
from amends.core.vocabulary import Scope
from amends.desk.people.actors import actor_of
from amends.desk.tokens.operations import Made, make_token, revoke_token
from amends.desk.tokens.queries import token_seen_by, tokens_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view

#: For how many days a token can be made; "" is without an end.
DAYS = ("30", "90", "365", "")


def _make(request: HttpRequest, frame: Frame) -> Made:
    days = request.POST.get("days", "90")
    if days not in DAYS:
        raise BadParameter(_("Choose how long the token is to work."))
    person = person_of(frame)
    return make_token(
        actor=actor_of(person), person=person, name=request.POST.get("name", "").replace("\x00", ""),
        scopes=request.POST.getlist("scope"), now=frame.now,
        expires_at=frame.now + timedelta(days=int(days)) if days else None,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def tokens(request: HttpRequest) -> HttpResponse:
    """POST makes a token and shows its secret on this one page, which nobody keeps."""
    frame = frame_of(request)
    context: dict[str, Any] = {"frame": frame, "made": None, "refusal": "", "scopes": list(Scope), "days": DAYS}
    status = 200
    if request.method == "POST":
        try:
            context["made"] = _make(request, frame)
        except DomainError:
            context["refusal"] = _("Give the token a name, and choose at least one thing that it may do.")
            context |= {"name": request.POST.get("name", ""), "chosen": request.POST.getlist("scope")}
            status = 422
    context["tokens"] = tokens_of(person_of(frame))
    response = render(request, "workspace/tokens.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@workspace_view
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    frame = frame_of(request)
    token = token_seen_by(person_of(frame), token_id) if token_id < 2**63 else None
    if token is None:
        raise BadParameter(_("You have no such token."), 404)
    revoke_token(actor=actor_of(person_of(frame)), token=token, now=frame.now)
    messages.success(request, _("The token opens nothing any more."))
    return redirect("tokens")
