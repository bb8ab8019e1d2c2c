"""What the question of claiming back is asked with, and what it is answered with: facts of one order, and claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from amends.core.money import Money
from amends.core.vocabulary import Confidence, EvidenceType, Fault, Kind, Leg, Recovery
from amends.decide.recovery_rules import Situation


@dataclass(frozen=True, slots=True)
class Charge:
    """Money that a platform or a bank took: when, how much, who, and in which formal procedure (``""``: in none)."""

    at: datetime
    amount: Money
    platform: str
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """What one order has cost by now, and what is known of how. All money in the order's currency.

    ``given_back``: money and goods that went back to the buyer. ``goods``: what the goods cost. ``minute``: the wage
    of one minute, None where it cannot be told in this currency. ``recovered``: what other claims have brought in.
    ``carrier_says_lost``: a trace was answered so.
    """

    platform: str
    kind: Kind
    fault: Fault
    given_back: Money
    goods: Money
    postage: Money
    recovered: Money
    minute: Decimal | None
    evidence: frozenset[EvidenceType]
    charge: Charge | None = None
    carrier: str = ""
    leg: Leg | None = None
    anomaly: Kind | None = None
    loss_probability: float = 0.0
    carrier_says_lost: bool = False
    dispatched_at: datetime | None = None
    promised_by: datetime | None = None
    delivered_at: datetime | None = None
    ordered: int = 0
    missing: int | None = None

    @property
    def delivered(self) -> bool:
        return self.delivered_at is not None or self.leg is Leg.DELIVERED

    @property
    def total(self) -> Money:
        """What may be claimed over all ways: what went back; of goods that are gone at least their cost and postage."""
        gone = Money.zero(self.goods.currency) if self.delivered else self.goods + self.postage
        return max(max(self.given_back, gone) - self.recovered, Money.zero(self.goods.currency))


@dataclass(frozen=True, slots=True)
class Results:
    """Own claims that were decided: how many, and the shares of what was asked that came back, added up."""

    number: int = 0
    share: float = 0.0


#: By kind of claim and by whom it was made to.
Own = Mapping[Recovery, Mapping[str, Results]]


@dataclass(frozen=True, slots=True)
class Chance:
    """``value`` rests on ``prior``, worth ``strength`` claims, and on so many of our own."""

    value: float
    prior: float
    strength: float
    own: int = 0


@dataclass(frozen=True, slots=True)
class Deadline:
    """Until when. With ``procedure`` the rules of ``clock`` say it, from ``at``; else ``due``, or why it is unknown."""

    at: datetime | None = None
    due: datetime | None = None
    platform: str = ""
    procedure: str = ""
    event: str = ""
    days: int | None = None
    unknown: str = ""
    rule: str = ""
    source: str = ""
    confidence: Confidence | None = None
    valid_from: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A claim that is open to the seller. ``missing``: of each group one piece is needed; ``helps`` are not at hand.

    ``effort`` and ``net`` are None where the wage is not known in this currency.
    """

    way: str
    recovery: Recovery
    party: str
    name: str
    situation: Situation
    asked: Money
    chance: Chance
    expected: Money
    adds: Money
    minutes: int
    effort: Money | None
    net: Money | None
    have: tuple[EvidenceType, ...]
    missing: tuple[tuple[EvidenceType, ...], ...]
    helps: tuple[EvidenceType, ...]
    deadline: Deadline
    notes: tuple[str, ...] = ()

    @property
    def worth_it(self) -> bool:
        """It brings in more than it costs; or costs nothing; or nobody can say what it costs."""
        if self.expected.minor <= 0:
            return False
        return self.net is None or self.net.minor > 0 or not self.effort


#: What an amount is in another currency, None where no rate is known.
Convert = Callable[[Money, str], Money | None]
