"""Letters: drafted, edited, let go, taken back, sent once, and seen when they fail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from making import NOW, message_record

from amends.connect.contract import OutgoingLetter, SendResult
from amends.core.errors import DomainError, TransportError
from amends.core.vocabulary import Kind, LintRule, Remedy
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation, Message
from amends.desk.flow.promising import bound_by
from amends.desk.flow.refreshing import refresh
from amends.desk.journal.models import Entry
from amends.desk.journal.operations import verify
from amends.desk.orders.models import Order
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.replies import jobs as sending
from amends.desk.replies import letters
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import (
    NEVER_OVERRIDDEN,
    LeadNeeded,
    LetterBlocked,
    LetterChanged,
    TooLate,
    edit,
    override,
    queue_letter,
    try_again,
    undo,
)
from amends.desk.replies.queries import judge
from amends.desk.shops.models import Shop
from amends.jobs.models import Job
from amends.letter import draft
from amends.letter.samples import Sample

pytestmark = pytest.mark.django_db
NOT_COME = "Olá, não recebi meu pedido até agora."
AFTER_UNDO = timedelta(seconds=31)


@pytest.fixture
def reply(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Reply:
    take_in(message_record(text=NOT_COME))
    run_jobs(NOW)
    return Reply.objects.select_related("case__shop", "offer").get()


def outbox() -> list[Path]:
    folder = Path(django_settings.AMENDS_OUTBOX)
    return sorted(folder.glob("*.eml")) if folder.exists() else []


def let_go(reply: Reply, person: Person, now: datetime = NOW, **more: Any) -> Reply:
    """Queue the letter as a person does; what needs approval gets it first."""
    if reply.offer is not None and reply.offer.approval_needed:
        type(reply.offer).objects.filter(pk=reply.offer_id).update(approval_needed=False)
    reply.refresh_from_db()
    return queue_letter(actor=actor_of(person), person=person, reply=reply, version=reply.version, now=now, **more)


def rewrite(reply: Reply, body: str, person: Person) -> Reply:
    lint = judge(reply, body, "en")
    return edit(
        actor=actor_of(person), person=person, reply=reply, version=reply.version, body=body, lint=lint, now=NOW
    )


def test_a_drafted_letter_is_one_that_the_lint_lets_go(reply: Reply) -> None:
    assert reply.state == Reply.DRAFT
    assert reply.verdict in ("pass", "warn")
    assert reply.body
    assert reply.gist
    assert reply.stage == "first_reply"


def test_a_letter_leaves_when_the_undo_time_is_over_and_not_before(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice)
    run_jobs(NOW + timedelta(seconds=29))
    assert outbox() == []
    run_jobs(NOW + AFTER_UNDO)
    assert len(outbox()) == 1
    reply.refresh_from_db()
    assert (reply.state, reply.sent_at, reply.author) == (Reply.SENT, NOW + AFTER_UNDO, alice)
    assert reply.key.encode() in outbox()[0].read_bytes()


def test_what_follows_from_a_sent_letter(reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]) -> None:
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    case = Case.objects.get()
    assert (case.turn, case.tab, case.stage) == ("buyer", "buyer", "negotiating")
    assert Conversation.objects.get().first_unanswered_at is None
    assert Message.objects.filter(from_buyer=False, text=reply.body).count() == 1
    assert Promise.objects.count() == len(bound_by(reply))
    if reply.request["decision"]:
        assert case.offers.first().state == "sent"
    assert not case.replies.filter(state=Reply.DRAFT).exists(), "we wait for her now"
    assert list(verify(case.shop_id)) == []


def test_what_an_option_promises_is_due_when_she_has_taken_it_and_no_other(
    reply: Reply, alice: Person, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    menu = reply.request["decision"]["menu"]
    assert [option["remedy"] for option in menu] == ["reship", "partial_refund"]
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    assert {promise["what"] for promise in reply.promises} >= {"refund_by", "dispatch_by"}
    assert not Promise.objects.filter(what__in=("refund_by", "dispatch_by")).exists(), "she has not chosen"
    take_in(message_record("m-2", text="B", sent_at=NOW + timedelta(minutes=2)), at=NOW + timedelta(minutes=2))
    run_jobs(NOW + timedelta(minutes=3))
    case = Case.objects.get()
    assert case.stage == "settled"
    assert set(Promise.objects.values_list("what", flat=True)) >= {"refund_by"}
    assert not Promise.objects.filter(what="dispatch_by").exists(), "she took the money, no second lamp leaves"
    assert case.offers.first().state == "accepted", "what was agreed stands, and nothing new is proposed"


def test_each_option_keeps_the_day_of_its_own(shop: Shop) -> None:
    sample = Sample(kind=Kind.DAMAGED, remedies=(Remedy.PARTIAL_REFUND, Remedy.RETURN_AND_REFUND, Remedy.RESHIP))
    request = sample.request("en", "en")
    told = [promise.model_dump(mode="json") for promise in draft(request).promises]
    refunds = [promise for promise in told if promise["what"] == "refund_by"]
    assert len({promise["due"] for promise in refunds}) == 2, "money at once, or when the goods are back"
    case = Case(shop=shop)
    letter = Reply(case=case, request=request.model_dump(mode="json"), promises=told)
    assert [bound_by(letter, taken) for taken in (0, 1)] == [refunds[:1], refunds[1:]]
    assert [promise["what"] for promise in bound_by(letter, 2)] == ["dispatch_by"]
    assert bound_by(letter) == [], "nothing is the same in all of them"
    assert bound_by(Reply(case=case, request=letter.request, promises=[])) == [], "a letter that promises nothing"


def test_a_letter_that_offered_nothing_lets_new_facts_change_the_options(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    Reply.objects.filter(pk=reply.pk).update(request={**reply.request, "decision": None}, promises=[])
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    assert reply.case.offers.first().state == "proposed"
    before = reply.case.offers.first().pk
    refresh(reply.case_id, NOW + timedelta(days=30))
    assert reply.case.offers.first().pk != before


def test_everything_may_run_twice_and_the_letter_leaves_once(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    from amends.desk.flow.endings import letter_sent

    let_go(reply, alice)
    for _ in range(3):
        sending.send({"reply": reply.pk}, NOW + AFTER_UNDO)
        run_jobs(NOW + AFTER_UNDO)
        letter_sent({"reply": reply.pk}, NOW + AFTER_UNDO)
    assert len(outbox()) == 1
    assert Message.objects.filter(from_buyer=False).count() == 1
    assert Entry.objects.filter(action="reply.sent").count() == 1
    assert Promise.objects.count() == len(bound_by(reply))
    reply.case.buyer.refresh_from_db()
    assert reply.case.buyer.apologies <= 1


def test_a_worker_that_died_while_sending_is_followed_by_one_that_sends_nothing_twice(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter has left, and the worker is killed before it can write that down."""

    class Killed(BaseException):
        pass

    def die(**_: Any) -> None:
        raise Killed

    let_go(reply, alice)
    with monkeypatch.context() as patched:
        patched.setattr(sending, "mark_sent", die)
        with pytest.raises(Killed):
            run_jobs(NOW + AFTER_UNDO)
    reply.refresh_from_db()
    assert (reply.state, len(outbox())) == (Reply.SENDING, 1)
    run_jobs(NOW + timedelta(minutes=10))
    reply.refresh_from_db()
    assert (reply.state, len(outbox())) == (Reply.SENT, 1)


