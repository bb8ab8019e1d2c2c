"""The morning page: what today asks for."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.cases.queries import case_page, due_within, stake_sums, tab_counts
from amends.desk.orders.queries import booked_within
from amends.desk.promises.queries import promises_due
from amends.desk.recoveries.queries import expected_sums, expiring
from amends.insight.queries import drifts
from amends.web.workspace.frame import Frame, frame_of, workspace_view
from amends.web.workspace.lines import Line, lines_of
from amends.web.workspace.today import promised, silent_shops, spans_ahead, today_of, total_of, yesterday_of

SHOWN = 6
WEEK = timedelta(days=7)


def _first(frame: Frame, tab: str) -> list[Line]:
    assert frame.person is not None
    return lines_of(case_page(frame.person, tab=tab, size=SHOWN).cases, frame)


@require_safe
@workspace_view
def morning(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    organisation = frame.organisation
    shop_ids = [shop.pk for shop in frame.shops]
    today = today_of(frame)
    context = {
        "frame": frame,
        "due": lines_of(due_within(today, SHOWN), frame),
        "due_total": total_of(stake_sums(today), organisation, frame.now),
        "counts": tab_counts(shop_ids),
        "late": _first(frame, "deadline"),
        "approve": _first(frame, "approve"),
        "parcels": _first(frame, "parcel"),
        "promises": promised(frame, promises_due(shop_ids, frame.now)[:50], timedelta(days=2))[:SHOWN],
        "claims": total_of(expected_sums(expiring(spans_ahead(frame, WEEK))), organisation, frame.now),
        "drift": frame.owner and organisation is not None and drifts(organisation),
        "silent": silent_shops(frame),
        "paid": total_of(booked_within(yesterday_of(frame)), organisation, frame.now),
    }
    return render(request, "workspace/morning.html", context)
