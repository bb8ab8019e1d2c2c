"""The one timeline of a case: everything that happened, from all sources, the newest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amends.desk.assistance.queries import translations_of
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Message
from amends.desk.flow.casebook import journal_of, messages_of
from amends.desk.journal.actions import action_label
from amends.desk.journal.models import Entry as JournalEntry
from amends.desk.orders.models import LedgerEntry
from amends.desk.orders.queries import ledger_of
from amends.desk.replies.models import Reply
from amends.web import showing
from amends.web.workspace.casepage.answered import answers_of
from amends.web.workspace.casepage.files import File, files_of
from amends.web.workspace.casepage.head import seen_text
from amends.web.workspace.casepage.marked import Piece, pieces_of
from amends.web.workspace.casepage.translated import (
    Part,
    Translated,
    gloss_of,
    language_name,
    reads,
    translated_of,
)
from amends.web.workspace.frame import Frame

#: Journal steps that stand in the timeline as something of their own.
TOLD_OTHERWISE = frozenset(
    {
        "assist.called",
        "translation.corrected",
        "case.noted",
        "reply.sent",
        "promise.made",
        "promise.kept",
        "promise.broken",
        "promise.released",
        "case.joined",
    }
)
#: A run of so many small steps is folded, but for its newest two.
RUN = 5


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. ``kind`` chooses its look; ``small`` ones are one line and may be folded."""

    at: datetime
    kind: str
    title: str
    who: str = ""
    side: str = ""
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    gist: str = ""
    lang: str = ""
    quoted: str = ""
    files: list[File] = field(default_factory=list)
    small: bool = False
    tone: str = ""
    key: str = ""
    #: Of a text in a language that the person does not read: its translation, else what was recognised in it.
    foreign: str = ""
    translation: Translated | None = None
    gloss: list[Part] = field(default_factory=list)
    message: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Small steps in a row, of which only the newest stand open."""

    shown: list[Entry]
    folded: list[Entry]
    words: str


def _gist(reading: dict[str, Any] | None, language: str) -> str:
    """What a message says in the agent's language, as far as it was understood; it is no translation."""
    if not reading:
        return ""
    parts = [showing.word(reading["kind"], "Kind", language)] + [
        showing.word(flag, "Flag", language) for flag in reading.get("flags", [])
    ]
    asks = [showing.word(ask, "Remedy", language) for ask in reading.get("asks", [])]
    if asks:
        parts.append(_("asks for: %(asks)s") % {"asks": ", ".join(asks)})
    parts += [f"{amount['amount']} {amount['currency'] or ''}".strip() for amount in reading.get("amounts", [])]
    missing = (reading.get("counts") or {}).get("missing")
    if missing:
        parts.append(ngettext("%(n)s piece missing", "%(n)s pieces missing", missing) % {"n": missing})
    if reading.get("abstained"):
        parts.insert(0, _("unsure"))
    return " · ".join(parts)


def _messages(case: Case, frame: Frame) -> Iterator[Entry]:
    if case.conversation_id is None:
        return
    kept = {exhibit.attachment_id for exhibit in case.exhibits.all() if exhibit.attachment_id is not None}
    rows = messages_of(case)
    answers = answers_of(rows, frame.language)
    person = frame.person
    translations = translations_of(rows, person.language if person else "en")
    for message in rows:
        reading = message.reading or {}
        translation = translated_of(translations.get(message.pk))
        places = [
            (span["start"], span["end"], seen_text(span["what"], frame.language), "seen")
            for span in reading.get("spans", [])
        ]
        yield Entry(
            at=message.sent_at,
            kind="message",
            side="buyer" if message.from_buyer else "seller",
            title=message.subject,
            who=_writer(case, message),
            pieces=pieces_of(message.text, places),
            gist=(answers.get(message.pk) or _gist(message.reading, frame.language)) if message.from_buyer else "",
            lang=str(reading.get("language", "")),
            quoted=message.quoted,
            files=files_of(message, kept),
            tone="automatic" if message.automatic else "muted" if message.no_answer_needed else "",
            key=f"message:{message.pk}",
            translation=translation,
            message=message.pk,
            **_foreign(message.text, reading if message.from_buyer and translation is None else {}, frame),
        )


