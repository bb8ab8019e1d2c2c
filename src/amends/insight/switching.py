"""From a result to a decision: an owner lets what she compared decide. The switch itself is the policies' operation."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from amends.core.errors import DomainError
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.policies.learning import note_standing
from amends.desk.policies.models import KeptPolicy, LearnedModel, Switch
from amends.desk.policies.operations import Choice, Scope, stop_learning, switch_on
from amends.desk.shops.models import Shop
from amends.insight.ways import Way, switch_now


class NothingToSwitch(DomainError):
    """What was compared decides already."""

    code = "nothing_to_switch"


def let_decide(
    *, person: Person, organisation: Organisation, shop: Shop | None, way: Way, reason: str, now: datetime
) -> list[Switch]:
    """Let ``way`` decide in a shop, or (None) in all that have nothing of their own; exploration stays as it is.

    A policy that was compared without a model decides without one. Raises what ``switch_on`` and ``stop_learning``
    raise, and NothingToSwitch.
    """
    actor, scope = actor_of(person), Scope(organisation, shop)
    if way.table:
        written = stop_learning(actor=actor, person=person, scope=scope, reason=reason, now=now)
    else:
        choice = Choice(
            policy=KeptPolicy.objects.filter(pk=way.kept).first() if way.kept is not None else None,
            shipped=way.shipped,
            model=LearnedModel.objects.filter(pk=way.model).first() if way.model is not None else None,
            exploration_share=_explored(organisation, shop),
        )
        before = switch_now(organisation, shop)
        row = switch_on(actor=actor, person=person, scope=scope, choice=choice, reason=reason, now=now)
        written = [row] if before is None or row.pk != before.pk else []
    if not written:
        raise NothingToSwitch("This decides already; nothing was changed.")
    note_standing(organisation=organisation)
    return written


def _explored(organisation: Organisation, shop: Shop | None) -> Decimal:
    switch = switch_now(organisation, shop)
    return switch.exploration_share if switch is not None else Decimal(0)
