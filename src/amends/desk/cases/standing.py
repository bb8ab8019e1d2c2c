"""What a case is found to be, and its line in the queue: kept for many cases at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.money import Money
from amends.core.vocabulary import CaseStage, Fault, Kind, Turn
from amends.desk.cases.models import Case
from amends.desk.cases.tabs import move_all, tab_of
from amends.desk.journal.operations import note_changes
from amends.desk.people.actors import Actor
from amends.desk.rows import update_rows

#: What the assessment writes, and what the queue's line holds.
_ASSESSED = ("situation", "cause", "kind", "fault", "stage")
_SHOWN = (
    "headline", "product", "due", "safe_by", "consequence", "past_safe", "stake_minor", "stake_currency", "loss_minor",
    "loss_rate", "proposal", "proposal_cost_minor", "parcel_leg", "evidence_have", "evidence_wanted", "needs_approval",
    "waiting_until", "turn", "tab", "updated_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """What records and parcels show of a case."""

    case: Case
    kind: Kind
    situation: Kind | None
    fault: Fault
    cause: dict[str, Any]


def keep_assessments(*, actor: Actor, found: Sequence[Found], now: datetime) -> None:
    """What records and parcels show. A kind or fault that a person set stays, also one that was set just now."""
    with transaction.atomic(durable=True):
        held = (
            Case.objects.select_for_update()
            .only(*_ASSESSED, "kind_set_by", "fault_set_by")
            .in_bulk([one.case.pk for one in found])
        )
        changed: list[Case] = []
        for one in found:
            row = held.get(one.case.pk)
            if row is None:
                continue
            before = [getattr(row, name) for name in _ASSESSED]
            row.situation, row.cause = one.situation.value if one.situation else "", one.cause
            if not row.kind_set_by:
                row.kind = one.kind.value
            if not row.fault_set_by:
                row.fault = one.fault.value
            if row.stage == CaseStage.ACKNOWLEDGED.value:
                row.stage = CaseStage.ASSESSED.value
            if [getattr(row, name) for name in _ASSESSED] != before:
                changed.append(row)
            for name in _ASSESSED:
                setattr(one.case, name, getattr(row, name))
        update_rows(changed, _ASSESSED)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the queue shows of a case; worked out by the flow from all that belongs to it.

    ``past_safe`` puts it first: the safe time of its deadline has passed, or somebody else's was missed and
    nobody has answered since; how soon we want to answer by ourselves moves nothing.
    ``sources`` are those of the case's signals: they decide with the rest in which tab it stands.
    """

    case: Case
    sources: set[str]
    headline: str
    product: str
    due: datetime | None
    safe_by: datetime | None
    consequence: str
    past_safe: bool
    stake: Money | None
    loss: Money
    rate: dict[str, Any]
    proposal: str
    proposal_cost: Money | None
    parcel_leg: str
    evidence_have: int
    evidence_wanted: int
    needs_approval: bool


def summarise(*, summaries: Sequence[Summary], now: datetime) -> None:
    """Write the queue's lines of open cases."""
    with transaction.atomic(durable=True):
        held = Case.objects.select_for_update().in_bulk([summary.case.pk for summary in summaries])
        rows: list[Case] = []
        tabs: list[str] = []
        for summary in summaries:
            case = held.get(summary.case.pk)
            if case is None or case.closed_at is not None:
                continue
            _show(case, summary)
            if case.waiting_until is not None and case.waiting_until <= now:
                case.waiting_until, case.turn = None, Turn.SELLER.value
            case.updated_at = now
            rows.append(case)
            tabs.append(tab_of(case, summary.sources))
        move_all(rows, tabs)
        update_rows(rows, _SHOWN)
        note_changes(shops=[case.shop_id for case in rows])


def _show(case: Case, summary: Summary) -> None:
    case.headline, case.product = summary.headline[:300], summary.product[:200]
    case.due, case.safe_by, case.consequence = summary.due, summary.safe_by, summary.consequence[:60]
    case.past_safe = summary.past_safe
    case.stake_minor = summary.stake.minor if summary.stake else 0
    case.stake_currency = summary.stake.currency if summary.stake else ""
    case.loss_minor, case.loss_rate = summary.loss.minor, summary.rate
    case.proposal = summary.proposal
    case.proposal_cost_minor = summary.proposal_cost.minor if summary.proposal_cost else None
    case.parcel_leg = summary.parcel_leg
    case.evidence_have, case.evidence_wanted = summary.evidence_have, summary.evidence_wanted
    case.needs_approval = summary.needs_approval
