"""Learning from outcomes: three things are estimated (answers, rulings, reviews) and what hangs on them; costs never.

From the first outcome on the defaults move by its worth; from about sixty the conditional logit may use more about the
case, as far as later outcomes that it has not seen support it. Deterministic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from amends.core.errors import InputError
from amends.core.vocabulary import Remedy
from amends.decide.appraise import appraise, chosen
from amends.decide.chances import arrives_in_time as arrives_chance
from amends.decide.chances import (
    bad_review_after,
    bad_review_when,
    chargeback_chance,
    default_acceptance,
    escalation_chance,
    partial_share,
    return_is_sellable,
    return_is_sent,
    second_parcel_fails,
    win_chance,
)
from amends.decide.costs import REFUNDS, SENT_AGAIN, buyer_worth
from amends.decide.features import NUMBERS, case_numbers, class_of, log_odds, offer_numbers, static_offer_names
from amends.decide.fitting import Fit, Numbers, Prior, Rows, calibration_error, fit, losses, probabilities
from amends.decide.model import Model, Part, Report, ending_features, star_features
from amends.decide.outcomes import LogLine, amount_of, ending_of, offers_sent
from amends.decide.policy import Floor, Policy, floor, shipped_policy
from amends.decide.priors import LEVELS, SCALE_SPREAD, of_ending, of_offer, of_rare
from amends.decide.situation import Situation, situation_of

#: From so many answers on, more than counts may be used (engine 3.2, step 4).
LOGIT_FROM = 60
#: The share of the answers, the latest ones, that decides how much the model may use.
HELD_OUT = 0.3
CLOSENESS = (1.0, 0.7, 0.45, 0.25)
#: So many logged cases, evenly spaced, are appraised for the optimism of choosing.
APPRAISED = 200
ROWS = ("answers", "win", "partial", "gave_up", "chargeback", "stars", "sent", "sellable", "fails", "arrives")


@dataclass
class Lessons:
    """Rows for every learned chance, gathered from the log in the order of time."""

    answers: Rows = field(default_factory=Rows)
    win: Rows = field(default_factory=Rows)
    partial: Rows = field(default_factory=Rows)
    gave_up: Rows = field(default_factory=Rows)
    chargeback: Rows = field(default_factory=Rows)
    stars: Rows = field(default_factory=Rows)
    sent: Rows = field(default_factory=Rows)
    sellable: Rows = field(default_factory=Rows)
    fails: Rows = field(default_factory=Rows)
    arrives: Rows = field(default_factory=Rows)
    redeemed: list[tuple[float, float]] = field(default_factory=list)
    lost_margin: list[tuple[float, float]] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)
    by_offer: Counter[str] = field(default_factory=Counter)
    refusals: int = 0
    further_rounds: int = 0
    open_lines: int = 0
    unusable: int = 0


def answer_items(
    situation: Situation, offers: Sequence[tuple[Remedy, int]]
) -> list[tuple[list[tuple[str, float]], float]]:
    """Features and the default's log-odds of every offer of a menu, as the acceptance part sees them."""
    numbers = case_numbers(situation)
    refunded = any(remedy in REFUNDS for remedy, _ in offers)
    items = []
    for remedy, amount in offers:
        named = [(name, 1.0) for name in static_offer_names(situation.kind, remedy)]
        named += slopes(numbers, remedy)
        named += offer_numbers(situation, remedy, amount / situation.value if situation.value else 0.0)
        named.append(("beside others", float(len(offers) - 1)))
        if refunded and remedy not in REFUNDS:
            named.append(("beside a full refund", 1.0))
        items.append((named, log_odds(default_acceptance(situation, remedy, amount))))
    return items


def slopes(numbers: tuple[float, ...], remedy: Remedy) -> list[tuple[str, float]]:
    """The facts of the case as features of an offer: for all offers, and for those of its class."""
    group = class_of(remedy)
    named = []
    for name, number in zip(NUMBERS, numbers, strict=True):
        if number:
            named += [(name, number), (f"{name}·{group}", number)]
    return named


