"""Noting, inside the transaction of the change, what an import did; like the journal, this is not an operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F

from amends.connect.contract import Problem, RecordKind
from amends.desk.feeds.models import Import, ImportedRow, ImportProblem


def kept(columns: dict[str, Any]) -> dict[str, Any]:
    """Values of a record as they are kept until an undo: times as text."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in columns.items()}


@dataclass(slots=True)
class TakenIn:
    """What became of one chunk of records."""

    created: list[int] = field(default_factory=list)
    updated: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def note(source: Import | None, record: RecordKind, taken: TakenIn, cursor: int | None) -> None:
    """Write down what a chunk did and how far the import is. Without a source nothing is noted."""
    if source is None:
        return
    rows = [
        ImportedRow(source=source, record=record.value, record_id=pk, action=ImportedRow.CREATED)
        for pk in taken.created
    ]
    rows += [
        ImportedRow(source=source, record=record.value, record_id=pk, action=ImportedRow.UPDATED, before=before)
        for pk, before in taken.updated
    ]
    ImportedRow.objects.bulk_create(rows, batch_size=500)
    note_problems(source, taken.problems)
    changes: dict[str, Any] = {
        "created": F("created") + len(taken.created),
        "updated": F("updated") + len(taken.updated),
        "unchanged": F("unchanged") + taken.unchanged,
        "rejected": F("rejected") + len({problem.line for problem in taken.problems}),
    }
    if cursor is not None:
        changes["cursor"] = cursor
    Import.objects.filter(pk=source.pk).update(**changes)


def note_problems(source: Import, problems: Sequence[Problem]) -> None:
    ImportProblem.objects.bulk_create(
        [
            ImportProblem(
                source=source,
                line=problem.line,
                field=(problem.field or "")[:120],
                value=problem.value[:300],
                reason=problem.reason[:500],
            )
            for problem in problems
        ],
        batch_size=500,
    )
