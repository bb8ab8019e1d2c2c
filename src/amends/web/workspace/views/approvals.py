"""What waits for approval: for me, for others where I asked; agreeing, declining, limits."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.batches.queries import asked_batches
from amends.desk.flow import approving
from amends.desk.offers.approving import limits_of
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import declined_lately, offer_to_approve
from amends.desk.people.models import Person
from amends.desk.people.queries import colleagues_of
from amends.desk.refunds.queries import second_person_limits, waiting_for_a_second
from amends.desk.shops.models import Membership, Shop
from amends.web.workspace.approvals import rows_of
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view
from amends.web.workspace.refunding import rows_of as refund_rows

#: So many at once are ticked at most.
MOST = 100
_ID = re.compile(r"\d{1,18}")


@require_safe
@workspace_view
def approvals(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    person = person_of(frame)
    found = approving.waiting(person, frame.shops, frame.now)
    led = [shop for shop in frame.shops if getattr(shop, "role", "") != Membership.AGENT]
    context = {
        "frame": frame,
        "rows": rows_of((each for each in found if each.for_me), frame),
        "others": rows_of((each for each in found if not each.for_me and (each.mine or _leads(each.offer, led))), frame),
        "refunds": refund_rows(waiting_for_a_second(person, [shop.pk for shop in frame.shops])[:MOST], frame),
        "batches": asked_batches([shop.pk for shop in led]),
        "declined": declined_lately(person),
        "here": request.path,
    }  # fmt: skip
    return render(request, "workspace/approvals.html", context)


@require_safe
@workspace_view
def limits(request: HttpRequest) -> HttpResponse:
    """Up to which sums people approve and refunds go without a second person; for owners."""
    frame = frame_of(request)
    if not frame.owner:
        raise BadParameter(_("Only owners see and set limits of money."), 404)
    return render(request, "workspace/limits.html", {"frame": frame, "limits": _limits(frame)})


def _leads(offer: Offer, led: list[Shop]) -> bool:
    return any(shop.pk == offer.case.shop_id for shop in led)


def _limits(frame: Frame) -> dict[str, object]:
    """The limits of people and shops, for owners."""
    organisation = frame.organisation
    people = colleagues_of(organisation) if organisation is not None else []
    known = limits_of(people)
    owned = [shop for shop in frame.shops if getattr(shop, "role", "") == Membership.OWNER]
    second = second_person_limits([shop.pk for shop in owned])
    return {
        "people": [(each, _amount(known.get(each.pk), frame.currency)) for each in people],
        "shops": [(shop, _amount(second.get(shop.pk), shop.currency)) for shop in owned],
    }


def _amount(minor: int | None, currency: str) -> str:
    return "" if minor is None else Money(minor, currency).amount


def _offer(request: HttpRequest, person: Person, offer_id: int) -> Offer:
    offer = offer_to_approve(person, offer_id) if offer_id < 2**63 else None
    if offer is None:
        raise BadParameter(_("There is nothing of this number to approve in your shops."), 404)
    return offer


def _one(action: Callable[[HttpRequest, Person, Offer, Frame], str]) -> Callable[..., HttpResponse]:
    @require_POST
    @workspace_view
    def view(request: HttpRequest, offer_id: int) -> HttpResponse:
        frame = frame_of(request)
        person = person_of(frame)
        offer = _offer(request, person, offer_id)
        try:
            messages.success(request, action(request, person, offer, frame))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect("approvals")

    return view


def _approve(request: HttpRequest, person: Person, offer: Offer, frame: Frame) -> str:
    approving.approve_options(
        person=person, case=offer.case, offer_id=offer.pk, note=request.POST.get("note", ""), now=frame.now
    )
    return _("Approved. The letter can be sent from its case.")


def _decline(request: HttpRequest, person: Person, offer: Offer, frame: Frame) -> str:
    approving.decline_options(
        person=person, case=offer.case, offer_id=offer.pk, reason=request.POST.get("note", ""), now=frame.now
    )
    return _("Declined. Your reason stands at the case, and the options can be chosen anew.")


approve, decline = _one(_approve), _one(_decline)


@require_POST
@workspace_view
def many(request: HttpRequest) -> HttpResponse:
    """Approve what is ticked; each is an approval of its own, and one refusal costs one line."""
    frame = frame_of(request)
    person = person_of(frame)
    ids = [int(each) for each in dict.fromkeys(request.POST.getlist("pick")) if _ID.fullmatch(each)][:MOST]
    if not ids:
        messages.error(request, _("Tick what you approve first."))
        return redirect("approvals")
    done = 0
    for offer_id in ids:
        offer = offer_to_approve(person, offer_id)
        if offer is None:
            continue
        try:
            approving.approve_options(person=person, case=offer.case, offer_id=offer.pk, now=frame.now)
            done += 1
        except DomainError as refusal:
            messages.error(
                request, _("Case %(number)s: %(why)s") % {"number": offer.case_id, "why": refusal_text(refusal)}
            )
    if done:
        messages.success(request, ngettext("%(n)s approved.", "%(n)s approved.", done) % {"n": done})
    return redirect("approvals")


@require_POST
@workspace_view
def limit_person(request: HttpRequest, person_id: int) -> HttpResponse:
    """An owner says up to which sum somebody agrees."""
    frame = frame_of(request)
    organisation = frame.organisation
    people = colleagues_of(organisation) if organisation is not None and frame.owner else []
    somebody = next((each for each in people if each.pk == person_id), None)
    if somebody is None or organisation is None:
        raise BadParameter(_("This person does not work in your company."), 404)
    try:
        approving.limit_person(
            owner=person_of(frame), person=somebody, organisation=organisation, most=request.POST.get("most", ""),
            now=frame.now,
        )  # fmt: skip
        messages.success(request, _("The limit is set."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("limits")


@require_POST
@workspace_view
def limit_shop(request: HttpRequest, key: str) -> HttpResponse:
    """An owner says above which sum a refund needs a second person."""
    frame = frame_of(request)
    shop = next((each for each in frame.shops if each.key == key), None)
    if shop is None:
        raise BadParameter(_("You work in no shop with the key “%(key)s”.") % {"key": key[:60]}, 404)
    try:
        approving.limit_shop(owner=person_of(frame), shop=shop, above=request.POST.get("above", ""), now=frame.now)
        messages.success(request, _("The limit is set."))
    except DomainError as refusal:
        messages.error(request, refusal_text(refusal))
    return redirect("limits")
