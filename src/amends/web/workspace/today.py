"""The morning page's figures: what today brings, in the owner's currency.

"Today" ends at midnight on the person's own clock; a shop whose clock stands still has its own today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.calendars import midnight
from amends.core.money import Money, Rate
from amends.desk.people.models import Organisation
from amends.desk.promises.models import Promise
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import CurrencySum, NoRate, Span, in_owner_currency
from amends.web.showing import zone_of
from amends.web.workspace.frame import Frame


@dataclass(frozen=True, slots=True)
class Total:
    """A sum in the owner's currency; ``without_rate`` are amounts for which no rate is known, as they are."""

    number: int
    money: Money
    without_rate: tuple[Money, ...]


def midnight_before(moment: datetime, zone: str) -> datetime:
    """The last midnight on the clock of ``zone`` that is not after ``moment``."""
    here = zone_of(zone)
    return midnight(moment.astimezone(here).date(), here)


def midnight_after(moment: datetime, zone: str) -> datetime:
    here = zone_of(zone)
    return midnight(moment.astimezone(here).date() + timedelta(days=1), here)


def today_of(frame: Frame) -> list[Span]:
    """From each shop's present to the end of its day; shops with the same present together."""
    by_present: dict[datetime, list[int]] = {}
    for shop in frame.shops:
        by_present.setdefault(frame.present(shop), []).append(shop.pk)
    return [Span(tuple(ids), present, midnight_after(present, frame.zone)) for present, ids in by_present.items()]


def yesterday_of(frame: Frame) -> list[Span]:
    spans: dict[datetime, list[int]] = {}
    for shop in frame.shops:
        spans.setdefault(midnight_before(frame.present(shop), frame.zone), []).append(shop.pk)
    return [Span(tuple(ids), midnight_before(end - timedelta(hours=1), frame.zone), end) for end, ids in spans.items()]


def presents_of(frame: Frame, shops: Sequence[Shop] | None = None) -> list[Span]:
    """The shops by what time it is there: ``start`` and ``end`` are their present."""
    return spans_ahead(frame, timedelta(0), shops)


def spans_ahead(frame: Frame, ahead: timedelta, shops: Sequence[Shop] | None = None) -> list[Span]:
    """From each shop's present so far ahead; shops with the same present together. All shops by default."""
    by_present: dict[datetime, list[int]] = {}
    for shop in frame.shops if shops is None else shops:
        by_present.setdefault(frame.present(shop), []).append(shop.pk)
    return [Span(tuple(ids), present, present + ahead) for present, ids in by_present.items()]


def spans_behind(frame: Frame, behind: timedelta, shops: Sequence[Shop] | None = None) -> list[Span]:
    """The same, up to and with each shop's present."""
    moment = timedelta(microseconds=1)
    return [Span(span.shop_ids, span.start - behind, span.start + moment) for span in presents_of(frame, shops)]


def total_of(
    sums: Iterable[CurrencySum],
    organisation: Organisation | None,
    now: datetime,
    rates: Mapping[str, Rate] | None = None,
) -> Total | None:
    """Amounts of several currencies as one sum, by the latest known rates; None without an organisation.

    ``rates`` are those that were read before; others are asked for.
    """
    if organisation is None:
        return None
    number, money, without = 0, Money.zero(organisation.currency), []
    for item in sums:
        number += item.number
        if not item.currency:
            continue
        amount = Money(item.minor, item.currency)
        rate = (rates or {}).get(item.currency)
        try:
            money += (
                rate.convert(amount) if rate is not None else in_owner_currency(amount, organisation, now.date())[0]
            )
        except NoRate:
            without.append(amount)
    return Total(number, money, tuple(without))


def promised(frame: Frame, rows: Iterable[Promise], within: timedelta) -> list[tuple[Promise, datetime]]:
    """Promises that fall due soon by their own shop's present, each with that present."""
    timed = [(promise, frame.present(promise.case.shop)) for promise in rows]
    return [(promise, present) for promise, present in timed if promise.due <= present + within]


def silent_shops(frame: Frame) -> list[Shop]:
    """Shops that nothing was heard of for longer than they allow; a stopped shop is never silent."""
    return [
        shop
        for shop in frame.shops
        if shop.as_of is None
        and frame.now - (shop.last_heard_at or shop.created_at) > timedelta(hours=shop.silent_after_hours)
    ]
