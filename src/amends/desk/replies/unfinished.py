"""Half-written letters: kept as they are typed, for their writer alone, until they are saved, sent or old.

Nothing of them is in the journal: they are no act yet, and one comes every few seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.people.actors import Actor
from amends.desk.people.models import Person
from amends.desk.replies.models import Reply, Unfinished
from amends.desk.together import loaded


class WrittenElsewhere(DomainError):
    """Another window of the same person has kept other words of this letter since."""

    code = "written_elsewhere"

    def __init__(self, kept: Unfinished) -> None:
        super().__init__("You wrote something else to this case in another window; choose which words to go on with.")
        self.kept = kept


def unfinished_of(case: Case, person: Person) -> Unfinished | None:
    """What this person has half written to a case."""
    known = loaded(case, "unfinished")
    if known is not None:
        return next((each for each in known if each.person_id == person.pk), None)
    return Unfinished.objects.filter(case=case, person=person).first()


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the field of a letter, and over what it was begun; see ``Unfinished``.

    ``revision`` is the kept one on which it was typed, 0 where none was known; ``window`` names the open page.
    """

    body: str
    reply_id: int | None
    version: int
    seen: int
    revision: int = 0
    window: str = ""


def keep_unfinished(*, actor: Actor, case: Case, typed: Typed, now: datetime) -> Unfinished | None:
    """Store what was typed so far; no words at all forget it. The same words again change nothing.

    Raises WrittenElsewhere where another window has kept something newer.
    """
    assert actor.person_id is not None, "a letter is typed by a person"
    with transaction.atomic(durable=True):
        held = Unfinished.objects.select_for_update().filter(case=case, person_id=actor.person_id).first()
        if held is not None and held.body == typed.body:
            return held
        if held is not None and held.revision != typed.revision and held.window != typed.window:
            raise WrittenElsewhere(held)
        if not typed.body.strip():
            if held is not None:
                held.delete()
            return None
        kept = held or Unfinished(case=case, person_id=actor.person_id, revision=typed.revision)
        kept.body, kept.reply_id, kept.version = typed.body, typed.reply_id, typed.version
        kept.seen, kept.window = typed.seen, typed.window[:40]
        kept.revision, kept.saved_at = kept.revision + 1, now
        kept.save()
        return kept


def forget_unfinished(*, actor: Actor, case: Case) -> None:
    """Its writer does not want it any more."""
    with transaction.atomic(durable=True):
        finish(actor=actor, case_id=case.pk)


def finish(*, actor: Actor, case_id: int) -> None:
    """Her words stand in the letter itself now, or she gave them up. Inside the transaction of that change."""
    if actor.person_id is not None:
        Unfinished.objects.filter(case_id=case_id, person_id=actor.person_id).delete()


def set_aside(*, actor: Actor, reply: Reply, now: datetime) -> None:
    """Keep the words of a letter that was taken back, unless she has half-written ones. Inside that transaction."""
    if actor.person_id is not None:
        Unfinished.objects.get_or_create(
            case_id=reply.case_id,
            person_id=actor.person_id,
            defaults={"body": reply.body, "reply_id": reply.pk, "version": reply.version, "saved_at": now},
        )


def prune_unfinished(*, now: datetime) -> int:
    """Forget half-written letters to which nobody came back for long; returns how many."""
    before = now - timedelta(days=settings.AMENDS_UNFINISHED_DAYS)
    with transaction.atomic(durable=True):
        return Unfinished.objects.filter(saved_at__lt=before).delete()[0]
