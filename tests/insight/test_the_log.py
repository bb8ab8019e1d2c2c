"""The desk's own history as log lines: what was proposed, what was sent, what came of it, and what is still open."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from making import NOW, days

from amends.core.vocabulary import Leg
from amends.decide.aftermath import aftermath
from amends.decide.outcomes import LogLine, read_log
from amends.desk.cases.models import Case, Dispute
from amends.desk.offers.models import Offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.parcels.models import Parcel
from amends.desk.reviews.models import Review
from amends.desk.shops.models import Shop
from amends.insight.outcomes import Logged, Span, as_json, logged
from tests.insight.history import LONG_AGO, REFUND, case_of, sent, settled, told

pytestmark = pytest.mark.django_db


def lines_of(shop: Shop) -> list[Logged]:
    return logged(Span([shop.pk]), NOW)


def only(shop: Shop) -> LogLine:
    (found,) = lines_of(shop)
    assert found.line is not None
    return found.line


def review(case: Case, rating: int, after: timedelta, sent_at: Any = LONG_AGO) -> Review:
    return Review.objects.create(
        shop=case.shop, order=case.order, external_id=f"r-{case.pk}-{after.days}", rating=rating,
        written_at=sent_at + after,
    )  # fmt: skip


def dispute(case: Case, after: timedelta, *, closed: timedelta | None = None, **more: Any) -> Dispute:
    return Dispute.objects.create(
        shop=case.shop, order=case.order, case=case, external_id=f"d-{case.pk}", opened_at=LONG_AGO + after,
        closed_at=LONG_AGO + closed if closed is not None else None, **{"platform": case.shop.platform, **more},
    )  # fmt: skip


def booked(case: Case, minor: int, source: str, after: timedelta) -> None:
    assert case.order is not None
    LedgerEntry.objects.create(
        line=case.order.lines.get(), amount_minor=minor, source=source, key=f"{case.pk}-{source}-{minor}",
        booked_at=LONG_AGO + after, booked_by="system:amends",
    )  # fmt: skip


def test_a_sent_menu_that_was_taken_is_a_closed_line_with_the_facts_it_rested_on(shop: Shop) -> None:
    offer = settled(shop, "1")
    line = only(shop)
    assert line.outcome.accepted == 0
    assert line.outcome.closed_at is not None
    assert line.outcome.closed_at == LONG_AGO + days(2) + aftermath().review
    assert line.proposed is None, "what was proposed was sent"
    assert [item.remedy.value for item in line.offered] == [item["remedy"] for item in offer.sent_menu]
    assert line.order.value == "23.40"


def test_what_was_proposed_stands_apart_where_a_person_sent_something_else(shop: Shop) -> None:
    offer = settled(shop, "1", menu=REFUND)
    line = only(shop)
    assert [item.remedy.value for item in line.offered] == ["full_refund"]
    assert line.proposed is not None
    assert [item.remedy.value for item in line.proposed] == [item["remedy"] for item in offer.result["menu"]]


def test_the_chance_of_an_explored_menu_comes_with_it(shop: Shop) -> None:
    settled(shop, "1", propensity=0.25)
    assert only(shop).propensity == 0.25


def test_a_menu_that_was_never_sent_is_no_line(shop: Shop) -> None:
    offer = settled(shop, "1")
    Offer.objects.filter(pk=offer.pk).update(sent_menu=None)
    assert lines_of(shop) == []


def test_a_line_survives_being_written_and_read_as_a_file(shop: Shop) -> None:
    settled(shop, "1", menu=REFUND)
    settled(shop, "2", taken=None)
    written = [as_json(found.line) for found in lines_of(shop) if found.line is not None]
    log = read_log((number, row.encode()) for number, row in enumerate(written))
    assert not log.errors
    assert log.lines == [found.line for found in lines_of(shop)]
    assert "Buyer 1" not in "".join(written), "no name leaves with it"


# What is open --------------------------------------------------------------------------------------------------------


def test_until_a_review_can_no_longer_come_a_taken_offer_is_open_and_not_without_stars(shop: Shop) -> None:
    settled(shop, "1", NOW - days(20))
    line = only(shop)
    assert line.outcome.accepted == 0
    assert line.outcome.stars is None
    assert line.outcome.closed_at is None


def test_a_review_that_has_come_is_waited_for_no_longer(shop: Shop) -> None:
    offer = settled(shop, "1", NOW - days(20))
    review(offer.case, 2, days(4), sent_at=NOW - days(20))
    line = only(shop)
    assert line.outcome.stars == 2
    assert line.outcome.closed_at == NOW - days(16)


def test_reviews_before_the_menu_and_long_after_the_end_are_about_something_else(shop: Shop) -> None:
    offer = settled(shop, "1")
    review(offer.case, 1, days(-3))
    review(offer.case, 1, days(40))
    assert only(shop).outcome.stars is None


def test_where_banks_reach_the_seller_a_line_is_open_for_a_hundred_and_twenty_days(desk: Any) -> None:
    settled(desk.own_shop, "1", NOW - days(100))
    settled(desk.own_shop, "2", NOW - days(130))
    settled(desk.shop, "3", NOW - days(100))
    by_number = {found.line.id: found.line.outcome.closed_at for found in lines_of(desk.own_shop) if found.line}
    assert sorted(closed is None for closed in by_number.values()) == [False, True]
    assert only(desk.shop).outcome.closed_at is not None, "on a marketplace the platform answers the bank"


def test_an_offer_without_any_answer_is_open(shop: Shop) -> None:
    sent(case_of(shop, "1"))
    line = only(shop)
    assert (line.outcome.accepted, line.outcome.ruled, line.outcome.gave_up) == (None, None, False)
    assert line.outcome.closed_at is None
    assert not line.outcome.answered


# What the records say by themselves ----------------------------------------------------------------------------------


def test_her_own_words_say_what_she_took(shop: Shop) -> None:
    offer = sent(case_of(shop, "1", closed=LONG_AGO + days(3)))
    Offer.objects.filter(pk=offer.pk).update(answer={"accepts": 1, "declines": False})
    assert only(shop).outcome.accepted == 1


def test_what_a_person_told_counts_more_than_what_was_read(shop: Shop) -> None:
    offer = sent(case_of(shop, "1", closed=LONG_AGO + days(3)))
    Offer.objects.filter(pk=offer.pk).update(answer={"accepts": 1})
    told(offer, ruled="seller")
    line = only(shop)
    assert (line.outcome.accepted, line.outcome.ruled) == (None, "seller")


def test_what_was_taken_back_counts_no_more(shop: Shop) -> None:
    offer = settled(shop, "1", taken=None)
    offer.endings.update(undone_at=NOW)
    line = only(shop)
    assert line.outcome.ruled is None


def test_silence_after_the_end_means_that_she_gave_up_but_not_at_once(shop: Shop) -> None:
    sent(case_of(shop, "1", closed=LONG_AGO + days(3)))
    assert only(shop).outcome.gave_up
    Case.objects.update(closed_at=NOW - days(10))
    assert not only(shop).outcome.gave_up


@pytest.mark.parametrize(("minor", "ruled"), [(2340, "buyer"), (2300, "buyer"), (900, "partial")])
def test_a_dispute_that_ended_with_the_platforms_refund_was_ruled_so(shop: Shop, minor: int, ruled: str) -> None:
    case = case_of(shop, "1", closed=LONG_AGO + days(9))
    sent(case)
    dispute(case, days(1), closed=days(8))
    booked(case, minor, LedgerEntry.PLATFORM, days(8))
    line = only(shop)
    assert line.outcome.ruled == ruled
    assert line.outcome.paid is not None
    assert line.outcome.paid.amount == f"{minor / 100:.2f}"


def test_a_dispute_that_ended_without_a_word_is_not_taken_for_won(shop: Shop) -> None:
    case = case_of(shop, "1", closed=LONG_AGO + days(9))
    sent(case)
    dispute(case, days(1), closed=days(8))
    (found,) = lines_of(shop)
    assert found.untold
    assert found.line is not None
    assert found.line.outcome.ruled is None
    assert found.line.outcome.closed_at is None


def test_a_voided_booking_was_no_money(shop: Shop) -> None:
    case = case_of(shop, "1", closed=LONG_AGO + days(9))
    sent(case)
    booked(case, 2340, LedgerEntry.PLATFORM, days(8))
    LedgerEntry.objects.update(voided_at=NOW)
    assert only(shop).outcome.paid is None


def test_a_refund_by_us_of_just_the_offered_sum_says_that_it_was_taken(shop: Shop) -> None:
    case = case_of(shop, "1", closed=LONG_AGO + days(9))
    sent(case, menu=REFUND)
    booked(case, 2340, LedgerEntry.CHAT, days(2))
    assert only(shop).outcome.accepted == 0


def test_a_bank_that_took_the_money_back_is_a_chargeback(desk: Any) -> None:
    offer = settled(desk.own_shop, "1")
    dispute(offer.case, days(40), closed=days(60), platform="stripe", procedure="dispute")
    assert not only(desk.own_shop).outcome.chargeback, "it ended, and nothing says that money was lost"
    booked(offer.case, 2340, LedgerEntry.PAYMENT, days(60))
    assert only(desk.own_shop).outcome.chargeback


def test_an_open_payment_dispute_keeps_the_line_open(desk: Any) -> None:
    offer = settled(desk.own_shop, "1")
    assert only(desk.own_shop).outcome.closed_at is not None
    dispute(offer.case, days(40), platform="paypal", procedure="dispute")
    assert only(desk.own_shop).outcome.closed_at is None


def test_a_second_parcel_that_came_or_was_lost_is_known_from_the_watch(shop: Shop) -> None:
    offer = settled(shop, "1", menu=[{"remedy": "reship", "currency": "USD"}])
    assert only(shop).outcome.arrived is None
    assert offer.case.order is not None
    parcel = Parcel.objects.create(
        shop=shop, tracking_number="LP2", origin="CN", destination="BR", dispatched_at=LONG_AGO + days(2),
        leg=Leg.DELIVERED.value,
    )  # fmt: skip
    parcel.orders.add(offer.case.order)
    assert only(shop).outcome.arrived is True
    Parcel.objects.update(leg=Leg.LOST.value)
    assert only(shop).outcome.arrived is False


def test_a_wait_that_was_kept_or_broken_is_known_from_the_order(shop: Shop) -> None:
    by = (LONG_AGO + days(10)).date().isoformat()
    settled(shop, "1", menu=[{"remedy": "wait", "by_date": by, "currency": "USD"}])
    assert only(shop).outcome.arrived is False
    Order.objects.update(delivered_at=LONG_AGO + days(6))
    assert only(shop).outcome.arrived is True


# Several menus of one case -------------------------------------------------------------------------------------------


def test_a_refused_menu_costs_what_the_case_cost_after_it_and_the_ruling_is_counted_once(shop: Shop) -> None:
    case = case_of(shop, "1", closed=LONG_AGO + days(9))
    first = sent(case, menu=REFUND[:1])
    Offer.objects.filter(pk=first.pk).update(answer={"declines": True}, state=Offer.REFUSED)
    second = sent(case, LONG_AGO + days(3))
    told(second, ruled="buyer")
    one, two = (found.line for found in lines_of(shop))
    assert one is not None
    assert two is not None
    assert (one.outcome.ruled, two.outcome.ruled) == (None, "buyer")
    assert one.outcome.cost is not None
    assert float(one.outcome.cost) > 23.40, "the award, the ruling's minutes and those of this round"
    assert one.outcome.closed_at == two.outcome.closed_at


def test_an_earlier_menu_is_open_as_long_as_the_case_is(shop: Shop) -> None:
    case = case_of(shop, "1")
    sent(case, menu=REFUND)
    sent(case, LONG_AGO + days(3))
    for found in lines_of(shop):
        assert found.line is not None
        assert found.line.outcome.closed_at is None


# Whose, and from when ------------------------------------------------------------------------------------------------


def test_a_stopped_clock_does_not_know_what_comes_later(shop: Shop) -> None:
    offer = settled(shop, "1")
    review(offer.case, 1, days(5))
    Shop.objects.filter(pk=shop.pk).update(as_of=LONG_AGO + days(4))
    assert only(shop).outcome.stars is None
    assert only(shop).outcome.closed_at is None


def test_a_span_holds_what_was_sent_in_it(shop: Shop) -> None:
    for number in range(4):
        settled(shop, str(number), LONG_AGO + days(number))
    found = logged(Span([shop.pk], LONG_AGO + days(1), LONG_AGO + days(3)), NOW)
    assert len(found) == 2


def test_another_companys_history_is_not_in_it(desk: Any) -> None:
    settled(desk.other_shop, "1")
    assert lines_of(desk.shop) == []


def test_stored_facts_that_nothing_can_read_any_more_are_told_and_harm_nobody_else(shop: Shop) -> None:
    offer = settled(shop, "1")
    settled(shop, "2")
    Offer.objects.filter(pk=offer.pk).update(request={"id": "old", "platform": "gone"})
    found = lines_of(shop)
    assert [each.line is None for each in found] == [True, False]


def test_the_history_is_read_in_so_many_questions_whatever_its_length(
    shop: Shop, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        settled(shop, str(number))
    with django_assert_max_num_queries(12):
        assert len(lines_of(shop)) == 30


def test_every_line_is_one_that_learning_reads(shop: Shop) -> None:
    for number in range(5):
        settled(shop, str(number), taken=number % 2 or None)
    for found in lines_of(shop):
        assert found.line is not None
        assert json.loads(as_json(found.line))["outcome"]["closed_at"]
