"""Refunds that nobody sends but we: the worklist, and what is done with one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Status
from pydantic import BaseModel, Field

from amends.core.contracts.fields import AmountOf
from amends.core.vocabulary import Scope
from amends.desk.flow import paying
from amends.desk.people.actors import actor_of
from amends.desk.refunds import operations, sending
from amends.desk.refunds.models import Refund
from amends.desk.refunds.queries import Asked, payment_seen_by, refund_seen_by, rows_after, worklist
from amends.desk.shops.queries import shop_now
from amends.web.api.access import person_of
from amends.web.api.cases import money
from amends.web.api.lists import TimeCursor, place_in, stamp
from amends.web.api.problems import no_such
from amends.web.api.routes import Number, ShopKey, Short, case_or_404, does, reads, shops_asked

PAGE = 50
_AMOUNT = r"^[0-9]{1,12}([.,][0-9]{1,4})?$"
_KEY = r"^[!-~]+$"
Way = Literal["platform", "paypal", "card", "bank", "other"]


class PaymentShown(BaseModel):
    """An attempt: what left under which reference, or why nothing did. ``counts``: it left and was not taken back."""

    id: int
    counts: bool
    amount: AmountOf
    way: str
    reference: str
    reason: str
    at: datetime
    by: str | None


class RefundShown(BaseModel):
    """Money that goes back. ``state``: waits (for a second person), open, held, failed, sent, dropped."""

    id: int
    case: int
    shop: str
    order: str
    state: str
    remedy: str
    amount: AmountOf
    sent: AmountOf
    way: str
    due: datetime
    decided_by: str | None
    confirmed_by: str | None
    holder: str | None
    reason: str
    payments: list[PaymentShown]


class RefundPage(BaseModel):
    refunds: list[RefundShown]
    next: str | None


class RefundOwed(BaseModel):
    """A refund to be sent, in the order's currency, written down once under ``key``, which you choose."""

    amount: str = Field(pattern=_AMOUNT, examples=["12.50"])
    key: str = Field(min_length=1, max_length=40, pattern=_KEY)
    way: Way | None = None
    day: date | None = None
    reason: Short = ""


class RefundLeft(BaseModel):
    """What left, under which reference. The same ``key`` counts once."""

    amount: str = Field(pattern=_AMOUNT, examples=["12.50"])
    reference: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
    key: str = Field(min_length=1, max_length=40, pattern=_KEY)
    way: Way | None = None


class RefundFailed(BaseModel):
    reason: Short = Field(min_length=1)
    key: str = Field(min_length=1, max_length=40, pattern=_KEY)


class WayChosen(BaseModel):
    way: Way


class Dropped(BaseModel):
    reason: Short = Field(min_length=1)


def shown(refund: Refund) -> RefundShown:
    return RefundShown(
        id=refund.pk,
        case=refund.case_id,
        shop=refund.shop.key,
        order=refund.order.number,
        state=refund.state,
        remedy=refund.remedy,
        amount=money(refund.amount_minor, refund.currency),
        sent=money(refund.sent_minor, refund.currency),
        way=refund.way,
        due=refund.due,
        decided_by=refund.decided_by.name if refund.decided_by else None,
        confirmed_by=refund.confirmed_by.name if refund.confirmed_by else None,
        holder=refund.holder.name if refund.holder else None,
        reason=refund.reason,
        payments=[
            PaymentShown(
                id=each.pk,
                counts=each.sent and each.undone_at is None,
                amount=money(each.amount_minor, refund.currency),
                way=each.way,
                reference=each.reference,
                reason=each.reason,
                at=each.at,
                by=each.by.name if each.by else None,
            )
            for each in refund.payments.all()
        ],
    )


def _refund(request: HttpRequest, refund_id: int) -> Refund:
    refund = refund_seen_by(person_of(request), refund_id)
    if refund is None:
        raise no_such("refund")
    return refund


def _again(request: HttpRequest, refund_id: int) -> RefundShown:
    return shown(_refund(request, refund_id))


def _then(refund: Refund) -> datetime:
    return shop_now(refund.shop, timezone.now())


@reads("/refunds", RefundPage, tag="refunds", summary="Refunds to send, the most urgent first")
def list_refunds(
    request: HttpRequest,
    shop: ShopKey = None,
    currency: Annotated[str | None, Query(pattern=r"^[A-Z]{3}$")] = None,
    show: Annotated[Literal["running", "waits", "failed", "settled"], Query()] = "running",
    after: TimeCursor = None,
) -> Any:
    """Fifty at a time."""
    asked = Asked(show, currency or "")
    rows = worklist([each.pk for each in shops_asked(request, shop)], asked)
    if after:
        rows = rows_after(rows, asked, *place_in(after))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    at = (last.settled_at if show == "settled" else last.due) if last else None
    return RefundPage(refunds=[shown(each) for each in found[:PAGE]], next=stamp(at, last.pk) if last and at else None)


