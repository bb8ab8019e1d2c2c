"""The approved menu as the options of a letter: what the buyer gets, what she must do, by when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from amends.core.contracts.letter import ChosenItem, Decision, DraftCase
from amends.core.errors import InputError
from amends.core.money import Money
from amends.core.vocabulary import ErrorCode, Kind, KindGroup, PromiseWhat, Remedy
from amends.letter.calendar_days import Days
from amends.letter.counts import missing_items
from amends.letter.slots import Paragraph, Slot, Value, Word
from amends.letter.terms import terms

#: What is never offered to the buyer: what we do if she refuses, and an apology, which is no choice.
NOT_OFFERED = frozenset({Remedy.DEFEND, Remedy.REPORT, Remedy.APOLOGISE})
#: Offers that need not make the buyer whole: beside them the letter says that her rights stay.
BELOW_FULL_VALUE = frozenset(Remedy) - {
    Remedy.FULL_REFUND,
    Remedy.CANCEL_AND_REFUND,
    Remedy.RETURN_AND_REFUND,
    Remedy.RESHIP,
    Remedy.EXCHANGE,
}
MONEY_REMEDIES = frozenset(
    {
        Remedy.FULL_REFUND,
        Remedy.PARTIAL_REFUND,
        Remedy.RETURN_AND_REFUND,
        Remedy.CANCEL_AND_REFUND,
        Remedy.COUPON,
        Remedy.GIFT,
        Remedy.REIMBURSE_DUTY,
    }
)
_IN_HAND = frozenset({Kind.LATE_DELIVERY, Kind.RETURN_REQUEST})
_BEFORE_DISPATCH = frozenset({Kind.OUT_OF_STOCK, Kind.NOT_DISPATCHED, Kind.CANCEL_REQUEST, Kind.CHANGE_REQUEST})
Promised = tuple[tuple[PromiseWhat, date], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A menu item with its place in the menu, read: ``money`` is None where the decision names no amount."""

    place: int
    remedy: Remedy
    money: Money | None
    by_date: date | None


@dataclass(frozen=True, slots=True)
class Setting:
    """What the wording of an offer depends on beside the offer itself."""

    case: DraftCase
    days: Days
    waiting_for: date | None

    @property
    def goods_in_hand(self) -> bool:
        return self.case.kind.group is KindGroup.QUALITY or self.case.kind in _IN_HAND


def _error(code: ErrorCode, place: int, name: str, message: str) -> InputError:
    return InputError(code, message, f"decision.menu.{place}.{name}")


def _read(place: int, item: ChosenItem, today: date) -> Offer:
    if item.by_date is not None and item.by_date < today:
        raise _error(
            ErrorCode.OUT_OF_RANGE,
            place,
            "by_date",
            f"{item.by_date} is past where the buyer lives (today is {today}); decide on a new date.",
        )
    money = None
    if item.amount is not None:
        if item.currency is None:
            raise _error(
                ErrorCode.MISSING_FIELD, place, "currency", "an amount needs its currency; add for example EUR."
            )
        money = Money.parse(item.amount, item.currency, f"decision.menu.{place}.amount")
    if item.remedy is Remedy.PARTIAL_REFUND and not money:
        raise _error(ErrorCode.MISSING_FIELD, place, "amount", "a partial refund needs an amount greater than zero.")
    return Offer(place, item.remedy, money or None, item.by_date)


def offers_of(decision: Decision | None, today: date) -> list[Offer]:
    """What the buyer can choose from, the recommended first, then the order of the menu.

    Raises InputError naming the field of an item that cannot be worded: an amount without currency, a partial refund
    without amount, a date that is past, or a recommendation that points outside the menu.
    """
    if decision is None:
        return []
    chosen = decision.recommended
    if decision.menu and chosen is not None and not 0 <= chosen < len(decision.menu):
        raise InputError(
            ErrorCode.OUT_OF_RANGE,
            f"the menu has {len(decision.menu)} items, counted from 0; there is no item {chosen} to recommend.",
            "decision.recommended",
        )
    offers = [_read(place, item, today) for place, item in enumerate(decision.menu) if item.remedy not in NOT_OFFERED]
    return sorted(offers, key=lambda offer: offer.place != chosen)


