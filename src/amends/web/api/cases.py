"""Cases as the API shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel

from amends.core.contracts.fields import AmountOf
from amends.core.money import Money
from amends.desk.cases.models import Case


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
    assignee: str | None
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


class BuyerShown(BaseModel):
    """What an agent sees of a buyer."""

    reference: str
    name: str
    country: str
    locale: str


class LineShown(BaseModel):
    id: int
    sku: str
    title: str
    quantity: int
    unit_price: AmountOf


class OrderShown(BaseModel):
    number: str
    placed_at: datetime
    country: str
    value: AmountOf
    lines: list[LineShown]


class DeadlineShown(BaseModel):
    event: str
    due: datetime
    safe_by: datetime | None
    state: str
    consequence: dict[str, Any]
    rule: dict[str, Any]


class CaseDetail(CaseRow):
    """One case with its order, its buyer and its deadlines."""

    opened_at: datetime
    closed_at: datetime | None
    close_reason: str
    waiting_until: datetime | None
    fault: str
    cause: dict[str, Any]
    asks: list[str]
    dispute_open: bool
    order_candidates: list[Any]
    buyer: BuyerShown | None
    order_details: OrderShown | None
    deadlines: list[DeadlineShown]
    links: dict[str, str]


def money(minor: int, currency: str) -> AmountOf:
    """Minor units as the API shows amounts."""
    return AmountOf(**Money(minor, currency).as_dict())


def row_of(case: Case) -> CaseRow:
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
        assignee=case.assignee.name if case.assignee else None,
        due=case.due,
        safe_by=case.safe_by,
        past_safe=case.past_safe,
        consequence=case.consequence,
        stake=money(case.stake_minor, case.stake_currency) if case.stake_currency else None,
        expected_loss=money(case.loss_minor, currency),
        proposal=case.proposal,
        headline=case.headline,
    )


def _buyer_of(case: Case) -> BuyerShown | None:
    buyer = case.buyer
    if buyer is None:
        return None
    return BuyerShown(reference=buyer.reference, name=buyer.name, country=buyer.country, locale=buyer.locale)


def _order_of(case: Case) -> OrderShown | None:
    order = case.order
    if order is None:
        return None
    lines = [
        LineShown(
            id=line.pk,
            sku=line.sku,
            title=line.title,
            quantity=line.quantity,
            unit_price=money(line.unit_price_minor, order.currency),
        )
        for line in order.lines.all()
    ]
    value = money(order.value_minor, order.currency)
    return OrderShown(number=order.number, placed_at=order.placed_at, country=order.country, value=value, lines=lines)


def detail_of(case: Case) -> CaseDetail:
    at = f"/api/v1/cases/{case.pk}"
    return CaseDetail(
        **row_of(case).model_dump(),
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        close_reason=case.close_reason,
        waiting_until=case.waiting_until,
        fault=case.fault,
        cause=case.cause,
        asks=case.asks,
        dispute_open=case.dispute_open,
        order_candidates=case.order_candidates,
        buyer=_buyer_of(case),
        order_details=_order_of(case),
        deadlines=[
            DeadlineShown(
                event=row.event,
                due=row.due,
                safe_by=row.safe_by,
                state=row.state,
                consequence={"action": row.action, "detail": row.detail},
                rule=row.rule,
            )
            for row in case.deadlines.all()
        ],
        links={name: f"{at}/{name}" for name in ("timeline", "options", "letter", "journal", "evidence")},
    )
