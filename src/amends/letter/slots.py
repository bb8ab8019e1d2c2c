"""What a letter consists of: slots. A slot is one phrase with its values, the same in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from amends.core.money import Money
from amends.core.vocabulary import PromiseWhat


class Paragraph(IntEnum):
    """Paragraphs in their order; sentences of one paragraph stand on one line, options on lines of their own."""

    GREETING = 0
    PROBLEM = 1
    HELP = 2
    OPTIONS = 3
    ASK = 4
    END = 5
    SIGN_OFF = 6


class Drop(IntEnum):
    """The order in which slots are left out of a letter that is too long; NEVER stays whatever the limit."""

    STAY_HERE = 0
    FACT = 1
    REPEAT_CONTACT = 2
    RIGHTS = 3
    OWN_FAULT = 4
    GREETING = 5
    REACH = 6
    CAUSE = 7
    HELP = 8
    PRODUCT = 9
    SHOP = 10
    NEVER = 99


@dataclass(frozen=True, slots=True)
class Word:
    """A value that is itself a phrase (``full-price``), written in each language's own words."""

    phrase: str


@dataclass(frozen=True, slots=True)
class Product:
    """What the buyer bought, in brackets or quotation marks; empty where it is not known."""

    name: str


Value = str | date | Money | Word | Product


@dataclass(frozen=True, slots=True)
class Slot:
    """One phrase of a letter. ``promised`` is what its wording promises, ``label`` the letter of an option."""

    phrase: str
    paragraph: Paragraph
    values: Mapping[str, Value] = field(default_factory=dict)
    numbers: tuple[tuple[str, int], ...] = ()
    drop: Drop = Drop.NEVER
    promised: tuple[tuple[PromiseWhat, date], ...] = ()
    label: str = ""
    own_line: bool = False


@dataclass(frozen=True, slots=True)
class Name(Slot):
    """A line that is the same in every language: who signs."""