def test_a_letter_can_be_taken_back_within_the_undo_time(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice)
    undo(actor=actor_of(alice), reply=reply, now=NOW + timedelta(seconds=10))
    run_jobs(NOW + timedelta(hours=1))
    reply.refresh_from_db()
    assert (reply.state, outbox()) == (Reply.DRAFT, [])


def test_a_letter_that_was_taken_back_and_sent_again_leaves(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice)
    undo(actor=actor_of(alice), reply=reply, now=NOW + timedelta(seconds=10))
    let_go(reply, alice, NOW + timedelta(seconds=20))
    run_jobs(NOW + timedelta(seconds=35))
    assert outbox() == [], "the second undo time still runs"
    run_jobs(NOW + timedelta(seconds=51))
    reply.refresh_from_db()
    assert (reply.state, len(outbox())) == (Reply.SENT, 1)


def test_a_letter_that_has_left_cannot_be_taken_back(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    with pytest.raises(TooLate):
        undo(actor=actor_of(alice), reply=reply, now=NOW + AFTER_UNDO)


def test_a_double_click_queues_one_letter(reply: Reply, alice: Person) -> None:
    version = reply.version
    let_go(reply, alice)
    with pytest.raises(LetterChanged):
        queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=version, now=NOW)
    assert Job.objects.filter(kind="replies.send").count() == 1


def test_a_letter_can_wait_for_the_buyers_morning(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice, send_at=NOW + timedelta(hours=6))
    run_jobs(NOW + timedelta(hours=5))
    assert outbox() == []
    run_jobs(NOW + timedelta(hours=6))
    assert len(outbox()) == 1


