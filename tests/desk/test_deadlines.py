"""Deadlines: rows with a due time, noticed once by a sweep that may run any number of times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from making import NOW, days, dispute_record

from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.deadlines.jobs import sweep
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.operations import settle
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.models import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    """A platform dispute that is due in four days."""
    take_in(dispute_record(due_at=NOW + days(4)))
    run_jobs(NOW)
    return Case.objects.get()


def actions(case: Case) -> list[str]:
    about = Entry.objects.filter(subject=f"case:{case.pk}", action__startswith="deadline.")
    return list(about.order_by("id").values_list("action", flat=True))


def test_nothing_happens_before_the_safe_time(case: Case, run_jobs: Callable[[datetime], int]) -> None:
    sweep({}, NOW)
    run_jobs(NOW)
    assert actions(case) == ["deadline.set"]
    case.refresh_from_db()
    assert not case.past_safe


def test_a_case_past_its_safe_time_goes_to_the_front_and_into_its_tab(
    case: Case, run_jobs: Callable[[datetime], int]
) -> None:
    deadline = Deadline.objects.get()
    moment = deadline.safe_by + timedelta(minutes=1)
    for _ in range(3):
        sweep({}, moment)
        run_jobs(moment)
    case.refresh_from_db()
    assert (case.past_safe, case.tab) == (True, "deadline")
    assert actions(case) == ["deadline.set", "deadline.passed_safe"]


def test_a_missed_deadline_is_on_record_once_with_its_consequence(
    case: Case, run_jobs: Callable[[datetime], int]
) -> None:
    moment = NOW + days(4) + timedelta(minutes=1)
    for _ in range(3):
        sweep({}, moment)
        run_jobs(moment)
    assert Deadline.objects.get().state == Deadline.MISSED
    assert actions(case).count("deadline.missed") == 1


def test_a_deadline_that_was_met_is_never_missed(case: Case) -> None:
    assert settle(actor=SYSTEM, case=case, keys=None, state=Deadline.MET, now=NOW) == 1
    assert settle(actor=SYSTEM, case=case, keys=None, state=Deadline.MET, now=NOW) == 0
    sweep({}, NOW + days(9))
    assert actions(case) == ["deadline.set", "deadline.met"]


def test_a_closed_case_has_no_deadlines_left(case: Case, run_jobs: Callable[[datetime], int]) -> None:
    cases.close(actor=SYSTEM, case=case, reason="done", now=NOW)
    run_jobs(NOW)
    sweep({}, NOW + days(9))
    assert "deadline.missed" not in actions(case)


def test_a_changed_platform_date_replaces_the_old_one(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(dispute_record(due_at=NOW + days(2)))
    run_jobs(NOW)
    assert Deadline.objects.get().due == NOW + days(2)
    case.refresh_from_db()
    assert case.due == NOW + days(2)


def test_a_sweep_queues_exactly_one_next_sweep(case: Case) -> None:
    from amends.jobs.models import Job

    Job.objects.all().delete()
    for second in range(5):
        sweep({}, NOW + timedelta(seconds=second))
    following = Job.objects.get(kind="deadlines.sweep")
    assert timedelta(0) < following.run_at - NOW <= timedelta(minutes=1)


def test_a_stopped_clock_passes_no_deadline_that_lies_ahead_of_it(
    case: Case, shop: Shop, run_jobs: Callable[[datetime], int]
) -> None:
    Shop.objects.filter(pk=shop.pk).update(as_of=NOW)
    sweep({}, NOW + days(30))
    run_jobs(NOW + days(30))
    case.refresh_from_db()
    assert not case.past_safe
    assert Deadline.objects.get().state == Deadline.OPEN


def test_a_stopped_clock_past_the_safe_time_shows_it(
    case: Case, shop: Shop, run_jobs: Callable[[datetime], int]
) -> None:
    Shop.objects.filter(pk=shop.pk).update(as_of=Deadline.objects.get().safe_by + timedelta(minutes=1))
    sweep({}, NOW)
    run_jobs(NOW)
    case.refresh_from_db()
    assert case.past_safe


def test_a_shop_that_looks_at_history_does_not_hold_up_the_others(
    case: Case, desk: object, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of old deadlines of a stopped clock stand before a real one in time."""
    history = Case.objects.create(
        shop=desk.own_shop,
        opened_by="message",
        opened_at=NOW,
        updated_at=NOW,  # type: ignore[attr-defined]
    )
    Shop.objects.filter(pk=history.shop_id).update(as_of=NOW - days(900))
    row = Deadline.objects.get()
    Deadline.objects.bulk_create(
        Deadline(
            case=history, key=f"k{n}", platform="own_shop", event="e", at=NOW - days(800), due=NOW - days(700),
            safe_by=NOW - days(701), unit="hours",
        )
        for n in range(2100)
    )  # fmt: skip
    sweep({}, row.safe_by + timedelta(minutes=1))
    row.refresh_from_db()
    assert row.passed_safe
