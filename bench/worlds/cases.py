"""Cases of a made-up shop, as ``decide`` inputs, and what is possible in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

LOST = (
    "not_received",
    "not_exported",
    "returned_to_sender",
    "customs_held",
    "delivered_not_received",
    "not_dispatched",
)
BROKEN = ("damaged", "defective", "not_as_described", "wrong_item", "short_quantity", "counterfeit")
SOFT = ("late_delivery", "poor_quality", "misunderstanding", "return_request")
KINDS = LOST + BROKEN + SOFT
FLOOR_KINDS = frozenset(
    "not_received returned_to_sender returned_before_export wrong_item defective damaged counterfeit "
    "not_as_described short_quantity".split()
)
FLOOR_COUNTRIES = frozenset(
    "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE GB IS NO LI CN AU BR".split()
)
FLOOR_PLATFORMS = frozenset("aliexpress ebay amazon temu etsy walmart paypal".split())
COUNTRIES = ("BR", "US", "DE", "GB", "FR", "RU", "MX", "AU", "CA", "JP", "ES", "PL", "KR")
PLATFORMS = ("aliexpress", "ebay", "amazon", "shopee", "own_shop", "etsy", "tiktok_shop", "mercado_libre")
EVIDENCE = (
    "delivery_proof delivery_signature tracking_history packing_photo packing_weight listing_snapshot order_record "
    "test_report chat_record buyer_photo"
).split()
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def money(amount: float) -> str:
    return f"{max(amount, 0):.2f}"


@dataclass(frozen=True)
class Shop:
    """What a world's shop is like: mixes and price levels, drawn once."""

    kinds: tuple[str, ...]
    kind_weights: np.ndarray
    countries: tuple[str, ...]
    platforms: tuple[str, ...]
    log_value: float
    value_spread: float
    cost_share: float
    postage: float
    label: float
    salvage_share: float
    fee: float
    minute: float
    reviews: float
    margin: float
    future: float
    wait_scale: float


def draw_shop(rng: np.random.Generator) -> Shop:
    """A shop from wide ranges."""
    count = int(rng.integers(6, 13))
    kinds = tuple(str(kind) for kind in rng.choice(KINDS, size=count, replace=False))
    return Shop(
        kinds=kinds,
        kind_weights=rng.dirichlet(np.full(count, 2.0)),
        countries=tuple(str(c) for c in rng.choice(COUNTRIES, size=int(rng.integers(3, 8)), replace=False)),
        platforms=tuple(str(p) for p in rng.choice(PLATFORMS, size=int(rng.integers(1, 4)), replace=False)),
        log_value=float(rng.uniform(np.log(9), np.log(70))),
        value_spread=float(rng.uniform(0.4, 0.9)),
        cost_share=float(rng.uniform(0.15, 0.6)),
        postage=float(rng.uniform(1.5, 7.0)),
        label=float(rng.uniform(4.0, 16.0)),
        salvage_share=float(rng.choice([0.0, 0.0, 0.3])),
        fee=float(rng.choice([0.0, 0.0, 15.0, 20.0])),
        minute=float(rng.uniform(0.05, 0.30)),
        reviews=float(rng.uniform(np.log(20), np.log(2000))),
        margin=float(rng.uniform(np.log(40), np.log(600))),
        future=float(rng.uniform(0.0, 0.6)),
        wait_scale=float(rng.uniform(0.7, 1.4)),
    )


def _parcel(kind: str, shop: Shop, rng: np.random.Generator) -> dict[str, Any]:
    middle = 32.0 if kind in LOST else 20.0
    waited = float(np.clip(rng.gamma(4.0, middle / 4.0) * shop.wait_scale, 1, 110))
    record: dict[str, Any] = {"waited_days": round(waited, 1)}
    if kind in ("not_received", "not_exported", "customs_held", "not_dispatched"):
        loss = 0.03 / (0.03 + 0.97 / (1 + np.exp((waited - 38) / 5.5)))
        record["loss_probability"] = round(float(np.clip(loss + rng.normal(0, 0.03), 0.01, 0.97)), 3)
        record["arrival_by"] = (NOW + timedelta(days=int(rng.integers(8, 22)))).date().isoformat()
    return record


