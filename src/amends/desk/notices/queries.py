"""Reading choices and notices; what stands against telling a buyer now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from amends.core.calendars import UnknownCalendar, midnight, zone_named
from amends.core.places import calendar_of_place, zones_of_place
from amends.core.quiet import hours_at
from amends.core.vocabulary import Milestone
from amends.desk.cases.models import Case
from amends.desk.conversations.models import Conversation
from amends.desk.notices.models import Choice, Notice, Refusal, Setup
from amends.desk.notices.rules import pace_of, rule_of
from amends.desk.orders.models import Buyer, Order
from amends.desk.shops.models import Shop

#: The order of the milestones.
RANK = {milestone: place for place, milestone in enumerate(Milestone)}
#: States in which a notice has left or may have.
LEFT = (Notice.SENDING, Notice.SENT, Notice.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a notice does not leave now: passed over for good, or looked at again at ``until``."""

    why: str
    until: datetime | None = None


def choices_of(shop_ids: Sequence[int]) -> dict[int, dict[Milestone, datetime]]:
    """By shop: the milestones that are told, each with the moment since when."""
    found: dict[int, dict[Milestone, datetime]] = {shop_id: {} for shop_id in shop_ids}
    for choice in Choice.objects.filter(shop_id__in=list(shop_ids)):
        found[choice.shop_id][Milestone(choice.milestone)] = choice.since
    return found


def caps_of(shop_ids: Sequence[int]) -> dict[int, int]:
    """By shop: how many notices may leave in a day."""
    rows = Setup.objects.filter(shop_id__in=list(shop_ids)).values_list("shop_id", "daily_cap")
    return dict.fromkeys(shop_ids, Setup.DAILY_CAP) | dict(rows)


def latest_notices(shop_ids: Sequence[int], most: int = 20) -> list[Notice]:
    """The newest notices of some shops, whatever became of them."""
    rows = Notice.objects.filter(shop_id__in=list(shop_ids)).select_related("order", "shop")
    return list(rows.order_by("-id")[:most])


def was_told(buyer: Buyer) -> bool:
    """Whether a notice ever left for this buyer."""
    return Notice.objects.filter(order__buyer=buyer, state__in=LEFT).exists()


def refuses(buyer: Buyer) -> bool:
    return Refusal.objects.filter(buyer=buyer).exists()


def may_refuse(buyer: Buyer) -> bool:
    """Whether there is something to refuse: she was told something and has not said that she wants no more."""
    return was_told(buyer) and not refuses(buyer)


def is_over(notice: Notice, now: datetime) -> bool:
    """Whether the milestone is no news any more."""
    pace = pace_of(Milestone(notice.milestone))
    return now > notice.reached_at + pace.after + pace.news_for


def obstacle_of(notice: Notice, now: datetime) -> Obstacle | None:
    """What stands against sending a notice at ``now`` (the real time); None where nothing does.

    Asked again immediately before it leaves, because everything may have changed while it waited.
    """
    why = _never(notice, now)
    if why:
        return Obstacle(why)
    why = _in_hand(notice.order)
    if why:
        waits = pace_of(Milestone(notice.milestone)).waits
        return Obstacle(why, now + timedelta(days=1) if waits else None)
    opens = opens_at(notice.order, now)
    if opens > now:
        return Obstacle("quiet", opens)
    if _sent_today(notice.shop, now) >= caps_of([notice.shop_id])[notice.shop_id]:
        return Obstacle("cap", opens_at(notice.order, _day_of(notice.shop, now) + timedelta(days=1)))
    return None


def _never(notice: Notice, now: datetime) -> str:
    """A reason that time will not mend."""
    milestone, order, shop = Milestone(notice.milestone), notice.order, notice.shop
    if shop.as_of is not None:
        return "clock_stopped"
    chosen = Choice.objects.filter(shop=shop, milestone=milestone.value).exists()
    if not chosen or milestone not in rule_of(shop.platform).may:
        return "switched_off"
    if order.cancelled:
        return "cancelled"
    if refuses(order.buyer):
        return "refused"
    if is_over(notice, now):
        return "too_old"
    later = [each.value for each in Milestone if RANK[each] > RANK[milestone]]
    if Notice.objects.filter(order=order, milestone__in=later).exclude(milestone=Milestone.REVIEW.value).exists():
        return "overtaken"
    return ""


def _in_hand(order: Order) -> str:
    """Whether somebody works on this buyer's trouble, or she waits for an answer: no time for good news."""
    about = Q(order=order) | Q(order__isnull=True, buyer_id=order.buyer_id)
    if Case.objects.filter(about, shop_id=order.shop_id, closed_at__isnull=True).exists():
        return "case_open"
    waiting = Conversation.objects.filter(about, shop_id=order.shop_id, first_unanswered_at__isnull=False)
    return "she_waits" if waiting.exists() else ""


def opens_at(order: Order, now: datetime) -> datetime:
    """The first moment from ``now`` on in the buyer's hours; ``now`` itself where her country is not known."""
    try:
        zones = zones_of_place(order.country, order.region, order.postcode)
        return hours_at(now, zones, calendar_of_place(order.country, order.region)).opens
    except UnknownCalendar:
        return now


def _day_of(shop: Shop, now: datetime) -> datetime:
    """The beginning of the shop's day."""
    zone = zone_named(shop.time_zone)
    return midnight(now.astimezone(zone).date(), zone)


def _sent_today(shop: Shop, now: datetime) -> int:
    return Notice.objects.filter(shop=shop, begun_at__gte=_day_of(shop, now), state__in=LEFT).count()
