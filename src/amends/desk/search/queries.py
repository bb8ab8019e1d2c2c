"""Finding cases: first what was typed as a number or address, then every word anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from amends.desk.cases.models import Case
from amends.desk.cases.queries import cases_shown
from amends.desk.conversations.models import Message
from amends.desk.orders.models import Buyer, Order
from amends.desk.parcels.models import Parcel
from amends.desk.people.personal_data import blind_index
from amends.desk.search import index
from amends.desk.search.operations import hashed_term
from amends.desk.search.passages import Passage, passage_of
from amends.desk.search.terms import asked
from amends.desk.shops.models import Shop

PAGE = 20
#: So many messages are looked through for passages to show, and so much of each.
MOST_READ, LONGEST_READ = 400, 4000


@dataclass(frozen=True, slots=True)
class Found:
    """Cases in order: those whose number or address was typed first, then the newest.

    ``next`` is the cursor of the following page, None on the last. ``exact`` says that the only case stands under
    exactly what was typed. ``orders`` are orders of that number in which there is no case.
    """

    cases: list[Case]
    next: str | None
    exact: bool
    orders: list[Order]


def find(shops: Sequence[Shop], typed: str, after: str | None = None, size: int = PAGE) -> Found:
    """Cases of these shops by order number, tracking number, the buyer's name on the platform, her e-mail address, the
    case's own number, and by words: of messages, letters, reviews, products, and of the buyer's name.

    Words are whole words; where those find little, beginnings of words count too. Raises ValueError for a cursor that
    does not exist.
    """
    text = typed.strip().lstrip("#").strip()
    open_end, before = _position(after)
    ids, wanted = [shop.pk for shop in shops], asked(text, hashed_term)
    named, orders = _named(ids, text) if text and before is None else ([], [])
    worded = index.find(wanted, ids, open_end=open_end, before=before, most=size + 1)
    if before is None and len(worded) <= size and any(each.open_end for each in wanted):
        open_end = True
        worded = index.find(wanted, ids, open_end=True, before=None, most=size + 1)
    cursor = f"{'b' if open_end else 'w'}{worded[size - 1]}" if len(worded) > size else None
    cases = cases_shown(list(dict.fromkeys([*named, *worded[:size]])), shops)
    return Found(cases, cursor, len(cases) == 1 and bool(named), orders)


def passages(cases: Sequence[Case], typed: str) -> dict[int, Passage]:
    """By case: the newest message in which what was typed stands, where one is; one query for all cases."""
    by_thread = {case.conversation_id: case.pk for case in cases if case.conversation_id}
    rows = Message.objects.filter(conversation__in=by_thread).order_by("-sent_at", "-pk")
    found: dict[int, Passage] = {}
    for thread, text in rows.values_list("conversation_id", "text")[:MOST_READ]:
        case_id = by_thread[thread]
        passage = passage_of(text[:LONGEST_READ], typed) if case_id not in found else None
        if passage is not None:
            found[case_id] = passage
    return found


def _position(after: str | None) -> tuple[bool, int | None]:
    """A cursor ``w812`` (whole words) or ``b812`` (beginnings too), below case 812."""
    if not after:
        return False, None
    if after[0] not in "wb" or not after[1:].isascii() or not after[1:].isdigit() or len(after) > 19:
        raise ValueError("There is no such page.")
    return after[0] == "b", int(after[1:])


def _named(shops: list[int], text: str) -> tuple[list[int], list[Order]]:
    """What stands under exactly this number, name or address. Each part uses an index of its own."""
    orders = Order.objects.filter(shop__in=shops, number=text).values("pk")
    parcels = Parcel.objects.filter(shop__in=shops, tracking_number__in=[text, text.replace(" ", "").upper()])
    buyers = Buyer.objects.filter(shop__in=shops, reference=text).values("pk")
    if "@" in text:
        buyers = buyers.union(Buyer.objects.filter(shop__in=shops, email_index=blind_index(text)).values("pk"))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    order_ids = {row["pk"] for row in orders.union(parcels.filter(orders__isnull=False).values("orders"))}
    buyer_ids = {row["pk"] for row in buyers}
    rows = Case.objects.filter(Q(pk=number) | Q(order__in=order_ids) | Q(buyer__in=buyer_ids), shop__in=shops).order_by(
        "-pk"
    )
    found = list(rows.values_list("pk", "order_id")[:PAGE])
    without = order_ids - {order_id for _, order_id in found}
    return [pk for pk, _ in found], list(Order.objects.filter(pk__in=without).select_related("shop")[:PAGE])
