"""Setting deadlines from rules, meeting them, and what happens when they pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from amends.core.contracts.clock import ClockOutput
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor


def set_deadline(
    *,
    actor: Actor,
    case: Case,
    key: str,
    platform: str,
    procedure: str,
    event: str,
    at: datetime,
    answer: ClockOutput,
    hard: bool,
    now: datetime,
) -> Deadline:
    """Write down a deadline as the clock found it; the same key is replaced when the rule or the date changed."""
    consequence = answer.consequence
    columns = {
        "platform": platform, "procedure": procedure, "event": event, "at": at, "due": answer.due,
        "safe_by": answer.safe_by, "unit": answer.unit, "hard": hard,
        "action": (consequence.action or "") if consequence else "",
        "detail": ((consequence.detail or "") if consequence else "")[:300],
        "rule": answer.rule.model_dump(mode="json"),
    }  # fmt: skip
    with transaction.atomic(durable=True):
        known = Deadline.objects.filter(case=case, key=key).first()
        if known is not None and known.due == answer.due and known.action == columns["action"]:
            return known
        columns |= {"state": Deadline.OPEN, "passed_safe": False, "settled_at": None}
        if known is None:
            deadline = Deadline.objects.create(case=case, key=key, **columns)
        else:
            Deadline.objects.filter(pk=known.pk).update(**columns)
            deadline = Deadline.objects.get(pk=known.pk)
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="deadline.set",
            subject=f"case:{case.pk}",
            now=now,
            data={"due": answer.due.isoformat(), "rule": answer.rule.id, "event": event},
        )
    return deadline


def set_team_deadline(
    *, actor: Actor, case: Case, key: str, event: str, at: datetime, hours: int, now: datetime
) -> Deadline:
    """The team's own promise where no rule knows better: so many elapsed hours, with no consequence but our word."""
    due = at + timedelta(hours=hours)
    with transaction.atomic(durable=True):
        known = Deadline.objects.filter(case=case, key=key).first()
        if known is not None:
            return known
        return Deadline.objects.create(
            case=case,
            key=key,
            platform=case.shop.platform,
            event=event,
            at=at,
            due=due,
            safe_by=due - timedelta(hours=hours / 2),
            unit="hours",
            rule={"id": "team", "source": "response hours of the shop"},
            hard=False,
        )


def settle(*, actor: Actor, case: Case, keys: Sequence[str] | None, state: str, now: datetime) -> int:
    """Open deadlines (all, or those of the keys) are met or no longer count; returns how many."""
    with transaction.atomic(durable=True):
        rows = Deadline.objects.filter(case=case, state=Deadline.OPEN)
        if keys is not None:
            rows = rows.filter(key__in=list(keys))
        settled = rows.update(state=state, settled_at=now)
        if settled and state == Deadline.MET:
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="deadline.met",
                subject=f"case:{case.pk}",
                now=now,
                data={"deadlines": settled},
            )
    return settled


def pass_safe(*, actor: Actor, deadline: Deadline, now: datetime) -> bool:
    """The safe time is over: on record, once. Returns whether it was news."""
    with transaction.atomic(durable=True):
        changed = Deadline.objects.filter(pk=deadline.pk, state=Deadline.OPEN, passed_safe=False).update(
            passed_safe=True
        )
        if changed:
            record(
                shop=deadline.case.shop_id,
                actor=actor.journal_name,
                action="deadline.passed_safe",
                subject=f"case:{deadline.case_id}",
                now=now,
                data={"due": deadline.due.isoformat()},
            )
    return bool(changed)


def miss(*, actor: Actor, deadline: Deadline, now: datetime) -> bool:
    """The deadline has passed unanswered: on record, once. Returns whether it was news."""
    with transaction.atomic(durable=True):
        changed = Deadline.objects.filter(pk=deadline.pk, state=Deadline.OPEN, due__lte=now).update(
            state=Deadline.MISSED, settled_at=now
        )
        if changed:
            record(
                shop=deadline.case.shop_id,
                actor=actor.journal_name,
                action="deadline.missed",
                subject=f"case:{deadline.case_id}",
                now=now,
                data={"due": deadline.due.isoformat(), "consequence": deadline.action},
            )
    return bool(changed)
