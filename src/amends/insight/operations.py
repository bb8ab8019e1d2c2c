"""Asking the policy lab, and what a trial keeps while it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.policies.queries import may_switch
from amends.desk.shops.models import Shop
from amends.insight.models import Night, Trial, TrialPart
from amends.insight.ways import Way, way_now, way_of
from amends.jobs.queue import enqueue

#: Below everything that a person or a buyer waits for.
PRIORITY = -5
#: So many finished trials a company keeps; older ones are deleted when a new one is asked for.
KEPT = 20


class OwnersOnly(DomainError):
    """Only an owner asks the lab."""

    code = "owners_only"


class NothingToCompare(DomainError):
    """Both sides are the same, or the span is empty."""

    code = "nothing_to_compare"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: two ways by their keys, one shop (None: all that follow the company), and a span of history."""

    candidate: str
    against: str
    shop: Shop | None = None
    start: datetime | None = None
    end: datetime | None = None


def ask_trial(*, actor: Actor, person: Person, organisation: Organisation, question: Question, now: datetime) -> Trial:
    """Ask what one policy would have cost beside another; the work is queued.

    One that is still at work on the same question is returned as it is. Raises OwnersOnly, NoSuchWay, NothingToCompare.
    """
    shop = question.shop
    if not may_switch(person, organisation, shop):
        raise OwnersOnly("Only an owner compares policies; ask one.")
    candidate = way_of(organisation, shop, question.candidate)
    against = way_of(organisation, shop, question.against)
    if _the_same(candidate, against):
        raise NothingToCompare("Both sides would decide the same; choose another policy on one of them.")
    if question.start is not None and question.end is not None and question.start >= question.end:
        raise NothingToCompare("The span ends before it begins; choose an earlier first day.")
    asked = {
        "shop": shop, "candidate": candidate.as_json(), "against": against.as_json(),
        "yardstick": way_now(organisation, shop).as_json(), "start": question.start, "end": question.end,
    }  # fmt: skip
    with transaction.atomic(durable=True):
        running = Trial.objects.filter(organisation=organisation, state__in=Trial.AT_WORK, **asked).first()
        if running is not None:
            return running
        trial = Trial.objects.create(organisation=organisation, asked_by=person, asked_at=now, **asked)
        record(
            shop=shop.pk if shop is not None else INSTALLATION,
            actor=actor.journal_name,
            action="lab.asked",
            subject=f"trial:{trial.pk}",
            now=now,
            data={"candidate": candidate.version, "against": against.version},
        )
        old = Trial.objects.filter(organisation=organisation).exclude(state__in=Trial.AT_WORK)
        Trial.objects.filter(pk__in=list(old.values_list("pk", flat=True)[KEPT:])).delete()
        _next(trial, now)
    return trial


def _the_same(one: Way, other: Way) -> bool:
    return one.version == other.version


def cancel_trial(*, actor: Actor, trial: Trial, now: datetime) -> bool:
    """Stop a trial that is at work; what it found so far is dropped. False where it had ended already."""
    with transaction.atomic(durable=True):
        stopped = Trial.objects.filter(pk=trial.pk, state__in=Trial.AT_WORK).update(
            state=Trial.CANCELLED, finished_at=now, judges=[]
        )
        if stopped:
            TrialPart.objects.filter(trial=trial).delete()
            record(
                shop=trial.shop_id or INSTALLATION,
                actor=actor.journal_name,
                action="lab.cancelled",
                subject=f"trial:{trial.pk}",
                now=now,
            )
    trial.refresh_from_db()
    return bool(stopped)


def keep_progress(*, trial: Trial, changes: dict[str, Any], now: datetime, part: TrialPart | None = None) -> bool:
    """Store how far a trial is, with the cases it has tried, and queue its next step; False where it was cancelled."""
    with transaction.atomic(durable=True):
        changed = Trial.objects.filter(pk=trial.pk, state__in=Trial.AT_WORK).update(**changes)
        if changed:
            if part is not None:
                TrialPart.objects.update_or_create(
                    trial=trial, position=part.position, defaults={"content": part.content}
                )
            _next(trial, now)
    return bool(changed)


def end_trial(*, trial: Trial, now: datetime, result: dict[str, Any] | None = None, error: str = "") -> None:
    """A trial has its result, or cannot have one."""
    with transaction.atomic(durable=True):
        Trial.objects.filter(pk=trial.pk, state__in=Trial.AT_WORK).update(
            state=Trial.FAILED if result is None else Trial.DONE,
            result=result, error=error[:300], finished_at=now, judges=[],
        )  # fmt: skip
        TrialPart.objects.filter(trial=trial).delete()


def _next(trial: Trial, now: datetime) -> None:
    enqueue("lab.try", {"trial": trial.pk}, now=now, key=f"trial:{trial.pk}", priority=PRIORITY)


def keep_night(*, night: Night) -> Night:
    """Store what a night brought; a day that has one already keeps it."""
    with transaction.atomic(durable=True):
        found = Night.objects.filter(organisation=night.organisation, day=night.day).first()
        if found is not None:
            return found
        night.save(force_insert=True)
    return night


def queue_nights(*, organisations: Sequence[tuple[int, str]], now: datetime) -> None:
    """Queue a night's learning for companies, each with its own day."""
    with transaction.atomic(durable=True):
        for organisation, day in organisations:
            enqueue(
                "lab.learn", {"organisation": organisation, "day": day}, now=now, key=f"learn:{organisation}:{day}",
                priority=PRIORITY,
            )  # fmt: skip
