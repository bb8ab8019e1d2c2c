"""A refund as the screens show it: how much, by which way, until when, who decided, what was tried, what can be done."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.money import Money
from amends.core.vocabulary import Remedy
from amends.desk.refunds.models import Payment, Refund
from amends.desk.refunds.sending import HELD_FOR
from amends.web import showing
from amends.web.workspace.frame import Frame

WAYS: dict[str, str] = {
    Refund.PLATFORM: gettext_noop("on the platform’s page"),
    Refund.PAYPAL: gettext_noop("by PayPal"),
    Refund.CARD: gettext_noop("by the payment provider"),
    Refund.BANK: gettext_noop("by bank transfer"),
    Refund.OTHER: gettext_noop("another way"),
}
#: State -> its words, the tone and the shape of its label.
STATES: dict[str, tuple[str, str, str]] = {
    Refund.WAITS: (gettext_noop("a second person confirms"), "mark", "✋"),
    Refund.OPEN: (gettext_noop("to be sent"), "", "○"),
    Refund.HELD: (gettext_noop("in hand"), "warn", "◔"),
    Refund.FAILED: (gettext_noop("did not go"), "bad", "✕"),
    Refund.SENT: (gettext_noop("sent"), "good", "✓"),
    Refund.DROPPED: (gettext_noop("no longer owed"), "", "–"),
}
#: What can be done in a state.
STEPS: dict[str, tuple[str, ...]] = {
    Refund.WAITS: ("way", "drop"),
    Refund.OPEN: ("sent", "failed", "way", "drop"),
    Refund.HELD: ("sent", "failed", "way", "drop"),
    Refund.FAILED: ("sent", "failed", "way", "drop"),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One payment in words: what left or did not, when, by whom, under which reference or why not."""

    id: int
    amount: str
    way: str
    words: str
    at: datetime
    by: str
    sent: bool
    undone: bool
    unbooked: str


@dataclass(frozen=True, slots=True)
class Row:
    """One refund, ready to be shown. ``held``: somebody else is at it, and since when. ``mine``: I decided it."""

    refund: Refund
    present: datetime
    amount: str
    rest: str
    rest_amount: str
    partly: bool
    way: str
    state: str
    tone: str
    mark: str
    comes_back: bool
    attempts: list[Attempt]
    steps: tuple[str, ...]
    mine: bool
    held_by_me: bool
    held_by: str
    ways: list[tuple[str, str]]
    key: str

    @property
    def running(self) -> bool:
        return self.refund.state in Refund.RUNNING

    @property
    def waits(self) -> bool:
        return self.refund.state == Refund.WAITS

    @property
    def late(self) -> bool:
        return self.running and self.refund.due <= self.present


def way_text(way: str) -> str:
    return _(WAYS[way]) if way in WAYS else way


def ways_shown() -> list[tuple[str, str]]:
    return [(way, _(words)) for way, words in WAYS.items()]


def rows_of(refunds: Iterable[Refund], frame: Frame) -> list[Row]:
    ways = ways_shown()
    return [_row(refund, frame, ways) for refund in refunds]


def _row(refund: Refund, frame: Frame, ways: list[tuple[str, str]]) -> Row:
    words, tone, mark = STATES[refund.state]
    present = frame.present(refund.shop)
    person = frame.person
    held = refund.state == Refund.HELD and refund.held_at is not None and present - refund.held_at < HELD_FOR
    mine = held and person is not None and refund.holder_id == person.pk
    other = held and not mine
    return Row(
        refund=refund,
        present=present,
        amount=_money(refund.amount_minor, refund, frame),
        rest=_money(refund.rest_minor, refund, frame),
        rest_amount=Money(refund.rest_minor, refund.currency).amount,
        partly=0 < refund.sent_minor < refund.amount_minor,
        way=way_text(refund.way),
        state=_(words),
        tone=tone,
        mark=mark,
        comes_back=refund.remedy == Remedy.RETURN_AND_REFUND.value,
        attempts=[_attempt(each, refund, frame) for each in refund.payments.all()],
        steps=() if other else STEPS.get(refund.state, ()),
        mine=person is not None and refund.decided_by_id == person.pk,
        held_by_me=mine,
        held_by=refund.holder.name if other and refund.holder is not None else "",
        ways=ways,
        key=secrets.token_hex(8),
    )


def _money(minor: int, refund: Refund, frame: Frame) -> str:
    return showing.money_text(minor, refund.currency, frame.language)


def _attempt(payment: Payment, refund: Refund, frame: Frame) -> Attempt:
    said = payment.reference or (_("booked on the case’s page") if payment.booking else "")
    return Attempt(
        id=payment.pk,
        amount=_money(payment.amount_minor, refund, frame),
        way=way_text(payment.way),
        words=said if payment.sent and payment.undone_at is None else payment.reason,
        at=payment.at,
        by=payment.by.name if payment.by else "",
        sent=payment.sent,
        undone=payment.undone_at is not None,
        unbooked=payment.unbooked,
    )
