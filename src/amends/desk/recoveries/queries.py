"""Reading claims: the worklist, its sums, what came back, and what later chances are learned from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Case as When_
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from amends.core import vocabulary
from amends.decide.recovery_facts import Results
from amends.desk.orders.models import Order
from amends.desk.people.models import Organisation, Person
from amends.desk.recoveries.models import Receipt, Recovery
from amends.desk.shops.queries import CurrencySum, Span
from amends.desk.together import loaded

#: The steps of urgency: less than a day, three days, a week.
STEPS = (timedelta(days=1), timedelta(days=3), timedelta(days=7))


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the worklist is asked for; an empty field leaves it open."""

    kind: str = ""
    state: str = "running"


def worklist(presents: Sequence[Span], asked: Asked) -> QuerySet[Recovery]:
    """Claims of some shops: what is lost soonest first, and within a step of urgency what is worth most.

    ``presents``: the shops by what time it is there (``start``). States: ``running`` (to be filed or answered), one
    state, or ``settled`` (all that is decided, the newest first).
    """
    rows = Recovery.objects.filter(shop__in=[pk for span in presents for pk in span.shop_ids])
    rows = rows.select_related("shop__organisation", "case", "order", "owner").prefetch_related("lines__line")
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.state == "settled":
        return rows.exclude(state__in=Recovery.RUNNING).order_by("-settled_at", "-id")
    rows = rows.filter(state__in=Recovery.RUNNING) if asked.state == "running" else rows.filter(state=asked.state)
    return rows.annotate(step=_step(presents)).order_by("step", "-worth_minor", F("due").asc(nulls_last=True), "id")


def place_of(claim: Recovery, asked: Asked) -> str:
    """Where a claim of a worklist stands in its order: with it ``rows_after`` goes on."""
    if asked.state == "settled":
        return f"{_micros(claim.settled_at)}_{claim.pk}"
    return f"{getattr(claim, 'step', 0)}_{claim.worth_minor}_{_micros(claim.due)}_{claim.pk}"


