"""Evidence that a person keeps, and the pack that is made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from amends.core.errors import DomainError, InputError
from amends.desk.cases.models import Case
from amends.desk.exhibits import operations as exhibits
from amends.desk.exhibits.models import Exhibit
from amends.desk.flow.imports import media_type_of
from amends.desk.flow.overview import evidence_platform
from amends.desk.flow.proof import case_record
from amends.desk.flow.refreshing import refresh
from amends.desk.flow.statements import must_be_allowed
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Person
from amends.desk.replies.letting import LONGEST_REASON
from amends.desk.shops.queries import shop_now
from amends.desk.storage import keep
from amends.evidence import build_pack


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A pack to save: its file name, the ZIP, the seal that the journal keeps."""

    name: str
    data: bytes
    seal: str


def refresh_after(case: Case, now: datetime) -> None:
    """Evidence counts at once: chances, options and gauge follow."""
    refresh(case.pk, now)


def keep_upload(*, person: Person, case: Case, type: str, title: str, name: str, data: bytes, now: datetime) -> Exhibit:
    """Keep a file that a person brings. Its name is data; what it is, its bytes say. Raises NotEvidence."""
    try:
        digest = keep(data)
    except ValueError as error:
        raise DomainError(str(error)) from error
    exhibit = exhibits.keep_file(
        actor=actor_of(person),
        case=case,
        type=type,
        title=title.strip(),
        name=name[:255] or "file",
        media_type=media_type_of(data, name),
        size=len(data),
        sha256=digest,
        now=shop_now(case.shop, now),
    )
    refresh(case.pk, now)
    return exhibit


def build(
    *, person: Person, case: Case, statement: str, language: str = "", reason: str = "", now: datetime
) -> BuiltPack:
    """Build the pack for the platform of the dispute (else of the shop); the journal keeps its seal and its gaps.

    ``statement`` goes in as written, if the lint does not block it or a lead gives a ``reason`` for the journal.
    ``language`` empty: as the words look. Raises what ``must_be_allowed`` raises, and DomainError for a case without an
    order and where the records cannot make a pack.
    """
    broken = must_be_allowed(person=person, case=case, text=statement, language=language, reason=reason, now=now)
    present, platform = shop_now(case.shop, now), evidence_platform(case)
    try:
        record, files = case_record(case, present)
        pack = build_pack(record.model_copy(update={"statement": statement}), files, platform)
    except InputError as error:
        raise DomainError(error.message) from error
    except (FileNotFoundError, ValueError) as error:
        raise DomainError(f"A kept file cannot be read: {error}") from error
    exhibits.note_pack(
        actor=actor_of(person),
        case=case,
        platform=platform,
        sha256=pack.seal,
        gaps=[gap.type.value for gap in pack.checklist.gaps],
        let_through={"rules": sorted(broken), "reason": reason.strip()[:LONGEST_REASON]} if broken else {},
        now=present,
    )
    number = re.sub(r"[^A-Za-z0-9-]+", "-", record.order.number).strip("-") or str(case.pk)
    return BuiltPack(f"evidence-{platform}-{number}.zip", pack.data, pack.seal)
