"""Money to claim back: the worklist, and what is done with a claim."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field

from amends.core import vocabulary
from amends.core.contracts.fields import AmountOf
from amends.core.vocabulary import Scope
from amends.desk.flow import recovering
from amends.desk.recoveries.models import Recovery
from amends.desk.recoveries.queries import Asked, place_of, recovery_seen_by, rows_after, worklist
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import Span, shop_now
from amends.web.api.access import person_of
from amends.web.api.cases import money
from amends.web.api.problems import no_such
from amends.web.api.routes import Number, ShopKey, Short, does, reads, shops_asked

PAGE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ClaimCursor = Annotated[
    str | None,
    Query(
        pattern=r"^[0-9]{1,16}~([0-4]_-?[0-9]{1,18}_[0-9]{0,16}|[0-9]{1,16})_[0-9]{1,18}$",
        description="`next` of the page before.",
    ),
]
_AMOUNT = r"^[0-9]{1,12}([.,][0-9]{1,4})?$"


class ClaimShown(BaseModel):
    """Money that can be claimed back. ``adds``: what it is expected to bring beyond other claims on the same loss."""

    id: int
    case: int
    shop: str
    order: str
    kind: str
    way: str
    party: str
    situation: str
    state: str
    asked: AmountOf
    expected: AmountOf
    adds: AmountOf
    received: AmountOf
    chance: float
    due: datetime | None
    safe_by: datetime | None
    have: list[Any]
    missing: list[Any]
    reference: str
    reason: str


class ClaimPage(BaseModel):
    claims: list[ClaimShown]
    next: str | None


class Filed(BaseModel):
    """In the claim's currency; without an amount, what was worked out."""

    amount: str | None = Field(None, pattern=_AMOUNT)
    reference: Short = ""


class Received(BaseModel):
    """Money that came back, once under ``key``, which you choose."""

    amount: str = Field(pattern=_AMOUNT)
    currency: str | None = Field(None, pattern=r"^[A-Z]{3}$")
    key: str = Field(min_length=1, max_length=80, pattern=r"^[!-~]+$")
    reference: Short = ""


class Why(BaseModel):
    reason: Short = Field(min_length=1)


class Due(BaseModel):
    """The last day, in the time zone of your profile, and who says so."""

    day: date
    source: Short = ""


def _shown(claim: Recovery) -> ClaimShown:
    currency = claim.currency
    return ClaimShown(
        id=claim.pk,
        case=claim.case_id,
        shop=claim.shop.key,
        order=claim.order.number,
        kind=claim.kind,
        way=claim.way,
        party=claim.party,
        situation=claim.situation,
        state=claim.state,
        asked=money(claim.asked_minor, currency),
        expected=money(claim.expected_minor, currency),
        adds=money(claim.adds_minor, currency),
        received=money(claim.received_minor, currency),
        chance=claim.chance,
        due=claim.due,
        safe_by=claim.safe_by,
        have=claim.have,
        missing=claim.missing,
        reference=claim.reference,
        reason=claim.reason,
    )


def _spans(shops: list[Shop], now: datetime) -> list[Span]:
    """The shops by what time it is there."""
    timed = sorted(((shop_now(shop, now), shop.pk) for shop in shops), key=lambda each: each[0])
    return [Span([pk for _, pk in same], at, at) for at, same in groupby(timed, key=lambda each: each[0])]


def _claim(request: HttpRequest, claim_id: int) -> Recovery:
    claim = recovery_seen_by(person_of(request), claim_id)
    if claim is None:
        raise no_such("claim")
    return claim


@reads("/claims", ClaimPage, tag="claims", summary="Money to claim back, what is lost soonest first")
def list_claims(
    request: HttpRequest,
    shop: ShopKey = None,
    kind: Annotated[vocabulary.Recovery | None, Query()] = None,
    show: Annotated[Literal["running", "open", "filed", "settled"], Query()] = "running",
    after: ClaimCursor = None,
) -> Any:
    """Fifty at a time. The cursor keeps the moment of the first page, so that no page is sorted by another clock."""
    asked, now = Asked(kind.value if kind else "", show), timezone.now()
    moment, _, place = (after or "").partition("~")
    if after:
        now = _EPOCH + timedelta(microseconds=int(moment))
    rows = worklist(_spans(shops_asked(request, shop), now), asked)
    found = list((rows_after(rows, asked, place) if after else rows)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    cursor = f"{(now - _EPOCH) // timedelta(microseconds=1)}~{place_of(last, asked)}" if last else None
    return ClaimPage(claims=[_shown(each) for each in found[:PAGE]], next=cursor)


@reads("/claims/{claim_id}", ClaimShown, tag="claims", summary="One claim")
def read_claim(request: HttpRequest, claim_id: Number) -> Any:
    return _shown(_claim(request, claim_id))


@does("/claims/{claim_id}/filed", ClaimShown, tag="claims", summary="Say that a claim was filed", scope=Scope.PROPOSE)
def claim_filed(request: HttpRequest, claim_id: Number, body: Filed) -> Any:
    claim = _claim(request, claim_id)
    amount = body.amount or money(claim.asked_minor, claim.currency).amount
    recovering.file_claim(
        person=person_of(request), claim=claim, amount=amount, reference=body.reference, now=timezone.now()
    )
    return _shown(_claim(request, claim_id))


@does("/claims/{claim_id}/received", ClaimShown, tag="claims", summary="Book money that came back", scope=Scope.SEND)
def claim_received(request: HttpRequest, claim_id: Number, body: Received) -> Any:
    recovering.receive(
        person=person_of(request), claim=_claim(request, claim_id), amount=body.amount, currency=body.currency or "",
        key=body.key, reference=body.reference, now=timezone.now(),
    )  # fmt: skip
    return _shown(_claim(request, claim_id))


@does("/claims/{claim_id}/refused", ClaimShown, tag="claims", summary="Say that a claim was refused", scope=Scope.PROPOSE)  # fmt: skip
def claim_refused(request: HttpRequest, claim_id: Number, body: Why) -> Any:
    recovering.refuse(
        person=person_of(request), claim=_claim(request, claim_id), reason=body.reason, now=timezone.now()
    )
    return _shown(_claim(request, claim_id))


@does("/claims/{claim_id}/given-up", ClaimShown, tag="claims", summary="Give a claim up", scope=Scope.PROPOSE)
def claim_given_up(request: HttpRequest, claim_id: Number, body: Why) -> Any:
    recovering.give_up(
        person=person_of(request), claim=_claim(request, claim_id), reason=body.reason, now=timezone.now()
    )
    return _shown(_claim(request, claim_id))


@does("/claims/{claim_id}/due", ClaimShown, tag="claims", summary="Set the deadline of a claim", scope=Scope.PROPOSE)
def claim_due(request: HttpRequest, claim_id: Number, body: Due) -> Any:
    recovering.set_due(
        person=person_of(request), claim=_claim(request, claim_id), day=body.day.isoformat(), source=body.source,
        now=timezone.now(),
    )  # fmt: skip
    return _shown(_claim(request, claim_id))


@does("/claims/{claim_id}/undo", ClaimShown, tag="claims", summary="Take the last step of a claim back", scope=Scope.PROPOSE)  # fmt: skip
def claim_undone(request: HttpRequest, claim_id: Number) -> Any:
    recovering.undo(person=person_of(request), claim=_claim(request, claim_id), now=timezone.now())
    return _shown(_claim(request, claim_id))
