"""Letters: drafted by the engine, edited and sent by a person, taken back within the undo time."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F

from amends.core.contracts.letter import DraftInput, DraftOutput, LintOutput
from amends.core.vocabulary import Verdict
from amends.desk.cases.models import Case
from amends.desk.guides.queries import expired_among
from amends.desk.journal.operations import Act, record, record_all
from amends.desk.offers.models import Offer
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.replies.caps import gives_of, must_be_within
from amends.desk.replies.holding import note_unkeepable
from amends.desk.replies.keepable import without_them
from amends.desk.replies.letting import LONGEST_REASON, NEVER_OVERRIDDEN, must_be_let_through
from amends.desk.replies.models import Reply
from amends.desk.replies.reading import at_the_desk, open_slots, stretches_of
from amends.desk.replies.refusals import ApprovalNeeded as ApprovalNeeded
from amends.desk.replies.refusals import CapPassed as CapPassed
from amends.desk.replies.refusals import GuideNotValid as GuideNotValid
from amends.desk.replies.refusals import LeadNeeded as LeadNeeded
from amends.desk.replies.refusals import LetterBlocked as LetterBlocked
from amends.desk.replies.refusals import LetterChanged as LetterChanged
from amends.desk.replies.refusals import SlotsOpen as SlotsOpen
from amends.desk.replies.refusals import TooLate as TooLate
from amends.desk.replies.unfinished import finish, set_aside
from amends.desk.rows import update_rows
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue


@dataclass(frozen=True, slots=True)
class Written:
    """The engine's letter for a case, with what it was asked and the offer it makes."""

    case: Case
    offer: Offer | None
    request: DraftInput
    result: DraftOutput


def keep_drafts(*, actor: Actor, written: Sequence[Written], now: datetime) -> None:
    """Store the engine's letters as the drafts of cases of one shop. One that a person has edited stays as it is."""
    if not written:
        return
    with transaction.atomic(durable=True):
        drafts = Reply.objects.select_for_update().filter(case__in=[one.case.pk for one in written], state=Reply.DRAFT)
        known = {draft.case_id: draft for draft in drafts}
        fresh: list[Reply] = []
        kept: list[Reply] = []
        for one in written:
            draft = known.get(one.case.pk)
            if draft is not None and (draft.edited or _is_the_same(draft, one)):
                continue
            if draft is None:
                draft = Reply(case=one.case, key=secrets.token_hex(16))
                fresh.append(draft)
            else:
                draft.version += 1
            for name, value in _columns(one, now).items():
                setattr(draft, name, value)
            kept.append(draft)
        Reply.objects.bulk_create(fresh)
        update_rows([draft for draft in kept if draft.version > 1], ("version", *_DRAFTED))
        acts = [
            Act(
                "reply.drafted",
                f"case:{draft.case_id}",
                {"reply": draft.pk, "language": draft.language, "verdict": draft.verdict},
            )
            for draft in kept
        ]
        record_all(shop=written[0].case.shop_id, actor=actor.journal_name, acts=acts, now=now)


_DRAFTED = (
    "offer", "stage", "channel", "language", "subject", "body", "gist", "request", "promises", "findings", "verdict",
    "drafted_at", "problem", "override_reason", "overridden_by",
)  # fmt: skip


def _is_the_same(draft: Reply, one: Written) -> bool:
    findings = [finding.model_dump(mode="json") for finding in one.result.findings]
    same = draft.body == one.result.body and draft.gist == one.result.gist and without_them(draft.findings) == findings
    return same and draft.offer_id == (one.offer.pk if one.offer else None)


def _columns(one: Written, now: datetime) -> dict[str, Any]:
    request, result = one.request, one.result
    values = (
        one.offer, request.stage.value, request.channel.value, result.language, result.subject or "", result.body,
        result.gist, request.model_dump(mode="json"), [promise.model_dump(mode="json") for promise in result.promises],
        [finding.model_dump(mode="json") for finding in result.findings], result.verdict.value, now, "", "", None,
    )  # fmt: skip
    return dict(zip(_DRAFTED, values, strict=True))


def drop_draft(*, case: Case) -> None:
    """No letter is due any more; what nobody has edited goes."""
    with transaction.atomic(durable=True):
        Reply.objects.filter(case=case, state=Reply.DRAFT, edited=False).delete()


def edit(
    *, actor: Actor, person: Person | None, reply: Reply, version: int, body: str, lint: LintOutput, now: datetime
) -> Reply:
    """A person's own words, with what the lint says of them. Raises LetterChanged if somebody was faster."""
    with transaction.atomic(durable=True):
        changed = Reply.objects.filter(pk=reply.pk, version=version, state=Reply.DRAFT).update(
            body=body,
            edited=True,
            author=person,
            version=version + 1,
            verdict=lint.verdict.value,
            findings=[finding.model_dump(mode="json") for finding in lint.findings],
            # A lead let other words go than these.
            override_reason="",
            overridden_by=None,
        )
        if not changed:
            raise LetterChanged(
                "Somebody changed or sent this letter meanwhile; your text is kept here, read theirs first."
            )
        finish(actor=actor, case_id=reply.case_id)
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.edited",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "verdict": lint.verdict.value},
        )
    reply.refresh_from_db()
    return reply


