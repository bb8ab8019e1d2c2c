"""One case lived through: a menu is sent, the buyer answers, and the log line says what came of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from bench.worlds.accounting import RULING, Bill, bill_of, direct, minutes
from bench.worlds.cases import Offer, money
from bench.worlds.world import (
    World,
    accepted_costs,
    arrives,
    bad_review,
    choices,
    draw_hidden,
    preferences,
    refused_costs,
    win_chance,
    worth,
)

NOT_OFFERED = frozenset({"defend", "report"})


def offers_of(menu: list[dict[str, Any]], value: float) -> list[Offer]:
    """The offers of a ``decide`` menu (what we do after a refusal is none)."""
    out = []
    for item in menu:
        if item["remedy"] in NOT_OFFERED:
            continue
        amount = item.get("amount")
        default = 1.0 if item["remedy"] in ("full_refund", "cancel_and_refund", "return_and_refund") else None
        out.append(Offer(item["remedy"], float(amount) / value if amount is not None else default))
    return out


def menu_of(case: dict[str, Any], offers: list[Offer]) -> list[dict[str, Any]]:
    """Offers as the menu items of a log line."""
    value, currency = float(case["order"]["value"]), case["order"]["currency"]
    return [
        {"remedy": offer.remedy, "currency": currency}
        | ({} if offer.share is None else {"amount": money(offer.share * value)})
        for offer in offers
    ]


def expected(world: World, case: dict[str, Any], offers: list[Offer], rng: np.random.Generator, n: int = 400) -> float:
    """The true expected cost of a menu, the buyer being one of ``n`` drawn ones."""
    hidden = draw_hidden(world, case, max(len(offers), 1), n, rng)
    refused = refused_costs(world, case, hidden, offered=bool(offers))
    if not offers:
        return float(refused.mean())
    scores = preferences(world, case, offers, hidden)
    taken = choices(world, scores, np.arange(len(offers))[None, :])[:, 0]
    costs = accepted_costs(world, case, offers, hidden)
    spent = np.where(taken >= 0, costs[np.arange(n), np.maximum(taken, 0)], refused)
    return float(spent.mean())


def taken_shares(
    world: World, case: dict[str, Any], offers: list[Offer], rng: np.random.Generator, n: int = 400
) -> tuple[np.ndarray, float, float]:
    """How often each offer is taken out of the menu; the buyer's surplus, which is how far the menu lies above
    refusing it in her own eyes; and what she gets on average (share of the value)."""
    bill = bill_of(case)
    ruled = (1 - world.give_up[case["kind"]]) * (1 - win_chance(world, case)) * (1 - world.partial / 2)
    if not offers:
        return np.zeros(0), 0.0, ruled
    hidden = draw_hidden(world, case, len(offers), n, rng)
    scores = preferences(world, case, offers, hidden)
    taken = choices(world, scores, np.arange(len(offers))[None, :])[:, 0]
    surplus = np.where(taken >= 0, scores[np.arange(n), np.maximum(taken, 0)], 0.0).mean()
    shares = np.array([(taken == index).mean() for index in range(len(offers))])
    gets = sum(shares[i] * worth(case, offer, world.luck, bill) for i, offer in enumerate(offers))
    return shares, float(surplus), float(gets + (1 - shares.sum()) * ruled)


def live(
    world: World, case: dict[str, Any], offers: list[Offer], propensity: float, rng: np.random.Generator
) -> dict[str, Any]:
    """A log line of the contract: the case, what was sent, and what came of it."""
    bill = bill_of(case)
    hidden = draw_hidden(world, case, max(len(offers), 1), 1, rng)
    position = -1
    if offers:
        scores = preferences(world, case, offers, hidden)
        position = int(choices(world, scores, np.arange(len(offers))[None, :])[0, 0])
    if position >= 0:
        outcome, spent, given = _accepted(world, case, offers[position], bill, rng)
        outcome["accepted"] = position
        ending = "accepted"
        work = minutes(offers[position])
    else:
        outcome, spent, ending = _refused(world, case, bill, rng)
        given = 0.0
        work = (minutes(None) if offers else 0) + (0 if ending == "gave_up" else RULING)
    bad = float(bad_review(world, hidden, ending, given)[0])
    stars = int(rng.integers(1, 3)) if rng.random() < bad else (5 if rng.random() < 0.2 else None)
    spent += work * bill.minute + (bill.review if stars in (1, 2) else 0.0)
    closed = datetime.fromisoformat(case["now"]) + timedelta(days=int(rng.integers(3, 60)))
    full = {
        "accepted": None, "ruled": None, "gave_up": False, "chargeback": False, "stars": stars, "minutes": work,
        "closed_at": closed.isoformat(), **outcome, "cost": f"{spent:.2f}",
    }  # fmt: skip
    return {**case, "offered": menu_of(case, offers), "propensity": propensity, "outcome": full}


def _accepted(
    world: World, case: dict[str, Any], offer: Offer, bill: Bill, rng: np.random.Generator
) -> tuple[dict[str, Any], float, float]:
    luck = world.luck
    happened = replace(
        luck,
        fails=float(rng.random() < luck.fails), sent=float(rng.random() < luck.sent),
        sellable=float(rng.random() < luck.sellable), redeemed=float(rng.random() < luck.redeemed),
    )  # fmt: skip
    came = float(rng.random() < arrives(world, case))
    spent = direct(bill, offer, happened, came) * world.overrides.get("refund_factor", 1.0)
    outcome: dict[str, Any] = {"paid": {"amount": money(spent), "currency": case["order"]["currency"]}}
    if offer.remedy in ("return_and_refund", "exchange"):
        sent = happened.sent or offer.remedy == "exchange"
        outcome["returned"] = "never" if not sent else "sellable" if happened.sellable else "unsellable"
    if offer.remedy in ("reship", "reship_missing", "exchange"):
        outcome["arrived"] = not happened.fails
    if offer.remedy == "wait":
        outcome["arrived"] = bool(came)
    return outcome, spent, worth(case, offer, luck, bill)


def _refused(
    world: World, case: dict[str, Any], bill: Bill, rng: np.random.Generator
) -> tuple[dict[str, Any], float, str]:
    draw, gives = rng.random(), world.give_up[case["kind"]]
    nothing = {"paid": {"amount": "0.00", "currency": case["order"]["currency"]}}
    if draw < gives:
        return {**nothing, "gave_up": True}, world.churn * bill.future, "gave_up"
    if draw < gives + world.chargeback:
        return {**nothing, "chargeback": True}, bill.value + bill.fee, "lost"
    if rng.random() < win_chance(world, case):
        return {**nothing, "ruled": "seller"}, world.churn * bill.future, "won"
    if rng.random() < world.partial:
        return {**nothing, "ruled": "partial"}, bill.value / 2 + bill.fee, "lost"
    return {**nothing, "ruled": "buyer"}, bill.value + bill.fee, "lost"