def rows_after(rows: QuerySet[Recovery], asked: Asked, place: str) -> QuerySet[Recovery]:
    """What of a worklist comes after a place; ``presents`` must be those of the list in which it was."""
    parts = place.split("_")
    number = int(parts[-1])
    if asked.state == "settled":
        at = _moment(parts[0])
        return rows.filter(Q(settled_at__lt=at) | Q(settled_at=at, pk__lt=number))
    step, worth, due = int(parts[0]), int(parts[1]), _moment(parts[2])
    same = Q(step=step, worth_minor=worth)
    later = Q(due__isnull=True, pk__gt=number)
    if due is not None:
        later = Q(due__gt=due) | Q(due__isnull=True) | Q(due=due, pk__gt=number)
    return rows.filter(Q(step__gt=step) | Q(step=step, worth_minor__lt=worth) | (same & later))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _micros(moment: datetime | None) -> str:
    return str((moment - _EPOCH) // timedelta(microseconds=1)) if moment is not None else ""


def _moment(micros: str) -> datetime | None:
    return _EPOCH + timedelta(microseconds=int(micros)) if micros else None


def _step(presents: Sequence[Span]) -> When_:
    """0 to 2: the deadline is nearer than a step; 3 further or unknown; 4 filed: the other side has to answer."""
    cases = [When(state=Recovery.FILED, then=Value(len(STEPS) + 1))]
    for number, step in enumerate(STEPS):
        near = Q(pk__in=[])
        for span in presents:
            near |= Q(shop__in=list(span.shop_ids), due__lt=span.start + step)
        cases.append(When(near, then=Value(number)))
    return When_(*cases, default=Value(len(STEPS)), output_field=IntegerField())


def expected_sums(rows: QuerySet[Recovery]) -> list[CurrencySum]:
    """What the claims are expected to bring in, by currency; two claims on one loss are not counted twice."""
    return [CurrencySum(*row) for row in expected_rows(rows)]


def expected_rows(rows: QuerySet[Recovery]) -> QuerySet[Any, Any]:
    """The same as rows of currency, sum in minor units, and how many."""
    return _summed(rows, "adds_minor")


def asked_sums(rows: QuerySet[Recovery]) -> list[CurrencySum]:
    return [CurrencySum(*row) for row in _summed(rows, "asked_minor")]


def _summed(rows: QuerySet[Recovery], column: str) -> QuerySet[Any, Any]:
    return rows.order_by().values_list("currency").annotate(Sum(column), Count("id")).order_by("currency")


def expiring(presents: Sequence[Span]) -> QuerySet[Recovery]:
    """Claims that are open and whose deadline lies in the spans."""
    soon = Q(pk__in=[])
    for span in presents:
        soon |= Q(shop__in=list(span.shop_ids), due__gte=span.start, due__lt=span.end)
    return Recovery.objects.filter(soon, state=Recovery.OPEN)


def received_within(spans: Iterable[Span]) -> list[CurrencySum]:
    """What came back in the spans and still stands, in the currencies in which it came."""
    wanted = Q(pk__in=[])
    for span in spans:
        wanted |= Q(recovery__shop__in=list(span.shop_ids), received_at__gte=span.start, received_at__lt=span.end)
    rows = Receipt.objects.filter(wanted, voided_at__isnull=True)
    found = rows.values_list("currency").annotate(Sum("amount_minor"), Count("id")).order_by("currency")
    return [CurrencySum(currency, minor, number) for currency, minor, number in found]


def recoveries_of(order: Order | None) -> list[Recovery]:
    """The claims of an order with shop, case and lines, what can still be done first; withdrawn ones are left out."""
    if order is None:
        return []
    rows = loaded(order, "recoveries")
    if rows is None:
        rows = list(order.recoveries.select_related("shop", "case").prefetch_related("lines__line"))
    standing = [claim for claim in rows if claim.state != Recovery.WITHDRAWN]
    never = datetime.max.replace(tzinfo=UTC)
    return sorted(
        standing,
        key=lambda claim: (claim.settled_at is not None, claim.settled_at or never, claim.due or never, claim.pk),
    )


def cases_that_claim(order: Order) -> list[int]:
    """The cases, also closed ones, whose claims on an order depend on where its parcel is."""
    live = (Recovery.OPEN, Recovery.FILED, Recovery.PAID, Recovery.PART_PAID)
    rows = Recovery.objects.filter(order=order, state__in=live, arrived_at__isnull=True)
    return sorted(set(rows.values_list("case_id", flat=True)))


def recovery_seen_by(person: Person, recovery_id: int) -> Recovery | None:
    """The claim, if it is in one of the person's shops."""
    rows = Recovery.objects.filter(pk=recovery_id, shop__memberships__person=person)
    return rows.select_related("shop__organisation", "case__shop__organisation", "case__order", "order").first()


def own_results(organisation: Organisation) -> dict[vocabulary.Recovery, dict[str, Results]]:
    """What came of the company's own claims that were decided, by kind and by whom they were made to.

    Claims that expired or were given up say nothing of the chance and are left out.
    """
    rows = Recovery.objects.filter(shop__organisation=organisation, share__isnull=False)
    found: dict[vocabulary.Recovery, dict[str, Results]] = {}
    for kind, party, number, share in rows.order_by().values_list("kind", "party").annotate(Count("id"), Sum("share")):
        found.setdefault(vocabulary.Recovery(kind), {})[party] = Results(number, share)
    return found


def filed_on(*, case_ids: Sequence[int] = (), order_ids: Sequence[int] = ()) -> bool:
    """Whether anything was filed or received for one of these cases or orders; some hundreds at a time."""
    touched = Q(filed_at__isnull=False) | Q(received_minor__gt=0)
    return Recovery.objects.filter(touched).filter(Q(case__in=case_ids) | Q(order__in=order_ids)).exists()
