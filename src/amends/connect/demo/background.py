"""Quiet orders: products and buyers paired by index arithmetic, most of them delivered in time, some still on the way.

They are what the cases stand out from: a buyer's history, a product's sales, the denominators of every rate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.connect.contract import ReviewRecord
from amends.connect.demo import content
from amends.connect.demo.authored import Records
from amends.connect.demo.content import BuyerEntry, ShopEntry
from amends.connect.demo.numbers import spread
from amends.connect.demo.selling import Sale, order_record
from amends.connect.demo.travelling import Journey, delivered_at, parcel_record
from amends.core.calendars import country_zone, on_wall_clock, zone_named

#: Orders lie between two and this many days back.
_SPAN_DAYS = 118
#: Promised so many days after the usual journey: nearly all arrive before.
_SLACK_DAYS = 16
_STORIES = {
    "lumora": ("cainiao", "cainiao", "small_packet"),
    "brightnest": ("track17", "aftership"),
    "pedalwerk": ("aftership", "post", "track17"),
    "saatgut": ("post", "track17"),
}


@dataclass(slots=True)
class PraiseTexts:
    """Hands out every text once, in the buyer's language."""

    left: dict[str, Iterator[str]]

    def next(self, language: str) -> str:
        return next(self.left.get(language, iter(())), "")


def praise_texts() -> PraiseTexts:
    return PraiseTexts({language: iter(texts) for language, texts in content.praise().texts.items()})


def _buyer(shop: ShopEntry, index: int) -> BuyerEntry:
    markets = list(shop.countries)
    # Seven is coprime to the number of every shop's markets, so that all of them come up.
    country = markets[(index * 7 + len(shop.key)) % len(markets)]
    people = [buyer for buyer in content.buyers().values() if buyer.country == country]
    return people[(index // len(markets) + index) % len(people)]


def _placed(name: str, index: int, count: int, buyer: BuyerEntry, now: datetime) -> datetime:
    """Spread evenly over the span; by day, in the buyer's waking hours."""
    zone = country_zone(buyer.country)
    days = 2 + (index * (_SPAN_DAYS - 2)) // max(1, count - 1)
    clock = timedelta(hours=8 + spread(f"{name} hour", 15), minutes=spread(f"{name} minute", 60))
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return on_wall_clock(today - timedelta(days=days) + clock, zone)


def _sale(shop: ShopEntry, index: int, now: datetime) -> Sale:
    name = f"{shop.key}-{index}"
    buyer = _buyer(shop, index)
    sold = content.products()[shop.key]
    quantities = {sold[(index * 5 + index // len(sold)) % len(sold)].sku: 2 if index % 9 == 4 else 1}
    if index % 6 == 2:
        quantities.setdefault(sold[(index * 3 + 1) % len(sold)].sku, 1)
    return Sale(
        shop=shop,
        buyer=buyer,
        name=name,
        placed_at=_placed(name, index, content.praise().per_shop, buyer, now),
        quantities=quantities,
        dispatch_days=shop.dispatch_days,
        promise_days=content.countries()[buyer.country].days + _SLACK_DAYS,
    )


def _journey(shop: ShopEntry, sale: Sale) -> Journey:
    """Handed over on the next working afternoon or two, then the usual days of the lane, a few more or less."""
    company_zone = zone_named(content.company().zone)
    day = sale.placed_at.astimezone(company_zone).replace(tzinfo=None) + timedelta(days=1 + spread(sale.name, 2))
    sent = on_wall_clock(day.replace(hour=16, minute=spread(f"{sale.name} sent", 60), second=0), company_zone)
    usual = content.countries()[sale.buyer.country].days
    arrival = (sent + timedelta(days=usual - 2 + spread(f"{sale.name} lane", 8))).astimezone(sale.zone)
    hour = {"hour": 9 + spread(f"{sale.name} door", 9), "minute": spread(f"{sale.name} bell", 60), "second": 0}
    last = on_wall_clock(arrival.replace(tzinfo=None, **hour), sale.zone)
    stories = _STORIES[shop.key]
    return Journey(stories[spread(f"{sale.name} story", len(stories))], f"{sale.name}.1", sent, "delivered", last)


def _review(sale: Sale, arrived: datetime, now: datetime, texts: PraiseTexts) -> ReviewRecord | None:
    """Two of five content buyers leave stars, and some of them words."""
    chance = spread(f"{sale.name} review", 10)
    written_at = arrived + timedelta(days=1 + chance, minutes=spread(f"{sale.name} written", 480))
    if chance >= 4 or written_at > now:
        return None
    return ReviewRecord(
        external_id=f"{sale.name}-review",
        order_number=sale.number,
        sku=next(iter(sale.quantities)),
        rating=4 if chance == 3 else 5,
        text=texts.next(sale.buyer.language) if chance < 3 else "",
        written_at=written_at,
    )


def quiet_records(shop: ShopEntry, now: datetime, texts: PraiseTexts) -> Records:
    """The quiet orders of one shop, newest first."""
    records = Records()
    for index in range(content.praise().per_shop):
        sale = _sale(shop, index, now)
        journey = _journey(shop, sale)
        arrived = delivered_at(journey, now)
        records.orders.append(order_record(sale, arrived))
        records.parcels.append(parcel_record(journey, sale, now))
        review = _review(sale, arrived, now, texts) if arrived else None
        if review:
            records.reviews.append(review)
    return records
