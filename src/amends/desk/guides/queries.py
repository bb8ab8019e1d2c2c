"""Reading the guides of a company."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from amends.desk.guides.fitting import Wanted, Why, why_not
from amends.desk.guides.models import Guide
from amends.desk.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Offered:
    """A guide about the goods of a letter; ``why`` says why it does not go out today, empty where it may."""

    guide: Guide
    why: Why


def guides_of(organisation: Organisation) -> QuerySet[Guide]:
    """The guides in use, by title."""
    return Guide.objects.filter(organisation=organisation, removed_at__isnull=True).select_related("added_by")


def guide_of(organisation: Organisation, guide_id: int) -> Guide | None:
    return guides_of(organisation).filter(pk=guide_id).first()


def guides_for(organisation: Organisation, wanted: Wanted) -> list[Offered]:
    """Those that go with a letter, then those that would if they were valid today; others are not told."""
    judged = [Offered(guide, why_not(guide, wanted)) for guide in guides_of(organisation)]
    shown = [each for each in judged if each.why in ("", "not_yet", "expired")]
    return sorted(shown, key=lambda each: bool(each.why))


def expired_among(guide_ids: Sequence[int], day: date) -> list[str]:
    """The titles of those guides that may not go out on a day: no longer or not yet valid, or removed."""
    return [
        guide.title
        for guide in Guide.objects.filter(pk__in=list(guide_ids))
        if guide.removed_at is not None
        or (guide.valid_until is not None and day > guide.valid_until)
        or (guide.valid_from is not None and day < guide.valid_from)
    ]
