"""Beginning and answering exercises, and what a company lets be practised on. Nothing here touches a real case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.orders.models import Buyer
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.practice.answering import Answer
from amends.desk.practice.models import Attempt, Consent, KeptOut
from amends.desk.practice.points import Point, is_right
from amends.desk.practice.queries import Chosen


class AlreadyAnswered(DomainError):
    """An answer stays as it was given; the exercise can be begun anew."""

    code = "already_answered"


def begin_exercise(
    *, actor: Actor, person: Person, organisation: Organisation, chosen: Chosen, now: datetime, anew: bool = False
) -> Attempt:
    """The exercise's clock starts; one that was begun and not answered goes on where it is, or (``anew``) starts over."""
    with transaction.atomic(durable=True):
        if anew:
            Attempt.objects.filter(person=person, exercise=chosen.exercise, answered_at=None).delete()
        attempt, fresh = Attempt.objects.get_or_create(
            person=person,
            exercise=chosen.exercise,
            answered_at=None,
            defaults={
                "organisation": organisation,
                "case": chosen.case,
                "kind": chosen.scenario.kind.value,
                "language": chosen.scenario.language.split("-")[0],
                "started_at": now,
            },
        )
        if fresh:
            _record(actor, action="practice.begun", subject=f"person:{person.pk}", now=now, exercise=chosen.exercise)
    return attempt


def answer_exercise(
    *, actor: Actor, attempt: Attempt, answer: Answer, letter: str, points: list[Point], now: datetime
) -> Attempt:
    """Keep an answer with what was found in it. Raises AlreadyAnswered. The journal holds no result."""
    with transaction.atomic(durable=True):
        changed = Attempt.objects.filter(pk=attempt.pk, answered_at=None).update(
            answered_at=now,
            answer=answer.stored,
            letter=letter,
            points=[{"question": p.question, "good": p.good, "codes": list(p.codes)} for p in points],
            right=is_right(points),
        )
        if not changed:
            raise AlreadyAnswered("This exercise is answered already; begin it anew to try again.")
        _record(
            actor, action="practice.answered", subject=f"person:{attempt.person_id}", now=now, exercise=attempt.exercise
        )
    attempt.refresh_from_db()
    return attempt


def allow_past_cases(*, actor: Actor, person: Person, organisation: Organisation, agrees: bool, now: datetime) -> None:
    """The owner lets (or no longer lets) the company's ended cases be practised on, without names and numbers."""
    with transaction.atomic(durable=True):
        before = Consent.objects.filter(organisation=organisation).values_list("agrees", flat=True).first() or False
        if before != agrees:
            Consent.objects.update_or_create(
                organisation=organisation, defaults={"agrees": agrees, "by": person, "at": now}
            )
            _record(
                actor, action="practice.past_allowed", subject=f"organisation:{organisation.pk}", now=now, agrees=agrees
            )


def keep_buyer_out(*, actor: Actor, person: Person, buyer: Buyer, now: datetime) -> None:
    """Nobody practises on this buyer's cases from now on; what was written about them in practice is deleted."""
    with transaction.atomic(durable=True):
        _, fresh = KeptOut.objects.get_or_create(buyer=buyer, defaults={"by": person, "at": now})
        Attempt.objects.filter(case__buyer=buyer).delete()
        if fresh:
            record(
                shop=buyer.shop_id, actor=actor.journal_name, action="practice.buyer_kept_out",
                subject=f"buyer:{buyer.pk}", now=now,
            )  # fmt: skip


def let_buyer_in(*, actor: Actor, buyer: Buyer, now: datetime) -> None:
    """This buyer's ended cases may be practised on again; what was written about them before stays deleted."""
    with transaction.atomic(durable=True):
        gone, _ = KeptOut.objects.filter(buyer=buyer).delete()
        if gone:
            record(
                shop=buyer.shop_id, actor=actor.journal_name, action="practice.buyer_let_in",
                subject=f"buyer:{buyer.pk}", now=now,
            )  # fmt: skip


def _record(actor: Actor, *, action: str, subject: str, now: datetime, **data: Any) -> None:
    record(shop=INSTALLATION, actor=actor.journal_name, action=action, subject=subject, now=now, data=data)
