"""What the stages say of a scenario: where the parcel is, what is due when, what the engine would offer, what a menu costs.

Nothing here reads or writes a record: a scenario is all there is, and it is asked as of its own present.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from amends.clock import BUYER_MESSAGE, clock, rules
from amends.core.contracts.clock import ClockInput, ClockOutput
from amends.core.contracts.decide import Buyer as BuyerFacts
from amends.core.contracts.decide import Claim, Costs, DecideInput, DecideOrder, DecideOutput, Listing, OrderLine
from amends.core.contracts.watch import TrackingEvent, WatchInput, WatchOutput
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Leg, Remedy, TrackingSource
from amends.decide import Right, decide, decide_by_table, full_law
from amends.decide.law import rights_of
from amends.decide.weigh import Told, Weighed, weigh
from amends.desk.offers.queries import EXTRA_REMEDIES
from amends.desk.policies.queries import Standing
from amends.desk.practice.scenario import Scenario
from amends.watch import watch

#: The team's own word where no rule of the platform asks for an answer.
OWN_WORD = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Due:
    """A running clock. ``hard``: a rule of the platform says what silence brings; else it is our own word."""

    event: str
    at: datetime
    due: datetime
    safe_by: datetime
    answer: ClockOutput | None

    @property
    def hard(self) -> bool:
        return self.answer is not None

    @property
    def action(self) -> str:
        consequence = self.answer.consequence if self.answer is not None else None
        return (consequence.action or "") if consequence is not None else ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a platform's rule stands, and how well the place is known."""

    platform: str
    procedure: str
    addresses: tuple[str, ...]
    confidence: str


def value_of(scenario: Scenario) -> Money:
    """What the buyer paid: of a shipped case the goods, of a past one the whole order."""
    if scenario.paid:
        return Money.parse(scenario.paid, scenario.currency)
    total = sum((Decimal(line.price) * line.quantity for line in scenario.lines), Decimal(0))
    return Money.from_decimal(total, scenario.currency)


def watched(scenario: Scenario) -> WatchOutput | None:
    """Where the parcel is at the scenario's present; None where no parcel is known."""
    if scenario.parcel is None:
        return None
    events = [
        TrackingEvent(
            at=scan.at, source=TrackingSource(scan.source), code=scan.code or None, status=scan.status or None,
            description=scan.text or None, country=scan.country or None,
        )
        for scan in scenario.parcel.scans
    ]  # fmt: skip
    return watch(
        WatchInput(
            id=scenario.key,
            platform=scenario.platform.value,
            carrier=scenario.parcel.carrier or None,
            origin=scenario.origin,
            destination=scenario.country,
            ordered_at=scenario.placed_at,
            dispatch_due=scenario.ship_by,
            promised_by=scenario.promised_by,
            now=scenario.now,
            events=events,
        )
    )


def dues_of(scenario: Scenario) -> list[Due]:
    """The clocks that run, the next to end first. There is always one: at least our own word."""
    found: list[Due | None] = []
    told = scenario.dispute
    if told is not None:
        found.append(
            _due(
                ClockInput(
                    id="practice",
                    platform=told.platform or scenario.platform.value,
                    procedure=told.procedure or None,
                    region=told.region or None,
                    scheme=told.scheme or None,
                    event=told.event,
                    at=told.at,
                    api_due=told.due_at,
                )
            )
        )
    said = [message.at for message in scenario.messages if not message.ours]
    if said and scenario.rating is None:
        found.append(
            _due(
                ClockInput(
                    id="practice",
                    platform=scenario.platform.value,
                    region=scenario.region or None,
                    event=BUYER_MESSAGE,
                    at=scenario.waiting_since,
                )
            )
        )
    running = [due for due in found if due is not None]
    if not any(due.event == BUYER_MESSAGE for due in running):
        since = scenario.waiting_since
        running.append(Due(BUYER_MESSAGE, since, since + OWN_WORD, since + OWN_WORD / 2, None))
    return sorted(running, key=lambda due: due.due)


def next_due(scenario: Scenario) -> Due | None:
    """The clock that ends next after the exercise has begun; None where all had run out before."""
    return next((due for due in dues_of(scenario) if due.due > scenario.now), None)


