from __future__ import annotations

import email
import email.policy
import errno
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amends.connect.contract import Attachment, Connector, OutgoingLetter
from amends.connect.files.client import file_name
from amends.connect.files.connector import FilesConnector
from amends.connect.files.mailfile import compose
from amends.core.errors import TransportError
from amends.core.vocabulary import InboundChannel


def letter(**changed: Any) -> OutgoingLetter:
    usual: dict[str, Any] = {
        "key": "reply-1",
        "shop": "蓝杯小店",
        "platform": "aliexpress",
        "channel": InboundChannel.MESSAGE,
        "recipient": "dana01",
        "recipient_name": "Dana Sé",
        "order_number": "8001",
        "subject": "关于您的订单 8001",
        "text": "Dear Dana,\n\nsorry. 对不起。\n",
    }
    return OutgoingLetter(**{**usual, **changed})


def read_mail(content: bytes) -> Any:
    return email.message_from_bytes(content, policy=email.policy.default)


def test_a_letter_becomes_a_mail_file(tmp_path: Path) -> None:
    connector: Connector = FilesConnector(tmp_path / "outbox")
    picture = Attachment("proof.png", "image/png", b"\x89PNG...")
    result = connector.send(letter(in_reply_to="<m1@example.com>", attachments=(picture,)))
    path = tmp_path / "outbox" / file_name("reply-1")
    assert result.reference == path.stem
    mail = read_mail(path.read_bytes())
    assert mail["Subject"] == "关于您的订单 8001"
    assert mail["X-Amends-Key"] == "reply-1"
    assert mail["X-Amends-Recipient"] == "dana01"
    assert mail["In-Reply-To"] == "<m1@example.com>"
    assert mail["To"].addresses[0].display_name == "Dana Sé"
    assert mail["To"].addresses[0].domain == "buyer.invalid"
    assert mail.get_body(("plain",)).get_content().splitlines() == ["Dear Dana,", "", "sorry. 对不起。"]
    (attachment,) = mail.iter_attachments()
    assert (attachment.get_filename(), attachment.get_content_type(), attachment.get_content()) == (
        "proof.png",
        "image/png",
        b"\x89PNG...",
    )


def test_a_buyer_with_a_mail_address_is_written_to_there() -> None:
    assert read_mail(compose(letter(recipient="dana@example.com")))["To"].addresses[0].addr_spec == "dana@example.com"


def test_the_same_key_is_sent_once_whatever_the_letter_says(tmp_path: Path) -> None:
    connector = FilesConnector(tmp_path)
    first = connector.send(letter())
    path = tmp_path / file_name("reply-1")
    before = path.read_bytes()
    assert connector.send(letter(text="changed")) == first
    assert path.read_bytes() == before
    assert connector.send(letter(key="reply-2")) != first
    assert len(list(tmp_path.iterdir())) == 2


def test_many_workers_with_the_same_letter_leave_one_file(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: FilesConnector(tmp_path).send(letter()), range(24)))
    assert len(set(results)) == 1
    assert [path.name for path in tmp_path.iterdir()] == [file_name("reply-1")]


def test_the_same_letter_has_the_same_bytes() -> None:
    attachments = (Attachment("a.txt", "text/plain", b"a"),)
    once, twice = compose(letter(attachments=attachments)), compose(letter(attachments=attachments))
    assert once == twice
    assert b"\nDate:" not in once


@pytest.mark.parametrize("key", ["../../etc/passwd", "a/b", "x" * 5_000, "\x00", "con", "钥匙", "\ud800"])
def test_no_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    FilesConnector(tmp_path / "outbox").send(letter(key=key))
    (path,) = (tmp_path / "outbox").iterdir()
    assert path.name == file_name(key)
    assert list(tmp_path.iterdir()) == [tmp_path / "outbox"]


_NASTY = st.text(max_size=60) | st.sampled_from(
    ["a\r\nBcc: eve@example.com", "a\nX-Amends-Key: other", "\u2028Bcc: x", "=?utf-8?q?a=0ABcc:_x?=", '"quoted" <eve@example.com>', "dana@example.com\r\nBcc: eve@example.com", "a" * 2_000]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(_NASTY, _NASTY, _NASTY, _NASTY, _NASTY)
def test_nothing_that_others_wrote_becomes_a_header(
    name: str, recipient: str, subject: str, order: str, file: str
) -> None:
    sent = letter(
        recipient_name=name, recipient=recipient, subject=subject, order_number=order, in_reply_to=order or None,
        shop=name, attachments=(Attachment(file, subject, b"data"),),
    )  # fmt: skip
    mail = read_mail(compose(sent))
    allowed = {
        "from",
        "to",
        "subject",
        "message-id",
        "in-reply-to",
        "references",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
    assert {header.lower() for header in mail} <= allowed | {
        f"x-amends-{n}" for n in ("key", "platform", "channel", "order", "recipient")
    }
    assert mail["X-Amends-Key"] == "reply-1"
    assert len(mail["To"].addresses) == 1
    assert "eve@example.com" not in mail["To"].addresses[0].addr_spec
    assert max(len(line) for line in compose(sent).split(b"\r\n")) <= 998
    (attachment,) = mail.iter_attachments()
    assert attachment.get_content() in (b"data", "data")
    assert not {"/", "\\"} & set(attachment.get_filename())


def test_an_attachment_that_claims_to_be_a_mail_is_plain_bytes() -> None:
    mail = read_mail(
        compose(letter(attachments=(Attachment("x.eml", "message/rfc822", b"Bcc: eve@example.com\n\nhi"),)))
    )
    (attachment,) = mail.iter_attachments()
    assert attachment.get_content_type() == "application/octet-stream"


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EACCES, "right to"), (errno.ENOSPC, "no room"), (errno.EIO, "tried again")]
)
def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(TransportError, match=words) as failure:
        FilesConnector(tmp_path).send(letter())
    assert failure.value.permanent is False
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    FilesConnector(tmp_path).send(letter())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "outbox").write_text("")
    with pytest.raises(TransportError) as failure:
        FilesConnector(tmp_path / "outbox").send(letter())
    assert failure.value.permanent is False


def test_a_file_system_without_links_still_gets_its_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    FilesConnector(tmp_path).send(letter())
    assert [path.name for path in tmp_path.iterdir()] == [file_name("reply-1")]
