"""Mails that a mail server wrote about another mail: what came back, why, and whether for good (RFC 3464)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from amends.connect.mail.codes import Code
from amends.connect.mail.headers import decoded, message_ids, raw_value

_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ -]|$)")
_ORIGINAL = re.compile(r"^Message-ID:\s*(<[^<>\s]{1,990}>)", re.IGNORECASE | re.MULTILINE)
_FULL = re.compile(r"quota|mailbox (?:is )?full|over ?quota|storage|邮箱(?:已|空间)?满|容量", re.IGNORECASE)
_SPAM = re.compile(r"spam|blocked|blacklist|policy|dkim|spf|dmarc|reputation|content", re.IGNORECASE)
#: How much of a returned text is searched.
_SEARCHED = 50_000


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server reports. ``original`` is the Message-ID of the mail that it is about, or empty."""

    code: Code
    permanent: bool
    recipient: str
    status: str
    original: str
    said: str


def code_of(status: str, said: str = "") -> Code:
    """Why a mail came back, from its enhanced status code (RFC 3463) and the server's words."""
    kind, _dot, rest = status.partition(".")
    if _FULL.search(said) or rest == "2.2":
        return Code.RECIPIENT_FULL
    if rest in ("1.1", "1.2", "1.3", "1.6", "1.10", "2.1", "4.4"):
        return Code.RECIPIENT_UNKNOWN
    if rest in ("2.3", "3.4"):
        return Code.TOO_LARGE
    if rest.startswith(("7.", "6.")) or _SPAM.search(said):
        return Code.CONTENT_REFUSED
    return Code.TEMPORARY if kind == "4" else Code.REFUSED


def bounce_of(parts: list[Message], text: str, headers: Message) -> Bounce:
    """Read a report. Works also on the plain ones that some servers write without the standard's parts."""
    fields: dict[str, str] = {}
    original = ""
    for part in parts:
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            fields = _fields(part) or fields
        elif kind in ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers"):
            original = original or _id_inside(part)
    said = fields.get("diagnostic-code", "").partition(";")[2].strip() or fields.get("diagnostic-code", "")
    searched = f"{said}\n{text[:_SEARCHED]}"
    status = fields.get("status", "").partition(" ")[0]
    if not _STATUS.fullmatch(status):
        found = _STATUS.search(searched)
        status = found.group() if found else ""
    if not status and (reply := _REPLY.search(searched)):
        status = f"{reply.group(1)[0]}.0.0"
    recipient = fields.get("final-recipient", fields.get("original-recipient", "")).partition(";")[2].strip()
    recipient = recipient or raw_value(headers, "X-Failed-Recipients").partition(",")[0].strip()
    if not original:
        inside = _ORIGINAL.search(text[:_SEARCHED])
        ids = message_ids(inside.group(1)) if inside else message_ids(raw_value(headers, "In-Reply-To"))
        original = ids[0] if ids else ""
    permanent = fields.get("action", "failed").lower() not in ("delayed", "relayed", "expanded", "delivered")
    return Bounce(
        code_of(status or "5.0.0", searched[:2_000] if not fields else said), permanent, recipient.strip("<>").lower(),
        status, original, " ".join(said.split())[:300],
    )  # fmt: skip


def _fields(part: Message) -> dict[str, str]:
    """The fields of the first recipient that has an action; the parser gives each block as a message of its own."""
    blocks = part.get_payload()
    found: dict[str, str] = {}
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, Message):
            continue
        fields = {name.lower(): decoded(str(value))[:1_000] for name, value in block.raw_items()}
        found |= {name: value for name, value in fields.items() if name not in found}
        if "action" in fields:
            break
    return found


def _id_inside(part: Message) -> str:
    payload = part.get_payload()
    inside = payload[0] if isinstance(payload, list) and payload else None
    if isinstance(inside, Message):
        ids = message_ids(raw_value(inside, "Message-ID"))
        return ids[0] if ids else ""
    found = _ORIGINAL.search(payload[:_SEARCHED]) if isinstance(payload, str) else None
    ids = message_ids(found.group(1)) if found else ()
    return ids[0] if ids else ""
