"""The link to the buyer's page, as the case page shows it: only where the shop's channel allows links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from amends.desk.cases.models import Case
from amends.desk.portal.queries import allows_links, is_open, link_for, token_of


@dataclass(frozen=True, slots=True)
class BuyerLink:
    """``token`` is empty where there is no link, or none that opens; ``closed_at`` says since when it does not."""

    token: str
    expires_at: datetime | None
    last_opened_at: datetime | None
    closed_at: datetime | None


def buyer_link_of(case: Case, now: datetime) -> BuyerLink | None:
    """None where the platform forbids links. ``now`` is the real time."""
    if not allows_links(case.shop):
        return None
    link = link_for(case)
    if link is None:
        return BuyerLink("", None, None, None)
    if not is_open(link, now):
        return BuyerLink("", None, None, link.revoked_at or link.expires_at)
    return BuyerLink(token_of(link), link.expires_at, link.last_opened_at, None)
