"""Conversations: threads, whose turn it is, quoted mail, files under their hash."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from making import DANA, ERIK, NOW, message_record

from amends.desk.conversations.models import Attachment, Conversation, Message
from amends.desk.conversations.operations import no_answer_needed, note_sent
from amends.desk.journal.models import Entry
from amends.desk.orders.models import Order
from amends.desk.people.actors import SYSTEM, actor_of
from amends.desk.people.models import Person
from amends.desk.storage import MAX_BYTES, fetch, keep
from amends.jobs.models import Job

pytestmark = pytest.mark.django_db


def at(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def test_messages_of_one_order_are_one_thread(take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record("m-1", sent_at=at(5)), message_record("m-2", sent_at=at(2)))
    conversation = Conversation.objects.get()
    assert (conversation.order, conversation.buyer) == (order, order.buyer)
    assert [message.external_id for message in conversation.messages.all()] == ["m-1", "m-2"]


def test_messages_without_an_order_are_threaded_by_their_buyer(take_in: Callable[..., None], order: Order) -> None:
    take_in(
        message_record("m-1", order_number=None),
        message_record("m-2", order_number=None),
        message_record("m-3", order_number=None, buyer=ERIK),
    )
    assert sorted(Conversation.objects.values_list("thread", flat=True)) == ["buyer:dana-77", "buyer:erik-12"]


def test_the_platforms_own_thread_wins(take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record("m-1", thread="T9"), message_record("m-2", thread="T9", order_number=None, buyer=None))
    assert Conversation.objects.get().messages.count() == 2


def test_the_same_message_twice_is_one_message(take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record())
    Job.objects.all().delete()
    take_in(message_record())
    assert Message.objects.count() == 1
    assert not Job.objects.exists()


def test_the_turn_is_ours_since_her_oldest_unanswered_message(take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record("m-1", sent_at=at(9)), message_record("m-2", sent_at=at(4)))
    assert Conversation.objects.get().first_unanswered_at == at(9)


def test_our_answer_ends_her_waiting_and_her_next_word_starts_it_again(
    take_in: Callable[..., None], order: Order
) -> None:
    take_in(message_record("m-1", sent_at=at(9)), message_record("m-2", sent_at=at(6), from_buyer=False))
    conversation = Conversation.objects.get()
    assert conversation.first_unanswered_at is None
    assert Message.objects.get(external_id="m-1").answered_at == at(6)
    take_in(message_record("m-3", sent_at=at(3)))
    conversation.refresh_from_db()
    assert conversation.first_unanswered_at == at(3)
    assert conversation.last_message_at == at(3)


def test_messages_that_come_in_the_wrong_order_give_the_same_turn(take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record("m-2", sent_at=at(6), from_buyer=False))
    take_in(message_record("m-1", sent_at=at(9)))
    assert Conversation.objects.get().first_unanswered_at is None


def test_a_sent_letter_is_part_of_the_conversation_once(take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record())
    conversation = Conversation.objects.get()
    for _ in range(2):
        note_sent(actor=SYSTEM, conversation=conversation, key="k", text="Thank you.", subject="", now=NOW)
    conversation.refresh_from_db()
    assert conversation.messages.filter(from_buyer=False).count() == 1
    assert conversation.first_unanswered_at is None


def test_a_person_can_say_that_nothing_needs_an_answer(
    take_in: Callable[..., None], order: Order, alice: Person
) -> None:
    take_in(message_record(text="👍"))
    conversation = Conversation.objects.get()
    no_answer_needed(actor=actor_of(alice), conversation=conversation, now=NOW)
    conversation.refresh_from_db()
    assert conversation.first_unanswered_at is None
    assert Entry.objects.filter(action="case.no_answer_needed", actor__contains="Alice").count() == 1


def test_quoted_older_mail_is_kept_apart(take_in: Callable[..., None], order: Order) -> None:
    text = (
        "Still nothing here.\n\nOn Mon, Nov 16, 2026 at 9:00 AM Lumora <x@y.example> wrote:\n> Please wait.\n> Thanks"
    )
    take_in(message_record(text=text))
    message = Message.objects.get()
    assert message.text.strip() == "Still nothing here."
    assert "Please wait" in message.quoted


def _attached(name: str, path: str | None = None, text: str | None = None) -> Any:
    return message_record(attachments=[{"name": name, "path": path, "text": text}])


def test_a_file_lies_in_the_store_under_its_hash(take_in: Callable[..., None], order: Order, tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "photo.png").write_bytes(picture)
    take_in(_attached("photo.png", "photo.png"), attachments=tmp_path / "in")
    kept = Attachment.objects.get()
    assert kept.sha256 == hashlib.sha256(picture).hexdigest()
    assert (kept.name, kept.size, kept.media_type) == ("photo.png", len(picture), "image/png")
    assert fetch(kept.sha256) == picture


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "../../etc/passwd", "."])
def test_a_name_inside_a_record_never_leads_out_of_its_folder(
    take_in: Callable[..., None], order: Order, tmp_path: Path, path: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    take_in(_attached("x", path), attachments=tmp_path / "in")
    assert not Attachment.objects.exists()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(
    take_in: Callable[..., None], order: Order, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "secret.txt")
    take_in(_attached("x", "link"), attachments=tmp_path / "in")
    assert not Attachment.objects.exists()


def test_the_same_bytes_are_stored_once_and_a_changed_file_is_noticed() -> None:
    first, second = keep(b"one"), keep(b"one")
    assert first == second
    path = Path(settings.AMENDS_FILES) / first[:2] / first
    path.write_bytes(b"two")
    with pytest.raises(ValueError, match="was changed"):
        fetch(first)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        keep(bytes(MAX_BYTES + 1))


@pytest.mark.parametrize("digest", ["../../etc/passwd", "", "A" * 64, "0" * 63])
def test_only_a_hash_is_fetched(digest: str) -> None:
    with pytest.raises(ValueError, match="SHA-256"):
        fetch(digest)


def test_a_buyer_of_another_shop_is_another_buyer(desk: Any, take_in: Callable[..., None], order: Order) -> None:
    take_in(message_record(order_number=None, buyer=DANA), shop=desk.other_shop)
    conversation = Conversation.objects.get(shop=desk.other_shop)
    assert conversation.buyer != order.buyer
