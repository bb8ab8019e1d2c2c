"""Making, opening and revoking a link; counting tries."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from amends.core.errors import DomainError
from amends.desk.cases.models import Case
from amends.desk.journal.operations import record
from amends.desk.orders.models import Order
from amends.desk.people.actors import Actor
from amends.desk.people.personal_data import blind_index
from amends.desk.portal.models import Allowance, Link
from amends.desk.portal.queries import allows_links, is_open
from amends.desk.shops.models import Shop

#: That a page was opened is written down at most once in this time.
SEEN_EVERY = timedelta(minutes=5)
#: Counters older than this count nothing any more.
OLDEST_COUNT = timedelta(days=2)


class LinksForbidden(DomainError):
    """The platform does not let the seller send a link."""

    code = "links_forbidden"


class NothingToShow(DomainError):
    """A page needs an order or a case."""

    code = "nothing_to_show"


def make_link(*, actor: Actor, shop: Shop, order: Order | None = None, case: Case | None = None, now: datetime) -> Link:
    """The link to the page of an order, or of a case without one. ``now`` is the real time.

    One that is open stays as it is. One that was revoked or has expired gets a new version, so that its old address
    stays worthless. Raises LinksForbidden, NothingToShow.
    """
    if not allows_links(shop):
        raise LinksForbidden("This platform forbids links in messages; the lettered options of the letter replace it.")
    if order is None and case is None:
        raise NothingToShow("There is neither an order nor a case to show.")
    about: dict[str, Order | Case | None] = {"order": order} if order is not None else {"case": case}
    fresh = {
        "made_at": now,
        "made_by": actor.journal_name,
        "expires_at": now + timedelta(days=settings.AMENDS_BUYER_LINK_DAYS),
    }
    with transaction.atomic(durable=True):
        link, made = Link.objects.select_for_update().get_or_create(**about, defaults={"shop": shop, **fresh})
        if not made and is_open(link, now):
            return link
        if not made:
            Link.objects.filter(pk=link.pk).update(
                version=F("version") + 1, revoked_at=None, opened_at=None, last_opened_at=None, **fresh
            )
        _record(actor, link, action="link.made", now=now, expires=fresh["expires_at"])
    link.refresh_from_db()
    return link


def revoke_link(*, actor: Actor, link: Link, now: datetime) -> None:
    """The page is closed at once, under every address it ever had."""
    with transaction.atomic(durable=True):
        if Link.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=now):
            _record(actor, link, action="link.revoked", now=now)
    link.refresh_from_db()


def note_opened(*, actor: Actor, link: Link, now: datetime) -> None:
    """Somebody opened the page. The journal says so the first time; the link knows the last."""
    if link.last_opened_at is not None and now < link.last_opened_at + SEEN_EVERY:
        return
    with transaction.atomic(durable=True):
        first = Link.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=now)
        Link.objects.filter(pk=link.pk).update(last_opened_at=now)
        if first:
            _record(actor, link, action="link.opened", now=now)


def note_mailed(*, actor: Actor, link: Link, what: str, now: datetime) -> None:
    """The link (``what`` is link) or a copy of the page (copy) has left to the order's own e-mail address."""
    with transaction.atomic(durable=True):
        _record(actor, link, action="link.mailed", now=now, what=what)


def _record(actor: Actor, link: Link, *, action: str, now: datetime, **data: object) -> None:
    subject = f"order:{link.order_id}" if link.order_id is not None else f"case:{link.case_id}"
    record(
        shop=link.shop_id,
        actor=actor.journal_name,
        action=action,
        subject=subject,
        now=now,
        data={"version": link.version, **data},
    )


def may_try(*, what: str, by: str, most: int, within: timedelta, now: datetime) -> bool:
    """Count one more try of ``what`` by somebody; False where there were ``most`` already in this stretch of time.

    ``by`` is kept as a keyed hash only. The count is the database's, so that all workers count together.
    """
    key = blind_index(f"{what}\0{by}")
    with transaction.atomic(durable=True):
        Allowance.objects.filter(since__lt=now - OLDEST_COUNT).delete()
        Allowance.objects.get_or_create(key=key, defaults={"since": now})
        Allowance.objects.filter(key=key, since__lte=now - within).update(since=now, used=0)
        return bool(Allowance.objects.filter(key=key, used__lt=most).update(used=F("used") + 1))
