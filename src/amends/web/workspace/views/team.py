"""The team: what each is good at, how much she has, who is away; which shops give cases out; daily limits."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.desk.flow.assigning import be_away, held_by, loads
from amends.desk.flow.assigning import give_away as give_away_by_rule
from amends.desk.flow.choices import moment_there
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.shops.models import Membership
from amends.desk.shops.queries import owns, shops_led_by
from amends.desk.staffing.operations import declare_skills, give_out, set_cap
from amends.desk.staffing.queries import (
    Colleague,
    caps_of_organisation,
    colleagues_in,
    shops_giving_out,
)
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.team.members import cap_rows, currencies_of, member_of, skill_choices

MOST_DIGITS = 4


def _colleague_or_404(request: HttpRequest, person_id: int) -> Colleague:
    """Somebody who works in one of the person's shops."""
    frame = frame_of(request)
    found = colleagues_in([shop.pk for shop in frame.shops])
    somebody = next((each for each in found if each.person.pk == person_id), None)
    if somebody is None:
        raise BadParameter(_("There is no such colleague in your shops."), 404)
    return somebody


def _may_change(frame: Frame, somebody: Colleague) -> bool:
    person = person_of(frame)
    return somebody.person.pk == person.pk or (frame.lead and somebody.person.organisation_id == person.organisation_id)


