"""Parcels of the demonstration: a named story, told by named steps until one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from amends.connect.contract import ParcelRecord
from amends.connect.demo import content
from amends.connect.demo.content import StoryEntry
from amends.connect.demo.numbers import numbered, spread
from amends.connect.demo.selling import Sale
from amends.core.calendars import country_zone, written_in, zone_named
from amends.core.contracts.watch import TrackingEvent

ORIGIN = "CN"
_JITTER_MINUTES = 47


@dataclass(frozen=True, slots=True)
class Journey:
    """``sent`` None: the carrier never had it, and only the announcement is known."""

    story: str
    name: str
    sent: datetime | None
    until: str
    last: datetime
    later: tuple[tuple[str, datetime], ...] = ()


def _when(journey: Journey, step: str, sent: datetime) -> datetime:
    """On the straight line from ``sent`` to ``last``, a few minutes early so that no two scans look alike."""
    line = content.stories().line
    if step == journey.until:
        return journey.last
    share = line[step] / line[journey.until] if line[journey.until] > 0 else Decimal(0)
    at = sent + (journey.last - sent) * float(max(share, Decimal(0)))
    early = timedelta(minutes=spread(f"{journey.name} {step}", _JITTER_MINUTES))
    return max(sent, at - early).replace(second=0, microsecond=0)


def _happens(step: str, sale: Sale) -> bool:
    """A parcel that stays at home meets no customs and no airport."""
    return sale.buyer.country != ORIGIN or step not in content.stories().border_steps


def _main_line(journey: Journey, sale: Sale) -> list[tuple[str, datetime]]:
    if journey.sent is None:
        return [("announced", journey.last)]
    announced = sale.placed_at + (journey.sent - sale.placed_at) * 0.4
    scans = [("announced", announced.replace(second=0, microsecond=0))]
    line = [step for step in content.stories().line if step != "announced" and _happens(step, sale)]
    scans += [(step, _when(journey, step, journey.sent)) for step in line[: line.index(journey.until) + 1]]
    return scans


def _words(story: StoryEntry, step: str, sale: Sale) -> str:
    texts = content.stories().words
    at_home = step in content.stories().origin_steps
    language = story.origin_words if at_home and story.origin_words != "own" else sale.buyer.language
    return texts.get(language, {}).get(step) or texts["en"][step]


def _event(story: StoryEntry, step: str, at: datetime, sale: Sale) -> TrackingEvent:
    """Origin scans are written in the seller's offset, the others in the buyer's, as trackers do."""
    stories, country = content.stories(), content.countries()[sale.buyer.country]
    at_origin = step in stories.origin_steps or step == "returned"
    zone: tzinfo = zone_named(content.company().zone) if at_origin else country_zone(sale.buyer.country)
    names = {
        "city": sale.buyer.city,
        "postcode": sale.buyer.postcode,
        "hub": country.hub,
        "depot": country.depot,
        "warehouse": content.company().warehouses[spread(sale.shop.key, len(content.company().warehouses))],
    }
    return TrackingEvent(
        at=written_in(at, zone),
        source=story.source,
        code=story.codes.get(step),
        status=story.statuses.get(step),
        description=_words(story, step, sale).format(**names),
        country=ORIGIN if at_origin else sale.buyer.country,
        location=stories.places[step].format(**names),
    )


def parcel_record(journey: Journey, sale: Sale, now: datetime) -> ParcelRecord:
    """The parcel with every scan until ``now``; what would come later has not happened."""
    story = content.stories().stories[journey.story]
    scans = [*_main_line(journey, sale), *journey.later]
    return ParcelRecord(
        tracking_number=numbered(story.number, f"parcel {journey.name}"),
        order_numbers=[sale.number],
        carrier=story.carrier,
        service=story.service,
        origin=ORIGIN,
        destination=sale.buyer.country,
        dispatched_at=journey.sent,
        events=[_event(story, step, at, sale) for step, at in scans if at <= now],
    )


def delivered_at(journey: Journey, now: datetime) -> datetime | None:
    """When the carrier says that it was handed over, if it says so."""
    if journey.sent is None or journey.until != "delivered" or journey.last > now:
        return None
    return journey.last