def discard_edits(*, actor: Actor, person: Person | None, reply: Reply, version: int, now: datetime) -> Reply:
    """Give up a person's own words: the draft is the engine's again and may be written anew. Raises LetterChanged."""
    with transaction.atomic(durable=True):
        changed = Reply.objects.filter(pk=reply.pk, version=version, state=Reply.DRAFT).update(
            edited=False, author=person, version=version + 1, override_reason="", overridden_by=None
        )
        if not changed:
            raise LetterChanged("Somebody changed or sent this letter meanwhile; read it first.")
        finish(actor=actor, case_id=reply.case_id)
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.edited",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "discarded": True},
        )
    reply.refresh_from_db()
    return reply


def override(*, actor: Actor, person: Person, reply: Reply, reason: str, now: datetime) -> Reply:
    """A lead lets a blocked letter go, with a written reason; three findings nobody can override.

    Raises LeadNeeded, LetterBlocked, DomainError without a reason.
    """
    rules = _errors_of(reply)
    must_be_let_through(person=person, shop=reply.case.shop_id, rules=rules, reason=reason)
    with transaction.atomic(durable=True):
        Reply.objects.filter(pk=reply.pk, state=Reply.DRAFT).update(
            override_reason=reason.strip()[:LONGEST_REASON], overridden_by=person
        )
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.overridden",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "rules": sorted(rules), "reason": reason.strip()},
        )
    reply.refresh_from_db()
    return reply


def _errors_of(reply: Reply) -> set[str]:
    return {finding["rule"] for finding in reply.findings if finding["level"] == "error"}


def _must_be_filled(reply: Reply) -> None:
    """Every slot of an inserted sentence is filled in."""
    if opened := open_slots(stretches_of(at_the_desk(reply, reply.language), reply.body), reply.body):
        raise SlotsOpen(f"Fill in what stands between ⟦ and ⟧ first: {opened[0]}", sentences=opened)


def _may_go(reply: Reply) -> None:
    overridden = bool(reply.override_reason) and not _errors_of(reply) & NEVER_OVERRIDDEN
    if reply.verdict == Verdict.BLOCK.value and not overridden:
        raise LetterBlocked("The letter has findings that block it; mend them first.", findings=reply.findings)
    offer = reply.offer
    if offer is not None and offer.approval_needed and offer.approved_by_id is None and _offers_something(reply):
        raise ApprovalNeeded("A lead has to approve these options first.", reasons=offer.result["approval"]["reasons"])


def _offers_something(reply: Reply) -> bool:
    decision = reply.request.get("decision") or {}
    return bool(decision.get("menu"))


def queue_letter(
    *, actor: Actor, person: Person | None, reply: Reply, version: int, now: datetime, send_at: datetime | None = None
) -> Reply:
    """A person sends the letter: it leaves when the undo time is over (or at ``send_at``).

    Raises LetterBlocked, ApprovalNeeded, CapPassed, SlotsOpen, LetterChanged. Queuing the same version twice queues it
    once; the second raises LetterChanged. Every queuing is a job of its own, because an undone one still waits for its
    time.
    """
    reply.refresh_from_db()
    note_unkeepable(actor=actor, reply=reply, now=now)
    _may_go(reply)
    if reply.edited:
        _must_be_filled(reply)
    leaving = shop_now(reply.case.shop, send_at or now).date()
    if over := expired_among([each["guide"] for each in reply.attachments], leaving):
        raise GuideNotValid(
            f"“{over[0]}” is not valid on the day the letter leaves; take it off the letter.", titles=over
        )
    leaves = max(send_at or now, now + timedelta(seconds=settings.AMENDS_UNDO_SECONDS))
    offered = gives_of(reply)
    with transaction.atomic(durable=True):
        if person is not None and offered is not None:
            must_be_within(person, reply, now)
        changed = Reply.objects.filter(pk=reply.pk, version=version, state=Reply.DRAFT).update(
            state=Reply.QUEUED,
            send_after=leaves,
            author=person,
            version=version + 1,
            gives_minor=offered.minor if offered else 0,
            gives_currency=offered.currency if offered else "",
            given_at=now,
        )
        if not changed:
            raise LetterChanged("Somebody changed or sent this letter meanwhile.")
        finish(actor=actor, case_id=reply.case_id)
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.queued",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "leaves": leaves.isoformat()},
        )
        _enqueue_send(reply, version + 1, now, leaves)
    reply.refresh_from_db()
    return reply


def _enqueue_send(reply: Reply, version: int, now: datetime, leaves: datetime) -> None:
    payload, key = {"reply": reply.pk}, f"send:{reply.pk}:{version}"
    enqueue("replies.send", payload, now=now, run_at=leaves, key=key, priority=5)


