"""Writing down deadlines: the platform's as the clock found them, and the team's own word. For many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.clock import OfficeHours, answer_due
from amends.core.contracts.clock import ClockOutput
from amends.core.errors import InputError
from amends.core.vocabulary import Turn
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline
from amends.desk.deadlines.operations import office_of
from amends.desk.journal.operations import Act, record_all
from amends.desk.people.actors import Actor
from amends.desk.rows import update_rows


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline that the clock found for a case. ``hard``: silence has a consequence."""

    case: Case
    key: str
    event: str
    at: datetime
    answer: ClockOutput
    platform: str
    procedure: str = ""
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """The team's own promise: so many hours of its working time, with no consequence but our word.

    ``unknown`` is why no rule of the platform decided; the row keeps its field and its words, for the screen to say
    what to fill in.
    """

    case: Case
    key: str
    event: str
    at: datetime
    hours: int
    unknown: InputError | None = None


_COLUMNS = (
    "platform", "procedure", "event", "at", "due", "safe_by", "unit", "hard", "action", "detail", "rule", "pauses",
    "state", "passed_safe", "settled_at",
)  # fmt: skip


def set_deadlines(*, actor: Actor, dues: Sequence[Due | Word], now: datetime) -> None:
    """Write down the deadlines of cases of one shop.

    The same key is replaced when the rule or the date changed. The team's word stands still while the case waits for
    the buyer, until the time that was set for waiting or until she writes; once settled it stays as it is.
    """
    if not dues:
        return
    office = office_of(dues[0].case.shop) if any(isinstance(due, Word) for due in dues) else None
    with transaction.atomic(durable=True):
        cases = {due.case.pk for due in dues}
        held = {(row.case_id, row.key): row for row in Deadline.objects.select_for_update().filter(case__in=cases)}
        fresh: list[Deadline] = []
        changed: list[Deadline] = []
        acts: list[Act] = []
        for due in dues:
            known = held.get((due.case.pk, due.key))
            row = _team_row(due, office, known, now) if isinstance(due, Word) else _row(due, known)
            if row is None:
                continue
            (fresh if known is None else changed).append(row)
            held[due.case.pk, due.key] = row
            if isinstance(due, Due):
                acts.append(_act(due))
        Deadline.objects.bulk_create(fresh)
        update_rows(changed, _COLUMNS)
        record_all(shop=dues[0].case.shop_id, actor=actor.journal_name, acts=acts, now=now)


def _act(due: Due) -> Act:
    data = {"due": due.answer.due.isoformat(), "rule": due.answer.rule.id, "event": due.event}
    return Act("deadline.set", f"case:{due.case.pk}", data)


def _row(due: Due, known: Deadline | None) -> Deadline | None:
    """The row as it should stand; None where it stands so already."""
    consequence = due.answer.consequence
    action = (consequence.action or "") if consequence else ""
    if known is not None and (known.due, known.action) == (due.answer.due, action):
        return None
    return Deadline(
        pk=known.pk if known is not None else None,
        case=due.case,
        key=due.key,
        platform=due.platform,
        procedure=due.procedure,
        event=due.event,
        at=due.at,
        due=due.answer.due,
        safe_by=due.answer.safe_by,
        unit=due.answer.unit,
        action=action,
        detail=((consequence.detail or "") if consequence else "")[:300],
        rule=due.answer.rule.model_dump(mode="json"),
        hard=due.hard,
    )


def _team_row(word: Word, office: OfficeHours | None, known: Deadline | None, now: datetime) -> Deadline | None:
    assert office is not None
    if known is not None and known.state != Deadline.OPEN:
        return None
    case = word.case
    rule: dict[str, Any] = {"id": "team", "source": "response hours of the shop"}
    if word.unknown is not None:
        rule["unknown"] = {"field": word.unknown.field, "message": word.unknown.message}
    pauses = _pauses(known, case.waiting_until if case.turn == Turn.BUYER.value else None, now)
    due = _reckoned(office, word.at, word.hours, pauses)
    safe_by = _reckoned(office, word.at, word.hours / 2, pauses)
    if known is not None and (known.due, known.safe_by, known.pauses, known.rule) == (due, safe_by, pauses, rule):
        return None
    return Deadline(
        pk=known.pk if known is not None else None,
        case=case,
        key=word.key,
        platform=case.shop.platform,
        event=word.event,
        at=word.at,
        due=due,
        safe_by=safe_by,
        unit="hours",
        rule=rule,
        hard=False,
        pauses=pauses,
        # A safe time that moved ahead has not passed yet.
        passed_safe=known is not None and known.passed_safe and safe_by <= now,
    )


def _pauses(known: Deadline | None, until: datetime | None, now: datetime) -> list[list[str]]:
    """The stretches in which the clock stood still, with the present one begun, kept or ended."""
    pauses = [list(pause) for pause in known.pauses] if known is not None else []
    last = pauses[-1] if pauses else None
    running = last is not None and datetime.fromisoformat(last[1]) > now
    if until is not None and until > now:
        if last is not None and running:
            last[1] = until.isoformat()
        else:
            pauses.append([now.isoformat(), until.isoformat()])
    elif last is not None and running:
        last[1] = now.isoformat()
    return pauses


def _reckoned(office: OfficeHours, at: datetime, hours: float, pauses: list[list[str]]) -> datetime:
    stretches = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in pauses]
    due = answer_due(office, at, hours, stretches)
    assert due is not None, "a pause of a case always has an end"
    return due
