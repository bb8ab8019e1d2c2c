"""Parcels: scans kept once, watched, looked at again, and trouble found before anyone complains."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import NOW, days, event, order_record, parcel_record

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.parcels.operations import take_in_parcels
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.models import Shop
from amends.jobs.models import Job
from amends.jobs.queue import enqueue

pytestmark = pytest.mark.django_db


def intake(shop: Shop, *records: Any) -> Any:
    return take_in_parcels(actor=SYSTEM, shop=shop, records=[(n, r) for n, r in enumerate(records, 1)], now=NOW)


def test_a_parcel_belongs_to_its_orders(order: Order, shop: Shop) -> None:
    intake(shop, parcel_record())
    parcel = Parcel.objects.get()
    assert list(parcel.orders.all()) == [order]
    assert parcel.scans.count() == 2


def test_the_same_parcel_twice_changes_nothing(order: Order, shop: Shop) -> None:
    intake(shop, parcel_record())
    taken = intake(shop, parcel_record())
    assert (taken.created, taken.updated, taken.unchanged) == ([], [], 1)
    assert Scan.objects.count() == 2


def test_a_new_scan_is_added_and_known_ones_are_kept_once(order: Order, shop: Shop) -> None:
    intake(shop, parcel_record())
    first = parcel_record()
    more = [*first.model_dump()["events"], event(NOW - days(1), "Left the country")]
    taken = intake(shop, parcel_record(events=more))
    assert len(taken.updated) == 1
    assert Scan.objects.count() == 3


def test_one_parcel_serves_many_orders_and_one_order_many_parcels(take_in: Callable[..., None], shop: Shop) -> None:
    take_in(order_record("1"), order_record("2"))
    intake(shop, parcel_record("P1", ("1", "2")), parcel_record("P2", ("2",)))
    assert Parcel.objects.get(tracking_number="P1").orders.count() == 2
    assert Order.objects.get(number="2").parcels.count() == 2


def test_a_parcel_without_any_known_order_is_a_problem(shop: Shop) -> None:
    taken = intake(shop, parcel_record(orders=("nowhere",)))
    assert not Parcel.objects.exists()
    assert taken.problems[0].value == "nowhere"
    assert "import the orders first" in taken.problems[0].reason


def test_an_order_that_comes_later_is_tied_to_the_parcel_that_names_it(
    take_in: Callable[..., None], shop: Shop
) -> None:
    take_in(order_record("1"))
    assert intake(shop, parcel_record(orders=("1", "2"))).problems
    take_in(order_record("2"))
    taken = intake(shop, parcel_record(orders=("1", "2")))
    assert not taken.problems
    assert Parcel.objects.get().orders.count() == 2


def test_another_shops_orders_are_not_tied(desk: Any, take_in: Callable[..., None]) -> None:
    take_in(order_record(), shop=desk.other_shop)
    assert intake(desk.shop, parcel_record()).problems
    assert not Parcel.objects.exists()


def test_the_watch_says_where_a_parcel_is(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(parcel_record())
    run_jobs(NOW)
    parcel = Parcel.objects.get()
    assert parcel.leg not in ("", "pre_dispatch", "delivered")
    assert parcel.anomaly == ""
    assert parcel.reason
    assert parcel.arrival["p80"]
    assert parcel.looked_at == NOW


STUCK = [event(NOW - days(30), "Accepted by carrier"), event(NOW - days(29), "Departed from sorting centre, Shenzhen")]
BACK = [*STUCK[:1], event(NOW - days(2), "Returned to sender before export")]


def test_trouble_opens_a_case_before_the_buyer_complains(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(parcel_record(events=STUCK))
    run_jobs(NOW)
    case = Case.objects.get()
    assert (case.opened_by, case.kind, case.claim) == ("parcel", "not_exported", "")
    assert case.tab == "parcel"
    assert case.headline
    assert case.replies.get().stage == "proactive"


def test_a_parcel_without_trouble_opens_nothing(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(parcel_record())
    run_jobs(NOW)
    assert not Case.objects.exists()


def test_a_quiet_parcel_is_looked_at_again_and_its_silence_found(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(parcel_record())
    run_jobs(NOW)
    later = NOW + days(25)
    enqueue("parcels.sweep", {}, now=later, key="parcels.sweep")
    run_jobs(later)
    assert Case.objects.get().kind == "not_exported"
    assert Parcel.objects.get().looked_at == later


def test_a_delivered_parcel_is_not_looked_at_again(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    told = [event(NOW - days(9), "Accepted by carrier"), event(NOW - days(1), "Delivered", "BR", code="delivered")]
    take_in(parcel_record(events=told))
    run_jobs(NOW)
    parcel = Parcel.objects.get()
    assert parcel.leg == "delivered"
    assert parcel.look_again_at is None


def test_a_sweep_queues_every_parcel_once(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(parcel_record("P1"), parcel_record("P2"))
    run_jobs(NOW)
    Job.objects.all().delete()
    from amends.desk.parcels.jobs import sweep

    later = NOW + timedelta(hours=13)
    sweep({}, later)
    sweep({}, later)
    assert Job.objects.filter(kind="flow.follow_parcel").count() == 2
    assert Job.objects.filter(kind="parcels.sweep").count() == 1


def test_a_scan_that_lies_ahead_of_the_shops_clock_has_not_happened(
    take_in: Callable[..., None], order: Order, shop: Shop, run_jobs: Callable[[datetime], int]
) -> None:
    Shop.objects.filter(pk=shop.pk).update(as_of=NOW - days(3))
    take_in(
        parcel_record(events=[event(NOW - days(8), "Accepted by carrier"), event(NOW - days(1), "Delivered", "BR")])
    )
    run_jobs(NOW)
    assert Parcel.objects.get().leg != "delivered"
