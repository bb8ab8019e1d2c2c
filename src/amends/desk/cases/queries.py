"""Reading cases: the queue by keyset, counters, and one case, always within the person's shops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce, Greatest, Least

from amends.desk.cases.filters import Filter, condition_of, in_shops, matching, shops_in
from amends.desk.cases.models import Case, Tab, TabCount
from amends.desk.orders.models import LedgerEntry
from amends.desk.people.models import Person
from amends.desk.shops.models import Shop
from amends.desk.shops.queries import Span, shops_of
from amends.desk.together import ask_together

PAGE = 50
UNSHOWN = frozenset(
    "cause asks order_candidates opened_at opened_by close_reason updated_at product platform_reason "
    "asked_minor missing fault procedure".split()
)
#: What a line is made of: the case without its long records, and of what belongs to it only what a line names.
#: Nothing that is encrypted is read unless it is shown. Other columns are read when somebody asks for them.
SHOWN = (
    *(f.name for f in Case._meta.concrete_fields if f.name not in UNSHOWN),
    "buyer__name", "buyer__reference", "buyer__country", "buyer__locale", "order__number", "order__country",
    "order__currency", "assignee__name",
)  # fmt: skip
#: From here on, cases are found faster by walking the queue's order than by gathering and sorting.
MANY = 2000


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Cases in order, and the cursor of the following page (None on the last)."""

    cases: list[Case]
    next: str | None


def case_seen_by(person: Person, case_id: int) -> Case | None:
    """The case, if it is in one of the person's shops."""
    return (
        Case.objects.filter(pk=case_id, shop__memberships__person=person)
        .select_related(
            "shop__organisation__assist_setup",
            "order__buyer",
            "order__shop",
            "order__buyer_link",
            "buyer",
            "assignee",
            "buyer_link",
        )
        .first()
    )


def shown_cases(rows: QuerySet[Case]) -> QuerySet[Case]:
    """With what a line shows beside the case, and without what it never shows: long records, encrypted columns."""
    return rows.select_related("buyer", "order", "assignee").only(*SHOWN)


def _position(after: str | None) -> tuple[bool, int, int] | None:
    """A cursor ``1.2340.77``: past its safe time, expected loss, id. Raises ValueError."""
    if not after:
        return None
    past, loss, case_id = (int(part) for part in after.split("."))
    return bool(past), loss, case_id


def _as_urgent(past_safe: bool) -> Q:
    """Cases past their safe time, or the others: written so that one stretch of the queue's index is walked.

    A bare truth value would leave the choice to the planner, which then may gather and sort all cases.
    """
    return Q(past_safe__in=[past_safe])


def _following(rows: QuerySet[Case], position: tuple[bool, int, int] | None, size: int) -> list[Case]:
    """The rows after a position. Each query walks one stretch of the index."""
    rows = rows.order_by("-past_safe", "-loss_minor", "-id")
    if position is None:
        return list(rows[:size])
    past, loss, case_id = position
    same = rows.filter(_as_urgent(past)).filter(Q(loss_minor__lt=loss) | Q(loss_minor=loss, id__lt=case_id))
    found = list(same.filter(loss_minor__lte=loss)[:size])
    if past and len(found) < size:
        found += list(rows.filter(_as_urgent(False))[: size - len(found)])
    return found


