"""The queue: open cases, past their safe time first, then by expected loss; with filters, kept as views."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.cases.filters import UNCOVERED, Filter
from amends.desk.cases.queries import case_page, tab_counts
from amends.desk.flow.batching import MOST
from amends.desk.flow.news import shops_pulse
from amends.desk.flow.overview import colleague_of
from amends.desk.promises.queries import promises_due
from amends.desk.saved_views.models import SavedView
from amends.desk.saved_views.queries import counted, views_for
from amends.web.showing import TABS, tab_text
from amends.web.workspace.frame import Frame, frame_of, person_of, workspace_view
from amends.web.workspace.lines import lines_of
from amends.web.workspace.listnews import live_address
from amends.web.workspace.parameters import QueueParameters, queue_parameters
from amends.web.workspace.rows import rows_html
from amends.web.workspace.team.shelf import NAMES, address_of, chips_of, choices_of, count_text, default_of, who_choices

#: The counter of promises is counted up to here; more is shown as "99+".
MOST_PROMISES = 100
#: Whatever the queue is filtered by: cases that run out and that nobody at work sees to.
ALWAYS = Filter(who=UNCOVERED)
#: What an open page adds to its address when it asks for news.
OF_POLLS = {"state", "had"}


def _tabs(asked: QueueParameters, frame: Frame) -> list[dict[str, object]]:
    counts = tab_counts([asked.shop.pk] if asked.shop else [shop.pk for shop in frame.shops])
    shown = [tab for tab in TABS if tab != "done" or counts.get(tab)]
    there = replace(asked.where, who="" if asked.where.who == UNCOVERED else asked.where.who)
    return [
        {"key": tab, "name": tab_text(tab), "count": counts.get(tab, 0), "href": address_of(replace(there, tab=tab))}
        for tab in shown
    ] + [{"key": "", "name": None, "count": sum(counts.values()), "href": address_of(replace(there, tab=""))}]


def asked_of(request: HttpRequest, frame: Frame) -> tuple[QueueParameters, list[SavedView]]:
    """What is asked for, and the views that she has: the one the queue opens with where nothing is asked for."""
    asked = queue_parameters(request, frame)
    views = list(views_for(person_of(frame), frame.organisation)) if frame.organisation else []
    if not request.GET.keys() - OF_POLLS and (default := default_of(views)) is not None:
        where, number = default
        shop = next((shop for shop in frame.shops if shop.key == where.shop), None)
        asked = QueueParameters(where, shop, None, number)
    return asked, views


def context_of(frame: Frame, asked: QueueParameters, views: list[SavedView]) -> dict[str, Any]:
    """This page of the queue: its lines, the counters of the tabs, the views, where it goes on."""
    person, where = person_of(frame), asked.where
    found = case_page(person, after=asked.after, where=where, now=frame.now, known=frame.shops)
    shelf, (uncovered,) = counted(views, [ALWAYS], person=person, shops=frame.shops, now=frame.now)
    view = str(asked.view or "")
    somebody = colleague_of(frame.shops, int(where.who)) if where.who.isdigit() else None
    return {
        "frame": frame,
        "asked": asked,
        "where": where,
        "lines": lines_of(found.cases, frame),
        "tabs": _tabs(asked, frame),
        "most": MOST,
        "promises": promises_due([shop.pk for shop in frame.shops], frame.now)[:MOST_PROMISES].count(),
        "uncovered": {"count": count_text(uncovered), "hot": uncovered > 0, "href": address_of(ALWAYS)},
        "chips": chips_of(shelf, asked.view),
        "who": who_choices(where, somebody),
        "choices": choices_of(where, frame),
        "narrowed": bool(where.as_data()),
        "kept": [(NAMES.get(name, name), value) for name, value in where.as_data().items()],
        "next": address_of(where, view=view, after=found.next) if found.next else "",
        "first": address_of(where, view=view) if asked.after else "",
    }


@require_safe
@workspace_view
def queue(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    # Before anything else: what changes from here on is news to the page.
    pulse = shops_pulse(person_of(frame), frame.now)
    context = context_of(frame, *asked_of(request, frame))
    context |= {"rows": rows_html(context["lines"], pulse.others), "live": live_address(request, "live_queue", pulse)}
    return render(request, "workspace/queue.html", context)
