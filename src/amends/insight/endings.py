"""How one case ended after a menu was sent, from what people told and what the records show.

What a person told comes first. Else: an acceptance that was read from the buyer's answer, a ruling that the refund
ledger shows, silence after the case was closed. What none of them says stays unknown, and unknown is not a no.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from amends.core.money import Money
from amends.core.vocabulary import Leg, Remedy
from amends.decide.aftermath import aftermath
from amends.desk.cases.models import Case, Dispute
from amends.desk.offers.endings import MUST_ARRIVE
from amends.desk.offers.models import Ending, Offer
from amends.desk.orders.models import LedgerEntry
from amends.desk.parcels.models import Parcel
from amends.desk.reviews.models import Review

#: A refund of this share of the order's value is the whole of it: fees and rates take the rest.
WHOLE = 0.95


@dataclass(frozen=True, slots=True)
class Facts:
    """A sent menu and what is known of its case at a shop's present; records that come after it do not exist yet."""

    case: Case
    offer: Offer
    sent_at: datetime
    present: datetime
    reviews: Sequence[Review]
    disputes: Sequence[Dispute]
    bookings: Sequence[LedgerEntry]
    parcels: Sequence[Parcel]

    @property
    def menu(self) -> list[dict[str, Any]]:
        return self.offer.sent_menu or []

    @property
    def told(self) -> Ending | None:
        return next(iter(self.offer.endings.all()), None)

    @property
    def paid(self) -> list[LedgerEntry]:
        """Money that went back since the menu was sent."""
        return [entry for entry in self.bookings if self.sent_at <= entry.booked_at <= self.present]

    @property
    def answer(self) -> dict[str, Any]:
        return self.offer.answer or {}


@dataclass(slots=True)
class End:
    """What came of a menu (contract: outcome). ``untold``: the case is over, and nothing says how."""

    accepted: int | None = None
    ruled: str = ""
    gave_up: bool = False
    paid: dict[str, str] | None = None
    returned: str = ""
    arrived: bool | None = None
    stars: int | None = None
    chargeback: bool = False
    closed_at: datetime | None = None
    untold: bool = False

    @property
    def known(self) -> bool:
        return self.accepted is not None or bool(self.ruled) or self.gave_up or self.chargeback


def end_of(facts: Facts, *, last: bool) -> End:
    """The end of a menu; of one that was followed by another only whether she took it."""
    end = End()
    told = facts.told
    if told is not None:
        end.accepted, end.ruled, end.gave_up = told.accepted, told.ruled, told.gave_up
        end.returned, end.arrived = told.returned, told.arrived
    elif (position := _taken(facts)) is not None:
        end.accepted = position
    if not last and end.accepted is None:
        return End()
    if not end.known:
        _from_records(end, facts)
    if end.arrived is None and end.accepted is not None:
        end.arrived = _arrived(facts, end.accepted)
    end.paid = _paid(facts)
    if told is None or not told.ruled:
        end.chargeback = end.chargeback or any(_took_money_back(facts, each) for each in _payment_disputes(facts))
    _close(end, facts)
    return end


