"""Connecting a mailbox on its page: tested first, in words that say what to do; passwords never come back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from making import NOW, mail
from serving_mail import PASSWORD, USER, Dovecot, Post, free_port

from amends.desk.mailboxes.models import Mail, Mailbox
from amends.desk.mailboxes.operations import note_reading
from amends.desk.people.actors import SYSTEM
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply

from .signing import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.on_one_database]
PAGE = "/shops/lumora-own/mailbox/"


@pytest.fixture(autouse=True)
def _standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def entered(dovecot: Dovecot, post: Post, **changes: Any) -> dict[str, Any]:
    told = {
        "address": USER, "password": PASSWORD, "imap_host": "127.0.0.1", "imap_port": dovecot.port,
        "imap_security": "plain", "smtp_host": "127.0.0.1", "smtp_port": post.port, "smtp_security": "plain",
        "days": "30",
    }  # fmt: skip
    return {**told, **changes}


def test_a_lead_connects_a_mailbox_with_address_and_password(bobs: Client, dovecot: Dovecot, post: Post) -> None:
    answer = bobs.post(PAGE, entered(dovecot, post), follow=True)
    assert "The mailbox is connected" in answer.content.decode()
    box = Mailbox.objects.get()
    assert (box.shop.key, box.address, box.imap_user, box.smtp_password) == ("lumora-own", USER, USER, PASSWORD)
    assert str(box.since) == "2026-10-21"
    for page in (PAGE, "/shops/"):
        assert PASSWORD not in bobs.get(page).content.decode()
    assert USER in bobs.get("/shops/").content.decode()


def test_the_test_says_for_each_direction_what_is_wrong_and_the_cure(
    bobs: Client, dovecot: Dovecot, post: Post
) -> None:
    def tried(**changes: Any) -> str:
        return bobs.post(
            f"{PAGE}test/", entered(dovecot, post, **changes), headers={"HX-Request": "true"}
        ).content.decode()

    assert tried().count("works") == 2
    wrong = tried(password="wrong")
    assert wrong.count("does not accept this user and password") == 2
    assert "code made for programs" in wrong
    one = tried(smtp_port=free_port())
    assert "works" in one
    assert "nothing answers on this port" in one
    assert PASSWORD not in wrong + one
    assert "leave as files" in tried(smtp_host="")
    assert not Mailbox.objects.exists()
    assert post.received == []


def test_in_chinese_the_cure_is_chinese(bobs: Client, bob: Person, dovecot: Dovecot, post: Post) -> None:
    Person.objects.filter(pk=bob.pk).update(language="zh")
    told = bobs.post(
        f"{PAGE}test/", entered(dovecot, post, password="wrong"), headers={"HX-Request": "true"}
    ).content.decode()
    assert "授权码" in told
    assert "accept" not in told.split("服务器的原话")[0]


def test_the_servers_of_a_known_provider_fill_themselves_in(bobs: Client) -> None:
    told = bobs.get(f"{PAGE}servers/?address=shop@qq.com").content.decode()
    assert 'value="imap.qq.com"' in told
    assert 'value="smtp.qq.com"' in told
    assert "authorisation code" in told
    assert "accepts no password" in bobs.get(f"{PAGE}servers/?address=me@outlook.com").content.decode()
    assert 'value="imap.lumora.example"' in bobs.get(f"{PAGE}servers/?address=shop@lumora.example").content.decode()
    assert bobs.get(f"{PAGE}servers/?address=%22%3E%3Cscript%3E").status_code == 200


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"address": "nobody"}, "whole address"),
        ({"imap_port": "99999999"}, "A port is a number"),
        ({"imap_port": "x"}, "A port is a number"),
        ({"imap_host": "a b"}, "name of the server"),
        ({"imap_security": "ssl"}, "Choose TLS"),
        ({"imap_host": "imap.example.com"}, "travel unencrypted"),
        ({"aliases": "x y@z"}, "is no mail address"),
        ({"password": ""}, "Enter the password"),
        ({"password": "a\r\nb"}, "no line break"),
        ({"folder": "x" * 300}, "too long"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_entered_stays(
    bobs: Client, dovecot: Dovecot, post: Post, changes: dict[str, str], told: str
) -> None:
    answer = bobs.post(PAGE, entered(dovecot, post, name="Lumora GmbH", **changes))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Lumora GmbH" in answer.content.decode()
    assert not Mailbox.objects.exists()


def test_a_stored_password_goes_to_no_other_server(
    bobs: Client, mailbox: Mailbox, dovecot: Dovecot, post: Post
) -> None:
    kept = entered(dovecot, post, password="")
    assert bobs.post(f"{PAGE}test/", kept, headers={"HX-Request": "true"}).content.decode().count("works") == 2
    for changes in ({"imap_host": "10.9.9.9"}, {"smtp_host": "10.9.9.9"}, {"imap_user": "other"}):
        answer = bobs.post(f"{PAGE}test/", {**kept, **changes}, headers={"HX-Request": "true"})
        assert "enter it again" in answer.content.decode(), changes


def test_an_agent_and_a_stranger_see_no_mailbox(
    alice: Person, charlie: Person, mailbox: Mailbox, dovecot: Dovecot, post: Post
) -> None:
    for person in (alice, charlie):
        client = signed_in(person)
        assert client.get(PAGE).status_code == 404
        assert client.get(f"{PAGE}servers/").status_code == 404
        for place in ("", "test/", "disconnect/"):
            assert client.post(PAGE + place, entered(dovecot, post)).status_code == 404
        assert USER not in client.get("/shops/").content.decode()
    mailbox.refresh_from_db()
    assert mailbox.active


def test_a_trouble_is_shown_with_its_cure_and_the_servers_words(bobs: Client, mailbox: Mailbox) -> None:
    from amends.connect.mail import Code, MailTrouble

    trouble = MailTrouble(Code.WRONG_PASSWORD, permanent=True, said="NO [AUTHENTICATIONFAILED] <b>no</b>")
    note_reading(actor=SYSTEM, mailbox=mailbox, trouble=trouble, now=NOW)
    page = bobs.get(PAGE).content.decode()
    assert "does not accept this user" in page
    assert "&lt;b&gt;no&lt;/b&gt;" in page
    assert "next try" in page
    assert "in trouble" in bobs.get("/shops/").content.decode()


def test_what_was_kept_aside_is_listed_and_can_be_taken(
    bobs: Client, charlie: Person, mailbox: Mailbox, dovecot: Dovecot, run_jobs: Any
) -> None:
    from amends.desk.mailboxes.postman import look

    dovecot.deliver(mail("Buy now", Precedence="bulk", Subject="<script>Sale</script>"))
    look(mailbox, lambda: NOW)
    run_jobs(NOW)
    page = bobs.get(PAGE).content.decode()
    assert "&lt;script&gt;Sale" in page
    assert "newsletter or notice" in page
    row = Mail.objects.get()
    assert signed_in(charlie).post(f"/mails/{row.pk}/take/").status_code == 404
    bobs.post(f"/mails/{row.pk}/take/")
    run_jobs(NOW)
    row.refresh_from_db()
    assert (row.state, row.nature) == ("taken", "person")


def test_disconnecting_forgets_the_passwords(bobs: Client, mailbox: Mailbox) -> None:
    bobs.post(f"{PAGE}disconnect/")
    mailbox.refresh_from_db()
    assert (mailbox.active, mailbox.imap_password) == (False, "")
    assert "Connect a mailbox" in bobs.get(PAGE).content.decode()


def test_a_letter_that_came_back_is_said_where_the_next_one_is_written(
    alice: Person, mailbox: Mailbox, take_in: Any, desk: Any, run_jobs: Any
) -> None:
    from making import message_record, order_record

    take_in(order_record(), message_record(), shop=desk.own_shop)
    run_jobs(NOW)
    reply = Reply.objects.select_related("case").get()
    Reply.objects.update(state=Reply.SENT, sent_at=NOW, returned_at=NOW, error="The buyer's mailbox is full.")
    page = signed_in(alice).get(f"/cases/{reply.case_id}/").content.decode()
    assert "The last letter came back" in page
    assert "mailbox is full" in page


def test_an_unclear_letter_asks_and_a_person_answers(
    alice: Person, charlie: Person, mailbox: Mailbox, dovecot: Dovecot, take_in: Any, desk: Any, run_jobs: Any
) -> None:
    from making import order_record

    from amends.desk.mailboxes.postman import look

    take_in(order_record(), shop=desk.own_shop)
    dovecot.deliver(mail("My order 8201-1 has not arrived!"))
    look(mailbox, lambda: NOW)
    run_jobs(NOW)
    reply = Reply.objects.select_related("case").get()
    Reply.objects.update(state=Reply.UNCLEAR, error="The connection broke at the moment of handing the letter over.")
    page = signed_in(alice).get(f"/cases/{reply.case_id}/").content.decode()
    assert "Did the letter leave?" in page
    assert f"/letters/{reply.pk}/left/" in page
    assert signed_in(charlie).post(f"/letters/{reply.pk}/left/").status_code == 404
    signed_in(alice).post(f"/letters/{reply.pk}/left/")
    reply.refresh_from_db()
    assert reply.state == Reply.SENT
