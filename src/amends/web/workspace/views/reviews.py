"""Public reviews of the person's shops, the newest first."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.reviews.queries import reviews_of
from amends.web.workspace.frame import frame_of, workspace_view
from amends.web.workspace.parameters import choice_parameter, cursor_parameter, shop_parameter

PAGE = 50
_CURSOR = re.compile(r"\d{1,16}_\d{1,18}")


@require_safe
@workspace_view
def reviews(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop = shop_parameter(request, frame)
    show = choice_parameter(request, "show", ("low", "unanswered"))
    after = cursor_parameter(request, _CURSOR)
    ids = [shop.pk] if shop else [s.pk for s in frame.shops]
    found = reviews_of(ids, low=bool(show), unanswered=show == "unanswered", after=after, size=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    place = {
        "shop": shop.key if shop else "", "show": show,
        "after": f"{int(last.written_at.timestamp() * 1_000_000)}_{last.pk}" if last else "",
    }  # fmt: skip
    context = {
        "frame": frame, "shop": shop, "show": show, "reviews": found[:PAGE], "first": after is not None,
        "next": "?" + urlencode({k: v for k, v in place.items() if v}) if last else "",
    }  # fmt: skip
    return render(request, "workspace/reviews.html", context)