@require_safe
@workspace_view
def team(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop_ids = [shop.pk for shop in frame.shops]
    found = colleagues_in(shop_ids)
    load = loads([each.person.pk for each in found], frame.now)
    giving = shops_giving_out(shop_ids)
    led = {shop.pk for shop in frame.shops if getattr(shop, "role", "") in (Membership.LEAD, Membership.OWNER)}
    context = {
        "frame": frame,
        "rows": [member_of(each, load.get(each.person.pk), frame) for each in found],
        "changeable": {each.person.pk for each in found if _may_change(frame, each)},
        "shops": [(shop, shop.pk in giving, shop.pk in led) for shop in frame.shops],
    }
    return render(request, "workspace/team/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def one(request: HttpRequest, person_id: int) -> HttpResponse:
    """What one colleague is good at and how much she takes: herself, or a lead, changes it."""
    frame, somebody = frame_of(request), _colleague_or_404(request, person_id)
    if request.method == "POST":
        most = request.POST.get("most_open", "0").strip() or "0"
        try:
            declare_skills(
                actor=actor_of(person_of(frame)), by=person_of(frame), person=somebody.person,
                kinds=request.POST.getlist("kind"), platforms=request.POST.getlist("platform"),
                shops=[int(each) for each in request.POST.getlist("shop") if each.isascii() and each.isdigit() and len(each) < 19],
                most_open=int(most) if most.isascii() and most.isdigit() and len(most) <= MOST_DIGITS else -1, now=frame.now,
            )  # fmt: skip
            messages.success(request, _("Saved."))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect("team_person", person_id=person_id)
    load = loads([person_id], frame.now).get(person_id)
    context = {
        "frame": frame, "member": member_of(somebody, load, frame), "choices": skill_choices(somebody, frame),
        "may_change": _may_change(frame, somebody), "herself": person_id == person_of(frame).pk,
        "may_give_away": frame.lead and bool(load and load.ours),
    }  # fmt: skip
    return render(request, "workspace/team/person.html", context)


def _moment(text: str, frame: Frame) -> datetime | None:
    if not text.strip():
        return None
    try:
        return moment_there(datetime.fromisoformat(text).replace(tzinfo=None), frame.zone)
    except ValueError as error:
        raise DomainError(_("Choose a date and a time.")) from error


@require_POST
@workspace_view
def away(request: HttpRequest, person_id: int) -> HttpResponse:
    """From when to when she is away; ``back`` says that she is at work."""
    frame, somebody = frame_of(request), _colleague_or_404(request, person_id)
    try:
        start = None if request.POST.get("back") else _moment(request.POST.get("start", ""), frame) or frame.now
        end = _moment(request.POST.get("end", ""), frame) if start else None
        be_away(by=person_of(frame), person=somebody.person, start=start, end=end, now=frame.now)
        left = len(held_by(somebody.person)) if start and start <= frame.now else 0
        messages.success(request, _("Saved."))
        if left:
            told = ngettext(
                "%(n)s case on our turn is still hers; what runs out stands under “Nobody’s and due”.",
                "%(n)s cases on our turn are still hers; what runs out stands under “Nobody’s and due”.",
                left,
            )
            messages.warning(request, told % {"n": left})
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("team_person", person_id=person_id)


@require_POST
@workspace_view
def give_away(request: HttpRequest, person_id: int) -> HttpResponse:
    """A lead gives the cases of somebody who is away to others, by the rule."""
    frame, somebody = frame_of(request), _colleague_or_404(request, person_id)
    person = person_of(frame)
    led = shops_led_by(person)
    if not led:
        raise DomainError(_("This is for a lead or an owner of the shop; ask one of them."))
    if not somebody.away(frame.now):
        raise DomainError(_("She is at work; give single cases from the queue or the case."))
    given, left = give_away_by_rule(by=person, person=somebody.person, shop_ids=led, now=frame.now)
    said = ngettext("%(n)s case has somebody else now.", "%(n)s cases have somebody else now.", given) % {"n": given}
    messages.success(request, said)
    if left:
        stays = ngettext("Nobody can take %(n)s case.", "Nobody can take %(n)s cases.", left)
        messages.warning(request, stays % {"n": left})
    return redirect("team_person", person_id=person_id)


@require_POST
@workspace_view
def dispatch(request: HttpRequest, key: str) -> HttpResponse:
    """Whether new cases of a shop are given out by themselves."""
    frame = frame_of(request)
    shop = next((shop for shop in frame.shops if shop.key == key), None)
    if shop is None:
        raise BadParameter(_("You work in no shop with the key “%(key)s”.") % {"key": key[:60]}, 404)
    person, on = person_of(frame), request.POST.get("on") == "1"
    try:
        give_out(actor=actor_of(person), by=person, shop=shop, on=on, now=frame.now)
        messages.success(request, _("Saved."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("team")


def _owned(frame: Frame) -> Organisation:
    if frame.organisation is None or not owns(person_of(frame), frame.organisation):
        raise BadParameter(_("Only an owner sets how much may be given away on a day."), 404)
    return frame.organisation


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def limits(request: HttpRequest) -> HttpResponse:
    """How much each role, or one person, may offer on a day."""
    frame = frame_of(request)
    organisation = _owned(frame)
    staff = colleagues_in([shop.pk for shop in frame.shops])
    if request.method == "POST":
        try:
            _set_limit(request, frame, organisation, staff)
            messages.success(request, _("Saved."))
        except (DomainError, InputError) as refusal:
            text = refusal_text(refusal) if isinstance(refusal, DomainError) else refusal.message
            messages.error(request, text)
        return redirect("team_limits")
    context = {
        "frame": frame, "rows": cap_rows(caps_of_organisation(organisation), frame), "staff": [each.person for each in staff],
        "roles": [name for name, _role in Membership.ROLES], "currencies": currencies_of(frame),
    }  # fmt: skip
    return render(request, "workspace/team/limits.html", context)


def _set_limit(request: HttpRequest, frame: Frame, organisation: Organisation, staff: list[Colleague]) -> None:
    sort, _colon, whom = request.POST.get("whom", "").partition(":")
    somebody = next((each.person for each in staff if sort == "person" and str(each.person.pk) == whom), None)
    currency = request.POST.get("currency", "")
    if currency and currency not in currencies_of(frame):
        raise DomainError(_("Choose one of the currencies."))
    text, most = request.POST.get("most", "").strip().replace(",", "."), None
    if text and currency:
        most = Money.parse(text, currency).minor
    elif text:
        if not text.isascii() or not text.isdigit() or len(text) > MOST_DIGITS:
            raise DomainError(_("A number of cases is a whole number."))
        most = int(text)
    set_cap(
        actor=actor_of(person_of(frame)), by=person_of(frame), organisation=organisation, person=somebody,
        role=whom if sort == "role" else "", currency=currency, most=most, now=frame.now,
    )  # fmt: skip
