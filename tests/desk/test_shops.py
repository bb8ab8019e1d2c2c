"""Shops: who may work where, rates that are named with their day, and a clock that can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from making import NOW, days, event, message_record, order_record, parcel_record

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.flow import move_clock
from amends.desk.people.actors import SYSTEM, Actor, actor_of
from amends.desk.people.models import Person
from amends.desk.people.operations import EmailTaken, add_person
from amends.desk.shops.models import ExchangeRate, Shop
from amends.desk.shops.operations import UnknownPlatform, allow, create_shop, set_as_of, set_rates
from amends.desk.shops.queries import NoRate, in_owner_currency, is_lead, rate_on, role_in, shop_now, shops_of

pytestmark = pytest.mark.django_db
NOT_COME = "Olá, não recebi meu pedido até agora."


def test_people_work_in_their_own_shops_only(desk: Any) -> None:
    assert {shop.key for shop in shops_of(desk.alice)} == {"lumora-ali", "lumora-own"}
    assert {shop.key for shop in shops_of(desk.charlie)} == {"brightway-ali"}
    assert role_in(desk.charlie, desk.shop.pk) is None
    assert is_lead(desk.bob, desk.shop.pk)
    assert not is_lead(desk.alice, desk.shop.pk)
    assert not is_lead(desk.charlie, desk.shop.pk)


def test_a_role_can_be_changed(desk: Any) -> None:
    allow(actor=actor_of(desk.bob), person=desk.alice, shops=[desk.shop], role="lead", now=NOW)
    assert is_lead(desk.alice, desk.shop.pk)
    assert shops_of(desk.alice).count() == 2


def test_one_address_has_one_account(desk: Any) -> None:
    with pytest.raises(EmailTaken):
        add_person(
            actor=SYSTEM, organisation=desk.organisation, email="ALICE@amends.example", name="A", password=None, now=NOW
        )


def test_a_platform_that_nobody_knows_is_refused(desk: Any) -> None:
    with pytest.raises(UnknownPlatform, match="known are"):
        create_shop(actor=SYSTEM, organisation=desk.organisation, key="x", name="x", platform="moonmart", now=NOW)


def test_persons_and_the_system_are_told_apart_in_the_journal(alice: Person) -> None:
    assert actor_of(alice).journal_name == f"person:{alice.pk} Alice"
    assert Actor("amends").journal_name == "system:amends"


# Rates


def test_the_rate_of_the_day_or_the_last_before_it_is_used(desk: Any) -> None:
    for day, rate in ((date(2026, 11, 1), "7.00"), (date(2026, 11, 10), "7.50")):
        set_rates(
            actor=SYSTEM, organisation=desk.organisation, day=day, rates={"USD": Decimal(rate)}, origin="bank", now=NOW
        )
    assert rate_on(desk.organisation, "USD", date(2026, 11, 10)).rate == Decimal("7.5")
    assert rate_on(desk.organisation, "USD", date(2026, 11, 9)).rate == Decimal("7")
    assert rate_on(desk.organisation, "USD", date(2020, 1, 1)).day == date(2026, 11, 1), "else the earliest known"
    converted, used = in_owner_currency(Money(1000, "USD"), desk.organisation, date(2026, 11, 12))
    assert (converted, used.source, used.target) == (Money(7500, "CNY"), "USD", "CNY")


def test_the_same_day_replaces_its_rate(desk: Any) -> None:
    for rate in ("7.00", "7.20"):
        set_rates(
            actor=SYSTEM, organisation=desk.organisation, day=NOW.date(), rates={"USD": Decimal(rate)}, origin="b",
            now=NOW,
        )  # fmt: skip
    assert rate_on(desk.organisation, "USD", NOW.date()).rate == Decimal("7.2")


@pytest.mark.parametrize("rate", ["0", "-1"])
def test_a_rate_is_above_zero(desk: Any, rate: str) -> None:
    with pytest.raises(DomainError):
        set_rates(
            actor=SYSTEM, organisation=desk.organisation, day=NOW.date(), rates={"USD": Decimal(rate)}, origin="b",
            now=NOW,
        )  # fmt: skip


def test_a_missing_rate_is_said_and_never_guessed(
    desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    ExchangeRate.objects.filter(source="USD").delete()
    with pytest.raises(NoRate, match="USD"):
        rate_on(desk.organisation, "USD", NOW.date())
    take_in(order_record(), message_record(text=NOT_COME))
    run_jobs(NOW)
    case = Case.objects.get()
    assert "USD" in case.loss_rate["missing"]
    assert case.loss_minor == 0
    assert case.stake_minor > 0, "in the order's own currency it is known"


def test_the_used_rate_and_its_day_are_stored_with_the_figure(
    desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    set_rates(
        actor=SYSTEM, organisation=desk.organisation, day=NOW.date() - days(1), rates={"USD": Decimal("7.25")},
        origin="my bank", now=NOW,
    )  # fmt: skip
    ExchangeRate.objects.filter(day__gte=NOW.date()).delete()
    take_in(order_record(), message_record(text=NOT_COME))
    run_jobs(NOW)
    used = Case.objects.get().loss_rate
    assert Decimal(used["rate"]) == Decimal("7.25")
    assert (used["day"], used["origin"], used["from"], used["to"]) == ("2026-11-19", "my bank", "USD", "CNY")


# History


def test_a_stopped_clock_stands_and_others_run(desk: Any) -> None:
    then = NOW - days(400)
    stopped = set_as_of(actor=SYSTEM, shop=desk.shop, as_of=then, now=NOW)
    assert shop_now(stopped, NOW) == then
    assert shop_now(desk.own_shop, NOW) == NOW
    assert shop_now(set_as_of(actor=SYSTEM, shop=stopped, as_of=None, now=NOW), NOW) == NOW


def test_history_is_seen_as_it_stood_on_that_day(
    desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    """Two years ago: what had happened by then is there, what came later is not yet."""
    then = NOW - days(730)
    shop = set_as_of(actor=SYSTEM, shop=desk.shop, as_of=then, now=NOW)
    take_in(
        order_record(placed_at=then - days(20), promised_by=then + days(10)),
        order_record("later", placed_at=then + days(5), promised_by=then + days(40)),
        parcel_record(events=[event(then - days(3), "Accepted by carrier"), event(then + days(9), "Delivered", "BR")]),
        message_record("m-1", text=NOT_COME, sent_at=then - days(1)),
        message_record("m-2", order_number="later", text=NOT_COME, sent_at=then + days(30)),
        shop=shop,
    )
    run_jobs(NOW)
    case = Case.objects.get()
    assert (case.order.number, case.parcel_leg != "delivered") == ("8201-1", True)
    assert case.due is not None
    assert then - days(1) < case.due < then + days(10)
    assert case.offers.first().request["now"].startswith(then.date().isoformat())
    assert case.loss_rate.get("missing") is None

    shop = set_as_of(actor=SYSTEM, shop=shop, as_of=then + days(31), now=NOW)
    assert move_clock(shop, NOW) > 0
    run_jobs(NOW)
    assert Case.objects.filter(order__number="later").exists()
    case.refresh_from_db()
    assert case.parcel_leg == "delivered"


def test_moving_the_clock_of_one_shop_touches_no_other(
    desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(order_record(), message_record(text=NOT_COME), shop=desk.other_shop)
    run_jobs(NOW)
    assert move_clock(Shop.objects.get(pk=desk.shop.pk), NOW) == 0
