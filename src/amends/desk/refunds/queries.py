"""Reading refunds: the worklist, its sums, what left for a case, and how a shop sends money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet, Sum

from amends.core.packaged import read_yaml
from amends.desk.people.models import Person
from amends.desk.refunds.models import Payment, Refund, SecondPerson
from amends.desk.shops.queries import CurrencySum


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the list is asked for: a state, or all that still asks for something; a currency; a case."""

    state: str = "running"
    currency: str = ""
    case: int | None = None


@lru_cache(maxsize=1)
def _ways() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml("amends.desk.refunds", "ways.yaml")
    return found


def usual_way(platform: str) -> str:
    """How a shop on this platform sends money back by itself."""
    data = _ways()
    return str(data["ways"].get(platform, data["unknown"])["way"])


def platform_pays(platform: str) -> bool:
    """Whether the platform pays what is agreed in a formal dispute there."""
    data = _ways()
    return bool(data["ways"].get(platform, data["unknown"])["disputes"] == "platform")


def attempts() -> Prefetch[Any]:
    """What was tried, with who tried it: one question for all refunds."""
    return Prefetch("payments", Payment.objects.select_related("by"))


def worklist(shop_ids: Sequence[int], asked: Asked) -> QuerySet[Refund]:
    """Refunds of these shops, the most urgent first; what is settled, the newest first."""
    rows = Refund.objects.filter(shop_id__in=list(shop_ids))
    if asked.state == "running":
        rows = rows.filter(state__in=Refund.RUNNING)
    elif asked.state == "settled":
        rows = rows.filter(state__in=(Refund.SENT, Refund.DROPPED)).order_by("-settled_at", "-id")
    else:
        rows = rows.filter(state=asked.state)
    if asked.currency:
        rows = rows.filter(currency=asked.currency)
    if asked.case is not None:
        rows = rows.filter(case_id=asked.case)
    people = ("decided_by", "confirmed_by", "holder")
    return rows.select_related("shop", "case", "order", *people).prefetch_related(attempts())


def rows_after(rows: QuerySet[Refund], asked: Asked, at: datetime, number: int) -> QuerySet[Refund]:
    """What of a worklist comes after the refund of this number, which is due (or was settled) at that moment."""
    if asked.state == "settled":
        return rows.filter(Q(settled_at__lt=at) | Q(settled_at=at, pk__lt=number))
    return rows.filter(Q(due__gt=at) | Q(due=at, pk__gt=number))


def running_sums(shop_ids: Sequence[int]) -> list[CurrencySum]:
    """What is still to be sent, by currency."""
    rows = Refund.objects.filter(shop_id__in=list(shop_ids), state__in=Refund.RUNNING)
    sums = (
        rows.order_by("currency")
        .values_list("currency")
        .annotate(rest=Sum(F("amount_minor") - F("sent_minor")), number=Count("id"))
    )
    return [CurrencySum(currency, minor, number) for currency, minor, number in sums]


def waiting_for_a_second(person: Person, shop_ids: Sequence[int]) -> QuerySet[Refund]:
    """Refunds that a second person has to confirm, and that this person may."""
    rows = Refund.objects.filter(shop_id__in=list(shop_ids), state=Refund.WAITS)
    rows = rows.exclude(decided_by=person) if person.pk else rows
    rows = rows.select_related("shop", "case", "order", "decided_by").prefetch_related(attempts())
    return rows.order_by("due", "id")


def refund_seen_by(person: Person, refund_id: int) -> Refund | None:
    """The refund, if it is in one of the person's shops."""
    rows = Refund.objects.filter(pk=refund_id, shop__memberships__person=person)
    return rows.select_related("shop__organisation", "case__shop__organisation", "order").first()


def payment_seen_by(person: Person, payment_id: int) -> Payment | None:
    rows = Payment.objects.filter(pk=payment_id, shop__memberships__person=person)
    return rows.select_related("refund__shop__organisation", "refund__case__shop", "refund__order").first()


def refunds_of(case_id: int) -> list[Refund]:
    return list(Refund.objects.filter(case=case_id).select_related("decided_by").prefetch_related("payments"))


def last_sent(case_ids: Iterable[int]) -> dict[int, Payment]:
    """The newest payment of each case that left in full and still counts: what a letter can tell the buyer."""
    rows = Payment.objects.filter(
        refund__case__in=list(case_ids), sent=True, undone_at__isnull=True, refund__state=Refund.SENT
    )
    return {payment.refund.case_id: payment for payment in rows.select_related("refund").order_by("at", "id")}


def second_person_limits(shop_ids: Sequence[int]) -> dict[int, int]:
    """The limit of each shop that has one, in minor units of its currency."""
    return dict(SecondPerson.objects.filter(shop_id__in=list(shop_ids)).values_list("shop_id", "above_minor"))


def still_owed(order_id: int) -> QuerySet[Refund]:
    """What of an order is still to be sent, the oldest first."""
    return Refund.objects.filter(order=order_id, state__in=Refund.RUNNING).order_by("decided_at", "id")
