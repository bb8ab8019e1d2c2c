"""Leaving a sheet to the next shift, taking it, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.handovers.models import HandedCase, Handover
from amends.desk.journal.operations import INSTALLATION, Act, record, record_all
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person

#: The longest remark, and the longest note of a case.
LONGEST = 4000
#: So many cases fit on a sheet.
MOST = 200


class AlreadySettled(DomainError):
    """Somebody has taken the sheet, or its author took it back."""

    code = "already_settled"


class NotForHer(DomainError):
    """The sheet is for somebody else."""

    code = "not_for_her"


def hand_over(
    *,
    actor: Actor,
    author: Person,
    organisation: Organisation,
    receiver: Person | None,
    remark: str,
    lines: Sequence[tuple[Case, str]],
    now: datetime,
) -> Handover:
    """Leave cases, each with a note, to somebody, or (None) to whoever is on. Nothing changes hands yet.

    A case that stands on another open sheet of hers goes to this one. Raises DomainError for an empty sheet.
    """
    if not lines and not remark.strip():
        raise DomainError("The sheet is empty: choose a case or write a remark.")
    if len(lines) > MOST:
        raise DomainError(f"More than {MOST} cases fit on no sheet; leave some where they are.")
    if len(remark) > LONGEST or any(len(note) > LONGEST for _, note in lines):
        raise DomainError(f"A remark has at most {LONGEST} characters.")
    if receiver is not None and (receiver.pk == author.pk or receiver.organisation_id != organisation.pk):
        raise NotForHer("Choose a colleague, or whoever is on.")
    with transaction.atomic(durable=True):
        sheet = Handover.objects.create(
            organisation=organisation, author=author, receiver=receiver, at=now, remark=remark.strip()
        )
        earlier = HandedCase.objects.filter(handover__author=author, handover__state=Handover.OPEN)
        earlier.filter(case__in=[case.pk for case, _ in lines]).delete()
        HandedCase.objects.bulk_create(HandedCase(handover=sheet, case=case, note=note.strip()) for case, note in lines)
        receives = receiver.pk if receiver is not None else None
        for shop in sorted({case.shop_id for case, _ in lines}):
            acts = [
                Act("case.handed_over", f"case:{case.pk}", {"sheet": sheet.pk, "to": receives})
                for case, _ in lines
                if case.shop_id == shop
            ]
            record_all(shop=shop, actor=actor.journal_name, acts=acts, now=now)
        _record(actor, sheet, action="handover.given", now=now, to=receives, cases=len(lines))
    return sheet


def take(*, actor: Actor, person: Person, sheet: Handover, moved: Sequence[int], now: datetime) -> Handover:
    """Somebody has read the sheet and takes it; ``moved`` are the cases that are hers from now on.

    Raises NotForHer, AlreadySettled.
    """
    if person.pk == sheet.author_id or sheet.receiver_id not in (None, person.pk):
        raise NotForHer("This sheet is for somebody else.")
    with transaction.atomic(durable=True):
        changed = Handover.objects.filter(pk=sheet.pk, state=Handover.OPEN).update(
            state=Handover.TAKEN, taken_by=person, settled_at=now
        )
        if not changed:
            raise AlreadySettled("Somebody has taken this sheet already, or it was taken back.")
        HandedCase.objects.filter(handover=sheet, case__in=list(moved)).update(moved=True)
        _record(actor, sheet, action="handover.taken", now=now, cases=sorted(moved))
    sheet.refresh_from_db()
    return sheet


def take_back(*, actor: Actor, person: Person, sheet: Handover, now: datetime) -> Handover:
    """Its author takes the sheet back, as long as nobody has taken it. Raises NotForHer, AlreadySettled."""
    if person.pk != sheet.author_id:
        raise NotForHer("Only its author takes a sheet back.")
    with transaction.atomic(durable=True):
        changed = Handover.objects.filter(pk=sheet.pk, state=Handover.OPEN).update(
            state=Handover.WITHDRAWN, settled_at=now
        )
        if not changed:
            raise AlreadySettled("Somebody has taken this sheet already, or it was taken back.")
        _record(actor, sheet, action="handover.withdrawn", now=now)
    sheet.refresh_from_db()
    return sheet


def _record(actor: Actor, sheet: Handover, *, action: str, now: datetime, **data: Any) -> None:
    record(
        shop=INSTALLATION,
        actor=actor.journal_name,
        action=action,
        subject=f"handover:{sheet.pk}",
        now=now,
        data=data or None,
    )
