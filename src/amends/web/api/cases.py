"""Cases as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from amends.core.contracts.fields import AmountOf
from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.offers.queries import latest_offer


class CaseRow(BaseModel):
    """One line of the queue."""

    id: int
    shop: str
    order: str | None
    kind: str
    claim: str
    situation: str
    confidence: float
    abstained: bool
    flags: list[str]
    stage: str
    turn: str
    tab: str
    due: datetime | None
    safe_by: datetime | None
    past_safe: bool
    consequence: str
    stake: AmountOf | None
    expected_loss: AmountOf
    proposal: str
    headline: str


class CasePage(BaseModel):
    cases: list[CaseRow]
    next: str | None


class CaseDetail(CaseRow):
    """One case with its deadlines, the proposal in force, and the letter that waits."""

    cause: dict[str, Any]
    deadlines: list[dict[str, Any]]
    offer: dict[str, Any] | None
    draft: dict[str, Any] | None


def row_of(case: Case) -> CaseRow:
    stake = Money(case.stake_minor, case.stake_currency).as_dict() if case.stake_currency else None
    currency = case.loss_rate.get("to") or case.stake_currency or "CNY"
    return CaseRow(
        id=case.pk,
        shop=case.shop.key,
        order=case.order.number if case.order else None,
        kind=case.kind,
        claim=case.claim,
        situation=case.situation,
        confidence=case.confidence,
        abstained=case.abstained,
        flags=case.flags,
        stage=case.stage,
        turn=case.turn,
        tab=case.tab,
        due=case.due,
        safe_by=case.safe_by,
        past_safe=case.past_safe,
        consequence=case.consequence,
        stake=AmountOf(**stake) if stake else None,
        expected_loss=AmountOf(**Money(case.loss_minor, currency).as_dict()),
        proposal=case.proposal,
        headline=case.headline,
    )


def detail_of(case: Case) -> CaseDetail:
    offer = latest_offer(case)
    draft = case.replies.filter(state="draft").first()
    return CaseDetail(
        **row_of(case).model_dump(),
        cause=case.cause,
        deadlines=[
            {
                "event": row.event,
                "due": row.due,
                "safe_by": row.safe_by,
                "state": row.state,
                "consequence": {"action": row.action, "detail": row.detail},
                "rule": row.rule,
            }
            for row in case.deadlines.all()
        ],
        offer=offer.result if offer else None,
        draft={"language": draft.language, "body": draft.body, "gist": draft.gist, "verdict": draft.verdict}
        if draft
        else None,
    )
