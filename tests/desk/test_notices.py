"""Buyers are told where their order is: once, in their hours, in their language, never in a dispute, and not against the rules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from making import NOW, days, event, message_record, order_record, parcel_record

from amends.core.vocabulary import LANGUAGES, Milestone, Platform
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.journal.models import Entry
from amends.desk.notices.models import Choice, Notice, Refusal
from amends.desk.notices.operations import (
    NoticeForbidden,
    WrongCap,
    begin_sending,
    choose_notices,
    note_reached,
    refuse_notices,
)
from amends.desk.notices.rules import rule_of, says_stop
from amends.desk.notices.wording import previews, words_of
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.actors import SYSTEM
from amends.desk.shops.operations import set_as_of

Jobs = Callable[[datetime], int]
#: A Monday at noon in São Paulo, where Dana lives: letters are welcome.
NOON = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
EVERYTHING = frozenset(Milestone)


@pytest.fixture
def told(desk: Any, now: datetime) -> Any:
    """Lumora's own shop tells everything; chosen a week ago."""
    choose_notices(actor=SYSTEM, shop=desk.own_shop, milestones=EVERYTHING, daily_cap=200, now=NOON - days(7))
    return desk.own_shop


@pytest.fixture
def ship(take_in: Callable[..., None], told: Any, run_jobs: Jobs) -> Callable[..., Order]:
    """Takes in an order and its parcel with the scans of the journey, and does what follows at ``at``."""

    def take(*scans: tuple[timedelta, str, str], at: datetime = NOON, number: str = "8201-1", **order: Any) -> Order:
        fields = {"placed_at": NOON - days(6), "promised_by": NOON + days(40), **order}
        take_in(order_record(number, **fields), shop=told, at=at)
        if scans:
            events = [event(at - ago, text, country) for ago, text, country in scans]
            take_in(parcel_record(f"LP{number}", (number,), events=events), shop=told, at=at)
        run_jobs(at)
        return Order.objects.get(shop=told, number=number)

    return take


HOUR = timedelta(hours=1)
ACCEPTED = (HOUR * 3, "Accepted by carrier", "CN")
DELIVERED = (
    (days(5), "Accepted by carrier", "CN"),
    (days(3), "Departed from country of origin", "CN"),
    (days(2), "Arrived in destination country", "BR"),
    (HOUR * 5, "Out for delivery", "BR"),
    (HOUR * 2, "Delivered", "BR"),
)


def letters(settings: Any) -> list[Any]:
    found = sorted(Path(settings.AMENDS_OUTBOX).rglob("*.eml")) if Path(settings.AMENDS_OUTBOX).exists() else []
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in found]


def states(order: Order) -> dict[str, str]:
    return {
        notice.milestone: notice.why or notice.state for notice in Notice.objects.filter(order=order).order_by("pk")
    }


def test_a_buyer_is_told_once_in_her_language_that_her_parcel_is_sent(
    ship: Callable[..., Order], run_jobs: Jobs, settings: Any
) -> None:
    order = ship(ACCEPTED)
    assert states(order) == {"sent": "sent"}
    run_jobs(NOON + days(1))
    (letter,) = letters(settings)
    assert letter["To"].addresses[0].addr_spec == "dana.albuquerque@example.com"
    text = letter.get_content()
    assert "pacote saiu em 23 de novembro" in text
    assert "PARAR" in text
    assert Entry.objects.filter(action="notice.sent", subject=f"order:{order.pk}").count() == 1


def test_nothing_is_told_where_nobody_chose_it(
    take_in: Callable[..., None], desk: Any, run_jobs: Jobs, settings: Any
) -> None:
    take_in(order_record(placed_at=NOON - HOUR), shop=desk.own_shop, at=NOON)
    run_jobs(NOON)
    assert not Notice.objects.exists()
    assert letters(settings) == []


def test_what_was_reached_before_it_was_chosen_is_never_told(desk: Any, ship: Callable[..., Order]) -> None:
    Choice.objects.all().delete()
    choose_notices(actor=SYSTEM, shop=desk.own_shop, milestones={Milestone.SENT}, daily_cap=9, now=NOON - HOUR)
    assert states(ship(ACCEPTED)) == {}


def test_only_the_newest_of_several_milestones_is_told_and_the_review_days_later(
    ship: Callable[..., Order], run_jobs: Jobs, settings: Any
) -> None:
    order = ship(*DELIVERED)
    assert states(order) == {"delivered": "sent", "review": "waiting"}
    run_jobs(NOON + days(4))
    assert states(order)["review"] == "waiting"
    run_jobs(NOON + days(5))
    assert states(order)["review"] == "sent"
    assert "opin" not in letters(settings)[0].get_content()
    assert len(letters(settings)) == 2


