"""How far a learned weight may move before it has evidence: standard deviations in log-odds, by feature.

What an offer shares with others (its remedy, its kind, its group) and what is its own add up to a standard deviation of
about 1.1: a default is worth some four cases of exactly this kind and remedy, and the fewer, the more of what was seen
elsewhere speaks for it too. The widths were chosen on random worlds that are not those of the published table.
"""

from __future__ import annotations

from amends.decide.features import NUMBERS
from amends.decide.fitting import Prior

SCALE_SPREAD = 0.25
#: From the simplest: counts by remedy and kind; what the case says; the same with looser reins.
LEVELS = ("counts", "case", "loose")
_COUNTS = {
    "any": 0.35,
    "remedy": 0.5,
    "group": 0.25,
    "kind": 0.3,
    "kindclass·": 0.35,
    "group·": 0.5,
    "kind·": 0.5,
    "beside others": 0.2,
}
_CASE = {
    "asked for": 0.6, "share": 1.5, "share·group": 1.0, "share·kind": 1.0, "share²": 2.0, "reaches the ask": 0.5,
    "beside a full refund": 0.4,
}  # fmt: skip
_NUMBER, _NUMBER_BY_CLASS = 0.3, 0.3


def _family(name: str) -> str:
    """The row of the table a feature belongs to: ``kind:damaged·reship`` is of the family ``kind·``."""
    head, _, rest = name.partition(":")
    return f"{head}·" if rest and "·" in rest and "·" not in head else head


def of_offer(level: str) -> Prior:
    """Priors of the acceptance part at a level."""
    width = 1.6 if level == "loose" else 1.0

    def prior(name: str) -> float | None:
        if (spread := _COUNTS.get(_family(name))) is not None:
            return spread * width
        if level == "counts":
            return None
        if name in NUMBERS:
            return _NUMBER * width
        if name.split("·")[0] in NUMBERS:
            return _NUMBER_BY_CLASS * width
        spread = _CASE.get(_family(name))
        return None if spread is None else spread * width

    return prior


def of_ending(name: str) -> float | None:
    """Priors for rulings, giving up and reviews."""
    if name in NUMBERS:
        return 0.25
    head = name.split(":")[0]
    return {
        "any": 0.6, "group": 0.4, "kind": 0.5, "evidence": 0.4, "ending": 0.5, "remedy": 0.3, "class": 0.3, "given": 2.0,
    }.get(head, 0.3)  # fmt: skip


def of_rare(name: str) -> float | None:
    """Priors for what is seen seldom: one level for all cases, and a little by kind."""
    return {"any": 0.7, "group": 0.2, "kind": 0.25}.get(name.split(":")[0])