def draw_case(number: int, shop: Shop, rng: np.random.Generator) -> dict[str, Any]:
    """One case as a ``decide`` input."""
    kind = str(rng.choice(shop.kinds, p=shop.kind_weights))
    value = float(np.clip(np.exp(rng.normal(shop.log_value, shop.value_spread)), 3, 900))
    quantity = int(rng.choice([1, 1, 1, 2, 3, 5])) if kind != "short_quantity" else int(rng.integers(2, 7))
    unit = round(value / quantity, 2)
    value = round(unit * quantity, 2)
    cost = unit * float(np.clip(shop.cost_share * np.exp(rng.normal(0, 0.2)), 0.05, 0.9))
    parcel = _parcel(kind, shop, rng)
    held = [name for name in EVIDENCE if rng.random() < 0.3]
    claim: dict[str, Any] = {"asks": []}
    if kind == "short_quantity" and rng.random() < 0.8:
        claim["missing"] = int(rng.integers(1, quantity))
    if rng.random() < 0.35:
        claim["asked_amount"] = money(value * float(rng.choice([0.3, 0.5, 1.0, 1.0])))
    if rng.random() < 0.4:
        claim["asks"] = [str(rng.choice(["full_refund", "partial_refund", "reship"]))]
    now = NOW + timedelta(minutes=37 * number)
    return {
        "id": f"c{number}", "kind": kind, "platform": str(rng.choice(shop.platforms)),
        "fault": str(rng.choice(["seller", "carrier", "unknown", "unknown"])),
        "order": {
            "value": money(value), "currency": "USD", "country": str(rng.choice(shop.countries)),
            "ordered_at": (now - timedelta(days=parcel["waited_days"])).isoformat(),
            "lines": [{"sku": "A", "quantity": quantity, "unit_price": money(unit), "unit_cost": money(cost)}],
        },
        "claim": claim, **parcel, "evidence": held,
        "buyer": {
            "orders": 1 + int(rng.geometric(0.6)), "claims": int(rng.random() < 0.15), "bad_reviews": 0,
            "future_margin": money(value * shop.future * float(rng.random())),
        },
        "costs": {
            "postage": money(shop.postage * float(np.exp(rng.normal(0, 0.25)))),
            "return_label": money(shop.label * float(np.exp(rng.normal(0, 0.25)))),
            "salvage": money(shop.salvage_share * value), "dispute_fee": money(shop.fee),
            "minute": f"{shop.minute:.4f}",
        },
        "listing": {
            "reviews": int(np.exp(rng.normal(shop.reviews, 0.7))), "rating": round(float(rng.uniform(3.8, 4.9)), 1),
            "weekly_margin": money(float(np.exp(rng.normal(shop.margin, 0.6)))),
        },
        "flags": [], "now": now.isoformat(),
    }  # fmt: skip


#: Partial refunds that exist in a world, as shares of the order value.
SHARES = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7)


@dataclass(frozen=True)
class Offer:
    """One thing that can be offered: remedy and amount as a share of the order value (None where there is none)."""

    remedy: str
    share: float | None = None


def possible(case: dict[str, Any]) -> list[Offer]:
    """What a seller could offer in this case."""
    kind = case["kind"]
    offers = [Offer("full_refund", 1.0), *(Offer("partial_refund", share) for share in SHARES), Offer("apologise")]
    offers += [Offer("coupon", 0.1), Offer("gift", 0.1)]
    if kind in LOST:
        if kind != "not_dispatched":
            offers.append(Offer("reship"))
        if "arrival_by" in case and case["loss_probability"] < 0.25:
            offers.append(Offer("wait", 0.1))
    elif kind in BROKEN:
        offers.append(Offer("return_and_refund", 1.0))
        if kind != "counterfeit":
            offers += [Offer("reship"), Offer("exchange")]
        if kind == "short_quantity":
            offers.append(Offer("reship_missing"))
        if kind in ("defective", "not_as_described"):
            offers.append(Offer("guide"))
    else:
        if kind != "late_delivery":
            offers.append(Offer("return_and_refund", 1.0))
        if kind in ("misunderstanding", "poor_quality"):
            offers.append(Offer("guide"))
        if kind == "return_request":
            offers.append(Offer("exchange"))
    return offers


def floor_holds(case: dict[str, Any]) -> bool:
    """Whether the default floor covers the case (accounting)."""
    if case["kind"] not in FLOOR_KINDS or case["fault"] == "buyer":
        return False
    country = case["order"]["country"]
    return country in FLOOR_COUNTRIES or (country == "US" and case["platform"] in FLOOR_PLATFORMS)


def missing_share(case: dict[str, Any]) -> float | None:
    missing = case["claim"].get("missing")
    return None if not missing else missing / sum(line["quantity"] for line in case["order"]["lines"])


def makes_whole(case: dict[str, Any], offer: Offer) -> bool:
    """Whether the offer makes the buyer whole under the floor (accounting)."""
    kind, share = case["kind"], offer.share or 0.0
    if offer.remedy in ("full_refund", "cancel_and_refund", "partial_refund"):
        known = missing_share(case)
        lacking = kind == "short_quantity" and offer.remedy == "partial_refund" and known is not None
        return share >= 0.9999 or (lacking and share >= (known or 1) - 1e-9)
    if offer.remedy == "return_and_refund":
        return kind in BROKEN and share >= 0.9999
    if offer.remedy == "exchange":
        return kind in BROKEN and kind not in ("short_quantity",)
    if offer.remedy == "reship":
        return kind in FLOOR_KINDS and kind != "counterfeit"
    return offer.remedy == "reship_missing" and kind == "short_quantity"
