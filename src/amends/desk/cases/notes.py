"""Notes of the team, and colleagues named in them. A note never leaves the desk: no letter and no pack reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.cases.models import Case, Mention, Note
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.jobs.queue import enqueue


def people_named(text: str, people: Sequence[Person]) -> list[Person]:
    """Those of ``people`` that a text names with ``@Name``, each once, in their order.

    The longest name counts (``@Li Na`` is not Li), upper and lower case are alike, and in ``a@b.example`` nobody is
    named.
    """
    by_name: dict[str, list[Person]] = {}
    for person in people:
        if name := " ".join(person.name.split()).casefold():
            by_name.setdefault(name, []).append(person)
    longest_first = sorted(by_name, key=len, reverse=True)
    # Character by character, because casefold may change a text's length.
    folded = "".join(each.casefold() for each in text)
    found: set[int] = set()
    at = folded.find("@")
    while at >= 0:
        free = at == 0 or not _is_word(folded[at - 1])
        called = next((name for name in longest_first if free and _stands(folded, at + 1, name)), "")
        found |= {person.pk for person in by_name.get(called, ())}
        at = folded.find("@", at + 1)
    return [person for person in people if person.pk in found]


def _is_word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign in "._-+")


def _stands(text: str, at: int, name: str) -> bool:
    """Whether the name stands there and ends there; Chinese goes on without a space."""
    if not text.startswith(name, at):
        return False
    after = text[at + len(name) : at + len(name) + 1]
    return not after or not (after.isalnum() and after.isascii() and name[-1].isascii())


def add_note(
    *, actor: Actor, case: Case, author: Person | None, text: str, now: datetime, named: Sequence[Person] = ()
) -> Note:
    """Something for the team. ``named`` are the colleagues who are told of it; the author is never told.

    They must be allowed to see the case; whoever calls has made sure of that.
    """
    if not text.strip():
        raise DomainError("The note is empty.")
    with transaction.atomic(durable=True):
        written = Note.objects.create(case=case, author=author, at=now, text=text.strip())
        told = [person for person in named if author is None or person.pk != author.pk]
        Mention.objects.bulk_create(Mention(note=written, person=person) for person in told)
        record(
            shop=case.shop_id,
            actor=actor.journal_name,
            action="case.noted",
            subject=f"case:{case.pk}",
            now=now,
            data={"named": [person.pk for person in told]} if told else None,
        )
        enqueue("flow.index_cases", {"cases": [case.pk]}, now=now, key=f"index:{case.pk}", priority=-5)
    return written


def open_mentions(*, person: Person, case: Case, now: datetime) -> int:
    """She looks at the case: what names her there is new no longer. Returns how many notes that were.

    Not in the journal: it says only what she has seen.
    """
    fresh = list(
        Mention.objects.filter(person=person, note__case=case, opened_at__isnull=True).values_list("pk", flat=True)
    )
    if not fresh:
        return 0
    with transaction.atomic(durable=True):
        return Mention.objects.filter(pk__in=fresh, opened_at__isnull=True).update(opened_at=now)


def mentions_of(person: Person, shop_ids: Sequence[int], most: int = 50) -> list[Mention]:
    """Notes that name her and that she has not opened, in shops where she still works, the newest first."""
    found = Mention.objects.filter(person=person, opened_at__isnull=True, note__case__shop__in=list(shop_ids))
    named = found.select_related("note__author", "note__case__shop", "note__case__order")
    return list(named.order_by("-note__at", "-id")[:most])