def gather(lines: Sequence[LogLine], policy: Policy, law: Floor) -> Lessons:
    """Everything that the log teaches. Open outcomes teach what is known of them and count as nothing else.

    Open lines teach acceptance only as long as every line before them has its answer: of later ones the answered would
    be the quick ones.
    """
    lessons = Lessons()
    waiting = False
    for line in lines:
        waiting = waiting or not line.outcome.answered
        try:
            situation = situation_of(line, policy, law)
            _one(lessons, line, situation, waiting)
        except InputError:
            lessons.unusable += 1
    return lessons


def _one(lessons: Lessons, line: LogLine, situation: Situation, waiting: bool) -> None:
    outcome = line.outcome
    still_open = outcome.closed_at is None
    lessons.open_lines += still_open
    offers = [(item.remedy, amount_of(situation, item) or 0) for _, item in offers_sent(line)]
    if not outcome.answered or (still_open and waiting):
        return
    if offers:
        positions = [at for at, _ in offers_sent(line)]
        taken = positions.index(outcome.accepted) if outcome.accepted in positions else None
        lessons.answers.add(answer_items(situation, offers), taken)
        lessons.by_kind[situation.kind.value] += 1
        lessons.by_offer.update(f"{situation.kind.value}·{remedy.value}" for remedy, _ in offers)
    lessons.further_rounds += any(offer.answer is not None for offer in line.previous_offers)
    if outcome.accepted is None:
        _after_refusal(lessons, line, situation)
    else:
        _after_acceptance(lessons, line, situation)
    if not still_open:
        _stars(lessons, line, situation)


def _after_refusal(lessons: Lessons, line: LogLine, situation: Situation) -> None:
    outcome = line.outcome
    named = ending_features(situation)
    lessons.refusals += 1
    if not (outcome.chargeback or outcome.ruled or outcome.gave_up):
        return
    lessons.chargeback.add([(named, log_odds(chargeback_chance(situation)))], 0 if outcome.chargeback else None)
    if outcome.chargeback:
        return
    lessons.gave_up.add([(named, log_odds(1 - escalation_chance(situation)))], 0 if outcome.gave_up else None)
    if outcome.ruled is None:
        return
    evidence = ending_features(situation, evidence=frozenset(line.evidence))
    lessons.win.add([(evidence, log_odds(win_chance(situation)))], 0 if outcome.ruled == "seller" else None)
    if outcome.ruled != "seller":
        lessons.partial.add([(named, log_odds(partial_share(situation)))], 0 if outcome.ruled == "partial" else None)


def _after_acceptance(lessons: Lessons, line: LogLine, situation: Situation) -> None:
    outcome, item = line.outcome, line.taken
    if item is None:
        return
    named = ending_features(situation)
    if item.remedy is Remedy.RETURN_AND_REFUND and outcome.returned is not None:
        lessons.sent.add([(named, log_odds(return_is_sent(situation)))], None if outcome.returned == "never" else 0)
    if outcome.returned in ("sellable", "unsellable"):
        took = 0 if outcome.returned == "sellable" else None
        lessons.sellable.add([(named, log_odds(return_is_sellable(situation)))], took)
    if outcome.arrived is not None and item.remedy in SENT_AGAIN:
        lessons.fails.add([(named, log_odds(second_parcel_fails(situation)))], None if outcome.arrived else 0)
    if outcome.arrived is not None and item.remedy is Remedy.WAIT:
        lessons.arrives.add([(named, log_odds(arrives_chance(situation)))], 0 if outcome.arrived else None)


def _stars(lessons: Lessons, line: LogLine, situation: Situation) -> None:
    outcome, ending = line.outcome, ending_of(line.outcome)
    if ending is None:
        return
    item, given = line.taken, 0.0
    if item is not None and situation.value:
        given = buyer_worth(situation, item.remedy, amount_of(situation, item)) / situation.value
    remedy = item.remedy if item is not None else None
    default = bad_review_after(situation, remedy, given) if remedy is not None else bad_review_when(situation, ending)
    named = star_features(situation, ending, remedy, given, case_numbers(situation))
    bad = outcome.stars is not None and outcome.stars <= 2
    lessons.stars.add([(named, log_odds(default))], 0 if bad else None)
    _unseen_parts(lessons, line, situation, bad)


