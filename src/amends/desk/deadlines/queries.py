"""Reading deadlines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline


def next_deadline(case: Case) -> Deadline | None:
    """The open deadline that counts: the earliest hard one, else the earliest of ours."""
    return next_deadlines([case.pk]).get(case.pk)


def next_deadlines(case_ids: Iterable[int]) -> dict[int, Deadline]:
    """The same for many cases; those without an open deadline are left out."""
    found: dict[int, Deadline] = {}
    for row in Deadline.objects.filter(case__in=list(case_ids), state=Deadline.OPEN).order_by("-due"):
        if row.hard or row.case_id not in found or not found[row.case_id].hard:
            found[row.case_id] = row
    return found


def missed_last(case_ids: Iterable[int]) -> dict[int, datetime]:
    """When the newest deadline of each case was due, where it was missed; the other cases are left out."""
    rows = Deadline.objects.filter(case__in=list(case_ids)).order_by("due").values_list("case_id", "state", "due")
    newest = {case_id: (state, due) for case_id, state, due in rows}
    return {case_id: due for case_id, (state, due) in newest.items() if state == Deadline.MISSED}