def last_day_to_choose(offers: list[Offer], today: date, agreed: bool) -> date:
    """The day by which the buyer chooses: never after the first date that an offer itself sets; today if agreed."""
    if agreed:
        return today
    usual = today + timedelta(days=terms().choose_days.days)
    return min([usual, *(offer.by_date for offer in offers if offer.by_date)])


def _one_date(phrase: str, what: PromiseWhat, term: int) -> Callable[[Offer, Setting], Slot]:
    """The wording of an offer that is one thing done by one date."""

    def word(offer: Offer, setting: Setting) -> Slot:
        day = offer.by_date or setting.days.after_choice(term)
        return _slot(phrase, {"date": day}, ((what, day),))

    return word


def _slot(phrase: str, values: dict[str, Value], promised: Promised) -> Slot:
    return Slot(f"remedy-{phrase}", Paragraph.OPTIONS, values, promised=promised, own_line=True)


def _refund(phrase: str, absent: str) -> Callable[[Offer, Setting], Slot]:
    def word(offer: Offer, setting: Setting) -> Slot:
        day = offer.by_date or setting.days.after_choice(terms().refund_days.days)
        keeps = setting.goods_in_hand and offer.remedy in (Remedy.FULL_REFUND, Remedy.PARTIAL_REFUND)
        values: dict[str, Value] = {"money": offer.money or Word(absent), "date": day}
        return _slot(f"{phrase}-keep" if keeps else phrase, values, ((PromiseWhat.REFUND_BY, day),))

    return word


def _reship(offer: Offer, setting: Setting) -> Slot:
    day = offer.by_date or setting.days.after_choice(terms().dispatch_days.days)
    phrase = "reship-keep" if setting.goods_in_hand else "reship"
    return _slot(phrase, {"date": day}, ((PromiseWhat.DISPATCH_BY, day),))


def _reship_missing(offer: Offer, setting: Setting) -> Slot:
    day = offer.by_date or setting.days.after_choice(terms().dispatch_days.days)
    promised: Promised = ((PromiseWhat.DISPATCH_BY, day),)
    missing, _ = missing_items(setting.case.counts)
    if missing is None:
        return _slot("reship-missing", {"date": day}, promised)
    return Slot(
        "remedy-reship-missing-some",
        Paragraph.OPTIONS,
        {"date": day},
        (("missing", missing),),
        promised=promised,
        own_line=True,
    )


def _send_by(offer: Offer, setting: Setting) -> date:
    """The last day to send something back: half of the time to a decided date, else the usual days."""
    usual = setting.days.after(terms().return_days.days)
    if offer.by_date is None:
        return usual
    half = (offer.by_date - setting.days.choose_by) // 2
    return min(usual, setting.days.choose_by + half)


def _return_and_refund(offer: Offer, setting: Setting) -> Slot:
    send = _send_by(offer, setting)
    day = offer.by_date or send + timedelta(days=terms().refund_after_return_days.days)
    values: dict[str, Value] = {"send": send, "money": offer.money or Word("full-price"), "date": day}
    return _slot("return-and-refund", values, ((PromiseWhat.REFUND_BY, day),))


def _exchange(offer: Offer, setting: Setting) -> Slot:
    day = offer.by_date or setting.days.after_choice(terms().dispatch_days.days)
    send = setting.days.after(terms().return_days.days)
    return _slot("exchange", {"send": send, "date": day}, ((PromiseWhat.DISPATCH_BY, day),))


