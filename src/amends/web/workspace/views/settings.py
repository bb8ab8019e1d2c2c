"""One page for what is set: shops and their hours, people and their roles, what is switched on. Owners change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.desk.assistance.queries import engine_name, setup_of
from amends.desk.deadlines.operations import set_team_week
from amends.desk.deadlines.queries import hours_said
from amends.desk.flow.inviting import invite
from amends.desk.notices.queries import choices_of
from amends.desk.notices.rules import rule_of
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.operations import change_shop, set_role
from amends.desk.shops.queries import memberships_of
from amends.desk.staffing.queries import shops_giving_out
from amends.web.workspace import hours_form
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view


@dataclass(frozen=True, slots=True)
class ShopLine:
    """A shop with its settings; ``mine``: the person owns it."""

    shop: Shop
    mine: bool
    hours: list[str]
    calendar: str
    gives_out: bool
    told: int
    may_tell: int


@dataclass(slots=True)
class PersonLine:
    person: Person
    roles: list[tuple[Shop, str, bool]] = field(default_factory=list)


def owns(shop: Shop) -> bool:
    return getattr(shop, "role", "") == Membership.OWNER


def shop_of(frame: Frame, key: str, *, owned: bool = True) -> Shop:
    """A shop of the person; ``owned``: she has to own it. Raises BadParameter 404, 403."""
    found = next((shop for shop in frame.shops if shop.key == key), None)
    if found is None:
        raise BadParameter(_("There is no such shop among yours."), 404)
    if owned and not owns(found):
        raise BadParameter(_("Only an owner of the shop changes its settings."), 403)
    return found


def _lines(frame: Frame) -> list[ShopLine]:
    ids = [shop.pk for shop in frame.shops]
    said, giving, told = hours_said(ids), shops_giving_out(ids), choices_of(ids)
    return [
        ShopLine(
            shop, owns(shop), hours_form.written(said.get(shop.pk)), said.get(shop.pk, {}).get("calendar") or "",
            shop.pk in giving, len(told[shop.pk]), len(rule_of(shop.platform).may),
        )
        for shop in frame.shops
    ]  # fmt: skip


def _people(frame: Frame) -> list[PersonLine]:
    """Everybody of the person's shops, each with a role in every shop of hers (empty: none)."""
    roles: dict[int, dict[int, str]] = {}
    lines: dict[int, PersonLine] = {}
    for member in memberships_of([shop.pk for shop in frame.shops]):
        lines.setdefault(member.person_id, PersonLine(member.person))
        roles.setdefault(member.person_id, {})[member.shop_id] = member.role
    for person_id, line in lines.items():
        line.roles = [(shop, roles[person_id].get(shop.pk, ""), owns(shop)) for shop in frame.shops]
    return list(lines.values())


def _page(request: HttpRequest, frame: Frame, status: int = 200, **more: Any) -> HttpResponse:
    setup = setup_of(frame.organisation.pk) if frame.organisation else None
    context = {
        "frame": frame,
        "lines": _lines(frame),
        "people": _people(frame),
        "owned": [shop for shop in frame.shops if owns(shop)],
        "weekdays": [_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday")],
        "assist": engine_name(setup) if setup else "",
        **more,
    }
    response = render(request, "workspace/settings.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
@workspace_view
def settings(request: HttpRequest) -> HttpResponse:
    return _page(request, frame_of(request))


def whole(request: HttpRequest, name: str) -> int:
    """A number as it was typed; 0, which no setting takes, for what is none."""
    told = request.POST.get(name, "").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else 0


@require_POST
@workspace_view
def shop(request: HttpRequest, key: str) -> HttpResponse:
    frame = frame_of(request)
    found = shop_of(frame, key)
    try:
        change_shop(
            actor=actor_of(person_of(frame)),
            shop=found,
            name=request.POST.get("name", ""),
            time_zone=request.POST.get("time_zone", ""),
            response_hours=whole(request, "response_hours"),
            silent_after_hours=whole(request, "silent_after_hours"),
            now=frame.now,
        )
    except DomainError as refusal:
        return _page(request, frame, 422, refusal=refusal_text(refusal), refused=key)
    messages.success(request, _("Saved."))
    return redirect(f"/settings/#shop-{key}")


@require_POST
@workspace_view
def hours(request: HttpRequest, key: str) -> HttpResponse:
    """When the team of a shop works; nothing in any line: always."""
    frame = frame_of(request)
    found = shop_of(frame, key)
    calendar = request.POST.get("calendar", "").strip().upper()
    try:
        week = hours_form.read([request.POST.get(f"day{day}", "")[:200] for day in range(7)])
        set_team_week(actor=actor_of(person_of(frame)), shop=found, week=week, calendar=calendar, now=frame.now)
    except DomainError as refusal:
        return _page(request, frame, 422, refusal=refusal_text(refusal), refused=key)
    messages.success(request, _("Saved."))
    return redirect(f"/settings/#shop-{key}")


@require_POST
@workspace_view
def invite_person(request: HttpRequest) -> HttpResponse:
    """An account for a colleague; her first password is shown on this one page."""
    frame = frame_of(request)
    chosen = [shop for shop in frame.shops if shop.key in request.POST.getlist("shop") and owns(shop)]
    told = {name: request.POST.get(name, "") for name in ("email", "name", "role")}
    try:
        person, password = invite(
            by=person_of(frame), shops=chosen, language=frame.language[:2], now=frame.now, **told
        )  # fmt: skip
    except DomainError as refusal:
        return _page(request, frame, 422, refusal=refusal_text(refusal), refused="people", told=told)
    return _page(request, frame, invited=person, password=password)


@require_POST
@workspace_view
def role(request: HttpRequest, person_id: int, key: str) -> HttpResponse:
    """As what somebody works in a shop, or not any more."""
    frame = frame_of(request)
    found = shop_of(frame, key)
    line = next((each for each in _people(frame) if each.person.pk == person_id), None)
    if line is None:
        raise BadParameter(_("There is no such colleague in your shops."), 404)
    try:
        set_role(
            actor=actor_of(person_of(frame)), person=line.person, shop=found, role=request.POST.get("role", ""),
            now=frame.now,
        )  # fmt: skip
    except DomainError as refusal:
        return _page(request, frame, 422, refusal=refusal_text(refusal), refused="people")
    messages.success(request, _("Saved."))
    return redirect("/settings/#people")