def _taken(facts: Facts) -> int | None:
    """The option that the buyer took by her own words, or that the ledger shows to have been paid in full."""
    said = facts.answer.get("accepts")
    if isinstance(said, int) and 0 <= said < len(facts.menu):
        return said
    if facts.answer.get("resolved"):
        return next((at for at, item in enumerate(facts.menu) if item["remedy"] == Remedy.WAIT.value), None)
    by_us = sum(entry.amount_minor for entry in facts.paid if entry.source == LedgerEntry.CHAT)
    if not by_us or facts.case.closed_at is None or facts.case.order is None:
        return None
    order = facts.case.order
    for at, item in enumerate(facts.menu):
        if item["remedy"] in _MONEY:
            amount = item.get("amount")
            worth = Money.parse(amount, order.currency).minor if amount else order.value_minor
            if abs(by_us - worth) <= max(worth // 50, 1):
                return at
    return None


_MONEY = frozenset({Remedy.FULL_REFUND.value, Remedy.PARTIAL_REFUND.value, Remedy.CANCEL_AND_REFUND.value})


def _from_records(end: End, facts: Facts) -> None:
    """A ruling that the ledger shows; or that she gave up, where the case is closed and all stayed quiet."""
    case = facts.case
    over = [d for d in facts.disputes if d.closed_at is not None and facts.sent_at <= d.closed_at <= facts.present]
    if over and case.order is not None:
        outside = (LedgerEntry.PLATFORM, LedgerEntry.PAYMENT)
        awarded = sum(entry.amount_minor for entry in facts.paid if entry.source in outside)
        if awarded >= WHOLE * case.order.value_minor:
            end.ruled = Ending.BUYER
        elif awarded:
            end.ruled = Ending.PARTIAL
    if end.known:
        return
    if facts.answer.get("resolved") and not facts.paid:
        end.gave_up = True
    elif case.closed_at is not None:
        quiet = not over and not facts.paid and not _open_disputes(facts)
        if quiet and facts.present >= case.closed_at + aftermath().silence:
            end.gave_up = True
        elif not quiet:
            end.untold = True


def _open_disputes(facts: Facts) -> list[Dispute]:
    return [d for d in facts.disputes if d.closed_at is None and d.opened_at <= facts.present]


def _payment_disputes(facts: Facts) -> list[Dispute]:
    """Disputes at a bank or payment service that followed the menu."""
    rules = aftermath()
    latest = facts.sent_at + rules.chargeback(facts.case.shop.platform)
    return [
        each
        for each in facts.disputes
        if rules.is_payment_dispute(each.platform, each.procedure)
        and facts.sent_at < each.opened_at <= min(facts.present, max(latest, facts.sent_at + rules.review))
    ]


def _took_money_back(facts: Facts, dispute: Dispute) -> bool:
    """Whether a payment dispute ended with money taken back; one that is still open has not."""
    if dispute.closed_at is None:
        return False
    return any(e.source == LedgerEntry.PAYMENT and e.booked_at >= dispute.opened_at for e in facts.paid)


def _arrived(facts: Facts, accepted: int) -> bool | None:
    """Whether the awaited or the second parcel came; None while that is not known."""
    item = facts.menu[accepted]
    if item["remedy"] not in MUST_ARRIVE or facts.case.order is None:
        return None
    if item["remedy"] == Remedy.WAIT.value:
        delivered = facts.case.order.delivered_at
        if facts.answer.get("resolved"):
            return True
        by = item.get("by_date")
        if delivered is not None and delivered <= facts.present:
            return by is None or delivered.date() <= date.fromisoformat(by)
        return False if by is not None and facts.present.date() > date.fromisoformat(by) else None
    second = [p for p in facts.parcels if p.dispatched_at is not None and p.dispatched_at > facts.sent_at]
    if any(parcel.leg == Leg.DELIVERED.value for parcel in second):
        return True
    lost = (Leg.LOST.value, Leg.RETURNED.value)
    return False if second and all(parcel.leg in lost for parcel in second) else None


def _paid(facts: Facts) -> dict[str, str] | None:
    total = sum(entry.amount_minor for entry in facts.paid)
    if not total or facts.case.order is None:
        return None
    money = Money(total, facts.case.order.currency)
    return {"amount": money.amount, "currency": money.currency}


def _close(end: End, facts: Facts) -> None:
    """Stars, and when nothing more can follow: a review and, where banks reach the seller, a chargeback may still come."""
    rules, told = aftermath(), facts.told
    ended = facts.case.closed_at or (told.at if told is not None else facts.sent_at)
    ended = max(ended, facts.sent_at)
    reviews = [r for r in facts.reviews if facts.sent_at < r.written_at <= min(ended + rules.review, facts.present)]
    newest = max(reviews, key=lambda review: review.written_at, default=None)
    if newest is not None:
        end.stars = newest.rating
    if not end.known or any(each.closed_at is None for each in _payment_disputes(facts)):
        return
    review_over = newest.written_at if newest is not None else ended + rules.review
    bank_over = ended if end.chargeback else ended + rules.chargeback(facts.case.shop.platform)
    over = max(ended, review_over, bank_over)
    end.closed_at = over if over <= facts.present else None