def test_two_who_edit_at_once_do_not_overwrite_each_other(reply: Reply, alice: Person, bob: Person) -> None:
    version = reply.version
    rewrite(reply, reply.body + "\n\nMy own words.", alice)
    with pytest.raises(LetterChanged):
        edit(
            actor=actor_of(bob),
            person=bob,
            reply=reply,
            version=version,
            body="Other words.",
            lint=judge(reply, "Other words.", "en"),
            now=NOW,
        )
    reply.refresh_from_db()
    assert reply.body.endswith("My own words.")


def test_a_persons_own_words_are_not_drafted_over(
    reply: Reply, alice: Person, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    rewrite(reply, reply.body + "\n\nMy own words.", alice)
    cases.set_kind(actor=actor_of(alice), case=reply.case, kind="damaged", now=NOW)
    take_in(message_record("m-2", text=NOT_COME, sent_at=NOW - timedelta(minutes=1)))
    run_jobs(NOW)
    reply.refresh_from_db()
    assert reply.body.endswith("My own words.")


BLOCKED = "HELLO!!! WHY DO YOU ALWAYS SHOUT AT US??? PLEASE SAY HOW WE SHOULD SOLVE THIS PROBLEM!!!"


def blocked(reply: Reply, alice: Person, *rules: str) -> Reply:
    """A letter of a person that the lint blocks, by the rules that a test is about."""
    rewrite(reply, BLOCKED, alice)
    found = [{"rule": rule, "level": "error", "start": 0, "end": 1, "message": "m"} for rule in rules]
    Reply.objects.filter(pk=reply.pk).update(verdict="block", findings=found)
    reply.refresh_from_db()
    return reply


def test_the_lint_judges_a_persons_words(reply: Reply, alice: Person) -> None:
    rewrite(reply, BLOCKED, alice)
    assert reply.__class__.objects.get(pk=reply.pk).verdict == "block"


def test_a_blocked_letter_cannot_be_queued(reply: Reply, alice: Person) -> None:
    blocked(reply, alice, "shouting")
    with pytest.raises(LetterBlocked) as refused:
        let_go(reply, alice)
    assert refused.value.data["findings"]
    assert not Job.objects.filter(kind="replies.send").exists()


def test_a_lead_can_let_a_blocked_letter_go_on_record(
    reply: Reply, alice: Person, bob: Person, run_jobs: Callable[[datetime], int]
) -> None:
    blocked(reply, alice, "shouting")
    override(actor=actor_of(bob), person=bob, reply=reply, reason="The buyer asked for capitals.", now=NOW)
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    assert len(outbox()) == 1
    entry = Entry.objects.get(action="reply.overridden")
    assert entry.data["rules"] == ["shouting"]
    assert "capitals" in entry.data["reason"]


def test_nobody_but_a_lead_of_this_shop_lets_a_blocked_letter_go(reply: Reply, alice: Person, charlie: Person) -> None:
    blocked(reply, alice, "shouting")
    for person in (alice, charlie):
        with pytest.raises(LeadNeeded):
            override(actor=actor_of(person), person=person, reply=reply, reason="Because I wish so.", now=NOW)


def test_letting_go_needs_a_sentence_of_reason(reply: Reply, alice: Person, bob: Person) -> None:
    blocked(reply, alice, "shouting")
    with pytest.raises(DomainError):
        override(actor=actor_of(bob), person=bob, reply=reply, reason=" ok ", now=NOW)


@pytest.mark.parametrize("rule", sorted(NEVER_OVERRIDDEN))
def test_three_findings_nobody_overrides(reply: Reply, alice: Person, bob: Person, rule: str) -> None:
    assert rule in {member.value for member in LintRule}
    blocked(reply, alice, "shouting", rule)
    with pytest.raises(LetterBlocked):
        override(actor=actor_of(bob), person=bob, reply=reply, reason="The owner wants it so.", now=NOW)
    Reply.objects.filter(pk=reply.pk).update(override_reason="by another way", overridden_by=bob)
    with pytest.raises(LetterBlocked):
        let_go(reply, alice)


def test_letting_words_go_does_not_let_other_words_go(reply: Reply, alice: Person, bob: Person) -> None:
    blocked(reply, alice, "shouting")
    override(actor=actor_of(bob), person=bob, reply=reply, reason="The buyer asked for capitals.", now=NOW)
    rewrite(reply, BLOCKED + " GIVE US FIVE STARS AND YOU GET A GIFT!!!", alice)
    with pytest.raises(LetterBlocked):
        let_go(reply, alice)


def test_what_needs_a_leads_approval_does_not_leave_without_it(reply: Reply, alice: Person, bob: Person) -> None:
    from amends.desk.offers.approving import approve
    from amends.desk.replies.operations import ApprovalNeeded

    assert reply.offer is not None
    type(reply.offer).objects.filter(pk=reply.offer_id).update(approval_needed=True)
    reply = Reply.objects.select_related("case", "offer").get(pk=reply.pk)
    with pytest.raises(ApprovalNeeded):
        queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW)
    approve(actor=actor_of(bob), person=bob, offer=reply.offer, now=NOW)
    reply = Reply.objects.select_related("case", "offer").get(pk=reply.pk)
    queue_letter(actor=actor_of(alice), person=alice, reply=reply, version=reply.version, now=NOW)


