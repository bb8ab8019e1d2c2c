"""Writing down what the engine found: a claim is opened once, and renewed as long as nobody has filed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core import vocabulary
from amends.core.money import Money
from amends.decide.recovery_facts import Proposal
from amends.decide.recovery_rules import Situation
from amends.desk.cases.models import Case
from amends.desk.journal.operations import Act, record_all
from amends.desk.orders.models import Order
from amends.desk.people.actors import Actor
from amends.desk.recoveries.models import ClaimedLine, Recovery


@dataclass(frozen=True, slots=True)
class Opening:
    """A claim that the engine proposes, for some lines of the order, with its deadline as the clock reckons it.

    ``worth``: what it adds to the expectation in the owner's currency; ``rate`` is how that was reckoned.
    """

    proposal: Proposal
    lines: frozenset[int]
    due: datetime | None
    safe_by: datetime | None
    rule: dict[str, Any]
    worth: Money
    rate: dict[str, Any]


def keep_found(
    *, actor: Actor, case: Case, order: Order, found: Sequence[Opening], arrived_at: datetime | None, now: datetime
) -> list[Recovery]:
    """Open what is new, renew what is open, withdraw what is open and no longer there to be claimed.

    ``arrived_at``: when the parcel came, if it did. A trace has done its work then; a claim for its loss that was
    filed or paid is marked, because honesty asks to tell the carrier.

    What a person filed or settled stays as it is, and nothing is opened whose deadline is over. A line is claimed once by one kind of claim, however often this
    runs. Returns what was opened.
    """
    opened: list[Recovery] = []
    acts: list[Act] = []
    with transaction.atomic(durable=True):
        Order.objects.select_for_update().get(pk=order.pk)  # two runs at once open nothing twice
        rows = list(Recovery.objects.filter(order=order).prefetch_related("lines"))
        for opening in found:
            kind = opening.proposal.recovery.value
            same = [row for row in rows if row.kind == kind]
            taken = {claimed.line_id for row in same for claimed in row.lines.all()}
            ours = next((row for row in same if row.state in (Recovery.OPEN, Recovery.WITHDRAWN)), None)
            free = opening.lines - taken
            due = ours.due if ours is not None and ours.due_set_by else opening.due
            too_late = due is not None and due <= now
            if (ours is None and not free) or (too_late and (ours is None or ours.state == Recovery.WITHDRAWN)):
                continue
            row = ours or Recovery(shop=case.shop, case=case, order=order, kind=kind, opened_at=now)
            fresh = ours is None or ours.state == Recovery.WITHDRAWN
            _write(row, opening, now)
            row.save()
            ClaimedLine.objects.bulk_create(ClaimedLine(recovery=row, line_id=line, kind=kind) for line in sorted(free))
            if fresh:
                opened.append(row)
                acts.append(_opened(row))
        if arrived_at is not None:
            acts += _arrived(rows, arrived_at, now)
        acts += _withdraw(rows, {opening.proposal.recovery for opening in found}, now)
        record_all(shop=case.shop_id, actor=actor.journal_name, acts=acts, now=now)
    return opened


def _write(row: Recovery, opening: Opening, now: datetime) -> None:
    proposal = opening.proposal
    row.state, row.settled_at, row.reason, row.previous = Recovery.OPEN, None, "", None
    row.way, row.party, row.name = proposal.way, proposal.party[:120], proposal.name
    row.situation, row.currency = proposal.situation.value, proposal.asked.currency
    row.asked_minor, row.expected_minor = proposal.asked.minor, proposal.expected.minor
    row.adds_minor, row.worth_minor, row.rate = proposal.adds.minor, opening.worth.minor, opening.rate
    row.chance, row.chance_prior = proposal.chance.value, proposal.chance.prior
    row.chance_strength, row.chance_own = proposal.chance.strength, proposal.chance.own
    row.minutes = proposal.minutes
    row.effort_minor = None if proposal.effort is None else proposal.effort.minor
    row.have = [kind.value for kind in proposal.have]
    row.missing = [[kind.value for kind in group] for group in proposal.missing]
    row.helps = [kind.value for kind in proposal.helps]
    row.notes = list(proposal.notes)
    if not row.due_set_by:  # a date that a person read in a contract or on a page stays
        moved = row.due != opening.due
        row.began_at, row.due, row.safe_by, row.rule = proposal.deadline.at, opening.due, opening.safe_by, opening.rule
        row.passed_safe = row.passed_safe and not moved
    row.looked_at = now


def _opened(row: Recovery) -> Act:
    data = {
        "kind": row.kind, "recovery": row.pk, "way": row.way, "due": row.due.isoformat() if row.due else None,
        **Money(row.asked_minor, row.currency).as_dict(),
    }  # fmt: skip
    return Act("recovery.opened", f"case:{row.case_id}", data)


def _withdraw(rows: Sequence[Recovery], found: set[vocabulary.Recovery], now: datetime) -> list[Act]:
    """Nothing is left to claim: the parcel came, a booking was taken back, another claim brought the money."""
    gone = [row for row in rows if row.state == Recovery.OPEN and vocabulary.Recovery(row.kind) not in found]
    Recovery.objects.filter(pk__in=[row.pk for row in gone]).update(
        state=Recovery.WITHDRAWN, settled_at=now, looked_at=now, previous=None
    )
    return [Act("recovery.withdrawn", f"case:{row.case_id}", {"kind": row.kind, "recovery": row.pk}) for row in gone]


def _arrived(rows: Sequence[Recovery], arrived_at: datetime, now: datetime) -> list[Act]:
    """The parcel came after all: filed traces end, and claims for its loss are marked, once."""
    acts: list[Act] = []
    for row in rows:
        if row.situation not in (Situation.STUCK.value, Situation.LOST.value) or row.arrived_at is not None:
            continue
        if row.state not in (Recovery.FILED, Recovery.PAID, Recovery.PART_PAID):
            continue
        row.arrived_at = arrived_at
        if row.kind == vocabulary.Recovery.TRACE.value:
            row.state, row.settled_at, row.previous = Recovery.WITHDRAWN, now, None
        row.save(update_fields=["arrived_at", "state", "settled_at", "previous"])
        data = {"kind": row.kind, "recovery": row.pk, "arrived": arrived_at.isoformat()}
        acts.append(Act("recovery.arrived", f"case:{row.case_id}", data))
    return acts
