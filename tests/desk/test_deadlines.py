"""Deadlines: rows with a due time, noticed once by a sweep that may run any number of times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from making import NOW, days, dispute_record, message_record, order_record

from amends.core.errors import InputError
from amends.core.vocabulary import ErrorCode, Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.cases.queries import case_page
from amends.desk.conversations import operations as conversations
from amends.desk.conversations.models import Conversation
from amends.desk.deadlines.answering import end_all_answered, response_dues
from amends.desk.deadlines.jobs import sweep
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.operations import (
    WrongTeamHours,
    office_of,
    set_team_hours,
    settle,
)
from amends.desk.deadlines.setting import Word, set_deadlines
from amends.desk.flow.refreshing import refresh
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


def test_a_missed_deadline_keeps_its_case_at_the_front_until_it_is_answered(
    case: Case, desk: Any, run_jobs: Callable[[datetime], int]
) -> None:
    moment = Deadline.objects.get().due + timedelta(minutes=1)
    sweep({}, moment)
    run_jobs(moment)
    case.refresh_from_db()
    assert (case.due, case.past_safe, case.in_danger) == (None, True, False)
    assert case.tab != "deadline", "there is nothing left to be saved"
    greater = Case.objects.create(
        shop=case.shop, opened_by="message", opened_at=NOW, updated_at=NOW, kind="not_received", tab=case.tab,
        loss_minor=case.loss_minor + 100_000,
    )  # fmt: skip
    assert [each.pk for each in case_page(desk.alice).cases] == [case.pk, greater.pk]
    cases.note_letter_sent(case=case, stage="first_reply", now=moment)
    refresh(case.pk, moment)
    case.refresh_from_db()
    assert not case.past_safe
    assert [each.pk for each in case_page(desk.alice).cases] == [greater.pk, case.pk]


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
    case: Case, desk: Any, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thousands of old deadlines of a stopped clock stand before a real one in time."""
    history = Case.objects.create(
        shop=desk.own_shop,
        opened_by="message",
        opened_at=NOW,
        updated_at=NOW,
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


# The response clock


OFFICE = {"week": {str(day): [{"from": "09:00", "until": "18:00"}] for day in range(5)}, "calendar": "CN"}


def conversation_of(case: Case) -> Conversation:
    assert case.conversation_id is not None
    return Conversation.objects.get(pk=case.conversation_id)


@pytest.fixture
def asked(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    """Dana asks where her parcel is; it is Friday 14:00 in China."""
    take_in(message_record())
    run_jobs(NOW)
    return Case.objects.get()


def clocks(case: Case, now: datetime = NOW) -> dict[str, Deadline]:
    """The platform's clock and the team's, brought up to date at a moment."""
    case.refresh_from_db()
    since = conversation_of(case).first_unanswered_at
    end_all_answered(actor=SYSTEM, since={case.pk: since}, now=now)
    set_deadlines(actor=SYSTEM, dues=list(response_dues(case, since)), now=now)
    rows = Deadline.objects.filter(case=case, event="buyer_message", state=Deadline.OPEN)
    return {"team" if row.rule["id"] == "team" else "platform": row for row in rows}


def test_both_clocks_start_at_her_first_unanswered_message(
    asked: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(message_record("m-2", "Are you there?", sent_at=NOW - timedelta(hours=1)))
    run_jobs(NOW)
    both = clocks(asked)
    assert {row.at for row in both.values()} == {NOW - timedelta(hours=2)}
    assert both["platform"].due == both["team"].due == NOW + timedelta(hours=22)
    assert not any(row.hard for row in both.values())


def test_the_team_s_clock_runs_in_its_office_hours_and_the_platform_s_does_not(asked: Case, shop: Shop) -> None:
    set_team_hours(actor=SYSTEM, shop=shop, hours=OFFICE, now=NOW)
    both = clocks(asked)
    # 24 hours of the team: four on Friday, nine on Monday and on Tuesday, two on Wednesday
    assert both["team"].due.isoformat() == "2026-11-25T03:00:00+00:00"
    assert both["team"].safe_by.isoformat() == "2026-11-23T09:00:00+00:00"
    assert both["platform"].due == NOW + timedelta(hours=22)


def test_a_changed_week_moves_what_is_open_and_forgetting_it_moves_it_back(asked: Case, shop: Shop) -> None:
    set_team_hours(actor=SYSTEM, shop=shop, hours=OFFICE, now=NOW)
    clocks(asked)
    set_team_hours(actor=SYSTEM, shop=shop, hours=None, now=NOW)
    assert clocks(asked)["team"].due == NOW + timedelta(hours=22)
    changes = Entry.objects.filter(action="shop.changed", subject=f"shop:{shop.pk}")
    assert [bool(entry.data["team_hours"]) for entry in changes.order_by("id")] == [True, False]


def test_wrong_office_hours_change_nothing(shop: Shop) -> None:
    with pytest.raises(WrongTeamHours, match="Nothing was changed"):
        set_team_hours(actor=SYSTEM, shop=shop, hours={"week": {"0": []}}, now=NOW)
    assert office_of(shop).of(NOW.date()) != ()


def test_the_team_s_clock_stands_still_while_we_wait_for_her(asked: Case) -> None:
    first = clocks(asked)
    cases.wait_until(actor=SYSTEM, case=asked, until=NOW + days(3), turn=Turn.BUYER, now=NOW)
    waiting = clocks(asked)
    assert waiting["team"].due == first["team"].due + days(3)
    assert waiting["platform"].due == first["platform"].due
    for hours in (1, 30):
        assert clocks(asked, NOW + timedelta(hours=hours))["team"].due == waiting["team"].due
    sweep({}, NOW + days(2))
    assert Deadline.objects.get(pk=waiting["team"].pk).state == Deadline.OPEN


def test_her_next_word_ends_the_pause(
    asked: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    first = clocks(asked)
    cases.wait_until(actor=SYSTEM, case=asked, until=NOW + days(3), turn=Turn.BUYER, now=NOW)
    clocks(asked)
    take_in(message_record("m-2", "And now?", sent_at=NOW + days(1)), at=NOW + days(1))
    run_jobs(NOW + days(1))
    after = clocks(asked, NOW + days(1))["team"]
    assert after.due == first["team"].due + days(1)
    assert after.at == first["team"].at


def test_waiting_for_the_carrier_stops_no_clock_of_an_answer(asked: Case) -> None:
    first = clocks(asked)
    cases.wait_until(actor=SYSTEM, case=asked, until=NOW + days(3), turn=Turn.CARRIER, now=NOW)
    assert clocks(asked)["team"].due == first["team"].due


@pytest.mark.parametrize(("hours", "state", "entry"), [(1, "met", "deadline.met"), (30, "missed", "deadline.missed")])
def test_an_answer_given_elsewhere_ends_both_clocks_by_when_it_was_given(
    asked: Case, take_in: Callable[..., None], hours: int, state: str, entry: str
) -> None:
    """We answered on the platform's own page; it comes in with an import long after the due time."""
    both = clocks(asked)
    take_in(
        message_record("m-9", "Your parcel arrives on Monday.", from_buyer=False, sent_at=NOW + timedelta(hours=hours))
    )
    sweep({}, NOW + days(4))
    assert {Deadline.objects.get(pk=row.pk).state for row in both.values()} == {state}
    assert entry in actions(asked)
    assert clocks(asked, NOW + days(4)) == {}


def test_no_answer_needed_ends_both_clocks_and_her_next_message_starts_new_ones(
    asked: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    both = clocks(asked)
    conversations.no_answer_needed(actor=SYSTEM, conversation=conversation_of(asked), now=NOW)
    assert clocks(asked) == {}
    assert {Deadline.objects.get(pk=row.pk).state for row in both.values()} == {Deadline.CANCELLED}
    sweep({}, NOW + days(9))
    assert "deadline.missed" not in actions(asked)
    take_in(message_record("m-3", "One more thing", sent_at=NOW + days(2)), at=NOW + days(2))
    run_jobs(NOW + days(2))
    assert {row.at for row in clocks(asked, NOW + days(2)).values()} == {NOW + days(2)}


def test_a_platform_without_a_promise_leaves_the_team_s_clock_alone(
    desk: Any, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    own: Shop = desk.own_shop
    take_in(order_record(), message_record(), shop=own)
    run_jobs(NOW)
    assert set(clocks(Case.objects.get(shop=own))) == {"team"}


def test_where_no_rule_decides_the_row_says_what_to_fill_in(case: Case) -> None:
    why = InputError(ErrorCode.UNKNOWN_RULE, "give the region of the site", "region")
    for unknown, said in ((why, {"field": "region", "message": "give the region of the site"}), (None, None)):
        word = Word(case, "dispute:9", "x", NOW, 24, unknown)
        set_deadlines(actor=SYSTEM, dues=[word], now=NOW)
        assert Deadline.objects.get(key="dispute:9").rule.get("unknown") == said