def _due(question: ClockInput) -> Due | None:
    with suppress(InputError):  # no rule decides: our own word stands
        answer = clock(question)
        return Due(question.event, question.at, answer.due, answer.safe_by, answer)
    return None


def request_of(scenario: Scenario) -> DecideInput:
    """The facts as the engine is asked with them: the right kind and fault, whatever somebody answered."""
    seen, costs, told = watched(scenario), scenario.costs, scenario.dispute
    due = next_due(scenario)
    lines = [
        OrderLine(sku=line.sku, quantity=line.quantity, unit_price=line.price, unit_cost=line.cost)
        for line in scenario.lines
    ]
    order = DecideOrder(
        value=value_of(scenario).amount, currency=scenario.currency, country=scenario.country,
        ordered_at=scenario.placed_at, lines=lines,
    )  # fmt: skip
    return DecideInput(
        id=scenario.key,
        platform=scenario.platform.value,
        kind=scenario.kind,
        fault=scenario.fault,
        order=order,
        claim=Claim(asked_amount=scenario.asked, asks=scenario.asks, missing=scenario.missing),
        waited_days=max((scenario.now - scenario.placed_at).days, 0),
        loss_probability=seen.loss_probability if seen is not None else None,
        arrival_by=seen.arrival.p80 if seen is not None else None,
        evidence=evidence_of(scenario),
        buyer=BuyerFacts(
            orders=scenario.buyer.orders, claims=scenario.buyer.claims, bad_reviews=scenario.buyer.bad_reviews
        ),
        costs=Costs(
            postage=costs.postage, return_label=costs.return_label, dispute_fee=costs.dispute_fee, minute=costs.minute
        ),
        listing=Listing(reviews=100, rating=4.6),
        flags=scenario.flags,
        deadline=due.due if due is not None else None,
        now=scenario.now,
        procedure=told.procedure if told is not None and not told.platform else None,
        dispute_open=told is not None and not told.platform,
        available=[*list(Remedy)[:14], *EXTRA_REMEDIES],
        refunded=scenario.refunded,
        delivered_at=scenario.delivered_at,
    )


def evidence_of(scenario: Scenario) -> list[EvidenceType]:
    """What is at hand: what the case brings, and what the records are by themselves."""
    kinds = {*scenario.evidence, EvidenceType.ORDER_RECORD, EvidenceType.LISTING_SNAPSHOT}
    if scenario.messages:
        kinds.add(EvidenceType.CHAT_RECORD)
    if scenario.photos:
        kinds.add(EvidenceType.BUYER_PHOTO)
    if scenario.parcel is not None and scenario.parcel.scans:
        kinds.add(EvidenceType.TRACKING_HISTORY)
        seen = watched(scenario)
        if seen is not None and seen.leg is Leg.DELIVERED:
            kinds.add(EvidenceType.DELIVERY_PROOF)
    return sorted(kinds)


def proposed(scenario: Scenario, by: Standing) -> DecideOutput:
    """What the engine would offer, by what stands for a shop; nothing is explored."""
    request = request_of(scenario)
    if by.fixed_table:
        return decide_by_table(request, policy=by.policy, law=full_law())
    return decide(request, policy=by.policy, law=full_law(), model=by.model)


def weighed(scenario: Scenario, menu: Sequence[Told], by: Standing) -> Weighed:
    """What a menu costs in this case as it is, and what of it may not be sent."""
    return weigh(request_of(scenario), menu, policy=by.policy, law=full_law(), model=by.model)


def rights_in(scenario: Scenario) -> tuple[Right, ...]:
    """The rights that hold for this buyer, with their sources."""
    return rights_of(full_law(), request_of(scenario))


def source_of(platform: str, procedure: str) -> Source | None:
    """Where the newest rule of a platform's procedure stands; None where there is no such rule."""
    for book in rules():
        if book.platform.value == platform:
            found = [rule for rule in book.rules if rule.procedure == procedure]
            if found:
                newest = max(found, key=lambda rule: rule.valid_from)
                told = {str(getattr(word, "value", word)) for word in dict(newest.confidence).values()}
                confidence = next((c for c in ("general_knowledge", "secondary") if c in told), "official")
                return Source(platform, procedure, tuple(newest.sources), confidence)
    return None
