"""The person's shops: platform, clock, what was heard of them last, and the rates their money is counted with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.cases.queries import open_counts
from amends.desk.shops.queries import rates_known
from amends.web.workspace.frame import frame_of, workspace_view
from amends.web.workspace.today import silent_shops


@require_safe
@workspace_view
def shops(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    counts = open_counts([shop.pk for shop in frame.shops])
    silent = {shop.pk for shop in silent_shops(frame)}
    organisations = list({shop.organisation.pk: shop.organisation for shop in frame.shops}.values())
    context = {
        "frame": frame,
        "shops": [(shop, counts.get(shop.pk, 0), shop.pk in silent, frame.present(shop)) for shop in frame.shops],
        "rates": [(organisation, rates_known(organisation)) for organisation in organisations],
    }
    return render(request, "workspace/shops.html", context)
