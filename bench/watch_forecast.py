"""The arrival forecast against simpler ones, on held-out Brazilian orders (Olist), split by time.

`python -m bench.watch_forecast [FOLDER] [--held-out-from DATE] [--windows]`: FOLDER (or the environment variable AMENDS_OLIST) holds
olist_orders_dataset.csv, olist_customers_dataset.csv and olist_order_items_dataset.csv. The data set's licence forbids
shipping it or what was learned from it: the model is fitted here and thrown away.

The model learns from orders placed before the split as they stood on that day. Each later order is looked at on several
days after it was placed, as long as it has not arrived; it is asked whether it arrives within 7, 14, 30 days from then.
The customer's state and the first digits of her postcode stand for carrier and service, which Olist does not tell.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from amends.core.contracts.watch import WatchInput
from amends.watch import watch
from amends.watch.arrival_model import ArrivalModel
from amends.watch.learning import fit
from amends.watch.outcomes import ParcelOutcome

HORIZONS = (7, 14, 30)
LOOKS = (0.01, 2, 5, 10, 15, 20, 30)
#: Days that every setting of the method was chosen before.
HELD_OUT_FROM = "2018-05-16"
#: The windows of 90 days on which the settings were chosen: they may flatter the method, and show how seasons matter.
EARLIER_WINDOWS = ("2017-09-01", "2017-11-01", "2018-01-01", "2018-02-15")
WINDOW_DAYS = 90
#: An order that the seller or the buyer called off was never a parcel.
NO_PARCEL = ("canceled", "unavailable")
FILES = ("orders", "customers", "order_items")


class Order(NamedTuple):
    id: str
    placed: datetime
    due: datetime | None
    carrier_has_it: datetime | None
    delivered: datetime | None
    promised: datetime
    state: str
    postcode: str


class Look(NamedTuple):
    """An order on a day on which it has not arrived."""

    order: Order
    now: datetime


Forecast = Callable[[Look], tuple[float, ...]]


def _time(text: str) -> datetime | None:
    return datetime.fromisoformat(f"{text}-03:00") if text else None


def _rows(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with (folder / f"olist_{name}_dataset.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_orders(folder: Path) -> list[Order]:
    """All orders that became a parcel, by the time they were placed."""
    customers = {row["customer_id"]: row for row in _rows(folder, "customers")}
    due = {row["order_id"]: _time(row["shipping_limit_date"]) for row in _rows(folder, "order_items")}
    orders = []
    for row in _rows(folder, "orders"):
        placed, promised = _time(row["order_purchase_timestamp"]), _time(row["order_estimated_delivery_date"])
        if row["order_status"] in NO_PARCEL or placed is None or promised is None:
            continue
        customer = customers.get(row["customer_id"], {})
        given, delivered = _time(row["order_delivered_carrier_date"]), _time(row["order_delivered_customer_date"])
        orders.append(
            Order(
                row["order_id"],
                placed,
                due.get(row["order_id"]),
                max(placed, min(given, delivered or given)) if given else None,
                delivered,
                promised,
                customer.get("customer_state", ""),
                customer.get("customer_zip_code_prefix", "")[:2],
            )
        )
    return sorted(orders, key=lambda order: (order.placed, order.id))


def shipment(order: Order, now: datetime) -> dict[str, Any]:
    """The order as an input of ``watch``; only what had happened by ``now`` is in it."""
    given = order.carrier_has_it
    events = [{"at": given.isoformat(), "description": "Accepted by carrier"}] if given and given <= now else []
    return {
        "id": order.id,
        "platform": "olist",
        "carrier": order.state or None,
        "service": order.postcode or None,
        "origin": "BR",
        "destination": "BR",
        "ordered_at": order.placed.isoformat(),
        "dispatch_due": order.due.isoformat() if order.due and order.due >= order.placed else None,
        "promised_by": order.promised.isoformat(),
        "now": now.isoformat(),
        "events": events,
    }


def outcome(order: Order, seen: datetime) -> ParcelOutcome:
    """What was known of an order on the day ``seen``."""
    arrived = order.delivered if order.delivered and order.delivered <= seen else None
    return ParcelOutcome.model_validate(
        _parsed({**shipment(order, seen), "delivered_at": arrived.isoformat() if arrived else None})
    )


def _parsed(record: dict[str, Any]) -> dict[str, Any]:
    times = ("ordered_at", "dispatch_due", "promised_by", "now", "delivered_at")
    parsed = {key: datetime.fromisoformat(value) if key in times and value else value for key, value in record.items()}
    parsed["events"] = [{**event, "at": datetime.fromisoformat(event["at"])} for event in record["events"]]
    return parsed


def days(start: datetime, end: datetime) -> float:
    return (end - start).total_seconds() / 86_400


def looks(orders: list[Order]) -> list[Look]:
    found = []
    for order in orders:
        for wait in LOOKS:
            now = order.placed + timedelta(days=wait)
            if order.delivered is None or order.delivered > now:
                found.append(Look(order, now))
    return found


def kaplan_meier(waits: list[tuple[float, bool]]) -> Callable[[float], float]:
    """The share still waiting after so many days; each wait comes with whether it ended in a delivery."""
    left, share = len(waits), 1.0
    steps, shares = [0.0], [1.0]
    for wait, ended in sorted(waits):
        if ended:
            share *= 1 - 1 / left
            steps.append(wait)
            shares.append(share)
        left -= 1
    return lambda wait: shares[bisect_right(steps, wait) - 1]


def simpler_forecasts(train: list[Order], split: datetime) -> dict[str, Forecast]:
    """The forecasts to beat. Each gives the chance to arrive within each horizon."""

    def known(order: Order) -> tuple[float, bool]:
        arrived = order.delivered is not None and order.delivered <= split
        return days(order.placed, order.delivered if arrived and order.delivered else split), arrived

    def window(order: Order) -> float:
        return max(1.0, days(order.placed, order.promised))

    by_day = kaplan_meier([known(order) for order in train])
    by_window = kaplan_meier([(known(order)[0] / window(order), known(order)[1]) for order in train])

    def conditioned(survival: Callable[[float], float], unit: Callable[[Order], float]) -> Forecast:
        def forecast(look: Look) -> tuple[float, ...]:
            one, gone = unit(look.order), days(look.order.placed, look.now)
            now = max(survival(gone / one), 1e-9)
            return tuple((now - survival((gone + ahead) / one)) / now for ahead in HORIZONS)

        return forecast

    return {
        "promised date as a step": lambda look: tuple(
            float(days(look.now, look.order.promised) <= ahead) for ahead in HORIZONS
        ),
        "Kaplan-Meier": lambda look: tuple(1 - by_day(days(look.order.placed, look.now) + ahead) for ahead in HORIZONS),
        "Kaplan-Meier, conditioned on the wait": conditioned(by_day, lambda order: 1.0),
        "the same in units of the promised window": conditioned(by_window, window),
    }


def by_watch(model: ArrivalModel | None) -> Forecast:
    def forecast(look: Look) -> tuple[float, ...]:
        arrival = watch(WatchInput.model_validate(_parsed(shipment(*look))), model).arrival
        return (arrival.p7 or 0.0, arrival.p14 or 0.0, arrival.p30 or 0.0)

    return forecast


def judged(forecast: Forecast, held_out: list[Look]) -> tuple[list[float], float]:
    """Brier score by horizon, and the expected calibration error of all forecasts in ten bins."""
    pairs: list[list[tuple[float, float]]] = [[] for _ in HORIZONS]
    for look in held_out:
        for number, (ahead, chance) in enumerate(zip(HORIZONS, forecast(look), strict=True)):
            arrives = look.order.delivered is not None and days(look.now, look.order.delivered) <= ahead
            pairs[number].append((chance, float(arrives)))
    briers = [sum((chance - truth) ** 2 for chance, truth in some) / len(some) for some in pairs]
    bins: dict[int, list[tuple[float, float]]] = {}
    for chance, truth in (pair for some in pairs for pair in some):
        bins.setdefault(min(9, int(chance * 10)), []).append((chance, truth))
    total = sum(len(some) for some in bins.values())
    ece = sum(abs(sum(chance - truth for chance, truth in some)) for some in bins.values()) / total
    return briers, ece


def compare(orders: list[Order], split: datetime) -> list[tuple[str, list[float], float]]:
    """(name, Brier scores, ECE) of each forecast on the orders placed from ``split`` on."""
    train = [order for order in orders if order.placed < split]
    held_out = looks([order for order in orders if order.placed >= split])
    model = fit(outcome(order, split) for order in train)
    forecasts = {
        **simpler_forecasts(train, split),
        "watch, default parameters": by_watch(None),
        "watch, learned": by_watch(model),
    }
    return [(name, *judged(forecast, held_out)) for name, forecast in forecasts.items()]


def _split_at(date: str) -> datetime:
    return datetime.fromisoformat(f"{date}T00:00:00-03:00")


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def print_table(results: list[tuple[str, list[float], float]]) -> None:
    means = {name: _mean(briers) for name, briers, _ in results}
    print("\n| forecast | Brier 7 d | 14 d | 30 d | mean | against Kaplan-Meier | ECE |\n|---|---|---|---|---|---|---|")
    for name, briers, ece in results:
        gain = 1 - means[name] / means["Kaplan-Meier"]
        cells = [*(f"{brier:.4f}" for brier in briers), f"{means[name]:.4f}", f"{gain:+.1%}", f"{ece:.3f}"]
        print(f"| {name} | {' | '.join(cells)} |")


def print_windows(orders: list[Order]) -> None:
    """Mean Brier score and calibration error of each forecast in each of the earlier windows."""
    columns = []
    for date in EARLIER_WINDOWS:
        split = _split_at(date)
        end = split + timedelta(days=WINDOW_DAYS)
        columns.append(compare([order for order in orders if order.placed < end], split))
    print(f"\n| forecast, 90 days from | {' | '.join(EARLIER_WINDOWS)} |\n|---|{'---|' * len(columns)}")
    for row in zip(*columns, strict=True):
        cells = [f"{_mean(briers):.4f} ({ece:.3f})" for _, briers, ece in row]
        print(f"| {row[0][0]} | {' | '.join(cells)} |")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=os.environ.get("AMENDS_OLIST"), metavar="FOLDER")
    parser.add_argument("--held-out-from", default=HELD_OUT_FROM, metavar="DATE")
    parser.add_argument(
        "--windows", action="store_true", help="also compare on the windows the settings were chosen on"
    )
    chosen = parser.parse_args()
    folder = Path(chosen.folder) if chosen.folder else None
    if folder is None or not all((folder / f"olist_{name}_dataset.csv").is_file() for name in FILES):
        print("skipped: name the folder of the Olist files as an argument or in AMENDS_OLIST")
        return 0
    orders = read_orders(folder)
    split = _split_at(chosen.held_out_from)
    later = [order for order in orders if order.placed >= split]
    print(f"learned from {len(orders) - len(later):,} orders placed before {split.date()}, as they stood then;")
    print(f"asked {len(looks(later)):,} times about {len(later):,} orders placed since")
    print_table(compare(orders, split))
    if chosen.windows:
        print_windows(orders)
    return 0


if __name__ == "__main__":
    sys.exit(main())
