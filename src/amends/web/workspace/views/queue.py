"""The queue: open cases, past their safe time first, then by expected loss."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.cases.queries import case_page, tab_counts
from amends.desk.flow.batching import MOST
from amends.desk.promises.queries import promises_due
from amends.web.showing import TABS, tab_text
from amends.web.workspace.frame import Frame, frame_of, workspace_view
from amends.web.workspace.lines import lines_of
from amends.web.workspace.parameters import QueueParameters, queue_parameters
from amends.web.workspace.rows import rows_html

#: The counter of promises is counted up to here; more is shown as "99+".
MOST_PROMISES = 100


def _address(asked: QueueParameters, **changes: str) -> str:
    """The query string of this queue with some of it changed; a change to nothing leaves a parameter out."""
    now = {
        "tab": asked.tab,
        "shop": asked.shop.key if asked.shop else "",
        "assignee": "me" if asked.mine else "",
    }
    return "?" + urlencode({name: value for name, value in {**now, **changes}.items() if value})


def _tabs(asked: QueueParameters, frame: Frame) -> list[dict[str, object]]:
    counts = tab_counts([asked.shop.pk] if asked.shop else [shop.pk for shop in frame.shops])
    shown = [tab for tab in TABS if tab != "done" or counts.get(tab)]
    return [
        {"key": tab, "name": tab_text(tab), "count": counts.get(tab, 0), "href": _address(asked, tab=tab)}
        for tab in shown
    ] + [{"key": "", "name": None, "count": sum(counts.values()), "href": _address(asked, tab="")}]


@require_safe
@workspace_view
def queue(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    asked = queue_parameters(request, frame)
    assert frame.person is not None
    found = case_page(
        frame.person,
        shop_key=asked.shop.key if asked.shop else None,
        tab=asked.tab or None,
        assignee=frame.person if asked.mine else None,
        after=asked.after,
    )
    shop_ids = [shop.pk for shop in frame.shops]
    context = {
        "frame": frame,
        "asked": asked,
        "rows": rows_html(lines_of(found.cases, frame)),
        "tabs": _tabs(asked, frame),
        "promises": promises_due(shop_ids, frame.now)[:MOST_PROMISES].count(),
        "most": MOST,
        "next": _address(asked, after=found.next) if found.next else "",
        "first": _address(asked) if asked.after else "",
    }
    return render(request, "workspace/queue.html", context)
