"""Opening, joining, assessing, waiting, closing; and what the queue shows of a case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from amends.core.errors import DomainError
from amends.core.vocabulary import CaseStage, Fault, Kind, Turn
from amends.desk.cases.arrivals import Arrival as Arrival
from amends.desk.cases.arrivals import open_or_join as open_or_join
from amends.desk.cases.arrivals import open_or_join_all as open_or_join_all
from amends.desk.cases.models import Case, Signal
from amends.desk.cases.notes import add_note as add_note
from amends.desk.cases.notes import open_mentions as open_mentions
from amends.desk.cases.standing import Found as Found
from amends.desk.cases.standing import Summary as Summary
from amends.desk.cases.standing import keep_assessments as keep_assessments
from amends.desk.cases.standing import summarise as summarise
from amends.desk.cases.tabs import count_in, move, tab_of
from amends.desk.journal.operations import record
from amends.desk.orders.models import Buyer, Order
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.jobs.queue import enqueue


class CaseClosed(DomainError):
    code = "case_closed"


class UnknownKind(DomainError):
    code = "unknown_kind"


def set_kind(*, actor: Actor, case: Case, kind: str, now: datetime) -> None:
    """A person says what the case is about; the engine is asked again."""
    if kind not in {member.value for member in Kind}:
        raise UnknownKind(f"{kind!r} is no kind of dispute.")
    with transaction.atomic(durable=True):
        _must_be_open(case)
        Case.objects.filter(pk=case.pk).update(
            kind=kind, kind_set_by=actor.journal_name, abstained=False, confidence=1.0
        )
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.kind_set",
            subject=f"case:{case.pk}",
            now=now,
            data={"kind": kind, "was": case.kind, "confidence": round(case.confidence, 3)},
        )
        enqueue("flow.refresh_case", {"case": case.pk}, now=now, key=f"refresh:{case.pk}", priority=3)
    case.refresh_from_db()


def set_fault(*, actor: Actor, case: Case, fault: str, reason: str, now: datetime) -> None:
    """A person says whose fault it is; the buyer's only with a written reason."""
    if fault not in {member.value for member in Fault}:
        raise DomainError(f"{fault!r} is no party.")
    if fault == Fault.BUYER.value and not reason.strip():
        raise DomainError("Say in a sentence which evidence shows that the buyer is at fault.")
    with transaction.atomic(durable=True):
        _must_be_open(case)
        Case.objects.filter(pk=case.pk).update(fault=fault, fault_set_by=actor.journal_name)
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.fault_set",
            subject=f"case:{case.pk}",
            now=now,
            data={"fault": fault, "reason": reason},
        )
        enqueue("flow.refresh_case", {"case": case.pk}, now=now, key=f"refresh:{case.pk}", priority=3)
    case.refresh_from_db()


def set_order(*, actor: Actor, case: Case, order: Order, now: datetime) -> None:
    """A person (or the buyer's answer) says which order it is about."""
    with transaction.atomic(durable=True):
        _must_be_open(case)
        if Case.objects.filter(order=order, closed_at__isnull=True).exclude(pk=case.pk).exists():
            raise DomainError(f"Order {order.number} has an open case already; answer this message there.")
        Case.objects.filter(pk=case.pk).update(order=order, buyer_id=order.buyer_id, order_candidates=[])
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.order_set",
            subject=f"case:{case.pk}",
            now=now,
            data={"order": order.number},
        )
        enqueue("flow.refresh_case", {"case": case.pk}, now=now, key=f"refresh:{case.pk}", priority=3)
    case.refresh_from_db()


def assign(*, actor: Actor, case: Case, person: Person | None, now: datetime, why: Sequence[str] = ()) -> bool:
    """Give an open case to somebody, or to nobody; ``why`` are the reasons of a rule. False where she has it already.

    Whoever is given it must work in the shop; whoever calls has made sure of that.
    """
    with transaction.atomic(durable=True):
        _hold(case)
        if case.assignee_id == (person.pk if person else None):
            return False
        was = case.assignee_id
        Case.objects.filter(pk=case.pk).update(assignee=person)
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.assigned",
            subject=f"case:{case.pk}",
            now=now,
            data={"person": person.pk if person else None, "was": was, **({"why": list(why)} if why else {})},
        )
    case.refresh_from_db()
    return True


def wait_until(*, actor: Actor, case: Case, until: datetime, turn: Turn, now: datetime) -> None:
    """Nothing to do until then; it comes back by itself."""
    if until <= now:
        raise DomainError("Choose a time that lies ahead.")
    with transaction.atomic(durable=True):
        _hold(case)
        _must_be_open(case)
        case.waiting_until, case.turn = until, turn.value
        move(case, tab_of(case))
        case.save(update_fields=["waiting_until", "turn", "tab"])
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.waiting",
            subject=f"case:{case.pk}",
            now=now,
            data={"until": until.isoformat(), "turn": turn.value},
        )
        # The team's clock stands still from now on, and runs again then.
        enqueue("flow.refresh_case", {"case": case.pk}, now=now, key=f"refresh:{case.pk}", priority=3)
        enqueue(
            "flow.refresh_case", {"case": case.pk}, now=now, run_at=until, key=f"wake:{case.pk}:{until.isoformat()}"
        )


