"""What a shop can keep: stock as it was counted, and the monthly budget."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path
from pydantic import BaseModel, Field

from amends.core.contracts.fields import Amount, Currency
from amends.core.money import Money
from amends.core.vocabulary import Scope
from amends.desk.means.models import Means
from amends.desk.means.operations import MOST_DAYS, MOST_PIECES, MOST_PRODUCTS, count_stock, set_means
from amends.desk.means.queries import budget_of, counts_of, means_of
from amends.desk.people.actors import actor_of
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import is_lead, owns_shop, shop_now
from amends.web.api.access import person_of
from amends.web.api.problems import Refused
from amends.web.api.routes import does, reads, shops_asked

Key = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,60}$")]


class Count(BaseModel):
    """``pieces``: whole; null forgets the count, and nobody knows."""

    sku: Annotated[str, Field(min_length=1, max_length=120)]
    pieces: Annotated[int, Field(ge=0, le=MOST_PIECES)] | None


class Counts(BaseModel):
    counts: Annotated[list[Count], Field(min_length=1, max_length=MOST_PRODUCTS)]


class CountShown(BaseModel):
    """``old``: counted too long ago, so it holds nothing up."""

    sku: str
    pieces: int
    counted_at: datetime
    old: bool


class StockShown(BaseModel):
    counts: list[CountShown]


class MeansTold(BaseModel):
    """``budget`` of a month with ``currency``, null for none; ``stock_days``: for how long a count holds."""

    budget: Amount | None
    currency: Currency | None = None
    stock_days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = Means.STOCK_DAYS


class MeansShown(MeansTold):
    """``spent`` and ``left`` of the month that began at ``since``; ``without_rate`` is spent and not added."""

    spent: str | None = None
    left: str | None = None
    since: datetime | None = None
    without_rate: list[dict[str, str]] = []


def _stock(shop: Shop) -> StockShown:
    rows = counts_of(shop, shop_now(shop, timezone.now()))
    return StockShown(
        counts=[CountShown(sku=row.sku, pieces=row.pieces, counted_at=row.counted_at, old=row.old) for row in rows]
    )


def _means(shop: Shop) -> MeansShown:
    means = means_of(shop)
    budget = budget_of(means, shop_now(shop, timezone.now()))
    if budget is None:
        return MeansShown(budget=None, stock_days=means.stock_days)
    return MeansShown(
        budget=budget.most.amount, currency=budget.most.currency, stock_days=means.stock_days,
        spent=budget.spent.amount, left=budget.left.amount, since=budget.since,
        without_rate=[each.as_dict() for each in budget.without_rate],
    )  # fmt: skip


@reads("/shops/{key}/stock", StockShown, tag="settings", summary="A shop's stock as it was counted", scope=Scope.SETTINGS)  # fmt: skip
def read_stock(request: HttpRequest, key: Key) -> Any:
    return _stock(shops_asked(request, key)[0])


@does("/shops/{key}/stock", StockShown, tag="settings", summary="Say how many pieces there are", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def count_shop_stock(request: HttpRequest, key: Key, body: Counts) -> Any:
    """Of some products; the others stay as they are. Only for a lead or an owner of the shop."""
    shop, person = shops_asked(request, key)[0], person_of(request)
    if not is_lead(person, shop.pk):
        raise Refused(403, "leads_only", "Only a lead or an owner of the shop counts its stock.")
    now = shop_now(shop, timezone.now())
    counts = {each.sku: each.pieces for each in body.counts}
    count_stock(actor=actor_of(person), person=person, shop=shop, counts=counts, now=now)
    return _stock(shop)


@reads("/shops/{key}/budget", MeansShown, tag="settings", summary="A shop's monthly budget", scope=Scope.SETTINGS)
def read_budget(request: HttpRequest, key: Key) -> Any:
    return _means(shops_asked(request, key)[0])


@does("/shops/{key}/budget", MeansShown, tag="settings", summary="Set a shop's monthly budget", scope=Scope.SETTINGS, method="PUT")  # fmt: skip
def set_budget(request: HttpRequest, key: Key, body: MeansTold) -> Any:
    """Only for an owner of the shop. Without a currency it is the shop's."""
    shop, person = shops_asked(request, key)[0], person_of(request)
    if not owns_shop(person, shop.pk):
        raise Refused(403, "owners_only", "Only an owner of the shop changes its settings.")
    budget = Money.parse(body.budget, body.currency or shop.currency, "budget") if body.budget is not None else None
    set_means(actor=actor_of(person), shop=shop, budget=budget, stock_days=body.stock_days, now=timezone.now())
    return _means(shop)
