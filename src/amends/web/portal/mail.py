"""Letters of the page itself: its link, and a copy of what it shows. They go to the order's own address only."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from amends.connect.contract import OutgoingLetter
from amends.core.vocabulary import InboundChannel
from amends.desk.flow.buyers_page import page_of
from amends.desk.orders.models import Buyer
from amends.desk.portal.models import Link
from amends.desk.portal.queries import order_of, token_of
from amends.letter import rights_sentence
from amends.web.portal.gate import country_of
from amends.web.portal.language import tag_of
from amends.web.portal.showing import Tongue, next_shown, offer_shown, parcel_shown, tongue_of


def link_address(link: Link, base: str) -> str:
    return f"{base}{reverse('buyers_page', args=[token_of(link)])}"


def link_letter(link: Link, buyer: Buyer, *, language: str, base: str, key: str, now: datetime) -> OutgoingLetter:
    """The link, until when it works, and that nothing need be done where nobody asked for it."""
    tongue = _tongue(link, language, now)
    lines = [
        tongue.say("mail-text"),
        link_address(link, base),
        tongue.say("mail-until", date=tongue.day(link.expires_at)),
        tongue.say("mail-not-you"),
        link.shop.name,
    ]
    return _letter(link, buyer, tongue, "\n\n".join(lines), key)


def copy_letter(link: Link, buyer: Buyer, *, language: str, base: str, key: str, now: datetime) -> OutgoingLetter:
    """What the page shows: parcels, what happens next, the offer, what was written, her rights, and the link."""
    tongue, page = _tongue(link, language, now), page_of(link, now)
    offer = offer_shown(page, tongue)
    parts = [f"{line.quantity} × {line.title or line.sku}" for line in page.lines]
    for parcel in page.parcels:
        parts.append("\n".join(parcel_shown(parcel, tongue, page.present).lines))
    parts.append(next_shown(page, offer, tongue))
    if offer is not None and offer.open:
        listed = [" ".join(filter(None, (each.letter and f"{each.letter})", each.text))) for each in offer.options]
        parts.append("\n".join([f"{tongue.say('offer')}:", *listed]))
    elif offer is not None and offer.taken:
        parts.append(tongue.say("chose", option=offer.taken))
    for one in page.said:
        parts.append(f"{tongue.say('from-us' if one.by_us else 'from-you')}, {tongue.day(one.at)}\n{one.text}")
    parts += [rights_sentence(tongue.tag), link_address(link, base), link.shop.name]
    return _letter(link, buyer, tongue, "\n\n".join(parts), key)


def _tongue(link: Link, language: str, now: datetime) -> Tongue:
    country = country_of(link)
    return tongue_of(tag_of(language, country), country, now)


def _letter(link: Link, buyer: Buyer, tongue: Tongue, text: str, key: str) -> OutgoingLetter:
    order = order_of(link)
    number = order.number if order is not None else ""
    return OutgoingLetter(
        key=key,
        shop=link.shop.key,
        platform=link.shop.platform,
        channel=InboundChannel.MESSAGE,
        recipient=buyer.email,
        recipient_name=buyer.name,
        order_number=number,
        subject=tongue.say("mail-subject", number=number).strip(),
        text=text,
        automatic=True,
    )
