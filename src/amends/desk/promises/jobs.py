"""Noticing promises whose date has passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from amends.desk.people.actors import SYSTEM
from amends.desk.promises.models import Promise
from amends.desk.promises.operations import mark_overdue
from amends.desk.shops.queries import shop_now
from amends.jobs.registry import job
from amends.jobs.repeating import run_again

SWEEP_EVERY = timedelta(minutes=5)


@job("promises.sweep")
def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next sweep; mark what is overdue in its shop's own present (a stopped clock's, where it stands)."""
    run_again("promises.sweep", every=SWEEP_EVERY, now=now)
    running = Q(case__shop__as_of__isnull=True, due__lt=now)
    overdue = Promise.objects.filter(running | Q(due__lt=F("case__shop__as_of")), state=Promise.OPEN, settled_at=None)
    for promise in overdue.select_related("case__shop").order_by("due")[:1000]:
        mark_overdue(actor=SYSTEM, promise=promise, now=shop_now(promise.case.shop, now))
