"""Reviews: taken in once, bad ones counted and followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from making import NOW, review_record

from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.replies.models import Reply
from amends.desk.reviews.models import Review

pytestmark = pytest.mark.django_db


def test_the_same_review_twice_counts_once(take_in: Callable[..., None], order: Order) -> None:
    take_in(review_record(), review_record())
    take_in(review_record())
    assert Review.objects.count() == 1
    order.buyer.refresh_from_db()
    assert order.buyer.bad_reviews == 1


def test_a_review_is_understood_and_tied_to_its_case(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(review_record())
    run_jobs(NOW)
    review = Review.objects.get()
    assert review.case == Case.objects.get()
    assert review.reading is not None
    assert review.case.headline.startswith("Broken")


def test_a_review_of_an_unknown_order_is_a_case_without_one(
    take_in: Callable[..., None], desk: object, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(review_record(order_number="nowhere"), review_record("r-2", order_number=None))
    run_jobs(NOW)
    assert Case.objects.filter(order=None).count() == 2


def test_a_public_answer_tells_nothing_of_the_buyer_or_her_order(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(review_record())
    run_jobs(NOW)
    letter = Reply.objects.get()
    assert letter.channel == "review"
    for private in ("Dana", "Albuquerque", "8201-1", "40.00", "01310"):
        assert private not in letter.body
    assert letter.request["decision"] is None
