"""Half-written letters: kept for their writer, never over newer words of hers, gone when the letter has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from making import message_record, order_record

from amends.desk.cases.models import Case
from amends.desk.flow import choices
from amends.desk.flow.colliding import (
    CaseMoved,
    LetterGone,
    NothingKept,
    go_on,
    keep_typed,
    send_begun,
    sent_already,
)
from amends.desk.flow.news import case_pulse, newest_entry, news_since, shops_pulse
from amends.desk.journal.models import Entry
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies import operations as replies
from amends.desk.replies.models import Reply, Unfinished
from amends.desk.replies.operations import LetterChanged
from amends.desk.replies.unfinished import Typed, WrittenElsewhere, prune_unfinished, unfinished_of

pytestmark = pytest.mark.django_db

MORE = "\n\nPlease keep the box until we write again."


@pytest.fixture
def case(take_in: Callable[..., None], run_jobs: Callable[[datetime], int], now: datetime) -> Case:
    """Dana asks where her parcel is; a letter is drafted."""
    take_in(order_record(), message_record(text="Hello, where is my parcel?"))
    run_jobs(now)
    return Case.objects.select_related("shop__organisation", "order__buyer", "buyer").get()


@pytest.fixture
def letter(case: Case) -> Reply:
    found = choices.letter_in_hand(case)
    assert found is not None
    return found


def typed(letter: Reply, body: str = "", **changes: Any) -> Typed:
    begun = Typed(body or letter.body + MORE, letter.pk, letter.version, newest_entry(letter.case), 0, "alices-window")
    return replace(begun, **changes)


def send(person: Person, case: Case, letter: Reply, body: str, seen: int, now: datetime) -> Reply:
    words = choices.Words(letter.version, body)
    return send_begun(
        person=person, case=case, reply_id=letter.pk, words=words, seen=seen, now=now, send_at=None
    )  # fmt: skip


def test_what_alice_types_is_kept_for_her_alone_encrypted_and_without_the_journal(
    case: Case, letter: Reply, alice: Person, bob: Person, now: datetime
) -> None:
    before = Entry.objects.count()
    keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    kept = unfinished_of(case, alice)
    assert kept is not None
    assert kept.body == letter.body + MORE
    assert unfinished_of(case, bob) is None
    assert Entry.objects.count() == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM replies_unfinished")
        assert "keep the box" not in cursor.fetchone()[0]
    letter.refresh_from_db()
    assert MORE not in letter.body, "nobody else's letter changes while she types"


def test_words_that_stand_in_the_letter_already_are_not_kept(
    case: Case, letter: Reply, alice: Person, now: datetime
) -> None:
    kept = keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    assert kept is not None
    back = typed(letter, letter.body + "\n", revision=kept.revision)
    assert keep_typed(person=alice, case=case, typed=back, now=now) is None
    assert unfinished_of(case, alice) is None


def test_a_second_window_overwrites_nothing(case: Case, letter: Reply, alice: Person, now: datetime) -> None:
    kept = keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    assert kept is not None
    with pytest.raises(WrittenElsewhere) as refused:
        keep_typed(person=alice, case=case, typed=typed(letter, "Other words", window="second"), now=now)
    assert refused.value.kept.body == kept.body
    # A save whose answer got lost comes again, and the window goes on from there.
    assert keep_typed(person=alice, case=case, typed=typed(letter), now=now) == kept
    keep_typed(person=alice, case=case, typed=typed(letter, "Further words"), now=now)
    # The second window, once it was told, may.
    told = unfinished_of(case, alice)
    assert told is not None
    other = typed(letter, "Other words", window="second", revision=told.revision)
    keep_typed(person=alice, case=case, typed=other, now=now)
    assert Unfinished.objects.get().body == "Other words"


def test_saving_and_sending_take_the_half_written_words_along(
    case: Case, letter: Reply, alice: Person, bob: Person, now: datetime
) -> None:
    keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    keep_typed(person=bob, case=case, typed=typed(letter, "Bob's words"), now=now)
    words = choices.Words(letter.version, letter.body + MORE)
    letter = choices.keep_words(person=alice, reply=letter, words=words, now=now)
    assert unfinished_of(case, alice) is None
    keep_typed(person=alice, case=case, typed=typed(letter, letter.body + " Yes."), now=now)
    send(alice, case, letter, letter.body, newest_entry(case), now)
    assert unfinished_of(case, alice) is None
    assert unfinished_of(case, bob) is not None, "Bob's words are his"


def test_half_written_words_go_after_a_while(
    case: Case, letter: Reply, alice: Person, now: datetime, settings: Any, run_jobs: Callable[[datetime], int]
) -> None:
    settings.AMENDS_UNFINISHED_DAYS = 10
    keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    assert prune_unfinished(now=now + timedelta(days=10)) == 0
    assert prune_unfinished(now=now + timedelta(days=10, seconds=1)) == 1


def test_a_letter_is_held_once_when_dana_wrote_again(
    case: Case,
    letter: Reply,
    alice: Person,
    now: datetime,
    take_in: Callable[..., None],
    run_jobs: Callable[[datetime], int],
) -> None:
    seen, body = newest_entry(case), letter.body + MORE
    later = now + timedelta(minutes=5)
    take_in(message_record("m-2", text="It has arrived, thank you!", sent_at=later), at=later)
    run_jobs(later)
    with pytest.raises(CaseMoved):
        send(alice, case, letter, body, seen, later)
    assert not Reply.objects.filter(state=Reply.QUEUED).exists()
    assert [news.action for news in news_since(case, seen, alice) if news.collides] == ["case.joined"]
    # She has read it and sends all the same.
    fresh = choices.letter_in_hand(case)
    assert fresh is not None
    sent = send(alice, case, fresh, body, newest_entry(case), later)
    assert (sent.state, sent.body) == (Reply.QUEUED, body)


def test_what_alice_did_herself_and_what_the_engine_does_hold_nothing(
    case: Case, letter: Reply, alice: Person, bob: Person, now: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    seen = newest_entry(case)
    choices.set_fault(person=alice, case=case, fault="carrier", reason="scans", now=now)
    run_jobs(now)
    assert newest_entry(case) > seen
    assert news_since(case, seen, alice) == []
    assert [news.who for news in news_since(case, seen, bob)] == ["Alice"]


def test_a_form_that_comes_twice_sends_once(case: Case, letter: Reply, alice: Person, now: datetime) -> None:
    seen, body = newest_entry(case), letter.body + MORE
    first = send(alice, case, letter, body, seen, now)
    again = send(alice, case, letter, body, seen, now)
    assert first.pk == again.pk
    assert Entry.objects.filter(action="reply.queued").count() == 1
    assert sent_already(alice, case, letter.pk, body + "!") is None


def test_when_bob_was_faster_alices_words_can_become_a_further_letter(
    case: Case, letter: Reply, alice: Person, bob: Person, now: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    seen = newest_entry(case)
    keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    bobs = send(bob, case, letter, letter.body, seen, now)
    with pytest.raises(LetterGone):
        send(alice, case, letter, letter.body + MORE, seen, now)
    hers = go_on(person=alice, case=case, now=now)
    assert (hers.state, hers.body, hers.stage) == (Reply.DRAFT, letter.body + MORE, "follow_up")
    assert hers.promises == [], "what the letter promises is promised once"
    assert unfinished_of(case, alice) is None
    # Bob's letter leaves; hers stays a draft of the case.
    run_jobs(now + timedelta(minutes=2))
    bobs.refresh_from_db()
    assert bobs.state == Reply.SENT
    assert choices.letter_in_hand(case) == hers
    with pytest.raises(NothingKept):
        go_on(person=alice, case=case, now=now)


def test_taking_a_letter_back_never_waits_for_another_one(
    case: Case, letter: Reply, alice: Person, bob: Person, now: datetime, run_jobs: Callable[[datetime], int]
) -> None:
    keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    bobs = send(bob, case, letter, letter.body, newest_entry(case), now)
    hers = go_on(person=alice, case=case, now=now)
    taken = replies.undo(actor=actor_of(bob), reply=bobs, now=now)
    assert taken.state == Reply.CANCELLED
    kept = unfinished_of(case, bob)
    assert kept is not None
    assert kept.body == letter.body
    assert choices.letter_in_hand(case) == hers
    run_jobs(now + timedelta(minutes=2))
    assert not Reply.objects.filter(state=Reply.SENT).exists()


def test_go_on_overwrites_no_draft_that_somebody_is_writing(
    case: Case, letter: Reply, alice: Person, bob: Person, now: datetime
) -> None:
    keep_typed(person=alice, case=case, typed=typed(letter), now=now)
    keep_typed(person=bob, case=case, typed=typed(letter, "Bob's words"), now=now)
    choices.send_letter(person=bob, reply=letter, words=choices.Words(letter.version, letter.body), now=now)
    keep_typed(person=bob, case=case, typed=typed(letter, "Bob's further words"), now=now)
    bobs = go_on(person=bob, case=case, now=now)
    with pytest.raises(LetterChanged):
        go_on(person=alice, case=case, now=now)
    bobs.refresh_from_db()
    assert bobs.body == "Bob's further words"
    assert unfinished_of(case, alice) is not None


def test_pulses_tell_each_person_of_her_own_shops_only(
    case: Case, alice: Person, charlie: Person, now: datetime, take_in: Callable[..., None]
) -> None:
    assert case_pulse(charlie, case.pk, now) is None
    hers, theirs = shops_pulse(alice, now), shops_pulse(charlie, now)
    later = now + timedelta(minutes=5)
    take_in(message_record("m-2", text="Hello?", sent_at=later), at=later)
    choices.set_fault(person=alice, case=case, fault="carrier", reason="scans", now=now)
    assert shops_pulse(alice, now).state != hers.state
    assert shops_pulse(charlie, now) == theirs
