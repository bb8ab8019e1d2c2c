"""Claims: opened and renewed by what the engine finds, filed, answered, given up, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.money import Money
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.recoveries.models import Receipt, Recovery

#: What a step may change, and what taking it back restores.
_STEP = (
    "state", "asked_minor", "received_minor", "share", "reference", "reason", "filed_at", "settled_at", "owner_id",
    "pack_sha256",
)  # fmt: skip
_MOMENTS = ("filed_at", "settled_at")


class NotPossible(DomainError):
    """The claim is in another state than this step needs; somebody else may have been faster."""

    code = "recovery_not_possible"


class AmountNeeded(DomainError):
    code = "recovery_amount_needed"


class WrongDate(DomainError):
    code = "recovery_wrong_date"


class ReasonNeeded(DomainError):
    code = "recovery_reason_needed"


def file_claim(
    *,
    actor: Actor,
    recovery: Recovery,
    owner: Person | None,
    amount: Money,
    reference: str,
    now: datetime,
    pack_sha256: str = "",
) -> Recovery:
    """The claim was filed with the other side: how much was asked, under which reference. Also late, after it expired.

    ``pack_sha256`` is the seal of the evidence pack that went with it, where one was built. Raises AmountNeeded, NotPossible.
    """
    if amount.minor <= 0 or amount.currency != recovery.currency:
        raise AmountNeeded(f"Write what was asked, in {recovery.currency} and above zero.")
    changes = {
        "state": Recovery.FILED, "asked_minor": amount.minor, "reference": reference.strip()[:200], "filed_at": now,
        "settled_at": None, "owner_id": owner.pk if owner else None, "pack_sha256": pack_sha256,
    }  # fmt: skip
    data = {"amount": amount.amount, "currency": amount.currency, "reference": changes["reference"]}
    return _step(
        actor, recovery, (Recovery.OPEN, Recovery.EXPIRED), changes, action="recovery.filed", data=data, now=now
    )


def receive(
    *,
    actor: Actor,
    recovery: Recovery,
    amount: Money,
    counted: Money,
    rate: Mapping[str, Any],
    key: str,
    reference: str,
    now: datetime,
) -> Recovery:
    """Money came back; ``counted`` is the same in the claim's currency by ``rate``. The same ``key`` counts once.

    All that was asked: paid; less: part paid, and more may still come. Raises AmountNeeded, NotPossible.
    """
    if amount.minor <= 0 or counted.currency != recovery.currency:
        raise AmountNeeded("Write how much came back, above zero.")
    allowed = (Recovery.OPEN, Recovery.FILED, Recovery.PART_PAID, Recovery.REFUSED, Recovery.EXPIRED)
    with transaction.atomic(durable=True):
        same = _held(recovery, None).receipts.filter(key=key).first()
        if same is not None and same.voided_at is not None:
            raise NotPossible("This booking was taken back; load the page again and book it anew.")
        if same is not None:
            return recovery
        held = _held(recovery, allowed)
        Receipt.objects.create(
            recovery=held, key=key, amount_minor=amount.minor, currency=amount.currency, counted_minor=counted.minor,
            rate=dict(rate), reference=reference.strip()[:200], received_at=now, booked_by=actor.journal_name,
        )  # fmt: skip
        received = held.received_minor + counted.minor
        changes = {
            "state": Recovery.PAID if received >= held.asked_minor else Recovery.PART_PAID,
            "received_minor": received,
            "share": min(received / held.asked_minor, 1.0),
            "settled_at": now,
        }
        _change(held, changes, receipt=key)
        data = {"amount": amount.amount, "currency": amount.currency, "reference": reference.strip()[:200]}
        _tell(actor, held, action="recovery.received", data=data, now=now)
    recovery.refresh_from_db()
    return recovery


def refuse(*, actor: Actor, recovery: Recovery, reason: str, now: datetime) -> Recovery:
    """The other side said no, or found nothing. Raises ReasonNeeded, NotPossible."""
    _must_say(reason, "Say in a few words what the other side answered.")
    changes = {"state": Recovery.REFUSED, "reason": reason.strip()[:300], "share": 0.0, "settled_at": now}
    return _step(
        actor,
        recovery,
        (Recovery.FILED,),
        changes,
        action="recovery.refused",
        data={"reason": changes["reason"]},
        now=now,
    )


def give_up(*, actor: Actor, recovery: Recovery, reason: str, now: datetime) -> Recovery:
    """Nobody will claim this. It says nothing of the chance, and does not move it. Raises ReasonNeeded, NotPossible."""
    _must_say(reason, "Say in a few words why it is given up.")
    changes = {"state": Recovery.GIVEN_UP, "reason": reason.strip()[:300], "share": None, "settled_at": now}
    allowed = (Recovery.OPEN, Recovery.FILED, Recovery.EXPIRED)
    return _step(
        actor, recovery, allowed, changes, action="recovery.given_up", data={"reason": changes["reason"]}, now=now
    )


def undo(*, actor: Actor, recovery: Recovery, now: datetime) -> Recovery:
    """Take the last step back, with the money that it booked. Raises NotPossible where there is none."""
    with transaction.atomic(durable=True):
        held = _held(recovery, None)
        if held.previous is None:
            raise NotPossible("There is no step that could be taken back.")
        before = dict(held.previous)
        receipt = before.pop("receipt", "")
        if receipt:
            held.receipts.filter(key=receipt, voided_at__isnull=True).update(voided_at=now)
        undone = held.state
        for name, value in before.items():
            moment = name in _MOMENTS and value is not None
            setattr(held, name, datetime.fromisoformat(value) if moment else value)
        held.previous = None
        held.save(update_fields=[*_STEP, "previous"])
        _tell(actor, held, action="recovery.undone", data={"was": undone, "is": held.state}, now=now)
    recovery.refresh_from_db()
    return recovery


def set_due(
    *, actor: Actor, recovery: Recovery, due: datetime, safe_by: datetime, source: str, now: datetime
) -> Recovery:
    """A person read the date in a contract or on the platform's page: it wins over every rule, until it is set anew.

    Raises WrongDate, ReasonNeeded without a ``source``, NotPossible.
    """
    if due <= now:
        raise WrongDate("Choose a day that lies ahead; a claim whose time is over can still be filed or given up.")
    _must_say(source, "Say where the date stands: a contract, a page, a letter.")
    with transaction.atomic(durable=True):
        held = _held(recovery, (Recovery.OPEN, Recovery.EXPIRED))
        held.due, held.safe_by, held.passed_safe, held.due_set_by = due, safe_by, False, actor.journal_name
        held.rule = {"id": "person", "source": source.strip()[:300]}
        held.state, held.settled_at, held.previous = Recovery.OPEN, None, None
        held.save(
            update_fields=[
                "due", "safe_by", "passed_safe", "due_set_by", "rule", "state", "settled_at", "previous",
            ]
        )  # fmt: skip
        _tell(actor, held, action="recovery.due_set", data={"due": due.isoformat(), "source": source[:300]}, now=now)
    recovery.refresh_from_db()
    return recovery


def pass_safe(*, actor: Actor, recovery: Recovery, now: datetime) -> bool:
    """The safe time is over and nothing was filed: on record, once. Returns whether it was news."""
    with transaction.atomic(durable=True):
        rows = Recovery.objects.filter(pk=recovery.pk, state=Recovery.OPEN, passed_safe=False, safe_by__lte=now)
        changed = rows.update(passed_safe=True)
        if changed:
            _tell(actor, recovery, action="recovery.passed_safe", data={"due": _iso(recovery.due)}, now=now)
    return bool(changed)


def expire(*, actor: Actor, recovery: Recovery, now: datetime) -> bool:
    """The deadline has passed and nothing was filed: on record, once. Returns whether it was news."""
    with transaction.atomic(durable=True):
        rows = Recovery.objects.filter(pk=recovery.pk, state=Recovery.OPEN, due__lte=now)
        changed = rows.update(state=Recovery.EXPIRED, settled_at=now, previous=None)
        if changed:
            data = {"due": _iso(recovery.due), "amount": Money(recovery.asked_minor, recovery.currency).amount}
            _tell(actor, recovery, action="recovery.expired", data=data, now=now)
    return bool(changed)


def _must_say(reason: str, message: str) -> None:
    if not reason.strip():
        raise ReasonNeeded(message)


def _step(
    actor: Actor,
    recovery: Recovery,
    allowed: tuple[str, ...],
    changes: dict[str, Any],
    *,
    action: str,
    data: dict[str, Any],
    now: datetime,
) -> Recovery:
    with transaction.atomic(durable=True):
        held = _held(recovery, allowed)
        _change(held, changes)
        _tell(actor, held, action=action, data=data, now=now)
    recovery.refresh_from_db()
    return recovery


def _held(recovery: Recovery, allowed: tuple[str, ...] | None) -> Recovery:
    """The row as it is now, kept until the transaction ends."""
    held = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if allowed is not None and held.state not in allowed:
        raise NotPossible(
            f"This claim is {held.state.replace('_', ' ')} by now; nothing was changed. Look at it once more."
        )
    return held


def _change(held: Recovery, changes: dict[str, Any], receipt: str = "") -> None:
    """Change the row and remember what it was; ``receipt`` is the money that came with it."""
    before = {name: getattr(held, name) for name in _STEP}
    held.previous = {name: _iso(value) if name in _MOMENTS else value for name, value in before.items()}
    if receipt:
        held.previous["receipt"] = receipt
    for name, value in changes.items():
        setattr(held, name, value)
    held.save(update_fields=[*_STEP, "previous"])


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _tell(actor: Actor, recovery: Recovery, *, action: str, data: dict[str, Any], now: datetime) -> None:
    record(
        shop=recovery.shop_id,
        actor=actor.journal_name,
        action=action,
        subject=f"case:{recovery.case_id}",
        now=now,
        data={"kind": recovery.kind, "recovery": recovery.pk, **data},
    )
