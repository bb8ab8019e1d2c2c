"""Which policy decides where: what stands, what could, what was changed, and the button that stops learning."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.decide import policy_names, shipped_policy, shipped_text
from amends.decide.policy_text import in_language, read_policy_text
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.policies.models import LearnedModel, Switch
from amends.desk.policies.operations import Choice, Scope, resume, stop_learning, switch_on, undo_switch
from amends.desk.policies.queries import (
    FIRST_POLICY,
    kept_policy,
    may_stop,
    may_switch,
    models_of,
    policies_of,
    standing_switches,
    switches_of,
)
from amends.desk.shops.models import Shop
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.parameters import id_parameter

#: Shares of cases in which a near tie may be tried; one in five is the most.
SHARES = ("0", "0.02", "0.05", "0.1", "0.2")
#: So many changes are listed.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Place:
    """A shop (None: all shops) with the row that decides there, and what the person may do about it."""

    shop: Shop | None
    switch: Switch | None
    follows: bool
    stopped: bool
    may_switch: bool
    may_stop: bool

    @property
    def version(self) -> str:
        if self.switch is None:
            return shipped_policy(FIRST_POLICY).version
        if self.switch.policy is not None:
            return self.switch.policy.version
        return shipped_policy(self.switch.shipped or FIRST_POLICY).version


@dataclass(frozen=True, slots=True)
class Shipped:
    name: str
    version: str
    about: str


def organisation_of(frame: Frame) -> Organisation:
    if frame.organisation is None:
        raise BadParameter(_("You work for no company yet; an owner gives you access to a shop."), 404)
    return frame.organisation


def own_shops(frame: Frame) -> list[Shop]:
    """The person's shops in her own company."""
    organisation = organisation_of(frame)
    return [shop for shop in frame.shops if shop.organisation_id == organisation.pk]


def _places(frame: Frame) -> list[Place]:
    person, organisation = person_of(frame), organisation_of(frame)
    rows = standing_switches(organisation)
    everywhere = rows.get(None)
    places = [
        Place(None, everywhere, False, bool(everywhere and everywhere.fixed_table),
              may_switch(person, organisation, None), may_stop(person, organisation, None))
    ]  # fmt: skip
    for shop in own_shops(frame):
        own = rows.get(shop.pk)
        follows = own is None or own.follows
        switch = everywhere if follows else own
        places.append(
            Place(shop, switch, follows, bool(switch and switch.fixed_table),
                  may_switch(person, organisation, shop), may_stop(person, organisation, shop))
        )  # fmt: skip
    return places


def shipped_policies(language: str) -> list[Shipped]:
    """The policies that come with Amends, each with what its first lines say of it."""
    return [
        Shipped(name, shipped_policy(name).version, in_language(read_policy_text(shipped_text(name)).description(), language))
        for name in policy_names()
    ]  # fmt: skip


@require_safe
@workspace_view
def policies(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    organisation, places = organisation_of(frame), _places(frame)
    newest = {row.pk for row in standing_switches(organisation).values()}
    may = {place.shop.pk if place.shop else None for place in places if place.may_switch}
    context = {
        "frame": frame,
        "places": places,
        "everywhere": places[0],
        "owner": places[0].may_switch,
        "stoppable": [place for place in places if place.may_stop and not place.stopped],
        # A shop that was stopped with all shops is resumed with them.
        "resumable": [place for place in places if place.may_stop and place.stopped and not place.follows],
        "switchable": [place for place in places if place.may_switch],
        "shipped": shipped_policies(frame.language),
        "kept": policies_of(organisation),
        "models": models_of(organisation),
        "shares": SHARES,
        "chosen": id_parameter(request, "choose"),
        "history": [
            (row, row.pk in newest and row.shop_id in may)
            for row in switches_of(organisation, own_shops(frame), most=SHOWN)
        ],
    }
    return render(request, "workspace/policies/list.html", context)


def _scope(request: HttpRequest, frame: Frame) -> Scope:
    organisation, key = organisation_of(frame), request.POST.get("shop", "")
    if not key:
        return Scope(organisation)
    shop = next((shop for shop in own_shops(frame) if shop.key == key), None)
    if shop is None:
        raise BadParameter(_("You work in no shop with the key “%(key)s”.") % {"key": key[:60]}, 404)
    return Scope(organisation, shop)


def _choice(request: HttpRequest, organisation: Organisation) -> Choice:
    how, _colon, name = request.POST.get("policy", "").partition(":")
    model_id, kept = request.POST.get("model", ""), None
    if how == "kept" and name.isdecimal():
        kept = kept_policy(organisation, int(name[:18]))
    if how not in ("kept", "shipped", "all") or (how == "kept" and kept is None):
        raise BadParameter(_("Choose a policy from the list."))
    model: LearnedModel | None = None
    if model_id:
        model = next((each for each in models_of(organisation) if str(each.pk) == model_id), None)
        if model is None:
            raise BadParameter(_("What was learned is not there any more; choose again."))
    try:
        share = Decimal(request.POST.get("share") or "0")
    except InvalidOperation as error:
        raise BadParameter(_("The share of cases is a number between 0 and 0.2.")) from error
    if not share.is_finite():
        raise BadParameter(_("The share of cases is a number between 0 and 0.2."))
    return Choice(policy=kept, shipped=name if how == "shipped" else "", model=model, exploration_share=share)


def _need_reason(request: HttpRequest) -> str:
    reason = request.POST.get("reason", "")
    if not reason.strip():
        raise BadParameter(_("Say why in a few words; whoever looks at it later will ask."))
    return reason


@require_POST
@workspace_view
def switch_policy(request: HttpRequest) -> HttpResponse:
    """A policy decides from now on, in one shop or in all."""
    frame = frame_of(request)
    person, scope = person_of(frame), _scope(request, frame)
    choice, reason = _choice(request, scope.organisation), _need_reason(request)
    row = switch_on(actor=actor_of(person), person=person, scope=scope, choice=choice, reason=reason, now=frame.now)
    if row.fixed_table:
        messages.success(request, _("Kept for later: the fixed rules go on deciding until learning is resumed."))
    else:
        messages.success(request, _("This decides from now on; open proposals that nobody chose are being renewed."))
    return redirect("policies")


@require_POST
@workspace_view
def undo_policy(request: HttpRequest, switch_id: int) -> HttpResponse:
    """What stood before the newest change decides again."""
    frame = frame_of(request)
    person, organisation = person_of(frame), organisation_of(frame)
    rows = switches_of(organisation, own_shops(frame), most=500)
    row = next((row for row in rows if row.pk == switch_id), None)
    if row is None:
        raise BadParameter(_("There is no such change in your company."), 404)
    undo_switch(actor=actor_of(person), person=person, switch=row, reason=request.POST.get("reason", ""), now=frame.now)
    messages.success(request, _("What stood before decides again."))
    return redirect("policies")


@require_POST
@workspace_view
def stop_policy(request: HttpRequest) -> HttpResponse:
    """The kill switch: the fixed rules decide, or what stood before does again."""
    frame = frame_of(request)
    person, scope, reason = person_of(frame), _scope(request, frame), _need_reason(request)
    again = request.POST.get("do") == "resume"
    act = resume if again else stop_learning
    if not act(actor=actor_of(person), person=person, scope=scope, reason=reason, now=frame.now):
        raise DomainError(_("Nothing changed: it is so already, or all shops have to be resumed first."))
    messages.success(
        request,
        _("What stood before decides again.") if again else _("Learning is stopped; the fixed rules decide from now on."),
    )  # fmt: skip
    return redirect("policies")
