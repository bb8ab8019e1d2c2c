"""How likely things are: that the buyer takes an item, that a ruling goes our way, that a bad review follows.

All values start from the policy's priors. A prior counts as ``strength`` cases, so that intervals are honest
about how little a default is worth.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache

from amends.core.vocabulary import EvidenceType, Fault, Kind, Remedy
from amends.decide.features import case_numbers, log_odds
from amends.decide.model import Model, Part, ending_features, star_features
from amends.decide.policy import Policy
from amends.decide.situation import Situation, curve_at

#: What we do ourselves: nothing that a buyer could take.
NEVER_TAKEN = frozenset({Remedy.DEFEND, Remedy.REPORT})
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


def from_log_odds(value: float) -> float:
    return 1 / (1 + math.exp(-value))


#: The most that is believed of any chance to be taken.
SUREST = 0.98


class Buyer:
    """How one buyer's answers are foreseen: the policy's defaults, corrected by what was learned."""

    def __init__(self, situation: Situation) -> None:
        self._situation = situation
        self._model = situation.model
        self._numbers = case_numbers(situation) if situation.model is not None else ()
        self._shifts: dict[Remedy, float] = {}
        self._doubts: dict[Remedy, float] = {}
        self._stars: dict[Remedy, float] = {}

    def takes(self, remedy: Remedy, amount: int) -> float:
        """Chance that the item is taken when it is offered alone and nothing was refused before."""
        default = default_acceptance(self._situation, remedy, amount)
        if self._model is None or remedy in NEVER_TAKEN:
            return default
        shift = self._shifts.get(remedy)
        if shift is None:
            shift = self._shifts[remedy] = self._model.offer_shift(self._situation, remedy, self._numbers)
        share = amount / self._situation.value if self._situation.value else 0.0
        odds = self._model.offer_odds(self._situation, remedy, share, default, shift)
        gain = odds - log_odds(default)
        if gain > 0:
            _, _, group, exact = self._model.seen(self._situation.kind, remedy)
            known = exact + GROUP_COUNTS * group
            odds -= gain * FEW / (known + FEW)
        return min(from_log_odds(odds), SUREST)

    def leaves_bad_review(self, remedy: Remedy, given: float) -> float:
        """Chance of a review of one or two stars after this item was accepted. ``given``: what she got, as a share."""
        model = self._model
        if model is None or not model.stars.sample:
            return default_bad_review(self._situation, remedy)
        base = self._stars.get(remedy)
        if base is None:
            base = log_odds(bad_review_after(self._situation, remedy, MIDDLING))
            self._stars[remedy] = base
        return from_log_odds(base + model.stars.weights.get("given", 0.0) * (given - MIDDLING))

    def doubt(self, remedy: Remedy, amount: int) -> float:
        """How far the item's log-odds may be off: a standard deviation from the priors and from what was seen.

        Each level (remedy, kind, both together) starts with its prior's width and narrows with the offers of that
        level that were seen; a partial refund is the less known, the further its share lies from the usual third.
        """
        model = self._model
        if model is None or remedy in NEVER_TAKEN or not self._situation.policy.menu.caution:
            return 0.0
        known = self._doubts.get(remedy)
        if known is None:
            seen = model.seen(self._situation.kind, remedy)
            known = sum(width**2 / (1 + width**2 * count / WORTH) for width, count in zip(WIDTHS, seen, strict=True))
            self._doubts[remedy] = known
        if remedy is Remedy.PARTIAL_REFUND and self._situation.value:
            away = amount / self._situation.value - 0.35
            known += (SLOPE_WIDTH * away) ** 2 / (1 + model.seen(self._situation.kind, remedy)[3] / WORTH)
        return math.sqrt(known)


#: What a buyer got, as a share of the value, at which the feature ``given`` is 0.
MIDDLING = 0.5
#: A better chance than the default's is believed as far as this remedy was seen: ``known / (known + FEW)`` of the gain,
#: where an offer in another kind of the group counts a tenth. A worse chance is believed at once.
FEW, GROUP_COUNTS = 2.0, 0.1
#: Prior widths of log-odds by remedy, by kind, by group and remedy, by kind and remedy; of the slope over the share; and
#: how many answers are worth one unit of information.
WIDTHS, SLOPE_WIDTH, WORTH = (0.0, 0.0, 0.8, 0.5), 1.5, 5.0


def default_acceptance(situation: Situation, remedy: Remedy, amount: int) -> float:
    """The policy's chance that the item is taken when it is offered alone and nothing was refused before.

    The mean over how far the policy's guess may be off (``doubt``): of a normal spread of log-odds around the guess,
    in the usual approximation ``sigmoid(guess / sqrt(1 + pi spread^2 / 8))`` (MacKay 1992).
    """
    if remedy in NEVER_TAKEN:
        return 0.0
    guess = guessed_acceptance(situation, remedy, amount)
    if guess <= 0:
        return 0.0
    return min(from_log_odds(log_odds(guess) * _believed(situation.policy.acceptance.doubt)), SUREST)


@cache
def _believed(doubt: float) -> float:
    return 1 / math.sqrt(1 + math.pi * doubt**2 / 8)


def guessed_acceptance(situation: Situation, remedy: Remedy, amount: int) -> float:
    """The policy's best guess of that chance, as its tables say it."""
    rules = situation.policy.acceptance
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
    elif remedy in (by_group := rules.by_group.get(situation.kind.group, {})):
        chance = by_group[remedy]
    else:
        chance = rules.flat.get(remedy, rules.flat[Remedy.APOLOGISE])
    if remedy in situation.request.claim.asks:
        chance = from_log_odds(log_odds(chance) + rules.asked_bonus)
    return chance


