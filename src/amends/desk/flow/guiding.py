"""Guides of the company that go out with the letter of a case."""

from __future__ import annotations

from datetime import datetime

from amends.core.calendars import zone_named
from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.flow.imports import media_type_of
from amends.desk.guides.fitting import Wanted
from amends.desk.guides.models import Guide
from amends.desk.guides.operations import MOST_BYTES, About, StoredFile, add_guide, too_large
from amends.desk.guides.queries import Offered, guides_for
from amends.desk.people.actors import actor_of
from amends.desk.people.models import Organisation, Person
from amends.desk.replies import attachments
from amends.desk.replies.attachments import NotAttached, carries_files
from amends.desk.replies.models import Reply
from amends.desk.shops.queries import leads, shop_now
from amends.desk.storage import keep


def wanted_by(case: Case, reply: Reply, now: datetime) -> Wanted:
    """What the letter of a case is about."""
    order = case.order
    skus = (
        frozenset(line.sku.casefold() for line in order.lines.all() if line.sku) if order is not None else frozenset()
    )
    region = order.country if order is not None else ""
    return Wanted(
        skus,
        region,
        case.kind,
        reply.language,
        shop_now(case.shop, now).astimezone(zone_named(case.shop.time_zone)).date(),
    )


def offered_guides(case: Case, reply: Reply, now: datetime) -> list[Offered]:
    """The guides that go with the letter, and those about its goods that are not valid today, with the reason."""
    return guides_for(case.shop.organisation, wanted_by(case, reply, now)) if carries_files(reply) else []


def attach_guide(*, person: Person, case: Case, reply: Reply, guide_id: int, now: datetime) -> None:
    """Put a guide to the letter. Raises NotAttached where it is not offered for this letter today."""
    fit = (each.guide for each in offered_guides(case, reply, now) if each.guide.pk == guide_id and not each.why)
    guide = next(fit, None)
    if guide is None:
        raise NotAttached("This file is not offered for this letter: it is about something else, or not valid today.")
    attachments.attach(actor=actor_of(person), reply=reply, guide=guide, now=shop_now(case.shop, now))


def detach_guide(*, person: Person, case: Case, reply: Reply, guide_id: int, now: datetime) -> None:
    """Take a guide off the letter."""
    attachments.take_off(actor=actor_of(person), reply=reply, guide_id=guide_id, now=shop_now(case.shop, now))


def bring_guide(
    *, person: Person, organisation: Organisation, about: About, name: str, data: bytes, now: datetime
) -> Guide:
    """Add an uploaded file to the library. Its name is data; what it is, its bytes say. Raises GuideRefused."""
    if not leads(person, organisation):
        # Said by the operation in its own words; nothing of the file is stored before.
        return add_guide(
            actor=actor_of(person), person=person, organisation=organisation, about=about, now=now,
            file=StoredFile(name, "", len(data), ""),
        )  # fmt: skip
    if len(data) > MOST_BYTES:
        raise too_large(len(data))
    try:
        digest = keep(data)
    except ValueError as error:
        raise DomainError(str(error)) from error
    file = StoredFile(name, media_type_of(data, name), len(data), digest)
    return add_guide(actor=actor_of(person), person=person, organisation=organisation, about=about, file=file, now=now)
