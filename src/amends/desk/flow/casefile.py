"""All that belongs to a case, read once: what the steps of bringing it up to date work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery

from amends.desk.cases.models import SETTLED_STAGES, Case, Dispute, Signal
from amends.desk.conversations.models import Attachment, Conversation, Message
from amends.desk.exhibits.models import Exhibit
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import History
from amends.desk.orders.models import Order
from amends.desk.orders.queries import orders_of_buyers, refunded_minor
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.parcels.queries import parcel_that_counts
from amends.desk.refunds.models import Payment
from amends.desk.refunds.queries import last_sent
from amends.desk.replies.models import Reply
from amends.desk.reviews.models import Review
from amends.desk.shops.queries import shop_now


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation (None: nobody wrote), the buyer's newest words in it, and whether she sent any file."""

    conversation: Conversation | None
    last_words: str
    has_attachment: bool


@dataclass(slots=True)
class CaseFile:
    """An open case with its records. ``present`` is the shop's own now; ``sources`` name what brought the case."""

    case: Case
    present: datetime
    order: Order | None
    parcel: Parcel | None
    thread: Thread
    sources: set[str]
    disputes: list[Dispute]
    reviews: list[Review]
    offers: list[Offer]
    letters: list[Reply]
    history: History
    paid: Payment | None = None
    #: Letters with options that are on their way or have arrived.
    offering: frozenset[int] = frozenset()

    @property
    def sent_offer(self) -> Offer | None:
        """What is on the table: the newest menu that was sent and not answered."""
        return next((offer for offer in self.offers if offer.state == Offer.SENT), None)

    @property
    def leaving(self) -> bool:
        """Whether a letter with the options that stand is on its way: they are as good as on the table.

        One that has just been sent is, until what follows from it is done; one that offered nothing holds nothing up.
        """
        standing = {offer.pk for offer in self.offers if offer.state in (Offer.PROPOSED, Offer.CHOSEN)}
        return any(letter.offer_id in standing and letter.pk in self.offering for letter in self.letters)

    @property
    def taken(self) -> bool:
        """Whether the buyer took an option, and nothing new has come up since: then nothing else is proposed."""
        return bool(self.offers) and self.offers[0].state == Offer.ACCEPTED and self.case.stage in SETTLED_STAGES

    @property
    def product(self) -> str:
        """What people of the shop call the goods: the title, else the article number."""
        lines = list(self.order.lines.all()) if self.order is not None else []
        return (lines[0].title or lines[0].sku)[:200] if lines else ""


#: Of the scans the steps need no more than which there are and when.
_SCANS = Prefetch("scans", Scan.objects.only("id", "at", "parcel_id"))
_WITH_CASE = ("order__lines", Prefetch("order__parcels", Parcel.objects.prefetch_related(_SCANS)))
_Many = dict[int, list[Any]]


def open_case_files(case_ids: Sequence[int], now: datetime) -> list[CaseFile]:
    """Read open cases with all that belongs to them, in so many queries whatever their number; closed ones are left out."""
    cases = list(
        Case.objects.filter(pk__in=case_ids, closed_at__isnull=True)
        .select_related("shop__organisation", "order__buyer", "buyer", "assignee")
        .prefetch_related(*_WITH_CASE)
        .order_by("pk")
    )
    if not cases:
        return []
    for case in cases:
        if case.order is not None:
            case.order.shop = case.shop
    ids = [case.pk for case in cases]
    sources: _Many = defaultdict(list)
    for case_id, source in Signal.objects.filter(case__in=ids).values_list("case_id", "source"):
        sources[case_id].append(source)
    exhibits: _Many = defaultdict(list)
    for case_id, kind in Exhibit.objects.filter(case__in=ids).values_list("case_id", "type"):
        exhibits[case_id].append(kind)
    offers = _by_case(Offer.objects.filter(case__in=ids).defer("request", "result"))
    letters = _by_case(Reply.objects.filter(case__in=ids).defer("request", "findings", "promises", "gist"))
    gone = Reply.objects.filter(case__in=ids, state__in=(Reply.QUEUED, Reply.SENDING, Reply.UNCLEAR, Reply.SENT))
    offering = frozenset(gone.filter(request__decision__menu__0__isnull=False).values_list("pk", flat=True))
    disputes = _by_case(Dispute.objects.filter(case__in=_from("dispute", sources)).order_by("-opened_at"))
    reviews = _by_case(Review.objects.filter(case_id__in=_from("review", sources)).order_by("-written_at"))
    threads = _threads([case.conversation_id for case in cases if case.conversation_id is not None])
    refunds = refunded_minor(case.order_id for case in cases if case.order_id is not None)
    paid = last_sent(case.pk for case in cases if case.order_id in refunds)
    bought = orders_of_buyers({case.order.buyer_id for case in cases if case.order is not None})
    return [
        CaseFile(
            case=case,
            present=shop_now(case.shop, now),
            order=case.order,
            parcel=parcel_that_counts(case.order),
            thread=threads.get(case.conversation_id or 0, Thread(None, "", False)),
            sources=set(sources[case.pk]),
            disputes=disputes[case.pk],
            reviews=reviews[case.pk],
            offers=offers[case.pk],
            letters=letters[case.pk],
            paid=paid.get(case.pk),
            offering=offering,
            history=History(
                kept=frozenset(exhibits[case.pk]),
                offers=tuple(offers[case.pk]),
                refunded_minor=refunds.get(case.order_id or 0, 0),
                buyer_orders=bought.get(case.order.buyer_id, 1) if case.order is not None else 1,
            ),
        )
        for case in cases
    ]


def _by_case(rows: QuerySet[Any]) -> _Many:
    found: _Many = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _from(source: str, sources: _Many) -> list[int]:
    return [case_id for case_id, known in sources.items() if source in known]


def _threads(ids: Sequence[int]) -> dict[int, Thread]:
    """Conversations with the buyer's newest words in each, and whether she has sent any file."""
    if not ids:
        return {}
    hers = Message.objects.filter(conversation=OuterRef("pk"), from_buyer=True, automatic="")
    files = Attachment.objects.filter(
        message__conversation=OuterRef("pk"), message__from_buyer=True, message__automatic=""
    )
    found = Conversation.objects.filter(pk__in=ids).annotate(
        newest=Subquery(hers.order_by("-sent_at", "-pk").values("text")[:1]), files=Exists(files)
    )
    return {row.pk: Thread(row, row.newest or "", row.files) for row in found}
