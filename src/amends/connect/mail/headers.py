"""Reading header lines that others wrote: encoded words, raw 8-bit bytes, broken addresses. Nothing here raises."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice

from amends.connect.mail.charsets import text_of
from amends.core.text import normal_form

_BREAKS = re.compile(r"[\r\n\t\x00-\x1f\x7f]+")
_ID = re.compile(r"<\s*([^<>\s]{1,990})\s*>")
_ADDRESS = re.compile(r"[^@\s<>\"(),;:]{1,64}@[^@\s<>\"(),;:]{1,255}")
#: No mail is older than this; a date before it is a broken clock.
_EARLIEST = datetime(1995, 1, 1, tzinfo=UTC)
#: The most addresses that are read of one header: a longer list is no letter to us.
_MOST_ADDRESSES = 100
#: What is read of a head: more of either is an attack, not a letter.
_MOST_HEADERS, _LONGEST = 2_000, 20_000


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address in lower case, and the name that was written beside it (data)."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def local(self) -> str:
        return self.address.rpartition("@")[0]


def raw_value(message: Message, name: str) -> str:
    """The first header of that name as one line, undecoded; empty where there is none."""
    return next(iter(raw_values(message, name)), "")


def raw_values(message: Message, name: str) -> list[str]:
    wanted = name.lower()
    return [
        _BREAKS.sub(" ", str(value)[:_LONGEST]).strip()
        for key, value in islice(message.raw_items(), _MOST_HEADERS)
        if key.lower() == wanted
    ]


def decoded(value: str) -> str:
    """A header's text in normal form: encoded words (RFC 2047) and bare bytes of any charset are read."""
    try:
        pieces = decode_header(value.encode("ascii").decode())
    except (HeaderParseError, ValueError, UnicodeError):
        # Bare 8-bit bytes, or words that are no base64: read what stands there.
        pieces = [(value, None)]
    text = "".join(_piece(piece, charset) for piece, charset in pieces)
    return normal_form(_BREAKS.sub(" ", text)).strip()


def _piece(piece: str | bytes, charset: str | None) -> str:
    if isinstance(piece, str):
        piece = piece.encode("utf-8", "surrogateescape")
        return text_of(piece, "")
    return text_of(piece, charset or "")


def addresses(message: Message, *names: str) -> tuple[Address, ...]:
    """All addresses of these headers, in their order. What is no address is left out."""
    found: list[Address] = []
    for name in names:
        for value in raw_values(message, name):
            found += _addresses_in(value)
    return tuple(found[:_MOST_ADDRESSES])


def _addresses_in(value: str) -> list[Address]:
    try:
        pairs = getaddresses([value])
    except (ValueError, IndexError, TypeError, RecursionError):
        pairs = []
    found = [
        Address(match.group().lower(), decoded(name)[:200])
        for name, address in pairs
        if (match := _ADDRESS.fullmatch(address.strip()))
    ]
    if not found:
        found = [Address(match.group().lower()) for match in _ADDRESS.finditer(value)]
    return found


def message_ids(value: str) -> tuple[str, ...]:
    """The identifiers in a Message-ID, In-Reply-To or References header, without their angle brackets."""
    return tuple(dict.fromkeys(match.group(1) for match in _ID.finditer(value)))


def moment(value: str) -> datetime | None:
    """A Date header in UTC; None where it is missing or cannot be."""
    try:
        found = parsedate_to_datetime(value)
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found >= _EARLIEST and found.year < 2100 else None
