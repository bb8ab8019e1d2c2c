"""Reading sheets, and what waits for somebody: notes that name her and sheets that she can take."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from amends.desk.cases.models import Mention
from amends.desk.handovers.models import HandedCase, Handover
from amends.desk.people.models import Person
from amends.desk.shops.models import Membership


def _for(person: Person) -> QuerySet[Handover]:
    """Open sheets for her, or for whoever is on."""
    found = Handover.objects.filter(state=Handover.OPEN, organisation=person.organisation_id)
    return found.filter(Q(receiver=person) | Q(receiver=None)).exclude(author=person)


def to_take(person: Person) -> list[Handover]:
    """Open sheets that she can take, the newest first."""
    return list(_for(person).select_related("author"))


def given_by(person: Person, most: int = 10) -> list[Handover]:
    """Her own last sheets, the newest first."""
    found = Handover.objects.filter(author=person, organisation=person.organisation_id)
    return list(found.select_related("author", "receiver", "taken_by")[:most])


def sheet_seen_by(person: Person, sheet_id: int) -> Handover | None:
    """A sheet that she wrote, that is or was for her, or for whoever is on; a lead sees all of the company's."""
    found = Handover.objects.filter(pk=sheet_id, organisation=person.organisation_id)
    led = Membership.objects.filter(
        person=person, role__in=(Membership.LEAD, Membership.OWNER), shop__organisation=person.organisation_id
    )
    if not led.exists():
        found = found.filter(Q(author=person) | Q(receiver=person) | Q(receiver=None) | Q(taken_by=person))
    return found.select_related("author", "receiver", "taken_by").first()


def lines_of(sheet: Handover, shop_ids: Sequence[int]) -> list[HandedCase]:
    """The cases of a sheet that are in these shops."""
    return list(sheet.lines.filter(case__shop__in=list(shop_ids)).select_related("case__shop", "case__order"))


def waiting_for(person: Person, shop_ids: Sequence[int]) -> int:
    """How many notes name her that she has not opened, and sheets wait for her: one question for both."""
    notes = Mention.objects.filter(person=person, opened_at__isnull=True, note__case__shop__in=list(shop_ids))
    return notes.order_by().values("pk").union(_for(person).order_by().values("pk"), all=True).count()
