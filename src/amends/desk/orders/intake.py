"""From order records to rows: the bulk work of taking in orders. Called inside the operation's transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from amends.connect.contract import BuyerRecord, OrderRecord, Problem
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.text import normal_form
from amends.desk.feeds.tracking import TakenIn
from amends.desk.orders.models import Buyer, Order, OrderLine
from amends.desk.people.personal_data import blind_index
from amends.desk.shops.models import Shop

#: Columns of an order that an update replaces, and that an undo puts back.
CHANGING = (
    "placed_at", "currency", "value_minor", "shipping_minor", "country", "region", "dispatch_due", "promised_by",
    "delivered_at", "cancelled", "platform_fulfilled", "site", "fingerprint",
)  # fmt: skip

LINE_COLUMNS = ("position", "sku", "title", "quantity", "unit_price_minor", "unit_cost_minor")


def fingerprint_of(record: Any) -> str:
    """A short hash by which the same record is known again. What was in stock that day makes it no other order."""
    told = record.model_dump_json(exclude={"lines": {"__all__": {"stock"}}})
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def buyers_for(shop: Shop, records: Sequence[BuyerRecord], country: dict[str, str] | None = None) -> dict[str, Buyer]:
    """Buyers by reference; unknown ones are created, a name or address that came later is filled in."""
    wanted = {record.reference: record for record in records}
    known = {buyer.reference: buyer for buyer in Buyer.objects.filter(shop=shop, reference__in=list(wanted))}
    fresh = [
        Buyer(
            shop=shop,
            reference=reference,
            name=normal_form(record.name),
            email=record.email,
            email_index=blind_index(record.email),
            locale=record.locale or "",
            country=(country or {}).get(reference, ""),
        )
        for reference, record in wanted.items()
        if reference not in known
    ]
    Buyer.objects.bulk_create(fresh, batch_size=500)
    changed: list[Buyer] = []
    for reference, buyer in known.items():
        record = wanted[reference]
        if (
            (record.name and not buyer.name)
            or (record.email and not buyer.email)
            or (record.locale and not buyer.locale)
        ):
            buyer.name = buyer.name or normal_form(record.name)
            buyer.email = buyer.email or record.email
            buyer.email_index = blind_index(buyer.email)
            buyer.locale = buyer.locale or record.locale or ""
            changed.append(buyer)
    Buyer.objects.bulk_update(changed, ["name", "email", "email_index", "locale"], batch_size=200)
    return known | {buyer.reference: buyer for buyer in fresh}


@dataclass(slots=True)
class OrderIntake:
    """One chunk of orders on its way into the tables."""

    shop: Shop
    records: Sequence[tuple[int | None, OrderRecord]]

    def store(self) -> TakenIn:
        taken = TakenIn()
        latest: dict[str, tuple[int | None, OrderRecord]] = {}
        for line, record in self.records:
            latest[record.number] = (line, record)
        taken.unchanged += len(self.records) - len(latest)
        rows = self._readable(latest, taken)
        known = {order.number: order for order in Order.objects.filter(shop=self.shop, number__in=list(rows))}
        countries = {record.buyer.reference: record.country for record, _ in rows.values()}
        buyers = buyers_for(self.shop, [record.buyer for record, _ in rows.values()], countries)
        new = {number: row for number, row in rows.items() if number not in known}
        self._create(new, buyers, taken)
        self._update({number: row for number, row in rows.items() if number in known}, known, taken)
        return taken

    def _readable(
        self, latest: dict[str, tuple[int | None, OrderRecord]], taken: TakenIn
    ) -> dict[str, tuple[OrderRecord, dict[str, Any]]]:
        rows: dict[str, tuple[OrderRecord, dict[str, Any]]] = {}
        for number, (line, record) in latest.items():
            try:
                rows[number] = (record, self._columns(record))
            except InputError as error:
                taken.problems.append(Problem(line, error.field, number, error.message))
        return rows

    def _columns(self, record: OrderRecord) -> dict[str, Any]:
        """Everything that can fail is worked out here, before anything is written."""
        currency = record.currency
        lines = [
            {
                "position": position,
                "sku": line.sku,
                "title": normal_form(line.title),
                "quantity": line.quantity,
                "unit_price_minor": Money.parse(line.unit_price, currency, f"lines.{position}.unit_price").minor,
                "unit_cost_minor": None
                if line.unit_cost is None
                else Money.parse(line.unit_cost, currency, f"lines.{position}.unit_cost").minor,
            }
            for position, line in enumerate(record.lines)
        ]
        return {
            "order": {
                "placed_at": record.placed_at,
                "currency": currency,
                "value_minor": Money.parse(record.value, currency, "value").minor,
                "shipping_minor": Money.parse(record.shipping_paid, currency, "shipping_paid").minor,
                "country": record.country,
                "region": (record.region or "")[:60],
                "site": (record.site or "")[:40],
                "dispatch_due": record.dispatch_due,
                "promised_by": record.promised_by,
                "delivered_at": record.delivered_at,
                "cancelled": record.cancelled,
                "platform_fulfilled": record.platform_fulfilled,
                "fingerprint": fingerprint_of(record),
            },
            "postcode": record.postcode or "",
            "listings": [listing.model_dump() for listing in record.listings],
            "lines": lines,
        }

    def _create(
        self, rows: dict[str, tuple[OrderRecord, dict[str, Any]]], buyers: dict[str, Buyer], taken: TakenIn
    ) -> None:
        orders = [
            Order(
                shop=self.shop,
                number=number,
                buyer=buyers[record.buyer.reference],
                postcode=columns["postcode"],
                listings=columns["listings"],
                **columns["order"],
            )
            for number, (record, columns) in rows.items()
        ]
        Order.objects.bulk_create(orders, batch_size=200)
        lines = [OrderLine(order=order, **line) for order in orders for line in rows[order.number][1]["lines"]]
        OrderLine.objects.bulk_create(lines, batch_size=200)
        taken.created += [order.pk for order in orders]

    def _update(
        self, rows: dict[str, tuple[OrderRecord, dict[str, Any]]], known: dict[str, Order], taken: TakenIn
    ) -> None:
        changed: list[Order] = []
        for number, (_, columns) in rows.items():
            order = known[number]
            if order.fingerprint == columns["order"]["fingerprint"]:
                taken.unchanged += 1
                continue
            before = {name: _plain(getattr(order, name)) for name in CHANGING}
            before["lines"] = list(order.lines.values(*LINE_COLUMNS))
            for name, value in columns["order"].items():
                setattr(order, name, value)
            # The listing as it was sold stays as it was first told (requirement 75).
            order.listings = order.listings or columns["listings"]
            changed.append(order)
            taken.updated.append((order.pk, before))
            set_lines(order, columns["lines"])
        Order.objects.bulk_update(changed, [*CHANGING, "listings"], batch_size=100)


def set_lines(order: Order, lines: list[dict[str, Any]]) -> None:
    """Lines keep their rows, because the ledger hangs on them; a line that is gone stays if money was booked on it."""
    known = {line.position: line for line in order.lines.all()}
    for columns in lines:
        line = known.pop(columns["position"], None) or OrderLine(order=order)
        for name, value in columns.items():
            setattr(line, name, value)
        line.save()
    for line in known.values():
        if not line.ledger.exists():
            line.delete()


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
