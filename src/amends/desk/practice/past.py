"""The company's own ended cases as exercises: as they stood when the buyer's first word came, and without who it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from amends.core.money import Money
from amends.core.vocabulary import EvidenceType, Fault, Flag, Kind, Platform, Remedy, Supply
from amends.desk.cases.models import Case, Dispute
from amends.desk.conversations.models import Message
from amends.desk.exhibits.models import Exhibit
from amends.desk.offers.models import Ending, Offer
from amends.desk.offers.queries import unit_cost_minor
from amends.desk.orders.models import LedgerEntry, Order, OrderLine
from amends.desk.orders.queries import ledger_of
from amends.desk.parcels.models import Parcel as ParcelRow
from amends.desk.people.models import Person
from amends.desk.practice.scenario import Buyer, Costs, Line, Parcel, Photo, Running, Said, Scan, Scenario, Words
from amends.desk.practice.taking_out import Hidden, leaks, taken_out
from amends.desk.replies.queries import language_for
from amends.desk.reviews.models import Review

#: So long after the buyer's first word the exercise begins.
AFTER = timedelta(hours=1)
SHOP = "Shop P"
UNREADABLE = "[unreadable"
PICTURE: Words = {
    "zh": "随消息发来的文件（练习中不显示）",
    "en": "A file that came with the message (not shown in practice)",
}


def past_scenario(case: Case) -> Scenario | None:
    """The case as an exercise; None where it cannot be one.

    It cannot where nothing of the buyer is there to be answered, where her name is not known (what is not known cannot
    be taken out), or where something known can still be read after taking out.
    """
    order, buyer = case.order, case.buyer
    if order is None or buyer is None or not buyer.name.strip() or buyer.name.startswith(UNREADABLE):
        return None
    messages = _thread(case)
    disputes = list(case.disputes.all())
    reviews = list(Review.objects.filter(case=case).order_by("written_at"))
    heard = [message.sent_at for message in messages if message.from_buyer and not message.automatic]
    heard += [dispute.opened_at for dispute in disputes]
    public = not heard and bool(reviews)
    heard += [review.written_at for review in reviews] if public else []
    if not heard:
        return None
    parcels = list(order.parcels.order_by("id"))
    records = _Records(
        case, order, list(order.lines.all()), messages, disputes, reviews if public else [], parcels, min(heard) + AFTER
    )
    hidden = _hidden(records)
    scenario = _scenario(records, hidden)
    return None if _readable(scenario, hidden) else scenario


def _thread(case: Case) -> list[Message]:
    if case.conversation_id is None:
        return []
    return list(Message.objects.filter(conversation_id=case.conversation_id).prefetch_related("attachments"))


@dataclass(frozen=True, slots=True)
class _Records:
    """A case with all that belongs to it. ``reviews`` only where her public words are all there is to answer."""

    case: Case
    order: Order
    lines: list[OrderLine]
    messages: list[Message]
    disputes: list[Dispute]
    reviews: list[Review]
    parcels: list[ParcelRow]
    now: datetime

    @property
    def running(self) -> Dispute | None:
        return next((dispute for dispute in self.disputes if dispute.opened_at <= self.now), None)

    def show(self, minor: int) -> str:
        """An amount of the order's currency as a decimal string."""
        return Money(minor, self.order.currency).amount


def _scenario(records: _Records, hidden: Hidden) -> Scenario:
    case, order, shop, now = records.case, records.order, records.case.shop, records.now
    running, asked = records.running, case.asked_minor or 0
    return Scenario(
        key=f"case:{case.pk}",
        now=now,
        kind=Kind(case.kind),
        fault=Fault(case.fault),
        platform=Platform(shop.platform),
        shop=SHOP,
        region=shop.region,
        country=order.country,
        origin=shop.origin,
        language=language_for(case, order),
        currency=order.currency,
        order="P-0001",
        placed_at=order.placed_at,
        ship_by=order.dispatch_due,
        promised_by=order.promised_by,
        delivered_at=order.delivered_at if order.delivered_at and order.delivered_at <= now else None,
        lines=_lines(records),
        paid=records.show(order.value_minor),
        costs=_costs(records),
        buyer=Buyer(claims=case.buyer.claims if case.buyer else 0),
        parcel=_parcel(records.parcels[0], now, hidden) if records.parcels else None,
        messages=_said(records, hidden),
        photos=_photos(records),
        dispute=_running(running) if running is not None else None,
        rating=records.reviews[0].rating if records.reviews else None,
        evidence=_evidence(case, records.messages, now),
        flags=[Flag(flag) for flag in case.flags],
        asks=[Remedy(ask) for ask in case.asks],
        asked=records.show(asked) if 0 < asked <= order.value_minor else None,
        missing=case.missing if case.missing and case.missing <= _pieces(records) else None,
        ended=list(_ended(case, order, hidden)),
    )


def _readable(scenario: Scenario, hidden: Hidden) -> bool:
    """Whether something known can still be read anywhere."""
    shown = [said.text for said in scenario.messages] + [text for _code, text in scenario.ended]
    shown += [scan.text for scan in scenario.parcel.scans] if scenario.parcel is not None else []
    return any(leaks(text, hidden) for text in shown)


def _pieces(records: _Records) -> int:
    return sum(line.quantity for line in records.lines)


def _lines(records: _Records) -> list[Line]:
    shop = records.case.shop
    return [
        Line(
            sku=f"P{number}",
            title=f"Article {number}",
            quantity=line.quantity,
            price=records.show(line.unit_price_minor),
            cost=records.show(unit_cost_minor(shop, line.unit_price_minor, line.unit_cost_minor)),
        )
        for number, line in enumerate(records.lines, 1)
    ]


