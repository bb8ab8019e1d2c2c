"""What of the queue somebody wants to see: one filter for pages, saved views and their counters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from amends.core.errors import DomainError
from amends.core.vocabulary import LANGUAGES, Kind, Platform, Turn
from amends.desk.cases.models import Case, Tab
from amends.desk.people.models import Person
from amends.desk.shops.models import Membership, Shop
from amends.desk.shops.queries import shop_now
from amends.desk.staffing.queries import away

#: Whose cases: mine, nobody's, or those that run out within a day and that nobody at work sees to.
ME, NOBODY, UNCOVERED = "me", "nobody", "uncovered"
#: When they are due.
DUE = {"past": timedelta(0), "24h": timedelta(hours=24), "72h": timedelta(hours=72)}
#: How far a counter counts; what is more is "99+".
MOST = 100


class UnknownFilter(DomainError):
    """A filter asks for something that cannot be; ``field`` and ``value`` say what."""

    code = "unknown_filter"


@dataclass(frozen=True, slots=True)
class Filter:
    """Empty fields ask for nothing. ``who`` is ``me``, ``nobody``, ``uncovered`` or a person's number."""

    tab: str = ""
    shop: str = ""
    who: str = ""
    kind: str = ""
    platform: str = ""
    language: str = ""
    due: str = ""

    def as_data(self) -> dict[str, str]:
        """Only what is asked for, to be stored or put into an address."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def by_date(self) -> bool:
        """Whether it asks for what falls due soon: few cases, found by the index of dates."""
        return bool(self.due) or self.who == UNCOVERED


ALLOWED: dict[str, frozenset[str]] = {
    "tab": frozenset(Tab.values),
    "kind": frozenset(kind.value for kind in Kind),
    "platform": frozenset(platform.value for platform in Platform),
    "language": frozenset(LANGUAGES),
    "due": frozenset(DUE),
}


def filter_of(told: Mapping[str, Any]) -> Filter:
    """A filter from an address or a stored view. Raises UnknownFilter for a value that cannot be."""
    wanted = {name: str(told.get(name) or "") for name in Filter.__dataclass_fields__}
    for name, allowed in ALLOWED.items():
        if wanted[name] and wanted[name] not in allowed:
            raise UnknownFilter(f"{wanted[name]!r} cannot be used for {name}.", field=name, value=wanted[name])
    who = wanted["who"]
    if who and who not in (ME, NOBODY, UNCOVERED) and not (who.isascii() and who.isdigit() and len(who) < 19):
        raise UnknownFilter(f"{who!r} cannot be used for who.", field="who", value=who)
    return Filter(**wanted)


def shops_in(where: Filter, shops: Sequence[Shop]) -> list[Shop]:
    """Those of the shops that the filter leaves."""
    return [
        shop
        for shop in shops
        if (not where.shop or shop.key == where.shop) and (not where.platform or shop.platform == where.platform)
    ]


def condition_of(where: Filter, *, person: Person, shops: Sequence[Shop], now: datetime) -> Q:
    """Everything but the shops. ``shops`` give the time that a deadline is compared with."""
    wanted = Q()
    for name in ("tab", "kind"):
        if value := getattr(where, name):
            wanted &= Q(**{name: value})
    if where.language:
        wanted &= Q(language=where.language) | Q(language__startswith=f"{where.language}-")
    if where.who == ME:
        wanted &= Q(assignee=person)
    elif where.who == NOBODY:
        wanted &= Q(assignee=None)
    elif where.who == UNCOVERED:
        wanted &= _uncovered(now) & _due(shops, now, DUE["24h"])
    elif where.who:
        wanted &= Q(assignee=int(where.who))
    return wanted & _due(shops, now, DUE[where.due]) if where.due else wanted


def _due(shops: Sequence[Shop], now: datetime, within: timedelta) -> Q:
    """Due before then in each shop's own present; of rows that are walked (``in_shops``)."""
    presents: dict[datetime, list[int]] = {}
    for shop in shops:
        presents.setdefault(shop_now(shop, now), []).append(shop.pk)
    if len(presents) == 1:
        return Q(due__lt=next(iter(presents)) + within)
    wanted = Q(pk__in=[])
    for present, ids in presents.items():
        wanted |= Q(shop_number__in=ids, due__lt=present + within)
    # The end of them all, where a walk along the index of dates may stop.
    return wanted & Q(due__lt=max(presents, default=now) + within)


def _uncovered(now: datetime) -> Q:
    """It is our turn, and nobody has it, or somebody who is away, has left, or no longer works in the shop."""
    works_there = Membership.objects.filter(person=OuterRef("assignee"), shop=OuterRef("shop"))
    gone = Q(assignee=None) | Q(assignee__in=away(now)) | Q(assignee__is_active=False) | Q(~Exists(works_there))
    return Q(turn=Turn.SELLER.value) & gone


def in_shops(rows: QuerySet[Case], shop_ids: Sequence[int], *, walked: bool) -> QuerySet[Case]:
    """Only cases of these shops; ``walked`` in a form for which no index of shops can be used.

    The index of the order, or of dates, is walked then, instead of gathering all cases of the shops.
    """
    if walked:
        return rows.alias(shop_number=F("shop_id") + 0).filter(shop_number__in=list(shop_ids))
    return rows.filter(shop__in=list(shop_ids))


def matching(where: Filter, *, person: Person, shops: Sequence[Shop], now: datetime) -> QuerySet[Case]:
    """Open cases of these shops that the filter leaves, in no order."""
    left = shops_in(where, shops)
    rows = in_shops(Case.objects.filter(closed_at__isnull=True), [shop.pk for shop in left], walked=where.by_date)
    return rows.filter(condition_of(where, person=person, shops=left, now=now)).order_by()


def capped_counts(rows: Sequence[QuerySet[Case]], most: int = MOST) -> list[int]:
    """How many cases each of these holds, counted up to ``most``: one question for all of them."""
    parts: list[str] = []
    params: list[Any] = []
    for each in rows:
        try:
            sql, values = each.values("pk")[:most].query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) counted)")  # noqa: S608 - Django's own SQL with parameters
        params += values
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        found = cursor.fetchone()
    return [int(number) for number in found] if found else []
