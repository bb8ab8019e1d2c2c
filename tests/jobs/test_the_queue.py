"""The queue: what is enqueued, in which order it runs, and what becomes of work that fails."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction

from amends.core.errors import TransportError
from amends.jobs import registry
from amends.jobs.engine import BACKOFF, claim, prune, retry, run, run_due, run_together
from amends.jobs.models import Job
from amends.jobs.queue import Work, enqueue, enqueue_many
from amends.jobs.registry import job

pytestmark = pytest.mark.django_db


class Kitchen:
    """Handlers for tests: they write down what ran and fail when they are told to."""

    def __init__(self) -> None:
        self.ran: list[Any] = []
        self.given_up: list[tuple[dict[str, Any], str]] = []
        self.error: Exception | None = None

    def cook(self, payload: dict[str, Any], now: datetime) -> None:
        self.ran.append(payload.get("name"))
        if self.error is not None:
            raise self.error

    def gave_up(self, payload: dict[str, Any], error: str, now: datetime) -> None:
        self.given_up.append((payload, error))


@pytest.fixture
def kitchen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kitchen]:
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    made = Kitchen()
    job("test.cook", attempts=3, lease_seconds=60, gave_up=made.gave_up)(made.cook)
    return made


def test_a_job_is_stored_in_the_transaction_of_its_change(now: datetime) -> None:
    def change() -> None:
        with transaction.atomic():
            enqueue("test.cook", {}, now=now)
            assert Job.objects.count() == 1
            raise RuntimeError("changed my mind")

    with pytest.raises(RuntimeError, match="changed my mind"):
        change()
    assert Job.objects.count() == 0


def test_a_key_keeps_a_waiting_job_single(now: datetime) -> None:
    enqueue("test.cook", {"name": "first"}, now=now, key="soup")
    enqueue("test.cook", {"name": "second"}, now=now, key="soup")
    enqueue("test.cook", {"name": "third"}, now=now, key="bread")
    enqueue("test.cook", {"name": "fourth"}, now=now)
    enqueue("test.cook", {"name": "fifth"}, now=now)
    assert [item.payload["name"] for item in Job.objects.order_by("id")] == ["first", "third", "fourth", "fifth"]


def test_a_key_is_free_again_when_its_job_is_done(now: datetime, kitchen: Kitchen) -> None:
    for name in ("first", "second"):
        enqueue("test.cook", {"name": name}, now=now, key="soup")
        run_due(lambda: now)
    assert kitchen.ran == ["first", "second"]


def test_what_is_enqueued_while_a_job_of_its_key_runs_is_not_lost(now: datetime, kitchen: Kitchen) -> None:
    """The running job may have read what the later change replaced."""

    def slow(payload: dict[str, Any], moment: datetime) -> None:
        kitchen.ran.append(payload["name"])
        if payload["name"] == "first":
            enqueue("test.slow", {"name": "after the change"}, now=moment, key="refresh:1")

    job("test.slow")(slow)
    enqueue("test.slow", {"name": "first"}, now=now, key="refresh:1")
    run_due(lambda: now)
    assert kitchen.ran == ["first", "after the change"]


def test_many_jobs_are_stored_at_once_and_their_keys_count(now: datetime) -> None:
    enqueue("test.cook", {}, now=now, key="n:3")
    enqueue_many(Work("test.cook", {"number": n}, now, key=f"n:{n % 1500}") for n in range(3000))
    assert Job.objects.count() == 1500


def test_the_urgent_runs_first_then_what_waits_longest(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "later"}, now=now, run_at=now - timedelta(seconds=1))
    enqueue("test.cook", {"name": "earlier"}, now=now, run_at=now - timedelta(seconds=9))
    enqueue("test.cook", {"name": "urgent"}, now=now, priority=5)
    enqueue("test.cook", {"name": "some day"}, now=now, priority=-5, run_at=now - timedelta(days=1))
    run_due(lambda: now)
    assert kitchen.ran == ["urgent", "earlier", "later", "some day"]


def test_nothing_runs_before_its_time(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "tomorrow"}, now=now, run_at=now + timedelta(days=1))
    assert run_due(lambda: now + timedelta(hours=23)) == 0
    assert run_due(lambda: now + timedelta(hours=24)) == 1


def test_a_claimed_job_is_nobody_elses_until_its_lease_ends(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "soup"}, now=now)
    (mine,) = claim(now)
    assert claim(now + timedelta(seconds=59)) == []
    (theirs,) = claim(now + timedelta(seconds=61))
    assert theirs.pk == mine.pk
    assert not run(mine, now + timedelta(seconds=62)), "the lease is over and somebody else has it"
    assert run(theirs, now + timedelta(seconds=62))
    assert kitchen.ran == ["soup"]


def test_a_job_that_waited_in_a_batch_is_run_with_a_whole_lease(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "soup"}, now=now)
    (mine,) = claim(now)
    run_at = now + timedelta(seconds=50)

    def look(payload: dict[str, Any], moment: datetime) -> None:
        assert claim(moment + timedelta(seconds=55)) == [], "somebody else may take it while it runs"
        kitchen.ran.append("looked")

    registry._HANDLERS["test.cook"] = registry.Handler("test.cook", look, 3, 60)
    assert run(mine, run_at)
    assert kitchen.ran == ["looked"]


def test_a_dead_workers_job_runs_again(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "soup"}, now=now)
    claim(now)  # and the worker dies here
    assert run_due(lambda: now) == 0
    assert run_due(lambda: now + timedelta(seconds=61)) == 1
    assert kitchen.ran == ["soup"]
    assert Job.objects.get().done_at is not None


def test_a_job_that_kills_its_worker_every_time_is_given_up(now: datetime, kitchen: Kitchen) -> None:
    class Killed(BaseException):
        pass

    def kill(payload: dict[str, Any], moment: datetime) -> None:
        kitchen.ran.append("killed")
        raise Killed

    job("test.kill", attempts=3, lease_seconds=10)(kill)
    enqueue("test.kill", {}, now=now)
    moment = now
    for _ in range(6):
        for claimed in claim(moment):
            with contextlib.suppress(Killed):
                run(claimed, moment)
        moment += timedelta(seconds=11)
    failed = Job.objects.get()
    assert len(kitchen.ran) == 3
    assert failed.failed_at is not None
    assert "died 3 times" in failed.last_error


def test_jobs_that_only_waited_beside_a_killer_lose_no_attempt(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "innocent"}, now=now)
    for step in range(10):  # ten workers took it and died before its turn came
        assert claim(now + timedelta(seconds=61 * step), most=20)
    assert run_due(lambda: now + timedelta(hours=1)) == 1
    assert kitchen.ran == ["innocent"]


def test_a_failing_job_comes_again_later_and_later(now: datetime, kitchen: Kitchen) -> None:
    kitchen.error = RuntimeError("the stove is cold")
    enqueue("test.cook", {"name": "soup"}, now=now)
    run_due(lambda: now)
    again = Job.objects.get()
    assert again.run_at == now + timedelta(seconds=BACKOFF[0])
    assert "the stove is cold" in again.last_error
    assert run_due(lambda: now + timedelta(seconds=BACKOFF[0] - 1)) == 0
    later = again.run_at
    run_due(lambda: later)
    assert Job.objects.get().run_at == later + timedelta(seconds=BACKOFF[1])


def test_a_job_that_succeeds_after_a_failure_is_done(now: datetime, kitchen: Kitchen) -> None:
    kitchen.error = RuntimeError("the stove is cold")
    enqueue("test.cook", {"name": "soup"}, now=now)
    run_due(lambda: now)
    kitchen.error = None
    run_due(lambda: now + timedelta(hours=1))
    done = Job.objects.get()
    assert done.done_at is not None
    assert done.attempts == 2


def test_a_job_is_given_up_after_its_attempts_and_kept_with_its_error(now: datetime, kitchen: Kitchen) -> None:
    kitchen.error = RuntimeError("the stove is cold")
    enqueue("test.cook", {"name": "soup"}, now=now)
    for day in range(6):
        run_due(lambda day=day: now + timedelta(days=day))
    failed = Job.objects.get()
    assert kitchen.ran == ["soup"] * 3
    assert failed.failed_at is not None
    assert failed.done_at is None
    assert failed.last_error.strip().endswith("RuntimeError: the stove is cold")
    assert kitchen.given_up == [({"name": "soup"}, "RuntimeError: the stove is cold")]


def test_a_permanent_transport_error_gives_up_at_once(now: datetime, kitchen: Kitchen) -> None:
    kitchen.error = TransportError("this address does not exist", permanent=True)
    enqueue("test.cook", {"name": "soup"}, now=now)
    run_due(lambda: now)
    assert Job.objects.get().failed_at == now
    assert len(kitchen.given_up) == 1


def test_a_passing_transport_error_is_tried_again(now: datetime, kitchen: Kitchen) -> None:
    kitchen.error = TransportError("the line is busy")
    enqueue("test.cook", {"name": "soup"}, now=now)
    run_due(lambda: now)
    assert Job.objects.get().failed_at is None


def test_an_unknown_kind_is_kept_as_failed_and_stops_nothing(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.nobody_knows", {}, now=now, priority=9)
    enqueue("test.cook", {"name": "soup"}, now=now)
    run_due(lambda: now)
    assert "test.nobody_knows" in Job.objects.get(kind="test.nobody_knows").last_error
    assert kitchen.ran == ["soup"]


def test_a_failed_job_can_be_put_back_even_while_another_of_its_key_waits(now: datetime, kitchen: Kitchen) -> None:
    kitchen.error = TransportError("no such door", permanent=True)
    enqueue("test.cook", {"name": "soup"}, now=now, key="soup")
    run_due(lambda: now)
    kitchen.error = None
    enqueue("test.cook", {"name": "soup"}, now=now, key="soup", run_at=now + timedelta(days=1))
    failed = Job.objects.get(failed_at__isnull=False)
    assert retry(failed.pk, now)
    assert not retry(failed.pk, now), "it waits already"
    assert run_due(lambda: now) == 1


def test_pruning_removes_what_is_done_and_keeps_what_failed(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {"name": "soup"}, now=now)
    enqueue("test.nobody_knows", {}, now=now)
    run_due(lambda: now)
    enqueue("test.cook", {"name": "waits"}, now=now, run_at=now + timedelta(days=9))
    assert prune(now) == 0
    assert prune(now + timedelta(seconds=1)) == 1
    assert set(Job.objects.values_list("kind", flat=True)) == {"test.nobody_knows", "test.cook"}


def test_one_kind_has_one_handler(kitchen: Kitchen) -> None:
    with pytest.raises(ValueError, match=r"test\.cook has a handler"):
        job("test.cook")(lambda payload, now: None)


def test_only_some_kinds_can_be_claimed(now: datetime, kitchen: Kitchen) -> None:
    enqueue("test.cook", {}, now=now)
    enqueue("test.bake", {}, now=now)
    assert [item.kind for item in claim(now, most=5, kinds=("test.bake",))] == ["test.bake"]


def test_a_restarted_worker_adds_no_second_round_of_sweeps(now: datetime) -> None:
    from amends.desk.flow import start_sweeps

    moment = now
    for _ in range(5):  # five starts within ten minutes
        start_sweeps(moment)
        run_due(lambda moment=moment: moment)
        moment += timedelta(minutes=2)
    run_due(lambda: moment)
    waiting = Job.objects.filter(done_at__isnull=True, failed_at__isnull=True)
    assert sorted(waiting.values_list("kind", flat=True)) == [
        "deadlines.sweep",
        "jobs.prune",
        "lab.sweep",
        "parcels.sweep",
        "promises.sweep",
        "recoveries.sweep",
        "replies.prune",
        "tokens.prune",
        "webhooks.sweep",
    ]


def test_a_sweep_that_fails_does_not_end_the_sweeping(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from amends.desk.deadlines import jobs as sweeping

    class Broken:
        def filter(self, **_: Any) -> None:
            raise RuntimeError("disk full")

    monkeypatch.setattr(sweeping.Deadline, "objects", Broken())
    enqueue("deadlines.sweep", {}, now=now, key="deadlines.sweep")
    run_due(lambda: now)
    assert Job.objects.filter(kind="deadlines.sweep", attempts=0, run_at__gt=now).count() == 1


# Several at once


class Canteen(Kitchen):
    """Cooks several dishes at once; a poisoned one spoils the pot."""

    def __init__(self) -> None:
        super().__init__()
        self.pots: list[list[str]] = []

    def cook(self, payload: dict[str, Any], now: datetime) -> None:
        if payload["name"] == "poison":
            raise RuntimeError("poison")
        super().cook(payload, now)

    def cook_together(self, payloads: Sequence[dict[str, Any]], now: datetime) -> None:
        names = [payload["name"] for payload in payloads]
        self.pots.append(names)
        if "poison" in names:
            raise RuntimeError("poison")


@pytest.fixture
def canteen(monkeypatch: pytest.MonkeyPatch) -> Canteen:
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    made = Canteen()
    job("test.canteen", attempts=3, together=made.cook_together)(made.cook)
    job("test.cook", attempts=3)(made.cook)
    return made


def test_jobs_of_one_kind_that_wait_beside_each_other_run_at_once(now: datetime, canteen: Canteen) -> None:
    for kind, name in (("canteen", "a"), ("canteen", "b"), ("cook", "c"), ("canteen", "d")):
        enqueue(f"test.{kind}", {"name": name}, now=now)
    assert run_due(lambda: now) == 4
    assert canteen.pots == [["a", "b"]]
    assert canteen.ran == ["c", "d"], "a single one and one of another kind run as ever"
    assert Job.objects.filter(done_at=now, attempts=1).count() == 4


def test_one_poisoned_job_does_not_spoil_those_beside_it(now: datetime, canteen: Canteen) -> None:
    for name in ("a", "poison", "b"):
        enqueue("test.canteen", {"name": name}, now=now)
    run_due(lambda: now)
    assert canteen.ran == ["a", "b"]
    assert Job.objects.filter(done_at__isnull=False).count() == 2
    run_due(lambda: now + timedelta(days=1))
    assert Job.objects.get(done_at__isnull=True).failed_at is not None, "it is given up after its attempts"


def test_what_another_worker_took_over_is_not_run_together(now: datetime, canteen: Canteen) -> None:
    for name in ("a", "b"):
        enqueue("test.canteen", {"name": name}, now=now)
    ours = claim(now, most=2)
    later = now + timedelta(minutes=5)
    assert len(claim(later, most=1)) == 1
    assert not run_together(ours, later)
    assert not canteen.pots