def undo(*, actor: Actor, reply: Reply, now: datetime) -> Reply:
    """Take a queued letter back. Raises TooLate once it is on its way.

    Where somebody is writing another letter to the case by now, this one is cancelled and its words are kept for
    whoever takes it back: stopping a letter never has to wait.
    """
    with transaction.atomic(durable=True):
        Reply.objects.filter(case_id=reply.case_id, state=Reply.DRAFT, edited=False).delete()
        other = Reply.objects.filter(case_id=reply.case_id, state=Reply.DRAFT).exists()
        changed = Reply.objects.filter(pk=reply.pk, state=Reply.QUEUED).update(
            state=Reply.CANCELLED if other else Reply.DRAFT, send_after=None, given_at=None
        )
        if changed and other:
            set_aside(actor=actor, reply=reply, now=now)
        if not changed:
            raise TooLate("The letter has left already and cannot be taken back.")
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.undone",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk},
        )
    reply.refresh_from_db()
    return reply


def begin_sending(*, reply_id: int, now: datetime) -> Reply | None:
    """Claim a queued letter whose time has come; what we are about to do is stored before it is tried.

    Returns None where there is nothing to do. A letter that is ``sending`` already is handed out again: its worker
    died, and the connector knows its key.
    """
    with transaction.atomic(durable=True):
        Reply.objects.filter(pk=reply_id, state=Reply.QUEUED, send_after__lte=now).update(state=Reply.SENDING)
        return (
            Reply.objects.filter(pk=reply_id, state=Reply.SENDING)
            .select_related("case__shop", "case__order", "case__buyer", "offer")
            .first()
        )


def mark_sent(*, actor: Actor, reply: Reply, reference: str, now: datetime) -> None:
    """The outside world has it. What follows from a sent letter is enqueued with this fact."""
    with transaction.atomic(durable=True):
        _sent(actor, reply, reference, now)


def _sent(actor: Actor, reply: Reply, reference: str, now: datetime) -> None:
    # What is known overrules what was asked about meanwhile.
    changed = Reply.objects.filter(pk=reply.pk, state__in=(Reply.SENDING, Reply.UNCLEAR)).update(
        state=Reply.SENT, sent_at=now, reference=reference[:300], error=""
    )
    if changed:
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.sent",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "reference": reference},
        )
        enqueue("flow.letter_sent", {"reply": reply.pk}, now=now, key=f"sent:{reply.pk}", priority=4)


def mark_failed(*, actor: Actor, reply: Reply, error: str, now: datetime) -> None:
    """It could not be sent; a person sees why."""
    with transaction.atomic(durable=True):
        if Reply.objects.filter(pk=reply.pk, state=Reply.SENDING).update(state=Reply.FAILED, error=error[:500]):
            record(
                shop=reply.case.shop_id,
                actor=actor.journal_name,
                action="reply.failed",
                subject=f"case:{reply.case_id}",
                now=now,
                data={"reply": reply.pk, "error": error[:500]},
            )


def mark_unclear(*, actor: Actor, reply: Reply, error: str, now: datetime) -> None:
    """Nobody knows whether it has left: a person is asked, and until then nothing is sent."""
    with transaction.atomic(durable=True):
        if Reply.objects.filter(pk=reply.pk, state=Reply.SENDING).update(state=Reply.UNCLEAR, error=error[:500]):
            record(
                shop=reply.case.shop_id,
                actor=actor.journal_name,
                action="reply.unclear",
                subject=f"case:{reply.case_id}",
                now=now,
                data={"reply": reply.pk},
            )


def confirm_sent(*, actor: Actor, reply: Reply, now: datetime) -> None:
    """An unclear letter has left after all: a person saw it, or the buyer answered it."""
    with transaction.atomic(durable=True):
        if Reply.objects.filter(pk=reply.pk, state=Reply.UNCLEAR).exists():
            _sent(actor, reply, reply.reference, now)


def note_returned(*, actor: Actor, key: str, error: str, now: datetime) -> Reply | None:
    """A letter that had left came back. Returns it the first time, else None."""
    with transaction.atomic(durable=True):
        reply = Reply.objects.select_related("case").filter(key=key).first()
        if reply is None or not Reply.objects.filter(pk=reply.pk, returned_at__isnull=True).update(
            returned_at=now, error=error[:500]
        ):
            return None
        record(
            shop=reply.case.shop_id,
            actor=actor.journal_name,
            action="reply.returned",
            subject=f"case:{reply.case_id}",
            now=now,
            data={"reply": reply.pk, "error": error[:500]},
        )
    return reply


def try_again(*, actor: Actor, reply: Reply, now: datetime) -> Reply:
    """Send a failed letter again, under the same key; an unclear one once it is known that it did not leave."""
    with transaction.atomic(durable=True):
        changed = Reply.objects.filter(pk=reply.pk, state__in=(Reply.FAILED, Reply.UNCLEAR)).update(
            state=Reply.QUEUED, send_after=now, error="", version=F("version") + 1
        )
        if changed:
            reply.refresh_from_db()
            _enqueue_send(reply, reply.version, now, now)
    reply.refresh_from_db()
    return reply


def sent_on(case_ids: Sequence[int]) -> bool:
    """Whether anything was sent, or is about to be, on these cases."""
    return Reply.objects.filter(
        case_id__in=list(case_ids), state__in=(Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR, Reply.SENT)
    ).exists()
