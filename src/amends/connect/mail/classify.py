"""Whether a person wrote a mail, or a program did: an answer to a program is how loops begin (RFC 3834)."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from email.message import Message
from functools import cache

from amends.connect.mail.codes import Nature
from amends.connect.mail.headers import Address, raw_value
from amends.core.packaged import read_yaml

_PREFIX = re.compile(r"^(?:\s*(?:re|aw|sv|fwd?|wg|回复|答复|转发|ответ|odp|ynt)\s*[:\uff1a])+\s*", re.IGNORECASE)
_SERVERS = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon|maildaemon|mailerdaemon)(?:[+._-].*)?", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:no|do)[._-]?(?:t|not)?[._-]?reply|noreply|donotreply|bounces?|notifications?|news(?:letter)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mail is, and by which sign it was known: a header with its value, or a wording."""

    nature: Nature
    reason: str = ""


@cache
def _wordings() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    told = read_yaml("amends.connect.mail", "wordings.yaml")
    away = tuple(text for texts in told["out_of_office"].values() for text in texts)
    return away, tuple(told["returned"]["any"]), tuple(told["returned"]["delayed"])


def verdict_of(
    headers: Message, sender: Address | None, subject: str, *, own: Collection[str], relayed: bool
) -> Verdict:
    """``own`` are the shop's own addresses; ``relayed`` a mail that came through a marketplace's relay."""
    if sender is not None and sender.address in own:
        return Verdict(Nature.OWN, "From")
    opening = _PREFIX.sub("", subject).strip().casefold()
    return (
        _report(headers)
        or _returned(headers, sender, opening)
        or _answering(headers, opening)
        or (Verdict(Nature.PERSON) if relayed else None)
        or _programmed(headers, sender)
        or Verdict(Nature.PERSON)
    )


def _report(headers: Message) -> Verdict | None:
    """Reports that say what they are (RFC 3462)."""
    if headers.get_content_type() != "multipart/report":
        return None
    kind = str(headers.get_param("report-type", "", unquote=True)).lower()
    if kind == "disposition-notification":
        return Verdict(Nature.AUTO_REPLY, "report-type: disposition-notification")
    if kind == "feedback-report":
        return Verdict(Nature.BULK, "report-type: feedback-report")
    actions = {
        value.strip().lower()
        for part in _parts_of(headers)
        for block in _parts_of(part)
        for name, value in block.raw_items()
        if name.lower() == "action" and isinstance(value, str)
    }
    if actions and not actions & {"failed"}:
        nature = Nature.DELAY if "delayed" in actions else Nature.AUTO_REPLY
        return Verdict(nature, f"Action: {sorted(actions)[0][:40]}")
    return Verdict(Nature.BOUNCE, "multipart/report")


def _parts_of(message: Message) -> list[Message]:
    payload = message.get_payload()
    return [part for part in payload if isinstance(part, Message)] if isinstance(payload, list) else []


def _returned(headers: Message, sender: Address | None, opening: str) -> Verdict | None:
    """Bounces of servers that keep to no standard."""
    _away, returned, delayed = _wordings()
    from_server = sender is not None and bool(_SERVERS.fullmatch(sender.local))
    nobody = raw_value(headers, "Return-Path").replace(" ", "") == "<>"
    if not (from_server or nobody or raw_value(headers, "X-Failed-Recipients")):
        return None
    for nature, wordings in ((Nature.DELAY, delayed), (Nature.BOUNCE, returned)):
        for wording in wordings:
            if opening.startswith(wording):
                return Verdict(nature, f"Subject: {wording}")
    if from_server:
        return Verdict(Nature.BOUNCE, f"From: {sender.local[:40] if sender else ''}")
    return Verdict(Nature.BOUNCE, "X-Failed-Recipients") if raw_value(headers, "X-Failed-Recipients") else None


def _submitted(headers: Message) -> str:
    """The keyword of Auto-Submitted, without parameters and comments."""
    return next(iter(re.split(r"[;(\s]", raw_value(headers, "Auto-Submitted").strip().lower(), maxsplit=1)))


def _answering(headers: Message, opening: str) -> Verdict | None:
    """Programs that answer for a person who is away."""
    submitted = _submitted(headers)
    if submitted == "auto-replied":
        return Verdict(Nature.AUTO_REPLY, "Auto-Submitted: auto-replied")
    for name in ("X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "X-AutoReply-From", "X-Mail-Autoreply"):
        value = raw_value(headers, name)
        if value and value.lower() not in ("no", "false"):
            return Verdict(Nature.AUTO_REPLY, name)
    if raw_value(headers, "Precedence").lower() in ("auto_reply", "auto-reply"):
        return Verdict(Nature.AUTO_REPLY, "Precedence: auto_reply")
    for wording in _wordings()[0]:
        if opening.startswith(wording):
            return Verdict(Nature.AUTO_REPLY, f"Subject: {wording}")
    if raw_value(headers, "Return-Path").replace(" ", "") == "<>":
        return Verdict(Nature.AUTO_REPLY, "Return-Path: <>")
    return None


def _programmed(headers: Message, sender: Address | None) -> Verdict | None:
    """Programs that write to many, and expect no answer."""
    submitted = _submitted(headers)
    if submitted and submitted != "no":
        return Verdict(Nature.BULK, f"Auto-Submitted: {submitted[:40]}")
    suppress = {word.strip().lower() for word in raw_value(headers, "X-Auto-Response-Suppress").split(",")}
    if suppress & {"all", "autoreply", "oof"}:
        return Verdict(Nature.BULK, "X-Auto-Response-Suppress")
    precedence = raw_value(headers, "Precedence").lower()
    if precedence in ("bulk", "list", "junk"):
        return Verdict(Nature.BULK, f"Precedence: {precedence}")
    for name in ("List-Id", "List-Unsubscribe", "Feedback-ID"):
        if raw_value(headers, name):
            return Verdict(Nature.BULK, name)
    if sender is not None and _NOBODY.fullmatch(sender.local):
        return Verdict(Nature.BULK, f"From: {sender.local[:40]}")
    return None