def after_refusals(chance: float, refusals: int, policy: Policy, *, makes_whole: bool) -> float:
    """A refusal is news: the buyer wants more than was offered. Whoever is made whole has no reason to hold out."""
    if refusals == 0 or makes_whole or chance <= 0:
        return chance
    return from_log_odds(log_odds(chance) + refusals * math.log(policy.acceptance.refusal_factor))


def after_lower_refused(higher: float, lower: float) -> float:
    """P(takes the higher amount | refused the lower) = (F(higher) - F(lower)) / (1 - F(lower))."""
    return max((higher - lower) / (1 - lower), 0.0) if lower < 1 else 0.0


#: So many sums by policy and kind are kept; a policy has one for each kind.
MOST_GAINS = 2000
_GAINS: dict[tuple[str, Kind], dict[EvidenceType, float]] = {}


def win_chance(situation: Situation, extra: frozenset[EvidenceType] = frozenset()) -> float:
    """Chance that a ruling goes to the seller, with the case's evidence and ``extra``. Evidence only ever adds."""
    rules = situation.policy.ruling
    base = rules.base.get(situation.kind, rules.base_other)
    gains = evidence_gains(situation.policy, situation.kind)
    held = frozenset(situation.request.evidence) | extra
    chance = min(base + sum(gain for evidence, gain in gains.items() if evidence in held), rules.ceiling)
    if situation.request.fault is Fault.SELLER:
        chance *= rules.seller_fault_factor
    if situation.model is None:
        return chance
    return situation.model.chance(situation.model.win, chance, ending_features(situation, evidence=held))


def _learned(situation: Situation, part_of: Callable[[Model], Part | None], default: float) -> float:
    """What a part of the model says; the default where there is no model, or nothing was seen of it."""
    model = situation.model
    part = part_of(model) if model is not None else None
    if model is None or part is None or not part.sample:
        return default
    return model.chance(part, default, ending_features(situation))


def partial_share(situation: Situation) -> float:
    """Of rulings that are not won, the share that ends with half the money."""
    return _learned(situation, lambda model: model.partial, situation.policy.ruling.partial_share)


def chargeback_chance(situation: Situation) -> float:
    """Chance that a refused buyer goes to her bank."""
    return _learned(situation, lambda model: model.chargeback, situation.policy.ruling.chargeback)


def gives_up_chance(situation: Situation) -> float:
    """Chance that a refused buyer lets it rest, of those who do not go to the bank."""
    return _learned(situation, lambda model: model.gave_up, 1 - escalation_chance(situation))


