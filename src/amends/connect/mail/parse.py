"""The bytes of a mail to what it says. Pure, and never raises: what cannot be read is named and the rest is kept."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser

from amends.connect.mail.body import plain_of
from amends.connect.mail.bounces import Bounce, bounce_of
from amends.connect.mail.charsets import text_of
from amends.connect.mail.classify import Verdict, verdict_of
from amends.connect.mail.codes import Nature
from amends.connect.mail.headers import Address, addresses, decoded, message_ids, moment, raw_value
from amends.connect.mail.relays import Relay, relay_of
from amends.core.contracts.fields import MAX_TEXT
from amends.core.text import is_blank, normal_form, split_quoted

#: The most parts and files that are read of one mail; the whole of it is kept beside.
MOST_PARTS, MOST_FILES = 400, 50
_SUBJECT = 900
_NAME_BREAKS = re.compile(r"[/\\\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class MailFile:
    """A file that came with a mail. The name is what the sender called it: data, never a path."""

    name: str
    media_type: str
    data: bytes
    sha256: str


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says. ``text`` is all of it, with ``>`` before quoted lines; ``new_text`` what is new in it.

    ``references`` are the Message-IDs that it answers, the oldest first. ``sent_at`` is UTC, or None where the mail
    tells no credible date. ``defects`` say in words what could not be read.
    """

    message_id: str = ""
    references: tuple[str, ...] = ()
    sender: Address | None = None
    reply_to: Address | None = None
    recipients: tuple[Address, ...] = ()
    sent_at: datetime | None = None
    subject: str = ""
    text: str = ""
    new_text: str = ""
    quoted: str = ""
    files: tuple[MailFile, ...] = ()
    verdict: Verdict = field(default_factory=lambda: Verdict(Nature.PERSON))
    bounce: Bounce | None = None
    relay: Relay | None = None
    defects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a mail is known again, and who sent it; read from its head alone."""

    key: str
    message_id: str
    sender: str


def _head(raw: bytes) -> Message:
    end = min((at for mark in (b"\r\n\r\n", b"\n\n") if (at := raw.find(mark)) >= 0), default=len(raw))
    return BytesHeaderParser().parsebytes(raw[: min(end, 200_000)])


def identity_of(raw: bytes) -> Identity:
    """The same mail by another way has the same key; another mail with a copied Message-ID has not.

    Without a Message-ID the bytes themselves are the key. The key is 64 hexadecimal digits.
    """
    try:
        head = _head(raw)
        ids = message_ids(raw_value(head, "Message-ID"))
        senders = addresses(head, "From")
        date = raw_value(head, "Date")
    except Exception:  # nothing that a stranger sends may stop the intake
        ids, senders, date = (), (), ""
    sender = senders[0].address if senders else ""
    told = f"{ids[0]}\0{sender}\0{date}".encode("utf-8", "surrogateescape") if ids else raw
    return Identity(hashlib.sha256(told).hexdigest(), _ascii(ids[0])[:300] if ids else "", _ascii(sender))


def _ascii(text: str) -> str:
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_mail(raw: bytes, *, own: Collection[str] = ()) -> Mail:
    """What a mail says. ``own`` are the shop's own addresses in lower case, by which its own mails are known."""
    try:
        return _read(message_from_bytes(raw), own)
    except Exception as error:  # a mail that breaks the parser is still a mail: its text is kept
        return _bare(raw, own, f"The structure of this mail cannot be read ({type(error).__name__}).")


def _bare(raw: bytes, own: Collection[str], defect: str) -> Mail:
    try:
        head, _break, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        message = BytesHeaderParser().parsebytes(head[:200_000])
        text = normal_form(text_of(body[: MAX_TEXT * 2], ""))[:MAX_TEXT]
        return _mail(message, text, (), [], (defect,), own)
    except Exception:  # not even its head: its bytes are kept
        text = normal_form(raw[:MAX_TEXT].decode("utf-8", "replace"))
        return Mail(text=text, new_text=text, defects=(defect, "Its head cannot be read either."))


def _read(message: Message, own: Collection[str]) -> Mail:
    defects: list[str] = []
    parts: list[Message] = []
    for part in _leaves(message):
        if len(parts) >= MOST_PARTS:
            defects.append(f"The mail has more than {MOST_PARTS} parts; the others were not read.")
            break
        parts.append(part)
    texts, rest = _texts(parts, message)
    text = normal_form("\n\n".join(piece for piece in texts if not is_blank(piece)))
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
        defects.append(f"The text is longer than {MAX_TEXT:,} characters; the rest was cut off.")
    files = tuple(_files(rest, defects))
    return _mail(message, text, files, parts, tuple(defects), own)


