"""Reading links: whether a shop may give one, which one an address is, and whether it still opens the page."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer

from amends.core.packaged import read_yaml
from amends.desk.cases.models import Case
from amends.desk.orders.models import Order
from amends.desk.portal.models import Link, Upload
from amends.desk.shops.models import Shop

#: Signs the addresses of buyers' pages and nothing else.
_SALT = "amends.portal.link"
#: No address is longer; a longer one is not even looked at.
_LONGEST = 200


@cache
def _platforms() -> frozenset[str]:
    return frozenset(read_yaml("amends.desk.portal", "channels.yaml")["links_allowed"])


def allows_links(shop: Shop) -> bool:
    """Whether the shop's channel lets her send the buyer a link to a page of her own."""
    return shop.platform in _platforms()


def hosts_for(shop: Shop) -> list[str]:
    """Hosts that a letter of this shop may lead to: our own, where the channel allows a link at all."""
    if not allows_links(shop):
        return []
    told = urlsplit(settings.AMENDS_PUBLIC_ADDRESS).hostname
    return [told] if told else [host for host in settings.ALLOWED_HOSTS if host.strip(".*")]


def _signer() -> Signer:
    return Signer(salt=_SALT, sep=".")


def token_of(link: Link) -> str:
    """The signed part of the page's address; the same as long as the link has this version."""
    return str(_signer().sign_object([link.pk, link.version]))


def link_of(token: str, now: datetime) -> Link | None:
    """The link of an address; None where it was changed, replaced, revoked or has expired. ``now`` is the real time."""
    if len(token) > _LONGEST:
        return None
    try:
        told = _signer().unsign_object(token)
    except (BadSignature, ValueError):
        return None
    found = Link.objects.filter(pk=told[0]).select_related(
        "shop__organisation", "order__buyer", "order__shop", "case__buyer", "case__order__buyer"
    )
    link = found.first()
    return link if link is not None and link.version == told[1] and is_open(link, now) else None


def is_open(link: Link, now: datetime) -> bool:
    """Whether the link opens its page now."""
    return link.revoked_at is None and now < link.expires_at


def order_of(link: Link) -> Order | None:
    """The order that the page is about: the link's own, or the one that its case has been found to be about."""
    if link.order is not None:
        return link.order
    return link.case.order if link.case is not None else None


def case_of(link: Link) -> Case | None:
    """The case that the page shows: the order's open one, else its last."""
    order = order_of(link)
    if order is None:
        return link.case
    cases = Case.objects.filter(order=order).select_related("shop", "buyer", "order").order_by("-opened_at", "-pk")
    return cases.filter(closed_at__isnull=True).first() or cases.first()


def link_for(case: Case) -> Link | None:
    """The link that leads to this case's page, open or not; None where none was ever made."""
    found: Link | None = getattr(case.order, "buyer_link", None) if case.order is not None else None
    if found is None:
        found = getattr(case, "buyer_link", None)
    return found


def finished_uploads(link: Link, tokens: list[str]) -> list[Upload]:
    """Complete files of this link that no message has taken yet, by their tokens."""
    return list(
        Upload.objects.filter(link=link, token__in=tokens, used_at__isnull=True).exclude(sha256="").order_by("pk")
    )


def upload_of(link: Link, token: str) -> Upload | None:
    """A file of this very link that no message has taken yet."""
    return Upload.objects.filter(link=link, token=token, used_at__isnull=True).first()
