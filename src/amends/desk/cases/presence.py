"""Who is in a case and who is typing there: a heartbeat of open pages that is forgotten by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from amends.desk.cases.models import Presence
from amends.desk.people.actors import Actor

#: So long after the last sign of a page its person counts as gone.
GONE_AFTER = timedelta(seconds=30)
#: A sign is written again when the last one is older than this: every second poll of a page writes nothing.
SIGN_AGAIN = timedelta(seconds=14)


@dataclass(frozen=True, slots=True, order=True)
class Present:
    """Somebody who has the page of a case open."""

    name: str
    typing: bool


def be_present(*, actor: Actor, case_id: int, shop_id: int, typing: bool, now: datetime) -> None:
    """A page of this case is open at somebody's, who types or not. Her signs in cases that she left are forgotten."""
    if actor.person_id is None:
        return
    with transaction.atomic(durable=True):
        mine = Presence.objects.filter(person_id=actor.person_id)
        changes = {"seen_at": now, "typing": typing}
        if mine.filter(case_id=case_id).update(**changes):
            return
        mine.filter(seen_at__lt=now - GONE_AFTER).delete()
        row = Presence(shop_id=shop_id, case_id=case_id, person_id=actor.person_id, **changes)
        # Two windows of hers may open the case at the same moment.
        Presence.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["case", "person"], update_fields=list(changes)
        )


def sign_is_due(written: datetime | None, was_typing: bool, *, typing: bool, now: datetime) -> bool:
    """Whether a sign has to be written, after the one that was written last."""
    return written is None or now - written >= SIGN_AGAIN or typing != was_typing


def fresh(now: datetime) -> Q:
    """Of the presences of a shop or a case: those that still say that somebody is there."""
    return Q(presences__seen_at__gt=now - GONE_AFTER)
