"""Making cases findable: what is said in and about them goes to the search index, apart from the writes themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from amends.desk.cases.models import Case, Note
from amends.desk.conversations.models import Message
from amends.desk.orders.models import OrderLine
from amends.desk.parcels.models import Parcel
from amends.desk.reviews.models import Review
from amends.desk.search.operations import index_cases
from amends.jobs.queue import enqueue
from amends.jobs.registry import job

#: So many cases are read together.
BATCH = 200
#: Of one message so much is indexed; longer ones are pasted logs.
LONGEST = 20_000
_Texts = dict[int, list[str]]


@job("flow.index_cases")
def index(payload: dict[str, Any], now: datetime) -> None:
    """Index these cases by what is known of them now."""
    make_findable(payload["cases"])


@job("flow.index_all", lease_seconds=300)
def index_all(payload: dict[str, Any], now: datetime) -> None:
    """Index the next cases after a number, and queue the rest; ends with the newest case."""
    after = int(payload.get("after", 0))
    ids = list(Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
    if ids:
        make_findable(ids)
        enqueue("flow.index_all", {"after": ids[-1]}, now=now, key=f"index_all:{ids[-1]}", priority=-10)


def make_findable(case_ids: Sequence[int]) -> int:
    """Index cases by their order, goods, parcels, messages, reviews and notes; the newest words first.

    Returns how many were written; unchanged ones are not.
    """
    done = 0
    for start in range(0, len(case_ids), BATCH):
        cases = list(
            Case.objects.filter(pk__in=case_ids[start : start + BATCH]).select_related("order", "buyer").order_by("pk")
        )
        texts = _texts(cases)
        done += index_cases((case, _of_case(case, texts), _names(case)) for case in cases)
    return done


def _names(case: Case) -> list[str]:
    return [case.buyer.name, case.buyer.email] if case.buyer is not None else []


def _of_case(case: Case, texts: dict[str, _Texts]) -> list[str]:
    order_id, thread_id = case.order_id or 0, case.conversation_id or 0
    about = [case.order.number if case.order else "", case.buyer.reference if case.buyer else "", case.product]
    return [
        *about,
        *texts["lines"].get(order_id, ()),
        *texts["parcels"].get(order_id, ()),
        *texts["notes"].get(case.pk, ()),
        *texts["reviews"].get(case.pk, ()),
        *texts["messages"].get(thread_id, ()),
    ]


def _texts(cases: Sequence[Case]) -> dict[str, _Texts]:
    """What is said of each case, by the number of its order, conversation or itself; five queries for all."""
    orders = {case.order_id for case in cases if case.order_id}
    threads = {case.conversation_id for case in cases if case.conversation_id}
    ids = [case.pk for case in cases]
    messages = Message.objects.filter(conversation__in=threads).order_by("-sent_at", "-pk")
    reviews = Review.objects.filter(case__in=ids).order_by("-written_at")
    return {
        "lines": _by(OrderLine.objects.filter(order__in=orders).values_list("order_id", "sku", "title")),
        "parcels": _by(Parcel.objects.filter(orders__in=orders).values_list("orders", "tracking_number")),
        "messages": _by(messages.values_list("conversation_id", "subject", "text")),
        "reviews": _by(reviews.values_list("case_id", "title", "text")),
        "notes": _by(Note.objects.filter(case__in=ids).order_by("-pk").values_list("case_id", "text")),
    }


def _by(rows: Iterable[tuple[Any, ...]]) -> _Texts:
    found: _Texts = defaultdict(list)
    for number, *texts in rows:
        found[number] += [text[:LONGEST] for text in texts if text]
    return found
