"""The numbers that learning may look at: one list, used for fitting and for deciding.

Not among them, by rule of the house: the buyer's name, language, manner, nationality and history. Names of features
are read by people in a model's file, so they say what they are: ``remedy:reship``, ``waited·goods``.
"""

from __future__ import annotations

import math

from amends.core.vocabulary import Fault, Flag, Kind, Remedy
from amends.decide.situation import Situation

GOODS = frozenset(
    {
        Remedy.RESHIP,
        Remedy.RESHIP_MISSING,
        Remedy.EXCHANGE,
        Remedy.WAIT,
        Remedy.REDELIVER,
        Remedy.REPAIR,
    }
)
MONEY = frozenset(
    {
        Remedy.FULL_REFUND,
        Remedy.CANCEL_AND_REFUND,
        Remedy.PARTIAL_REFUND,
        Remedy.RETURN_AND_REFUND,
        Remedy.REIMBURSE_DUTY,
    }
)
#: Facts of the case, in the order in which ``case_numbers`` gives them.
NUMBERS = ("waited", "value", "asked", "loss", "dispute", "seller", "urged")
CLASSES = ("goods", "money", "extra")


def class_of(remedy: Remedy) -> str:
    return "goods" if remedy in GOODS else "money" if remedy in MONEY else "extra"


def log_odds(chance: float) -> float:
    clipped = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(clipped / (1 - clipped))


def case_numbers(situation: Situation) -> tuple[float, ...]:
    """The facts of a case as numbers of about the size of one, 0 where nothing is known."""
    request = situation.request
    asked = situation.asked / situation.value - 0.6 if situation.asked is not None and situation.value else 0.0
    flags = request.flags
    return (
        (min(request.waited_days, 90.0) - 20.0) / 20.0,
        situation.value_band,
        max(min(asked, 1.0), -1.0),
        (situation.loss - 0.1) if request.loss_probability is not None else 0.0,
        1.0 if request.dispute_open else 0.0,
        1.0 if request.fault is Fault.SELLER else 0.0,
        1.0 if Flag.CHARGEBACK_THREAT in flags or Flag.LEGAL_THREAT in flags else 0.0,
    )


def static_offer_names(kind: Kind, remedy: Remedy) -> tuple[str, ...]:
    """What is known of an offer from its kind and remedy alone."""
    group = kind.group.value
    return (
        "any",
        f"remedy:{remedy.value}",
        f"group:{group}",
        f"kind:{kind.value}",
        f"kindclass:{kind.value}·{class_of(remedy)}",
        f"group:{group}·{remedy.value}",
        f"kind:{kind.value}·{remedy.value}",
    )


def offer_numbers(situation: Situation, remedy: Remedy, share: float) -> tuple[tuple[str, float], ...]:
    """What else is known of an offer: whether she asked for it, and for money how much of the order value it is."""
    named: list[tuple[str, float]] = []
    if remedy in situation.request.claim.asks:
        named.append(("asked for", 1.0))
    if remedy is Remedy.PARTIAL_REFUND:
        kind = situation.kind
        x = share - 0.35
        named += [
            ("share", x),
            (f"share·group:{kind.group.value}", x),
            (f"share·kind:{kind.value}", x),
            ("share²", x * x),
        ]
        if situation.asked is not None and share * situation.value >= situation.asked - 0.5:
            named.append(("reaches the ask", 1.0))
    return tuple(named)
