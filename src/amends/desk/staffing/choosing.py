"""Who should take a case: a rule that can be checked with a pencil. Pure: no database, no clock.

Each colleague's number is her load, plus what does not fit, less what speaks for her, all in open cases. The smallest
number is suggested; of equals the one who has fewer open cases, then the one with the smaller identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from amends.core.packaged import read_yaml


@dataclass(frozen=True, slots=True)
class Wanted:
    """The case: the buyer's language (may be empty), kind, platform and shop."""

    language: str
    kind: str
    platform: str
    shop: int


@dataclass(frozen=True, slots=True)
class Load:
    """Her open cases: on our turn, of these the ones that run out within a day, and those that wait for others."""

    ours: int = 0
    runs_out: int = 0
    waits: int = 0

    @property
    def open(self) -> int:
        return self.ours + self.waits


@dataclass(frozen=True, slots=True)
class Candidate:
    """A colleague who works in the case's shop. Empty favourites fit everything; ``most_open`` 0 is no limit."""

    person: int
    languages: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    platforms: frozenset[str] = frozenset()
    shops: frozenset[int] = frozenset()
    most_open: int = 0
    load: Load = Load()
    away: bool = False
    knows_buyer: bool = False


@dataclass(frozen=True, slots=True)
class Ranked:
    """A colleague with her number; ``reasons`` are names of what speaks for and against her.

    ``reads``, ``reads_not``, ``kind``, ``kind_not``, ``platform``, ``platform_not``, ``shop``, ``shop_not``,
    ``knows_buyer``; ``least`` where nobody has fewer open cases; ``away`` and ``full`` where she cannot be suggested.
    """

    person: int
    points: float
    open: int
    reasons: tuple[str, ...]
    possible: bool


@dataclass(frozen=True, slots=True)
class Weights:
    ours: float
    runs_out: float
    waits: float
    language: float
    kind: float
    platform: float
    shop: float
    knows_buyer: float


@cache
def weights() -> Weights:
    told = read_yaml("amends.desk.staffing", "weights.yaml")
    numbers = {**told["load"], **told["apart"], "knows_buyer": told["knows_buyer"]}
    return Weights(**{name: float(value) for name, value in numbers.items()})


def weight_of(load: Load, by: Weights) -> float:
    """Her load in open cases."""
    return by.ours * (load.ours - load.runs_out) + by.runs_out * load.runs_out + by.waits * load.waits


def ranked(wanted: Wanted, candidates: Iterable[Candidate], by: Weights | None = None) -> list[Ranked]:
    """All candidates, the one to suggest first; those who are away or have enough stand at the end."""
    by = by or weights()
    everybody = list(candidates)
    at_work = [each.load.open for each in everybody if not each.away]
    least = min(at_work, default=0)
    rows = [_ranked(wanted, each, least, by) for each in everybody]
    return sorted(rows, key=lambda row: (not row.possible, row.points, row.open, row.person))


def suggested(rows: Sequence[Ranked]) -> Ranked | None:
    """Whom the rule suggests; None where everybody is away or has enough."""
    return rows[0] if rows and rows[0].possible else None


def _ranked(wanted: Wanted, one: Candidate, least: int, by: Weights) -> Ranked:
    points, reasons = weight_of(one.load, by), []
    language = wanted.language.split("-")[0].lower()
    if language:
        fits = language in one.languages
        reasons.append("reads" if fits else "reads_not")
        points += 0 if fits else by.language
    fitting: tuple[tuple[str, bool, bool, float], ...] = (
        ("kind", bool(one.kinds), wanted.kind in one.kinds, by.kind),
        ("platform", bool(one.platforms), wanted.platform in one.platforms, by.platform),
        ("shop", bool(one.shops), wanted.shop in one.shops, by.shop),
    )
    for name, choosy, fits, apart in fitting:
        if choosy:
            reasons.append(name if fits else f"{name}_not")
            points += 0 if fits else apart
    if one.knows_buyer:
        reasons.append("knows_buyer")
        points -= by.knows_buyer
    full = bool(one.most_open) and one.load.open >= one.most_open
    if not one.away and one.load.open == least:
        reasons.append("least")
    if one.away:
        reasons.append("away")
    if full:
        reasons.append("full")
    return Ranked(one.person, round(points, 2), one.load.open, tuple(reasons), not one.away and not full)
