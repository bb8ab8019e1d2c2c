"""Deadlines do not hang on a timer: they are rows with an indexed time, and a sweep that may run any number of times."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from amends.desk.deadlines.answering import answered_elsewhere
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.operations import miss, pass_safe
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue
from amends.jobs.registry import job
from amends.jobs.repeating import run_again

SWEEP_EVERY = timedelta(minutes=1)


@job("deadlines.sweep")
def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next sweep; notice what passed its safe time or its due time, in each shop's own present."""
    run_again("deadlines.sweep", every=SWEEP_EVERY, now=now)
    running = Q(case__shop__as_of__isnull=True)
    over = running & Q(safe_by__lte=now) | Q(safe_by__lte=F("case__shop__as_of"))
    open_rows = Deadline.objects.filter(state=Deadline.OPEN, case__closed_at__isnull=True).select_related("case__shop")
    for deadline in open_rows.filter(over, passed_safe=False).order_by("safe_by")[:2000]:
        present = shop_now(deadline.case.shop, now)
        if answered_elsewhere(actor=SYSTEM, deadline=deadline, now=present):
            continue
        if pass_safe(actor=SYSTEM, deadline=deadline, now=present):
            enqueue(
                "flow.refresh_case", {"case": deadline.case_id}, now=now, key=f"refresh:{deadline.case_id}", priority=2
            )
    for deadline in open_rows.filter(running, due__lte=now).order_by("due")[:2000]:
        if answered_elsewhere(actor=SYSTEM, deadline=deadline, now=now):
            continue
        if miss(actor=SYSTEM, deadline=deadline, now=now):
            enqueue(
                "flow.refresh_case", {"case": deadline.case_id}, now=now, key=f"refresh:{deadline.case_id}", priority=2
            )