def test_scans_that_jump_back_tell_nothing_again(ship: Callable[..., Order], settings: Any) -> None:
    order = ship(*DELIVERED[:3])
    assert states(order) == {"in_country": "sent"}
    ship(*DELIVERED[:3], (HOUR, "Departed from country of origin", "CN"), at=NOON + HOUR)
    ship(*DELIVERED[:1], at=NOON + HOUR * 2)
    assert states(order) == {"in_country": "sent"}
    assert len(letters(settings)) == 1


def test_an_order_in_two_parcels_is_delivered_when_both_are(
    ship: Callable[..., Order], take_in: Callable[..., None], told: Any, run_jobs: Jobs
) -> None:
    order = ship()
    for tracking, scans in (("LP1", DELIVERED), ("LP2", (ACCEPTED,))):
        events = [event(NOON - ago, text, country) for ago, text, country in scans]
        take_in(parcel_record(tracking, events=events), shop=told, at=NOON)
    run_jobs(NOON)
    assert "delivered" not in states(order)
    assert states(order)["sent"] in ("sent", "waiting")


def test_a_notice_waits_for_the_buyers_morning(ship: Callable[..., Order], run_jobs: Jobs, settings: Any) -> None:
    night = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)  # two in the morning in São Paulo
    order = ship(ACCEPTED, at=night)
    assert states(order) == {"sent": "waiting"}
    run_jobs(night + HOUR * 6)
    assert states(order) == {"sent": "waiting"}
    run_jobs(night + HOUR * 7)
    assert states(order) == {"sent": "sent"}


def test_no_cheerful_notice_into_an_open_case(
    ship: Callable[..., Order], take_in: Callable[..., None], told: Any, run_jobs: Jobs, settings: Any
) -> None:
    order = ship()
    Notice.objects.all().delete()
    take_in(message_record(sent_at=NOON - HOUR), shop=told, at=NOON)
    run_jobs(NOON)
    assert Case.objects.filter(order=order, closed_at__isnull=True).exists()
    ship(*DELIVERED, at=NOON + HOUR)
    assert states(order) == {"delivered": "case_open", "review": "waiting"}
    run_jobs(NOON + days(6))
    assert states(order)["review"] == "waiting", "it is asked later, as everybody is, when the case is closed"
    Case.objects.update(closed_at=NOON + days(6))
    Message.objects.update(no_answer_needed=True)
    told.conversations.update(first_unanswered_at=None)
    run_jobs(NOON + days(8))
    assert states(order)["review"] == "sent"


def test_old_news_is_no_news(ship: Callable[..., Order], run_jobs: Jobs, settings: Any) -> None:
    assert states(ship((days(4), "Accepted by carrier", "CN"))) == {}
    order = ship(ACCEPTED, number="8201-2")
    Notice.objects.filter(order=order).update(state=Notice.WAITING)
    notice = Notice.objects.select_related("shop__organisation", "order__buyer").get(order=order)
    assert not begin_sending(actor=SYSTEM, notice=notice, words=words_of(notice, NOON), now=NOON + days(4))
    assert states(order) == {"sent": "too_old"}


def test_a_buyer_who_answers_stop_is_told_nothing_more(
    ship: Callable[..., Order], take_in: Callable[..., None], told: Any, run_jobs: Jobs, settings: Any
) -> None:
    order = ship(ACCEPTED)
    take_in(message_record(text="Parar.", sent_at=NOON + HOUR), shop=told, at=NOON + HOUR)
    run_jobs(NOON + HOUR)
    assert Refusal.objects.get().how == Refusal.ANSWER
    Case.objects.update(closed_at=NOON + HOUR)
    told.conversations.update(first_unanswered_at=None)
    ship(*DELIVERED, at=NOON + HOUR * 2)
    assert states(order)["delivered"] == "refused"
    assert len(letters(settings)) == 1


def test_stop_from_a_buyer_who_was_told_nothing_means_something_else(
    take_in: Callable[..., None], told: Any, run_jobs: Jobs
) -> None:
    take_in(order_record(), message_record(text="STOP"), shop=told, at=NOON - days(3))
    run_jobs(NOON - days(3))
    assert not Refusal.objects.exists()


@pytest.mark.parametrize("text", ["STOP", " stop. ", "Stopp!", "退订", "「退訂」", "СТОП", "停止", "수신거부", "إيقاف", "Parar", "dur"])  # fmt: skip
def test_the_word_that_ends_notices_is_understood(text: str) -> None:
    assert says_stop(text)


@pytest.mark.parametrize("text", ["", "Stop the shipment, I want my money", "I cannot stop laughing", "别停"])
def test_other_words_end_nothing(text: str) -> None:
    assert not says_stop(text)


def test_the_word_that_each_language_names_is_one_that_is_understood() -> None:
    from amends.letter.phrases import WORDINGS, render

    for wording in WORDINGS:
        for variant in (0, 1):
            text = render(wording, "notice-stop", variant, (), {})
            assert any(says_stop(part) for part in text.replace("“", " ").replace("”", " ").replace("「", " ")
                       .replace("」", " ").replace("‘", " ").replace("’", " ").rstrip(".").split()), text  # fmt: skip


