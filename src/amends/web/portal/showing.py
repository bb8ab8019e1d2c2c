"""What the page says of an order, its parcels and its case: plain sentences, and only what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo

from amends.core.calendars import UnknownCalendar, country_zone
from amends.core.vocabulary import Leg, Turn
from amends.desk.flow.buyers_page import Page
from amends.desk.offers.models import Offer
from amends.desk.parcels.models import Parcel
from amends.desk.replies.queries import MOST_LOSS_TO_TELL
from amends.desk.wordings.queries import house_of
from amends.letter import day_in, worded_offer
from amends.letter.options import WordedOption
from amends.web.portal.words import say

#: Legs on which nothing is still expected to arrive.
_NOT_COMING = frozenset({Leg.DELIVERED.value, Leg.RETURNING.value, Leg.RETURNED.value, Leg.LOST.value})


@dataclass(frozen=True, slots=True)
class Tongue:
    """How the page writes: a language with its region, the buyer's clock, and what day it is there."""

    tag: str
    zone: tzinfo
    today: date

    def say(self, key: str, **values: str | int) -> str:
        return say(self.tag, key, **values)

    def day(self, when: datetime | date) -> str:
        """A moment as the buyer's day."""
        told = when.astimezone(self.zone).date() if isinstance(when, datetime) else when
        return day_in(self.tag, told, self.today.year)


def tongue_of(tag: str, country: str, present: datetime) -> Tongue:
    try:
        zone: tzinfo = country_zone(country)
    except UnknownCalendar:
        zone = UTC
    return Tongue(tag, zone, present.astimezone(zone).date())


@dataclass(frozen=True, slots=True)
class ParcelShown:
    number: str
    carrier: str
    lines: tuple[str, ...]


def parcel_shown(parcel: Parcel, tongue: Tongue, present: datetime) -> ParcelShown:
    """Where it is, when that was heard, and the forecast, or that there is none."""
    lines = [tongue.say(f"leg-{parcel.leg.replace('_', '-')}")]
    scans = [scan.at for scan in parcel.scans.all() if scan.at <= present]
    if scans:
        lines.append(tongue.say("news-on", date=tongue.day(max(scans))))
    if parcel.leg not in _NOT_COMING:
        lines.append(_forecast(parcel, tongue))
    return ParcelShown(parcel.tracking_number, parcel.carrier, tuple(lines))


def _forecast(parcel: Parcel, tongue: Tongue) -> str:
    """A day is named only where the parcel probably comes, and only one that still lies ahead."""
    told = parcel.arrival or {}
    if parcel.loss_probability > MOST_LOSS_TO_TELL:
        return tongue.say("forecast-doubt")
    latest = date.fromisoformat(told["p80"]) if told.get("p80") else None
    median = date.fromisoformat(told["median"]) if told.get("median") else None
    if latest is None or latest < tongue.today or parcel.anomaly.startswith("returned"):
        return tongue.say("forecast-unknown")
    if median is None or not tongue.today <= median < latest:
        return tongue.say("forecast-latest", latest=tongue.day(latest))
    return tongue.say("forecast", median=tongue.day(median), latest=tongue.day(latest))


@dataclass(frozen=True, slots=True)
class OfferShown:
    """The options as the letter words them. ``taken`` is what she chose, ``declined`` whether she wanted none."""

    id: int
    open: bool
    options: tuple[WordedOption, ...]
    choose_by: date
    taken: str
    declined: bool


def offer_shown(page: Page, tongue: Tongue) -> OfferShown | None:
    offered = page.offered
    if offered is None:
        return None
    worded = worded_offer(offered.request, tongue.tag, house_of(page.link.shop))
    taken = (offered.offer.answer or {}).get("accepts")
    chosen = next((option.text for option in worded.options if option.place == taken), "")
    declined = offered.offer.state == Offer.REFUSED
    is_open = offered.open and bool(worded.options) and page.case is not None and page.case.closed_at is None
    return OfferShown(offered.offer.pk, is_open, worded.options, worded.choose_by, chosen, declined)


def next_shown(page: Page, offer: OfferShown | None, tongue: Tongue) -> str:
    """What happens next, and until when."""
    case = page.case
    if case is None:
        return tongue.say("next-none")
    if case.closed_at is not None:
        return tongue.say("next-closed", date=tongue.day(case.closed_at))
    if case.turn == Turn.SELLER.value:
        if page.answer_due is None:
            return tongue.say("next-answer-open")
        late = page.answer_due < page.present
        return tongue.say("next-answer-late" if late else "next-answer", date=tongue.day(page.answer_due))
    if case.turn in (Turn.PLATFORM.value, Turn.CARRIER.value):
        return tongue.say("next-platform")
    if offer is not None and offer.open:
        late = offer.choose_by < tongue.today
        return tongue.say("next-choose-late" if late else "next-choose", date=tongue.day(offer.choose_by))
    return tongue.say("next-buyer" if case.turn == Turn.BUYER.value else "next-none")