def _foreign(text: str, reading: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """For a text in a language that the person does not read: which one, and a gloss of what was recognised in it."""
    language = str(reading.get("language", ""))
    if not text or reads(frame.person, language):
        return {}
    return {"foreign": language_name(language, frame.language), "gloss": gloss_of(text, reading, frame.language)}


def _writer(case: Case, message: Message) -> str:
    if message.automatic in ("bounce", "delay"):
        return _("Mail server")
    return _buyer_name(case) if message.from_buyer else _actor(message.author) or case.shop.name


def _buyer_name(case: Case) -> str:
    return (case.buyer.name or case.buyer.reference) if case.buyer else _("Buyer")


def _actor(journal_name: str) -> str:
    """``person:3 Alice`` → ``Alice``; ``system:amends`` → ``Amends``."""
    if journal_name.startswith("person:"):
        return journal_name.partition(" ")[2]
    return "Amends" if journal_name.startswith("system:") else journal_name


def _scans(case: Case) -> Iterator[Entry]:
    for parcel in case.order.parcels.all() if case.order else ():
        for scan in parcel.scans.all():
            place = ", ".join(part for part in (scan.location, scan.country) if part)
            yield Entry(
                at=scan.at, kind="scan", side="carrier", small=True, title=scan.description or scan.status or scan.code,
                who=parcel.carrier or _("Carrier"), text=place,
            )  # fmt: skip


def _disputes(case: Case, frame: Frame) -> Iterator[Entry]:
    language = frame.language
    for dispute in case.disputes.all():
        asked = (
            showing.money_text(dispute.asked_minor, dispute.asked_currency, language)
            if dispute.asked_minor is not None
            else ""
        )
        platform = showing.word(dispute.platform, "Platform", language)
        places = [
            (span["start"], span["end"], seen_text(span["what"], language), "seen")
            for span in (dispute.reading or {}).get("spans", [])
        ]
        yield Entry(
            at=dispute.opened_at, kind="platform", side="platform", who=platform,
            title=_("Dispute %(number)s opened") % {"number": dispute.external_id},
            gist=" · ".join(part for part in (dispute.procedure, dispute.reason_code, asked) if part),
            pieces=pieces_of(dispute.text, places) if dispute.text else [], key=f"dispute:{dispute.pk}",
            **_foreign(dispute.text, dispute.reading or {}, frame),
        )  # fmt: skip
        if dispute.closed_at is not None:
            yield Entry(
                at=dispute.closed_at, kind="platform", side="platform", who=platform,
                title=_("Dispute %(number)s closed") % {"number": dispute.external_id},
            )  # fmt: skip


def _reviews(case: Case, frame: Frame) -> Iterator[Entry]:
    language = frame.language
    for review in case.reviews.all():
        text, reading = ". ".join(part for part in (review.title, review.text) if part), review.reading or {}
        places = [
            (span["start"], span["end"], seen_text(span["what"], language), "seen") for span in reading.get("spans", [])
        ]
        yield Entry(
            at=review.written_at, kind="review", side="buyer", who=_buyer_name(case),
            title=_("Review: %(stars)s of 5 stars") % {"stars": review.rating},
            pieces=pieces_of(text, places), gist=_gist(review.reading, language), lang=str(reading.get("language", "")),
            **_foreign(text, reading, frame),
        )  # fmt: skip


def source_words(source: str) -> str:
    """By which way money, or goods instead of it, goes back."""
    return {
        LedgerEntry.CHAT: _("refund agreed in chat"),
        LedgerEntry.PLATFORM: _("refund by the platform"),
        LedgerEntry.PAYMENT: _("refund by the payment provider"),
        LedgerEntry.RESHIP: _("goods sent again"),
    }.get(source, source)


def _money(case: Case, language: str) -> Iterator[Entry]:
    if case.order is None:
        return
    booked: dict[str, list[LedgerEntry]] = {}
    for entry in ledger_of(case.order):
        booked.setdefault(entry.key, []).append(entry)
    for entries in booked.values():
        first, total = entries[0], sum(entry.amount_minor for entry in entries)
        amount = showing.money_text(total, case.order.currency, language)
        yield Entry(
            at=first.booked_at, kind="money", side="team", who=_actor(first.booked_by),
            title=f"{amount} · {source_words(first.source)}", text=first.reference,
            tone="void" if first.voided_at else "",
        )  # fmt: skip
        if first.voided_at:
            yield Entry(
                at=first.voided_at, kind="money", side="team", small=True,
                title=_("Booking of %(amount)s taken back") % {"amount": amount},
            )  # fmt: skip


def _notes(case: Case) -> Iterator[Entry]:
    notes = list(case.notes.all())
    prefetch_related_objects(notes, "mentions__person")
    for note in notes:
        told = ", ".join(mention.person.name for mention in note.mentions.all())
        yield Entry(
            at=note.at, kind="note", side="team", title=_("Note to %(names)s") % {"names": told} if told else _("Note"),
            text=note.text,
            who=note.author.name if note.author else "",
        )  # fmt: skip


def _letters_elsewhere(case: Case) -> Iterator[Entry]:
    """Letters that left, but not as a message of the conversation: answers to reviews, forms."""
    for reply in case.replies.all():
        if reply.state == Reply.SENT and (reply.channel == "review" or case.conversation_id is None):
            yield Entry(
                at=reply.sent_at or reply.drafted_at, kind="message", side="seller", title=reply.subject,
                who=reply.author.name if reply.author else case.shop.name, pieces=[Piece(reply.body)],
                lang=reply.language,
            )  # fmt: skip


def _step_detail(entry: JournalEntry, frame: Frame) -> str:
    data = entry.data
    match entry.action:
        case "case.kind_set":
            return showing.word(str(data.get("kind", "")), "Kind", frame.language)
        case "case.fault_set":
            fault = showing.word(str(data.get("fault", "")), "Fault", frame.language)
            return ": ".join(part for part in (fault, str(data.get("reason", ""))) if part)
        case "case.order_set":
            return str(data.get("order", ""))
        case "offer.proposed" | "offer.chosen":
            return ", ".join(showing.word(str(remedy), "Remedy", frame.language) for remedy in data.get("menu", []))
        case "exhibit.kept":
            return str(data.get("title", ""))
        case "case.waiting" | "deadline.set" | "reply.queued" | "deadline.missed":
            when = data.get("until") or data.get("due") or data.get("leaves")
            return showing.moment_text(datetime.fromisoformat(str(when)), frame.zone, frame.language) if when else ""
        case "reply.failed":
            return str(data.get("error", ""))
        case _:
            return str(data.get("reason", ""))


def _steps(case: Case, frame: Frame) -> Iterator[Entry]:
    for entry in journal_of(case):
        if entry.action not in TOLD_OTHERWISE:
            yield Entry(
                at=entry.at, kind="step", side="team", small=True, who=_actor(entry.actor),
                title=action_label(entry.action, frame.language), text=_step_detail(entry, frame),
            )  # fmt: skip


def _promises(case: Case, frame: Frame) -> Iterator[Entry]:
    for entry in journal_of(case):
        if not entry.action.startswith("promise."):
            continue
        what = showing.word(str(entry.data.get("what", "")), "PromiseWhat", frame.language)
        yield Entry(
            at=entry.at, kind="promise", side="team", small=True, who=_actor(entry.actor),
            title=f"{action_label(entry.action, frame.language)}: {what}" if what else action_label(entry.action, frame.language),
            text=str(entry.data.get("proof", "")),
        )  # fmt: skip


def timeline_of(case: Case, frame: Frame) -> list[Entry | Run]:
    """Everything that happened, the newest first; long runs of small steps folded."""
    entries = [
        *_messages(case, frame), *_scans(case), *_disputes(case, frame), *_reviews(case, frame),
        *_money(case, frame.language), *_notes(case), *_letters_elsewhere(case), *_steps(case, frame),
        *_promises(case, frame),
    ]  # fmt: skip
    if case.order is not None:
        placed = _("Order %(number)s placed") % {"number": case.order.number}
        entries.append(Entry(at=case.order.placed_at, kind="order", side="buyer", title=placed, small=True))
    return folded_runs(sorted(entries, key=lambda entry: entry.at, reverse=True))


def folded_runs(entries: list[Entry]) -> list[Entry | Run]:
    """Entries in their order, with long runs of small steps folded."""
    found: list[Entry | Run] = []
    run: list[Entry] = []
    for entry in [*entries, None]:
        if entry is not None and entry.small:
            run.append(entry)
            continue
        if len(run) >= RUN:
            rest = len(run) - 2
            found.append(Run(run[:2], run[2:], ngettext("%(n)s more step", "%(n)s more steps", rest) % {"n": rest}))
        else:
            found += run
        run = []
        if entry is not None:
            found.append(entry)
    return found
