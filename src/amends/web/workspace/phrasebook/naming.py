"""Names for people: sections of the phrase library, phrases, slots, languages."""

from __future__ import annotations

from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.core.labels import label
from amends.letter.checking import FIXED
from amends.letter.draft import SUBJECTS
from amends.letter.naming import named_after
from amends.letter.phrases import WORDINGS, phrase_ids
from amends.web import showing

#: Sections in the order of a letter: key, name, how their phrases begin.
SECTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "greeting": (gettext_noop("Greeting and names"), ("greeting-", "sign-off", "shop-team")),
    "thanks": (gettext_noop("Thanks"), ("thanks-",)),
    "problem": (gettext_noop("The problem"), ("ack-",)),
    "news": (gettext_noop("When we write first"), ("news-",)),
    "regret": (gettext_noop("Apology"), ("apology", "own-fault", "repeat-contact")),
    "help": (gettext_noop("Help"), ("help-", "manager", "safety", "stay-here")),
    "cause": (gettext_noop("Cause"), ("cause-",)),
    "facts": (gettext_noop("Facts"), ("fact-",)),
    "options": (gettext_noop("Options"), ("options-", "offer-", "agreed-", "remedy-", "full-price", "paid-duty")),
    "notices": (gettext_noop("Notices"), ("notice-",)),
    "asking": (gettext_noop("Choice and requests"), ("choose-", "request-")),
    "end": (gettext_noop("Rights and closing"), ("rights", "reach-", "closing-")),
    "appeal": (gettext_noop("Appeal"), ("appeal-", "record-")),
    "subjects": (gettext_noop("Subjects and topics"), ("subject-", "topic-")),
}
SLOTS: dict[str, str] = {
    "name": gettext_noop("buyer’s name"),
    "product": gettext_noop("product"),
    "date": gettext_noop("date"),
    "send": gettext_noop("date to send back"),
    "paid": gettext_noop("date of payment"),
    "until": gettext_noop("protected until"),
    "money": gettext_noop("amount"),
    "value": gettext_noop("value"),
    "topic": gettext_noop("topic"),
    "missing": gettext_noop("number missing"),
    "ordered": gettext_noop("number ordered"),
    "count": gettext_noop("number"),
    "agent": gettext_noop("agent’s name"),
    "shop": gettext_noop("shop’s name"),
}
_SPECIAL: dict[str, str] = {
    "greeting-name": gettext_noop("Greeting with the name"),
    "greeting-plain": gettext_noop("Greeting without a name"),
    "greeting-platform": gettext_noop("Greeting to the platform"),
    "sign-off": gettext_noop("Closing words"),
    "shop-team": gettext_noop("In place of a name"),
    "thanks-message": gettext_noop("For a message"),
    "thanks-reply": gettext_noop("For a reply"),
    "thanks-order": gettext_noop("For the order"),
    "thanks-review": gettext_noop("For a review"),
    "thanks-closing": gettext_noop("At the end"),
    "thanks-platform": gettext_noop("To the platform"),
    "apology": gettext_noop("Apology"),
    "own-fault": gettext_noop("It was our fault"),
    "repeat-contact": gettext_noop("She had to write again"),
    "safety": gettext_noop("Safety"),
    "manager": gettext_noop("She asks for a manager"),
    "stay-here": gettext_noop("Stay on the platform"),
    "full-price": gettext_noop("In place of an amount: the full price"),
    "paid-duty": gettext_noop("In place of an amount: the charges paid"),
    "rights": gettext_noop("Legal rights"),
    "notice-stop": gettext_noop("How to get no more notices"),
    "cause-unknown": gettext_noop("Cause unknown"),
}
_FORMS: dict[str, str] = {
    "zero": gettext_noop("none"),
    "one": gettext_noop("one"),
    "two": gettext_noop("two"),
    "few": gettext_noop("a few"),
    "many": gettext_noop("many"),
    "other": gettext_noop("any other number"),
}


_GUIDES: dict[str, str] = {
    "manual": gettext_noop("manual"),
    "video": gettext_noop("video"),
    "report": gettext_noop("test report"),
    "certificate": gettext_noop("certificate"),
}


def guide_sort(sort: str) -> str:
    """What a guide is."""
    return _(_GUIDES[sort]) if sort in _GUIDES else sort


def section_name(key: str) -> str:
    return _(SECTIONS[key][0])


@lru_cache(maxsize=512)
def section_of(phrase: str) -> str:
    """The section in which a phrase stands."""
    return next(key for key, (_name, starts) in SECTIONS.items() if phrase.startswith(starts))


def phrases_of(section: str) -> list[str]:
    """The phrases of a section in the library's order; the fixed ones are nobody's to change and stand in none."""
    return [phrase for phrase in phrase_ids() if phrase not in FIXED and section_of(phrase) == section]


def phrase_name(phrase: str, language: str) -> str:
    """What a phrase is for, in a few words: ``Damaged``, ``Full refund``; its section where that says enough."""
    if phrase in _SPECIAL:
        return _(_SPECIAL[phrase])
    member = named_after(phrase)
    if member is not None:
        return label(member, language)
    start, _dash, rest = phrase.partition("-")
    if start == "cause":
        status, _dash, party = rest.partition("-")
        return f"{showing.word(status, 'CauseStatus', language)} · {showing.word(party, 'Party', language)}"
    if start == "subject":
        stage = next(stage for stage, subject in SUBJECTS.items() if subject == phrase)
        return showing.word(stage.value, "LetterStage", language)
    return section_name(section_of(phrase))


def slot_name(slot: str) -> str:
    return _(SLOTS[slot]) if slot in SLOTS else slot


def form_name(key: str) -> str:
    """``one``, ``any other number``; a bare digit is itself."""
    return " · ".join(_(_FORMS[part]) if part in _FORMS else part for part in key.split("."))


@lru_cache(maxsize=256)
def language_name(wording: str, language: str) -> str:
    """``Portuguese``, ``Spanish (Latin America)``, in the screen's language."""
    try:
        name = Locale.parse(wording.replace("-", "_")).get_display_name(showing.locale_of(language))
    except (UnknownLocaleError, ValueError):
        return wording
    return str(name) if name else wording


def languages(language: str) -> list[tuple[str, str]]:
    """Every wording with its name, in the order of their names."""
    return sorted(((wording, language_name(wording, language)) for wording in WORDINGS), key=lambda each: each[1])
