"""How the people of the demonstration share their work: two views for everybody, what one is good at, a note to another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from amends.desk.people.models import Organisation


def share(organisation: Organisation, now: datetime) -> None:
    """What a lead and two agents have set up; nothing where the company has no lead or no two agents."""
    from amends.core.vocabulary import Kind
    from amends.desk.cases.filters import Filter
    from amends.desk.cases.models import Case
    from amends.desk.cases.notes import add_note
    from amends.desk.people.actors import actor_of
    from amends.desk.saved_views.operations import save_view
    from amends.desk.shops.models import Membership
    from amends.desk.staffing.operations import declare_skills

    people = organisation.people.order_by("pk")
    lead = people.filter(memberships__role=Membership.LEAD).first()
    agents = list(people.filter(memberships__role=Membership.AGENT).distinct()[:2])
    if lead is None or len(agents) < 2:
        return
    for name, where in (
        ("葡萄牙语", Filter(language="pt")),
        ("亚马逊 24 小时内", Filter(platform="amazon", due="24h")),
    ):
        save_view(
            actor=actor_of(lead), person=lead, organisation=organisation, name=name, where=where, shared=True, now=now
        )
    customs = [Kind.CUSTOMS_HELD.value, Kind.CUSTOMS_CHARGES.value]
    declare_skills(
        actor=actor_of(agents[1]), by=agents[1], person=agents[1], kinds=customs, platforms=[], shops=[], most_open=0,
        now=now,
    )  # fmt: skip
    case = Case.objects.filter(shop__organisation=organisation, assignee=agents[0], closed_at__isnull=True).first()
    if case is not None:
        text = f"@{agents[0].name} 供应商明早发来发票，先别拒绝。"
        add_note(actor=actor_of(lead), case=case, author=lead, text=text, now=now, named=[agents[0]])
