"""Writing down deadlines as the clock found them, for many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from amends.core.contracts.clock import ClockOutput
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline
from amends.desk.journal.operations import Act, record_all
from amends.desk.people.actors import Actor
from amends.desk.rows import update_rows


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of a case. ``answer`` is the clock's; without one the team's own promise stands: ``hours`` elapsed."""

    case: Case
    key: str
    event: str
    at: datetime
    answer: ClockOutput | None = None
    platform: str = ""
    procedure: str = ""
    hours: int = 0
    hard: bool = False


_COLUMNS = (
    "platform", "procedure", "event", "at", "due", "safe_by", "unit", "hard", "action", "detail", "rule", "state",
    "passed_safe", "settled_at",
)  # fmt: skip


def set_deadlines(*, actor: Actor, dues: Sequence[Due], now: datetime) -> None:
    """Write down the deadlines of cases of one shop; the same key is replaced when the rule or the date changed."""
    if not dues:
        return
    with transaction.atomic(durable=True):
        cases = {due.case.pk: due.case for due in dues}
        held = {(row.case_id, row.key): row for row in Deadline.objects.select_for_update().filter(case__in=cases)}
        fresh: list[Deadline] = []
        changed: list[Deadline] = []
        acts: list[Act] = []
        for due in dues:
            wanted = _row(due)
            known = held.get((due.case.pk, due.key))
            if known is None:
                fresh.append(wanted)
            elif due.answer is not None and (known.due, known.action) != (wanted.due, wanted.action):
                wanted.pk = known.pk
                changed.append(wanted)
            else:
                continue
            held[due.case.pk, due.key] = wanted
            if due.answer is not None:
                acts.append(_act(due, due.answer))
        Deadline.objects.bulk_create(fresh)
        update_rows(changed, _COLUMNS)
        record_all(shop=dues[0].case.shop_id, actor=actor.journal_name, acts=acts, now=now)


def _act(due: Due, answer: ClockOutput) -> Act:
    data = {"due": answer.due.isoformat(), "rule": answer.rule.id, "event": due.event}
    return Act("deadline.set", f"case:{due.case.pk}", data)


def _row(due: Due) -> Deadline:
    columns: dict[str, Any]
    if due.answer is None:
        end = due.at + timedelta(hours=due.hours)
        columns = {
            "due": end, "safe_by": end - timedelta(hours=due.hours / 2), "unit": "hours",
            "rule": {"id": "team", "source": "response hours of the shop"},
        }  # fmt: skip
    else:
        consequence = due.answer.consequence
        columns = {
            "due": due.answer.due, "safe_by": due.answer.safe_by, "unit": due.answer.unit,
            "action": (consequence.action or "") if consequence else "",
            "detail": ((consequence.detail or "") if consequence else "")[:300],
            "rule": due.answer.rule.model_dump(mode="json"),
        }  # fmt: skip
    return Deadline(
        case=due.case, key=due.key, platform=due.platform or due.case.shop.platform, procedure=due.procedure,
        event=due.event, at=due.at, hard=due.hard, **columns,
    )  # fmt: skip
