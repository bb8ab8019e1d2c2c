"""An owner, and the policy with few remedies that she keeps."""

from __future__ import annotations

import pytest

from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.policies.models import KeptPolicy
from amends.desk.policies.operations import Choice, Scope, keep_policy, switch_on
from amends.desk.shops.models import Membership
from tests.conftest import Desk
from tests.insight.history import FEW, NOW


@pytest.fixture
def olga(desk: Desk) -> Person:
    """The owner of Lumora: Bob in her place, as an owner of both shops."""
    Membership.objects.filter(person=desk.bob).update(role=Membership.OWNER)
    return desk.bob


@pytest.fixture
def few(desk: Desk, olga: Person) -> KeptPolicy:
    """A kept policy that decides in all of Lumora's shops."""
    kept = keep_policy(
        actor=actor_of(olga), person=olga, organisation=desk.organisation, name="few", text=FEW, based_on="", now=NOW
    )
    switch_on(
        actor=actor_of(olga), person=olga, scope=Scope(desk.organisation), choice=Choice(policy=kept),
        reason="fewer remedies", now=NOW,
    )  # fmt: skip
    return kept
