"""A letter as an RFC 5322 message, written out by hand.

The standard library folds what others wrote into headers in ways that can end a header early; here every value is
reduced to one line and, unless it is plain, carried in encoded words (RFC 2047, RFC 2231), so that no text whatever
can become a header, an address or a path. The same letter always gives the same bytes: no date, no random mark.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from email.base64mime import body_encode
from urllib.parse import quote

from amends.connect.contract import Attachment, OutgoingLetter
from amends.core.text import normal_form

_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_PLAIN = re.compile(r"[A-Za-z0-9 .,:;#@/()<>_+*!?&'%~$-]{0,66}\Z")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 _-]{1,60}\Z")
_PLAIN_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.-]{0,59}\Z")
_MAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+\Z"
)
_MEDIA_TYPE = re.compile(r"(?:application|audio|font|image|text|video)/[a-z0-9][a-z0-9.+-]{0,80}\Z")
_WORD_BYTES = 42  # an encoded word has at most 75 characters


def one_line(text: str, longest: int = 500) -> str:
    """The text without line breaks, control characters and changes of direction, cut to ``longest`` characters."""
    return " ".join(_BREAKS.sub(" ", text).split())[:longest].strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _encoded_words(text: str) -> str:
    """RFC 2047: base64 words of whole characters, one on each line."""
    words: list[bytes] = [b""]
    for char in text:
        piece = char.encode("utf-8", "replace")
        if len(words[-1]) + len(piece) > _WORD_BYTES:
            words.append(b"")
        words[-1] += piece
    return "\r\n ".join(f"=?utf-8?b?{b64encode(word).decode()}?=" for word in words)


def _value(text: str, longest: int = 500) -> str:
    line = one_line(text, longest)
    return line if _PLAIN.match(line) and "=?" not in line else _encoded_words(line)


def _address(name: str, address: str) -> str:
    line = one_line(name, 200)
    if not line:
        return f"<{address}>"
    return f"{line if _PLAIN_NAME.match(line) else _encoded_words(line)}\r\n <{address}>"


def _recipient(letter: OutgoingLetter) -> str:
    """The buyer's mail address; where the platform gives none, one that no mail server delivers to (RFC 6761)."""
    if len(letter.recipient) <= 254 and _MAIL.match(letter.recipient):
        return _address(letter.recipient_name, letter.recipient)
    placeholder = f"buyer-{_digest(letter.recipient)[:16]}@buyer.invalid"
    return _address(letter.recipient_name or letter.recipient, placeholder)


def compose(letter: OutgoingLetter) -> bytes:
    """The letter with its attachments. ``X-Amends-…`` headers carry what the platform calls things."""
    digest = _digest(letter.key)
    headers = [
        ("From", _address(letter.shop, "shop@shop.invalid")),
        ("To", _recipient(letter)),
        ("Subject", _value(letter.subject, 900)),
        ("Message-ID", f"<{digest[:40]}@amends.invalid>"),
        ("X-Amends-Key", _value(letter.key, 300)),
        ("X-Amends-Platform", _value(letter.platform)),
        ("X-Amends-Channel", letter.channel.value),
        ("X-Amends-Order", _value(letter.order_number)),
        ("X-Amends-Recipient", _value(letter.recipient)),
    ]
    if letter.in_reply_to and (reply := _value(letter.in_reply_to, 300)):
        headers += [("In-Reply-To", reply), ("References", reply)]
    headers.append(("MIME-Version", "1.0"))
    body = _text_part(letter.text)
    if letter.attachments:
        boundary = f"=_amends_{digest[:32]}"
        headers.append(("Content-Type", f'multipart/mixed; boundary="{boundary}"'))
        parts = [body, *(_attachment_part(item, number) for number, item in enumerate(letter.attachments, start=1))]
        body = "\r\n" + "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"
    return ("".join(f"{name}: {value}\r\n" for name, value in headers) + body).encode("ascii")


def _part(headers: list[tuple[str, str]], data: bytes) -> str:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    coded = body_encode(data, eol="\r\n") if data else ""
    return f"{lines}Content-Transfer-Encoding: base64\r\n\r\n{coded}"


def _text_part(text: str) -> str:
    plain = normal_form(text).rstrip("\n") + "\n"
    return _part(
        [("Content-Type", 'text/plain; charset="utf-8"')], plain.replace("\n", "\r\n").encode("utf-8", "replace")
    )


def _attachment_part(attachment: Attachment, number: int) -> str:
    # Only what is surely no container of further headers keeps its type.
    media_type = attachment.media_type.lower()
    media_type = media_type if _MEDIA_TYPE.match(media_type) else "application/octet-stream"
    return _part(
        [
            ("Content-Type", media_type),
            ("Content-Disposition", f"attachment;\r\n {_file_name(attachment.name, number)}"),
        ],
        attachment.data,
    )


def _file_name(name: str, number: int) -> str:
    """The ``filename`` parameter (RFC 2231). The name is data: it can choose no folder on the reader's computer."""
    plain = re.split(r"[/\\:]", one_line(name, 4_000))[-1].strip(". ")
    if len(plain) > 120:
        stem, dot, ending = plain.rpartition(".")
        plain = f"{stem[:100]}{dot}{ending[:15]}" if dot else plain[:120]
    plain = plain or f"attachment-{number}"
    if _PLAIN_FILE.match(plain):
        return f'filename="{plain}"'
    coded = quote(plain.encode("utf-8", "replace"), safe="")
    pieces = [match.group() for match in re.finditer(r"(?:%[0-9A-F]{2}|[^%]){1,20}", coded)]
    return ";\r\n ".join(
        f"filename*{index}*={prefix}{piece}"
        for index, (prefix, piece) in enumerate(zip(["utf-8''", *[""] * len(pieces)], pieces, strict=False))
    )
