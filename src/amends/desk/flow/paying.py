"""Refunds that we send ourselves: what makes one owed, and what follows when it has left.

A refund is owed when the buyer took an option that gives money back, when a letter offered that one option and no
other, or when a person says so. Nothing here moves money: a person sends it on the platform's or bank's page and enters
the reference; ledger, promise, outcome and letter follow from that one entry.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from amends.core.calendars import on_wall_clock, zone_named
from amends.core.errors import DomainError, InputError
from amends.core.money import Money
from amends.core.vocabulary import PromiseWhat, Remedy
from amends.desk.cases import operations as cases
from amends.desk.cases.models import Case
from amends.desk.flow.overview import still_open
from amends.desk.flow.refreshing import refresh
from amends.desk.offers.endings import Told, ending_told, record_outcome, undo_outcome
from amends.desk.offers.models import Ending, Offer
from amends.desk.orders.models import LedgerEntry, Order
from amends.desk.orders.operations import AlreadyRefunded, NothingToRefund, book_refund, void_refund
from amends.desk.people.actors import SYSTEM, Actor, actor_of
from amends.desk.people.models import Person
from amends.desk.promises.models import Promise
from amends.desk.promises.operations import keep_promise
from amends.desk.refunds import operations as refunds
from amends.desk.refunds import sending
from amends.desk.refunds.models import Payment, Refund
from amends.desk.refunds.queries import platform_pays, still_owed, usual_way
from amends.desk.shops.queries import shop_now
from amends.jobs.registry import job

#: Remedies by which the buyer gets money.
MONEY = frozenset(
    {
        Remedy.FULL_REFUND.value, Remedy.PARTIAL_REFUND.value, Remedy.CANCEL_AND_REFUND.value,
        Remedy.RETURN_AND_REFUND.value, Remedy.REIMBURSE_DUTY.value, Remedy.WAIT.value,
    }
)  # fmt: skip
#: Where nobody named a day, the money leaves within so many days.
USUAL = timedelta(days=3)


def money_of(item: dict[str, Any], order: Order) -> Money | None:
    """What an option of a menu gives back; a full refund without an amount is what is still open of the order."""
    if item["remedy"] not in MONEY:
        return None
    if item.get("amount"):
        return Money.parse(item["amount"], item.get("currency") or order.currency)
    return None if item["remedy"] == Remedy.WAIT.value else still_open(order)


def owe_by_offer(
    *, actor: Actor, person: Person | None, case: Case, offer: Offer, taken: int, now: datetime
) -> Refund | None:
    """The ``taken``-th option of a sent menu holds; None where it gives no money, or the platform pays by itself."""
    order, menu = case.order, offer.sent_menu or []
    if order is None or not 0 <= taken < len(menu):
        return None
    if case.dispute_open and platform_pays(case.shop.platform):
        return None
    item = menu[taken]
    money = money_of(item, order)
    if money is None or money.minor <= 0:
        return None
    owed = refunds.Owed(
        key=f"offer:{offer.pk}", money=money, way=usual_way(case.shop.platform), due=_due(case, item, now),
        remedy=item["remedy"], offer_id=offer.pk, taken=taken,
    )  # fmt: skip
    return refunds.owe(actor=actor, person=person or offer.chosen_by, case=case, order=order, owed=owed, now=now)


def _due(case: Case, item: dict[str, Any], now: datetime) -> datetime:
    """The day that the letter promised, else the day of the option, else the usual days."""
    promised = (
        Promise.objects.filter(case=case, what=PromiseWhat.REFUND_BY.value, state__in=(Promise.OPEN, Promise.BROKEN))
        .order_by("-due")
        .first()
    )
    if promised is not None:
        return promised.due
    if item.get("by_date"):
        wall = datetime.combine(date.fromisoformat(item["by_date"]), time(18))
        return on_wall_clock(wall, zone_named(case.shop.time_zone))
    return now + USUAL


def owe_by_letter(*, case: Case, offer: Offer, author: Person | None, now: datetime) -> Refund | None:
    """A letter left that offers one option and no other, and it gives money without anything coming back first."""
    menu = offer.sent_menu or []
    if len(menu) != 1 or menu[0]["remedy"] == Remedy.RETURN_AND_REFUND.value:
        return None
    return owe_by_offer(actor=SYSTEM, person=author, case=case, offer=offer, taken=0, now=now)


def ask_refund(
    *, person: Person, case: Case, amount: str, way: str, day: str, reason: str, key: str, now: datetime
) -> Refund:
    """A person decides that money goes back; ``day`` is an ISO date, empty for the usual days. Raises DomainError."""
    order = case.order
    if order is None:
        raise NothingToRefund("Say first which order the case is about.")
    money = _amount(amount, order.currency)
    open_now = still_open(order)
    if money.minor > open_now.minor:
        raise AlreadyRefunded(f"Of this order only {open_now} is still open; nothing was written down.")
    present = shop_now(case.shop, now)
    owed = refunds.Owed(
        key=f"case:{case.pk}:{key}", money=money, way=way or usual_way(case.shop.platform),
        due=_last_day(day, case, present), reason=reason,
    )  # fmt: skip
    return refunds.owe(actor=actor_of(person), person=person, case=case, order=order, owed=owed, now=present)


def _last_day(day: str, case: Case, present: datetime) -> datetime:
    if not day:
        return present + USUAL
    try:
        wall = datetime.combine(date.fromisoformat(day), time(18))
    except ValueError as error:
        raise DomainError("Write the day as 2026-12-24.") from error
    return on_wall_clock(wall, zone_named(case.shop.time_zone))


def _amount(text: str, currency: str) -> Money:
    try:
        return Money.parse(text.strip().replace(",", "."), currency)
    except InputError as error:
        raise NothingToRefund(error.message) from error


def pay(*, person: Person, refund: Refund, amount: str, way: str, reference: str, key: str, now: datetime) -> Payment:
    """A person sent the money and says under which reference. Ledger, promise, outcome and letter follow at once.

    Raises what ``record_sent`` raises, NothingToRefund for what is no amount.
    """
    sent = sending.Sent(
        key=key, money=_amount(amount, refund.currency), way=way or refund.way, reference=reference,
        open_minor=still_open(refund.order).minor,
    )  # fmt: skip
    present = shop_now(refund.shop, now)
    payment = sending.record_sent(actor=actor_of(person), person=person, refund=refund, sent=sent, now=present)
    follow_payment(payment, now)
    return payment


def take_back(*, person: Person, payment: Payment, reason: str, now: datetime) -> bool:
    """The money did not go after all: it is owed again, and its booking no longer counts."""
    refund, present = payment.refund, shop_now(payment.refund.shop, now)
    changed = sending.take_back(actor=actor_of(person), payment=payment, reason=reason, now=present)
    if changed and payment.booking:
        void_refund(actor=actor_of(person), order=refund.order, key=payment.booking, reason=reason[:300], now=present)
    refresh(refund.case_id, now)
    return changed


@job("flow.refund_sent")
def refund_sent(payload: dict[str, Any], now: datetime) -> None:
    """What follows from a refund that left; finds everything done where the page has done it already."""
    payment = (
        Payment.objects.filter(pk=payload["payment"])
        .select_related("refund__case__shop__organisation", "refund__order__shop", "by")
        .first()
    )
    if payment is not None and payment.undone_at is None:
        follow_payment(payment, now)


def follow_payment(payment: Payment, now: datetime) -> None:
    """The order's ledger, the promise, how the case ended, and the turn: each once, however often this runs."""
    refund, person = payment.refund, payment.by
    actor, present = (actor_of(person) if person is not None else SYSTEM), shop_now(payment.refund.shop, now)
    if not payment.booking:
        _book(payment, actor, present)
    refund.refresh_from_db()
    if refund.state != Refund.SENT or refund.rest_minor > 0:
        return
    _keep_promises(refund, payment, actor, present)
    _tell_ending(refund, person, actor, present)
    if payment.followed_at is None and sending.note_followed(payment=payment, now=present):
        cases.note_refund_sent(case=refund.case, now=present)
    refresh(refund.case_id, now)


