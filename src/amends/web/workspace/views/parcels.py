"""Parcels in trouble: what the watch found before the buyer complains."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.flow.news import shops_pulse
from amends.desk.parcels.queries import parcels_in_trouble
from amends.web.workspace.frame import Frame, frame_of, person_of, workspace_view
from amends.web.workspace.listnews import live_address, parcels_digest
from amends.web.workspace.parameters import cursor_parameter, shop_parameter

PAGE = 50
_CURSOR = re.compile(r"[01]\.\d{1,20}(?:e-\d{1,3})?_\d{1,18}")


def context_of(frame: Frame, request: HttpRequest) -> dict[str, Any]:
    """This page of the list."""
    shop = shop_parameter(request, frame)
    after = cursor_parameter(request, _CURSOR)
    ids = [shop.pk] if shop else [s.pk for s in frame.shops]
    found = parcels_in_trouble(ids, after=after, size=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    place = {"shop": shop.key if shop else "", "after": f"{last.loss_probability!r}_{last.pk}" if last else ""}
    return {
        "frame": frame, "shop": shop, "parcels": found[:PAGE], "first": after is not None,
        "next": "?" + urlencode({k: v for k, v in place.items() if v}) if last else "",
    }  # fmt: skip


@require_safe
@workspace_view
def parcels(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    pulse = shops_pulse(person_of(frame), frame.now)
    context = context_of(frame, request)
    context |= {"live": live_address(request, "live_parcels", pulse), "digest": parcels_digest(context)}
    return render(request, "workspace/parcels.html", context)
