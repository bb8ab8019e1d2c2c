"""When a letter had better leave: night and holiday wait, the first answer and a near deadline do not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from making import NOW, days, message_record

from amends.desk.cases.models import Case
from amends.desk.flow.sending import Sending, sending_of
from amends.desk.orders.models import Order

pytestmark = pytest.mark.django_db
#: A Tuesday, 02:00 in São Paulo; letters are welcome again at 12:00 UTC.
NIGHT = (NOW + days(4)).replace(hour=5)
MORNING = NIGHT.replace(hour=12)


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    take_in(message_record())
    run_jobs(NOW)
    Case.objects.update(safe_by=None, due=None, past_safe=False)
    return Case.objects.select_related("order", "buyer").get()


def of(case: Case, stage: str = "first_reply", now: datetime = NIGHT) -> Sending:
    found = sending_of(case, now, stage)
    assert found is not None
    return found


def test_at_night_waiting_is_proposed(case: Case) -> None:
    assert (of(case).quiet, of(case).opens, of(case).later) == ("night", MORNING, True)
    assert (of(case, now=MORNING).quiet, of(case, now=MORNING).later) == ("", False)


def test_a_first_acknowledgement_does_not_wait(case: Case) -> None:
    assert (of(case, "acknowledge").quiet, of(case, "acknowledge").later) == ("night", False)


def test_a_deadline_before_her_morning_does_not_wait(case: Case) -> None:
    case.due = MORNING
    assert not of(case).later
    case.due = MORNING + days(1)
    assert of(case).later
    case.safe_by = MORNING - days(0.1)
    assert not of(case).later
    case.safe_by, case.past_safe = NIGHT - days(1), True
    assert not of(case).later


def test_without_a_country_nobody_guesses(case: Case) -> None:
    assert case.order is not None
    case.order.country = ""
    if case.buyer is not None:
        case.buyer.country = ""
    assert sending_of(case, NIGHT) is None