def _book(payment: Payment, actor: Actor, present: datetime) -> None:
    key = f"refund:{payment.pk}"
    money = Money(payment.amount_minor, payment.refund.currency)
    try:
        book_refund(
            actor=actor, order=payment.refund.order, amount=money, source=LedgerEntry.CHAT, key=key, now=present,
            reference=payment.reference,
        )  # fmt: skip
    except (AlreadyRefunded, NothingToRefund) as refusal:
        # The money has left all the same: a person must see that the books do not hold it.
        sending.note_booked(payment=payment, booking="", unbooked=refusal.message)
        return
    sending.note_booked(payment=payment, booking=key)


def _keep_promises(refund: Refund, payment: Payment, actor: Actor, present: datetime) -> None:
    """The promised refunds of the case, once nothing of it is to be sent any more."""
    if Refund.objects.filter(case=refund.case_id, state__in=Refund.RUNNING).exists():
        return
    money = Money(refund.sent_minor, refund.currency)
    open_ones = Promise.objects.filter(
        case=refund.case_id, what=PromiseWhat.REFUND_BY.value, state__in=(Promise.OPEN, Promise.BROKEN)
    )
    for promise in open_ones.select_related("case"):
        keep_promise(
            actor=actor, promise=promise, proof=f"{payment.reference or payment.booking} ({money})", now=present
        )


