"""Values as a region writes them: dates and money by CLDR, products and names as they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from amends.core.money import Money
from amends.letter.house import LIBRARY, House, say
from amends.letter.phrases import Numbers
from amends.letter.slots import Product, Slot, Value, Word
from amends.letter.tongue import Tongue

#: Longest product name in a sentence; marketplace titles run to hundreds of characters.
LONGEST_PRODUCT = 60
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000\ue001]+")
_LINK = re.compile(r"://|\bwww\.", re.IGNORECASE)
_NO_NAME = re.compile(r"[@*<>{}\[\]]|\d{3}")

#: The first of a month where CLDR writes "1 décembre" and people write an ordinal; in Portuguese Brazil alone does.
_FIRST = {"fr": "1er", "it": "1º", "pt_BR": "1º"}

#: The article before 8 and 11 in Italian: "il 8 dicembre" is l'8 dicembre.
_ELIDED = {"il": "l'", "al": "all'", "dal": "dall'", "del": "dell'"}
_ITALIAN_DAY = re.compile(r"\b(il|al|dal|del) (?=(?:8|11) (?:gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic))")


@lru_cache(maxsize=8192)
def written_date(day: date, locale: str, with_year: bool) -> str:
    """``18 December``, ``12月18日``; with the year where it is another one than the letter's. Never in figures alone."""
    if with_year and locale.startswith("ru"):
        # CLDR's "2027 г." would end a sentence with two full stops.
        return f"{format_date(day, 'd MMMM y', locale=locale)} года"
    written = format_date(day, "long", locale=locale) if with_year else format_skeleton("MMMMd", day, locale=locale)
    first = _FIRST.get(locale) or _FIRST.get(locale.split("_")[0]) if day.day == 1 else None
    return str(written).replace("1 ", f"{first} ", 1) if first else str(written)


@lru_cache(maxsize=8192)
def written_money(money: Money, locale: str) -> str:
    return money.format(locale)


def one_line(text: str) -> str:
    """NFC text without line breaks, doubled blanks and control characters."""
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def plain(text: str) -> str:
    """One line without exclamation marks and closing punctuation, to stand inside a sentence."""
    return re.sub("[!\uff01\u00a1]+", "", one_line(text)).strip().rstrip(".;, \u3002\uff1b\uff0c")


def buyer_name(text: str | None) -> str:
    """A name to greet with, or nothing: account names such as ``d***a`` or ``user8841`` are no names."""
    name = plain(text or "")
    if len(name) > LONGEST_PRODUCT or _LINK.search(name) or _NO_NAME.search(name):
        return ""
    return name if any(letter.isalpha() for letter in name) else ""


def product_name(text: str | None) -> str:
    """A product as it can stand in a sentence: not shouted, not longer than needed, no link."""
    name = plain(text or "")
    if not any(letter.isalnum() for letter in name) or _LINK.search(name):
        return ""
    if sum(word.isupper() and len(word) >= 4 for word in name.split()) >= 3:
        name = " ".join(word.capitalize() if word.isupper() and len(word) >= 4 else word for word in name.split())
    return _shortened(name)


def _shortened(name: str) -> str:
    # Chinese and Japanese characters carry about three times as much as letters do.
    def width(text: str) -> int:
        return sum(3 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)

    if width(name) <= LONGEST_PRODUCT:
        return name
    kept = name
    while width(kept) > LONGEST_PRODUCT - 1:
        shorter = kept.rsplit(" ", 1)[0] if " " in kept else kept[:-1]
        kept = shorter.rstrip(" ,;:-/|(\u2013\uff08\uff0c")
    return f"{kept}…"


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the values of a letter in one language. ``year`` is the year of the letter in the buyer's time zone.

    ``house`` is whose words are used; ``of`` names the letter's own wording where this writer tells its gist.
    """

    tongue: Tongue
    year: int
    house: House = LIBRARY
    of: str = ""

    def write(self, value: Value) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, date):
            return written_date(value, self.tongue.locale, value.year != self.year)
        if isinstance(value, Money):
            return written_money(value, self.tongue.locale)
        if isinstance(value, Word):
            return self.say(value.phrase, 0, (), {})
        return self._product(value)

    def _product(self, product: Product) -> str:
        if not product.name:
            return ""
        return self.say("product-mark", 0, (), {"product": product.name})

    def say(self, phrase: str, variant: int, numbers: Numbers, texts: Mapping[str, str]) -> str:
        """A phrase with values that are written already."""
        return say(self.house, self.tongue.wording, phrase, variant, numbers, texts, self.of)

    def sentence(self, slot: Slot, variant: int) -> str:
        """One slot in the ``variant``-th wording (from 0), without its option letter."""
        texts = {name: self.write(value) for name, value in slot.values.items()}
        sentence = self.say(slot.phrase, variant, slot.numbers, texts)
        if self.tongue.wording == "it":
            # Which day it is, no phrase can know.
            sentence = _ITALIAN_DAY.sub(lambda found: _ELIDED[found[1]], sentence)
        return sentence
