"""The offers of a letter outside it: the same letters, amounts and dates, in whichever language they are read.

A page that shows what a letter offered must promise exactly what the letter promised. So the offers are planned from
the letter's own request, with its ``now``, and only the language is another one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from amends.core.contracts.letter import DraftInput
from amends.letter.compose import offered_slots, plan
from amends.letter.house import LIBRARY, House
from amends.letter.phrases import render
from amends.letter.tongue import tongue
from amends.letter.writing import Writer, written_date

#: The wording of "rights" that presupposes neither an offer nor a choice.
_RIGHTS_AT_ANY_TIME = 2


@dataclass(frozen=True, slots=True)
class WordedOption:
    """An offer as a sentence. ``place`` is its index in the decision's menu, ``letter`` empty where it is the only one."""

    place: int
    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class WordedOffer:
    """What a letter offered: the recommended first, and the last day on which the buyer was asked to choose."""

    options: tuple[WordedOption, ...]
    choose_by: date


def worded_offer(request: DraftInput, language: str, house: House = LIBRARY) -> WordedOffer:
    """The offers of the letter that ``request`` asked for, in ``language`` (BCP-47) and in the shop's own words.

    Raises InputError.
    """
    planned = plan(request)
    writer = Writer(tongue(language, "language"), planned.days.today.year, house)
    options = tuple(
        WordedOption(offer.place, slot.label.rstrip(") "), writer.sentence(slot, 0))
        for offer, slot in zip(planned.offers, offered_slots(planned), strict=True)
    )
    return WordedOffer(options, planned.days.choose_by)


def rights_sentence(language: str) -> str:
    """One sentence, the library's: nothing of this changes what the law gives her."""
    return render(tongue(language, "language").wording, "rights", _RIGHTS_AT_ANY_TIME, (), {})


def day_in(language: str, day: date, this_year: int) -> str:
    """A day as letters in that language write it, with the year where it is another one."""
    return written_date(day, tongue(language, "language").locale, day.year != this_year)
