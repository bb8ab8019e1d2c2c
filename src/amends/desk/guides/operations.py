"""Adding guides to the library, and taking them out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from amends.core.errors import DomainError
from amends.core.vocabulary import LANGUAGES, Kind
from amends.desk.guides.models import Guide
from amends.desk.journal.operations import INSTALLATION, record
from amends.desk.people.actors import Actor
from amends.desk.people.models import Organisation, Person
from amends.desk.shops.queries import leads

#: What a guide may be: what a buyer can open without harm. Never a program, a page or an archive.
TYPES = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "video/webm", "video/quicktime"})  # fmt: skip
#: The largest file that still fits a letter.
MOST_BYTES = 20 * 1024 * 1024
_REGION = re.compile(r"[A-Z]{2}")


class GuideRefused(DomainError):
    """This file or what is said of it cannot be taken in; ``why`` names the reason, ``data["detail"]`` what it is about."""

    code = "guide_refused"

    def __init__(self, why: str, message: str, detail: str = "") -> None:
        super().__init__(message, detail=detail)
        self.why = why


class LeadsKeepGuides(DomainError):
    """Only a lead or an owner changes the guides."""

    code = "leads_keep_guides"


@dataclass(frozen=True, slots=True)
class About:
    """What a guide is for; empty means any."""

    sort: str
    title: str
    skus: Sequence[str] = ()
    languages: Sequence[str] = ()
    regions: Sequence[str] = ()
    kinds: Sequence[str] = ()
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the store already. ``media_type`` is what its bytes say."""

    name: str
    media_type: str
    size: int
    sha256: str


def too_large(size: int) -> GuideRefused:
    """The refusal of a file that no letter carries."""
    most = MOST_BYTES // 2**20
    return GuideRefused("size", f"The file has {size:,} bytes; a letter carries at most {most} MB.", str(most))


def _checked(about: About, file: StoredFile) -> About:
    title = " ".join(about.title.split())[:120]
    if not title:
        raise GuideRefused("title", "Give it a title; whoever writes a letter chooses by it.")
    if about.sort not in {name for name, _ in Guide.SORTS}:
        raise GuideRefused("sort", "Choose what it is: manual, video, report or certificate.")
    if file.media_type not in TYPES:
        raise GuideRefused(
            "type", "Buyers get PDF files, pictures (JPEG, PNG, WebP, GIF) and films (MP4, WebM, MOV) only."
        )
    if not 0 < file.size <= MOST_BYTES:
        raise too_large(file.size)
    if about.valid_from and about.valid_until and about.valid_until < about.valid_from:
        raise GuideRefused("days", "The last day of its validity lies before the first.")
    regions = sorted({region.strip().upper() for region in about.regions if region.strip()})
    if wrong := [region for region in regions if not _REGION.fullmatch(region)]:
        raise GuideRefused("region", f"{wrong[0]!r} is no country; write two letters, like BR.", wrong[0])
    if set(about.languages) - set(LANGUAGES) or set(about.kinds) - {kind.value for kind in Kind}:
        raise GuideRefused("lists", "Choose languages and kinds from the lists.")
    skus = sorted({sku.strip()[:120] for sku in about.skus if sku.strip()})
    return About(
        about.sort, title, skus, sorted(about.languages), regions, sorted(about.kinds), about.valid_from,
        about.valid_until,
    )  # fmt: skip


def _must_lead(person: Person, organisation: Organisation) -> None:
    if not leads(person, organisation):
        raise LeadsKeepGuides("Only a lead or an owner changes the guides; ask one of them. Nothing was changed.")


def add_guide(
    *, actor: Actor, person: Person, organisation: Organisation, about: About, file: StoredFile, now: datetime
) -> Guide:
    """A file of the company that may go out with letters. Raises LeadsKeepGuides, GuideRefused."""
    _must_lead(person, organisation)
    clean = _checked(about, file)
    with transaction.atomic(durable=True):
        guide = Guide.objects.create(
            organisation=organisation, sort=clean.sort, title=clean.title, skus=list(clean.skus),
            languages=list(clean.languages), regions=list(clean.regions), kinds=list(clean.kinds),
            valid_from=clean.valid_from, valid_until=clean.valid_until, name=file.name[:255] or "file",
            media_type=file.media_type, size=file.size, sha256=file.sha256, added_at=now, added_by=person,
        )  # fmt: skip
        record(
            shop=INSTALLATION,
            actor=actor.journal_name,
            action="guide.added",
            subject=f"guide:{guide.pk}",
            now=now,
            data={"title": guide.title, "sha256": guide.sha256, "skus": guide.skus, "valid_until": guide.valid_until},
        )
    return guide


def remove_guide(*, actor: Actor, person: Person, guide: Guide, now: datetime) -> None:
    """It is offered no more; letters that it went out with keep it. Raises LeadsKeepGuides."""
    _must_lead(person, guide.organisation)
    with transaction.atomic(durable=True):
        if Guide.objects.filter(pk=guide.pk, removed_at__isnull=True).update(removed_at=now):
            record(
                shop=INSTALLATION,
                actor=actor.journal_name,
                action="guide.removed",
                subject=f"guide:{guide.pk}",
                now=now,
                data={"title": guide.title},
            )
    guide.refresh_from_db()
