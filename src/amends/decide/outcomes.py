"""Log lines: what was offered, what came of it, and what it cost in the sense of the accounting rules."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from amends.core.contracts.decide import DecideInput
from amends.core.contracts.fields import Amount, Time
from amends.core.contracts.problems import input_error
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import ErrorCode, Kind, Remedy
from amends.decide.chances import NEVER_TAKEN, second_parcel_fails
from amends.decide.costs import REFUNDS, SENT_AGAIN, buyer_worth, direct_cost, extra_minutes, sent_share
from amends.decide.situation import Situation


class _Logged(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class SentItem(_Logged):
    """One item of a menu as it was sent."""

    remedy: Remedy
    amount: Amount | None = None


class Paid(_Logged):
    amount: Amount
    currency: str


class Outcome(_Logged):
    """What came of a menu. ``closed_at`` null: still open, so what is not known yet is not a no."""

    accepted: Annotated[int, Field(ge=0)] | None = None
    ruled: Literal["seller", "buyer", "partial"] | None = None
    gave_up: bool = False
    paid: Paid | None = None
    cost: Annotated[str, Field(pattern=r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$")] | None = None
    minutes: float | None = None
    returned: Literal["sellable", "unsellable", "never"] | None = None
    arrived: bool | None = None
    stars: Annotated[int, Field(ge=1, le=5)] | None = None
    chargeback: bool = False
    closed_at: Time | None = None

    @property
    def answered(self) -> bool:
        """Whether the buyer's answer is known."""
        done = self.accepted is not None or self.ruled is not None or self.gave_up or self.chargeback
        return done or self.closed_at is not None


def _chance_above_nothing(value: float) -> float:
    if not 0 < value <= 1:
        raise ValueError("a propensity is above 0 and at most 1")
    return value


class LogLine(DecideInput):
    """A ``decide`` input with what was sent and what came of it (contract: learn and replay).

    ``proposed`` is the engine's menu where a person sent another one; it is absent where the proposal was sent.
    """

    offered: list[SentItem]
    proposed: list[SentItem] | None = None
    propensity: Annotated[float, AfterValidator(_chance_above_nothing)] = 1.0
    outcome: Outcome

    @property
    def taken(self) -> SentItem | None:
        position = self.outcome.accepted
        return self.offered[position] if position is not None else None


@dataclass(frozen=True)
class Log:
    """The usable lines of a log by time, and the errors of the others."""

    lines: list[LogLine]
    errors: list[dict[str, object]]


def read_log(rows: Iterable[tuple[int, bytes]]) -> Log:
    """Read numbered JSON lines; a line that cannot be used becomes an error and the reading goes on."""
    lines: list[LogLine] = []
    errors: list[dict[str, object]] = []
    for number, row in rows:
        try:
            line = LogLine.model_validate_json(row)
            position = line.outcome.accepted
            if position is not None and position >= len(line.offered):
                raise InputError(ErrorCode.OUT_OF_RANGE, "accepted points past the menu.", "outcome.accepted")
        except ValidationError as failure:
            errors.append({"id": _identifier(row), "error": input_error(failure).as_dict(number)})
        except InputError as error:
            errors.append({"id": _identifier(row), "error": error.as_dict(number)})
        else:
            lines.append(line)
    lines.sort(key=lambda line: line.now)
    return Log(lines, errors)


def _identifier(row: bytes) -> object:
    try:
        record = json.loads(row)
    except ValueError:
        return None
    return record.get("id") if isinstance(record, dict) else None


def offers_sent(line: LogLine) -> list[tuple[int, SentItem]]:
    """The items that the buyer could take, with their positions in the menu."""
    return [(at, item) for at, item in enumerate(line.offered) if item.remedy not in NEVER_TAKEN]


