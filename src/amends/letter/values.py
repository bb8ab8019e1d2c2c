"""The values in the slots of a letter, read back from its text and told in the agent's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from amends.core.errors import InputError
from amends.core.money import Money
from amends.letter.counts import missing_items
from amends.letter.draft import Composed
from amends.letter.forms import NUMBER_SLOTS
from amends.letter.phrases import phrase_ids
from amends.letter.slots import Word
from amends.letter.writing import buyer_name, plain, written_date, written_money

_DATES = frozenset({"date", "send", "paid", "until"})
_MONEY_WORDS = ("full-price", "paid-duty")
_DIGITS = re.compile(r"\d[\d.,'\u00a0\u202f \u2019]*")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
UNFILLED = re.compile(r"⟦[^⟦⟧\n]{1,40}⟧\Z")

Numbers = tuple[tuple[str, int], ...]


@lru_cache(maxsize=64)
def _days(locale: str, year: int) -> dict[str, date]:
    """Every day of last year, this year and the next as letters write it."""
    first = date(year - 1, 1, 1)
    days = (first + timedelta(days=count) for count in range((date(year + 2, 1, 1) - first).days))
    return {written_date(day, locale, day.year != year).translate(_SPACES): day for day in days}


@dataclass(frozen=True, slots=True)
class Values:
    """Reads values with the case of one letter."""

    composed: Composed

    def told(self, texts: Mapping[str, str], form: str) -> tuple[dict[str, str], Numbers] | None:
        """The values in the agent's language, and the numbers; None where one is not what its slot is for."""
        told: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for name, text in texts.items():
            if name in NUMBER_SLOTS:
                numbers[name] = int(text)
                continue
            value = self._value(name, text)
            if value is None:
                return None
            told[name] = value
        return told, self._numbers(numbers, form)

    def _numbers(self, read: dict[str, int], form: str) -> Numbers:
        """The numbers of a sentence: read, else (where the words say the number) one, else those of the case."""
        missing, ordered = missing_items(self.composed.plan.request.case.counts)
        known = {"missing": missing or 1, "ordered": ordered or 1, "count": 1}
        if form.split(".")[-1] in ("one", "1"):
            known |= {"missing": 1, "count": 1}
        return tuple((known | read).items())

    def _value(self, name: str, text: str) -> str | None:
        if UNFILLED.match(text):
            return text
        if name in _DATES:
            return self._date(text)
        if name == "money":
            return self._words(_MONEY_WORDS).get(text) or self._money(text)
        if name == "topic":
            return self._words(tuple(phrase for phrase in phrase_ids() if phrase.startswith("topic-"))).get(text)
        if name == "product":
            return self._product(text)
        request = self.composed.plan.request
        if name == "name":
            return text if text and text == buyer_name(request.case.buyer_name) else None
        return text if text in {plain(fact.value) for fact in request.facts} else None

    def _product(self, text: str) -> str | None:
        composed = self.composed
        if not text:
            return ""
        return (
            composed.gist_writer.write(composed.plan.product)
            if text == composed.writer.write(composed.plan.product)
            else None
        )

    def _words(self, phrases: tuple[str, ...]) -> dict[str, str]:
        writer, gists = self.composed.writer, self.composed.gist_writer
        return {writer.write(Word(phrase)): gists.write(Word(phrase)) for phrase in phrases}

    def _date(self, text: str) -> str | None:
        writer, gists = self.composed.writer, self.composed.gist_writer
        day = _days(writer.tongue.locale, writer.year).get(text.translate(_SPACES))
        return gists.write(day) if day is not None else None

    def _money(self, text: str) -> str | None:
        """An amount in a currency of the decision or the facts, written as the letter's region writes it."""
        found = _DIGITS.search(text)
        if not found:
            return None
        digits = re.sub(r"[^\d]", "", found.group())
        decision = self.composed.plan.request.decision
        for currency in sorted({item.currency for item in (decision.menu if decision else []) if item.currency}):
            for decimals in (0, 2, 3):
                try:
                    money = Money.from_decimal(Decimal(int(digits)).scaleb(-decimals), currency)
                except (InputError, ValueError):
                    continue
                if written_money(money, self.composed.writer.tongue.locale).translate(_SPACES) == text.translate(
                    _SPACES
                ):
                    return self.composed.gist_writer.write(money)
        return None
