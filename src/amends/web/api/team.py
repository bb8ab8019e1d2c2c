"""Working as a team: saved views of the queue, and who could take a case."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel

from amends.desk.cases.notes import mentions_of
from amends.desk.flow.assigning import suggestions
from amends.desk.people.models import Person
from amends.desk.saved_views.queries import counted, views_for
from amends.desk.shops.queries import shops_of
from amends.web.api.access import person_of
from amends.web.api.routes import Number, case_or_404, reads


class ViewShown(BaseModel):
    """A saved filter of the queue. ``filters`` are parameters of `GET /cases`; ``count`` stops at 100.

    ``outdated``: it asks for something that there is no more, and counts nothing.
    """

    id: int
    name: str
    shared: bool
    opens: bool
    filters: dict[str, str]
    count: int
    outdated: bool


class ViewList(BaseModel):
    views: list[ViewShown]


class Candidate(BaseModel):
    """A colleague for a case. ``points`` are in open cases, the fewest first; ``reasons`` say what was counted."""

    person: int
    name: str
    points: float
    open: int
    reasons: list[str]
    possible: bool


class Candidates(BaseModel):
    """Whom the rule suggests (null where everybody is away or has enough), and everybody in its order."""

    suggested: int | None
    people: list[Candidate]


class MentionShown(BaseModel):
    case: int
    author: str
    at: datetime
    text: str


class MentionList(BaseModel):
    mentions: list[MentionShown]


@reads("/views", ViewList, tag="cases", summary="Saved views of the queue, with their counters")
def list_views(request: HttpRequest) -> Any:
    """Your own, then those of the company. Counters are up to ten seconds old."""
    person: Person = person_of(request)
    shops = list(shops_of(person))
    organisation = person.organisation or (shops[0].organisation if shops else None)
    found = list(views_for(person, organisation)) if organisation else []
    shelf, _ = counted(found, [], person=person, shops=shops, now=timezone.now())
    return ViewList(
        views=[
            ViewShown(
                id=each.view.pk,
                name=each.view.name,
                shared=each.view.owner_id is None,
                opens=bool(getattr(each.view, "opens", False)),
                filters=each.where.as_data() if each.where else {},
                count=each.count,
                outdated=each.where is None,
            )
            for each in shelf
        ]
    )


@reads("/cases/{case_id}/candidates", Candidates, tag="cases", summary="Who could take a case, and why")
def list_candidates(request: HttpRequest, case_id: Number) -> Any:
    """Give it with `POST /cases/{case_id}/assignee`."""
    rows = suggestions(case_or_404(request, case_id), timezone.now())
    people = [
        Candidate(
            person=each.person.pk,
            name=each.person.name,
            points=each.row.points,
            open=each.row.open,
            reasons=list(each.row.reasons),
            possible=each.row.possible,
        )
        for each in rows
    ]
    return Candidates(suggested=people[0].person if people and people[0].possible else None, people=people)


@reads("/mentions", MentionList, tag="cases", summary="Notes that name you and that you have not opened")
def list_mentions(request: HttpRequest) -> Any:
    """Fifty at most, the newest first. A note is opened when you look at its case on the page."""
    person = person_of(request)
    found = mentions_of(person, [shop.pk for shop in shops_of(person)])
    return MentionList(
        mentions=[
            MentionShown(
                case=each.note.case_id,
                author=each.note.author.name if each.note.author else "",
                at=each.note.at,
                text=each.note.text,
            )
            for each in found
        ]
    )