def continues_chance(situation: Situation) -> float:
    """Chance that a refused buyer looks at one more offer."""
    model = situation.model
    if model is not None and model.continues is not None:
        return model.continues
    return situation.policy.ruling.continues


def return_is_sent(situation: Situation) -> float:
    return _learned(situation, lambda model: model.sent, situation.policy.costs.return_happens)


def return_is_sellable(situation: Situation) -> float:
    return _learned(situation, lambda model: model.sellable, situation.policy.costs.return_sellable)


def second_parcel_fails(situation: Situation) -> float:
    return _learned(situation, lambda model: model.fails, situation.policy.costs.second_parcel_fails)


def coupon_is_redeemed(situation: Situation) -> float:
    model = situation.model
    known = model.redeemed if model is not None else None
    return situation.policy.costs.coupon_redeemed if known is None else known


def arrives_in_time(situation: Situation) -> float:
    """Chance that the parcel comes by the forecast's date."""
    default = (1 - situation.loss) * situation.policy.menu.arrival_quantile
    return _learned(situation, lambda model: model.arrives, default)


def lasting_loss(situation: Situation) -> float:
    """Share of the buyer's later margin that is lost when nothing is resolved."""
    model = situation.model
    known = model.churn if model is not None else None
    return situation.policy.costs.churn_unresolved if known is None else known


def evidence_gains(policy: Policy, kind: Kind) -> dict[EvidenceType, float]:
    """What each kind of evidence would add to the chance of winning a case of this kind."""
    key = (policy.digest, kind)
    if key not in _GAINS:
        total: dict[EvidenceType, float] = {}
        for group, kinds in policy.ruling.speaks_to.items():
            if kind in kinds:
                for evidence, gain in policy.ruling.evidence[group].items():
                    total[evidence] = total.get(evidence, 0.0) + gain
        if len(_GAINS) >= MOST_GAINS:
            _GAINS.clear()  # somebody tries one policy after the other
        _GAINS[key] = total
    return _GAINS[key]


def escalation_chance(situation: Situation) -> float:
    """Chance that a refused offer goes on to a ruling instead of ending there."""
    rules = situation.policy.ruling
    if situation.request.dispute_open:
        return rules.escalates_open_dispute
    return rules.escalates_by_kind.get(situation.kind, rules.escalates)


def default_bad_review(situation: Situation, remedy: Remedy) -> float:
    """The policy's chance of a bad review after this item was accepted."""
    rules = situation.policy.bad_review
    return min(rules.accepted.get(remedy, rules.accepted_other), quiet_ceiling(situation))


def bad_review_after(situation: Situation, remedy: Remedy, given: float) -> float:
    """Chance of a review of one or two stars after this item was accepted. ``given``: what the buyer got, as a share."""
    return _learned_stars(situation, default_bad_review(situation, remedy), "accepted", remedy, given)


def bad_review_when(situation: Situation, ending: str) -> float:
    """Chance of a bad review after a ruling that was ``won`` or ``lost``, or when the buyer ``gave_up``."""
    rules = situation.policy.bad_review
    chance = min({"won": rules.won, "lost": rules.lost, "gave_up": rules.gave_up}[ending], quiet_ceiling(situation))
    return _learned_stars(situation, chance, ending, None, 0.0)


def _learned_stars(situation: Situation, default: float, ending: str, remedy: Remedy | None, given: float) -> float:
    model = situation.model
    if model is None or not model.stars.sample:
        return default
    return model.chance(model.stars, default, star_features(situation, ending, remedy, given, case_numbers(situation)))


def quiet_ceiling(situation: Situation) -> float:
    """Kinds that are no complaint seldom end in a bad review, however they go."""
    return situation.policy.bad_review.quiet_kinds.get(situation.kind, 1.0)


def spread(chance: float, policy: Policy, sample: int) -> float:
    """Half-width of an 80 % interval of a chance that rests on the prior and ``sample`` cases (normal approximation)."""
    worth = policy.acceptance.strength + sample
    return 1.2816 * math.sqrt(max(chance * (1 - chance), 0.0) / (worth + 1))