def _tell_ending(refund: Refund, person: Person | None, actor: Actor, present: datetime) -> None:
    """Which option the buyer took is known by now: nobody has to tell it once more."""
    if refund.offer_id is None or refund.taken is None:
        return
    offer = Offer.objects.filter(pk=refund.offer_id, sent_menu__isnull=False).select_related("case").first()
    if offer is not None and ending_told(offer) is None:
        told = Told(accepted=refund.taken)
        record_outcome(actor=actor, person=person, offer=offer, told=told, now=present)


def tell_outcome(*, person: Person, offer: Offer, told: Told, now: datetime) -> Ending:
    """A person tells how it ended; where the buyer took money, it is owed from now on. Raises UnclearOutcome."""
    actor, present = actor_of(person), shop_now(offer.case.shop, now)
    ending = record_outcome(actor=actor, person=person, offer=offer, told=told, now=present)
    if told.accepted is not None:
        owe_by_offer(actor=actor, person=person, case=offer.case, offer=offer, taken=told.accepted, now=present)
    return ending


def untell_outcome(*, person: Person, offer: Offer, now: datetime) -> bool:
    """What was told is taken back, and the refund that rested on it alone, where none of it left."""
    actor, present = actor_of(person), shop_now(offer.case.shop, now)
    undone = undo_outcome(actor=actor, offer=offer, now=present)
    if undone and offer.state != Offer.ACCEPTED and len(offer.sent_menu or []) != 1:
        for refund in Refund.objects.filter(shop=offer.case.shop_id, key=f"offer:{offer.pk}", sent_minor=0):
            if refund.state in Refund.RUNNING:
                refunds.drop(actor=actor, refund=refund, reason="the outcome was taken back", now=present)
    return undone


def settle_by_booking(*, person: Person, order: Order, money: Money, key: str, reference: str, now: datetime) -> None:
    """Money was booked on the case's page: what was still to be sent of this order is settled by it, oldest first."""
    rest = money.minor
    for refund in still_owed(order.pk):
        part = min(rest, refund.rest_minor)
        if part <= 0 or refund.currency != money.currency:
            continue
        sent = sending.Sent(
            key=key, money=Money(part, money.currency), way=refund.way, reference="", open_minor=part, booking=key
        )
        payment = sending.record_sent(actor=actor_of(person), person=person, refund=refund, sent=sent, now=now)
        follow_payment(payment, now)
        rest -= part


def unsettle_booking(*, person: Person, order: Order, key: str, reason: str, now: datetime) -> None:
    """A booking was taken back: what it had settled is owed again."""
    settled = Payment.objects.filter(refund__order=order, booking=key, sent=True, undone_at__isnull=True)
    for payment in settled.select_related("refund"):
        sending.take_back(actor=actor_of(person), payment=payment, reason=reason or "booking taken back", now=now)
