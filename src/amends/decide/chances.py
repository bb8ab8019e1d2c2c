"""How likely things are: that the buyer takes an item, that a ruling goes our way, that a bad review follows.

All values start from the policy's priors. A prior counts as ``strength`` cases, so that intervals are honest
about how little a default is worth.
"""

from __future__ import annotations

import math

from amends.core.vocabulary import EvidenceType, Fault, Kind, Remedy
from amends.decide.policy import Policy
from amends.decide.situation import Situation, curve_at

#: Kinds in which the buyer keeps goods of some worth: part of the money back returns most of the satisfaction.
KEEPS_ITEM = frozenset(
    {
        Kind.NOT_AS_DESCRIBED,
        Kind.DAMAGED,
        Kind.SHORT_QUANTITY,
        Kind.POOR_QUALITY,
        Kind.LATE_DELIVERY,
        Kind.MISUNDERSTANDING,
        Kind.PARTIAL_DELIVERY,
        Kind.CUSTOMS_CHARGES,
        Kind.CHARGED_WRONGLY,
        Kind.RETURN_REQUEST,
    }
)


def log_odds(chance: float) -> float:
    clipped = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(clipped / (1 - clipped))


def from_log_odds(value: float) -> float:
    return 1 / (1 + math.exp(-value))


def acceptance(situation: Situation, remedy: Remedy, amount: int) -> float:
    """Chance that the item is taken when it is offered alone and nothing was refused before."""
    rules = situation.policy.acceptance
    if remedy in (Remedy.DEFEND, Remedy.REPORT):
        return 0.0
    by_kind = rules.by_kind.get(situation.kind, {})
    if remedy is Remedy.PARTIAL_REFUND:
        curve = rules.partial_keep if situation.kind in KEEPS_ITEM else rules.partial_lost
        chance = curve_at(curve, amount / situation.value if situation.value else 0.0)
        if situation.asked is not None and amount >= situation.asked > 0:
            chance = max(chance, rules.flat[Remedy.FULL_REFUND])
    elif remedy in by_kind:
        chance = by_kind[remedy]
    elif remedy in rules.waited:
        short, long = rules.waited_bounds
        waited = situation.request.waited_days
        chance = rules.waited[remedy][0 if waited < short else 1 if waited <= long else 2]
    else:
        chance = rules.flat.get(remedy, rules.flat[Remedy.APOLOGISE])
    if remedy in situation.request.claim.asks:
        chance = from_log_odds(log_odds(chance) + rules.asked_bonus)
    return min(max(chance, 0.0), 0.98)


def after_refusals(chance: float, refusals: int, policy: Policy, *, makes_whole: bool) -> float:
    """A refusal is news: the buyer wants more than was offered. Whoever is made whole has no reason to hold out."""
    if refusals == 0 or makes_whole or chance <= 0:
        return chance
    return from_log_odds(log_odds(chance) + refusals * math.log(policy.acceptance.refusal_factor))


def after_lower_refused(higher: float, lower: float) -> float:
    """P(takes the higher amount | refused the lower) = (F(higher) - F(lower)) / (1 - F(lower))."""
    return max((higher - lower) / (1 - lower), 0.0) if lower < 1 else 0.0


_GAINS: dict[tuple[str, Kind], dict[EvidenceType, float]] = {}


def win_chance(situation: Situation, extra: frozenset[EvidenceType] = frozenset()) -> float:
    """Chance that a ruling goes to the seller, with the case's evidence and ``extra``. Evidence only ever adds."""
    rules = situation.policy.ruling
    base = rules.base.get(situation.kind, rules.base_other)
    gains = evidence_gains(situation.policy, situation.kind)
    held = set(situation.request.evidence) | extra
    chance = min(base + sum(gain for evidence, gain in gains.items() if evidence in held), rules.ceiling)
    return chance * rules.seller_fault_factor if situation.request.fault is Fault.SELLER else chance


def evidence_gains(policy: Policy, kind: Kind) -> dict[EvidenceType, float]:
    """What each kind of evidence would add to the chance of winning a case of this kind."""
    key = (policy.digest, kind)
    if key not in _GAINS:
        total: dict[EvidenceType, float] = {}
        for group, kinds in policy.ruling.speaks_to.items():
            if kind in kinds:
                for evidence, gain in policy.ruling.evidence[group].items():
                    total[evidence] = total.get(evidence, 0.0) + gain
        _GAINS[key] = total
    return _GAINS[key]


def escalation_chance(situation: Situation) -> float:
    """Chance that a refused offer goes on to a ruling instead of ending there."""
    rules = situation.policy.ruling
    if situation.request.dispute_open:
        return rules.escalates_open_dispute
    return rules.escalates_by_kind.get(situation.kind, rules.escalates)


def bad_review_after(situation: Situation, remedy: Remedy) -> float:
    """Chance of a review of one or two stars after this item was accepted."""
    rules = situation.policy.bad_review
    chance = rules.accepted.get(remedy, rules.accepted_other)
    return min(chance, quiet_ceiling(situation))


def quiet_ceiling(situation: Situation) -> float:
    """Kinds that are no complaint seldom end in a bad review, however they go."""
    return situation.policy.bad_review.quiet_kinds.get(situation.kind, 1.0)


def spread(chance: float, policy: Policy, sample: int) -> float:
    """Half-width of an 80 % interval of a chance that rests on the prior and ``sample`` cases (normal approximation)."""
    worth = policy.acceptance.strength + sample
    return 1.2816 * math.sqrt(max(chance * (1 - chance), 0.0) / (worth + 1))
