"""Webhooks of the company, for its owners: added, tried, looked at, sent again, switched off, removed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from amends.core.errors import DomainError
from amends.desk.journal.followed import EVENTS
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import is_owner, owns_every_shop
from amends.desk.webhooks import operations
from amends.desk.webhooks.models import Webhook
from amends.desk.webhooks.queries import delivery_of, latest_deliveries, webhook_for, webhooks_for
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, refusal_text, workspace_view


def owned(frame: Frame) -> Organisation:
    """The company, if the person owns one of its shops. Raises BadParameter (403) for anybody else."""
    person = person_of(frame)
    if person.organisation is None or not is_owner(person):
        raise BadParameter(_("Webhooks are for an owner of the company."), 403)
    return person.organisation


def _shop(request: HttpRequest, frame: Frame) -> Shop | None:
    """The shop of the form; None for all shops."""
    key = request.POST.get("shop", "")
    found = next((shop for shop in frame.shops if shop.key == key), None)
    if key and found is None:
        raise BadParameter(_("You work in no shop with the key “%(key)s”.") % {"key": key[:60]}, 404)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@workspace_view
def webhooks(request: HttpRequest) -> HttpResponse:
    """POST adds one and shows its secret on this one page."""
    frame = frame_of(request)
    company = owned(frame)
    person = person_of(frame)
    context: dict[str, Any] = {
        "frame": frame, "events": EVENTS, "added": None, "refusal": "", "chosen": EVENTS[:1],
        "shops": [shop for shop in frame.shops if getattr(shop, "role", "") == Membership.OWNER],
        "all": owns_every_shop(person, company), "shop": request.POST.get("shop", ""),
    }  # fmt: skip
    status = 200
    if request.method == "POST":
        url, chosen = request.POST.get("url", ""), request.POST.getlist("event")
        try:
            context["added"] = operations.add_webhook(
                actor=actor_of(person), person=person, organisation=company, shop=_shop(request, frame), url=url,
                events=chosen, now=frame.now,
            )  # fmt: skip
        except DomainError as refusal:
            context |= {"refusal": refusal_text(refusal), "url": url, "chosen": chosen}
            status = 422
    context["rows"] = [(each, latest_deliveries(each)) for each in webhooks_for(person, company)]
    response = render(request, "workspace/webhooks.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


Action = Callable[[HttpRequest, Webhook, Frame], str]


def webhook_action(action: Action) -> Callable[..., HttpResponse]:
    """A POST to a webhook: do it, say so, and show the list again."""

    @require_POST
    @workspace_view
    @wraps(action)
    def view(request: HttpRequest, webhook_id: int) -> HttpResponse:
        frame = frame_of(request)
        company = owned(frame)
        found = webhook_for(person_of(frame), company, webhook_id) if webhook_id < 2**63 else None
        if found is None:
            raise BadParameter(_("There is no such webhook in your company."), 404)
        try:
            messages.success(request, action(request, found, frame))
        except DomainError as refusal:
            messages.error(request, refusal_text(refusal))
        return redirect("webhooks")

    return view


@webhook_action
def change(request: HttpRequest, webhook: Webhook, frame: Frame) -> str:
    active = request.POST.get("active") == "yes"
    operations.change_webhook(
        actor=actor_of(person_of(frame)), webhook=webhook, events=request.POST.getlist("event") or webhook.events,
        active=active, now=frame.now,
    )  # fmt: skip
    return _("The webhook is told again.") if active else _("The webhook is told nothing for now.")


@webhook_action
def remove(request: HttpRequest, webhook: Webhook, frame: Frame) -> str:
    operations.remove_webhook(actor=actor_of(person_of(frame)), webhook=webhook, now=frame.now)
    return _("The webhook is gone.")


@webhook_action
def test(request: HttpRequest, webhook: Webhook, frame: Frame) -> str:
    if webhook.disabled_at is not None:
        raise DomainError(_("The webhook is switched off; switch it on first."))
    operations.send_test(webhook=webhook, now=frame.now)
    return _("A test event is on its way.")


@webhook_action
def replay(request: HttpRequest, webhook: Webhook, frame: Frame) -> str:
    chosen = request.POST.get("delivery", "")
    found = delivery_of(webhook, int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None
    if found is None:
        raise DomainError(_("This event is not in the log any more."))
    if webhook.disabled_at is not None:
        raise DomainError(_("The webhook is switched off; switch it on first."))
    operations.replay(delivery=found, now=frame.now)
    return _("The event is sent again.")
