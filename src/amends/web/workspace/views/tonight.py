"""Tonight's automatic refunds: what leaves before the next working morning where nobody answers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.web import showing
from amends.web.workspace.frame import frame_of, workspace_view
from amends.web.workspace.parameters import shop_parameter
from amends.web.workspace.today import total_of
from amends.web.workspace.tonight import cut, rows_of, spans_of, sums_of


@require_safe
@workspace_view
def tonight(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    shop = shop_parameter(request, frame)
    spans = spans_of(frame, (shop,) if shop else None)
    sums = sums_of(spans)
    context = {
        "frame": frame, "shop": shop, "rows": rows_of(spans, frame), "until": max((span.end for span in spans), default=None),
        "total": total_of(sums, frame.organisation, frame.now), "more": cut(sums),
        "sums": [(each, showing.money_text(each.minor, each.currency, frame.language)) for each in sums],
    }  # fmt: skip
    return render(request, "workspace/tonight.html", context)
