"""What stands in a journal entry, in words: each detail's name, and its value where the vocabulary knows it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from amends.desk.journal.details import detail_label
from amends.web import showing

#: detail -> the vocabulary that its values come from, in the order of asking
_VOCABULARY = {
    "claim": ("Kind",), "kind": ("Kind", "Recovery"), "was": ("Kind",), "is": ("Kind",), "turn": ("Turn",),
    "fault": ("Fault",), "menu": ("Remedy",), "took": ("Remedy",), "remedy": ("Remedy",), "verdict": ("Verdict",),
    "type": ("EvidenceType",), "gaps": ("EvidenceType",), "what": ("PromiseWhat",), "platform": ("Platform",),
    "rules": ("LintRule",), "milestone": ("Milestone",), "milestones": ("Milestone",),
}  # fmt: skip
#: What may open a case or join it (``source`` of a signal).
_SIGNALS = {
    "message": gettext_noop("a message"), "dispute": gettext_noop("a dispute"), "review": gettext_noop("a review"),
    "parcel": gettext_noop("a parcel"),
}  # fmt: skip
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def details_of(data: dict[str, Any], language: str, zone: str) -> list[tuple[str, str]]:
    """Label and value of each detail that says something, in the order of the entry."""
    told = [(name, _value(name, value, language, zone)) for name, value in data.items()]
    return [(detail_label(name, language), value) for name, value in told if value]


def _value(name: str, value: Any, language: str, zone: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_value(name, each, language, zone) for each in value)))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_value(name, each, language, zone)}" for key, each in value.items())
    text = str(value)
    if name == "consequence":
        return showing.consequence_text(text)
    if name == "source" and text in _SIGNALS:
        return _(_SIGNALS[text])
    if _MOMENT.match(text):
        return _moment(text, language, zone)
    for vocabulary in _VOCABULARY.get(name, ()):
        word = showing.word(text, vocabulary, language)
        if word != text:
            return word
    return text


def _moment(text: str, language: str, zone: str) -> str:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return text
    return showing.moment_text(when, zone, language) if when.tzinfo is not None else text