def _mail(
    message: Message,
    text: str,
    files: tuple[MailFile, ...],
    parts: list[Message],
    defects: tuple[str, ...],
    own: Collection[str],
) -> Mail:
    senders, replies = addresses(message, "From"), addresses(message, "Reply-To")
    sender = (senders or addresses(message, "Sender") or (None,))[0]
    subject = decoded(raw_value(message, "Subject"))[:_SUBJECT]
    new_text, quoted = split_quoted(text)
    relay = relay_of((*senders, *replies), subject, new_text)
    verdict = verdict_of(message, sender, subject, own=own, relayed=relay is not None)
    bounced = verdict.nature in (Nature.BOUNCE, Nature.DELAY)
    ids = message_ids(raw_value(message, "Message-ID"))
    answered = (
        *message_ids(raw_value(message, "References"))[-30:],
        *message_ids(raw_value(message, "In-Reply-To"))[:3],
    )
    return Mail(
        message_id=_ascii(ids[0]) if ids else "",
        references=tuple(dict.fromkeys(_ascii(one) for one in answered)),
        sender=sender,
        reply_to=replies[0] if replies else sender,
        recipients=addresses(message, "To", "Cc", "Delivered-To"),
        sent_at=moment(raw_value(message, "Date")),
        subject=subject,
        text=text,
        new_text=new_text,
        quoted=quoted,
        files=files,
        verdict=verdict,
        bounce=bounce_of(parts, text, message) if bounced else None,
        relay=relay,
        defects=defects,
    )


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in their order; a mail within a mail is one part. Without recursion."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            children = [child for child in payload if isinstance(child, Message)]
            if part.get_content_type() == "multipart/alternative":
                children = _chosen(children)
            waiting += reversed(children)
        else:
            yield part


def _chosen(children: list[Message]) -> list[Message]:
    """Of several forms of one text the plain one, where it says anything; whatever is no text stays as well."""
    plain = next((part for part in children if part.get_content_type() == "text/plain"), None)
    if plain is not None and not is_blank(_text(plain)):
        return [part for part in children if part is plain or part.get_content_maintype() not in ("text", "multipart")]
    return [part for part in children if part is not plain] or children


def _texts(parts: list[Message], message: Message) -> tuple[list[str], list[Message]]:
    """The texts to read, and the parts that are files."""
    texts: list[str] = []
    files: list[Message] = []
    reports = ("message/delivery-status", "text/rfc822-headers")
    for part in parts:
        kind = part.get_content_type()
        named = part.get_content_disposition() == "attachment" or bool(part.get_filename())
        if kind in reports:
            continue
        if kind == "text/plain" and not named:
            texts.append(_text(part))
        elif kind == "text/html" and not named:
            texts.append(plain_of(_text(part)))
        elif part is message and part.get_content_maintype() in ("text", "multipart"):
            texts.append(_text(part))
        else:
            files.append(part)
    return texts, files


def _bytes(part: Message) -> bytes:
    """The decoded content; where its coding is broken, what stands there."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, UnicodeError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"\n".join(_whole(child) for child in payload if isinstance(child, Message))
    return str(payload or "").encode("utf-8", "surrogateescape")


def _whole(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except Exception:  # what cannot be written again is kept in the raw mail
        return b""


def _text(part: Message) -> str:
    charset = part.get_param("charset", "")
    named = charset[2] if isinstance(charset, tuple) else str(charset)
    return text_of(_bytes(part), named)


def _files(parts: list[Message], defects: list[str]) -> Iterator[MailFile]:
    for number, part in enumerate(parts, start=1):
        if number > MOST_FILES:
            defects.append(f"The mail has {len(parts)} files; the first {MOST_FILES} were taken.")
            return
        data = _bytes(part)
        if not data:
            continue
        try:
            told = part.get_filename() or ""
        except (ValueError, LookupError, UnicodeError, TypeError):
            told = ""
        name = _NAME_BREAKS.sub(" ", decoded(told)).strip(" .")[:200] or _unnamed(part, number)
        yield MailFile(name, part.get_content_type(), data, hashlib.sha256(data).hexdigest())


def _unnamed(part: Message, number: int) -> str:
    ending = {"message/rfc822": "eml", "image/jpeg": "jpg"}.get(part.get_content_type(), part.get_content_subtype())
    return f"file-{number}.{re.sub('[^a-z0-9]', '', ending)[:8] or 'bin'}"
