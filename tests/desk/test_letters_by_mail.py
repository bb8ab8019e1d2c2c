"""Mail out: a letter answers the mail it belongs to, leaves once or is asked about, and what comes back is noticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message as Envelope
from pathlib import Path
from typing import Any

import pytest
from making import DANA, NOW, bounce, mail, message_record, order_record
from serving_mail import Dovecot, Post, Script

from amends.connect.mail import UnclearDelivery
from amends.connect.mail.codes import Code, MailTrouble
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.flow.mails import letter_did_not_leave, letter_has_left
from amends.desk.journal.models import Entry
from amends.desk.mailboxes.ledger import HandoverLedger
from amends.desk.mailboxes.models import Handover, Mailbox
from amends.desk.mailboxes.postman import look
from amends.desk.people.actors import SYSTEM
from amends.desk.replies.models import Reply
from amends.desk.replies.operations import queue_letter
from amends.jobs.models import Job
from tests.conftest import connect

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]

#: When the undo time of a letter that was sent now is over.
LATER = NOW + timedelta(minutes=2)


@pytest.fixture
def case(
    mailbox: Mailbox, dovecot: Dovecot, take_in: Callable[..., None], desk: Any, run_jobs: Callable[[datetime], int]
) -> Case:
    """Dana wrote about her order by mail; the engine has drafted an answer."""
    take_in(order_record(), shop=desk.own_shop)
    dovecot.deliver(mail("My order 8201-1 has not arrived!", References="<older@example.com>"))
    look(mailbox, lambda: NOW)
    run_jobs(NOW)
    return Case.objects.select_related("order").get()


@pytest.fixture
def send(case: Case, run_jobs: Callable[[datetime], int]) -> Callable[..., Reply]:
    """A person sends the drafted letter, and time passes until it leaves."""

    def run(at: datetime = LATER) -> Reply:
        reply = Reply.objects.filter(case=case).latest("pk")
        if reply.state == Reply.DRAFT:
            Reply.objects.filter(pk=reply.pk).update(verdict="pass", findings=[], offer=None)
            reply.refresh_from_db()
            queue_letter(actor=SYSTEM, person=None, reply=reply, version=reply.version, now=NOW)
        run_jobs(at)
        reply.refresh_from_db()
        return reply

    return run


def only(post: Post) -> Envelope:
    assert len(post.received) == 1
    return message_from_bytes(post.received[0].content)


def test_a_letter_answers_the_mail_in_its_thread(send: Callable[..., Reply], post: Post, settings: Any) -> None:
    reply = send()
    assert reply.state == Reply.SENT
    sent = only(post)
    assert post.received[0].recipients == ["dana.albuquerque@example.com"]
    assert (sent["In-Reply-To"], sent["Subject"]) == ("<dana-1@example.com>", "Re: Where is my parcel?")
    assert str(sent["References"]).split() == ["<older@example.com>", "<dana-1@example.com>"]
    assert sent["Message-ID"] == f"<{reply.reference}>"
    assert reply.body.strip() in sent.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert sent["Auto-Submitted"] is None, "a person sent it"
    assert not list(Path(settings.AMENDS_OUTBOX).glob("*.eml"))


def test_nothing_that_is_sent_names_this_machine_or_ties_two_shops(send: Callable[..., Reply], post: Post) -> None:
    import socket

    send()
    received = post.received[0]
    assert received.greeting == "lumora.example"
    head = received.content.partition(b"\r\n\r\n")[0].decode()
    assert socket.gethostname() not in head
    assert "X-Amends" not in head
    assert "lumora-own" not in head
    assert all("lumora.example" in line for line in head.splitlines() if line.startswith(("From:", "Message-ID:")))


def test_an_answer_to_our_letter_comes_into_the_same_conversation(
    send: Callable[..., Reply], mailbox: Mailbox, dovecot: Dovecot, run_jobs: Callable[[datetime], int]
) -> None:
    reply = send()
    dovecot.deliver(
        mail("Thank you", Message_ID="<dana-2@example.com>", In_Reply_To=f"<{reply.reference}>", Subject="")
    )
    look(mailbox, lambda: LATER)
    run_jobs(LATER)
    assert Message.objects.values("conversation").distinct().count() == 1
    assert Message.objects.count() == 3


def test_greylisting_is_waited_for(send: Callable[..., Reply], post: Post, mailbox: Mailbox) -> None:
    post.answers["RCPT"] = "450 4.2.0 greylisted, come back later"
    assert send().state == Reply.SENDING
    assert not Handover.objects.exists()
    mailbox.refresh_from_db()
    assert mailbox.sending_code == "", "it is no trouble of the mailbox"
    post.answers.clear()
    assert send(LATER + timedelta(minutes=1)).state == Reply.SENT
    assert len(post.received) == 1


@pytest.mark.parametrize(
    ("command", "answer", "told"),
    [
        ("RCPT", "550 5.1.1 no such user", "does not exist"),
        ("RCPT", "552 5.2.2 mailbox full", "mailbox is full"),
        ("DATA", "552 5.3.4 message too big", "too large"),
        ("DATA", "554 5.7.1 looks like spam", "unwanted mail"),
        ("MAIL", "553 5.7.1 sender address rejected", "does not let this user send"),
    ],
)
def test_a_refusal_for_good_says_what_to_do(
    send: Callable[..., Reply], post: Post, command: str, answer: str, told: str
) -> None:
    post.answers[command] = answer
    reply = send()
    assert reply.state == Reply.FAILED
    assert told in reply.error
    assert answer[:3] in reply.error
    assert not Handover.objects.exists(), "it surely did not leave"


def test_a_wrong_password_stops_the_letters_and_the_mailbox_says_so(
    send: Callable[..., Reply], mailbox: Mailbox, post: Post
) -> None:
    Mailbox.objects.update(smtp_password="wrong")
    assert send().state == Reply.FAILED
    mailbox.refresh_from_db()
    assert mailbox.sending_code == Code.WRONG_PASSWORD.value
    assert post.received == []


def test_a_server_that_hangs_is_asked_once_and_not_for_every_letter(
    send: Callable[..., Reply], mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.connect.mail.outlet.TIMEOUT", 1.0)
    hanging = Script(None)
    try:
        Mailbox.objects.update(smtp_port=hanging.port)
        reply = send()
        mailbox.refresh_from_db()
        assert (reply.state, mailbox.sending_code) == (Reply.SENDING, Code.TIMEOUT.value)
        assert mailbox.sending_next_at is not None
        assert mailbox.sending_next_at > LATER
        Job.objects.filter(kind="replies.send").update(run_at=LATER)
        Mailbox.objects.update(smtp_port=1)  # whoever asked now would be refused, and would say so
        send(LATER + timedelta(seconds=1))
        mailbox.refresh_from_db()
        assert (mailbox.sending_code, mailbox.sending_failures) == (Code.TIMEOUT.value, 1)
    finally:
        hanging.stop()


# Once, or asked about ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["before taking", "after taking"])
def test_a_connection_that_breaks_while_the_letter_flows_is_asked_about_and_never_repeated(
    send: Callable[..., Reply], post: Post, moment: str
) -> None:
    post.drop_at = moment
    reply = send()
    assert reply.state == Reply.UNCLEAR
    assert "may or may not have left" in reply.error
    post.drop_at = ""
    taken = len(post.received)
    send(LATER + timedelta(hours=12))
    assert len(post.received) == taken, "it went out a second time by itself"
    assert Entry.objects.filter(action="reply.unclear").count() == 1


def test_a_person_says_that_an_unclear_letter_did_not_leave(send: Callable[..., Reply], post: Post) -> None:
    post.drop_at = "before taking"
    reply = send()
    post.drop_at = ""
    letter_did_not_leave(reply, LATER)
    assert send(LATER + timedelta(minutes=1)).state == Reply.SENT
    assert len(post.received) == 1


def test_a_person_says_that_an_unclear_letter_has_left(send: Callable[..., Reply], post: Post) -> None:
    post.drop_at = "after taking"
    reply = send()
    letter_has_left(reply.key, LATER)
    assert send(LATER + timedelta(minutes=1)).state == Reply.SENT
    assert len(post.received) == 1
    assert Message.objects.filter(external_id=f"sent:{reply.key}").count() == 1


def test_her_answer_shows_that_an_unclear_letter_has_left(
    send: Callable[..., Reply], post: Post, mailbox: Mailbox, dovecot: Dovecot, run_jobs: Callable[[datetime], int]
) -> None:
    post.drop_at = "after taking"
    reply = send()
    handover = Handover.objects.get(key=reply.key)
    dovecot.deliver(mail("Thanks", Message_ID="<dana-2@example.com>", In_Reply_To=f"<{handover.message_id}>"))
    look(mailbox, lambda: LATER)
    run_jobs(LATER)
    reply.refresh_from_db()
    assert reply.state == Reply.SENT


def test_a_worker_that_died_while_the_letter_flowed_leaves_a_question(
    case: Case, send: Callable[..., Reply], post: Post, desk: Any
) -> None:
    reply = Reply.objects.filter(case=case).latest("pk")
    HandoverLedger(desk.own_shop.pk, "t", lambda: NOW).hand_over(reply.key, "x@lumora.example")
    assert send().state == Reply.UNCLEAR
    assert post.received == []


def test_a_worker_that_died_after_the_server_took_the_letter_and_wrote_it_down_sends_nothing_more(
    case: Case, send: Callable[..., Reply], post: Post, desk: Any
) -> None:
    reply = Reply.objects.filter(case=case).latest("pk")
    ledger = HandoverLedger(desk.own_shop.pk, "t", lambda: NOW)
    ledger.hand_over(reply.key, "x@lumora.example")
    ledger.sent(reply.key)
    assert send().state == Reply.SENT
    assert post.received == []


def test_two_workers_hand_a_letter_over_once(case: Case, mailbox: Mailbox, desk: Any) -> None:
    from django.db import IntegrityError

    first = HandoverLedger(desk.own_shop.pk, "t", lambda: NOW)
    first.hand_over("key", "x@lumora.example")
    with pytest.raises(IntegrityError):
        HandoverLedger(desk.own_shop.pk, "t", lambda: NOW).hand_over("key", "x@lumora.example")


# What comes back, and which way a letter takes -----------------------------------------------------------------------


def test_a_letter_that_comes_back_is_our_turn_again(
    send: Callable[..., Reply], case: Case, mailbox: Mailbox, dovecot: Dovecot, run_jobs: Callable[[datetime], int]
) -> None:
    reply = send()
    case.refresh_from_db()
    assert case.turn == "buyer"
    dovecot.deliver(bounce(reply.reference, "5.2.2", said="552 mailbox full"))
    look(mailbox, lambda: LATER)
    run_jobs(LATER)
    reply.refresh_from_db()
    case.refresh_from_db()
    assert reply.returned_at is not None
    assert "mailbox is full" in reply.error
    assert case.turn == "seller"
    returned = Message.objects.get(automatic="bounce")
    assert returned.conversation_id == case.conversation_id
    assert Entry.objects.filter(action="reply.returned").count() == 1


def test_a_letter_that_is_only_delayed_changes_nothing(
    send: Callable[..., Reply], case: Case, mailbox: Mailbox, dovecot: Dovecot, run_jobs: Callable[[datetime], int]
) -> None:
    reply = send()
    dovecot.deliver(bounce(reply.reference, "4.4.1", action="delayed"))
    look(mailbox, lambda: LATER)
    run_jobs(LATER)
    reply.refresh_from_db()
    case.refresh_from_db()
    assert (reply.returned_at, case.turn) == (None, "buyer")
    assert Message.objects.filter(automatic="delay").count() == 1


def test_a_buyer_who_wrote_on_a_marketplace_is_not_written_to_by_mail(
    desk: Any, dovecot: Dovecot, post: Post, take_in: Callable[..., None], run_jobs: Any, settings: Any
) -> None:
    connect(desk.shop, dovecot.port, post.port)
    take_in(order_record(), message_record(buyer=DANA))
    run_jobs(NOW)
    reply = Reply.objects.get()
    Reply.objects.update(verdict="pass", findings=[], offer=None)
    queue_letter(actor=SYSTEM, person=None, reply=reply, version=reply.version, now=NOW)
    run_jobs(LATER)
    assert post.received == []
    assert len(list(Path(settings.AMENDS_OUTBOX).glob("*.eml"))) == 1


def test_the_trouble_that_is_unclear_is_permanent() -> None:
    assert isinstance(UnclearDelivery(), MailTrouble)
    assert UnclearDelivery().permanent
