"""What a foreign text says: a machine's translation with its warnings, or at least a gloss of what was recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_skeleton
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.errors import InputError
from amends.core.money import Money
from amends.desk.assistance.asking import MEMORY
from amends.desk.assistance.models import MessageTranslation
from amends.desk.people.models import Person
from amends.letter.faithful import dates_in
from amends.web import showing
from amends.web.workspace.casepage.head import seen_text

LOST = {
    "amount": gettext_noop("An amount is missing: %(excerpt)s"),
    "currency": gettext_noop("The currency is missing or another one: %(excerpt)s"),
    "date": gettext_noop("A date is missing: %(excerpt)s"),
    "time": gettext_noop("A time is missing: %(excerpt)s"),
    "number": gettext_noop("A number is missing: %(excerpt)s"),
    "identifier": gettext_noop("A long number is missing: %(excerpt)s"),
    "negation": gettext_noop("A “not” may be missing: %(excerpt)s"),
}
ADDED = {
    "amount": gettext_noop("An amount that the original does not have: %(excerpt)s"),
    "date": gettext_noop("A date that the original does not have: %(excerpt)s"),
    "number": gettext_noop("A number that the original does not have: %(excerpt)s"),
    "identifier": gettext_noop("A long number that the original does not have: %(excerpt)s"),
    "negation": gettext_noop("A “not” that the original may not have: %(excerpt)s"),
}
#: Two letters of one word, in a script that parts words.
_IN_WORD = re.compile(r"[^\W\d_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]{2}")
#: A gloss of more parts than this is no help.
MOST_PARTS = 14


@dataclass(frozen=True, slots=True)
class Part:
    """A recognised piece of a foreign text, and what it means in the screen's language."""

    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation beside its original."""

    id: int
    text: str
    language: str
    engine: str
    from_memory: bool
    made_at: datetime
    corrected_by: str
    warnings: list[str]


def warnings_of(differences: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a translation seems to have lost or added, in sentences."""
    found = []
    for each in differences:
        sentence = (ADDED if each["added"] else LOST).get(each["what"])
        if sentence:
            excerpt = each["excerpt"] or _("see the original")
            found.append(_(sentence) % {"excerpt": excerpt})
    return found


def translated_of(row: MessageTranslation | None) -> Translated | None:
    if row is None:
        return None
    return Translated(
        id=row.pk,
        text=row.words,
        language=row.language,
        engine=row.engine,
        from_memory=row.engine == MEMORY,
        made_at=row.made_at,
        corrected_by=row.corrected_by.name if row.corrected and row.corrected_by else "",
        warnings=warnings_of(row.differences),
    )


def reads(person: Person | None, language: str) -> bool:
    """Whether the person reads a language herself: that of her screens, or one that she declared."""
    if person is None or not language:
        return True
    known = {person.language, *person.writes}
    return language.split("-")[0] in {tag.split("-")[0] for tag in known}


def language_name(code: str, language: str) -> str:
    """``Portuguese (Brazil)``, in the screen's language."""
    try:
        name = Locale.parse(code.replace("-", "_")).get_display_name(showing.locale_of(language))
    except (UnknownLocaleError, ValueError):
        return code
    return str(name) if name else code


def gloss_of(text: str, reading: Mapping[str, Any], language: str) -> list[Part]:
    """The recognised parts of a text in the order in which they stand, each with its meaning; the same part once."""
    amounts = list(reading.get("amounts", []))
    spans = sorted(reading.get("spans", []), key=lambda span: (span["start"], span["end"]))
    told = [span for span in spans if span["what"] == "amount"]
    values = {id(span): amount for span, amount in zip(told, amounts, strict=True)} if len(told) == len(amounts) else {}
    found = [
        (span["start"], span["end"], _meaning(span["what"], values.get(id(span)), reading, language)) for span in spans
    ]
    found += [
        (start, end, _day(readings, language))
        for start, end, readings in dates_in(text, str(reading.get("language", "")))
    ]
    return _parts(text, sorted(found))


def _parts(text: str, found: Sequence[tuple[int, int, str]]) -> list[Part]:
    """One part for each place, in whole words; a part within another that means the same says nothing more."""
    by_place: dict[tuple[int, int], list[str]] = {}
    for start, end, meaning in found:
        meanings = by_place.setdefault(_whole_words(text, start, end), [])
        if meaning and meaning not in meanings:
            meanings.append(meaning)
    parts = [
        Part(" ".join(text[start:end].split()), " · ".join(meanings))
        for (start, end), meanings in by_place.items()
        if meanings and text[start:end].strip() and not _is_within(start, end, meanings, by_place)
    ]
    return list(dict.fromkeys(parts))[:MOST_PARTS]


def _is_within(start: int, end: int, meanings: list[str], places: Mapping[tuple[int, int], list[str]]) -> bool:
    return any(
        first <= start and end <= last and (first, last) != (start, end) and set(meanings) <= set(others)
        for (first, last), others in places.items()
    )


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A cue may be a word's beginning: the whole word is shown, where a script parts words."""
    while start > 0 and _IN_WORD.match(text[start - 1 : start + 1]):
        start -= 1
    while end < len(text) and _IN_WORD.match(text[end - 1 : end + 1]):
        end += 1
    return start, end


def _meaning(what: str, amount: Mapping[str, Any] | None, reading: Mapping[str, Any], language: str) -> str:
    if amount is not None:
        return _money(amount, language)
    group, _found, name = what.partition(":")
    counted = (reading.get("counts") or {}).get(name) if group == "count" else None
    if counted is not None:
        return {
            "missing": _("pieces missing: %(n)s"),
            "received": _("received: %(n)s"),
            "ordered": _("ordered: %(n)s"),
        }.get(name, "%(n)s") % {"n": counted}
    return seen_text(what, language)


def _money(amount: Mapping[str, Any], language: str) -> str:
    value, currency = str(amount.get("amount", "")), amount.get("currency")
    if not currency:
        return value
    try:
        return Money.parse(value, currency).format(showing.locale_of(language))
    except InputError:
        return f"{value} {currency}"


def _day(readings: Sequence[tuple[int, int]], language: str) -> str:
    """``12 November``; both days where it can be read in two ways."""
    named = []
    for month, day in readings:
        try:
            named.append(format_skeleton("MMMMd", date(2024, month, day), locale=showing.locale_of(language)))
        except ValueError:
            continue
    return _(" or ").join(dict.fromkeys(named))
