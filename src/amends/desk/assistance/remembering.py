"""Remembering pairs that a file brings, beside those that people corrected here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.assistance.models import RememberedPair, RememberedTerm
from amends.desk.assistance.queries import index_of
from amends.desk.assistance.similar import terms_for
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.queries import leads

Key = tuple[str, str, str]


class LeadsOnly(DomainError):
    """The memory goes out and comes in by leads and owners of the company."""

    code = "leads_only"


@dataclass(frozen=True, slots=True)
class GivenPair:
    """A pair from a file, both texts sealed. ``changed`` None where nothing says when a person last changed it."""

    source_language: str
    language: str
    source: str
    target: str
    changed: datetime | None

    @property
    def key(self) -> Key:
        return self.source_language, self.language, index_of(self.source)


@dataclass(slots=True)
class TakenPairs:
    """What became of pairs: new, changed, the same already, or left because what stands here is newer."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    kept: int = 0


@dataclass(slots=True)
class _Sorting:
    """Pairs beside what is known: rows to add and to change."""

    known: dict[Key, RememberedPair]
    told: TakenPairs = field(default_factory=TakenPairs)
    new: dict[Key, RememberedPair] = field(default_factory=dict)
    newer: dict[int, RememberedPair] = field(default_factory=dict)

    def take(self, pair: GivenPair, organisation: Organisation, person: Person | None, now: datetime) -> None:
        key = pair.key
        # A date that lies ahead says nothing.
        at = pair.changed if pair.changed is not None and pair.changed <= now else None
        row = self.known.get(key)
        if row is None:
            self.known[key] = self.new[key] = RememberedPair(
                organisation=organisation, source_language=key[0], language=key[1], index=key[2], source=pair.source,
                target=pair.target, by=person, at=at or now,
            )  # fmt: skip
            self.told.added += 1
        elif row.target == pair.target:
            self.told.unchanged += 1
        elif at is None or at <= row.at:
            self.told.kept += 1
        else:
            row.target, row.by, row.at = pair.target, person, at
            self.told.changed += key not in self.new and row.pk not in self.newer
            if key not in self.new:
                self.newer[row.pk] = row


def may_exchange(person: Person | None, organisation: Organisation) -> None:
    """Raises LeadsOnly unless she leads in a shop of the company; None is whoever has the machine's command line."""
    if person is not None and not leads(person, organisation):
        raise LeadsOnly("Only a lead or an owner takes the translation memory out or brings one in; ask one of them.")


def remember_pairs(
    *, actor: Actor, person: Person | None, organisation: Organisation, pairs: Sequence[GivenPair], now: datetime
) -> TakenPairs:
    """Remember pairs of a file; a pair that stands here gives way only to one that says that it was changed later.

    Raises LeadsOnly unless the person leads.
    """
    may_exchange(person, organisation)
    with transaction.atomic(durable=True):
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        rows = RememberedPair.objects.filter(organisation=organisation, index__in=[pair.key[2] for pair in pairs])
        sorting = _Sorting({(row.source_language, row.language, row.index): row for row in rows})
        for pair in pairs:
            sorting.take(pair, organisation, person, now)
        _store(organisation, list(sorting.new.values()), list(sorting.newer.values()))
        told = sorting.told
        if told.added or told.changed:
            record(
                shop=INSTALLATION,
                actor=actor.journal_name,
                action="memory.taken_in",
                subject=f"organisation:{organisation.pk}",
                now=now,
                data={"added": told.added, "changed": told.changed, "unchanged": told.unchanged, "kept": told.kept},
            )
    return told


def _store(organisation: Organisation, new: list[RememberedPair], newer: list[RememberedPair]) -> None:
    RememberedPair.objects.bulk_update(newer, ["target", "by", "at"])
    if not new:
        return
    # Somebody may have corrected the same words since they were looked for: hers stand.
    RememberedPair.objects.bulk_create(new, ignore_conflicts=True)
    stored = RememberedPair.objects.filter(organisation=organisation, index__in=[row.index for row in new])
    RememberedTerm.objects.bulk_create(term for row in stored.filter(terms__isnull=True) for term in terms_for(row))
