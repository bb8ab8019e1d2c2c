"""Mail in: fetched from a real server, stored once whatever happens, threaded, and answered only where a person wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from making import NOW, bounce, mail, order_record
from serving_mail import Dovecot

from amends.connect.mail import Inbox, MailTrouble
from amends.connect.mail.codes import Code
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation, Message
from amends.desk.journal.models import Entry
from amends.desk.mailboxes import postman
from amends.desk.mailboxes.models import Handover, Mail, Mailbox
from amends.desk.mailboxes.operations import (
    MailboxTaken,
    claim_watch,
    disconnect_mailbox,
    note_reading,
    release_watch,
    take_as_message,
)
from amends.desk.mailboxes.postman import look
from amends.desk.mailboxes.queries import due_mailboxes, imap_server, kept_mails
from amends.desk.people.actors import SYSTEM
from amends.desk.storage import fetch
from amends.jobs.models import Job
from tests.conftest import connect

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(mailbox: Mailbox, dovecot: Dovecot, run_jobs: Callable[..., int]) -> Callable[..., int]:
    """Delivers mails to the server, looks into the mailbox and does what follows."""

    def run(*mails: bytes) -> int:
        dovecot.deliver(*mails)
        taken = look(mailbox, lambda: NOW)
        run_jobs(NOW)
        return taken

    return run


@pytest.fixture
def hers(take_in: Callable[..., None], desk: Any) -> None:
    """Dana's order 8201-1 in Lumora's own shop."""
    take_in(order_record(), shop=desk.own_shop)


# What comes in -------------------------------------------------------------------------------------------------------


def test_a_mail_becomes_a_message_of_its_buyer_and_opens_a_case(read: Any, hers: None, dovecot: Dovecot) -> None:
    assert read(mail("My order 8201-1 has not arrived!", attach=(("lamp.jpg", b"\xff\xd8\xff picture"),))) == 1
    message = Message.objects.get()
    assert message.conversation.buyer is not None
    assert (message.conversation.thread, message.conversation.buyer.name) == ("order:8201-1", "Dana Albuquerque")
    assert message.from_buyer
    assert not message.automatic
    assert fetch(message.attachments.get().sha256) == b"\xff\xd8\xff picture"
    case = Case.objects.get()
    assert (case.order and case.order.number, case.turn) == ("8201-1", "seller")
    assert dovecot.seen() == 1


def test_the_raw_mail_is_kept_and_lies_encrypted(read: Any, hers: None) -> None:
    raw = mail("My order 8201-1 has not arrived!")
    read(raw)
    row = Mail.objects.get()
    assert row.raw.replace(b"\r\n", b"\n") == raw
    with connection.cursor() as cursor:
        cursor.execute("SELECT raw, sender, subject FROM mailboxes_mail")
        stored = b" ".join(bytes(part) if not isinstance(part, str) else part.encode() for part in cursor.fetchone())
        cursor.execute("SELECT imap_password, smtp_password FROM mailboxes_mailbox")
        secrets = " ".join(cursor.fetchone())
    assert b"dana" not in stored.lower()
    assert b"parcel" not in stored
    assert "correct-horse" not in secrets


def test_a_second_look_brings_nothing_twice(read: Any, hers: None, mailbox: Mailbox) -> None:
    read(mail())
    assert look(mailbox, lambda: NOW) == 0
    assert read(mail()) == 0, "the same mail by another way"
    assert Mail.objects.count() == Message.objects.count() == 1


def test_a_copied_message_id_hides_no_other_mail(read: Any) -> None:
    read(mail("first"), mail("second", From="Mallory <mallory@example.org>"))
    assert Message.objects.count() == 2


def test_a_folder_that_was_made_anew_is_read_again_and_nothing_is_doubled(
    read: Any, mailbox: Mailbox, dovecot: Dovecot
) -> None:
    read(mail(), mail("Another", Message_ID="<dana-2@example.com>"))
    before = mailbox.uid_validity
    dovecot.remake_inbox()
    assert read(mail("A third", Message_ID="<dana-3@example.com>")) == 1
    mailbox.refresh_from_db()
    assert mailbox.uid_validity != before
    assert Message.objects.count() == 3


def test_what_is_stored_and_not_yet_marked_is_marked_at_the_next_look(
    read: Any, mailbox: Mailbox, dovecot: Dovecot
) -> None:
    read(mail())
    Mail.objects.update(marked=False)
    with dovecot.client() as client:
        client.select("INBOX")
        client.store("1", "-FLAGS", r"(\Seen)")
    assert dovecot.seen() == 0
    look(mailbox, lambda: NOW)
    assert dovecot.seen() == 1


def test_a_worker_that_dies_before_the_mails_are_stored_leaves_them_to_the_next(
    mailbox: Mailbox, dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver(mail())

    def dies(*_: Any, **__: Any) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(postman, "take_in_mails", dies)
    with pytest.raises(KeyboardInterrupt):
        look(mailbox, lambda: NOW)
    assert dovecot.seen() == 0
    monkeypatch.undo()
    assert look(mailbox, lambda: NOW) == 1


def test_a_mail_that_somebody_marked_as_deleted_is_not_expunged(read: Any, dovecot: Dovecot) -> None:
    dovecot.deliver(mail())
    with dovecot.client() as client:
        client.select("INBOX")
        client.store("1", "+FLAGS", r"(\Deleted)")
    read()
    with dovecot.client() as client:
        assert client.select("INBOX")[1] == [b"1"]


def test_older_mail_than_the_first_day_stays_where_it_is(desk: Any, dovecot: Dovecot) -> None:
    from datetime import UTC, datetime

    dovecot.deliver(mail())
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date()
    box = connect(desk.own_shop, dovecot.port, 25, since=tomorrow)
    assert look(box, lambda: NOW) == 0


def test_a_flood_of_a_hundred_mails_is_taken_in_whole_and_in_order(read: Any, hers: None) -> None:
    mails = [mail(f"Letter {n} of my order 8201-1", Message_ID=f"<m{n}@example.com>") for n in range(100)]
    assert read(*mails) == 100
    assert Mail.objects.count() == 100
    assert list(Mail.objects.order_by("pk").values_list("uid", flat=True)) == list(range(1, 101))


def test_an_enormous_mail_is_named_and_its_head_kept(
    read: Any, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("amends.connect.mail.client.MAX_BYTES", 20_000)
    read(mail("x" * 30_000), mail("small", Message_ID="<dana-2@example.com>"))
    texts = set(Message.objects.values_list("text", flat=True))
    assert any("more than is taken in" in text for text in texts)
    assert "small" in texts


# Threads, buyers, orders ---------------------------------------------------------------------------------------------


def test_an_answer_finds_its_thread_by_its_references(read: Any) -> None:
    read(mail("first"))
    read(mail("and?", Message_ID="<dana-2@example.com>", In_Reply_To="<dana-1@example.com>", Subject="Something else"))
    read(
        mail("hello?", Message_ID="<dana-3@example.com>", References="<x@y> <dana-1@example.com> <dana-2@example.com>")
    )
    assert Conversation.objects.count() == 1
    assert Message.objects.count() == 3


def test_an_order_number_alone_gives_a_stranger_nothing(read: Any, hers: None) -> None:
    read(mail("About order 8201-1: where is it?", From="Mallory <mallory@example.org>"))
    conversation = Conversation.objects.get()
    assert conversation.order is None
    assert Case.objects.get().order is None


def test_a_relayed_mail_names_platform_order_and_buyer(
    desk: Any, take_in: Callable[..., None], dovecot: Dovecot, run_jobs: Callable[..., int]
) -> None:
    from amends.desk.shops.operations import create_shop

    shop = create_shop(
        actor=SYSTEM, organisation=desk.organisation, key="lumora-amz", name="Amz", platform="amazon", now=NOW
    )
    buyer = {"reference": "A1B2", "name": "Dana", "email": "k7m2x9q4w1ab3@marketplace.amazon.com"}
    take_in(order_record("702-4829174-3310257", buyer=buyer), shop=shop)
    box = connect(shop, dovecot.port, 25)
    dovecot.deliver(
        mail(
            "Where is it?",
            From="Dana - Amazon Marketplace <k7m2x9q4w1ab3+A3XYZ@marketplace.amazon.com>",
            Subject="Inquiry from Amazon customer Dana (Order: 702-4829174-3310257)",
            Auto_Submitted="auto-generated",
        )
    )
    look(box, lambda: NOW)
    run_jobs(NOW)
    message = Message.objects.get()
    assert message.conversation.thread == "order:702-4829174-3310257"
    assert message.conversation.buyer
    assert message.conversation.buyer.reference == "A1B2"
    assert Case.objects.get().order is not None


# What no person wrote ------------------------------------------------------------------------------------------------


def test_an_out_of_office_answer_stands_in_the_conversation_and_changes_no_turn(read: Any, hers: None) -> None:
    read(mail("My order 8201-1 has not arrived!"))
    conversation = Conversation.objects.get()
    Message.objects.create(conversation=conversation, external_id="s", from_buyer=False, sent_at=NOW, text="Dear Dana")
    Conversation.objects.update(first_unanswered_at=None)
    Case.objects.update(turn="buyer")
    read(
        mail(
            "I am away until Monday.",
            Message_ID="<away@example.com>",
            Subject="Automatic reply: Re: Where is my parcel?",
            Auto_Submitted="auto-replied",
            In_Reply_To="<dana-1@example.com>",
        )
    )
    message = Message.objects.get(automatic="auto_reply")
    conversation.refresh_from_db()
    assert message.conversation == conversation
    assert message.no_answer_needed
    assert message.reading is None
    assert conversation.first_unanswered_at is None
    assert Case.objects.get().turn == "buyer"
    assert not Job.objects.filter(kind="flow.follow_message", done_at__isnull=True).exists()


def test_a_newsletter_is_kept_aside_until_a_person_says_otherwise(
    read: Any, desk: Any, run_jobs: Callable[..., int]
) -> None:
    read(mail("Buy now", List_Unsubscribe="<https://x.example>", Precedence="bulk"))
    assert not Message.objects.exists()
    kept = kept_mails(desk.own_shop.pk)[0]
    assert (kept.nature, kept.reason) == ("bulk", "Precedence: bulk")
    take_as_message(actor=SYSTEM, mail=kept, now=NOW)
    run_jobs(NOW)
    assert Message.objects.get().text == "Buy now"
    assert Entry.objects.filter(action="mail.taken").count() == 1


def test_our_own_copy_of_a_letter_is_no_message(read: Any, desk: Any) -> None:
    read(mail("first"))
    Handover.objects.create(
        shop=desk.own_shop, key="k", message_id="ours@lumora.example", thread="t", state="sent", at=NOW
    )
    read(mail("Dear Dana", From="shop@lumora.example", Message_ID="<ours@lumora.example>"))
    assert Message.objects.count() == 1
    assert Mail.objects.get(message_id="ours@lumora.example").nature == "own"


def test_what_a_colleague_answers_from_her_own_program_counts_as_our_answer(read: Any) -> None:
    read(mail("first"))
    read(
        mail(
            "It is on its way.",
            From="shop@lumora.example",
            To="dana.albuquerque@example.com",
            Message_ID="<colleague@lumora.example>",
            In_Reply_To="<dana-1@example.com>",
            Date="Fri, 20 Nov 2026 06:30:00 +0000",
        )
    )
    ours = Message.objects.get(from_buyer=False)
    assert ours.text == "It is on its way."
    assert ours.conversation.first_unanswered_at is None


def test_a_program_that_runs_wild_is_stopped(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("amends.desk.flow.mails.MOST_AN_HOUR", 5)
    for n in range(8):
        read(mail(f"Ping {n}", Message_ID=f"<ping{n}@example.com>", Subject=f"Ping {n}"))
    assert Message.objects.count() == 5
    assert Mail.objects.filter(nature="loop", state="kept").count() == 3


def test_a_bounce_of_an_unknown_mail_is_kept_aside(read: Any) -> None:
    read(bounce("somebody-else@lumora.example"))
    assert not Message.objects.exists()
    assert Mail.objects.get().nature == "bounce"


# The mailbox itself --------------------------------------------------------------------------------------------------


def test_two_shops_of_a_company_share_no_mailbox(desk: Any, dovecot: Dovecot) -> None:
    connect(desk.own_shop, dovecot.port, 25)
    with pytest.raises(MailboxTaken, match="mailbox of its own"):
        connect(desk.shop, dovecot.port, 25)


def test_an_empty_password_keeps_the_stored_one(desk: Any, dovecot: Dovecot) -> None:
    box = connect(desk.own_shop, dovecot.port, 25)
    connect(desk.own_shop, dovecot.port, 25, imap_password="", name="Lumora GmbH")
    box.refresh_from_db()
    assert (box.name, box.imap_password) == ("Lumora GmbH", "correct-horse-42")


def test_a_disconnected_mailbox_forgets_its_passwords_and_keeps_its_mail(read: Any, mailbox: Mailbox) -> None:
    read(mail())
    disconnect_mailbox(actor=SYSTEM, mailbox=mailbox, now=NOW)
    assert (mailbox.imap_password, mailbox.smtp_password, mailbox.active) == ("", "", False)
    assert Mail.objects.count() == 1
    assert due_mailboxes(NOW) == []


def test_one_worker_at_a_time_reads_a_mailbox(mailbox: Mailbox) -> None:
    assert claim_watch(mailbox_id=mailbox.pk, token="a", now=NOW) is not None
    assert claim_watch(mailbox_id=mailbox.pk, token="b", now=NOW) is None
    assert claim_watch(mailbox_id=mailbox.pk, token="a", now=NOW) is not None
    later = NOW + timedelta(minutes=10)
    assert claim_watch(mailbox_id=mailbox.pk, token="b", now=later) is not None, "the first one died"
    release_watch(mailbox_id=mailbox.pk, token="b")
    assert due_mailboxes(NOW) == [mailbox.pk]


def test_a_wrong_password_is_said_once_with_its_cure_and_tried_rarely(mailbox: Mailbox) -> None:
    Mailbox.objects.update(imap_password="wrong")
    mailbox.refresh_from_db()
    for _ in range(2):
        with pytest.raises(MailTrouble) as found, Inbox(imap_server(mailbox)):
            pass
        note_reading(actor=SYSTEM, mailbox=mailbox, trouble=found.value, now=NOW)
    mailbox.refresh_from_db()
    assert (mailbox.reading_code, mailbox.reading_failures) == (Code.WRONG_PASSWORD.value, 2)
    assert "authorisation" in str(found.value) or "code made for programs" in str(found.value)
    assert due_mailboxes(NOW + timedelta(minutes=20)) == []
    assert due_mailboxes(NOW + timedelta(minutes=31)) == [mailbox.pk]
    assert Entry.objects.filter(action="mailbox.troubled").count() == 1
    note_reading(actor=SYSTEM, mailbox=mailbox, trouble=None, now=NOW)
    mailbox.refresh_from_db()
    assert (mailbox.reading_code, mailbox.reading_failures, mailbox.read_at) == ("", 0, NOW)
    assert Entry.objects.filter(action="mailbox.well").count() == 1
