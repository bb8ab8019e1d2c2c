"""The morning page: what today asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from amends.desk.cases.filters import UNCOVERED, Filter
from amends.desk.cases.models import Tab
from amends.desk.cases.notes import mentions_of
from amends.desk.cases.queries import by_start, cases_shown, due_ids, first_ids, leaving, stakes, tab_rows, top_ids
from amends.desk.flow.news import shops_pulse
from amends.desk.handovers.queries import to_take
from amends.desk.orders.queries import booked_within
from amends.desk.practice.queries import first_exercises
from amends.desk.promises.queries import promises_due
from amends.desk.recoveries.queries import expected_rows, expiring
from amends.desk.shops.models import Membership
from amends.desk.shops.queries import CurrencySum, rates_of
from amends.desk.together import ask_together
from amends.insight.queries import last_drift
from amends.web.workspace.casepage.head import TAKES_MONEY
from amends.web.workspace.frame import Frame, frame_of, person_of, workspace_view
from amends.web.workspace.lines import Line, lines_of
from amends.web.workspace.listnews import live_address, morning_digest
from amends.web.workspace.team.waiting import waiting_of
from amends.web.workspace.today import promised, silent_shops, spans_ahead, today_of, total_of, yesterday_of
from amends.web.workspace.tonight import cut, spans_of

SHOWN = 6
WEEK = timedelta(days=7)
#: Cases that run out within a day and that nobody at work sees to.
UNCOVERED_NOW = Filter(who=UNCOVERED)
#: The panels of cases, and the tab whose first ones they show.
TABS = {"late": Tab.DEADLINE, "approve": Tab.APPROVE, "parcels": Tab.PARCEL}
Rows = dict[str, list[list[Any]]]


def _asked(frame: Frame) -> Rows:
    """Every figure and number of the page, in one question; what is asked by date, once for each present."""
    shop_ids = [shop.pk for shop in frame.shops]
    today, tonight = by_start(today_of(frame)), by_start(spans_of(frame))
    by_date = {
        **{f"due_{number}": due_ids(spans, SHOWN) for number, spans in enumerate(today)},
        **{f"stakes_{number}": stakes(spans) for number, spans in enumerate(today)},
        **{f"tonight_{number}": leaving(spans, TAKES_MONEY) for number, spans in enumerate(tonight)},
    }
    asked = ask_together(
        **by_date,
        tabs=tab_rows(shop_ids),
        claims=expected_rows(expiring(spans_ahead(frame, WEEK))),
        paid=booked_within(yesterday_of(frame)),
        uncovered=first_ids(UNCOVERED_NOW, person=person_of(frame), shops=frame.shops, now=frame.now, most=SHOWN),
        drift=last_drift(frame.organisation if frame.owner else None),
        **{name: top_ids(shop_ids, tab, SHOWN) for name, tab in TABS.items()},
    )
    for part in ("due", "stakes", "tonight"):
        asked[part] = [row for name in by_date if name.startswith(f"{part}_") for row in asked[name]]
    asked["due"] = sorted(asked["due"], key=lambda row: (row[1], row[0]), reverse=True)[:SHOWN]
    return asked


def _panels(frame: Frame, asked: Rows) -> dict[str, list[Line]]:
    """The lines of all panels, read together; what runs out today by its loss, the others in the queue's order."""
    wanted = {name: {row[0] for row in asked[name]} for name in ("due", "uncovered", *TABS)}
    cases = cases_shown(sorted(set().union(*wanted.values())), frame.shops)
    cases.sort(key=lambda case: (case.past_safe, case.loss_minor, case.pk), reverse=True)
    lines = {line.id: line for line in lines_of(cases, frame)}
    by_loss = sorted(cases, key=lambda case: (case.loss_minor, case.pk), reverse=True)
    return {
        name: [lines[case.pk] for case in (by_loss if name == "due" else cases) if case.pk in ids]
        for name, ids in wanted.items()
    }


def _exercises(frame: Frame) -> int:
    """How many exercises a new agent is asked to do; leads and owners are asked for none."""
    agent = all(getattr(shop, "role", "") == Membership.AGENT for shop in frame.shops)
    return first_exercises(frame.person, frame.now) if agent and frame.person is not None else 0


def _for_you(request: HttpRequest, frame: Frame) -> dict[str, Any]:
    """Notes that name her and sheets to take; asked for only where the frame's counter knows of some."""
    if not waiting_of(request):
        return {"mentions": [], "sheets": []}
    person = person_of(frame)
    return {"mentions": mentions_of(person, [shop.pk for shop in frame.shops], SHOWN), "sheets": to_take(person)}


def context_of(frame: Frame, request: HttpRequest) -> dict[str, Any]:
    """All that the page says."""
    organisation, asked = frame.organisation, _asked(frame)
    rates = rates_of(organisation, frame.now.date()) if organisation is not None else {}
    totals = {
        name: total_of((CurrencySum(*row) for row in asked[source]), organisation, frame.now, rates)
        for name, source in (("due_total", "stakes"), ("tonight", "tonight"), ("claims", "claims"), ("paid", "paid"))
    }
    return {
        "frame": frame,
        **_panels(frame, asked),
        **totals,
        "tonight_more": cut(CurrencySum(*row) for row in asked["tonight"]),
        "counts": {str(tab): number for tab, number in asked["tabs"]},
        "promises": promised(frame, promises_due([shop.pk for shop in frame.shops], frame.now)[:50], timedelta(days=2))[
            :SHOWN
        ],
        "drift": any(row[0] for row in asked["drift"]),
        "silent": silent_shops(frame),
        "exercises": _exercises(frame),
        **_for_you(request, frame),
    }


@require_safe
@workspace_view
def morning(request: HttpRequest) -> HttpResponse:
    frame = frame_of(request)
    pulse = shops_pulse(person_of(frame), frame.now)
    context = context_of(frame, request)
    context |= {"live": live_address(request, "live_morning", pulse), "digest": morning_digest(context)}
    return render(request, "workspace/morning.html", context)
