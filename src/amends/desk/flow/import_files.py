"""Reading uploaded files into a shop in the background: begun by a person, resumed wherever it was broken off."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from amends.connect.files import Mapping
from amends.core.errors import DomainError
from amends.desk.feeds.models import Import
from amends.desk.feeds.operations import begin_import, fail_import
from amends.desk.feeds.uploads import Upload, find_upload, forget_upload
from amends.desk.flow.imports import ORDER_OF_KINDS, fingerprint_of, import_records
from amends.desk.people.actors import SYSTEM, Actor, actor_of
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.jobs.models import Job
from amends.jobs.queue import enqueue
from amends.jobs.registry import job

#: After so many seconds a run makes room for other work; it goes on where it was.
STRETCH = 40.0


class UploadGone(DomainError):
    """The uploaded files are not there any more."""

    code = "upload_gone"


class _Rest(Exception):
    """This stretch is over; what was read is kept."""


def start_import(
    *, person: Person, shop: Shop, upload: Upload, mappings: Sequence[Mapping], now: datetime
) -> list[Import]:
    """Begin one import for each mapping (orders before what refers to them) and queue the work."""
    kinds = [None, *ORDER_OF_KINDS]
    started = [
        begin_import(
            actor=actor_of(person),
            shop=shop,
            name=upload.name,
            fingerprint=fingerprint_of(upload.paths, mapping),
            mapping=mapping.model_dump(mode="json"),
            now=now,
        )
        for mapping in sorted(mappings, key=lambda mapping: kinds.index(mapping.kind))
    ]
    payload = {"upload": upload.token, "imports": [each.pk for each in started], "person": person.pk}
    enqueue("flow.import_file", payload, now=now, key=f"import:{upload.token}:{started[0].pk}", priority=1)
    return started


@job("flow.import_file", attempts=6, lease_seconds=180)
def import_file(payload: dict[str, Any], now: datetime) -> None:
    """Read the files of an upload; a file that cannot be read at all ends its import with one clear sentence."""
    upload = find_upload(payload["upload"])
    person = Person.objects.filter(pk=payload["person"]).first()
    actor = actor_of(person) if person else SYSTEM
    ends = time.monotonic() + STRETCH
    for source in (
        Import.objects.filter(pk__in=payload["imports"], state=Import.RUNNING).select_related("shop").order_by("pk")
    ):
        try:
            if upload is None:
                raise UploadGone("The uploaded file is not there any more; upload it again.")
            _read(source, upload, actor, ends)
        except DomainError as error:
            fail_import(actor=actor, source=source, error=error.message, now=timezone.now())
        except _Rest:
            source.refresh_from_db()
            key = f"import:{payload['upload']}:{source.pk}:{source.cursor}"
            enqueue("flow.import_file", payload, now=now, run_at=now + timedelta(seconds=1), key=key, priority=1)
            return
    forget_upload(payload["upload"])


def _read(source: Import, upload: Upload, actor: Actor, ends: float) -> None:
    def progress(done: int, line: int) -> None:
        if time.monotonic() > ends:
            raise _Rest

    mapping = Mapping.from_dict(source.mapping)
    import_records(
        actor=actor,
        shop=source.shop,
        source=upload.source(),
        mapping=mapping,
        name=source.name,
        fingerprint=source.fingerprint,
        clock=timezone.now,
        progress=progress,
    )


def trouble_of(source: Import) -> str:
    """The last error of an import's work that was given up; empty where it goes on."""
    given_up = Job.objects.filter(kind="flow.import_file", failed_at__isnull=False).order_by("-failed_at")[:50]
    error = next((each.last_error for each in given_up if source.pk in each.payload.get("imports", [])), "")
    return error.strip().rsplit("\n", 1)[-1][:300]