def amount_of(situation: Situation, item: SentItem) -> int | None:
    """The item's amount in minor units, with the accounting's defaults where it has none."""
    if item.amount is not None:
        return Money.parse(item.amount, situation.currency, "offered.amount").minor
    rules = situation.policy.costs
    if item.remedy in REFUNDS or item.remedy is Remedy.RETURN_AND_REFUND:
        return situation.value
    if item.remedy is Remedy.COUPON:
        return situation.share(rules.coupon_default)
    if item.remedy is Remedy.GIFT:
        return situation.share(rules.gift_default)
    return None


def ending_of(outcome: Outcome) -> str | None:
    """``accepted``, ``won``, ``lost``, ``gave_up``, or None where it is not known or the talks went on."""
    if outcome.accepted is not None:
        return "accepted"
    if outcome.chargeback:
        return "lost"
    if outcome.ruled is not None:
        return "won" if outcome.ruled == "seller" else "lost"
    return "gave_up" if outcome.gave_up else None


def realised_cost(situation: Situation, line: LogLine) -> float | None:
    """The true total cost in minor units: as logged, else by the accounting; None while the case is open."""
    outcome = line.outcome
    if outcome.cost is not None:
        return float(outcome.cost) * float(10**situation.digits)
    if outcome.closed_at is None:
        return None
    review = situation.review_cost if outcome.stars is not None and outcome.stars <= 2 else 0.0
    chargeback = situation.value + situation.dispute_fee if outcome.chargeback else 0.0
    money = _money(situation, line) + chargeback
    unresolved = outcome.accepted is None and (outcome.gave_up or outcome.ruled == "seller")
    lost = situation.policy.costs.churn_unresolved * situation.future_margin if unresolved else 0.0
    return money + _minutes(situation, line) * situation.minute + review + lost


def realised_gain(situation: Situation, line: LogLine) -> float:
    """What the buyer got in the end, in minor units: the offer she took, or what a ruling or her bank gave her."""
    outcome = line.outcome
    if outcome.chargeback or outcome.ruled == "buyer":
        return float(situation.open_value)
    if line.taken is not None:
        if line.taken.remedy is Remedy.RETURN_AND_REFUND and outcome.returned == "never":
            return 0.0
        return buyer_worth(situation, line.taken.remedy, amount_of(situation, line.taken))
    return max(situation.open_value - situation.value / 2, 0.0) if outcome.ruled == "partial" else 0.0


def _minutes(situation: Situation, line: LogLine) -> float:
    if line.outcome.minutes is not None:
        return line.outcome.minutes
    rules = situation.policy.costs.minutes
    spent = rules.round if offers_sent(line) else 0.0
    if line.taken is not None:
        spent += extra_minutes(situation, line.taken.remedy)
    decided = line.outcome.ruled is not None or line.outcome.chargeback
    return spent + (rules.ruling if decided else 0.0)


def _money(situation: Situation, line: LogLine) -> float:
    """Direct cost of what was taken, with what really happened to parcels and returns; or the ruling's award."""
    outcome, item = line.outcome, line.taken
    if item is None:
        if outcome.ruled == "buyer":
            return float(situation.value + situation.dispute_fee)
        return situation.value / 2 + situation.dispute_fee if outcome.ruled == "partial" else 0.0
    amount = amount_of(situation, item)
    if item.remedy is Remedy.RETURN_AND_REFUND and outcome.returned is not None:
        if outcome.returned == "never":
            return 0.0
        back = situation.salvage if outcome.returned == "sellable" else 0
        label = 0 if situation.kind is Kind.RETURN_REQUEST else situation.return_label
        return (amount or 0) - situation.saved_fees(amount or 0) + label - back
    if item.remedy is Remedy.WAIT and outcome.arrived is not None:
        return (amount or 0) + (0.0 if outcome.arrived else float(situation.value))
    if item.remedy is Remedy.COUPON and outcome.paid is not None:
        return float(outcome.paid.amount) * float(10**situation.digits)
    expected = direct_cost(situation, item.remedy, amount)
    if outcome.arrived is None or item.remedy not in SENT_AGAIN:
        return expected
    share = sent_share(situation, item.remedy)
    lost = share * situation.open_value
    return expected - second_parcel_fails(situation) * lost + (0.0 if outcome.arrived else lost)