class Outside:
    """A platform that says no as it is told to, and remembers the keys that it took."""

    name = "outside"

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.keys: list[str] = []

    def send(self, letter: OutgoingLetter) -> SendResult:
        self.keys.append(letter.key)
        if self.errors:
            raise self.errors.pop(0)
        return SendResult(f"ref-{len(self.keys)}")


def test_a_busy_line_is_tried_again_under_the_same_key(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(TransportError("busy"), TransportError("busy"))
    monkeypatch.setattr(letters, "connector_for", lambda platform: outside)
    let_go(reply, alice)
    for minute in range(1, 10):
        run_jobs(NOW + timedelta(minutes=minute))
    reply.refresh_from_db()
    assert reply.state == Reply.SENT
    assert outside.keys == [reply.key] * 3


def test_a_refusal_for_good_is_seen_on_the_letter(
    reply: Reply, alice: Person, run_jobs: Callable[[datetime], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = Outside(TransportError("The buyer has left the platform.", permanent=True))
    monkeypatch.setattr(letters, "connector_for", lambda platform: outside)
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    reply.refresh_from_db()
    assert (reply.state, reply.error) == (Reply.FAILED, "The buyer has left the platform.")
    assert Entry.objects.filter(action="reply.failed").count() == 1
    try_again(actor=actor_of(alice), reply=reply, now=NOW + timedelta(hours=1))
    run_jobs(NOW + timedelta(hours=1))
    reply.refresh_from_db()
    assert reply.state == Reply.SENT
    assert outside.keys == [reply.key] * 2


@pytest.mark.parametrize("error", [TransportError("The line is dead."), ValueError("a bug of ours")])
def test_a_letter_whose_last_attempt_failed_says_so(
    reply: Reply,
    alice: Person,
    run_jobs: Callable[[datetime], int],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
) -> None:
    monkeypatch.setattr(letters, "connector_for", lambda platform: Outside(*[error] * 99))
    let_go(reply, alice)
    for hour in range(1, 12):
        run_jobs(NOW + timedelta(hours=hour))
    reply.refresh_from_db()
    assert reply.state == Reply.FAILED
    assert str(error) in reply.error
    monkeypatch.setattr(letters, "connector_for", lambda platform: Outside())
    try_again(actor=actor_of(alice), reply=reply, now=NOW + timedelta(hours=12))
    run_jobs(NOW + timedelta(hours=12))
    reply.refresh_from_db()
    assert reply.state == Reply.SENT


def test_a_letter_on_its_way_is_not_drafted_again(
    reply: Reply, alice: Person, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice)
    take_in(message_record("m-2", text=NOT_COME, sent_at=NOW))
    run_jobs(NOW + timedelta(seconds=5))
    assert Reply.objects.count() == 1
    run_jobs(NOW + AFTER_UNDO)
    assert len(outbox()) == 1


def test_her_next_message_is_answered_with_a_follow_up(
    reply: Reply, alice: Person, take_in: Callable[..., None], run_jobs: Callable[[datetime], int]
) -> None:
    let_go(reply, alice)
    run_jobs(NOW + AFTER_UNDO)
    later = NOW + timedelta(hours=3)
    take_in(message_record("m-2", text="Ainda não recebi nada!", sent_at=later), at=later)
    run_jobs(later)
    draft = Reply.objects.get(state=Reply.DRAFT)
    assert draft.stage == "follow_up"
    assert draft.key != reply.key
    assert draft.request["previous_apologies"] == 1
    assert Case.objects.get().turn == "seller"