def _costs(records: _Records) -> Costs:
    """The shop's costs where the order has its currency, as the desk itself reckons them."""
    shop, show = records.case.shop, records.show
    if shop.currency != records.order.currency:
        return Costs(minute="0", postage=show(records.order.value_minor * 15 // 100))
    return Costs(
        postage=show(shop.postage_minor),
        return_label=show(shop.return_label_minor),
        dispute_fee=show(shop.dispute_fee_minor),
        minute=f"{shop.minute:.4f}",
    )


def _photos(records: _Records) -> list[Photo]:
    return [
        Photo(at=message.sent_at, shows=PICTURE)
        for message in records.messages
        if message.sent_at <= records.now and message.from_buyer
        for _file in message.attachments.all()
    ]


def _said(records: _Records, hidden: Hidden) -> list[Said]:
    """All words up to the scenario's present, in their order."""
    said = [*_messages(records.messages, records.now, hidden), *_words_of(records.running, hidden)]
    return sorted([*said, *_words_in(records.reviews, hidden)], key=lambda one: one.at)


def _hidden(records: _Records) -> Hidden:
    case, order, buyer, messages = records.case, records.order, records.case.buyer, records.messages
    assert buyer is not None
    team = Person.objects.filter(organisation_id=case.shop.organisation_id).values_list("name", flat=True)
    names = [buyer.name, buyer.reference, buyer.email.partition("@")[0], order.region]
    numbers = [order.number, order.postcode, *(parcel.tracking_number for parcel in records.parcels)]
    numbers += [dispute.external_id for dispute in records.disputes]
    numbers += [message.external_id for message in messages]
    products: dict[str, str] = {}
    for number, line in enumerate(records.lines, 1):
        products |= {line.title.strip(): f"Article {number}", line.sku.strip(): f"P{number}"}
    return Hidden(
        names=tuple(dict.fromkeys(name.strip() for name in names if len(name.strip()) > 1)),
        team=tuple(dict.fromkeys([*team, *(message.author for message in messages if message.author)])),
        numbers=tuple(dict.fromkeys(number.strip() for number in numbers if len(number.strip()) > 2)),
        shops={case.shop.name.strip(): SHOP, case.shop.organisation.name.strip(): SHOP},
        products={name: instead for name, instead in products.items() if len(name) > 2},
    )


def _messages(messages: list[Message], now: datetime, hidden: Hidden) -> Iterator[Said]:
    for message in messages:
        if message.sent_at <= now and message.text.strip() and not message.automatic:
            text = taken_out(message.text, hidden)
            yield Said(at=message.sent_at, text=text, ours=not message.from_buyer)


def _words_of(dispute: Dispute | None, hidden: Hidden) -> Iterator[Said]:
    if dispute is not None and dispute.text.strip():
        yield Said(at=dispute.opened_at, text=taken_out(dispute.text, hidden))


def _words_in(reviews: list[Review], hidden: Hidden) -> Iterator[Said]:
    for review in reviews[:1]:
        text = ". ".join(part for part in (review.title, review.text) if part)
        yield Said(at=review.written_at, text=taken_out(text, hidden))


def _running(dispute: Dispute) -> Running:
    return Running(
        procedure=dispute.procedure, event=dispute.event or "dispute_opened", at=dispute.opened_at,
        platform=dispute.platform if dispute.platform != dispute.shop.platform else "", region=dispute.region,
        scheme=dispute.scheme, due_at=dispute.due_at,
        asked=Money(dispute.asked_minor, dispute.asked_currency).amount if dispute.asked_minor else "",
    )  # fmt: skip


def _parcel(row: ParcelRow, now: datetime, hidden: Hidden) -> Parcel:
    scans = [
        Scan(
            at=scan.at, country=scan.country, text=taken_out(scan.description, hidden), code=scan.code,
            source=scan.source, status=scan.status,
        )
        for scan in row.scans.all()
        if scan.at <= now
    ]  # fmt: skip
    return Parcel(carrier=row.carrier, service=row.service, number="[number]", scans=scans)


def _evidence(case: Case, messages: list[Message], now: datetime) -> list[EvidenceType]:
    kept = set(Exhibit.objects.filter(case=case, captured_at__lte=now).values_list("type", flat=True))
    for message in messages:
        supplied = ((message.reading or {}).get("answer") or {}).get("supplies", [])
        if message.sent_at <= now and Supply.VIDEO.value in supplied:
            kept.add(EvidenceType.BUYER_VIDEO.value)
    return sorted(EvidenceType(kind) for kind in kept)


def _ended(case: Case, order: Order, hidden: Hidden) -> Iterator[tuple[str, str]]:
    """What the records show of the end, in its order: codes for the screen, with a remedy, an amount or words."""
    offers = list(Offer.objects.filter(case=case).exclude(sent_menu=None).order_by("id"))
    for offer in offers:
        for item in offer.sent_menu or []:
            yield "offered", " ".join(filter(None, (item["remedy"], item.get("amount") or "")))
        if offer.state in (Offer.ACCEPTED, Offer.REFUSED):
            yield offer.state, ""
    told = Ending.objects.filter(offer__case=case, undone_at=None).first()
    if told is not None and told.ruled:
        yield "ruled", told.ruled
    if told is not None and told.gave_up:
        yield "gave_up", ""
    back: dict[str, int] = {}
    for entry in ledger_of(order):
        if entry.voided_at is None:
            back[entry.source] = back.get(entry.source, 0) + entry.amount_minor
    for source, minor in back.items():
        yield "reshipped" if source == LedgerEntry.RESHIP else "refunded", Money(minor, order.currency).amount
    for review in Review.objects.filter(case=case):
        yield "stars", str(review.rating)
    if case.close_reason:
        yield "closed", taken_out(case.close_reason, hidden)
