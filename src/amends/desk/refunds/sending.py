"""How a refund leaves: taken in hand, sent under a reference, failed, or not gone after all. Never twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.core.text import normal_form
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.refunds.models import Payment, Refund
from amends.desk.refunds.operations import NotThisState, SecondPersonNeeded, hold_row
from amends.jobs.queue import enqueue

#: So long somebody who took a refund in hand has it for herself.
HELD_FOR = timedelta(minutes=30)


class InOtherHands(DomainError):
    """Somebody else is sending this refund right now."""

    code = "in_other_hands"


class ReferenceUsed(DomainError):
    """Another refund left under this reference."""

    code = "reference_used"


class MoreThanOwed(DomainError):
    """More than what is still to be sent, or than what of the order is still open."""

    code = "more_than_owed"


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person did on the platform's or bank's page. ``key`` is the form's: the same form counts once.

    ``open_minor``: what of the order had not gone back yet when it was looked at, in the refund's currency.
    """

    key: str
    money: Money
    way: str
    reference: str
    open_minor: int
    booking: str = ""


def same_reference(text: str) -> str:
    """How two references are compared: capital letters, spaces and dashes make no difference."""
    return "".join(sign for sign in normal_form(text).casefold() if sign.isalnum())[:200]


def take_in_hand(*, actor: Actor, person: Person, refund: Refund, now: datetime) -> Refund:
    """This person sends it now; for half an hour nobody else does. Raises InOtherHands, SecondPersonNeeded."""
    with transaction.atomic(durable=True):
        held = hold_row(refund)
        _may_leave(held, person, now)
        if held.holder_id != person.pk or held.state != Refund.HELD:
            held.state, held.holder, held.held_at = Refund.HELD, person, now
            held.save(update_fields=["state", "holder", "held_at"])
            _note(actor, held, action="refund.in_hand", now=now)
    refund.refresh_from_db()
    return refund


def put_back(*, actor: Actor, person: Person, refund: Refund, now: datetime) -> Refund:
    """She does not send it after all. What another holds stays with her."""
    with transaction.atomic(durable=True):
        changed = Refund.objects.filter(pk=refund.pk, state=Refund.HELD, holder=person).update(
            state=Refund.OPEN, holder=None
        )
        if changed:
            _note(actor, refund, action="refund.put_back", now=now)
    refund.refresh_from_db()
    return refund


def record_sent(*, actor: Actor, person: Person | None, refund: Refund, sent: Sent, now: datetime) -> Payment:
    """The money left under a reference. What follows (ledger, promise, case) is enqueued with this fact.

    The same key again returns what was recorded. Raises ReferenceUsed, MoreThanOwed, InOtherHands,
    SecondPersonNeeded, NotThisState, DomainError without a reference.
    """
    if not sent.booking and not same_reference(sent.reference):
        raise DomainError("Enter the reference under which the money left: it keeps it from leaving twice.")
    with transaction.atomic(durable=True):
        held = hold_row(refund)
        before = Payment.objects.filter(refund=held, key=sent.key).first()
        if before is not None:
            return before
        if not sent.booking:  # what stands in the ledger has left, whoever holds the refund
            _may_leave(held, person, now)
        _must_fit(held, sent)
        payment = Payment.objects.create(
            refund=held, shop_id=held.shop_id, key=sent.key, sent=True, amount_minor=sent.money.minor, way=sent.way,
            reference=sent.reference.strip()[:200], reference_key=same_reference(sent.reference),
            booking=sent.booking, at=now, by=person,
        )  # fmt: skip
        held.sent_minor += sent.money.minor
        full = held.rest_minor <= 0
        held.state, held.way, held.holder = (Refund.SENT if full else Refund.OPEN), sent.way, None
        held.settled_at = now if full else None
        held.save(update_fields=["sent_minor", "state", "way", "holder", "settled_at"])
        record(
            shop=held.shop_id,
            actor=actor.journal_name,
            action="refund.sent",
            subject=f"case:{held.case_id}",
            now=now,
            data={
                "refund": held.pk, **sent.money.as_dict(), "way": sent.way, "reference": sent.reference.strip()[:200],
                "rest": Money(max(held.rest_minor, 0), held.currency).amount,
            },
        )  # fmt: skip
        enqueue("flow.refund_sent", {"payment": payment.pk}, now=now, key=f"refund:{payment.pk}", priority=4)
    refund.refresh_from_db()
    return payment


