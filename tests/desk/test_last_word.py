"""One last word, then silence: nobody is thanked for thanks, and nobody's complaint is taken for thanks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from making import NOW, message_record

from amends.core.vocabulary import CaseStage
from amends.desk.cases.models import Case, TabCount
from amends.desk.cases.operations import close, note_letter_sent
from amends.desk.conversations.models import Conversation, Message
from amends.desk.conversations.operations import note_sent
from amends.desk.deadlines.models import Deadline
from amends.desk.journal.models import Entry
from amends.desk.journal.operations import verify
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply

pytestmark = pytest.mark.django_db
NOT_COME = "Olá, não recebi meu pedido até agora. Onde está? Quero meu dinheiro de volta."
Dana = Callable[[str], None]


@pytest.fixture
def dana(take_in: Callable[..., None], order: Order, run_jobs: Callable[[datetime], int]) -> Dana:
    """Dana writes, an hour after her last message."""
    wrote: list[str] = []

    def writes(text: str) -> None:
        at = NOW + timedelta(hours=len(wrote))
        wrote.append(text)
        take_in(message_record(external_id=f"m{len(wrote)}", text=text, sent_at=at))
        run_jobs(at)

    return writes


@pytest.fixture
def case(dana: Dana) -> Case:
    dana(NOT_COME)
    return Case.objects.get()


def letter_leaves(case: Case, stage: str) -> None:
    """A letter of ours has left, half an hour after her last message."""
    conversation = Conversation.objects.get(pk=case.conversation_id)
    assert conversation.last_message_at is not None
    at = conversation.last_message_at + timedelta(minutes=30)
    Reply.objects.filter(case=case, state=Reply.DRAFT).delete()
    note_sent(actor=SYSTEM, conversation=conversation, key=f"{stage}-{at}", text="Tudo resolvido.", subject="", now=at)
    note_letter_sent(case=case, stage=stage, now=at)
    Deadline.objects.filter(case=case).update(state=Deadline.MET)


def nothing_is_due(case: Case) -> None:
    case.refresh_from_db()
    assert (case.turn, case.tab) == ("buyer", "buyer")
    assert not Reply.objects.filter(case=case, state=Reply.DRAFT).exists()
    assert not Deadline.objects.filter(case=case, state=Deadline.OPEN).exists()
    assert Conversation.objects.get().first_unanswered_at is None
    assert list(verify(case.shop_id)) == []


def test_thanks_for_the_last_word_are_not_answered(case: Case, dana: Dana) -> None:
    letter_leaves(case, "closing")
    dana("Obrigada, tchau!")
    nothing_is_due(case)
    dana("Muito obrigada!")
    nothing_is_due(case)
    assert Case.objects.count() == 1
    assert Message.objects.filter(no_answer_needed=True).count() == 2
    assert Entry.objects.filter(action="case.no_answer_needed", actor=SYSTEM.journal_name).count() == 2


def test_following_thanks_again_changes_nothing(case: Case, dana: Dana) -> None:
    from amends.desk.flow.messages import follow_message

    letter_leaves(case, "closing")
    dana("Obrigada!")
    entries = Entry.objects.count()
    again = Message.objects.latest("pk")
    follow_message({"message": again.pk}, again.sent_at)
    nothing_is_due(case)
    assert Entry.objects.count() == entries


def test_all_is_well_now_is_no_reason_for_a_second_farewell(case: Case, dana: Dana) -> None:
    letter_leaves(case, "closing")
    dana("Obrigada, tudo certo!")
    nothing_is_due(case)
    assert case.stage == CaseStage.FOLLOW_UP.value


def test_thanks_after_the_case_was_closed_open_none(case: Case, dana: Dana, alice: Person) -> None:
    letter_leaves(case, "closing")
    close(actor=actor_of(alice), case=case, reason="settled", now=NOW + timedelta(minutes=40))
    for words in ("Obrigada!", "Valeu, tchau!"):
        dana(words)
    assert Case.objects.count() == 1
    assert not TabCount.objects.filter(count__gt=0).exists()
    assert Conversation.objects.get().first_unanswered_at is None


@pytest.mark.parametrize("words", ["Obrigada, mas o produto chegou quebrado!", "Obrigada. E o reembolso?"])
def test_a_new_complaint_opens_a_case_after_the_old_one_was_closed(
    case: Case, dana: Dana, alice: Person, words: str
) -> None:
    letter_leaves(case, "closing")
    close(actor=actor_of(alice), case=case, reason="settled", now=NOW + timedelta(minutes=40))
    dana("Obrigada!")
    dana(words)
    fresh = Case.objects.exclude(pk=case.pk).get()
    assert fresh.turn == "seller"
    assert Reply.objects.filter(case=fresh, state=Reply.DRAFT).exists()
    assert Deadline.objects.filter(case=fresh, state=Deadline.OPEN).exists()


def test_a_complaint_after_the_last_word_is_our_turn_again(case: Case, dana: Dana) -> None:
    letter_leaves(case, "closing")
    dana("Obrigada!")
    dana("Obrigada, mas o produto chegou quebrado!")
    case.refresh_from_db()
    assert (Case.objects.count(), case.turn) == (1, "seller")
    assert Reply.objects.filter(case=case, state=Reply.DRAFT).exists()
    assert Deadline.objects.filter(case=case, state=Deadline.OPEN).exists()


def test_thanks_behind_a_question_do_not_hide_it(case: Case, dana: Dana) -> None:
    letter_leaves(case, "closing")
    dana("Quando chega o reembolso?")
    dana("Obrigada!")
    case.refresh_from_db()
    assert case.turn == "seller"
    assert Deadline.objects.filter(case=case, state=Deadline.OPEN).exists()


def test_before_the_last_word_thanks_wait_for_one(case: Case, dana: Dana) -> None:
    """In the middle of a case a person looks: there is something on the table."""
    letter_leaves(case, "first_reply")
    dana("Obrigada!")
    case.refresh_from_db()
    assert case.turn == "seller"


def test_warm_words_out_of_the_blue_are_seen(dana: Dana) -> None:
    dana("Muito obrigada!")
    assert Case.objects.count() == 1