def _unseen_parts(lessons: Lessons, line: LogLine, situation: Situation, bad: bool) -> None:
    """Coupons redeemed and margin lost are in no field of their own: they are what the logged total has left."""
    outcome = line.outcome
    if outcome.cost is None or outcome.minutes is None or outcome.chargeback:
        return
    left = float(outcome.cost) * 10**situation.digits - outcome.minutes * situation.minute
    left -= situation.review_cost if bad else 0.0
    if line.taken is not None and line.taken.remedy is Remedy.COUPON:
        whole = situation.policy.costs.coupon_cost * (amount_of(situation, line.taken) or 0)
        if whole:
            lessons.redeemed.append((min(max(left, 0.0), whole), whole))
    elif outcome.accepted is None and (outcome.gave_up or outcome.ruled == "seller") and situation.future_margin:
        lessons.lost_margin.append((max(left, 0.0), float(situation.future_margin)))


def _part(rows: Rows, prior: Prior, level: str = "counts", closeness: float | None = None) -> Part:
    if not rows.count:
        return Part()
    found = fit(rows, prior, scale_spread=SCALE_SPREAD, closeness=closeness or 1.0)
    return Part(weights=_kept(found), scale=found.scale, sample=rows.count, level=level, closeness=closeness)


def _kept(found: Fit) -> dict[str, float]:
    return {name: weight for name, weight in found.weights.items() if abs(weight) > 1e-6}


def _share(pairs: list[tuple[float, float]], default: float, strength: float) -> float | None:
    """A share learned from (part, whole) pairs, the default being worth ``strength`` wholes of the average size."""
    if not pairs:
        return None
    parts, wholes = (sum(pair[i] for pair in pairs) for i in (0, 1))
    prior = strength * wholes / len(pairs)
    return round(min(max((parts + default * prior) / (wholes + prior), 0.0), 1.0), 6)


@dataclass(frozen=True)
class Shape:
    """How much the acceptance part may use, and how alike offers are to a buyer."""

    level: str
    closeness: float


def choose_shape(rows: Rows, default: float) -> tuple[Shape, Report]:
    """The simplest level that later outcomes do not clearly speak against, with the closeness that suits it best."""
    if rows.count < LOGIT_FROM:
        return Shape("counts", default), Report()
    cut = int(rows.count * (1 - HELD_OUT))
    early, late = rows.slice(0, cut), rows.slice(cut, rows.count)
    scored = []
    for level in LEVELS:
        near = [_scored(early, late, level, closeness) for closeness in CLOSENESS]
        scored.append(min(near, key=lambda entry: float(entry[1].mean())))
    best = min(scored, key=lambda entry: float(entry[1].mean()))
    chosen = best
    for entry in scored:  # from the simplest
        worse = entry[1] - best[1]
        if worse.mean() <= 0.25 * worse.std() / np.sqrt(len(worse)):
            chosen = entry
            break
    told = probabilities(late, chosen[2], chosen[0].closeness)
    report = Report(
        held_out=late.count,
        log_loss=round(float(chosen[1].mean()), 5),
        log_loss_default=round(float(losses(late, np.array(late.offsets), default).mean()), 5),
        calibration_error=round(calibration_error(told, np.array(late.taken, dtype=np.float64)), 5),
    )
    return chosen[0], report


def _scored(early: Rows, late: Rows, level: str, closeness: float) -> tuple[Shape, Numbers, Numbers]:
    found = fit(early, of_offer(level), scale_spread=SCALE_SPREAD, closeness=closeness)
    odds = found.log_odds(late)
    return Shape(level, closeness), losses(late, odds, closeness), odds


