"""Refunds that somebody decided: owed, confirmed by a second person, dropped. ``sending`` is how they leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.cases.models import Case
from amends.desk.journal.operations import record
from amends.desk.orders.models import Order
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.refunds.models import Refund, SecondPerson
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import NoRate, in_currency, members_of


class NotThisState(DomainError):
    """Somebody was faster, or this step does not follow from where the refund stands."""

    code = "not_this_state"


class SecondPersonNeeded(DomainError):
    """Above the shop's limit somebody else has to confirm first."""

    code = "second_person_needed"


@dataclass(frozen=True, slots=True)
class Owed:
    """What is to be given back: how much, by which way, until when, and what it came from (``key``).

    ``offer_id`` and ``taken``: the menu that was sent, and which of its items the buyer took.
    """

    key: str
    money: Money
    way: str
    due: datetime
    remedy: str = ""
    offer_id: int | None = None
    taken: int | None = None
    reason: str = ""


def set_second_person(*, actor: Actor, shop: Shop, above: Money | None, now: datetime) -> None:
    """Above which sum a refund of this shop needs a second person; None: none does. Raises DomainError.

    Refunds that wait or are open already stay as they are.
    """
    if above is not None:
        if above.minor < 0 or above.currency != shop.currency:
            raise DomainError(f"Write the limit in {shop.currency}, the currency of the shop, and not below zero.")
        if len(members_of(shop.pk)) < 2:
            raise DomainError("Only one person works in this shop: nobody could confirm. Give somebody access first.")
    with transaction.atomic(durable=True):
        if above is None:
            SecondPerson.objects.filter(shop=shop).delete()
        else:
            SecondPerson.objects.update_or_create(shop=shop, defaults={"above_minor": above.minor, "set_at": now})
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="shop.changed",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"second_person_above": above.as_dict() if above is not None else None},
        )


def needs_second_person(shop: Shop, money: Money, now: datetime) -> bool:
    """Whether this sum is above the shop's limit. In a currency without a rate it is: better one look too many."""
    limit = SecondPerson.objects.filter(shop=shop).first()
    if limit is None:
        return False
    try:
        return in_currency(money, shop.currency, shop.organisation, now.date()).minor > limit.above_minor
    except NoRate:
        return True


def owe(*, actor: Actor, person: Person | None, case: Case, order: Order, owed: Owed, now: datetime) -> Refund:
    """Write down that money is to be given back; the same key again changes nothing. Raises DomainError."""
    if owed.money.minor <= 0:
        raise DomainError("A refund is above zero.")
    if owed.way not in {way for way, _ in Refund.WAYS}:
        raise DomainError(f"{owed.way!r} is no way in which money goes back.")
    waits = needs_second_person(case.shop, owed.money, now)
    with transaction.atomic(durable=True):
        refund, fresh = Refund.objects.get_or_create(
            shop_id=case.shop_id,
            key=owed.key,
            defaults={
                "case": case, "order": order, "offer_id": owed.offer_id, "taken": owed.taken, "remedy": owed.remedy,
                "amount_minor": owed.money.minor, "currency": owed.money.currency, "way": owed.way, "due": owed.due,
                "state": Refund.WAITS if waits else Refund.OPEN, "decided_by": person, "decided_at": now,
                "reason": owed.reason.strip()[:300],
            },
        )  # fmt: skip
        if fresh:
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="refund.owed",
                subject=f"case:{case.pk}",
                now=now,
                data={
                    "refund": refund.pk, **owed.money.as_dict(), "way": owed.way, "due": owed.due.isoformat(),
                    "remedy": owed.remedy, "second_person": waits,
                },
            )  # fmt: skip
    return refund


def confirm(*, actor: Actor, person: Person, refund: Refund, now: datetime) -> Refund:
    """A second person agrees that the money leaves. Raises SecondPersonNeeded for whoever decided it, NotThisState."""
    if refund.decided_by_id == person.pk:
        raise SecondPersonNeeded("You decided this refund yourself; somebody else of the shop has to confirm it.")
    with transaction.atomic(durable=True):
        changed = Refund.objects.filter(pk=refund.pk, state=Refund.WAITS).update(
            state=Refund.OPEN, confirmed_by=person, confirmed_at=now
        )
        if not changed:
            raise NotThisState("This refund does not wait for a second person any more.")
        _note(actor, refund, action="refund.confirmed", now=now)
    refund.refresh_from_db()
    return refund


def choose_way(*, actor: Actor, refund: Refund, way: str, now: datetime) -> Refund:
    """Send it by another way; one that failed is open again. Raises NotThisState."""
    if way not in {known for known, _ in Refund.WAYS}:
        raise DomainError(f"{way!r} is no way in which money goes back.")
    with transaction.atomic(durable=True):
        held = hold_row(refund)
        if held.state not in (Refund.WAITS, *Refund.PAYABLE):
            raise NotThisState("This refund is settled; nothing was changed.")
        held.way = way
        held.state = Refund.OPEN if held.state == Refund.FAILED else held.state
        held.save(update_fields=["way", "state"])
        record(
            shop=refund.shop_id,
            actor=actor.journal_name,
            action="refund.way_chosen",
            subject=f"case:{refund.case_id}",
            now=now,
            data={"refund": refund.pk, "way": way, "was": refund.way},
        )
    refund.refresh_from_db()
    return refund


def drop(*, actor: Actor, refund: Refund, reason: str, now: datetime) -> Refund:
    """It is not owed any more, or not the rest of it; why goes into the journal. Raises NotThisState, DomainError."""
    if not reason.strip():
        raise DomainError("Say why this money is not owed any more.")
    with transaction.atomic(durable=True):
        held = hold_row(refund)
        if held.state not in Refund.RUNNING:
            raise NotThisState("This refund is settled; nothing was changed.")
        held.state = Refund.SENT if held.sent_minor else Refund.DROPPED
        held.reason, held.settled_at, held.holder = reason.strip()[:300], now, None
        held.save(update_fields=["state", "reason", "settled_at", "holder"])
        record(
            shop=refund.shop_id,
            actor=actor.journal_name,
            action="refund.dropped",
            subject=f"case:{refund.case_id}",
            now=now,
            data={
                "refund": refund.pk,
                "rest": Money(held.rest_minor, held.currency).amount,
                "currency": held.currency,
                "reason": reason.strip()[:300],
            },
        )
    refund.refresh_from_db()
    return refund


def hold_row(refund: Refund) -> Refund:
    """The refund as it stands now, kept until the transaction ends: what was read before may be old."""
    return Refund.objects.select_for_update().get(pk=refund.pk)


def _note(actor: Actor, refund: Refund, *, action: str, now: datetime) -> None:
    record(
        shop=refund.shop_id,
        actor=actor.journal_name,
        action=action,
        subject=f"case:{refund.case_id}",
        now=now,
        data={"refund": refund.pk, **Money(refund.amount_minor, refund.currency).as_dict()},
    )
