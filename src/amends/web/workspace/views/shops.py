"""The person's shops: platform, clock, what was heard of them last, and the rates their money is counted with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from amends.desk.assistance.queries import engine_name, setup_of
from amends.desk.cases.queries import open_counts
from amends.desk.mailboxes.models import Mailbox
from amends.desk.mailboxes.queries import mailboxes_of
from amends.desk.people.actors import actor_of
from amends.desk.people.operations import agree_to_corrections
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import is_lead, is_owner, rates_known
from amends.desk.webhooks.queries import switched_off
from amends.web.workspace.frame import BadParameter, Frame, frame_of, person_of, workspace_view
from amends.web.workspace.today import silent_shops


@require_safe
@workspace_view
def shops(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    counts = open_counts([shop.pk for shop in frame.shops])
    silent = {shop.pk for shop in silent_shops(frame)}
    organisations = list({shop.organisation.pk: shop.organisation for shop in frame.shops}.values())
    setup = setup_of(frame.organisation.pk) if frame.organisation else None
    context = {
        "frame": frame,
        "assist": engine_name(setup) if setup else "",
        "shops": [(shop, counts.get(shop.pk, 0), shop.pk in silent, frame.present(shop)) for shop in frame.shops],
        "owner": frame.person is not None and is_owner(frame.person),
        "boxes": _boxes(frame),
        "failing_hooks": bool(frame.organisation) and switched_off().filter(organisation=frame.organisation).exists(),
        "rates": [(organisation, rates_known(organisation)) for organisation in organisations],
    }
    return render(request, "workspace/shops.html", context)


def _boxes(frame: Frame) -> list[tuple[Shop, Mailbox | None]]:
    """The mailboxes of the shops that the person leads."""
    if frame.person is None:
        return []
    led = [shop for shop in frame.shops if is_lead(frame.person, shop.pk)]
    known = mailboxes_of([shop.pk for shop in led])
    return [(shop, known.get(shop.pk)) for shop in led]


@require_POST
@workspace_view
def corrections(request: HttpRequest) -> HttpResponse:
    """The owner agrees that corrected texts are kept for training, or no longer agrees."""
    frame = frame_of(request)
    person = person_of(frame)
    if person.organisation is None or not is_owner(person):
        raise BadParameter(_("Only an owner decides what is kept for training."))
    agrees = request.POST.get("agrees") == "yes"
    agree_to_corrections(actor=actor_of(person), organisation=person.organisation, agrees=agrees, now=frame.now)
    messages.success(
        request, _("Corrections are kept from now on.") if agrees else _("No correction is kept from now on.")
    )
    return redirect("shops")
