"""Keeping a filter of the queue under a name, changing its order, opening the queue with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from amends.core.errors import DomainError
from amends.desk.cases.filters import Filter
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.saved_views.models import DefaultView, SavedView
from amends.desk.saved_views.queries import views_for
from amends.desk.shops.queries import leads

#: So many views one person has at most, those of the company not counted; and the company as well.
MOST = 30
LONGEST = 40


class NameTaken(DomainError):
    code = "name_taken"


class SharedViewsNeedALead(DomainError):
    code = "lead_needed"


class TooManyViews(DomainError):
    code = "too_many_views"


def _may_share(person: Person, organisation: Organisation) -> None:
    if not leads(person, organisation):
        raise SharedViewsNeedALead("Only a lead or an owner keeps views for the whole company.")


def _may_change(person: Person, view: SavedView) -> None:
    """Her own, or one of the company's where she leads. Raises SharedViewsNeedALead."""
    if view.owner_id != person.pk:
        _may_share(person, view.organisation)


def _clean(name: str, organisation: Organisation, owner: Person | None, but: int | None = None) -> str:
    clean = " ".join(name.split())
    if not clean:
        raise DomainError("Give the view a name.")
    if len(clean) > LONGEST:
        raise DomainError(f"A view's name has at most {LONGEST} characters.")
    others = SavedView.objects.filter(organisation=organisation, owner=owner)
    if but is not None:
        others = others.exclude(pk=but)
    if others.filter(name__iexact=clean).exists():
        raise NameTaken(f"There is a view named “{clean}” already; choose another name.", name=clean)
    return clean


def save_view(
    *, actor: Actor, person: Person, organisation: Organisation, name: str, where: Filter, shared: bool, now: datetime
) -> SavedView:
    """Keep a filter under a name: for her alone, or for the company. Raises NameTaken, SharedViewsNeedALead."""
    if shared:
        _may_share(person, organisation)
    owner = None if shared else person
    with transaction.atomic(durable=True):
        clean = _clean(name, organisation, owner)
        before = SavedView.objects.filter(organisation=organisation, owner=owner)
        if before.count() >= MOST:
            raise TooManyViews(f"More than {MOST} views are no help; remove one first.")
        last = before.aggregate(last=Max("position"))["last"]
        view = SavedView.objects.create(
            organisation=organisation,
            owner=owner,
            name=clean,
            filters=where.as_data(),
            position=0 if last is None else last + 1,
            made_by=actor.journal_name,
            made_at=now,
        )
        _record(actor, view, action="view.saved", now=now, filters=view.filters, shared=shared)
    return view


def change_view(
    *, actor: Actor, person: Person, view: SavedView, now: datetime, name: str = "", where: Filter | None = None
) -> SavedView:
    """Another name, another filter, or both. Raises NameTaken, SharedViewsNeedALead."""
    _may_change(person, view)
    with transaction.atomic(durable=True):
        if name:
            view.name = _clean(name, view.organisation, view.owner, but=view.pk)
        if where is not None:
            view.filters = where.as_data()
        view.save(update_fields=["name", "filters"])
        _record(actor, view, action="view.changed", now=now, filters=view.filters)
    return view


def move_view(*, actor: Actor, person: Person, view: SavedView, step: int, now: datetime) -> None:
    """One place up (-1) or down (1) among those it stands with; at the end it stays."""
    _may_change(person, view)
    with transaction.atomic(durable=True):
        beside = list(SavedView.objects.select_for_update().filter(organisation=view.organisation, owner=view.owner))
        at = next(index for index, each in enumerate(beside) if each.pk == view.pk)
        to = min(max(at + step, 0), len(beside) - 1)
        if to == at:
            return
        beside.insert(to, beside.pop(at))
        for position, each in enumerate(beside):
            SavedView.objects.filter(pk=each.pk).exclude(position=position).update(position=position)
        _record(actor, view, action="view.changed", now=now, position=to)


def remove_view(*, actor: Actor, person: Person, view: SavedView, now: datetime) -> None:
    """The view goes, also where somebody's queue opened with it; no case is touched."""
    _may_change(person, view)
    with transaction.atomic(durable=True):
        _record(actor, view, action="view.removed", now=now, filters=view.filters)
        view.delete()


def open_with(*, actor: Actor, person: Person, view: SavedView | None, now: datetime) -> None:
    """Her queue opens with this view from now on, or (None) with all open cases."""
    if view is not None and view.pk not in {each.pk for each in views_for(person, view.organisation)}:
        raise DomainError("That is no view of yours.")
    with transaction.atomic(durable=True):
        if view is None:
            DefaultView.objects.filter(person=person).delete()
        else:
            DefaultView.objects.update_or_create(person=person, defaults={"view": view})
        name = view.name if view is not None else None
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="view.opens",
            subject=f"person:{person.pk}",
            now=now,
            data={"view": view.pk if view is not None else None, "name": name},
        )


def _record(actor: Actor, view: SavedView, *, action: str, now: datetime, **data: Any) -> None:
    record(
        shop=INSTALLATION,
        actor=actor.journal_name,
        action=action,
        subject=f"view:{view.pk}",
        now=now,
        data={"name": view.name, **data},
    )