@reads("/refunds/{refund_id}", RefundShown, tag="refunds", summary="One refund")
def read_refund(request: HttpRequest, refund_id: Number) -> Any:
    return _again(request, refund_id)


@does(
    "/cases/{case_id}/refunds/owed", RefundShown, tag="refunds", summary="Decide that money goes back",
    scope=Scope.SEND, status=201,
)  # fmt: skip
def owe_refund(request: HttpRequest, case_id: Number, body: RefundOwed) -> Any:
    """Nothing moves: the refund is on the list of what is to be sent. Above the shop's limit a second person confirms."""
    refund = paying.ask_refund(
        person=person_of(request), case=case_or_404(request, case_id), amount=body.amount, way=body.way or "",
        day=body.day.isoformat() if body.day else "", reason=body.reason, key=body.key, now=timezone.now(),
    )  # fmt: skip
    return Status(201, _again(request, refund.pk))


@does("/refunds/{refund_id}/confirm", RefundShown, tag="refunds", summary="Confirm as the second person", scope=Scope.APPROVE)  # fmt: skip
def confirm_refund(request: HttpRequest, refund_id: Number) -> Any:
    """409 `second_person_needed` for whoever decided it."""
    person, refund = person_of(request), _refund(request, refund_id)
    operations.confirm(actor=actor_of(person), person=person, refund=refund, now=_then(refund))
    return _again(request, refund_id)


@does("/refunds/{refund_id}/hold", RefundShown, tag="refunds", summary="Take a refund in hand for half an hour", scope=Scope.SEND)  # fmt: skip
def hold_refund(request: HttpRequest, refund_id: Number) -> Any:
    """Do this before you send money: 409 `in_other_hands` where somebody else is at it."""
    person, refund = person_of(request), _refund(request, refund_id)
    sending.take_in_hand(actor=actor_of(person), person=person, refund=refund, now=_then(refund))
    return _again(request, refund_id)


@does("/refunds/{refund_id}/put-back", RefundShown, tag="refunds", summary="Put a refund back", scope=Scope.SEND)
def put_back_refund(request: HttpRequest, refund_id: Number) -> Any:
    person, refund = person_of(request), _refund(request, refund_id)
    sending.put_back(actor=actor_of(person), person=person, refund=refund, now=_then(refund))
    return _again(request, refund_id)


@does("/refunds/{refund_id}/sent", RefundShown, tag="refunds", summary="Say that the money left", scope=Scope.SEND)
def refund_left(request: HttpRequest, refund_id: Number, body: RefundLeft) -> Any:
    """Ledger, promise, outcome and a letter follow. 409 `reference_used`, `more_than_owed`: nothing was recorded."""
    paying.pay(
        person=person_of(request), refund=_refund(request, refund_id), amount=body.amount, way=body.way or "",
        reference=body.reference, key=body.key, now=timezone.now(),
    )  # fmt: skip
    return _again(request, refund_id)


@does("/refunds/{refund_id}/failed", RefundShown, tag="refunds", summary="Say that the money did not go", scope=Scope.SEND)  # fmt: skip
def refund_failed(request: HttpRequest, refund_id: Number, body: RefundFailed) -> Any:
    person, refund = person_of(request), _refund(request, refund_id)
    sending.record_failed(
        actor=actor_of(person), person=person, refund=refund, key=body.key, way=refund.way, reason=body.reason,
        now=_then(refund),
    )  # fmt: skip
    return _again(request, refund_id)


@does("/refunds/{refund_id}/way", RefundShown, tag="refunds", summary="Send it by another way", scope=Scope.SEND)
def refund_way(request: HttpRequest, refund_id: Number, body: WayChosen) -> Any:
    refund = _refund(request, refund_id)
    operations.choose_way(actor=actor_of(person_of(request)), refund=refund, way=body.way, now=_then(refund))
    return _again(request, refund_id)


@does("/refunds/{refund_id}/dropped", RefundShown, tag="refunds", summary="Say that it is not owed any more", scope=Scope.SEND)  # fmt: skip
def drop_refund(request: HttpRequest, refund_id: Number, body: Dropped) -> Any:
    refund = _refund(request, refund_id)
    operations.drop(actor=actor_of(person_of(request)), refund=refund, reason=body.reason, now=_then(refund))
    return _again(request, refund_id)


@does("/payments/{payment_id}/not-gone", RefundShown, tag="refunds", summary="Say that a payment did not go after all", scope=Scope.SEND)  # fmt: skip
def payment_not_gone(request: HttpRequest, payment_id: Number, body: Dropped) -> Any:
    """It does not count any more; the money is to be sent again."""
    payment = payment_seen_by(person_of(request), payment_id)
    if payment is None:
        raise no_such("payment")
    paying.take_back(person=person_of(request), payment=payment, reason=body.reason, now=timezone.now())
    return _again(request, payment.refund_id)
