"""All that belongs to a case, read once: what the steps of bringing it up to date work on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, prefetch_related_objects

from amends.core.vocabulary import Leg
from amends.desk.cases.models import Case, Dispute
from amends.desk.conversations.models import Attachment, Conversation, Message
from amends.desk.exhibits.models import Exhibit
from amends.desk.offers.models import Offer
from amends.desk.offers.queries import History
from amends.desk.orders.models import Order
from amends.desk.parcels.models import Parcel, Scan
from amends.desk.replies.models import Reply
from amends.desk.reviews.models import Review
from amends.desk.shops.queries import shop_now


@dataclass(slots=True)
class CaseFile:
    """An open case with its records. ``present`` is the shop's own now; ``sources`` name what brought the case."""

    case: Case
    present: datetime
    order: Order | None
    parcel: Parcel | None
    conversation: Conversation | None
    last_words: str
    has_attachment: bool
    sources: set[str]
    disputes: list[Dispute]
    reviews: list[Review]
    offers: list[Offer]
    letters: list[Reply]
    history: History

    @property
    def sent_offer(self) -> Offer | None:
        """What is on the table: the newest menu that was sent and not answered."""
        return next((offer for offer in self.offers if offer.state == Offer.SENT), None)

    @property
    def product(self) -> str:
        lines = list(self.order.lines.all()) if self.order is not None else []
        return (lines[0].title or lines[0].sku)[:200] if lines else ""


def parcel_that_counts(order: Order | None) -> Parcel | None:
    """The parcel that counts: one in trouble, else one under way, else the last."""
    if order is None:
        return None
    parcels = sorted(order.parcels.all(), key=lambda parcel: -parcel.pk)
    under_way = [parcel for parcel in parcels if parcel.leg not in (Leg.DELIVERED.value, Leg.RETURNED.value)]
    troubled = [parcel for parcel in parcels if parcel.anomaly]
    return next(iter(troubled or under_way or parcels), None)


#: Of the scans the steps need no more than which there are and when.
_SCANS = Prefetch("scans", Scan.objects.only("id", "at", "parcel_id"))


_WITH_CASE = ("order__lines", Prefetch("order__parcels", Parcel.objects.prefetch_related(_SCANS)))


def open_case_file(case_id: int, now: datetime) -> CaseFile | None:
    """Read an open case with all that belongs to it; None where there is none (any more)."""
    case = (
        Case.objects.filter(pk=case_id, closed_at__isnull=True)
        .select_related("shop__organisation", "order__buyer", "order__shop", "buyer", "assignee")
        .prefetch_related(*_WITH_CASE)
        .first()
    )
    if case is None:
        return None
    sources = set(case.signals.values_list("source", flat=True))
    file = _file_of(case, now, sources)
    file.offers = list(Offer.objects.filter(case=case).defer("request", "result"))
    file.letters = list(Reply.objects.filter(case=case).defer("request", "findings", "promises", "gist"))
    kept = frozenset(Exhibit.objects.filter(case=case).values_list("type", flat=True))
    file.history = History(kept=kept, offers=tuple(file.offers))
    return file


def fresh_case_file(case: Case, now: datetime) -> CaseFile:
    """The file of a case that was opened just now: it has no offers, letters or exhibits yet."""
    if case.order is not None:
        case.order.shop = case.shop
    prefetch_related_objects([case], *_WITH_CASE)
    return _file_of(case, now, {case.opened_by})


def _file_of(case: Case, now: datetime, sources: set[str]) -> CaseFile:
    conversation, words, files = _conversation(case)
    return CaseFile(
        case=case,
        present=shop_now(case.shop, now),
        order=case.order,
        parcel=parcel_that_counts(case.order),
        conversation=conversation,
        last_words=words,
        has_attachment=files,
        sources=sources,
        disputes=list(case.disputes.order_by("-opened_at")) if "dispute" in sources else [],
        reviews=list(case.reviews.order_by("-written_at")) if "review" in sources else [],
        offers=[],
        letters=[],
        history=History(frozenset(), ()),
    )


def _conversation(case: Case) -> tuple[Conversation | None, str, bool]:
    if case.conversation_id is None:
        return None, "", False
    last = (
        Message.objects.filter(conversation_id=case.conversation_id, from_buyer=True)
        .select_related("conversation")
        .order_by("-sent_at")
        .first()
    )
    if last is None:
        return Conversation.objects.filter(pk=case.conversation_id).first(), "", False
    files = Attachment.objects.filter(message__conversation_id=case.conversation_id, message__from_buyer=True)
    return last.conversation, last.text, files.exists()
