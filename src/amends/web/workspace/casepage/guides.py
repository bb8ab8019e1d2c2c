"""The files that go with a letter, or could."""

from __future__ import annotations

from dataclasses import dataclass

from amends.desk.cases.models import Case
from amends.desk.flow.guiding import offered_guides
from amends.desk.guides.models import Guide
from amends.desk.replies.models import Reply
from amends.web.workspace.casepage.files import size_text
from amends.web.workspace.frame import Frame


@dataclass(frozen=True, slots=True)
class Shown:
    """A guide: ``attached`` to the letter, or offered, or kept back (``why``: expired, not yet valid, removed from the library)."""

    guide: Guide
    size: str
    why: str
    attached: bool


def guides_shown(case: Case, reply: Reply, frame: Frame) -> list[Shown]:
    """What is attached first, then what fits, then what is not valid today."""
    attached = {each["guide"] for each in reply.attachments}
    found = [
        Shown(each.guide, size_text(each.guide.size), each.why, each.guide.pk in attached)
        for each in offered_guides(case, reply, frame.now)
    ]
    known = {each.guide.pk for each in found}
    gone = Guide.objects.filter(pk__in=attached - known)
    found += [
        Shown(guide, size_text(guide.size), "removed" if guide.removed_at is not None else "", True) for guide in gone
    ]
    return sorted(found, key=lambda each: (not each.attached, bool(each.why)))
