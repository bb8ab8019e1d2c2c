"""Whatever is enqueued, claimed, finished, failed or left behind, in whatever order: the promises of the queue hold."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from making import NOW

from amends.jobs import registry
from amends.jobs.engine import claim, run
from amends.jobs.models import Job
from amends.jobs.queue import enqueue
from amends.jobs.registry import job

ATTEMPTS, LEASE = 3, 60


class Queue(RuleBasedStateMachine):
    """A model of the queue beside the real one: which tokens ought to be waiting, leased, done or given up."""

    def __init__(self) -> None:
        super().__init__()
        Job.objects.all().delete()
        self.moment = NOW
        self.held: list[Job] = []
        self.succeeded: Counter[int] = Counter()
        self.fails = False
        registry._HANDLERS.pop("test.history", None)
        job("test.history", attempts=ATTEMPTS, lease_seconds=LEASE)(self._handle)
        self.serial = 0

    def _handle(self, payload: dict[str, Any], now: datetime) -> None:
        if self.fails:
            raise RuntimeError("on purpose")
        self.succeeded[payload["serial"]] += 1

    @rule(key=st.sampled_from([None, "a", "b"]), priority=st.integers(-2, 2), wait=st.integers(0, 90))
    def store(self, key: str | None, priority: int, wait: int) -> None:
        waiting = key is not None and Job.objects.filter(key=key, done_at=None, failed_at=None).exists()
        before = Job.objects.count()
        self.serial += 1
        run_at = self.moment + timedelta(seconds=wait)
        enqueue("test.history", {"serial": self.serial}, now=self.moment, key=key, priority=priority, run_at=run_at)
        assert Job.objects.count() == before + (0 if waiting else 1)

    @rule(most=st.integers(1, 4))
    def take(self, most: int) -> None:
        due = [item for item in Job.objects.filter(done_at=None, failed_at=None) if self._free(item)]
        due.sort(key=lambda item: (-item.priority, item.run_at, item.pk))
        taken = claim(self.moment, most=most)
        assert [item.pk for item in taken] == [item.pk for item in due[:most]]
        self.held += taken

    def _free(self, item: Job) -> bool:
        return item.run_at <= self.moment and (item.lease_until is None or item.lease_until < self.moment)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), fails=st.booleans())
    def finish(self, data: st.DataObject, fails: bool) -> None:
        mine = self.held.pop(data.draw(st.integers(0, len(self.held) - 1)))
        stands = Job.objects.get(pk=mine.pk)
        still_mine = stands.lease_token == mine.lease_token and stands.done_at is None and stands.failed_at is None
        self.fails = fails
        done = run(mine, self.moment)
        assert done == (still_mine and not fails and stands.attempts < ATTEMPTS)

    @precondition(lambda self: self.held)
    @rule()
    def die(self) -> None:
        """The worker is killed: what it held is left to its lease."""
        self.held.clear()

    @rule(seconds=st.integers(1, 200))
    def wait(self, seconds: int) -> None:
        self.moment += timedelta(seconds=seconds)

    @invariant()
    def nothing_succeeds_twice(self) -> None:
        assert all(times == 1 for times in self.succeeded.values())

    @invariant()
    def what_succeeded_is_done(self) -> None:
        done = {item.payload["serial"] for item in Job.objects.filter(done_at__isnull=False)}
        assert done == set(self.succeeded)

    @invariant()
    def attempts_are_bounded(self) -> None:
        assert not Job.objects.filter(attempts__gt=ATTEMPTS + 1).exists()
        assert not Job.objects.filter(attempts__gt=ATTEMPTS, failed_at=None).exists()

    def teardown(self) -> None:
        """Everything ends: done, or given up with a reason."""
        self.fails = False
        for _ in range(12):
            self.moment += timedelta(hours=3)
            while taken := claim(self.moment, most=10):
                for item in taken:
                    run(item, self.moment)
        assert not Job.objects.filter(done_at=None, failed_at=None).exists()
        assert not Job.objects.filter(failed_at__isnull=False, last_error="").exists()


@pytest.mark.django_db
def test_the_queue_keeps_its_promises_over_any_history(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    run_state_machine_as_test(
        Queue,
        settings=settings(
            max_examples=40, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
