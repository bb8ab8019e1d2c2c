"""Facts as sentences: each FactWhat has its phrase, its kind of value, and whether a public text may carry it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from amends.core.contracts.letter import Fact
from amends.core.errors import InputError
from amends.core.money import Money, known_currencies
from amends.core.vocabulary import ErrorCode, FactWhat
from amends.letter.slots import Drop, Paragraph, Slot, Value
from amends.letter.writing import plain

_DATES = frozenset(
    {
        FactWhat.DISPATCHED_ON,
        FactWhat.DELIVERED_ON,
        FactWhat.EXPECTED_ON,
        FactWhat.PROMISED_ON,
        FactWhat.HELD_SINCE,
        FactWhat.RETURNED_ON,
        FactWhat.STOCK_BACK,
        FactWhat.REFUNDED_ON,
    }
)
#: Where the value is a bare number, it is worded as so many items.
_NUMBERS = frozenset({FactWhat.COUNTED, FactWhat.MISSING})
#: What says nothing about one buyer's order and may stand under a review.
_PUBLIC = frozenset({FactWhat.CHECKED, FactWhat.COUNTED, FactWhat.STOCK_BACK})
#: What an appeal lists: name and value, without a word to the buyer.
_RECORDS = frozenset(
    {
        FactWhat.ORDER_NUMBER,
        FactWhat.DISPATCHED_ON,
        FactWhat.CARRIER,
        FactWhat.TRACKING_NUMBER,
        FactWhat.LAST_SCAN,
        FactWhat.HELD_SINCE,
        FactWhat.DELIVERED_ON,
        FactWhat.RETURNED_ON,
        FactWhat.PROMISED_ON,
        FactWhat.REFUND_OF,
        FactWhat.REFUNDED_ON,
        FactWhat.REFUND_REFERENCE,
    }
)
_WORDED: dict[str, FactWhat] = {what.value: what for what in FactWhat}
_MONEY = re.compile(r"(?:(?P<before>[A-Z]{3}) ?)?(?P<amount>\d+(?:\.\d+)?)(?: ?(?P<after>[A-Z]{3}))?\Z")


def _day(text: str, zone: tzinfo, field: str) -> date:
    try:
        if len(text) == 10:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(ErrorCode.WRONG_TYPE, f"{text!r} is no ISO date; write it like 2026-12-08.", field) from None
    return moment.astimezone(zone).date() if moment.tzinfo else moment.date()


def _money(text: str, field: str) -> Money:
    match = _MONEY.match(text)
    currency = match and (match["before"] or match["after"])
    if not match or not currency or currency not in known_currencies():
        raise InputError(ErrorCode.WRONG_TYPE, f"{text!r} is no amount; write it like 12.50 EUR.", field)
    return Money.parse(match["amount"], currency, field)


def _values(what: FactWhat, text: str, zone: tzinfo, field: str) -> dict[str, Value]:
    if what in _DATES:
        return {"date": _day(text.strip(), zone, field)}
    if what is FactWhat.REFUND_OF:
        return {"money": _money(text.strip(), field)}
    return {"value": plain(text)}


def fact_slots(
    facts: Sequence[Fact], zone: tzinfo, *, public: bool, paragraph: Paragraph, records: bool = False
) -> list[Slot]:
    """One slot per fact that the letter words; facts with other names are known to the case but not worded.

    ``records``: as an entry of a list for somebody who is not the buyer ("Carrier: ..."), where there is such a form.
    In a public text only what says nothing about the buyer's own order is worded. Raises InputError (``wrong_type``,
    field ``facts.N.value``) where a date or an amount cannot be read.
    """
    slots = []
    for place, fact in enumerate(facts):
        what = _WORDED.get(fact.what)
        if what is None or (public and what not in _PUBLIC) or not fact.value.strip():
            continue
        form = "record" if records and what in _RECORDS else "fact"
        phrase = f"{form}-{what.value.replace('_', '-')}"
        number = fact.value.strip()
        if what in _NUMBERS and number.isascii() and number.isdigit() and len(number) < 7:
            slots.append(Slot(f"{phrase}-items", paragraph, {}, (("count", int(number)),), drop=Drop.FACT))
            continue
        values = _values(what, fact.value, zone, f"facts.{place}.value")
        slots.append(Slot(phrase, paragraph, values, drop=Drop.FACT))
    return slots


def day_known(facts: Sequence[Fact], whats: Sequence[FactWhat], zone: tzinfo, after: date) -> date | None:
    """The first date after ``after`` that one of ``whats`` gives, for a wait whose date the decision leaves open."""
    for what in whats:
        for place, fact in enumerate(facts):
            if fact.what == what.value:
                day = _day(fact.value.strip(), zone, f"facts.{place}.value")
                if day > after:
                    return day
    return None
