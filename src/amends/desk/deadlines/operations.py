"""The team's hours; meeting deadlines, and what happens when they pass. ``setting`` writes them down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from amends.clock import OfficeHours, WrongOfficeHours, always_open, office_hours
from amends.core.calendars import knows_calendar, zone_named
from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.deadlines.models import Deadline, TeamHours
from amends.desk.deadlines.queries import hours_said
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop


class WrongTeamHours(DomainError):
    code = "wrong_team_hours"


def set_team_hours(*, actor: Actor, shop: Shop, hours: dict[str, Any] | None, now: datetime) -> None:
    """When the team of a shop works, as ``clock.office.office_hours`` reads it; None: always, as before it was said.

    Open deadlines follow when their case is looked at next. Raises WrongTeamHours.
    """
    if hours is not None:
        try:
            office_hours(hours, shop.time_zone)
        except WrongOfficeHours as error:
            raise WrongTeamHours(f"{error}. Nothing was changed.") from error
    with transaction.atomic(durable=True):
        if hours is None:
            TeamHours.objects.filter(shop=shop).delete()
        else:
            TeamHours.objects.update_or_create(shop=shop, defaults={"hours": hours, "set_at": now})
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="shop.changed",
            subject=f"shop:{shop.pk}",
            now=now,
            data={"team_hours": hours},
        )


def set_team_week(*, actor: Actor, shop: Shop, week: Mapping[str, Any], calendar: str, now: datetime) -> None:
    """The hours of each weekday (no day at all: always) and whose public holidays are free (empty: nobody's).

    What was said of single days and of worked weekends stays. Raises WrongTeamHours.
    """
    if calendar and not knows_calendar(calendar):
        raise WrongTeamHours("No public holidays are known for this country. Nothing was changed.")
    said = hours_said([shop.pk]).get(shop.pk, {})
    kept = {name: value for name, value in said.items() if name in ("made_up", "days")}
    hours = {**kept, "week": dict(week), **({"calendar": calendar} if calendar else {})}
    set_team_hours(actor=actor, shop=shop, hours=hours if week else None, now=now)


def office_of(shop: Shop) -> OfficeHours:
    """When the team of a shop works: as it said, in the shop's zone; always, where it said nothing."""
    said = TeamHours.objects.filter(shop=shop).first()
    return always_open(zone_named(shop.time_zone)) if said is None else office_hours(said.hours, shop.time_zone)


def settle(*, actor: Actor, case: Case, keys: Sequence[str] | None, state: str, now: datetime) -> int:
    """Open deadlines (all, or those of the keys) are met or no longer count; returns how many."""
    with transaction.atomic(durable=True):
        rows = Deadline.objects.filter(case=case, state=Deadline.OPEN)
        if keys is not None:
            rows = rows.filter(key__in=list(keys))
        settled = rows.update(state=state, settled_at=now)
        if settled and state == Deadline.MET:
            record(
                shop=case.shop_id,
                actor=actor.journal_name,
                action="deadline.met",
                subject=f"case:{case.pk}",
                now=now,
                data={"deadlines": settled},
            )
    return settled


def pass_safe(*, actor: Actor, deadline: Deadline, now: datetime) -> bool:
    """The safe time is over: on record, once. Returns whether it was news."""
    with transaction.atomic(durable=True):
        changed = Deadline.objects.filter(pk=deadline.pk, state=Deadline.OPEN, passed_safe=False).update(
            passed_safe=True
        )
        if changed:
            record(
                shop=deadline.case.shop_id,
                actor=actor.journal_name,
                action="deadline.passed_safe",
                subject=f"case:{deadline.case_id}",
                now=now,
                data={"due": deadline.due.isoformat()},
            )
    return bool(changed)


def miss(*, actor: Actor, deadline: Deadline, now: datetime) -> bool:
    """The deadline has passed unanswered: on record, once. Returns whether it was news."""
    with transaction.atomic(durable=True):
        changed = Deadline.objects.filter(pk=deadline.pk, state=Deadline.OPEN, due__lte=now).update(
            state=Deadline.MISSED, settled_at=now
        )
        if changed:
            record(
                shop=deadline.case.shop_id,
                actor=actor.journal_name,
                action="deadline.missed",
                subject=f"case:{deadline.case_id}",
                now=now,
                data={"due": deadline.due.isoformat(), "consequence": deadline.action},
            )
    return bool(changed)
