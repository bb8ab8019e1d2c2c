"""Claims do not hang on a timer: a sweep notices what passed, and has the numbers of open claims renewed daily."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from amends.desk.people.actors import SYSTEM
from amends.desk.recoveries.models import Recovery
from amends.desk.recoveries.operations import expire, pass_safe
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue
from amends.jobs.registry import job
from amends.jobs.repeating import run_again

SWEEP_EVERY = timedelta(minutes=10)
RENEW_AFTER = timedelta(days=1)


@job("recoveries.sweep")
def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next sweep; warn of what passed its safe time and mark what expired, in each shop's own present."""
    run_again("recoveries.sweep", every=SWEEP_EVERY, now=now)
    waiting = Recovery.objects.filter(state=Recovery.OPEN).select_related("shop")
    for row in waiting.filter(_passed("safe_by", now), passed_safe=False).order_by("safe_by")[:1000]:
        pass_safe(actor=SYSTEM, recovery=row, now=shop_now(row.shop, now))
    for row in waiting.filter(_passed("due", now)).order_by("due")[:1000]:
        expire(actor=SYSTEM, recovery=row, now=shop_now(row.shop, now))
    running = Q(shop__as_of__isnull=True)  # where the clock stands still, nothing is new
    for row in waiting.filter(running, looked_at__lte=now - RENEW_AFTER).order_by("looked_at")[:500]:
        enqueue("flow.find_recoveries", {"case": row.case_id}, now=now, key=f"recoveries:{row.case_id}", priority=-2)


def _passed(column: str, now: datetime) -> Q:
    running = Q(shop__as_of__isnull=True, **{f"{column}__lte": now})
    return running | Q(**{f"{column}__lte": F("shop__as_of")})
