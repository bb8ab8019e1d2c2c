"""Holding back a letter whose promise the shop cannot keep any more, when it is sent and when it leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.vocabulary import Verdict
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.replies.keepable import cannot_keep, findings_of, without_them
from amends.desk.replies.models import Reply
from amends.desk.shops.queries import shop_now
from amends.jobs.queue import enqueue


def note_unkeepable(*, actor: Actor, reply: Reply, now: datetime) -> None:
    """Write the reasons why a draft cannot be kept among its findings, and take those away that hold no more.

    What a lead let go stays let go, as long as no further reason comes up.
    """
    present = shop_now(reply.case.shop, now)
    reasons = cannot_keep(reply, present)
    changed = _changes(reply, reasons)
    if not changed:
        return
    with transaction.atomic(durable=True):
        if Reply.objects.filter(pk=reply.pk, state=Reply.DRAFT).update(**changed) and reasons:
            _say(actor, reply, reasons, present)
    reply.refresh_from_db()


def hold_back(*, actor: Actor, reply_id: int, now: datetime) -> bool:
    """A letter in the outbox whose hour has come and whose promise cannot be kept any more is a draft again.

    Returns whether it was held back. Where somebody writes another letter to the case by now, it stays in the outbox as
    failed, with the reason. One that is on its way already is left alone: it may have arrived.
    """
    due = Reply.objects.filter(pk=reply_id, state=Reply.QUEUED, send_after__lte=now)
    reply = due.select_related("case__shop__organisation", "case__order", "offer").first()
    if reply is None:
        return False
    present = shop_now(reply.case.shop, now)
    reasons = cannot_keep(reply, present)
    changed = _changes(reply, reasons) if reasons else {}
    if not changed:
        return False
    with transaction.atomic(durable=True):
        other = Reply.objects.filter(case_id=reply.case_id, state=Reply.DRAFT).exists()
        state = {"state": Reply.FAILED, "error": reasons[0][:500]} if other else {"state": Reply.DRAFT}
        held = due.update(**changed, **state, send_after=None, given_at=None, version=reply.version + 1)
        if held:
            _say(actor, reply, reasons, present)
            enqueue("flow.refresh_case", {"case": reply.case_id}, now=now, key=f"refresh:{reply.case_id}")
    return bool(held)


def _changes(reply: Reply, reasons: list[str]) -> dict[str, Any]:
    """The columns that these reasons change; empty where all is said already."""
    known = {finding["message"] for finding in reply.findings if finding not in without_them(reply.findings)}
    if set(reasons) == known or (reply.override_reason and reasons and set(reasons) <= known):
        return {}
    findings = [*findings_of(reasons, reply.body), *without_them(reply.findings)]
    levels = {finding["level"] for finding in findings}
    verdict = Verdict.BLOCK if "error" in levels else Verdict.WARN if levels else Verdict.PASS
    changed: dict[str, Any] = {"findings": findings, "verdict": verdict.value}
    if set(reasons) - known:
        # A lead let it go for other reasons than these.
        changed |= {"override_reason": "", "overridden_by": None}
    return changed


def _say(actor: Actor, reply: Reply, reasons: list[str], present: datetime) -> None:
    record(
        shop=reply.case.shop_id,
        actor=actor.journal_name,
        action="reply.held",
        subject=f"case:{reply.case_id}",
        now=present,
        data={"reply": reply.pk, "reasons": reasons},
    )