def test_the_daily_cap_holds_back_the_rest_until_tomorrow(
    ship: Callable[..., Order], told: Any, run_jobs: Jobs, settings: Any
) -> None:
    choose_notices(actor=SYSTEM, shop=told, milestones=EVERYTHING, daily_cap=2, now=NOON - HOUR)
    orders = [ship(ACCEPTED, number=f"9-{number}") for number in range(3)]
    assert sorted(state for order in orders for state in states(order).values()) == ["sent", "sent", "waiting"]
    run_jobs(NOON + days(1))
    assert {state for order in orders for state in states(order).values()} == {"sent"}
    assert len(letters(settings)) == 3


def test_a_worker_that_died_after_it_sent_does_not_send_again(
    ship: Callable[..., Order], run_jobs: Jobs, settings: Any
) -> None:
    from amends.jobs.queue import enqueue

    order = ship(ACCEPTED)
    Notice.objects.filter(order=order).update(state=Notice.SENDING)  # as a killed worker leaves it
    enqueue("notices.send", {"notice": Notice.objects.get(order=order).pk}, now=NOON)
    run_jobs(NOON + timedelta(minutes=10))
    assert states(order) == {"sent": "sent"}
    assert len(letters(settings)) == 1


def test_a_shop_whose_clock_stands_tells_nothing(ship: Callable[..., Order], told: Any) -> None:
    set_as_of(actor=SYSTEM, shop=told, as_of=NOON, now=NOON)
    assert states(ship(ACCEPTED)) == {}


def test_a_choice_taken_back_stops_what_waits(
    ship: Callable[..., Order], told: Any, run_jobs: Jobs, settings: Any
) -> None:
    night = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
    order = ship(ACCEPTED, at=night)
    choose_notices(actor=SYSTEM, shop=told, milestones=set(), daily_cap=200, now=night)
    run_jobs(night + HOUR * 8)
    assert states(order) == {"sent": "switched_off"}
    assert letters(settings) == []


def test_where_a_platform_forbids_it_nothing_can_be_chosen(desk: Any) -> None:
    with pytest.raises(NoticeForbidden, match="does not allow"):
        choose_notices(actor=SYSTEM, shop=desk.shop, milestones={Milestone.SENT}, daily_cap=9, now=NOW)
    assert not Choice.objects.exists()
    with pytest.raises(WrongCap):
        choose_notices(actor=SYSTEM, shop=desk.own_shop, milestones={Milestone.SENT}, daily_cap=0, now=NOW)


@pytest.mark.parametrize("platform", list(Platform))
def test_every_platform_has_a_reason(platform: Platform) -> None:
    rule = rule_of(platform.value)
    assert rule.why.endswith(".")
    assert not (Milestone.REVIEW in rule.may and platform in (Platform.AMAZON, Platform.EBAY, Platform.ETSY))
    if rule.may:
        assert rule.source
        assert rule.confidence


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_passes_the_lint_in_every_language(desk: Any, language: str) -> None:
    for letter in previews(desk.own_shop, Milestone, language, "zh").values():
        assert [finding.rule.value for finding in letter.findings] == []
        assert letter.promises == []
        assert letter.subject


def test_a_notice_that_left_stands_in_the_thread_of_its_order(
    ship: Callable[..., Order], take_in: Callable[..., None], told: Any, run_jobs: Jobs
) -> None:
    take_in(
        order_record(placed_at=NOON - days(6)),
        message_record(text="Obrigada, tudo bem!", sent_at=NOON - days(2)),
        shop=told, at=NOON - days(2),
    )  # fmt: skip
    run_jobs(NOON - days(2))
    Case.objects.update(closed_at=NOON - days(1))
    told.conversations.update(first_unanswered_at=None)
    ship(ACCEPTED)
    assert Message.objects.filter(conversation__shop=told, from_buyer=False, text__contains="pacote").count() == 1


def test_the_same_milestone_is_noted_once_however_often_it_is_seen(ship: Callable[..., Order]) -> None:
    order = ship(ACCEPTED)
    again = Order.objects.select_related("shop", "buyer").get(pk=order.pk)
    assert note_reached(order=again, reached={Milestone.SENT: NOON}, now=NOON) == []
    assert note_reached(order=again, reached={Milestone.PAID: NOON}, now=NOON) == []


def test_a_refusal_is_written_once(desk: Any, ship: Callable[..., Order]) -> None:
    ship(ACCEPTED)
    buyer = Buyer.objects.get()
    assert refuse_notices(actor=SYSTEM, buyer=buyer, how=Refusal.PERSON, now=NOON)
    assert not refuse_notices(actor=SYSTEM, buyer=buyer, how=Refusal.PERSON, now=NOON)
    assert Entry.objects.filter(action="notice.refused").count() == 1
