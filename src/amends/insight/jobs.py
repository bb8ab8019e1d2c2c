"""The lab's background work: steps of trials, and learning every night."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from amends.desk.people.models import Organisation
from amends.insight.models import Night, Trial
from amends.insight.nights import learn_night
from amends.insight.operations import end_trial, queue_nights
from amends.insight.trying import try_on
from amends.jobs.registry import job
from amends.jobs.repeating import run_again

#: Learning begins when the company's wall clock shows this hour, or as soon after it as a worker runs.
FROM_HOUR = 2
SWEEP_EVERY = timedelta(hours=1)


@job("lab.sweep")
def sweep(payload: dict[str, Any], now: datetime) -> None:
    """Queue the next sweep, and the night's learning of every company that has not had it today."""
    run_again("lab.sweep", every=SWEEP_EVERY, now=now)
    due: list[tuple[int, str]] = []
    for organisation in Organisation.objects.filter(shops__isnull=False).distinct().order_by("pk"):
        here = now.astimezone(ZoneInfo(organisation.time_zone))
        day = here.date()
        if here.hour >= FROM_HOUR and not Night.objects.filter(organisation=organisation, day=day).exists():
            due.append((organisation.pk, day.isoformat()))
    queue_nights(organisations=due, now=now)


@job("lab.learn", attempts=3, lease_seconds=1800)
def learn(payload: dict[str, Any], now: datetime) -> None:
    organisation = Organisation.objects.filter(pk=payload["organisation"]).first()
    if organisation is not None:
        learn_night(organisation, date.fromisoformat(payload["day"]), now)


def _gave_up(payload: dict[str, Any], error: str, now: datetime) -> None:
    trial = Trial.objects.filter(pk=payload["trial"]).first()
    if trial is not None:
        end_trial(trial=trial, error=error, now=now)


@job("lab.try", attempts=3, lease_seconds=600, gave_up=_gave_up)
def try_step(payload: dict[str, Any], now: datetime) -> None:
    """One step of a trial; it queues the next one itself."""
    try_on(payload["trial"], now)
