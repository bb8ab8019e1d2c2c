"""Adding to the journal and checking that nothing was changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from amends.desk.journal.actions import ACTIONS
from amends.desk.journal.followed import EVENTS
from amends.desk.journal.models import Chain, Entry
from amends.jobs.queue import enqueue

#: The chain of what concerns no single shop.
INSTALLATION = 0


def _digest(
    previous: str, shop: int, sequence: int, at: datetime, actor: str, action: str, subject: str, data: Any
) -> str:
    sealed = json.dumps(
        [previous, shop, sequence, at.astimezone(UTC).isoformat(timespec="microseconds"), actor, action, subject, data],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(sealed.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Act:
    """What happened to what, in business words: an entry before it has its place in the chain."""

    action: str
    subject: str
    data: dict[str, Any] = field(default_factory=dict)


def record(
    *, shop: int, actor: str, action: str, subject: str, now: datetime, data: dict[str, Any] | None = None
) -> Entry:
    """Add one entry to the shop's chain; see ``record_all``."""
    return record_all(shop=shop, actor=actor, acts=[Act(action, subject, data or {})], now=now)[0]


def record_all(*, shop: int, actor: str, acts: Sequence[Act], now: datetime) -> list[Entry]:
    """Add entries to the shop's chain, in their order, inside the transaction of the changes they tell of.

    Raises ValueError for an action that is not in ``actions``: every action has a name for people.
    """
    for act in acts:
        if act.action not in ACTIONS:
            raise ValueError(f"{act.action!r} is not a journal action; name it in desk/journal/actions.py")
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("a journal entry belongs into the transaction of its change")
    if not acts:
        return []
    sequence, previous, followed = _next_place(shop)
    entries: list[Entry] = []
    for act in acts:
        clean = json.loads(json.dumps(act.data, ensure_ascii=False, default=str))
        digest = _digest(previous, shop, sequence, now, actor, act.action, act.subject, clean)
        entries.append(
            Entry(
                shop=shop,
                sequence=sequence,
                at=now,
                actor=actor,
                action=act.action,
                subject=act.subject,
                data=clean,
                previous=previous,
                digest=digest,
            )
        )
        sequence, previous = sequence + 1, digest
    Entry.objects.bulk_create(entries)
    if followed:
        _announce(entries, now)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_chain SET sequence = %s, digest = %s WHERE shop = %s", [sequence - 1, previous, shop]
        )
    return entries


def note_changes(*, shops: Iterable[int]) -> None:
    """Something that lists show has changed in these shops without an entry of its own; pages that wait will look."""
    Chain.objects.filter(shop__in=sorted(set(shops))).update(unrecorded=F("unrecorded") + 1)


def _announce(entries: Sequence[Entry], now: datetime) -> None:
    """Somebody outside listens: a job tells of it, stored in the transaction of the change itself."""
    told = [entry.pk for entry in entries if entry.action in EVENTS]
    if told:
        enqueue("webhooks.announce", {"entries": told}, now=now, priority=-1)


def _next_place(shop: int) -> tuple[int, str, bool]:
    """The next sequence number, the digest it follows, who listens; the chain's head stays locked until the end.

    Written in plain SQL, because it runs several times for every case.
    """
    head_of = "SELECT sequence, digest, followed FROM journal_chain WHERE shop = %s"
    with connection.cursor() as cursor:
        cursor.execute(head_of + " FOR UPDATE" if connection.features.has_select_for_update else head_of, [shop])
        head = cursor.fetchone()
    if head is None:
        chain, _ = Chain.objects.select_for_update().get_or_create(shop=shop)
        return chain.sequence + 1, chain.digest, chain.followed
    return head[0] + 1, head[1], bool(head[2])


def verify(shop: int) -> Iterator[str]:
    """Walk a shop's chain and yield one sentence per thing that is wrong; nothing where all is well."""
    previous, expected = "", 1
    for entry in Entry.objects.filter(shop=shop).order_by("sequence").iterator(chunk_size=2000):
        if entry.sequence != expected:
            yield f"shop {shop}: entry {expected} is missing before entry {entry.sequence}."
            expected = entry.sequence
        if entry.previous != previous:
            yield f"shop {shop}: entry {entry.sequence} does not follow the one before it."
        digest = _digest(
            entry.previous, shop, entry.sequence, entry.at, entry.actor, entry.action, entry.subject, entry.data
        )
        if digest != entry.digest:
            yield f"shop {shop}: entry {entry.sequence} ({entry.action}) was changed after it was written."
        previous, expected = entry.digest, expected + 1
    head = Chain.objects.filter(shop=shop).first()
    if head is not None and (head.digest != previous or head.sequence != expected - 1):
        yield f"shop {shop}: the last entries are missing; the chain ends at {expected - 1}, its head says {head.sequence}."


def shops_with_entries() -> list[int]:
    return list(Chain.objects.order_by("shop").values_list("shop", flat=True))
