"""Cases: many signals, one thing to be made right; and counters that are never counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Count
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from making import NOW, days, dispute_record, event, message_record, order_record, parcel_record, review_record

from amends.core.errors import DomainError
from amends.core.vocabulary import Kind, Turn
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case, Dispute, Signal, TabCount
from amends.desk.cases.queries import case_page, case_seen_by, tab_counts
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.queries import next_deadline
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db

NOT_COME = "Olá, não recebi meu pedido até agora. Onde está? Quero meu dinheiro de volta."


@pytest.fixture
def case(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Case:
    """Dana says that her parcel has not come."""
    take_in(message_record(text=NOT_COME))
    run_jobs(NOW)
    return Case.objects.select_related("shop__organisation", "order__buyer", "buyer").get()


def test_a_message_opens_a_case_with_everything_that_the_queue_shows(case: Case, order: Order) -> None:
    assert (case.order, case.buyer, case.opened_by, case.turn, case.tab) == (
        order,
        order.buyer,
        "message",
        "seller",
        "answer",
    )
    assert case.kind == "not_received"
    assert case.headline.startswith("Olá")
    assert case.product == "Night lamp"
    assert case.due is not None
    assert case.safe_by is not None
    assert case.due > NOW
    assert (case.stake_currency, case.stake_minor > 0) == ("USD", True)
    assert case.loss_minor > 0
    assert case.loss_rate["from"] == "USD"
    assert case.proposal
    assert case.offers.count() == case.replies.count() == 1
    assert order.buyer.claims == 0
    order.buyer.refresh_from_db()
    assert order.buyer.claims == 1


def test_following_a_message_again_changes_nothing(case: Case, run_jobs: Callable[[datetime], int]) -> None:
    from amends.desk.flow.messages import follow_message

    entries = Entry.objects.count()
    letter = case.replies.get().body
    for _ in range(3):
        follow_message({"message": Signal.objects.get().source_id}, NOW)
    run_jobs(NOW)
    assert (Case.objects.count(), Signal.objects.count()) == (1, 1)
    assert Entry.objects.count() == entries, list(Entry.objects.values_list("action", "data"))[entries:]
    assert case.replies.get().body == letter


def test_several_signals_about_one_order_join_one_case(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    stuck = [event(NOW - days(30), "Accepted by carrier")]
    take_in(
        message_record("m-2", text="Alguém aí? Ainda não recebi.", sent_at=NOW - timedelta(hours=1)),
        dispute_record(),
        review_record(),
        parcel_record(events=stuck),
    )
    run_jobs(NOW)
    assert Case.objects.get().pk == case.pk
    assert sorted(Signal.objects.values_list("source", flat=True)) == ["dispute", "message", "message", "review"]
    case.refresh_from_db()
    assert case.dispute_open
    assert case.situation, "the parcel's own trouble is seen in the case"


def test_a_demand_that_is_repeated_is_no_new_trouble(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    again = "O aniversário já foi. Já falei com vcs e ninguém me disse mais nada. Quero meu dinheiro de volta."
    take_in(message_record("m-2", text=again, sent_at=NOW - timedelta(hours=1)))
    run_jobs(NOW)
    case.refresh_from_db()
    assert (case.kind, case.flags) == ("not_received", ["repeat_contact"])


def test_a_settled_case_reopens_on_new_trouble_and_not_on_thanks(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    Case.objects.filter(pk=case.pk).update(stage="settled")
    for number, (text, stage) in enumerate(
        (("Muito obrigada, vocês são ótimos!", "settled"), ("Chegou, mas o vidro está todo quebrado.", "negotiating"))
    ):
        at = NOW + timedelta(hours=number)
        take_in(message_record(f"m-1{number}", text=text, sent_at=at), at=at)
        run_jobs(at)
        case.refresh_from_db()
        assert case.stage == stage, text


def test_what_she_newly_says_clearly_is_the_case_from_then_on(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    come = "Chegou hoje, mas o abajur está quebrado, o vidro veio todo rachado."
    take_in(message_record("m-2", text=come, sent_at=NOW - timedelta(hours=1)))
    run_jobs(NOW)
    case.refresh_from_db()
    assert case.kind == "damaged"


def test_a_second_order_of_the_same_buyer_is_a_second_case(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(order_record("8201-2"), message_record("m-9", order_number="8201-2", text=NOT_COME))
    run_jobs(NOW)
    assert Case.objects.count() == 2


def test_a_message_of_a_buyer_with_several_open_orders_names_candidates_instead_of_guessing(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(
        order_record("old", placed_at=NOW - days(60), delivered_at=NOW - days(30)),
        order_record("newer", placed_at=NOW - days(4)),
        order_record("open", placed_at=NOW - days(30)),
        message_record(order_number=None, text=NOT_COME),
    )
    run_jobs(NOW)
    found = Case.objects.get()
    assert found.order is None
    assert [item["number"] for item in found.order_candidates] == ["newer", "open", "old"]
    assert not found.offers.exists(), "nothing is offered for an unknown order"
    assert found.replies.get().request["requests"] == ["which_order"]


def test_a_message_of_a_buyer_with_one_order_is_about_that_order(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(message_record(order_number=None, text=NOT_COME))
    run_jobs(NOW)
    assert Case.objects.get().order == order


def test_when_the_order_becomes_clear_the_case_goes_on(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    """We asked which order; her answer belongs to the case in which we asked."""
    take_in(order_record("8201-1"), order_record("8201-2"), message_record("m-1", order_number=None, text=NOT_COME))
    run_jobs(NOW)
    take_in(message_record("m-2", thread="buyer:dana-77", order_number="8201-2", text="É o pedido 8201-2"))
    run_jobs(NOW)
    found = Case.objects.get()
    assert found.order is not None
    assert found.order.number == "8201-2"
    assert found.order_candidates == []
    assert found.offers.exists()


def test_a_person_can_say_which_order_it_is(
    take_in: Callable[..., None], run_jobs: Callable[[datetime], int], alice: Person
) -> None:
    take_in(order_record("8201-1"), order_record("8201-2"), message_record(order_number=None, text=NOT_COME))
    run_jobs(NOW)
    found = Case.objects.get()
    cases.set_order(actor=actor_of(alice), case=found, order=Order.objects.get(number="8201-1"), now=NOW)
    run_jobs(NOW)
    found.refresh_from_db()
    assert found.offers.exists()
    assert found.stake_minor > 0


def test_an_order_with_an_open_case_is_not_given_to_a_second_one(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int], order: Order
) -> None:
    take_in(order_record("8201-2"), order_record("8201-3"), message_record("m-7", thread="T", order_number=None))
    run_jobs(NOW)
    second = Case.objects.exclude(pk=case.pk).get()
    with pytest.raises(DomainError, match="has an open case already"):
        cases.set_order(actor=SYSTEM, case=second, order=order, now=NOW)


def test_a_bad_review_opens_a_case_and_a_good_one_does_not(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(review_record("good", 5), review_record("fair", 3))
    run_jobs(NOW)
    assert not Case.objects.exists()
    take_in(review_record("bad", 2))
    run_jobs(NOW)
    found = Case.objects.get()
    assert (found.opened_by, found.tab) == ("review", "review")
    assert found.replies.get().stage == "review_reply"
    order.buyer.refresh_from_db()
    assert order.buyer.bad_reviews == 1


def test_a_dispute_brings_the_platforms_own_deadline_into_the_case(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    due = NOW + days(3)
    take_in(dispute_record(due_at=due))
    run_jobs(NOW)
    hard = next_deadline(case)
    assert hard is not None
    assert (hard.hard, hard.due, hard.unit) == (True, due, "api")
    case.refresh_from_db()
    assert (case.due, case.asked_minor, case.dispute_open) == (due, 4000, True)


def test_a_dispute_without_a_date_takes_it_from_the_platforms_rule(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(dispute_record(procedure="dispute_issue", event="buyer_opened_or_modified_dispute"))
    run_jobs(NOW)
    hard = next_deadline(case)
    assert hard is not None
    assert hard.hard
    assert hard.rule["id"].startswith("aliexpress")
    assert hard.action, "what happens in silence is said"


def test_a_dispute_that_no_rule_knows_falls_back_to_our_own_word(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]
) -> None:
    take_in(dispute_record(event="something_new"))
    run_jobs(NOW)
    ours = Deadline.objects.get(key__startswith="dispute:")
    assert not ours.hard
    assert ours.rule["id"] == "team"


def test_a_closed_dispute_ends_its_deadline(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    take_in(dispute_record(due_at=NOW + days(3)))
    run_jobs(NOW)
    take_in(dispute_record(due_at=NOW + days(3), closed_at=NOW - timedelta(hours=1)))
    run_jobs(NOW)
    assert Deadline.objects.get(key__startswith="dispute:").state == Deadline.CANCELLED
    case.refresh_from_db()
    assert not case.dispute_open


def test_a_dispute_about_an_unknown_order_is_a_problem(take_in: Callable[..., None], shop: Shop) -> None:
    take_in(dispute_record(order_number="nowhere"))
    assert not Dispute.objects.exists()


def test_what_a_person_says_it_is_stays(
    case: Case, alice: Person, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    cases.set_kind(actor=actor_of(alice), case=case, kind="damaged", now=NOW)
    run_jobs(NOW)
    take_in(message_record("m-2", text=NOT_COME, sent_at=NOW - timedelta(minutes=5)))
    run_jobs(NOW)
    case.refresh_from_db()
    assert (case.kind, case.abstained) == ("damaged", False)
    assert case.offers.first().request["kind"] == "damaged"
    with pytest.raises(DomainError):
        cases.set_kind(actor=actor_of(alice), case=case, kind="nonsense", now=NOW)


@pytest.mark.parametrize("fault", ["seller", "carrier", "customs", "buyer"])
def test_the_fault_that_a_person_found_stays(
    case: Case, alice: Person, run_jobs: Callable[[datetime], int], fault: str
) -> None:
    cases.set_fault(actor=actor_of(alice), case=case, fault=fault, reason="The scans and the photo show it.", now=NOW)
    run_jobs(NOW)
    case.refresh_from_db()
    assert case.fault == fault
    assert case.offers.first().request["fault"] == fault


def test_the_buyers_fault_needs_a_written_reason(case: Case, alice: Person) -> None:
    with pytest.raises(DomainError, match="which evidence"):
        cases.set_fault(actor=actor_of(alice), case=case, fault="buyer", reason="  ", now=NOW)


def test_a_waiting_case_comes_back_by_itself(case: Case, alice: Person, run_jobs: Callable[[datetime], int]) -> None:
    until = NOW + days(2)
    cases.wait_until(actor=actor_of(alice), case=case, until=until, turn=Turn.CARRIER, now=NOW)
    run_jobs(NOW + days(1))
    case.refresh_from_db()
    assert (case.tab, case.turn) == ("platform", "carrier")
    run_jobs(until + timedelta(seconds=1))
    case.refresh_from_db()
    assert (case.tab, case.turn, case.waiting_until) == ("answer", "seller", None)


def test_a_wait_that_is_made_longer_ends_at_the_later_time(
    case: Case, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    for until in (NOW + days(1), NOW + days(3)):
        cases.wait_until(actor=actor_of(alice), case=case, until=until, turn=Turn.BUYER, now=NOW)
    run_jobs(NOW + days(2))
    case.refresh_from_db()
    assert case.waiting_until == NOW + days(3)
    run_jobs(
        NOW
        + days(
            3,
        )
        + timedelta(seconds=1)
    )
    case.refresh_from_db()
    assert case.waiting_until is None


def test_waiting_until_yesterday_is_refused(case: Case) -> None:
    with pytest.raises(DomainError):
        cases.wait_until(actor=SYSTEM, case=case, until=NOW - days(1), turn=Turn.BUYER, now=NOW)


def test_a_closed_case_is_still_and_can_be_opened_again(
    case: Case, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    cases.close(actor=actor_of(alice), case=case, reason="refunded", now=NOW)
    run_jobs(NOW)
    assert not Deadline.objects.filter(case=case, state=Deadline.OPEN).exists()
    assert not case.replies.filter(state="draft").exists()
    with pytest.raises(cases.CaseClosed):
        cases.close(actor=actor_of(alice), case=case, reason="again", now=NOW)
    with pytest.raises(cases.CaseClosed):
        cases.set_kind(actor=actor_of(alice), case=case, kind="damaged", now=NOW)
    cases.reopen(actor=actor_of(alice), case=case, reason="she wrote again", now=NOW)
    run_jobs(NOW)
    case.refresh_from_db()
    assert case.closed_at is None
    assert case.replies.filter(state="draft").exists()


def test_her_next_message_after_the_end_opens_a_new_case(
    case: Case, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    cases.close(actor=SYSTEM, case=case, reason="refunded", now=NOW)
    take_in(message_record("m-2", text=NOT_COME, sent_at=NOW - timedelta(minutes=1)))
    run_jobs(NOW)
    assert Case.objects.filter(closed_at=None).count() == 1
    with pytest.raises(DomainError, match="another open case"):
        cases.reopen(actor=SYSTEM, case=case, reason="by mistake", now=NOW)


def test_a_note_is_for_the_team_and_is_never_empty(case: Case, alice: Person) -> None:
    note = cases.add_note(actor=actor_of(alice), case=case, author=alice, text=" Carrier called back. ", now=NOW)
    assert note.text == "Carrier called back."
    with pytest.raises(DomainError):
        cases.add_note(actor=actor_of(alice), case=case, author=alice, text="  ", now=NOW)


def test_every_step_stands_in_the_journal_under_a_name(case: Case, alice: Person, bob: Person) -> None:
    cases.assign(actor=actor_of(bob), case=case, person=alice, now=NOW)
    cases.add_note(actor=actor_of(alice), case=case, author=alice, text="seen", now=NOW)
    said = Entry.objects.filter(subject=f"case:{case.pk}").order_by("id").values_list("action", "actor")
    assert ("case.opened", "system:amends") in said
    assert ("case.assigned", f"person:{bob.pk} Bob") in said
    assert ("case.noted", f"person:{alice.pk} Alice") in said


# Who sees what


def test_charlie_sees_nothing_of_another_company(case: Case, alice: Person, charlie: Person) -> None:
    assert case_seen_by(alice, case.pk) == case
    assert case_seen_by(charlie, case.pk) is None
    assert [found.pk for found in case_page(alice).cases] == [case.pk]
    assert case_page(charlie).cases == []
    assert case_page(charlie, shop_key="lumora-ali").cases == []
    from amends.desk.shops.queries import shop_ids_of

    assert tab_counts(shop_ids_of(alice)) == {"answer": 1}
    assert tab_counts(shop_ids_of(charlie)) == {}


def test_the_queue_is_ordered_by_safe_time_then_loss_and_pages_without_gap_or_double(desk: Any, alice: Person) -> None:
    import random

    dice = random.Random(4)
    Case.objects.bulk_create(
        Case(
            shop=dice.choice([desk.shop, desk.own_shop, desk.other_shop]),
            opened_by="message",
            opened_at=NOW,
            updated_at=NOW,
            past_safe=dice.random() < 0.3,
            loss_minor=dice.randrange(6),
        )
        for _ in range(240)
    )
    seen: list[Case] = []
    cursor: str | None = None
    while True:
        page = case_page(alice, after=cursor, size=7)
        seen += page.cases
        cursor = page.next
        if cursor is None:
            break
    expected = Case.objects.exclude(shop=desk.other_shop).order_by("-past_safe", "-loss_minor", "-id")
    assert [found.pk for found in seen] == [found.pk for found in expected]


@pytest.mark.parametrize("cursor", ["nonsense", "1.2", "1.2.x", "1.2.3.4"])
def test_a_cursor_that_does_not_exist_is_an_error(alice: Person, cursor: str) -> None:
    with pytest.raises(ValueError):
        case_page(alice, after=cursor)


# Counters


class Walk(RuleBasedStateMachine):
    """Any sequence of operations, also with rows that were read long ago."""

    desk: Any

    def __init__(self) -> None:
        super().__init__()
        TabCount.objects.all().delete()
        Case.objects.all().delete()
        self.serial = Signal.objects.count() * 1000 + Case.objects.count()
        self.moment = NOW
        self.held: list[Case] = []

    @rule(source=st.sampled_from(["message", "review", "parcel", "dispute"]), own=st.booleans())
    def open(self, source: str, own: bool) -> None:
        self.serial += 1
        shop = self.desk.own_shop if own else self.desk.shop
        arrival = cases.Arrival(source, self.serial, self.moment, None, None, conversation_id=self.serial)
        case, fresh = cases.open_or_join(actor=SYSTEM, shop=shop, arrival=arrival, now=self.moment)
        assert fresh
        self.held += [case, Case.objects.get(pk=case.pk)]  # two people look at it

    def _one(self, data: st.DataObject) -> Case:
        return data.draw(st.sampled_from(self.held), label="case")

    @precondition(lambda self: self.held)
    @rule(data=st.data(), turn=st.sampled_from([Turn.BUYER, Turn.PLATFORM, Turn.CARRIER]), hours=st.integers(1, 50))
    def wait(self, data: st.DataObject, turn: Turn, hours: int) -> None:
        self._try(
            cases.wait_until, case=self._one(data), until=self.moment + timedelta(hours=hours), turn=turn, actor=SYSTEM
        )

    @precondition(lambda self: self.held)
    @rule(data=st.data(), past=st.booleans(), approve=st.booleans(), hours=st.integers(0, 30))
    def summarise(self, data: st.DataObject, past: bool, approve: bool, hours: int) -> None:
        from amends.core.money import Money

        self.moment += timedelta(hours=hours)
        shown = ("", "", None, None, "", past, None, Money(5, "CNY"), {}, "", None, "", 0, 0, approve)
        summaries = [cases.Summary(case, {"message"}, *shown) for case in {self._one(data), self._one(data)}]
        self._try(cases.summarise, summaries=summaries)

    @precondition(lambda self: self.held)
    @rule(data=st.data(), stage=st.sampled_from(["first_reply", "closing", "acknowledge"]))
    def letter(self, data: st.DataObject, stage: str) -> None:
        self._try(cases.note_letter_sent, case=self._one(data), stage=stage)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def close(self, data: st.DataObject) -> None:
        self._try(cases.close, case=self._one(data), reason="done", actor=SYSTEM)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def reopen(self, data: st.DataObject) -> None:
        self._try(cases.reopen, case=self._one(data), reason="again", actor=SYSTEM)

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        gone = self._one(data)
        signal = Signal.objects.filter(case_id=gone.pk).first()
        if signal is not None:
            cases.forget_cases(source=signal.source, ids=[signal.source_id])
        self.held = [case for case in self.held if case.pk != gone.pk]

    def _try(self, operation: Callable[..., Any], **arguments: Any) -> None:
        try:
            operation(now=self.moment, **arguments)
        except DomainError:
            return

    @invariant()
    def counters_equal_a_count(self) -> None:
        counted = {
            (row["shop_id"], row["tab"]): row["number"]
            for row in Case.objects.filter(closed_at=None).values("shop_id", "tab").annotate(number=Count("id"))
        }
        kept = {(row.shop_id, row.tab): row.count for row in TabCount.objects.exclude(count=0)}
        assert kept == counted


def test_counters_equal_a_count_after_any_walk_of_operations(desk: Any) -> None:
    Walk.desk = desk
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_every_kind_of_dispute_gets_a_line_and_a_letter(
    take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int], alice: Person
) -> None:
    take_in(message_record(text=NOT_COME))
    run_jobs(NOW)
    case = Case.objects.get()
    for kind in Kind:
        cases.set_kind(actor=actor_of(alice), case=case, kind=kind.value, now=NOW)
        run_jobs(NOW)
        case.refresh_from_db()
        assert case.kind == kind.value
        assert case.replies.get().body, kind
    assert not Job.objects.filter(last_error__gt="").exists(), Job.objects.filter(last_error__gt="").first().last_error
