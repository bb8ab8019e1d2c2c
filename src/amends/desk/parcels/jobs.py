"""Looking again at parcels that are under way."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from amends.desk.parcels.models import Parcel
from amends.jobs.queue import Work, enqueue_many
from amends.jobs.registry import job
from amends.jobs.repeating import run_again

SWEEP_EVERY = timedelta(minutes=10)


@job("parcels.sweep")
def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next sweep, and a look at every parcel whose time has come."""
    run_again("parcels.sweep", every=SWEEP_EVERY, now=now)
    due = list(
        Parcel.objects.filter(look_again_at__lte=now).order_by("look_again_at").values_list("pk", flat=True)[:2000]
    )
    enqueue_many(Work("flow.follow_parcel", {"parcel": pk}, now, key=f"parcel:{pk}", priority=-2) for pk in due)
    Parcel.objects.filter(pk__in=due).update(look_again_at=now + timedelta(hours=12))
