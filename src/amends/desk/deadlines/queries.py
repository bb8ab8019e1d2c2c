"""Reading deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from amends.clock import always_open, next_morning, office_hours
from amends.core.calendars import zone_named
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline, TeamHours
from amends.desk.shops.models import Shop
from amends.desk.together import loaded


def hours_said(shop_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """By shop: when its team said that it works, as data; those that said nothing are left out."""
    return dict(TeamHours.objects.filter(shop__in=list(shop_ids)).values_list("shop", "hours"))


def next_deadline(case: Case) -> Deadline | None:
    """The open deadline that counts: the earliest hard one, else the earliest of ours."""
    return _counting(open_deadlines(case)).get(case.pk)


def open_deadlines(case: Case) -> list[Deadline]:
    """What is due in a case, the earliest first."""
    known = loaded(case, "deadlines")
    if known is not None:
        return [row for row in known if row.state == Deadline.OPEN]
    return list(Deadline.objects.filter(case=case, state=Deadline.OPEN).order_by("due"))


def next_deadlines(case_ids: Iterable[int]) -> dict[int, Deadline]:
    """The same for many cases; those without an open deadline are left out."""
    return _counting(Deadline.objects.filter(case__in=list(case_ids), state=Deadline.OPEN).order_by("due"))


def _counting(rows: Iterable[Deadline]) -> dict[int, Deadline]:
    """By case: the earliest hard one, else the earliest; ``rows`` by when they are due."""
    found: dict[int, Deadline] = {}
    for row in reversed(list(rows)):
        if row.hard or row.case_id not in found or not found[row.case_id].hard:
            found[row.case_id] = row
    return found


def missed_last(case_ids: Iterable[int], *, hard: bool = False) -> dict[int, datetime]:
    """When the newest deadline of each case was due, where it was missed; the other cases are left out.

    ``hard``: only where somebody else acts on it; how soon we want to answer by ourselves is not.
    """
    asked = Deadline.objects.filter(case__in=list(case_ids)).order_by("due")
    newest = {row[0]: row for row in asked.values_list("case_id", "state", "due", "hard")}
    return {
        case_id: due
        for case_id, state, due, is_hard in newest.values()
        if state == Deadline.MISSED and (is_hard or not hard)
    }


def morning_of(shop: Shop, present: datetime) -> datetime:
    """When the shop's team begins to work next. Asks nothing where ``team_hours`` was read with the shop."""
    said = getattr(shop, "team_hours", None)
    zone = zone_named(shop.time_zone)
    return next_morning(always_open(zone) if said is None else office_hours(said.hours, shop.time_zone), present)
