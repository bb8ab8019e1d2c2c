"""A world: how its buyers, platform and parcels behave. Parameters are drawn once from wide ranges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from bench.worlds.accounting import RULING, Bill, Luck, bill_of, direct, minutes
from bench.worlds.cases import BROKEN, KINDS, LOST, Offer, Shop, draw_shop, makes_whole

FAMILIES = (
    "logit", "reservation", "hold_out", "anger", "mixed", "review_sensitive", "gives_up", "first_good_enough", "nested",
)  # fmt: skip
GOODS = frozenset({"reship", "reship_missing", "exchange", "wait", "guide"})
#: Where a logit world's attractions lie before they are spread: (parcel kinds, goods in hand, lesser kinds).
ATTRACTION = {
    "full_refund": (2.2, 1.8, 1.5), "reship": (0.6, 1.0, 0.4), "exchange": (0.2, 0.4, 0.2), "wait": (-0.2, -1, -1),
    "reship_missing": (0.6, 0.9, 0.3), "return_and_refund": (-0.8, -0.3, 0.3), "coupon": (-2.2, -1.5, -0.6),
    "gift": (-2.2, -1.4, -0.6), "guide": (-2, -0.7, 0.4), "apologise": (-2.8, -2.3, -1.0),
    "partial_refund": (-2.6, -1.4, -0.6),
}  # fmt: skip


@dataclass
class World:
    """``score`` tables are log-odds of taking an offer alone; ``hidden`` things differ from buyer to buyer."""

    family: str
    seed: int
    shop: Shop
    score: dict[tuple[str, str], float]
    slope: dict[str, float]
    curve: float
    waiting: float
    goods_waiting: float
    asked: float
    severity_spread: float
    kind_severity: dict[str, float]
    noise: float
    hold: float
    give_up: dict[str, float]
    chargeback: float
    win: dict[str, float]
    gain: dict[str, float]
    partial: float
    luck: Luck
    arrival: float
    bad: dict[str, float]
    bad_slope: float
    churn: float
    patience: float
    overrides: dict[str, Any] = field(default_factory=dict)

    def group(self, kind: str) -> int:
        return 0 if kind in LOST else 1 if kind in BROKEN else 2


def draw_world(family: str, seed: int) -> World:
    """A world of a family; everything about it follows from ``seed``."""
    rng = np.random.default_rng([seed, FAMILIES.index(family)])
    shop = draw_shop(rng)
    score: dict[tuple[str, str], float] = {}
    own = {remedy: rng.normal(0, 0.6) for remedy in ATTRACTION}
    for kind in KINDS:
        column = 0 if kind in LOST else 1 if kind in BROKEN else 2
        for remedy, middle in ATTRACTION.items():
            score[kind, remedy] = middle[column] + own[remedy] + rng.normal(0, 0.6)
    angry = family == "anger"
    gives = (0.55, 0.9) if family == "gives_up" else (0.05, 0.45)
    stars = 1.3 if family == "review_sensitive" else 0.0
    return World(
        family=family, seed=seed, shop=shop, score=score,
        slope={kind: float(rng.uniform(2.0, 6.5)) for kind in KINDS},
        curve=float(rng.uniform(0.5, 1.8)),
        waiting=float(rng.uniform(0.03, 0.08) if angry else rng.uniform(0, 0.02)),
        goods_waiting=float(rng.uniform(0.0, 0.06)), asked=float(rng.uniform(0, 1.2)),
        severity_spread=float(rng.uniform(0.3, 1.3)),
        kind_severity={kind: float(rng.normal(0, 0.4)) for kind in KINDS},
        noise=float(rng.uniform(0.15, 0.5)), hold=float(rng.uniform(0.15, 0.5)),
        give_up={kind: float(rng.uniform(*gives)) for kind in KINDS},
        chargeback=float(rng.uniform(0, 0.08)),
        win={kind: float(rng.uniform(0.02, 0.2) if kind in LOST else rng.uniform(0.1, 0.5)) for kind in KINDS},
        gain={name: float(rng.uniform(0, 0.18)) for name in ("packing_photo", "packing_weight", "listing_snapshot",
              "test_report", "chat_record", "order_record", "tracking_history")}
             | {"delivery_proof": float(rng.uniform(0.2, 0.65)), "delivery_signature": float(rng.uniform(0.05, 0.3))},
        partial=float(rng.uniform(0.1, 0.4)),
        luck=Luck(float(rng.uniform(0.02, 0.12)), float(rng.uniform(0.35, 0.85)), float(rng.uniform(0.5, 0.9)),
                  float(rng.uniform(0.15, 0.6))),
        arrival=float(rng.uniform(0.7, 1.0)),
        bad={
            "accepted": float(rng.uniform(-3.2, -1.8)), "won": float(rng.uniform(-0.2, 1.0)),
            "lost": float(rng.uniform(-1.0, 0.4)), "gave_up": float(rng.uniform(-1.0, 0.5)),
        },
        bad_slope=float(rng.uniform(0, 1.0)) + stars, churn=float(rng.uniform(0.05, 0.10)),
        patience=float(rng.uniform(0.2, 0.7)),
    )  # fmt: skip


@dataclass
class Hidden:
    """``n`` buyers who could stand behind one case: severity, noise for each offer and for refusing, and a class."""

    severity: np.ndarray
    uniform: np.ndarray
    outside: np.ndarray
    each: np.ndarray
    kind: np.ndarray


def draw_hidden(world: World, case: dict[str, Any], offers: int, n: int, rng: np.random.Generator) -> Hidden:
    severity = world.kind_severity[case["kind"]] + world.severity_spread * rng.normal(size=n)
    return Hidden(severity, rng.random(n), rng.gumbel(size=n), rng.gumbel(size=(n, offers)), rng.random(n))


def attraction(world: World, case: dict[str, Any], offers: list[Offer]) -> np.ndarray:
    """Log-odds of each offer alone for a buyer of middling severity."""
    kind, waited = case["kind"], case["waited_days"]
    value, asked = float(case["order"]["value"]), case["claim"].get("asked_amount")
    out = np.empty(len(offers))
    for index, offer in enumerate(offers):
        remedy = "full_refund" if offer.remedy == "cancel_and_refund" else offer.remedy
        score = world.score.get((kind, remedy), -2.5) - world.waiting * (waited - 20)
        if offer.remedy in GOODS:
            score -= world.goods_waiting * (waited - 20)
        if offer.remedy == "partial_refund":
            score += world.slope[kind] * (offer.share or 0.0) ** world.curve
        if offer.remedy in case["claim"]["asks"]:
            score += world.asked
        if asked and offer.remedy == "partial_refund" and (offer.share or 0) * value >= float(asked) - 0.01:
            score += world.asked
        out[index] = score
    return _in_line(world, kind, offers, out)


def _in_line(world: World, kind: str, offers: list[Offer], scores: np.ndarray) -> np.ndarray:
    """Money is money: all of it is not liked less than a part, nor a part less than a coupon or gift of its amount."""
    at = {offer.remedy: index for index, offer in enumerate(offers)}
    full = at.get("full_refund", at.get("cancel_and_refund"))
    base = world.score[kind, "partial_refund"]
    for index, offer in enumerate(offers):
        if offer.remedy in ("coupon", "gift"):
            ceiling = base + world.slope[kind] * (offer.share or 0.0) ** world.curve
            scores[index] = min(scores[index], ceiling)
    if full is not None:
        parts = [scores[i] for i, offer in enumerate(offers) if offer.remedy in ("partial_refund", "return_and_refund")]
        scores[full] = max([scores[full], *parts])
    return scores


def preferences(world: World, case: dict[str, Any], offers: list[Offer], hidden: Hidden) -> np.ndarray:
    """(n, offers): how far each offer lies above refusing, for every possible buyer; the highest positive is taken."""
    base = attraction(world, case, offers)[None, :] - hidden.severity[:, None]
    family = world.family
    if family in ("reservation", "hold_out", "first_good_enough"):
        scores = base / 1.2 + world.noise * (hidden.each - hidden.outside[:, None]) / 1.2
        if family == "hold_out":
            holds = hidden.uniform < world.hold
            less = np.array([not makes_whole(case, o) and (o.share or 0) < 0.8 for o in offers])
            scores = np.where(holds[:, None] & less[None, :], scores - 2.5, scores)
        return scores
    if family == "mixed":
        money = np.array([o.remedy not in GOODS for o in offers])
        shift = np.where(hidden.kind[:, None] < 0.3, np.where(money, 1.2, -1.5)[None, :], 0.0)
        shift = shift + np.where(hidden.kind[:, None] > 0.75, np.where(money, -1.2, 1.2)[None, :], 0.0)
        shift = shift - 3.0 * ((hidden.kind[:, None] > 0.3) & (hidden.kind[:, None] < 0.42))
        return base + shift + hidden.each - hidden.outside[:, None]
    if family == "nested":
        goods = np.array([o.remedy in GOODS for o in offers])
        taste = hidden.uniform - 0.5
        shift = np.where(goods[None, :], 2.0 * taste[:, None], -2.0 * taste[:, None])
        return base + shift + 0.5 * hidden.each - hidden.outside[:, None]
    return base + hidden.each - hidden.outside[:, None]


def choices(world: World, scores: np.ndarray, menus: np.ndarray) -> np.ndarray:
    """(n, menus): the position in ``offers`` that is taken, or -1. ``menus`` holds positions, padded with -1."""
    padded = np.concatenate([scores, np.full((scores.shape[0], 1), -np.inf)], axis=1)
    seen = padded[:, menus]
    if world.family == "first_good_enough":
        good = seen > 0
        best = np.where(good.any(axis=2), good.argmax(axis=2), seen.argmax(axis=2))
    else:
        best = seen.argmax(axis=2)
    taken = np.take_along_axis(np.broadcast_to(menus, seen.shape), best[:, :, None], axis=2)[:, :, 0]
    top = np.take_along_axis(seen, best[:, :, None], axis=2)[:, :, 0]
    return np.where(top > 0, taken, -1)


def sigmoid(x: np.ndarray | float) -> Any:
    return 1 / (1 + np.exp(-np.asarray(x)))


def win_chance(world: World, case: dict[str, Any]) -> float:
    if "win" in world.overrides:
        return float(world.overrides["win"])
    proof = case["kind"] in ("not_received", "delivered_not_received", "late_delivery")
    gain = sum(
        world.gain[name] for name in case["evidence"]
        if name in world.gain and (name.startswith("delivery") == proof or name in ("chat_record", "order_record"))
    )  # fmt: skip
    chance = min(world.win[case["kind"]] + gain, 0.92)
    return chance * (0.5 if case["fault"] == "seller" else 1.0)


def worth(case: dict[str, Any], offer: Offer, luck: Luck, bill: Bill) -> float:
    """What the buyer gets, as a share of the order value: for surplus and for how satisfied she is."""
    remedy = offer.remedy
    if remedy in ("reship", "exchange"):
        return 0.95 * (1 - luck.fails)
    if remedy == "reship_missing":
        return bill.lacking * (1 - luck.fails)
    if remedy == "return_and_refund":
        return 0.85
    if remedy == "coupon":
        return 0.3 * (offer.share or 0)
    if remedy == "wait":
        return (offer.share or 0) + 0.6
    if remedy == "guide":
        return 0.3
    return 0.0 if remedy == "apologise" else offer.share or 0.0


def bad_review(world: World, hidden: Hidden, ending: str, given: float) -> np.ndarray:
    """(n,): chance of one or two stars after an ending; the more severe and the less given, the likelier."""
    if ending == "accepted":
        return sigmoid(world.bad["accepted"] + world.bad_slope * (hidden.severity + 1.0 - 2.0 * given))
    return sigmoid(world.bad[ending] + 0.5 * world.bad_slope * hidden.severity) + np.zeros_like(hidden.severity)


def arrives(world: World, case: dict[str, Any]) -> float:
    return (1 - case.get("loss_probability", 0.5)) * 0.8 * world.arrival


def accepted_costs(world: World, case: dict[str, Any], offers: list[Offer], hidden: Hidden) -> np.ndarray:
    """(n, offers): expected cost when the offer is taken, the round included."""
    bill = bill_of(case)
    out = np.empty((len(hidden.severity), len(offers)))
    for index, offer in enumerate(offers):
        given = worth(case, offer, world.luck, bill)
        spent = direct(bill, offer, world.luck, arrives(world, case)) * world.overrides.get("refund_factor", 1.0)
        bad = bad_review(world, hidden, "accepted", given)
        out[:, index] = spent + minutes(offer) * bill.minute + bad * bill.review
    return out


def refused_costs(world: World, case: dict[str, Any], hidden: Hidden, *, offered: bool = True) -> np.ndarray:
    """(n,): expected cost when everything is refused: given up, charged back, or ruled."""
    bill, win = bill_of(case), win_chance(world, case)
    gives, back = world.give_up[case["kind"]], world.chargeback
    ruled = 1 - gives - back
    lost = 1 - win
    award = lost * ((1 - world.partial) * bill.value + world.partial * bill.value / 2 + bill.fee)
    money = ruled * award + back * (bill.value + bill.fee)
    stars = ruled * (win * bad_review(world, hidden, "won", 0) + lost * bad_review(world, hidden, "lost", 0))
    stars = stars + gives * bad_review(world, hidden, "gave_up", 0) + back * bad_review(world, hidden, "lost", 0)
    work = (ruled + back) * RULING + (minutes(None) if offered else 0)
    churn = (gives + ruled * win) * world.churn * bill.future
    return money + stars * bill.review + work * bill.minute + churn