def case_page(
    person: Person,
    *,
    shop_key: str | None = None,
    tab: str | None = None,
    assignee: Person | None = None,
    after: str | None = None,
    size: int = PAGE,
    where: Filter | None = None,
    now: datetime | None = None,
    known: Sequence[Shop] | None = None,
) -> QueuePage:
    """Open cases of the person's shops: past their safe time or overdue first, then by expected loss.

    ``where`` asks for more than the named arguments can; it needs ``now``. ``known`` are her shops where they were
    read already. Raises ValueError for a cursor or a tab
    that does not exist.
    """
    position = _position(after)
    everything = shops_of(person) if known is None else known
    mine = [shop for shop in everything if not shop_key or shop.key == shop_key]
    shops = {shop.pk: shop for shop in (shops_in(where, mine) if where else mine)}
    shop_ids = list(shops)
    rows = Case.objects.filter(closed_at__isnull=True)
    few = bool(tab or assignee is not None or (where is not None and (where.tab or where.who)))
    by_date = where is not None and where.by_date
    rows = in_shops(rows, shop_ids, walked=by_date or (not few and sum(open_counts(shop_ids).values()) >= MANY))
    if where is not None and now is not None:
        rows = rows.filter(condition_of(where, person=person, shops=list(shops.values()), now=now))
    if tab:
        rows = rows.filter(tab=Tab(tab).value)
    if assignee is not None:
        rows = rows.filter(assignee=assignee)
    found = _following(shown_cases(rows), position, size + 1)
    for case in found:
        case.shop = shops[case.shop_id]
    last = found[size - 1] if len(found) > size else None
    cursor = f"{int(last.past_safe)}.{last.loss_minor}.{last.pk}" if last else None
    return QueuePage(found[:size], cursor)


def first_ids(where: Filter, *, person: Person, shops: Sequence[Shop], now: datetime, most: int) -> QuerySet[Any, Any]:
    """Numbers of the cases that stand first in the queue's order, of those that a filter leaves.

    A filter by date compares the ``COMPARED`` cases that fall due first.
    """
    rows = matching(where, person=person, shops=shops, now=now)
    if where.by_date:
        rows = Case.objects.filter(pk__in=rows.order_by("due").values("pk")[:COMPARED])
    return rows.order_by("-past_safe", "-loss_minor", "-id").values_list("pk")[:most]


def next_after(case: Case, among: QuerySet[Case], shop_ids: Sequence[int]) -> Case | None:
    """The case that follows ``case`` in the queue's order, of those ``among`` in these shops; after the last the first.

    One question: the next as urgent as it, the next less urgent, and the first of all.
    """
    rows = in_shops(among, shop_ids, walked=True).order_by("-past_safe", "-loss_minor", "-id").values_list("pk")
    below = Q(loss_minor__lt=case.loss_minor) | Q(loss_minor=case.loss_minor, id__lt=case.pk)
    late, other = rows.filter(_as_urgent(True)), rows.filter(_as_urgent(False))
    alike = (late if case.past_safe else other).filter(below, loss_minor__lte=case.loss_minor)
    following = {"alike": alike, "less": other} if case.past_safe else {"alike": alike}
    found = ask_together(**{name: found[:1] for name, found in {**following, "late": late, "other": other}.items()})
    ids = [row[0] for name in ("alike", "less", "late", "other") for row in found.get(name, ())]
    return Case(pk=ids[0]) if ids else None


def languages_ahead(most: int = 200) -> list[str]:
    """The languages of the cases that stand first in the queue of all shops, the most frequent first."""
    rows = Case.objects.filter(closed_at__isnull=True).order_by("-past_safe", "-loss_minor", "-id")
    found = Counter(rows.values_list("language", flat=True)[:most])
    return [language for language, _ in found.most_common() if language]


def tab_counts(shop_ids: Sequence[int]) -> dict[str, int]:
    """How many open cases each tab holds, from the counters."""
    return dict(tab_rows(shop_ids))


def tab_rows(shop_ids: Sequence[int]) -> QuerySet[Any, Any]:
    """The same as rows of tab and number."""
    return TabCount.objects.filter(shop_id__in=list(shop_ids)).values_list("tab").annotate(total=Sum("count"))


def open_counts(shop_ids: Sequence[int]) -> dict[int, int]:
    """How many open cases each shop has, from the counters."""
    rows = TabCount.objects.filter(shop_id__in=list(shop_ids)).values_list("shop_id").annotate(total=Sum("count"))
    return dict(rows)


#: How many cases the sum of what leaves by itself goes through, and how many of those that nobody sees to are
#: compared: what falls due first. More than that is "more than so many", however large the database is.
SUMMED, COMPARED = 1000, 1000


