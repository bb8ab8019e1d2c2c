"""Several workers at once: a job is run by one of them. With threads and real transactions, on both databases."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from amends.jobs import registry
from amends.jobs.engine import Worker, claim, run_due
from amends.jobs.models import Job
from amends.jobs.queue import Work, enqueue, enqueue_many
from amends.jobs.registry import job

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[int]]:
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    seen: Counter[int] = Counter()
    lock = threading.Lock()

    def count(payload: dict[str, Any], now: datetime) -> None:
        with lock:
            seen[payload["number"]] += 1

    job("test.count")(count)
    return seen


def _together(count: int, work: Any) -> list[BaseException]:
    """Run ``work`` in so many threads that start at the same moment; returns what went wrong."""
    barrier = threading.Barrier(count)
    wrong: list[BaseException] = []

    def one() -> None:
        try:
            barrier.wait()
            work()
        except BaseException as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


def test_four_workers_run_every_job_once(counted: Counter[int], now: datetime) -> None:
    enqueue_many(Work("test.count", {"number": n}, now) for n in range(200))
    assert _together(4, lambda: run_due(lambda: now, batch=7)) == []
    assert counted == Counter(range(200))
    assert not Job.objects.filter(done_at__isnull=True).exists()


def test_four_workers_never_claim_the_same_job(counted: Counter[int], now: datetime) -> None:
    enqueue_many(Work("test.count", {"number": n}, now) for n in range(120))
    taken: list[int] = []

    def take() -> None:
        while mine := claim(now, most=5):
            taken.extend(item.pk for item in mine)

    assert _together(4, take) == []
    assert len(taken) == len(set(taken)) == 120


def test_one_key_stored_by_many_at_once_is_one_job(now: datetime) -> None:
    assert _together(6, lambda: enqueue("test.count", {"number": 1}, now=now, key="same")) == []
    assert Job.objects.count() == 1


def test_a_worker_thread_runs_what_comes_and_stops_when_told(counted: Counter[int]) -> None:
    worker = Worker(timezone.now, idle_seconds=0.02)
    worker.start()
    enqueue_many(Work("test.count", {"number": n}, timezone.now()) for n in range(20))
    until = timezone.now() + timedelta(seconds=20)
    while sum(counted.values()) < 20 and timezone.now() < until:
        threading.Event().wait(0.02)
    worker.stop()
    assert not worker.is_alive()
    assert counted == Counter(range(20))