def _repair(offer: Offer, setting: Setting) -> Slot:
    send = _send_by(offer, setting)
    day = offer.by_date or send + timedelta(days=terms().repair_days.days)
    return _slot("repair", {"send": send, "date": day}, ((PromiseWhat.DISPATCH_BY, day),))


def _with_or_without(phrase: str, what: PromiseWhat) -> Callable[[Offer, Setting], Slot]:
    """A coupon or gift, whose amount may be left open."""

    def word(offer: Offer, setting: Setting) -> Slot:
        term = terms().dispatch_days if what is PromiseWhat.DISPATCH_BY else terms().document_days
        day = offer.by_date or setting.days.after_choice(term.days)
        if offer.money is None:
            return _slot(f"{phrase}-open", {"date": day}, ((what, day),))
        return _slot(phrase, {"money": offer.money, "date": day}, ((what, day),))

    return word


def _wait(offer: Offer, setting: Setting) -> Slot:
    day = offer.by_date or setting.waiting_for or setting.days.after(terms().wait_days.days)
    before_dispatch = setting.case.kind in _BEFORE_DISPATCH
    promised: Promised = ((PromiseWhat.DISPATCH_BY, day),)
    if not before_dispatch:
        promised = ((PromiseWhat.ARRIVE_BY, day), (PromiseWhat.ANSWER_BY, day))
    phrase = "wait-dispatch" if before_dispatch else "wait"
    if offer.money is None:
        return _slot(phrase, {"date": day}, promised)
    paid = min(day, setting.days.after_choice(terms().refund_days.days))
    values: dict[str, Value] = {"date": day, "money": offer.money, "paid": paid}
    return _slot(f"{phrase}-paid", values, (*promised, (PromiseWhat.REFUND_BY, paid)))


def _extend_protection(offer: Offer, setting: Setting) -> Slot:
    day = setting.days.after_choice(terms().document_days.days)
    if offer.by_date is None:
        return _slot("extend-protection", {"date": day}, ((PromiseWhat.ANSWER_BY, day),))
    values: dict[str, Value] = {"until": offer.by_date, "date": min(day, offer.by_date)}
    return _slot("extend-protection-until", values, ((PromiseWhat.ANSWER_BY, min(day, offer.by_date)),))


def _wordings() -> dict[Remedy, Callable[[Offer, Setting], Slot]]:
    document_days = terms().document_days.days
    return {
        Remedy.FULL_REFUND: _refund("full-refund", "full-price"),
        Remedy.PARTIAL_REFUND: _refund("partial-refund", "full-price"),
        Remedy.CANCEL_AND_REFUND: _refund("cancel-and-refund", "full-price"),
        Remedy.REIMBURSE_DUTY: _refund("reimburse-duty", "paid-duty"),
        Remedy.RESHIP: _reship,
        Remedy.RESHIP_MISSING: _reship_missing,
        Remedy.RETURN_AND_REFUND: _return_and_refund,
        Remedy.EXCHANGE: _exchange,
        Remedy.REPAIR: _repair,
        Remedy.COUPON: _with_or_without("coupon", PromiseWhat.DOCUMENT_BY),
        Remedy.GIFT: _with_or_without("gift", PromiseWhat.DISPATCH_BY),
        Remedy.WAIT: _wait,
        Remedy.GUIDE: _one_date("guide", PromiseWhat.DOCUMENT_BY, document_days),
        Remedy.PROVIDE_DOCUMENT: _one_date("provide-document", PromiseWhat.DOCUMENT_BY, document_days),
        Remedy.REDELIVER: _one_date("redeliver", PromiseWhat.DISPATCH_BY, terms().dispatch_days.days),
        Remedy.EXTEND_PROTECTION: _extend_protection,
    }


_WORDING_OF = _wordings()


def offer_slot(offer: Offer, setting: Setting) -> Slot:
    """The sentence of one offer, with what it promises."""
    return _WORDING_OF[offer.remedy](offer, setting)