def _due(spans: Iterable[Span]) -> QuerySet[Case]:
    spans = list(spans)
    wanted = Q(pk__in=[])
    for span in spans:
        wanted |= Q(shop_number__in=list(span.shop_ids), due__gte=span.start, due__lt=span.end)
    if spans:
        # The one stretch of the index that holds them all: it is walked, and nothing else is.
        wanted &= Q(due__gte=min(span.start for span in spans), due__lt=max(span.end for span in spans))
    return Case.objects.filter(closed_at__isnull=True).alias(shop_number=F("shop_id") + 0).filter(wanted)


def by_start(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans that start together are one stretch of the dates; a shop that stands still has its own."""
    found: dict[datetime, list[Span]] = {}
    for span in spans:
        found.setdefault(span.start, []).append(span)
    return list(found.values())


def due_ids(spans: Iterable[Span], most: int) -> QuerySet[Any, Any]:
    """Numbers of open cases whose next deadline falls into the spans, with their loss, the most expensive."""
    return _due(spans).order_by("-loss_minor", "-id").values_list("pk", "loss_minor")[:most]


def stakes(spans: Iterable[Span]) -> QuerySet[Any, Any]:
    """What is at risk in them: currency, sum in minor units, how many."""
    rows = _due(spans).order_by("stake_currency").values_list("stake_currency")
    return rows.annotate(minor=Sum("stake_minor"), number=Count("id"))


def _leaving() -> Least:
    """What silence gives the buyer: what she asked, else the order's value, and no more than has not gone back yet."""
    booked = LedgerEntry.objects.filter(line__order=OuterRef("order"), voided_at__isnull=True).order_by()
    gone = Subquery(booked.values("line__order").annotate(gone=Sum("amount_minor")).values("gone"))
    rest = Greatest(F("order__value_minor") - Coalesce(gone, 0), 0, output_field=BigIntegerField())
    return Least(Coalesce(F("asked_minor"), F("order__value_minor")), rest, output_field=BigIntegerField())


def _silent(spans: Iterable[Span], consequences: Iterable[str]) -> QuerySet[Case]:
    return _due(spans).filter(consequence__in=list(consequences), order__isnull=False)


def leaving(spans: Iterable[Span], consequences: Iterable[str]) -> QuerySet[Any, Any]:
    """What leaves by itself where nobody answers in these spans: currency of the orders, sum in minor units, how many.

    Of the ``SUMMED`` cases that fall due first: where so many are found, there may be more.
    """
    first = _silent(spans, consequences).order_by("due").values("pk")[:SUMMED]
    rows = Case.objects.filter(pk__in=first).order_by("order__currency")
    return rows.values_list("order__currency").annotate(minor=Sum(_leaving()), number=Count("id"))


def leaving_soon(spans: Iterable[Span], consequences: Iterable[str], most: int) -> list[Case]:
    """The cases of that sum, the next deadline first, each with ``leaving_minor`` in its order's currency."""
    rows = _silent(spans, consequences).annotate(leaving_minor=_leaving()).order_by("due", "id")
    return list(shown_cases(rows)[:most])


def top_ids(shop_ids: Sequence[int], tab: Tab, most: int) -> QuerySet[Any, Any]:
    """Numbers of the open cases that stand first in a tab."""
    rows = Case.objects.filter(closed_at__isnull=True, shop_id__in=list(shop_ids), tab=tab.value)
    return rows.order_by("-past_safe", "-loss_minor", "-id").values_list("pk")[:most]


def cases_shown(ids: Sequence[int], shops: Iterable[Shop] = ()) -> list[Case]:
    """Cases by their numbers, in this order, as a line shows them; open and closed.

    ``shops`` are those that were read before; where a case is of another, they are read.
    """
    found = shown_cases(Case.objects.filter(pk__in=ids)).in_bulk()
    known = {shop.pk: shop for shop in shops}
    for case in found.values():
        if case.shop_id in known:
            case.shop = known[case.shop_id]
    prefetch_related_objects(list(found.values()), "shop")
    return [found[pk] for pk in ids if pk in found]
