"""In which tab of the queue a case stands, and the counters of the tabs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.db.models import F

from amends.core.vocabulary import Turn
from amends.desk.cases.models import Case, Tab, TabCount


def count_in(shop_id: int, tab: str, step: int) -> None:
    changed = TabCount.objects.filter(shop_id=shop_id, tab=tab).update(count=F("count") + step)
    if not changed:
        TabCount.objects.create(shop_id=shop_id, tab=tab, count=max(step, 0))


def move(case: Case, tab: str) -> None:
    """Change the tab of an open case and both counters."""
    move_all([case], [tab])


def move_all(rows: Sequence[Case], tabs: Sequence[str]) -> None:
    """Change the tabs of open cases; each counter is written once."""
    steps: Counter[tuple[int, str]] = Counter()
    for case, tab in zip(rows, tabs, strict=True):
        if case.tab != tab:
            steps[case.shop_id, case.tab] -= 1
            steps[case.shop_id, tab] += 1
            case.tab = tab
    for (shop_id, tab), step in sorted(steps.items()):
        if step:
            count_in(shop_id, tab, step)


def tab_of(case: Case, sources: set[str] | None = None) -> str:
    """Where an open case stands in the queue. ``sources`` are those of its signals, where they were read already."""
    if case.turn == Turn.BUYER.value:
        return Tab.BUYER.value
    if case.turn in (Turn.PLATFORM.value, Turn.CARRIER.value):
        return Tab.PLATFORM.value
    if case.in_danger:
        return Tab.DEADLINE.value
    if case.needs_approval:
        return Tab.APPROVE.value
    if sources is None:
        sources = set(case.signals.values_list("source", flat=True))
    if sources <= {"review"}:
        return Tab.REVIEW.value
    return Tab.PARCEL.value if sources <= {"parcel"} else Tab.ANSWER.value