def record_failed(
    *, actor: Actor, person: Person, refund: Refund, key: str, way: str, reason: str, now: datetime
) -> Payment:
    """It did not go; why is kept, and it can be tried again or by another way. Raises InOtherHands, DomainError."""
    if not reason.strip():
        raise DomainError("Say what the platform or the bank answered.")
    with transaction.atomic(durable=True):
        held = hold_row(refund)
        before = Payment.objects.filter(refund=held, key=key).first()
        if before is not None:
            return before
        _may_leave(held, person, now)
        payment = Payment.objects.create(
            refund=held, shop_id=held.shop_id, key=key, sent=False, amount_minor=held.rest_minor, way=way,
            reason=reason.strip()[:300], at=now, by=person,
        )  # fmt: skip
        held.state, held.holder = Refund.FAILED, None
        held.save(update_fields=["state", "holder"])
        record(
            shop=held.shop_id,
            actor=actor.journal_name,
            action="refund.failed",
            subject=f"case:{held.case_id}",
            now=now,
            data={"refund": held.pk, "way": way, "reason": reason.strip()[:300]},
        )
    refund.refresh_from_db()
    return payment


def take_back(*, actor: Actor, payment: Payment, reason: str, now: datetime) -> bool:
    """The money did not go after all (it came back, or the reference was of something else): owed again.

    Returns whether it was news; the booking in the ledger is the flow's.
    """
    if not reason.strip():
        raise DomainError("Say why this payment does not count.")
    with transaction.atomic(durable=True):
        held = hold_row(payment.refund)
        changed = Payment.objects.filter(pk=payment.pk, sent=True, undone_at__isnull=True).update(
            undone_at=now, reason=reason.strip()[:300]
        )
        if changed:
            held.sent_minor -= payment.amount_minor
            held.state, held.settled_at = Refund.OPEN, None
            held.save(update_fields=["sent_minor", "state", "settled_at"])
            record(
                shop=held.shop_id,
                actor=actor.journal_name,
                action="refund.taken_back",
                subject=f"case:{held.case_id}",
                now=now,
                data={"refund": held.pk, "payment": payment.pk, "reason": reason.strip()[:300]},
            )
    payment.refresh_from_db()
    return bool(changed)


def note_booked(*, payment: Payment, booking: str, unbooked: str = "") -> None:
    """Under which key it stands in the order's ledger, or why it could not stand there."""
    with transaction.atomic(durable=True):
        Payment.objects.filter(pk=payment.pk).update(booking=booking, unbooked=unbooked[:300])


def note_followed(*, payment: Payment, now: datetime) -> bool:
    """The case is told of it now; False where it knew."""
    with transaction.atomic(durable=True):
        return bool(Payment.objects.filter(pk=payment.pk, followed_at__isnull=True).update(followed_at=now))


def _may_leave(held: Refund, person: Person | None, now: datetime) -> None:
    if held.state == Refund.WAITS:
        raise SecondPersonNeeded("A second person has to confirm this refund before the money leaves.")
    if held.state not in Refund.PAYABLE:
        raise NotThisState("This refund is settled; no money is to leave for it any more. Load the list again.")
    alone = person is not None and held.holder_id == person.pk
    if held.state == Refund.HELD and not alone and held.held_at is not None and now - held.held_at < HELD_FOR:
        raise InOtherHands("Somebody else is sending this refund right now; ask before you send it a second time.")


def _must_fit(held: Refund, sent: Sent) -> None:
    if sent.money.currency != held.currency or sent.money.minor <= 0:
        raise DomainError(f"Enter what left in {held.currency}, above zero.")
    rest = Money(held.rest_minor, held.currency)
    if held.state not in Refund.PAYABLE and not sent.booking:
        raise NotThisState("This refund is settled.")
    if sent.money.minor > rest.minor:
        raise MoreThanOwed(f"Only {rest} is still to be sent. Nothing was recorded.")
    if not sent.booking and sent.money.minor > sent.open_minor:
        left = Money(sent.open_minor, held.currency)
        raise MoreThanOwed(
            f"Of this order only {left} has not gone back yet: the rest stands in its ledger already. "
            "Look at the case before you send anything; nothing was recorded."
        )
    known = same_reference(sent.reference)
    if not known:
        return
    used = Payment.objects.filter(
        shop_id=held.shop_id, way=sent.way, reference_key=known, sent=True, undone_at__isnull=True
    ).first()
    if used is not None:
        raise ReferenceUsed(
            f"The reference {sent.reference.strip()} stands at case {used.refund.case_id} already: one payment is one "
            "refund. Nothing was recorded.",
            case=used.refund.case_id,
        )


def _note(actor: Actor, refund: Refund, *, action: str, now: datetime) -> None:
    data = {"refund": refund.pk, **Money(refund.amount_minor, refund.currency).as_dict()}
    record(
        shop=refund.shop_id, actor=actor.journal_name, action=action, subject=f"case:{refund.case_id}", now=now,
        data=data,
    )  # fmt: skip
