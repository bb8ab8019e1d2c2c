"""What a seller does without an engine, and what a careful one does with a table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np

from bench.worlds.cases import BROKEN, LOST, Offer, floor_holds, makes_whole, possible
from bench.worlds.living import offers_of

FULL, SORRY = Offer("full_refund", 1.0), Offer("apologise")


def library(kind: str) -> list[list[Offer]]:
    """The few menus among which logs were made and tables are tuned."""
    part = {share: Offer("partial_refund", share) for share in (0.2, 0.35, 0.5)}
    if kind in LOST:
        again = Offer("reship") if kind != "not_dispatched" else FULL
        return [
            [FULL], [again], [again, FULL], [again, part[0.35]] if again != FULL else [FULL, part[0.35]],
            [part[0.5], FULL], [part[0.2], FULL], [again, part[0.2], FULL] if again != FULL else [FULL, SORRY],
        ]  # fmt: skip
    if kind in BROKEN:
        back = Offer("return_and_refund", 1.0)
        again = Offer("exchange") if kind == "counterfeit" else Offer("reship")
        return [
            [FULL], [again, part[0.2]], [again, part[0.35]], [again, part[0.5]], [back, part[0.2]], [back, part[0.35]],
            [back, part[0.5]], [again, back], [FULL, part[0.35]],
        ]  # fmt: skip
    coupon, gift = Offer("coupon", 0.1), Offer("gift", 0.1)
    return [
        [FULL], [part[0.2]], [part[0.35]], [part[0.2], coupon], [coupon], [coupon, SORRY], [gift, SORRY], [part[0.5], coupon],
    ]  # fmt: skip


def usable(case: dict[str, Any], menus: list[list[Offer]]) -> list[list[Offer]]:
    """The menus of a library that are possible and lawful in this case; never empty."""
    real = {offer.remedy for offer in possible(case)}
    out = []
    for menu in menus:
        if not all(offer.remedy in real for offer in menu):
            continue
        if floor_holds(case) and not any(makes_whole(case, offer) for offer in menu):
            continue
        out.append(menu)
    return out or [[FULL]]


def always_refund(case: dict[str, Any]) -> list[Offer]:
    return [FULL]


def always_defend(case: dict[str, Any]) -> list[Offer]:
    """Contest everything; where the floor forbids it, the least that the law asks for and a contest after it."""
    return [FULL] if floor_holds(case) else []


def sensible(case: dict[str, Any]) -> list[Offer]:
    """The fixed rule that a shop starts with."""
    kind = case["kind"]
    if kind in LOST:
        wanted = [[Offer("reship"), FULL], [FULL]]
    elif kind in BROKEN:
        wanted = [
            [Offer("reship"), Offer("partial_refund", 0.35)],
            [Offer("return_and_refund", 1.0), Offer("partial_refund", 0.35)],
        ]
    else:
        wanted = [[Offer("partial_refund", 0.2), Offer("coupon", 0.1)]]
    return usable(case, wanted)[0]


def key(offers: list[Offer]) -> tuple[tuple[str, float], ...]:
    return tuple((offer.remedy, round(offer.share or 0.0, 2)) for offer in offers)


class Table:
    """The best fixed menu per kind, by what the log says each cost (share of the order value, by propensity)."""

    def __init__(self, log: list[dict[str, Any]], *, least: int = 4) -> None:
        sums: dict[str, dict[Any, list[tuple[float, float]]]] = defaultdict(lambda: defaultdict(list))
        for line in log:
            value = float(line["order"]["value"])
            menu = key(offers_of(line["offered"], value))
            sums[line["kind"]][menu].append((float(line["outcome"]["cost"]), value))
        self.order: dict[str, list[list[Offer]]] = {}
        for kind, menus in sums.items():
            ranked = sorted(
                (sum(c for c, _ in rows) / sum(v for _, v in rows), menu)
                for menu, rows in menus.items()
                if len(rows) >= least
            )
            self.order[kind] = [[Offer(r, s or None) for r, s in menu] for _, menu in ranked]

    def __call__(self, case: dict[str, Any]) -> list[Offer]:
        ranked = usable(case, self.order.get(case["kind"], []))
        known = case["kind"] in self.order and ranked != [[FULL]]
        return ranked[0] if known else sensible(case)


class CostTable:
    """Mean total cost by kind and menu, each shrunk to the kind's mean by eight cases: what learns cost, not chances."""

    def __init__(self, log: list[dict[str, Any]], *, strength: float = 8.0) -> None:
        sums: dict[str, dict[Any, list[float]]] = defaultdict(lambda: defaultdict(list))
        for line in log:
            value = float(line["order"]["value"])
            sums[line["kind"]][key(offers_of(line["offered"], value))].append(float(line["outcome"]["cost"]) / value)
        self.order: dict[str, list[list[Offer]]] = {}
        for kind, menus in sums.items():
            every = [cost for costs in menus.values() for cost in costs]
            mean = sum(every) / len(every)
            ranked = sorted(((sum(c) + strength * mean) / (len(c) + strength), menu) for menu, c in menus.items())
            self.order[kind] = [[Offer(r, s or None) for r, s in menu] for _, menu in ranked]

    def __call__(self, case: dict[str, Any]) -> list[Offer]:
        menus = self.order.get(case["kind"])
        return usable(case, menus)[0] if menus else sensible(case)


def logging_menu(case: dict[str, Any], share: float, rng: np.random.Generator) -> tuple[list[Offer], float]:
    """A menu as a shop that tries things would send it, and the chance with which it was chosen."""
    menus = usable(case, library(case["kind"]))
    usual = sensible(case)
    if usual not in menus:
        menus = [*menus, usual]
    chosen = menus[int(rng.integers(len(menus)))] if rng.random() < share else usual
    chance = share / len(menus) + (1 - share if chosen == usual else 0.0)
    return chosen, chance
