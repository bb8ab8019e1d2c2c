"""Orders of the demonstration: prices in the buyer's currency, costs in the same, and the listing as it was sold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import ROUND_CEILING, Decimal

from amends.connect.contract import BuyerRecord, LineRecord, ListingRecord, OrderRecord
from amends.connect.demo import content
from amends.connect.demo.content import BuyerEntry, ProductEntry, ShopEntry
from amends.connect.demo.numbers import numbered
from amends.core.calendars import country_zone
from amends.core.money import Money
from amends.core.vocabulary import Platform

#: Prices end on ninety cents, as prices of such shops do.
_ENDING = Decimal("0.10")


@dataclass(frozen=True, slots=True)
class Sale:
    """What is fixed before anything happens to an order."""

    shop: ShopEntry
    buyer: BuyerEntry
    name: str
    placed_at: datetime
    quantities: dict[str, int]
    dispatch_days: int
    promise_days: int
    cancelled: bool = False

    @property
    def number(self) -> str:
        return numbered(self.shop.order_number, f"order {self.name}")

    @property
    def currency(self) -> str:
        return self.shop.countries[self.buyer.country]

    @property
    def zone(self) -> tzinfo:
        return country_zone(self.buyer.country)


def price(product: ProductEntry, currency: str) -> Money:
    """The list price in ``currency``, rounded up to the next ninety cents."""
    whole = (product.price * content.company().prices[currency] + _ENDING).to_integral_value(ROUND_CEILING)
    return Money.from_decimal(whole - _ENDING, currency)


def cost(product: ProductEntry, currency: str) -> Money:
    """What the goods cost the company, converted from yuan at the demonstration's rate."""
    return Money.from_decimal(product.cost / content.company().rates.cny[currency], currency)


def buyer_record(buyer: BuyerEntry, platform: Platform) -> BuyerRecord:
    """Marketplaces show an alias; the own shop has the address that the buyer typed."""
    domain = "post.example" if platform is Platform.OWN_SHOP else f"members.{platform.value}.example"
    reference = f"{platform.value}-{buyer.key}"
    return BuyerRecord(
        reference=reference, name=buyer.name, email=f"{buyer.key.replace('_', '.')}@{domain}", locale=buyer.locale
    )


def _shipping(sale: Sale) -> Money:
    factor = content.company().prices[sale.currency]
    return Money.from_decimal((sale.shop.shipping * factor).quantize(Decimal("0.1")), sale.currency)


def _listing(product: ProductEntry, sale: Sale) -> ListingRecord:
    return ListingRecord(
        sku=product.sku,
        title=product.title(sale.buyer.language),
        text=product.text,
        url=f"https://{_site(sale)}/item/{product.sku.lower()}",
    )


def _site(sale: Sale) -> str:
    site = sale.shop.site
    return site if isinstance(site, str) else site[sale.buyer.country]


def order_record(sale: Sale, delivered_at: datetime | None) -> OrderRecord:
    """The order as the feed brings it."""
    chosen = [(content.product(sku), quantity) for sku, quantity in sale.quantities.items()]
    lines = [
        LineRecord(
            sku=product.sku,
            title=product.title(sale.buyer.language),
            quantity=quantity,
            unit_price=price(product, sale.currency).amount,
            unit_cost=cost(product, sale.currency).amount,
        )
        for product, quantity in chosen
    ]
    shipping = _shipping(sale)
    value = shipping
    for product, quantity in chosen:
        value = value + price(product, sale.currency).times(quantity)
    return OrderRecord(
        number=sale.number,
        placed_at=sale.placed_at,
        currency=sale.currency,
        value=value.amount,
        shipping_paid=shipping.amount,
        country=sale.buyer.country,
        postcode=sale.buyer.postcode or None,
        buyer=buyer_record(sale.buyer, sale.shop.platform),
        lines=lines,
        dispatch_due=sale.placed_at + timedelta(days=sale.dispatch_days),
        promised_by=sale.placed_at + timedelta(days=sale.promise_days),
        delivered_at=delivered_at,
        cancelled=sale.cancelled,
        site=_site(sale),
        listings=[_listing(product, sale) for product, _ in chosen],
    )