def learn(
    lines: Sequence[LogLine], *, policy: Policy | None = None, law: Floor | None = None, unusable: int = 0
) -> Model:
    """A model from log lines in the order of time. With no lines it is the defaults."""
    policy, law = policy or shipped_policy(), law or floor()
    lessons = gather(lines, policy, law)
    shape, report = choose_shape(lessons.answers, policy.acceptance.closeness)
    model = fitted(lessons, policy, shape)
    drifts, score = drift(lessons.answers, model.acceptance)
    report = report.model_copy(
        update={
            "drift": drifts,
            "drift_score": score,
            "open_lines": lessons.open_lines,
            "unusable_lines": lessons.unusable + unusable,
        }
    )
    wishful = optimism(lines, lessons, policy, law, shape) if lessons.answers.count >= LOGIT_FROM else 0.0
    return model.model_copy(
        update={"report": report, "optimism": wishful, "fitted_until": lines[-1].now.isoformat() if lines else ""}
    )


def fitted(lessons: Lessons, policy: Policy, shape: Shape) -> Model:
    """Every part fitted, the answers in this shape."""
    strength = policy.acceptance.strength
    continues = None
    if lessons.refusals:
        known = strength * policy.ruling.continues + lessons.further_rounds
        continues = round(min(known / (strength + lessons.refusals), 1.0), 6)
    return Model(
        sample=lessons.answers.count,
        by_kind=dict(sorted(lessons.by_kind.items())),
        by_offer=dict(sorted(lessons.by_offer.items())),
        acceptance=_part(lessons.answers, of_offer(shape.level), shape.level, shape.closeness),
        win=_part(lessons.win, of_ending),
        partial=_part(lessons.partial, of_rare),
        gave_up=_part(lessons.gave_up, of_ending),
        chargeback=_part(lessons.chargeback, of_rare),
        stars=_part(lessons.stars, of_ending),
        sent=_part(lessons.sent, of_rare),
        sellable=_part(lessons.sellable, of_rare),
        fails=_part(lessons.fails, of_rare),
        arrives=_part(lessons.arrives, of_rare),
        redeemed=_share(lessons.redeemed, policy.costs.coupon_redeemed, strength),
        churn=_share(lessons.lost_margin, policy.costs.churn_unresolved, strength),
        continues=continues,
    )


def optimism(lines: Sequence[LogLine], lessons: Lessons, policy: Policy, law: Floor, shape: Shape) -> float:
    """How much too cheap the best of many estimates looks, as a share of the cost.

    Two models from halves of the answers that share none: the menus that one finds best are priced by the other. What
    halves are off by, the whole is off by half as much.
    """
    halves = []
    for first in (0, 1):
        part = Lessons(
            by_kind=lessons.by_kind,
            by_offer=lessons.by_offer,
            refusals=lessons.refusals,
            further_rounds=lessons.further_rounds,
            redeemed=lessons.redeemed,
            lost_margin=lessons.lost_margin,
        )
        for name in ROWS:
            setattr(part, name, getattr(lessons, name).every(2, first))
        halves.append(fitted(part, policy, shape))
    told = found = 0.0
    step = max(len(lines) // APPRAISED, 1)
    for number, line in enumerate(lines[::step]):
        one, other = halves if number % 2 else halves[::-1]
        try:
            best = chosen(line, policy, law, one)
            told += best.cost
            found += appraise(situation_of(line, policy, law, other), best.menu)
        except InputError:
            continue
    return round(min(max((found / told - 1) / 2, 0.0), 0.3), 6) if told > 0 else 0.0


def drift(rows: Rows, part: Part) -> tuple[bool, float]:
    """A two-sided CUSUM over acceptances against what was foreseen: whether it rang, and its highest stand.

    Slack 0.25 and limit 12 standard deviations: about one false alarm in several thousand answers.
    """
    if not rows.count:
        return False, 0.0
    odds = Fit(part.weights, part.scale).log_odds(rows)
    accepted = np.bincount(rows.row_of, weights=np.array(rows.taken, dtype=float), minlength=rows.count)
    foreseen = np.clip(
        np.bincount(rows.row_of, weights=probabilities(rows, odds, part.closeness or 1.0), minlength=rows.count),
        0.02,
        0.98,
    )
    up = down = highest = 0.0
    for residual in (accepted - foreseen) / np.sqrt(foreseen * (1 - foreseen)):
        up = max(up + residual - 0.25, 0.0)
        down = max(down - residual - 0.25, 0.0)
        highest = max(highest, up, down)
    return bool(highest > 12.0), round(float(highest), 3)
