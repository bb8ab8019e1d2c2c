"""The demonstration company at a given ``now``: what a visitor finds in an empty database.

Everything is data of this folder and arithmetic on ``now``; the same ``now`` gives the same company.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from amends.connect.contract import DisputeRecord, MessageRecord, OrderRecord, ParcelRecord, ReviewRecord
from amends.connect.demo import content
from amends.connect.demo.authored import Records, case_records
from amends.connect.demo.background import praise_texts, quiet_records
from amends.connect.demo.content import CaseEntry, ShopEntry
from amends.connect.demo.moments import moment
from amends.core.calendars import country_zone
from amends.core.money import Money, Rate
from amends.core.vocabulary import Flag, Kind, Platform, Remedy

#: What a product without a figure in the file has on the shelf.
_USUAL_STOCK = 140


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works at the desk. ``role``: agent, lead or owner; ``languages`` are BCP-47."""

    key: str
    name: str
    role: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Product:
    """What the company knows of an article: ``cost`` in yuan, ``grams`` packed, ``stock`` pieces on the shelf."""

    sku: str
    shop: str
    name: str
    cost: Money
    grams: int
    stock: int


@dataclass(frozen=True, slots=True)
class Shop:
    """One shop and all that its feed brings."""

    key: str
    name: str
    platform: Platform
    region: str | None
    zone: str
    currency: str
    language: str
    about: str
    orders: tuple[OrderRecord, ...]
    parcels: tuple[ParcelRecord, ...]
    messages: tuple[MessageRecord, ...]
    disputes: tuple[DisputeRecord, ...]
    reviews: tuple[ReviewRecord, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a case of the past ended. ``amount`` in the order's currency; None where the remedy cost no money.

    ``source``: the seller herself (``chat``), the platform or the payment provider.
    """

    remedy: Remedy
    amount: Money | None
    settled_at: datetime
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class CaseNote:
    """What the authors meant with a case: for tests and for histories, never for the stages to read.

    ``kind`` is what the case is about by records and words, ``claim`` what the buyer's newest words say,
    ``external_ids`` are those of her messages, disputes and reviews, or the tracking number of a silent parcel.
    """

    key: str
    shop: str
    kind: Kind
    claim: Kind | None
    flags: tuple[Flag, ...]
    language: str
    open: bool
    external_ids: tuple[str, ...]
    order_numbers: tuple[str, ...]
    settlement: Settlement | None


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The whole company. ``rates`` lead to yuan and are dated before ``now``."""

    company: str
    company_english: str
    city: str
    zone: str
    currency: str
    now: datetime
    rates: tuple[Rate, ...]
    people: tuple[Person, ...]
    products: tuple[Product, ...]
    shops: tuple[Shop, ...]
    cases: tuple[CaseNote, ...]
    expected: dict[str, Kind] = field(default_factory=dict)


def _settlement(case: CaseEntry, records: Records, now: datetime) -> Settlement | None:
    if case.settlement is None:
        return None
    entry, order = case.settlement, records.orders[0]
    amount = None if entry.amount is None else Money.parse(str(entry.amount), order.currency)
    settled_at = moment(entry.at, now, country_zone(order.country))
    return Settlement(entry.remedy, amount, settled_at, entry.note, entry.source)


def _note(case: CaseEntry, records: Records, now: datetime) -> CaseNote:
    spoken = bool(records.messages or records.disputes or records.reviews)
    return CaseNote(
        key=case.key,
        shop=case.shop,
        kind=case.kind,
        claim=(case.claim or case.kind) if spoken else None,
        flags=tuple(case.flags),
        language=case.language or content.buyers()[case.buyer].language,
        open=case.open,
        external_ids=records.external_ids(),
        order_numbers=tuple(order.number for order in records.orders),
        settlement=_settlement(case, records, now),
    )


def _shop(entry: ShopEntry, records: Records) -> Shop:
    return Shop(
        key=entry.key,
        name=entry.name,
        platform=entry.platform,
        region=entry.region,
        zone=entry.zone,
        currency=entry.currency,
        language=entry.language,
        about=entry.about,
        orders=tuple(sorted(records.orders, key=lambda order: order.placed_at)),
        parcels=tuple(records.parcels),
        messages=tuple(sorted(records.messages, key=lambda message: message.sent_at)),
        disputes=tuple(sorted(records.disputes, key=lambda dispute: dispute.opened_at)),
        reviews=tuple(sorted(records.reviews, key=lambda review: review.written_at)),
    )


def _rates(now: datetime) -> tuple[Rate, ...]:
    company = content.company()
    day = (now - timedelta(days=company.rates.days_ago)).date()
    return tuple(
        Rate(source=currency, target=company.currency, rate=Decimal(rate), day=day, origin=company.rates.source)
        for currency, rate in company.rates.cny.items()
        if currency != company.currency
    )


def _products() -> tuple[Product, ...]:
    currency = content.company().currency
    return tuple(
        Product(
            sku=product.sku,
            shop=shop,
            name=product.zh,
            cost=Money.from_decimal(product.cost, currency),
            grams=product.grams,
            stock=_USUAL_STOCK if product.stock is None else product.stock,
        )
        for shop, products in content.products().items()
        for product in products
    )


def demonstration(now: datetime) -> Demonstration:
    """The company as it stands at ``now``, which must carry an offset (ValueError otherwise).

    Nothing in it happened after ``now``; only deadlines and promises lie ahead.
    """
    if now.utcoffset() is None:
        raise ValueError("the demonstration needs a time with an offset, such as datetime.now(UTC)")
    company, texts = content.company(), praise_texts()
    by_shop = {shop.key: Records() for shop in company.shops}
    notes = []
    shops = {shop.key: shop for shop in company.shops}
    for case in content.cases():
        records = case_records(case, shops[case.shop], now)
        by_shop[case.shop].add(records)
        notes.append(_note(case, records, now))
    for shop in company.shops:
        by_shop[shop.key].add(quiet_records(shop, now, texts))
    return Demonstration(
        company=company.name,
        company_english=company.name_en,
        city=company.city,
        zone=company.zone,
        currency=company.currency,
        now=now,
        rates=_rates(now),
        people=tuple(Person(p.key, p.name, p.role, tuple(p.languages)) for p in company.people),
        products=_products(),
        shops=tuple(_shop(shop, by_shop[shop.key]) for shop in company.shops),
        cases=tuple(notes),
        expected={identifier: note.kind for note in notes for identifier in note.external_ids},
    )
