"""Mail of the page: looked up and sent after the request is over, so that its answer tells nothing."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from amends.connect.contract import OutgoingLetter
from amends.core.errors import TransportError
from amends.desk.flow.buyers_page import BUYER, connector_to_her
from amends.desk.orders.models import Buyer
from amends.desk.orders.queries import order_by_number
from amends.desk.portal.models import Link
from amends.desk.portal.operations import make_link, note_mailed
from amends.desk.portal.queries import allows_links, case_of, is_open, order_of
from amends.jobs.registry import job
from amends.web.portal.finding import proof_index
from amends.web.portal.language import own_languages
from amends.web.portal.mail import copy_letter, link_letter


def _same(one: str, other: str) -> bool:
    return bool(one) and bool(other) and hmac.compare_digest(one, other)


@job("portal.find_order", attempts=8, lease_seconds=300)
def find_order(payload: dict[str, Any], now: datetime) -> None:
    """Mail the link of an order where number and e-mail address (or postcode) fit; otherwise nothing happens."""
    shop, number = payload["shop"], payload["number"]
    order = order_by_number(shop, number) or order_by_number(shop, f"#{number}")
    if order is None or not order.buyer.email or not allows_links(order.shop):
        return
    by_mail = _same(order.buyer.email_index, payload["email"])
    if not by_mail and not _same(proof_index(order.postcode), payload["postcode"]):
        return
    known = Link.objects.filter(order=order).first()
    if known is not None and known.revoked_at is not None:
        return  # somebody of the shop has closed this page; only she opens it again
    link = make_link(actor=BUYER, shop=order.shop, order=order, now=now)
    language = next(filter(None, own_languages(order, case_of(link))), "en")
    letter = link_letter(
        link, order.buyer, language=language, base=payload["address"], key=f"find:{payload['once']}", now=now
    )
    _send(link, order.buyer, letter, "link", now)


@job("portal.mail_copy", attempts=8, lease_seconds=300)
def mail_copy(payload: dict[str, Any], now: datetime) -> None:
    """Mail a copy of the page to the address of its order."""
    link = Link.objects.filter(pk=payload["link"], version=payload["version"]).select_related("shop").first()
    buyer = _buyer_of(link) if link is not None and is_open(link, now) else None
    if link is None or buyer is None or not buyer.email:
        return
    letter = copy_letter(
        link, buyer, language=payload["language"], base=payload["address"], key=f"copy:{payload['once']}", now=now
    )
    _send(link, buyer, letter, "copy", now)


def _buyer_of(link: Link) -> Buyer | None:
    order, case = order_of(link), case_of(link)
    return order.buyer if order is not None else case.buyer if case is not None else None


def _send(link: Link, buyer: Buyer, letter: OutgoingLetter, what: str, now: datetime) -> None:
    try:
        connector_to_her(link, buyer, now).send(letter)
    except TransportError as error:
        if error.permanent:
            return
        raise
    note_mailed(actor=BUYER, link=link, what=what, now=now)