def keep_answer(*, actor: Actor, case: Case, answer: dict[str, Any], now: datetime) -> None:
    """What the buyer said to our offer moves the case."""
    with transaction.atomic(durable=True):
        stage = case.stage
        if answer.get("resolved") or answer.get("accepts") is not None:
            stage = CaseStage.SETTLED.value
        elif answer.get("declines") or answer.get("counter"):
            stage = CaseStage.NEGOTIATING.value
        Case.objects.filter(pk=case.pk).update(stage=stage, turn=Turn.SELLER.value)
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.answered",
            subject=f"case:{case.pk}",
            now=now,
            data=answer,
        )
    case.refresh_from_db()


def note_letter_sent(*, case: Case, stage: str, now: datetime, buyer_waits: bool = False) -> None:
    """A letter has left: the stage follows, and it is the buyer's turn, unless she wrote again since."""
    after = {
        "acknowledge": CaseStage.ACKNOWLEDGED.value,
        "closing": CaseStage.FOLLOW_UP.value,
        "first_reply": CaseStage.NEGOTIATING.value,
        "follow_up": CaseStage.NEGOTIATING.value,
        "proactive": CaseStage.NEGOTIATING.value,
        "review_reply": CaseStage.FOLLOW_UP.value,
    }
    with transaction.atomic(durable=True):
        _hold(case)
        if case.closed_at is not None:
            return
        case.stage = after.get(stage, case.stage)
        case.turn = Turn.SELLER.value if stage == "acknowledge" or buyer_waits else Turn.BUYER.value
        case.past_safe = False
        move(case, tab_of(case))
        case.updated_at = now
        case.save(update_fields=["stage", "turn", "past_safe", "tab", "updated_at"])


def note_letter_returned(*, case: Case, now: datetime) -> None:
    """A letter came back: she has not read it, so it is our turn again."""
    with transaction.atomic(durable=True):
        _hold(case)
        if case.closed_at is not None or case.turn != Turn.BUYER.value:
            return
        case.turn = Turn.SELLER.value
        move(case, tab_of(case))
        case.updated_at = now
        case.save(update_fields=["turn", "tab", "updated_at"])


def note_refund_sent(*, case: Case, now: datetime) -> None:
    """The money has left: the case is settled, and it is our turn to say so."""
    with transaction.atomic(durable=True):
        _hold(case)
        if case.closed_at is not None:
            return
        case.stage, case.turn, case.waiting_until = CaseStage.SETTLED.value, Turn.SELLER.value, None
        move(case, tab_of(case))
        case.updated_at = now
        case.save(update_fields=["stage", "turn", "waiting_until", "tab", "updated_at"])


def close(*, actor: Actor, case: Case, reason: str, now: datetime) -> None:
    """The case is done. What the queue counts follows."""
    with transaction.atomic(durable=True):
        _hold(case)
        _must_be_open(case)
        changed = Case.objects.filter(pk=case.pk, closed_at__isnull=True).update(
            closed_at=now,
            close_reason=reason[:60],
            stage=CaseStage.CLOSED.value,
            turn=Turn.NOBODY.value,
            past_safe=False,
        )
        if changed:
            count_in(case.shop_id, case.tab, -1)
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="case.closed",
                subject=f"case:{case.pk}",
                now=now,
                data={"reason": reason},
            )
            enqueue("flow.case_closed", {"case": case.pk}, now=now)
    case.refresh_from_db()


def reopen(*, actor: Actor, case: Case, reason: str, now: datetime) -> None:
    """It was not done after all. Raises DomainError where the order has another open case by now."""
    with transaction.atomic(durable=True):
        _hold(case)
        if (
            case.order_id
            and Case.objects.filter(order=case.order_id, closed_at__isnull=True).exclude(pk=case.pk).exists()
        ):
            raise DomainError("This order has another open case by now; go on there.")
        changed = Case.objects.filter(pk=case.pk, closed_at__isnull=False).update(
            closed_at=None, close_reason="", stage=CaseStage.NEGOTIATING.value, turn=Turn.SELLER.value, updated_at=now
        )
        if changed:
            count_in(case.shop_id, case.tab, 1)
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="case.reopened",
                subject=f"case:{case.pk}",
                now=now,
                data={"reason": reason},
            )
            enqueue("flow.refresh_case", {"case": case.pk}, now=now, key=f"refresh:{case.pk}")
    case.refresh_from_db()


def _hold(case: Case) -> None:
    """Read the case again and keep it until the transaction ends: what was read before may be old."""
    case.refresh_from_db(from_queryset=Case.objects.select_for_update())


def _must_be_open(case: Case) -> None:
    if case.closed_at is not None:
        raise CaseClosed("This case is closed; open it again first.")


def forget_cases(*, source: str, ids: Sequence[int]) -> int:
    """Take back signals of an undone import; cases that nothing else has brought are removed."""
    with transaction.atomic(durable=True):
        touched = list(Signal.objects.filter(source=source, source_id__in=ids).values_list("case_id", flat=True))
        Signal.objects.filter(source=source, source_id__in=ids).delete()
        orphans = list(Case.objects.filter(pk__in=touched, signals__isnull=True))
        for case in orphans:
            if case.closed_at is None:
                count_in(case.shop_id, case.tab, -1)
            if case.buyer_id and case.opened_by in ("message", "dispute"):
                Buyer.objects.filter(pk=case.buyer_id, claims__gt=0).update(claims=F("claims") - 1)
        return Case.objects.filter(pk__in=[case.pk for case in orphans]).delete()[1].get("cases.Case", 0)
