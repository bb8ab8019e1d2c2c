"""The achievable bound: the cheapest lawful menu of one to three offers, for one who knows the world but no buyer."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

import numpy as np

from bench.worlds.cases import Offer, floor_holds, makes_whole, possible
from bench.worlds.world import World, accepted_costs, choices, draw_hidden, preferences, refused_costs

#: Buyers drawn for each case (at least 500).
REPLICATES = 500


@cache
def _sets(count: int, partials: tuple[int, ...]) -> np.ndarray:
    """All sets of up to three positions with at most one partial refund, padded with the position of nothing."""
    rows = [
        chosen + (count,) * (3 - len(chosen))
        for size in (1, 2, 3)
        for chosen in combinations(range(count), size)
        if sum(position in partials for position in chosen) <= 1
    ]
    return np.array(rows)


def best(world: World, case: dict[str, Any], rng: np.random.Generator) -> tuple[float, list[Offer]]:
    """Expected cost of the best lawful menu, and the menu. An unlawful "offer nothing" is not among them."""
    offers = possible(case)
    partials = tuple(i for i, offer in enumerate(offers) if offer.remedy == "partial_refund")
    menus = _sets(len(offers), partials)
    whole = np.array([makes_whole(case, offer) for offer in offers] + [False])
    if floor_holds(case):
        menus = menus[whole[menus].any(axis=1)]
    hidden = draw_hidden(world, case, len(offers), REPLICATES, rng)
    scores = preferences(world, case, offers, hidden)
    costs = accepted_costs(world, case, offers, hidden)
    refused = refused_costs(world, case, hidden)
    means = _means(world, scores, costs, refused, menus)
    at = int(means.argmin())
    cost, chosen = float(means[at]), [offers[i] for i in menus[at] if i < len(offers)]
    nothing = float(refused_costs(world, case, hidden, offered=False).mean())
    if nothing < cost and not floor_holds(case):
        return nothing, []
    return cost, chosen


def _means(world: World, scores: np.ndarray, costs: np.ndarray, refused: np.ndarray, menus: np.ndarray) -> np.ndarray:
    with_refusal = np.concatenate([costs, refused[:, None]], axis=1)
    taken = choices(world, scores, menus)
    rows = np.arange(scores.shape[0])[:, None]
    mean: np.ndarray = with_refusal[rows, np.where(taken < 0, costs.shape[1], taken)].mean(axis=0)
    return mean
