"""What else is looked after: promises, parcels in trouble, reviews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query
from pydantic import BaseModel, Field

from amends.core.vocabulary import Scope
from amends.desk.parcels.models import Parcel
from amends.desk.parcels.queries import parcels_in_trouble
from amends.desk.people.actors import actor_of
from amends.desk.promises.models import Promise
from amends.desk.promises.operations import keep_promise
from amends.desk.promises.queries import promise_page, promise_seen_by
from amends.desk.reviews.models import Review
from amends.desk.reviews.queries import reviews_of
from amends.desk.shops.queries import shop_now
from amends.web.api.access import person_of
from amends.web.api.problems import no_such
from amends.web.api.routes import Number, ShopKey, Short, does, reads, shops_asked

PAGE = 50
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TimeCursor = Annotated[str | None, Query(pattern=r"^[0-9]{1,16}_[0-9]{1,18}$", description="`next` of the page before.")]  # fmt: skip
LossCursor = Annotated[str | None, Query(pattern=r"^[01]\.[0-9]{1,20}(e-[0-9]{1,3})?_[0-9]{1,18}$", description="`next` of the page before.")]  # fmt: skip


class PromiseShown(BaseModel):
    id: int
    case: int
    shop: str
    order: str | None
    what: str
    due: datetime
    state: str
    owner: str | None
    proof: str


class PromisePage(BaseModel):
    promises: list[PromiseShown]
    next: str | None


class Proof(BaseModel):
    """How one can see that it was done."""

    proof: Short = Field(min_length=1, examples=["Refund 7734 of 12.50 USD"])


class ParcelShown(BaseModel):
    """``arrival`` is the forecast: chances within 7, 14, 30 days, median and p80 as dates."""

    id: int
    shop: str
    tracking_number: str
    carrier: str
    origin: str
    destination: str
    leg: str
    anomaly: str
    since: datetime | None
    reason: str
    loss_probability: float
    arrival: dict[str, Any]
    orders: list[str]
    cases: list[int]


class ParcelPage(BaseModel):
    parcels: list[ParcelShown]
    next: str | None


class ReviewShown(BaseModel):
    """A public review; its words are the buyer's."""

    id: int
    shop: str
    case: int | None
    order: str | None
    sku: str
    rating: int
    title: str
    text: str
    written_at: datetime
    replied_at: datetime | None


class ReviewPage(BaseModel):
    reviews: list[ReviewShown]
    next: str | None


def stamp(moment: datetime, number: int) -> str:
    """The cursor after a record of this moment."""
    return f"{(moment - _EPOCH) // timedelta(microseconds=1)}_{number}"


def place_in(cursor: str) -> tuple[datetime, int]:
    """The moment and the number in a cursor."""
    micros, _, number = cursor.partition("_")
    return _EPOCH + timedelta(microseconds=int(micros)), int(number)


def _promise(promise: Promise) -> PromiseShown:
    return PromiseShown(
        id=promise.pk,
        case=promise.case_id,
        shop=promise.case.shop.key,
        order=promise.case.order.number if promise.case.order else None,
        what=promise.what,
        due=promise.due,
        state=promise.state,
        owner=promise.owner.name if promise.owner else None,
        proof=promise.proof,
    )


@reads("/promises", PromisePage, tag="promises", summary="Promises that fall due, the most urgent first")
def list_promises(
    request: HttpRequest,
    shop: ShopKey = None,
    days: Annotated[int, Query(ge=0, le=3650, description="Due within so many days.")] = 2,
    mine: Annotated[bool, Query(description="Only yours.")] = False,
    after: TimeCursor = None,
) -> Any:
    """Open and overdue ones, fifty at a time."""
    ids = [each.pk for each in shops_asked(request, shop)]
    until = timezone.now() + timedelta(days=days)
    owner = person_of(request) if mine else None
    found = promise_page(ids, until, owner=owner, after=after, size=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    shown = [_promise(each) for each in found[:PAGE]]
    return PromisePage(promises=shown, next=stamp(last.due, last.pk) if last else None)


@does("/promises/{promise_id}/kept", PromiseShown, tag="promises", summary="Say that a promise was kept", scope=Scope.PROPOSE)  # fmt: skip
def promise_kept(request: HttpRequest, promise_id: Number, body: Proof) -> Any:
    person = person_of(request)
    promise = promise_seen_by(person, promise_id)
    if promise is None:
        raise no_such("promise")
    now = shop_now(promise.case.shop, timezone.now())
    keep_promise(actor=actor_of(person), promise=promise, proof=body.proof, now=now)
    return _promise(promise)


def _parcel(parcel: Parcel) -> ParcelShown:
    orders = list(parcel.orders.all())
    return ParcelShown(
        id=parcel.pk,
        shop=parcel.shop.key,
        tracking_number=parcel.tracking_number,
        carrier=parcel.carrier,
        origin=parcel.origin,
        destination=parcel.destination,
        leg=parcel.leg,
        anomaly=parcel.anomaly,
        since=parcel.anomaly_since,
        reason=parcel.reason,
        loss_probability=parcel.loss_probability,
        arrival=parcel.arrival,
        orders=[order.number for order in orders],
        cases=sorted({case.pk for order in orders for case in order.cases.all()}),
    )


@reads("/parcels", ParcelPage, tag="parcels", summary="Parcels in trouble, the likeliest to be lost first")
def list_parcels(request: HttpRequest, shop: ShopKey = None, after: LossCursor = None) -> Any:
    found = parcels_in_trouble([each.pk for each in shops_asked(request, shop)], after=after, size=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    cursor = f"{last.loss_probability!r}_{last.pk}" if last else None
    return ParcelPage(parcels=[_parcel(each) for each in found[:PAGE]], next=cursor)


def _review(review: Review) -> ReviewShown:
    return ReviewShown(
        id=review.pk,
        shop=review.shop.key,
        case=review.case_id,
        order=review.order.number if review.order else None,
        sku=review.sku,
        rating=review.rating,
        title=review.title,
        text=review.text,
        written_at=review.written_at,
        replied_at=review.replied_at,
    )


@reads("/reviews", ReviewPage, tag="reviews", summary="Reviews, the newest first")
def list_reviews(
    request: HttpRequest,
    shop: ShopKey = None,
    low: Annotated[bool, Query(description="Only one and two stars.")] = False,
    unanswered: Annotated[bool, Query(description="Only those without a reply of ours.")] = False,
    after: TimeCursor = None,
) -> Any:
    ids = [each.pk for each in shops_asked(request, shop)]
    found = reviews_of(ids, low=low, unanswered=unanswered, after=after, size=PAGE + 1)
    last = found[PAGE - 1] if len(found) > PAGE else None
    cursor = stamp(last.written_at, last.pk) if last else None
    return ReviewPage(reviews=[_review(each) for each in found[:PAGE]], next=cursor)
