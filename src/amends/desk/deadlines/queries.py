"""Reading deadlines."""

from __future__ import annotations

from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline


def next_deadline(case: Case) -> Deadline | None:
    """The open deadline that counts: the earliest hard one, else the earliest of ours."""
    rows = list(Deadline.objects.filter(case=case, state=Deadline.OPEN).order_by("due"))
    return next((row for row in rows if row.hard), rows[0] if rows else None)
