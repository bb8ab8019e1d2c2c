"""Wording letters the company's own way: kept, removed, undone, suggested."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.queries import leads, owns
from amends.desk.wordings.contents import (
    Content,
    Place,
    WordingRefused,
    place_of,
    read_content,
    tidied,
    troubles_of,
)
from amends.desk.wordings.models import Change, Suggestion, Wording
from amends.desk.wordings.queries import house_of_company
from amends.jobs.queue import enqueue


class OwnersOnly(DomainError):
    """Only an owner changes how the company words its letters."""

    code = "owners_only"


class LeadsSuggest(DomainError):
    """Only a lead or an owner suggests a wording."""

    code = "leads_suggest"


class WordingChanged(DomainError):
    """Somebody changed this wording meanwhile."""

    code = "wording_changed"


def _must_own(person: Person, organisation: Organisation) -> None:
    if not owns(person, organisation):
        raise OwnersOnly("Only an owner changes the wording; a lead can suggest it. Nothing was changed.")


def _checked(organisation: Organisation, place: Place, content: Content) -> dict[str, Any]:
    """The content as it is stored. Raises WordingRefused."""
    clean = tidied(place, content)
    if place.shop is not None and place.shop.organisation_id != organisation.pk:
        raise OwnersOnly("This shop belongs to another company.")
    if troubles := troubles_of(place, clean, house_of_company(organisation, place.shop)):
        raise WordingRefused(troubles)
    return clean.model_dump(mode="json")


def _put(actor: Actor, person: Person, organisation: Organisation, place: Place, after: dict[str, Any] | None,
         action: str, now: datetime) -> Wording | None:  # fmt: skip
    """Make ``after`` what stands at a place (None: the library's own), with its change and its journal entry."""
    current = Wording.objects.select_for_update().filter(organisation=organisation, **place.columns).first()
    before = current.content if current is not None else None
    if before == after:
        return current
    if after is None and current is not None:
        current.delete()
        current = None
    elif after is not None:
        current = current or Wording(organisation=organisation, version=0, **place.columns)
        current.content, current.version = after, current.version + 1
        current.changed_at, current.changed_by = now, person
        current.save()
    Change.objects.create(organisation=organisation, before=before, after=after, at=now, by=person, **place.columns)
    data = {"before": before, "after": after}
    _journal(actor, place, action=action, now=now, data=data)
    enqueue(
        "flow.rewrite_drafts",
        {"organisation": organisation.pk, "shop": place.shop.pk if place.shop else None, "language": place.language},
        now=now,
        key=f"rewrite:{organisation.pk}:{place.shop.pk if place.shop else 'all'}:{place.language}",
    )
    return current


def _journal(actor: Actor, place: Place, *, action: str, now: datetime, data: dict[str, Any]) -> None:
    shop = place.shop.pk if place.shop is not None else INSTALLATION
    record(shop=shop, actor=actor.journal_name, action=action, subject=place.subject, now=now, data=data)


def keep_wording(
    *,
    actor: Actor,
    person: Person,
    organisation: Organisation,
    place: Place,
    content: Content,
    version: int,
    now: datetime,
) -> Wording:
    """The owner words something her own way; ``version`` is the one she read, 0 where nothing stood.

    Raises OwnersOnly, WordingRefused (with its reasons), WordingChanged. The same content again changes nothing.
    """
    _must_own(person, organisation)
    after = _checked(organisation, place, content)
    with transaction.atomic(durable=True):
        _must_be(organisation, place, version)
        kept = _put(actor, person, organisation, place, after, action="wording.kept", now=now)
    assert kept is not None
    return kept


def _must_be(organisation: Organisation, place: Place, version: int) -> None:
    rows = Wording.objects.select_for_update().filter(organisation=organisation, **place.columns)
    if (rows.values_list("version", flat=True).first() or 0) != version:
        raise WordingChanged("Somebody changed this wording meanwhile; load the page again and look at theirs.")


def remove_wording(*, actor: Actor, person: Person, organisation: Organisation, place: Place, now: datetime) -> None:
    """Back to the library's wording, or without the snippet, signature or word. Raises OwnersOnly."""
    _must_own(person, organisation)
    with transaction.atomic(durable=True):
        _put(actor, person, organisation, place, None, action="wording.removed", now=now)


def undo_change(*, actor: Actor, person: Person, change: Change, now: datetime) -> None:
    """What stood before a change stands again. Raises OwnersOnly; WordingChanged where it was changed since; and
    WordingRefused where what stood before would not be taken today."""
    organisation, place = change.organisation, place_of(change)
    _must_own(person, organisation)
    before = None
    if change.before is not None:
        before = _checked(organisation, place, read_content(place.sort, change.before))
    with transaction.atomic(durable=True):
        current = Wording.objects.select_for_update().filter(organisation=organisation, **place.columns).first()
        if (current.content if current is not None else None) != change.after:
            raise WordingChanged("This wording was changed again since; undo the newer change first.")
        _put(actor, person, organisation, place, before, action="wording.undone", now=now)


def suggest_wording(
    *, actor: Actor, person: Person, organisation: Organisation, place: Place, content: Content, now: datetime
) -> Suggestion:
    """A lead suggests a wording; it is checked like one that is kept. Raises LeadsSuggest, WordingRefused."""
    if not leads(person, organisation):
        raise LeadsSuggest("Only a lead or an owner suggests a wording; tell one of them. Nothing was changed.")
    checked = _checked(organisation, place, content)
    with transaction.atomic(durable=True):
        Suggestion.objects.filter(
            organisation=organisation, by=person, state=Suggestion.OPEN, **place.columns
        ).delete()  # her own earlier one at this place
        made = Suggestion.objects.create(organisation=organisation, content=checked, at=now, by=person, **place.columns)
        _journal(actor, place, now=now, action="wording.suggested", data={"suggestion": made.pk, "content": checked})
    return made


def settle_suggestion(*, actor: Actor, person: Person, suggestion: Suggestion, adopt: bool, now: datetime) -> None:
    """The owner adopts or declines what a lead suggested; settled once. Raises OwnersOnly, WordingRefused."""
    organisation, place = suggestion.organisation, place_of(suggestion)
    _must_own(person, organisation)
    content = _checked(organisation, place, read_content(place.sort, suggestion.content)) if adopt else None
    state = Suggestion.ADOPTED if adopt else Suggestion.DECLINED
    with transaction.atomic(durable=True):
        settled = Suggestion.objects.filter(pk=suggestion.pk, state=Suggestion.OPEN).update(
            state=state, settled_at=now, settled_by=person
        )
        if settled and content is not None:
            _put(actor, person, organisation, place, content, action="wording.kept", now=now)
        elif settled:
            _journal(actor, place, now=now, action="wording.declined", data={"suggestion": suggestion.pk})
