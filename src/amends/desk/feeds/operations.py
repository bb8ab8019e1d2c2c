"""Starting, finishing and undoing an import; saving a mapping."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from amends.connect.contract import Problem
from amends.desk.feeds.models import Import, Mapping
from amends.desk.feeds.tracking import note_problems
from amends.desk.journal.operations import record
from amends.desk.people.actors import Actor
from amends.desk.shops.models import Shop


def begin_import(
    *, actor: Actor, shop: Shop, name: str, fingerprint: str, mapping: dict[str, Any], now: datetime
) -> Import:
    """Start an import, or go on with the one of the same file that was broken off."""
    with transaction.atomic(durable=True):
        broken = Import.objects.filter(shop=shop, fingerprint=fingerprint, state=Import.RUNNING).first()
        if broken is not None:
            return broken
        source = Import.objects.create(
            shop=shop,
            name=name[:255],
            fingerprint=fingerprint,
            mapping=mapping,
            started_at=now,
            actor=actor.journal_name,
        )
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="import.started",
            subject=f"import:{source.pk}",
            now=now,
            data={"file": name[:255]},
        )
    return source


def reject_rows(*, source: Import, problems: list[Problem], cursor: int) -> None:
    """Keep the problems of rows that could not even be read."""
    with transaction.atomic(durable=True):
        note_problems(source, problems)
        lines = len({problem.line for problem in problems})
        Import.objects.filter(pk=source.pk).update(cursor=cursor, rejected=F("rejected") + lines)


def finish_import(*, actor: Actor, source: Import, notes: list[str], now: datetime) -> Import:
    """The file is read to its end."""
    with transaction.atomic(durable=True):
        changed = Import.objects.filter(pk=source.pk, state=Import.RUNNING).update(
            state=Import.FINISHED, finished_at=now, notes=notes
        )
        source.refresh_from_db()
        if changed:
            Shop.objects.filter(pk=source.shop_id).update(last_heard_at=now)
            record(
                shop=source.shop_id,
                actor=actor.journal_name,
                action="import.finished",
                subject=f"import:{source.pk}",
                now=now,
                data={
                    "created": source.created,
                    "updated": source.updated,
                    "unchanged": source.unchanged,
                    "rejected": source.rejected,
                },
            )
    return source


def fail_import(*, actor: Actor, source: Import, error: str, now: datetime) -> Import:
    """The file cannot be read: one clear sentence is kept; what was read before stays and can be undone."""
    with transaction.atomic(durable=True):
        changed = Import.objects.filter(pk=source.pk, state=Import.RUNNING).update(
            state=Import.FAILED, finished_at=now, notes=[error[:500]]
        )
        if changed:
            record(
                shop=source.shop_id,
                actor=actor.journal_name,
                action="import.failed",
                subject=f"import:{source.pk}",
                now=now,
                data={"error": error[:500]},
            )
    source.refresh_from_db()
    return source


def mark_undone(*, actor: Actor, source: Import, removed: dict[str, int], now: datetime) -> None:
    """All that the import brought is gone again."""
    with transaction.atomic(durable=True):
        Import.objects.filter(pk=source.pk).update(state=Import.UNDONE, undone_at=now)
        record(
            shop=source.shop_id,
            actor=actor.journal_name,
            action="import.undone",
            subject=f"import:{source.pk}",
            now=now,
            data=removed,
        )


def save_mapping(*, actor: Actor, shop: Shop, name: str, data: dict[str, Any], now: datetime) -> Mapping:
    """Keep a corrected mapping under a name, for the next file of the same shape."""
    with transaction.atomic(durable=True):
        mapping, _ = Mapping.objects.update_or_create(
            shop=shop, name=name[:120], defaults={"data": data, "saved_at": now}
        )
        record(
            shop=shop.pk,
            actor=actor.journal_name,
            action="mapping.saved",
            subject=f"mapping:{mapping.pk}",
            now=now,
            data={"name": name[:120]},
        )
    return mapping
