"""What open pages ask for every few seconds, and where half-written letters are kept.

An unchanged page costs three questions to the database (session, person, state) and answers 304. What changed comes as
numbers and finished pieces of the page; the page decides when to show them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.cases.presence import be_present, sign_is_due
from amends.desk.flow.colliding import keep_typed
from amends.desk.flow.news import case_pulse, shops_pulse
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.unfinished import Typed, WrittenElsewhere
from amends.web import showing
from amends.web.workspace.casepage.news import case_state, present_html
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refuse, workspace_view
from amends.web.workspace.listnews import digest, morning_state, parcels_state, queue_state
from amends.web.workspace.views import morning, parcels, queue
from amends.web.workspace.views.case import case_or_404, words_given

_WHOLE = re.compile(r"\d{1,18}")


def live_view(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A part of a page that is asked for in the background: without a person it says so instead of leading to a form."""

    @wraps(view)
    def gated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return JsonResponse({"signed_out": True}, status=401)
        try:
            answer = view(request, *args, **kwargs)
        except BadParameter as refusal:
            answer = refuse(request, refusal.message, refusal.status)
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer

    return gated


def _whole(value: str) -> int:
    return int(value) if _WHOLE.fullmatch(value) else 0


def _tag(*state: Any) -> str:
    told = repr((get_language(), *state))
    return f'"{hashlib.blake2b(told.encode(), digest_size=12).hexdigest()}"'


def _answer(request: HttpRequest, tag: str, content: Callable[[], dict[str, Any]]) -> HttpResponse:
    """304 where the page has this state already; the content is made only where it has not."""
    if request.headers.get("If-None-Match") == tag:
        unchanged = HttpResponseNotModified()
        unchanged.headers["ETag"] = tag
        return unchanged
    return JsonResponse(content(), headers={"ETag": tag})


def _listed(request: HttpRequest, content: Callable[[Frame], dict[str, Any]]) -> HttpResponse:
    """Who is in which case; and the list itself where its state is not the one that the page has."""
    assert isinstance(request.user, Person)
    pulse = shops_pulse(request.user, timezone.now())
    state = digest(pulse.state)

    def made() -> dict[str, Any]:
        told: dict[str, Any] = {"state": state}
        told["present"] = {str(case): present_html(people, short=True) for case, people in pulse.others.items()}
        return told if request.GET.get("state") == state else told | content(frame_of(request))

    return _answer(request, _tag(pulse, request.GET.get("state") == state), made)


@require_safe
@live_view
def queue_news(request: HttpRequest) -> HttpResponse:
    def content(frame: Frame) -> dict[str, Any]:
        context = queue.context_of(frame, *queue.asked_of(request, frame))
        return queue_state(frame, context, request.GET.get("had", ""))

    return _listed(request, content)


@require_safe
@live_view
def morning_news(request: HttpRequest) -> HttpResponse:
    return _listed(request, lambda frame: morning_state(frame, morning.context_of(frame, request)))


@require_safe
@live_view
def parcel_news(request: HttpRequest) -> HttpResponse:
    return _listed(request, lambda frame: parcels_state(parcels.context_of(frame, request)))


@require_safe
@live_view
def case_news(request: HttpRequest, case_id: int) -> HttpResponse:
    """What happened in a case since ``seen``, its timeline where that is older than ``shown``; and a sign of presence."""
    assert isinstance(request.user, Person)
    person, now = request.user, timezone.now()
    pulse = case_pulse(person, case_id, now) if case_id < 2**63 else None
    if pulse is None:
        return JsonResponse({"gone": True}, status=404)
    typing = request.GET.get("typing") == "1"
    if sign_is_due(pulse.written, pulse.typing, typing=typing, now=now):
        be_present(actor=actor_of(person), case_id=case_id, shop_id=pulse.shop_id, typing=typing, now=now)
    seen, shown = _whole(request.GET.get("seen", "")), _whole(request.GET.get("shown", ""))
    # Whether she types is nothing that the answer depends on.
    tag = _tag(seen, shown, pulse.newest, pulse.updated_at, pulse.others)

    def made() -> dict[str, Any]:
        content = {"newest": pulse.newest, "present": present_html(pulse.others)}
        if pulse.newest > min(seen, shown):
            content |= case_state(case_or_404(request, case_id), frame_of(request), seen=seen, shown=shown)
        return content

    return _answer(request, tag, made)


@require_POST
@live_view
@workspace_view
def keep(request: HttpRequest, case_id: int) -> HttpResponse:
    """A half-written letter as it is typed. 409 with the other words where another window of hers was faster."""
    frame = frame_of(request)
    person = person_of(frame)
    asked = request.POST
    typed = Typed(
        body=words_given(request),
        reply_id=_whole(asked.get("reply", "")) or None,
        version=_whole(asked.get("version", "")),
        seen=_whole(asked.get("seen", "")),
        revision=_whole(asked.get("revision", "")),
        window=asked.get("window", "")[:40],
    )
    try:
        kept = keep_typed(person=person, case=case_or_404(request, case_id), typed=typed, now=frame.now)
    except WrittenElsewhere as other:
        held = other.kept
        return JsonResponse(
            {"body": held.body, "revision": held.revision, "at": _clock(held.saved_at, frame.zone)}, status=409
        )
    saved = _("saved %(time)s") % {"time": _clock(frame.now, frame.zone)}
    return JsonResponse({"saved": saved, "revision": kept.revision if kept is not None else 0})


def _clock(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(showing.zone_of(zone)):%H:%M}"
