"""Running what waits: claim with a lease, run, finish only while the lease is still ours.

A worker that dies leaves a lease that ends; the next one takes the job over. A handler that raises is tried again
later and later; after its last attempt the job is kept as failed, with the error, for a person.
"""

from __future__ import annotations

import threading
import traceback
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

import structlog
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q

from amends.core.errors import TransportError
from amends.jobs.models import Job
from amends.jobs.registry import Handler, handler_of

log = structlog.get_logger(__name__)

#: Seconds before the second, third … attempt.
BACKOFF = (5, 30, 120, 600, 1800, 3600, 7200)
_WAITING = Q(done_at__isnull=True, failed_at__isnull=True)


def claim(now: datetime, *, most: int = 1, kinds: tuple[str, ...] | None = None) -> list[Job]:
    """Lease up to ``most`` due jobs, the most urgent first. Two workers never get the same one."""
    token = str(uuid.uuid4())
    with transaction.atomic():
        due = Job.objects.filter(_WAITING, run_at__lte=now).filter(Q(lease_until__isnull=True) | Q(lease_until__lt=now))
        if kinds is not None:
            due = due.filter(kind__in=kinds)
        due = due.order_by("-priority", "run_at", "id")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        chosen = list(due[:most])
        for job in chosen:
            handler = handler_of(job.kind)
            job.lease_until = now + timedelta(seconds=handler.lease_seconds if handler else 60)
            job.lease_token = token
        if chosen:
            Job.objects.bulk_update(chosen, ["lease_until", "lease_token"])
    return chosen


def _ours(job: Job) -> Q:
    return Q(pk=job.pk, lease_token=job.lease_token) & _WAITING


def _begin(job: Job, now: datetime, lease_seconds: int) -> bool:
    """Renew the lease for the run itself; False where another worker has taken the job over meanwhile.

    The key is given up here: work that is enqueued under it from now on may know more than this run does.
    """
    lease = now + timedelta(seconds=lease_seconds)
    job.attempts += 1
    return bool(Job.objects.filter(_ours(job)).update(attempts=F("attempts") + 1, lease_until=lease, key=None))


def run(job: Job, now: datetime) -> bool:
    """Run one claimed job; returns whether it is done. Never raises for a handler's error."""
    handler = handler_of(job.kind)
    if handler is None:
        _give_up(job, now, f"no handler is known for the job kind {job.kind!r}")
        return False
    if not _begin(job, now, handler.lease_seconds):
        return False
    if job.attempts > handler.attempts:
        _give_up(job, now, f"its worker died {handler.attempts} times while running it", handler)
        return False
    try:
        handler.function(job.payload, now)
    except Exception as error:  # a poisoned job must not stop the worker
        permanent = isinstance(error, TransportError) and error.permanent
        log.warning("job.failed", kind=job.kind, job=job.pk, attempts=job.attempts, error=repr(error))
        if permanent or job.attempts >= handler.attempts:
            _give_up(job, now, traceback.format_exc(limit=8), handler)
        else:
            _again_later(job, now, traceback.format_exc(limit=8))
        return False
    Job.objects.filter(_ours(job)).update(done_at=now, lease_until=None)
    return True


def _give_up(job: Job, now: datetime, error: str, handler: Handler | None = None) -> None:
    given_up = Job.objects.filter(_ours(job)).update(failed_at=now, lease_until=None, last_error=error[-4000:])
    if not given_up or handler is None or handler.gave_up is None:
        return
    try:
        handler.gave_up(job.payload, error.strip().splitlines()[-1], now)
    except Exception:
        log.exception("job.gave_up_failed", kind=job.kind, job=job.pk)


def _again_later(job: Job, now: datetime, error: str) -> None:
    wait = BACKOFF[min(job.attempts - 1, len(BACKOFF) - 1)]
    Job.objects.filter(_ours(job)).update(
        lease_until=None, lease_token="", run_at=now + timedelta(seconds=wait), last_error=error[-4000:]
    )


def run_due(clock: Callable[[], datetime], *, most: int | None = None, batch: int = 20) -> int:
    """Run what is due until nothing is left (or ``most`` jobs ran); returns how many ran."""
    ran = 0
    while most is None or ran < most:
        jobs = claim(clock(), most=batch if most is None else min(batch, most - ran))
        if not jobs:
            break
        for same in _beside_each_other(jobs):
            if not run_together(same, clock()):
                for job in same:
                    run(job, clock())
            ran += len(same)
    return ran


def _beside_each_other(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    """The claimed jobs in their order, those of one kind that follow each other in one list."""
    for _, same in groupby(jobs, key=lambda job: job.kind):
        yield list(same)


def run_together(jobs: Sequence[Job], now: datetime) -> bool:
    """Run claimed jobs of one kind at once where their handler can. False: nothing counts yet, run each on its own."""
    handler = handler_of(jobs[0].kind)
    if handler is None or handler.together is None or len(jobs) < 2 or any(job.attempts for job in jobs):
        return False
    ours = _WAITING & Q(pk__in=[job.pk for job in jobs], lease_token=jobs[0].lease_token)
    lease = now + timedelta(seconds=handler.lease_seconds)
    begun = Job.objects.filter(ours).update(attempts=F("attempts") + 1, lease_until=lease, key=None)
    for job in jobs:
        job.attempts += 1
    if begun != len(jobs):
        return False
    try:
        handler.together([job.payload for job in jobs], now)
    except Exception as error:  # one of them may be poisoned: each is tried on its own
        log.warning("jobs.failed_together", kind=jobs[0].kind, number=len(jobs), error=repr(error))
        return False
    Job.objects.filter(ours).update(done_at=now, lease_until=None)
    return True


def retry(job_id: int, now: datetime) -> bool:
    """Put a failed job back into the queue, for a person who has mended the cause."""
    return bool(
        Job.objects.filter(pk=job_id, failed_at__isnull=False).update(
            failed_at=None, attempts=0, run_at=now, lease_until=None, lease_token="", key=None
        )
    )


def prune(before: datetime) -> int:
    """Delete jobs that were done before a time; failed ones stay."""
    return Job.objects.filter(done_at__lt=before).delete()[0]


class Worker(threading.Thread):
    """The loop of the embedded engine: one thread in ``amends serve``, or a process of its own."""

    def __init__(self, clock: Callable[[], datetime], *, idle_seconds: float = 0.5) -> None:
        super().__init__(name="amends-worker", daemon=True)
        self._clock = clock
        self._idle = idle_seconds
        self._stopping = threading.Event()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                ran = run_due(self._clock, most=200)
            except Exception:
                log.exception("worker.failed")
                close_old_connections()
                ran = 0
            if not ran:
                self._stopping.wait(self._idle)
        connection.close()

    def stop(self, timeout: float = 10.0) -> None:
        """Finish the job at hand and end."""
        self._stopping.set()
        self.join(timeout)
