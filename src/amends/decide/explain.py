"""Why: components that add up to the cent, the reason of each item, and what would change the ranking."""

from __future__ import annotations

import math
from collections.abc import Callable

from amends.core.contracts.decide import Components, MenuItem
from amends.core.vocabulary import EvidenceType, Remedy
from amends.decide.chances import evidence_gains, spread
from amends.decide.costs import Adjudication, Item
from amends.decide.menu import Continuation
from amends.decide.situation import Situation


def rounded(value: float) -> int:
    """Half up, to the minor unit."""
    return math.floor(value + 0.5)


def _alone(situation: Situation, item: Item, after: float, metric: float) -> tuple[int, int, int, int, int]:
    """Direct, refusal, review, handling and metric of offering the item alone, each rounded once.

    ``after`` is what follows a refusal, ``metric`` the part of it that is the platform's metric.
    """
    direct = item.p_alone * item.direct
    refusal = (1 - item.p_alone) * (after - metric)
    review = item.p_alone * item.review
    minutes = situation.policy.costs.minutes.round + item.p_alone * item.minutes
    counted = (1 - item.p_alone) * metric
    return rounded(direct), rounded(refusal), rounded(review), rounded(minutes * situation.minute), rounded(counted)


def _contest(situation: Situation, item: Item, ruling: Adjudication, p_accept: float, lead: str) -> MenuItem:
    """``defend`` or ``report``: what a ruling costs, by its own parts."""
    parts = [rounded(part) for part in (ruling.money, 0.0, ruling.review, ruling.handling, ruling.future)]
    metric = rounded(ruling.metric)
    rulings = situation.model.win.sample if situation.model is not None else 0
    basis = f"learned from {rulings} rulings and the default" if rulings else "default"
    half = spread(ruling.win, situation.policy, min(rulings, 40))
    total = sum(parts) + metric
    swing = rounded(half * (situation.open_value + situation.dispute_fee))
    show = situation.amount
    return MenuItem.made(
        remedy=item.remedy,
        amount=None,
        currency=situation.currency,
        by_date=None,
        expected_cost=show(total),
        low=show(max(total - swing, 0)),
        high=show(total + swing),
        p_accept=p_accept,
        p_alone=0.0,
        components=Components.made(
            direct=show(parts[0]),
            refusal=show(parts[1]),
            review=show(parts[2]),
            handling=show(parts[3]),
            future=show(parts[4]),
            metric=show(metric) if situation.request.metric else None,
        ),
        entitled=False,
        why=f"{lead} Chance to win {ruling.win:.0%} with the evidence at hand ({basis}).",
    )


def menu_item(
    situation: Situation, item: Item, p_accept: float, continuation: Continuation, ruling: Adjudication
) -> MenuItem:
    """One line of the menu as the contract has it."""
    if item.remedy is Remedy.DEFEND:
        return _contest(situation, item, ruling, p_accept, "If nothing is agreed we contest with evidence.")
    if item.remedy is Remedy.REPORT:
        return _contest(situation, item, ruling, p_accept, "If nothing is agreed we report the threat to the platform.")
    after = continuation.after((item,))
    direct, refusal, review, handling, metric = _alone(situation, item, after, continuation.metric_after((item,)))
    total = direct + refusal + review + handling + metric
    half = spread(item.p_alone, situation.policy, seen(situation, item.remedy))
    swing = rounded(half * abs(after - item.taken(situation)))
    show = situation.amount
    return MenuItem.made(
        remedy=item.remedy,
        amount=show(item.amount) if item.amount is not None else None,
        currency=situation.currency,
        by_date=item.by_date,
        expected_cost=show(total),
        low=show(total - swing),
        high=show(total + swing),
        p_accept=p_accept,
        p_alone=item.p_alone,
        components=Components.made(
            direct=show(direct),
            refusal=show(refusal),
            review=show(review),
            handling=show(handling),
            future=show(0),
            metric=show(metric) if situation.request.metric else None,
        ),
        entitled=item.whole and situation.protected,
        why=_why(situation, item, after),
    )


def seen(situation: Situation, remedy: Remedy) -> int:
    """How many offers of this remedy in this kind the model was taught by."""
    model = situation.model
    return model.by_offer.get(f"{situation.kind.value}·{remedy.value}", 0) if model is not None else 0


def _basis(situation: Situation, remedy: Remedy) -> str:
    count = seen(situation, remedy)
    default = f"default, worth {situation.policy.acceptance.strength:g} cases"
    return f"learned from {count} such offers and the default" if count else default


def _why(situation: Situation, item: Item, after: float) -> str:
    show, currency = situation.amount, situation.currency
    parts = [
        f"If taken it costs {show(rounded(item.direct))} {currency} in money and goods; "
        f"taken alone in {item.p_alone:.0%} ({_basis(situation, item.remedy)})."
    ]
    if item.p_alone < 1:
        parts.append(f"If refused, {show(rounded(after))} {currency} follows on average.")
    if item.remedy is Remedy.RESHIP and situation.request.waited_days >= situation.policy.acceptance.waited_bounds[0]:
        parts.append(f"She has waited {situation.request.waited_days:g} days: fewer buyers still want to wait again.")
    if item.by_date is not None:
        parts.append(f"Only with the date {item.by_date.isoformat()}.")
    if situation.protected:
        parts.append(
            "It makes the buyer whole."
            if item.whole
            else "Alone it is less than the buyer's right; the menu also holds what she is entitled to."
        )
    return " ".join(parts)


def would_change(
    situation: Situation,
    chosen: tuple[Item, ...],
    with_evidence: Callable[[EvidenceType], tuple[Remedy, ...]],
    with_wait: Callable[[float], tuple[Remedy, ...]],
    ruling: Adjudication,
) -> list[str]:
    """One thing at a time: which evidence or fact would put another menu first."""
    now = tuple(item.remedy for item in chosen)
    lines: list[str] = []
    held = set(situation.request.evidence)
    missing = {
        kind: gain for kind, gain in evidence_gains(situation.policy, situation.kind).items() if kind not in held
    }
    for evidence, gain in sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))[:2]:
        other = with_evidence(evidence)
        if other == now:
            break  # what adds less to the chance to win changes less
        lines.append(
            f"With {EvidenceType(evidence).value} the menu would be {_names(other)}: the chance to win rises by {gain:.0%}."
        )
    bounds = situation.policy.acceptance.waited_bounds
    later = next((days for days in (bounds[0], bounds[1] + 1) if situation.request.waited_days < days), None)
    if later is not None and any(item.remedy in situation.policy.acceptance.waited for item in chosen):
        other = with_wait(later)
        if other != now:
            lines.append(f"After {later:g} days of waiting the menu would be {_names(other)}.")
    if not lines:
        lines.append("No single piece of evidence and no longer wait that was tried puts another menu first.")
    if missing and ruling.win < 0.5:
        best = max(missing, key=lambda kind: missing[kind])
        lines.append(f"Winning a ruling has a chance of {ruling.win:.0%}; {best.value} would add most to it.")
    return lines


def _names(remedies: tuple[Remedy, ...]) -> str:
    return " + ".join(remedy.value for remedy in remedies) or "nothing"
